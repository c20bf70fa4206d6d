//! Articles and settings → the pairs to compare.

use super::{FEW_REWRITTEN, Options, Pairs};
use crate::article::Article;
use crate::fingerprint::Sieve;
use crate::index::candidates;
use rayon::prelude::*;

/// For every article those after it that it is compared with, ascending.
pub(super) fn partners(articles: &[Article], run: usize, options: &Options) -> Vec<Vec<u32>> {
    let count = articles.len() as u32;
    let mut partners: Vec<Vec<u32>> = match &options.pairs {
        Pairs::All => all(count),
        Pairs::Sharing if options.rewritten && articles.len() <= FEW_REWRITTEN => all(count),
        Pairs::Sharing => {
            let sieve = Sieve::of(run, options.k);
            let kept: Vec<Vec<u64>> = articles
                .par_iter()
                .map(|article| sieve.keep(&article.fingerprint.shingles))
                .collect();
            candidates(&kept)
        }
        Pairs::Listed(listed) => {
            let find = |id: &str| articles.binary_search_by(|x| x.id.as_str().cmp(id)).ok();
            let mut partners = vec![Vec::new(); articles.len()];
            for (x, y) in listed {
                if let (Some(x), Some(y)) = (find(x), find(y))
                    && x != y
                {
                    partners[x.min(y)].push(x.max(y) as u32);
                }
            }
            partners.iter_mut().for_each(|list: &mut Vec<u32>| {
                list.sort_unstable();
                list.dedup();
            });
            partners
        }
    };
    if options.cross_outlet {
        for (a, list) in partners.iter_mut().enumerate() {
            list.retain(|&b| articles[a].outlet != articles[b as usize].outlet);
        }
    }
    partners
}

/// Every pair.
fn all(count: u32) -> Vec<Vec<u32>> {
    (0..count).map(|a| (a + 1..count).collect()).collect()
}

//! An archive → its articles on a depot, as a run over the same documents has them.

use super::{Budget, Depot};
use crate::analysis::Options;
use crate::archive::Archive;
use crate::article::{Article, Dissection};
use crate::clean::{Learner, Recurring};
use crate::credit::Directory;
use crate::document::Document;
use crate::error::Result;

impl Depot {
    /// Takes the documents of an archive apart and lays the articles on a depot, with their texts if
    /// `texts` says so. Unit and `k` are the archive's. `progress` is told how many more are done.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read, or a temporary file cannot be written.
    pub fn of_archive(
        archive: &Archive,
        options: &Options,
        budget: Budget,
        texts: bool,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Depot> {
        let kept = archive.options();
        let options = Options { unit: kept.unit, k: kept.k, ..options.clone() };
        let recurring = if kept.text { learn(archive, &budget)? } else { Recurring::default() };
        let directory = Directory::default();
        let how = Dissection { unit: kept.unit, k: kept.k, recurring, directory };
        let mut depot = Depot::new(budget, &options, archive.len(), texts)?;
        let (mut batch, mut tokens): (Vec<Article>, usize) = (Vec::new(), 0);
        let mut file = |batch: &mut Vec<Article>| {
            depot.add(batch)?;
            progress(batch.len());
            batch.clear();
            Ok(())
        };
        for article in archive.articles(&how) {
            let article = article?.1;
            tokens += article.starts.len();
            batch.push(article);
            if batch.len() == TOGETHER || tokens > TOKENS {
                tokens = 0;
                file(&mut batch)?;
            }
        }
        file(&mut batch)?;
        Ok(depot)
    }
}

/// Documents in memory at once.
const TOGETHER: usize = 256;
/// Tokens of theirs after which they are fewer.
const TOKENS: usize = 1 << 18;
/// Bytes of theirs after which they are fewer.
const BYTES: usize = 1 << 20;

/// What recurs in the outlets of an archive with texts.
fn learn(archive: &Archive, budget: &Budget) -> Result<Recurring> {
    let mut learner = Learner::new(Some(&budget.folder))?;
    let (mut batch, mut bytes): (Vec<Document>, usize) = (Vec::new(), 0);
    for document in archive.documents()? {
        let document = document?.1;
        bytes += document.size();
        batch.push(document);
        if batch.len() == TOGETHER || bytes > BYTES {
            bytes = 0;
            learner.add(&batch)?;
            batch.clear();
        }
    }
    learner.add(&batch)?;
    learner.finish()
}

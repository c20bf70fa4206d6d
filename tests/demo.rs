//! The demo corpus against its labels: credits, and what each stretch of a page is.

#![allow(clippy::unwrap_used)] // a helper that fails fails its test

use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::PathBuf;
use wirecopy::article::Article;
use wirecopy::manifest::Manifest;
use wirecopy::region::RegionKind;
use wirecopy::source::{Source, SourceOptions};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/harbour-fire")
}

fn articles() -> Vec<Article> {
    let inputs = [folder().display().to_string()];
    Source::open(&inputs, &SourceOptions::default(), &|_| {}).unwrap().articles
}

#[test]
fn every_credit_is_found_and_no_other() {
    let path = folder().join("manifest.toml");
    let manifest = Manifest::parse(&std::fs::read_to_string(&path).unwrap(), &path).unwrap();
    let articles = articles();
    for listed in &manifest.documents {
        let article = articles.iter().find(|article| article.id == listed.id).unwrap();
        let said = |agency: &str, role| (agency.to_string(), role);
        let want: BTreeSet<_> = listed.credits.iter().map(|c| said(&c.agency, c.role)).collect();
        let got: BTreeSet<_> = article
            .credits
            .iter()
            .map(|credit| said(credit.agency.as_deref().unwrap_or(""), credit.role))
            .collect();
        assert_eq!(got, want, "{}", listed.id);
    }
}

#[derive(Deserialize)]
struct Labelled {
    id: String,
    regions: Vec<Stretch>,
}

#[derive(Deserialize)]
struct Stretch {
    kind: RegionKind,
    start: usize,
    end: usize,
}

#[test]
fn nearly_every_character_is_in_the_right_kind_of_region() {
    let gold = std::fs::read_to_string(folder().join("gold/regions.jsonl")).unwrap();
    let articles = articles();
    let (mut right, mut all) = (0, 0);
    for line in gold.lines() {
        let labelled: Labelled = serde_json::from_str(line).unwrap();
        let article = articles.iter().find(|article| article.id == labelled.id).unwrap();
        let text = article.text.as_deref().unwrap();
        let mut wrong = Vec::new();
        for (number, (at, c)) in text.char_indices().enumerate() {
            if c.is_whitespace() {
                continue;
            }
            let want = labelled.regions.iter().find(|r| r.start <= number && number < r.end);
            let got = article.regions.iter().find(|region| region.span.contains(at)).unwrap().kind;
            all += 1;
            match want.unwrap().kind == got {
                true => right += 1,
                false => wrong.push((want.unwrap().kind, got, at)),
            }
        }
        wrong.dedup_by_key(|(want, got, _)| (*want, *got));
        println!("{}: {wrong:?}", labelled.id);
    }
    let share = f64::from(right) / f64::from(all);
    println!("{share:.4} of {all} characters");
    assert!(share >= 0.95, "{share:.4}");
}

#[test]
fn a_silent_page_takes_over_the_credit_of_the_copy_it_prints() {
    use wirecopy::analysis::{Options, analyse};
    use wirecopy::credit::{Reason, text_agencies};
    use wirecopy::document::{Corpus, Document};
    let story = "The ferry ran aground on a sandbank off the northern point shortly after dawn and all \
                 forty passengers were taken off by a pilot boat before the tide turned, the coast \
                 guard said in its morning report.";
    let page = |id: &str, text: String| Document {
        id: id.into(),
        outlet: id.into(),
        text,
        ..Document::default()
    };
    let corpus = Corpus::of(
        "silent",
        vec![
            page("credited", format!("NORTH POINT (Reuters) - {story}")),
            page("silent", story.to_string()),
            page("other", "Council cuts the library budget by a third after a long debate.".into()),
        ],
    );
    let analysis = analyse(corpus, &Options::default());
    let [credited, other, silent] = &analysis.articles[..] else { panic!("three articles") };
    let inferred = &silent.credits[0];
    assert_eq!(
        (inferred.agency.as_deref(), inferred.reason),
        (Some("Reuters"), Reason::SharedText)
    );
    assert!(inferred.inferred && text_agencies(&silent.credits).is_empty(), "marked as such");
    assert!(credited.credits.iter().all(|credit| !credit.inferred));
    assert!(other.credits.is_empty());
}

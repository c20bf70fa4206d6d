//! What of a page is its story.

use super::*;

#[test]
fn a_summary_in_an_element_of_its_own_opens_the_story() {
    let summary = "A warehouse on the old quay burnt to the ground, and the brigade had the fire out by dawn.";
    let page = |place: &str| PAGE.replacen("<p>A warehouse", &format!("{place}<p>A warehouse"), 1);
    let lead = |place: &str| {
        let text = html::page(&page(place)).unwrap().text;
        let blocks: Vec<&str> = text.split("\n\n").collect();
        blocks.iter().position(|block| *block == summary)
    };
    assert_eq!(lead(&format!("<div class='article__summary summary'>{summary}</div>")), Some(2));
    assert_eq!(lead(&format!("<aside><div class='summary'>{summary}</div></aside>")), None);
    assert_eq!(lead("<div class='summary'>Share this</div>"), None);
}

/// Pins how well the main text of the 93 pages in `article-html` is found: the mean of precision,
/// recall and F1 over four-word runs, in thousandths.
#[test]
fn the_main_text_of_news_pages_keeps_its_score() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/article-html");
    let Ok(gold) = fs::read_to_string(folder.join("gold.jsonl")) else {
        assert!(std::env::var_os("WIRECOPY_REQUIRE_SEEDS").is_none(), "{folder:?} is missing");
        eprintln!("skipped: {} is not there", folder.display());
        return;
    };
    let rows: Vec<serde_json::Value> =
        gold.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    let scores: Vec<[f64; 3]> = rows
        .par_iter()
        .map(|row| {
            let bytes = open::open(&folder.join(row["html"].as_str().unwrap())).unwrap();
            let bytes = read_all(bytes, u64::MAX).unwrap();
            let text = decode(&bytes, html::charset(&bytes).as_deref()).text;
            let page = html::page(&text).unwrap();
            let head = page.marked.iter().take_while(|r| r.kind != RegionKind::Caption).last();
            let captions = page.marked.iter().find(|region| region.kind == RegionKind::Caption);
            let end = captions.map_or(page.text.len(), |region| region.span.start);
            let body = &page.text[head.map_or(0, |region| region.span.end)..end];
            score(row["text"].as_str().unwrap(), body)
        })
        .collect();
    let mean = |i: usize| {
        (scores.iter().map(|score| score[i]).sum::<f64>() / rows.len() as f64 * 1000.0).round()
    };
    assert_eq!([mean(0), mean(1), mean(2)], [957.0, 983.0, 968.0]);
}

fn score(gold: &str, found: &str) -> [f64; 3] {
    let runs = |text: &str| {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut runs = std::collections::BTreeMap::<Vec<String>, usize>::new();
        for run in words.windows(4) {
            *runs.entry(run.to_vec()).or_default() += 1;
        }
        runs
    };
    let (gold, found) = (runs(gold), runs(found));
    let both: usize =
        gold.iter().map(|(run, n)| found.get(run).map_or(0, |found| *n.min(found))).sum();
    let share = |of: &std::collections::BTreeMap<_, usize>| {
        both as f64 / of.values().sum::<usize>().max(1) as f64
    };
    let (precision, recall) = (share(&found), share(&gold));
    [precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9)]
}

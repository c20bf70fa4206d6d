//! Analysis → a folder that answers who printed the same copy: page, plots and tables.
//!
//! [`write()`] makes the whole folder; the modules below it make its files one by one, for whoever wants
//! only one. [`rows`] are the rows that files and commands print, [`summary`] is the answer in sentences.
//! Article text is hostile and never becomes markup ([`escape`]); files are written whole or not at all
//! ([`atomic`]). From a pack instead of texts, every number and plot is the same, byte for byte, where no
//! verdict rests on words that a pack lacks ([`verdict::part`](crate::verdict::part)), and the pages show positions for words.

pub mod atomic;
pub mod escape;
mod prose;
mod reliability;
pub mod rows;
pub mod tables;
mod ties;
pub mod summary;
pub mod json;
pub mod words;
pub mod figures;
mod view;
mod method;
mod html;
mod markdown;
mod files;

pub use files::{File, files};
pub use reliability::{beyond_chance, reliability, run_reliability};

use crate::analysis::Analysis;
use crate::error::{Error, Result};
use crate::offsets::OffsetUnit;
use crate::plot::Theme;
use crate::plot::order::Order;
use crate::read;
use std::path::{Path, PathBuf};

/// How a report is made. The defaults are right for reading and for write-ups.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportSettings {
    /// What the run is called; empty takes the corpus' name.
    pub title: String,
    /// What the corpus is, in a sentence or two; may be empty.
    pub about: String,
    /// In which unit files count offsets.
    pub offsets: OffsetUnit,
    /// Order of rows and columns in heatmaps.
    pub order: Order,
    /// The paper of the plots in files; the page itself follows its reader's choice.
    pub theme: Theme,
    /// Pixels of the PNGs for each pixel of the SVGs; 2 for print.
    pub scale: f32,
    /// Whether articles' words are shown where they are at hand.
    pub words: bool,
}

impl Default for ReportSettings {
    fn default() -> ReportSettings {
        ReportSettings {
            title: String::new(),
            about: String::new(),
            offsets: OffsetUnit::default(),
            order: Order::default(),
            theme: Theme::default(),
            scale: 1.0,
            words: true,
        }
    }
}

/// Writes the report of a run into `folder`, which is made if need be, and returns the files' paths.
///
/// Everything is made before the first file is written; files of other names are left alone.
///
/// # Errors
/// [`Error::Io`] or [`Error::Format`] with the file that could not be made or written, or with one of the report's
/// names in a folder that holds no report.
pub fn write(
    analysis: &Analysis,
    settings: &ReportSettings,
    folder: &Path,
) -> Result<Vec<PathBuf>> {
    let strange = |file: &File| folder.join(file.name()).exists();
    if !read::is_report(folder)
        && let Some(file) = File::all().iter().find(|file| strange(file))
    {
        let reason = "is there already and is of no report; choose another folder";
        return Err(Error::format(folder.join(file.name()), reason));
    }
    let made = files(analysis, settings)?;
    std::fs::create_dir_all(folder).map_err(|problem| Error::io(folder, problem))?;
    let write = |(file, bytes): (File, Vec<u8>)| {
        let path = folder.join(file.name());
        atomic::write(&path, |out| out.write_all(&bytes)).map(|()| path)
    };
    // The last, `report.json`, first: it says whose the folder is, should the others not all get there.
    let mut paths = made.into_iter().rev().map(write).collect::<Result<Vec<_>>>()?;
    paths.reverse();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Options, analyse, compare};
    use crate::document::{Corpus, Document, Skipped};
    use crate::pack::Pack;
    use crate::token::Unit;
    use std::collections::BTreeMap;

    const WIRE: &str = "The ferry Amalia ran onto a sandbank outside the harbour of Little Quern \
        before dawn and stayed there with ninety passengers until the evening tide lifted her. Nobody \
        was hurt, the coast guard said, and the cargo of onions was saved by two fishing boats.";
    const EDITED: &str = "The ferry Amalia ran onto a sandbank outside the port of Little Quern \
        before dawn and stayed there with ninety passengers until the evening tide lifted her. Nobody \
        at all was hurt, the coast guard said, and the cargo of onions was saved by two fishing boats.";
    const HOSTILE: &str = "<script>alert(1)</script> and [a link](javascript:alert(2)) and \
        ![x](https://t.example/p.gif) and `code` | cell and \u{1b}[31m and \u{202e}over and </blockquote>.";

    fn document(id: &str, outlet: &str, text: &str) -> Document {
        Document {
            id: id.into(),
            outlet: outlet.into(),
            text: text.into(),
            language: Some("en".into()),
            ..Document::default()
        }
    }

    fn analysis() -> Analysis {
        let page = |headline: &str, story: &str, end: &str| {
            format!(
                "{headline}\n\n{story}\n\nThe harbour log of that night reads: {HOSTILE}\n\n{end}\n"
            )
        };
        let first = page("Ferry freed by the tide", WIRE, "The Amalia was built in Quern.");
        let second = page("A night on the sand", EDITED, "Onions cost a little more on Friday.");
        let mut corpus = Corpus::of(
            "ferry",
            vec![
                document("=cmd|'/c calc'!A1", "<b>Quern</b> | Herald", &first),
                document("b`](javascript:alert(3))", "@Tidings", &second),
                document("c", "The Onion Grower", "Nothing here has anything to do with that."),
            ],
        );
        corpus.documents[0].url = Some("javascript:alert(4)".into());
        corpus.documents[0].language = Some("en\" onload=\"x".into());
        corpus
            .skipped
            .push(Skipped { path: "<img src=x>.txt".into(), reason: "`empty` file".into() });
        analyse(corpus, &Options::default())
    }

    fn made(analysis: &Analysis, words: bool) -> BTreeMap<String, Vec<u8>> {
        let settings = ReportSettings { words, ..ReportSettings::default() };
        let files = files(analysis, &settings).unwrap();
        files.into_iter().map(|(file, bytes)| (file.name(), bytes)).collect()
    }

    fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
        String::from_utf8(files[name].clone()).unwrap()
    }

    /// The names of all tags of a page, and nothing that is only text.
    fn tags(html: &str) -> Vec<&str> {
        let opened = html.split('<').skip(1);
        opened.map(|tag| tag.split([' ', '>', '\n']).next().unwrap_or("")).collect()
    }

    #[test]
    fn no_text_becomes_markup_in_the_page() {
        let files = made(&analysis(), true);
        let html = text(&files, "report.html");
        assert!(html.contains("&lt;script&gt;alert(1)"), "the words are shown");
        let known = [
            "!DOCTYPE",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "a",
            "header",
            "div",
            "p",
            "nav",
            "main",
            "h1",
            "h2",
            "h3",
            "h4",
            "span",
            "ul",
            "li",
            "strong",
            "figure",
            "figcaption",
            "svg",
            "rect",
            "g",
            "text",
            "polyline",
            "section",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "bdi",
            "details",
            "summary",
            "article",
            "blockquote",
            "mark",
            "br",
            "dl",
            "dt",
            "dd",
            "footer",
        ];
        for tag in tags(&html) {
            assert!(known.contains(&tag.trim_start_matches('/')), "<{tag}> comes from no template");
        }
        for wrong in
            ["href=\"javascript", "onload", "\u{1b}", "\u{202e}", "https://t.example/p.gif\""]
        {
            assert!(!html.contains(wrong), "{wrong:?}");
        }
        let links = html.split("href=\"").skip(1);
        assert!(links.into_iter().all(|link| link.starts_with('#')), "nothing outside is linked");
    }

    #[test]
    fn no_text_becomes_markup_in_markdown() {
        let markdown = text(&made(&analysis(), true), "report.md");
        let images = ["heatmap.svg", "shares.svg", "heatmap-body.svg", "pairs.csv"];
        for link in markdown.split("](").skip(1) {
            assert!(images.iter().any(|file| link.starts_with(file)), "{link}");
        }
        assert_eq!(
            markdown.matches("\\<script\\>").count(),
            markdown.matches("script\\>").count() / 2
        );
        assert!(!markdown.replace("<br>", "").replace("\\<", "").contains('<'));
        assert_eq!(markdown.matches('`').count(), markdown.matches("\\`").count());
        let cells = |row: &str| row.replace("\\|", "").matches('|').count();
        let rows = markdown.lines().filter(|line| line.starts_with('|'));
        assert!(rows.into_iter().all(|row| [7, 9].contains(&cells(row))), "{markdown}");
    }

    #[test]
    fn no_text_becomes_a_formula() {
        let files = made(&analysis(), true);
        for name in ["pairs.csv", "matrix-words.csv"] {
            let mut table =
                csv::ReaderBuilder::new().has_headers(false).from_reader(&files[name][..]);
            for record in table.records() {
                for cell in record.unwrap().iter() {
                    assert!(!cell.starts_with(['=', '+', '-', '@']), "{name}: {cell}");
                }
            }
        }
    }

    #[test]
    fn a_pack_gives_every_number_and_plot_of_the_texts() {
        let analysis = analysis();
        let pack = Pack::of("ferry", Unit::Words, 5, &analysis.articles);
        let mut packed = compare("ferry".into(), pack.articles, &Options::default());
        packed.skipped = analysis.skipped.clone();
        let (with, without) = (made(&analysis, true), made(&packed, true));
        for (name, bytes) in &with {
            let pages = name == "report.html" || name == "report.md";
            assert_eq!(bytes == &without[name], !pages, "{name}");
        }
        assert_eq!(made(&analysis, false), without, "words held back are as words not at hand");
        let page = text(&without, "report.html");
        assert!(page.contains(", characters ") && !page.contains("sandbank"));
    }

    #[test]
    fn a_report_is_written_whole_and_leaves_other_files_alone() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("reports/ferry");
        let settings = ReportSettings::default();
        let paths = write(&analysis(), &settings, &folder).unwrap();
        std::fs::write(folder.join("notes.txt"), "mine").unwrap();
        assert_eq!(write(&analysis(), &settings, &folder).unwrap(), paths);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), paths.len() + 1);
        assert!(paths.iter().all(|path| std::fs::metadata(path).unwrap().len() > 0));
        assert_eq!(paths[0], folder.join("report.html"));

        let wrong = ReportSettings { scale: -1.0, title: "other".into(), ..settings };
        let before = std::fs::read(&paths[0]).unwrap();
        let problem = write(&analysis(), &wrong, &folder).unwrap_err().to_string();
        assert!(problem.starts_with("heatmap.png: "), "{problem}");
        assert_eq!(std::fs::read(&paths[0]).unwrap(), before, "nothing is written if a file fails");
    }

    #[test]
    fn a_report_of_nothing_is_a_report() {
        for documents in [vec![], vec![document("a", "", "")], vec![document("a", "", "x"); 1]] {
            let analysis = analyse(Corpus::of("", documents), &Options::default());
            let files = made(&analysis, true);
            assert!(text(&files, "report.md").contains("to compare"));
        }
    }

    #[test]
    fn json_names_its_schemas_and_keeps_ids_as_they_are() {
        let files = made(&analysis(), true);
        let report: serde_json::Value = serde_json::from_slice(&files["report.json"]).unwrap();
        assert_eq!(report["schema"], "wirecopy.report/1");
        assert_eq!(report["articles"][0]["id"], "=cmd|'/c calc'!A1");
        assert_eq!(report["pairs"][0]["schema"], "wirecopy.pair/1");
        assert_eq!(report["pairs"][0]["verdict"], "wholly_shared");
        let counted = report["verdicts"].as_array().unwrap().iter();
        assert_eq!(counted.map(|count| count["pairs"].as_u64().unwrap()).sum::<u64>(), 3);
        let passages = text(&files, "passages.jsonl");
        for line in passages.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(row["schema"], "wirecopy.passage/1");
            assert!(row.get("a_text").is_none(), "passages hold positions, no words");
        }
    }
}

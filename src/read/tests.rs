//! Reading from disk, as rows: formats, packings, damage, ids, and what becomes of bad input.

mod pages;

use super::*;
use crate::region::RegionKind;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

fn gz(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

fn zst(text: &str) -> Vec<u8> {
    zstd::stream::encode_all(text.as_bytes(), 1).unwrap()
}

/// A folder with these files; slashes make folders.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read_inputs(inputs: &[PathBuf], options: &Options) -> Result<Corpus> {
    let inputs: Vec<String> = inputs.iter().map(|path| path.display().to_string()).collect();
    read(&inputs, options, &|_| {})
}

fn read_folder(files: &[(&str, &[u8])]) -> Corpus {
    let folder = folder(files);
    read_inputs(&[folder.path().to_path_buf()], &Options::default()).unwrap()
}

fn texts(corpus: &Corpus) -> Vec<(&str, &str, &str)> {
    corpus.documents.iter().map(|d| (d.id.as_str(), d.outlet.as_str(), d.text.as_str())).collect()
}

fn reasons(corpus: &Corpus) -> Vec<String> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    corpus.skipped.iter().map(|s| format!("{}: {}", name(&s.path), s.reason)).collect()
}

#[test]
fn files_of_every_format_and_packing_are_read() {
    let row = "{\"id\":\"j1\",\"source\":\"Quay\",\"text\":\"smoke\\u0020rose\",\"pages\":2}\n";
    let members = [gz(row), gz("\n{\"id\":\"j2\",\"text\":\"b\"}")].concat();
    let frames =
        [zst("{\"id\":1,\"text\":\"c\"}\n"), zst("{\"id\":\"j4\",\"text\":\"\"}")].concat();
    let corpus = read_folder(&[
        ("tide/a.txt", b"\xEF\xBB\xBFone\r\ntwo"),
        ("b.md", b"Caf\xC3\x83\xC2\xA9"),
        ("c.txt.gz", &gz("packed")),
        ("d.txt.zst", &zst("packed too")),
        ("empty.txt", b""),
        ("deep/er/e.text", b"Stra\xDFe zum Gl\xFCck f\xFCr alle"),
        ("m.jsonl.gz", &members),
        ("f.ndjson.zst", &frames),
        ("t.csv", b"id;text;mood\nk1;\"two\nlines; one\";calm\n"),
        (".hidden.txt", b"no"),
        (".git/x.txt", b"no"),
        ("notes.pdf", b"no"),
    ]);
    let want = [
        ("1", "f", "c"),
        ("b.md", "b", "Café"),
        ("c.txt.gz", "c", "packed"),
        ("d.txt.zst", "d", "packed too"),
        ("deep/er/e.text", "er", "Straße zum Glück für alle"),
        ("empty.txt", "empty", ""),
        ("j1", "Quay", "smoke rose"),
        ("j2", "m", "b"),
        ("j4", "f", ""),
        ("k1", "t", "two\nlines; one"),
        ("tide/a.txt", "tide", "one\ntwo"),
    ];
    assert_eq!(texts(&corpus), want);
    assert_eq!(reasons(&corpus), Vec::<String>::new());
    let of = |id: &str| corpus.documents.iter().find(|d| d.id == id).unwrap();
    assert_eq!(of("b.md").repairs, 1);
    assert_eq!(serde_json::to_string(&of("j1").extra).unwrap(), "{\"pages\":2}");
    assert_eq!(serde_json::to_string(&of("k1").extra).unwrap(), "{\"mood\":\"calm\"}");
}

#[test]
fn bad_input_is_reported_and_the_rest_is_read() {
    let packed = gz(&"{\"id\":\"far\",\"text\":\"sea\"}\n".repeat(9000));
    let rows = "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\"}\nnot json\n{\"id\":\"a\",\"text\":\"y\"}\n\n\
        {\"text\":\"nameless\"}\n{\"id\":\"c\",\"text\":[1]}\n[]\n{\"id\":null,\"text\":true}\n";
    let corpus = read_folder(&[
        ("rows.jsonl", rows.as_bytes()),
        ("cut.txt.gz", &gz("a long enough text to be cut")[..20]),
        ("bad.csv", b"name,body\n1,2\n"),
        ("wide.csv", b"id,text\n1,2,3\nw,ok\n"),
    ]);
    let documents = [("a", "rows", "x"), ("rows.jsonl:6", "rows", "nameless"), ("w", "wide", "ok")];
    assert_eq!(texts(&corpus), documents);
    assert_eq!(
        reasons(&corpus),
        [
            "bad.csv: has no column named text or html in its first line",
            "cut.txt.gz: ends early: the packed file is cut off, fetch it again",
            "rows.jsonl:2: has neither a text nor an html field",
            "rows.jsonl:3: is not a row (expected ident, column 2); a row is {\"id\", \"text\"}",
            "rows.jsonl:7: is not a row (invalid type: sequence, expected a string or a number, column 18); a row is {\"id\", \"text\"}",
            "rows.jsonl:8: is not a row (invalid type: sequence, expected an object with the fields id and text, column 0); a row is {\"id\", \"text\"}",
            "rows.jsonl:9: is not a row (invalid type: boolean `true`, expected a string or a number, column 22); a row is {\"id\", \"text\"}",
            "rows.jsonl: id \"a\" stands twice; the first is kept",
            "wide.csv:2: has 3 fields where the header has 2; check its quotes",
        ]
    );
    let cut = folder(&[("cut.jsonl.gz", &packed[..packed.len() / 2])]);
    let corpus = read_inputs(&[cut.path().join("cut.jsonl.gz")], &Options::default()).unwrap();
    assert!(!corpus.documents.is_empty());
    assert!(reasons(&corpus).iter().any(|reason| reason.contains("rows before are kept")));
}

#[test]
fn json_is_read_as_an_array_or_as_one_row() {
    let array = br#"[ {"id": 7, "text": "one"}, {"id": "b"},
        {"id": 123456789012345678901234, "text": "x"}, {"id": 1.5, "text": "two"}]"#;
    let object = b"{\n  \"id\": \"o\",\n  \"text\": \"three\"\n}";
    let files: [(&str, &[u8]); 3] =
        [("array.json", array), ("object.json", object), ("cut.json", b"[{\"id\": \"a\"")];
    let folder = folder(&files);
    let inputs = ["array.json", "object.json", "cut.json"].map(|name| folder.path().join(name));
    let corpus = read_inputs(&inputs, &Options::default()).unwrap();
    assert_eq!(
        texts(&corpus),
        [("1.5", "array", "two"), ("7", "array", "one"), ("o", "object", "three")]
    );
    let reasons = reasons(&corpus);
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert!(reasons[0].starts_with("array.json:2: has neither"), "{reasons:?}");
    assert!(reasons[1].contains("too many digits"), "{reasons:?}");
    assert!(reasons[2].starts_with("cut.json: is no array of rows"), "{reasons:?}");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_told() {
    let open = b"id,text\na,one\nb,\"two\nc,three\n";
    let stray = b"id,text\nc,a 5\" pipe\nd,\"two\nlines\"\n";
    let corpus = read_folder(&[("open.csv", open), ("stray.csv", stray)]);
    let told = reasons(&corpus);
    assert!(
        told[0].starts_with("open.csv:3: is its last row, and a quotation mark is never closed")
    );
    let ids: Vec<&str> = corpus.documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!((told.len(), ids), (1, vec!["a", "b", "c", "d"]), "{told:?}");
}

#[test]
fn inputs_name_files_folders_and_globs() {
    let files: [(&str, &[u8]); 4] =
        [("x/a.txt", b"1"), ("x/b.txt", b"2"), ("y/a.txt", b"3"), ("data", b"{\"text\":\"4\"}")];
    let folder = folder(&files);
    let at = |name: &str| folder.path().join(name);
    type Rows<'a> = &'a [(&'a str, &'a str, &'a str)];
    let rows: [(&[PathBuf], Rows); 6] = [
        (&[at("x"), at("x"), at("x/../x/a.txt")], &[("a.txt", "a", "1"), ("b.txt", "b", "2")]),
        (&[at("x/a.txt")], &[("a.txt", "a", "1")]),
        (&[at("*/a.txt")], &[("x/a.txt", "x", "1"), ("y/a.txt", "y", "3")]),
        (&[at("{x,y}/b.*")], &[("x/b.txt", "x", "2")]),
        (&[at("data")], &[("data:1", "data", "4")]),
        // Two of one name: all are told apart by their folders.
        (
            &[at("y"), at("x")],
            &[("x/a.txt", "x", "1"), ("x/b.txt", "x", "2"), ("y/a.txt", "y", "3")],
        ),
    ];
    for (inputs, want) in rows {
        let corpus = read_inputs(inputs, &Options::default()).unwrap();
        assert_eq!(texts(&corpus), want, "{inputs:?}");
        assert_eq!(corpus.skipped.first(), None, "{inputs:?}");
    }
}

#[test]
fn nothing_to_read_is_an_error_with_a_way_out() {
    let folder = folder(&[("good.txt", b"x"), ("empty/.keep", b""), ("big.txt", &[b'x'; 100])]);
    let at = |name: &str| folder.path().join(name);
    let strict = Options { strict: true, ..Options::default() };
    let small = Options { max_page_bytes: 50, ..Options::default() };
    let rows = [
        (vec![at("none.txt")], Options::default(), "none.txt: is not there; check the path"),
        (vec![at("empty")], Options::default(), "empty: holds no .txt, .md, .html"),
        (vec![at("*.pdf")], Options::default(), "*.pdf: matches no"),
        (vec![at("[*.txt")], Options::default(), "no valid glob"),
        (vec![at("good.txt"), at("none.txt")], strict, "none.txt: is not there"),
        (vec![at("big.txt")], small, "is a page of more than 50 bytes"),
    ];
    for (inputs, options, want) in rows {
        let error = read_inputs(&inputs, &options).unwrap_err().to_string();
        assert!(error.contains(want), "{error}");
    }
    let error = read(&[], &Options::default(), &|_| {}).unwrap_err().to_string();
    assert!(error.starts_with("no input"), "{error}");
}

#[test]
fn rows_end_at_the_limit() {
    let rows = "{\"text\":\"x\"}\n".repeat(10);
    let folder = folder(&[("rows.jsonl", rows.as_bytes()), ("rows.csv", b"text\nlong\n")]);
    let options = Options { max_bytes: 8, ..Options::default() };
    let error = read_inputs(&[folder.path().to_path_buf()], &options).unwrap_err().to_string();
    assert!(
        error.contains("more than 8 bytes")
            && error.contains("(and 1 more: nothing could be read)"),
        "{error}"
    );
}

#[test]
fn a_line_of_ten_megabytes_and_many_blocks_are_read() {
    let long = "word ".repeat(2 << 20);
    let rows: String = (0..40_000)
        .map(|i| format!("{{\"id\":\"{i:05}\",\"text\":\"{}\"}}\n", "ab ".repeat(300)))
        .collect();
    let corpus = read_folder(&[
        ("long.txt", long.as_bytes()),
        ("row.jsonl", format!("{{\"id\":\"long\",\"text\":\"{long}\"}}").as_bytes()),
        ("many.jsonl", rows.as_bytes()),
    ]);
    assert_eq!(corpus.documents.len(), 40_002);
    assert!(corpus.documents[40_000..].iter().all(|document| document.text.len() == long.len()));
    assert!(corpus.skipped.is_empty());
}

#[test]
fn languages_are_taken_from_the_source_or_detected() {
    let rows = "{\"id\":\"a\",\"lang\":\"eng-GB\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"Das Feuer im Hafen \
        wurde gelöscht, bevor die Frühschicht kam.\"}\n{\"id\":\"c\",\"language\":\"he\",\"text\":\"\"}";
    let corpus = read_folder(&[("rows.jsonl", rows.as_bytes())]);
    let languages: Vec<_> = corpus.documents.iter().map(|d| d.language.as_deref()).collect();
    assert_eq!(languages, [Some("en"), Some("de"), Some("he")]);
}

#[test]
fn progress_counts_every_document() {
    let folder =
        folder(&[("a.txt", b"x"), ("r.jsonl", b"{\"text\":\"1\"}\nbad\n{\"text\":\"2\"}")]);
    let count = std::sync::atomic::AtomicUsize::new(0);
    let add = |n| {
        count.fetch_add(n, std::sync::atomic::Ordering::Relaxed);
    };
    read(&[folder.path().display().to_string()], &Options::default(), &add).unwrap();
    assert_eq!(count.into_inner(), 3);
}

#[test]
fn batches_hold_what_reading_at_once_gives() {
    let rows: String =
        (0..300).map(|i| format!("{{\"id\":\"r{i}\",\"text\":\"{i} é\"}}\n")).collect();
    // Latin-1 and longer than what tells the encoding, with a row that does not fit.
    let mut table = b"id;text;note\n".to_vec();
    (0..30_000).for_each(|i| table.extend(format!("c{i};caf\u{0}, \"{i}\" x;n\n").into_bytes()));
    table.iter_mut().filter(|byte| **byte == 0).for_each(|byte| *byte = 0xE9);
    table.extend(b"odd;row\nlast;\"two\r\nlines\";n\n".repeat(2).iter());
    table.extend(vec![b'x'; 1 << 20]);
    let files: [(&str, &[u8]); 5] = [
        ("a.txt", b"one"),
        ("b.txt", b"two"),
        ("c.jsonl", rows.as_bytes()),
        ("d.csv", &table),
        ("e/f.html", PAGE.as_bytes()),
    ];
    let folder = folder(&files);
    let inputs = [folder.path().display().to_string()];
    let plain = Options { detect_language: false, ..Options::default() };
    let whole = read_inputs(&[folder.path().to_path_buf()], &plain).unwrap();
    assert_eq!(whole.documents.len(), 303 + 30_001);
    assert!(whole.documents.iter().any(|d| d.id == "c29999" && d.text == "café, \"29999\" x"));
    assert!(whole.documents.iter().any(|d| d.id == "last" && d.text == "two\nlines"));
    for (documents, bytes) in [(1000, 1 << 30), (7, 40), (1 << 20, 1 << 20), (1 << 20, 1)] {
        let (mut all, mut sizes) = (Vec::new(), Vec::new());
        let mut sink = |batch: Vec<Document>| {
            sizes.push(batch.len());
            all.extend(batch);
            Ok(())
        };
        let batch = Batch { documents, bytes };
        let mut skipped = each(&inputs, &plain, batch, &|_| {}, &mut sink).unwrap();
        assert!(sizes.iter().all(|&size| (1..=documents).contains(&size)));
        // Of two of one id, `read` keeps the first.
        let mut ids = HashSet::new();
        all.retain(|document| ids.insert(document.id.clone()));
        assert_eq!(Corpus::of("", all).documents, whole.documents);
        let twice = |skipped: &Skipped| skipped.reason.contains("stands twice");
        skipped.extend(whole.skipped.iter().filter(|skipped| twice(skipped)).cloned());
        assert_eq!(skipped, whole.skipped);
    }
    let full = |_| Err(Error::Usage("no room".into()));
    let error = each(&inputs, &plain, Batch::default(), &|_| {}, &mut { full }).unwrap_err();
    assert_eq!(error.to_string(), "no room");
    let strict = Options { strict: true, ..plain };
    let error = each(&inputs, &strict, Batch::default(), &|_| {}, &mut |_| Ok(())).unwrap_err();
    assert!(error.to_string().contains("d.csv:30002: has 2 fields"), "{error}");
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><meta charset="windows-1252">
<title>Fire at the old quay | The Harbour Post</title><meta property="og:site_name" content="The Harbour Post">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Quay fire",
"datePublished":"2031-05-06T07:08:09Z"},{"headline":"Another fire","datePublished":"2030-05-06T07:08:09Z"}]}</script></head><body><nav><a href="/">Home</a><a href="/x">Sport</a></nav>
<article><h1>Fire at the old quay</h1><p class="byline">By <b>Ada Example</b>, <i>Harbour Post</i><i>Quay News Agency</i></p>
<p>A warehouse on the old quay burnt to the ground on Monday night, and nobody was hurt, the harbour master told reporters who had gathered at the gates.</p>
<blockquote><p>We saw the flames from the other bank and rang the bell at once, as our grandfathers did before us.</p></blockquote>
<p>The brigade came with four engines and had the fire out by dawn; the caf&eacute; next door stays closed, its owner said, until the roof has been looked at.</p>
</article><footer>All rights reserved by the publisher of this page</footer></body></html>"#;

#[test]
fn a_page_becomes_headline_byline_and_paragraphs() {
    let row = serde_json::json!({"id": "r", "html": PAGE, "outlet": "Post"}).to_string();
    let corpus = read_folder(&[("a.html", PAGE.as_bytes()), ("r.jsonl", row.as_bytes())]);
    for document in &corpus.documents {
        let blocks: Vec<&str> = document.text.split("\n\n").collect();
        assert_eq!(blocks.len(), 5, "{blocks:?}");
        assert_eq!(
            blocks[..2],
            ["Fire at the old quay", "By Ada Example, Harbour Post Quay News Agency"]
        );
        assert!(blocks[4].contains("café") && !document.text.contains("Sport"));
        let marked: Vec<_> =
            document.marked.iter().map(|r| (r.kind, r.span.of(&document.text))).collect();
        let head = [(RegionKind::Headline, blocks[0]), (RegionKind::Byline, blocks[1])];
        assert_eq!(marked, head);
        let quotes: Vec<_> = document.block_quotes.iter().map(|s| s.of(&document.text)).collect();
        assert_eq!(quotes, [blocks[3]]);
        assert_eq!(document.title.as_deref(), Some("Fire at the old quay"));
        assert_eq!(document.date.as_deref(), Some("2031-05-06T07:08:09Z"));
        assert_eq!(document.language.as_deref(), Some("en"));
    }
    let outlets: Vec<_> = corpus.documents.iter().map(|d| d.outlet.as_str()).collect();
    assert_eq!(outlets, ["The Harbour Post", "Post"]);
}

#[test]
fn hostile_pages_are_survived() {
    let deep = format!("{}<p>at the bottom", "<div>".repeat(100_000));
    let reopened: String =
        (0..400).map(|i| format!("<p><b id={i}>")).collect::<String>() + &"<p>x".repeat(100_000);
    let rows: [(&str, &str); 8] = [
        ("", ""),
        ("<", "<"),
        (&reopened, &["x"; 100_000].join("\n\n")),
        ("plain words, no markup", "plain words, no markup"),
        (&deep, "at the bottom"),
        ("<script>never closed", ""),
        ("<p><!-- never closed", ""),
        ("<html><body></body></html>", ""),
    ];
    for (markup, want) in rows {
        let shown = &markup[..markup.len().min(40)];
        assert_eq!(html::page(markup).unwrap().text, want, "{shown}");
    }
    assert!(html::page(&"x".repeat(6 << 20)).unwrap_err().contains("5 MB"));
}

proptest::proptest! {
    #[test]
    fn pages_never_panic_and_their_spans_hold(
        markup in "(<[/]?(p|div|h1|h2|blockquote|br|td|table|script|a|figcaption|title)[ >]|&(nbsp|#13|#x85);|[a-zâÃ€\u{85} \n]{1,30}|\\PC){0,60}"
    ) {
        let page = html::page(&markup).unwrap();
        let regions = page.marked.iter().map(|region| region.span);
        for span in regions.chain(page.block_quotes.iter().copied()) {
            proptest::prop_assert!(!span.of(&page.text).is_empty());
        }
    }
}

/// Files of one article are read as many at once as have about the bytes of a batch, one at least.
#[test]
fn pages_are_read_a_batch_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let files = [("a.txt", 10), ("b.txt", 10), ("c.txt", 25), ("d.txt", 5), ("e.txt.gz", 3)];
    let sources = files.map(|(name, bytes)| {
        let path = folder.path().join(name);
        std::fs::write(&path, vec![b'x'; bytes]).unwrap();
        Source { path, id: name.into(), folder: None, format: None }
    });
    let counts = |bytes| portions(&sources, bytes).map(<[Source]>::len).collect::<Vec<_>>();
    assert_eq!(counts(20), [2, 1, 1, 1]);
    assert_eq!(counts(30), [2, 2, 1]);
    assert_eq!(counts(1000), [5]);
    assert_eq!(counts(0), [1; 5]);
    assert_eq!(portions(&[], 9).count(), 0);
}

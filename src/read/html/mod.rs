//! A page → a document: headline, byline and main text as paragraphs, with what the markup states.
//!
//! The main text is found by trafilatura (Barbaresi, ACL 2021 demos) with precision favoured, for
//! shared boilerplate is false reuse; `tests.rs` pins how good it is. `Document::text` is made of
//! blocks with an empty line between: the headline, the byline as the page writes it, paragraphs.

mod markup;
mod stated;

pub(super) use markup::charset;

use crate::document::Document;
use crate::region::{Region, RegionKind};
use crate::repair::repair;
use crate::span::Span;
use markup::{size, stripped};
use stated::{Stated, letters};
use std::collections::HashSet;
use trafilatura::dom;
use trafilatura::{ExtractionFocus, Options};

/// Markup larger than this is not parsed, in bytes: no article needs it, and parsing is slow.
const MAX_MARKUP: usize = 5 << 20;

/// Elements open at once beyond which a page is stripped of its tags instead of parsed, the limit
/// browsers have: parsers take time quadratic in it.
const MAX_DEPTH: usize = 512;

/// Elements in all beyond which a page is stripped instead of parsed.
const MAX_ELEMENTS: usize = 200_000;

/// A stretch of the page that becomes a paragraph.
struct Block {
    text: String,
    kind: Option<RegionKind>,
    quoted: bool,
}

/// Bytes beyond which a caption is none.
const MAX_CAPTION: usize = 2_000;

/// Shortest summary of a story, in bytes.
const SHORTEST_SUMMARY: usize = 60;

/// Captions of one page beyond which the rest is left out: a gallery is no article.
const MAX_CAPTIONS: usize = 30;

/// The captions of the story's own figures, each once; those of teasers in menus and asides are not.
fn captions(page: &dom::Document) -> Vec<String> {
    let within = ["article figcaption", "main figcaption", "[itemprop=articleBody] figcaption"];
    let elsewhere =
        page.query_selector_all(page.root(), "aside figcaption, nav figcaption, footer figcaption");
    let elsewhere: HashSet<dom::NodeId> = elsewhere.into_iter().collect();
    let mut captions: Vec<String> = Vec::new();
    for element in within.iter().flat_map(|path| page.query_selector_all(page.root(), path)) {
        if captions.len() == MAX_CAPTIONS {
            break;
        }
        if elsewhere.contains(&element) {
            continue;
        }
        let text = page.iter_text(element, " ").split_whitespace().collect::<Vec<_>>().join(" ");
        if (1..=MAX_CAPTION).contains(&text.len()) && !captions.contains(&text) {
            captions.push(text);
        }
    }
    captions
}

/// The summary that opens a story in an element of its own, which the extraction takes for none of it.
fn summary(page: &dom::Document) -> Option<String> {
    let found = |paths: &[&str]| page.query_selector_all(page.root(), &paths.join(", "));
    let text = |node| page.iter_text(node, " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let elsewhere = found(&["aside *", "nav *", "footer *", "li *"]);
    let elsewhere: HashSet<dom::NodeId> = elsewhere.into_iter().collect();
    let paths = ["article .article__summary", "article .summary", "article .standfirst"];
    let summaries: HashSet<dom::NodeId> = found(&paths).into_iter().collect();
    let ours = |node: &dom::NodeId| summaries.contains(node) && !elsewhere.contains(node);
    // In the order of the page, before its first paragraph.
    let all = found(&[&paths[..], &["article p"]].concat());
    let opens = |node: &dom::NodeId| ours(node) || text(*node).len() >= SHORTEST_SUMMARY;
    let first = text(all.into_iter().find(opens).filter(ours)?);
    let sentence = first.ends_with(['.', '!', '?', '…', '”', '"']);
    (sentence && (SHORTEST_SUMMARY..=MAX_CAPTION).contains(&first.len())).then_some(first)
}

/// Whether no block holds a text or a part of it, marks and spaces apart.
fn is_new(text: &str, blocks: &[Block]) -> bool {
    let whole = letters(text);
    let held = |block: &String| block.contains(&whole) || whole.contains(block.as_str());
    !blocks
        .iter()
        .map(|block| letters(&block.text))
        .filter(|block| !block.is_empty())
        .any(|block| held(&block))
}

/// The document of a page, without id; its outlet is the name the site gives itself, if any.
///
/// # Errors
/// If the markup is too large to be parsed.
pub(super) fn page(markup: &str) -> Result<Document, String> {
    if markup.len() > MAX_MARKUP {
        return Err(format!(
            "is a page of more than {} MB; save its text instead",
            MAX_MARKUP >> 20
        ));
    }
    let size = size(markup);
    if size.depth > MAX_DEPTH || size.elements > MAX_ELEMENTS {
        return Ok(assemble(Stated::default(), blocks_of_text(&stripped(markup))));
    }
    let page = dom::Document::parse(markup);
    let mut stated = Stated::of(&page);
    let (captions, summary) = (captions(&page), summary(&page));
    let options =
        Options::default().with_fallback(true).with_focus(ExtractionFocus::FavorPrecision);
    let mut blocks = match trafilatura::extract_document(page, &options) {
        Ok(found) => {
            stated.fill(&found.metadata);
            blocks_of_html(&found.content_html)
        }
        Err(_) => blocks_of_text(&stripped(markup)),
    };
    if let Some(text) = summary.filter(|text| is_new(text, &blocks)) {
        let headings = blocks.iter().take_while(|block| block.kind.is_some()).count();
        blocks.insert(headings, Block { text, kind: None, quoted: false });
    }
    // The extraction drops captions; their words and credits belong to the page, at its end.
    for text in captions {
        if !blocks.iter().any(|block| block.text.contains(&text)) {
            blocks.push(Block { text, kind: Some(RegionKind::Caption), quoted: false });
        }
    }
    Ok(assemble(stated, blocks))
}

/// Paragraphs of the main text, from the clean markup the extraction gives.
fn blocks_of_html(content: &str) -> Vec<Block> {
    let content = dom::Document::parse(content);
    let mut blocks = Vec::new();
    let mut open = Block { text: String::new(), kind: None, quoted: false };
    // Elements to enter, and to leave once their children are done.
    let mut stack = vec![(content.root(), false)];
    let mut quotes = 0usize;
    // So many blocks from the first on have a kind.
    let mut headed = 0;
    while let Some((node, leaving)) = stack.pop() {
        if content.is_text(node) {
            open.text.push_str(&content.text_content(node));
            continue;
        }
        let tag = content.tag_name(node);
        if tag == "br" {
            open.text.push('\n');
            continue;
        }
        if matches!(tag, "td" | "th") {
            open.text.push('\t');
        } else if is_block(tag) {
            flush(&mut open, &mut blocks);
        }
        match (tag, leaving) {
            ("blockquote", false) => quotes += 1,
            ("blockquote", true) => quotes = quotes.saturating_sub(1),
            _ => {}
        }
        open.quoted = quotes > 0;
        let kind = match (tag, leaving) {
            // The headline and its deck: headings before anything else.
            ("h1" | "h2", false) => {
                headed += blocks[headed..].iter().take_while(|block| block.kind.is_some()).count();
                (headed == blocks.len()).then_some(RegionKind::Headline)
            }
            ("figcaption", false) => Some(RegionKind::Caption),
            _ => None,
        };
        if is_block(tag) {
            open.kind = kind;
        }
        if !leaving {
            stack.push((node, true));
            stack.extend(content.child_nodes(node).into_iter().rev().map(|child| (child, false)));
        }
    }
    flush(&mut open, &mut blocks);
    blocks
}

fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "section"
            | "article"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "pre"
            | "hr"
            | "figure"
            | "figcaption"
            | "header"
            | "footer"
            | "main"
            | "aside"
    )
}

fn blocks_of_text(text: &str) -> Vec<Block> {
    let block = |text: &str| Block { text: squeezed(text), kind: None, quoted: false };
    text.split("\n\n").map(block).filter(|block| !block.text.trim().is_empty()).collect()
}

fn flush(open: &mut Block, blocks: &mut Vec<Block>) {
    let text = squeezed(&open.text);
    if !text.trim().is_empty() {
        blocks.push(Block { text, kind: open.kind, quoted: open.quoted });
    }
    open.text.clear();
}

/// ASCII white space squeezed to single spaces, line breaks kept, empty lines dropped. No-break
/// spaces stay: repair needs them.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for line in text.split('\n') {
        for (i, word) in line.split_ascii_whitespace().enumerate() {
            let gap = if i > 0 {
                " "
            } else if squeezed.is_empty() {
                ""
            } else {
                "\n"
            };
            squeezed.push_str(gap);
            squeezed.push_str(word);
        }
    }
    squeezed
}

/// Headline, byline and blocks as one text, repaired, with their spans.
fn assemble(stated: Stated, mut blocks: Vec<Block>) -> Document {
    let one_line = |text: &str| text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let mut head = Vec::new();
    for (text, kind) in
        [(&stated.headline, RegionKind::Headline), (&stated.byline, RegionKind::Byline)]
    {
        if let Some(text) = text.as_deref().map(one_line).filter(|text| !text.is_empty()) {
            let again = |block: &Block| block.text.to_lowercase() == text.to_lowercase();
            if let Some(at) = blocks.iter().take(4).position(again) {
                blocks.remove(at);
            }
            head.push(Block { text, kind: Some(kind), quoted: false });
        }
    }
    head.append(&mut blocks);
    let texts: Vec<&str> = head.iter().map(|block| block.text.as_str()).collect();
    // Repair neither makes nor takes line ends, so the blocks can be found again.
    let (text, repairs) = repair(texts.join("\n\n"));
    let mut document = Document { repairs, ..Document::default() };
    let mut at = 0;
    for (block, text) in head.iter().zip(text.split("\n\n")) {
        let span = Span::new(at, at + text.len());
        document.marked.extend(block.kind.map(|kind| Region { kind, span }));
        match document.block_quotes.last_mut() {
            Some(last) if block.quoted && last.end + 2 == at => last.end = span.end,
            _ if block.quoted => document.block_quotes.push(span),
            _ => {}
        }
        at = span.end + 2;
    }
    let headline = document.marked.first().filter(|region| region.kind == RegionKind::Headline);
    document.title = headline.map(|region| region.span.of(&text).to_owned());
    document.text = text;
    document.outlet = stated.outlet.map(|name| repair(one_line(&name)).0).unwrap_or_default();
    (document.date, document.url, document.language) = (stated.date, stated.url, stated.language);
    document
}

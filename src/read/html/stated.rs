//! What a page states about itself: JSON-LD, OpenGraph and other meta tags, `<html lang>`, `<h1>`,
//! byline elements; trafilatura's metadata where the page is silent.

use super::super::language;
use serde_json::Value;
use trafilatura::{Metadata, dom};

/// Longer than this, in characters, an element is not a byline.
const MAX_BYLINE: usize = 120;

/// Elements that hold a byline, the likelier first.
const BYLINES: [&str; 4] =
    ["[class*=byline]", "[class*=Byline]", "[itemprop=author]", "[rel=author]"];

/// How many nodes of a page's JSON-LD are looked at.
const MAX_NODES: usize = 10_000;

/// The fields, each as the page writes it.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) headline: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) date: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
}

impl Stated {
    /// What the page itself says.
    pub(super) fn of(page: &dom::Document) -> Stated {
        let root = page.root();
        let linked = linked_data(page).unwrap_or_default();
        let field = |name: &str| linked.get(name).and_then(Value::as_str).map(str::to_owned);
        let meta = |wanted: &str| {
            let tags = page.query_selector_all(root, "meta[content]");
            let named = |tag: &_| {
                ["property", "name"]
                    .iter()
                    .any(|key| page.get_attribute(*tag, key).as_deref() == Some(wanted))
            };
            tags.into_iter().find(named).and_then(|tag| page.get_attribute(tag, "content"))
        };
        let title = meta("og:title")
            .or_else(|| page.query_selector(root, "title").map(|title| page.text_content(title)));
        let site = meta("og:site_name").filter(|name| is_name(name));
        // Titles in meta tags carry the site's name; the page's own h1 does not, or is nothing else.
        let heading = title.as_ref().and_then(|title| {
            let (title, site) = (letters(title), site.as_deref().map(letters));
            let headings = page.query_selector_all(root, "h1");
            let texts = headings.into_iter().take(8).map(|heading| page.text_content(heading));
            texts
                .map(|text| (letters(&text), text))
                .filter(|(h1, _)| title.contains(h1) && h1.len() * 3 >= title.len())
                .filter(|(h1, _)| !h1.is_empty() && site.as_ref() != Some(h1))
                .max_by_key(|(h1, _)| h1.len())
                .map(|(_, text)| text)
        });
        let byline = BYLINES.iter().find_map(|selector| {
            let elements = page.query_selector_all(root, selector);
            // With spaces between elements: a name and its agency often stand in two.
            let texts = elements.into_iter().take(8).map(|element| page.iter_text(element, " "));
            texts
                .map(|text| {
                    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
                })
                .find(|text| (3..=MAX_BYLINE).contains(&text.chars().count()))
        });
        let stated = page.query_selector(root, "html[lang]");
        let stated = stated.and_then(|html| page.get_attribute(html, "lang"));
        let language = stated.or_else(|| field("inLanguage"));
        let publisher = linked.get("publisher").and_then(|publisher| publisher.get("name"));
        let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Stated {
            headline: filled(heading).or(filled(field("headline"))),
            byline: filled(byline),
            outlet: site.or(publisher
                .and_then(Value::as_str)
                .map(str::to_owned)
                .filter(|name| is_name(name))),
            date: filled(field("datePublished")).or(filled(meta("article:published_time"))),
            url: filled(meta("og:url")),
            language: language.and_then(|tag| language::primary(&tag)),
        }
    }

    /// Fills what is still missing from what trafilatura makes of the page.
    pub(super) fn fill(&mut self, found: &Metadata) {
        let fill = |field: &mut Option<String>, text: &str| {
            if field.is_none() && !text.trim().is_empty() {
                *field = Some(text.trim().to_owned());
            }
        };
        fill(&mut self.headline, &found.title);
        fill(&mut self.byline, &found.author);
        if is_name(&found.sitename) {
            fill(&mut self.outlet, &found.sitename);
        }
        fill(&mut self.outlet, &found.hostname);
        fill(&mut self.date, &found.date.map_or(String::new(), |date| date.to_string()));
        fill(&mut self.url, &found.url);
        if let Some(language) = language::primary(&found.language) {
            fill(&mut self.language, &language);
        }
    }
}

/// Whether a site's name is one, not an account or an address.
fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && !name.starts_with("http") && !name.starts_with('@')
}

/// Letters and digits only, lower case: what a heading and a title have in common.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The first object with a headline in the page's JSON-LD, from outside to inside.
fn linked_data(page: &dom::Document) -> Option<Value> {
    let scripts = page.query_selector_all(page.root(), r#"script[type="application/ld+json"]"#);
    let mut left = MAX_NODES;
    scripts.into_iter().find_map(|script| {
        let mut stack: Vec<Value> =
            serde_json::from_str(&page.inner_html(script)).ok().into_iter().collect();
        while let Some(value) = stack.pop() {
            left = left.checked_sub(1)?;
            match value {
                Value::Object(fields) if fields.get("headline").is_some_and(Value::is_string) => {
                    return Some(Value::Object(fields));
                }
                Value::Object(fields) => {
                    stack.extend(fields.into_iter().rev().map(|(_, value)| value))
                }
                Value::Array(values) => stack.extend(values.into_iter().rev()),
                _ => {}
            }
        }
        None
    })
}

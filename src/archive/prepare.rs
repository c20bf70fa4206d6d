//! Document → all that a segment keeps of it. Of one document alone: no other one changes it.

use super::entry::{Entry, fingerprint_record, text_record};
use super::segment::Prepared;
use super::settings::ArchiveOptions;
use crate::article::{Article, Dissection};
use crate::document::Document;
use crate::fingerprint::Sieve;
use crate::read::detect_language;
use crate::shingle::shingle;
use crate::token::tokenize;
use xxhash_rust::xxh3::xxh3_64;

/// Makes a document ready for a segment. A missing language is detected. `how` takes it apart where
/// no text is kept.
pub(super) fn prepare(
    number: u32,
    mut document: Document,
    options: ArchiveOptions,
    how: &Dissection,
) -> Prepared {
    if document.language.is_none() {
        document.language = detect_language(&document.text).map(str::to_owned);
    }
    let entry = Entry {
        number,
        id: document.id.clone(),
        outlet: document.outlet.clone(),
        title: document.title.clone().filter(|_| options.text),
        date: document.date.clone(),
        url: document.url.clone(),
        language: document.language.clone(),
        words: 0,
        text_hash: xxh3_64(document.text.as_bytes()),
    };
    let (record, words, shingles) = match options.text {
        true => {
            let tokens = tokenize(&document.text, options.unit);
            (text_record(&document), tokens.len(), shingle(&tokens, options.k))
        }
        false => {
            let article = Article::of(document, how);
            let record = fingerprint_record(&article);
            (record, article.fingerprint.tokens(), article.fingerprint.shingles)
        }
    };
    let kept = Sieve::of(options.run, options.k).keep_at(&shingles);
    Prepared { entry: Entry { words: words as u32, ..entry }, record, kept }
}

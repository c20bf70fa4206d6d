//! The rules as data: one table a language. To teach the cleaner a phrase, add it to its table.
//!
//! All tables apply to all pages, because pages mix languages.

use super::rule::Rule;

mod ar;
mod de;
mod en;
mod en_site;
mod es;
mod fr;
mod he;
mod ru;
mod ur;

/// What the cleaner knows of one language.
pub(super) struct Language {
    /// Lines and what they are.
    pub(super) rules: &'static [Rule],
    /// Words a line of date and time consists of, beside numbers; lower case, by white space.
    pub(super) time_words: &'static str,
    /// Words that make a bracket at the end of a paragraph a picture credit; lower case, by `;`.
    pub(super) picture_words: &'static str,
    /// Words that announce a statement printed in full, at the end of a line; lower case, by
    /// `;`.
    pub(super) statement_words: &'static str,
}

/// Every language, English first.
pub(super) const LANGUAGES: &[Language] = &[
    en::LANGUAGE,
    en_site::LANGUAGE,
    fr::LANGUAGE,
    es::LANGUAGE,
    de::LANGUAGE,
    ru::LANGUAGE,
    ar::LANGUAGE,
    he::LANGUAGE,
    ur::LANGUAGE,
];

/// The entries of a list in a table, separated by `;`.
pub(super) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(';').map(str::trim).filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_pattern_stands_twice() {
        let mut seen = BTreeSet::new();
        let rules = LANGUAGES.iter().flat_map(|language| language.rules);
        for pattern in rules.flat_map(|rule| entries(rule.patterns)) {
            assert!(seen.insert(pattern), "{pattern} stands twice");
        }
    }
}

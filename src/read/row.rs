//! One row, JSON or CSV, → one document.

use super::{html, language};
use crate::document::Document;
use crate::repair::{repair, tidy};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// The fields of a row that mean something here, as written, and all others.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    pub(super) id: Scalar<'a>,
    pub(super) text: Scalar<'a>,
    pub(super) html: Scalar<'a>,
    pub(super) outlet: Scalar<'a>,
    pub(super) source: Scalar<'a>,
    pub(super) title: Scalar<'a>,
    pub(super) date: Scalar<'a>,
    pub(super) url: Scalar<'a>,
    pub(super) language: Scalar<'a>,
    pub(super) extra: Map<String, Value>,
}

/// Other fields of more bytes, as they are written, are not kept: what is no text of a page can be anything.
pub(super) const LONGEST_EXTRA: usize = 16 << 10;
/// Fields that name a page have no more bytes than this: they stand in memory and in every row.
const LONGEST_FIELD: usize = 16 << 10;

impl<'a> Row<'a> {
    /// The place for the field `name`, if it is one of ours.
    pub(super) fn field(&mut self, name: &str) -> Option<&mut Scalar<'a>> {
        Some(match name {
            "id" => &mut self.id,
            "text" => &mut self.text,
            "html" => &mut self.html,
            "outlet" => &mut self.outlet,
            "source" => &mut self.source,
            "title" => &mut self.title,
            "date" => &mut self.date,
            "url" => &mut self.url,
            "lang" | "language" => &mut self.language,
            _ => return None,
        })
    }

    /// The document of this row. Where the row has no id, `place` (file and row) is its id; where
    /// it names no outlet, `outlet` is.
    ///
    /// # Errors
    /// One line on what is wrong with the row.
    pub(super) fn into_document(self, place: &str, outlet: &str) -> Result<Document, String> {
        let names = [
            ("an id", &self.id),
            ("an outlet", &self.outlet),
            ("a source", &self.source),
            ("a title", &self.title),
            ("a date", &self.date),
            ("a url", &self.url),
            ("a language", &self.language),
        ];
        for (what, Scalar(field)) in names {
            if field.as_ref().is_some_and(|field| field.len() > LONGEST_FIELD) {
                return Err(format!("has {what} of more than {} KB", LONGEST_FIELD >> 10));
            }
        }
        let markup = self.html.0.filter(|markup| !markup.is_empty());
        let mut document = match (self.text.0, markup) {
            (Some(text), None) => text_of(text),
            (Some(text), Some(_)) if !text.is_empty() => text_of(text),
            (_, Some(markup)) => html::page(&tidy(markup))?,
            (None, None) => return Err("has neither a text nor an html field".into()),
        };
        let mut mended = |field: Scalar<'_>| {
            let (text, repairs) = repair(tidy(field.0?).trim().to_owned());
            document.repairs += repairs;
            (!text.is_empty()).then_some(text)
        };
        let (title, named, source) = (mended(self.title), mended(self.outlet), mended(self.source));
        let plain = |field: Scalar<'_>| {
            field.0.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        document.id = plain(self.id).unwrap_or_else(|| place.to_owned());
        if let Some(named) = named.or(source) {
            document.outlet = named;
        } else if document.outlet.is_empty() {
            document.outlet = outlet.to_owned();
        }
        document.title = title.or(document.title);
        document.date = plain(self.date).or(document.date);
        document.url = plain(self.url).or(document.url);
        let stated = plain(self.language).and_then(|tag| language::primary(&tag));
        document.language = stated.or(document.language);
        document.extra = self.extra;
        Ok(document)
    }
}

fn text_of(text: Cow<'_, str>) -> Document {
    let (text, repairs) = repair(tidy(text).into_owned());
    Document { text, repairs, ..Document::default() }
}

/// A string, borrowed where the row has no escapes; a number in its shortest form; nothing for `null`.
#[derive(Debug, Default)]
pub(super) struct Scalar<'a>(pub(super) Option<Cow<'a, str>>);

impl<'de> de::Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scalar<'de>, D::Error> {
        struct ScalarVisitor;
        impl<'de> Visitor<'de> for ScalarVisitor {
            type Value = Scalar<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a number")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Borrowed(text))))
            }
            fn visit_str<E>(self, text: &str) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Owned(text.to_owned()))))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Owned(number.to_string()))))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Owned(number.to_string()))))
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Scalar<'de>, E> {
                // Beyond it, different numbers become one.
                const EXACT: f64 = 9_007_199_254_740_992.0;
                match number.abs() < EXACT {
                    true => Ok(Scalar(Some(Cow::Owned(number.to_string())))),
                    false => Err(E::custom("a number of too many digits, write it as a string")),
                }
            }
            fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
                Ok(Scalar(None))
            }
        }
        deserializer.deserialize_any(ScalarVisitor)
    }
}

impl<'de> de::Deserialize<'de> for Row<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Row<'de>, D::Error> {
        struct RowVisitor;
        impl<'de> Visitor<'de> for RowVisitor {
            type Value = Row<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with the fields id and text")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row<'de>, A::Error> {
                let mut row = Row::default();
                while let Some(Scalar(name)) = map.next_key()? {
                    let name = name.unwrap_or_default();
                    match row.field(&name) {
                        Some(field) => *field = map.next_value()?,
                        None => {
                            let value: &RawValue = map.next_value()?;
                            if let (0..=LONGEST_EXTRA, Ok(value)) =
                                (value.get().len(), serde_json::from_str(value.get()))
                            {
                                row.extra.insert(name.into_owned(), value);
                            }
                        }
                    }
                }
                Ok(row)
            }
        }
        deserializer.deserialize_map(RowVisitor)
    }
}

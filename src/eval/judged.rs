//! Rows of `wirecopy pairs`, or of another program → what is scored: verdict, score, confidence.
//!
//! A row is `{"a", "b", "verdict"}` (or `"label"`) with a number that is its score. The score NAME is the
//! field of that name, or the larger of `NAME_ab` and `NAME_ba`, or of `NAME_a` and `NAME_b`, in
//! the row or in its `reasons`. Without a name it is the field `score`, else [`WORDS`].

use super::gold::rows;
use super::pairs::Judged;
use crate::error::Result;
use serde_json::Value;
use std::path::Path;

/// The score of a row without the field `score`: the larger share of narrative words that stand in the other
/// document, inside a shared shingle. It ranks pairs better than the share that the verdict is decided from,
/// which is 0 for every pair without a passage of copy: average precision 0.86 against 0.79 on the pairs of
/// the demo, 0.83 against 0.83 on COUNTER; rank correlation 0.82 against 0.81 on the short answers.
pub const WORDS: &str = "words";

/// A judged pair, owned.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    a: String,
    b: String,
    verdict: String,
    score: f64,
    confidence: Option<f64>,
}

impl Row {
    /// The judged pair of a row.
    ///
    /// # Errors
    /// One line on what the row lacks.
    pub fn of(row: &Value, score: Option<&str>) -> Result<Row, String> {
        let text = |name: &str| match row.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let needed = |name: &str| text(name).ok_or_else(|| format!("the row has no `{name}`"));
        let found = match score {
            Some(name) => number(row, name),
            None => number(row, "score").or_else(|| number(row, WORDS)),
        };
        let name = score.unwrap_or("score");
        Ok(Row {
            a: needed("a")?,
            b: needed("b")?,
            verdict: text("verdict").or(text("label")).ok_or("the row has no `verdict`")?,
            score: found.ok_or_else(|| format!("the row has no score `{name}` from 0 to 1"))?,
            confidence: number(row, "confidence"),
        })
    }

    /// As the measures take it.
    pub fn judged(&self) -> Judged<'_> {
        Judged {
            a: &self.a,
            b: &self.b,
            verdict: &self.verdict,
            score: self.score,
            confidence: self.confidence,
        }
    }
}

/// Reads the judged pairs of a run.
///
/// # Errors
/// If the file cannot be read or a row lacks a field.
pub fn read(path: &Path, score: Option<&str>) -> Result<Vec<Row>> {
    let mut judged = Vec::new();
    rows(path, "{\"a\", \"b\", \"verdict\", …}", |row: &Value| {
        judged.push(Row::of(row, score)?);
        Ok(())
    })?;
    Ok(judged)
}

/// The number of this name, if the row has one from 0 to 1.
fn number(row: &Value, name: &str) -> Option<f64> {
    let field = |name: &str| {
        [Some(row), row.get("reasons")]
            .into_iter()
            .flatten()
            .find_map(|r| r.get(name)?.as_f64().filter(|value| (0.0..=1.0).contains(value)))
    };
    let larger = |ends: [&str; 2]| {
        let [one, other] = ends.map(|end| field(&format!("{name}{end}")));
        one.zip(other).map(|(one, other)| one.max(other))
    };
    field(name).or_else(|| larger(["_ab", "_ba"])).or_else(|| larger(["_a", "_b"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_score_is_a_field_or_the_larger_of_two() {
        let ours = json!({"a": 1, "b": "x", "verdict": "partly_shared", "words_ab": 0.25, "words_ba": 0.5,
            "jaccard": 0.125, "reasons": {"share_a": 0.75, "share_b": 0.5, "narrative": 40}});
        let theirs = json!({"a": "x", "b": "y", "label": "WD", "score": 1, "confidence": 0.5});
        let bare = json!({"a": "x", "b": "y", "verdict": "WD"});
        #[rustfmt::skip]
        let rows = [
            (&ours, None, Ok(0.5)),
            (&ours, Some("share"), Ok(0.75)),
            (&ours, Some("jaccard"), Ok(0.125)),
            (&ours, Some("share_b"), Ok(0.5)),
            (&ours, Some("narrative"), Err("the row has no score `narrative` from 0 to 1")),
            (&theirs, None, Ok(1.0)),
            (&bare, None, Err("the row has no score `score` from 0 to 1")),
        ];
        for (row, name, want) in rows {
            let got = Row::of(row, name).map(|row| row.score);
            assert_eq!(got, want.map_err(str::to_string), "{name:?}");
        }
        assert_eq!(Row::of(&theirs, None).unwrap().judged().confidence, Some(0.5));
        assert_eq!(Row::of(&json!([]), None), Err("the row has no `a`".into()));
    }
}

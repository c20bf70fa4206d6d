//! Label files → labels: JSON Lines, also packed with gzip or zstd. Rows of a run are read the same way.
//!
//! Ids may be strings or numbers; fields that are not named here are passed over, so that a label
//! file may hold more than labels. A bad row is an error that names file and row.

use super::passages::Case;
use crate::credit::Role;
use crate::error::{Error, Result};
use crate::offsets::OffsetUnit;
use crate::read;
use crate::span::Span;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// One passage: `{"a", "b", "a_start", "a_end", "b_start", "b_end", "category"?}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Passage {
    /// One document.
    #[serde(deserialize_with = "id")]
    pub a: String,
    /// The other.
    #[serde(deserialize_with = "id")]
    pub b: String,
    /// Where it starts in `a`.
    pub a_start: usize,
    /// Where it ends in `a`.
    pub a_end: usize,
    /// Where it starts in `b`.
    pub b_start: usize,
    /// Where it ends in `b`.
    pub b_end: usize,
    /// What kind of passage it is, by the one who labelled it.
    pub category: Option<String>,
    /// The unit of the offsets, code points if it is not said.
    #[serde(default)]
    pub offsets: OffsetUnit,
}

impl Passage {
    /// As the measures take it.
    pub fn case(&self) -> Case<'_> {
        Case {
            a: &self.a,
            b: &self.b,
            a_span: Span::new(self.a_start, self.a_end),
            b_span: Span::new(self.b_start, self.b_end),
        }
    }
}

/// A pair that counts: `{"a", "b", "category"?}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Listed {
    /// One document.
    #[serde(deserialize_with = "id")]
    pub a: String,
    /// The other.
    #[serde(deserialize_with = "id")]
    pub b: String,
    /// What kind of pair it is.
    pub category: Option<String>,
}

/// A labelled pair: `{"a", "b", "verdict"}`, or `"label"` instead of the verdict.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Pair {
    /// One document.
    #[serde(deserialize_with = "id")]
    pub a: String,
    /// The other.
    #[serde(deserialize_with = "id")]
    pub b: String,
    /// The class it belongs to; any name.
    #[serde(alias = "verdict", deserialize_with = "id")]
    pub label: String,
}

/// The credits of a document: `{"id", "credits": [{"agency", "role"}]}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Credits {
    /// The document.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// What it credits, in any order.
    pub credits: Vec<Credit>,
}

/// One credit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Credit {
    /// Short name of the agency; null or empty for one that the page does not name.
    pub agency: Option<String>,
    /// What it is credited with.
    pub role: Role,
    /// Not said by the page but taken over from a document that shares its text.
    #[serde(default)]
    pub inferred: bool,
}

/// Documents that belong together: `{"id", "cluster"}` for one of them, a null cluster for a
/// document that stands alone; or `{"members": [ids]}` for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The cluster's name, if it has one; rows of one name are one cluster.
    pub name: Option<String>,
    /// Some or all of its documents.
    pub members: Vec<String>,
}

impl<'de> Deserialize<'de> for Cluster {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cluster, D::Error> {
        #[derive(Deserialize)]
        struct Row {
            id: Option<Value>,
            #[serde(default)]
            cluster: Value,
            members: Option<Vec<Value>>,
        }
        let row = Row::deserialize(deserializer)?;
        let members = row.members.or(row.id.map(|id| vec![id]));
        let members = members.ok_or_else(|| D::Error::custom("neither `id` nor `members`"))?;
        let member = |value: &Value| {
            // The rows of families hold an object for each member.
            let id = value.get("id").unwrap_or(value);
            scalar(id).ok_or_else(|| D::Error::custom("an id is a string or a number"))
        };
        Ok(Cluster {
            name: scalar(&row.cluster),
            members: members.iter().map(member).collect::<Result<_, _>>()?,
        })
    }
}

/// Reads labelled passages, or those of a run.
///
/// # Errors
/// If the file cannot be read or a row is no such row.
pub fn passages(path: &Path) -> Result<Vec<Passage>> {
    rows(path, "{\"a\", \"b\", \"a_start\", \"a_end\", \"b_start\", \"b_end\"}", |row: &Passage| {
        if row.offsets != OffsetUnit::Characters {
            let problem = "counts bytes; write the rows without `--offsets bytes`";
            return Err(problem.into());
        }
        if row.a_end < row.a_start || row.b_end < row.b_start {
            return Err("a passage ends before it starts".into());
        }
        if row.a_end.max(row.b_end) > u32::MAX as usize {
            return Err("an offset lies beyond any text".into());
        }
        distinct(&row.a, &row.b)
    })
}

/// Reads a list of pairs.
///
/// # Errors
/// If the file cannot be read or a row is no such row.
pub fn listed(path: &Path) -> Result<Vec<Listed>> {
    rows(path, "{\"a\": id, \"b\": id}", |_| Ok(()))
}

/// More different labels than a table of classes can show.
pub const MOST_LABELS: usize = 200;

/// Reads labelled pairs.
///
/// # Errors
/// If the file cannot be read, a row is no such row, a pair stands twice, or there are more than
/// [`MOST_LABELS`] different labels.
pub fn pairs(path: &Path) -> Result<Vec<Pair>> {
    let mut seen = HashSet::new();
    let mut labels = HashSet::new();
    rows(path, "{\"a\", \"b\", \"verdict\"} or {\"a\", \"b\", \"label\"}", |row: &Pair| {
        let (a, b) = (row.a.clone().min(row.b.clone()), row.a.clone().max(row.b.clone()));
        once(seen.insert((a, b)), "the pair")?;
        if !labels.contains(&row.label) {
            labels.insert(row.label.clone());
        }
        if labels.len() > MOST_LABELS {
            return Err(format!("more than {MOST_LABELS} different labels; is this a label?"));
        }
        distinct(&row.a, &row.b)
    })
}

/// Reads labelled credits, or those of a run.
///
/// # Errors
/// If the file cannot be read, a row is no such row, or a document stands twice.
pub fn credits(path: &Path) -> Result<Vec<Credits>> {
    let mut seen = HashSet::new();
    rows(path, "{\"id\", \"credits\": [{\"agency\", \"role\"}]}", |row: &Credits| {
        once(seen.insert(row.id.clone()), "the document")
    })
}

/// Reads labelled clusters; each document belongs to one.
///
/// # Errors
/// If the file cannot be read, a row is no such row, or a document stands twice.
pub fn clusters(path: &Path) -> Result<Vec<Cluster>> {
    let mut seen = HashSet::new();
    rows(path, CLUSTER, |row: &Cluster| {
        let mut fresh = row.members.iter().map(|id| seen.insert(id.clone()));
        once(fresh.all(|fresh| fresh), "a document")
    })
}

/// Reads the clusters of a run, where a document may stand in several.
///
/// # Errors
/// If the file cannot be read or a row is no such row.
pub fn overlapping(path: &Path) -> Result<Vec<Cluster>> {
    rows(path, CLUSTER, |_| Ok(()))
}

const CLUSTER: &str = "{\"id\", \"cluster\"} or {\"members\": [ids]}";

/// Reads a file of rows. `form` tells people what a row is; `check` what is wrong with this one.
///
/// # Errors
/// If the file cannot be read, or for the first row that is no `T` or does not pass the check.
pub fn rows<T: DeserializeOwned>(
    path: &Path,
    form: &str,
    mut check: impl FnMut(&T) -> Result<(), String>,
) -> Result<Vec<T>> {
    let limit = read::Options::default().max_bytes;
    let failed = |error| Error::io(path, error);
    let mut reader = BufReader::new(read::open(path).map_err(failed)?.take(limit));
    let (mut found, mut line) = (Vec::new(), Vec::new());
    for number in 1.. {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(failed)? == 0 {
            break;
        }
        let bytes = line.trim_ascii();
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        if bytes.is_empty() {
            continue;
        }
        let place = || format!("{}:{number}", path.display());
        let row: T = serde_json::from_slice(bytes).map_err(|error| {
            let problem = error.to_string();
            let problem = problem.split(" at line ").next().unwrap_or_default();
            Error::format(place(), format!("is not a row ({problem}); a row is {form}"))
        })?;
        check(&row).map_err(|problem| Error::format(place(), problem))?;
        found.push(row);
    }
    Ok(found)
}

fn once(fresh: bool, what: &str) -> Result<(), String> {
    if fresh { Ok(()) } else { Err(format!("{what} has a label already; keep one of them")) }
}

fn distinct(a: &str, b: &str) -> Result<(), String> {
    if a == b { Err("`a` and `b` are the same document".into()) } else { Ok(()) }
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let value = Value::deserialize(deserializer)?;
    scalar(&value).ok_or_else(|| D::Error::custom("an id or a label is a string or a number"))
}

/// A string or a number as a string.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// What reading this file says, without the folder.
    fn complaint<T>(read: fn(&Path) -> Result<Vec<T>>, text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gold.jsonl");
        std::fs::write(&path, text).unwrap();
        match read(&path) {
            Ok(rows) => format!("{} rows", rows.len()),
            Err(error) => error.to_string().rsplit('/').next().unwrap().to_string(),
        }
    }

    #[test]
    fn bad_rows_are_named() {
        let credits = |text| complaint(credits, text);
        let pairs = |text| complaint(pairs, text);
        let clusters = |text| complaint(clusters, text);
        #[rustfmt::skip]
        let rows = [
            (pairs("\u{feff}{\"a\":1,\"b\":\"x\",\"label\":\"WD\"}\r\n\n{\"a\":\"x\",\"b\":2,\"verdict\":3}"),
                "2 rows"),
            (pairs(""), "0 rows"),
            (pairs("\n{\"a\":\"x\",\"b\":\"y\"}"),
                "gold.jsonl:2: is not a row (missing field `label`); \
                 a row is {\"a\", \"b\", \"verdict\"} or {\"a\", \"b\", \"label\"}"),
            (pairs("{\"a\":\"x\",\"b\":\"y\",\"label\":\"p\"}\n{\"a\":\"y\",\"b\":\"x\",\"label\":\"q\"}"),
                "gold.jsonl:2: the pair has a label already; keep one of them"),
            (pairs("{\"a\":\"x\",\"b\":\"x\",\"label\":\"p\"}"),
                "gold.jsonl:1: `a` and `b` are the same document"),
            (complaint(passages, "{\"a\":\"x\",\"b\":\"y\",\"a_start\":4,\"a_end\":2,\"b_start\":0,\"b_end\":2}"),
                "gold.jsonl:1: a passage ends before it starts"),
            (complaint(passages, "{\"a\":1,\"b\":2,\"a_start\":4,\"a_end\":5000000000,\"b_start\":0,\"b_end\":2}"),
                "gold.jsonl:1: an offset lies beyond any text"),
            (complaint(passages, "{\"a\":1,\"b\":2,\"offsets\":\"bytes\",\"a_start\":0,\"a_end\":1,\"b_start\":0,\"b_end\":2}"),
                "gold.jsonl:1: counts bytes; write the rows without `--offsets bytes`"),
            (credits("{\"id\":\"x\",\"credits\":[{\"agency\":null,\"role\":\"photo\"},{\"role\":\"author\"}]}"),
                "1 rows"),
            (clusters("{\"id\":\"x\",\"cluster\":4}\n{\"members\":[\"y\",{\"id\":\"z\"}]}"), "2 rows"),
            (clusters("{\"id\":\"x\",\"cluster\":4}\n{\"members\":[\"y\",\"x\"]}"),
                "gold.jsonl:2: a document has a label already; keep one of them"),
            (complaint(overlapping, "{\"members\":[\"x\"]}\n{\"members\":[\"y\",\"x\"]}"), "2 rows"),
            (clusters("{\"id\":[1]}"), "gold.jsonl:1: is not a row (an id is a string or a number); \
                a row is {\"id\", \"cluster\"} or {\"members\": [ids]}"),
        ];
        for (got, want) in rows {
            assert_eq!(got, want);
        }
        assert!(credits("{\"id\":\"x\",\"credits\":[{\"role\":\"boss\"}]}").contains("`boss`"));
    }

    #[test]
    fn packed_files_are_read_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pairs.jsonl.gz");
        let file = std::fs::File::create(&path).unwrap();
        let mut packer = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        packer.write_all(b"{\"a\":\"x\",\"b\":\"y\",\"category\":\"near\"}\n").unwrap();
        packer.finish().unwrap();
        let want = Listed { a: "x".into(), b: "y".into(), category: Some("near".into()) };
        assert_eq!(listed(&path).unwrap(), [want]);
    }
}

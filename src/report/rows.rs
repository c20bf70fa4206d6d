//! Analysis → rows: one serialisable type for each kind of row, used by the files of a report and by the
//! commands that print rows.
//!
//! Every row names its schema, which changes with the meaning of a field. Shares are 0 to 1, rounded to four
//! decimals; offsets are half-open, from 0, in the unit asked for. But for the fields of words, which are left
//! out unless asked for, and what [`pack`](crate::pack) says of verdicts, a pack gives the rows of the texts.

mod pair;
mod passage;
mod article;
mod family;
mod found;
mod outlet;

pub use article::{CreditRow, CreditsRow, RegionRow, RegionsRow, SpanRow};
pub use family::{FamilyRow, MemberRow};
pub use found::{FirstRow, MatchRow, PlaceRow, SearchRow};
pub use outlet::OutletRow;
pub use pair::{PairRow, ReasonsRow};
pub use passage::{EditRow, PassageRow};

use serde::Serializer;

/// A share as files state it: four decimals.
pub fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// One decimal.
fn one<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*value) * 10.0).round() / 10.0)
}

pub(super) fn four<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(rounded(*value))
}

fn four_if_any<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => four(value, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analysis, Options, Pairs, analyse};
    use crate::document::{Corpus, Document};
    use crate::offsets::OffsetUnit;
    use serde_json::{Value, json};

    const A: &str =
        "É A grey seal stole nine mackerel from the night stall on Pier Two, its owner said.";
    const B: &str =
        "A grey seal stole ten mackerel from the night stall on Pier Two, its owner said.";

    fn analysis() -> Analysis {
        let document = |id: &str, text: &str| Document {
            id: id.into(),
            outlet: "The Pier".into(),
            text: text.into(),
            ..Document::default()
        };
        let corpus = Corpus::of("seal", vec![document("a", A), document("b", B)]);
        let options = Options { k: 3, pairs: Pairs::All, ..Options::default() };
        analyse(corpus, &options)
    }

    fn keys(value: &Value) -> Vec<&str> {
        value.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn a_pair_row_names_what_it_counts() {
        let analysis = analysis();
        let row = serde_json::to_value(PairRow::of(&analysis, &analysis.comparisons[0])).unwrap();
        assert_eq!(row["schema"], "wirecopy.pair/1");
        assert_eq!((&row["same_outlet"], &row["passages"]), (&json!(true), &json!(1)));
        // 15 of 17 words, and 15 of 16.
        assert_eq!(
            (&row["page_words_ab"], &row["page_words_ba"]),
            (&json!(0.8824), &json!(0.9375))
        );
        let columns: Vec<&str> = keys(&row)
            .into_iter()
            .flat_map(|key| if key == "reasons" { keys(&row["reasons"]) } else { vec![key] })
            .filter(|key| *key != "schema")
            .collect();
        assert_eq!(
            columns,
            crate::report::tables::PAIR_COLUMNS,
            "JSON and CSV have the same fields"
        );
    }

    #[test]
    fn an_outlet_row_has_the_columns_of_its_table() {
        let flow = crate::outlet::Flow { documents_x: 8, shared_x: 2, ..Default::default() };
        let row = serde_json::to_value(OutletRow::of(&flow)).unwrap();
        assert_eq!((&row["schema"], &row["share_x"]), (&json!("wirecopy.outlet/1"), &json!(0.25)));
        assert_eq!(keys(&row)[1..], crate::report::tables::OUTLET_COLUMNS);
    }

    #[test]
    fn a_passage_row_has_words_only_if_asked_for() {
        let analysis = analysis();
        let pair = &analysis.comparisons[0];
        let row = |unit, words| {
            let row = PassageRow::of(&analysis, pair, &pair.passages[0], unit, words);
            serde_json::to_value(row).unwrap()
        };
        let bare = row(OffsetUnit::Characters, false);
        assert_eq!((&bare["a_start"], &bare["b_start"]), (&json!(2), &json!(0)));
        assert_eq!(keys(&bare["edits"][0]), ["a_start", "a_end", "b_start", "b_end"]);
        assert!(bare.get("a_text").is_none());
        let full = row(OffsetUnit::Bytes, true);
        assert_eq!(full["a_start"], 3);
        let edit = &full["edits"][0];
        assert_eq!((&edit["a_text"], &edit["b_text"]), (&json!("nine"), &json!("ten")));
        assert_eq!(edit["similarity"], 0.25);
        assert!(full["b_text"].as_str().unwrap().ends_with("owner said"));
    }

    #[test]
    fn articles_have_rows_of_credits_and_regions() {
        let analysis = analysis();
        let article = &analysis.articles[0];
        let credits = serde_json::to_value(CreditsRow::of(article, OffsetUnit::Bytes)).unwrap();
        assert_eq!(keys(&credits), ["schema", "id", "offsets", "credits"]);
        let credits = CreditsRow::of(article, OffsetUnit::Characters);
        let credits = serde_json::to_value(credits).unwrap();
        assert_eq!(keys(&credits), ["schema", "id", "credits"]);
        let regions = RegionsRow::of(article, OffsetUnit::Characters, false);
        assert_eq!(regions.regions.last().unwrap().end, A.chars().count());
        assert_eq!(serde_json::to_value(regions).unwrap()["schema"], "wirecopy.regions/1");
    }

    #[test]
    fn shares_have_four_decimals() {
        for (value, want) in
            [(1.0 / 3.0, "0.3333"), (1.0, "1"), (0.00004, "0"), (0.00005, "0.0001")]
        {
            assert_eq!(rounded(value).to_string(), want);
        }
    }
}

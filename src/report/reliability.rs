//! How sure a run is, in words that are the same in every format: how many verdicts are to be expected
//! wrong, and how far a passage is beyond chance.

use super::prose::{counted, grouped};
use crate::analysis::{Analysis, CALIBRATION_ERROR, Expected, LABELLED, Unmeasured};

/// How sure a run can be of its verdicts, or that this is not known.
pub fn run_reliability(analysis: &Analysis) -> Option<String> {
    let expected = analysis.expected();
    let what = match analysis.unmeasured() {
        None => return reliability(&expected),
        Some(_) if expected.flagged + expected.others == 0 => return None,
        Some(Unmeasured::Settings) => "at other settings than these",
        Some(Unmeasured::Language) => "on English news, and most of these pages are not in English",
    };
    Some(format!("How many of these verdicts are wrong is not known: they were measured {what}."))
}

/// How sure a run can be of its verdicts; nothing where no two pages have a run of words in common.
///
/// ```
/// use wirecopy::analysis::Expected;
/// use wirecopy::report::reliability;
/// let expected = Expected { flagged: 12, wrong: 0.61, others: 54, missed: 1.1 };
/// assert!(reliability(&expected).unwrap().starts_with(
///     "Of the twelve pairs called shared copy about 0.6 are expected to be wrong, and of the 54 \
///      others that share a run of words about 1.1 to be missed"));
/// ```
pub fn reliability(expected: &Expected) -> Option<String> {
    let Expected { flagged, wrong, others, missed } = *expected;
    let verb = |number: usize| if number == 1 { "is" } else { "are" };
    let flags = || {
        let (pairs, verb) = (counted(flagged, "pair"), verb(flagged));
        format!("the {pairs} called shared copy {} {verb} expected to be wrong", about(wrong))
    };
    let claim = match (flagged, others) {
        (0, 0) => return None,
        (_, 0) => format!("Of {}", flags()),
        (0, _) => {
            let (pairs, verb) = (counted(others, "pair"), verb(others));
            let about = about(missed);
            format!(
                "No pair is called shared copy; of the {pairs} that share a run of words {about} \
                 {verb} expected to be missed"
            )
        }
        _ => {
            let others = counted(others, "other");
            let verb = if others == "one other" { "shares" } else { "share" };
            let about = about(missed);
            format!(
                "Of {}, and of the {others} that {verb} a run of words {about} to be missed",
                flags()
            )
        }
    };
    Some(format!(
        "{claim}; measured on {} labelled pairs of English news (calibration error \
         {CALIBRATION_ERROR:.2}).",
        grouped(LABELLED)
    ))
}

/// Bits above this are all the same to a reader.
const MOST_BITS: f32 = 100.0;

/// How surprising a passage of so many bits is: "31 bits beyond chance".
pub fn beyond_chance(bits: f32) -> String {
    match bits.round() {
        bits if bits < 1.0 => "no more than chance gives".to_owned(),
        bits if bits < 2.0 => "1 bit beyond chance".to_owned(),
        bits if bits <= MOST_BITS => format!("{bits:.0} bits beyond chance"),
        _ => format!("more than {MOST_BITS} bits beyond chance"),
    }
}

/// An expected number: what is possible is never nothing.
fn about(number: f64) -> String {
    match number {
        _ if number < 0.05 => "fewer than 0.1".to_owned(),
        _ if number < 9.95 => format!("about {number:.1}"),
        _ => format!("about {}", grouped(number.round() as usize)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_a_bit_is_chance() {
        let rows = [(-3.0, "no more than chance gives"), (0.9, "1 bit beyond chance")];
        let many = [(31.4, "31 bits beyond chance"), (1e3, "more than 100 bits beyond chance")];
        for (bits, want) in rows.into_iter().chain(many) {
            assert_eq!(beyond_chance(bits), want);
        }
    }

    #[test]
    fn the_sentence_fits_the_numbers() {
        let rows = [
            ((0, 0.0, 0, 0.0), None),
            (
                (1, 0.01, 0, 0.0),
                Some("Of the one pair called shared copy fewer than 0.1 is expected to be wrong"),
            ),
            (
                (2, 0.3, 1, 0.05),
                Some(
                    "Of the two pairs called shared copy about 0.3 are expected to be wrong, and of the \
                     one other that shares a run of words about 0.1 to be missed",
                ),
            ),
            (
                (0, 0.0, 2_500, 61.7),
                Some(
                    "No pair is called shared copy; of the 2,500 pairs that share a run of words \
                     about 62 are expected to be missed",
                ),
            ),
        ];
        for ((flagged, wrong, others, missed), want) in rows {
            let said = reliability(&Expected { flagged, wrong, others, missed });
            let parts = said.as_deref().and_then(|said| said.rsplit_once("; "));
            assert_eq!(parts.map(|(claim, _)| claim), want);
            assert!(parts.is_none_or(|(_, source)| source.starts_with("measured on 2,663 ")));
        }
    }
}

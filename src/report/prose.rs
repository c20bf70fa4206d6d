//! Numbers and lists as English prose has them.

/// Small numbers in words, large ones in digits: `three`, `1,234`.
pub(super) fn count(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(number).map_or_else(|| grouped(number), |word| (*word).to_owned())
}

/// A number of things: `one pair`, `three pairs`.
pub(super) fn counted(number: usize, thing: &str) -> String {
    format!("{} {thing}{}", count(number), if number == 1 { "" } else { "s" })
}

/// A number with its thousands parted.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A share of one as a percentage: what is there is never nothing, what is not all is never all.
pub(super) fn percent(share: f64) -> String {
    match share * 100.0 {
        value if value <= 0.0 => "0%".to_owned(),
        value if value < 1.0 => "less than 1%".to_owned(),
        value if value < 100.0 => format!("{:.0}%", value.min(99.0)),
        _ => "100%".to_owned(),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn join(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_english() {
        assert_eq!(counted(1, "pair"), "one pair");
        assert_eq!(counted(12, "pair"), "twelve pairs");
        assert_eq!(counted(21_578, "page"), "21,578 pages");
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([join(&items), join(&items[..2])], ["a, b and c", "a and b"]);
    }

    #[test]
    fn percentages_never_round_to_the_ends() {
        let rows =
            [(0.0, "0%"), (0.003, "less than 1%"), (0.314, "31%"), (0.999, "99%"), (1.0, "100%")];
        for (share, want) in rows {
            assert_eq!(percent(share), want);
        }
    }
}

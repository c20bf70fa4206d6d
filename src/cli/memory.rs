//! How much memory a verb may use, and how it works within it.

use super::note;
use std::path::PathBuf;
use wirecopy::streamed::Budget;

/// How much memory to use.
#[derive(clap::Args)]
pub(super) struct Memory {
    /// Keep to about so much memory (300M, 2G) and put the rest into temporary files; the output is
    /// the same, byte for byte
    #[arg(long, value_name = "SIZE", value_parser = size)]
    memory: Option<usize>,
    /// Folder for the temporary files [default: the system's]
    #[arg(long, value_name = "DIR")]
    temp: Option<PathBuf>,
}

impl Memory {
    /// The budget, if there is one.
    pub(super) fn budget(&self, quiet: bool) -> Option<Budget> {
        self.memory.map(|bytes| self.or(bytes, quiet))
    }

    /// The budget, or one of so many bytes. Says so if it is below what the program takes.
    pub(super) fn or(&self, bytes: usize, quiet: bool) -> Budget {
        if self.memory.is_some_and(|bytes| bytes < LEAST) {
            let least = LEAST >> 20;
            let told = format!("--memory: the program itself takes up to {least} MB, here too");
            note(quiet, &told);
        }
        let folder = self.temp.clone().unwrap_or_else(std::env::temp_dir);
        Budget { bytes: self.memory.unwrap_or(bytes), folder }
    }
}

/// What the program and one page a thread take in the end.
const LEAST: usize = 100 << 20;

/// A number of bytes, with K, M, G or T for powers of 1024.
pub(super) fn size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let power = match text[digits.len()..].to_ascii_lowercase().trim_end_matches("ib") {
        "" | "b" => 0,
        "k" | "kb" => 1,
        "m" | "mb" => 2,
        "g" | "gb" => 3,
        "t" | "tb" => 4,
        _ => return Err("is no size; write 300M or 2G".into()),
    };
    let number: Option<usize> = digits.parse().ok();
    let bytes = number.and_then(|number| number.checked_mul(1024usize.checked_pow(power)?));
    bytes.filter(|&bytes| bytes > 0).ok_or_else(|| "is no size; write 300M or 2G".into())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_units() {
        let rows =
            [("1", Some(1)), ("2k", Some(2048)), ("3MB", Some(3 << 20)), ("1GiB", Some(1 << 30))];
        for (text, want) in rows {
            assert_eq!(size(text).ok(), want, "{text}");
        }
        for text in ["", "0", "-1", "1.5G", "G", "9999999999T", "1x"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}

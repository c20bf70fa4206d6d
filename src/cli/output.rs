//! Where output goes: stdout, or a file that appears only when it is whole.

use anyhow::Result;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use wirecopy::report::atomic;

/// Where a verb writes its rows.
#[derive(clap::Args, Default)]
pub(super) struct Output {
    /// Write to this file instead of standard output; it appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// Runs `fill` on the file or on stdout.
    pub(super) fn write(&self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        match &self.output {
            Some(path) => Ok(atomic::write(path, fill)?),
            None => {
                let mut out = BufWriter::new(io::stdout().lock());
                fill(&mut out)?;
                Ok(out.flush()?)
            }
        }
    }
}

/// Text of unknown origin made safe for a terminal: control characters and the marks that reorder
/// what follows become visible.
pub(super) fn printable(text: &str) -> String {
    let unsafe_here = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    };
    if !text.contains(unsafe_here) {
        return text.to_string();
    }
    text.chars()
        .map(|c| match unsafe_here(c) {
            true => format!("\\u{{{:x}}}", c as u32),
            false => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_never_reach_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\u{202e}c\n"), "a\\u{1b}[31mb\\u{202e}c\n");
        assert_eq!(printable("Ünï ✓"), "Ünï ✓");
    }
}

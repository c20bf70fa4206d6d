//! Where output goes: stdout, or a file that appears only when it is whole.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use wirecopy::error::{Error, Result};
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
            Some(path) => atomic::write(path, fill),
            None => {
                let mut out = BufWriter::new(io::stdout().lock());
                fill(&mut out).and_then(|()| out.flush()).map_err(stdout)
            }
        }
    }
}

/// What went wrong while writing to stdout.
pub(super) fn stdout(error: io::Error) -> Error {
    Error::io("standard output", error)
}

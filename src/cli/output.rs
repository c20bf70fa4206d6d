//! Where output goes: stdout, or a file that appears only when it is whole; and tables for people.

use comfy_table::{CellAlignment, Table};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use wirecopy::error::{Error, Result};
use wirecopy::report::atomic;
use wirecopy::report::escape::line;

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

impl Output {
    /// The same for what can go wrong in other ways than writing: `fill` is given what writes a piece.
    pub(super) fn pieces(
        &self,
        fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()>,
    ) -> Result<()> {
        let mut failed = None;
        let written = self.write(|out| {
            let place = self.output.as_deref().unwrap_or("standard output".as_ref());
            let mut put =
                |bytes: &[u8]| out.write_all(bytes).map_err(|error| Error::io(place, error));
            fill(&mut put).map_err(|error| {
                failed = Some(error);
                io::Error::other("not all was written")
            })
        });
        failed.map_or(written, Err)
    }
}

/// What went wrong while writing to stdout.
pub(super) fn stdout(error: io::Error) -> Error {
    Error::io("standard output", error)
}

/// One line of text, cut where it would push the other columns off any screen.
fn cell(text: &str) -> String {
    const CHARACTERS: usize = 120;
    let mut text = line(text);
    if let Some((end, _)) = text.char_indices().nth(CHARACTERS) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// A table for people: names to the left, numbers to the right.
pub(super) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING).force_no_tty();
    table.set_header(header);
    for row in rows {
        table.add_row(row.iter().map(|text| cell(text)));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_string()).collect();
    lines.join("\n") + "\n"
}

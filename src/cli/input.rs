//! What to read and how to take it apart: the options of all verbs that read, and the reading itself.

use super::note;
use clap::ValueEnum;
use clap::builder::NonEmptyStringValueParser;
use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};
use std::path::PathBuf;
use wirecopy::document::Skips;
use wirecopy::error::Result;
use wirecopy::offsets::OffsetUnit;
use wirecopy::source::{Inputs, Source, SourceOptions};
use wirecopy::streamed::Intake;
use wirecopy::token::Unit;

/// What to read.
#[derive(clap::Args)]
pub(super) struct Input {
    /// Files, folders, globs, packs (.wfp), built-in corpora, or - for standard input
    #[arg(required = true, value_name = "INPUT", value_parser = NonEmptyStringValueParser::new())]
    inputs: Vec<String>,
    #[command(flatten)]
    strict: Strict,
}

/// What to do about what cannot be read.
#[derive(clap::Args)]
pub(super) struct Strict {
    /// Stop at the first file or row that cannot be read
    #[arg(long)]
    pub(super) strict: bool,
}

/// What is compared, and the texts behind packs.
#[derive(clap::Args)]
pub(super) struct Preparing {
    #[command(flatten)]
    shingles: Shingles,
    /// Folder with the texts of a pack, to show its words (checked by SHA-256)
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
}

/// What is compared.
#[derive(clap::Args)]
pub(super) struct Shingles {
    /// Tokens in a shingle [default: 5, or the pack's]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    k: Option<u16>,
    /// What counts as a token [default: words, or the pack's]
    #[arg(long, value_enum)]
    unit: Option<UnitName>,
}

#[derive(Clone, Copy, ValueEnum)]
enum UnitName {
    /// Words of any language (UAX #29)
    Words,
    /// Letters and digits one by one, for scripts without spaces
    Characters,
}

/// In which unit offsets are written.
#[derive(clap::Args)]
pub(super) struct Offsets {
    /// Unit of offsets in the output
    #[arg(long, value_enum, default_value_t = OffsetName::Characters)]
    offsets: OffsetName,
}

#[derive(Clone, Copy, ValueEnum)]
enum OffsetName {
    /// Unicode code points, as Python and R count
    Characters,
    /// Bytes of UTF-8
    Bytes,
}

impl Input {
    /// See [`open`].
    pub(super) fn open(&self, options: SourceOptions, quiet: bool) -> Result<Source> {
        open(&self.inputs, &self.strict, options, quiet)
    }

    /// See [`read`].
    pub(super) fn read(&self, options: SourceOptions, quiet: bool) -> Result<Inputs> {
        read(&self.inputs, &self.strict, options, quiet)
    }

    /// Reads documents and lays them by on disk, with a progress bar, and says what could not be read.
    pub(super) fn take_in(
        &self,
        intake: Intake,
        mut options: SourceOptions,
        quiet: bool,
    ) -> Result<Intake> {
        options.read.strict = self.strict.strict;
        options.read.max_bytes = u64::MAX;
        let bar = progress(quiet, "{spinner} reading {human_pos} documents {elapsed}");
        let count = |count| bar.inc(count as u64);
        let (intake, skipped) = intake.read(&self.inputs, &options, &count)?;
        drop(bar);
        tell(&skipped, intake.len(), quiet);
        Ok(intake)
    }
}

impl Preparing {
    /// The library's options.
    pub(super) fn options(&self) -> SourceOptions {
        SourceOptions { texts: self.texts.clone(), ..self.shingles.options() }
    }
}

impl Shingles {
    /// The library's options.
    pub(super) fn options(&self) -> SourceOptions {
        let unit = self.unit.map(|unit| match unit {
            UnitName::Words => Unit::Words,
            UnitName::Characters => Unit::Characters,
        });
        SourceOptions { k: self.k.map(usize::from), unit, ..SourceOptions::default() }
    }
}

impl Offsets {
    pub(super) fn unit(&self) -> OffsetUnit {
        match self.offsets {
            OffsetName::Characters => OffsetUnit::Characters,
            OffsetName::Bytes => OffsetUnit::Bytes,
        }
    }
}

/// Reads the inputs and takes them apart, with a progress bar, and says what could not be read.
pub(super) fn open(
    inputs: &[String],
    strict: &Strict,
    options: SourceOptions,
    quiet: bool,
) -> Result<Source> {
    open_first(inputs, strict, options, quiet).map(|(source, _)| source)
}

/// The same, and the id of the document that was given first.
pub(super) fn open_first(
    inputs: &[String],
    strict: &Strict,
    options: SourceOptions,
    quiet: bool,
) -> Result<(Source, Option<String>)> {
    let texts = options.texts.clone();
    let mut inputs = read(inputs, strict, options, quiet)?;
    let first = inputs.first.take();
    let source = inputs.dissect()?;
    let read = source.articles.len();
    if let Some(texts) = texts {
        let silent = source.articles.iter().filter(|article| article.text.is_none()).count();
        if silent > 0 {
            let texts = texts.display();
            note(quiet, &format!("{silent} of {read} documents have no text in {texts}"));
        }
    }
    Ok((source, first))
}

/// Reads the inputs, with a progress bar, and says what could not be read.
fn read(
    inputs: &[String],
    strict: &Strict,
    mut options: SourceOptions,
    quiet: bool,
) -> Result<Inputs> {
    options.read.strict = strict.strict;
    let bar = progress(quiet, "{spinner} reading {human_pos} documents {elapsed}");
    let inputs = Inputs::open(inputs, &options, &|count| bar.inc(count as u64))?;
    drop(bar);
    let packed: usize = inputs.packs.iter().map(|pack| pack.articles.len()).sum();
    tell(&inputs.skipped, inputs.documents.len() + packed, quiet);
    Ok(inputs)
}

/// Says what could not be read.
pub(super) fn tell(skipped: &Skips, read: usize, quiet: bool) {
    tell_each(skipped, quiet);
    if !skipped.is_empty() {
        let documents = if read == 1 { "document" } else { "documents" };
        note(quiet, &format!("{read} {documents} read, {} skipped", skipped.len()));
    }
}

/// A line for each of the first that could not be read.
pub(super) fn tell_each(skipped: &Skips, quiet: bool) {
    /// Lines, beyond which they are counted.
    const LINES: usize = 100;
    for skipped in skipped.iter().take(LINES) {
        note(quiet, &format!("skipped {}: {}", skipped.path, skipped.reason));
    }
    match skipped.len().saturating_sub(LINES) {
        0 => {}
        more => note(quiet, &format!("skipped {more} more like these")),
    }
}

/// A line on stderr while the work lasts; none when quiet or where stderr is no terminal.
pub(super) fn progress(quiet: bool, template: &str) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner().with_finish(ProgressFinish::AndClear);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar
}

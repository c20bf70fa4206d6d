//! `wirecopy archive add`: documents into an archive, a batch a commit.

use super::super::input::{Strict, progress, tell_each};
use super::super::memory::size;
use super::super::note;
use super::counted;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;
use std::thread;
use wirecopy::archive::{Added, Known, Writer};
use wirecopy::budget::longest_row;
use wirecopy::document::Document;
use wirecopy::error::{Error, Result};
use wirecopy::read::{self, Batch};

/// Add documents; what is there already, id and text, is passed over
///
/// Each batch is on the disk, or nothing of it, whatever happens; a line says so for each. After a
/// crash, or to go on with a file that has grown, run the same command again.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    wirecopy archive add news/ 2031-05-06.jsonl.zst\n  \
    wirecopy archive add news/ pages/ --replace       new texts take the place of old ones\n  \
    zcat feed.jsonl.gz | wirecopy archive add news/ -")]
pub(super) struct Add {
    /// The archive
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Files, folders, globs, or - for standard input
    #[arg(required = true, value_name = "INPUT", value_parser = NonEmptyStringValueParser::new())]
    inputs: Vec<String>,
    /// Put a document in the place of one with its id and another text, outlet or date, which is kept otherwise
    #[arg(long)]
    replace: bool,
    /// Commit after so many documents, or after 64 MB of text, or what --memory allows, if that
    /// comes first
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    batch: u32,
    /// Keep to about so much memory (150M, 1G) by smaller commits; the archive answers alike
    #[arg(long, value_name = "SIZE", value_parser = size)]
    memory: Option<usize>,
    /// Read no more than so many bytes of a file of rows, unpacked
    #[arg(long, value_name = "N")]
    max_bytes: Option<u64>,
    #[command(flatten)]
    strict: Strict,
}

impl Add {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let mut writer = Writer::open(&self.folder)?;
        let known = if self.replace { Known::Replace } else { Known::Keep };
        let all = read::Options::default();
        let options = read::Options {
            strict: self.strict.strict,
            max_bytes: self.max_bytes.unwrap_or(u64::MAX),
            max_row_bytes: self.memory.map_or(all.max_row_bytes, longest_row),
            ..all
        };
        let bytes = self.memory.map_or(Batch::default().bytes, Writer::batch_within);
        let batch = Batch { documents: self.batch as usize, bytes };
        let bar = progress(quiet, "{spinner} reading {human_pos} documents {elapsed}; {msg}");
        let mut sum = Added::default();
        // The next batch is read while the last one is written.
        let (give, take) = sync_channel::<Vec<Document>>(0);
        let (inputs, count) = (&self.inputs, |count: usize| bar.inc(count as u64));
        let (read, written) = thread::scope(|scope| {
            let reading = scope.spawn(move || {
                let stopped = || Error::Usage("the archive takes no more".into());
                let mut sink = |batch| give.send(batch).map_err(|_| stopped());
                read::each(inputs, &options, batch, &count, &mut sink)
            });
            let mut written = Ok(());
            for batch in take {
                match writer.add(batch, known) {
                    Ok(added) => together(&mut sum, added),
                    Err(error) => {
                        written = Err(error);
                        break;
                    }
                }
                let kept = format!("{} kept", sum.added + sum.present);
                match std::io::stderr().is_terminal() {
                    true => bar.set_message(kept),
                    false => note(quiet, &format!("{}: {kept}", self.folder.display())),
                }
            }
            (reading.join(), written)
        });
        drop(bar);
        let told = |reason: String| note(quiet, &reason);
        let kept = counted(sum.added, "document");
        let mut said = format!("{}: {kept} added", self.folder.display());
        for (count, what) in [(sum.replaced, "replaced"), (sum.present, "there already")] {
            if count > 0 {
                said += &format!(", {count} {what}");
            }
        }
        let mut skipped = sum.skipped;
        let read = read.map_err(|_| Error::Usage("reading has failed".into()))?;
        if written.is_ok()
            && let Ok(read) = &read
        {
            skipped.append(read.clone());
        }
        tell_each(&skipped, quiet);
        if !skipped.is_empty() {
            said += &format!(", {} skipped", skipped.len());
        }
        told(said);
        written.and(read.map(drop))?;
        match skipped.first() {
            Some(first) if sum.added + sum.present == 0 => {
                let problem = format!(
                    "none of {} was added ({}: {}); give rows ids of their own, or --replace",
                    counted(skipped.len(), "document"),
                    first.path,
                    first.reason
                );
                Err(Error::format(&self.folder, problem))
            }
            _ => Ok(()),
        }
    }
}

fn together(sum: &mut Added, more: Added) {
    sum.added += more.added;
    sum.replaced += more.replaced;
    sum.present += more.present;
    sum.skipped.append(more.skipped);
}

//! No output replaces an input: looked for before anything is read, for all verbs at once.

use clap::ArgMatches;
use std::path::{Path, PathBuf};
use wirecopy::error::{Error, Result};
use wirecopy::read;

/// # Errors
/// If the file to write is one of those to read, by whatever name.
pub(crate) fn guard(matches: &ArgMatches) -> Result<()> {
    if let Some((_, inner)) = matches.subcommand() {
        return guard(inner);
    }
    let Ok(Some(output)) = matches.try_get_one::<PathBuf>("output") else { return Ok(()) };
    let Ok(place) = output.canonicalize() else { return Ok(()) };
    if !place.is_file() {
        return Ok(());
    }
    let strings = matches.try_get_many::<String>("inputs").ok().flatten();
    let inputs: Vec<String> = strings.into_iter().flatten().cloned().collect();
    let is_place = |file: &Path| file.canonicalize().is_ok_and(|file| file == place);
    let mut others = ["pairs", "rows", "gold"]
        .into_iter()
        .filter_map(|name| matches.try_get_one::<PathBuf>(name).ok().flatten());
    if others.any(|file| is_place(file)) || read::names(&inputs, &place) {
        let output = output.display();
        return Err(Error::Usage(format!(
            "--output {output}: is one of the files to read; it would be lost. Write to another file"
        )));
    }
    Ok(())
}

//! The `wirecopy` program: parses the command line, runs the verb, turns the outcome into an exit
//! code. 0 done, 1 the input was bad, 2 the command line was bad; a broken pipe is success.

mod cli;

use std::io;
use std::process::ExitCode;
use wirecopy::error::Error;

fn main() -> ExitCode {
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&error);
            ExitCode::from(if matches!(error, Error::Usage(_)) { 2 } else { 1 })
        }
    }
}

/// Whether a reader such as `head` went away: it has what it wanted.
fn is_broken_pipe(error: &Error) -> bool {
    let first: Option<&(dyn std::error::Error + 'static)> = Some(error);
    std::iter::successors(first, |error| error.source())
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

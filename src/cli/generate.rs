//! `wirecopy completions` and `wirecopy man`: made from the definition of the command line.

use super::Cli;
use super::output::Output;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::path::PathBuf;
use wirecopy::error::{Error, Result};

/// Print the completions of a shell
#[derive(Args)]
#[command(after_help = "Example:\n  \
    wirecopy completions bash > ~/.local/share/bash-completion/completions/wirecopy")]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
    #[command(flatten)]
    output: Output,
}

/// Write the man pages, one a verb, into a folder
#[derive(Args)]
#[command(after_help = "Example:\n  \
    wirecopy man ~/.local/share/man/man1 && man wirecopy-compare")]
pub(crate) struct Man {
    /// The folder; made if it is not there
    folder: PathBuf,
}

impl Completions {
    pub(crate) fn run(self) -> Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "wirecopy", &mut script);
        self.output.write(|out| out.write_all(&script))
    }
}

impl Man {
    pub(crate) fn run(self) -> Result<()> {
        std::fs::create_dir_all(&self.folder)
            .and_then(|()| clap_mangen::generate_to(Cli::command(), &self.folder))
            .map_err(|error| Error::io(&self.folder, error))
    }
}

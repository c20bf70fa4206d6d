//! `wirecopy completions` and `wirecopy man`: made from the definition of the command line.

use super::Cli;
use super::output::Output;
use anyhow::{Context, Result};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::path::PathBuf;
use wirecopy::report::atomic;

/// Print the completions of a shell
#[derive(Args)]
#[command(after_help = "Example:\n  \
    wirecopy completions bash > ~/.local/share/bash-completion/completions/wirecopy")]
pub(crate) struct Completions {
    shell: Shell,
    #[command(flatten)]
    output: Output,
}

/// Write the man pages, one a verb, into a folder
#[derive(Args)]
#[command(after_help = "Example:\n  wirecopy man ~/.local/share/man/man1")]
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
        let folder = &self.folder;
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let mut command = Cli::command();
        command.build();
        let verbs = command.get_subcommands().filter(|verb| verb.get_name() != "help");
        let pages = verbs.map(|verb| (format!("wirecopy-{}", verb.get_name()), verb.clone()));
        for (name, verb) in pages.chain([("wirecopy".to_string(), command.clone())]) {
            let mut page = Vec::new();
            clap_mangen::Man::new(verb.display_name(name.clone())).render(&mut page)?;
            atomic::write(&folder.join(format!("{name}.1")), |out| out.write_all(&page))?;
        }
        Ok(())
    }
}

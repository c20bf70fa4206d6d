//! Runs of the program, as people and scripts meet it.
//!
//! - `streams`: exit codes, what goes to stdout and stderr, colour, broken pipes, full disks
//! - `command_line`: options that are wrong or nearly right, help, completions, man pages
//! - `reading`: formats, packings, folders, globs, stdin; what cannot be read; hostile text and names
//! - `comparing`: rows, offsets, lists of pairs, matrices; threads and order change nothing
//! - `families`: passages and all their places, from texts, packs and archives
//! - `larger`: budgets of memory, archives: the bytes of a run in memory; searches, outlets
//! - `packs`: making, joining, refusing
//! - `reports`: the folder of a report, with and without words; plots
//!
//! Every test works in a folder of its own ([`Room`]).

#![allow(clippy::unwrap_used, clippy::print_stdout)] // Helpers of a test are tests.

mod command_line;
mod comparing;
mod families;
mod larger;
mod packs;
mod reading;
mod reports;
#[path = "../seeds/mod.rs"]
mod seeds;
mod streams;

use serde_json::Value;
use std::path::PathBuf;
use std::time::Duration;

/// Invented copy that two outlets print.
const WIRE: &str = "The night ferry to Lorn Island struck a drifting barge on Tuesday and lost its \
    rudder, the coast guard said. Two tugs from the naval yard reached the ship within the hour and \
    held her off the Teeth reef until dawn. None of the ninety passengers was hurt. The company has \
    cancelled all sailings until divers have looked at the hull.\n";
/// Invented copy of one outlet's own.
const OWN: &str = "Shopkeepers in the old town opened early yesterday, hoping for stranded \
    travellers, and ran out of bread before nine. The mayor promised free soup.\n";

/// An empty folder that the program runs in.
struct Room(tempfile::TempDir);

/// What a run did.
struct Run {
    args: String,
    code: Option<i32>,
    out: Vec<u8>,
    err: String,
    /// The line on stderr that says how sure the verdicts are.
    sure: String,
}

impl Room {
    /// A folder with these files.
    fn with<T: AsRef<[u8]>>(files: &[(&str, T)]) -> Room {
        let room = Room(tempfile::tempdir().unwrap());
        for (name, content) in files {
            room.put(name, content);
        }
        room
    }

    /// `a.txt` and `b.txt`, which share [`WIRE`].
    fn of_two() -> Room {
        Room::with(&[("a.txt", format!("{WIRE}\n{OWN}")), ("b.txt", WIRE.into())])
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn command(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("wirecopy");
        command.current_dir(&self.0).args(args).timeout(Duration::from_secs(60));
        command.env_remove("WIRECOPY_THREADS").env_remove("NO_COLOR");
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        self.feed(args, "")
    }

    /// Runs with `stdin`.
    fn feed(&self, args: &[&str], stdin: impl Into<Vec<u8>>) -> Run {
        let output = self.command(args).write_stdin(stdin).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        let (sure, err): (String, String) =
            err.split_inclusive('\n').partition(|line| line.contains("calibration"));
        Run { args: args.join(" "), code: output.status.code(), out: output.stdout, err, sure }
    }
}

impl Run {
    /// The run did what it should.
    #[track_caller]
    fn ok(self) -> Run {
        assert_eq!(self.code, Some(0), "{}\n{}", self.args, self.err);
        self
    }

    /// The run did what it should and had nothing to say.
    #[track_caller]
    fn silent(self) -> Run {
        assert_eq!(self.err, "", "{}", self.args);
        self.ok()
    }

    /// The run failed with this code, nothing on stdout and one line on stderr that says all of `says`.
    #[track_caller]
    fn fails(self, code: i32, says: &[&str]) {
        assert_eq!(self.code, Some(code), "{}\n{}", self.args, self.err);
        assert!(self.out.is_empty(), "{}", self.args);
        assert!(self.err.starts_with("error: "), "{}\n{}", self.args, self.err);
        if code == 1 {
            assert_eq!(self.err.lines().count(), 1, "{}\n{}", self.args, self.err);
        }
        for part in says {
            assert!(self.err.contains(part), "{}\n{}lacks {part:?}", self.args, self.err);
        }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    fn rows(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The ids of the rows.
    fn ids(&self) -> Vec<String> {
        self.rows().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// One row of JSON Lines.
fn row(id: &str, text: &str) -> String {
    serde_json::json!({"id": id, "text": text}).to_string() + "\n"
}

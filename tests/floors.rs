//! The layout holds: `lib.rs` lists the modules in dependency order, and no module imports one
//! listed below it; files stay small; the library never prints.

#![allow(clippy::unwrap_used)] // a helper that fails fails its test

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules of `lib.rs`, in order.
fn floors() -> Vec<String> {
    let lib = fs::read_to_string(source().join("lib.rs")).unwrap();
    let declared = lib.lines().map(|line| line.strip_prefix("pub ").unwrap_or(line));
    declared
        .filter_map(|line| line.strip_prefix("mod "))
        .map(|rest| rest.trim_end_matches(';').to_string())
        .collect()
}

/// Every source file, with the module it belongs to.
fn files() -> Vec<(String, PathBuf)> {
    fn walk(folder: &Path, module: Option<&str>, found: &mut Vec<(String, PathBuf)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let module = module.unwrap_or(&stem);
            if path.is_dir() {
                walk(&path, Some(module), found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push((module.to_string(), path.clone()));
            }
        }
    }
    let mut found = Vec::new();
    walk(&source(), None, &mut found);
    found.sort();
    found
}

/// The modules that a file names as `crate::module`, outside comments.
fn imports(text: &str) -> BTreeSet<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1).map(str::to_string).collect::<Vec<_>>())
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .filter(|name: &String| !name.is_empty())
        .collect()
}

#[test]
fn modules_import_only_what_stands_above_them() {
    let floors = floors();
    assert!(floors.len() > 15, "lib.rs lists its modules one a line");
    let floor = |module: &str| floors.iter().position(|name| name == module);
    let mut wrong = Vec::new();
    for (module, path) in files() {
        let Some(here) = floor(&module) else { continue };
        for import in imports(&fs::read_to_string(&path).unwrap()) {
            if floor(&import).is_some_and(|there| there > here) {
                wrong.push(format!(
                    "{} imports {import}, which stands below {module}",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_is_one_room_with_a_sign_on_the_door() {
    for (_, path) in files() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} has no header", path.display());
        let lines = text.lines().count();
        assert!(lines <= 450, "{} has {lines} lines; split it", path.display());
    }
}

#[test]
fn the_library_never_prints_and_has_no_unsafe_code() {
    for (module, path) in files() {
        let tests =
            path.ends_with("tests.rs") || path.components().any(|x| x.as_os_str() == "tests");
        if module == "main" || module == "cli" || tests {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        for word in ["println!", "eprintln!", "print!(", "dbg!"] {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn the_program_reaches_only_the_public_library() {
    for (module, path) in files() {
        let text = fs::read_to_string(&path).unwrap();
        let below = module == "main" || module == "cli";
        assert!(below || !text.contains("wirecopy::cli"), "{}", path.display());
        if module == "cli" {
            assert!(imports(&text).is_empty(), "{} names modules by `super`", path.display());
        }
    }
}

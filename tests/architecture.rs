//! The borders of the house, held by a test: who may import whom, that every file says what it is, and that nothing but
//! `cli` touches the world.
#![allow(clippy::disallowed_methods, reason = "tests read the sources")]

use std::path::{Path, PathBuf};

/// Folder or file under `src`, and the modules it may import besides itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("lang", &["source"]),
    ("diag", &["source"]),
    ("context", &["source", "diag"]),
    ("geometry", &[]),
    ("image", &[]),
    ("doc", &["source", "diag", "context", "lang", "image"]),
    ("style", &["diag", "geometry"]),
    ("front", &["source", "diag", "context", "lang", "doc"]),
    ("transform", &["source", "diag", "context", "lang", "doc", "image"]),
    ("highlight", &[]),
    ("math", &["doc"]),
    ("layout", &["source", "diag", "context", "lang", "doc", "style", "geometry", "image", "highlight", "math"]),
    ("back", &["source", "diag", "context", "lang", "doc", "style", "geometry", "image", "math", "layout"]),
];

/// Longest file, in lines without its unit tests. Past 600 a file should be split; past this it must be.
const LONGEST: usize = 800;

/// What only `cli` and `main.rs` may name.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net::Tcp",
    "std::net::Udp",
    "ToSocketAddrs",
    "std::process",
    "std::time",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
    "print!(",
    "stdin()",
    "stdout()",
    "stderr()",
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut out): (Vec<PathBuf>, _) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                out.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    out.sort();
    assert!(out.len() > 20, "the sources were found");
    out
}

/// The module of a file: `back/pdf/mod.rs` and `back/mod.rs` belong to `back`, `diag.rs` to `diag`.
fn module(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

fn is_library(file: &str) -> bool {
    !matches!(module(file), "cli" | "main")
}

/// Whether a file is compiled for tests only: the module around it says so.
fn is_for_tests(file: &str, all: &[(String, String)]) -> bool {
    let Some((folder, name)) = file.rsplit_once('/') else { return false };
    let declared = format!("#[cfg(test)]\nmod {};", name.trim_end_matches(".rs"));
    all.iter().any(|(f, text)| *f == format!("{folder}/mod.rs") && text.contains(&declared))
}

/// The code without comments and without its unit tests, which may use whatever they like.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules named right after `crate::`, groups in braces too.
fn imports(code: &str) -> Vec<String> {
    let name = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut out = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            out.push(name(rest));
            continue;
        };
        let (mut depth, mut start) = (1, true);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => start = true,
                c if start && !c.is_whitespace() => {
                    out.push(name(&group[i..]));
                    start = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    out
}

fn fail_with(findings: Vec<String>) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn modules_import_only_what_the_table_allows() {
    let mut findings = Vec::new();
    for (file, text) in sources() {
        let own = module(&file);
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(m, _)| *m == own) else {
            if !matches!(own, "lib" | "main" | "cli") {
                findings.push(format!("src/{file}: the module {own} is not in the table"));
            }
            continue;
        };
        for import in imports(&code(&text)) {
            let is_module = MAY_IMPORT.iter().any(|(m, _)| *m == import);
            if is_module && import != own && !allowed.contains(&import.as_str()) {
                findings.push(format!("src/{file}: {own} may not import {import}"));
            }
        }
    }
    fail_with(findings);
}

#[test]
fn the_reader_of_imports_sees_groups_and_paths() {
    let code = "use crate::{doc::{Block, walk}, diag, style as s};\nlet x = crate::front::by_name;\nmycrate::no";
    assert_eq!(imports(code), ["doc", "diag", "style", "front"]);
}

#[test]
fn every_file_says_what_it_is() {
    fail_with(
        sources()
            .into_iter()
            .filter(|(_, text)| !text.starts_with("//! "))
            .map(|(f, _)| format!("src/{f}: no //!"))
            .collect(),
    );
}

#[test]
fn only_the_command_line_touches_the_world() {
    let mut findings = Vec::new();
    let all = sources();
    let is_product = |file: &str| is_library(file) && !is_for_tests(file, &all);
    for (file, text) in all.iter().filter(|(f, _)| is_product(f)) {
        for (n, line) in code(text).lines().enumerate() {
            findings.extend(WORLD.iter().filter(|w| line.contains(**w)).map(|w| format!("src/{file}:{}: {w}", n + 1)));
        }
    }
    fail_with(findings);
}

#[test]
fn files_stay_short() {
    let long = |(file, text): (String, String)| {
        let lines = code(&text).lines().count();
        (lines > LONGEST).then(|| format!("src/{file}: {lines} lines; split it"))
    };
    fail_with(sources().into_iter().filter_map(long).collect());
}

#[test]
fn nothing_is_unsafe_and_nothing_is_left_to_do() {
    let mut findings = Vec::new();
    for (file, text) in sources() {
        let code = code(&text);
        for word in ["unsafe {", "unsafe fn", "todo!(", "unimplemented!(", "dbg!("] {
            if code.contains(word) {
                findings.push(format!("src/{file}: {word}"));
            }
        }
        if matches!(file.as_str(), "lib.rs" | "main.rs") && !code.contains("#![forbid(unsafe_code)]") {
            findings.push(format!("src/{file}: unsafe code is not forbidden"));
        }
    }
    fail_with(findings);
}

/// Every text file of the repository but `.ci/run`, which alone may look for what lies beside it.
fn repository() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut out): (Vec<PathBuf>, _) = (vec![root.to_path_buf()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            let made = ["target", ".git", "exports", "out", "fuzz/target", "fuzz/corpus", "fuzz/artifacts", ".ci/run"];
            if made.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                out.push((name, text));
            }
        }
    }
    assert!(out.iter().any(|(name, _)| name == "Makefile"), "the repository was found");
    out
}

#[test]
fn no_file_names_a_path_outside_the_repository() {
    let outside = [["../", "shared"].concat(), ["/wo", "rk/"].concat(), ["/ro", "ot/"].concat()];
    let mut findings = Vec::new();
    for (name, text) in repository() {
        for (n, line) in text.lines().enumerate() {
            findings.extend(outside.iter().filter(|p| line.contains(*p)).map(|p| format!("{name}:{}: {p}", n + 1)));
        }
    }
    fail_with(findings);
}

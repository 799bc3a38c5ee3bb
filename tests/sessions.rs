//! Sessions at the command line as goldens: each line of `tests/golden/sessions/*.sh` is typed in a fresh folder, and
//! `*.txt` beside it has what was said, how it ended, and which files are there afterwards.
//!
//! `tests/exits.rs` says how each way to fail ends; here every word of the messages is seen.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests use files and processes")]

#[path = "support/epub.rs"]
mod epub;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/place.rs"]
mod place;

use std::path::Path;

use place::Place;

const FOLDER: &str = "tests/golden/sessions";

/// The files of every session: those of `tests/golden/sessions/files`, and a picture.
fn prepared() -> Place {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = Place::new();
    let mut folders = vec![root.join(FOLDER).join("files")];
    let top = folders[0].clone();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match entry.is_dir() {
                true => folders.push(entry),
                false => place.write(entry.strip_prefix(&top).unwrap(), std::fs::read(&entry).unwrap()),
            }
        }
    }
    let square = std::fs::read(root.join("examples/pictures/square.png")).unwrap();
    ["square.png", "deep/square.png"].iter().for_each(|name| place.write(name, &square));
    place
}

/// The files below a folder.
fn files(place: &Place) -> Vec<String> {
    place.shell("find . -type f | sort").out().lines().map(str::to_owned).collect()
}

/// The messages, without the folder, the version and the times.
fn steady(text: &str, place: &Place) -> String {
    let folder = place.path("").to_string_lossy().trim_end_matches('/').to_owned();
    let text = text.replace(&folder, "DIR").replace(env!("CARGO_PKG_VERSION"), "VERSION");
    let lines = text.lines().map(|line| {
        let key = ["\"milliseconds\":", "\"seconds\":", "skipped, in "].iter();
        let Some(at) = key.filter_map(|key| line.find(key).map(|at| at + key.len())).next() else {
            return match line.rsplit_once(", ") {
                Some((before, took)) if took.ends_with(" ms)") => format!("{before}, N ms)"),
                _ => line.to_owned(),
            };
        };
        let rest = line[at..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | 'e' | '-'));
        format!("{}N{rest}", &line[..at])
    });
    lines.map(|line| line + "\n").collect()
}

/// The metadata of a book that an edition can state, and its contents.
fn package(place: &Place, name: &str) -> String {
    let all = steady(&epub::describe(&place.read(name)), place);
    let stated = all.lines().take_while(|line| !line.starts_with("nav ") || *line == "nav toc");
    let others = ["schema:", "spine ", "item ", "first: ", "identifier", "generator", "dcterms:modified"];
    let kept = stated.filter(|line| !others.iter().any(|other| line.contains(other)));
    kept.map(|line| format!("{name}: {line}\n")).collect()
}

fn sessions(name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(name).with_extension("sh");
    let mut all = String::new();
    for typed in std::fs::read_to_string(file).unwrap().lines().filter(|line| !line.is_empty()) {
        let place = prepared();
        let before = files(&place);
        let run = place.shell(&format!("{typed} ").replace("convert ", "$CONVERT "));
        all.push_str(&format!("$ {typed}\n{}", steady(&run.out(), &place)));
        steady(&run.err, &place).lines().for_each(|line| all.push_str(&format!("! {line}\n")));
        files(&place)
            .iter()
            .filter(|name| !before.contains(name))
            .for_each(|name| all.push_str(&format!("made {name}\n")));
        if name == "editions" {
            let books = files(&place).into_iter().filter(|name| name.ends_with(".epub"));
            books.for_each(|name| all.push_str(&package(&place, &name)));
        }
        all.push_str(&format!("ends with {}\n\n", run.code.unwrap_or(-1)));
    }
    golden::check(Path::new(FOLDER).join(name).with_extension("txt"), &all);
}

#[test]
fn conversions_say_what_is_blessed() {
    sessions("conversions");
}

#[test]
fn inspections_say_what_is_blessed() {
    sessions("inspections");
}

#[test]
fn mistakes_are_told_as_blessed() {
    sessions("mistakes");
}

#[test]
fn information_is_printed_as_blessed() {
    sessions("information");
}

#[test]
fn editions_are_bound_as_blessed() {
    sessions("editions");
}

#[test]
fn streams_answer_as_blessed() {
    sessions("streams");
}

#[test]
fn voices_are_as_loud_as_blessed() {
    sessions("voices");
}

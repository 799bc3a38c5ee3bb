//! The borders between modules, checked by tests: the imports that each module may have, a description in every file,
//! and that only `cli` touches the world.
#![allow(clippy::disallowed_methods, reason = "tests read the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folder or file under `src`, and the modules it may import in addition to itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("lang", &["source"]),
    ("diag", &["source"]),
    ("geometry", &[]),
    ("apart", &[]),
    ("image", &[]),
    ("xml", &[]),
    ("context", &["source", "diag", "lang"]),
    ("doc", &["source", "diag", "context", "image", "lang"]),
    ("style", &["diag", "geometry"]),
    ("front", &["source", "diag", "context", "doc", "lang", "image", "xml"]),
    ("transform", &["source", "diag", "context", "doc", "image", "lang"]),
    ("highlight", &["apart"]),
    ("math", &["doc"]),
    (
        "layout",
        &["source", "diag", "context", "doc", "lang", "style", "geometry", "image", "highlight", "math", "apart"],
    ),
    ("back", &["source", "diag", "context", "doc", "lang", "style", "geometry", "image", "math", "layout", "xml"]),
    ("report", &["source", "diag", "doc", "math", "back"]),
];

/// Files or folders inside a module that import each other in a circle, each with the reason. Files of a folder may
/// import the folder's own `mod.rs`, which holds their common parts. This list only shrinks.
const CIRCLES: &[(&[&str], &str)] = &[
    (
        &["back/markdown/blocks.rs", "back/markdown/table.rs"],
        "a table with block content is written as blocks, blocks hold tables",
    ),
    (
        &["front/html/content/candidates.rs", "front/html/content/carved.rs"],
        "carving is one candidate, made from what all candidates are made from",
    ),
    (
        &[
            "layout/fonts/mod.rs",
            "layout/frame.rs",
            "layout/inline.rs",
            "layout/shape/itemize.rs",
            "layout/shape/mod.rs",
            "layout/shape/opportunities.rs",
            "layout/shape/run.rs",
            "layout/shape/sums.rs",
            "layout/shape/words.rs",
        ],
        "the faces of a document keep the words that shaping has shaped with them, and a frame keeps the faces",
    ),
];

/// The folders and files inside a module, in the order in which they build on each other: each imports only from those
/// before it. Those in one group know each other; [`CIRCLES`] has the reasons.
const ROOMS: &[(&str, &[&[&str]])] = &[
    (
        "front",
        &[
            &["foreign"],
            &["unread"],
            &["shortcodes"],
            &["mojibake"],
            &["addresses"],
            &["network"],
            &["trees"],
            &["removal"],
            &["html"],
            &["feed"],
            &["embed"],
            &["text"],
            &["markdown"],
            &["notebook"],
            &["markup"],
            &["mail"],
            &["preformatted"],
            &["epub"],
            &["json"],
            &["rules"],
        ],
    ),
    (
        "front/html",
        &[
            &["dom"],
            &["clutter"],
            &["normalize"],
            &["notes"],
            &["metadata"],
            &["removals"],
            &["content"],
            &["build"],
            &["recorded"],
            &["shell"],
            &["title_block", "title_words"],
            &["pages"],
            &["own"],
            &["learn"],
        ],
    ),
    (
        "front/text",
        &[
            &["words"],
            &["weights"],
            &["model"],
            &["note_calls"],
            &["inline"],
            &["prepare"],
            &["byline"],
            &["features"],
            &["judges"],
            &["blocks"],
            &["head"],
            &["learn"],
        ],
    ),
    (
        "layout",
        &[
            &["fonts", "frame", "inline", "shape"],
            &["linebreak"],
            &["bidi"],
            &["lines"],
            &["math"],
            &["setting"],
            &["galley"],
            &["code_colours"],
            &["place"],
            &["flow"],
            &["paginate"],
            &["assemble"],
            &["furniture"],
            &["contents"],
            &["page_marks"],
            &["properties"],
            &["recolour"],
            &["cover"],
            &["impose"],
            &["audit"],
            &["dump"],
        ],
    ),
    (
        "back",
        &[
            &["lettering"],
            &["emoji"],
            &["xhtml"],
            &["pages"],
            &["tree"],
            &["json"],
            &["markdown"],
            &["html"],
            &["epub"],
            &["svg"],
            &["pdf"],
        ],
    ),
];

/// Files that import from a later folder of their module, each with the reason. This list only shrinks.
const AGAINST_THE_ORDER: &[(&str, &str, &str)] = &[];

/// Longest file, in lines without its unit tests. Past 600 a file should be split; past this it must be.
const LONGEST: usize = 800;

/// Names that only `cli` and `main.rs` may use.
const WORLD: &[&str] = &[
    "std::fs", "std::env", "std::net::Tcp", "std::net::Udp", "ToSocketAddrs", "std::process", "std::time",
    "SystemTime", "Instant::now", "println!", "eprintln!", "print!(", "stdin()", "stdout()", "stderr()",
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

/// True if a file is compiled only for tests: the module around it declares it so.
fn is_for_tests(file: &str, all: &[(String, String)]) -> bool {
    let Some((folder, name)) = file.rsplit_once('/') else { return false };
    let declared = format!("#[cfg(test)]\nmod {};", name.trim_end_matches(".rs"));
    all.iter().any(|(f, text)| *f == format!("{folder}/mod.rs") && text.contains(&declared))
}

/// The code without comments and without its unit tests, which may use any module.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules named directly after `crate::`, groups in braces too.
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

/// Every path a file names, as the parts between the colons: those of `use`, groups in braces unfolded, and those in the code.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("::") {
        let begin = rest[..at].rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |i| i + 1);
        let end = unfold(&rest[begin..], Vec::new(), &mut out);
        rest = &rest[begin + end.max(at + 2 - begin)..];
    }
    out
}

/// Reads one path, such as `crate::doc::{Block, walk::{self, Visit}}`, and returns its length in bytes.
fn unfold(text: &str, mut path: Vec<String>, out: &mut Vec<Vec<String>>) -> usize {
    let mut at = 0;
    loop {
        let word: String = text[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        at += word.len();
        path.push(word);
        if !text[at..].starts_with("::") {
            out.push(path);
            return at;
        }
        at += 2;
        if !text[at..].starts_with('{') {
            continue;
        }
        at += 1;
        loop {
            at += text[at..].len() - text[at..].trim_start_matches([' ', '\n', ',']).len();
            if text[at..].is_empty() || text[at..].starts_with('}') {
                return at + 1;
            }
            let read = unfold(&text[at..], path.clone(), out);
            at += read;
            if let Some(renamed) = text[at..].strip_prefix(" as ") {
                at += 4 + renamed.chars().take_while(|c| c.is_alphanumeric() || *c == '_').count();
            } else if read == 0 {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
    }
}

/// The path of a file's module: `back/pdf/mod.rs` is `["back", "pdf"]`.
fn module_path(file: &str) -> Vec<String> {
    let name = file.trim_end_matches(".rs");
    let name = name.strip_suffix("/mod").unwrap_or(name);
    name.split('/').filter(|part| !matches!(*part, "lib" | "main")).map(String::from).collect()
}

/// The file that a path leads into, as seen from the module `from`; `None` for other crates and for names in scope.
fn target(path: &[String], from: &[String], files: &BTreeMap<Vec<String>, String>) -> Option<Vec<String>> {
    let mut at = from.to_vec();
    let mut rest = path;
    match rest.first().map(String::as_str)? {
        "crate" => {
            at.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                at.pop();
                rest = &rest[1..];
            }
        }
        child => {
            at.push(child.to_owned());
            if !files.contains_key(&at) {
                return None;
            }
            at.pop();
        }
    }
    for part in rest {
        at.push(part.clone());
        if !files.contains_key(&at) {
            at.pop();
            break;
        }
    }
    files.contains_key(&at).then_some(at)
}

/// The import graph of the files of the library and the program, without a folder's own `mod.rs` if a file below it
/// names it.
fn import_graph() -> BTreeMap<String, BTreeSet<String>> {
    let texts: Vec<(String, String)> = sources().into_iter().filter(|(file, _)| file != "main.rs").collect();
    let files: BTreeMap<Vec<String>, String> =
        texts.iter().map(|(file, _)| (module_path(file), file.clone())).collect();
    let mut graph = BTreeMap::new();
    for (file, text) in &texts {
        let own = module_path(file);
        let targets = paths(&code(text)).into_iter().filter_map(|path| target(&path, &own, &files));
        let edges = targets.filter(|to| !own.starts_with(to)).map(|to| files[&to].clone()).collect();
        graph.insert(file.clone(), edges);
    }
    graph
}

/// All files that can be reached from a file, the file itself only through others.
fn reachable(graph: &BTreeMap<String, BTreeSet<String>>, from: &str) -> BTreeSet<String> {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![from.to_owned()]);
    while let Some(file) = waiting.pop() {
        for next in graph.get(&file).into_iter().flatten() {
            if seen.insert(next.clone()) {
                waiting.push(next.clone());
            }
        }
    }
    seen
}

/// The circles of a graph: largest sets of files that all import each other, directly or through others.
fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<String>> = graph.keys().map(|file| (file, reachable(graph, file))).collect();
    let circle = |file: &String| -> Vec<String> {
        reach[file].iter().filter(|other| reach.get(other).is_some_and(|back| back.contains(file))).cloned().collect()
    };
    graph.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
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
fn files_import_each_other_in_no_circle_but_those_listed() {
    let known: BTreeSet<Vec<String>> =
        CIRCLES.iter().map(|(files, _)| files.iter().map(|file| (*file).to_owned()).collect()).collect();
    let found = circles(&import_graph());
    let new = found.difference(&known).map(|circle| format!("a circle that is not listed: {}", circle.join(" ")));
    let gone =
        known.difference(&found).map(|circle| format!("no circle any more, strike it out: {}", circle.join(" ")));
    fail_with(new.chain(gone).collect());
}

/// The folder or file inside a module that a file belongs to: `html` of `front/html/dom/mod.rs` in `front`, `dom` in
/// `front/html`.
fn room<'a>(file: &'a str, module: &str) -> Option<&'a str> {
    let inside = file.strip_prefix(module)?.strip_prefix('/')?;
    let name = inside.split('/').next()?.trim_end_matches(".rs");
    (name != "mod").then_some(name)
}

#[test]
fn rooms_import_only_from_rooms_before_them() {
    let (mut findings, mut used) = (Vec::new(), BTreeSet::new());
    for (file, imported) in import_graph() {
        for (module, order) in ROOMS {
            let Some(own) = room(&file, module) else { continue };
            let place = |room: &str| order.iter().position(|together| together.contains(&room));
            let Some(at) = place(own) else {
                findings.push(format!("src/{file}: the room {own} of {module} has no place in the order"));
                continue;
            };
            for other in &imported {
                let Some(theirs) = room(other, module) else { continue };
                if place(theirs).is_none_or(|before| before <= at) {
                    continue;
                }
                match AGAINST_THE_ORDER.iter().find(|(from, to, _)| *from == file && to == other) {
                    Some(listed) => _ = used.insert(listed.0),
                    None => findings.push(format!("src/{file}: {own} may not import {other}, which comes later")),
                }
            }
        }
    }
    let stale = AGAINST_THE_ORDER.iter().filter(|(from, ..)| !used.contains(from));
    findings.extend(stale.map(|(from, to, _)| format!("{from} imports {to} no more, strike it out")));
    fail_with(findings);
}

#[test]
fn names_are_imported_one_by_one() {
    let mut findings = Vec::new();
    for (file, text) in sources() {
        for line in code(&text).lines().filter(|line| line.starts_with("use ") || line.starts_with("pub use ")) {
            if line.ends_with("::*;") && !line.contains("prelude") {
                findings.push(format!("src/{file}: {line}"));
            }
        }
    }
    fail_with(findings);
}

#[test]
fn the_detector_of_circles_finds_them() {
    let edges = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("e", "e")];
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in edges {
        graph.entry(from.into()).or_default().insert(to.into());
        graph.entry(to.into()).or_default();
    }
    let found: Vec<String> = circles(&graph).iter().map(|circle| circle.concat()).collect();
    assert_eq!(found, ["abc", "e"]);
    let all = paths("use crate::doc::{Block, walk::{self, Visit as V}};\nlet x = super::notes::find(a);\nb::C");
    let all: Vec<String> = all.iter().map(|path| path.join("/")).collect();
    assert_eq!(all, ["crate/doc/Block", "crate/doc/walk/self", "crate/doc/walk/Visit", "super/notes/find", "b/C"]);
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

/// Every text file of the repository but `.ci/run`, the only file that may look for paths outside it.
fn repository() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut out): (Vec<PathBuf>, _) = (vec![root.to_path_buf()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            let made = ["target", ".git", "exports", "out", "fuzz/target", "fuzz/corpus", "fuzz/artifacts", ".ci/run"];
            let made = [made.as_slice(), &["web/dist", "web/tests/node_modules"]].concat();
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

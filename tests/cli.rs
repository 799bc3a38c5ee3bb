//! The promises of the command line: names, formats, exit codes, batches, streams. Faults are provoked in `faults.rs`.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests use files, clocks and processes")]

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::time::Duration;

#[path = "support/epub.rs"]
mod epub;
#[path = "support/place.rs"]
mod place;

use place::{Place, STORY};

// ---- names, formats, places

#[test]
fn an_article_becomes_a_pdf_beside_it_in_silence() {
    let place = Place::with(&[("story.md", STORY)]);
    let run = place.run(["story.md"]).quiet();
    assert!(run.out.is_empty());
    assert!(place.read("story.pdf").starts_with(b"%PDF-"));
    assert_eq!(place.names(), ["story.md", "story.pdf"]);
}

#[test]
fn somebody_elses_file_is_overwritten_only_with_force() {
    let place = Place::with(&[("story.md", STORY), ("story.pdf", "mine")]);
    place.run(["story.md"]).fails(2, &["story.pdf", "--force"]);
    assert_eq!(place.text("story.pdf"), "mine");
    place.run(["story.md", "--force"]).quiet();
    assert!(place.read("story.pdf").starts_with(b"%PDF-"));
}

#[test]
fn formats_follow_to_or_the_name_of_the_output() {
    let place = Place::with(&[("a.md", STORY)]);
    place.run(["a.md", "--to", "tree,json,md", "-o", "out/"]).quiet();
    assert!(place.text("out/a.tree").starts_with("document\n"));
    assert!(place.text("out/a.json").contains("pandoc-api-version"));
    assert!(place.text("out/a.md").contains("The second one."));
    place.run(["a.md", "-o", "b.tree"]).quiet();
    assert_eq!(place.text("b.tree"), place.text("out/a.tree"));
    place.run(["a.md", "--to", "tree,json", "-o", "c.json"]).quiet();
    assert_eq!(place.text("c.tree"), place.text("b.tree"));
}

#[test]
fn standard_input_and_output_are_a_hyphen() {
    let place = Place::with(&[("a.md", STORY)]);
    let file = place.run(["a.md", "--to", "tree", "-o", "-"]).quiet();
    let pipe = place.piped(&["-", "--from", "markdown", "--to", "tree"], STORY.as_bytes()).quiet();
    assert_eq!(file.out(), pipe.out());
    assert_eq!(place.names(), ["a.md"]);
}

#[test]
fn content_tells_the_format_where_the_name_does_not() {
    let html = "<!DOCTYPE html><html><body><article><h1>Title</h1><p>Some words of a page.</p></article></body></html>";
    let place = Place::with(&[("page", html)]);
    let run = place.run(["inspect", "page", "--json"]).quiet();
    let view: serde_json::Value = serde_json::from_slice(&run.out).unwrap();
    assert_eq!((view["kind"].as_str(), view["told_by"].as_str()), (Some("html"), Some("told by its content")));
}

#[test]
fn pictures_out_of_many_articles_lie_in_one_folder() {
    let page = |colour: &str| {
        let drawn = format!(
            "%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9' fill='{colour}'/%3E%3C/svg%3E"
        );
        format!("# {colour}\n\nSome words before it.\n\n![A square](<data:image/svg+xml,{drawn}>)\n")
    };
    let place = Place::with(&[("red.md", &page("red")), ("blue.md", &page("blue")), ("again.md", &page("red"))]);
    place.run(["red.md", "blue.md", "again.md", "--to", "md", "-o", "out/"]).quiet();
    let names = || std::fs::read_dir(place.path("out")).unwrap().map(|e| e.unwrap().file_name());
    let drawings = names().filter(|name| name.to_string_lossy().ends_with(".svg")).count();
    assert_eq!((names().count(), drawings), (5, 2), "{:?}", names().collect::<Vec<_>>());
    for (article, colour) in [("red", "red"), ("blue", "blue"), ("again", "red")] {
        let text = place.text(format!("out/{article}.md"));
        let (_, name) = text.split_once("](").unwrap();
        let drawing = place.text(format!("out/{}", name.split(')').next().unwrap()));
        assert!(drawing.contains(&format!("fill='{colour}'")), "{article}: {drawing}");
    }
}

#[test]
fn pictures_of_one_name_from_two_folders_are_kept_apart() {
    let drawing = |colour: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='{colour}'/></svg>"
        )
    };
    let place = Place::new();
    for colour in ["red", "blue"] {
        place.write(format!("{colour}/the plan.svg"), drawing(colour));
        let article = format!("# {colour}\n\nSome words before it.\n\n![A plan](the%20plan.svg)\n");
        place.write(format!("{colour}/{colour}.markdown"), article);
    }
    let picture = |article: &str| {
        let text = place.text(format!("out/{article}.md"));
        let (_, address) = text.split_once("](").unwrap();
        address.split(')').next().unwrap().trim_matches(['<', '>']).to_owned()
    };
    // A single folder keeps the names that its articles use, and a file gets the name for which readers of Markdown
    // search.
    place.run(["red/red.markdown", "--to", "md", "-o", "out/"]).quiet();
    assert_eq!((picture("red").as_str(), place.text("out/the plan.svg")), ("the%20plan.svg", drawing("red")));
    std::fs::remove_dir_all(place.path("out")).unwrap();
    place.run(["red/red.markdown", "blue/blue.markdown", "--to", "md", "-o", "out/"]).quiet();
    for colour in ["red", "blue"] {
        assert_eq!(picture(colour), format!("{colour}/the plan.svg"));
        assert_eq!(place.text(format!("out/{colour}/the plan.svg")), drawing(colour));
    }
    // A run that remakes only one article uses the picture names of the whole call.
    std::fs::remove_file(place.path("out/blue.md")).unwrap();
    place.run(["red/red.markdown", "blue/blue.markdown", "--to", "md", "-o", "out/", "--changed"]).quiet();
    assert_eq!(picture("blue"), "blue/the plan.svg");
    assert!(!place.path("out/the plan.svg").exists());
    // Articles that are made in their own folder need no folder for pictures.
    place.run(["red/red.markdown", "blue/blue.markdown", "--to", "md", "-o", "red/"]).quiet();
    assert!(place.path("red/blue/the plan.svg").is_file() && !place.path("red/red").exists());
}

#[test]
fn odd_names_work_and_are_shown_safely() {
    let place = Place::new();
    let names: [&[u8]; 5] = [b"-rf.md", b"with space.md", b"line\nbreak.md", b"caf\xe9.md", b"\xe2\x80\xaetxt.md"];
    for name in names {
        place.write(OsStr::from_bytes(name), STORY);
        let run = place.run([OsStr::from_bytes(name), OsStr::new("--to"), OsStr::new("tree"), OsStr::new("-v")]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.err.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{:?}", run.err);
        let output = [&name[..name.len() - 2], b"tree"].concat();
        assert!(place.path(OsStr::from_bytes(&output)).is_file(), "{output:?}");
    }
    let missing = OsStr::from_bytes(b"no\x1b[2Jthing\xff.md");
    place.run([missing]).fails(1, &["no\\u{1b}[2Jthing\\xFF.md"]);
}

// ---- wrong usage: exit code 2, before any work

#[test]
fn mistakes_are_told_with_the_nearest_choice_before_any_work() {
    let place = Place::with(&[("a.md", STORY), ("bad.yaml", "extends: article\npaeg: {}\n")]);
    let cases: &[(&[&str], &[&str])] = &[
        (&["a.md", "--to", "pfd"], &["no output format pfd", "pdf"]),
        (&["a.md", "--from", "markdwon"], &["no input format", "Did you mean markdown?"]),
        (&["a.md", "--font", "No Such Family"], &["No Such Family", "serif, sans or mono"]),
        (&["a.md", "--size", "banana"], &["banana", "small, normal, large"]),
        (&["a.md", "--style", "artcle"], &["artcle", "article"]),
        (&["a.md", "--style", "bad.yaml"], &["bad.yaml:2:", "paeg", "page"]),
        (&["a.md", "--lang", "not a language"], &["language tag", "en-GB"]),
        (&["a.md", "--limit", "pixel=3"], &["limit", "pixels"]),
        (&["a.md", "--allow-dir", "nowhere"], &["nowhere"]),
        (&["a.md", "--cover", "nowhere.png"], &["nowhere.png"]),
        (&["a.md", "--standard", "rnib-claer"], &["rnib-clear"]),
        (&["a.md", "--print", "ofset"], &["offset"]),
        (&["a.md", "--colour", "red"], &["--colour"]),
        (&["a.md", "-o", "nowhere/a.pdf"], &["no folder nowhere", "mkdir"]),
        (&["a.md", "bad.yaml", "-o", "one.pdf"], &["one file one.pdf", "--edition"]),
        (&["a.md", "bad.yaml", "-o", "-"], &["Standard output takes one output"]),
        (&[], &["No article was named"]),
    ];
    for (args, words) in cases {
        place.run(*args).fails(2, words);
    }
    assert_eq!(place.names(), ["a.md", "bad.yaml"]);
}

#[test]
fn mistakes_in_styles_are_told_with_their_place() {
    let place = Place::with(&[("a.md", "# A\n\nText.\n")]);
    for (yaml, words) in [
        ("name: x\nsizes:\n  normal:\n    bodi: 12\n", "s.yaml:4:5: `bodi` is not a key of styles."),
        ("name: x\nextends: artcle\n", "s.yaml:2:10: It extends `artcle`"),
        ("name: x\npage: {paper: a44}\n", "s.yaml:2:15: There is no paper named `a44`."),
        ("name: x\nsize: huuge\n", "s.yaml:2:7: There is no size named `huuge`."),
        ("name: x\nsizes:\n  tiny: {body: 7}\n", "s.yaml:3:3: The size `tiny` does not say"),
        ("name: x\nsizes:\n  normal: {body: -3}\n", "s.yaml:3:3: The size `normal` has -3 as `body`."),
        ("name: x\nname: y\n", "s.yaml:2:1: The style cannot be read: duplicate mapping key: name."),
    ] {
        place.write("s.yaml", yaml);
        place.run(["a.md", "--style", "s.yaml"]).fails(2, &[words]);
    }
}

#[test]
fn a_size_without_pages_is_not_passed_over_in_silence() {
    let place = Place::with(&[("a.md", "# A\n\nText.\n")]);
    for to in ["epub", "md"] {
        let output = place.command().args(["a.md", "--to", to, "-o", "out/", "--force", "--size", "large"]).output();
        let said = String::from_utf8(output.unwrap().stderr).unwrap();
        assert!(said.contains("--size changes nothing here"), "{to}: {said}");
    }
    place.run(["a.md", "--to", "pdf,md", "-o", "out/", "--force", "--size", "large"]).quiet();
}

#[test]
fn a_style_that_breaks_a_guideline_is_told_so() {
    let words = "Words that fill a line and a few more lines of text after it. ".repeat(30);
    let text = format!("# Title\n\n{words}\n\n## Section\n\n{words}\n\n{words}\n");
    let place = Place::with(&[("a.md", &text)]);
    place.write("small-heads.yaml", "name: x\nsizes:\n  x-large: {headings: [19, 18, 18]}\n");
    place.write("narrow.yaml", "name: x\nsizes:\n  x-large: {leading: 21}\n");
    let unmet = |args: &[&str]| -> Vec<String> {
        let all = [&["a.md", "-o", "a.pdf", "--force", "--report", "json"], args].concat();
        let run = place.command().args(all).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let rules = report["articles"][0]["reports"][0]["rules"].as_array().unwrap().clone();
        rules.iter().filter(|r| r["met"] == false).map(|r| r["rule"].as_str().unwrap().to_owned()).collect()
    };
    for standard in ["rnib-clear", "ukaaf-large", "acb", "aph", "wcag-aaa"] {
        assert_eq!(unmet(&["--standard", standard]), Vec::<String>::new(), "{standard}");
    }
    assert_eq!(unmet(&["--standard", "ukaaf-large", "--paper", "letter"]), ["A4"]);
    assert_eq!(unmet(&["--standard", "aph", "--font", "serif"]), ["sans serif with distinct I, 1 and l"]);
    assert_eq!(unmet(&["--standard", "rnib-clear", "--size", "small"])[0], "body at least 12 pt (14 recommended)");
    let heads = unmet(&["--standard", "acb", "--style", "small-heads.yaml"]);
    assert!(heads.iter().any(|rule| rule == "first heading at least 22 pt"), "{heads:?}");
    assert_eq!(unmet(&["--standard", "acb", "--style", "narrow.yaml"]), Vec::<String>::new(), "leading is mended");
}

#[test]
fn inputs_that_cannot_be_read_are_told_in_a_sentence() {
    let place = Place::with(&[("empty.md", ""), ("folder/a.md", STORY)]);
    place.run(["missing.md"]).fails(1, &["There is no file missing.md."]);
    place.run(["folder", "-o", "x.pdf"]).fails(1, &["folder is a folder", "folder/*.txt"]);
    place.run(["empty.md"]).fails(1, &["empty.md is empty"]);
    place.run(["http://127.0.0.1:1/a.html", "-o", "a.pdf"]).fails(1, &["the host refuses the connection"]);
    place.run(["/dev/zero", "--limit", "input-bytes=1MB", "-o", "a.pdf"]).fails(1, &["larger than 1.0 MiB"]);
    assert_eq!(place.names(), ["empty.md", "folder"]);
}

// ---- batches

#[test]
fn one_bad_input_costs_itself_and_is_named() {
    let place = Place::with(&[("empty.md", ""), ("folder/x", "")]);
    let names: Vec<String> = (0..60).map(|n| format!("good-{n}.md")).collect();
    names.iter().for_each(|name| place.write(name, STORY));
    let args: Vec<&str> = names.iter().map(String::as_str).chain(["empty.md", "missing.md", "folder"]).collect();
    let run = place.run(args.iter().copied().chain(["--to", "tree", "-o", "out", "--report", "json", "--jobs", "4"]));
    assert_eq!(run.code, Some(1));
    let report: serde_json::Value = serde_json::from_slice(&run.out).unwrap();
    let count = |what: &str| report["summary"][what].as_u64();
    assert_eq!((count("articles"), count("outputs"), count("failed")), (Some(63), Some(60), Some(3)));
    let failed: Vec<&str> = report["articles"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|a| a["status"] == "failed")
        .filter_map(|a| a["input"].as_str())
        .collect();
    assert_eq!(failed, ["empty.md", "missing.md", "folder"]);
    assert!(run.err.contains("3 of 63 articles failed:\n  empty.md\n  missing.md\n  folder\n"), "{}", run.err);
    assert_eq!(std::fs::read_dir(place.path("out")).unwrap().count(), 60);
}

#[test]
fn batches_make_the_same_bytes_with_any_number_of_jobs() {
    let place = Place::new();
    for n in 0..12 {
        place.write(format!("{n}.md"), format!("# Title {n}\n\n{}\n", "Some words to set. ".repeat(20 * n)));
    }
    place.shell("$CONVERT *.md --to tree,md,pdf,epub -o one --jobs 1").quiet();
    place
        .shell("SOURCE_DATE_EPOCH= TZ=Asia/Tokyo LANG=de_DE.UTF-8 $CONVERT *.md --to tree,md,pdf,epub -o many --jobs 7")
        .quiet();
    place.shell("diff -r one many").quiet();
}

#[test]
fn fail_fast_stops_and_changed_skips() {
    let place = Place::with(&[("b.md", STORY), ("c.md", STORY)]);
    // Five hundred articles, so that the last is not begun even on a machine that is slow to notice the first.
    let more: Vec<String> = (0..500).map(|n| format!("x{n}.md")).collect();
    more.iter().for_each(|name| place.write(name, STORY));
    let args = ["--to", "tree", "-o", "out", "--fail-fast", "--jobs", "1"];
    let run = place.run(["missing.md"].into_iter().chain(more.iter().map(String::as_str)).chain(args));
    run.fails(1, &["missing.md", "1 of 501 articles failed", "not begun"]);
    assert!(!place.path("out/x499.tree").exists());
    place.run(["b.md", "c.md", "--to", "tree", "-o", "new", "--changed"]).quiet();
    let time = |name: &str| std::fs::metadata(place.path(name)).unwrap().modified().unwrap();
    let before = (time("new/b.tree"), time("new/c.tree"));
    std::thread::sleep(Duration::from_millis(20));
    place.write("c.md", STORY.replace("second", "next"));
    place.run(["b.md", "c.md", "--to", "tree", "-o", "new", "--changed"]).quiet();
    assert_eq!(time("new/b.tree"), before.0);
    assert!(time("new/c.tree") > before.1 && place.text("new/c.tree").contains("next"));
}

#[test]
fn verbose_says_a_line_for_each_output_and_explain_lists_remarks() {
    let place = Place::with(&[("a.md", STORY), ("b.txt", "Title\n\nBy Ann Bee\n\nSome words of the article.\n")]);
    let run = place.run(["a.md", "b.txt", "--to", "tree", "-v"]);
    assert!(run.err.contains("a.md -> a.tree (") && run.err.contains("2 outputs made, 0 skipped"), "{}", run.err);
    let plain = place.run(["a.md", "--to", "tree"]).quiet();
    assert!(plain.out.is_empty());
}

// ---- streams and editions

#[test]
fn the_stream_answers_every_line_with_the_bytes_of_a_single_run() {
    use base64::Engine as _;
    let place = Place::with(&[("a.md", STORY)]);
    place.run(["a.md", "--to", "epub,pdf,tree", "--size", "large"]).quiet();
    let lines = [
        serde_json::json!({ "id": 1, "path": "a.md", "to": ["epub", "pdf", "tree"], "options": { "size": "large" } }),
        serde_json::json!({ "id": "two", "name": "a.md", "content": STORY, "to": "tree" }),
        serde_json::json!({ "id": 3, "content": STORY, "options": { "size": "banana" } }),
        serde_json::json!({ "id": 4, "content": STORY, "colour": "red" }),
        serde_json::json!({ "id": 5, "path": "missing.md" }),
        serde_json::json!({ "id": 6, "path": "a.md", "to": "json", "output": "out/" }),
    ];
    let input: String = lines.iter().map(|l| format!("{l}\n")).collect::<String>() + "\nno json\n";
    let run = place.piped(&["--stream", "--jobs", "2"], input.as_bytes()).quiet();
    let answers: Vec<serde_json::Value> = run.out().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(answers.len(), 7);
    let of = |id: serde_json::Value| answers.iter().find(|a| a["id"] == id).unwrap();
    let (one, two) = (of(1.into()), of("two".into()));
    let output = |format: &str| one["outputs"].as_array().unwrap().iter().find(|o| o["format"] == format).unwrap();
    let bytes = |o: &serde_json::Value| {
        base64::engine::general_purpose::STANDARD.decode(o["base64"].as_str().unwrap()).unwrap()
    };
    assert!(bytes(output("pdf")) == place.read("a.pdf"));
    assert!(bytes(output("epub")) == place.read("a.epub"), "an EPUB made beside a PDF lists its pages");
    assert_eq!(output("tree")["content"].as_str().unwrap(), place.text("a.tree"));
    assert_eq!(two["outputs"][0]["content"], output("tree")["content"]);
    assert_eq!(of(6.into())["outputs"][0]["path"], "out/a.json");
    assert!(place.path("out/a.json").is_file());
    for (id, word) in [(3, "banana"), (4, "colour"), (5, "missing.md")] {
        let answer = of(id.into());
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(answer["ok"] == false && message.contains(word), "{answer}");
    }
    assert_eq!(of(serde_json::Value::Null)["ok"], false);
}

#[test]
fn a_bad_line_of_a_stream_costs_itself_and_keeps_its_id() {
    let place = Place::new();
    let lines: [&[u8]; 9] = [
        b"garbage",
        b"\xff\xfe\0",
        b"[]",
        br#"{"id": "empty", "content": ""}"#,
        br#"{"id": "two", "content": "x", "base64": "eA=="}"#,
        br#"{"id": "nul", "path": "a\u0000b"}"#,
        br#"{"id": "unknown", "content": "x", "colour": "red"}"#,
        br#"{"id": "half", "content": "Half \ud800 of it", "to": "md"}"#,
        br#"{"id": "good", "content": "Good words", "to": "md"}"#,
    ];
    let run = place.piped(&["--stream", "--jobs", "2"], &lines.join(&b'\n')).quiet();
    let mut ids: Vec<(String, bool)> = Vec::new();
    for line in run.out().lines() {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        let ok = answer["ok"] == true;
        assert!(ok || answer["errors"][0]["message"].as_str().is_some_and(|m| m.ends_with('.')), "{answer}");
        ids.push((answer["id"].as_str().unwrap_or("-").to_owned(), ok));
    }
    ids.sort();
    let expected = ["-", "-", "-", "empty", "good", "half", "nul", "two", "unknown"]
        .map(|id| (id.into(), id == "good" || id == "half"));
    assert_eq!(ids, expected);
}

#[test]
fn editions_bind_by_title_or_by_file() {
    let place = Place::with(&[("a.md", STORY), ("b.txt", "Other Words\n\nA text of its own.\n")]);
    place.write("e.yaml", "title: Two Pieces\nsections:\n  - title: First\n    articles: [a.md]\n  - title: Second\n    articles: [b.txt]\n");
    place.run(["--edition", "Morning Reading", "a.md", "b.txt", "--to", "epub"]).quiet();
    assert!(place.read("morning-reading.epub").starts_with(b"PK"));
    place.run(["--edition", "e.yaml", "--to", "epub", "-o", "out/"]).quiet();
    assert!(place.read("out/e.epub").starts_with(b"PK"));
    place.run(["--edition", "Nothing", "--to", "epub"]).fails(2, &["no articles"]);
    place
        .run(["--edition", "X", "a.md", "--to", "epub,md"])
        .fails(2, &["cannot be made as md", "use one of pdf, epub"]);
    place.run(["--edition", "X", "a.md", "missing.md", "--to", "epub", "-o", "x.epub"]).fails(1, &["missing.md"]);
    assert!(!place.path("x.epub").exists(), "no book with a hole");
    place.write("bad.yaml", "title: X\ntitel: Y\n");
    place.run(["--edition", "bad.yaml", "a.md"]).fails(2, &["bad.yaml", "titel"]);
}

#[test]
fn each_article_of_an_edition_has_the_pictures_of_its_own_folder() {
    let drawn = |colour: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='{colour}'/></svg>"
        )
    };
    let article = format!("{STORY}\n![A square](square.svg)\n");
    let other = article.replace("A Story", "Another Story").replace("second", "last");
    let place = Place::with(&[("one/a.md", &article), ("two/b.md", &other)]);
    place.write("one/square.svg", drawn("red"));
    place.write("two/square.svg", drawn("blue"));
    place.run(["--edition", "Squares", "one/a.md", "two/b.md", "--to", "epub", "-o", "e.epub"]).quiet();
    let files = epub::files(&place.read("e.epub"));
    let drawings: String = files
        .iter()
        .filter(|(name, _)| name.ends_with(".svg"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    assert!(drawings.contains("red") && drawings.contains("blue"), "{drawings}");
}

/// The package document of a book.
fn package(book: &[u8]) -> String {
    let files = epub::files(book);
    let (_, bytes) = files.iter().find(|(name, _)| name.ends_with(".opf")).expect("a package document");
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn front_matter_names_the_article_for_libraries() {
    for (stated, named) in [("doi: 10.1000/x", "doi:10.1000/x"), ("isbn: 9780000000002", "urn:isbn:9780000000002")] {
        let place = Place::with(&[("a.md", &format!("---\ntitle: A Story\n{stated}\n---\n\nWords of it.\n"))]);
        place.run(["a.md", "--to", "epub"]).quiet();
        let book = package(&place.read("a.epub"));
        assert!(book.contains(named), "{named}: {book}");
    }
}

#[test]
fn an_edition_file_describes_its_book() {
    let place = Place::with(&[("a.md", STORY)]);
    place.write(
        "e.yaml",
        "title: Two Pieces\ndescription: What the tide left.\nlanguage: de\nidentifier: urn:isbn:9780000000002\nsections:\n  - title: First\n    articles: [a.md]\n",
    );
    place.run(["--edition", "e.yaml", "--to", "epub", "-o", "e.epub"]).quiet();
    let book = package(&place.read("e.epub"));
    for stated in ["What the tide left.", "Two Pieces", "9780000000002", ">de<"] {
        assert!(book.contains(stated), "{stated}: {book}");
    }
}

#[test]
fn mistakes_in_an_edition_file_have_their_line_and_a_hint() {
    let place = Place::with(&[("a.md", STORY)]);
    let cases = [
        ("title: X\nsektions: []\n", "bad.yaml:2:1", "Did you mean `sections`?"),
        ("title: X\nsections:\n  - titel: A\n    articles: [a.md]\n", "bad.yaml:3:5", "Did you mean `title`?"),
        ("title: X\ndate: tomorrow\narticles: [a.md]\n", "bad.yaml:2: tomorrow is not a date", "2026-03-14"),
        ("title: X\nlanguage: plain English\narticles: [a.md]\n", "bad.yaml:2", "BCP 47"),
        ("title: X\narticles: [a.md]\ncover: lost.png\n", "bad.yaml:3", "PNG"),
        ("title: [X\n", "bad.yaml:1", "`title` must be a word or a line of text"),
        ("title: X\narticles: a.md\n", "bad.yaml:2", "`articles` must be a list: [a.md]."),
        ("subtitle: X\n", "no title", "`title:`"),
    ];
    for (yaml, where_, hint) in cases {
        place.write("bad.yaml", yaml);
        place.run(["--edition", "bad.yaml", "--to", "epub", "-o", "x.epub"]).fails(2, &[where_, hint]);
    }
    // A missing article ends the edition as one of the command line does.
    place.write("bad.yaml", "title: X\narticles:\n  - a.md\n  - lost.md\n");
    place
        .run(["--edition", "bad.yaml", "--to", "epub", "-o", "x.epub"])
        .fails(1, &["bad.yaml:4: There is no file lost.md", "beside the edition file"]);
}

// ---- the program about itself

#[test]
fn help_manual_and_completions_know_every_format() {
    let place = Place::new();
    let short = place.run(["-h"]).quiet().out();
    let long = place.run(["--help"]).quiet().out();
    assert!(short.len() < long.len() && short.contains("Examples:") && long.contains("--edition \"Morning Reading\""));
    let manual = place.run(["--man"]).quiet().out();
    for back in offprint::back::BACK_ENDS {
        assert!(short.contains(back.name()) && manual.contains(back.name()), "{}", back.name());
    }
    for front in offprint::front::FRONT_ENDS {
        assert!(short.contains(front.name()), "{}", front.name());
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(place.run(["--completions", shell]).quiet().out().contains("edition"), "{shell}");
    }
    assert!(place.run(["--licences"]).quiet().out().contains("SIL OPEN FONT LICENSE"));
    assert!(place.run(["--list-styles"]).quiet().out().contains("newspaper"));
    assert!(place.run(["--show-style", "--size", "large"]).quiet().out().contains("size: large"));
    assert!(place.run(["--version"]).quiet().out().starts_with("convert "));
}

#[test]
fn the_manual_describes_every_option_and_names_no_page_that_is_not_there() {
    let place = Place::new();
    let manual = place.run(["--man"]).quiet().out();
    assert!(!manual.contains("inspect(1)") && manual.contains(".SH INSPECT"));
    let mut lines = manual.lines();
    while let Some(line) = lines.next() {
        if line == ".TP" {
            let (option, about) = (lines.next().unwrap_or(""), lines.next().unwrap_or("."));
            assert!(!about.starts_with('.'), "{option} has no description");
        }
    }
}

#[test]
fn a_folder_is_exported_by_the_script_with_sizes_and_all_formats() {
    let place = Place::with(&[("in/a.md", STORY), ("in/a.txt", STORY), ("in/b c.rst", "Title\n=====\n\nWords.\n")]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/export.sh");
    let export = |sizes: &str, formats: &str| {
        place.shell(&format!("sh {script} \"$CONVERT\" in out '{sizes}' '{formats}' --jobs 1"))
    };
    let run = export("normal large", "svg tree").quiet();
    assert_eq!(run.out(), "3 articles of in/ are up to date in out/\n");
    for name in ["normal/a.svg", "large/a.svg", "large/b c.svg", "a.tree", "a-md.tree", "b c.tree"] {
        assert!(place.path("out").join(name).is_file(), "{name}");
    }
    std::fs::remove_dir_all(place.path("out")).unwrap();
    assert_ne!(export("lage", "svg").code, Some(0));
    assert!(!place.path("out").exists(), "no folder is left");
}

#[test]
fn each_format_is_one_line_of_the_help() {
    let place = Place::new();
    let long = place.run(["--help"]).quiet().out();
    for begins in ["--to <FORMATS>", "--from <FORMAT>"] {
        let list = long.split(begins).nth(1).unwrap();
        let rows: Vec<&str> = list.lines().skip(2).take_while(|line| !line.trim().is_empty()).collect();
        assert!(rows.len() > 5, "{rows:?}");
        for row in rows {
            let about = row.get(23..).unwrap_or("");
            assert!(about.len() > 10 && !about.starts_with(' '), "wrapped, so shorten what it says: {row}");
        }
    }
}

#[test]
fn inspect_shows_what_was_understood() {
    let place = Place::with(&[(
        "a.md",
        "---\ntitle: A Title\nauthor: Ann Bee\nlang: en-GB\n---\n\n## Part\n\nFive words of an article.\n",
    )]);
    let text = place.run(["inspect", "a.md"]).quiet().out();
    for word in ["A Title", "Ann Bee", "en-GB", "1 paragraph", "1 heading", "Part", "UTF-8"] {
        assert!(text.contains(word), "{word} is not in:\n{text}");
    }
    let view: serde_json::Value =
        serde_json::from_slice(&place.run(["inspect", "a.md", "--json"]).quiet().out).unwrap();
    assert_eq!((view["title"].as_str(), view["words"].as_u64()), (Some("A Title"), Some(8)));
    place.run(["inspect", "missing.md"]).fails(1, &["missing.md"]);
}

// ---- metadata from the user

#[test]
fn options_put_wrong_metadata_right_in_every_format() {
    let page = "<html lang='de'><title>Wrong</title><meta name=author content='Nobody Else'><body><article><h1>Wrong</h1>\
                <p>The ferry had been tied up at the north pier since early morning, and nobody knew why.</p></article>";
    let mail =
        "From: Nobody Else <n@a.example>\nSubject: Wrong\nMIME-Version: 1.0\nContent-Type: text/plain\n\nThe ferry.\n";
    let place = Place::with(&[("a.md", STORY), ("a.html", page), ("a.eml", mail), ("a.txt", "Wrong\n\nThe ferry.\n")]);
    let said = [
        "--title",
        "The ferry",
        "--author",
        "Ada Marsh",
        "--author",
        "Bo Lund",
        "--date",
        "2024-03-05",
        "--source",
        "https://a.example/ferry",
        "--lang",
        "en-GB",
    ];
    for name in ["a.md", "a.html", "a.eml", "a.txt"] {
        let tree = place.run([&[name, "--to", "tree", "-o", "-"], &said[..]].concat()).quiet().out();
        for line in [
            "author \"Ada Marsh\"",
            "author \"Bo Lund\"",
            "published \"2024-03-05\"",
            "language \"en-GB\"",
            "source \"https://a.example/ferry\"",
        ] {
            assert!(tree.contains(line), "{name}: {line}\n{tree}");
        }
        assert!(tree.contains("The ferry") && !tree.contains("Nobody Else"), "{name}\n{tree}");
    }
    place.run(["a.md", "--date", "yesterday"]).fails(2, &["yesterday is not a date", "2026-03-14"]);
    place.run(["a.md", "--source", "here"]).fails(2, &["here is not an address"]);
}

#[test]
fn an_edition_file_corrects_its_articles_and_an_article_twice_is_told() {
    let place = Place::with(&[("a.md", STORY), ("b.txt", "Other Words\n\nA text of its own.\n")]);
    place.write(
        "e.yaml",
        "title: Two\narticles:\n  - a.md\n  - {file: b.txt, title: Put Right, author: Ada Marsh, date: 2024-03-05, lang: fr}\n",
    );
    place.run(["--edition", "e.yaml", "--to", "epub", "-o", "e.epub"]).quiet();
    let again = place.run(["e.epub", "--to", "tree", "-o", "-"]).quiet().out();
    assert!(again.contains("Put Right") && again.contains("Ada Marsh"), "{again}");
    place.write("bad.yaml", "title: X\narticles: [{file: a.md, date: soon}]\n");
    place
        .run(["--edition", "bad.yaml", "--to", "epub", "-o", "x.epub"])
        .fails(2, &["bad.yaml:2", "soon is not a date"]);
    let twice = place.run(["--edition", "X", "a.md", "b.txt", "a.md", "--to", "epub", "-o", "t.epub"]);
    assert_eq!((twice.code, twice.err.matches("is in the edition twice").count()), (Some(0), 1), "{}", twice.err);
}

//! What the command line promises, provoked for real: the fault table of the README, exit codes, names, batches, streams.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests use files, clocks and processes")]

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const BIN: &str = env!("CARGO_BIN_EXE_convert");
const STORY: &str = "# A Story\n\nThe first paragraph of it, with *words*.\n\nThe second one.\n";

/// A folder to work in, and the program run there.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let place = Place::new();
        files.iter().for_each(|(name, text)| place.write(name, text));
        place
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: impl AsRef<Path>) -> Vec<u8> {
        let path = self.path(name);
        std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    fn text(&self, name: impl AsRef<Path>) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(BIN);
        command.current_dir(self.0.path()).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
        command
    }

    fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        Run::of(self.command().args(args).output().unwrap())
    }

    fn shell(&self, script: &str) -> Run {
        let mut command = Command::new("sh");
        command.current_dir(self.0.path()).env("CONVERT", BIN).args(["-c", script]).stdin(Stdio::null());
        Run::of(command.output().unwrap())
    }

    fn piped(&self, args: &[&str], input: &[u8]) -> Run {
        let mut command = self.command();
        let mut child =
            command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let run = Run::of(child.wait_with_output().unwrap());
        writer.join().unwrap();
        run
    }

    /// The names of everything here, sorted.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// How a run ended.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: Vec<u8>,
    err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let err = String::from_utf8(output.stderr).expect("messages are UTF-8");
        Run { code: output.status.code(), out: output.stdout, err }
    }

    /// The run went well and said nothing.
    #[track_caller]
    fn quiet(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""));
        self
    }

    /// The run failed with that code and said all of that.
    #[track_caller]
    fn fails(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in:\n{}", self.err);
        }
        let calm = self.err.chars().all(|c| c == '\n' || !c.is_control());
        assert!(calm, "messages hold no control characters: {:?}", self.err);
        self
    }

    fn out(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }
}

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
fn inputs_that_cannot_be_read_are_told_in_a_sentence() {
    let place = Place::with(&[("empty.md", ""), ("folder/a.md", STORY)]);
    place.run(["missing.md"]).fails(1, &["There is no file missing.md."]);
    place.run(["folder", "-o", "x.pdf"]).fails(1, &["folder is a folder", "folder/*.txt"]);
    place.run(["empty.md"]).fails(1, &["empty.md is empty"]);
    place.run(["https://example.org/a.html", "-o", "a.pdf"]).fails(1, &["nothing is fetched"]);
    place.run(["/dev/zero", "--limit", "input-bytes=1MB", "-o", "a.pdf"]).fails(1, &["larger than 1.0 MiB"]);
    assert_eq!(place.names(), ["empty.md", "folder"]);
}

// ---- nothing is overwritten by accident

#[test]
fn an_input_is_never_overwritten_under_any_name() {
    let place = Place::with(&[("a.md", STORY)]);
    std::fs::hard_link(place.path("a.md"), place.path("hard.md")).unwrap();
    std::os::unix::fs::symlink("a.md", place.path("soft.md")).unwrap();
    for output in ["a.md", "./a.md", "hard.md", "soft.md"] {
        place.run(["a.md", "-o", output, "--force"]).fails(2, &["would overwrite the input"]);
    }
    place.run(["a.md", "--to", "md"]).fails(2, &["would overwrite the input"]);
    assert_eq!(place.text("a.md"), STORY);
}

#[test]
fn two_inputs_never_share_an_output() {
    let place = Place::with(&[("x/a.md", STORY), ("y/a.txt", "Other words.")]);
    std::os::unix::fs::symlink("x", place.path("z")).unwrap();
    place.run(["x/a.md", "y/a.txt", "--to", "tree", "-o", "out"]).fails(2, &["x/a.md and y/a.txt", "out/a.tree"]);
    place.write("x/a.txt", "Third");
    place.run(["x/a.md", "z/a.txt", "--to", "tree"]).fails(2, &["would both be written to"]);
}

#[test]
fn what_is_not_ours_is_kept_without_force() {
    let place =
        Place::with(&[("a.md", STORY), ("a.pdf", "%PDF-1.7 by somebody else"), ("a.tree", "trees"), ("b.md", "")]);
    std::fs::write(place.path("b.md"), STORY.replace("second", "next")).unwrap();
    for format in ["pdf", "tree"] {
        place.run(["a.md", "--to", format]).fails(2, &["exists already", "--force"]);
    }
    place.write("out/a.md", "my own notes\n");
    place.run(["a.md", "--to", "md", "-o", "out/"]).fails(1, &["out/a.md exists already", "--force"]);
    assert_eq!(place.text("out/a.md"), "my own notes\n");
    place.run(["a.md", "--to", "pdf,tree", "--force"]).quiet();
    place.run(["a.md", "--to", "md", "-o", "out/", "--force"]).quiet();
    // What is ours is made again without asking, and so is Markdown that would be the same.
    place.run(["a.md", "--to", "pdf,tree"]).quiet();
    place.run(["a.md", "--to", "md", "-o", "out/"]).quiet();
}

#[test]
fn epub_is_known_as_ours() {
    let place = Place::with(&[("a.md", STORY), ("b.epub", "PK no book")]);
    place.run(["a.md", "--to", "epub"]).quiet();
    place.run(["a.md", "--to", "epub", "--lang", "de"]).quiet();
    place.run(["a.md", "-o", "b.epub"]).fails(2, &["exists already"]);
}

#[test]
fn folders_links_and_protected_files_are_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&[("a.md", STORY), ("folder.pdf/x", ""), ("target.tree", "document\n")]);
    place.run(["a.md", "-o", "folder.pdf"]).fails(2, &["is a folder"]);
    std::os::unix::fs::symlink("target.tree", place.path("link.tree")).unwrap();
    place.run(["a.md", "-o", "link.tree"]).fails(2, &["symbolic link"]);
    std::os::unix::fs::symlink("/nonexistent/x", place.path("dangling.tree")).unwrap();
    place.run(["a.md", "-o", "dangling.tree"]).fails(2, &["symbolic link"]);
    place.write("kept.tree", "document\n");
    std::fs::set_permissions(place.path("kept.tree"), PermissionsExt::from_mode(0o444)).unwrap();
    place.run(["a.md", "-o", "kept.tree"]).fails(2, &["write-protected"]);
    assert_eq!((place.text("target.tree"), place.text("kept.tree")), ("document\n".into(), "document\n".into()));
    place.run(["a.md", "-o", "link.tree", "--force"]).quiet();
    assert_eq!(place.text("target.tree"), "document\n", "nothing is written through a link");
    place.run(["a.md", "-o", "/dev/null", "--to", "tree"]).quiet();
}

#[test]
fn new_files_have_usual_permissions_and_old_ones_keep_theirs() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&[("a.md", STORY)]);
    let mode = |name: &str| std::fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    place.shell("umask 027; $CONVERT a.md --to tree").quiet();
    assert_eq!(mode("a.tree"), 0o640);
    std::fs::set_permissions(place.path("a.tree"), PermissionsExt::from_mode(0o600)).unwrap();
    place.run(["a.md", "--to", "tree"]).quiet();
    assert_eq!(mode("a.tree"), 0o600);
}

// ---- the old file or the whole new one

/// An article whose tree takes a while to write.
fn long_story() -> String {
    "A paragraph with some words in it, and *more* of them.\n\n".repeat(4000)
}

#[test]
fn killed_at_any_moment_it_leaves_the_old_file_or_the_whole_new_one() {
    let place = Place::with(&[("a.md", &long_story())]);
    place.run(["a.md", "-o", "whole.tree"]).quiet();
    let (old, new) = (b"document\nold\n".to_vec(), place.read("whole.tree"));
    let (mut killed, mut finished) = (0, 0);
    for round in 0..40_u64 {
        place.write("a.tree", &old);
        let mut child = place.command().args(["a.md", "-o", "a.tree"]).stderr(Stdio::null()).spawn().unwrap();
        // Spread over a whole run, whatever the machine: some end before, some after.
        std::thread::sleep(Duration::from_millis(round * round / 4));
        let _ = child.kill();
        if child.wait().unwrap().success() {
            finished += 1
        } else {
            killed += 1
        }
        let now = place.read("a.tree");
        assert!(now == old || now == new, "round {round}: half a file of {} bytes", now.len());
    }
    assert!(killed > 0, "{killed} killed, {finished} finished");
    for name in place.names() {
        let known = matches!(name.as_str(), "a.md" | "a.tree" | "whole.tree");
        assert!(known || name.starts_with(".offprint-") && name.ends_with(".tmp"), "{name}");
    }
}

#[test]
fn interrupted_it_leaves_nothing_behind() {
    let place = Place::with(&[("a.md", &long_story())]);
    let inputs: Vec<String> = (0..30).map(|n| format!("{n}.md")).collect();
    inputs.iter().for_each(|name| place.write(name, long_story()));
    for (round, signal) in ["INT", "TERM", "INT", "TERM", "INT", "TERM"].iter().enumerate() {
        let mut child = place.command().args(&inputs).args(["--to", "tree", "-o", "out"]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(30 + 90 * round as u64));
        let kill = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        let status = child.wait().unwrap();
        assert!(kill.success() || status.success());
        for entry in std::fs::read_dir(place.path("out")).into_iter().flatten() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(name.ends_with(".tree"), "{name} was left behind");
        }
    }
}

#[test]
fn a_full_disk_keeps_the_old_file() {
    let place = Place::with(&[("a.md", &long_story()), ("a.tree", "document\nold\n")]);
    let script = "ulimit -f 8; exec $CONVERT a.md -o a.tree";
    place.shell(script).fails(1, &["a.tree could not be written", "file too large", "nothing half-written"]);
    assert_eq!(place.text("a.tree"), "document\nold\n");
    assert_eq!(place.names(), ["a.md", "a.tree"]);
    place.shell("$CONVERT a.md --to tree -o - > /dev/full").fails(1, &["Standard output could not be written"]);
}

/// A real file system of 200 KiB; only the superuser may mount one, so elsewhere the test of `ulimit` must do.
#[test]
fn a_full_file_system_keeps_the_old_file() {
    let place = Place::with(&[("a.md", &long_story()), ("small/keep", "")]);
    if !place.shell("mount -t tmpfs -o size=200k none small 2>/dev/null").code.is_some_and(|c| c == 0) {
        return;
    }
    place.write("small/a.tree", "document\nold\n");
    let run = place.run(["a.md", "-o", "small/a.tree"]);
    let (text, names) = (place.text("small/a.tree"), place.shell("ls -A small").out());
    assert!(place.shell("umount small").code == Some(0));
    run.fails(1, &["small/a.tree could not be written", "no space left"]);
    assert_eq!((text.as_str(), names.as_str()), ("document\nold\n", "a.tree\n"));
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let place = Place::with(&[("a.md", &long_story())]);
    let mut child = place.command();
    let mut child =
        child.args(["a.md", "--to", "tree", "-o", "-"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 8];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    Run::of(child.wait_with_output().unwrap()).quiet();
    let closed = place.shell("$CONVERT a.md --to tree -v --force 2>&-");
    assert_eq!(closed.code, Some(0), "a closed standard error is no fault either");
}

// ---- what a stranger's article may do: nothing

const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1,
    0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn assets(place: &Place, args: &[&str]) -> (usize, String) {
    let run = place.run([&["--to", "tree", "-o", "-", "-v"], args].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    (run.out().matches("\n  asset ").count(), run.err)
}

#[test]
fn pictures_from_outside_the_folder_are_refused_unless_allowed() {
    let place = Place::new();
    place.write("secret/pixel.png", PIXEL);
    place.write("own/img/pixel.png", PIXEL);
    std::os::unix::fs::symlink("../secret", place.path("own/way-out")).unwrap();
    let absolute = place.path("secret/pixel.png").canonicalize().unwrap().display().to_string();
    place.write("own/fine.md", "![a picture](img/pixel.png)\n");
    assert_eq!(assets(&place, &["own/fine.md"]).0, 1);
    let names = [
        "../secret/pixel.png",
        "img/../../secret/pixel.png",
        "%2e%2e/secret/pixel.png",
        "way-out/pixel.png",
        &absolute,
    ];
    for name in names.iter().map(ToString::to_string).chain([format!("file://{absolute}")]) {
        place.write("own/a.md", format!("Words.\n\n![a picture](<{name}>)\n"));
        let (loaded, said) = assets(&place, &["own/a.md"]);
        assert!(loaded == 0 && said.contains("outside"), "{name}: {loaded}\n{said}");
        let (loaded, said) = assets(&place, &["own/a.md", "--allow-dir", "secret"]);
        assert_eq!(loaded, 1, "{name}: {said}");
    }
}

#[test]
fn nothing_is_ever_fetched() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let at = format!("http://{}/x", listener.local_addr().unwrap());
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>\
        <image xlink:href='{at}.png' width='9' height='9'/></svg>"
    );
    let html = format!(
        "<html><head><link rel=stylesheet href='{at}.css'><script src='{at}.js'></script></head><body><article>\
        <h1>Title</h1><p>Some words in a page that is long enough to be taken for one.</p><img src='{at}.png' alt='far'>\
        <iframe src='{at}.html'></iframe><object data='{at}.swf'></object><p>More words follow here.</p></article></body></html>"
    );
    let md = format!("Words ![far]({at}.png)\n\n![](drawn.svg)\n");
    let place = Place::with(&[("a.html", &html), ("b.md", &md), ("drawn.svg", &svg)]);
    let run = place.run(["a.html", "b.md", "--to", "pdf,epub,md", "-o", "out", "--explain"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(listener.accept().is_err(), "somebody called");
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let place = Place::new();
    let mut png = PIXEL.to_vec();
    png[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]); // 100,000 x 100,000
    place.write("bomb.png", &png);
    place.write("cut.png", &PIXEL[..50]);
    place.write("a.md", "Words.\n\n![the bomb](bomb.png)\n\n![half of one](cut.png)\n\nMore words.\n");
    let mut laughs = String::from("---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    (1..12).for_each(|n| laughs += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(",")));
    place.write("yaml.md", laughs + "---\n\nWords.\n");
    // In 3 GiB of address space, of which the stacks of workers take their part.
    let script = "ulimit -v 3000000; exec timeout 60 $CONVERT a.md yaml.md --to pdf,epub,md -o out --jobs 1 --explain";
    let run = place.shell(script);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("bomb.png"), "{}", run.err);
    assert!(place.text("out/a.md").contains("More words."));
}

#[test]
fn any_bytes_are_some_article() {
    let place = Place::new();
    let utf16: Vec<u8> = "Plain words in UTF-16\n\nand more".encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.write("wide.txt", utf16);
    place.write("legacy.txt", b"He said \x93no\x94 in a caf\xe9, and it was na\xefve.\n");
    place.write(
        "controls.txt",
        b"bell\x07 null\x00 escape\x1b[2J form\x0c override\xe2\x80\xae end, and words after it\n",
    );
    place.write("noise.txt", (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<_>>());
    for name in ["wide", "legacy", "controls", "noise"] {
        let run = place.run([&format!("{name}.txt"), "--to", "pdf,epub,md,tree", "-o", "out"]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
    }
    assert!(place.text("out/wide.tree").contains("Plain words in UTF-16"));
    assert!(place.text("out/legacy.tree").contains("café"));
    let tree = place.text("out/controls.md");
    assert!(!tree.contains(['\u{7}', '\0', '\u{1b}']), "{tree:?}");
}

#[test]
fn deep_nesting_of_any_kind_is_survived() {
    let place = Place::new();
    let n = 10_000;
    let shapes = [
        ("quotes.md", ">".repeat(n) + " deep"),
        ("lists.md", (0..500).map(|d| format!("{}- x\n", "  ".repeat(d))).collect()),
        ("brackets.md", "[".repeat(n) + "x" + &"]".repeat(n)),
        ("emphasis.md", "*a **b ".repeat(n)),
        ("divs.html", "<div>".repeat(5 * n) + "deep words"),
        ("spans.html", format!("<p>{}deep words", "<b><i>".repeat(n))),
        ("arrays.json", "[".repeat(n)),
    ];
    for (name, text) in shapes {
        place.write(name, text);
        let run = place.shell(&format!("timeout 120 $CONVERT {name} --to tree,md,epub,pdf -o out"));
        assert!(matches!(run.code, Some(0 | 1)), "{name}: {:?} {}", run.code, &run.err[..run.err.len().min(2000)]);
        assert!(!run.err.contains("mistake of ours"), "{name}: {}", run.err);
    }
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
    let run = place.run(["missing.md", "b.md", "c.md", "--to", "tree", "-o", "out", "--fail-fast", "--jobs", "1"]);
    run.fails(1, &["missing.md", "1 of 3 articles failed"]);
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
    place.run(["a.md", "--to", "pdf,tree", "--size", "large"]).quiet();
    let lines = [
        serde_json::json!({ "id": 1, "path": "a.md", "to": ["pdf", "tree"], "options": { "size": "large" } }),
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
    let pdf = base64::engine::general_purpose::STANDARD.decode(one["outputs"][0]["base64"].as_str().unwrap()).unwrap();
    assert!(pdf == place.read("a.pdf"));
    assert_eq!(one["outputs"][1]["content"].as_str().unwrap(), place.text("a.tree"));
    assert_eq!(two["outputs"][0]["content"], one["outputs"][1]["content"]);
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
fn editions_bind_by_title_or_by_file() {
    let place = Place::with(&[("a.md", STORY), ("b.txt", "Other Words\n\nA text of its own.\n")]);
    place.write("e.yaml", "title: Two Pieces\nsections:\n  - title: First\n    articles: [a.md]\n  - title: Second\n    articles: [b.txt]\n");
    place.run(["--edition", "Morning Reading", "a.md", "b.txt", "--to", "epub"]).quiet();
    assert!(place.read("morning-reading.epub").starts_with(b"PK"));
    place.run(["--edition", "e.yaml", "--to", "epub", "-o", "out/"]).quiet();
    assert!(place.read("out/e.epub").starts_with(b"PK"));
    place.run(["--edition", "Nothing", "--to", "epub"]).fails(2, &["no articles"]);
    place.run(["--edition", "X", "a.md", "missing.md", "--to", "epub", "-o", "x.epub"]).fails(1, &["missing.md"]);
    assert!(!place.path("x.epub").exists(), "no book with a hole");
    place.write("bad.yaml", "title: X\ntitel: Y\n");
    place.run(["--edition", "bad.yaml", "a.md"]).fails(2, &["bad.yaml", "titel"]);
}

// ---- what the program tells of itself

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

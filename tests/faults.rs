//! The fault table of `docs/faults.md`, row by row, each fault provoked for real. A stranger's article, a full disk, a
//! kill or a slip of the hand must not harm anybody's files.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests use files, clocks and processes")]

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

#[path = "support/place.rs"]
mod place;

use place::{Place, Run, STORY};

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
    // Our own files are remade without asking, and so is Markdown that would stay the same.
    place.run(["a.md", "--to", "pdf,tree"]).quiet();
    place.run(["a.md", "--to", "md", "-o", "out/"]).quiet();
}

#[test]
fn a_cover_beside_a_book_replaces_none_but_a_cover_of_ours() {
    let place = Place::with(&[("a.md", STORY)]);
    let book = ["a.md", "--to", "pdf", "--print", "pod", "6x9in", "cover=cream", "-o", "book.pdf", "-q"];
    place.write("book-cover.pdf", "mine");
    place.run(book).fails(1, &["book-cover.pdf exists already", "--force"]);
    assert_eq!(place.text("book-cover.pdf"), "mine");
    // By now the book belongs to the program, but the file next to it still does not.
    place.run(book).fails(1, &["book-cover.pdf exists already"]);
    assert_eq!(place.text("book-cover.pdf"), "mine");
    std::fs::remove_file(place.path("book-cover.pdf")).unwrap();
    for _ in 0..2 {
        assert_eq!(place.run(book).code, Some(0));
        assert!(place.read("book-cover.pdf").starts_with(b"%PDF-"));
    }
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

#[test]
fn half_a_json_file_is_an_error_with_its_place_and_other_json_is_shown() {
    let half = "{\"pandoc-api-version\":[1,23],\n\"blocks\":[{";
    let place = Place::with(&[("half.json", half), ("list.json", "[1, 2]"), ("a.md", STORY)]);
    let run = place.run(["half.json", "list.json", "a.md", "--to", "pages", "-o", "out/"]);
    run.fails(1, &["half.json: This is not JSON that can be read: EOF", "line 2 column", "--from text"]);
    let made = |name: &str| place.path("out").join(name).exists();
    assert_eq!(["half.pages", "list.pages", "a.pages"].map(made), [false, true, true]);
}

#[test]
fn books_that_cannot_be_opened_are_errors_and_the_rest_is_made() {
    let place = Place::with(&[("a.md", STORY)]);
    place.run(["a.md", "-o", "whole.epub"]).quiet();
    let whole = place.read("whole.epub");
    place.write("noise.epub", "Only words.");
    place.write("short.epub", &whole[..whole.len() / 2]);
    let run = place.run(["noise.epub", "short.epub", "a.md", "--to", "md,pdf", "-o", "out/"]);
    let run =
        run.fails(1, &["noise.epub: ", "short.epub: ", "no whole ZIP archive", "--from", "2 of 3 articles failed"]);
    assert_eq!(run.err.matches("no whole ZIP archive").count(), 2, "said once each: {}", run.err);
    let mut made = std::fs::read_dir(place.path("out")).unwrap().map(|e| e.unwrap().file_name()).collect::<Vec<_>>();
    made.sort();
    assert_eq!(made, ["a.md", "a.pdf"], "nothing is written of what could not be read");
    // The other ways in: an edition, a look, a pipe, a service.
    place.run(["a.md", "short.epub", "--to", "epub", "--edition", "Both"]).fails(1, &["short.epub: "]);
    assert!(!place.path("both.epub").exists());
    place.run(["inspect", "short.epub"]).fails(1, &["short.epub: "]);
    place.piped(&["-", "--from", "epub", "--to", "md"], b"PK").fails(1, &["standard input: "]);
    let request = serde_json::json!({ "id": 1, "path": "short.epub", "to": "md" }).to_string();
    let answer = place.piped(&["--stream"], request.as_bytes());
    let answer: serde_json::Value = serde_json::from_slice(&answer.out).unwrap();
    assert_eq!(
        (answer["ok"].as_bool(), answer["outputs"].as_array().map(Vec::len)),
        (Some(false), Some(0)),
        "{answer}"
    );
    // A file that is only named like a book is read if its format is stated.
    place.run(["noise.epub", "--from", "text", "--to", "md", "-o", "noise.md"]).quiet();
    assert!(place.text("noise.md").contains("Only words."));
}

// ---- the old file or the whole new one

/// An article with a tree that takes a while to write.
fn long_story() -> String {
    "A paragraph with some words in it, and *more* of them.\n\n".repeat(4000)
}

/// The names of unfinished files in a folder.
fn unfinished(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".offprint-") && name.ends_with(".tmp")).collect()
}

#[test]
fn killed_while_it_writes_it_leaves_the_old_file_or_the_whole_new_one() {
    let place = Place::with(&[("a.md", &long_story())]);
    place.run(["a.md", "-o", "whole.tree"]).quiet();
    let (old, new) = (b"document\nold\n".to_vec(), place.read("whole.tree"));
    // Killed as soon as a file is seen to be open, because a few microseconds later it may be whole.
    let (mut met, mut rounds) = (0, 0);
    while met < 3 && rounds < 60 {
        rounds += 1;
        place.write("a.tree", &old);
        let mut child = place.command().args(["a.md", "-o", "a.tree"]).stderr(Stdio::null()).spawn().unwrap();
        while unfinished(&place.path("")).is_empty() && child.try_wait().unwrap().is_none() {}
        let _ = child.kill();
        child.wait().unwrap();
        let now = place.read("a.tree");
        assert!(now == old || now == new, "round {rounds}: half a file of {} bytes", now.len());
        let left = unfinished(&place.path(""));
        met += usize::from(!left.is_empty());
        left.iter().for_each(|name| std::fs::remove_file(place.path(name)).unwrap());
        assert_eq!(place.names(), ["a.md", "a.tree", "whole.tree"]);
    }
    assert!(met > 0, "in {rounds} rounds no file was open when the program was killed");
}

/// Sends a signal as soon as an unfinished file is in `out`, and prints `met` if the program ended by it.
const INTERRUPT: &str = r#"
set -m
$CONVERT *.md --to tree -o out/ & pid=$!
while kill -0 $pid 2>/dev/null; do
    for file in out/.offprint-*; do
        if [ -e "$file" ]; then kill -$SIGNAL $pid; wait $pid; [ $? -gt 128 ] && echo met; exit 0; fi
    done
done
"#;

#[test]
fn interrupted_while_it_writes_it_leaves_nothing_behind() {
    let place = Place::new();
    (0..30).for_each(|n| place.write(format!("{n}.md"), long_story()));
    for signal in ["INT", "TERM"] {
        let (mut met, mut rounds) = (0, 0);
        while met < 3 && rounds < 30 {
            rounds += 1;
            let mut bash = Command::new("bash");
            let script = bash.current_dir(place.path("")).args(["-c", INTERRUPT]);
            let run = Run::of(script.env("CONVERT", place::BIN).env("SIGNAL", signal).output().unwrap());
            met += usize::from(run.out().contains("met"));
            for entry in std::fs::read_dir(place.path("out")).into_iter().flatten() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                assert!(name.ends_with(".tree"), "{signal}: {name} was left behind\n{}", run.err);
                std::fs::remove_file(place.path("out").join(name)).unwrap();
            }
        }
        assert!(met > 0, "{signal}: in {rounds} rounds no file was open when the signal came");
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
    if place.shell("mount -t tmpfs -o size=200k none small 2>/dev/null").code != Some(0) {
        println!("skipped: only root may mount a file system to be filled");
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

// ---- a stranger's article may do nothing

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
    // The places stay, with their words, and the remarks list the pictures that were not loaded.
    assert!(place.text("out/b.md").contains("far") && place.text("out/a.md").contains("far"));
    assert!(run.err.contains(&format!("{at}.png")) && run.err.contains("[picture-remote]"), "{}", run.err);
}

#[test]
fn links_and_elements_that_run_something_are_gone_with_a_remark() {
    let place = Place::new();
    let links = "<a href=\"javascript:alert(1)\">one</a> <a href=\" JaVa&#115;cript:x\">two</a> \
        <a href=\"data:text/html,x\">three</a> <a href=\"vbscript:x\">four</a> \
        <a href=\"https://example.org/\" onclick=\"evil()\">five</a>";
    let elements = "<script>evil()</script><object data=\"evil.swf\"></object><iframe src=\"evil.html\"></iframe>";
    let words = "Some words that make this a paragraph of an article, and a few more of them.";
    place.write(
        "a.html",
        format!(
            "<article><h1>Title</h1><p onmouseover=\"evil()\">{words} {links}</p>{elements}<p>{words}</p></article>"
        ),
    );
    place.write(
        "b.md",
        format!("[six](javascript:x) [seven](data:text/html,x) <javascript:x>\n\n{words} {links}\n\n{elements}\n"),
    );
    place.write(
        "c.md",
        format!(
            "{words} <span onclick=\"evil()\">{links}</span>\n\n<div onload=\"evil()\">\n{links}\n{elements}\n</div>\n"
        ),
    );
    for name in ["a.html", "b.md", "c.md"] {
        let run = place.run([name, "--to", "md,epub,json,pdf", "-o", "out", "--explain"]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
        assert!(run.err.contains("[link-unsafe]"), "{name}: {}", run.err);
        let stem = name.split('.').next().unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(place.read(format!("out/{stem}.epub")))).unwrap();
        let mut outputs = place.text(format!("out/{stem}.md")) + &place.text(format!("out/{stem}.json"));
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            if file.name().ends_with("xhtml") {
                file.read_to_string(&mut outputs).unwrap();
            }
        }
        let pdf = place.read(format!("out/{stem}.pdf"));
        for word in ["evil", "<script", "onclick", "vbscript:"] {
            assert!(!outputs.contains(word), "{name}: {word} in {outputs}");
        }
        // The words of an address may stay as words; as an address it must be gone.
        for address in
            ["href=\"javascript", "href=\"data:", "](javascript", "](data:", "](<javascript", "[\"javascript:"]
        {
            assert!(!outputs.to_lowercase().contains(address), "{name}: {address} in {outputs}");
        }
        for word in [&b"/JavaScript"[..], b"/JS", b"/Launch", b"/URI (javascript", b"/URI(javascript"] {
            assert!(memchr::memmem::find(&pdf, word).is_none(), "{name}: {:?}", String::from_utf8_lossy(word));
        }
        assert!(outputs.contains("https://example.org/") && outputs.contains("four"), "{name}: {outputs}");
    }
}

#[test]
fn a_farm_of_symbolic_links_leads_nowhere() {
    let place = Place::new();
    place.write("secret/pixel.png", PIXEL);
    place.write("own/real/pixel.png", PIXEL);
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, place.path(at)).unwrap();
    link("loop.png", "own/loop.png");
    link("b.png", "own/a.png");
    link("a.png", "own/b.png");
    link("../secret", "own/out");
    link("out", "own/out-again");
    link("real", "own/in");
    link("in/../../secret/pixel.png", "own/through.png");
    link("/dev/zero", "own/zero.png");
    link("/proc/self/environ", "own/environ.png");
    link("/", "own/root");
    (0..60).for_each(|n| link(&format!("chain-{}", n + 1), &format!("own/chain-{n}")));
    link("real/pixel.png", "own/chain-60");
    let made = Command::new("mkfifo").arg(place.path("own/pipe.png")).status().unwrap();
    assert!(made.success());
    let refused = [
        "loop.png",
        "a.png",
        "out/pixel.png",
        "out-again/pixel.png",
        "through.png",
        "zero.png",
        "environ.png",
        "root/etc/passwd",
        "pipe.png",
        "chain-0",
        "in/../../secret/pixel.png",
    ];
    let pictures: String = refused.iter().map(|name| format!("![the place of {name}]({name})\n\n")).collect();
    place.write("own/story.md", format!("{pictures}![good](in/pixel.png)\n"));
    let run = place.shell("timeout 60 $CONVERT own/story.md --to md,tree,pdf,epub -o out --explain");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(place.text("out/story.tree").matches("\n  asset ").count(), 1, "{}", run.err);
    for name in refused {
        assert!(
            run.err.contains(name) && place.text("out/story.md").contains(&format!("the place of {name}")),
            "{name}"
        );
    }
    place.run(["own/loop.png", "--to", "md", "-o", "x.md"]).fails(1, &["own/loop.png could not be read"]);
}

/// A picture that is only a header and claims to be of that size.
fn claims(kind: &str, side: u16) -> Vec<u8> {
    let (le, be) = (side.to_le_bytes(), side.to_be_bytes());
    match kind {
        "gif" => {
            [b"GIF89a", &le[..], &le, &[0, 0, 0, 0x2c, 0, 0, 0, 0], &le, &le, &[0, 2, 2, 0x4c, 1, 0, 0x3b]].concat()
        }
        "jpg" => [
            &[0xff, 0xd8, 0xff, 0xc0, 0, 0x11, 8][..],
            &be,
            &be,
            &[3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0],
            &[0xff, 0xda, 0, 0x0c, 3, 1, 0, 2, 0, 3, 0, 0, 0x3f, 0, 0xff, 0xd9],
        ]
        .concat(),
        _ => {
            let mut png = PIXEL.to_vec();
            png[18..20].copy_from_slice(&be);
            png[22..24].copy_from_slice(&be);
            let sum = crc32fast::hash(&png[12..29]);
            png[29..33].copy_from_slice(&sum.to_be_bytes());
            png
        }
    }
}

#[test]
fn pictures_that_claim_too_much_or_are_damaged_leave_their_alternative_in_their_place() {
    let place = Place::new();
    let mut files = vec![
        ("claim.png", claims("png", 60_000), "60000 x 60000"),
        ("claim.gif", claims("gif", 60_000), "60000 x 60000"),
        ("claim.jpg", claims("jpg", 60_000), "60000 x 60000"),
        ("cut.png", PIXEL[..50].to_vec(), "cut off"),
        ("empty.png", Vec::new(), "kind"),
        ("text.png", b"no picture at all".to_vec(), "kind"),
        ("entity.svg", br#"<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&x;</text></svg>"#.to_vec(), "damaged"),
    ];
    let layer = |n: usize| format!("<g id='a{n}'>{}</g>", format!("<use href='#a{}'/>", n - 1).repeat(10));
    let layers: String = (1..12).map(layer).collect();
    let bomb = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g id='a0'><rect width='1' height='1'/></g>{layers}\
        <use href='#a11'/></svg>"
    );
    files.push(("use.svg", bomb.into_bytes(), "too many elements"));
    let mut story = String::from("# Pictures\n\nBefore.\n\n");
    for (name, bytes, _) in &files {
        place.write(name, bytes);
        story += &format!("![Words for {name}]({name})\n\n");
    }
    place.write("a.md", story + "After.\n");
    let script = "ulimit -v 3000000; exec timeout 60 $CONVERT a.md --to pdf,epub,md,pages -o out --jobs 1";
    let run = place.shell(script);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let outputs = [place.text("out/a.pages"), text_of_epub(&place, "out/a.epub"), place.text("out/a.md")];
    for (name, _, why) in &files {
        let said = run.err.lines().filter(|line| line.contains(name) && line.contains(why)).count();
        assert_eq!(said, 1, "{name} is said once to be {why}:\n{}", run.err);
        for output in &outputs {
            assert!(output.contains(&format!("Words for {name}")), "{name} has no words in its place:\n{output:.4000}");
        }
    }
    // Limits are options: an article refused by one limit is taken with another, and the other way round.
    place.write("small.md", "![one pixel](small.png)\n");
    place.write("small.png", claims("png", 1));
    let refused = place.run(["small.md", "--to", "tree", "-o", "-", "--limit", "picture-bytes=10"]);
    assert!(refused.code == Some(0) && refused.err.contains("small.png"), "{}", refused.err);
    place.run(["small.md", "--to", "tree", "-o", "-"]).quiet();
}

#[test]
fn a_package_that_unpacks_to_more_than_the_limit_is_not_unpacked() {
    let place = Place::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let container = "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>";
    let package = "<package xmlns:dc='d'><metadata><dc:title>A Book</dc:title></metadata><manifest>\
        <item id='a' href='a.xhtml'/><item id='b' href='b.xhtml'/></manifest>\
        <spine><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let files = [("META-INF/container.xml", container), ("p.opf", package), ("b.xhtml", "<p>The good page.</p>")];
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("a.xhtml", zip::write::SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1 << 20];
    (0..300).for_each(|_| zip.write_all(&block).unwrap());
    place.write("bomb.epub", zip.finish().unwrap().into_inner());
    assert!(place.read("bomb.epub").len() < 1 << 20);
    let run = place.shell("ulimit -v 1500000; exec timeout 60 $CONVERT bomb.epub --to md -o bomb.md --jobs 1");
    assert!(run.code == Some(0) && run.err.contains("a.xhtml"), "{:?} {}", run.code, run.err);
    assert!(place.text("bomb.md").contains("The good page."));
}

#[test]
fn the_same_bytes_come_out_with_no_environment_at_all() {
    let place = Place::with(&[("a.md", STORY)]);
    place.run(["a.md", "--to", "pdf,epub,md,json", "-o", "one"]).quiet();
    place.shell("exec env -i \"$CONVERT\" a.md --to pdf,epub,md,json -o none").quiet();
    place.shell("mkdir far; cd far; cp ../a.md .; TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 HOME=/nowhere $CONVERT a.md --to pdf,epub,md,json -o ../far-out").quiet();
    place.shell("diff -r one none && diff -r one far-out").quiet();
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
    // In 3 GiB of address space, of which the stacks of workers take a part.
    let script = "ulimit -v 3000000; exec timeout 60 $CONVERT a.md yaml.md --to pdf,epub,md -o out --jobs 1 --explain";
    let run = place.shell(script);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("bomb.png"), "{}", run.err);
    assert!(place.text("out/a.md").contains("More words."));
}

/// Every XML file of an EPUB is well-formed; the sum of their text.
fn text_of_epub(place: &Place, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(place.read(name))).unwrap();
    let mut words = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let inside = file.name().to_owned();
        if !inside.ends_with(".xhtml") && !inside.ends_with(".opf") && !inside.ends_with(".ncx") {
            continue;
        }
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let options = usvg::roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let xml = usvg::roxmltree::Document::parse_with_options(&text, options);
        let xml = xml.unwrap_or_else(|e| panic!("{name}: {inside}: {e}\n{text:.2000}"));
        words.extend(xml.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()));
    }
    words
}

#[test]
fn bytes_of_any_encoding_are_decoded_with_a_remark_that_names_the_guess() {
    let place = Place::new();
    let words = "A Title\n\nPlain wörds, with \u{201c}quotes\u{201d} and a café in them.\n";
    let wide = |marked: bool, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let mark = if marked { "\u{feff}" } else { "" };
        format!("{mark}{words}").encode_utf16().flat_map(unit).collect()
    };
    let narrow = b"A Title\n\nPlain w\xf6rds, with \x93quotes\x94 and a caf\xe9 in them.\n".to_vec();
    let cases: [(&str, Vec<u8>, Option<&str>); 5] = [
        ("le-marked", wide(true, u16::to_le_bytes), None),
        ("be-marked", wide(true, u16::to_be_bytes), None),
        ("le", wide(false, u16::to_le_bytes), Some("UTF-16LE")),
        ("be", wide(false, u16::to_be_bytes), Some("UTF-16BE")),
        ("legacy", narrow, Some("windows-1252")),
    ];
    for (name, bytes, guess) in cases {
        place.write(format!("{name}.txt"), bytes);
        let run = place.run([&format!("{name}.txt"), "--to", "epub,md", "-o", "out", "--explain"]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
        assert_eq!(run.err.matches("[encoding-guessed]").count(), usize::from(guess.is_some()), "{name}: {}", run.err);
        assert!(run.err.contains(guess.unwrap_or("")), "{name}: {}", run.err);
        for text in [place.text(format!("out/{name}.md")), text_of_epub(&place, &format!("out/{name}.epub"))] {
            assert!(text.contains("wörds, with \u{201c}quotes\u{201d} and a café"), "{name}: {text}");
        }
    }
}

#[test]
fn control_characters_are_dropped_with_a_remark_and_every_output_is_well_formed() {
    let place = Place::new();
    let hard = "bell\u{7} nul\0 escape\u{1b}[2J form\u{c} delete\u{7f} next\u{85} none\u{fffe}\u{ffff} end";
    place.write(
        "a.md",
        format!("---\ntitle: \"Title \\u0007 \\u0000\"\n---\n\n# Head {hard}\n\n{hard}\n\n```\n{hard}\n```\n"),
    );
    place.write("b.txt", format!("A Title {hard}\n\nBy Ann{hard} Bee\n\n{hard}\n"));
    place.write(
        "c.html",
        format!("<article><h1>Head &#7; {hard}</h1><p title='{hard}'>&#0; &#xFFFF; {hard}</p></article>"),
    );
    place.write("d.json", format!(
        r#"{{"pandoc-api-version":[1,23],"meta":{{}},"blocks":[{{"t":"Para","c":[{{"t":"Str","c":"half \ud800 \u0001 {}"}}]}}]}}"#,
        "end"
    ));
    place.write("noise.txt", (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<_>>());
    for name in ["a.md", "b.txt", "c.html", "d.json", "noise.txt"] {
        let run = place.run([name, "--to", "pdf,epub,md,tree", "-o", "out", "--explain"]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
        let stem = name.split('.').next().unwrap();
        let outputs = [text_of_epub(&place, &format!("out/{stem}.epub")), place.text(format!("out/{stem}.md"))];
        for text in &outputs {
            let odd = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
            assert_eq!(odd, None, "{name}: {text:.3000}");
        }
        if name != "noise.txt" {
            assert!(outputs.iter().all(|text| text.contains("end")), "{name}: {outputs:?}");
            assert!(run.err.contains("[control-characters]"), "{name}: {}", run.err);
        }
    }
    assert!(place.text("out/d.md").contains("half \u{fffd}"), "{}", place.text("out/d.md"));
}

#[test]
fn characters_that_disguise_are_left_out_of_text_names_and_messages() {
    let place = Place::new();
    let hidden = "ab\u{202e}cd\u{2066}ef\u{e0041}\u{e0042}gh";
    place.write("a.md", format!("# {hidden}\n\nWords {hidden}.\n\n![alt]({hidden}.png)\n"));
    let run = place.run(["a.md", "--to", "md,epub", "-o", "out", "--explain"]);
    let disguise = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{e0000}'..='\u{e007f}');
    assert!(!run.err.contains(disguise) && !run.err.contains('\u{2066}'), "{}", run.err);
    assert!(run.err.contains("[text-overrides]"), "{}", run.err);
    assert!(!text_of_epub(&place, "out/a.epub").contains(disguise));
    let said = place.run([&format!("no{hidden}.md"), "--to", "md"]).fails(1, &["\\u{202e}"]);
    assert!(!said.err.contains(disguise));
    place.run(["--edition", &format!("../{hidden}/x"), "a.md", "--to", "epub", "-o", "book/"]);
    let made: Vec<_> = std::fs::read_dir(place.path("book")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(made.iter().all(|name| name.to_str().is_some_and(|n| n.is_ascii())), "{made:?}");
}

#[test]
fn front_matter_that_is_wrong_or_hostile_is_told_with_its_place() {
    let place = Place::new();
    let cases = [
        ("twice", "title: One\nauthor: Ann\ntitle: Two\n".to_string(), Some("twice.md:4:1")),
        ("deep", format!("a: {}\n", "[".repeat(20_000)), Some("deep.md:2:")),
        ("large", format!("title: Fine\nnote: {}\n", "x".repeat(5 << 20)), Some("large.md:3:")),
        ("long", format!("title: {}\n", "x".repeat(20_000)), None),
        ("colon", "title: One: Two\n".to_string(), Some("colon.md:2:")),
    ];
    for (name, yaml, at) in cases {
        place.write(format!("{name}.md"), format!("---\n{yaml}---\n\nThe words of the article.\n"));
        let script = format!("timeout 60 $CONVERT {name}.md --to md,epub,pdf -o out");
        let run = place.shell(&script);
        assert_eq!(run.code, Some(0), "{name}: {:.2000}", run.err);
        assert!(run.err.contains(at.unwrap_or("")) && run.err.len() < 20_000, "{name}: {:.2000}", run.err);
        assert!(place.text(format!("out/{name}.md")).contains("The words of the article."), "{name}");
    }
}

#[test]
fn deep_nesting_of_any_kind_is_survived() {
    let n = 10_000;
    survives([
        ("quotes.md", ">".repeat(n) + " deep"),
        ("lists.md", (0..500).map(|d| format!("{}- x\n", "  ".repeat(d))).collect()),
        ("brackets.md", "[".repeat(n) + "x" + &"]".repeat(n)),
        ("emphasis.md", "*a **b ".repeat(n)),
        ("divs.html", "<div>".repeat(5 * n) + "deep words"),
        ("spans.html", format!("<p>{}deep words", "<b><i>".repeat(n))),
        ("arrays.json", "[".repeat(n)),
    ]);
}

#[test]
fn tables_of_ten_thousand_columns_are_survived() {
    let n = 10_000;
    survives([
        ("columns.md", format!("{}|\n{}|\n{}|\n", "|a".repeat(n), "|-".repeat(n), "|b".repeat(n))),
        ("columns.html", format!("<table><tr>{}</table>", "<td>x".repeat(n))),
        ("span.html", "<table><tr><td colspan=4000000000 rowspan=4000000000>x<td>y</table>".into()),
    ]);
}

#[test]
fn long_words_and_lists_that_wander_are_survived() {
    survives([
        ("word.md", "x".repeat(100_000)),
        ("word.txt", "x".repeat(100_000)),
        ("wandering.md", (0..4000).map(|d| format!("{}- x\n", "  ".repeat(d % 700))).collect()),
    ]);
}

/// Each is made in every format, with at most a complaint, and none is reported as our mistake.
fn survives<const N: usize>(shapes: [(&str, String); N]) {
    let place = Place::new();
    for (name, text) in shapes {
        place.write(name, text);
        let run = place.shell(&format!("timeout 120 $CONVERT {name} --to tree,md,epub,pdf -o out"));
        assert!(matches!(run.code, Some(0 | 1)), "{name}: {:?} {:.2000}", run.code, run.err);
        assert!(!run.err.contains("mistake of ours"), "{name}: {:.2000}", run.err);
    }
}

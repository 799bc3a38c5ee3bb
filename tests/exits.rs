//! Every way to fail, as one table: the command line, the exit code, the message, and the files that exist afterwards.
//!
//! Exit codes: 0, everything was made; 1, some input failed; 2, wrong usage, before any work. A new way to fail is a new row.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests use files and processes")]

#[path = "support/place.rs"]
mod place;

use place::{Place, STORY};

/// A way to fail.
struct Way {
    /// The command line after `$CONVERT`; a whole shell script if it names `$CONVERT` itself.
    typed: &'static str,
    code: i32,
    /// Words of the message.
    says: &'static [&'static str],
    /// Files that are there afterwards.
    made: &'static [&'static str],
    /// Files that are not.
    not_made: &'static [&'static str],
}

const fn way(
    typed: &'static str,
    code: i32,
    says: &'static [&'static str],
    made: &'static [&'static str],
    not_made: &'static [&'static str],
) -> Way {
    Way { typed, code, says, made, not_made }
}

/// In a folder with `a.md`, `b.md`, `c.md`, `noise.epub`, `half.json`, `empty.md`, `mine.pdf`, `notes/a.md` (the user's
/// own), and the folder `folder`.
const WAYS: &[Way] = &[
    // -- all is well
    way("a.md --to tree", 0, &[], &["a.tree"], &[]),
    way("a.md b.md c.md --to tree -o out/", 0, &[], &["out/a.tree", "out/b.tree", "out/c.tree"], &[]),
    way("a.md --to tree -o - > /dev/null", 0, &[], &[], &["a.tree"]),
    way("a.md --to tree -o - | head -c 1 > /dev/null", 0, &[], &[], &[]),
    way("--help > /dev/null", 0, &[], &[], &[]),
    way("--version > /dev/null", 0, &[], &[], &[]),
    // -- some input failed
    way("missing.md --to tree", 1, &["There is no file missing.md."], &[], &["missing.tree"]),
    way("folder --to tree -o x.tree", 1, &["folder is a folder"], &[], &["x.tree"]),
    way("empty.md --to tree", 1, &["empty.md is empty"], &[], &["empty.tree"]),
    way("half.json --to tree", 1, &["half.json", "not JSON"], &[], &["half.tree"]),
    way("noise.epub --to tree", 1, &["noise.epub", "no whole ZIP archive"], &[], &["noise.tree"]),
    way("http://127.0.0.1:1/a.html -o a.tree", 1, &["refuses the connection"], &[], &["a.tree"]),
    way("a.md --limit input-bytes=10 --to tree", 1, &["a.md is larger than"], &[], &["a.tree"]),
    way("a.md missing.md c.md --to tree", 1, &["missing.md", "1 of 3 articles failed"], &["a.tree", "c.tree"], &[]),
    // Three hundred articles, so that the last is not begun even on a machine that is slow to notice the first.
    way(
        "for n in $(seq 300); do cp a.md x$n.md; done; $CONVERT missing.md x*.md --to tree --jobs 1 --fail-fast",
        1,
        &["missing.md", "not begun"],
        &[],
        &["x99.tree"],
    ),
    // One format failed and another was made: the article failed.
    way("a.md --to md,tree -o notes/", 1, &["notes/a.md exists already", "--force"], &["notes/a.tree"], &[]),
    way("$CONVERT a.md --to tree -o - > /dev/full", 1, &["Standard output could not be written"], &[], &[]),
    way("ulimit -f 1; $CONVERT long.md --to tree", 1, &["could not be written"], &[], &["long.tree"]),
    way("--edition Both a.md missing.md --to epub -o both.epub", 1, &["missing.md"], &[], &["both.epub"]),
    way("inspect missing.md", 1, &["missing.md"], &[], &[]),
    way("printf '' | $CONVERT - --to tree -o x.tree", 1, &["empty"], &[], &["x.tree"]),
    // -- wrong usage
    way("", 2, &["No article was named"], &[], &[]),
    way("a.md --size banana", 2, &["banana", "normal"], &[], &["a.pdf"]),
    way("a.md --to nonsense", 2, &["nonsense"], &[], &[]),
    way("a.md --from nonsense", 2, &["nonsense"], &[], &[]),
    way("a.md --nonsense", 2, &["--nonsense"], &[], &[]),
    way("a.md --style missing.yaml", 2, &["missing.yaml"], &[], &["a.pdf"]),
    way("a.md --limit banana=1", 2, &["banana"], &[], &["a.pdf"]),
    way("a.md --to md", 2, &["would overwrite the input"], &[], &[]),
    way("a.md -o folder.pdf", 2, &["is a folder"], &[], &[]),
    way("a.md -o mine.pdf", 2, &["exists already", "--force"], &[], &[]),
    way("a.md -o nowhere/a.tree", 2, &["nowhere"], &[], &["nowhere"]),
    way("a.md notes/a.md --to tree -o out/", 2, &["out/a.tree"], &[], &["out/a.tree"]),
    way("a.md b.md --to tree -o one.tree", 2, &["one.tree"], &[], &["one.tree"]),
    way("--edition Nothing --to epub", 2, &["no articles"], &[], &[]),
    way("--contents-only a.md", 2, &["--stream"], &[], &["a.pdf"]),
];

fn prepared() -> Place {
    let long = "A paragraph with some words in it, and *more* of them.\n\n".repeat(400);
    Place::with(&[
        ("a.md", STORY),
        ("b.md", STORY),
        ("c.md", STORY),
        ("long.md", &long),
        ("noise.epub", "Only words."),
        ("half.json", "{\"pandoc-api-version\":[1,23],\n\"blocks\":[{"),
        ("empty.md", ""),
        ("mine.pdf", "%PDF-1.7 by somebody else"),
        ("notes/a.md", "my own notes\n"),
        ("folder/x", ""),
        ("folder.pdf/x", ""),
    ])
}

#[test]
fn every_way_to_fail_ends_as_the_table_says() {
    let mut wrong = Vec::new();
    for Way { typed, code, says, made, not_made } in WAYS {
        let place = prepared();
        let script = if typed.contains("$CONVERT") { (*typed).to_owned() } else { format!("$CONVERT {typed}") };
        let run = place.shell(&script);
        let mut said = |what: String| wrong.push(format!("`{typed}` {what}\n{}", run.err));
        if run.code != Some(*code) {
            said(format!("ended with {:?} and not {code}", run.code));
        }
        for words in says.iter().filter(|words| !run.err.contains(**words)) {
            said(format!("does not say {words:?}"));
        }
        if *code == 0 && !run.err.is_empty() {
            said("is not quiet".into());
        }
        for name in made.iter().filter(|name| !place.path(name).exists()) {
            said(format!("did not make {name}"));
        }
        for name in not_made.iter().filter(|name| place.path(name).exists()) {
            said(format!("made {name}"));
        }
        let left = place.shell("find . -name '.offprint-*'");
        if !left.out.is_empty() {
            said(format!("left {}", left.out().trim()));
        }
        if (place.text("a.md"), place.text("notes/a.md"), place.text("mine.pdf"))
            != (STORY.into(), "my own notes\n".into(), "%PDF-1.7 by somebody else".into())
        {
            said("changed a file that is not ours".into());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

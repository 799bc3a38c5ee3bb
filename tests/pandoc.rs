//! Pandoc itself reads our JSON, and we read its JSON, because that program defines the format.
//!
//! Runs if pandoc is found: at `$PANDOC`, otherwise on the PATH. Without it each test reports that it was skipped.

#![allow(clippy::disallowed_methods, reason = "these tests start another program")]

#[path = "support/examples.rs"]
mod examples;

use std::io::Write;
use std::process::{Command, Stdio};

use offprint::context::Context;
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::{back, convert, front};

use examples::EXAMPLES;

/// All constructs of pandoc's Markdown in one article.
const RICH: &str = r#"---
title: Rich *Markdown*
author: [Ada Lovelace, Grace Hopper]
date: 2024-05-06
lang: en-GB
---

# Heading {#id .class key=val}

*emph*, **strong**, ~~strike~~, H~2~O, x^2^, [caps]{.smallcaps}, `code`{.rust}, "quoted 'inner'", a^[inline *note*.] b[^1].

[^1]: A note

    with two paragraphs.

> Quote
>
> > Nested

1. one
2. two
   a. sub

(3) three

- [ ] todo
- [x] done

Term
:   Definition

    second paragraph

| line one
|   indented line

| Right | Left | Center |
|------:|:-----|:------:|
| 1     | 2    | 3      |

: Caption of *table* {#tab:one}

+-------+---------+
| A     | B       |
+=======+=========+
| x     | - item  |
|       | - two   |
+-------+---------+

```{.haskell #code .numberLines startFrom="100"}
main = putStrLn "hi"
```

![Caption *here*](img.png "title"){#fig:a width=50%}

Inline ![alt](b.png) picture, $e=mc^2$ and

$$\int_0^1 x\,dx$$

::: warning
Be careful
:::

[see @doe99, pp. 33-35].

* * *

[link](http://example.com "title") <http://auto.link>
"#;

/// Pandoc's answer, or the reason for its absence.
fn pandoc(args: &[&str], input: &str) -> Result<Vec<u8>, String> {
    let program = std::env::var("PANDOC").unwrap_or_else(|_| "pandoc".into());
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| e.to_string())?;
    let mut stdin = child.stdin.take().expect("it is piped");
    let text = input.to_string();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().map_err(|e| e.to_string())?;
    writer.join().expect("no panic").map_err(|e| e.to_string())?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// True if pandoc is there; reports it if not.
fn present(test: &str) -> bool {
    let there = pandoc(&["--version"], "").is_ok();
    if !there {
        eprintln!("skipped: {test}: pandoc was not found on the PATH nor at $PANDOC");
    }
    there
}

fn json(name: &str, text: &str) -> String {
    let source = Source::from_text(name, text);
    let back = back::by_name("json").expect("it is a format");
    let (style, mut cx) = (plain("normal"), Context::default());
    let backs = [back];
    let mut outputs = convert(&source, front::detect(&source), &backs, &style, &mut cx).expect("it is read");
    let (_, output) = outputs.next().expect("one output is asked for");
    let output = output.expect("JSON can say every tree");
    String::from_utf8(output.bytes).expect("JSON is UTF-8")
}

#[test]
fn every_example_goes_through_pandoc_to_its_own_text_html_and_word() {
    if !present("every_example_goes_through_pandoc") {
        return;
    }
    for name in EXAMPLES {
        let path = format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"));
        let json = json(name, &std::fs::read_to_string(path).expect("the examples are there"));
        for to in ["native", "html", "docx"] {
            let made = pandoc(&["-f", "json", "-t", to, "-o", "-"], &json);
            assert!(made.as_ref().is_ok_and(|bytes| !bytes.is_empty()), "{name} to {to}: {made:?}");
        }
    }
}

#[test]
fn what_pandoc_reads_comes_through_us_stable() {
    if !present("what_pandoc_reads_comes_through_us") {
        return;
    }
    let theirs = pandoc(&["-f", "markdown", "-t", "json"], RICH).expect("pandoc reads its own Markdown");
    let once = json("x.json", std::str::from_utf8(&theirs).expect("JSON is UTF-8"));
    assert_eq!(json("x.json", &once), once, "reading our own JSON changes nothing");
    let words = |json: &str| {
        let plain = pandoc(&["-f", "json", "-t", "plain", "--wrap=none"], json).expect("pandoc reads it");
        let text = String::from_utf8(plain).expect("it is UTF-8");
        let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
        text.chars().map(letters).collect::<String>().split_whitespace().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(words(&once), words(std::str::from_utf8(&theirs).expect("JSON is UTF-8")), "no word is lost on the way");
}

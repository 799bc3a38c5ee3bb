//! The limits of rules about plain text and Markdown, measured: an article grows by one character, part or pixel at a time, and
//! `tests/golden/limits/*.txt` says at which length what is understood of it changes. A limit that moves shows there.
//!
//! A shape makes an article of a length. `Zephyr` marks the words that are watched: the verdict is how often they are in the
//! article, in which block, and which rules and warnings the remarks name.
#![allow(clippy::disallowed_methods, reason = "tests read goldens")]

#[path = "support/filler.rs"]
mod filler;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/limits.rs"]
mod limits;

use filler::prose;
use limits::{as_blessed, times, words};

#[test]
fn plain_texts_change_at_their_limits() {
    /// Text in lines of so many characters.
    fn wrapped(text: &str, width: usize) -> String {
        let mut out = String::new();
        let mut column = 0;
        for word in text.split(' ') {
            if column > 0 && column + 1 + word.len() > width {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += word.len();
        }
        out
    }
    fn text(count: usize, width: usize) -> String {
        times(count, |i| format!("{}\n\n", wrapped(&prose(420, i), width)))
    }
    as_blessed(
        "texts",
        &[
            ("lines so wide", "text", 10, 140, |n| {
                format!("Harbour notes\n\n{}\n\n{}", wrapped(&words(600), n), text(3, n))
            }),
            ("a title", "text", 6, 200, |n| format!("{}\n\n{}", words(n).trim_end_matches('.'), text(3, 72))),
            ("a line between paragraphs", "text", 6, 120, |n| {
                format!("Harbour notes\n\n{}{}\n\n{}", text(2, 72), words(n).trim_end_matches('.'), text(2, 72))
            }),
            ("a line in capitals", "text", 6, 120, |n| {
                format!(
                    "Harbour notes\n\n{}{}\n\n{}",
                    text(2, 72),
                    words(n).trim_end_matches('.').to_uppercase().replace("ZEPHYR", "Zephyr"),
                    text(2, 72)
                )
            }),
            ("a rule under a line", "text", 1, 60, |n| {
                format!("Harbour notes\n\n{}Zephyr of the sea\n{}\n\n{}", text(1, 72), "-".repeat(n), text(2, 72))
            }),
            ("indented lines", "text", 0, 16, |n| {
                format!(
                    "Harbour notes\n\n{}{}Zephyr stood here.\n{}And here.\n\n{}",
                    text(1, 72),
                    " ".repeat(n),
                    " ".repeat(n),
                    text(1, 72)
                )
            }),
            ("lines of verse", "text", 1, 12, |n| {
                format!(
                    "Harbour notes\n\n{}{}\n{}",
                    text(1, 72),
                    times(n, |_| "Zephyr went by the sea,\n".into()),
                    text(1, 72)
                )
            }),
            ("items", "text", 1, 8, |n| {
                format!(
                    "Harbour notes\n\n{}{}\n{}",
                    text(1, 72),
                    times(n, |i| format!("{}. Zephyr the item\n", i + 1)),
                    text(1, 72)
                )
            }),
            ("columns of a table", "text", 1, 12, |n| {
                let row = |w: &str| format!("{}{}{w}\n", "Zephyr", " ".repeat(n));
                format!("Harbour notes\n\n{}{}{}{}\n{}", text(1, 72), row("one"), row("two"), row("six"), text(1, 72))
            }),
            ("lines of a menu", "text", 0, 30, |n| {
                format!("{}Harbour notes\n\n{}Zephyr.\n", times(n, |i| format!("Menu {i}\n")), text(3, 400))
            }),
            ("lines below an article", "text", 0, 30, |n| {
                format!("Harbour notes\n\n{}{}", text(3, 400), times(n, |i| format!("Zephyr link {i}\n")))
            }),
            ("page numbers", "text", 0, 9, |n| {
                format!(
                    "Harbour notes\n\n{}",
                    times(n + 1, |i| format!("{}{}\n\n\u{c}", text(2, 72), format_args!("Zephyr {}", i + 1)))
                )
            }),
            ("a byline", "text", 3, 80, |n| {
                format!("Harbour notes\n\nBy Zephyr {}\n\n{}", prose(n, 2).trim_end_matches('.'), text(3, 72))
            }),
            ("spaces between sentences", "text", 1, 6, |n| {
                format!(
                    "Harbour notes\n\nZephyr went.{}The sea was calm.{}Nobody came.\n\n{}",
                    " ".repeat(n),
                    " ".repeat(n),
                    text(2, 72)
                )
            }),
            ("a note at the end", "text", 6, 900, |n| {
                format!("Harbour notes\n\nThe sea.[1] {}\n\n{}Notes\n\n[1] {}\n", prose(90, 1), text(2, 72), words(n))
            }),
            ("quoted lines of a letter", "text", 0, 9, |n| {
                format!(
                    "From: Ada Marsh <a@b.example>\nSubject: Harbour notes\nDate: Fri, 3 May 2024 10:00:00 +0000\n\n{}{}\n",
                    text(1, 72),
                    times(n, |_| "> Zephyr was here before\n".into())
                )
            }),
        ],
    );
}

#[test]
fn markdown_changes_at_its_limits() {
    as_blessed(
        "markdown",
        &[
            ("a caption below a table", "markdown", 6, 1200, |n| {
                format!("Words.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTable 1: {}\n\nWords.\n", words(n))
            }),
            ("a caption without a mark between", "markdown", 6, 300, |n| {
                format!(
                    "Words.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTable 1 {}\n\nWords.\n",
                    words(n).trim_end_matches('.')
                )
            }),
            ("italics below a picture", "markdown", 6, 600, |n| {
                format!("Words.\n\n![a](a.png)\n\n*{}*\n\nWords.\n", words(n))
            }),
            ("quotations", "markdown", 1, 400, |n| format!("{}Zephyr\n", "> ".repeat(n))),
            ("lists", "markdown", 1, 200, |n| format!("{}Zephyr\n", "- ".repeat(n))),
            ("spaces before a line", "markdown", 0, 9, |n| format!("Words.\n\n{}Zephyr\n", " ".repeat(n))),
            ("spaces before an item", "markdown", 0, 9, |n| format!("- one\n{}- Zephyr\n", " ".repeat(n))),
            ("hashes", "markdown", 1, 9, |n| format!("Words.\n\n{} Zephyr\n", "#".repeat(n))),
            ("signs of a rule", "markdown", 1, 6, |n| format!("Zephyr\n\n{}\n\nWords.\n", "-".repeat(n))),
            ("backticks", "markdown", 1, 6, |n| format!("{}\nZephyr\n{}\n", "`".repeat(n), "`".repeat(n))),
            ("columns", "markdown", 1, 300, |n| {
                format!("|{}\n|{}\n|{}\n", " Zephyr |".repeat(n), "---|".repeat(n), " 1 |".repeat(n))
            }),
            ("a title in bold", "markdown", 6, 200, |n| {
                format!("**{}**\n\nWords.\n\nMore words.\n", words(n).trim_end_matches('.'))
            }),
        ],
    );
}

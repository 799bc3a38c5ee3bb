//! Links to headings by their words alone, `[The lens][]` and `[see below][The lens]`: pandoc's.
//!
//! A definition at the top gives each heading an address. `pulldown-cmark` takes the first of two definitions, so only
//! headings without a definition of the author's get one.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser};

use crate::doc::outline::slug;
use crate::front::markdown::page::{Edit, Page};

/// The most headings that get an address.
const MOST: usize = 2000;
/// The longest words of a link, in bytes.
const LONGEST: usize = 200;

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let called = called(page.text());
    let parser = page.parser();
    let mut out = String::new();
    let mut known = BTreeSet::new();
    for heading in page.headings().iter().take(MOST) {
        let source = &page.text()[heading.clone()];
        let words = words(source);
        let label = words.to_lowercase();
        if source.contains(['[', ']']) || !called.contains(&label) || !known.insert(label) {
            continue;
        }
        if parser.reference_definitions().get(&words).is_none() {
            out.push_str(&format!("[{words}]: #{}\n", slug(&words)));
        }
    }
    if out.is_empty() { Vec::new() } else { vec![Edit::insert(0, out + "\n")] }
}

/// The plain words of a heading.
fn words(source: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(source, Options::ENABLE_HEADING_ATTRIBUTES) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_string()
}

/// All words in brackets, in lower case.
fn called(text: &str) -> BTreeSet<String> {
    let inside = |at: usize| {
        let rest = &text[at + 1..];
        let end = rest.as_bytes().iter().take(LONGEST).position(|b| matches!(b, b']' | b'['))?;
        Some(rest[..end].to_lowercase())
    };
    memchr::memchr_iter(b'[', text.as_bytes()).filter_map(inside).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn headings_can_be_linked_by_their_words() {
        let text = "# The lens\n\nSee [the lens][] and [here][The lens].\n";
        assert_eq!(rewritten(read, text), format!("[The lens]: #the-lens\n\n{text}"));
        let defined = "# The lens\n\nSee [the lens].\n\n[the lens]: https://example.org\n";
        assert_eq!(rewritten(read, defined), defined);
        assert_eq!(rewritten(read, "# Alone\n\n[else]\n"), "# Alone\n\n[else]\n");
    }
}

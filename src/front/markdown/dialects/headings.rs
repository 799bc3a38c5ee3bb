//! Headings without a space behind their signs, and links to headings by their words alone, `[The lens][]` and
//! `[see below][The lens]`: pandoc's.
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

/// Headings without a space behind their signs, `##The lens`, in a text that writes its headings so: two lines and more
/// with two signs and more, and no heading with a space. `#boats #ropes` and `#1` are words.
pub(super) fn unspaced(page: &Page) -> Vec<Edit> {
    let mut deep = 0;
    let mut edits = Vec::new();
    for line in page.lines() {
        let rest = line.body().trim_start_matches('#');
        let signs = line.body().len() - rest.len();
        if !(1..=6).contains(&signs) || page.is_verbatim(line.start + line.prefix().len()) {
            continue;
        }
        if rest.is_empty() || rest.starts_with([' ', '\t']) {
            return Vec::new();
        }
        if is_title(rest, signs) {
            deep += usize::from(signs > 1);
            edits.push(Edit::insert(line.start + line.prefix().len() + signs, " "));
        }
    }
    if deep > 0 && edits.len() > 1 { edits } else { Vec::new() }
}

/// A paragraph of several sentences above a line of dashes is a paragraph and a rule, although CommonMark makes a heading
/// of it: no heading is so long.
pub(super) fn underlined(page: &Page) -> Vec<Edit> {
    const LONG: usize = 70;
    let mut edits = Vec::new();
    for heading in page.headings() {
        let source = page.text()[heading.clone()].trim_end();
        let Some((words, dashes)) = source.rsplit_once('\n') else { continue };
        let is_rule = dashes.trim_matches([' ', '>']).bytes().all(|b| b == b'-') && dashes.contains("---");
        let sentences = words.match_indices(['.', '!', '?']).filter(|(at, _)| {
            let mut after = words[at + 1..].chars();
            after.next().is_none_or(char::is_whitespace) && after.next().is_none_or(char::is_uppercase)
        });
        if is_rule
            && words.chars().count() > LONG
            && words.trim_end().ends_with(['.', '!', '?'])
            && sentences.count() > 1
        {
            let start = heading.start + words.len() + 1;
            let prefix: String = dashes.chars().take_while(|c| matches!(c, ' ' | '>')).collect();
            edits.push(Edit::insert(start, format!("{}\n", prefix.trim_end())));
        }
    }
    edits
}

/// True for words that can be a heading behind that many signs. One sign is also the sign of tags and numbers.
fn is_title(words: &str, signs: usize) -> bool {
    let Some(first) = words.chars().next() else { return false };
    let tags = words.split(' ').skip(1).any(|word| word.starts_with('#'));
    if signs > 1 {
        (first.is_alphanumeric() || "“\"'*_`¿¡«„".contains(first)) && words.chars().any(char::is_alphabetic)
    } else {
        first.is_alphabetic() && !first.is_lowercase() && !tags
    }
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

    #[test]
    fn sentences_above_dashes_are_no_heading() {
        let words =
            "He kept the lock for thirty years and let no one in.\nWhen the barges came, he stood there. He waved";
        assert_eq!(rewritten(underlined, &format!("{words}.\n---\n\nb\n")), format!("{words}.\n\n---\n\nb\n"));
        for same in [format!("{words}\n---\n"), format!("{words}.\n===\n"), "Dr. Moss. A life.\n---\n".to_string()] {
            assert_eq!(rewritten(underlined, &same), same);
        }
    }

    #[test]
    fn a_text_may_write_all_its_headings_without_a_space() {
        assert_eq!(
            rewritten(unspaced, "#The Train\n\nx\n\n##Boarding\n\n#trains #night\n\n#1\n\n```\n##x\n```\n"),
            "# The Train\n\nx\n\n## Boarding\n\n#trains #night\n\n#1\n\n```\n##x\n```\n"
        );
        for same in ["#Trains are late\n\n#Boats\n", "##one alone\n", "# A\n\n##b\n\n##c\n", "##\n\n##a\n\n##b\n"] {
            assert_eq!(rewritten(unspaced, same), same);
        }
    }
}

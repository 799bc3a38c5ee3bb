//! Books of Project Gutenberg: the licence around them, their metadata, and the marks of their proofreaders.
//!
//! A book has its licence above `*** START OF` and below `*** END OF`. Inside, italics are between `_`, bold between
//! `=`, notes in `[Footnote A: ...]`, pages in `{12}` or `[Pg 12]`, pictures in `[Illustration: ...]`. Empty lines set
//! chapters apart, and the contents name them.

use std::collections::BTreeMap;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Author, Lang, Meta, Role};
use crate::front::text::inline;
use crate::lang::{Language, bylines};

use super::book_chapters;
use super::line::{Line, Stated, fold};
use super::sentences::key;
use super::unit::{Kind, Unit};

/// Lines of the frame are at most that long.
const WIDTH: usize = 72;
/// The frame is within this many lines of the beginning.
const HEAD: usize = 2000;

/// Removes the frame of Project Gutenberg, and marks the lines that are headings. `None` if the text is not such a
/// book.
pub(crate) fn gutenberg(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    let start = lines.iter().take(HEAD).position(|l| marks(l, "START"))?;
    let meta = stated(&lines[..start]);
    if cx.reading.keep_all {
        return Some(meta);
    }
    let ends = |l: &Line| marks(l, "END OF") || closes(l);
    let end = lines.iter().skip(start + 1).position(ends).map_or(lines.len(), |e| e + start + 1);
    let after = lines.split_off(end);
    let before: Vec<Line> = lines.drain(..=start).collect();
    frame(&before, cx);
    frame(&after, cx);
    let credit = lines
        .iter()
        .take(4)
        .position(|l| l.text.starts_with("Produced by ") || l.text.starts_with("E-text prepared by"));
    if let Some(at) = credit {
        let end = (at + 1..lines.len()).find(|i| lines[*i].gap > 0).unwrap_or(lines.len());
        let credits: Vec<Line> = lines.drain(at..end).collect();
        frame(&credits, cx);
    }
    by_author(lines, &meta);
    pages(lines, cx);
    book_chapters::chapters(lines, meta.language.as_ref(), cx);
    book_chapters::paragraphs(lines);
    // The title page is centred, which does not make it a quotation.
    for line in lines.iter_mut().take_while(|l| l.stated == Stated::Nothing).filter(|l| l.indent >= 4) {
        line.indent = 0;
    }
    Some(meta)
}

/// Removes a word such as "by" alone above the author's line, because that line is removed too.
fn by_author(lines: &mut Vec<Line>, meta: &Meta) {
    let authors: Vec<String> = meta.authors.iter().map(|author| key(&author.name)).collect();
    let is_author = |line: Option<&Line>| line.is_some_and(|line| authors.contains(&key(&line.text)));
    // `par`, `by the`, `de`
    let leads = |words: &str| bylines::is_author_lead(words) || bylines::is_particle(words) || words == "by the";
    let alone = |at: &usize| is_author(lines.get(at + 1)) && leads(&key(&lines[*at].text));
    if let Some(at) = (0..lines.len().min(30)).find(alone) {
        lines.remove(at);
    }
}

fn marks(line: &Line, word: &str) -> bool {
    let upper = line.text.to_uppercase();
    let small_print = upper.starts_with("*END*THE SMALL PRINT") || upper.starts_with("*END THE SMALL PRINT");
    let old = word == "START" && small_print;
    old || upper.starts_with("***") && upper.contains(word) && upper.contains("PROJECT GUTENBERG")
}

/// `End of the Project Gutenberg EBook of ...`, above the mark or instead of it.
fn closes(line: &Line) -> bool {
    let words = key(&line.text);
    ["end of the project gutenberg", "end of project gutenberg"].iter().any(|start| words.starts_with(start))
}

/// Reports that lines of the frame were left out, once for all consecutive lines.
fn frame(lines: &[Line], cx: &mut Context) {
    let Some(first) = lines.first() else { return };
    let span = lines.iter().fold(first.span, |span, line| span.to(line.span));
    let text: String = first.text.chars().take(60).collect();
    let message = format!("The frame of Project Gutenberg was left out, {} lines from “{text}” on.", lines.len());
    cx.say(Diagnostic::remark(codes::GUTENBERG_FRAME, message).at(span));
}

/// The metadata that the frame states. The release date of Project Gutenberg is not the book's date.
fn stated(lines: &[Line]) -> Meta {
    let mut meta = Meta { publisher: Some("Project Gutenberg".into()), ..Meta::default() };
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in lines {
        let named = line.text.split_once(": ").filter(|(name, _)| {
            line.indent == 0 && name.len() <= 20 && name.chars().all(|c| c.is_alphabetic() || c == ' ')
        });
        match (named, fields.last_mut()) {
            (Some((name, value)), _) => fields.push((name, fold(value))),
            // A long title goes on below itself; a second title begins if the first left room in its line.
            (None, Some((name, value))) if line.indent > 0 && line.gap == 0 => {
                let room = *name == "Title" && value.chars().count() + 8 + line.first_word().chars().count() < WIDTH;
                value.push_str(if room { "\n" } else { " " });
                value.push_str(&fold(&line.text));
            }
            _ => {}
        }
    }
    if !fields.iter().any(|(name, _)| *name == "Title") {
        // The first line of old books: `Project Gutenberg Etext of A Pier, by Ada Quill`.
        let first = lines
            .iter()
            .take(20)
            .find_map(|l| l.text.split_once(" of ").filter(|(of, _)| key(of).contains("project gutenberg")));
        if let Some((_, named)) = first {
            let (title, author) = named.split_once(", by ").unwrap_or((named, ""));
            fields.push(("Title", fold(title)));
            fields.extend((!author.is_empty()).then(|| ("Author", fold(author))));
        }
    }
    for (name, value) in fields {
        let mut person = |role: Role| {
            let names =
                value.split(" and ").flat_map(|part| part.split(" & ")).map(str::trim).filter(|n| !n.is_empty());
            for name in names.filter(|n| !matches!(*n, "Various" | "Anonymous" | "Unknown")) {
                let name = name.split(" [").next().unwrap_or(name);
                meta.authors.push(Author { role: role.clone(), ..Author::new(name) });
            }
        };
        match name {
            "Title" => {
                let (title, subtitle) = value.split_once('\n').unwrap_or((&value, ""));
                meta.title = inline::plain(title);
                if !subtitle.is_empty() {
                    meta.subtitle = inline::plain(&subtitle.replace('\n', " "));
                }
            }
            "Author" | "Authors" => person(Role::Author),
            "Translator" | "Translators" => person(Role::Translator),
            "Illustrator" | "Illustrators" => person(Role::Illustrator),
            "Editor" | "Editors" => person(Role::Editor),
            "Language" => meta.language = language(&value),
            _ => {}
        }
    }
    meta
}

fn language(name: &str) -> Option<Lang> {
    Language::all().find(|language| language.name == name).and_then(Language::tag)
}

/// Removes the numbers of printed pages: those on a separate line, and those within a line.
fn pages(lines: &mut Vec<Line>, cx: &mut Context) {
    let mut count = 0;
    let mut gap = 0;
    lines.retain_mut(|line| {
        while let Some(place) = page(&line.text) {
            count += 1;
            let (before, after) = (line.text[..place.start].trim_end(), line.text[place.end..].trim_start());
            // A page may end within a word.
            let within =
                place.start > 0 && !line.text[..place.start].ends_with(' ') && !line.text[place.end..].starts_with(' ');
            let space = if before.is_empty() || after.is_empty() || within { "" } else { " " };
            line.retype(format!("{before}{space}{after}"));
        }
        line.gap = line.gap.max(gap);
        gap = if line.text.is_empty() { line.gap } else { 0 };
        !line.text.is_empty()
    });
    if count > 0 {
        let message = format!("{count} numbers of printed pages were left out.");
        cx.say(Diagnostic::remark(codes::GUTENBERG_PAGES, message));
    }
}

/// The number of a page in a line: `{12}`, `{xii}`, `[Pg 12]`, `[Page 12]`, `{pg 12}`.
fn page(text: &str) -> Option<std::ops::Range<usize>> {
    let number = |n: &str| {
        !n.is_empty()
            && n.len() <= 6
            && (n.bytes().all(|b| b.is_ascii_digit()) || n.bytes().all(|b| b"ivxlc".contains(&b)))
    };
    for (at, open) in text.char_indices().filter(|(_, c)| matches!(c, '{' | '[')) {
        let close = if open == '{' { '}' } else { ']' };
        let Some(length) = text[at..].find(close).filter(|l| *l <= 12) else { continue };
        let inside = &text[at + 1..at + length];
        let named = ["Pg ", "pg ", "Page ", "page ", "p. ", "P. "].iter().find_map(|word| inside.strip_prefix(word));
        let found = named.or((open == '{').then_some(inside)).is_some_and(number);
        if found {
            return Some(at..at + length + 1);
        }
    }
    None
}

/// Reads the proofreaders' marks: notes become `[^A] ...`, bold gets `**`, the places of pictures are removed.
pub(crate) fn marks_of_proofreaders(units: &mut Vec<Unit>, cx: &mut Context) {
    join_notes(units);
    italics(units);
    for unit in units.iter_mut().filter(|u| u.kind == Kind::Prose) {
        if let Some((label, words)) = footnote(&unit.text) {
            unit.text = format!("[^{label}] {words}");
        }
        for (sign, mark) in [('=', "**"), ('~', "_"), ('+', "_")] {
            emphasis(&mut unit.text, sign, mark);
        }
    }
    if cx.reading.keep_all {
        return;
    }
    units.retain(|unit| {
        let picture =
            unit.kind == Kind::Prose && unit.text.starts_with("[Illustration") && key(&unit.text) == "illustration";
        if picture {
            cx.say(Diagnostic::remark(codes::GUTENBERG_PICTURE, "The place of a picture was left out.").at(unit.span));
        }
        !picture
    });
}

/// A note may have several paragraphs: the paragraphs until its bracket closes are part of it.
fn join_notes(units: &mut Vec<Unit>) {
    let mut open: Option<usize> = None;
    let mut depth = 0i32;
    let mut gone = BTreeMap::new();
    for (i, unit) in units.iter().enumerate() {
        if unit.kind == Kind::Prose && is_footnote(&unit.text) {
            (open, depth) = (Some(i), 0);
        }
        let Some(first) = open else { continue };
        if unit.kind != Kind::Prose || i - first > 12 || unit.level.is_some() {
            open = None;
            continue;
        }
        let text = &unit.text;
        depth += text.matches('[').count() as i32 - text.matches(']').count() as i32;
        if i > first {
            gone.insert(i, first);
        }
        if depth <= 0 {
            open = None;
        }
    }
    for (&i, &first) in &gone {
        let text = units[i].full_text();
        let span = units[i].span;
        units[first].text.push(' ');
        units[first].text.push_str(&text);
        units[first].span = units[first].span.to(span);
    }
    let mut at = 0;
    units.retain(|_| {
        at += 1;
        !gone.contains_key(&(at - 1))
    });
}

fn is_footnote(text: &str) -> bool {
    text.starts_with("[Footnote") || text.starts_with("[Note ")
}

/// The label and the words of `[Footnote A: Words.]`.
fn footnote(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("[Footnote").or_else(|| text.strip_prefix("[Note"))?;
    let (label, words) = rest.split_once(':')?;
    let label = label.trim();
    let words = words.trim();
    let words = words.strip_suffix(']').unwrap_or(words);
    (!label.is_empty() && label.len() <= 6 && !words.is_empty()).then_some((label, words))
}

/// Italics go on from line to line of a poem: every line gets its own marks.
fn italics(units: &mut [Unit]) {
    const LINES: usize = 30;
    let odd = |unit: &Unit| unit.kind == Kind::Prose && unit.text.matches('_').count() % 2 == 1;
    let mut i = 0;
    while i < units.len() {
        let end = (i + 1..units.len().min(i + LINES)).find(|&j| odd(&units[j]));
        let Some(end) = end.filter(|_| odd(&units[i])) else {
            i += 1;
            continue;
        };
        let within = units[i..=end].iter().all(|u| u.kind == Kind::Prose && u.level.is_none());
        if within {
            for (n, unit) in units[i..=end].iter_mut().enumerate() {
                if n > 0 {
                    unit.text.insert(0, '_');
                }
                if n < end - i {
                    unit.text.push('_');
                }
            }
        }
        i = end + 1;
    }
}

/// Makes marks of emphasis of the signs that proofreaders put around words.
fn emphasis(text: &mut String, sign: char, mark: &str) {
    if !text.contains(sign) {
        return;
    }
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != sign);
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(sign) {
        let inside = &rest[at + 1..];
        let close = inside.find(sign).filter(|n| *n > 0 && *n <= 300);
        let opens = edge(rest[..at].chars().next_back()) && inside.starts_with(|c: char| !c.is_whitespace());
        match close {
            Some(n) if opens && edge(inside[n + 1..].chars().next()) && !inside[..n].ends_with(' ') => {
                out.push_str(&format!("{}{mark}{}{mark}", &rest[..at], &inside[..n]));
                rest = &inside[n + 1..];
            }
            _ => {
                out.push_str(&rest[..=at]);
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    *text = out;
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    #[test]
    fn numbers_of_pages_are_known_in_brackets() {
        assert_eq!(page("and {12} so"), Some(4..8));
        assert_eq!(page("[Pg 112]"), Some(0..8));
        assert_eq!(page("{xii}"), Some(0..5));
        assert_eq!(page("as [12] says and {see} there"), None);
    }

    #[test]
    fn a_page_within_a_word_leaves_the_word_whole() {
        let mut lines = of_text("the har{13}bour\n\n{14}\n\nand so");
        pages(&mut lines, &mut Context::default());
        assert_eq!(lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["the harbour", "and so"]);
    }

    #[test]
    fn bold_stands_between_equals_signs() {
        let mut text = "the =harbour= master, and a = b".to_owned();
        emphasis(&mut text, '=', "**");
        assert_eq!(text, "the **harbour** master, and a = b");
    }

    #[test]
    fn footnotes_have_a_label_and_words() {
        assert_eq!(footnote("[Footnote A: He was [once] late.]"), Some(("A", "He was [once] late.")));
        assert_eq!(footnote("[Illustration: A pier]"), None);
    }
}

//! Tables of contents: an edition makes its own, so theirs is removed; its entries show which lines are headings.
//!
//! A table is believed only if most of its entries occur again further down, so no words are lost with it.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::lang::sections;

use super::line::{Line, Stated};
use super::sentences::key;
use super::unit::roman_value;

/// One of this many first entries must be the start of the text.
const FIRST: usize = 4;
/// Most lines of a table.
const LONGEST: usize = 800;
/// Most lines of a heading.
const HEADING: usize = 3;

/// A table of contents and the headings that its entries name.
#[derive(Debug, PartialEq)]
pub(crate) struct Contents {
    /// Its lines, the one over it included.
    pub lines: Range<usize>,
    /// The number of its entries.
    pub entries: usize,
    /// The lines of every heading, and its level from 1.
    pub headings: Vec<(Range<usize>, u8)>,
}

/// An entry in the form in which it is searched for.
#[derive(Debug)]
struct Entry {
    /// Its words with the number before them, and without.
    full: String,
    title: String,
    /// The index of its first line, and of the line behind its last.
    line: usize,
    end: usize,
    /// The column of the title.
    indent: usize,
    /// The number of parts of its label: 2 for `1.3`.
    depth: usize,
    found: bool,
}

/// The table of contents of a text, if most of its entries occur again below it.
pub(crate) fn contents(lines: &[Line]) -> Option<Contents> {
    contents_of(lines, Wrapped::No)
}

/// True if entries of a table may have several lines.
#[derive(Clone, Copy, PartialEq)]
enum Wrapped {
    Yes,
    No,
}

fn contents_of(lines: &[Line], wrapped: Wrapped) -> Option<Contents> {
    let at = heading_of_contents(lines)?;
    let (mut entries, begin) = entries(lines, at, wrapped)?;
    let begin = before_numbers(lines, begin);
    entries.retain(|entry| entry.line < begin);
    let mut headings = headings(lines, begin, &mut entries);
    let least = headings.iter().map(|(_, level)| *level).min().unwrap_or(1);
    headings.iter_mut().for_each(|(_, level)| *level -= least - 1);
    // Lines between the last entry and the text do not belong to the table.
    let last = entries.iter().rposition(|e| e.found)?;
    entries.truncate(last + 1);
    let found = entries.iter().filter(|e| e.found).count();
    let lines = at..entries[last].end;
    (found >= 2 && found * 10 >= entries.len() * 6).then_some(Contents { lines, entries: entries.len(), headings })
}

/// The line in the first half of a text that heads a table of contents.
fn heading_of_contents(lines: &[Line]) -> Option<usize> {
    let heads = |line: &Line| line.width <= 30 && sections::heads_contents(&key(&line.text));
    lines.iter().take(lines.len() / 2 + 1).position(heads)
}

/// Removes a table of contents at the head of a text. Each of its entries must occur again below, on lines of its own.
/// The entries of a long table are all headings of the text; of a short one the judges decide whether these lines are
/// headings, because otherwise they would accept no others.
pub(crate) fn at_the_head(lines: &mut Vec<Line>, cx: &mut Context) {
    let head = HEAD.max(lines.len() / HEAD_SHARE);
    let is_alone = |(range, _): &(Range<usize>, u8)| {
        lines[range.start].gap > 0 && lines.get(range.end).is_none_or(|next| next.gap > 0)
    };
    let is_whole = |contents: &Contents| {
        let Contents { lines: table, entries, headings } = contents;
        let is_long = headings.len() >= LONG;
        let alone = headings.iter().filter(|heading| is_alone(heading)).count();
        let short = || headings.len() >= *entries && headings.iter().all(|(range, _)| range.len() == 1);
        let all = if is_long { alone * 20 >= entries * 17 } else { short() && alone == headings.len() };
        table.start < head && headings.len() >= FEWEST && all
    };
    let tables = [Wrapped::No, Wrapped::Yes].into_iter().filter_map(|wrapped| contents_of(lines, wrapped));
    let Some(Contents { lines: table, headings, .. }) = tables.into_iter().find(is_whole) else { return };
    for (range, level) in headings.iter().filter(|_| headings.len() >= LONG) {
        for at in range.clone() {
            lines[at].stated = Stated::Heading(*level);
            // The number and the name of a chapter are one heading.
            lines[at].gap = if at > range.start { 0 } else { lines[at].gap };
        }
        if let Some(next) = lines.get_mut(range.end) {
            next.gap = next.gap.max(1);
        }
    }
    let span = table.clone().fold(lines[table.start].span, |span, i| span.to(lines[i].span));
    let message = format!("The table of contents was left out; its {} entries are headings below.", headings.len());
    cx.say(Diagnostic::remark(codes::CONTENTS, message).at(span));
    lines.drain(table);
}

/// The number of lines among which the contents of a text begin, and the least number of their entries.
const HEAD: usize = 40;
const FEWEST: usize = 3;
/// In a long text they may begin as late as this fraction of its lines, a twentieth.
const HEAD_SHARE: usize = 20;
/// A table of so many entries names all headings of its text.
const LONG: usize = 20;

/// A table of contents in which most lines end with the number of a page. Its entries need not occur again below,
/// because in an RFC only a table of contents has that name.
pub(crate) fn listed_pages(lines: &[Line]) -> Option<Contents> {
    let at = heading_of_contents(lines)?;
    let paged = |i: &usize| without_page(&lines[*i].text).1;
    // An entry may have three lines, the number in the last.
    let mut end = at + 1;
    while let Some(last) = (end..lines.len().min(end + HEADING)).find(paged) {
        end = last + 1;
    }
    (end > at + 3).then_some(Contents { lines: at..end, entries: 0, headings: Vec::new() })
}

/// The entries below the name of the table, and the line with which the text begins.
fn entries(lines: &[Line], at: usize, wrapped: Wrapped) -> Option<(Vec<Entry>, usize)> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut paged = 0;
    for (i, line) in lines.iter().enumerate().skip(at + 1).take(LONGEST) {
        let (words, page) = without_page(&line.text);
        let numbered = paged * 2 > entries.len() && page;
        let begins =
            |e: &Entry| named(lines, i, |words| e.full == words || !e.title.is_empty() && e.title == words).is_some();
        if line.gap > 0 && !numbered && entries.len() >= 2 && entries.iter().take(FIRST).any(begins) {
            return Some((entries, i));
        }
        let (depth, title) = unlabelled(words);
        let (full, title) = (key(words), key(title));
        let goes_on = wrapped == Wrapped::Yes && depth == 0 && line.gap == 0 && !lines[i - 1].text.is_empty();
        if let Some(last) = entries.last_mut().filter(|last| goes_on && last.depth > 0 && !last.title.is_empty()) {
            last.full = format!("{} {full}", last.full);
            last.title = format!("{} {full}", last.title);
            last.end = i + 1;
            continue;
        }
        // An entry like `CHAPTER  PAGE` names nothing.
        if !full.is_empty() && !sections::heads_columns(&full) {
            paged += usize::from(page);
            // The numbers before them are flush right.
            let label = words.chars().count() - unlabelled(words).1.chars().count();
            entries.push(Entry { full, title, line: i, end: i + 1, indent: line.indent + label, depth, found: false });
        }
    }
    None
}

/// The number of lines from `at` on that have the words of an entry: some lines of one block, or of two, the number of
/// a chapter and its name. The number may be written otherwise: `1. Piers` of a table is `Chapter 1. Piers` in the text.
fn named(lines: &[Line], at: usize, is: impl Fn(&str) -> bool) -> Option<usize> {
    let mut words = String::new();
    let label =
        lines.get(at).map_or(0, |line| key(&line.text).len().saturating_sub(key(unlabelled(&line.text).1).len()));
    let mut blocks = 1;
    for (n, line) in lines.iter().enumerate().skip(at).take(HEADING) {
        blocks += usize::from(n > at && line.gap > 0);
        if blocks > 2 || line.width > 100 {
            return None;
        }
        let more = key(&line.text);
        words = if words.is_empty() { more } else { format!("{words} {more}") };
        let title = words.get(label..).unwrap_or("").trim_start();
        if is(&words) || label > 0 && !title.is_empty() && is(title) {
            return Some(n + 1 - at);
        }
    }
    None
}

/// The words of an entry without the number of the page and the dots before it, with true if there was a number.
pub(crate) fn without_page(text: &str) -> (&str, bool) {
    let text = text.trim_end();
    let Some((before, last)) = text.rsplit_once([' ', '.', '\t']) else { return (text, false) };
    let number =
        !last.is_empty() && (last.bytes().all(|b| b.is_ascii_digit()) || roman_value(&last.to_lowercase()).is_some());
    let led = before.ends_with([' ', '.', '\t', '…', '_', '-']);
    if !number || !led {
        return (text, false);
    }
    (before.trim_end_matches([' ', '.', '\t', '·', '…', '_', '-']), true)
}

/// The depth of the label of a heading, and the words after it: `1.3. Terms`, `CHAPTER IV. Ropes`, `IV. Ropes`.
fn unlabelled(words: &str) -> (usize, &str) {
    let words = words.trim();
    let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let bare = first.trim_end_matches(['.', ':', ')', '—', '-']);
    let counts = |word: &str| {
        let word = word.trim_end_matches(['.', ':', ')', '—', '-']);
        !word.is_empty()
            && (word.bytes().all(|b| b.is_ascii_digit())
                || roman_value(&word.to_lowercase()).is_some()
                || word.len() == 1 && word.starts_with(char::is_uppercase))
    };
    if sections::is_counted(&bare.to_lowercase()) {
        let (number, title) = rest.trim_start().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        return if counts(number) { (1, title.trim_start()) } else { (0, words) };
    }
    let numbers = || bare.split('.');
    let decimal = numbers().all(|n| !n.is_empty() && n.len() <= 3 && n.bytes().all(|b| b.is_ascii_digit()));
    if decimal {
        return (numbers().count(), rest.trim_start());
    }
    // `A.1 Terms` of an appendix, `IV. Ropes`.
    let (head, tail) = bare.split_once('.').unwrap_or((bare, ""));
    let lettered = head.len() == 1 && head.starts_with(|c: char| c.is_ascii_uppercase()) && !tail.is_empty();
    if lettered && tail.split('.').all(|n| n.bytes().all(|b| b.is_ascii_digit()) && !n.is_empty()) {
        return (1 + tail.split('.').count(), rest.trim_start());
    }
    let stopped = first.ends_with(['.', ':', ')', '—']) && first.starts_with(char::is_uppercase);
    if stopped && counts(first) { (1, rest.trim_start()) } else { (0, words) }
}

/// True if a line is only a chapter's label.
pub(crate) fn is_label(text: &str) -> bool {
    let (depth, title) = unlabelled(text);
    depth == 1 && title.is_empty()
}

/// The number of a chapter is above its name.
fn before_numbers(lines: &[Line], end: usize) -> usize {
    if end > 0 && lines[end].gap > 0 && is_label(&lines[end - 1].text) { end - 1 } else { end }
}

/// The lines of `lines[from..]` with the words of an entry; marks these entries as found.
fn headings(lines: &[Line], from: usize, entries: &mut [Entry]) -> Vec<(Range<usize>, u8)> {
    let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, entry) in entries.iter().enumerate() {
        by_words.entry(entry.full.clone()).or_default().push(n);
        if entry.title != entry.full && !entry.title.is_empty() {
            by_words.entry(entry.title.clone()).or_default().push(n);
        }
    }
    let mut margins: Vec<usize> = entries.iter().filter(|e| e.depth <= 1).map(|e| e.indent).collect();
    margins.sort_unstable();
    margins.dedup_by(|b, a| b.abs_diff(*a) <= 3);
    let mut out: Vec<(Range<usize>, u8)> = Vec::new();
    let mut at = from;
    while at < lines.len() {
        let apart = lines[at].gap > 0 || at == from;
        let entry = Cell::new(None);
        let is = |words: &str| {
            let Some(places) = by_words.get(words) else { return false };
            // Chapters with the same name are numbered in order.
            entry.set(places.iter().copied().find(|p| !entries[*p].found).or(places.last().copied()));
            true
        };
        let count = if apart { named(lines, at, is) } else { None };
        let found = count.zip(entry.get());
        let Some((count, entry)) = found else {
            at += 1;
            continue;
        };
        entries[entry].found = true;
        let rank = margins.iter().filter(|m| **m + 3 < entries[entry].indent).count() + 1;
        let level = if entries[entry].depth > 1 { entries[entry].depth } else { rank };
        // Its number is alone above it.
        let labelled = at > from && lines[at].gap > 0 && is_label(&lines[at - 1].text);
        let begins = if labelled && out.last().is_none_or(|(r, _)| r.end < at) { at - 1 } else { at };
        out.push((begins..at + count, level.min(6) as u8));
        at += count;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    #[test]
    fn entries_name_the_headings_below() {
        let text = "A book\n\nCONTENTS\n\n  I.   The Pier ......  1\n  II.  The Bus        12\n\nCHAPTER I\n\nTHE PIER\n\nIt was late.\n\n\
                    CHAPTER II\n\nTHE BUS\n\nIt was later.\n";
        let found = contents(&of_text(text)).unwrap();
        assert_eq!(found.lines, 1..4);
        assert_eq!(found.headings.len(), 2);
        assert_eq!(found.headings, [(4..6, 1), (7..9, 1)]);
    }

    #[test]
    fn numbers_tell_levels() {
        let text = "Table of Contents\n\n   1. Introduction ...2\n      1.1. Terms ...2\n\n1.  Introduction\n\n   Words.\n\n1.1.  Terms\n\n   More.\n";
        let found = contents(&of_text(text)).unwrap();
        assert_eq!(found.headings, [(3..4, 1), (5..6, 2)]);
    }

    #[test]
    fn contents_at_the_head_of_a_text_go() {
        let text = "A handbook\n\nContents\n\n1. Piers ... 2\n2. Boats ... 5\n3. Ropes ... 9\n\n1. Piers\n\nIt was late.\n\n\
                    2. Boats\n\nIt was later.\n\n3. Ropes\n\nIt was over.\n";
        let mut lines = of_text(text);
        at_the_head(&mut lines, &mut Context::default());
        assert!(lines.iter().all(|line| !line.text.contains("...")));
        assert_eq!(lines.len(), 7);
        // An entry without a heading in the text keeps the list.
        let mut lines = of_text(&text.replace("3. Ropes\n\nIt", "It"));
        let count = lines.len();
        at_the_head(&mut lines, &mut Context::default());
        assert_eq!(lines.len(), count);
    }

    #[test]
    fn all_entries_of_a_long_table_are_headings() {
        let name = |n: usize| format!("Piers of the {n} harbours and of the");
        let entries: String = (1..=24).map(|n| format!("{n}. {}\n   islands\n", name(n))).collect();
        let sections: String =
            (1..=24).map(|n| format!("Chapter {n}. {} islands\n\nIt was late.\n\n", name(n))).collect();
        let mut lines = of_text(&format!("A handbook\n\nContents\n\n{entries}\n{sections}"));
        at_the_head(&mut lines, &mut Context::default());
        let headings = lines.iter().filter(|line| line.stated == Stated::Heading(1)).count();
        assert_eq!((lines.len(), headings), (49, 24));
    }

    #[test]
    fn a_list_that_nothing_repeats_is_no_table() {
        assert_eq!(contents(&of_text("Contents\n\nRope\nBread\n\nThe parcel came late.\n\nIt was wet.\n")), None);
    }
}

//! Finds verse, items that lost their bullets, pull quotes and speakers among the plain units of the body.

use std::collections::{BTreeMap, HashSet};

use super::{BodyRole, definitions};
use crate::front::text::features::page::Page;
use crate::front::text::judges::segment::PageKind;
use crate::front::text::prepare::sentences::{ends_sentence, key};
use crate::front::text::prepare::unit::Unit;

/// The roles of the units at `indices` that have one. `levels` are the headings found before.
pub(crate) fn parts(
    page: &Page,
    indices: &[usize],
    levels: &[Option<u8>],
    page_kind: PageKind,
) -> BTreeMap<usize, BodyRole> {
    let mut out = BTreeMap::new();
    for &i in indices {
        if let Some(level) = levels.get(i).copied().flatten() {
            out.insert(i, BodyRole::Heading(level));
        }
    }
    definitions::terms(page, indices, &mut out);
    // Close lines mean something only if paragraphs have space between them, or if the whole text is lines.
    let apart = indices.iter().filter(|&&i| page.units[i].gap > 0).count();
    let close = indices.iter().filter(|&&i| page.units[i].gap == 0 && page.basics[i].chars > LINE).count();
    if apart * 10 >= indices.len() * 2 || close * 20 <= indices.len() {
        for run in runs(page, indices, &out) {
            lines(page, run, indices, page_kind, &mut out);
        }
    }
    announced(page, indices, &mut out);
    pull_quotes(page, indices, &mut out);
    out
}

/// The longest line that may be a verse, in characters.
const LINE: usize = 72;

/// The fewest items, and the most words of each, if all have space between them.
const ITEMS: (usize, usize) = (3, 9);

/// Short lines without an end mark, each a separate block, under a line that ends in a colon and above text: a list
/// that lost its bullets when a browser copied it.
fn announced(page: &Page, indices: &[usize], out: &mut BTreeMap<usize, BodyRole>) {
    let is_plain = |i: usize, out: &BTreeMap<usize, BodyRole>| page.units[i].is_plain() && !out.contains_key(&i);
    let mut at = 0;
    while at < indices.len() {
        let colon = is_plain(indices[at], out) && page.units[indices[at]].text.ends_with([':', '：']);
        at += 1;
        if !colon {
            continue;
        }
        let short = |i: usize| {
            let (unit, basic) = (&page.units[i], &page.basics[i]);
            let open = unit.text.ends_with([':', '：', ',', ';', '-', '–', '—']) || ends_sentence(&unit.text);
            is_plain(i, out) && unit.quote == 0 && basic.words <= ITEMS.1 && basic.chars <= 72 && !open
        };
        let count = indices[at..].iter().take_while(|&&i| short(i)).count();
        // Text must follow the last of them, because a run at the end of the page may be anything.
        let is_text = |i: usize| page.basics[i].words >= 8 && ends_sentence(&page.units[i].text);
        let goes_on =
            indices.get(at + count).is_some_and(|&i| is_text(i) || matches!(out.get(&i), Some(BodyRole::Heading(_))));
        if count >= ITEMS.0 && goes_on {
            out.extend(indices[at..at + count].iter().map(|&i| (i, BodyRole::Item)));
        }
        at += count;
    }
}

/// Stretches of plain units without an empty line between them, headings not among them.
fn runs<'a>(page: &Page, indices: &'a [usize], headings: &BTreeMap<usize, BodyRole>) -> Vec<&'a [usize]> {
    let plain = |i: usize| page.units[i].is_plain() && !headings.contains_key(&i);
    let mut out = Vec::new();
    let mut start = 0;
    for n in 1..=indices.len() {
        let goes_on = n < indices.len() && {
            let (a, b) = (&page.units[indices[n - 1]], &page.units[indices[n]]);
            b.gap == 0
                && a.quote == b.quote
                && plain(indices[n - 1])
                && plain(indices[n])
                && indices[n] == indices[n - 1] + 1
        };
        if !goes_on {
            if n - start >= 2 && plain(indices[start]) {
                out.push(&indices[start..n]);
            }
            start = n;
        }
    }
    out
}

/// A stretch of close lines: items after a colon, or verse, or neither.
fn lines(page: &Page, run: &[usize], indices: &[usize], page_kind: PageKind, out: &mut BTreeMap<usize, BodyRole>) {
    let first = run[0];
    let colon = |u: &Unit| u.text.ends_with([':', '：']);
    let at = indices.partition_point(|&i| i < first);
    let before = at.checked_sub(1).and_then(|n| indices.get(n)).map(|&i| &page.units[i]);
    let width = |i: usize| page.basics[i].chars;
    let run = match before {
        // The line that announces the items may be directly above them.
        _ if colon(&page.units[first]) && run.len() >= 3 => &run[1..],
        // Verses are indented and pause at their ends; items do neither.
        // Quoted lines below "Ada wrote:" are no items.
        Some(unit)
            if colon(unit) && unit.quote >= page.units[first].quote && !is_verse_below(page, run, unit.indent) =>
        {
            run
        }
        _ => {
            verse(page, run, page_kind, out);
            return;
        }
    };
    let announced = run.iter().all(|&i| width(i) <= 300 && !colon(&page.units[i]))
        && run.iter().map(|&i| width(i)).sum::<usize>() <= 160 * run.len();
    if announced {
        for &i in run {
            out.insert(i, BodyRole::Item);
        }
    }
}

/// True if lines below a colon are verse: indented, and most of them pause at their ends.
fn is_verse_below(page: &Page, run: &[usize], indent: usize) -> bool {
    let paused = |i: &&usize| page.units[**i].text.trim_end_matches('_').ends_with([',', ';', '.', '!', '?', '—']);
    run.iter().all(|&i| page.units[i].indent >= indent + 2) && run.iter().filter(paused).count() * 2 >= run.len()
}

/// Lines that stay lines: short lines that do not each end a sentence; four of them, or fewer in a clean text, because
/// addresses and greetings are set so.
fn verse(page: &Page, run: &[usize], page_kind: PageKind, out: &mut BTreeMap<usize, BodyRole>) {
    let count = run.len();
    let widest = run.iter().map(|&i| page.basics[i].chars).max().unwrap_or(0);
    let text = |i: usize| page.units[i].text.as_str();
    let ended = run.iter().filter(|&&i| ends_sentence(text(i))).count();
    let paused = run.iter().filter(|&&i| text(i).ends_with([',', ';', ':', '—', '-', '!', '?', '.', '…'])).count();
    let words: usize = run.iter().map(|&i| page.basics[i].words).sum();
    // Verse without full stops continues from line to line in lower case.
    let lower = run.iter().filter(|&&i| text(i).starts_with(char::is_lowercase)).count();
    let spoken = paused * 4 >= count || lower * 3 >= count * 2 && words >= 4 * count;
    let poem = count >= 3 && widest <= LINE && words >= 3 * count && spoken && ended * 4 <= count * 3;
    let address = page_kind != PageKind::Capture && count <= 8 && widest <= 48 && ended * 2 <= count;
    if poem || address {
        for &i in run {
            out.insert(i, BodyRole::Verse);
        }
    }
}

/// Units that only repeat a sentence of another paragraph.
fn pull_quotes(page: &Page, indices: &[usize], out: &mut BTreeMap<usize, BodyRole>) {
    let mut sentences: HashSet<String> = HashSet::new();
    for &i in indices.iter().filter(|&&i| page.is_paragraph(i)) {
        // Behind the last full stop there may be quotation marks.
        let parts = page.units[i].text.split_inclusive(['.', '!', '?']).map(key).filter(|key| !key.is_empty());
        let parts: Vec<String> = parts.collect();
        if parts.len() > 1 {
            sentences.extend(parts.into_iter().filter(|key| key.len() > 30));
        }
    }
    for &i in indices {
        let (unit, basic) = (&page.units[i], &page.basics[i]);
        if unit.is_plain()
            && (6..=50).contains(&basic.words)
            && !out.contains_key(&i)
            && sentences.contains(&key(&unit.text))
        {
            out.insert(i, BodyRole::PullQuote);
        }
    }
}

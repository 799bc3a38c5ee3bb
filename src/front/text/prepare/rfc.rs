//! RFCs and Internet-Drafts as text (RFC 2223, RFC 7322, section 4): the kind of every line, by their fixed form.
//!
//! Text is indented, so a line at the margin is a heading; empty lines part paragraphs; drawings, grammar and messages
//! are indented further and stay unchanged. The table of contents is removed, because an edition makes its own.

use std::ops::Range;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Author, Meta};
use crate::front::text::inline;
use crate::lang::bylines;

use super::contents::{Contents, contents, listed_pages, without_page};
use super::line::{Line, Stated, fold, take_out};
use super::memo;
use super::rfc_forms::{self, WIDTH, is_centred};
use super::sentences::{ends_sentence, key};

/// The head of the document is searched for in this many lines.
const HEAD: usize = 40;
/// The number of an RFC is in one of this many first lines.
const NUMBER: usize = 8;
/// Names of an RFC's first sections.
const SECTIONS: &[&str] = &["status of this memo", "abstract", "table of contents", "copyright notice"];
/// Most lines of a title.
const TITLE: usize = 8;
/// A line of the head that starts at or after this column is at the right.
const RIGHT: usize = 30;
/// Longest heading, in lines and in words.
const HEADING: (usize, usize) = (3, 18);

/// True if a text is an RFC or a draft of one. Its number in the first lines is enough, because the oldest have no sections
/// of fixed names.
pub(crate) fn is_rfc(lines: &[Line]) -> bool {
    let head = lines.iter().take(HEAD);
    let numbered = |line: &Line| {
        let text = line.text.to_lowercase();
        let number = text.strip_prefix("request for comments:").or_else(|| text.strip_prefix("rfc:"));
        number.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    if lines.iter().take(NUMBER).any(numbered) {
        return true;
    }
    let named = head.clone().any(|line| {
        let text = line.text.to_lowercase();
        text.starts_with("request for comments")
            || text.starts_with("internet-draft")
            || text.starts_with("internet draft")
            || text.starts_with("rfc")
                && text[3..].trim_start_matches([':', ' ', '-']).starts_with(|c: char| c.is_ascii_digit())
                && line.width <= 40
    });
    named && lines.iter().take(200).any(|line| line.width <= 40 && SECTIONS.contains(&key(&line.text).as_str()))
}

/// Reads the head of an RFC, removes its contents and marks the kind of every line. `lines` are without page heads.
/// `None` if the text is not an RFC or has no title.
pub(crate) fn rfc(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    if !is_rfc(lines) {
        return None;
    }
    let mut meta = Meta::default();
    head(lines, &mut meta, cx);
    title(lines, &mut meta, cx);
    if meta.title.is_empty() {
        return None;
    }
    if !cx.reading.keep_all
        && let Some(Contents { lines: table, headings, .. }) = contents(lines).or_else(|| listed_pages(lines))
    {
        let span = table.clone().fold(lines[table.start].span, |span, i| span.to(lines[i].span));
        let message = match headings.len() {
            0 => format!("The table of contents was left out, {} lines with the numbers of pages.", table.len()),
            entries => format!("The table of contents was left out; its {entries} entries are headings below."),
        };
        cx.say(Diagnostic::remark(codes::CONTENTS, message).at(span));
        lines.drain(table);
    }
    let margin = margin(lines);
    if margin >= 2 {
        rfc_forms::programs(lines);
        let blocks = blocks(lines);
        for block in &blocks {
            sections(lines, block.clone(), margin);
        }
        rfc_forms::forms(lines, &blocks, margin);
    }
    Some(meta)
}

/// Reads authors and date in the right column of the head. Other text there moves below the left column.
fn head(lines: &mut Vec<Line>, meta: &mut Meta, cx: &mut Context) {
    let blocks = blocks(lines);
    let is_right = |block: &&Range<usize>| {
        lines[(*block).clone()].iter().all(|line| line.indent >= RIGHT && line.end() + 8 >= WIDTH)
    };
    let Some(first) = blocks.first() else { return };
    // The right column may go on below an empty line.
    let end = blocks[1..].iter().take_while(is_right).last().unwrap_or(first).end;
    let mut others: Vec<Line> = Vec::new();
    for (row, line) in lines[..end].iter_mut().enumerate() {
        let at = if line.indent >= RIGHT { Some(0) } else { line.text.find("   ") };
        let Some(at) = at else { continue };
        let right = line.text[at..].trim().to_owned();
        let left = line.text[..at].trim_end().to_owned();
        // `T. Hill, Wave Works`: a name and the institution.
        let (name, house) = right.split_once(", ").filter(|(name, _)| memo::has_initial(name)).unwrap_or((&right, ""));
        let named = memo::has_initial(name) || row == 0 && is_full_name(name);
        let date = memo::dated(&right);
        if named {
            meta.authors.push(Author::new(memo::editor(name)));
        }
        if !matches!(house, "" | "Ed." | "Eds." | "Editor") && !cx.reading.keep_all {
            let house = Line { width: house.chars().count(), text: house.into(), indent: 0, gap: 0, ..line.clone() };
            others.push(house);
        }
        meta.published = date.or(meta.published);
        if named || date.is_some() {
            let (code, what) = if named { (codes::BYLINE, "author") } else { (codes::DATELINE, "date") };
            cx.say(Diagnostic::remark(code, format!("Read as the {what}: “{right}”.")).at(line.span));
        } else if !cx.reading.keep_all {
            others.push(Line { width: right.chars().count(), text: right, indent: 0, gap: 0, ..line.clone() });
        }
        if !cx.reading.keep_all {
            line.retype(left);
        }
    }
    lines.splice(end..end, others);
    let gap = lines.first().map_or(0, |line| line.gap);
    lines.retain(|line| !line.text.is_empty());
    if let Some(first) = lines.first_mut() {
        first.gap = gap;
    }
}

/// The lines in the middle below the head are the title; the name of the draft's file stays.
fn title(lines: &mut Vec<Line>, meta: &mut Meta, cx: &mut Context) {
    let blocks = blocks(lines);
    let middle = |block: &&Range<usize>| {
        lines[(*block).clone()].iter().all(|l| is_centred(l) && l.text.chars().any(char::is_alphabetic))
    };
    let Some(at) = blocks.iter().take(4).skip(1).position(|block| middle(&block)) else { return };
    let is_named = |block: &Range<usize>| SECTIONS.contains(&key(&lines[block.start].text).as_str());
    let is_dated = |block: &Range<usize>| lines[block.clone()].iter().any(|line| memo::dated(&line.text).is_some());
    // A title may fill several blocks. The authors and the date may be in the next, and the name of a section.
    let mut block = blocks[at + 1].clone();
    let is_sentence = |block: &Range<usize>| ends_sentence(&lines[block.end - 1].text);
    let goes_on = |next: &&Range<usize>| middle(next) && !is_named(next) && !is_dated(next) && !is_sentence(next);
    for next in blocks[at + 2..].iter().take(3).take_while(goes_on) {
        if !meta.authors.is_empty() && next.end - block.start <= TITLE {
            block.end = next.end;
        }
    }
    // The authors and the date may be below the title, without an empty line between.
    if is_dated(&block)
        && let Some(name) = (block.start + 1..block.end).find(|at| is_full_name(&lines[*at].text))
    {
        meta.authors.push(Author::new(&lines[name].text));
        meta.published = lines[name..block.end].iter().rev().find_map(|line| memo::dated(&line.text));
        block.end = name;
    }
    let is_name = |text: &str| {
        let bare = text.trim_matches(['<', '>', '(', ')']);
        bare.starts_with("draft-") && !bare.contains(' ')
    };
    let words: Vec<&str> = lines[block.clone()].iter().map(|l| l.text.as_str()).filter(|text| !is_name(text)).collect();
    let title = fold(&words.join(" "));
    if title.is_empty() || words.len() > TITLE {
        return;
    }
    cx.say(Diagnostic::remark(codes::TITLE, format!("Read as the title: “{title}”.")).at(lines[block.start].span));
    meta.title = inline::plain(&title);
    if !cx.reading.keep_all {
        take_out(lines, |at, line| block.contains(&at) && !is_name(&line.text));
    }
}

/// True if words are a name of two to four words with capitals: `Ada B. Quill`.
fn is_full_name(text: &str) -> bool {
    // `Michiel B. de Jong`: the particle is part of the name, in small letters.
    let words: Vec<&str> = text.split_whitespace().filter(|word| !bylines::is_particle(word)).collect();
    let is_part = |word: &&str| {
        let bare = word.trim_end_matches('.');
        bare.starts_with(char::is_uppercase) && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
    };
    let is_written = |word: &&str| word.chars().any(char::is_lowercase);
    !memo::is_house(text)
        && (2..=4).contains(&words.len())
        && words.iter().all(is_part)
        && words.iter().filter(|w| is_written(w)).count() >= 2
}

/// The most frequent column among the first lines of paragraphs.
fn margin(lines: &[Line]) -> usize {
    let mut counts = [0usize; 21];
    for line in lines.iter().filter(|line| line.gap > 0 && line.indent <= 20) {
        counts[line.indent] += 1;
    }
    counts.iter().enumerate().skip(1).max_by_key(|(indent, n)| (**n, 20 - indent)).map_or(0, |(indent, _)| indent)
}

/// Lines without an empty line between them.
fn blocks(lines: &[Line]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in 1..=lines.len() {
        if lines.get(end).is_none_or(|line| line.gap > 0) {
            out.push(start..end);
            start = end;
        }
    }
    out
}

/// Marks the lines of a block that are a section's heading.
fn sections(lines: &mut [Line], block: Range<usize>, margin: usize) {
    let first = &lines[block.start];
    if block.start == 0 {
        return;
    }
    let level = depth(&first.text).unwrap_or(1);
    // Subsections may be indented like their text.
    let heads = first.indent < margin && first.indent <= 2 || depth(&first.text).is_some_and(|d| d >= 2);
    if !heads {
        return;
    }
    // A heading of two lines is full, and the second hangs.
    let mut count = 1;
    while count < HEADING.0 && block.start + count < block.end {
        let (above, line) = (&lines[block.start + count - 1], &lines[block.start + count]);
        let hangs = line.indent > first.indent || line.indent == first.indent && depth(&line.text).is_none();
        if !hangs || above.reach(line) <= WIDTH - 4 {
            break;
        }
        count += 1;
    }
    let within = &lines[block.start..block.start + count];
    let words: usize = within.iter().map(|l| l.text.split_whitespace().count()).sum();
    let last = &within[count - 1];
    let ended = ends_sentence(&last.text) && !last.text.ends_with([':', '?', ')', '"']) && words > 6;
    let alone =
        block.start + count == block.end || lines[block.start + count].indent >= margin && first.indent < margin;
    if words <= HEADING.1 && !ended && alone && !without_page(&last.text).1 {
        for line in &mut lines[block.start..block.start + count] {
            line.stated = Stated::Heading(level.min(6));
        }
        // The line directly below begins a paragraph.
        if let Some(next) = lines.get_mut(block.start + count).filter(|_| block.start + count < block.end) {
            next.gap = next.gap.max(1);
        }
    }
}

/// The number of parts of a heading's number: 2 for `3.1.  Terms`, and for `A.1.  Terms`.
fn depth(text: &str) -> Option<u8> {
    let (label, rest) = text.split_once(' ')?;
    let label = label.strip_suffix('.').unwrap_or(label);
    let parts: Vec<&str> = label.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    let letter = |part: &str| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_uppercase());
    let counted = parts.iter().skip(1).all(number) && (number(&parts[0]) || letter(parts[0]) && parts.len() > 1);
    let named = rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || "\"'<(_`$@".contains(c));
    (counted && named).then_some(parts.len().min(6) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_may_have_particles() {
        for name in ["Ada Marsh", "Michiel B. de Jong", "Ludwig van der Rohe"] {
            assert!(is_full_name(name), "{name}");
        }
        for words in ["IndieHosters", "de la Mar", "Best Current practice", "5 March 2024"] {
            assert!(!is_full_name(words), "{words}");
        }
    }
}

//! Paragraphs between empty lines, in texts that are too short or too uneven to show the width at which they were
//! wrapped.
//!
//! A line that stops in mid-sentence, with lines of about the same length around it, was broken by hand or by an
//! editor. Verses are shorter, and the entries of a list do not go on in lower case.

use super::line::{Line, Stated};
use super::unit::marker;
use super::width::stops_within;
use crate::doc::count::is_eastern;
use crate::lang::small_words::is_small;
use unicode_width::UnicodeWidthStr;

/// The columns of the longest line of such a paragraph.
const LONGEST: std::ops::RangeInclusive<usize> = 54..=100;
/// One line of so many at least comes after an empty line, in a text whose paragraphs empty lines part.
const PARTED: usize = 8;
/// Fewest words in each of its lines but the last.
const WORDS: usize = 5;
/// The most columns by which its first line differs from the others.
const SET_IN: usize = 8;

/// For each line, true if it continues the line above in such a paragraph.
pub(crate) fn continued(lines: &[Line]) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let parted = lines.iter().filter(|line| line.gap > 0).count();
    let mut at = if parted * PARTED >= lines.len() { 0 } else { lines.len() };
    while at < lines.len() {
        let goes_on = |pair: &&[Line]| follows(&pair[0], &pair[1]);
        let end = at + 1 + lines[at..].windows(2).take_while(goes_on).count();
        if is_paragraph(&lines[at..end]) {
            out[at + 1..end].fill(true);
        }
        at = end;
    }
    out
}

/// True if nothing visible parts two lines.
fn follows(a: &Line, b: &Line) -> bool {
    let is_plain = |line: &Line| line.stated == Stated::Nothing && !line.text.contains("    ");
    b.gap == 0 && b.quote == a.quote && !b.page && is_plain(a) && is_plain(b) && marker(&b.text).is_none()
}

/// True if a run of lines is one paragraph.
fn is_paragraph(run: &[Line]) -> bool {
    let [first, second, ..] = run else { return false };
    let longest = run.iter().map(columns).max().unwrap_or(0);
    let even = run[1..].iter().all(|line| line.indent == second.indent);
    let hangs = first.indent != second.indent;
    let opens = !hangs || first.indent.abs_diff(second.indent) <= SET_IN && stops_within(first, second);
    let pairs = || run.windows(2).map(|pair| (&pair[0], &pair[1]));
    let full = pairs().all(|(a, b)| (columns(a) + opening(b)) * 4 > longest * 3);
    LONGEST.contains(&longest) && even && opens && full && (is_western(run) || is_eastern_prose(run))
}

/// True if one of the lines surely goes on, and all of them are words.
fn is_western(run: &[Line]) -> bool {
    let worded = |line: &Line| line.text.split(' ').filter(|word| word.contains(char::is_alphabetic)).count() >= WORDS;
    let Some((_, above)) = run.split_last() else { return false };
    above.iter().all(worded) && run.windows(2).any(|pair| stops_within(&pair[0], &pair[1]) || dangles(&pair[0]))
}

/// True if a line of several words ends with a small word, as no paragraph does.
pub(super) fn dangles(a: &Line) -> bool {
    let last = a.text.rsplit(' ').next().unwrap_or("");
    last.len() < a.text.len() && last.chars().all(char::is_lowercase) && is_small(last)
}

/// True if the lines are Chinese or Japanese, and only the last ends a sentence.
fn is_eastern_prose(run: &[Line]) -> bool {
    let ends = |line: &Line| line.text.ends_with(['。', '．', '！', '？', '：', ':', '.']);
    let written = |line: &Line| line.text.chars().filter(|c| is_eastern(*c)).count() * 4 >= line.width;
    let Some((last, above)) = run.split_last() else { return false };
    ends(last) && above.iter().all(|line| written(line) && !line.text.ends_with(['：', ':']))
}

/// The columns up to the end of a line; a Chinese character takes two.
fn columns(line: &Line) -> usize {
    line.indent + line.text.width()
}

/// The columns that a line needs at least to go on in the line above, with a space.
fn opening(line: &Line) -> usize {
    if line.text.starts_with(is_eastern) { 2 } else { 1 + line.first_word().width() }
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn of(text: &str) -> Vec<bool> {
        continued(&of_text(&format!("First.\n\n{text}")))[1..].to_vec()
    }

    #[test]
    fn lines_broken_by_hand_are_one_paragraph() {
        let names = "The ferry was first built by Anna Lindqvist, with help from\nPiet Bakker, Karl Moser, Ian Graham, Noah\nMcArthur, Frank Olsen, and of many others who are named in the\nbook.";
        assert_eq!(of(names), [false, true, true, true]);
        let dangling = "The archive was first written by Anna Lindqvist, with help from\nPiet Bakker, Karl Moser, Ian Graham, Noah\nMcArthur, Frank Olsen, and many others.";
        assert_eq!(of(dangling), [false, true, true]);
        let list = "Some of the boats that lie at the old pier are let. As\na result, the following ones are not to be had now:\n- Alpha\n- Beta";
        assert_eq!(of(list), [false, true, false, false]);
        let japanese = "渡し船は冬のあいだ向こう岸に止まり、村の人は誰もいつまた\nferry が渡るのかを確かに言うことができなかったのである。";
        assert_eq!(of(japanese), [false, true]);
    }

    #[test]
    fn verses_entries_and_headlines_stay_lines() {
        for text in [
            "The ferry stopped at the far bank\nfor the winter, and nobody there\ncould say when it would cross",
            "This is the ballad of the ferry that went down in winter time,\nAnd of the men who sailed in her, as told in this rhyme,\nAnd of the lamp.",
            "Anna Lindqvist, keeper of the lamp at the northern pier in town\nPiet Bakker, master of the ferry that crosses the river in winter",
            "渡し船は冬のあいだ向こう岸に止まり村の人は誰も知らないまま\n渡し船は春になり動きはじめ村の人は誰もが岸に集まってきた",
        ] {
            assert!(!of(text).contains(&true), "{text}");
        }
    }
}

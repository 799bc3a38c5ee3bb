//! Where paragraphs end that nothing parts but a short last line.
//!
//! In a wrapped text without empty lines and indents a short line shows where a paragraph ends; one whose last line
//! happens to be full does not. What the text shows elsewhere tells the likeliest reading: how long its paragraphs are
//! and whether they end as sentences do, with which sort of word they begin, how often a sentence ends and a capital
//! begins between two words in mid-paragraph, and how great the chance is that a last line leaves no room for just
//! that next word. The readings are compared by dynamic programming (a segment model decoded as Viterbi 1967 does).

use super::line::Line;
use super::unit::marker;
use super::width::Widths;

/// Paragraphs of more lines are alike.
const LONGEST: usize = 40;

/// What parts a line from the one above.
#[derive(Clone, Copy, PartialEq)]
enum Tie {
    /// An empty line, an indent, a list marker: a new paragraph.
    Apart,
    /// The next word would have fitted: a new paragraph.
    Short,
    /// It would not, but a heading stands below a sentence: a new paragraph.
    Headed,
    /// It would not: who knows.
    Full,
}

/// For every line, whether it begins a paragraph though the line above is full. Nothing where empty lines or indents
/// part paragraphs, for there full lines always go on.
pub fn hidden(lines: &[Line], widths: &Widths) -> Option<Vec<bool>> {
    let mut ties: Vec<Tie> = lines.windows(2).map(|pair| tie(&pair[0], &pair[1], widths)).collect();
    for (i, pair) in lines.windows(2).enumerate() {
        if ties[i] == Tie::Full && ties.get(i + 1) != Some(&Tie::Full) && heads(&pair[0], &pair[1]) {
            ties[i] = Tie::Headed;
        }
    }
    let parted = ties.iter().zip(lines.windows(2)).filter(|(_, pair)| is_parted(&pair[0], &pair[1])).count();
    let shown = ties.iter().filter(|t| **t == Tie::Short).count();
    if shown <= parted || shown < 3 {
        return None;
    }
    let mut begins = vec![false; lines.len()];
    // What the first reading found teaches the second.
    for _ in 0..2 {
        let habits = Habits::learn(lines, widths, &ties, &begins);
        begins = habits.read(lines, widths, &ties);
    }
    Some(begins)
}

fn is_parted(a: &Line, b: &Line) -> bool {
    b.gap > 0 || b.quote != a.quote || b.page || b.indent > a.indent
}

fn tie(a: &Line, b: &Line, widths: &Widths) -> Tie {
    if is_parted(a, b) {
        return Tie::Apart;
    }
    match widths.of(a.quote) {
        Some(width) if a.end() + 1 + b.first_word().chars().count() > width => {
            if marker(&b.text).is_some() {
                Tie::Apart
            } else {
                Tie::Full
            }
        }
        _ => Tie::Short,
    }
}

/// Whether `b`, a line alone, is a heading below a sentence: the last line of a paragraph would end one.
fn heads(a: &Line, b: &Line) -> bool {
    let open = !super::page::ends_sentence(&b.text) || b.text.ends_with('?');
    ending(&a.text) == 0 && open && b.width <= 60 && !b.text.starts_with(char::is_lowercase)
}

/// How a word ends: as a sentence does, with a colon, otherwise.
fn ending(word: &str) -> usize {
    if word.ends_with(':') { 1 } else { usize::from(!super::page::ends_sentence(word)) * 2 }
}

/// How a word begins: small, capital, otherwise.
fn beginning(word: &str) -> usize {
    let opens = ['"', '“', '‘', '(', '\'', '«', '„', '['];
    match word.trim_start_matches(opens).chars().next() {
        Some(c) if c.is_lowercase() => 0,
        Some(c) if c.is_uppercase() => 1,
        _ => 2,
    }
}

/// Whether the last word of a line ends as paragraphs of prose do: 1, or otherwise: 0.
fn ended(line: &Line) -> usize {
    usize::from(ending(&line.text) < 2)
}

/// How the paragraphs of a text are made, as probabilities.
struct Habits {
    /// By lines so far and whether the last ends a sentence: that the paragraph ends there, given it came so far.
    ends: Vec<[f32; 2]>,
    /// By how a paragraph begins.
    begins: [f32; 3],
    /// By how one word of a paragraph ends and the next begins.
    between: [[f32; 3]; 3],
    /// By whether it ends a sentence: how dense the ends of last lines lie near the full width, against even ones.
    density: [f32; 2],
}

impl Habits {
    fn learn(lines: &[Line], widths: &Widths, ties: &[Tie], hidden: &[bool]) -> Habits {
        let mut lengths = [[0.0f32; 2]; LONGEST + 1];
        let mut begins = [0.2f32, 2.4, 0.4];
        let (mut far, mut all) = ([1.0f32; 2], [3.0f32; 2]);
        let mut length = 1;
        for (i, (pair, tie)) in lines.windows(2).zip(ties).enumerate() {
            let (a, b) = (&pair[0], &pair[1]);
            let hides = *tie == Tie::Full && hidden[i + 1];
            if *tie == Tie::Full && !hides {
                length += 1;
                continue;
            }
            if *tie != Tie::Apart {
                let class = ended(a);
                lengths[length.min(LONGEST)][class] += 1.0;
                begins[beginning(&b.text)] += 1.0;
                let width = widths.of(a.quote).unwrap_or(usize::MAX);
                all[class] += 1.0;
                far[class] += f32::from(u8::from(a.end() > width / 3 * 2));
            }
            length = 1;
        }
        Habits {
            ends: hazards(&lengths),
            begins: shares(begins),
            between: between(lines),
            density: [0, 1].map(|c| 3.0 * far[c] / all[c]),
        }
    }

    /// The likeliest reading: which lines begin paragraphs after full ones.
    fn read(&self, lines: &[Line], widths: &Widths, ties: &[Tie]) -> Vec<bool> {
        let mut out = vec![false; lines.len()];
        let mut start = 0;
        for i in 0..lines.len() {
            if ties.get(i) != Some(&Tie::Full) {
                self.stretch(&lines[start..=i], widths, &mut out[start..=i]);
                start = i + 1;
                if ties.get(i) == Some(&Tie::Headed) {
                    out[start] = true;
                }
            }
        }
        out
    }

    /// Reads a stretch of full lines and the short one that ends it.
    fn stretch(&self, lines: &[Line], widths: &Widths, out: &mut [bool]) {
        if lines.len() < 2 {
            return;
        }
        let mut scores = [f32::NEG_INFINITY; LONGEST + 1];
        scores[1] = 0.0;
        // Where the likeliest paragraph of the longest sort began; of the others the length tells.
        let mut long = 0;
        // For every line that may begin a paragraph, where the one above began.
        let mut back = Vec::with_capacity(lines.len());
        for (at, pair) in lines.windows(2).enumerate() {
            let (a, b) = (&pair[0], &pair[1]);
            let class = ended(a);
            let width = widths.of(a.quote).unwrap_or(usize::MAX) as f32;
            let room = (b.first_word().chars().count() + 1) as f32 / width;
            let begin = (self.begins[beginning(&b.text)] * self.density[class] * room.min(1.0)).ln();
            let go_on = self.between[ending(&a.text)][beginning(&b.text)].ln();
            let stop = best(&scores, |n| self.ends[n][class].ln());
            back.push(if stop.0 == LONGEST { long } else { (at + 1).saturating_sub(stop.0) });
            let on = |n: usize| scores[n] + (1.0 - self.ends[n][0] - self.ends[n][1]).max(1e-6).ln() + go_on;
            let mut next = [f32::NEG_INFINITY; LONGEST + 1];
            next[1] = stop.1 + begin;
            for n in 1..LONGEST {
                next[n + 1] = on(n);
            }
            if on(LONGEST) > next[LONGEST] {
                next[LONGEST] = on(LONGEST);
            } else {
                long = (at + 2).saturating_sub(LONGEST);
            }
            scores = next;
        }
        let class = lines.last().map_or(1, ended);
        let (length, _) = best(&scores, |n| self.ends[n][class].ln());
        let mut first = if length == LONGEST { long } else { lines.len().saturating_sub(length) };
        while first > 0 {
            out[first] = true;
            first = back[first - 1];
        }
    }
}

/// The length with the greatest score, and that.
fn best(scores: &[f32; LONGEST + 1], more: impl Fn(usize) -> f32) -> (usize, f32) {
    let mut best = (1, f32::NEG_INFINITY);
    for (n, score) in scores.iter().enumerate().skip(1) {
        let total = score + more(n);
        if total > best.1 {
            best = (n, total);
        }
    }
    best
}

/// Counts of lengths as the chance to end with the n-th line, leaning on a geometric spread where little is known.
fn hazards(lengths: &[[f32; 2]; LONGEST + 1]) -> Vec<[f32; 2]> {
    const LEAN: f32 = 3.0;
    let count: f32 = lengths.iter().flatten().sum();
    let total: f32 = lengths.iter().enumerate().map(|(n, c)| n as f32 * (c[0] + c[1])).sum();
    let closed = (lengths.iter().map(|c| c[1]).sum::<f32>() + 4.0) / (count + 5.0);
    let stop = 1.0 / ((total + 3.0) / (count + 1.0)).max(1.05);
    let spread = |n: usize| stop * (1.0 - stop).powi(n as i32 - 1);
    let mut out = vec![[stop * (1.0 - closed), stop * closed]; LONGEST + 1];
    let mut left = count + LEAN;
    for n in 1..LONGEST {
        let here = [lengths[n][0] + LEAN * spread(n) * (1.0 - closed), lengths[n][1] + LEAN * spread(n) * closed];
        out[n] = here.map(|h| (h / left).clamp(1e-5, 0.98));
        left = (left - here[0] - here[1]).max(1e-3);
    }
    out
}

fn shares<const N: usize>(counts: [f32; N]) -> [f32; N] {
    let sum: f32 = counts.iter().sum();
    counts.map(|c| c / sum)
}

/// How words follow one another inside lines: there no paragraph ends.
fn between(lines: &[Line]) -> [[f32; 3]; 3] {
    // Before anything is counted, as English has it.
    let mut counts = [[0.03f32, 0.9, 0.1], [0.05, 0.05, 0.05], [15.0, 3.0, 1.0]];
    for line in lines.iter().take(5000) {
        let mut words = line.text.split_whitespace();
        let Some(mut word) = words.next() else { continue };
        for next in words {
            counts[ending(word)][beginning(next)] += 1.0;
            word = next;
        }
    }
    let sum: f32 = counts.iter().flatten().sum();
    counts.map(|row| row.map(|c| c / sum))
}

#[cfg(test)]
mod tests {
    use super::super::line::{Piece, lines};
    use super::*;

    fn begins(text: &str) -> Option<Vec<usize>> {
        let pieces =
            text.split('\n').map(|t| Piece { text: t.into(), span: Default::default(), page: false }).collect();
        let lines = lines(pieces);
        let found = hidden(&lines, &Widths::measure(&lines))?;
        Some(found.iter().enumerate().filter(|(_, b)| **b).map(|(i, _)| i).collect())
    }

    #[test]
    fn a_full_last_line_is_found_by_the_habits_of_the_rest() {
        let two = "The quick brown fox jumps over all\nthe dogs that sleep.\n";
        let hidden = "The quick brown fox jumps over all\nthe dogs that are very much asleep.\n";
        let text = format!("{two}{two}{two}{hidden}{two}{two}{two}{two}");
        assert_eq!(begins(text.trim_end()), Some(vec![8]));
    }

    #[test]
    fn sentences_that_end_with_their_line_go_on_where_paragraphs_are_long() {
        let long = "The quick brown fox jumps over it.\nThe dogs that sleep do not wake at\nthe sound and so the fox goes on a\nlong way until it comes to a river\nwith a bridge.\n";
        assert_eq!(begins(long.repeat(4).trim_end()), Some(vec![]));
    }

    #[test]
    fn empty_lines_part_paragraphs_well_enough() {
        assert_eq!(
            begins("One two three four five six seven\neight.\n\nNine ten eleven twelve and thirteen\nfourteen."),
            None
        );
    }
}

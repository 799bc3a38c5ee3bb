//! Statistics of a text's paragraphs, learned from the paragraphs with visible ends.
//!
//! These are the statistics: the lengths of paragraphs; the ends of paragraphs, with or without the end of a sentence;
//! the sort of word at their start; the frequency of sentence ends and capitals between two words in mid-paragraph; and
//! the chance that a last line leaves no room for the next word. Together they give the likelihood of every reading of
//! a stretch of full lines. The readings are compared by dynamic programming (a segment model decoded as Viterbi 1967
//! does).

use super::line::Line;
use super::sentences::ends_sentence;
use super::width::Widths;

/// Signs that may precede the first word of a sentence.
pub(crate) const OPENING: [char; 8] = ['"', '“', '‘', '(', '\'', '«', '„', '['];
/// Paragraphs of more lines count as equally long.
const LONGEST: usize = 40;

/// The kind of a word's end: 0 the end of a sentence, 1 a colon, 2 any other.
pub(crate) fn ending(word: &str) -> usize {
    if word.ends_with(':') { 1 } else { usize::from(!ends_sentence(word)) * 2 }
}

/// The kind of a word's start: 0 a small letter, 1 a capital, 2 any other character.
pub(crate) fn beginning(word: &str) -> usize {
    match word.trim_start_matches(OPENING).chars().next() {
        Some(c) if c.is_lowercase() => 0,
        Some(c) if c.is_uppercase() => 1,
        _ => 2,
    }
}

/// 1 if the last word of a line ends a sentence or has a colon, as paragraphs of prose end; 0 otherwise.
fn ended(line: &Line) -> usize {
    usize::from(ending(&line.text) < 2)
}

/// The break between a line and the one above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Tie {
    /// An empty line, an indent, a list marker: a new paragraph.
    Apart,
    /// The next word had room: a new paragraph.
    Short,
    /// The next word had no room, but a line like a heading is below a sentence: probably a new paragraph.
    Headed,
    /// The next word had no room: the line shows nothing.
    Full,
}

impl Tie {
    /// True if the line does not show that the paragraph ends.
    pub(crate) fn is_full(self) -> bool {
        matches!(self, Tie::Full | Tie::Headed)
    }
}

/// The form of a text's paragraphs, as probabilities.
pub(crate) struct ParagraphStatistics {
    /// The probability that the paragraph ends, if it came so far, by the number of lines so far and by the end of a
    /// sentence in the last line.
    ends: Vec<[f32; 2]>,
    /// By the start of a paragraph.
    begins: [f32; 3],
    /// By the end of one word of a paragraph and the start of the next.
    between: [[f32; 3]; 3],
    /// By the end of a sentence: the density of the ends of last lines near the full width, against an even spread.
    density: [f32; 2],
}

impl ParagraphStatistics {
    /// Learns the statistics of a text with paragraphs that begin at `hidden` lines and where the form shows it.
    pub(crate) fn learn(lines: &[Line], widths: &Widths, ties: &[Tie], hidden: &[bool]) -> ParagraphStatistics {
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
        ParagraphStatistics {
            ends: hazards(&lengths),
            begins: shares(begins),
            between: between(lines),
            density: [0, 1].map(|c| 3.0 * far[c] / all[c]),
        }
    }

    /// The likelihoods that the words at the end of one line and at the start of the next part paragraphs, and that
    /// they do not.
    fn step(&self, a: &Line, b: &Line, widths: &Widths) -> [f32; 2] {
        let width = widths.of(a.quote).unwrap_or(usize::MAX) as f32;
        let room = (b.first_word().chars().count() + 1) as f32 / width;
        let begin = self.begins[beginning(&b.text)] * self.density[ended(a)] * room.min(1.0);
        [begin, self.between[ending(&a.text)][beginning(&b.text)]]
    }

    /// The chance that the paragraph continues after `n` lines.
    fn on(&self, n: usize) -> f32 {
        (1.0 - self.ends[n][0] - self.ends[n][1]).max(1e-6)
    }

    /// For every line but the last of a stretch of full lines and the short line that ends it, the log-odds that a
    /// paragraph ends with it. All readings count, each by its likelihood (Rabiner 1989, forward-backward).
    pub(crate) fn log_odds(&self, lines: &[Line], widths: &Widths) -> Vec<f32> {
        let most = LONGEST.min(lines.len());
        let steps: Vec<[f32; 2]> = lines.windows(2).map(|pair| self.step(&pair[0], &pair[1], widths)).collect();
        let class: Vec<usize> = lines.iter().map(ended).collect();
        // Up to each line, by the number of lines that the paragraph has so far.
        let mut forward = vec![[0.0f32; LONGEST + 1]; lines.len()];
        forward[0][1] = 1.0;
        for (at, [begin, go_on]) in steps.iter().enumerate() {
            let now = forward[at];
            let next = &mut forward[at + 1];
            for n in 1..=most {
                next[1] += now[n] * self.ends[n][class[at]] * begin;
                if n < most || most == LONGEST {
                    next[(n + 1).min(most)] += now[n] * self.on(n) * go_on;
                }
            }
            scale(next);
        }
        let mut log_odds = vec![0.0; steps.len()];
        let last = class.last().copied().unwrap_or(0);
        let mut after: [f32; LONGEST + 1] = std::array::from_fn(|n| self.ends[n][last]);
        for (at, [begin, go_on]) in steps.iter().enumerate().rev() {
            let begins = forward[at + 1][1] * after[1];
            let goes_on: f32 = (2..=most).map(|n| forward[at + 1][n] * after[n]).sum();
            log_odds[at] = (begins.max(1e-30) / goes_on.max(1e-30)).ln().clamp(-20.0, 20.0);
            let mut here = [0.0; LONGEST + 1];
            for n in 1..=most {
                here[n] = self.ends[n][class[at]] * begin * after[1] + self.on(n) * go_on * after[(n + 1).min(most)];
            }
            scale(&mut here);
            after = here;
        }
        log_odds
    }

    /// The likeliest reading: true for each line that begins a paragraph after a full one.
    pub(crate) fn read(&self, lines: &[Line], widths: &Widths, ties: &[Tie]) -> Vec<bool> {
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

    /// Reads a stretch of full lines and the short line that ends it.
    fn stretch(&self, lines: &[Line], widths: &Widths, out: &mut [bool]) {
        if lines.len() < 2 {
            return;
        }
        let mut scores = [f32::NEG_INFINITY; LONGEST + 1];
        scores[1] = 0.0;
        // The start of the likeliest paragraph of the longest kind; the length gives the start of the others.
        let mut long = 0;
        // For every line that may begin a paragraph, the start of the paragraph above.
        let mut back = Vec::with_capacity(lines.len());
        for (at, pair) in lines.windows(2).enumerate() {
            let (a, b) = (&pair[0], &pair[1]);
            let class = ended(a);
            let [begin, go_on] = self.step(a, b, widths).map(f32::ln);
            let stop = best(&scores, |n| self.ends[n][class].ln());
            back.push(if stop.0 == LONGEST { long } else { (at + 1).saturating_sub(stop.0) });
            let on = |n: usize| scores[n] + self.on(n).ln() + go_on;
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

/// Scales numbers to a sum of one, because only their ratios count.
fn scale(numbers: &mut [f32]) {
    let sum: f32 = numbers.iter().sum();
    if sum > 0.0 {
        numbers.iter_mut().for_each(|n| *n /= sum);
    }
}

/// The length with the greatest score, and the score.
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

/// Counts of lengths as the chance to end with the n-th line, mixed with a geometric spread where data is scarce.
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

/// The counts of pairs of words inside lines, where no paragraph ends.
fn between(lines: &[Line]) -> [[f32; 3]; 3] {
    // The prior counts, from English.
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

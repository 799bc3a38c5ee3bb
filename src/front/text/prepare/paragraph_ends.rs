//! The ends of paragraphs in texts that mark them only by a short last line.
//!
//! In a wrapped text without empty lines and indents a short line shows the end of a paragraph. If the last line of a
//! paragraph happens to be full, nothing shows its end. A learned judge weighs the statistics of the text's other
//! paragraphs ([`ParagraphStatistics`]) and the words on both sides of the line's end; `benches/train_text.py` trains
//! it.

use std::collections::{BTreeSet, HashMap};

use super::line::Line;
use super::paragraph_statistics::{OPENING, ParagraphStatistics, Tie, beginning, ending};
use super::sentences::ends_sentence;
use super::unit::marker;
use super::width::Widths;
use crate::front::text::model;
use crate::front::trees::flag;

/// For every line, true if it begins a paragraph although the line above is full. `None` if empty lines or indents
/// separate paragraphs, because full lines then always go on.
pub(crate) fn hidden(lines: &[Line], widths: &Widths) -> Option<Vec<bool>> {
    let rows = evidence(lines, widths)?;
    let mut begins = vec![false; lines.len()];
    for (at, row) in rows {
        begins[at] = model::ends().log_odds(&row) > 0.0;
    }
    Some(begins)
}

/// The lines below full ones, and the features by which each is judged; `None` if the ends of paragraphs show.
pub(crate) fn evidence(lines: &[Line], widths: &Widths) -> Option<Vec<(usize, Vec<f32>)>> {
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
    let first = ParagraphStatistics::learn(lines, widths, &ties, &vec![false; lines.len()]).read(lines, widths, &ties);
    // The second pass learns from the result of the first.
    let statistics = ParagraphStatistics::learn(lines, widths, &ties, &first);
    let begins = statistics.read(lines, widths, &ties);
    Some(Witness::of(lines, widths, ties, begins).rows(&statistics))
}

fn is_parted(a: &Line, b: &Line) -> bool {
    b.gap > 0 || b.quote != a.quote || b.page || b.indent > a.indent
}

fn tie(a: &Line, b: &Line, widths: &Widths) -> Tie {
    if is_parted(a, b) {
        return Tie::Apart;
    }
    match widths.of(a.quote) {
        Some(width) if a.reach(b) > width => {
            if marker(&b.text).is_some() {
                Tie::Apart
            } else {
                Tie::Full
            }
        }
        _ => Tie::Short,
    }
}

/// True if `b`, a lone line, is a heading below a sentence: the last line of a paragraph would end one.
fn heads(a: &Line, b: &Line) -> bool {
    let open = !ends_sentence(&b.text) || b.text.ends_with('?');
    ending(&a.text) == 0 && open && b.width <= 60 && !b.text.starts_with(char::is_lowercase)
}

/// Features of one line.
struct LineFeatures {
    /// The number of words; of those at the end of a sentence; and of those with a capital.
    words: usize,
    sentences: usize,
    capitals: f32,
    /// True if its last word ends a sentence.
    closed: bool,
    /// Openings less closings: curly quotes, brackets; and the number of straight quotes.
    open: [i32; 3],
    /// Its longer words in lower case.
    long: BTreeSet<String>,
    /// A colon near its beginning.
    colon: bool,
}

impl LineFeatures {
    fn of(line: &Line) -> LineFeatures {
        let words: Vec<&str> = line.text.split(' ').collect();
        let count = |sign: char| i32::try_from(line.text.matches(sign).count()).unwrap_or(0);
        let capitals = words.iter().filter(|w| w.starts_with(char::is_uppercase)).count();
        let long = line.text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().nth(3).is_some());
        LineFeatures {
            words: words.len(),
            sentences: words.iter().filter(|w| ends_sentence(w)).count(),
            capitals: capitals as f32 / words.len().max(1) as f32,
            closed: ends_sentence(&line.text),
            open: [count('“') - count('”'), count('(') - count(')'), count('"')],
            long: long.map(str::to_lowercase).collect(),
            colon: line.text.chars().take(45).any(|c| c == ':'),
        }
    }
}

/// The first two words.
fn two_words(text: &str) -> &str {
    let end = text.match_indices(' ').nth(1).map_or(text.len(), |(i, _)| i);
    &text[..end]
}

/// Evidence from the words of a text.
struct Witness<'a> {
    lines: &'a [Line],
    widths: &'a Widths,
    ties: Vec<Tie>,
    /// The habits' own reading.
    begins: Vec<bool>,
    facts: Vec<LineFeatures>,
    /// The number of paragraphs that surely begin with a word, and with two words.
    firsts: HashMap<&'a str, f32>,
    pairs: HashMap<&'a str, f32>,
    /// The number of sentences inside lines that begin with a word, and of all such sentences.
    inner: HashMap<&'a str, f32>,
    sentences: f32,
    /// Features that are the same for every line.
    whole: Vec<f32>,
}

impl<'a> Witness<'a> {
    fn of(lines: &'a [Line], widths: &'a Widths, ties: Vec<Tie>, begins: Vec<bool>) -> Self {
        let facts: Vec<LineFeatures> = lines.iter().map(LineFeatures::of).collect();
        let starts: Vec<usize> = (0..lines.len()).filter(|&i| i == 0 || !ties[i - 1].is_full()).collect();
        let (mut firsts, mut pairs, mut inner) = (HashMap::new(), HashMap::new(), HashMap::new());
        for &i in &starts {
            *firsts.entry(lines[i].first_word()).or_insert(0.0) += 1.0;
            *pairs.entry(two_words(&lines[i].text)).or_insert(0.0) += 1.0;
        }
        let mut before = "";
        for word in lines.iter().flat_map(|l| l.text.split(' ')) {
            if ends_sentence(before) {
                *inner.entry(word).or_insert(0.0) += 1.0;
            }
            before = word;
        }
        let sentences = facts.iter().map(|f| f.sentences).sum::<usize>().max(1) as f32;
        let whole = whole(lines, &ties, &facts, &starts, sentences);
        Witness { lines, widths, ties, begins, facts, firsts, pairs, inner, sentences, whole }
    }

    /// The features of every line below a full one.
    fn rows(&self, statistics: &ParagraphStatistics) -> Vec<(usize, Vec<f32>)> {
        let mut out = Vec::new();
        let mut start = 0;
        for end in 0..self.lines.len() {
            if !self.ties.get(end).is_some_and(|t| t.is_full()) {
                let log_odds = statistics.log_odds(&self.lines[start..=end], self.widths);
                self.stretch(start, end, &log_odds, &mut out);
                start = end + 1;
            }
        }
        out
    }

    /// The features of a stretch of full lines and the short line that ends it.
    fn stretch(&self, start: usize, end: usize, log_odds: &[f32], out: &mut Vec<(usize, Vec<f32>)>) {
        let (mut open, mut sentences) = ([0i32; 3], 0);
        for at in start..end {
            if self.begins[at] {
                (open, sentences) = ([0; 3], 0);
            }
            for (sum, more) in open.iter_mut().zip(self.facts[at].open) {
                *sum += more;
            }
            sentences += self.facts[at].sentences;
            let place = [
                (at + 1 - start) as f32,
                (end - at) as f32,
                (end + 1 - start) as f32,
                flag(start == 0),
                flag(at + 1 == end),
                flag(self.facts[end].closed),
                sentences as f32,
                open[0] as f32,
                open[1] as f32,
                (open[2] % 2) as f32,
                flag(self.begins[at + 1]),
                flag(self.ties[at] == Tie::Headed),
            ];
            let mut row = vec![log_odds[at - start]];
            row.extend(place);
            row.extend(self.between(at, start, end));
            row.extend(&self.whole);
            out.push((at + 1, row));
        }
    }

    /// The features of the words before and after the end of line `at`.
    fn between(&self, at: usize, start: usize, end: usize) -> [f32; 33] {
        let (a, b) = (&self.lines[at], &self.lines[at + 1]);
        let (before, after) = (&self.facts[at], &self.facts[at + 1]);
        let width = self.widths.of(a.quote).unwrap_or(0) as f32;
        let first = b.first_word();
        let bare = first.trim_start_matches(OPENING).trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '”', '’']);
        let second = b.text.split(' ').nth(1).unwrap_or("");
        let last = a.text.rsplit(' ').next().unwrap_or("");
        let length = first.chars().count() as f32 + 1.0;
        let room = width - a.end() as f32;
        // A paragraph that continues repeats its words.
        let known =
            |word: &&String| before.long.contains(*word) || at > start && self.facts[at - 1].long.contains(*word);
        let next = (at + 1 < end).then(|| &self.facts[at + 2].long);
        let told: BTreeSet<&String> = after.long.iter().chain(next.into_iter().flatten()).collect();
        let shared = told.iter().filter(|w| known(w)).count() as f32 / told.len().max(1) as f32;
        let count = |of: &HashMap<&str, f32>, word: &str| of.get(word).copied().unwrap_or(0.0);
        let capitals = bare.chars().nth(1).is_some() && bare.chars().any(char::is_uppercase);
        [
            flag(ending(&a.text) == 0),
            flag(ending(&a.text) == 1),
            flag(a.text.ends_with('.')),
            flag(a.text.ends_with(['!', '?', '…'])),
            flag(a.text.ends_with(['”', '"', '’', '\'', '»', ')'])),
            flag(a.text.ends_with([',', ';'])),
            flag(a.text.ends_with(['-', '–', '—'])),
            flag(beginning(&b.text) == 0),
            flag(beginning(&b.text) == 1),
            flag(b.text.starts_with(OPENING)),
            flag(bare.starts_with(|c: char| c.is_ascii_digit())),
            flag(capitals && !bare.chars().any(char::is_lowercase)),
            length,
            room,
            room - length,
            width,
            self.facts[end].words as f32,
            self.lines[end].width as f32 / width.max(1.0),
            (before.sentences - usize::from(ends_sentence(last))) as f32,
            after.sentences as f32,
            flag(second.starts_with(char::is_uppercase)),
            flag(!last.is_empty() && last.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit())),
            flag(last.chars().count() <= 4),
            before.capitals,
            after.capitals,
            shared,
            count(&self.firsts, first),
            count(&self.pairs, two_words(&b.text)),
            count(&self.inner, first) / self.sentences,
            flag(after.colon),
            flag(at + 1 == end && b.width < 60),
            before.words as f32,
            after.words as f32,
        ]
    }
}

/// The features that are the same for every line of a text.
fn whole(lines: &[Line], ties: &[Tie], facts: &[LineFeatures], starts: &[usize], sentences: f32) -> Vec<f32> {
    let ends: Vec<usize> = (0..ties.len()).filter(|&i| ties[i] == Tie::Short).collect();
    let share = |n: usize, of: usize| n as f32 / of.max(1) as f32;
    let mut lengths: Vec<usize> = starts.windows(2).map(|p| p[1] - p[0]).collect();
    lengths.extend(starts.last().map(|last| lines.len() - last));
    lengths.sort_unstable();
    let words: usize = facts.iter().map(|f| f.words).sum();
    let first = |i: &&usize| lines[**i + 1].text.as_str();
    vec![
        share(ends.iter().filter(|i| ending(&lines[**i].text) < 2).count(), ends.len()),
        share(lines.len(), lengths.len()),
        lengths.get(lengths.len() / 2).map_or(0.0, |n| *n as f32),
        share(lengths.iter().filter(|n| **n == 1).count(), lengths.len()),
        share(ends.iter().filter(|i| first(i).starts_with(OPENING)).count(), ends.len()),
        share(ends.iter().filter(|i| first(i).starts_with(char::is_lowercase)).count(), ends.len()),
        words as f32 / sentences,
        lines.len() as f32,
        share(ties.iter().filter(|t| t.is_full()).count(), ties.len()),
        share(starts.iter().filter(|i| facts[**i].colon).count(), starts.len()),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn begins(text: &str) -> Option<Vec<usize>> {
        let lines = of_text(text);
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

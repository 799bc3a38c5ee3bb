//! Type for the cover: words into lines that fit, and the faces that have their characters.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use usvg::fontdb::{Database, Source};

use crate::context::Faces;
use crate::lang::is_bound_name;
use crate::layout::fonts::{Fonts, Loaded};
use crate::style::Family;

/// A line set in one size.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its words, in stretches of one face.
    pub runs: Vec<Run>,
    /// The em in pixels.
    pub size: f32,
}

/// Words in one face.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The words.
    pub text: String,
    /// The family's name.
    pub family: String,
    /// The face's weight class.
    pub weight: u16,
}

/// Measures words and collects the faces that have their characters: our serif, then the fallback faces of layout.
pub(super) struct Typesetter {
    fonts: Fonts,
    faces: Vec<&'static Loaded>,
    seen: BTreeSet<String>,
}

/// The size in points that chooses the optical size of a face: covers are set large.
const OPTICAL: f32 = 60.0;
/// The size that chooses the cut for running text, which has more weights.
const TEXT: f32 = 12.0;

impl Typesetter {
    /// An empty collection, with the installed faces for characters that ours lack.
    pub(super) fn new(installed: Option<&'static dyn Faces>) -> Self {
        let fonts = Fonts::with_installed(installed);
        Typesetter { fonts, faces: Vec::new(), seen: BTreeSet::new() }
    }

    /// Words in lines not wider than `width`, in the largest size from `large` down to `small` that needs no more than
    /// `most` lines. A text too long for the smallest size ends in an ellipsis.
    pub(super) fn fit(
        &mut self,
        words: &str,
        width: f32,
        large: f32,
        small: f32,
        most: usize,
        bold: bool,
    ) -> Vec<Line> {
        if words.is_empty() {
            return Vec::new();
        }
        let words = &showable(words);
        let faces = self.faces_for(words, bold);
        let advances = Advances::of(words, &faces);
        let mut size = large;
        loop {
            let lines = wrap(words, width / size, &advances, None);
            if lines.len() <= most || size <= small {
                return self.lines(cut(lines, most), &faces, size);
            }
            size = (size * 0.93).max(small);
        }
    }

    /// The title: the largest size at which all lines fit the height. Few lines are set large; if words are too long
    /// for that, `patterns` may divide them, so that not all lines become small.
    pub(super) fn fit_height(
        &mut self,
        words: &str,
        (width, height): (f32, f32),
        (large, small): (f32, f32),
        patterns: Option<hypher::Lang>,
    ) -> Vec<Line> {
        let words = &showable(words);
        let faces = self.faces_for(words, true);
        let advances = Advances::of(words, &faces);
        let whole = largest(words, (width, height), (large, small), &advances, None);
        // A word broken in the middle is worse than smaller type, until the type is too small for a cover.
        let divided = patterns.filter(|_| whole.1 < DIVIDE_BELOW);
        let divided = divided.map(|_| largest(words, (width, height), (DIVIDE_BELOW, small), &advances, patterns));
        let (lines, size) = divided.filter(|(_, size)| *size > whole.1).unwrap_or(whole);
        self.lines(lines, &faces, size)
    }

    /// The faces for the painter.
    pub(super) fn database(&self) -> Arc<Database> {
        let mut database = Database::new();
        for loaded in &self.faces {
            database.load_font_source(Source::Binary(Arc::new(loaded.face.data.bytes())));
        }
        Arc::new(database)
    }

    fn lines(&self, lines: Vec<Wrapped>, faces: &[&'static Loaded], size: f32) -> Vec<Line> {
        let named: Vec<(String, u16)> = faces.iter().map(|loaded| family(loaded)).collect();
        let runs = |text: &str| {
            let mut runs: Vec<(usize, String)> = Vec::new();
            for c in text.chars() {
                // A combining mark belongs to the letter before it, and a character that no face has to the word.
                let last = runs.last().map(|(face, _)| *face);
                let own = if is_combining_mark(c) { None } else { faces.iter().position(|face| face.has(c)) };
                let face = own.or(last).unwrap_or(0);
                match runs.last_mut().filter(|(last, _)| *last == face) {
                    Some((_, text)) => text.push(c),
                    None => runs.push((face, c.to_string())),
                }
            }
            let run = |(face, text): (usize, String)| {
                let (family, weight) = named.get(face).cloned().unwrap_or((String::new(), 400));
                Run { text, family, weight }
            };
            runs.into_iter().map(run).collect()
        };
        lines.into_iter().map(|line| Line { runs: runs(&line.text), size }).collect()
    }

    /// The faces that have the characters, our own first. Titles are bolder than the rest, in one weight: the one that
    /// all faces of their letters have, or the regular one.
    fn faces_for(&mut self, words: &str, bold: bool) -> Vec<&'static Loaded> {
        let cuts: &[(u16, f32)] = if bold { &[(600, OPTICAL), (700, TEXT), (400, OPTICAL)] } else { &[(400, OPTICAL)] };
        let mut faces = Vec::new();
        for cut in cuts {
            faces = self.faces_of(words, *cut);
            let weight = faces.first().map_or(400, |loaded| loaded.face.weight);
            let is_used = |loaded: &&&Loaded| {
                let first =
                    |c: char| faces.iter().find(|face| face.has(c)).is_some_and(|face| std::ptr::eq(*face, **loaded));
                words.chars().any(|c| c.is_alphanumeric() && first(c))
            };
            if faces.iter().filter(is_used).all(|loaded| loaded.face.weight == weight) {
                break;
            }
        }
        for loaded in &faces {
            if self.seen.insert(loaded.face.name.clone()) {
                self.faces.push(loaded);
            }
        }
        faces
    }

    /// The faces of a weight and an optical size that have the characters, our own first.
    fn faces_of(&self, words: &str, (weight, optical): (u16, f32)) -> Vec<&'static Loaded> {
        let mut found = vec![self.fonts.select(&Family::Serif, weight, false, optical)];
        for c in words.chars().filter(|c| !c.is_whitespace()) {
            let face = self.fonts.fallback(&[c], &Family::Serif, weight, false, optical);
            if let Some(face) = face
                && !found.contains(&face)
            {
                found.push(face);
            }
        }
        found.into_iter().map(|id| self.fonts.face(id)).collect()
    }
}

/// As many of the words as a cover could show at all, because a title may be as long as a book; letters and their accents
/// as one character where there is one, because faces lack marks more often than letters.
fn showable(words: &str) -> String {
    const MOST: usize = 1000;
    let mut shown: String = words.nfc().take(MOST).collect();
    if words.nfc().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// Family and weight as the painter's font database knows them.
fn family(loaded: &'static Loaded) -> (String, u16) {
    let mut database = Database::new();
    let ids = database.load_font_source(Source::Binary(Arc::new(loaded.face.data.bytes())));
    let info = ids.get(loaded.face.index as usize).or(ids.first()).and_then(|id| database.face(*id));
    let name = info.and_then(|info| info.families.first().map(|(name, _)| name.clone())).unwrap_or_default();
    (name, info.map_or(400, |info| info.weight.0))
}

/// The advance of each character of some words, in ems: lines are tried in many sizes.
struct Advances(BTreeMap<char, f32>);

impl Advances {
    fn of(words: &str, faces: &[&'static Loaded]) -> Self {
        let advance = |c: char| faces.iter().find(|face| face.has(c)).map_or(0.6, |face| face.glyph(c).1);
        Advances(words.chars().chain(['-']).map(|c| (c, advance(c))).collect())
    }

    /// Width of words in ems.
    fn width(&self, words: &str) -> f32 {
        words.chars().map(|c| self.0.get(&c).copied().unwrap_or(0.6)).sum()
    }
}

struct Wrapped {
    text: String,
    broken: bool,
}

/// Below this size in pixels, long words of a title are divided.
const DIVIDE_BELOW: f32 = 96.0;

/// The largest size at which the lines fit, and the lines; at the smallest, excess text is cut.
fn largest(
    words: &str,
    (width, height): (f32, f32),
    (large, small): (f32, f32),
    advances: &Advances,
    patterns: Option<hypher::Lang>,
) -> (Vec<Wrapped>, f32) {
    let mut size = large;
    loop {
        let lines = wrap(words, width / size, advances, patterns);
        let most = ((height / size - 0.8) / 1.1).floor().max(0.0) as usize + 1;
        let few = if size > 100.0 { 4 } else { 9 };
        // A last line of one character looks lost.
        let lone = lines.len() > 1 && lines.last().is_some_and(|line| line.text.chars().count() == 1);
        let whole = !lone && lines.iter().all(|line| !line.broken);
        if (lines.len() <= most.min(few) && whole) || size <= small {
            return (cut(lines, most), size);
        }
        size = (size * 0.95).max(small);
    }
}

/// Greedy lines, broken where the language of the words breaks them (UAX 14); a word wider than the line is divided by
/// the patterns or, without them, broken where it must be.
fn wrap(words: &str, measure: f32, advances: &Advances, patterns: Option<hypher::Lang>) -> Vec<Wrapped> {
    let mut lines = Lines { advances, measure, done: Vec::new(), line: String::new(), used: 0.0 };
    let segmenter = LineSegmenter::new_auto(LineBreakOptions::default());
    let mut start = 0;
    for end in segmenter.segment_str(words).filter(|end| *end > 0) {
        let (word, rest) = (words.get(start..end).unwrap_or(""), words.get(end..).unwrap_or(""));
        let last = word.trim_end().rsplit(' ').next().unwrap_or(word);
        if is_bound_name(last, rest) && !rest.is_empty() {
            continue;
        }
        start = end;
        if lines.used + advances.width(word.trim_end()) <= measure || lines.line.is_empty() && word.trim().is_empty() {
            lines.push(word);
            continue;
        }
        if patterns.is_none() || advances.width(word.trim_end()) <= measure {
            lines.end("", false);
        }
        match patterns {
            Some(patterns) => lines.syllables(word, patterns),
            None => lines.characters(word),
        }
    }
    lines.end("", false);
    lines.done
}

/// Lines being filled.
struct Lines<'f> {
    advances: &'f Advances,
    measure: f32,
    done: Vec<Wrapped>,
    line: String,
    used: f32,
}

impl Lines<'_> {
    fn push(&mut self, words: &str) {
        self.line.push_str(words);
        self.used += self.advances.width(words);
    }

    fn end(&mut self, hyphen: &str, broken: bool) {
        let text = std::mem::take(&mut self.line);
        self.used = 0.0;
        if !text.trim().is_empty() {
            self.done.push(Wrapped { text: format!("{}{hyphen}", text.trim_end()), broken });
        }
    }

    fn syllables(&mut self, word: &str, patterns: hypher::Lang) {
        let (left, right) = patterns.bounds();
        let hyphen = self.advances.width("-");
        for (number, syllable) in hypher::hyphenate_bounded(word, patterns, left.max(3), right.max(3)).enumerate() {
            if self.used + self.advances.width(syllable.trim_end()) + hyphen > self.measure {
                self.end(if number > 0 { "-" } else { "" }, false);
            }
            self.push(syllable);
        }
    }

    fn characters(&mut self, word: &str) {
        for c in word.chars() {
            let text = c.to_string();
            if self.used + self.advances.width(text.trim_end()) > self.measure && !self.line.is_empty() {
                self.end("", true);
            }
            self.push(&text);
        }
    }
}

fn cut(mut lines: Vec<Wrapped>, most: usize) -> Vec<Wrapped> {
    let most = most.max(1);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let kept = last.text.chars().count().saturating_sub(2);
            last.text = last.text.chars().take(kept).collect::<String>().trim_end().to_string() + "…";
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_one_weight_and_every_word_a_face() {
        for (title, weight) in
            [("The Voyage of the Beagle", 600), ("Cardinals ℵ and ℶ", 400), ("Ωμε\u{301}γα → x²", 600)]
        {
            let lines = Typesetter::new(None).fit_height(title, (900.0, 400.0), (150.0, 44.0), None);
            let runs: Vec<&Run> = lines.iter().flat_map(|line| &line.runs).collect();
            let words = runs.iter().filter(|run| run.text.contains(char::is_alphanumeric));
            assert!(words.clone().all(|run| run.weight == weight && !run.family.is_empty()), "{title}: {runs:?}");
            let shown: String = runs.iter().map(|run| run.text.as_str()).collect();
            assert_eq!(shown.replace(' ', ""), title.nfc().collect::<String>().replace(' ', ""));
        }
    }

    #[test]
    fn initials_stay_on_a_line_with_their_name() {
        let mut setter = Typesetter::new(None);
        for title in ["The Collected Letters of J. R. R. Tolkien", "Das Leben des E. T. A. Hoffmann in Bildern"] {
            for width in [500.0, 600.0, 700.0, 800.0, 900.0] {
                let lines = setter.fit_height(title, (width, 600.0), (150.0, 44.0), None);
                for line in &lines {
                    let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
                    assert!(!text.ends_with('.'), "{width}: {text}");
                }
            }
        }
    }
}

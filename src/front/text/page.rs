//! What is known of every unit before anything is decided: the evidence that the gate, the segmentation, the head and
//! the headings share.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::features::{self, Facts};
use super::lexicon::{self, Cover};
use super::unit::{Kind, Unit};
use crate::doc::count;

/// Evidence about one unit.
#[derive(Clone, Debug, Default)]
pub struct Clue {
    /// Words, by white space; two characters of Chinese and Japanese make one.
    pub words: usize,
    /// Characters, those of Chinese and Japanese twice.
    pub chars: usize,
    /// Ends as a sentence ends.
    pub sentence: bool,
    /// What the lexicon of chrome says.
    pub cover: Cover,
    /// How often the same words stand in the document as a unit.
    pub copies: usize,
    /// True when the same words stood above.
    pub again: bool,
}

/// Units and what is known of them.
pub struct Page {
    /// The logical lines.
    pub units: Vec<Unit>,
    /// One for each.
    pub clues: Vec<Clue>,
    /// What the words of each say, whatever stands around it: gathered once, for it costs most.
    facts: Vec<Rc<Facts>>,
    /// The numbers of each, once they were asked for.
    numbers: OnceCell<Vec<[f32; features::COUNT]>>,
}

impl Page {
    /// Gathers the evidence.
    pub fn new(units: Vec<Unit>) -> Self {
        let clue = |unit: &Unit| {
            let (words, chars) = measure(&unit.text);
            let cover = if unit.kind == Kind::Prose { lexicon::cover(&unit.text) } else { Cover::default() };
            Clue { words, chars, sentence: ends_sentence(&unit.text), cover, ..Clue::default() }
        };
        let clues: Vec<Clue> = units.iter().map(clue).collect();
        let facts = units.iter().zip(&clues).map(|(u, c)| Rc::new(features::facts(u, c))).collect();
        Page::counted(units, clues, facts)
    }

    /// The page of some of its units, judged anew: copies and the like are counted among them alone.
    pub fn of(&self, indices: &[usize]) -> Page {
        let known = || indices.iter().filter(|i| **i < self.units.len());
        Page::counted(
            known().map(|&i| self.units[i].clone()).collect(),
            known().map(|&i| self.clues[i].clone()).collect(),
            known().map(|&i| Rc::clone(&self.facts[i])).collect(),
        )
    }

    /// The page, after counting how often the same words stand in it.
    fn counted(units: Vec<Unit>, mut clues: Vec<Clue>, facts: Vec<Rc<Facts>>) -> Page {
        let mut copies: HashMap<&str, usize> = HashMap::new();
        for (clue, facts) in clues.iter_mut().zip(&facts) {
            let count = copies.entry(&facts.key).or_default();
            clue.again = !facts.key.is_empty() && *count > 0;
            *count += 1;
        }
        for (clue, facts) in clues.iter_mut().zip(&facts) {
            clue.copies = copies.get(facts.key.as_str()).copied().unwrap_or(1);
        }
        Page { units, clues, facts, numbers: OnceCell::new() }
    }

    /// Whether Chinese, Japanese or Korean has most of the text: the judges learned from other languages.
    pub fn is_eastern(&self) -> bool {
        // Nearly all of their characters take three bytes.
        let own = |text: &str| if text.is_ascii() { 0 } else { 3 * text.chars().filter(|c| is_eastern(*c)).count() };
        let (own, all) = self.units.iter().take(400).fold((0, 0), |(n, all), u| (n + own(&u.text), all + u.text.len()));
        own * 2 > all
    }

    /// What the words of a unit say, whatever stands around it.
    pub fn facts(&self, i: usize) -> &Facts {
        &self.facts[i]
    }

    /// The numbers by which the judges know every unit: see [`features`].
    pub fn numbers(&self) -> &[[f32; features::COUNT]] {
        self.numbers.get_or_init(|| features::features(self))
    }

    /// True for a unit that can only be a paragraph: long, and a sentence.
    pub fn is_paragraph(&self, i: usize) -> bool {
        let (Some(unit), Some(clue)) = (self.units.get(i), self.clues.get(i)) else { return false };
        is_paragraph(unit, clue)
    }
}

/// Words and characters of a text as they compare with those of languages with letters.
fn measure(text: &str) -> (usize, usize) {
    let chars = if text.is_ascii() { text.len() } else { text.chars().count() + count::ideographs(text) };
    (count::words(text), chars)
}

/// Whether a character is of Chinese, Japanese or Korean.
pub fn is_eastern(c: char) -> bool {
    count::is_ideographic(c) || count::is_hangul(c)
}

/// True for a unit that can only be a paragraph: long, and a sentence.
pub fn is_paragraph(unit: &Unit, clue: &Clue) -> bool {
    unit.kind == Kind::Prose && clue.chars >= 120 && (clue.sentence || clue.words >= 40 || clue.chars >= 400)
}

/// A text's words in lower case, for telling whether two are the same.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        match word.is_ascii() {
            true => out.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase()))),
            false => out.extend(word.chars().flat_map(char::to_lowercase)),
        }
    }
    out
}

/// Ends as a sentence ends, closing quotes and brackets after it allowed.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', '“', '‘', '*', '_']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔'])
        || bare.len() == text.len() && text.ends_with(':')
}

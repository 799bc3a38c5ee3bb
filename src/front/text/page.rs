//! What is known of every unit before anything is decided: the evidence that the gate, the segmentation, the head and
//! the headings share.

use std::collections::HashMap;

use super::lexicon::{self, Cover};
use super::unit::{Kind, Unit};

/// Evidence about one unit.
#[derive(Clone, Debug, Default)]
pub struct Clue {
    /// Words, by white space.
    pub words: usize,
    /// Characters.
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
}

impl Page {
    /// Gathers the evidence.
    pub fn new(units: Vec<Unit>) -> Self {
        let keys: Vec<String> = units.iter().map(|u| key(&u.text)).collect();
        let mut copies: HashMap<&str, usize> = HashMap::new();
        for key in &keys {
            *copies.entry(key).or_default() += 1;
        }
        let mut seen: HashMap<&str, ()> = HashMap::new();
        let mut clues = Vec::with_capacity(units.len());
        for (unit, key) in units.iter().zip(&keys) {
            let again = !key.is_empty() && seen.insert(key, ()).is_some();
            let cover = if unit.kind == Kind::Prose { lexicon::cover(&unit.text) } else { Cover::default() };
            clues.push(Clue {
                words: unit.text.split_whitespace().count(),
                chars: unit.text.chars().count(),
                sentence: ends_sentence(&unit.text),
                cover,
                copies: copies.get(key.as_str()).copied().unwrap_or(1),
                again,
            });
        }
        Page { units, clues }
    }

    /// The page of some of its units, judged anew: copies and the like are counted among them alone.
    pub fn of(&self, indices: &[usize]) -> Page {
        Page::new(indices.iter().filter_map(|&i| self.units.get(i).cloned()).collect())
    }

    /// True for a unit that can only be a paragraph: long, and a sentence.
    pub fn is_paragraph(&self, i: usize) -> bool {
        let (Some(unit), Some(clue)) = (self.units.get(i), self.clues.get(i)) else { return false };
        unit.kind == Kind::Prose && clue.chars >= 120 && (clue.sentence || clue.words >= 40 || clue.chars >= 400)
    }
}

/// A text's words in lower case, for telling whether two are the same.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// Ends as a sentence ends, closing quotes and brackets after it allowed.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', '“', '‘', '*', '_']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔'])
        || bare.len() == text.len() && text.ends_with(':')
}

//! The places at which words may be divided: hypher's patterns (Liang's method), by language, each word looked up once
//! a document.

use crate::lang::Language;
use std::collections::HashMap;

use foldhash::fast::RandomState;

/// Words seen, with the byte offsets at which they may be divided. Never iterated, because a hash map has no fixed
/// order.
#[derive(Default)]
pub(crate) struct Cache {
    languages: Vec<(hypher::Lang, Words)>,
}

/// The words seen of one language.
type Words = HashMap<Box<str>, Box<[u8]>, RandomState>;

/// The least number of letters of a word that is divided.
const SHORTEST: usize = 5;
/// Longer "words" are not words, and offsets fit a byte.
const LONGEST: usize = 80;
/// The number of words remembered; a text with more distinct ones forgets all and starts again.
const MOST: usize = 50_000;

/// The patterns for a language tag, if there are any.
pub fn patterns(lang: &crate::doc::Lang) -> Option<hypher::Lang> {
    let iso: [u8; 2] = Language::of(lang).hyphenation?.as_bytes().try_into().ok()?;
    hypher::Lang::from_iso(iso)
}

impl Cache {
    /// Byte offsets inside `word` (letters only) at which it may be divided.
    pub(crate) fn divisions(&mut self, word: &str, patterns: hypher::Lang) -> &[u8] {
        if word.len() > LONGEST || word.chars().count() < SHORTEST {
            return &[];
        }
        let at = match self.languages.iter().position(|(lang, _)| *lang == patterns) {
            Some(at) => at,
            None => {
                self.languages.push((patterns, Words::default()));
                self.languages.len() - 1
            }
        };
        let words = &mut self.languages[at].1;
        if words.len() >= MOST {
            words.clear();
        }
        if !words.contains_key(word) {
            words.insert(word.into(), divide(word, patterns));
        }
        words.get(word).map_or(&[], |offsets| offsets)
    }
}

fn divide(word: &str, patterns: hypher::Lang) -> Box<[u8]> {
    // Abbreviations in capitals are not divided; a long word in capitals is not an abbreviation.
    if word.chars().all(|c| c.is_uppercase()) && word.chars().count() < 7 {
        return Box::default();
    }
    // Fewer than three letters after a hyphen save nothing and cost the rest of a line.
    let (left, right) = patterns.bounds();
    let (left, right) = (left.max(2), right.max(3));
    let mut at = 0;
    let mut offsets = Vec::new();
    for syllable in hypher::hyphenate_bounded(word, patterns, left, right) {
        at += syllable.len();
        if at < word.len() {
            offsets.push(at as u8);
        }
    }
    offsets.into()
}

//! The features of every unit, before anything is decided: the evidence that the page classifier, the segmentation, the head and
//! the headings share.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::WordFeatures;
use crate::doc::count::{self, is_eastern};
use crate::front::text::prepare::sentences::ends_sentence;
use crate::front::text::prepare::unit::{Kind, Unit};
use crate::lang::phrases::{self, Cover};
use crate::lang::{Lang, detect};

/// Evidence about one unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Basics {
    /// Words, by white space; two characters of Chinese and Japanese make one.
    pub words: usize,
    /// The number of characters, with those of Chinese and Japanese counted twice.
    pub chars: usize,
    /// True if it ends as a sentence ends.
    pub sentence: bool,
    /// The share of its words that the lexicon of page furniture covers.
    pub cover: Cover,
    /// The number of places in the document with the same words as the unit.
    pub copies: usize,
    /// True if the same words occurred above.
    pub again: bool,
}

/// Units and their features.
pub(crate) struct Page {
    /// The logical lines.
    pub units: Vec<Unit>,
    /// One for each.
    pub basics: Vec<Basics>,
    /// The word features of each unit, regardless of its neighbours: gathered once, because they cost most.
    words: Vec<Rc<WordFeatures>>,
    /// The language, after its first use.
    lang: OnceCell<Option<Lang>>,
    /// The numbers of each unit, after their first use.
    rows: OnceCell<Vec<[f32; super::COUNT]>>,
}

impl Page {
    /// Gathers the evidence.
    pub(crate) fn new(units: Vec<Unit>) -> Self {
        let basic = |unit: &Unit| {
            let (words, chars) = measure(&unit.text);
            let cover = if unit.kind == Kind::Prose { phrases::cover(&unit.text) } else { Cover::default() };
            Basics { words, chars, sentence: ends_sentence(&unit.text), cover, ..Basics::default() }
        };
        let basics: Vec<Basics> = units.iter().map(basic).collect();
        let words = units.iter().zip(&basics).map(|(u, c)| Rc::new(super::word_features(u, c))).collect();
        Page::counted(units, basics, words)
    }

    /// The page of some of its units, judged separately: copies and the like are counted only among them.
    pub(crate) fn of(&self, indices: &[usize]) -> Page {
        let known = || indices.iter().filter(|i| **i < self.units.len());
        Page::counted(
            known().map(|&i| self.units[i].clone()).collect(),
            known().map(|&i| self.basics[i].clone()).collect(),
            known().map(|&i| Rc::clone(&self.words[i])).collect(),
        )
    }

    /// The page, after counting the places of the same words in it.
    fn counted(units: Vec<Unit>, mut basics: Vec<Basics>, words: Vec<Rc<WordFeatures>>) -> Page {
        let mut copies: HashMap<&str, usize> = HashMap::new();
        for (basic, words) in basics.iter_mut().zip(&words) {
            let count = copies.entry(&words.key).or_default();
            basic.again = !words.key.is_empty() && *count > 0;
            *count += 1;
        }
        for (basic, words) in basics.iter_mut().zip(&words) {
            basic.copies = copies.get(words.key.as_str()).copied().unwrap_or(1);
        }
        Page { units, basics, words, lang: OnceCell::new(), rows: OnceCell::new() }
    }

    /// True if Chinese, Japanese or Korean has most of the text: the judges learned from other languages.
    pub(crate) fn is_eastern(&self) -> bool {
        // Nearly all of their characters take three bytes.
        let own = |text: &str| if text.is_ascii() { 0 } else { 3 * text.chars().filter(|c| is_eastern(*c)).count() };
        let (own, all) = self.units.iter().take(400).fold((0, 0), |(n, all), u| (n + own(&u.text), all + u.text.len()));
        own * 2 > all
    }

    /// The language, if the words show it clearly. Dates need it.
    pub(crate) fn lang(&self) -> Option<&Lang> {
        let texts = || self.units.iter().map(|unit| unit.text.as_str()).filter(|text| text.len() > 40);
        self.lang.get_or_init(|| detect::detect(&detect::sample(texts()))).as_ref()
    }

    /// The word features of a unit, regardless of its neighbours.
    pub(crate) fn word_features(&self, i: usize) -> &WordFeatures {
        &self.words[i]
    }

    /// The numbers that the judges use for every unit: see [`super::features()`].
    pub(crate) fn rows(&self) -> &[[f32; super::COUNT]] {
        self.rows.get_or_init(|| super::features(self))
    }

    /// True for a unit that can only be a paragraph: long, and a sentence.
    pub(crate) fn is_paragraph(&self, i: usize) -> bool {
        let (Some(unit), Some(basic)) = (self.units.get(i), self.basics.get(i)) else { return false };
        is_paragraph(unit, basic)
    }
}

/// The number of words and characters of a text, on the scale of languages with letters.
fn measure(text: &str) -> (usize, usize) {
    let chars = if text.is_ascii() { text.len() } else { text.chars().count() + count::ideographs(text) };
    (count::words(text), chars)
}

/// True for a unit that can only be a paragraph: long, and a sentence.
pub(crate) fn is_paragraph(unit: &Unit, basic: &Basics) -> bool {
    unit.kind == Kind::Prose && basic.chars >= 120 && (basic.sentence || basic.words >= 40 || basic.chars >= 400)
}

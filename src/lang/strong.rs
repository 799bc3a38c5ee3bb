//! The direction in which a piece of text reads, from its letters.
//!
//! The standard takes a paragraph's direction from its first letter (UAX 9, P2 and P3). That turns an English sentence
//! round which begins with a word of Hebrew, so here most of the letters must agree with the first, otherwise the
//! direction of the text around it stays.

/// The letters of a text by direction.
#[derive(Clone, Copy, Debug, Default)]
pub struct Letters {
    first_is_rtl: Option<bool>,
    right: usize,
    left: usize,
}

/// A text reads from the other side than the text around it if it has more than this many letters of that side for each
/// other one: a word and its translation do not.
const MOST: usize = 2;

/// In text from right to left, a text in Latin letters with fewer than this many keeps the side of the text around it:
/// names, headings and captions do, as in a browser; a paragraph in another language turns.
pub(crate) const LONG: usize = 60;

/// As many letters decide the direction of any text.
const ENOUGH: usize = 1000;

impl Letters {
    /// Adds the letters of some text.
    pub fn add(&mut self, text: &str) {
        for c in text.chars() {
            if self.are_enough() {
                return;
            }
            let rtl = is_rtl(c);
            if rtl || c.is_alphabetic() {
                self.first_is_rtl.get_or_insert(rtl);
                *(if rtl { &mut self.right } else { &mut self.left }) += 1;
            }
        }
    }

    /// True if more letters change nothing.
    pub fn are_enough(&self) -> bool {
        self.count() >= ENOUGH
    }

    /// The number of letters.
    pub(crate) fn count(&self) -> usize {
        self.right + self.left
    }

    /// True if the text reads from right to left; `around` is true if the text around it does.
    pub fn read_rtl(&self, around: bool) -> bool {
        match self.first_is_rtl {
            Some(true) if !around => self.right > MOST * self.left,
            Some(false) if around => self.left <= MOST * self.right || self.count() < LONG,
            _ => around,
        }
    }
}

/// True for a letter of a script that is written from right to left.
pub fn is_rtl(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_and_most_of_them_decide() {
        for (text, in_english, in_hebrew) in [
            ("A plain heading", false, true),
            ("A plain sentence of an article that somebody wrote in English, and of some length.", false, false),
            ("שלום לכולם", true, true),
            ("שלום means peace", false, true),
            ("שלום (hi)", false, true),
            ("HTML (لغة)", false, true),
            ("Offprint היא תוכנה להדפסת מאמרים", false, true),
            ("תוכנת Offprint להדפסת מאמרים", true, true),
            ("The word שלום in a sentence that somebody wrote in English about the meaning of words", false, false),
            ("12 – 3", false, true),
            ("", false, true),
        ] {
            let mut letters = Letters::default();
            letters.add(text);
            assert_eq!((letters.read_rtl(false), letters.read_rtl(true)), (in_english, in_hebrew), "{text}");
        }
    }
}

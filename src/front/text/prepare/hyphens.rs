//! Hyphens at line ends: some are the word's own, some were made by the wrapping. The rest of the text is the dictionary.

use std::collections::BTreeSet;

use super::line::Line;

/// What a text says about its hyphens.
pub(super) struct Hyphens<'a> {
    /// The words of the text, those with inner hyphens whole. Empty if no line ends in a hyphen, because it costs time.
    words: BTreeSet<&'a str>,
    /// True if so many lines end in a hyphen that the text was wrapped by a program that divides words.
    wrapped: bool,
}

impl<'a> Hyphens<'a> {
    pub(super) fn of(lines: &'a [Line]) -> Self {
        let count = lines.iter().filter(|line| is_hyphenated(line)).count();
        let words = if count > 0 {
            lines.iter().flat_map(|line| line.text.split(|c: char| !c.is_alphanumeric() && c != '-')).collect()
        } else {
            BTreeSet::new()
        };
        Hyphens { words, wrapped: count >= 3 && count * 40 >= lines.len() }
    }

    /// Prepares a text that ends in a hyphen for the rest of its word: the hyphen is part of the word, made by the
    /// wrapping, or hanging (`pre- and postwar`).
    pub(super) fn join(&self, text: &mut String, rest: &str) {
        let after = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if crate::lang::follows_hyphen(after) {
            text.push(' ');
            return;
        }
        let before = text.trim_end_matches('-');
        if crate::lang::compounds::keeps_hyphen(before, rest) {
            return;
        }
        let stem = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
        let joined = format!("{stem}{after}");
        let kept = format!("{stem}-{after}");
        // A word that has a hyphen already has another: `mother-in-`, `law`.
        let simple = !stem.contains('-');
        let lower = simple && after.starts_with(char::is_lowercase) && stem.ends_with(char::is_alphabetic);
        let plain = self.words.contains(joined.as_str());
        let hyphenated = self.words.contains(kept.as_str());
        let both = self.words.contains(stem) && self.words.contains(after);
        if lower && !hyphenated && (plain || self.wrapped && !both) {
            text.pop();
        }
    }
}

/// Ends in a hyphen that follows a letter.
pub(super) fn is_hyphenated(line: &Line) -> bool {
    line.text.strip_suffix('-').is_some_and(|t| t.ends_with(char::is_alphabetic))
}

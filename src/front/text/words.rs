//! The evidence of each of a line's words.

use std::collections::BTreeSet;

/// The weight of each word, for or against a line: a logistic regression.
#[derive(Debug)]
pub(super) struct Words {
    pub base: f32,
    /// In the order of the terms.
    pub weights: &'static [(&'static str, f32)],
}

impl Words {
    /// The log-odds by the words of a text.
    pub(super) fn log_odds(&self, text: &str) -> f32 {
        let place = |term: &String| self.weights.binary_search_by_key(&term.as_str(), |(known, _)| known).ok();
        self.base + terms(text).iter().filter_map(place).map(|at| self.weights[at].1).sum::<f32>()
    }
}

/// The terms of a text, each once: its words in lower case, `#` for a number, and the first with `<` and the last with
/// `>` before it.
pub(super) fn terms(text: &str) -> BTreeSet<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars().flat_map(char::to_lowercase) {
        let goes_on = before.is_alphabetic() && c.is_alphabetic();
        match words.last_mut() {
            Some(word) if goes_on => word.push(c),
            _ if c.is_alphabetic() => words.push(c.into()),
            _ if c.is_numeric() && !before.is_numeric() => words.push("#".into()),
            _ => {}
        }
        before = c;
    }
    let ends = words.first().map(|w| format!("<{w}")).into_iter().chain(words.last().map(|w| format!(">{w}")));
    let ends: Vec<String> = ends.collect();
    words.into_iter().chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_once_and_by_place() {
        let found: Vec<String> = terms("The 10 best, the very best").into_iter().collect();
        assert_eq!(found, ["#", "<the", ">best", "best", "the", "very"]);
        let words = Words { base: -1.0, weights: &[("<the", 0.25), ("best", 0.5), ("worst", 8.0)] };
        assert_eq!(words.log_odds("The 10 best, the very best"), -0.25);
    }
}

//! The learned judges of plain text.
//!
//! A judge gives the log-odds that a unit is what it looks for: part of the article, a heading, the title, the first line
//! of a paragraph. `benches/train_text.py` writes them into [`super::weights`] as tables, so that nothing is read or
//! allocated at start. Headings are judged by a network as well, and the mean of both log-odds counts, because they err on different lines. What the words of a line
//! say is judged apart and becomes one feature among the others: see [`Words`].

use std::collections::BTreeSet;

use super::weights;
use crate::front::trees::Judge;

/// What words say for or against a line, each alone: the weights of a logistic regression.
#[derive(Debug)]
pub struct Words {
    pub base: f32,
    /// In the order of the terms.
    pub weights: &'static [(&'static str, f32)],
}

impl Words {
    /// The logarithm of the odds by the words of a text.
    pub fn log_odds(&self, text: &str) -> f32 {
        let place = |term: &String| self.weights.binary_search_by_key(&term.as_str(), |(known, _)| known).ok();
        self.base + terms(text).iter().filter_map(place).map(|at| self.weights[at].1).sum::<f32>()
    }
}

/// The terms of a text, each once: its words in lower case, `#` for a number, and the first with `<` and the last with
/// `>` before it.
pub fn terms(text: &str) -> BTreeSet<String> {
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

/// Judges by its words whether a short line is a heading.
pub fn heading_words() -> &'static Words {
    &weights::heading::WORDS
}

/// Judges whether a unit of a page belongs to its article.
pub fn article() -> &'static Judge {
    &weights::article::JUDGE
}

/// Judges whether a unit of an article is a heading.
pub fn heading() -> &'static Judge {
    &weights::heading::JUDGE
}

/// Judges whether a line at the head of a page is the article's title.
pub fn title() -> &'static Judge {
    &weights::title::JUDGE
}

/// Judges whether a paragraph ends with a full line of a text whose paragraphs nothing else parts.
pub fn ends() -> &'static Judge {
    &weights::ends::JUDGE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tree_is_whole_and_its_children_come_after_their_parent() {
        for judge in [article(), heading(), title(), ends()] {
            assert_eq!(judge.sizes.iter().map(|size| usize::from(*size)).sum::<usize>(), judge.nodes.len());
            let mut rest = judge.nodes;
            for size in judge.sizes {
                let (tree, others) = rest.split_at(usize::from(*size));
                for (at, node) in tree.iter().enumerate().filter(|(_, node)| node.low > 0) {
                    for child in [node.low, node.high] {
                        assert!((at + 1..tree.len()).contains(&usize::from(child)), "{at}: {node:?}");
                    }
                }
                assert!(tree.iter().all(|node| node.value.is_finite()));
                rest = others;
            }
        }
    }

    #[test]
    fn words_are_counted_once_and_by_place() {
        let found: Vec<String> = terms("The 10 best, the very best").into_iter().collect();
        assert_eq!(found, ["#", "<the", ">best", "best", "the", "very"]);
        let words = Words { base: -1.0, weights: &[("<the", 0.25), ("best", 0.5), ("worst", 8.0)] };
        assert_eq!(words.log_odds("The 10 best, the very best"), -0.25);
    }

    #[test]
    fn the_words_of_headings_can_be_searched() {
        assert!(heading_words().weights.is_sorted_by_key(|(term, _)| *term) && heading_words().weights.len() > 20);
    }
}

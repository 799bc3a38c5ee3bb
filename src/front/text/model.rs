//! The learned judges: boosted trees over the numbers of [`super::features`], as data.
//!
//! A judge gives the logarithm of the odds that a unit is what it looks for: part of the article, a heading, the title, the
//! first line of a paragraph. The trees are small and few; `weights/*.txt` hold them, a tree a line, and `benches/train_text.py` makes them.
//! Headings are judged by a [`Network`] as well, and the mean of both odds counts: they err on different lines.
//! What the words of a line say is judged apart and becomes one number among the others: see [`Words`].

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::network::Network;

/// A node: a question whether a number is at most a threshold, or an answer.
#[derive(Clone, Copy, Debug)]
enum Node {
    Split { feature: usize, threshold: f32, left: usize, right: usize },
    Leaf(f32),
}

/// Boosted trees, and the network beside them where there is one.
#[derive(Debug, Default)]
pub struct Judge {
    base: f32,
    trees: Vec<Vec<Node>>,
    network: Option<Network>,
}

impl Judge {
    /// Reads weights. A node that does not parse answers nothing.
    fn parse(text: &str) -> Judge {
        let mut lines = text.lines();
        let base = lines.next().and_then(|l| l.trim().parse().ok()).unwrap_or(0.0);
        let node = |text: &str| {
            let mut fields = text.split(' ');
            let first = fields.next().unwrap_or("0");
            let (threshold, left, right) = (fields.next(), fields.next(), fields.next());
            match (
                first.parse(),
                threshold.and_then(|t| t.parse().ok()),
                left.and_then(|t| t.parse().ok()),
                right.and_then(|t| t.parse().ok()),
            ) {
                (Ok(feature), Some(threshold), Some(left), Some(right)) => {
                    Node::Split { feature, threshold, left, right }
                }
                _ => Node::Leaf(first.parse().unwrap_or(0.0)),
            }
        };
        Judge { base, trees: lines.map(|l| l.split(';').map(node).collect()).collect(), network: None }
    }

    /// The same judge with a network beside it.
    fn beside(self, network: Network) -> Judge {
        Judge { network: Some(network), ..self }
    }

    /// The logarithm of the odds for a row of numbers.
    pub fn odds(&self, row: &[f32]) -> f32 {
        let trees = self.base + self.trees.iter().map(|tree| walk(tree, row)).sum::<f32>();
        self.network.as_ref().map_or(trees, |network| (trees + network.odds(row)) / 2.0)
    }
}

/// The answer of one tree. Children always stand behind their parent, so the walk ends.
fn walk(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(Node::Leaf(value)) => return *value,
            Some(&Node::Split { feature, threshold, left, right }) => {
                let low = row.get(feature).is_none_or(|x| *x <= threshold);
                let next = if low { left } else { right };
                if next <= at {
                    return 0.0;
                }
                at = next;
            }
            None => return 0.0,
        }
    }
}

/// What words say for or against a line, each alone: the weights of a logistic regression.
#[derive(Debug, Default)]
pub struct Words {
    base: f32,
    weights: HashMap<&'static str, f32>,
}

impl Words {
    /// Reads weights: the base, then a term and its weight a line.
    fn parse(text: &'static str) -> Words {
        let mut lines = text.lines();
        let base = lines.next().and_then(|l| l.parse().ok()).unwrap_or(0.0);
        let weight = |l: &'static str| l.split_once(' ').and_then(|(term, w)| Some((term, w.parse().ok()?)));
        Words { base, weights: lines.filter_map(weight).collect() }
    }

    /// The logarithm of the odds by the words of a text.
    pub fn odds(&self, text: &str) -> f32 {
        let weight = |term: &String| self.weights.get(term.as_str());
        self.base + terms(text).iter().filter_map(weight).sum::<f32>()
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
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words::parse(include_str!("weights/heading-words.txt")))
}

/// Judges whether a unit of a page belongs to its article.
pub fn article() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    JUDGE.get_or_init(|| Judge::parse(include_str!("weights/article.txt")))
}

/// Judges whether a unit of an article is a heading.
pub fn heading() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    JUDGE.get_or_init(|| {
        let network = Network::parse(include_str!("weights/heading-network.txt"));
        Judge::parse(include_str!("weights/heading.txt")).beside(network)
    })
}

/// Judges whether a line at the head of a page is the article's title.
pub fn title() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    JUDGE.get_or_init(|| Judge::parse(include_str!("weights/title.txt")))
}

/// Judges whether a paragraph ends with a full line of a text whose paragraphs nothing else parts.
pub fn ends() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    JUDGE.get_or_init(|| Judge::parse(include_str!("weights/ends.txt")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_answer_by_thresholds() {
        let judge = Judge::parse("0.5\n0 1.5 1 2;-1;1 0 3 4;2;3\n0.25");
        assert_eq!(judge.odds(&[1.0, 0.0]), 0.5 - 1.0 + 0.25);
        assert_eq!(judge.odds(&[2.0, 0.0]), 0.5 + 2.0 + 0.25);
        assert_eq!(judge.odds(&[2.0, 1.0]), 0.5 + 3.0 + 0.25);
        assert_eq!(judge.beside(Network::parse("0.75")).odds(&[2.0, 1.0]), (3.75 + 0.75) / 2.0);
    }

    #[test]
    fn words_are_counted_once_and_by_place() {
        let found: Vec<String> = terms("The 10 best, the very best").into_iter().collect();
        assert_eq!(found, ["#", "<the", ">best", "best", "the", "very"]);
        let words = Words::parse("-1\nbest 0.5\n<the 0.25\nworst 8");
        assert_eq!(words.odds("The 10 best, the very best"), -0.25);
    }

    #[test]
    fn damaged_weights_end() {
        assert_eq!(Judge::parse("x\n0 1 0 0;y").odds(&[0.0]), 0.0);
    }
}

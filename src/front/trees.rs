//! Learned classifiers as data: boosted regression trees (Friedman 2001), some with a network.
//!
//! The programs in `benches/` that train them write tables of Rust, so nothing is read at start. A classifier computes
//! log-odds.

use super::network::Network;

/// A node of a tree: a test of a feature against a threshold, or a leaf.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// The feature's place in the row.
    pub number: u16,
    /// The next node if the feature is at most the threshold, counted from the root. The root is never a child, so 0
    /// marks a leaf.
    pub low: u16,
    /// The next node if it is more.
    pub high: u16,
    /// The threshold, or the leaf's value.
    pub value: f32,
}

/// A test: goes to node `low` if the feature is at most the threshold, otherwise to node `high`.
pub(crate) const fn ask(number: u16, threshold: f32, low: u16, high: u16) -> Node {
    Node { number, low, high, value: threshold }
}

/// An answer.
pub(crate) const fn leaf(value: f32) -> Node {
    Node { number: 0, low: 0, high: 0, value }
}

/// Boosted trees, and their network, if there is one.
#[derive(Debug)]
pub(crate) struct Judge {
    /// The log-odds before any tree.
    pub base: f32,
    /// The number of nodes of each tree.
    pub sizes: &'static [u16],
    /// The nodes of all trees.
    pub nodes: &'static [Node],
    /// The network; its log-odds are averaged with those of the trees.
    pub network: Option<Network>,
}

impl Judge {
    /// The log-odds for a row of features. A missing feature counts as small.
    pub(crate) fn log_odds(&self, row: &[f32]) -> f32 {
        let mut rest = self.nodes;
        let mut trees = self.base;
        for size in self.sizes {
            let (tree, others) = rest.split_at(usize::from(*size));
            trees += walk(tree, row);
            rest = others;
        }
        self.network.as_ref().map_or(trees, |network| (trees + network.log_odds(row)) / 2.0)
    }
}

/// A truth value as a number.
pub(crate) fn flag(b: bool) -> f32 {
    f32::from(u8::from(b))
}

#[cfg(test)]
impl Judge {
    /// Fails if a tree is not whole, or if a child does not come after its parent, because then the walk would not end.
    pub(crate) fn assert_whole(&self) {
        assert_eq!(self.sizes.iter().map(|size| usize::from(*size)).sum::<usize>(), self.nodes.len());
        let mut rest = self.nodes;
        for size in self.sizes {
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

/// The value of one tree. Children come after their parent (a test reads every tree), so the walk ends.
fn walk(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = tree[0];
    while at.low > 0 {
        let is_low = row.get(usize::from(at.number)).is_none_or(|x| *x <= at.value);
        at = tree[usize::from(if is_low { at.low } else { at.high })];
    }
    at.value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_answer_by_thresholds() {
        let first = [ask(0, 1.5, 1, 2), leaf(-1.0), ask(1, 0.0, 3, 4), leaf(2.0), leaf(3.0)];
        let nodes: &[Node] = Vec::leak([&first[..], &[leaf(0.25)]].concat());
        let judge = Judge { base: 0.5, sizes: &[5, 1], nodes, network: None };
        assert_eq!(judge.log_odds(&[1.0, 0.0]), 0.5 - 1.0 + 0.25);
        assert_eq!(judge.log_odds(&[2.0, 0.0]), 0.5 + 2.0 + 0.25);
        assert_eq!(judge.log_odds(&[2.0, 1.0]), 0.5 + 3.0 + 0.25);
        assert_eq!(judge.log_odds(&[]), 0.5 - 1.0 + 0.25, "what is missing is small");
        let network = Some(Network { base: 0.75, centre: &[], spread: &[], neurons: &[] });
        assert_eq!(Judge { network, ..judge }.log_odds(&[2.0, 1.0]), (3.75 + 0.75) / 2.0);
    }
}

//! The block model: boosted trees that give a text block the probability that it is article.
//!
//! `benches/train_content.py` trains them on the development pages and writes [`super::weights`].

use super::features::Features;
use super::weights::JUDGE;

/// The probability of each block.
pub fn probabilities(features: &[Features]) -> Vec<f32> {
    features.iter().map(|block| 1.0 / (1.0 + libm::expf(-JUDGE.log_odds(&block.to_row())))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::features::COUNT;
    use super::*;

    #[test]
    fn trees_lead_down_and_ask_of_known_features() {
        assert_eq!(JUDGE.sizes.iter().map(|size| usize::from(*size)).sum::<usize>(), JUDGE.nodes.len());
        let mut rest = JUDGE.nodes;
        for size in JUDGE.sizes {
            let (tree, others) = rest.split_at(usize::from(*size));
            for (at, node) in tree.iter().enumerate().filter(|(_, node)| node.low > 0) {
                assert!(usize::from(node.low) > at && usize::from(node.high) > at && node.high < *size);
                assert!(usize::from(node.number) < COUNT);
            }
            rest = others;
        }
    }
}

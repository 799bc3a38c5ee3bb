//! The block model: boosted trees that estimate the probability that a text block is article.
//!
//! `benches/train_content.py` trains them on the development pages and writes [`super::weights`].

use super::features::Features;
use super::weights::JUDGE;

/// The least probability of a block that the page's own record or description of the article quotes, even if the block
/// looks like a menu.
const STATED: f32 = 0.9;

/// The probability of each block.
pub(crate) fn probabilities(features: &[Features]) -> Vec<f32> {
    let probability = |block: &Features| {
        let judged = 1.0 / (1.0 + libm::expf(-JUDGE.log_odds(&block.to_row())));
        if block.is_in_record() || block.is_described() { judged.max(STATED) } else { judged }
    };
    features.iter().map(probability).collect()
}

#[cfg(test)]
mod tests {
    use super::super::features::COUNT;
    use super::*;

    #[test]
    fn trees_lead_down_and_ask_of_known_features() {
        JUDGE.assert_whole();
        assert!(JUDGE.nodes.iter().filter(|node| node.low > 0).all(|node| usize::from(node.number) < COUNT));
    }
}

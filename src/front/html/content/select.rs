//! Which candidate is the article.
//!
//! The first way that proposes something is taken, unless it keeps far less than Readability did: losing the author's
//! words is worse than leaving a menu in, so then the candidate with most words wins.

use super::blocks::TextBlocks;
use super::candidates::{Candidate, DISCUSSION, READABILITY};

/// A candidate with fewer than this share of Readability's words is not taken.
const FLOOR: f32 = 1.0 / 3.0;

/// Where Readability found fewer words than this, it found no article.
const LEAST: f32 = 60.0;

/// Drops a discussion without an opening post that some other candidate outweighs by what it keeps outside of it:
/// comments below an article never replace the article.
pub fn drop_comments(candidates: &mut Vec<Candidate>, blocks: &TextBlocks) {
    let Some(at) = candidates.iter().position(|candidate| candidate.way == DISCUSSION) else { return };
    let discussion = candidates[at].coverage.clone();
    let own = words(&discussion, blocks);
    let outside = |other: &Candidate| -> f32 {
        let shares: Vec<f32> =
            other.coverage.iter().zip(&discussion).map(|(share, posts)| share * (1.0 - posts)).collect();
        words(&shares, blocks)
    };
    let others = candidates.iter().filter(|candidate| candidate.way != DISCUSSION);
    if others.map(outside).fold(0.0, f32::max) > own {
        candidates.remove(at);
    }
}

/// The index of the candidate to take; `None` where there is none.
pub fn select(candidates: &[Candidate], blocks: &TextBlocks) -> Option<usize> {
    let lengths: Vec<f32> = candidates.iter().map(|candidate| words(&candidate.coverage, blocks)).collect();
    let readability = candidates.iter().position(|c| c.way == READABILITY).map_or(0.0, |at| lengths[at]);
    let floor = if readability < LEAST { 0.0 } else { FLOOR * readability };
    let most = (0..candidates.len()).max_by(|a, b| lengths[*a].total_cmp(&lengths[*b]));
    lengths.iter().position(|length| *length >= floor).or(most)
}

/// The words that these shares of the blocks are.
fn words(shares: &[f32], blocks: &TextBlocks) -> f32 {
    shares.iter().zip(&blocks.blocks).map(|(share, block)| share * block.words as f32).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::html::content::Article;
    use crate::front::html::content::candidates::CARVED;
    use crate::front::html::dom::Dom;
    use crate::front::html::removals::Removals;

    fn page(paragraphs: &[u32]) -> TextBlocks {
        let html: String = paragraphs.iter().map(|n| format!("<p>{}</p>", "word ".repeat(*n as usize))).collect();
        let dom = Dom::fragment(&html);
        TextBlocks::of(&dom, Dom::ROOT)
    }

    fn candidate(way: usize, coverage: &[f32]) -> Candidate {
        let article = Article { root: Dom::ROOT, removed: Removals::nothing(0), standfirst: None };
        Candidate { way, article, coverage: coverage.into() }
    }

    #[test]
    fn far_less_than_readability_is_not_taken() {
        let blocks = page(&[20, 100]);
        let candidates = [candidate(CARVED, &[1.0, 0.0]), candidate(READABILITY, &[0.0, 1.0])];
        assert_eq!(select(&candidates, &blocks), Some(1));
        let enough = [candidate(CARVED, &[1.0, 0.2]), candidate(READABILITY, &[0.0, 1.0])];
        assert_eq!(select(&enough, &blocks), Some(0));
        let few = page(&[1, 50]);
        assert_eq!(select(&candidates, &few), Some(0), "Readability found no article either");
        assert!(select(&[], &blocks).is_none());
    }

    #[test]
    fn comments_never_replace_what_outweighs_them() {
        let blocks = page(&[100, 60]);
        let drop = |coverage: &[f32], other: &[f32]| {
            let mut candidates = vec![candidate(DISCUSSION, coverage), candidate(CARVED, other)];
            drop_comments(&mut candidates, &blocks);
            candidates.len() == 1
        };
        assert!(drop(&[0.0, 1.0], &[1.0, 0.0]));
        assert!(!drop(&[1.0, 0.0], &[0.0, 1.0]));
        assert!(!drop(&[1.0, 1.0], &[1.0, 0.0]));
    }
}

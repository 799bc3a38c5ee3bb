//! The choice among candidates: the highest expected F1 wins.
//!
//! The block model gives each text block the probability `q` that it is article. A candidate that keeps the words `K`
//! has the expected F1 `2 * sum(w * q over K) / (sum(w over K) + sum(w * q over all))`, the ratio of expectations over
//! the words `w` of the blocks. To lose the author's words is worse than to leave a menu in, so near ties go to the
//! candidate with more text, and a candidate far shorter than Readability's is not taken. A discussion wins unless it
//! is dropped as comments. The carved candidate is kept unless another is expected to be better by a margin.

use std::collections::HashSet;

use super::blocks::{TextBlock, TextBlocks};
use super::candidates::{CARVED, Candidate, DISCUSSION, READABILITY};

/// Two candidates are equally good if their expected F1 differs by less.
const TIE: f32 = 0.005;

/// Another candidate must be expected to be better than the carved one by more than this, because only the carved one has
/// been through the rules for structure. Measured in folds by site; without it, pages with snippets for truth lose .010.
const MARGIN: f32 = 0.02;

/// A candidate with fewer than this share of Readability's words is not taken.
const FLOOR: f32 = 1.0 / 3.0;

/// If Readability found fewer words than this, it found no article.
const LEAST: f32 = 60.0;

/// Readability's choice is taken if this share of it is expected to be article: below a short post it takes the long
/// comments.
const BELIEVED: f32 = 0.5;

/// A choice that may be wrong, in words of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Doubt {
    /// Words that were taken.
    pub taken: f32,
    /// Words that are expected to be article although they are left out.
    pub missing: f32,
}

/// The choice is in doubt if at least this many words, and this share of the choice, are expected to be article
/// although they are left out.
const DOUBTFUL: (f32, f32) = (100.0, 0.5);

/// A block counts as missing from this probability on: a thread of comments has many that are a little like an article.
pub(crate) const LIKELY: f32 = 0.5;

/// The doubt about a candidate that is expected to lack much of the article; `None` if there is no doubt.
pub(crate) fn doubt(candidate: &Candidate, blocks: &TextBlocks, probabilities: &[f32]) -> Option<Doubt> {
    let all = || candidate.coverage.iter().zip(&blocks.blocks);
    let kept: HashSet<u64> = all().filter(|(share, _)| **share > 0.5).map(|(_, block)| block.hash).collect();
    let missing = |((share, block), q): ((&f32, &TextBlock), &f32)| match *q >= LIKELY && !kept.contains(&block.hash) {
        true => (1.0 - share) * q,
        false => 0.0,
    };
    let left_out: Vec<f32> = all().zip(probabilities).map(missing).collect();
    let doubt = Doubt { taken: words(&candidate.coverage, blocks), missing: words(&left_out, blocks) };
    let (least, share) = DOUBTFUL;
    (doubt.missing >= least.max(share * doubt.taken)).then_some(doubt)
}

/// Text that a description quotes is at least one part in this many of the comments on it; a shorter one is the opening
/// post of a thread.
const POST: f32 = 4.0;

/// Drops a discussion without an opening post if another candidate outweighs it by the text outside the discussion,
/// because comments below an article never replace the article. If the page's description quotes other text, the posts
/// are comments on that text.
pub(crate) fn drop_comments(candidates: &mut Vec<Candidate>, blocks: &TextBlocks, described: &[bool]) {
    let Some(at) = candidates.iter().position(|candidate| candidate.way == DISCUSSION) else { return };
    let discussion = candidates[at].coverage.clone();
    let own = words(&discussion, blocks);
    let outside = |other: &Candidate| -> f32 {
        let shares: Vec<f32> =
            other.coverage.iter().zip(&discussion).map(|(share, posts)| share * (1.0 - posts)).collect();
        words(&shares, blocks)
    };
    let others = candidates.iter().filter(|candidate| candidate.way != DISCUSSION && candidate.is_eligible());
    let quoted = discussion.iter().zip(described).map(|(posts, quoted)| if *quoted { 1.0 - posts } else { 0.0 });
    let quoted = words(&quoted.collect::<Vec<f32>>(), blocks);
    if others.map(outside).fold(0.0, f32::max) > own || quoted * POST > own {
        candidates.remove(at);
    }
}

/// The index of the best candidate; `None` if there are no candidates. `probabilities` has an entry for each block.
pub(crate) fn select(candidates: &[Candidate], blocks: &TextBlocks, probabilities: &[f32]) -> Option<usize> {
    let lengths: Vec<f32> = candidates.iter().map(|candidate| words(&candidate.coverage, blocks)).collect();
    let scores: Vec<f32> =
        candidates.iter().map(|candidate| expected_f1(&candidate.coverage, blocks, probabilities)).collect();
    let readability = candidates.iter().position(|c| c.way == READABILITY);
    let floor = readability.map_or(0.0, |at| {
        let shares: Vec<f32> = candidates[at].coverage.iter().zip(probabilities).map(|(share, q)| share * q).collect();
        let is_believed = lengths[at] >= LEAST && words(&shares, blocks) >= BELIEVED * lengths[at];
        if is_believed { FLOOR * lengths[at] } else { 0.0 }
    });
    let allowed: Vec<usize> =
        (0..candidates.len()).filter(|at| candidates[*at].is_eligible() && lengths[*at] >= floor).collect();
    let best = allowed.iter().map(|at| scores[*at]).fold(0.0, f32::max);
    let way =
        |way: usize, least: f32| allowed.iter().copied().find(|at| candidates[*at].way == way && scores[*at] >= least);
    // `max_by` returns the last of equals, and the first way should win.
    let near = allowed.iter().rev().copied().filter(|at| scores[*at] >= best - TIE);
    let longest = near.max_by(|a, b| lengths[*a].total_cmp(&lengths[*b]));
    way(DISCUSSION, 0.0).or_else(|| way(CARVED, best - MARGIN)).or(longest)
}

/// The number of words in these shares of the blocks.
pub(crate) fn words(shares: &[f32], blocks: &TextBlocks) -> f32 {
    shares.iter().zip(&blocks.blocks).map(|(share, block)| share * block.words as f32).sum()
}

/// The expected F1 of a candidate that keeps these shares of the blocks.
fn expected_f1(coverage: &[f32], blocks: &TextBlocks, probabilities: &[f32]) -> f32 {
    let (mut hit, mut kept, mut article) = (0.0, 0.0, 0.0);
    for ((share, block), q) in coverage.iter().zip(&blocks.blocks).zip(probabilities) {
        let words = block.words as f32;
        hit += words * share * q;
        kept += words * share;
        article += words * q;
    }
    if kept + article > 0.0 { 2.0 * hit / (kept + article) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::html::content::Article;
    use crate::front::html::dom::Dom;
    use crate::front::html::removals::Removals;

    fn page(paragraphs: &[u32]) -> TextBlocks {
        let html: String = paragraphs.iter().map(|n| format!("<p>{}</p>", "word ".repeat(*n as usize))).collect();
        let dom = Dom::fragment(&html);
        TextBlocks::of(&dom, Dom::ROOT, &Removals::nothing(dom.count()))
    }

    fn candidate(way: usize, coverage: &[f32]) -> Candidate {
        let article = Article { root: Dom::ROOT, removed: Removals::nothing(0), standfirst: None };
        Candidate { way, article, coverage: coverage.into() }
    }

    #[test]
    fn the_highest_expected_f1_wins() {
        let blocks = page(&[100, 100, 20]);
        let candidates =
            [candidate(0, &[1.0, 0.0, 0.0]), candidate(1, &[1.0, 1.0, 0.0]), candidate(2, &[1.0, 1.0, 1.0])];
        assert_eq!(select(&candidates, &blocks, &[0.9, 0.8, 0.1]), Some(1));
    }

    #[test]
    fn a_choice_that_leaves_much_out_is_in_doubt() {
        let blocks = page(&[100, 200]);
        let little = candidate(CARVED, &[1.0, 0.0]);
        assert_eq!(doubt(&little, &blocks, &[0.9, 0.75]), Some(Doubt { taken: 100.0, missing: 150.0 }));
        assert_eq!(doubt(&little, &blocks, &[0.9, 0.25]), None, "fewer words than are worth saying");
        assert_eq!(doubt(&candidate(CARVED, &[0.0, 1.0]), &blocks, &[0.9, 0.9]), None);
        let twice = page(&[200, 200]);
        assert_eq!(doubt(&little, &twice, &[0.9, 0.9]), None, "what stands there twice is not missing");
    }

    #[test]
    fn near_ties_go_to_more_text() {
        let blocks = page(&[200, 1]);
        let candidates = [candidate(2, &[1.0, 0.0]), candidate(4, &[1.0, 1.0])];
        assert_eq!(select(&candidates, &blocks, &[0.9, 0.0]), Some(1));
        let equal = [candidate(2, &[1.0, 0.0]), candidate(4, &[1.0, 0.0])];
        assert_eq!(select(&equal, &blocks, &[0.9, 0.0]), Some(0), "of equals the first");
    }

    #[test]
    fn the_carved_candidate_stays_unless_another_is_clearly_better() {
        let blocks = page(&[200, 4, 100]);
        let q = [0.9, 0.9, 0.9];
        let near = [candidate(CARVED, &[1.0, 0.0, 1.0]), candidate(2, &[1.0, 1.0, 1.0])];
        assert_eq!(select(&near, &blocks, &q), Some(0));
        let far = [candidate(CARVED, &[1.0, 0.0, 0.0]), candidate(2, &[1.0, 1.0, 1.0])];
        assert_eq!(select(&far, &blocks, &q), Some(1));
    }

    #[test]
    fn far_less_than_readability_is_not_taken() {
        let candidates = [candidate(CARVED, &[1.0, 0.0]), candidate(READABILITY, &[1.0, 1.0])];
        let q = [1.0, 0.3];
        assert_eq!(
            select(&candidates, &page(&[20, 41]), &q),
            Some(1),
            "although the carved one is expected to be better"
        );
        assert_eq!(select(&candidates, &page(&[19, 40]), &q), Some(0), "Readability found no article either");
        assert_eq!(select(&candidates, &page(&[20, 80]), &q), Some(0), "Readability took the comments");
        assert!(select(&[], &page(&[20]), &[0.9]).is_none());
    }

    #[test]
    fn comments_never_replace_what_outweighs_them() {
        let blocks = page(&[100, 60]);
        let drop = |coverage: &[f32], other: &[f32], described: [bool; 2]| {
            let mut candidates = vec![candidate(0, other), candidate(DISCUSSION, coverage)];
            drop_comments(&mut candidates, &blocks, &described);
            candidates.len() == 1
        };
        assert!(drop(&[0.0, 1.0], &[1.0, 0.0], [false; 2]));
        assert!(!drop(&[1.0, 0.0], &[0.0, 1.0], [false; 2]));
        assert!(!drop(&[1.0, 1.0], &[1.0, 0.0], [false; 2]));
        assert!(!drop(&[1.0, 0.0], &[0.0, 1.0], [true, false]));
        assert!(drop(&[1.0, 0.0], &[0.0, 1.0], [false, true]), "the description quotes what they are about");
        let thread = page(&[1000, 60]);
        let mut candidates = vec![candidate(0, &[0.0, 1.0]), candidate(DISCUSSION, &[1.0, 0.0])];
        drop_comments(&mut candidates, &thread, &[false, true]);
        assert_eq!(candidates.len(), 2, "a short post opens a thread");
    }
}

//! The block model's view of a page, for warnings if the choice of the article may be wrong.

use super::blocks::TextBlocks;
use super::select::{self, Doubt};
use crate::front::html::dom::measure::link_share;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::Removals;

/// The block model's view of a page.
pub(crate) struct Judgement {
    /// The text blocks.
    pub blocks: TextBlocks,
    /// The probability of each that it is article.
    pub probabilities: Vec<f32>,
    /// Words of the chosen candidate.
    pub taken: f32,
    /// The doubt about the choice, if any.
    pub doubt: Option<Doubt>,
    /// The blocks that the page's description quotes.
    pub described: Vec<bool>,
}

impl Judgement {
    /// True if all of the text that the page's description quotes was left out, and the text that is kept is hardly like an
    /// article or has the headings of others.
    pub(crate) fn lacks_described(&self, dom: &Dom, root: Id, removed: &Removals) -> bool {
        const LEAST: u32 = 12;
        let coverage = self.blocks.coverage(dom, root, removed);
        let quoted = || (0..coverage.len()).filter(|at| self.described[*at] && self.blocks.blocks[*at].words >= LEAST);
        let likely: Vec<f32> = coverage.iter().zip(&self.probabilities).map(|(share, q)| share * q).collect();
        quoted().next().is_some()
            && quoted().all(|at| coverage[at] < 0.5)
            && (select::words(&likely, &self.blocks) < select::LIKELY * select::words(&coverage, &self.blocks)
                || leads_away(dom, root, removed))
    }

    /// True if a part that was left out probably holds much of the article: at least this many words, this share of its
    /// own words, and this share of the words that were taken.
    pub(crate) fn may_be_article(&self, dom: &Dom, id: Id) -> bool {
        const WORDS: f32 = 100.0;
        const OF_OWN: f32 = 0.08;
        const OF_TAKEN: f32 = 0.5;
        let (mut own, mut expected) = (0.0, 0.0);
        for piece in self.blocks.pieces.iter().filter(|piece| dom.within(piece.node, id)) {
            let q = self.probabilities[piece.block as usize];
            own += piece.words as f32;
            expected += if q >= select::LIKELY { piece.words as f32 * q } else { 0.0 };
        }
        expected >= WORDS.max(OF_OWN * own).max(OF_TAKEN * self.taken)
    }
}

/// True if there are several headings and most of them are links.
fn leads_away(dom: &Dom, root: Id, removed: &Removals) -> bool {
    let kept = dom.descendants_but(root, |id| removed.has(id));
    let headings: Vec<Id> =
        kept.filter(|id| matches!(dom.tag(*id), "h2" | "h3" | "h4") && dom.has_words(*id)).collect();
    let links = headings.iter().filter(|id| link_share(dom, **id) > 0.9).count();
    links >= 2 && links * 2 > headings.len()
}

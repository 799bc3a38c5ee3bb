//! The candidates: ways to say which part of a page is its article.
//!
//! Each row of [`CANDIDATES`] proposes a region and what to leave out of it; [`super::select`] says which is taken.

use super::Article;
use super::blocks::TextBlocks;
use super::carved::carved;
use super::density::TextDensity;
use super::discussion::Posts;
use super::readability::Choice;
use crate::context::Reading;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::Known;
use crate::front::html::notes::Notes;
use crate::front::html::removals::{Page, Removals, cards, hidden};

/// What the candidates are made from.
pub struct Inputs<'a> {
    /// The tree.
    pub dom: &'a Dom,
    /// Calls and their notes.
    pub notes: &'a Notes,
    /// What is known about the article.
    pub known: &'a Known,
    /// How the user wants pages to be read.
    pub reading: &'a Reading,
    /// The page's `body`, or the root.
    pub body: Id,
    /// What no reader sees, and the places of notes.
    pub hidden: Removals,
    /// Where the prose is.
    pub density: TextDensity,
    /// What Readability kept.
    pub readability: Choice,
    /// The posts of a discussion, if the page has one.
    pub posts: Option<&'a Posts>,
}

/// One way to find the article: what it proposes for a page, if anything.
pub struct Way {
    propose: fn(&Inputs) -> Option<Article>,
}

/// All ways; an earlier one is preferred.
pub const CANDIDATES: [Way; 3] = [
    Way { propose: |inputs| inputs.posts.map(|posts| posts.article(inputs.dom, inputs.body)) },
    Way { propose: |inputs| Some(carved(inputs)) },
    Way { propose: readability },
];

/// The discussion's place in [`CANDIDATES`].
pub const DISCUSSION: usize = 0;
/// The carved candidate's place.
pub const CARVED: usize = 1;
/// Readability's place.
pub const READABILITY: usize = 2;

/// What Readability kept, but for cards of other articles.
fn readability(inputs: &Inputs) -> Option<Article> {
    let Inputs { dom, notes, known, body, .. } = *inputs;
    let page = Page::new(dom, body, known);
    let is_cards = |id| cards::is_cards(dom, id, page.lengths(), page.host);
    inputs.readability.exactly(dom, &hidden::unreadable(dom, notes), is_cards)
}

/// A proposal and the share of each text block that it keeps.
pub struct Candidate {
    /// Its row in [`CANDIDATES`].
    pub way: usize,
    /// The region and what is left out of it.
    pub article: Article,
    /// The share of each block's words that it keeps.
    pub coverage: Vec<f32>,
}

/// What the ways propose for a page. A proposal that keeps no words is none, but for the carved one: where it has no
/// words, the page hides all of them.
pub fn candidates(inputs: &Inputs, blocks: &TextBlocks) -> Vec<Candidate> {
    let propose = |(way, Way { propose }): (usize, &Way)| {
        let article = propose(inputs)?;
        let coverage = blocks.coverage(inputs.dom, article.root, &article.removed);
        (way == CARVED || coverage.iter().any(|share| *share > 0.0)).then_some(Candidate { way, article, coverage })
    };
    CANDIDATES.iter().enumerate().filter_map(propose).collect()
}

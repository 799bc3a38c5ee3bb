//! The part of a page that is the article: choose, do not carve.
//!
//! Several [`mod@candidates`] each propose a region and the removals in it: Readability's region without the parts that
//! our rules name, exactly Readability's choice, the box that is named the article's, and more. A page is cut into text
//! [`blocks`]. A small [`model`] gives each block the probability that it is article from its [`features`], and
//! [`select`] takes the candidate with the highest expected F1. [`unlikely`] then leaves out the few blocks in it that are
//! hardly article. The choice is a set of nodes in our own tree, so the builder makes headings, notes, figures, code and
//! tables of it as of any other tree.

pub(crate) mod blocks;
pub(crate) mod candidates;
pub(crate) mod carved;
pub(crate) mod density;
pub(crate) mod discussion;
pub(crate) mod features;
pub(crate) mod intro;
pub(crate) mod judgement;
pub(crate) mod kept;
pub(crate) mod loss;
pub(crate) mod model;
mod parts;
pub(crate) mod plain;
pub(crate) mod readability;
pub(crate) mod regained;
pub(crate) mod select;
pub(crate) mod sentences;
mod series;
pub(crate) mod standfirst;
pub(crate) mod stated;
pub(crate) mod turns;
pub(crate) mod unlikely;
mod weights;

use dom_query::Document;

use crate::context::Reading;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::Known;
use crate::front::html::notes::Notes;
use crate::front::html::removals::{self, Page, Removals, hidden, outside};
use crate::front::removal::Scope;
use blocks::TextBlocks;
use candidates::{CARVED, Candidate, DISCUSSION, Inputs, candidates};
use density::TextDensity;
use discussion::Posts;
use features::{Features, PageFacts};
use judgement::Judgement;
use readability::Choice;

/// The part of a page to build from.
pub(super) struct Article {
    /// The root element of the article.
    pub root: Id,
    /// Nodes that are left out with all below them.
    pub removed: Removals,
    /// A short paragraph between the title and the article.
    pub standfirst: Option<Id>,
}

/// The choice for a page.
pub(super) enum Chosen {
    /// A part of the page.
    Part(Article),
    /// The posts of its discussion.
    Discussion,
}

/// A page cut into text blocks, and the candidates' proposals for it.
pub(super) struct Weighed {
    /// The text blocks.
    pub blocks: TextBlocks,
    /// The proposals.
    pub candidates: Vec<Candidate>,
    /// The features of each block.
    pub features: Vec<Features>,
    /// True for each block that the page's description quotes.
    pub described: Vec<bool>,
}

/// Finds the article, with what the model expected of the page. It is empty only if the page is.
pub(super) fn find(
    dom: &Dom,
    document: Document,
    notes: &Notes,
    known: &Known,
    posts: Option<&Posts>,
    reading: &Reading,
) -> (Chosen, Judgement) {
    let mut weighed = weigh(dom, document, notes, known, posts, reading);
    let described = std::mem::take(&mut weighed.described);
    let probabilities = model::probabilities(&weighed.features);
    let Some(at) = select::select(&weighed.candidates, &weighed.blocks, &probabilities) else {
        let judgement = Judgement { blocks: weighed.blocks, probabilities, taken: 0.0, doubt: None, described };
        return (Chosen::Part(whole(dom, notes, reading)), judgement);
    };
    let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    let plain = posts.is_none() && plain::is_plain(&Page::new(dom, body, known), &weighed.blocks);
    let whole = if plain { plain::whole(&weighed.candidates, &weighed.blocks, at) } else { None };
    let at = whole.unwrap_or(at);
    let taken = select::words(&weighed.candidates[at].coverage, &weighed.blocks);
    let doubt = select::doubt(&weighed.candidates[at], &weighed.blocks, &probabilities);
    let Candidate { way, mut article, .. } = weighed.candidates.swap_remove(at);
    // The carved candidate has already been through the rules.
    if way != CARVED && way != DISCUSSION && whole.is_none() {
        removals::decide(&Page::new(dom, article.root, known), Scope::Article, reading, &mut article.removed);
    }
    if way != DISCUSSION && !plain && reading.uses(outside::UNLIKELY.id) {
        unlikely::leave_out(dom, &mut article, &weighed.blocks, &probabilities);
    }
    if way != DISCUSSION && whole.is_none() && regained::keep(&Page::new(dom, article.root, known), &mut article) {
        removals::decide(&Page::new(dom, article.root, known), Scope::Article, reading, &mut article.removed);
    }
    if way != DISCUSSION {
        stated::keep(&Page::new(dom, body, known), &known.parts, &weighed.blocks, &mut article);
        turns::keep(dom, || hidden::hidden(dom, notes, reading), &mut article);
    }
    let chosen = if way == DISCUSSION { Chosen::Discussion } else { Chosen::Part(article) };
    (chosen, Judgement { blocks: weighed.blocks, probabilities, taken, doubt, described })
}

/// Cuts a page into blocks, gets the proposal of every way, and describes the blocks for the model. Comments on the
/// article are no proposal.
pub(super) fn weigh(
    dom: &Dom,
    document: Document,
    notes: &Notes,
    known: &Known,
    posts: Option<&Posts>,
    reading: &Reading,
) -> Weighed {
    let hidden = hidden::hidden(dom, notes, reading);
    let density = TextDensity::score(dom, &hidden, known.base.host());
    let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    let readability = Choice::of(dom, document);
    let blocks = TextBlocks::of(dom, body, &hidden);
    let tidy = candidates::tidy(&Page::new(dom, body, known), &hidden, &density, reading);
    let inputs = Inputs { dom, notes, known, reading, body, hidden, density, readability, posts, tidy };
    let mut candidates = candidates(&inputs, &blocks);
    let facts = PageFacts {
        title: &known.title,
        record: known.text.as_deref(),
        description: known.meta.description.as_deref(),
        candidates: &candidates,
    };
    let features = features::features(dom, &blocks, &facts);
    let described: Vec<bool> = features.iter().map(Features::is_described).collect();
    if posts.is_some_and(|posts| !posts.have_opening()) {
        select::drop_comments(&mut candidates, &blocks, &described);
    }
    Weighed { blocks, candidates, features, described }
}

/// The whole page: for fragments, and for readers who want to keep everything.
pub(super) fn whole(dom: &Dom, notes: &Notes, reading: &Reading) -> Article {
    let root = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    Article { root, removed: hidden::hidden(dom, notes, reading), standfirst: None }
}

/// The hidden text of a page that shows no text: a script would have shown it.
pub(super) fn unhidden(dom: &Dom, notes: &Notes, known: &Known, reading: &Reading) -> Article {
    let removed = hidden::unreadable(dom, notes);
    let density = TextDensity::score(dom, &removed, known.base.host());
    carved::densest(dom, &density, removed, known, reading)
}

//! Which part of a page is the article: choose, do not carve.
//!
//! Several [`mod@candidates`] each propose a region and what to leave out of it: Readability's region without what our rules
//! name, exactly what Readability kept, and the posts of a discussion. A page is cut into text [`blocks`], and [`select`]
//! compares what the candidates keep of them. What is chosen is a set of nodes in our own tree, so that the builder
//! makes headings, notes, figures, code and tables of it as of anything else.

pub mod blocks;
pub mod candidates;
pub mod carved;
pub mod density;
pub mod discussion;
pub mod intro;
pub mod kept;
pub mod readability;
pub mod select;
pub mod standfirst;

use dom_query::Document;

use crate::context::Reading;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::Known;
use crate::front::html::notes::Notes;
use crate::front::html::removals::{Removals, hidden};
use blocks::TextBlocks;
use candidates::{Candidate, DISCUSSION, Inputs, candidates};
use density::TextDensity;
use discussion::Posts;
use readability::Choice;

/// The part of a page to build from.
pub struct Article {
    /// Where it is.
    pub root: Id,
    /// Nodes that are left out with all below them.
    pub removed: Removals,
    /// A short paragraph between the title and the article.
    pub standfirst: Option<Id>,
}

/// What was chosen of a page.
pub enum Chosen {
    /// A part of the page.
    Part(Article),
    /// The posts of its discussion.
    Discussion,
}

/// Finds the article. Never empty unless the page is.
pub fn find(
    dom: &Dom,
    document: Document,
    notes: &Notes,
    known: &Known,
    posts: Option<&Posts>,
    reading: &Reading,
) -> Chosen {
    let hidden = hidden::hidden(dom, notes, reading);
    let density = TextDensity::score(dom, &hidden, known.base.host());
    let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    let readability = Choice::of(dom, document);
    let blocks = TextBlocks::of(dom, body);
    let inputs = Inputs { dom, notes, known, reading, body, hidden, density, readability, posts };
    let mut candidates = candidates(&inputs, &blocks);
    if posts.is_some_and(|posts| !posts.have_opening()) {
        select::drop_comments(&mut candidates, &blocks);
    }
    let chosen = select::select(&candidates, &blocks).map(|at| candidates.swap_remove(at));
    match chosen {
        Some(Candidate { way: DISCUSSION, .. }) => Chosen::Discussion,
        Some(Candidate { article, .. }) => Chosen::Part(article),
        None => Chosen::Part(whole(dom, notes, reading)),
    }
}

/// The whole page: for fragments, and for readers who want everything kept.
pub fn whole(dom: &Dom, notes: &Notes, reading: &Reading) -> Article {
    let root = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    Article { root, removed: hidden::hidden(dom, notes, reading), standfirst: None }
}

/// What a page hides, where it shows nothing else: a script would have opened it.
pub fn unhidden(dom: &Dom, notes: &Notes, known: &Known, reading: &Reading) -> Article {
    let removed = hidden::unreadable(dom, notes);
    let density = TextDensity::score(dom, &removed, known.base.host());
    carved::densest(dom, &density, removed, known, reading)
}

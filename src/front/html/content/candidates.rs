//! The candidates: ways to choose the part of a page that is its article.
//!
//! Each row of [`CANDIDATES`] proposes a region and the removals in it. None of them is trusted: the block model
//! decides which proposal is expected to be nearest to the article (see [`super::select`]).

use super::blocks::TextBlocks;
use super::carved::carved;
use super::density::TextDensity;
use super::discussion::Posts;
use super::readability::Choice;
use super::{Article, kept};
use crate::context::Reading;
use crate::doc::count::letters;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::Known;
use crate::front::html::notes::Notes;
use crate::front::html::removals::{
    Decide, Page, Removals, cards, comments, controls, duplicates, hidden, outside, titles,
};

/// The inputs of the candidates.
pub(crate) struct Inputs<'a> {
    /// The tree.
    pub dom: &'a Dom,
    /// Calls and their notes.
    pub notes: &'a Notes,
    /// The article's metadata.
    pub known: &'a Known,
    /// The user's wishes about the reading of pages.
    pub reading: &'a Reading,
    /// The page's `body`, or the root.
    pub body: Id,
    /// Hidden nodes, and the places of notes.
    pub hidden: Removals,
    /// The density of prose over the page.
    pub density: TextDensity,
    /// The nodes that Readability kept.
    pub readability: Choice,
    /// The posts of a discussion, if the page has one.
    pub posts: Option<&'a Posts>,
    /// The removals of every candidate except the carved one: see [`tidy`].
    pub tidy: Removals,
}

/// One way: its name, and its proposal for a page, if any.
pub(crate) struct Way {
    /// The name in remarks and in the training data.
    pub name: &'static str,
    propose: fn(&Inputs) -> Option<Article>,
    /// True if it may be taken; the others only tell the block model about the page.
    pub eligible: bool,
}

/// All ways, in the order in which the block model knows them.
pub(crate) const CANDIDATES: [Way; 9] = [
    Way { name: "carved", propose: |inputs| Some(carved(inputs)), eligible: true },
    Way { name: "readability", propose: readability, eligible: true },
    Way {
        name: "region",
        propose: |inputs| inputs.readability.root(inputs.dom).and_then(|root| tidied(inputs, root)),
        eligible: true,
    },
    Way {
        name: "densest",
        propose: |inputs| tidied(inputs, inputs.density.region(inputs.dom, inputs.body)),
        eligible: false,
    },
    Way {
        name: "named-box",
        propose: |inputs| named_box(inputs).and_then(|root| tidied(inputs, root)),
        eligible: true,
    },
    Way {
        name: "article-element",
        propose: |inputs| article_element(inputs).and_then(|root| tidied(inputs, root)),
        eligible: true,
    },
    Way { name: "record", propose: |inputs| record_box(inputs).and_then(|root| tidied(inputs, root)), eligible: true },
    Way {
        name: "discussion",
        propose: |inputs| inputs.posts.map(|posts| posts.article(inputs.dom, inputs.body)),
        eligible: true,
    },
    Way { name: "page", propose: |inputs| tidied(inputs, inputs.body), eligible: false },
];

/// Places in [`CANDIDATES`].
pub(crate) const CARVED: usize = 0;
pub(crate) const READABILITY: usize = 1;
pub(crate) const DISCUSSION: usize = 7;
pub(crate) const PAGE: usize = 8;

/// The nodes that Readability kept, except short hidden parts and cards of other articles.
fn readability(inputs: &Inputs) -> Option<Article> {
    let Inputs { dom, notes, known, body, .. } = *inputs;
    let page = Page::new(dom, body, known);
    let is_cards = |id| cards::is_cards(dom, id, page.lengths(), page.host);
    let mut unseen = hidden::unreadable(dom, notes);
    hidden::leave_out_short(dom, &inputs.hidden, &mut unseen);
    inputs.readability.exactly(dom, &unseen, is_cards)
}

/// A proposal and the share of each text block that it keeps.
pub(crate) struct Candidate {
    /// Its row in [`CANDIDATES`].
    pub way: usize,
    /// The region and its removals.
    pub article: Article,
    /// The share of each block's words that it keeps.
    pub coverage: Vec<f32>,
}

impl Candidate {
    /// True if it may be taken.
    pub(crate) fn is_eligible(&self) -> bool {
        CANDIDATES[self.way].eligible
    }
}

/// The candidates of all ways. A proposal without any kept words is dropped, except the carved one: if that has no
/// words, the page hides all of them.
pub(crate) fn candidates(inputs: &Inputs, blocks: &TextBlocks) -> Vec<Candidate> {
    let propose = |(way, Way { propose, .. }): (usize, &Way)| {
        let article = propose(inputs)?;
        let coverage = blocks.coverage(inputs.dom, article.root, &article.removed);
        (way == CARVED || coverage.iter().any(|share| *share > 0.0)).then_some(Candidate { way, article, coverage })
    };
    CANDIDATES.iter().enumerate().filter_map(propose).collect()
}

/// A box without the removals of [`tidy`].
fn tidied(inputs: &Inputs, root: Id) -> Option<Article> {
    let is_there = !inputs.tidy.has(root);
    is_there.then(|| Article { root, removed: inputs.tidy.clone(), standfirst: None })
}

/// The removals that need no class names, comments excepted: hidden elements, menus, forms, the page's footer, lists of
/// links, repeated text and the title.
pub(crate) fn tidy(page: &Page, hidden: &Removals, density: &TextDensity, reading: &Reading) -> Removals {
    let (dom, body) = (page.dom, page.root);
    let mut removed = hidden.clone();
    kept::leave_out_links(page, density, reading, &mut removed);
    let mut at = dom.first(body);
    while let Some(id) = at {
        if !dom.is_element(id) || removed.has(id) {
            at = dom.after(id, body);
            continue;
        }
        let kind = controls::by_kind(dom, id).filter(|_| page.length(id) * 3 < page.total());
        let comments = || page.length(id) * 2 < page.total() && comments::is_comment_thread(dom, id);
        let goes = kind.is_some() || comments() || titles::is_title(page, id);
        if goes {
            removed.leave_out(id, outside::removal(page, &outside::OUTSIDE, id));
        }
        at = if goes { dom.after(id, body) } else { dom.following(id, body) };
    }
    let copies = match duplicates::COPY.decide {
        Decide::Tree(find) => find(page, &removed),
        _ => Vec::new(),
    };
    copies.into_iter().for_each(|id| removed.leave_out(id, duplicates::COPY.removal()));
    removed
}

/// The names that programs and hand-made pages use for the box of an article's text, letters only.
const BOX_NAMES: &[&str] = &[
    "articlebody", "articlecontent", "articletext", "articlemain", "blogcontent", "blogpostcontent", "bodycontent",
    "bodytext", "contentbody", "contentmain", "entry", "entrybody", "entrycontent", "entrytext", "markdownbody",
    "maincontent", "mwparseroutput", "newsbody", "newscontent", "newstext", "pagecontent", "postbody", "postcontent",
    "postentry", "posttext", "prose", "singlecontent", "singlepostcontent", "storybody", "storycontent", "storytext",
    "tdpostcontent", "thecontent",
];

/// The longest box that is called the article's text.
fn named_box(inputs: &Inputs) -> Option<Id> {
    let dom = inputs.dom;
    let called = |id: Id| {
        let names = ["class", "id", "itemprop"].into_iter().filter_map(move |name| dom.attr(id, name));
        names.flat_map(str::split_ascii_whitespace).any(|name| BOX_NAMES.contains(&letters(name).as_str()))
    };
    longest(inputs, |id| matches!(dom.tag(id), "div" | "section" | "article" | "main" | "td" | "span") && called(id))
}

/// The longest `article`, otherwise `main`.
fn article_element(inputs: &Inputs) -> Option<Id> {
    let dom = inputs.dom;
    let is_main = |id| dom.tag(id) == "main" || dom.attr(id, "role") == Some("main");
    longest(inputs, |id| dom.tag(id) == "article").or_else(|| longest(inputs, is_main))
}

/// The element with most prose among the elements for which `is` holds.
fn longest(inputs: &Inputs, is: impl Fn(Id) -> bool) -> Option<Id> {
    let dom = inputs.dom;
    let named =
        dom.descendants_but(inputs.body, |id| inputs.hidden.has(id)).filter(|id| dom.is_element(*id) && is(*id));
    // Among equals the innermost wins, because it comes last.
    named.max_by_key(|id| inputs.density.of(*id))
}

/// The box that holds the text which the page's record states for the article.
fn record_box(inputs: &Inputs) -> Option<Id> {
    let text = inputs.known.text.as_deref()?;
    let stated = TextDensity::told(inputs.dom, &inputs.hidden, text);
    (stated.of(inputs.body) > 0).then(|| stated.region(inputs.dom, inputs.body))
}

//! The carved candidate: Readability's region, or the box with most prose, without the parts that the removal rules
//! name.

use super::candidates::Inputs;
use super::density::TextDensity;
use super::intro::{self, Intro};
use super::{Article, kept};
use crate::context::Reading;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::Known;
use crate::front::html::removals::{self, Page, Removals};
use crate::front::removal::Scope;

/// The share of the page's prose that Readability must have kept for its choice to be believed.
const TRUSTED: f64 = 0.6;

/// The least share of the record's text that the find must hold, and that the page itself must hold.
const STATED: f64 = 0.5;

/// The share of the prose that the page's own article must hold.
const OWN_SHARE: f64 = 0.93;

/// The article by our rules. It is empty only if the page is: the last resort is the whole body. If the page's record
/// states the article's text and most of it was not found, the box that holds it is the article.
pub(crate) fn carved(inputs: &Inputs) -> Article {
    let Inputs { dom, known, body, ref hidden, reading, .. } = *inputs;
    let found = carve(inputs);
    let Some(record) = &known.text else { return found };
    let stated = TextDensity::told(dom, hidden, record);
    let all = f64::from(stated.of(body));
    let is_there = all >= STATED * record.len() as f64;
    let is_found = f64::from(stated.of_texts(dom, found.root, &found.removed)) >= STATED * all;
    // Records of a film or a quotation on the page have texts too, which are short.
    let texts = dom.descendants_but(found.root, |id| found.removed.has(id)).filter_map(|id| dom.text(id));
    let is_longer = record.len() > texts.map(|text| text.trim().len()).sum();
    if !is_there || is_found || !is_longer {
        return found;
    }
    densest(dom, &stated, hidden.clone(), known, reading)
}

/// The box that holds nearly all of the prose, without clutter.
pub(crate) fn densest(
    dom: &Dom,
    density: &TextDensity,
    mut removed: Removals,
    known: &Known,
    reading: &Reading,
) -> Article {
    let root = density.region(dom, dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT));
    let page = Page::new(dom, root, known);
    kept::leave_out_links(&page, density, reading, &mut removed);
    removals::decide(&page, Scope::Article, reading, &mut removed);
    Article { root, removed, standfirst: None }
}

fn carve(inputs: &Inputs) -> Article {
    let Inputs { dom, notes, known, body, ref density, readability: ref choice, reading, .. } = *inputs;
    let mut removed = inputs.hidden.clone();
    let chosen = choice.root(dom);
    let own = density.region(dom, body);
    // Prose in all parts of a page is a stream of articles or a second page under this one. The element that the page
    // marks as its article, around the finder's choice, is the right part.
    let around = chosen.filter(|_| own == body).and_then(|root| page_article(dom, root, density));
    let own = around.filter(|around| density.of(*around) > 0).map_or(own, |around| density.region(dom, around));
    let root = match chosen {
        Some(root) if choice.density(dom, density) >= TRUSTED * f64::from(density.of(own)) => {
            choice.leave_out(&Page::new(dom, root, known), notes, density, reading, &mut removed);
            root
        }
        // Readability found a part of the text, or nothing: the box that holds nearly all of it, whole.
        _ => {
            kept::leave_out_links(&Page::new(dom, own, known), density, reading, &mut removed);
            own
        }
    };
    let root = narrowed(dom, root, density, &removed);
    let (root, standfirst) = match intro::find(&Page::new(dom, root, known), density, &mut removed) {
        Intro::Nothing => (root, None),
        Intro::Standfirst(id) => (root, Some(id)),
        Intro::Paragraphs(wider) => (wider, None),
    };
    removals::decide(&Page::new(dom, root, known), Scope::Article, reading, &mut removed);
    Article { root, removed, standfirst }
}

/// The outermost `<article>` around an element, otherwise the one inside with nearly all of its prose.
fn page_article(dom: &Dom, id: Id, density: &TextDensity) -> Option<Id> {
    let article = |a: &Id| dom.tag(*a) == "article";
    let inside = || {
        dom.descendants(id).find(|d| article(d) && f64::from(density.of(*d)) >= OWN_SHARE * f64::from(density.of(id)))
    };
    std::iter::once(id).chain(dom.ancestors(id)).filter(article).last().or_else(inside)
}

/// The page's own `<article>` or `<main>` inside the part that was found, if it holds nearly all of the prose and every
/// figure. The finder joins neighbours to its choice, and the text is rarely outside the element that a page marks as
/// its article.
fn narrowed(dom: &Dom, root: Id, density: &TextDensity, removed: &Removals) -> Id {
    let enough = OWN_SHARE * f64::from(density.of(root));
    let outside = |own: Id| dom.descendants_but(root, move |d| d == own || removed.has(d));
    let own = |d: &Id| {
        matches!(dom.tag(*d), "article" | "main")
            && f64::from(density.of(*d)) >= enough
            && !outside(*d).any(|d| dom.tag(d) == "figure")
    };
    dom.descendants(root).filter(own).last().unwrap_or(root)
}

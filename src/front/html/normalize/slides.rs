//! Slides: boxes of one kind in a row, of which a page shows one at a time.
//!
//! The script hides the others, and some scripts hold copies of the first and last slide, so that the row seems endless. On
//! paper every slide stands once. A slide that is hidden has a shown neighbour of its kind; a row of cards that lead to
//! other pages is no show.

use std::collections::BTreeSet;

use super::toggles::{is_hidden, unhide};
use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::measure::link_share;
use crate::front::html::dom::picture_sources::{address, is_picture, picture_key};
use crate::front::html::dom::{Dom, Id};

/// Shows every slide once.
pub(crate) fn show(dom: &mut Dom) {
    let hidden = |d: &Id| is_slide(dom, *d) && is_hidden(dom, *d);
    let rows: BTreeSet<Id> = dom.descendants(Dom::ROOT).filter(hidden).filter_map(|slide| dom.parent(slide)).collect();
    let rows: Vec<Vec<Id>> = rows.into_iter().filter_map(|row| slides(dom, row)).collect();
    for slides in rows {
        for copy in copies(dom, &slides) {
            dom.remove(copy);
        }
        slides.into_iter().for_each(|slide| unhide(dom, slide));
    }
}

/// True if an element may be a slide: it is called one, or holds a picture.
fn is_slide(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "div" | "figure" | "li" | "section" | "article")
        && (dom.tag(id) == "figure" || has_word(dom, id, &["slide", "slick"]))
}

/// The slides of a row: its elements of one kind, of which one is shown and another is not, without cards.
fn slides(dom: &Dom, row: Id) -> Option<Vec<Id>> {
    let shown = dom.elements(row).find(|d| is_slide(dom, *d) && !is_hidden(dom, *d))?;
    let kind = |id: Id| (dom.tag(id), has_word(dom, id, &["slide", "slick"]));
    let slides: Vec<Id> = dom.elements(row).filter(|d| kind(*d) == kind(shown)).collect();
    let is_clutter = std::iter::once(row).chain(dom.ancestors(row)).take(4).any(|a| is_named_clutter(dom, a));
    (!is_clutter && !slides.iter().any(|slide| leads_away(dom, *slide))).then_some(slides)
}

/// True if a slide is a card: its picture or most of its words lead to another page, or it is a form.
fn leads_away(dom: &Dom, slide: Id) -> bool {
    let leads = |a: Id| dom.value(a, "href").is_some_and(|href| !href.starts_with('#') && !is_picture(href));
    let pictured = |a: Id| dom.tag(a) == "a" && leads(a) && dom.find(a, "img").is_some();
    let is_card = |d: Id| matches!(dom.tag(d), "form" | "nav") || pictured(d);
    std::iter::once(slide).chain(dom.descendants(slide)).any(is_card) || link_share(dom, slide) >= 0.5
}

/// The slides that stand in their row again. Of two the one that is called a copy goes, otherwise the later one.
fn copies(dom: &Dom, slides: &[Id]) -> Vec<Id> {
    let is_copy = |id: &Id| has_word(dom, *id, &["clone", "cloned", "duplicate"]);
    let (called, own): (Vec<Id>, Vec<Id>) = slides.iter().copied().partition(is_copy);
    let mut seen = BTreeSet::new();
    own.into_iter().chain(called).filter(|slide| content(dom, *slide).is_some_and(|key| !seen.insert(key))).collect()
}

/// The pictures and the words of a slide.
fn content(dom: &Dom, slide: Id) -> Option<(Vec<String>, String)> {
    let pictures = dom.descendants(slide).filter(|d| dom.tag(*d) == "img").filter_map(|img| address(dom, img, None));
    let pictures: Vec<String> = pictures.map(|url| picture_key(&url)).collect();
    let words = dom.words_of(slide);
    (!pictures.is_empty() || !words.is_empty()).then_some((pictures, words))
}

//! Captions in boxes of their own under their pictures, as pages had them before there was `<figure>`.
//!
//! The article finder takes a short box without a sentence for furniture, and the words would be lost or stand as a
//! paragraph of the text. Joined to its picture in a `<figure>` the box is what it is.

use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::{Dom, Id};

/// Most characters of a caption.
const LONGEST: usize = 500;
/// How many empty boxes may stand between a picture and its caption.
const SPACERS: usize = 3;
/// Most pictures that share a caption.
const PICTURES: usize = 2;

/// Joins captions to the pictures before them.
pub fn join(dom: &mut Dom) {
    let called = |d: &Id| matches!(dom.tag(*d), "div" | "p" | "span" | "small") && has_word(dom, *d, &["caption"]);
    let captions: Vec<Id> = dom.descendants(Dom::ROOT).filter(called).collect();
    for caption in captions {
        // Where the caption is all that a paragraph holds, the paragraph is.
        let caption = dom.parent(caption).filter(|p| is_paragraph_of(dom, *p, caption)).unwrap_or(caption);
        let Some(picture) = picture_before(dom, caption).filter(|_| is_caption(dom, caption)) else { continue };
        let figure = dom.new_element("figure");
        dom.insert_before(picture, figure);
        for part in [picture, caption] {
            dom.remove(part);
            dom.append(figure, part);
        }
        dom.rename(caption, "figcaption");
    }
}

fn is_paragraph_of(dom: &Dom, parent: Id, caption: Id) -> bool {
    dom.tag(parent) == "p" && dom.only_child(parent) == Some(caption)
}

fn is_caption(dom: &Dom, id: Id) -> bool {
    let length = dom.words_of(id).chars().count();
    let other = |d: Id| matches!(dom.tag(d), "img" | "figure" | "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "form");
    (1..=LONGEST).contains(&length)
        && !dom.descendants(id).any(other)
        && !dom.ancestors(id).any(|a| matches!(dom.tag(a), "figure" | "table" | "nav" | "aside" | "a"))
}

/// The box of nothing but a picture or two that a caption stands under.
fn picture_before(dom: &Dom, caption: Id) -> Option<Id> {
    let pictures = |id: Id| {
        std::iter::once(id).chain(dom.descendants(id)).filter(|d| dom.tag(*d) == "img").take(PICTURES + 1).count()
    };
    let before = std::iter::successors(dom.prev_element(caption), |id| dom.prev_element(*id));
    let first = before.take(SPACERS + 1).find(|id| dom.has_words(*id) || pictures(*id) > 0)?;
    let alone = (1..=PICTURES).contains(&pictures(first)) && !dom.has_words(first);
    (alone && matches!(dom.tag(first), "div" | "p" | "span" | "a" | "img" | "picture")).then_some(first)
}

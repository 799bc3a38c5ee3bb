//! What stands in a page but is not its article: hidden things, navigation, share bars, related stories.
//!
//! A box that holds most of the text is never clutter, whatever it is called.

pub mod controls;
pub mod duplicates;
pub mod end_matter;
pub mod hidden;
pub mod labels;
pub mod names;
pub mod report;
pub mod sign_ups;

use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::lengths::Lengths;
use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::Known;
use controls::by_kind;
use names::{is_named_clutter, named_clutter};
use report::{Reason, Removals};

/// Leaves clutter out of the article.
pub fn leave_out(dom: &Dom, root: Id, known: &Known, removed: &mut Removals) {
    let lengths = Lengths::of_page(dom);
    let total = lengths.of(root).max(1);
    sign_ups::leave_out(dom, root, total, removed);
    let mut at = dom.first(root);
    while let Some(id) = at {
        if !dom.is_element(id) || removed.has(id) {
            at = dom.after(id, root);
            continue;
        }
        let reason = clutter(dom, id, total, &lengths, known.base.host())
            .or_else(|| is_title(dom, id, &known.title).then_some(Reason::Title))
            .or_else(|| end_matter::pointer(dom, id, &lengths));
        if let Some(reason) = reason {
            removed.leave_out(id, reason);
            at = dom.after(id, root);
            continue;
        }
        at = dom.following(id, root);
    }
    duplicates::leave_out(dom, root, removed);
    end_matter::leave_out(dom, root, &lengths, removed);
}

/// What a part beside the article is.
pub fn beside(dom: &Dom, id: Id, title: &str) -> Reason {
    if is_title(dom, id, title) {
        return Reason::Title;
    }
    by_kind(dom, id).or_else(|| named_clutter(dom, id)).unwrap_or(match dom.tag(id) {
        "header" => Reason::Frame,
        "aside" => Reason::Related,
        _ => Reason::Outside,
    })
}

fn clutter(dom: &Dom, id: Id, total: usize, lengths: &Lengths, host: Option<&str>) -> Option<Reason> {
    let (tag, length) = (dom.tag(id), lengths.of(id));
    if let Some(reason) = by_kind(dom, id) {
        return (length * 3 < total).then_some(reason);
    }
    if tag == "a" && dom.attr(id, "href").is_some_and(|h| h.starts_with('#')) {
        return named_clutter(dom, id).filter(|reason| *reason == Reason::Navigation);
    }
    if matches!(
        tag,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "span"
            | "a"
            | "em"
            | "strong"
            | "pre"
            | "code"
            | "li"
            | "td"
            | "tr"
            | "tbody"
            | "figure"
            | "img"
            | "b"
            | "i"
            | "html"
            | "body"
    ) {
        return None;
    }
    let named = if length * 4 < total { named_clutter(dom, id) } else { None };
    let talk = || {
        (length <= (total - length.min(total)) * COMMENTS_SHARE && is_comment_thread(dom, id))
            .then_some(Reason::Comments)
    };
    named
        .or_else(talk)
        .or_else(|| (length * 2 < total && end_matter::is_cards(dom, id, lengths, host)).then_some(Reason::Related))
}

/// Comments, which together may be longer than what they are about.
pub fn is_comment_thread(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "div" | "section" | "ul" | "ol")
        && (has_word(dom, id, &["comments", "disqus"])
            || has_word(dom, id, &["comment"]) && has_word(dom, id, &["box", "list", "area", "section", "thread"]))
        && is_named_clutter(dom, id)
        && !dom.descendants(id).any(|d| matches!(dom.tag(d), "h1" | "article" | "main"))
}

/// How many times longer than all else talk may be and still be about it.
pub const COMMENTS_SHARE: usize = 4;

/// The article's title, which the metadata has.
fn is_title(dom: &Dom, id: Id, title: &str) -> bool {
    matches!(dom.tag(id), "h1" | "h2") && !title.is_empty() && same_words(&dom.words_of(id), title)
}

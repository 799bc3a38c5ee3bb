//! Readers' comments below the article.
//!
//! Comments together may be longer than what they are about, so they have a limit of their own.

use super::controls::by_kind;
use super::names::{is_box, is_named_clutter};
use super::{Decide, HtmlRule, Page};
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// How many times longer than all else comments may be and still be about it.
pub(crate) const COMMENTS_SHARE: usize = 4;

/// A thread of comments.
pub(crate) const THREAD: HtmlRule = Rule {
    id: "comment-thread",
    reason: Reason::Comments,
    scope: Scope::Article,
    evidence: Evidence::Name,
    about: "Boxes and lists of comments, up to four times as long as all else in the article.",
    examples: &[(
        "<p>Sails.</p><section id=comments><p>I saw the ship that morning, and I can say that it was a very large one, \
         with four masts and a crew of forty, who sang all the while. I saw the ship that morning, and I can say that \
         it was a very large one, with four masts and a crew of forty, who sang all the while.</p></section>",
        "Sails.",
    )],
    decide: Decide::Node(applies),
};

fn applies(page: &Page, id: Id) -> bool {
    let (length, total) = (page.length(id), page.total());
    is_box(page.dom.tag(id))
        && by_kind(page.dom, id).is_none()
        && length <= (total - length.min(total)) * COMMENTS_SHARE
        && is_comment_thread(page.dom, id)
}

/// Whether a box holds comments, by its names.
pub(crate) fn is_comment_thread(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "div" | "section" | "ul" | "ol")
        && (has_word(dom, id, &["comments", "disqus"])
            || has_word(dom, id, &["comment"]) && has_word(dom, id, &["box", "list", "area", "section", "thread"]))
        && is_named_clutter(dom, id)
        && !dom.descendants(id).any(|d| matches!(dom.tag(d), "h1" | "article" | "main"))
}

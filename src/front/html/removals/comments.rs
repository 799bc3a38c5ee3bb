//! Readers' comments below the article.
//!
//! Comments together may be longer than their article, so they have a separate limit.

use super::controls::by_kind;
use super::names::is_box;
use super::{Decide, HtmlRule, Page, Removals, signed};
use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};
use crate::lang::calendar;

/// Comments may be this many times longer than the rest of the page and still be comments on it.
pub(crate) const COMMENTS_SHARE: usize = 4;

/// A thread of comments.
pub(crate) const THREAD: HtmlRule = Rule {
    id: "comment-thread",
    reason: Reason::Comments,
    scope: Scope::Article,
    evidence: Evidence::Name,
    about: "Boxes and lists of comments, up to four times as long as all else in the article, or below an article.",
    examples: &[(
        "<p>Sails.</p><section id=comments><p>I saw the ship that morning, and I can say that it was a very large one, \
         with four masts and a crew of forty, who sang all the while. I saw the ship that morning, and I can say that \
         it was a very large one, with four masts and a crew of forty, who sang all the while.</p></section>",
        "Sails.",
    )],
    decide: Decide::Node(applies),
};

/// The running text, in characters, from which a page has an article that comments may be about.
const ARTICLE: usize = 200;

/// Words in names around signed parts that are comments, and the number of boxes around them that are checked.
const NAMES: &[&str] = &["comment", "comments", "respond", "responses"];
const NAMED: usize = 8;

/// The longest line that signs a comment, and fewest of them.
const SIGNATURE: usize = 120;
const FEWEST: usize = 2;

/// Comments that only their signatures reveal.
pub(crate) const SIGNED: HtmlRule = Rule {
    id: "signed-comments",
    reason: Reason::Comments,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Parts of one kind below an article that are named comments, each with a name and a date beside its text.",
    examples: &[(
        "<ul class=comment-items><li class=said><a href=/users/1>Ada</a> <time>1 May 2024</time><p class=word>I saw the ship that morning, and I can say \
         that it was a very large one. She had four masts and a crew of forty, who sang all the while, and went on in the night.</p></li>\
         <li class=said><a href=/users/2>Bo</a> <time>2 May 2024</time><p class=word>I saw the ship that morning, and I can say \
         that it was a very large one. She had four masts and a crew of forty, who sang all the while, and went on in the night.</p></li>\
         <li class=said><a href=/users/3>Ines</a> <time>3 May 2024</time><p class=word>I saw the ship that morning, and I can say \
         that it was a very large one. She had four masts and a crew of forty, who sang all the while, and went on in the night.</p></li>\
         <li class=said><a href=/users/4>Carl</a> <time>4 May 2024</time><p class=word>I saw the ship that morning, and I can say \
         that it was a very large one. She had four masts and a crew of forty, who sang all the while, and went on in the night.</p></li></ul>",
        "",
    )],
    decide: Decide::Tree(signed_parts),
};

/// Comments below a heading for comments.
pub(crate) const HEADED: HtmlRule = Rule {
    id: "comments-section",
    reason: Reason::Comments,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "All that follows a heading with the id “comments” in its box, where dated lines sign it.",
    examples: &[(
        "<p>The harbour master counted forty boats on the morning of the fair, three more than the year before, and wrote the \
         number into the book that has lain on the same desk since his grandfather kept it, in the year of the flood.</p>\
         <h2 id=comments>Comments</h2><p>I saw it.</p><p>Ada, 1 May 2024 17:20</p><p>So did I.</p><p>Bo, 2 May 2024 9:10</p>",
        "The harbour master counted forty boats on the morning of the fair, three more than the year before, and wrote the \
         number into the book that has lain on the same desk since his grandfather kept it, in the year of the flood.",
    )],
    decide: Decide::Tree(sections),
};

fn applies(page: &Page, id: Id) -> bool {
    let (length, total) = (page.length(id), page.total());
    let text = page.dom.running_text();
    is_box(page.dom.tag(id))
        && by_kind(page.dom, id).is_none()
        && (length <= (total - length.min(total)) * COMMENTS_SHARE
            || text.of(page.root).saturating_sub(text.of(id)) >= ARTICLE)
        && is_comment_thread(page.dom, id)
}

/// The signed comments below an article, with the box around them if it holds nothing more.
fn signed_parts(page: &Page, _: &Removals) -> Vec<Id> {
    let (dom, text) = (page.dom, page.dom.running_text());
    let posts = signed::find(dom);
    let (Some(first), Some(last)) = (posts.first(), posts.last()) else { return Vec::new() };
    // The posts of a forum are built alike, but the first of them may be in another box.
    let names = |id: Id| !matches!(dom.tag(id), "body" | "html") && has_word(dom, id, NAMES);
    let is_named = std::iter::once(first.around).chain(dom.ancestors(first.around)).take(NAMED).any(names);
    if !is_named || !signed::have_article(dom, &posts) {
        return Vec::new();
    }
    let own: usize = posts.iter().map(|post| text.of(post.around)).sum();
    let together = dom.ancestors(first.around).find(|a| dom.within(last.around, *a));
    match together.filter(|id| *id != page.root && text.of(*id) < own + ARTICLE) {
        Some(id) => vec![id],
        None => posts.iter().map(|post| post.around).collect(),
    }
}

/// All elements from a heading over comments to the end of its box.
fn sections(page: &Page, _: &Removals) -> Vec<Id> {
    let (dom, text) = (page.dom, page.dom.running_text());
    let is_named = |id: Id| {
        ["id", "name"].iter().filter_map(|name| dom.attr(id, name)).any(|name| name.eq_ignore_ascii_case("comments"))
    };
    let is_heading = |id: &Id| {
        matches!(dom.tag(*id), "h2" | "h3" | "h4" | "h5")
            && std::iter::once(*id).chain(dom.elements(*id)).any(is_named)
            && dom.words_of(*id).len() < SIGNATURE
    };
    let Some(heading) = dom.descendants(page.root).find(is_heading) else {
        return Vec::new();
    };
    // A heading may be alone in a box.
    let alone = |a: &Id| *a != page.root && page.length(*a) == page.length(heading);
    let start = dom.ancestors(heading).take_while(alone).last().unwrap_or(heading);
    let after: Vec<Id> = std::iter::successors(dom.next(start), |at| dom.next(*at)).collect();
    let comments: usize = after.iter().map(|id| text.of(*id)).sum();
    let signs = |id: Id| page.length(id) < SIGNATURE && calendar::find(&dom.words_of(id), None).is_some();
    let lines = after.iter().flat_map(|id| std::iter::once(*id).chain(dom.descendants(*id)));
    let signatures = lines.filter(|id| matches!(dom.tag(*id), "p" | "div" | "span" | "cite" | "li" | "dt" | "small"));
    let is_signed = signatures.filter(|id| signs(*id)).take(FEWEST).count() == FEWEST;
    if !is_signed || text.of(page.root).saturating_sub(comments) < ARTICLE {
        return Vec::new();
    }
    std::iter::once(start).chain(after).collect()
}

/// True if a box holds comments, by its names.
pub(crate) fn is_comment_thread(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "div" | "section" | "ul" | "ol")
        && (has_word(dom, id, &["comments", "disqus"])
            || has_word(dom, id, &["comment"]) && has_word(dom, id, &["box", "list", "area", "section", "thread"]))
        && is_named_clutter(dom, id)
        && !dom.descendants(id).any(|d| matches!(dom.tag(d), "h1" | "article" | "main"))
}

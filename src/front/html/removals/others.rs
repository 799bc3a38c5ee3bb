//! Other articles below this one, and the rest of a box without them.

use super::cards::leads_within;
use super::sections::outermost;
use super::{Decide, HtmlRule, Page, Removals};
use crate::front::html::dom::headings::heading_words;
use crate::front::html::dom::measure::{link_share, same_words};
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// Fewest characters of running text of an article that another follows.
const ARTICLE: usize = 200;
/// The number of elements before an article that are searched for the page's main article.
const BEFORE: usize = 8;
/// The longest label, in bytes.
const LABEL: usize = 60;

/// The next article of a stream.
pub(crate) const NEXT: HtmlRule = Rule {
    id: "next-article",
    reason: Reason::Related,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Articles under the one with the page's title: those whose own titles are links into the same site, and in a \
            stream of records of schema.org those with titles of their own.",
    examples: &[
        (
            "<title>Harbours</title><article itemtype='https://schema.org/NewsArticle'><h1>Harbours</h1><p>The harbour master \
             counted forty boats on the morning of the fair, three more than the year before, and wrote the number into the \
             book that has lain on the same desk since his grandfather kept it, in the year of the flood.</p></article>\
             <article itemtype='https://schema.org/NewsArticle'><h1>A crane</h1><p>It is blue.</p></article>",
            "Harbours The harbour master counted forty boats on the morning of the fair, three more than the year before, and \
             wrote the number into the book that has lain on the same desk since his grandfather kept it, in the year of the \
             flood.",
        ),
        (
            "<article><h1>Harbours</h1><p>The harbour master counted forty boats on the morning of the fair, three more than \
             the year before, and wrote the number into the book that has lain on the same desk since his grandfather kept \
             it, in the year of the flood.</p></article><article><h2><a href=/2>A crane</a></h2><p>It is blue.</p></article>",
            "Harbours The harbour master counted forty boats on the morning of the fair, three more than the year before, and \
             wrote the number into the book that has lain on the same desk since his grandfather kept it, in the year of the \
             flood.",
        ),
        (
            "<article><h1>Harbours</h1></article><article><h2><a href=/2>A crane</a></h2><p>It is blue.</p></article>",
            "Harbours A crane It is blue.",
        ),
    ],
    decide: Decide::Node(is_next),
};

/// Labels over nothing.
pub(crate) const EMPTIED: HtmlRule = Rule {
    id: "emptied",
    reason: Reason::Related,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Headings and bold labels of which nothing is left but the label, because all below it led to other articles.",
    examples: &[
        (
            "<p>Sails.</p><div><h2>You may like</h2><section><div><h3><a href=/a>Ten more harbours</a></h3></div>\
             <div><h3><a href=/b>The old lighthouse</a></h3></div></section></div>",
            "Sails.",
        ),
        ("<p>Sails.</p><div><h2>You may like</h2><p>Ropes.</p></div>", "Sails. You may like Ropes."),
    ],
    decide: Decide::Tree(emptied),
};

/// True if an article follows the page's main article.
fn is_next(page: &Page, id: Id) -> bool {
    let dom = page.dom;
    let is_article = |id: &Id| dom.tag(*id) == "article";
    if !is_article(&id) {
        return false;
    }
    let before =
        || std::iter::successors(dom.prev_element(id), |b| dom.prev_element(*b)).take(BEFORE).filter(is_article);
    let is_own = |own: Id| dom.find(own, "h1").is_some() && dom.running_text().of(own) >= ARTICLE;
    if let Some(title) = dom.find(id, "h1") {
        let says_title = |heading: Id| same_words(&heading_words(dom, heading), page.title);
        let kind =
            |id: Id| dom.value(id, "itemtype").filter(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
        return kind(id).is_some()
            && !says_title(title)
            && before().any(|own| is_own(own) && kind(own) == kind(id))
            && dom.parent(id).and_then(|stream| dom.find(stream, "h1")).is_some_and(says_title);
    }
    let heading = |d: &Id| matches!(dom.tag(*d), "h2" | "h3" | "h4");
    let title = dom.descendants(id).take(40).find(heading).filter(|h| link_share(dom, *h) > 0.9);
    let link = title.and_then(|h| dom.find(h, "a").or_else(|| dom.closest(h, "a")));
    link.and_then(|a| dom.attr(a, "href")).is_some_and(|href| leads_within(href, page.host)) && before().any(is_own)
}

/// Labels below which only links to other articles were, up to the end of their box or the next heading.
fn emptied(page: &Page, removed: &Removals) -> Vec<Id> {
    let dom = page.dom;
    let labels = dom.descendants_but(page.root, |id| removed.has(id)).filter(|id| is_label(page, *id));
    let over_nothing = |label: &Id| {
        let mut went = false;
        for id in std::iter::successors(dom.next(*label), |n| dom.next(*n)) {
            match what_is_left(dom, id, removed) {
                Left::Nothing => {}
                Left::WentAsRelated => went = true,
                Left::Words => return went && dom.is_subheading(id) && dom.is_subheading(*label),
            }
        }
        went
    };
    labels.map(|label| outermost_below(page, label)).filter(over_nothing).collect()
}

/// The outermost box inside the article that holds only this element.
fn outermost_below(page: &Page, id: Id) -> Id {
    let outer = outermost(page.dom, id);
    if page.dom.within(page.root, outer) { id } else { outer }
}

/// A heading, or a short box that is bold from end to end.
fn is_label(page: &Page, id: Id) -> bool {
    let dom = page.dom;
    let bold = || dom.only_child(id).is_some_and(|child| matches!(dom.tag(child), "b" | "strong"));
    (1..=LABEL).contains(&page.length(id))
        && (dom.is_subheading(id) || matches!(dom.tag(id), "p" | "div" | "span") && bold())
}

/// The rest of a part of the page.
enum Left {
    Words,
    Nothing,
    WentAsRelated,
}

fn what_is_left(dom: &Dom, root: Id, removed: &Removals) -> Left {
    let mut left = Left::Nothing;
    let mut at = Some(root);
    while let Some(id) = at {
        let reason = removed.reason(id);
        let shows = dom.text(id).is_some_and(|text| !text.trim().is_empty()) || matches!(dom.tag(id), "img" | "pre");
        if reason.is_none() && shows {
            return Left::Words;
        }
        if reason == Some(Reason::Related) && dom.has_words(id) {
            left = Left::WentAsRelated;
        }
        at = if reason.is_some() { dom.after(id, root) } else { dom.following(id, root) };
    }
    left
}

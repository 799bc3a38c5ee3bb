//! Cards that show other articles: boxes of one kind, each with a linked heading and hardly a sentence.

use super::controls::by_kind;
use super::names::is_box;
use super::{Decide, HtmlRule, Page};
use crate::front::html::dom::lengths::Lengths;
use crate::front::html::dom::measure::linked_length;
use crate::front::html::dom::urls;
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// A box with more than this part of the article's text shows no cards.
const LARGEST: usize = 2;
/// The longest card, in bytes, and the longest with a second link to its heading's target: "Read more".
const LONGEST: usize = 400;
const LONGEST_TEASER: usize = 1500;
/// So much running text outside of cards, in characters, is an article.
const ARTICLE: usize = 400;

/// Cards of other articles.
pub(crate) const CARDS: HtmlRule = Rule {
    id: "cards",
    reason: Reason::Related,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Boxes of two or more cards, each with one heading that is a link into the same site.",
    examples: &[
        (
            "<p>Sails.</p><section><div><h3><a href=/a>Ten more harbours</a></h3></div>\
             <div><h3><a href=/b>The old lighthouse</a></h3></div></section>",
            "Sails.",
        ),
        (
            "<section><h2>Ropes</h2><p>Of hemp.</p></section><section><h2>Masts</h2><p>Of pine.</p></section>",
            "Ropes Of hemp. Masts Of pine.",
        ),
    ],
    decide: Decide::Node(applies),
};

fn applies(page: &Page, id: Id) -> bool {
    is_box(page.dom.tag(id))
        && by_kind(page.dom, id).is_none()
        && is_beside(page, id)
        && is_cards(page.dom, id, page.lengths(), page.host)
}

/// True if a box is no larger than the parts outside the article usually are. It is judged by all its text, or by the
/// running text without links if enough for an article is outside it.
fn is_beside(page: &Page, id: Id) -> bool {
    let running = page.dom.running_text();
    let outside = running.of(page.root).saturating_sub(running.of(id));
    page.length(id) * LARGEST < page.total() || outside >= ARTICLE && running.of(id) <= LARGEST * outside
}

/// True if a box shows other articles as cards: two or more boxes of one kind, each with a heading that links into the
/// same site and with hardly a sentence of text.
pub(crate) fn is_cards(dom: &Dom, id: Id, lengths: &Lengths, host: Option<&str>) -> bool {
    if !matches!(dom.tag(id), "div" | "section" | "ul" | "ol" | "aside") {
        return false;
    }
    let (mut cards, mut others) = (0, 0);
    for child in dom.elements(id) {
        match dom.tag(child) {
            "article" | "li" | "div" | "a" | "section" if is_card(dom, child, lengths, host) => cards += 1,
            _ if lengths.of(child) > 0 => others += 1,
            _ => {}
        }
    }
    // In a long stream some lead elsewhere.
    cards >= 2 && others <= 1 + cards / 6 && cards > others
}

fn is_card(dom: &Dom, id: Id, lengths: &Lengths, host: Option<&str>) -> bool {
    if lengths.of(id) > LONGEST_TEASER {
        return false;
    }
    let heading = |d: &Id| dom.is_subheading(*d);
    let mut headings = std::iter::once(id).chain(dom.descendants(id).take(60)).filter(heading);
    let (Some(heading), None) = (headings.next(), headings.next()) else { return false };
    let around =
        std::iter::once(id).chain(dom.ancestors(heading).take_while(|a| *a != id)).find(|a| dom.tag(*a) == "a");
    let inside = || dom.descendants(heading).find(|d| dom.tag(*d) == "a" && linked_length(dom, heading) > 0);
    let whole = around.or_else(|| inside().filter(|a| dom.words_of(*a) == dom.words_of(heading)));
    let Some(href) = whole.and_then(|a| dom.attr(a, "href")).filter(|href| leads_within(href, host)) else {
        return false;
    };
    let again = || dom.descendants(id).filter(|d| dom.attr(*d, "href") == Some(href)).take(2).count() == 2;
    lengths.of(id) <= LONGEST || again()
}

/// True if an address is of the same site: a path, or with the page's host or one above or below it.
pub(crate) fn leads_within(href: &str, host: Option<&str>) -> bool {
    let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    match (urls::host(href), host) {
        (Some(there), Some(here)) => below(there, here) || below(here, there),
        _ => href.starts_with('/') && !href.starts_with("//"),
    }
}

//! The rules for parts outside the chosen article: [`content`](crate::front::html::content) decides them, and they are
//! named here.

use super::{Decide, HtmlRule, Page};
use super::{controls, titles};
use crate::front::html::dom::Id;
use crate::front::removal::{Evidence, Reason, Removal, Rule, Scope};

const fn choice(id: &'static str, reason: Reason, about: &'static str) -> HtmlRule {
    Rule {
        id,
        reason,
        scope: Scope::Choice,
        evidence: Evidence::Structure,
        about,
        examples: &[],
        decide: Decide::Elsewhere,
    }
}

/// Around the article.
pub(crate) const OUTSIDE: HtmlRule =
    choice("outside", Reason::Outside, "Everything outside the box that was chosen as the article.");

/// Dropped by Readability.
pub(crate) const NOT_KEPT: HtmlRule = choice(
    "not-kept",
    Reason::Outside,
    "Parts inside that box which Readability drops and which are no running text, heading, figure, list or code.",
);

/// Text that the block model does not take for article.
pub(crate) const UNLIKELY: HtmlRule = choice(
    "unlikely",
    Reason::Outside,
    "Text in or below the article that the block model does not take for article; at most a third of the words.",
);

/// Boxes of links in regions that Readability did not clean.
pub(crate) const LINK_BOX: HtmlRule = choice(
    "link-box",
    Reason::Navigation,
    "Boxes that are mostly links, where Readability found only a part of the text.",
);

/// Cards without their titles.
pub(crate) const BARE_CARD: HtmlRule = choice(
    "bare-card",
    Reason::Related,
    "Linked pictures whose words were left out: cards of other articles without their titles.",
);

/// Quoted text that letters repeat.
pub(crate) const HISTORY: HtmlRule =
    choice("letter-history", Reason::Repeated, "What a letter in a thread of letters repeats of those before it.");

/// The removal to record for a part that the choice of the article leaves out: the rule that left it out, and the
/// reason that the part itself shows.
pub(crate) fn removal(page: &Page, rule: &HtmlRule, id: Id) -> Removal {
    Removal { reason: kind(page, id), rule: rule.id }
}

/// The kind of a part outside the article.
fn kind(page: &Page, id: Id) -> Reason {
    if titles::is_title(page, id) {
        return Reason::Title;
    }
    controls::by_kind(page.dom, id).or_else(|| page.named(id)).unwrap_or(match page.dom.tag(id) {
        "header" => Reason::Frame,
        "aside" => Reason::Related,
        _ => Reason::Outside,
    })
}

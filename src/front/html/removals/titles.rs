//! Text that the metadata already has: the article's title, its standfirst, and the excerpt that a site makes of the
//! text.

use super::{Decide, HtmlRule, Page};
use crate::doc::plain_text;
use crate::front::html::dom::Id;
use crate::front::html::dom::measure::same_words;
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// The heading with the title.
pub(crate) const TITLE: HtmlRule = Rule {
    id: "title-again",
    reason: Reason::Title,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "The heading with the article's title, which stands above the article.",
    examples: &[("<h2>Harbour notes</h2><p>Sails.</p>", "Sails.")],
    decide: Decide::Node(is_title),
};

/// The standfirst.
pub(crate) const STANDFIRST: HtmlRule = Rule {
    id: "standfirst",
    reason: Reason::Title,
    scope: Scope::Choice,
    evidence: Evidence::Name,
    about: "The sentence under the title that says what the article is about: it stands above the article.",
    examples: &[],
    decide: Decide::Elsewhere,
};

/// An excerpt.
pub(crate) const EXCERPT: HtmlRule = Rule {
    id: "excerpt",
    reason: Reason::Repeated,
    scope: Scope::Choice,
    evidence: Evidence::Structure,
    about: "A standfirst with the very words that the article begins with.",
    examples: &[],
    decide: Decide::Elsewhere,
};

/// True if an element is a heading with the article's title, or the line with its subtitle.
pub(crate) fn is_title(page: &Page, id: Id) -> bool {
    let subtitle = || page.meta.map(|meta| plain_text(&meta.subtitle)).unwrap_or_default();
    if page.dom.attr(id, "role") == Some("doc-subtitle") && same_words(&page.dom.words_of(id), &subtitle()) {
        return true;
    }
    matches!(page.dom.tag(id), "h1" | "h2") && !page.title.is_empty() && same_words(&page.dom.words_of(id), page.title)
}

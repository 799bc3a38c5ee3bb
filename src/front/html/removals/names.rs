//! Boxes with a class or id of things outside the article.
//!
//! One rule for each subject; the words are in [`clutter`](crate::front::html::clutter).

use super::controls::by_kind;
use super::{Decide, HtmlRule, Page};
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// For a box with more than this part of the article's text, the name is not evidence.
const LARGEST: usize = 4;

const fn rule(
    id: &'static str,
    reason: Reason,
    about: &'static str,
    applies: fn(&Page, Id) -> bool,
    examples: &'static [(&'static str, &'static str)],
) -> HtmlRule {
    let (scope, evidence) = (Scope::Article, Evidence::Name);
    Rule { id, reason, scope, evidence, about, examples, decide: Decide::Node(applies) }
}

/// Named after Sharing.
pub(crate) const SHARING: HtmlRule = rule(
    "named-sharing",
    Reason::Sharing,
    "Boxes named after sharing, voting or printing.",
    |page, id| is_named(page, id, Reason::Sharing),
    &[
        ("<p>Sails.</p><div class=share-bar>Pass it on</div>", "Sails."),
        (
            "<p>Sails.</p><div class=share-of-votes><p>The share of votes went up in every town on the coast.</p></div>",
            "Sails. The share of votes went up in every town on the coast.",
        ),
        ("<dl><dt class=share>--share<dd>Lends the boat to all.</dl>", "--share Lends the boat to all."),
    ],
);

/// Named after Related.
pub(crate) const RELATED: HtmlRule = rule(
    "named-related",
    Reason::Related,
    "Boxes named after other articles, teasers or a side column.",
    |page, id| is_named(page, id, Reason::Related),
    &[
        ("<p>Sails.</p><div class=related-posts>Ten more harbours</div>", "Sails."),
        (
            "<p>Sails.</p><div class=teaser-text><p>From next year a new sail will hang over the quay of the town.</p></div>",
            "Sails. From next year a new sail will hang over the quay of the town.",
        ),
        (
            "<p>Sails.</p><div class=teaser-text><h3><a href=/b>The crane</a></h3><p>From next year a crane will stand on the quay.</p></div>",
            "Sails.",
        ),
    ],
);

/// Named after Advertisement.
pub(crate) const ADVERTISEMENT: HtmlRule = rule(
    "named-advertisement",
    Reason::Advertisement,
    "Boxes named after advertisements, sponsors or donations.",
    |page, id| is_named(page, id, Reason::Advertisement),
    &[
        ("<p>Sails.</p><div class=promo>Buy a boat today</div>", "Sails."),
        (
            "<p>Sails.</p><div class=promo-years><h2>The years of promotion</h2><p>A boy became a hand in three years, \
             and a hand a mate when one died.</p></div>",
            "Sails. The years of promotion A boy became a hand in three years, and a hand a mate when one died.",
        ),
        (
            "<p>Sails.</p><div class=promo><h2>Boats for all</h2><p>A boat is yours in three years, and a ship is yours in \
             six. <a href=/buy>Choose one</a></p></div>",
            "Sails.",
        ),
    ],
);

/// Named after SignUp.
pub(crate) const SIGN_UP: HtmlRule = rule(
    "named-sign-up",
    Reason::SignUp,
    "Boxes named after newsletters, accounts or paywalls.",
    |page, id| is_named(page, id, Reason::SignUp),
    &[("<p>Sails.</p><div class=newsletter>News of the harbour, every week</div>", "Sails.")],
);

/// Named after Cookies.
pub(crate) const COOKIES: HtmlRule = rule(
    "named-cookies",
    Reason::Cookies,
    "Boxes named after cookies and consent.",
    |page, id| is_named(page, id, Reason::Cookies),
    &[("<p>Sails.</p><div id=cookie-notice>We keep biscuits</div>", "Sails.")],
);

/// Named after Comments.
pub(crate) const COMMENTS: HtmlRule = rule(
    "named-comments",
    Reason::Comments,
    "Boxes named after comments.",
    |page, id| is_named(page, id, Reason::Comments),
    &[("<p>Sails.</p><div class=respond>Say what you saw</div>", "Sails.")],
);

/// Named after Navigation.
pub(crate) const NAVIGATION: HtmlRule = rule(
    "named-menu",
    Reason::Navigation,
    "Boxes named after menus, breadcrumbs, page numbers or a table of contents.",
    |page, id| is_named(page, id, Reason::Navigation),
    &[
        ("<div class=breadcrumbs>Home / Harbour</div><p>Sails.</p>", "Sails."),
        ("<h2><a class=toc-backref href='#toc-1'>Boats</a></h2><p>Sails.</p>", "Boats Sails."),
        ("<h2>Boats <a class=toc-link href='#toc-1'>Contents</a></h2><p>Sails.</p>", "Boats Sails."),
    ],
);

/// Named after Filing.
pub(crate) const FILING: HtmlRule = rule(
    "named-filing",
    Reason::Filing,
    "Boxes named after tags, bylines or the author.",
    |page, id| is_named(page, id, Reason::Filing),
    &[("<p>Sails.</p><div class=author-bio>Ada lives by the sea</div>", "Sails.")],
);

/// Named after Frame.
pub(crate) const FRAME: HtmlRule = rule(
    "named-frame",
    Reason::Frame,
    "Boxes named after the head or foot of the page, or a disclaimer.",
    |page, id| is_named(page, id, Reason::Frame),
    &[("<p>Sails.</p><div class=site-footer>The Wave, since 1990</div>", "Sails.")],
);

/// True if a box is named after one kind of thing, has a tag that can be such a thing, and holds little of the text.
fn is_named(page: &Page, id: Id, reason: Reason) -> bool {
    let tag = page.dom.tag(id);
    if tag == "a" && page.dom.attr(id, "href").is_some_and(|h| h.starts_with('#')) {
        return reason == Reason::Navigation && page.named(id) == Some(reason) && !is_all_of_heading(page.dom, id);
    }
    is_box(tag)
        && by_kind(page.dom, id).is_none()
        && page.length(id) * LARGEST < page.total()
        && page.named(id) == Some(reason)
}

/// True if a link has all words of a heading: headings lead back to the table of contents.
fn is_all_of_heading(dom: &Dom, link: Id) -> bool {
    let heading = dom.ancestors(link).take(3).find(|a| dom.is_heading(*a));
    heading.is_some_and(|heading| dom.has_words(link) && dom.words_of(heading) == dom.words_of(link))
}

/// True if an element of this tag can be a box of the page, not a part of the text.
pub(crate) fn is_box(tag: &str) -> bool {
    !matches!(
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
            | "dt"
            | "td"
            | "th"
            | "tr"
            | "tbody"
            | "caption"
            | "figure"
            | "figcaption"
            | "img"
            | "b"
            | "i"
            | "html"
            | "body"
    )
}

//! Boxes with a class or id of things outside the article.
//!
//! The words are sorted by subject, one rule for each kind. A name is evidence but not proof: `banner`, `related` and
//! all words of menus count only for a box without running text.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::controls::by_kind;
use super::{Decide, HtmlRule, Page, veto};
use crate::front::html::dom::class_words::{each_word, names};
use crate::front::html::dom::measure::linked_length;
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
    ],
);

/// Named after Related.
pub(crate) const RELATED: HtmlRule = rule(
    "named-related",
    Reason::Related,
    "Boxes named after other articles, teasers or a side column.",
    |page, id| is_named(page, id, Reason::Related),
    &[("<p>Sails.</p><div class=related-posts>Ten more harbours</div>", "Sails.")],
);

/// Named after Advertisement.
pub(crate) const ADVERTISEMENT: HtmlRule = rule(
    "named-advertisement",
    Reason::Advertisement,
    "Boxes named after advertisements, sponsors or donations.",
    |page, id| is_named(page, id, Reason::Advertisement),
    &[("<p>Sails.</p><div class=promo>Buy a boat today</div>", "Sails.")],
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
    &[("<div class=breadcrumbs>Home / Harbour</div><p>Sails.</p>", "Sails.")],
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
        return reason == Reason::Navigation && page.named(id) == Some(reason);
    }
    is_box(tag)
        && by_kind(page.dom, id).is_none()
        && page.length(id) * LARGEST < page.total()
        && page.named(id) == Some(reason)
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
            | "td"
            | "tr"
            | "tbody"
            | "figure"
            | "img"
            | "b"
            | "i"
            | "html"
            | "body"
    )
}

/// Words in class or id that name parts outside the article.
const WORDS: &[(Reason, &[&str])] = &[
    (
        Reason::Sharing,
        &[
            "share",
            "sharing",
            "sharebar",
            "sharedaddy",
            "social",
            "socials",
            "addtoany",
            "addthis",
            "print",
            "email",
            "follow",
            "likes",
            "reactions",
            "toolbar",
            "vote",
            "votecell",
            "votes",
            "upvote",
            "rating",
            "ratings",
        ],
    ),
    (
        Reason::Related,
        &[
            "related",
            "recommended",
            "recommendations",
            "recirc",
            "recirculation",
            "trending",
            "popular",
            "readmore",
            "prevnext",
            "crosslink",
            "relatedposts",
            "yarpp",
            "morefrom",
            "teaser",
            "teasers",
            "sidebar",
            "syndication",
            "webring",
            "flyout",
        ],
    ),
    (
        Reason::Advertisement,
        &[
            "promo",
            "promotion",
            "advert",
            "advertisement",
            "ads",
            "ad",
            "adsense",
            "banner",
            "sponsor",
            "sponsored",
            "outbrain",
            "taboola",
            "cta",
            "upsell",
            "donate",
            "donation",
        ],
    ),
    (
        Reason::SignUp,
        &[
            "newsletter",
            "subscribe",
            "subscription",
            "signup",
            "login",
            "register",
            "paywall",
            "popup",
            "modal",
            "overlay",
        ],
    ),
    (Reason::Cookies, &["cookie", "cookies", "consent", "gdpr"]),
    (Reason::Comments, &["comments", "comment", "disqus", "respond", "feedback"]),
    (
        Reason::Navigation,
        &[
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "pager",
            "nav",
            "navigation",
            "menu",
            "navbar",
            "toc",
            "navbox",
            "hatnote",
            "editsection",
        ],
    ),
    (Reason::Filing, &["tags", "taglist", "tagcloud", "byline", "postmetadata", "authorbox"]),
    (Reason::Frame, &["footer", "masthead", "disclaimer", "disclosure", "disclosures"]),
];

/// Of these, the words that pages also use for parts of the text: such a box is clutter unless it holds running text.
const LOOSE: &[&str] = &[
    "sidebar", "related", "banner", "masthead", "teaser", "teasers", "rating", "ratings", "popular", "print", "toc",
    "tags",
];

/// Words that with `related` name other content of the site.
const OF_OTHERS: &[&str] =
    &["related", "post", "posts", "article", "articles", "story", "stories", "news", "content", "links", "reading"];

/// Words that with `author` name the box about the author.
const ABOUT: &[&str] =
    &["bio", "box", "card", "cards", "block", "profile", "info", "about", "details", "description", "summary"];

/// Words that with `skip` name a link over the menu. Alone, `skip` may be an animation's name for a step of the text.
const OVER: &[&str] = &["link", "links", "nav", "navigation", "to", "content", "main", "menu"];

/// With one of these words, a name describes the page's layout, not the box: `has-sidebar`, `layout-with-menu`.
const LAYOUT: &[&str] = &["has", "with", "no", "is", "layout"];

/// With one of these words, a name may be that of a frame around the whole page: the box is clutter unless it holds
/// running text.
const FRAMES: &[&str] = &["container", "wrapper", "wrap", "main", "content"];

/// Running text of this many characters is a sentence.
const SENTENCE: usize = 40;
/// For a box with more running text than this, in characters, a loose word is not evidence.
const LOOSELY: usize = 200;

static CLUTTER: LazyLock<HashMap<&str, Reason, RandomState>> =
    LazyLock::new(|| WORDS.iter().flat_map(|(reason, words)| words.iter().map(move |word| (*word, *reason))).collect());

/// The reason for which a class or id names the box clutter, if any. A box with the page's heading or a large part of
/// its text is not clutter.
pub(crate) fn named_clutter(dom: &Dom, id: Id) -> Option<Reason> {
    // Formulas have the classes of the program that shows them, such as MathJax's menu.
    if dom.tag(id).starts_with("mjx-") || matches!(dom.tag(id), "math" | "") {
        return None;
    }
    let (mut firmly, mut loosely) = (None, None);
    for name in names(dom, id) {
        match told_by(name) {
            Some((reason, true)) => firmly = firmly.or(Some(reason)),
            Some((reason, false)) => loosely = loosely.or(Some(reason)),
            None => {}
        }
    }
    // Buttons are not sentences: a sentence in a box for sharing is the shared text, or the box has its name for
    // another reason.
    let firmly = firmly.filter(|reason| *reason != Reason::Sharing || !holds_text(dom, id, SENTENCE));
    let told = firmly.or_else(|| loosely.filter(|_| !holds_text(dom, id, LOOSELY)))?;
    (!veto::is_beyond_names(dom, id, told) && !is_named_after_heading(dom, id)).then_some(told)
}

/// The meaning of one name, with true if it is certain.
fn told_by(name: &str) -> Option<(Reason, bool)> {
    let (mut firmly, mut loosely) = (None, None);
    // Page builders name every box a widget (`elementor-widget-text`); side columns have the bare name.
    if name == "widget" || name.starts_with("widget_") || name.starts_with("widget-area") {
        loosely = Some(Reason::Related);
    }
    // `author-bio`, `post__author-card`: the box about the author.
    let (mut author, mut about) = (false, false);
    // The name `related-posts` alone is certain, regardless of the content.
    let (mut related, mut else_said) = (false, false);
    let (mut skip, mut over) = (false, false);
    let (mut layout, mut frame) = (false, false);
    each_word(name, |word| {
        if let Some(reason) = CLUTTER.get(word) {
            // Running text is not a menu, regardless of its name.
            let loose = *reason == Reason::Navigation || LOOSE.contains(&word);
            let place = if loose { &mut loosely } else { &mut firmly };
            place.get_or_insert(*reason);
        }
        related |= word == "related";
        else_said |= !OF_OTHERS.contains(&word);
        author |= matches!(word, "author" | "authors" | "autor" | "contributor" | "writer");
        about |= ABOUT.contains(&word);
        skip |= matches!(word, "skip" | "skiplink");
        over |= word == "skiplink" || OVER.contains(&word);
        layout |= LAYOUT.contains(&word);
        frame |= FRAMES.contains(&word);
    });
    if author && about {
        firmly = firmly.or(Some(Reason::Filing));
    }
    if related && !else_said {
        firmly = firmly.or(Some(Reason::Related));
    }
    if skip && over {
        firmly = firmly.or(Some(Reason::Navigation));
    }
    if layout {
        return None;
    }
    match firmly {
        Some(reason) => Some((reason, !frame)),
        None => loosely.map(|reason| (reason, false)),
    }
}

/// True if a class or id names clutter.
pub(crate) fn is_named_clutter(dom: &Dom, id: Id) -> bool {
    named_clutter(dom, id).is_some()
}

/// True if a box holds at least so much running text, in characters, and hardly any of its text is linked.
fn holds_text(dom: &Dom, id: Id, least: usize) -> bool {
    let text = dom.running_text().of(id);
    text >= least && linked_length(dom, id) * 5 < text
}

/// True if an id is made of the words of the heading or term it stands at: `<section id="loops-and-feedback">`.
///
/// A heading of one word is too little evidence: `<div id="comments"><h2>Comments</h2>`.
fn is_named_after_heading(dom: &Dom, id: Id) -> bool {
    let Some(key) = dom.attr(id, "id").filter(|key| key.len() > 3) else { return false };
    if dom.classes(id).any(|class| told_by(class).is_some()) {
        return false;
    }
    let heading = |d: &Id| matches!(dom.tag(*d), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt");
    std::iter::once(id).chain(dom.descendants(id).take(8)).find(heading).is_some_and(|h| {
        let words = dom.words_of(h).to_lowercase();
        let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let (mut all, mut shared) = (0, 0);
        each_word(key, |word| {
            all += 1;
            shared += usize::from(words.iter().any(|w| w.starts_with(word)));
        });
        words.len() > 1 && shared * 3 >= all * 2
    })
}

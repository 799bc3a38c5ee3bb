//! What class and id say of a box: comments, sharing, menus, other articles.
//!
//! A name is evidence but not proof: `banner`, `related` and all words of menus count only for a box without running
//! text, and no name counts for a box that holds the page's heading or a large part of its text.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::dom::class_words::{each_word, names};
use super::dom::measure::linked_length;
use super::dom::{Dom, Id};
use crate::front::removal::Reason;

/// Fewest parts of one kind that make comments.
const COMMENTS: usize = 2;

/// Words in class or id that name parts outside the article.
const WORDS: &[(Reason, &[&str])] = &[
    (
        Reason::Sharing,
        &[
            "share", "sharing", "sharebar", "sharedaddy", "social", "socials", "addtoany", "addthis", "print", "email",
            "follow", "likes", "reactions", "toolbar", "vote", "votecell", "votes", "upvote", "rating", "ratings",
        ],
    ),
    (
        Reason::Related,
        &[
            "related", "recommended", "recommendations", "recirc", "recirculation", "trending", "popular", "readmore",
            "prevnext", "crosslink", "relatedposts", "yarpp", "morefrom", "teaser", "teasers", "sidebar",
            "syndication", "webring", "flyout",
        ],
    ),
    (
        Reason::Advertisement,
        &[
            "promo", "promotion", "advert", "advertisement", "ads", "ad", "adsense", "banner", "sponsor", "sponsored",
            "outbrain", "taboola", "cta", "upsell", "donate", "donation",
        ],
    ),
    (
        Reason::SignUp,
        &[
            "newsletter", "subscribe", "subscription", "signup", "login", "register", "paywall", "popup", "modal",
            "overlay",
        ],
    ),
    (Reason::Cookies, &["cookie", "cookies", "consent", "gdpr"]),
    (Reason::Comments, &["comments", "comment", "disqus", "respond", "feedback"]),
    (
        Reason::Navigation,
        &[
            "breadcrumb", "breadcrumbs", "pagination", "pager", "nav", "navigation", "menu", "navbar", "toc", "navbox",
            "hatnote", "editsection",
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
    let is_text = |reason: &Reason| {
        holds_text(dom, id, LOOSELY)
            || *reason == Reason::Related && holds_text(dom, id, SENTENCE) && leads_nowhere(dom, id)
    };
    let told = firmly.or_else(|| loosely.filter(|reason| !is_text(reason)))?;
    (!is_beyond_names(dom, id, told) && !is_named_after_heading(dom, id)).then_some(told)
}

/// True if a box has neither links nor headings: the teaser of another article has one of them, and that of this article,
/// as some houses call its standfirst, has neither.
fn leads_nowhere(dom: &Dom, id: Id) -> bool {
    let leads = |d: Id| dom.tag(d) == "a" || dom.is_heading(d);
    !dom.descendants(id).any(leads) && dom.closest(id, "a").is_none()
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

/// The number of nodes at the start of a box among which its heading is: links to other chapters may precede it.
const BEFORE_HEADING: usize = 24;

/// True if an id is made of the words of the heading or term it stands at: `<section id="loops-and-feedback">`.
///
/// A heading of one word is too little evidence: `<div id="comments"><h2>Comments</h2>`.
fn is_named_after_heading(dom: &Dom, id: Id) -> bool {
    let Some(key) = dom.attr(id, "id").filter(|key| key.len() > 3) else { return false };
    if dom.classes(id).any(|class| told_by(class).is_some()) {
        return false;
    }
    let heading = |d: &Id| matches!(dom.tag(*d), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt");
    std::iter::once(id).chain(dom.descendants(id).take(BEFORE_HEADING)).find(heading).is_some_and(|h| {
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

/// True if a box holds too much of the page for its name or a phrase to be right.
pub(crate) fn is_beyond_names(dom: &Dom, id: Id, told: Reason) -> bool {
    dom.running_text().is_beyond_names(id) && !(told == Reason::Comments && is_periodic(dom, id))
}

/// True if some element in a box consists of several parts of one kind, with text in each: the same element and class.
pub(crate) fn is_periodic(dom: &Dom, id: Id) -> bool {
    let text = dom.running_text();
    let like = |a: Id, b: Id| dom.tag(a) == dom.tag(b) && dom.classes(a).next() == dom.classes(b).next();
    let part = |a: &Id| !matches!(dom.tag(*a), "p" | "h2" | "h3") && text.of(*a) > 0;
    std::iter::once(id).chain(dom.descendants(id)).filter(|d| dom.is_element(*d)).any(|d| {
        let parts: Vec<Id> = dom.elements(d).filter(part).collect();
        parts.first().is_some_and(|first| parts.iter().filter(|p| like(**p, *first)).count() >= COMMENTS)
    })
}

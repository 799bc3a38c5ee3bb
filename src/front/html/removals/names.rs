//! Which boxes of a page say by their names that they are not the article.
//!
//! Names of classes and ids are matched word by word (`share-bar` holds the word `share`, `shareholder` does not),
//! never by parts of words. The words are sorted by what they name, so that what is left out can be told by its reason.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::report::Reason;
use crate::front::html::dom::class_words::{each_word, names};
use crate::front::html::dom::measure::is_prose;
use crate::front::html::dom::{Dom, Id, letters};

/// Words in class or id that name what is not the article.
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
        Reason::Newsletter,
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

/// Of these, words that pages also give to parts of the text: such a box is clutter unless it holds running text.
const LOOSE: &[&str] =
    &["related", "banner", "masthead", "teaser", "teasers", "rating", "ratings", "popular", "print", "toc", "tags"];

/// Words that with `related` name what else the site has.
const OF_OTHERS: &[&str] =
    &["related", "post", "posts", "article", "articles", "story", "stories", "news", "content", "links", "reading"];

/// Words that with `author` name the box about the author.
const ABOUT: &[&str] =
    &["bio", "box", "card", "cards", "block", "profile", "info", "about", "details", "description", "summary"];

/// Words that with `skip` name a link over the menu. Alone it may be an animation's name for a step of the text.
const OVER: &[&str] = &["link", "links", "nav", "navigation", "to", "content", "main", "menu"];

static CLUTTER: LazyLock<HashMap<&str, Reason, RandomState>> =
    LazyLock::new(|| WORDS.iter().flat_map(|(reason, words)| words.iter().map(move |word| (*word, *reason))).collect());

/// Whether a class or id names clutter, and which.
pub fn named_clutter(dom: &Dom, id: Id) -> Option<Reason> {
    let (mut firmly, mut loosely) = (None, None);
    for name in names(dom, id) {
        // Page builders call every box a widget (`elementor-widget-text`); side columns call theirs just so.
        if name == "widget" || name.starts_with("widget_") || name.starts_with("widget-area") {
            loosely = loosely.or(Some(Reason::Related));
        }
        // `author-bio`, `post__author-card`: the box that says who wrote the article.
        let (mut author, mut about) = (false, false);
        // `related-posts` and nothing more is meant so, whatever stands in it.
        let (mut related, mut else_said) = (false, false);
        let (mut skip, mut over) = (false, false);
        each_word(name, |word| {
            if let Some(reason) = CLUTTER.get(word) {
                // Running text is no menu, whatever it is called.
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
    }
    // What is called after the heading inside is not called after what it is.
    firmly.or_else(|| loosely.filter(|_| !is_prose(dom, id))).filter(|_| !is_slug_only(dom, id))
}

/// Whether a class or id names clutter.
pub fn is_named_clutter(dom: &Dom, id: Id) -> bool {
    named_clutter(dom, id).is_some()
}

/// `<section id="loops-and-feedback">` without a class has only the words of its heading for a name.
fn is_slug_only(dom: &Dom, id: Id) -> bool {
    let Some(key) = dom.attr(id, "id").filter(|key| key.len() > 3 && dom.classes(id).next().is_none()) else {
        return false;
    };
    let heading = |d: &Id| matches!(dom.tag(*d), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    std::iter::once(id).chain(dom.descendants(id).take(8)).find(heading).is_some_and(|h| {
        let words = dom.words_of(h);
        let (key, all) = (letters(key), letters(&words));
        // One word is too little to tell: `<div id="comments"><h2>Comments</h2>`.
        words.split_whitespace().count() > 1 && all.contains(&key) && key.len() * 2 > all.len()
    })
}

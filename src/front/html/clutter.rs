//! What stands in a page but is not its article: hidden things, navigation, share bars, related stories.
//!
//! Names of classes and ids are matched word by word (`share-bar` holds the word `share`, `shareholder` does not),
//! never by parts of words. A box that holds most of the text is never clutter, whatever it is called.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::dom::{Dom, Id};
use super::endmatter;
use super::notes::Notes;
use super::region::Mass;

/// Nodes that no reader sees, and the places of notes.
pub fn hidden(dom: &Dom, notes: &Notes) -> Vec<bool> {
    let mut skip = vec![false; dom.count()];
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.is_element(*d)) {
        skip[id.index()] = is_hidden(dom, id) && !holds_article(dom, id);
    }
    for id in notes.used.iter().chain(&notes.furniture) {
        skip[id.index()] = true;
    }
    skip
}

/// Pages hide their text until a script has run, and screen readers' text from others: much text is not hidden.
fn holds_article(dom: &Dom, id: Id) -> bool {
    if matches!(
        dom.tag(id),
        "script" | "style" | "template" | "head" | "noscript" | "nav" | "form" | "dialog" | "button"
    ) {
        return false;
    }
    let paragraphs = dom.descendants(id).filter(|d| dom.tag(*d) == "p").take(4).count();
    paragraphs >= 3 && dom.words_of(id).len() > 1500
}

fn is_hidden(dom: &Dom, id: Id) -> bool {
    match dom.tag(id) {
        "script" => return !dom.attr(id, "type").is_some_and(|t| t.starts_with("math/tex")),
        "style" | "template" | "head" | "dialog" | "canvas" | "datalist" => return true,
        "svg" => return true,
        "math" | "mjx-container" => return false,
        _ => {}
    }
    if dom.attr(id, "hidden").is_some_and(|v| v != "until-found") {
        return true;
    }
    let style = dom.attr(id, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
    if style.contains("display:none") {
        return !unfolds(dom, id);
    }
    if style.contains("visibility:hidden") || is_off_screen(&style) || is_tooltip(dom, id) {
        return true;
    }
    let formula = || {
        dom.ancestors(id).take(4).any(|a| {
            matches!(dom.tag(a), "math" | "mjx-container") || dom.has_any_class(a, &["katex", "mwe-math-element"])
        })
    };
    let unseen = dom.has_any_class(
        id,
        &[
            "sr-only",
            "visually-hidden",
            "visuallyhidden",
            "screen-reader-text",
            "screen-reader-only",
            "sr-only-focusable",
            "a11y-hidden",
            "u-visually-hidden",
            "assistive-text",
            "print-only",
            "noprint",
        ],
    );
    let silent = dom.attr(id, "aria-hidden") == Some("true")
        && !matches!(dom.tag(id), "img" | "picture" | "figure" | "span" | "a" | "i" | "code" | "pre");
    (unseen || silent && dom.words_of(id).len() < 400 && !unfolds(dom, id)) && !formula()
}

/// Whether a reader may unfold what is hidden: it belongs to a callout, an accordion or a list of questions.
fn unfolds(dom: &Dom, id: Id) -> bool {
    std::iter::once(id).chain(dom.ancestors(id)).take(4).any(|a| {
        dom.attr(a, "data-callout").is_some()
            || dom.tag(a) == "details"
            || has_word(dom, a, &["callout", "admonition", "accordion", "collapsible", "collapse", "faq", "faqs"])
    })
}

/// Set a thousand pixels or more beside the page: for machines, never for readers.
fn is_off_screen(style: &str) -> bool {
    ["left:-", "top:-", "text-indent:-"].iter().any(|side| {
        style.split(side).skip(1).any(|rest| {
            let number: String = rest.chars().take_while(|c| c.is_ascii_digit()).collect();
            let unit = &rest[number.len()..];
            number.len() >= 4 && (unit.starts_with("px") || unit.starts_with("em") || unit.starts_with("rem"))
        })
    })
}

/// What pops up over a word when the pointer rests on it: it explains the word, and would stand glued to it in print.
fn is_tooltip(dom: &Dom, id: Id) -> bool {
    let named = || {
        has_word(dom, id, &["tooltip", "tooltiptext", "popover", "hovercard"])
            && !has_word(dom, id, &["trigger", "wrapper", "container", "footnote", "has"])
    };
    let in_line = || dom.ancestors(id).take(4).any(|a| matches!(dom.tag(a), "p" | "li" | "td" | "dd"));
    // A word that has a tooltip may itself be called one: something must stand before it in the line.
    let after_word = || dom.prev(id).is_some();
    dom.attr(id, "role") == Some("tooltip")
        || matches!(dom.tag(id), "span" | "div") && named() && in_line() && after_word()
}

/// Words in class or id that name what is not the article.
const WORDS: &[&str] = &[
    "share",
    "sharing",
    "sharebar",
    "sharedaddy",
    "social",
    "socials",
    "related",
    "recommended",
    "recommendations",
    "recirc",
    "recirculation",
    "newsletter",
    "subscribe",
    "subscription",
    "signup",
    "promo",
    "promotion",
    "advert",
    "advertisement",
    "ads",
    "ad",
    "adsense",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "consent",
    "comments",
    "comment",
    "disqus",
    "respond",
    "pagination",
    "pager",
    "nav",
    "navigation",
    "menu",
    "navbar",
    "sidebar",
    "popup",
    "modal",
    "overlay",
    "sponsor",
    "sponsored",
    "outbrain",
    "taboola",
    "toolbar",
    "footer",
    "masthead",
    "skip",
    "paywall",
    "donate",
    "donation",
    "trending",
    "popular",
    "tags",
    "taglist",
    "tagcloud",
    "byline",
    "print",
    "email",
    "cta",
    "login",
    "register",
    "toc",
    "readmore",
    "upsell",
    "prevnext",
    "crosslink",
    "jp-relatedposts",
    "yarpp",
    "addtoany",
    "addthis",
    "gdpr",
    "authorbox",
    "flyout",
    "syndication",
    "rating",
    "ratings",
    "feedback",
    "reactions",
    "likes",
    "follow",
    "morefrom",
    "teaser",
    "teasers",
    "hatnote",
    "editsection",
    "navbox",
    "disclaimer",
    "disclosure",
    "disclosures",
    "postmetadata",
    "webring",
    "votecell",
    "vote",
    "votes",
    "upvote",
];

/// Of these, words that pages also give to parts of the text: such a box is clutter unless it holds running text.
const LOOSE: &[&str] =
    &["related", "banner", "masthead", "teaser", "teasers", "rating", "ratings", "popular", "print", "toc", "tags"];

/// Whether a class or id names clutter.
pub fn is_named_clutter(dom: &Dom, id: Id) -> bool {
    let (mut firmly, mut loosely) = (false, false);
    for name in names(dom, id) {
        // Page builders call every box a widget (`elementor-widget-text`); side columns call theirs just so.
        loosely |= name == "widget" || name.starts_with("widget_") || name.starts_with("widget-area");
        // `author-bio`, `post__author-card`: the box that says who wrote the article.
        let (mut author, mut about) = (false, false);
        // `related-posts` and nothing more is meant so, whatever stands in it.
        let (mut related, mut else_said) = (false, false);
        each_word(name, |word| {
            if CLUTTER.contains(word) {
                let loose = LOOSE.contains(&word);
                firmly |= !loose;
                loosely |= loose;
            }
            related |= word == "related";
            else_said |= !OF_OTHERS.contains(&word);
            author |= matches!(word, "author" | "authors" | "autor" | "contributor" | "writer");
            about |= ABOUT.contains(&word);
        });
        firmly |= author && about || related && !else_said;
    }
    // What is called after the heading inside is not called after what it is.
    (firmly || loosely && !is_prose(dom, id)) && !is_slug_only(dom, id)
}

/// Words that with `related` name what else the site has.
const OF_OTHERS: &[&str] =
    &["related", "post", "posts", "article", "articles", "story", "stories", "news", "content", "links", "reading"];

/// Words that with `author` name the box about the author.
const ABOUT: &[&str] =
    &["bio", "box", "card", "cards", "block", "profile", "info", "about", "details", "description", "summary"];

static CLUTTER: LazyLock<HashSet<&str>> = LazyLock::new(|| WORDS.iter().copied().collect());

/// Whether a box holds running text: sentences, and hardly any links among or above them.
pub fn is_prose(dom: &Dom, id: Id) -> bool {
    let paragraphs = std::iter::once(id).chain(dom.descendants(id)).filter(|d| dom.tag(*d) == "p");
    let plain: usize = paragraphs.map(|p| dom.words_of(p).len()).filter(|length| *length >= 80).sum();
    plain >= 200 && linked_length(dom, id) * 5 < plain
}

/// An element's names: its classes and its id.
fn names(dom: &Dom, id: Id) -> impl Iterator<Item = &str> {
    dom.classes(id).chain(dom.attr(id, "id"))
}

/// The words of a name in small letters: `relatedPosts`, `related-posts` and `related_posts` have the same two.
fn each_word(name: &str, mut see: impl FnMut(&str)) {
    let mut word = String::new();
    let mut lower = false;
    for c in name.chars() {
        let border = matches!(c, '-' | '_' | ':' | ' ');
        if (border || c.is_ascii_uppercase() && lower) && !word.is_empty() {
            see(&word);
            word.clear();
        }
        lower = c.is_ascii_lowercase();
        if !border {
            word.push(c.to_ascii_lowercase());
        }
    }
    if !word.is_empty() {
        see(&word);
    }
}

/// Whether some word of the element's names is among these.
fn has_word(dom: &Dom, id: Id, words: &[&str]) -> bool {
    let mut found = false;
    names(dom, id).for_each(|name| each_word(name, |word| found |= words.contains(&word)));
    found
}

/// `<section id="loops-and-feedback">` without a class has only the words of its heading for a name.
fn is_slug_only(dom: &Dom, id: Id) -> bool {
    let Some(key) = dom.attr(id, "id").filter(|key| key.len() > 3 && dom.classes(id).next().is_none()) else {
        return false;
    };
    let heading = |d: &Id| matches!(dom.tag(*d), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    std::iter::once(id).chain(dom.descendants(id).take(8)).find(heading).is_some_and(|h| {
        let words = dom.words_of(h);
        let (key, all) = (letters(key), letters(&words));
        // One word is too little to tell: `<div id="comments"><h2>Comments</h2>`.
        words.split_whitespace().count() > 1 && all.contains(&key) && key.len() * 2 > all.len()
    })
}

/// Whether an element that was dropped is part of the text after all, by its kind.
pub fn is_content(dom: &Dom, id: Id) -> bool {
    if is_in_box(dom, id) || is_in_line(dom, id) || super::asides::is_pull_quote(dom, id) {
        return true;
    }
    if is_named_clutter(dom, id) {
        return false;
    }
    match dom.tag(id) {
        "h2" | "h3" | "h4" | "h5" | "h6" => true,
        "pre" | "figure" | "math" | "blockquote" | "img" | "picture" | "mjx-container" | "hr" | "br" => true,
        // Of scripts, only those with a formula are not hidden.
        "script" => true,
        "table" | "dl" | "ol" | "ul" => link_share(dom, id) < 0.5,
        "p" => link_share(dom, id) < 0.5,
        "nav" | "form" | "footer" | "button" | "select" | "input" => false,
        "aside" => is_prose(dom, id),
        _ => {
            let spoken = || dom.descendants(id).any(|d| dom.attr(d, "data-message-author-role").is_some());
            if is_heading_box(dom, id) || spoken() {
                return true;
            }
            let has = dom.descendants(id).any(|d| {
                matches!(dom.tag(d), "pre" | "figure" | "math" | "blockquote" | "table" | "img")
                    || dom.attr(d, "type").is_some_and(|t| t.starts_with("math/tex"))
            });
            has && (link_share(dom, id) < 0.3 || linked_length(dom, id) < 100)
                && !dom.descendants(id).any(|d| is_named_clutter(dom, d))
        }
    }
}

/// Wikipedia and GitHub set a heading into a box with a link to edit or to share it.
fn is_heading_box(dom: &Dom, id: Id) -> bool {
    let mut headings =
        dom.elements(id).filter(|d| matches!(dom.tag(*d), "h2" | "h3" | "h4" | "h5" | "h6") && dom.has_words(*d));
    let (Some(heading), None) = (headings.next(), headings.next()) else { return false };
    dom.words_of(id).len() <= dom.words_of(heading).len() + 30 && link_share(dom, heading) < 0.5
}

/// Parts of callouts, figures, code and details belong to them whatever they are called.
fn is_in_box(dom: &Dom, id: Id) -> bool {
    dom.ancestors(id).take(4).any(|a| {
        matches!(dom.tag(a), "pre" | "figure" | "details" | "blockquote" | "math")
            || dom.attr(a, "data-callout").is_some()
            || dom.attr(a, "data-message-author-role").is_some()
            || dom.has_any_class(a, &["admonition", "callout", "markdown-alert", "highlight", "footnotes"])
    })
}

/// Words in the middle of a paragraph: the finder unwraps links that run scripts, and so they lose their number.
fn is_in_line(dom: &Dom, id: Id) -> bool {
    let inline = matches!(
        dom.tag(id),
        "a" | "span"
            | "b"
            | "i"
            | "em"
            | "strong"
            | "code"
            | "sup"
            | "sub"
            | "mark"
            | "abbr"
            | "cite"
            | "q"
            | "s"
            | "del"
            | "ins"
            | "kbd"
            | "font"
            | "u"
            | "small"
    );
    let text_beside = |n: Option<Id>| n.and_then(|n| dom.text(n)).is_some_and(|t| !t.trim().is_empty());
    inline && (text_beside(dom.prev(id)) || text_beside(dom.next(id)))
}

pub fn linked_length(dom: &Dom, id: Id) -> usize {
    dom.descendants(id).filter(|d| dom.tag(*d) == "a").map(|a| dom.words_of(a).len()).sum()
}

/// The share of an element's text that stands in links.
pub fn link_share(dom: &Dom, id: Id) -> f64 {
    let (mut all, mut linked) = (0usize, 0usize);
    for node in dom.descendants(id) {
        let Some(text) = dom.text(node) else { continue };
        let length = text.split_whitespace().map(str::len).sum::<usize>();
        all += length;
        if dom.ancestors(node).take_while(|a| *a != id).chain([id]).any(|a| dom.tag(a) == "a") {
            linked += length;
        }
    }
    if all == 0 { 0.0 } else { linked as f64 / all as f64 }
}

/// Leaves out boxes that are mostly links: menus, related stories, tag lists. Only for regions that nobody cleaned.
pub fn leave_out_links(dom: &Dom, root: Id, mass: &Mass, skip: &mut [bool]) {
    let mut at = dom.first(root);
    while let Some(id) = at {
        if !dom.is_element(id) || skip[id.index()] {
            at = dom.after(id, root);
            continue;
        }
        let box_like =
            matches!(dom.tag(id), "div" | "section" | "ul" | "ol" | "aside" | "header" | "article" | "table" | "dl");
        let bare = mass.of(id) == 0 && box_like;
        if bare && dom.descendants(id).filter(|d| dom.tag(*d) == "a").take(3).count() == 3 && link_share(dom, id) > 0.6
        {
            skip[id.index()] = true;
            at = dom.after(id, root);
            continue;
        }
        at = dom.first(id).or_else(|| dom.after(id, root));
    }
}

/// Leaves clutter out of the article.
pub fn leave_out(dom: &Dom, root: Id, _notes: &Notes, title: &str, skip: &mut [bool]) {
    let total = dom.words_of(root).len().max(1);
    let mut at = dom.first(root);
    while let Some(id) = at {
        if !dom.is_element(id) || skip[id.index()] {
            at = dom.after(id, root);
            continue;
        }
        if is_clutter(dom, id, total) || is_title(dom, id, title) || endmatter::is_pointer(dom, id) {
            skip[id.index()] = true;
            at = dom.after(id, root);
            continue;
        }
        at = dom.first(id).or_else(|| dom.after(id, root));
    }
    endmatter::leave_out(dom, root, total, skip);
}

fn is_clutter(dom: &Dom, id: Id, total: usize) -> bool {
    let tag = dom.tag(id);
    if matches!(tag, "nav" | "form" | "footer" | "select" | "button" | "input" | "textarea")
        || dom.attr(id, "role") == Some("navigation")
    {
        return dom.words_of(id).len() * 3 < total;
    }
    if matches!(
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
    ) {
        return false;
    }
    is_named_clutter(dom, id) && dom.words_of(id).len() * 4 < total
        || endmatter::is_cards(dom, id) && dom.words_of(id).len() * 2 < total
}

/// The article's title, which the metadata has.
fn is_title(dom: &Dom, id: Id, title: &str) -> bool {
    matches!(dom.tag(id), "h1" | "h2") && !title.is_empty() && same_words(&dom.words_of(id), title)
}

/// Whether two texts have the same letters and digits.
pub fn same_words(a: &str, b: &str) -> bool {
    let key = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (a, b) = (key(a), key(b));
    !a.is_empty() && a == b
}

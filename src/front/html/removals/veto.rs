//! Text that no rule may remove: the first law of removals.
//!
//! A class, an id, a tag or a phrase is evidence but not proof. A rule that judges by one may not remove a box that
//! holds the page's `<h1>` with some of its text, or a third of the page's running text. The running text of a page is
//! counted before anything is removed, regardless of names (see
//! [`running_text`](crate::front::html::dom::running_text)). Only comments may be more than that, because they often
//! are longer than their article; but they must be built like comments, as several parts of one kind. Paragraphs that
//! are hidden one by one are kept too, if together they are that much.

use std::collections::BTreeMap;

use super::{HtmlRule, Page, hidden, signed};
use crate::front::html::clutter::{is_beyond_names, is_periodic};
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::measure::link_share;
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Scope};
use crate::lang::sites;

/// Fewest paragraphs, and bytes of text, of a hidden box that is an article a script would have shown.
const PARAGRAPHS: usize = 3;
const BYTES: usize = 1500;
/// Fewest characters of running text of an invisible box that is the page's article.
const PROSE: usize = 60;
/// The rest of the page has less than one part in this many of such a box's running text.
const HARDLY: usize = 4;

/// True if an element stays although a rule would remove it.
pub(crate) fn protects(page: &Page, rule: &HtmlRule, id: Id) -> bool {
    match (rule.scope, rule.evidence) {
        (Scope::Page, _) => holds_article(page, rule, id),
        (_, Evidence::Name) => is_beyond_names(page.dom, id, rule.reason) || leads_nowhere(page.dom, rule.reason, id),
        (_, Evidence::Phrase) => is_beyond_names(page.dom, id, rule.reason),
        (_, Evidence::Structure) => false,
    }
}

/// Fewest characters of the running text of a section with nothing to follow or to fill in.
const SENTENCE: usize = 40;

/// True if a box that is named after an offer is a short section of the text instead: it begins with a heading, has a
/// sentence, and offers nothing. Advertisements, sign-ups and links to other articles have something to follow or to fill in.
fn leads_nowhere(dom: &Dom, reason: Reason, id: Id) -> bool {
    let offers = |d: Id| {
        let tag = dom.tag(d);
        matches!(tag, "a" | "form" | "input" | "button" | "select" | "iframe" | "img" | "video" | "ins" | "label")
            || dom.attr(d, "onclick").is_some()
            || dom.attr(d, "role").is_some_and(|role| matches!(role, "button" | "link" | "dialog"))
    };
    let is_offer = matches!(reason, Reason::Advertisement | Reason::SignUp | Reason::Related | Reason::Sharing);
    let words = dom.words_of(id);
    let heading = dom.descendants(id).find(|d| matches!(dom.tag(*d), "h2" | "h3" | "h4"));
    let text = heading.and_then(|heading| words.strip_prefix(dom.words_of(heading).as_str()));
    is_offer
        && dom.running_text().of(id) >= SENTENCE
        && text.is_some_and(|text| sites::sign_up_cues(&text.to_lowercase(), 1) == 0)
        && words.ends_with(['.', '!', '?', '”', '"', ')'])
        && !std::iter::once(id).chain(dom.descendants(id)).chain(dom.ancestors(id)).any(offers)
}

/// Fewest parts without signatures that are called comments and are the text.
const SEVERAL: usize = 3;
/// Fewest characters of running text of a box that is a section of the text.
const SECTION: usize = 200;

/// True if a box that a rule removes by its name is built like a section of the text: a heading that leads nowhere, and
/// running text. A box called a comment is kept only if nobody signs it, as in the report of a match. A hidden part needs
/// no heading.
pub(crate) fn may_be_section(dom: &Dom, rule: &HtmlRule, id: Id) -> bool {
    let heading = |d: &Id| matches!(dom.tag(*d), "h2" | "h3" | "h4") && link_share(dom, *d) < 0.5;
    if rule.evidence == Evidence::Name && rule.reason == Reason::Comments {
        let signs = |d: &Id| matches!(dom.tag(*d), "a" | "cite" | "form" | "iframe" | "img" | "time");
        // The signature may stand outside the box of the text.
        let around = dom.parent(id).unwrap_or(id);
        return dom.has_words(id)
            && !is_periodic(dom, id)
            && !dom.descendants(around).any(|d| signs(&d) || has_word(dom, d, signed::NAMES));
    }
    let text = dom.running_text().of(id);
    let is_named = || rule.evidence == Evidence::Name && text >= SECTION && dom.descendants(id).any(|d| heading(&d));
    text > 0 && link_share(dom, id) < 0.2 && (is_hiding(rule) || is_named())
}

/// The sections that one rule removes, if together they are a large part of the page: an author's text may be in several
/// boxes with the same unlucky name, and a page may hide all but its first paragraphs until a reader has paid.
pub(crate) fn too_much_together<'a>(
    dom: &'a Dom,
    named: &'a [(&'a HtmlRule, Id)],
) -> impl Iterator<Item = (&'a HtmlRule, Id)> + 'a {
    let text = dom.running_text();
    // Hidden parts are added up within one box.
    let group = |(rule, id): (&HtmlRule, Id)| (rule.id, if is_hiding(rule) { dom.parent(id) } else { None });
    let mut together: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for part in named {
        let (count, length) = together.entry(group(*part)).or_default();
        *count += 1;
        *length += text.of(part.1);
    }
    let is_text = move |part: (&HtmlRule, Id)| {
        let (count, length) = together.get(&group(part)).copied().unwrap_or_default();
        let several = part.0.reason == Reason::Comments || is_hiding(part.0);
        text.is_large(length) && (!several || count >= SEVERAL)
    };
    named.iter().copied().filter(move |part| is_text(*part))
}

/// True if a rule removes parts that a script may show.
pub(crate) fn is_hiding(rule: &HtmlRule) -> bool {
    rule.id == hidden::DISPLAY_NONE.id || rule.id == hidden::ATTRIBUTE.id
}

/// True if a hidden element holds so much text that it counts as visible: some pages hide the whole article until a
/// script runs.
fn holds_article(page: &Page, rule: &HtmlRule, id: Id) -> bool {
    let dom = page.dom;
    if matches!(
        dom.tag(id),
        "script" | "style" | "template" | "head" | "noscript" | "nav" | "form" | "dialog" | "button"
    ) {
        return false;
    }
    let paragraphs = || dom.descendants(id).filter(|d| dom.tag(*d) == "p").take(PARAGRAPHS + 1).count();
    paragraphs() >= PARAGRAPHS && dom.words_of(id).len() > BYTES || keeps_place_of_prose(dom, rule, id)
}

/// True if an invisible box keeps its place on the page, and hardly any running text is outside it: a script makes the
/// article visible when all of it is there.
fn keeps_place_of_prose(dom: &Dom, rule: &HtmlRule, id: Id) -> bool {
    let text = dom.running_text();
    rule.id == hidden::OUT_OF_SIGHT.id
        && dom.attr(id, "style").is_some_and(|style| !style.contains("position"))
        && text.of(id) >= PROSE
        && text.of(Dom::ROOT).saturating_sub(text.of(id)) * HARDLY < text.of(id)
}

//! The standfirst: the sentence or two under the title with the subject of the article.
//!
//! Sites set it into a separate box and name it: dek, subtitle, lede, chapo. If the name is a common word (`summary`),
//! the box counts only when the page gives the same words as its description.

use super::Article;
use crate::doc::count::letters;
use crate::doc::{Inline, Meta, plain_text};
use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::measure::{link_share, same_words};
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::{Removals, titles};
use crate::front::removal::{Reason, Removal};
use crate::lang::picture_credits::begins_with_picture;
use crate::lang::{bylines, calendar};

/// Words in class or id that name a standfirst.
const NAMES: &[&str] = &[
    "standfirst", "dek", "deck", "subtitle", "subhead", "subheading", "subheadline", "subhed", "lede", "strapline",
    "chapo", "vorspann", "sottotitolo", "entradilla", "bajada", "ingress",
];
/// Words that also name other texts.
const COMMON: &[&str] = &["summary", "excerpt", "description", "intro", "introduction", "abstract", "teaser", "lead"];
/// The shortest and the longest standfirst, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 25..=450;
/// The number of elements after the title that are searched.
const NEAR: usize = 60;
/// A paragraph of this many characters is the article's: the standfirst comes before it.
const PROSE: usize = 160;

/// A standfirst on the page.
pub(crate) struct Standfirst {
    /// The element that holds it.
    pub place: Id,
    /// Its words.
    pub words: String,
    /// The reason that its place is left out: it goes into the metadata, or it is an excerpt of the text.
    pub removal: Removal,
}

impl Standfirst {
    /// Finds the standfirst of an article without one in its metadata.
    pub(crate) fn find(dom: &Dom, article: &Article, meta: &Meta) -> Option<Self> {
        if !meta.standfirst.is_empty() {
            return None;
        }
        let named = find(dom, article.root, meta.description.as_deref().unwrap_or(""), &article.removed);
        // What a side column says is not said of the article.
        let is_beside = |id: &Id| dom.ancestors(*id).any(|a| has_word(dom, a, &["sidebar"]));
        let place = named.or(article.standfirst).or_else(|| below_title(dom, article, &plain_text(&meta.title)));
        let place = place.filter(|place| !is_beside(place))?;
        let words = dom.words_of(place);
        let is_excerpt = begins_with(dom, article, place, &words);
        let rule = if is_excerpt { titles::EXCERPT } else { titles::STANDFIRST };
        Some(Standfirst { place, words, removal: rule.removal() })
    }

    /// Puts it into the metadata, unless it is an excerpt. It replaces a description with the same words.
    pub(crate) fn put(self, meta: &mut Meta) {
        if self.removal.reason == Reason::Title {
            meta.description = meta.description.take().filter(|description| *description != self.words);
            meta.standfirst = vec![Inline::text(self.words)];
        }
    }
}

/// True if the article begins with these words: then they are an excerpt that the site's software made from the
/// article.
fn begins_with(dom: &Dom, article: &Article, excerpt: Id, words: &str) -> bool {
    let words = letters(words);
    let mut beginning = String::with_capacity(words.len());
    let mut at = dom.after(excerpt, Dom::ROOT);
    while let Some(id) = at.filter(|_| beginning.len() < words.len()) {
        if article.removed.reason(id).is_some() {
            at = dom.after(id, Dom::ROOT);
            continue;
        }
        if let Some(text) = dom.text(id).filter(|_| dom.within(id, article.root)) {
            beginning.push_str(&letters(text));
        }
        at = dom.following(id, Dom::ROOT);
    }
    !words.is_empty() && beginning.starts_with(&words)
}

fn find(dom: &Dom, root: Id, description: &str, removed: &Removals) -> Option<Id> {
    let title = dom.descendants(root).take(NEAR).find(|d| dom.tag(*d) == "h1").or_else(|| dom.find(Dom::ROOT, "h1"))?;
    let mut at = dom.after(title, Dom::ROOT);
    for _ in 0..NEAR {
        let id = at?;
        if removed.reason(id) == Some(Reason::Hidden) {
            at = dom.after(id, Dom::ROOT);
            continue;
        }
        if is_standfirst(dom, id, description) || is_description(dom, id, description) {
            return Some(id);
        }
        if dom.tag(id) == "p" && dom.words_of(id).chars().count() >= PROSE {
            return None;
        }
        at = dom.following(id, Dom::ROOT);
    }
    None
}

/// The heading or paragraph directly below the title, if it would be left out with what surrounds the article: only there a
/// house that gives it no name has its standfirst.
fn below_title(dom: &Dom, article: &Article, title: &str) -> Option<Id> {
    let shows = |id: &Id| dom.tag(*id) == "h1" && same_words(&dom.words_of(*id), title);
    let below = dom.next_element(dom.descendants(Dom::ROOT).find(shows)?)?;
    let is_left = !dom.within(below, article.root) && !dom.within(article.root, below);
    let words = dom.words_of(below);
    (is_left
        && matches!(dom.tag(below), "h2" | "h3" | "h4" | "p")
        && LENGTHS.contains(&words.chars().count())
        && !holds_more(dom, below)
        && !is_elsewhere(dom, below)
        && dom.find(below, "a").is_none()
        && !is_caption(&words)
        && bylines::lead(&words).is_none()
        && calendar::find(&words, None).is_none())
    .then_some(below)
}

fn is_standfirst(dom: &Dom, id: Id, description: &str) -> bool {
    if !matches!(dom.tag(id), "p" | "h2" | "h3" | "h4" | "div" | "span") {
        return false;
    }
    let property = matches!(dom.attr(id, "itemprop"), Some("description" | "alternativeHeadline"));
    let named = property || has_word(dom, id, NAMES);
    if !named && !has_word(dom, id, COMMON) || holds_more(dom, id) || is_elsewhere(dom, id) {
        return false;
    }
    let words = dom.words_of(id);
    let length = words.chars().count();
    LENGTHS.contains(&length)
        && (named || begins_alike(&words, description))
        && link_share(dom, id) < 0.5
        && !is_caption(&words)
}

/// True if words name the maker of a picture: then they are its caption.
pub(crate) fn is_caption(words: &str) -> bool {
    let lower = words.to_lowercase();
    let in_brackets = || lower.split('(').skip(1).any(begins_with_picture);
    ["photo by ", "ap photo", "afp photo", "getty images"].iter().any(|credit| lower.contains(credit)) || in_brackets()
}

/// A heading with the words of the page's description.
fn is_description(dom: &Dom, id: Id, description: &str) -> bool {
    let words = || dom.words_of(id);
    matches!(dom.tag(id), "h2" | "h3" | "h4")
        && LENGTHS.contains(&description.chars().count())
        && same_words(&words(), description)
        && !is_elsewhere(dom, id)
}

/// More than one paragraph, or a picture or list, is not a standfirst.
pub(crate) fn holds_more(dom: &Dom, id: Id) -> bool {
    let mut paragraphs = 0;
    dom.descendants(id).any(|d| match dom.tag(d) {
        "p" => {
            paragraphs += 1;
            paragraphs > 1
        }
        "div" | "h2" | "h3" | "h4" | "ul" | "ol" | "table" | "img" | "figure" | "form" | "button" | "time" => true,
        _ => false,
    })
}

/// Captions and sign-ups have subtitles as well.
fn is_elsewhere(dom: &Dom, id: Id) -> bool {
    is_named_clutter(dom, id)
        || dom.ancestors(id).take(8).any(|a| {
            matches!(dom.tag(a), "nav" | "aside" | "footer" | "figure" | "form" | "blockquote")
                || is_named_clutter(dom, a)
        })
}

/// True if two texts have the same forty letters and digits at the start.
fn begins_alike(a: &str, b: &str) -> bool {
    let key =
        |s: &str| s.chars().filter(|c| c.is_alphanumeric()).take(40).flat_map(char::to_lowercase).collect::<String>();
    let a = key(a);
    a.len() >= 20 && a == key(b)
}

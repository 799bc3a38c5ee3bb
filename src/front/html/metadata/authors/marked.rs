//! Authors that elements are marked as: by a property, a relation, a class.

use crate::doc::count::letters;
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::measure::link_share;
use crate::front::html::dom::{Dom, Id, fold};
use crate::front::html::metadata::names::{
    is_author_page, is_author_word, is_byline_class, is_name, is_person, split_names,
};
use crate::front::html::metadata::{Reader, jsonld};
use crate::lang::bylines::{self, Lead};

use super::SHORT;
use super::houses::is_login;

impl Reader<'_> {
    /// True if a node is in a side column, a menu or among other articles.
    fn is_beside(&self, id: Id) -> bool {
        let dom = self.dom;
        dom.ancestors(id).any(|a| {
            matches!(dom.tag(a), "aside" | "nav" | "footer")
                || has_word(dom, a, &["related", "sidebar", "card", "cards", "recommended"])
                || is_menu(dom, a)
        })
    }

    /// True if a node stands on a card of another article. Either a link is around it and more, or the nearest box
    /// around it with headings has a heading that leads elsewhere and is not the page's.
    pub(in crate::front::html::metadata) fn is_on_card(&self, id: Id) -> bool {
        let dom = self.dom;
        let (title, name) = (letters(&self.title), letters(&dom.words_of(id)));
        for around in dom.ancestors(id).take(CARD_DEPTH) {
            if dom.tag(around) == "a"
                && (dom.words_of(around).len() > dom.words_of(id).len() + SHORT || self.leads_to_a_post(around))
            {
                return true;
            }
            let headings: Vec<Id> = dom.descendants(around).take(CARD_NODES).filter(|d| dom.is_heading(*d)).collect();
            // The window's title may name the site too, and a card about the author has the name as its heading.
            let is_own = |d: &Id| {
                let words = letters(&dom.words_of(*d));
                let is_title =
                    !words.is_empty() && (title.contains(&words) || !title.is_empty() && words.contains(&title));
                dom.tag(*d) == "h1" || is_title || words == name
            };
            let leads = |d: &Id| link_share(dom, *d) > 0.9 || dom.closest(*d, "a").is_some();
            if !headings.is_empty() {
                return dom.words_of(around).len() < LONGEST_CARD
                    && headings.iter().any(leads)
                    && !headings.iter().any(is_own);
            }
        }
        false
    }

    /// True if a link to another page is around a name and a day: both are those of a post there, as in answers from
    /// elsewhere on the web.
    fn leads_to_a_post(&self, link: Id) -> bool {
        let dom = self.dom;
        let dated = dom.find(link, "time").is_some();
        let named = || dom.descendants(link).any(|d| is_byline_class(dom, d) || is_author_word(dom, d));
        let here = |href: &str| {
            let address = href.split('#').next().unwrap_or("");
            let base = self.base();
            address.is_empty() || base.fragment(&format!("{address}#")).is_some()
        };
        dated && named() && dom.attr(link, "href").is_some_and(|href| !here(href))
    }

    /// The elements that are marked as an author.
    fn marked_authors(&self) -> impl Iterator<Item = Id> + '_ {
        let marked = |id: &Id| self.dom.attr(*id, "itemprop").is_some_and(|p| p.split(' ').any(|p| p == "author"));
        self.elements().filter(marked).filter(move |id| !is_of_part(self.dom, *id) && !self.is_on_card(*id))
    }

    /// True if the first thing that is marked as having an author is a post in a discussion.
    pub(super) fn is_post(&self) -> bool {
        let first = self.marked_authors().find(|id| self.dom.has_words(*id)).and_then(|id| scope(self.dom, id));
        first.and_then(|id| self.dom.attr(id, "itemtype")).is_some_and(jsonld::is_post)
    }

    /// The page's elements that may name an author.
    fn elements(&self) -> impl Iterator<Item = Id> + '_ {
        let may = |id: &Id| !matches!(self.dom.tag(*id), "body" | "html" | "meta" | "link" | "script");
        self.elements.iter().copied().filter(may)
    }
}

/// True if an element names the maker of a picture, the person whose words are quoted, or who wrote a work that a list
/// names.
fn is_of_part(dom: &Dom, id: Id) -> bool {
    std::iter::once(id).chain(dom.ancestors(id)).any(|a| {
        matches!(dom.tag(a), "figure" | "blockquote" | "q")
            || has_word(dom, a, &["blockquote", "pullquote", "quote", "testimonial"]) && dom.find(a, "h1").is_none()
            || is_work(dom, a)
    })
}

/// True for an item of a bibliography: it has the title of another work.
fn is_work(dom: &Dom, id: Id) -> bool {
    let is_titled = || dom.descendants(id).any(|d| has_word(dom, d, &["title", "periodical", "journal"]));
    dom.tag(id) == "li" && dom.find(id, "h1").is_none() && is_titled()
}

/// True if a list is a menu: several items, and nearly nothing but links.
fn is_menu(dom: &Dom, id: Id) -> bool {
    const FEWEST: usize = 4;
    matches!(dom.tag(id), "ul" | "ol") && dom.elements(id).count() >= FEWEST && link_share(dom, id) > 0.9
}

/// The nearest element around a node with a property or type of schema.org, without the node itself.
fn scope(dom: &Dom, id: Id) -> Option<Id> {
    dom.ancestors(id).find(|a| dom.attr(*a, "itemscope").is_some())
}

/// Names in a short element; parts of it that run into each other are parted.
fn names_in(dom: &Dom, id: Id) -> Vec<String> {
    let words = unglued_words(dom, id);
    if words.chars().count() < 120 { split_names(&words) } else { Vec::new() }
}

/// The words of an element. A bar parts them where a part begins with a capital or a digit directly behind another
/// part.
fn unglued_words(dom: &Dom, id: Id) -> String {
    let mut out = String::new();
    for text in dom.descendants(id).filter_map(|d| dom.text(d)) {
        let glued =
            out.ends_with(char::is_alphabetic) && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if glued {
            out.push_str(" | ");
        }
        out.push_str(text);
    }
    fold(&out)
}

/// `itemprop=author`, by its `name` property if it has one. Only the first thing with an author counts: the others are
/// replies, reviews or other articles.
pub(super) fn by_property(page: &Reader) -> Vec<String> {
    let dom = page.dom;
    let first = page.marked_authors().find(|id| dom.has_words(*id)).and_then(|id| scope(dom, id));
    let own = page.marked_authors().filter(|id| scope(dom, *id) == first);
    let names = own.flat_map(|id| {
        let inner = dom.descendants(id).find(|d| dom.attr(*d, "itemprop") == Some("name"));
        match inner {
            Some(inner) => split_names(dom.attr(inner, "content").unwrap_or(&dom.words_of(inner))),
            None => names_in(dom, id),
        }
    });
    names.take(6).collect()
}

/// `rel=author`.
pub(super) fn by_rel(page: &Reader) -> Vec<String> {
    let dom = page.dom;
    let marked = page.elements().filter(|id| dom.attr(*id, "rel").is_some_and(|r| r.split(' ').any(|r| r == "author")));
    let own = marked.filter(|id| !is_led_elsewhere(dom, *id) && !is_of_part(dom, *id) && !page.is_on_card(*id));
    own.flat_map(|id| names_in(dom, id)).take(6).collect()
}

/// The names in the head of a paper that LaTeXML made: each is the first line of its box, before addresses and notes.
pub(super) fn by_latexml(page: &Reader) -> Vec<String> {
    let dom = page.dom;
    let named = page.elements().filter(|id| dom.has_class(*id, "ltx_personname"));
    let name = |id: Id| {
        let texts = dom.children(id).take_while(|child| !matches!(dom.tag(*child), "br" | "span" | "sup"));
        split_names(&texts.map(|child| dom.text_of(child)).collect::<String>())
    };
    named.flat_map(name).collect()
}

/// The first element that a class calls the byline.
pub(super) fn by_class(page: &Reader) -> Vec<String> {
    let dom = page.dom;
    let named = page.elements().filter(|id| {
        is_byline_class(dom, *id) && !is_led_elsewhere(dom, *id) && !is_of_part(dom, *id) && !page.is_on_card(*id)
    });
    let accepted = |id| {
        // A section about the author has a heading too, which names the author or says what the section is about.
        let is_section = std::iter::once(id).chain(dom.descendants(id)).any(|part| dom.is_heading(part));
        let is_signed = |name: &String| if is_section { is_person(name) } else { is_name(name, None) };
        names_in(dom, id).into_iter().filter(is_signed).collect::<Vec<_>>()
    };
    named.map(accepted).find(|names| !names.is_empty()).unwrap_or_default()
}

/// The first element that a word of its class, or of the address it leads to, calls an author. A login counts as a name
/// there, because the people named after it are others.
pub(super) fn by_word(page: &Reader) -> Vec<String> {
    let dom = page.dom;
    let called = |id: &Id| is_author_word(dom, *id) || dom.attr(*id, "href").is_some_and(is_author_page);
    let people = |id: Id| {
        let words = unglued_words(dom, id);
        let short = words.chars().count() <= 60;
        let names = if short { split_names(&words) } else { Vec::new() };
        names.into_iter().filter(|name| is_person(name) || is_login(name)).collect::<Vec<_>>()
    };
    let named = page
        .elements()
        .filter(|id| called(id) && !page.is_beside(*id) && !is_led_elsewhere(dom, *id))
        .filter(|id| !is_of_part(dom, *id) && !page.is_on_card(*id));
    named.map(people).find(|names| !names.is_empty()).unwrap_or_default()
}

/// True if the line around an element states another role for the person: "Reviewed by".
fn is_led_elsewhere(dom: &Dom, id: Id) -> bool {
    let lines = dom.ancestors(id).take(2).map(|a| dom.words_of(a)).take_while(|words| words.len() < SHORT);
    lines.filter_map(|words| bylines::lead(&words).map(|found| found.lead)).any(|lead| lead == Lead::Other)
}

/// The search for the heading of a card goes through this many boxes around a name, and this many nodes of each.
const CARD_DEPTH: usize = 9;
const CARD_NODES: usize = 60;
/// The longest card, in bytes.
const LONGEST_CARD: usize = 700;

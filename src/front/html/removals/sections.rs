//! Sections with headings that name their kind: "Related articles" over links, "About the author".
//!
//! A heading counts only with its content: links for one kind, a short text for the other. Prose ends the section.

use super::pointers::{holds_blocks, plain};
use super::{Decide, HtmlRule, Page, Removals};
use crate::front::html::dom::measure::{is_prose, link_share, same_words};
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};
use crate::lang::{phrases, sections, sites};

/// The longest line that announces links without a heading's tag, in bytes.
const SHORT: usize = 100;
/// A part with more than this part of the article's text is not part of such a section.
const LARGEST: usize = 4;
/// The longest text about an author, in bytes.
const ABOUT: usize = 1500;

/// "About the author".
pub(crate) const AUTHOR: HtmlRule = Rule {
    id: "author-section",
    reason: Reason::Filing,
    scope: Scope::Article,
    evidence: Evidence::Phrase,
    about: "The heading “About the author” with the short text below it.",
    examples: &[("<p>Sails.</p><h3>About the author</h3><p>Ada lives by the sea.</p><h3>Ropes</h3>", "Sails. Ropes")],
    decide: Decide::Tree(of_authors),
};

/// The box about the author.
pub(crate) const AUTHOR_BOX: HtmlRule = Rule {
    id: "author-box",
    reason: Reason::Filing,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Boxes with the author's name as their heading and a link to the author's page.",
    examples: &[
        (
            "<p>Sails.</p><div><h2>Published by</h2><div><h3>Ada Marsh</h3><p>Ada lives by the sea and lends boats. \
             <a href=/author/ada>All of her posts</a></p></div></div>",
            "Sails.",
        ),
        (
            "<p>Sails.</p><div><h3>Ada Marsh</h3><p>Ada lives by the sea.</p></div>",
            "Sails. Ada Marsh Ada lives by the sea.",
        ),
        (
            "<p>Sails.</p><div><h3>Ines Vale</h3><p>Ines <a rel=author href=/ines>paints</a> boats.</p></div>",
            "Sails. Ines Vale Ines paints boats.",
        ),
    ],
    decide: Decide::Tree(author_boxes),
};

/// "Related articles".
pub(crate) const LINKS: HtmlRule = Rule {
    id: "links-section",
    reason: Reason::Related,
    scope: Scope::Article,
    evidence: Evidence::Phrase,
    about: "Headings such as “Related articles” with the links below them.",
    examples: &[
        ("<p>Sails.</p><h3>Related articles</h3><ul><li><a href=/a>Ten more harbours</a></ul>", "Sails."),
        ("<div><h2>Zum Thema</h2></div><p>Sails.</p>", "Zum Thema Sails."),
    ],
    decide: Decide::Tree(of_links),
};

fn of_authors(page: &Page, removed: &Removals) -> Vec<Id> {
    let about = |d: Id| page.dom.is_subheading(d) && sections::heads_author(&heading_words(page.dom, d));
    let open = page.dom.descendants_but(page.root, |id| removed.has(id));
    open.filter(|d| about(*d)).flat_map(|d| author_section(page, d)).collect()
}

fn author_boxes(page: &Page, removed: &Removals) -> Vec<Id> {
    let dom = page.dom;
    let is_name =
        |words: &str| page.meta.is_some_and(|meta| meta.authors.iter().any(|author| same_words(words, &author.name)));
    let open = dom.descendants_but(page.root, |id| removed.has(id));
    open.filter(|d| dom.is_subheading(*d) && is_name(&dom.words_of(*d))).filter_map(|d| author_box(page, d)).collect()
}

/// The box around an author's name that also leads to the author's page, with the label above it.
fn author_box(page: &Page, name: Id) -> Option<Id> {
    let dom = page.dom;
    let fits = |a: &Id| {
        *a != page.root
            && dom.within(*a, page.root)
            && !matches!(dom.tag(*a), "article" | "main" | "body")
            && page.length(*a) <= ABOUT
            && dom.find(*a, "h1").is_none()
    };
    let leads = |a: &Id| dom.descendants(*a).any(|d| dom.tag(d) == "a" && is_authors_page(dom, d));
    let mut found = dom.ancestors(name).take_while(fits).find(leads)?;
    while let Some(around) = dom.parent(found).filter(|p| fits(p) && page.length(*p) <= page.length(found) + SHORT) {
        found = around;
    }
    Some(found)
}

/// True if a link leads to the page of all articles of a person.
fn is_authors_page(dom: &Dom, link: Id) -> bool {
    const PLACES: &[&str] =
        &["author", "authors", "autor", "auteur", "autore", "contributor", "contributors", "profile"];
    let stated = dom.attr(link, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "author"));
    stated || dom.attr(link, "href").is_some_and(|href| href.split(['/', '?', '=']).any(|part| PLACES.contains(&part)))
}

fn of_links(page: &Page, removed: &Removals) -> Vec<Id> {
    let dom = page.dom;
    let announces = |d: Id| match dom.tag(d) {
        "h2" | "h3" | "h4" | "h5" | "h6" => names_links(&heading_words(dom, d)),
        "p" | "div" | "strong" => (1..=SHORT).contains(&page.length(d)) && announces_links(dom, d),
        _ => false,
    };
    let open = dom.descendants_but(page.root, |id| removed.has(id));
    let mut found: Vec<Id> = open.filter(|d| announces(*d)).flat_map(|d| links_section(page, d, removed)).collect();
    let open = dom.descendants_but(page.root, |id| removed.has(id)).filter(|d| dom.is_subheading(*d));
    found.extend(open.filter(|d| phrases::is_pointer(&heading_words(dom, *d)) && ends_article(page, *d, removed)));
    found
}

/// True if nothing of the article is left after a heading.
fn ends_article(page: &Page, heading: Id, removed: &Removals) -> bool {
    let dom = page.dom;
    let mut after = dom.after(heading, page.root);
    while let Some(id) = after {
        let gone = removed.has(id);
        let shows = dom.text(id).is_some_and(|text| !text.trim().is_empty()) || matches!(dom.tag(id), "img" | "iframe");
        if shows && !gone {
            return false;
        }
        after = if gone { dom.after(id, page.root) } else { dom.following(id, page.root) };
    }
    true
}

/// The words of a heading, plain, without the marks at its end.
fn heading_words(dom: &Dom, heading: Id) -> String {
    plain(&dom.words_of(heading)).trim_end_matches([':', '.', '…', ' ']).to_string()
}

/// True if a heading has the words that head links to other articles, alone or followed by more words.
fn names_links(words: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "more from ",
        "related articles ",
        "related posts ",
        "related stories ",
        "you may also be interested in ",
        "you might also be interested in ",
        "you may be interested in ",
        "explore more ",
        "learn more in our ",
        "read more from ",
        "more stories ",
        "more articles ",
        "more in ",
        "trending on ",
        "popular on ",
        "latest from ",
    ];
    sites::heads_links(words) || OPENINGS.iter().any(|o| words.starts_with(o))
}

/// True for a line that announces links like a heading, without a heading's tag.
fn announces_links(dom: &Dom, id: Id) -> bool {
    let line = dom.first(id).is_some() && !holds_blocks(dom, id) && link_share(dom, id) < 0.5;
    line && names_links(plain(&dom.words_of(id)).trim_end_matches([':', '.', '…', ' ']))
}

/// The heading with the content up to the next heading, if that is short.
fn author_section(page: &Page, heading: Id) -> Vec<Id> {
    let dom = page.dom;
    let first = outermost(dom, heading);
    let mut section = vec![first];
    let mut length = 0;
    let mut after = dom.next(first);
    while let Some(id) = after.filter(|id| !dom.is_heading(*id)) {
        length += dom.words_of(id).len();
        section.push(id);
        after = dom.next(id);
    }
    if length > 0 && length <= ABOUT && length * LARGEST < page.total() { section } else { Vec::new() }
}

/// The heading with the links that follow it. A heading without links goes too, if the rest of its box was removed or
/// was never there.
fn links_section(page: &Page, heading: Id, removed: &Removals) -> Vec<Id> {
    let dom = page.dom;
    // The heading may stand in a separate box.
    let first = outermost(dom, heading);
    let mut section = vec![first];
    let mut links = false;
    let mut after = dom.next(first);
    while let Some(id) = after {
        if dom.is_heading(id) && !section_goes_on(dom, id) {
            break;
        }
        if page.length(id) > 0 {
            let few = page.length(id) * LARGEST < page.total();
            if !few || is_prose(dom, id) || !is_of_links(dom, id) {
                break;
            }
            links = true;
        }
        section.push(id);
        after = dom.next(id);
    }
    let bare = std::iter::successors(dom.next(first), |n| dom.next(*n)).all(|n| removed.has(n) || !dom.has_words(n));
    if links || bare { section } else { Vec::new() }
}

/// True if the content of a section of links is mostly linked, or has a linked heading over a line or two.
fn is_of_links(dom: &Dom, id: Id) -> bool {
    let headed = || {
        std::iter::once(id).chain(dom.descendants(id)).any(|d| {
            dom.is_subheading(d) && link_share(dom, d) > 0.9
                || dom.tag(d) == "a" && dom.find(d, "h3").or_else(|| dom.find(d, "h4")).is_some()
        })
    };
    // Titles of articles that are links, each with a line about it and a date.
    let titles = || {
        let title = |d: &Id| dom.tag(*d) == "a" && dom.words_of(*d).split(' ').count() >= 3;
        dom.descendants(id).filter(title).take(3).count() == 3
    };
    let share = link_share(dom, id);
    share >= 0.5 || share >= 0.2 && (headed() || titles())
}

/// A heading that is itself a link belongs to an article of the section.
fn section_goes_on(dom: &Dom, heading: Id) -> bool {
    link_share(dom, heading) > 0.9
}

/// The outermost box that holds only this element.
pub(crate) fn outermost(dom: &Dom, id: Id) -> Id {
    let mut outer = id;
    while let Some(parent) = dom.parent(outer).filter(|p| dom.only_child(*p) == Some(outer)) {
        outer = parent;
    }
    outer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_of_links_goes_as_the_last_thing_of_an_article() {
        let left_out = |html: &str| {
            let dom = Dom::document(html);
            let root = dom.descendants(Dom::ROOT).find(|d| dom.tag(*d) == "main").unwrap();
            let found = of_links(&Page::bare(&dom, root), &Removals::nothing(dom.count()));
            found.into_iter().map(|id| dom.words_of(id)).collect::<Vec<_>>()
        };
        let last = "<main><p>Sails.</p><div><h2>Ähnliche Beiträge</h2></div><div> </div></main><p>Foot</p>";
        assert_eq!(left_out(last), ["Ähnliche Beiträge"]);
        for html in [
            "<main><div><h2>Ähnliche Beiträge</h2></div><p>Sails.</p></main>",
            "<main><p>Sails.</p><h2>Weitere Boote</h2></main>",
            "<main><p>Sails.</p><h2>Ähnliche Beiträge</h2><div><img src=a.png></div></main>",
        ] {
            assert!(left_out(html).is_empty(), "{html}");
        }
    }
}

//! Corrections of Readability's choice: elements of the article that it dropped, and elements that it kept wrongly.

use super::density::TextDensity;
use crate::context::Reading;
use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::class_words::{is_for_screen_readers, is_pull_quote};
use crate::front::html::dom::measure::{is_announced, is_prose, link_share, linked_length};
use crate::front::html::dom::{Dom, Id};
use crate::front::html::normalize::SPEAKER;
use crate::front::html::normalize::toggles::OPENED;
use crate::front::html::removals::controls::is_plain_button;
use crate::front::html::removals::{Page, Removals, outside};
use crate::front::removal::{Reason, Removal};

/// True if a box that was dropped holds enough running text to be the article's after all.
pub(crate) fn is_running_text(dom: &Dom, id: Id, density: &TextDensity) -> bool {
    let own = density.of(id) as usize;
    own >= RUNNING
        && !matches!(dom.tag(id), "nav" | "form" | "footer" | "aside" | "table")
        && !is_named_clutter(dom, id)
        && linked_length(dom, id) * 3 < own
}

/// Fewest characters of prose that are running text.
const RUNNING: usize = 300;

/// True if an element that was dropped is part of the text after all, by its kind.
pub(crate) fn is_content(dom: &Dom, id: Id) -> bool {
    if is_in_box(dom, id) || is_in_line(dom, id) || is_pull_quote(dom, id) || is_boxed_quotation(dom, id) {
        return true;
    }
    if holds_toggles(dom, id) {
        return true;
    }
    if is_named_clutter(dom, id) {
        return false;
    }
    match dom.tag(id) {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => true,
        "pre" | "figure" | "math" | "blockquote" | "img" | "picture" | "mjx-container" | "hr" | "br" => true,
        // A script is visible only if it holds a formula.
        "script" => true,
        "table" | "dl" | "dt" | "dd" | "ol" | "ul" => link_share(dom, id) < 0.5,
        "p" => link_share(dom, id) < 0.5,
        "button" => !is_plain_button(dom, id),
        "nav" | "form" | "footer" | "select" | "input" => false,
        "aside" => is_prose(dom, id) || is_figure_set_aside(dom, id),
        _ => {
            let spoken = || dom.descendants(id).any(|d| dom.attr(d, SPEAKER).is_some());
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

/// True if a box holds the words of toggles and what they open, and hardly any links.
pub(crate) fn holds_toggles(dom: &Dom, id: Id) -> bool {
    let is_opened = |d: Id| dom.attr(d, OPENED).is_some();
    !matches!(dom.tag(id), "nav" | "form" | "footer")
        && dom.descendants(id).any(is_opened)
        && link_share(dom, id) < 0.3
        && !is_named_clutter(dom, id)
}

/// True if a box holds a quotation and no other words: posts of other sites are embedded so, and are full of links.
pub(crate) fn is_boxed_quotation(dom: &Dom, id: Id) -> bool {
    let quotation = dom.find(id, "blockquote").filter(|quotation| dom.find(*quotation, "p").is_some());
    quotation.is_some_and(|quotation| dom.words_of(quotation) == dom.words_of(id))
}

/// Wikipedia and GitHub set a heading into a box with a link to edit or to share it.
fn is_heading_box(dom: &Dom, id: Id) -> bool {
    let mut headings = dom.elements(id).filter(|d| dom.is_heading(*d) && dom.has_words(*d));
    let (Some(heading), None) = (headings.next(), headings.next()) else { return false };
    dom.words_of(id).len() <= dom.words_of(heading).len() + 30 && link_share(dom, heading) < 0.5
}

/// An illustration of the article in the margin; one of another article is a link to it.
fn is_figure_set_aside(dom: &Dom, aside: Id) -> bool {
    dom.find(aside, "figure").is_some_and(|figure| dom.find(figure, "img").is_some()) && dom.find(aside, "a").is_none()
}

/// Parts of callouts, figures, code and details belong to them, regardless of their names.
fn is_in_box(dom: &Dom, id: Id) -> bool {
    std::iter::once(id).chain(dom.ancestors(id).take(4)).any(|a| {
        matches!(dom.tag(a), "pre" | "figure" | "details" | "blockquote" | "math")
            || dom.attr(a, "data-callout").is_some()
            || dom.attr(a, OPENED).is_some()
            || dom.attr(a, SPEAKER).is_some()
            || dom.has_any_class(
                a,
                &[
                    "admonition", "callout", "markdown-alert", "highlight", "footnotes", "poem", "poetry", "verse",
                    "stanza", "linegroup",
                ],
            )
    })
}

/// Words in the middle of a paragraph: the finder unwraps links that run scripts, and so they lose their number.
pub(crate) fn is_in_line(dom: &Dom, id: Id) -> bool {
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
    // Words for screen readers may stand between the text and what it shows instead.
    let seen = |step: fn(&Dom, Id) -> Option<Id>| {
        std::iter::successors(step(dom, id), move |n| step(dom, *n)).find(|n| !is_for_screen_readers(dom, *n))
    };
    let text_beside = |n: Option<Id>| n.and_then(|n| dom.text(n)).is_some_and(|t| !t.trim().is_empty());
    // The finder drops what screen readers do not read: the tick in a cell.
    let in_cell = || {
        dom.attr(id, "aria-hidden") == Some("true")
            && dom.parent(id).is_some_and(|cell| matches!(dom.tag(cell), "td" | "th" | "dt" | "dd"))
    };
    // A link that runs a script has lost its number even if it is all of a span in the line.
    let runs_script = || dom.value(id, "href").is_some_and(|href| href.trim_start().starts_with("javascript:"));
    let around = || dom.parent(id).filter(|around| dom.only_child(*around) == Some(id));
    let in_span = || runs_script() && around().is_some_and(|around| is_in_line(dom, around));
    // The finder makes `<font>` a `<span>` without a number.
    inline && (in_span() || text_beside(seen(Dom::prev)) || text_beside(seen(Dom::next)) || in_cell())
        || dom.tag(id) == "font" && dom.has_words(id) && link_share(dom, id) < 0.5
}

/// Leaves out boxes that are mostly links: menus, related stories, tag lists. Only for regions that Readability did not
/// clean.
pub(crate) fn leave_out_links(page: &Page, density: &TextDensity, reading: &Reading, removed: &mut Removals) {
    if !reading.uses(outside::LINK_BOX.id) {
        return;
    }
    let (dom, root) = (page.dom, page.root);
    let mut at = dom.first(root);
    while let Some(id) = at {
        if !dom.is_element(id) || removed.has(id) {
            at = dom.after(id, root);
            continue;
        }
        let box_like =
            matches!(dom.tag(id), "div" | "section" | "ul" | "ol" | "aside" | "header" | "article" | "table" | "dl");
        let bare = density.of(id) == 0 && box_like;
        if bare
            && dom.descendants(id).filter(|d| dom.tag(*d) == "a").take(3).count() == 3
            && link_share(dom, id) > 0.6
            && !is_announced(dom, id)
        {
            if is_section_among_others(dom, id, density) {
                at = dom.after(id, root);
                continue;
            }
            let reason = if dom.tag(id) == "aside" { Reason::Related } else { Reason::Navigation };
            removed.leave_out(id, Removal { reason, rule: outside::LINK_BOX.id });
            at = dom.after(id, root);
            continue;
        }
        at = dom.following(id, root);
    }
}

/// True if a box is a section like others beside it: of the same class, each with a heading, and these others with prose.
/// A manual ends with the chapter "See also".
fn is_section_among_others(dom: &Dom, id: Id, density: &TextDensity) -> bool {
    /// The number of sections on either side that are looked at, and fewest of them that are like this one.
    const NEIGHBOURS: usize = 6;
    const ALIKE: usize = 2;
    let heading =
        |id: Id| dom.elements(id).next().filter(|first| dom.is_subheading(*first)).map(|first| dom.tag(first));
    let Some((class, own)) = dom.value(id, "class").zip(heading(id)) else { return false };
    let alike = |other: &Id| {
        dom.value(*other, "class") == Some(class) && heading(*other) == Some(own) && density.of(*other) > 0
    };
    let before = std::iter::successors(dom.prev_element(id), |at| dom.prev_element(*at)).take(NEIGHBOURS);
    let after = std::iter::successors(dom.next_element(id), |at| dom.next_element(*at)).take(NEIGHBOURS);
    before.chain(after).filter(alike).count() >= ALIKE
}

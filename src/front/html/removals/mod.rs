//! What stands in a page but is not its article: hidden things, navigation, share bars, related stories.
//!
//! A box that holds most of the text is never clutter, whatever it is called.

pub mod duplicates;
pub mod end_matter;
pub mod labels;
pub mod names;
pub mod report;
pub mod sign_ups;

use crate::front::html::content::density::TextDensity;
use crate::front::html::dom::lengths::Lengths;
use crate::front::html::dom::{Dom, Id, letters};
use crate::front::html::metadata::Known;
use crate::front::html::notes::Notes;
use names::{has_word, is_named_clutter, named_clutter};
use report::{Reason, Removals};

/// Nodes that no reader sees, and the places of notes.
pub fn hidden(dom: &Dom, notes: &Notes) -> Removals {
    let mut removed = without_notes(dom, notes);
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.is_element(*d)) {
        if is_hidden(dom, id) && !holds_article(dom, id) {
            removed.leave_out(id, Reason::Hidden);
        }
    }
    removed
}

/// Nodes that hold no text for readers whatever is shown: code, and the places of notes.
pub fn unreadable(dom: &Dom, notes: &Notes) -> Removals {
    let mut removed = without_notes(dom, notes);
    let code = |d: &Id| matches!(dom.tag(*d), "script" | "style" | "template" | "head" | "svg" | "noscript" | "canvas");
    dom.descendants(Dom::ROOT).filter(code).for_each(|id| removed.leave_out(id, Reason::Hidden));
    removed
}

/// The places of notes: the notes stand where they are called.
fn without_notes(dom: &Dom, notes: &Notes) -> Removals {
    let mut removed = Removals::nothing(dom.count());
    for id in notes.used.iter().chain(&notes.furniture) {
        removed.leave_out(*id, Reason::Note);
    }
    removed
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
    // mdBook hides the lines of its examples that only the compiler needs.
    if dom.tag(id) == "span" && dom.has_class(id, "boring") && dom.closest(id, "code").is_some() {
        return true;
    }
    let out_of_sight = !style.is_empty() && (style.contains("visibility:hidden") || is_off_screen(&style));
    if out_of_sight || is_tooltip(dom, id) {
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
            "w-condition-invisible",
            "speechify-ignore",
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

/// Whether a box holds running text: sentences, and hardly any links among or above them.
pub fn is_prose(dom: &Dom, id: Id) -> bool {
    let paragraphs = std::iter::once(id).chain(dom.descendants(id)).filter(|d| dom.tag(*d) == "p");
    let plain: usize = paragraphs.map(|p| dom.words_of(p).len()).filter(|length| *length >= 80).sum();
    plain >= 200 && linked_length(dom, id) * 5 < plain
}

/// Whether a box that was dropped holds enough running text to be the article's after all.
pub fn is_running_text(dom: &Dom, id: Id, density: &TextDensity) -> bool {
    let own = density.of(id) as usize;
    own >= RUNNING
        && !matches!(dom.tag(id), "nav" | "form" | "footer" | "aside" | "table")
        && !is_named_clutter(dom, id)
        && linked_length(dom, id) * 3 < own
}

/// Fewest characters of prose that are running text.
const RUNNING: usize = 300;

/// Whether an element that was dropped is part of the text after all, by its kind.
pub fn is_content(dom: &Dom, id: Id) -> bool {
    if is_in_box(dom, id) || is_in_line(dom, id) || crate::front::html::build::asides::is_pull_quote(dom, id) {
        return true;
    }
    if is_named_clutter(dom, id) {
        return false;
    }
    match dom.tag(id) {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => true,
        "pre" | "figure" | "math" | "blockquote" | "img" | "picture" | "mjx-container" | "hr" | "br" => true,
        // Of scripts, only those with a formula are not hidden.
        "script" => true,
        "table" | "dl" | "dt" | "dd" | "ol" | "ul" => link_share(dom, id) < 0.5,
        "p" => link_share(dom, id) < 0.5,
        "button" => !is_plain_button(dom, id),
        "nav" | "form" | "footer" | "select" | "input" => false,
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
    let mut headings = dom
        .elements(id)
        .filter(|d| matches!(dom.tag(*d), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && dom.has_words(*d));
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
    // The finder makes `<font>` a `<span>` without a number.
    inline && (text_beside(dom.prev(id)) || text_beside(dom.next(id)))
        || dom.tag(id) == "font" && dom.has_words(id) && link_share(dom, id) < 0.5
}

/// The length of an element's text that stands in links.
pub fn linked_length(dom: &Dom, id: Id) -> usize {
    dom.descendants(id).filter(|d| dom.tag(*d) == "a").map(|a| dom.words_of(a).len()).sum()
}

/// The share of an element's text that stands in links.
pub fn link_share(dom: &Dom, id: Id) -> f64 {
    let (mut all, mut linked) = (0usize, 0usize);
    let whole = dom.tag(id) == "a";
    let (mut in_link, mut behind) = (whole, None);
    for node in dom.descendants(id) {
        in_link = whole || in_link && Some(node) != behind;
        if !in_link && dom.tag(node) == "a" {
            (in_link, behind) = (true, dom.after(node, id));
        }
        let Some(text) = dom.text(node) else { continue };
        let length = text.split_whitespace().map(str::len).sum::<usize>();
        all += length;
        linked += if in_link { length } else { 0 };
    }
    if all == 0 { 0.0 } else { linked as f64 / all as f64 }
}

/// Leaves out boxes that are mostly links: menus, related stories, tag lists. Only for regions that nobody cleaned.
pub fn leave_out_links(dom: &Dom, root: Id, density: &TextDensity, removed: &mut Removals) {
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
            removed.leave_out(id, if dom.tag(id) == "aside" { Reason::Related } else { Reason::Navigation });
            at = dom.after(id, root);
            continue;
        }
        at = dom.following(id, root);
    }
}

/// Whether the line before ends in a colon: then this is what the text speaks of.
pub fn is_announced(dom: &Dom, id: Id) -> bool {
    dom.prev_element(id).is_some_and(|before| dom.words_of(before).ends_with(':'))
}

/// Leaves clutter out of the article.
pub fn leave_out(dom: &Dom, root: Id, known: &Known, removed: &mut Removals) {
    let lengths = Lengths::of_page(dom);
    let total = lengths.of(root).max(1);
    sign_ups::leave_out(dom, root, total, removed);
    let mut at = dom.first(root);
    while let Some(id) = at {
        if !dom.is_element(id) || removed.has(id) {
            at = dom.after(id, root);
            continue;
        }
        let reason = clutter(dom, id, total, &lengths, known.base.host())
            .or_else(|| is_title(dom, id, &known.title).then_some(Reason::Title))
            .or_else(|| end_matter::pointer(dom, id, &lengths));
        if let Some(reason) = reason {
            removed.leave_out(id, reason);
            at = dom.after(id, root);
            continue;
        }
        at = dom.following(id, root);
    }
    duplicates::leave_out(dom, root, removed);
    end_matter::leave_out(dom, root, &lengths, removed);
}

/// Why an element is clutter by its kind, whatever stands in it.
pub fn by_kind(dom: &Dom, id: Id) -> Option<Reason> {
    match dom.tag(id) {
        "nav" => Some(Reason::Navigation),
        "button" if !is_plain_button(dom, id) => None,
        "form" | "select" | "button" | "input" | "textarea" => Some(Reason::Controls),
        "footer" => Some(Reason::Frame),
        _ => (dom.attr(id, "role") == Some("navigation")).then_some(Reason::Navigation),
    }
}

/// A button that only does something. One in a heading unfolds the text under it and has the heading's words; one
/// around a picture enlarges it; one amid a sentence tells more of its word.
fn is_plain_button(dom: &Dom, id: Id) -> bool {
    let heading =
        |a: Id| matches!(dom.tag(a), "h2" | "h3" | "h4" | "h5" | "h6") || dom.attr(a, "role") == Some("heading");
    let titles = || {
        let around = dom.ancestors(id).take(3).find(|a| heading(*a));
        dom.words_of(id).contains(' ') && around.is_some_and(|h| unfolds_text(dom, id, h))
    };
    let enlarges = || {
        let drawn = |d: &Id| matches!(dom.tag(*d), "img" | "picture");
        let icon = |d: Id| {
            let small =
                |side: &str| dom.value(d, side).and_then(|v| v.trim().parse::<f32>().ok()).is_some_and(|n| n <= 64.0);
            small("width") || small("height") || dom.value(d, "src").is_some_and(|src| src.contains(".svg"))
        };
        !dom.has_words(id) && !is_named_clutter(dom, id) && dom.descendants(id).find(drawn).is_some_and(|d| !icon(d))
    };
    !titles() && !enlarges() && !is_amid_sentence(dom, id)
}

/// Whether a sentence runs on over an element, with words before it and words in small letters after it.
fn is_amid_sentence(dom: &Dom, id: Id) -> bool {
    let before = dom.prev(id).and_then(|n| dom.text(n)).map_or("", str::trim_end);
    let after =
        dom.next(id).and_then(|n| dom.text(n)).map_or("", |text| text.trim_start_matches([' ', ',', '\n', '\u{a0}']));
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_lowercase) && dom.has_words(id)
}

/// Whether text stands under a heading with a button: at the place it names, or next to the heading or its box.
fn unfolds_text(dom: &Dom, button: Id, heading: Id) -> bool {
    let panel = match dom.value(button, "aria-controls") {
        Some(key) => dom.by_id(key),
        None => std::iter::once(heading).chain(dom.ancestors(heading).take(2)).find_map(|h| dom.next_element(h)),
    };
    let mut length = 0;
    panel.is_some_and(|panel| {
        dom.descendants(panel).filter_map(|d| dom.text(d)).any(|text| {
            length += text.trim().len();
            length >= 40
        })
    })
}

/// What a part beside the article is.
pub fn beside(dom: &Dom, id: Id, title: &str) -> Reason {
    if is_title(dom, id, title) {
        return Reason::Title;
    }
    by_kind(dom, id).or_else(|| named_clutter(dom, id)).unwrap_or(match dom.tag(id) {
        "header" => Reason::Frame,
        "aside" => Reason::Related,
        _ => Reason::Outside,
    })
}

fn clutter(dom: &Dom, id: Id, total: usize, lengths: &Lengths, host: Option<&str>) -> Option<Reason> {
    let (tag, length) = (dom.tag(id), lengths.of(id));
    if let Some(reason) = by_kind(dom, id) {
        return (length * 3 < total).then_some(reason);
    }
    if tag == "a" && dom.attr(id, "href").is_some_and(|h| h.starts_with('#')) {
        return named_clutter(dom, id).filter(|reason| *reason == Reason::Navigation);
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
        return None;
    }
    let named = if length * 4 < total { named_clutter(dom, id) } else { None };
    let talk = || {
        (length <= (total - length.min(total)) * COMMENTS_SHARE && is_comment_thread(dom, id))
            .then_some(Reason::Comments)
    };
    named
        .or_else(talk)
        .or_else(|| (length * 2 < total && end_matter::is_cards(dom, id, lengths, host)).then_some(Reason::Related))
}

/// Comments, which together may be longer than what they are about.
pub fn is_comment_thread(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "div" | "section" | "ul" | "ol")
        && (has_word(dom, id, &["comments", "disqus"])
            || has_word(dom, id, &["comment"]) && has_word(dom, id, &["box", "list", "area", "section", "thread"]))
        && is_named_clutter(dom, id)
        && !dom.descendants(id).any(|d| matches!(dom.tag(d), "h1" | "article" | "main"))
}

/// How many times longer than all else talk may be and still be about it.
pub const COMMENTS_SHARE: usize = 4;

/// The article's title, which the metadata has.
fn is_title(dom: &Dom, id: Id, title: &str) -> bool {
    matches!(dom.tag(id), "h1" | "h2") && !title.is_empty() && same_words(&dom.words_of(id), title)
}

/// Whether two texts have the same letters and digits.
pub fn same_words(a: &str, b: &str) -> bool {
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}

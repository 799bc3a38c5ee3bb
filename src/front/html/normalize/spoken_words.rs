//! Words for screen readers that nothing visible says, shown as all others.
//!
//! A page that draws a fraction's bar, or a tick in a cell, says it to screen readers only: without these words figures run
//! together (`4/3` becomes `43`) and cells are empty.

use crate::front::html::dom::class_words::is_for_screen_readers;
use crate::front::html::dom::running_text::is_inline;
use crate::front::html::dom::{Dom, Id};

/// The signs of arithmetic, of ranges and of ratios. An exponent needs none: it is raised.
const OPERATORS: &str = "/⁄∕÷×*·⋅+-‐‑–—−:=<>≤≥±~≈.,";
/// Most boxes between a cell and its words.
const WRAPS: usize = 4;
/// Most characters of a sign, and of the words that a drawing in a cell stands for.
const SIGN: usize = 3;
const LABEL: usize = 60;
/// The largest icon, in pixels.
const ICON: f32 = 64.0;

/// Shows the words, and writes what the icon in a cell stands for.
pub(crate) fn show(dom: &mut Dom) {
    let hidden: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| is_for_screen_readers(dom, *d)).collect();
    let needed: Vec<Id> = hidden
        .into_iter()
        .filter(|id| {
            is_sign_between_operands(dom, *id) || is_term(dom, *id) || fills_cell(dom, *id) || fills_link(dom, *id)
        })
        .collect();
    needed.into_iter().for_each(|id| dom.unset_attr(id, "class"));
    let is_cell = |id: &Id| matches!(dom.tag(*id), "td" | "th" | "dd");
    let cells = dom.descendants(Dom::ROOT).filter(is_cell);
    let labelled: Vec<(Id, String)> = cells.filter_map(|cell| icon(dom, cell)).collect();
    for (icon, label) in labelled {
        let words = dom.new_text(&label);
        dom.replace(icon, words);
    }
}

/// True for a sign with a figure or a word directly on each side.
fn is_sign_between_operands(dom: &Dom, id: Id) -> bool {
    let words = dom.words_of(id);
    let is_sign = !words.is_empty()
        && words.chars().count() <= SIGN
        && words.chars().all(|c| c.is_whitespace() || OPERATORS.contains(c));
    let is_operand = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_sign
        && is_operand(beside(dom, id, Dom::prev, |text| text.chars().next_back()))
        && is_operand(beside(dom, id, Dom::next, |text| text.chars().next()))
}

/// The character next to an element in its line.
fn beside(dom: &Dom, id: Id, step: fn(&Dom, Id) -> Option<Id>, edge: fn(&str) -> Option<char>) -> Option<char> {
    let mut at = id;
    loop {
        match step(dom, at) {
            Some(next) if dom.is_element(next) && !is_inline(dom.tag(next)) => return None,
            Some(next) => match edge(&dom.text_of(next)) {
                Some(c) => return Some(c),
                None => at = next,
            },
            None => at = dom.parent(at).filter(|around| is_inline(dom.tag(*around)))?,
        }
    }
}

/// A term or its description.
fn is_term(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "dt" | "dd")
}

/// True if a cell or a term shows no other words and no picture.
fn fills_cell(dom: &Dom, id: Id) -> bool {
    let is_cell = |a: &Id| matches!(dom.tag(*a), "td" | "th" | "dt" | "dd");
    dom.ancestors(id).take(WRAPS).find(is_cell).is_some_and(|cell| shows_nothing(dom, cell))
}

/// True if a link in the middle of a sentence shows no other words: the sentence would have a gap.
fn fills_link(dom: &Dom, id: Id) -> bool {
    let Some(link) = dom.ancestors(id).take(WRAPS).find(|a| dom.tag(*a) == "a") else { return false };
    let text = |n: Option<Id>| n.and_then(|n| dom.text(n)).map_or("", str::trim);
    let leads_away = dom.value(link, "href").is_some_and(|href| !href.starts_with('#'));
    let after = text(dom.next(link));
    leads_away
        && text(dom.prev(link)).ends_with(char::is_alphanumeric)
        && after.starts_with(|c: char| c.is_lowercase() || matches!(c, '.' | ',' | ';' | ')' | '?' | '!'))
        && shows_no_words(dom, link)
        && dom.find(link, "img").is_none()
}

/// True if an element shows no picture, no field and nothing to read.
fn shows_nothing(dom: &Dom, id: Id) -> bool {
    let is_shown = |d: Id| match dom.tag(d) {
        "img" | "picture" | "input" | "select" | "textarea" | "button" | "math" | "iframe" | "video" => true,
        "svg" => !is_icon(dom, d),
        _ => dom.text(d).is_some_and(|text| !text.trim().is_empty()),
    };
    !visible(dom, id).any(is_shown)
}

/// True if an element shows no letters or figures: an arrow may be there.
fn shows_no_words(dom: &Dom, id: Id) -> bool {
    !visible(dom, id).filter_map(|d| dom.text(d)).any(|text| text.contains(char::is_alphanumeric))
}

/// The nodes below an element, except the words for screen readers and what is inside a drawing.
fn visible(dom: &Dom, id: Id) -> impl Iterator<Item = Id> {
    let in_drawing = |d: Id| dom.parent(d).is_some_and(|parent| dom.tag(parent) == "svg");
    let is_out =
        move |d: Id| is_for_screen_readers(dom, d) || matches!(dom.tag(d), "script" | "style") || in_drawing(d);
    dom.descendants_but(id, is_out)
}

/// A small drawing without words.
fn is_icon(dom: &Dom, svg: Id) -> bool {
    let side = |name: &str| dom.value(svg, name).and_then(|v| v.trim_end_matches("px").parse::<f32>().ok());
    side("width").is_none_or(|width| width <= ICON) && dom.find(svg, "text").is_none()
}

/// The icon that fills a cell, with the words that it states.
fn icon(dom: &Dom, cell: Id) -> Option<(Id, String)> {
    if !shows_nothing(dom, cell) || dom.descendants(cell).any(|d| is_for_screen_readers(dom, d)) {
        return None;
    }
    let states = |d: Id| {
        let label = match dom.tag(d) {
            "svg" => dom.value(d, "aria-label").map(String::from).or_else(|| Some(dom.words_of(dom.find(d, "title")?))),
            "i" | "span" | "abbr" | "div" => {
                dom.value(d, "aria-label").or_else(|| dom.value(d, "title")).map(String::from)
            }
            _ => None,
        };
        label.map(|label| label.trim().to_string())
    };
    let icons = dom.descendants(cell).filter_map(|d| Some((d, states(d)?)));
    icons.into_iter().find(|(_, label)| (1..=LABEL).contains(&label.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// True if nothing is shown.
    fn leaves(html: &str) -> bool {
        let mut dom = Dom::fragment(html);
        let count = |dom: &Dom| dom.descendants(Dom::ROOT).filter(|d| is_for_screen_readers(dom, *d)).count();
        let before = (count(&dom), dom.text_of(Dom::ROOT));
        show(&mut dom);
        (count(&dom), dom.text_of(Dom::ROOT)) == before
    }

    #[test]
    fn words_that_something_visible_says_stay_hidden() {
        assert!(!leaves("<p>4<span class=sr-only>/</span><span>3</span></p>"));
        assert!(leaves("<p>9<span class=sr-only>-</span><span aria-hidden=true>–</span>12</p>"));
        assert!(leaves("<p>A mark <span class=sr-only>/</span> here</p>"));
        assert!(leaves("<p>10<span class=sr-only>^</span><sup>3</sup></p>"));
        assert!(leaves("<table><tr><td><span>✓</span><span class=sr-only>Yes</span></table>"));
        assert!(leaves("<table><tr><td><img src=a.png alt=Yes><span class=sr-only>Yes</span></table>"));
        assert!(leaves("<table><tr><td><label class=sr-only>Number</label><input></table>"));
        assert!(leaves("<table><tr><td>Oak<i aria-label=Hard></i></table>"));
    }

    #[test]
    fn links_outside_sentences_stay_hidden() {
        assert!(!leaves("<p>See <a href=/map><i></i><span class=sr-only>the map</span></a>.</p>"));
        assert!(leaves("<p>Share: <a href=/f><i></i><span class=sr-only>Pass on</span></a> <a href=/p>Print</a></p>"));
        assert!(leaves("<p>Sails <a href='#sails'><span class=sr-only>link to here</span></a>, ropes</p>"));
        assert!(leaves("<p>See <a href=/map>the map<span class=sr-only> (new window)</span></a>.</p>"));
    }
}

//! Bibliographies that are cited by ranges: "1–4" names entries that no link leads to. As notes such a list would be torn,
//! and its numbers would be others, so it stays a list and its calls stay links.

use std::collections::BTreeSet;

use super::evidence::Target;
use super::target_of;
use crate::front::html::dom::urls::Base;
use crate::front::html::dom::{Dom, Id};

/// Signs around the number of an entry.
const BRACKETS: [char; 4] = ['[', ']', '(', ')'];

/// The lists of which a range of entries is cited.
pub(super) fn lists<'t>(dom: &Dom, base: &Base, targets: impl Iterator<Item = &'t Target>) -> BTreeSet<Id> {
    let opens_range = |target: &&Target| target.calls.iter().any(|call| goes_on_to_call(dom, call.node));
    let mut found: BTreeSet<Id> = targets.filter(opens_range).filter_map(|target| list_of(dom, target.place)).collect();
    let links = dom.descendants(Dom::ROOT).filter(|id| dom.tag(*id) == "a");
    let ranges = links.filter_map(|link| target_of(dom, base, link).filter(|_| is_range(&dom.words_of(link))));
    found.extend(ranges.filter_map(|place| list_of(dom, place)));
    found
}

/// The list with the entry at a place: of items, rows or boxes beside each other.
pub(super) fn list_of(dom: &Dom, place: Id) -> Option<Id> {
    let nearest =
        |tags: &[&str]| std::iter::once(place).chain(dom.ancestors(place)).find(|id| tags.contains(&dom.tag(*id)));
    dom.parent(nearest(&["li", "dt", "dd", "tr"]).or_else(|| nearest(&["p", "div"]))?)
}

/// True if a dash and another link follow a call: `<a>1</a>–<a>4</a>`.
fn goes_on_to_call(dom: &Dom, call: Id) -> bool {
    let Some(next) = dom.next(call) else { return false };
    let dash = dom.text(next).is_some_and(|text| is_dash(text.trim().trim_matches(BRACKETS).trim()));
    let after = dom.next(next).and_then(|id| if dom.tag(id) == "a" { Some(id) } else { dom.find(id, "a") });
    dash && after.is_some_and(|link| is_number(dom.words_of(link).trim_matches(BRACKETS)))
}

/// True for the number of an entry.
fn is_number(words: &str) -> bool {
    (1..=3).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit())
}

fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "‐" | "‑" | "–" | "—" | "−")
}

/// True for two numbers with a dash between them: `1–4`, `[2-3]`.
fn is_range(words: &str) -> bool {
    let words = words.trim().trim_matches(BRACKETS);
    let Some((at, dash)) = words.char_indices().find(|(_, c)| is_dash(c.encode_utf8(&mut [0; 4]))) else {
        return false;
    };
    is_number(words[..at].trim()) && is_number(words[at + dash.len_utf8()..].trim())
}

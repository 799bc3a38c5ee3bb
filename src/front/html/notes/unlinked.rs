//! Notes with raised numbers, not links, as their calls.

use std::collections::BTreeMap;

use super::evidence::{is_label, is_sign, label_of};
use super::{Notes, further_blocks, strip_label};
use crate::front::html::dom::{Dom, Id};

/// Raised numbers without links, and paragraphs at the end that begin with the same numbers.
pub(crate) fn numbers(dom: &mut Dom, notes: &mut Notes) {
    let mut calls: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    let mut starts: Vec<(Id, String)> = Vec::new();
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.is_element(*d)) {
        if dom.ancestors(id).any(|a| notes.used.contains(&a)) {
            continue;
        }
        if matches!(dom.tag(id), "p" | "li" | "div")
            && let Some(label) = leading_label(dom, id)
        {
            starts.push((id, label));
        }
        let bare = dom.tag(id) == "sup"
            && !notes.is_call(id)
            && !dom.descendants(id).any(|d| notes.is_call(d) || dom.tag(d) == "a");
        if bare {
            let label = label_of(&dom.words_of(id));
            if is_label(&label) && label.bytes().all(|b| b.is_ascii_digit())
                || label.chars().all(is_sign) && !label.is_empty()
            {
                calls.entry(label).or_default().push(id);
            }
        }
    }
    let run = closing_run(dom, &starts);
    let is_note = |id: Id| run.iter().any(|(block, _)| *block == id);
    let further: Vec<Vec<Id>> = run.iter().map(|(block, _)| further_blocks(dom, *block, is_note)).collect();
    for ((block, label), further) in run.into_iter().zip(further) {
        let Some(marks) = calls.get(&label) else { continue };
        let marks: Vec<Id> = marks.iter().copied().filter(|m| !dom.within(*m, block)).collect();
        let marks = without_exponents(dom, marks);
        if marks.is_empty() {
            continue;
        }
        strip_label(dom, &[block], &label, notes);
        let number = notes.define([vec![block], further].concat(), true);
        for mark in marks {
            notes.calls.insert(mark, number);
        }
    }
}

/// The raised numbers that may call a note, without exponents: `m²` and `10³` follow a number or a unit without a
/// space.
fn without_exponents(dom: &Dom, marks: Vec<Id>) -> Vec<Id> {
    let exponent = |mark: &Id| {
        let before = dom.prev(*mark).and_then(|n| dom.text(n)).unwrap_or("");
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        let unit = (1..=2).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
        number && !word.ends_with(['.', ',']) || unit
    };
    if marks.iter().all(exponent) { marks } else { marks.into_iter().filter(|mark| !exponent(mark)).collect() }
}

/// Raised numbers, and items or boxes with the same numbers in their ids.
pub(crate) fn listed(dom: &mut Dom, notes: &mut Notes) {
    const NAMES: &[&str] = &["fn", "footnote", "note", "endnote", "ft", "ftn"];
    let mut items: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    let may_be_note = |id: &Id| matches!(dom.tag(*id), "li" | "div" | "p") && !notes.used.contains(id);
    for id in dom.descendants(Dom::ROOT).filter(may_be_note) {
        let Some(key) = dom.attr(id, "id").map(str::to_ascii_lowercase) else { continue };
        let number = key.trim_start_matches(|c: char| !c.is_ascii_digit());
        let name = key[..key.len() - number.len()].trim_end_matches(['-', '_', ':', '.']);
        if NAMES.contains(&name) && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
            items.entry(number.to_string()).or_default().push(id);
        }
    }
    let mut calls: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "sup" && !notes.is_call(*d)) {
        let in_note = dom.ancestors(id).any(|a| notes.used.contains(&a));
        let leads_nowhere = |link: Id| dom.attr(link, "href").is_none_or(|href| href.starts_with("javascript:"));
        if !in_note && dom.find(id, "a").is_none_or(leads_nowhere) && dom.closest(id, "a").is_none_or(leads_nowhere) {
            calls.entry(label_of(&dom.words_of(id))).or_default().push(id);
        }
    }
    for (number, item) in items {
        let (Some(marks), [item]) = (calls.get(&number), item.as_slice()) else { continue };
        let marks = without_exponents(dom, marks.iter().copied().filter(|m| !dom.within(*m, *item)).collect());
        if marks.is_empty() {
            continue;
        }
        strip_label(dom, &[*item], &number, notes);
        let note = notes.define(vec![*item], true);
        for mark in marks {
            notes.calls.insert(mark, note);
        }
    }
}

/// The label at the start of a block: a raised or bold number, or a number with a full stop.
fn leading_label(dom: &Dom, id: Id) -> Option<String> {
    let first = dom.children(id).find(|c| dom.text(*c).is_none_or(|t| !t.trim().is_empty()))?;
    // A raised number may open a bold label: `<b><sup>1</sup> Note:</b>`.
    let inner = dom.children(first).find(|c| dom.text(*c).is_none_or(|t| !t.trim().is_empty()));
    let first = match dom.tag(first) {
        "sup" => first,
        "strong" | "b" => inner.filter(|i| dom.tag(*i) == "sup").unwrap_or(first),
        _ => return None,
    };
    let label = label_of(&dom.words_of(first));
    let numeric = !label.is_empty() && label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit())
        || !label.is_empty() && label.chars().all(is_sign);
    (numeric && dom.words_of(id).len() > label.len() + 3).then_some(label)
}

/// The blocks with labels that close the text: neighbours in one box, labels rising from the first.
fn closing_run(dom: &Dom, starts: &[(Id, String)]) -> Vec<(Id, String)> {
    let Some((last, _)) = starts.last() else { return Vec::new() };
    let parent = dom.parent(*last);
    let mut run: Vec<(Id, String)> =
        starts.iter().rev().take_while(|(id, _)| dom.parent(*id) == parent).cloned().collect();
    run.reverse();
    let begins = run.first().is_some_and(|(_, l)| l == "1" || l.chars().all(is_sign));
    let rising = run.windows(2).all(|w| match (w[0].1.parse::<u32>(), w[1].1.parse::<u32>()) {
        (Ok(a), Ok(b)) => b == a + 1,
        _ => true,
    });
    if begins && rising { run } else { Vec::new() }
}

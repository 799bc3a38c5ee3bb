//! Authors in the lines next to the title.

use crate::front::html::metadata::Reader;
use crate::front::html::metadata::names::split_names;
use crate::front::html::metadata::near_title::BARS;
use crate::front::html::metadata::published::is_dateline;
use crate::lang::bylines::{self, Lead, is_institution};
use crate::lang::calendar;

use super::SHORT;

/// `By NAME` next to the title, in one text or in two. A person is sought before a house is taken.
pub(super) fn beside_title(page: &Reader) -> Vec<String> {
    let mut houses = Vec::new();
    let facts = page.near_title.iter().flat_map(|text| text.split(BARS)).map(str::trim);
    let texts: Vec<String> = facts.filter(|fact| !fact.is_empty()).map(String::from).collect();
    for (at, text) in texts.iter().enumerate().filter(|(_, text)| text.chars().count() < SHORT) {
        let people = |names: &str| {
            let written = |name: &String| is_capital(name) && !name.ends_with(':');
            split_names(names).into_iter().filter(written).collect::<Vec<_>>()
        };
        // "Medically reviewed" and "by" may be two texts.
        let before = at.checked_sub(1).and_then(|at| texts.get(at)).map_or("", String::as_str);
        let both = format!("{before} {text}");
        if bylines::lead(&both).is_some_and(|found| found.lead == Lead::Other) {
            continue;
        }
        if ends_in_author_lead(text) {
            if names_changer(&texts[..at], text) {
                continue;
            }
            let names: Vec<String> = list_after(&texts, at).flat_map(|next| people(next)).collect();
            if names.iter().any(|name| !is_institution(name)) {
                return names;
            }
            houses = if houses.is_empty() { names } else { houses };
        }
        let led = bylines::after_author_leads(text).filter(|rest| !rest.is_empty() && !text.ends_with(':'));
        let led = led.or_else(|| after_day(text)).or_else(|| bylines::after_eastern_lead(text));
        let led = led.or_else(|| bylines::before_eastern_office(text));
        let names = led.map(people).unwrap_or_default();
        if names.iter().any(|name| !is_institution(name)) {
            return names;
        }
        houses = if houses.is_empty() { names } else { houses };
    }
    houses
}

/// The texts after a lead that are a list of names: the next one, and those that "and" or a comma joins to it.
fn list_after(texts: &[String], at: usize) -> impl Iterator<Item = &String> {
    let joins = |text: &String| text == "," || bylines::is_and(&text.to_lowercase());
    let more = texts.get(at + 2..).unwrap_or_default().chunks_exact(2).take_while(move |pair| joins(&pair[0]));
    texts.get(at + 1).into_iter().chain(more.map(|pair| &pair[1]))
}

/// True if "by" goes on in a line about a change: "Last updated on", "3 May 2024", "by".
fn names_changer(before: &[String], text: &str) -> bool {
    let line = before.iter().rev().take(2);
    text.starts_with(char::is_lowercase)
        && line
            .take_while(|text| text.chars().count() < SHORT)
            .any(|text| bylines::says_updated(text) && !bylines::says_published(text))
}

/// The name in "Posted on 3 May 2024 by Ada Marsh in": before the lead are only a day and the words around days.
fn after_day(text: &str) -> Option<&str> {
    let mut leads = text.match_indices(' ').map(|(at, _)| (&text[..at], &text[at + 1..]));
    let led = leads.find_map(|(before, rest)| {
        let found = bylines::lead(rest).filter(|found| found.lead == Lead::Author && !found.rest.is_empty())?;
        let is_day = || calendar::find(before, None).is_some() && is_dateline(before) && !bylines::says_updated(before);
        is_day().then_some(found.rest)
    })?;
    Some(crate::lang::letters::before_section(led).unwrap_or(led))
}

/// True if a text is a lead to an author, or a sentence that ends in one of several words: "This is a guest post by".
fn ends_in_author_lead(text: &str) -> bool {
    let text = text.trim();
    if bylines::is_author_lead(text) {
        return true;
    }
    let ends = text.match_indices(' ').map(|(at, _)| &text[at + 1..]);
    let several = ends.filter(|end| end.contains(' '));
    several
        .filter_map(bylines::lead)
        .any(|found| found.lead == Lead::Author && found.rest.is_empty() && found.phrase.contains(' '))
}

/// True if a name begins as names do: with a capital, or in a script without them.
fn is_capital(name: &str) -> bool {
    name.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())
}

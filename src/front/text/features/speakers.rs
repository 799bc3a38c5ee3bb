//! Names before a colon: the speakers of an interview, a play, a chat.

use std::collections::{BTreeMap, HashSet};

use super::page::Page;

/// The speaker's name at the head of a paragraph of an interview, `Q:`, `ADA LOVELACE:`, and the offset of its colon;
/// the time that recordings put before it is skipped.
pub(crate) fn speaker(text: &str) -> Option<(&str, usize)> {
    let begin = match text.strip_prefix(['[', '(']).and_then(|rest| rest.split_once([']', ')'])) {
        Some((time, after))
            if time.len() <= 24
                && time.contains(':')
                && time.bytes().all(|b| b.is_ascii_digit() || b":/.,- APM".contains(&b)) =>
        {
            text.len() - after.trim_start().len()
        }
        _ => dated(text),
    };
    let said = text.get(begin..)?;
    let end = said.char_indices().take(40).find(|(_, c)| *c == ':').map(|(i, _)| i)?;
    let name = said.get(..end)?;
    let rest = said.get(end + 1..)?;
    let words = name.split(' ').count();
    let capital = name.split(' ').all(|w| w.starts_with(char::is_uppercase));
    (words <= 3 && capital && name.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '.') && rest.starts_with(' '))
        .then_some((name, begin + end))
}

/// The length of the day and time with which a chat exports each message: `05/03/24, 14:33 - Ada: ...`.
fn dated(text: &str) -> usize {
    let time = text.split_once(" - ").map_or("", |(time, _)| time);
    let is_time =
        time.len() <= 24 && time.contains(':') && time.bytes().all(|b| b.is_ascii_digit() || b":/.,- APM".contains(&b));
    if is_time { time.len() + " - ".len() } else { 0 }
}

/// The speakers of a text: at least two names, each of which opens at least three paragraphs.
pub(crate) fn speakers(page: &Page, indices: &[usize]) -> HashSet<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &i in indices.iter().filter(|&&i| page.units[i].is_plain()) {
        if let Some((name, _)) = speaker(&page.units[i].text) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let often: HashSet<String> = counts.iter().filter(|(_, n)| **n >= 2).map(|(name, _)| (*name).to_owned()).collect();
    let total: usize = counts.values().filter(|n| **n >= 2).sum();
    if often.len() >= 2 && total >= 4 { often } else { HashSet::new() }
}

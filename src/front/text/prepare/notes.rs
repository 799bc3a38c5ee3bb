//! Notes at the end of a text, `[1] ...`, `[^a]: ...`, `¹ ...`, `* ...`, `† ...`, and the calls that belong to them.
//!
//! A line is a note only if a call precedes it. Definitions without a call stay in the text. The references of
//! encyclopedias have no label: `^ a b Hall: Lights` is called by its position, such as the third of five paragraphs
//! under `References` if the text has exactly the calls one to five.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::{Kind, Marker, Unit};
use crate::front::text::note_calls::{RAISED, SIGNS, several, sign, superscript};
use crate::lang::sections;

/// The note that a text defines: its label and its words.
fn definition(text: &str) -> Option<(String, &str)> {
    if let Some(rest) = text.strip_prefix('[') {
        let end = rest.bytes().take(12).position(|b| b == b']')?;
        let caret = rest.starts_with('^');
        let label = rest.get(..end)?.trim_start_matches('^');
        let after = rest.get(end + 1..)?;
        let after = after.strip_prefix(':').unwrap_or(after);
        let named = caret && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            || label.bytes().all(|b| b.is_ascii_digit());
        let words = after.trim_start();
        return (!label.is_empty() && named && after.len() > words.len() && !words.is_empty())
            .then(|| (label.to_owned(), words));
    }
    let (label, used) = superscript(text)?;
    let words = text.get(used..)?.trim_start();
    (words.len() > 3).then_some((label, words))
}

/// The note at a line that begins with a sign.
fn signed(text: &str) -> Option<(String, &str)> {
    let first = text.chars().next().filter(|c| SIGNS.contains(*c))?;
    let words = text.trim_start_matches(first);
    let label = text.get(..text.len() - words.len())?;
    let words = words.trim_start();
    (label.chars().count() <= 3 && words.len() > 3 && words.starts_with(char::is_alphanumeric))
        .then(|| (label.to_owned(), words))
}

/// The words of a reference that is called by its place: `^ a b Hall: Lights`, `^ Hall: Lights`.
fn placed(text: &str) -> Option<&str> {
    let mut words = text.strip_prefix('^')?.trim_start();
    let mut letter = 'a';
    // If several calls share a note, each way back has a letter.
    while let Some(rest) = words.strip_prefix(letter).and_then(|rest| rest.strip_prefix(' ')) {
        (words, letter) = (rest, char::from_u32(u32::from(letter) + 1)?);
    }
    let words = if letter == 'b' { text.strip_prefix('^')?.trim_start() } else { words };
    (words.len() > 3).then_some(words)
}

/// The labels that a text calls, except at its very head.
fn calls(text: &str, into: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices('[').filter(|&(at, _)| at > 0) {
        let Some(rest) = text.get(at + 1..) else { continue };
        let Some(end) = rest.bytes().take(12).position(|b| b == b']') else { continue };
        let label = rest.get(..end).unwrap_or("").trim_start_matches('^');
        if !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') {
            into.insert(label.to_owned());
        }
        into.extend(several(label));
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if SIGNS.contains(c)
            && let Some(label) = sign(text, at)
        {
            into.insert(label.to_owned());
        }
        if RAISED.contains(c)
            && !before.is_whitespace()
            && !RAISED.contains(before)
            && let Some((label, _)) = superscript(text.get(at..).unwrap_or(""))
        {
            into.insert(label);
        }
        before = c;
    }
}

/// The units that define notes with a call: their index, label and words. The first definition of a label counts.
pub(crate) fn find(units: &[Unit], kept: impl Fn(usize) -> bool) -> BTreeMap<usize, (String, String)> {
    let mut called = BTreeSet::new();
    let mut defined = BTreeSet::new();
    let mut found = BTreeMap::new();
    let mut under_heading = false;
    let mut place = 0;
    let shown: Vec<usize> = (0..units.len()).filter(|i| kept(*i) && units[*i].kind == Kind::Prose).collect();
    let mut unlabelled = 0..0;
    for (at, &i) in shown.iter().enumerate() {
        let unit = &units[i];
        let define = match &unit.marker {
            None if unlabelled.contains(&at) => Some(((at - unlabelled.start + 1).to_string(), unit.text.clone())),
            None if unit.text.starts_with('^') && placed(&unit.text).is_some() => {
                place += 1;
                placed(&unit.text).map(|words| (place.to_string(), words.to_owned()))
            }
            None => {
                definition(&unit.text).or_else(|| signed(&unit.text)).map(|(label, words)| (label, words.to_owned()))
            }
            // A single star is not a list.
            Some(Marker::Bullet('*', None)) if alone(units, i) => Some(("*".to_owned(), unit.text.clone())),
            Some(Marker::Number { value, .. }) if under_heading => Some((value.to_string(), unit.text.clone())),
            Some(_) => None,
        };
        match define {
            Some((label, words)) if called.contains(&label) && defined.insert(label.clone()) => {
                found.insert(i, (label, words));
            }
            _ => calls(&unit.text, &mut called),
        }
        if unit.marker.is_none() && unit.text.len() < 30 {
            under_heading = is_heading(&unit.text);
            if under_heading && let Some(count) = listed(units, &shown[at + 1..], &called) {
                unlabelled = at + 1..at + 1 + count;
            }
        }
    }
    found
}

/// Tells notes of one label apart if labels restart in every chapter: a call belongs to the next note of its label
/// below it.
pub(crate) fn tell_apart(units: &mut [Unit]) {
    let mut defined: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, unit) in units.iter().enumerate().filter(|(_, u)| u.kind == Kind::Prose && u.marker.is_none()) {
        if let Some((label, _)) = definition(&unit.text).filter(|_| unit.text.starts_with('[')) {
            defined.entry(label).or_default().push(i);
        }
    }
    for (label, places) in defined.into_iter().filter(|(_, places)| places.len() > 1) {
        let mut from = 0;
        for (n, at) in places.into_iter().enumerate() {
            let name = format!("[^{label}-{}]", n + 1);
            let mut called = false;
            for unit in units[from..at].iter_mut().filter(|u| u.kind == Kind::Prose) {
                for call in [format!("[{label}]"), format!("[^{label}]")] {
                    called |= unit.text.contains(&call);
                    unit.text = unit.text.replace(&call, &name);
                }
            }
            if called && let Some((_, words)) = definition(&units[at].text) {
                units[at].text = format!("{name} {words}");
            }
            from = at + 1;
        }
    }
}

/// The number of notes below a heading that lost their numbers when a browser copied them: as many units as the text
/// calls, from one on without a gap, and then another heading or the end.
fn listed(units: &[Unit], below: &[usize], called: &BTreeSet<String>) -> Option<usize> {
    let numbers: BTreeSet<usize> = called.iter().filter_map(|label| label.parse().ok()).collect();
    let count = numbers.len();
    if count < 2 || numbers.first() != Some(&1) || numbers.last() != Some(&count) {
        return None;
    }
    let note = |i: &usize| {
        let text = units[*i].text.as_str();
        units[*i].marker.is_none() && definition(text).is_none() && !text.starts_with('^') && text.len() >= 12
    };
    let all = below.len() >= count && below[..count].iter().all(note);
    let over = below.get(count).is_none_or(|i| units[*i].editable || units[*i].text.len() < 30 && units[*i].gap > 0);
    (all && over).then_some(count)
}

/// Raises the numbers of calls that are no longer raised, `private.1 A merchant`, if the text has every number of the
/// notes at its end in order.
pub(crate) fn raise(units: &mut [Unit]) {
    let Some(heading) = units.iter().rposition(|u| u.is_plain() && is_heading(&u.text)) else { return };
    let numbers = units[heading + 1..].iter().map_while(|u| match &u.marker {
        Some(Marker::Number { value, .. }) => Some(*value),
        _ => None,
    });
    let count = numbers.zip(1..).take_while(|(number, wanted)| number == wanted).count() as u32;
    let bracketed = units[..heading].iter().any(|u| u.text.contains("[1]"));
    if !(2..=200).contains(&count) || bracketed {
        return;
    }
    // The place of each call: unit, byte, length.
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    for (i, unit) in units[..heading].iter().enumerate().filter(|(_, u)| u.kind == Kind::Prose && u.text.len() > 40) {
        let mut from = 0;
        while places.len() < count as usize
            && let Some((at, length)) = lowered(unit.text.get(from..).unwrap_or(""), places.len() as u32 + 1)
        {
            places.push((i, from + at, length));
            from += at + length;
        }
    }
    if places.len() < count as usize {
        return;
    }
    for (i, at, length) in places.into_iter().rev() {
        let text = &mut units[i].text;
        let raised: String =
            text[at..at + length].chars().filter_map(|c| RAISED.chars().nth(c as usize - '0' as usize)).collect();
        text.replace_range(at..at + length, &raised);
    }
}

/// The place of a number that may be a call which lost its raising: directly after a word or its punctuation, before a
/// space.
fn lowered(text: &str, number: u32) -> Option<(usize, usize)> {
    let digits = number.to_string();
    let stands = |at: &usize| {
        let (before, after) = (&text[..*at], &text[at + digits.len()..]);
        let mut back = before.chars().rev();
        let leans = match back.next() {
            Some('.' | ',') => back.next().is_some_and(|c| {
                !c.is_ascii_digit() || after.trim_start().starts_with(char::is_uppercase) || after.is_empty()
            }),
            Some(c) => c.is_lowercase() || ";:!?)”’\"".contains(c),
            None => false,
        };
        leans && (after.is_empty() || after.starts_with([' ', ')', '”', '’', ';', ',', '—']))
    };
    text.match_indices(&digits).map(|(at, _)| at).find(stands).map(|at| (at, digits.len()))
}

/// True if no item with a bullet is next to an item.
fn alone(units: &[Unit], i: usize) -> bool {
    let bullet =
        |j: Option<usize>| j.and_then(|j| units.get(j)).is_some_and(|u| matches!(u.marker, Some(Marker::Bullet(..))));
    !bullet(i.checked_sub(1)) && !bullet(Some(i + 1))
}

/// True for the heading over the notes or references.
pub(crate) fn is_heading(text: &str) -> bool {
    sections::heads_notes(&text.trim_end_matches(':').to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_need_a_call() {
        assert_eq!(definition("[12] See there."), Some(("12".into(), "See there.")));
        assert_eq!(definition("¹ See there."), Some(("1".into(), "See there.")));
        assert_eq!(definition("[sic] and so"), None);
        let mut called = BTreeSet::new();
        calls("As said[3] and again⁴.", &mut called);
        assert!(called.contains("3") && called.contains("4"));
    }

    #[test]
    fn signs_and_several_numbers_call() {
        let mut called = BTreeSet::new();
        calls("A blank of the right width* is old.† And 2 * 3 is more [5, 7] or less [10–12].", &mut called);
        let want: Vec<&str> = vec!["*", "10", "11", "12", "5", "7", "†"];
        assert_eq!(called.iter().map(String::as_str).collect::<Vec<_>>(), want);
        assert_eq!(signed("† Mine was old."), Some(("†".into(), "Mine was old.")));
        assert_eq!(signed("** Both were."), Some(("**".into(), "Both were.")));
        assert!(several("sic").is_empty() && several("7").is_empty());
    }

    #[test]
    fn calls_that_were_lowered_are_known_by_their_place() {
        assert_eq!(lowered("were private.1 A merchant", 1), Some((13, 1)));
        assert_eq!(lowered("an end to this in 1836.3", 3), Some((23, 1)));
        assert_eq!(lowered("CO2 is 2.3 times, and 3 more", 2), None);
        assert_eq!(lowered("about 1836.3 per cent", 3), None);
    }

    #[test]
    fn notes_that_are_numbered_anew_are_told_apart() {
        let text = "It was late.[1]\n\n[1] Very.\n\nIt was later.[1]\n\n[1] Even more so.\n";
        let mut units = super::super::unwrap::unwrap(&super::super::line::of_text(text));
        tell_apart(&mut units);
        let words: Vec<&str> = units.iter().map(|u| u.text.as_str()).collect();
        assert_eq!(words, ["It was late.[^1-1]", "[^1-1] Very.", "It was later.[^1-2]", "[^1-2] Even more so."]);
    }

    #[test]
    fn references_are_called_by_their_place() {
        assert_eq!(placed("^ a b Hall: Lights"), Some("Hall: Lights"));
        assert_eq!(placed("^ Hall: Lights"), Some("Hall: Lights"));
        assert_eq!(placed("^ a headland and its price"), Some("a headland and its price"));
        assert_eq!(placed("Hall: Lights"), None);
    }
}

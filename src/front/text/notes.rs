//! Notes at the end of a text, `[1] ...`, `[^a]: ...`, `¹ ...`, and the calls that belong to them.
//!
//! A line is a note only when something before it calls it. Definitions without a call stay where they are, as text.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::{Kind, Marker, Unit};

/// The label of superscript digits at the head of a text, and their bytes.
pub fn superscript(text: &str) -> Option<(String, usize)> {
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let digit = |c: char| DIGITS.chars().position(|d| d == c);
    let label: String = text.chars().map_while(digit).take(4).map(|n| char::from(b'0' + n as u8)).collect();
    let used = text.chars().take(label.len()).map(char::len_utf8).sum();
    (!label.is_empty()).then_some((label, used))
}

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

/// The labels a text calls, those at its very head left out.
fn calls(text: &str, into: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices('[').filter(|&(at, _)| at > 0) {
        let Some(rest) = text.get(at + 1..) else { continue };
        let Some(end) = rest.bytes().take(12).position(|b| b == b']') else { continue };
        let label = rest.get(..end).unwrap_or("").trim_start_matches('^');
        if !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') {
            into.insert(label.to_owned());
        }
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)
            && !before.is_whitespace()
            && !"⁰¹²³⁴⁵⁶⁷⁸⁹".contains(before)
            && let Some((label, _)) = superscript(text.get(at..).unwrap_or(""))
        {
            into.insert(label);
        }
        before = c;
    }
}

/// Which units define notes that are called: their index, label and words. A label defined twice counts the first time.
pub fn find(units: &[Unit], kept: impl Fn(usize) -> bool) -> BTreeMap<usize, (String, String)> {
    let mut called = BTreeSet::new();
    let mut defined = BTreeSet::new();
    let mut found = BTreeMap::new();
    let mut under_heading = false;
    for (i, unit) in units.iter().enumerate().filter(|(i, u)| kept(*i) && u.kind == Kind::Prose) {
        let define = match &unit.marker {
            None => definition(&unit.text).map(|(label, words)| (label, words.to_owned())),
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
        }
    }
    found
}

/// True for the heading over the notes.
pub fn is_heading(text: &str) -> bool {
    let text = text.trim_end_matches(':').to_lowercase();
    [
        "notes",
        "footnotes",
        "endnotes",
        "anmerkungen",
        "fußnoten",
        "notas",
        "note",
        "noten",
        "przypisy",
        "примечания",
        "noter",
    ]
    .contains(&text.as_str())
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
}

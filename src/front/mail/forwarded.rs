//! Messages that a mail program forwarded as text: a line of dashes, the lines of the header, the message.
//!
//! The names of the fields are in the sender's language, so the values decide: the sender comes first, the date is a
//! date, and the subject is the message's own without its prefix.

use crate::doc::Date;
use crate::lang::{calendar, letters};

/// A forwarded message in a text.
pub(super) struct Forwarded<'t> {
    /// The text above it.
    pub before: &'t str,
    /// The lines of its header.
    pub header: Vec<&'t str>,
    /// Its sender.
    pub sender: String,
    /// Its date.
    pub date: Date,
    /// Its subject.
    pub subject: Option<String>,
    /// Its text, and all below it.
    pub text: &'t str,
}

/// Fewest fields of a header.
const FIELDS: usize = 3;

/// The first forwarded message of a text; `own` is the subject of the message around it.
pub(super) fn find<'t>(text: &'t str, own: &str) -> Option<Forwarded<'t>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is_mark(line)
            && let Some(found) = below(text, at, end, own)
        {
            return Some(found);
        }
        at = end;
    }
    None
}

/// `---------- Forwarded message ---------`, in any language.
fn is_mark(line: &str) -> bool {
    let line = line.trim();
    let words = line.trim_matches('-').trim();
    line.starts_with("---") && line.ends_with("---") && words.chars().any(char::is_alphabetic) && words.len() < 60
}

fn below<'t>(text: &'t str, mark: usize, start: usize, own: &str) -> Option<Forwarded<'t>> {
    let mut at = start;
    let mut header = Vec::new();
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim().is_empty() {
            if !header.is_empty() {
                break;
            }
        } else if field(line).is_some() {
            header.push(line.trim());
        } else {
            break;
        }
        at += line.len();
    }
    let values: Vec<&str> = header.iter().filter_map(|line| field(line)).collect();
    let sender = name(values.first().filter(|_| values.len() >= FIELDS)?);
    let date = values.iter().skip(1).find_map(|value| calendar::read(value, None))?;
    let own = letters::subject(own);
    let subject = values.iter().skip(1).map(|value| letters::subject(value)).find(|subject| *subject == own);
    let is_other = |value: &&&str| !value.contains('@') && calendar::read(value, None).is_none();
    let mut others = values.iter().skip(1).filter(is_other);
    let only = others.next().filter(|_| others.next().is_none()).map(|value| letters::subject(value));
    let subject = subject.or(only).map(String::from);
    (!sender.is_empty()).then_some(Forwarded {
        before: text.get(..mark)?,
        header,
        sender,
        date,
        subject,
        text: text.get(at..)?,
    })
}

/// The value of `Name: value`.
fn field(line: &str) -> Option<&str> {
    let (name, value) = line.trim_end().split_once([':', '：'])?;
    let named =
        (1..=30).contains(&name.len()) && name.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | ' ' | '*'));
    Some(value.trim().trim_start_matches('*').trim()).filter(|value| named && !value.is_empty())
}

/// The name of a sender without the address: `Ada Marsh <ada@x.example>`.
fn name(value: &str) -> String {
    let shown = value.split(['<', '[']).next().unwrap_or("").trim().trim_matches(['"', '\'', '*']).trim();
    if shown.is_empty() { value.trim_matches(['<', '>']).to_string() } else { shown.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Look at this.\n\n---------- Forwarded message ---------\nFrom: Ada Marsh <ada@quay.example>\n\
        Date: Mon, 11 Mar 2024 at 09:00\nSubject: Ropes\nTo: <list@quay.example>\n\n\nThe rope is new.\n";

    #[test]
    fn a_forwarded_message_is_found() {
        let found = find(TEXT, "Fwd: Ropes").expect("it is there");
        assert_eq!((found.before, found.text.trim()), ("Look at this.\n\n", "The rope is new."));
        assert_eq!((found.sender.as_str(), found.subject.as_deref()), ("Ada Marsh", Some("Ropes")));
        assert_eq!((found.date.to_string().as_str(), found.header.len()), ("2024-03-11", 4));
    }

    #[test]
    fn other_lines_between_dashes_are_text() {
        for text in
            ["--- Part two ---\n\nNote: it rains.\n", "--- Costs ---\nRope: 4\nSails: 9\nTar: 1\n", "---\nA: b\n"]
        {
            assert!(find(text, "").is_none(), "{text}");
        }
    }
}

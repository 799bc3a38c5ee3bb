//! Paragraphs with their numbers in boxes of their own, as judgments, statutes and instructions are set.
//!
//! Each such box becomes an ordered list of one item that keeps its number; the builder joins neighbours.

use std::collections::BTreeMap;

use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::{Dom, Id};

/// The form of a number: `1.`, `1)`, `(1)` or `1`, and whether it is a letter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    is_letter: bool,
    opened: bool,
    closed: Option<char>,
}

/// A box that opens with its number.
struct Numbered {
    outer: Id,
    number: Id,
    value: u32,
    form: Form,
}

/// Turns boxes whose numbers run on into lists.
pub(crate) fn list(dom: &mut Dom) {
    let found: Vec<Numbered> = dom.descendants(Dom::ROOT).filter_map(|id| numbered(dom, id)).collect();
    let mut rows: BTreeMap<(Form, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (at, one) in found.iter().enumerate() {
        rows.entry((one.form, dom.value(one.number, "class"))).or_default().push(at);
    }
    let mut runs_on = vec![false; found.len()];
    for pair in rows.values().flat_map(|row| row.windows(2)) {
        if let [a, b] = *pair
            && found[a].value + 1 == found[b].value
        {
            runs_on[a] = true;
            runs_on[b] = true;
        }
    }
    let kept: Vec<Numbered> = found.into_iter().zip(runs_on).filter(|(_, runs)| *runs).map(|(one, _)| one).collect();
    kept.into_iter().for_each(|one| make_list(dom, &one));
}

/// A box that holds first only a number, and then a paragraph.
fn numbered(dom: &Dom, outer: Id) -> Option<Numbered> {
    if !matches!(dom.tag(outer), "div" | "section" | "article") {
        return None;
    }
    let is_blank = |id: &Id| dom.text(*id).is_some_and(|text| text.trim().is_empty());
    let number = dom.children(outer).find(|child| !is_blank(child))?;
    let text = dom.next_element(number)?;
    if !matches!(dom.tag(number), "span" | "div" | "a") || dom.tag(text) != "p" || !dom.has_words(text) {
        return None;
    }
    let (value, form) = read(&dom.words_of(number))?;
    let named = has_word(dom, number, &["number", "num", "no", "nr", "para", "paragraph", "counter"]);
    (named || form.closed.is_some()).then_some(Numbered { outer, number, value, form })
}

/// The value of a number and its form.
fn read(words: &str) -> Option<(u32, Form)> {
    let (opened, rest) = words.strip_prefix('(').map_or((false, words), |rest| (true, rest));
    let label = rest.trim_end_matches([')', '.']);
    let closed = match &rest[label.len()..] {
        "" => None,
        "." => Some('.'),
        ")" => Some(')'),
        _ => return None,
    };
    if opened && closed != Some(')') {
        return None;
    }
    let letter = match label.as_bytes() {
        [letter @ b'a'..=b'z'] if closed.is_some() => Some(u32::from(letter - b'a') + 1),
        _ => None,
    };
    let digits = label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit());
    let value = letter.or_else(|| label.parse().ok().filter(|_| digits))?;
    Some((value, Form { is_letter: letter.is_some(), opened, closed }))
}

fn make_list(dom: &mut Dom, one: &Numbered) {
    let item = dom.new_element("li");
    let rest: Vec<Id> = dom.children(one.outer).filter(|child| *child != one.number).collect();
    for child in rest {
        dom.remove(child);
        dom.append(item, child);
    }
    dom.remove(one.number);
    dom.append(one.outer, item);
    dom.rename(one.outer, "ol");
    dom.set_attr(one.outer, "start", &one.value.to_string());
    if one.form.is_letter {
        dom.set_attr(one.outer, "type", "a");
    }
    match (one.form.opened, one.form.closed) {
        (true, _) => dom.set_attr(one.outer, "class", "parens"),
        (false, Some(')')) => dom.set_attr(one.outer, "class", "paren"),
        _ => dom.unset_attr(one.outer, "class"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_form() {
        let value = |words| read(words).map(|(value, form)| (value, form.is_letter, form.opened, form.closed));
        assert_eq!(value("12."), Some((12, false, false, Some('.'))));
        assert_eq!(value("(b)"), Some((2, true, true, Some(')'))));
        assert_eq!(value("7"), Some((7, false, false, None)));
        for words in ["", "(", "b", "(3", "1871.", "1.2", "No. 1", "..."] {
            assert_eq!(value(words), None, "{words}");
        }
    }
}

//! Rows of small boxes that only a style sheet parts: the time and the speaker of a line, the number of a section and
//! its heading.

use crate::front::html::dom::{Dom, Id};

/// Sets a space between two boxes of a row if the end of one and the start of the next cannot be one word.
pub(crate) fn part(dom: &mut Dom) {
    let mut found: Vec<Id> = Vec::new();
    for row in dom.descendants(Dom::ROOT).filter(|d| may_be_row(dom, *d)) {
        let boxes: Vec<Id> = dom.children(row).collect();
        if boxes.len() < 2 || !boxes.iter().all(|id| is_box(dom, *id)) {
            continue;
        }
        let kinds = |id: Id| (dom.tag(id), dom.attr(id, "class"));
        let is_border = |pair: &[Id]| match pair {
            [first, second] => {
                kinds(*first) != kinds(*second) && are_two_words(&dom.words_of(*first), &dom.words_of(*second))
            }
            _ => false,
        };
        if boxes.iter().all(|id| dom.has_words(*id)) && !is_code_or_formula(dom, row) {
            found.extend(boxes.windows(2).filter(|pair| is_border(pair)).filter_map(|pair| pair.last().copied()));
        }
    }
    for id in found {
        let space = dom.new_text(" ");
        dom.insert_before(id, space);
    }
}

/// Most boxes of a row.
const BOXES: usize = 8;

fn may_be_row(dom: &Dom, id: Id) -> bool {
    let is_row = matches!(dom.tag(id), "div" | "p" | "li" | "span" | "header" | "dt" | "td") || dom.is_heading(id);
    is_row && dom.children(id).take(BOXES + 1).count() <= BOXES
}

/// A box in the line that its class names, or a time.
fn is_box(dom: &Dom, id: Id) -> bool {
    dom.tag(id) == "time" || dom.tag(id) == "span" && dom.value(id, "class").is_some()
}

fn is_code_or_formula(dom: &Dom, id: Id) -> bool {
    let is_formula =
        |class: &str| ["katex", "MathJax", "mjx", "mwe-math", "math"].iter().any(|name| class.starts_with(name));
    std::iter::once(id).chain(dom.ancestors(id)).any(|a| {
        matches!(dom.tag(a), "pre" | "code" | "kbd" | "samp" | "math" | "svg" | "ruby")
            || dom.classes(a).any(is_formula)
    })
}

/// True if no word ends as `first` and goes on as `second`: drop caps, syllables and units are parts of one word, and
/// small letters never follow a digit or a letter here.
fn are_two_words(first: &str, second: &str) -> bool {
    let (Some(end), Some(start)) = (first.chars().next_back(), second.chars().next()) else { return false };
    let word = |text: &str, fewest: usize| text.chars().take_while(|c| c.is_alphabetic()).count() >= fewest;
    let figures = || second.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '-')).count();
    match (end, start) {
        // "(1)" and "The company"; "00:01:23" and "Anna".
        (')' | ']' | ':', start) => start.is_uppercase() && word(second, 2),
        (end, start) if end.is_ascii_digit() && start.is_uppercase() => {
            word(second, 2) && second.chars().nth(1).is_some_and(char::is_lowercase)
        }
        // "March 12, 2024" and "v2.1.0".
        (end, 'v') if end.is_ascii_digit() => second.chars().nth(1).is_some_and(|c| c.is_ascii_digit()),
        // "Anna" and "00:01:23"; a short number may be the call of a note.
        (end, start) if end.is_lowercase() && start.is_ascii_digit() => figures() > 3,
        // "Maria Ellison" and "Two hours ago": several words, because brands are written in two colours.
        (end, start) => end.is_lowercase() && start.is_uppercase() && first.contains(' ') && second.contains(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_word_stay_together() {
        for (first, second) in [("00:01:23", "Anna"), ("1", "Duty"), ("(1)", "The keeper"), ("2024", "v2.1")] {
            assert!(are_two_words(first, second), "{first} {second}");
        }
        for (first, second) in [("T", "he sea"), ("You", "Tube"), ("CO", "2"), ("3", "D"), ("word", "12"), ("5", "km")]
        {
            assert!(!are_two_words(first, second), "{first} {second}");
        }
    }
}

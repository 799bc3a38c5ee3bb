//! Initials: the large letter that a text begins with. Pages set it apart, and what is copied from them has it apart too:
//! `T he ferry`, or `T` on a line of its own. The document is its own dictionary, as it is for hyphens.

use std::collections::BTreeMap;

use super::unit::{Kind, Unit};

/// The shortest text that begins with an initial, in bytes.
const LEAST: usize = 40;
/// What is a word by itself in the languages of most articles: `A ferry`, `I came`, `O captain`, `E poi`, `Y luego`.
const WORDS: &[char] = &['A', 'E', 'I', 'O', 'U', 'Y', 'À', 'È', 'É', 'Ó', 'Ö', 'Å'];

const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];

/// Puts initials back onto their words.
pub fn join(units: &mut Vec<Unit>) {
    let apart: Vec<usize> = (0..units.len()).filter(|&i| letter(&units[i]).is_some()).collect();
    if apart.is_empty() {
        return;
    }
    let words = words(units, &apart);
    let counted = |word: &str| words.get(&word.to_lowercase()).copied().unwrap_or(0);
    for i in apart.into_iter().rev() {
        let Some(letter) = letter(&units[i]) else { continue };
        let alone = units[i].text.chars().count() == 1;
        let at = if alone { i + 1 } else { i };
        let Some(rest) = units.get(at).and_then(|unit| rest(unit, alone)) else { continue };
        let piece = first_word(rest);
        let known = counted(&format!("{letter}{piece}")) > 0;
        let joins = if WORDS.contains(&letter) {
            // "A round" is two words also where "around" stands; what has no vowel is none.
            known && !piece.contains(VOWELS)
        } else {
            alone || known && counted(&letter.to_string()) == 0
        };
        if !joins {
            continue;
        }
        units[at].text = format!("{letter}{rest}");
        if alone {
            let above = units.remove(i);
            units[i].span = above.span.to(units[i].span);
            (units[i].gap, units[i].lines) = (above.gap, above.lines + units[i].lines);
        }
    }
}

/// The capital that a unit begins with, or is, if it stands apart.
fn letter(unit: &Unit) -> Option<char> {
    let mut chars = unit.text.chars();
    let letter = chars.next().filter(|c| c.is_uppercase() && unit.kind == Kind::Prose && unit.marker.is_none())?;
    let apart = match (chars.next(), chars.next()) {
        (None, _) => true,
        (Some(' '), Some(next)) => next.is_lowercase() && unit.text.len() >= LEAST,
        _ => false,
    };
    apart.then_some(letter)
}

/// What follows the initial: all of the unit below it, or the unit's text behind it.
fn rest(unit: &Unit, whole: bool) -> Option<&str> {
    let prose = unit.kind == Kind::Prose && unit.marker.is_none() && unit.underlined == 0 && unit.text.len() >= LEAST;
    let rest = if whole { Some(unit.text.as_str()) } else { unit.text.split_once(' ').map(|(_, rest)| rest) };
    rest.filter(|rest| prose && rest.starts_with(char::is_lowercase))
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// How often each word stands in the text, without initials and what stands right behind them.
fn words(units: &[Unit], apart: &[usize]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (i, unit) in units.iter().enumerate() {
        let behind = i > 0 && apart.binary_search(&(i - 1)).is_ok() && units[i - 1].text.chars().count() == 1;
        let skipped = if apart.binary_search(&i).is_ok() { 2 } else { usize::from(behind) };
        let words = unit.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        for word in words.skip(skipped) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::super::unwrap::unwrap;
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut units = unwrap(&of_text(text));
        join(&mut units);
        units.into_iter().map(|unit| unit.text).collect()
    }

    #[test]
    fn initials_come_back_to_their_words() {
        let text = "T he ferry stopped at the far bank for the winter.\n\nI f anybody asked if it came back, nobody knew.\n\nD\n\
                    uring the whole of that winter the boats stayed in.\n";
        let want = [
            "The ferry stopped at the far bank for the winter.",
            "If anybody asked if it came back, nobody knew.",
            "During the whole of that winter the boats stayed in.",
        ];
        assert_eq!(of(text), want);
    }

    #[test]
    fn letters_that_are_words_stay() {
        for text in [
            "A round of the harbour takes an hour, and the harbour is around us.",
            "C is a language that many programs are written in; others are in C.",
            "X marks the spot on every map that was ever drawn of the island.",
        ] {
            assert_eq!(of(text), [text]);
        }
        assert_eq!(of("X\nlinkedin"), ["X", "linkedin"], "buttons");
    }
}

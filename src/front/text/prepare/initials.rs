//! Initials: the large letter at the start of a text. Pages set it apart, and text copied from them has it apart too:
//! `T he ferry`, or `T` on a separate line. The document serves as the dictionary, as it does for hyphens.

use std::collections::BTreeMap;

use super::unit::{Kind, Unit};

/// The shortest text with an initial, in bytes.
const LEAST: usize = 40;
/// One-letter words in the languages of most articles: `A ferry`, `I came`, `O captain`, `E poi`, `Y luego`.
const WORDS: &[char] = &['A', 'E', 'I', 'O', 'U', 'Y', 'À', 'È', 'É', 'Ó', 'Ö', 'Å'];

/// A word has at least one of these.
const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];

/// A letter apart from the rest of a possible word.
struct Initial {
    letter: char,
    /// The index of the unit that begins with the rest of the word.
    at: usize,
    /// True if the letter is a separate unit, directly above.
    alone: bool,
}

/// Puts initials back onto their words.
pub(crate) fn join(units: &mut Vec<Unit>) {
    let found: Vec<Initial> = (0..units.len()).filter_map(|i| initial(units, i)).collect();
    if found.is_empty() {
        return;
    }
    let words = words(units, &found);
    let counted = |word: &str| words.get(&word.to_lowercase()).copied().unwrap_or(0);
    let mut joined = vec![false; units.len()];
    for Initial { letter, at, alone } in found {
        let Some(rest) = rest(&units[at], alone) else { continue };
        let known = counted(&format!("{letter}{}", first_word(rest))) > 0;
        let joins = match (WORDS.contains(&letter), alone) {
            (true, _) => known,
            (false, true) => true,
            (false, false) => known && counted(&letter.to_string()) == 0,
        };
        if !joins {
            continue;
        }
        units[at].text = format!("{letter}{rest}");
        if alone {
            let (span, gap, lines) = (units[at - 1].span, units[at - 1].gap, units[at - 1].lines);
            let unit = &mut units[at];
            (unit.span, unit.gap, unit.lines) = (span.to(unit.span), gap, lines + unit.lines);
            joined[at - 1] = true;
        }
    }
    let mut joined = joined.into_iter();
    units.retain(|_| joined.next() != Some(true));
}

/// The initial of a unit: its first letter, or the whole unit.
fn initial(units: &[Unit], i: usize) -> Option<Initial> {
    let unit = &units[i];
    let mut chars = unit.text.chars();
    let letter = chars.next().filter(|c| c.is_uppercase() && unit.kind == Kind::Prose && unit.marker.is_none())?;
    let alone = chars.next().is_none();
    let at = if alone { i + 1 } else { i };
    let rest = rest(units.get(at)?, alone)?;
    // "A round" is two words even if "around" occurs.
    let apart = !WORDS.contains(&letter) || !first_word(rest).contains(VOWELS);
    apart.then_some(Initial { letter, at, alone })
}

/// The text after the initial: all of the unit below it, or the unit's text after the letter and a space.
fn rest(unit: &Unit, whole: bool) -> Option<&str> {
    let prose = unit.kind == Kind::Prose && unit.marker.is_none() && unit.underlined == 0 && unit.text.len() >= LEAST;
    let mut behind = unit.text.chars();
    let rest = if whole {
        unit.text.as_str()
    } else {
        behind.next();
        behind.as_str().strip_prefix(' ')?
    };
    (prose && rest.starts_with(char::is_lowercase)).then_some(rest)
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// Counts each word of the text, except initials and the word directly after one.
fn words(units: &[Unit], found: &[Initial]) -> BTreeMap<String, usize> {
    let mut skipped = vec![0; units.len()];
    for initial in found {
        skipped[initial.at] = if initial.alone { 1 } else { 2 };
        if initial.alone {
            skipped[initial.at - 1] = 1;
        }
    }
    let mut counts = BTreeMap::new();
    for (unit, skipped) in units.iter().zip(skipped) {
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

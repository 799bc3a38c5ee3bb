//! Two hyphens between words of English text are a dash: typewriters did not have one, and books of Project Gutenberg
//! do not use it.

use super::unit::{Kind, Marker, Unit};
use crate::context::Context;
use crate::lang::detect;

/// This many bytes are enough to detect the language.
const SAMPLE: usize = 4000;
/// A unit of fewer words may be a name, a command or a label.
const WORDS: usize = 6;

/// Turns pairs of hyphens into dashes. In a book of Project Gutenberg every such pair is a dash, in any language.
pub(crate) fn dashes(units: &mut [Unit], is_book: bool, cx: &Context) {
    let typed = |unit: &Unit| unit.kind == Kind::Prose && unit.text.contains("--");
    if cx.reading.verbatim_typography || !units.iter().any(typed) || !is_book && !is_english(units) {
        return;
    }
    for unit in units.iter_mut().filter(|u| typed(u)) {
        if is_book {
            unit.text = all_dashed(&unit.text);
        } else if unit.text.split_whitespace().count() >= WORDS {
            unit.text = dashed(&unit.text);
        }
    }
}

/// Makes paragraphs of speeches that were typed with hyphens, as Russian and Polish novels have them:
/// `- You are late, - said the dog.` A speech is told by the hyphen behind a comma or a sentence inside of it.
pub(crate) fn speeches(units: &mut [Unit], cx: &Context) {
    const FEWEST: usize = 2;
    let is_typed =
        |unit: &&mut Unit| unit.kind == Kind::Prose && matches!(unit.marker, Some(Marker::Bullet('-' | '–', None)));
    let (mut all, mut sure) = (0, 0);
    for unit in units.iter_mut().filter(is_typed) {
        all += 1;
        sure += usize::from(replies(&unit.text).next().is_some());
    }
    if sure < FEWEST || sure * 3 < all {
        return;
    }
    let sign = if cx.reading.verbatim_typography { "-" } else { "—" };
    for unit in units.iter_mut().filter(is_typed) {
        let mut text = format!("{sign} ");
        let mut done = 0;
        for at in replies(&unit.text) {
            text.push_str(unit.text.get(done..at).unwrap_or(""));
            text.push_str(sign);
            done = at + unit.text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
        text.push_str(unit.text.get(done..).unwrap_or(""));
        (unit.text, unit.marker) = (text, None);
    }
}

/// The hyphens between spaces behind the end of a speech or before its next sentence.
fn replies(text: &str) -> impl Iterator<Item = usize> {
    let places = [" - ", " – "].into_iter().flat_map(|sign| text.match_indices(sign));
    let mut places: Vec<usize> =
        places.filter(|(at, _)| text[..*at].ends_with([',', '.', '!', '?', '…'])).map(|(at, _)| at + 1).collect();
    places.sort_unstable();
    places.into_iter()
}

fn is_english(units: &[Unit]) -> bool {
    let mut sample = String::new();
    for unit in units.iter().filter(|u| u.kind == Kind::Prose && u.text.len() > 40) {
        sample.push_str(&unit.text);
        sample.push(' ');
        if sample.len() > SAMPLE {
            break;
        }
    }
    detect::detect(&sample).is_some_and(|found| found.primary() == "en")
}

/// The character before two hyphens; none if it is a quote that opens: `'--all'` is an option.
fn before(above: &str, out: &str) -> Option<char> {
    let mut back = above.chars().rev().chain(out.chars().rev());
    let last = back.next()?;
    let opens = matches!(last, '\'' | '"') && back.next().is_none_or(|c| c.is_whitespace() || "([{".contains(c));
    (!opens).then_some(last)
}

/// The text with dashes for the hyphens between words without spaces: `late--it`, `"You will see--"`.
fn dashed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("--") {
        let count = rest[at..].bytes().take_while(|b| *b == b'-').count();
        let before = before(&rest[..at], &out);
        let after = rest[at + count..].chars().next();
        let word = |c: char| c.is_alphabetic() || "”’\"'.,;:!?)_".contains(c);
        let opens = |c: char| c.is_alphabetic() || "“‘\"'(_".contains(c);
        let sign = match (count, before.is_some_and(word), after) {
            (2, true, Some(c)) if opens(c) || "”’".contains(c) => "—",
            // A sentence that breaks off.
            (2, true, None) => "—",
            (4, true, Some(c)) if opens(c) => "——",
            _ => &rest[at..at + count],
        };
        out.push_str(&rest[..at]);
        out.push_str(sign);
        rest = &rest[at + count..];
    }
    out.push_str(rest);
    out
}

/// The text with a dash for every pair of hyphens that is not between numbers.
fn all_dashed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("--") {
        let count = rest[at..].bytes().take_while(|b| *b == b'-').count();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let range = digit(rest[..at].chars().next_back()) && digit(rest[at + count..].chars().next());
        out.push_str(&rest[..at]);
        out.push_str(match count {
            2 if !range => "—",
            4 => "——",
            _ => &rest[at..at + count],
        });
        rest = &rest[at + count..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::super::unwrap::unwrap;
    use super::*;

    #[test]
    fn items_of_a_list_are_no_speeches() {
        let of = |text: &str| {
            let mut units = unwrap(&of_text(text));
            speeches(&mut units, &Context::default());
            units.iter().filter(|unit| unit.marker.is_none()).count()
        };
        assert_eq!(of("- Ты опоздал, - сказала собака.\n- Прости, - сказал он. - Длинно.\n- Да.\n"), 3);
        assert_eq!(of("- Oil, - the best - of whales\n- Wicks\n- Glass - two panes\n- A can\n"), 0);
        assert_eq!(of("- Oil - ten\n- Wicks - two\n"), 0);
    }

    #[test]
    fn books_have_dashes_in_any_language() {
        assert_eq!(all_dashed("-- Monsieur Roger, lui dit-il"), "— Monsieur Roger, lui dit-il");
        assert_eq!(all_dashed("com você.»--«Vou para lá"), "com você.»—«Vou para lá");
        assert_eq!(all_dashed("1914--1918 and Mr. B----"), "1914--1918 and Mr. B——");
    }

    #[test]
    fn hyphens_between_words_are_dashes() {
        assert_eq!(dashed("late--it was--and \"You see--\" he said"), "late—it was—and \"You see—\" he said");
        assert_eq!(dashed("_those_--who had"), "_those_—who had");
        for text in
            ["use --all or --keep here", "1914--1918", "a -- b", "see -----", "x --", "pass '--all' or (\"--keep\")"]
        {
            assert_eq!(dashed(text), text);
        }
    }
}

//! Characters that nobody sees. Two of them mark a place where a word may be divided: the soft hyphen, at which a hyphen
//! appears, and the zero-width space (`<wbr>`), at which no hyphen appears. They are not part of the words: code that
//! compares, searches or names text leaves them out. The others shape their neighbours, or are leftovers.

use std::borrow::Cow;

const SOFT_HYPHEN: char = '\u{AD}';
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// True if a character only marks a possible line end.
pub fn is_break_mark(c: char) -> bool {
    matches!(c, SOFT_HYPHEN | ZERO_WIDTH_SPACE)
}

/// The words without their break marks.
pub fn without_break_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_break_mark) {
        return text.into();
    }
    text.chars().filter(|c| !is_break_mark(*c)).collect::<String>().into()
}

/// The text with only the invisible characters that have an effect: soft hyphens between letters, zero-width spaces
/// between visible characters, joiners that join, selectors behind a character. The others are leftovers of editors, and
/// newsletters fill the line that mail programs preview with them. The blank signs of Braille and Hangul, with which people
/// type empty lines where a site takes spaces away, become spaces.
pub fn without_strays(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_invisible) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_break_mark(c) {
            while chars.next_if(|next| is_break_mark(*next)).is_some() {}
        }
        out.extend(shown(c, out.chars().next_back(), chars.peek().copied()));
    }
    if shows_nothing(&out) { Cow::Borrowed("") } else { out.into() }
}

/// A character between two others as it is to be kept: an invisible one without an effect goes, a blank sign becomes a
/// space.
pub fn shown(c: char, before: Option<char>, after: Option<char>) -> Option<char> {
    match is_invisible(c) && !has_effect(c, before, after) {
        false => Some(c),
        true => is_blank(c).then_some(' '),
    }
}

/// True if a text has nothing but spaces and invisible characters, although it has more than spaces.
pub fn shows_nothing(text: &str) -> bool {
    text.contains(is_invisible) && text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

fn is_invisible(c: char) -> bool {
    is_break_mark(c) || is_blank(c) || matches!(c, '\u{200C}' | '\u{200D}' | '\u{34F}' | '\u{FE00}'..='\u{FE0F}')
}

/// The sign of Braille without dots, and the fillers of Hangul.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

/// True if an invisible character changes how its neighbours look or where they may be parted.
fn has_effect(c: char, before: Option<char>, after: Option<char>) -> bool {
    let visible = |side: Option<char>| side.is_some_and(|c| !c.is_whitespace());
    let shaped =
        |side: Option<char>| side.is_some_and(|c| matches!(c, '\u{590}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}'));
    let braille = |side: Option<char>| side.is_some_and(|c| matches!(c, '\u{2800}'..='\u{28FF}'));
    match c {
        SOFT_HYPHEN => [before, after].iter().all(|side| side.is_some_and(char::is_alphabetic)),
        ZERO_WIDTH_SPACE => visible(before) && visible(after),
        // Both sides are visible, as in an emoji of several, or one is of a script that joins, from Hebrew to Mongolian.
        '\u{200C}' | '\u{200D}' => visible(before) && visible(after) || shaped(before) || shaped(after),
        '\u{2800}' => braille(before) || braille(after),
        '\u{3164}' | '\u{FFA0}' => false,
        _ => visible(before),
    }
}

/// Takes the marks out of a string in place.
pub(super) fn remove(text: &mut String) {
    if !text.is_ascii() && text.contains(is_break_mark) {
        text.retain(|c| !is_break_mark(c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_with_an_effect_stay() {
        let cases = [
            ("ship\u{ad}ping", "ship\u{ad}ping"),
            ("\u{ad}a \u{ad}b\u{ad} 1\u{ad}2", "a b 12"),
            ("a\u{200b}\u{200b}b \u{200b} c\u{200b}", "a\u{200b}b  c"),
            ("a.\u{200b}b", "a.\u{200b}b"),
            ("\u{200d}", ""),
            ("\u{200d}Words \u{200c}go on.\u{200d}", "Words go on."),
            ("می\u{200c}روم \u{200d}ه", "می\u{200c}روم \u{200d}ه"),
            ("क\u{94d}\u{200d} x", "क\u{94d}\u{200d} x"),
            ("\u{34f}\u{200c}\u{a0}\u{2007}\u{34f}\u{200c} a", "\u{a0}\u{2007} a"),
            ("a\u{2800}b \u{2801}\u{2800}", "a b \u{2801}\u{2800}"),
            ("\u{3164}", " "),
            ("\u{2800}\u{2800}", ""),
            ("\u{fe0f} ☎\u{fe0f}", " ☎\u{fe0f}"),
            ("👩\u{200d}🔬", "👩\u{200d}🔬"),
        ];
        cases.iter().for_each(|(text, expected)| assert_eq!(without_strays(text), *expected, "{text:?}"));
        assert_eq!(without_break_marks("ship\u{ad}ping a\u{200b}b"), "shipping ab");
    }
}

//! The two characters by which an author marks a place where a word may be divided: the soft hyphen, at which a hyphen
//! appears, and the zero-width space (`<wbr>`), at which no hyphen appears. They are not part of the words: code that
//! compares, searches or names text leaves them out. Beside them, joiners that join nothing.

use std::borrow::Cow;

const SOFT_HYPHEN: char = '\u{AD}';
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// True if a character only marks a possible line end.
pub fn is_break_mark(c: char) -> bool {
    matches!(c, SOFT_HYPHEN | ZERO_WIDTH_SPACE)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// True if a zero-width joiner or non-joiner between these characters can change how one of them looks: both sides are
/// visible, as in an emoji of several, or one is a letter of a script that joins, from Hebrew to Mongolian. Others are
/// leftovers: Webflow writes an empty paragraph as a joiner.
pub fn joins(before: Option<char>, after: Option<char>) -> bool {
    let visible = |side: Option<char>| side.is_some_and(|c| !c.is_whitespace());
    let shaped = |side: Option<char>| side.is_some_and(|c| matches!(c, '\u{590}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}'));
    visible(before) && visible(after) || shaped(before) || shaped(after)
}

/// The words without their break marks.
pub fn without_break_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_break_mark) {
        return text.into();
    }
    text.chars().filter(|c| !is_break_mark(*c)).collect::<String>().into()
}

/// The text with only the marks that have an effect: soft hyphens between letters, zero-width spaces between visible
/// characters, joiners that join. The others are leftovers of editors.
pub fn without_stray_break_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(|c| is_break_mark(c) || is_joiner(c)) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_break_mark(c) {
            while chars.next_if(|next| is_break_mark(*next)).is_some() {}
            let divides = |side: Option<char>| match c {
                SOFT_HYPHEN => side.is_some_and(char::is_alphabetic),
                _ => side.is_some_and(|c| !c.is_whitespace()),
            };
            if !divides(out.chars().next_back()) || !divides(chars.peek().copied()) {
                continue;
            }
        } else if is_joiner(c) && !joins(out.chars().next_back(), chars.peek().copied()) {
            continue;
        }
        out.push(c);
    }
    out.into()
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
    fn only_marks_inside_words_stay() {
        let cases = [
            ("ship\u{ad}ping", "ship\u{ad}ping"),
            ("\u{ad}a \u{ad}b\u{ad} 1\u{ad}2", "a b 12"),
            ("a\u{200b}\u{200b}b \u{200b} c\u{200b}", "a\u{200b}b  c"),
            ("a.\u{200b}b", "a.\u{200b}b"),
            ("\u{200d}", ""),
            ("\u{200d}Words \u{200c}go on.\u{200d}", "Words go on."),
            ("می\u{200c}روم \u{200d}ه", "می\u{200c}روم \u{200d}ه"),
            ("क\u{94d}\u{200d} x", "क\u{94d}\u{200d} x"),
            ("👩\u{200d}🔬", "👩\u{200d}🔬"),
        ];
        cases.iter().for_each(|(text, expected)| assert_eq!(without_stray_break_marks(text), *expected, "{text:?}"));
        assert_eq!(without_break_marks("ship\u{ad}ping a\u{200b}b"), "shipping ab");
    }
}

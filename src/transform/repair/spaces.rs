//! Spaces that running text has too many of, or of the wrong kind.

use crate::doc::{Inline, Inlines};

const NO_BREAK: char = '\u{A0}';
const NARROW: char = '\u{202F}';

/// Signs that a no-break space stands before, and signs that it stands after.
const BEFORE: &str = ":;!?»%€$£°–—";
const AFTER: &str = "«–—";

/// A run of spaces is one space: no format sets more, and Markdown cannot express more. Verse keeps no-break spaces.
pub(super) fn single_spaces(inline: &mut Inline) {
    if let Inline::Text(text) = inline
        && text.contains("  ")
    {
        let mut last = '\0';
        text.retain(|c| std::mem::replace(&mut last, c) != ' ' || c != ' ');
    }
}

/// Editors write a no-break space beside a space to keep a gap; both are one space. At the start of a line they indent
/// it, as in verse, and stay. A narrow no-break space between two words would draw them together.
pub(super) fn plain_spaces(inlines: &mut Inlines) {
    let mut starts_line = true;
    for inline in inlines {
        if let Inline::Text(text) = inline
            && text.contains([NO_BREAK, NARROW])
        {
            *text = plain(text, starts_line);
        }
        starts_line = matches!(inline, Inline::LineBreak | Inline::Anchor(_));
    }
}

fn plain(text: &str, starts_line: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let is_space = |c: &char| matches!(*c, ' ' | NO_BREAK);
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let run = chars.get(at..).unwrap_or_default().iter().take_while(|c| is_space(c)).count();
        let (before, after) = (at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at + run.max(1)));
        match run {
            0 if c == NARROW && parts_words(before, after) => out.push(NO_BREAK),
            0 => out.push(c),
            _ if before.is_some() || !starts_line => {
                out.extend(gap(chars.get(at..at + run).unwrap_or_default(), before, after))
            }
            _ => out.extend(chars.get(at..at + run).unwrap_or_default()),
        }
        at += run.max(1);
    }
    out
}

/// What a run of spaces becomes.
fn gap(run: &[char], before: Option<&char>, after: Option<&char>) -> Vec<char> {
    if !(run.contains(&' ') && run.contains(&NO_BREAK)) {
        return run.to_vec();
    }
    let holds = before.is_some_and(|c| AFTER.contains(*c)) || after.is_some_and(|c| BEFORE.contains(*c));
    vec![if holds { NO_BREAK } else { ' ' }]
}

/// True if letters stand on both sides. Digits have the narrow space between thousands and before a unit; in Mongolian it
/// joins an ending to its word.
fn parts_words(before: Option<&char>, after: Option<&char>) -> bool {
    let is_letter = |c: &char| c.is_alphabetic() && !matches!(*c, '\u{1800}'..='\u{18AF}');
    before.is_some_and(is_letter) && after.is_some_and(is_letter)
}

/// Running text neither begins nor ends with a space. Chinese and Japanese pages indent with wide ones, others with
/// no-break spaces; the style indents paragraphs. The lines of a paragraph with breaks may be indented on purpose.
pub(super) fn trim_ends(content: &mut Inlines) {
    let has_lines = content.contains(&Inline::LineBreak);
    let is_space = |c: char| matches!(c, ' ' | '\n' | '\t' | '\u{3000}') || c == NO_BREAK && !has_lines;
    if let Some(Inline::Text(text)) = content.first_mut() {
        text.drain(..text.len() - text.trim_start_matches(is_space).len());
    }
    if let Some(Inline::Text(text)) = content.last_mut() {
        text.truncate(text.trim_end_matches(is_space).len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_break_space_beside_a_space_is_a_space() {
        for (typed, set) in [
            ("the brothers \u{A0}aim", "the brothers aim"),
            ("did it).\u{A0} Apple", "did it). Apple"),
            ("a \u{A0} \u{A0}b", "a b"),
            ("10\u{A0}km, a\u{A0}\u{A0}b", "10\u{A0}km, a\u{A0}\u{A0}b"),
            ("Quoi \u{A0}? «\u{A0} Oui", "Quoi\u{A0}? «\u{A0}Oui"),
            ("barn og unge\u{202F}i hele", "barn og unge\u{A0}i hele"),
            (
                "1\u{202F}000 z.\u{202F}B. Quoi\u{202F}! 5\u{202F}km",
                "1\u{202F}000 z.\u{202F}B. Quoi\u{202F}! 5\u{202F}km",
            ),
            ("\u{1834}\u{202F}\u{1834}", "\u{1834}\u{202F}\u{1834}"),
        ] {
            assert_eq!(plain(typed, true), set);
        }
        assert_eq!(plain("\u{A0} and", false), " and");
        let mut lines = vec![Inline::text("a"), Inline::LineBreak, Inline::text("\u{A0} \u{A0} b")];
        let before = lines.clone();
        plain_spaces(&mut lines);
        assert_eq!(lines, before, "a line of verse may be indented");
    }

    #[test]
    fn a_paragraph_begins_with_a_word() {
        let trimmed = |mut content: Inlines| {
            trim_ends(&mut content);
            content
        };
        assert_eq!(trimmed(vec![Inline::text("\u{A0}No servers\u{A0} ")]), [Inline::text("No servers")]);
        let lines = vec![Inline::text("\u{A0}\u{A0}a"), Inline::LineBreak, Inline::text("\u{A0}b")];
        assert_eq!(trimmed(lines.clone()), lines);
    }
}

//! Code in sorts of words: a reader of TextMate grammars, independent of pages and articles.
//!
//! The grammars are two-face's, in Sublime Text's model of code, cut down to ASCII; characters beyond ASCII are
//! replaced by an ASCII character of the same kind. The caller decides the look of a sort.

#[cfg(test)]
mod expressions;
#[cfg(test)]
mod generate;
mod grammar;
mod grammars;
#[rustfmt::skip]
mod names;
mod parse;

use std::borrow::Cow;
use std::ops::Range;

pub use grammar::Sort;

use parse::Parser;

/// Code longer than this is set plain, in bytes, because grammars are slow regular expressions and nobody reads code of
/// that length.
const LONGEST: usize = 400_000;
/// The same for a line.
const LONGEST_LINE: usize = 4_000;

/// The sorts of the words of a line, with their ranges in bytes.
pub type Sorts = Vec<(Range<usize>, Sort)>;

/// The sorts of the words of every line: ranges in bytes that cover the line. `None` if the language is unknown.
pub fn highlight(code: &str, language: &str) -> Option<Vec<Sorts>> {
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let mut parser = Parser::new(grammars::find(language)?);
    let lines = code.split('\n').map(|line| {
        let place = places(line);
        let sorts = parser.line(&format!("{}\n", in_ascii(line))).into_iter();
        let sorts = sorts.map(|(range, sort)| (place(range.start)..place(range.end).min(line.len()), sort));
        sorts.filter(|(range, _)| !range.is_empty()).collect()
    });
    Some(lines.collect())
}

/// The line with an ASCII character in place of every other, for the grammars. A letter replaces letters, chosen so
/// that it makes no word of a language; a control character, which is meaningless in all of them, replaces signs.
fn in_ascii(line: &str) -> Cow<'_, str> {
    if line.is_ascii() {
        return Cow::Borrowed(line);
    }
    let stand_in = |c: char| match c {
        c if c.is_ascii() => c,
        c if c.is_uppercase() => 'Z',
        c if c.is_alphabetic() => 'z',
        c if c.is_numeric() => '0',
        c if c.is_whitespace() => ' ',
        _ => '\u{1}',
    };
    Cow::Owned(line.chars().map(stand_in).collect())
}

/// Maps an offset in [`in_ascii`] to an offset in the line itself, both in bytes.
fn places(line: &str) -> impl Fn(usize) -> usize {
    let starts = (!line.is_ascii()).then(|| line.char_indices().map(|(at, _)| at).collect::<Vec<usize>>());
    let length = line.len();
    move |at| starts.as_ref().map_or(at, |starts| starts.get(at).copied().unwrap_or(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_and_every_byte_is_covered() {
        let code = "fn main() {\n    let n = 5; // why\n}";
        let lines = highlight(code, "rust").expect("Rust is known");
        for (line, sorts) in code.split('\n').zip(&lines) {
            assert_eq!(sorts.iter().map(|(range, _)| range.len()).sum::<usize>(), line.len());
        }
        let sort_at = |line: usize, word: &str| {
            let at = code.split('\n').nth(line).unwrap().find(word).unwrap();
            lines[line].iter().find(|(range, _)| range.contains(&at)).unwrap().1
        };
        assert_eq!(sort_at(0, "fn"), Sort::Keyword);
        assert_eq!(sort_at(0, "main"), Sort::Function);
        assert_eq!(sort_at(1, "5"), Sort::Number);
        assert_eq!(sort_at(1, "why"), Sort::Comment);
    }

    #[test]
    fn beyond_ascii_words_are_words_and_their_places_are_right() {
        let code = "fn größe(ж: i32) -> i32 { 5 } // “so” — ja";
        let sorts = &highlight(code, "rust").expect("Rust is known")[0];
        let sort_of = |word: &str| sorts.iter().find(|(range, _)| code.get(range.clone()) == Some(word)).unwrap().1;
        assert_eq!(sort_of("größe"), Sort::Function);
        assert_eq!(sort_of("5"), Sort::Number);
        assert_eq!(sort_of("// “so” — ja"), Sort::Comment);
        assert_eq!(highlight("x = \"ä\" + größe", "python").unwrap()[0][1], (4..8, Sort::Text));
    }

    #[test]
    fn unknown_languages_and_endless_lines_stay_plain() {
        assert!(highlight("x", "no-such-language").is_none());
        assert!(highlight(&"x".repeat(10_000), "rust").is_none());
    }
}

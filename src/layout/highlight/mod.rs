//! Code in colours: what sort of word each word is, and how it is told apart on paper.
//!
//! syntect finds the sorts by the grammars of two-face; only the sort is taken from it, never a theme. The grammars are cut
//! down to ASCII (build.rs) and to what the code shows ([`grammars`]), which makes them ready many times as fast, and
//! other characters are shown to them by an ASCII one of their kind. The colours are ours: dark enough that each keeps a contrast of 4.5 to 1 and more against the tint
//! behind code (WCAG 2.2, 1.4.3), and backed by weight and slope, so that the distinction survives grey printing and
//! eyes that see no colour.

#[cfg(test)]
mod expressions;
mod grammars;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::frame::Colour;
use super::inline::Look;
use crate::doc::Document;
use grammars::grammar;

/// What sort of word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Nothing in particular.
    Plain,
    /// A word of the language.
    Keyword,
    /// Text in quotes.
    Text,
    /// A number, or a constant of the language.
    Number,
    /// For people only.
    Comment,
    /// The name of something called or defined.
    Function,
    /// The name of a type, a tag, a key.
    Type,
    /// A line that a patch adds.
    Added,
    /// A line that a patch takes away.
    Removed,
}

/// Code longer than this is set plain, in bytes: grammars are regular expressions, and nobody reads it anyway.
const LONGEST: usize = 400_000;
/// The same for a line.
const LONGEST_LINE: usize = 4_000;

/// The sorts of the words of a line, with where they stand in it, in bytes.
pub type Sorts = Vec<(Range<usize>, Sort)>;

/// The sorts of the words of every line: ranges in bytes that cover the line. `None` when the language is unknown.
/// The document is the one that shows the code.
pub fn highlight(code: &str, language: &str, document: &Document) -> Option<Vec<Sorts>> {
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let (syntaxes, syntax) = grammar(language, code, document)?;
    highlight_by(syntaxes, syntax, code)
}

fn highlight_by(syntaxes: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Option<Vec<Sorts>> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut lines = Vec::new();
    for line in code.split('\n') {
        lines.push(sorts(line, &mut state, &mut stack, syntaxes)?);
    }
    Some(lines)
}

fn sorts(
    line: &str,
    state: &mut ParseState,
    stack: &mut ScopeStack,
    syntaxes: &SyntaxSet,
) -> Option<Vec<(Range<usize>, Sort)>> {
    let ended = format!("{}\n", in_ascii(line));
    let place = places(line);
    // An expression that gives up (too much backtracking) leaves the whole code plain.
    let operations = state.parse_line(&ended, syntaxes).ok()?;
    let mut out: Vec<(Range<usize>, Sort)> = Vec::new();
    let mut from = 0;
    let mut push = |from: usize, to: usize, sort: Sort| {
        let to = to.min(line.len());
        if from >= to {
            return;
        }
        match out.last_mut() {
            Some((range, last)) if *last == sort => range.end = to,
            _ => out.push((from..to, sort)),
        }
    };
    for (at, operation) in operations {
        let at = place(at);
        if at > from {
            push(from, at, sort_of(stack));
            from = at;
        }
        stack.apply(&operation).ok()?;
    }
    push(from, line.len(), sort_of(stack));
    Some(out)
}

/// The line with an ASCII character in place of every other, as grammars see it: a letter stands for letters, which makes no
/// word of a language of them, and a control character, which means nothing anywhere, for signs.
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

/// Where a place in [`in_ascii`] is in the line itself, both in bytes.
fn places(line: &str) -> impl Fn(usize) -> usize {
    let starts = (!line.is_ascii()).then(|| line.char_indices().map(|(at, _)| at).collect::<Vec<usize>>());
    let length = line.len();
    move |at| starts.as_ref().map_or(at, |starts| starts.get(at).copied().unwrap_or(length))
}

/// The sort that the innermost telling scope says.
fn sort_of(stack: &ScopeStack) -> Sort {
    let known = known();
    let found = stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| known.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, sort)| *sort));
    found.unwrap_or(Sort::Plain)
}

/// Scopes that tell, the more exact first.
fn known() -> &'static [(Scope, Sort)] {
    static KNOWN: OnceLock<Vec<(Scope, Sort)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let scopes = [
            ("comment", Sort::Comment),
            ("punctuation.definition.comment", Sort::Comment),
            ("string", Sort::Text),
            ("punctuation.definition.string", Sort::Text),
            ("constant", Sort::Number),
            ("keyword.operator", Sort::Plain),
            ("keyword", Sort::Keyword),
            ("storage", Sort::Keyword),
            ("variable.language", Sort::Keyword),
            ("entity.name.function", Sort::Function),
            ("support.function", Sort::Function),
            ("variable.function", Sort::Function),
            ("entity.name", Sort::Type),
            ("entity.other", Sort::Type),
            ("support.type", Sort::Type),
            ("support.class", Sort::Type),
            ("markup.inserted", Sort::Added),
            ("markup.deleted", Sort::Removed),
        ];
        scopes.into_iter().filter_map(|(name, sort)| Some((Scope::new(name).ok()?, sort))).collect()
    })
}

/// The look of a sort. Where text is set without italics, `italics` is false.
pub fn dress(base: &Look, sort: Sort, italics: bool) -> Look {
    let mut look = base.clone();
    if let Some((r, g, b)) = ink(sort) {
        let share = |value: u8| f32::from(value) / 255.0;
        look.colour = Colour::Rgb(share(r), share(g), share(b));
    }
    match sort {
        Sort::Keyword => look.weight = 700,
        Sort::Comment => look.italic = italics,
        _ => {}
    }
    look
}

/// The ink of a sort in sRGB.
fn ink(sort: Sort) -> Option<(u8, u8, u8)> {
    Some(match sort {
        Sort::Plain => return None,
        Sort::Keyword => (0x1D, 0x2F, 0x6F),
        Sort::Text => (0x1E, 0x5B, 0x2E),
        Sort::Number => (0x8A, 0x3A, 0x0B),
        Sort::Comment => (0x59, 0x61, 0x66),
        Sort::Function => (0x5B, 0x2A, 0x7A),
        Sort::Type => (0x0B, 0x54, 0x63),
        Sort::Added => (0x1E, 0x5B, 0x2E),
        Sort::Removed => (0x8F, 0x1D, 0x21),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn highlight(code: &str, language: &str) -> Option<Vec<Sorts>> {
        super::highlight(code, language, &Document::default())
    }

    fn luminance((r, g, b): (u8, u8, u8)) -> f32 {
        let linear = |value: u8| {
            let v = f32::from(value) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    #[test]
    fn every_ink_keeps_its_contrast_on_the_tint_behind_code() {
        // The tint is grey of 0.96; 0.93 leaves room for darker ones.
        let paper = luminance((237, 237, 237));
        for sort in [Sort::Keyword, Sort::Text, Sort::Number, Sort::Comment, Sort::Function, Sort::Type, Sort::Removed]
        {
            let contrast = (paper + 0.05) / (luminance(ink(sort).unwrap()) + 0.05);
            assert!(contrast >= 4.5, "{sort:?}: {contrast}");
        }
    }

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

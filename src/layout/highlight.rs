//! Code in colours: what sort of word each word is, and how it is told apart on paper.
//!
//! syntect finds the sorts by the grammars of two-face; only the sort is taken from it, never a theme. The grammars are cut
//! down to ASCII (build.rs), which makes them ready several times as fast, and other characters are shown to them by an
//! ASCII one of their kind. The colours are ours: dark enough that each keeps a contrast of 4.5 to 1 and more against the tint
//! behind code (WCAG 2.2, 1.4.3), and backed by weight and slope, so that the distinction survives grey printing and
//! eyes that see no colour.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::frame::Colour;
use super::inline::Look;

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
pub fn highlight(code: &str, language: &str) -> Option<Vec<Sorts>> {
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let (syntaxes, syntax) = grammar(language)?;
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

/// The languages that articles show most: their names, and their grammars.
mod apart {
    include!(concat!(env!("OUT_DIR"), "/grammars.rs"));
}

/// The grammar for a language as articles name it, and the set it is of.
fn grammar(language: &str) -> Option<(&'static SyntaxSet, &'static SyntaxReference)> {
    static APART: [OnceLock<SyntaxSet>; apart::APART.len()] = [const { OnceLock::new() }; apart::APART.len()];
    let name = name(language);
    let Some(at) = apart::APART.iter().position(|(names, _)| names.contains(&name.as_str())) else {
        return if name.is_empty() { None } else { Some((all(), all().find_syntax_by_token(&name)?)) };
    };
    let set = APART[at].get_or_init(|| read(apart::APART[at].1));
    // The build script puts it before those it uses.
    Some((set, set.syntaxes().first()?))
}

fn all() -> &'static SyntaxSet {
    static ALL: OnceLock<SyntaxSet> = OnceLock::new();
    ALL.get_or_init(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/grammars.bin"))))
}

/// Only a mistake of build.rs makes grammars unreadable, which the tests would see; code would be set plain.
fn read(dump: &[u8]) -> SyntaxSet {
    syntect::dumps::from_uncompressed_data(dump).unwrap_or_default()
}

/// The name by which grammars know a language as articles name it; empty for none.
fn name(language: &str) -> String {
    let name = language.trim().to_ascii_lowercase();
    let name = match name.as_str() {
        "text" | "plain" | "plaintext" | "txt" | "none" => "",
        "shell" | "console" | "terminal" | "shell-session" | "shellsession" => "sh",
        "c++" => "cpp",
        "c#" | "csharp" => "cs",
        "golang" => "go",
        "jsonc" | "json5" => "json",
        "javascript" | "node" | "jsx" => "js",
        "typescript" => "ts",
        "python3" => "py",
        other => other,
    };
    name.into()
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
    fn in_ascii_the_grammars_say_what_those_of_two_face_say() {
        let whole = two_face::syntax::extra_newlines();
        assert_eq!(all().syntaxes().len(), whole.syntaxes().len());
        for name in apart::APART.iter().flat_map(|(names, _)| *names) {
            let (set, ours) = grammar(name).expect(name);
            assert_eq!(ours.name, whole.find_syntax_by_token(&super::name(name)).expect(name).name, "{name}");
            assert!(set.syntaxes().len() < 20, "{name} brings no more than it uses");
        }
        let codes = [
            ("rust", "/// Why.\nimpl<T: Copy> Box<T> {\n    pub fn len(&self) -> usize { self.0.len() * 0x1F }\n}"),
            (
                "python",
                "@cache\ndef f(x: int = 3) -> str:\n    \"\"\"Why.\"\"\"\n    return f'{x!r} a' if x else None # so",
            ),
            (
                "js",
                "const f = async (x) => { return `${x}px`; } // so\nclass A extends B { #n = 1e3; get n() { return this.#n } }",
            ),
            ("html", "<p class=\"a\" data-x=1>Some &amp; text<!-- no --></p>\n<script>let x = 1;</script>"),
            ("css", "a:hover, .b > li { color: #fff; width: calc(100% - 2em) } /* so */"),
            ("sql", "SELECT name, COUNT(*) FROM lands WHERE people >= 1000 -- many\nGROUP BY name;"),
            ("sh", "for f in *.txt; do\n  echo \"$f: ${#f}\" | wc -l # so\ndone"),
            ("php", "<?php\nfunction f(int $x): ?string { return \"{$x} a\"; } // so"),
            ("java", "public class A<T> { @Override int n = 0xFF; /* so */ String s() { return \"a\\n\"; } }"),
            ("c", "#include <stdio.h>\nint main(void) { printf(\"%d\\n\", 3 + 'a'); return 0; } // so"),
            ("yaml", "size: 3 # so\nlist:\n  - \"one\"\n  - two: true"),
            ("json", "{\"size\": [1, 2.5e3, null, true, \"a\"]}"),
            ("diff", "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-old\n+new"),
            ("latex", "\\section{Size} $x^2 + \\alpha$ % so"),
        ];
        for (language, code) in codes {
            let ours = highlight(code, language).expect(language);
            assert!(ours.iter().flatten().any(|(_, sort)| *sort != Sort::Plain), "{language} has sorts");
            let theirs = whole.find_syntax_by_token(&name(language)).expect(language);
            assert_eq!(Some(ours), highlight_by(&whole, theirs, code), "{language}");
        }
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

//! The grammars of two-face as bytes: each is read when code in its language first needs it.

use std::sync::OnceLock;

use fancy_regex::{Regex, RegexBuilder};

use super::grammar::{Context, Grammar, Place, Rule};
use super::names::{ENDS, NAMES};

/// All grammars, one after the other; `make generate` writes the file.
#[cfg(not(feature = "apart"))]
fn bytes() -> &'static [u8] {
    include_bytes!("grammars.bin")
}

#[cfg(feature = "apart")]
fn bytes() -> &'static [u8] {
    crate::apart::piece("grammars.bin").unwrap_or_default()
}

/// A grammar that has been read.
pub(super) struct Ready {
    pub start: u16,
    contexts: Vec<Context>,
    pub seekers: Vec<Seeker>,
}

/// A rule with its expression, compiled on first use.
pub(super) struct Seeker {
    pub rule: Rule,
    regex: OnceLock<Option<Regex>>,
}

impl Seeker {
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(&self.rule.expression)).as_ref()
    }
}

/// The number of ways that an expression may try at one place before it gives up: a tenth of fancy-regex's limit, two
/// thousandths of a second. Code that people write does not come near it.
const WAYS: usize = 100_000;

/// An expression of a grammar, compiled; `None` if fancy-regex does not know it, and then it matches nothing.
pub(super) fn compile(expression: &str) -> Option<Regex> {
    RegexBuilder::new(expression).oniguruma_mode(true).backtrack_limit(WAYS).build().ok()
}

/// The number of the grammar for a language, by the names of articles.
pub(super) fn find(language: &str) -> Option<u16> {
    let name = name(language);
    let at = NAMES.binary_search_by_key(&name.as_str(), |(name, _)| name).ok()?;
    Some(NAMES[at].1)
}

/// A grammar. A test reads them all, because code with an unreadable grammar would stay plain.
pub(super) fn grammar(number: u16) -> &'static Ready {
    static READY: [OnceLock<Ready>; ENDS.len()] = [const { OnceLock::new() }; ENDS.len()];
    let number = usize::from(number);
    READY[number].get_or_init(|| {
        let begin = number.checked_sub(1).map_or(0, |before| ENDS[before]);
        let grammar: Grammar =
            postcard::from_bytes(bytes().get(begin..ENDS[number]).unwrap_or_default()).unwrap_or_default();
        let seekers = grammar.rules.into_iter().map(|rule| Seeker { rule, regex: OnceLock::new() });
        Ready { start: grammar.start, contexts: grammar.contexts, seekers: seekers.collect() }
    })
}

/// A context of a grammar.
pub(super) fn context((grammar_number, number): Place) -> Option<&'static Context> {
    grammar(grammar_number).contexts.get(usize::from(number))
}

/// The name by which grammars know a language, from the name in an article; empty for none.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_language_leads_to_its_grammar() {
        let theirs = two_face::syntax::extra_newlines();
        assert_eq!(ENDS.len(), theirs.syntaxes().len());
        for called in NAMES.iter().map(|(called, _)| *called).filter(|called| !name(called).is_empty()) {
            let found = theirs.find_syntax_by_token(&name(called)).expect(called);
            let number = theirs.syntaxes().iter().position(|syntax| std::ptr::eq(syntax, found));
            assert_eq!(find(called).map(usize::from), number, "{called}");
        }
        for syntax in theirs.syntaxes() {
            let mut names = syntax.file_extensions.iter().chain([&syntax.name]);
            assert!(names.any(|name| find(name).is_some()), "{} is known by a name", syntax.name);
        }
        assert_eq!(find("no-such-language"), None);
        assert_eq!(find("Rust"), find("rs"));
    }
}

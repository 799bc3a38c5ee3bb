//! Diagnostics: all messages of the program about an article.
//!
//! Any text is some article, and nothing is dropped in silence: every stage pushes a [`Diagnostic`] into the
//! [`Diagnostics`] sink. A diagnostic has a stable code, a place, one plain sentence and, if the user can help, a hint.
//! `cli` prints them; tests compare them. An article that cannot be made at all is an [`Error`].

pub mod codes;

use crate::source::Span;
pub use codes::Code;

/// The importance of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was recognised and left out, or guessed; shown with `--explain` or `-v`.
    Remark,
    /// The result is usable, but the reader loses something; always shown.
    Warning,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its importance.
    pub severity: Severity,
    /// The code of the message.
    pub code: Code,
    /// One plain sentence, with a capital and a full stop.
    pub message: String,
    /// Its place in the source's text, if it has one.
    pub span: Option<Span>,
    /// The way out, if there is one.
    pub hint: Option<String>,
    /// The part of the article that was left out, for messages about that.
    pub left_out: Option<LeftOut>,
}

/// A part that is not in the article, for programs that offer to put it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The rule that decided: [`crate::context::Reading::without`] turns it off.
    pub rule: &'static str,
    /// The number of its words.
    pub words: usize,
    /// Its first words.
    pub text: String,
}

impl Diagnostic {
    /// A remark without place and hint.
    pub fn remark(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Remark, code, message)
    }

    /// A warning without place and hint.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Diagnostic { severity, code, message: message.into(), span: None, hint: None, left_out: None }
    }

    /// The same, at a place.
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same, with advice.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// At most this many diagnostics of one code are kept for an article; the rest are only counted, because a hostile
/// article must not fill memory with complaints.
pub const MOST_PER_CODE: usize = 1000;

/// The sink every stage pushes into, in order.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    counts: std::collections::BTreeMap<Code, usize>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let count = self.counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= MOST_PER_CODE {
            self.list.push(diagnostic);
        }
    }

    /// Adds one unless the same code and message is there already: for conditions met once a character.
    pub fn push_once(&mut self, diagnostic: Diagnostic) {
        let known = |d: &Diagnostic| d.code == diagnostic.code && d.message == diagnostic.message;
        if !self.list.iter().any(known) {
            self.push(diagnostic);
        }
    }

    /// All kept messages, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// The number of diagnostics of a code, kept or not.
    pub fn count(&self, code: &str) -> usize {
        self.counts.get(code).copied().unwrap_or(0)
    }

    /// True if there are no messages.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Takes all messages and leaves the sink empty.
    pub fn take(&mut self) -> Vec<Diagnostic> {
        self.counts.clear();
        std::mem::take(&mut self.list)
    }
}

/// The reason that an article could not be read, or an output could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input cannot be read in its stated format, such as half of a ZIP file as a book.
    #[error("{message}")]
    Unreadable {
        /// The code of the message.
        code: Code,
        /// One plain sentence, with a capital and a full stop.
        message: String,
        /// The way out.
        hint: String,
    },
    /// The back end cannot meet the request, such as an edition as Markdown.
    #[error("{0}")]
    Unsupported(String),
    /// A library below us failed although our own checks should have kept it from failing.
    #[error("could not write {what}: {why}")]
    Library {
        /// The format or file that was being made.
        what: &'static str,
        /// The library's own words.
        why: String,
    },
}

impl Error {
    /// An input that cannot be read: a sentence with the reason, and a remedy.
    pub fn unreadable(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Error::Unreadable { code, message: message.into(), hint: hint.into() }
    }
}

/// The library's result.
pub type Result<T> = std::result::Result<T, Error>;

/// The beginning of something long, for messages.
pub(crate) fn short(text: &str) -> String {
    let mut out: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
    if text.chars().count() > 80 {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_after_eighty_characters() {
        assert_eq!(short(&"ä".repeat(80)), "ä".repeat(80));
        assert_eq!(short(&"ä".repeat(81)), format!("{}…", "ä".repeat(80)));
        assert_eq!(short("a\u{7}b"), "ab");
    }
}

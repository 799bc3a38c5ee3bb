//! What the program has to say about an article, and how.
//!
//! Parsing never fails and nothing is dropped in silence: every stage pushes a [`Diagnostic`] into the
//! [`Diagnostics`] sink instead. A diagnostic has a stable code, a place, one plain sentence and, where there is
//! something the user can do, a hint. `cli` prints them; tests compare them.

use crate::source::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was recognised and left out, or guessed; shown with `--explain` or `-v`.
    Remark,
    /// The result is usable, but the reader loses something; always shown.
    Warning,
    /// This article could not be made.
    Error,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable, greppable name in kebab-case, such as `picture-missing`.
    pub code: &'static str,
    /// One plain sentence, capitalised, with a full stop.
    pub message: String,
    /// Where in the source's text, if it has a place.
    pub span: Option<Span>,
    /// What to do next, if there is something to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A remark without place and hint.
    pub fn remark(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Remark, code, message)
    }

    /// A warning without place and hint.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// An error without place and hint.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic { severity, code, message: message.into(), span: None, hint: None }
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

/// At most this many diagnostics of one code are kept for an article; the rest are only counted. A hostile
/// article must not fill memory with complaints.
pub const MOST_PER_CODE: usize = 1000;

/// The sink every stage pushes into, in order.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    counts: std::collections::BTreeMap<&'static str, usize>,
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

    /// Everything kept, in the order it was said.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many of a code were said, kept or not.
    pub fn count(&self, code: &str) -> usize {
        self.counts.get(code).copied().unwrap_or(0)
    }

    /// True when one is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// True when nothing was said.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Takes all that was said and leaves the sink empty.
    pub fn take(&mut self) -> Vec<Diagnostic> {
        self.counts.clear();
        std::mem::take(&mut self.list)
    }
}

/// Why an output could not be made. Front ends have none but what they say as [`Severity::Error`]; back ends rarely do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A stage gave up; the diagnostic says why.
    #[error("{}", .0.message)]
    Failed(Diagnostic),
    /// The back end cannot do what was asked of it, such as an edition as Markdown.
    #[error("{0}")]
    Unsupported(String),
    /// A library below us failed where our own checks should have kept it from failing.
    #[error("could not write {what}: {why}")]
    Library {
        /// What was being made.
        what: &'static str,
        /// The library's own words.
        why: String,
    },
}

/// The library's result.
pub type Result<T> = std::result::Result<T, Error>;

//! Failures as exceptions of Python: a sentence, a code that identifies them, and a remedy.

use offprint::diag::Error;
use offprint::style::error::StyleError;
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(
    offprint,
    OffprintError,
    PyException,
    "An article that could not be made. `code` tells what kind of failure it is, `hint` what to do next."
);

/// A failure on its way to Python.
#[derive(Debug)]
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure of that code, which Python's users may compare.
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Failure { code, message: message.into(), hint: None }
    }

    /// The same, with advice.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The exception.
    pub(crate) fn raised(self, py: Python<'_>) -> PyErr {
        let text = match &self.hint {
            Some(hint) => format!("{} {hint}", self.message),
            None => self.message,
        };
        let error = OffprintError::new_err(text);
        let value = error.value(py);
        match value.setattr("code", self.code).and_then(|()| value.setattr("hint", self.hint)) {
            Ok(()) => error,
            Err(other) => other,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Unreadable { code, message, hint } => Failure::new(code.name(), message).hint(hint),
            Error::Unsupported(message) => Failure::new("unsupported", message),
            Error::Library { .. } => {
                let hint = "This is a mistake of ours and not yours; please report it with the article.";
                Failure::new("internal", format!("{error}.")).hint(hint)
            }
        }
    }
}

impl From<StyleError> for Failure {
    fn from(error: StyleError) -> Self {
        let failure = Failure::new("style", error.to_string());
        match error.hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

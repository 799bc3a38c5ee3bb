//! A fault, as one plain sentence and a remedy.

use offprint::diag::Error;
use offprint::style::error::StyleError;
use serde::de::DeserializeOwned;
use serde_json::json;

/// A failure.
#[derive(Debug)]
pub(crate) struct Fault {
    message: String,
    hint: Option<String>,
}

impl Fault {
    /// A fault with this sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Fault { message: message.into(), hint: None }
    }

    /// The same, with advice.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The fault in the page's JSON.
    pub(crate) fn json(&self) -> String {
        json!({ "message": self.message, "hint": self.hint }).to_string()
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let fault = Fault::new(error.to_string());
        match error {
            Error::Unreadable { hint, .. } => fault.hint(hint),
            Error::Unsupported(_) | Error::Library { .. } => fault,
        }
    }
}

impl From<StyleError> for Fault {
    fn from(error: StyleError) -> Self {
        Fault { message: error.to_string(), hint: error.hint }
    }
}

/// Reads the page's JSON.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|why| Fault::new(format!("The page and its module do not fit together: {why}.")))
}

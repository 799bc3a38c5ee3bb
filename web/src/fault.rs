//! A fault, as one plain sentence with a code by which the page finds its own words for it.

use offprint::diag::Error;
use offprint::style::error::StyleError;
use serde::de::DeserializeOwned;
use serde_json::json;

/// A failure.
#[derive(Debug)]
pub(crate) struct Fault {
    message: String,
    code: Option<&'static str>,
    /// The kind of a file that holds no article.
    kind: Option<&'static str>,
}

impl Fault {
    /// A fault with this sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Fault { message: message.into(), code: None, kind: None }
    }

    /// The same, under a code.
    pub(crate) fn code(self, code: &'static str) -> Self {
        Fault { code: Some(code), ..self }
    }

    /// A file of a kind that holds no article.
    pub(crate) fn foreign(message: impl Into<String>, kind: &'static str) -> Self {
        Fault { kind: Some(kind), ..Fault::new(message).code("foreign") }
    }

    /// The fault in the page's JSON.
    pub(crate) fn json(&self) -> String {
        json!({ "message": self.message, "code": self.code, "kind": self.kind }).to_string()
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::Unreadable { code, .. } => code.name(),
            Error::Unsupported(_) => "unsupported",
            Error::Library { .. } => "internal",
        };
        Fault::new(error.to_string()).code(code)
    }
}

impl From<StyleError> for Fault {
    fn from(error: StyleError) -> Self {
        Fault::new(error.to_string())
    }
}

/// Reads the page's JSON.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|why| Fault::new(format!("The page and its module do not fit together: {why}.")))
}

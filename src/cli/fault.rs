//! A failure as a sentence with its causes, and a remedy.
//!
//! Errors of libraries and of the system become a [`Fault`] by `anyhow`: `context` names the action, and
//! [`Advice::advise`] the next step. The sentence is composed for display: the context, a colon, the cause.

use anyhow::Error;

/// A failure, and a remedy.
#[derive(Debug)]
pub struct Fault {
    error: Error,
    pub hint: Option<String>,
}

impl Fault {
    /// A fault of one sentence, without advice.
    pub fn new(sentence: impl Into<String>) -> Self {
        Error::msg(sentence.into()).into()
    }

    /// The same, with advice.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, after the action or its place.
    pub fn context(self, context: impl std::fmt::Display + Send + Sync + 'static) -> Self {
        Fault { error: self.error.context(context), ..self }
    }

    /// The sentence with its causes and a full stop.
    pub fn message(&self) -> String {
        let mut text = self.error.chain().map(words).collect::<Vec<_>>().join(": ");
        if !text.ends_with(['.', '?', '!']) {
            text.push('.');
        }
        text
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Fault { error, hint: None }
    }
}

/// Turns the error of a library or of the system into a fault with advice.
pub trait Advice<T> {
    /// Adds the remedy to a failure.
    fn advise(self, hint: impl Into<String>) -> Result<T, Fault>;
}

impl<T, E: Into<Error>> Advice<T> for Result<T, E> {
    fn advise(self, hint: impl Into<String>) -> Result<T, Fault> {
        self.map_err(|error| Fault::from(error.into()).hint(hint))
    }
}

/// A cause in words. Errors of the system lose their number and the path, which the context names already.
fn words(cause: &(dyn std::error::Error + 'static)) -> String {
    let text = cause.to_string();
    if !cause.is::<std::io::Error>() {
        return text;
    }
    let text = text.split(" (os error").next().unwrap_or(&text);
    let text = text.split(" at path ").next().unwrap_or(text);
    let mut chars = text.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_fault_names_what_was_done_then_the_cause_then_the_advice() {
        let missing = std::fs::read("/nowhere/at/all").context("The style could not be read").advise("Look again.");
        let fault = missing.unwrap_err();
        assert_eq!(fault.message(), "The style could not be read: no such file or directory.");
        assert_eq!(fault.hint.as_deref(), Some("Look again."));
        assert_eq!(Fault::new("Is it one?").message(), "Is it one?");
        assert_eq!(Fault::new("There is no title").context("a.yaml:3").message(), "a.yaml:3: There is no title.");
    }

    #[test]
    fn errors_of_the_system_lose_their_number_and_path() {
        let told =
            |text: &str| Fault::from(Error::new(std::io::Error::other(text.to_owned())).context("It failed")).message();
        assert_eq!(told("Disk full (os error 28)"), "It failed: disk full.");
        assert_eq!(told("Disk full at path \"/x\""), "It failed: disk full.");
        assert_eq!(told(""), "It failed: .");
        let other = Error::msg("Disk full (os error 28)").context("It failed");
        assert_eq!(Fault::from(other).message(), "It failed: Disk full (os error 28).");
        assert_eq!(["a", "a.", "a?", "a!"].map(|text| Fault::new(text).message()), ["a.", "a.", "a?", "a!"]);
    }
}

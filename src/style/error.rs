//! The reason that a style, or a choice made with it, cannot be used, and the valid name nearest to the written one.

/// The reason that a style, or a choice made with it, could not be used: a sentence, a place if there is one, and
/// advice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", place(.file, *.line, *.column))]
pub struct StyleError {
    /// The style's file, if the mistake is in one.
    pub file: Option<String>,
    /// Line and column from 1; 0 if unknown.
    pub line: usize,
    /// Column from 1.
    pub column: usize,
    /// The mistake.
    pub message: String,
    /// The way out.
    pub hint: Option<String>,
}

impl StyleError {
    /// An error of a file as a whole.
    pub(super) fn of(file: &str, message: String) -> Self {
        StyleError { file: Some(file.to_string()), ..StyleError::choice(message, None) }
    }

    /// An error of a choice, such as a size's name.
    pub fn choice(message: String, hint: Option<String>) -> Self {
        StyleError { file: None, line: 0, column: 0, message, hint }
    }
}

fn place(file: &Option<String>, line: usize, column: usize) -> String {
    match file {
        Some(file) if line > 0 => format!("{file}:{line}:{column}: "),
        Some(file) => format!("{file}: "),
        None => String::new(),
    }
}

/// The candidate nearest to the written text, if any is near.
pub fn nearest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let score = |c: &str| strsim::damerau_levenshtein(&written.to_lowercase(), &c.to_lowercase());
    let candidates: Vec<&str> = candidates.into_iter().collect();
    // The beginning of a name stands for it: `rnib` means `rnib-clear`.
    let begun = |c: &&str| written.len() > 2 && c.to_lowercase().starts_with(&written.to_lowercase());
    if let Some(whole) = candidates.iter().find(|c| begun(c)) {
        return Some(whole);
    }
    let best = candidates.into_iter().map(|c| (score(c), c)).min()?;
    (best.0 <= 1 + written.chars().count() / 3).then_some(best.1)
}

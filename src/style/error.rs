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

/// What a value must be, by the words of the YAML reader: `{key}` is the key before it, `{value}` what is there.
const EXPECTED: &[(&str, &str)] = &[
    ("expected mapping start at line 1, column 1", "it must hold keys with values"),
    ("sequence start", "`{key}` must be a list: [{value}]"),
    ("invalid boolean", "`{key}` must be true or false"),
    ("invalid floating", "`{key}` must be a number"),
    ("invalid u8", "`{key}` must be a whole number"),
    ("invalid u16", "`{key}` must be a whole number"),
    ("invalid u32", "`{key}` must be a whole number"),
    ("mapping start", "`{key}` must hold keys with values"),
    ("string scalar", "`{key}` must be a word or a line of text"),
    (
        "enum FeedEntry",
        "a feed is an address or a file, or feed: with section, most (a number), oldest (3 days) or full",
    ),
    ("enum Entry", "an article is a file or an address, or file: with title, author, date, source or language"),
    ("enum OneOrMany", "`{key}` must be a name or a list of names"),
];

/// A mistake in a file of YAML in plain words; `why` is what its reader says of the value at a line and column from 1.
pub fn in_words(why: &str, yaml: &str, line: usize, column: usize) -> String {
    expected(why, yaml, line, column).unwrap_or_else(|| {
        // The reader's own place and its advice to programmers add nothing new.
        let why = why.lines().next().unwrap_or("it is not YAML");
        let why = why.split(" at line ").next().unwrap_or(why).split(", set ").next().unwrap_or(why);
        why.trim_end_matches('.').to_owned()
    })
}

/// What the value must be, if that is the mistake.
pub fn expected(why: &str, yaml: &str, line: usize, column: usize) -> Option<String> {
    let (_, expected) = EXPECTED.iter().find(|(sign, _)| why.contains(sign))?;
    let line = yaml.lines().nth(line.checked_sub(1)?)?;
    let at = line.char_indices().nth(column.checked_sub(1)?).map_or(line.len(), |(at, _)| at);
    let (before, value) = line.split_at_checked(at)?;
    let before = before.trim_end_matches([' ', '-', '[', '{']).trim_end_matches(':');
    let key = before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).next().unwrap_or("");
    let known = !key.is_empty() || !expected.contains("{key}");
    known.then(|| expected.replace("{key}", key).replace("{value}", value.trim().trim_end_matches(['}', ']', ','])))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_name_the_key_and_what_it_takes() {
        let words = in_words;
        let text = "title: T\narticles: essay.md\nepub: {longest_side: big}\n  body: [a]\n";
        assert_eq!(words("expected sequence start", text, 2, 11), "`articles` must be a list: [essay.md]");
        assert_eq!(words("invalid u32", text, 3, 22), "`longest_side` must be a whole number");
        assert_eq!(words("expected mapping start", text, 4, 9), "`body` must hold keys with values");
        assert_eq!(words("invalid u32", text, 9, 1), "invalid u32");
        assert_eq!(words("duplicate key: a, set X if wanted at line 2, column 1.", text, 2, 1), "duplicate key: a");
    }
}

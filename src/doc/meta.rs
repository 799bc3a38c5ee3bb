//! Metadata of an article: typed, so that no back end parses strings again.

use super::{Inlines, Role};
use crate::lang::{Date, Lang, bylines};
use std::collections::BTreeMap;

/// Metadata of an article or of an edition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// The headline.
    pub title: Inlines,
    /// A second title line.
    pub subtitle: Inlines,
    /// The sentence or two under the headline that state the article's subject (deck, dek).
    pub standfirst: Inlines,
    /// The small line above the headline: a rubric, a section's name (kicker).
    pub eyebrow: Option<String>,
    /// The authors, in order.
    pub authors: Vec<Author>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The day of the last change.
    pub updated: Option<Date>,
    /// Its language.
    pub language: Option<Lang>,
    /// True if the language was detected from the words because nothing stated it.
    pub language_by_words: Guess,
    /// The name of the site, newspaper or journal it appeared in.
    pub site: Option<String>,
    /// The address from which it was read: an absolute URL.
    pub source: Option<String>,
    /// The day it was saved from there.
    pub saved: Option<Date>,
    /// The publisher.
    pub publisher: Option<String>,
    /// Its rights statement.
    pub rights: Option<String>,
    /// A description for catalogues, if it differs from the standfirst.
    pub description: Option<String>,
    /// Subjects, keywords, tags.
    pub subjects: Vec<String>,
    /// The series it belongs to.
    pub series: Option<Series>,
    /// An identifier such as a DOI or ISBN, with its scheme (`doi:...`, `urn:isbn:...`).
    pub identifier: Option<String>,
    /// The name of a picture for the cover, from the article or the edition file.
    pub cover: Option<String>,
    /// True if it is set in columns from right to left, provided its language can be written so (`writing: vertical`).
    pub vertical: bool,
    /// Unknown front matter, kept so that Markdown can write it again: key to YAML text of its value.
    pub extra: BTreeMap<String, String>,
}

/// True if something was guessed. Ignored by `==`: two articles are equal if they say the same, guessed or stated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guess(pub bool);

impl PartialEq for Guess {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A contributor to the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// As printed: `Ada Lovelace`.
    pub name: String,
    /// As filed: `Lovelace, Ada`; `None` if the printed form gives it by rule.
    pub file_as: Option<String>,
    /// The person's part in the article.
    pub role: Role,
}

impl Author {
    /// An author of whom only the name is known.
    pub fn new(name: impl Into<String>) -> Self {
        Author { name: name.into(), ..Author::default() }
    }

    /// True if they wrote it.
    pub fn is_author(&self) -> bool {
        self.role == Role::Author
    }

    /// The name as catalogues file it: as stated, otherwise by rule.
    pub fn filed(&self) -> String {
        self.file_as.clone().unwrap_or_else(|| file_as(&self.name))
    }
}

/// A name in its form for filing: the last word first, with the small words that belong to it; a name of one word, and
/// names of organisations, unchanged.
fn file_as(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = name.split(' ').collect();
    let organisation = [
        "The", "Agency", "Press", "News", "Staff", "Team", "Desk", "University", "Institute", "Inc.", "Correspondent",
        "Editor", "Editors", "Board", "Foundation", "Society", "Group",
    ];
    if words.len() < 2 || name.contains(',') || words.iter().any(|word| organisation.contains(word)) {
        return name;
    }
    let suffix = ["Jr.", "Jr", "Sr.", "II", "III", "IV", "PhD", "MD"];
    let end =
        if words.len() > 2 && words.last().is_some_and(|w| suffix.contains(w)) { words.len() - 1 } else { words.len() };
    let mut start = end.saturating_sub(1);
    while start > 1 && words.get(start - 1).is_some_and(|w| bylines::is_particle(w)) {
        start -= 1;
    }
    let join = |range: std::ops::Range<usize>| words.get(range).unwrap_or(&[]).join(" ");
    let (first, last, after) = (join(0..start), join(start..end), join(end..words.len()));
    match (first.is_empty(), after.is_empty()) {
        (true, _) => name,
        (false, true) => format!("{last}, {first}"),
        (false, false) => format!("{last}, {first}, {after}"),
    }
}

/// A series and the place in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The position in the series, such as 3 or 3.5.
    pub position: Option<f32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filed_by_their_last_part() {
        let cases = [
            ("Ada Lovelace", "Lovelace, Ada"),
            ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
            ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
            ("Plato", "Plato"),
            ("The Daily News", "The Daily News"),
            ("Transport Correspondent", "Transport Correspondent"),
        ];
        for (name, filed) in cases {
            assert_eq!(Author::new(name).filed(), filed);
        }
    }
}

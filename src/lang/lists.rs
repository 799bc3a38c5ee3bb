//! The same list of every language, as one: a text of one language quotes others and is printed by programs in others.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::{LANGUAGES, Language};

/// The entries of a list in all languages, for questions that are asked of every line.
pub(super) type Set = HashSet<&'static str, RandomState>;

/// One list of a language.
type List = fn(&Language) -> &'static str;

/// A list of words that are separated by spaces.
pub(super) fn words(list: List) -> Set {
    entries(list, " ").collect()
}

/// A list of phrases that are separated by commas.
pub(super) fn phrases(list: List) -> Set {
    entries(list, ", ").collect()
}

/// The phrases of a list in all languages one by one, for questions that are rare or are about parts of a text.
pub(super) fn each_phrase(list: List) -> impl Iterator<Item = &'static str> {
    entries(list, ", ")
}

/// The words of a list in all languages one by one.
pub(super) fn each_word(list: List) -> impl Iterator<Item = &'static str> {
    entries(list, " ")
}

fn entries(list: List, between: &'static str) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |language| list(language).split(between)).filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lists that this module reads, each with the sign between its entries.
    const LISTS: &[(List, &str)] = &[
        (|l| l.after_hyphen, " "),
        (|l| l.credits, ", "),
        (|l| l.calendar.before_day, " "),
        (|l| l.bylines.articles, " "),
        (|l| l.filing.closings, " "),
        (|l| l.filing.releases, ", "),
        (|l| l.filing.contacts, ", "),
        (|l| l.filing.manuscript, " "),
        (|l| l.filing.filed_in, " "),
        (|l| l.filing.reading_times, ", "),
        (|l| l.sections.chapters, " "),
        (|l| l.sections.divisions, " "),
        (|l| l.sections.provisions, " "),
        (|l| l.sections.ordinals, " "),
        (|l| l.sections.book_parts, ", "),
        (|l| l.sections.titles, ", "),
        (|l| l.sections.contents, ", "),
        (|l| l.sections.contents_on_page, ", "),
        (|l| l.sections.pages, " "),
        (|l| l.sections.notes, ", "),
        (|l| l.sections.about_author, ", "),
        (|l| l.sites.link_headings, ", "),
        (|l| l.sites.read_on, ", "),
        (|l| l.sites.sign_ups, ", "),
        (|l| l.sites.house_rules, ", "),
        (|l| l.sites.views, " "),
        (|l| l.sites.posts, ", "),
        (|l| l.sites.threads, ", "),
        (|l| l.sites.wiki_edit, ", "),
        (|l| l.sites.wiki_foot, ", "),
    ];

    #[test]
    fn no_entry_stands_twice_in_a_language_and_all_are_in_lower_case() {
        for (number, (list, between)) in LISTS.iter().enumerate() {
            for language in LANGUAGES.iter().filter(|language| !list(language).is_empty()) {
                let mut seen = HashSet::new();
                for entry in list(language).split(between) {
                    let place = format!("list {number} of {}: {entry:?}", language.name);
                    assert!(seen.insert(entry), "{place} stands twice");
                    assert!(entry.to_lowercase() == entry && entry.trim() == entry && !entry.is_empty(), "{place}");
                    assert!(!entry.contains(','), "{place}");
                }
            }
        }
    }
}

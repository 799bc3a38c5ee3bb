//! Lines of names, dates and reading times at the head and end of the article: their values, and their repetitions of
//! the metadata.

use super::names::{is_person, split_names};
use crate::doc::{Author, Date, Inline, Meta, plain_text};
use crate::lang::bylines::{self, FilingWord};
use crate::lang::{calendar, letters};

/// The metadata in a line of names, dates and reading times.
enum Filing {
    /// A day on which the article was published or, if true, changed.
    Day(Date, bool),
    /// Only values of the metadata, or a reading time.
    Known,
}

/// Takes missing metadata from a line at the edge of the article: a day, and, at its head, the author.
pub(crate) fn take(meta: &mut Meta, text: &str, is_head: bool) {
    match filing(meta, text) {
        Some(Filing::Day(day, changed)) => take_day(meta, day, changed),
        Some(Filing::Known) => {}
        None if is_head && meta.authors.is_empty() => meta.authors = named(text).unwrap_or_default(),
        None => {}
    }
}

/// Takes the day from a line of links to the sections that list the article.
pub(crate) fn take_from_shelf(meta: &mut Meta, line: &[Inline]) {
    if let Some(rest) = beside_shelves(line)
        && let Some(Filing::Day(day, changed)) = filing(meta, &rest)
    {
        take_day(meta, day, changed);
    }
}

fn take_day(meta: &mut Meta, day: Date, changed: bool) {
    if !has_day(meta, day) {
        let place = if changed { &mut meta.updated } else { &mut meta.published };
        place.get_or_insert(day);
    }
}

/// True if a line holds only values of the metadata.
pub(crate) fn is_known(meta: &Meta, text: &str, is_head: bool) -> bool {
    match filing(meta, text) {
        Some(Filing::Day(day, _)) => has_day(meta, day),
        Some(Filing::Known) => true,
        None => is_head && named(text).is_some_and(|names| names == meta.authors),
    }
}

/// True if a line holds links to the article's sections, and in addition at most values of the metadata.
pub(crate) fn is_shelf(meta: &Meta, line: &[Inline]) -> bool {
    beside_shelves(line).is_some_and(|rest| rest.is_empty() || is_known(meta, &rest, false)) || is_day_in(meta, line)
}

/// `3 May 2024 in [Craft]`: the known day, and a link of a word or two to the section, at any address.
fn is_day_in(meta: &Meta, line: &[Inline]) -> bool {
    let (links, rest): (Vec<&Inline>, Vec<&Inline>) =
        line.iter().partition(|inline| matches!(inline, Inline::Link(link) if !link.url.starts_with('#')));
    let [Inline::Link(link)] = links[..] else { return false };
    let rest = plain_text(&rest.into_iter().cloned().collect::<Vec<_>>());
    let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let day = rest.strip_suffix(" ·").or_else(|| letters::before_section(rest));
    plain_text(&link.content).split_whitespace().count() <= 2
        && day.is_some_and(|day| matches!(filing(meta, day), Some(Filing::Day(day, _)) if has_day(meta, day)))
}

/// The text of a line that also links to shelves; `None` without such links.
fn beside_shelves(line: &[Inline]) -> Option<String> {
    let (shelves, rest): (Vec<&Inline>, Vec<&Inline>) =
        line.iter().partition(|inline| matches!(inline, Inline::Link(link) if leads_to_shelf(&link.url)));
    let rest = plain_text(&rest.into_iter().cloned().collect::<Vec<_>>());
    (!shelves.is_empty()).then(|| rest.trim_matches(|c: char| !c.is_alphanumeric()).to_string())
}

/// The persons in "By Ada Marsh".
fn named(text: &str) -> Option<Vec<Author>> {
    let names = bylines::after_author_leads(text).filter(|rest| !rest.is_empty()).map(split_names)?;
    let persons = !names.is_empty() && names.iter().all(|name| is_person(name));
    persons.then(|| names.into_iter().map(Author::new).collect())
}

/// The metadata of a line that holds only known names, dates and reading times; `None` for any other line.
fn filing(meta: &Meta, text: &str) -> Option<Filing> {
    let mut rest = unglued(text);
    let mut named = false;
    for author in &meta.authors {
        let name = unglued(&author.name);
        named |= !name.is_empty() && rest.contains(&name);
        rest = rest.replace(&name, " ");
    }
    let words = words(&rest);
    let (mut timed, mut changed) = (false, false);
    for word in &words {
        let filing = bylines::filing(word);
        timed |= filing == Some(FilingWord::Reading) && !matches!(*word, "time" | "read");
        changed |= filing == Some(FilingWord::Updated) && word.len() > 2;
        let number = word.chars().all(|c| c.is_ascii_digit());
        let office = bylines::is_office(word) || bylines::is_rank(word);
        if filing.is_none() && !number && !office && calendar::month(word, None).is_none() {
            return None;
        }
    }
    if let Some(date) = calendar::read(&rest, meta.language.as_ref()) {
        return Some(Filing::Day(Date { time: None, ..date }, changed));
    }
    // Numbers without a date or a reading time may be anything.
    let numbered = words.iter().any(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    (numbers_day(meta, &words) || day_and_month(meta, &words) || timed || named && !numbered).then_some(Filing::Known)
}

/// True if the metadata has a day.
fn has_day(meta: &Meta, day: Date) -> bool {
    meta.published.into_iter().chain(meta.updated).any(|known| known.is_same_day(day))
}

/// True if the words are only three numbers and give the known day, in any order: "10.15.15".
fn numbers_day(meta: &Meta, words: &[&str]) -> bool {
    let numbers: Vec<i32> = words.iter().filter_map(|w| w.parse().ok()).collect();
    let is_day = |date: Date| {
        let (Some(month), Some(day)) = (date.month.map(i32::from), date.day.map(i32::from)) else { return false };
        [date.year, date.year % 100].iter().any(|&year| {
            [[day, month, year], [month, day, year], [year, month, day]].iter().any(|order| numbers == order)
        })
    };
    words.len() == 3 && [meta.published, meta.updated].into_iter().flatten().any(is_day)
}

/// True if the words are only a number and a month and give the known day, as calendar leaves do: "05 Oct".
fn day_and_month(meta: &Meta, words: &[&str]) -> bool {
    let [first, second] = words else { return false };
    let is_day = |date: Date| {
        [(first, second), (second, first)].iter().any(|(day, month)| {
            date.day.is_some_and(|known| day.parse() == Ok(known))
                && date.month.is_some()
                && calendar::month(month, None) == date.month
        })
    };
    [meta.published, meta.updated].into_iter().flatten().any(is_day)
}

/// True if an address is one of a page of all articles on a subject.
fn leads_to_shelf(url: &str) -> bool {
    const SHELVES: &[&str] = &[
        "category", "categories", "tag", "tags", "topic", "topics", "section", "kategorie", "rubrik", "thema",
        "categoria", "categorie", "tema", "etiqueta",
    ];
    url.split(['/', '?', '=']).any(|part| SHELVES.contains(&part))
}

/// In small letters, with a space where a capital follows a small letter: `readDec 30` is the end of one part of a line and
/// the beginning of the next.
fn unglued(text: &str) -> String {
    let mut before = ' ';
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
        before = c;
    }
    out
}

/// Words and numbers; `29th` and `2021updated` are two each.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = None;
    let mut kind = ' ';
    for (at, c) in text.char_indices() {
        let next = if c.is_ascii_digit() {
            '1'
        } else if c.is_alphanumeric() {
            'a'
        } else {
            ' '
        };
        if next != kind {
            if let Some(start) = start.take() {
                out.push(&text[start..at]);
            }
            start = (next != ' ').then_some(at);
            kind = next;
        }
    }
    out.extend(start.map(|start| &text[start..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_names_and_dates_alone() {
        let meta = Meta {
            authors: vec![Author::new("Teo Marchetti")],
            published: Date::parse_iso("2025-06-21"),
            ..Meta::default()
        };
        let repeats = |text: &str| is_known(&meta, text, true);
        assert!(repeats("By Teo Marchetti · 21 June 2025"));
        assert!(repeats("Teo Marchetti"));
        assert!(!repeats("By Teo Marchetti in Turin"));
        assert!(repeats("21 June 2025"));
        assert!(!repeats("By Teo Marchetti · 24 June 2025"), "another day is no repetition");
        assert!(!repeats("Teo Marchetti says that he heard nothing."));
        assert!(repeats("5 min read · Published June 21st, 2025"));
        assert!(repeats("7 min readJun 21, 2025"));
        assert!(!repeats("21"), "a number alone may be anything");
        assert!(!repeats("June was warm"));
        assert!(repeats("Saturday, June 21, 2025") && repeats("Submitted on Sat, 2025-06-21 13:49"));
        assert!(repeats("21Jun") && repeats("Jun 21") && !repeats("22 Jun") && !repeats("21 boats"));
        assert!(repeats("06.21.25") && repeats("21.6.2025") && !repeats("06.22.25") && !repeats("1 2 3"));
    }

    #[test]
    fn missing_facts_are_taken() {
        let mut meta = Meta { published: Date::parse_iso("2025-06-21"), ..Meta::default() };
        take(&mut meta, "Updated 24 June 2025", true);
        assert_eq!(meta.updated, Date::parse_iso("2025-06-24"));
        let mut meta = Meta::default();
        take(&mut meta, "Veröffentlicht am 21. Juni 2025", true);
        assert_eq!(meta.published, Date::parse_iso("2025-06-21"));
        take(&mut meta, "By Ada Marsh and Teo Marchetti", false);
        assert!(meta.authors.is_empty(), "the end of an article has other names");
        take(&mut meta, "By Ada Marsh and Teo Marchetti", true);
        assert_eq!(meta.authors.len(), 2);
        take(&mut meta, "By Ines Vale", true);
        assert_eq!(meta.authors.len(), 2, "an author is known");
        let mut meta = Meta::default();
        take(&mut meta, "By far the best harbour", true);
        assert!(meta.authors.is_empty());
    }

    #[test]
    fn shelves_file_the_article() {
        let link = |url: &str, text: &str| {
            Inline::Link(crate::doc::Link { url: url.into(), title: None, content: vec![Inline::text(text)] })
        };
        let meta = Meta { published: Date::parse_iso("2018-11-22"), ..Meta::default() };
        let files = |line: Vec<Inline>| is_shelf(&meta, &line);
        let shelf = || link("https://a.example/category/boats/", "Boats");
        assert!(files(vec![shelf()]) && files(vec![shelf(), Inline::text("November 22, 2018")]));
        assert!(files(vec![Inline::text("Nov. 22, 2018 in "), link("/craft", "Craft")]));
        assert!(!files(vec![Inline::text("Nov. 23, 2018 in "), link("/craft", "Craft")]));
        assert!(!files(vec![Inline::text("Nov. 22, 2018 in "), link("/x", "The year of the three great floods")]));
        assert!(!files(vec![shelf(), Inline::text(" are his life.")]));
        assert!(!files(vec![link("/boats/1", "Boats")]) && !files(vec![Inline::text("November 22, 2018")]));
    }
}

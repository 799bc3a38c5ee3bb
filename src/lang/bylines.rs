//! The words around the names of authors, in all languages at once: a page in one language often
//! has its byline in another.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::lists::{Set, each_word, words};
use super::{Bylines, Filing, LANGUAGES, en};

/// The role that a phrase before a name states for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    /// Wrote the text: "by", "von", "écrit par".
    Author,
    /// Another role: reviewed, published, took the pictures.
    Other,
}

static LEADS: LazyLock<HashMap<&'static str, Lead, RandomState>> = LazyLock::new(|| {
    let list = |of: fn(&Bylines) -> &'static str| LANGUAGES.iter().flat_map(move |l| of(&l.bylines).split(", "));
    let others = list(|bylines| bylines.others).map(|phrase| (phrase, Lead::Other));
    // A phrase that is in both lists names an author: the later entry stays.
    let all = others.chain(list(|bylines| bylines.by).map(|phrase| (phrase, Lead::Author)));
    all.filter(|(phrase, _)| !phrase.is_empty()).collect()
});

/// Leads are not longer, in characters.
const LONGEST: usize = 40;

/// A lead at the head of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found<'t> {
    /// The role of the person named after it.
    pub lead: Lead,
    /// The lead itself, in lower case.
    pub phrase: &'static str,
    /// The text after it.
    pub rest: &'t str,
}

/// The longest lead at the head of a text. A lead ends with the text, a word or a sign.
pub(crate) fn lead(text: &str) -> Option<Found<'_>> {
    let mut lower = String::new();
    // The end of each character, in the lowered text and in the text, because lower case may be longer.
    let mut ends = Vec::new();
    for (at, c) in text.char_indices().take(LONGEST) {
        lower.extend(c.to_lowercase());
        ends.push((lower.len(), at + c.len_utf8()));
    }
    let longest = ends.iter().rev().find_map(|(in_lower, end)| Some((LEADS.get_key_value(&lower[..*in_lower])?, *end)));
    let ((phrase, lead), end) = longest?;
    let rest = &text[end..];
    let ends_itself = phrase.ends_with([':', '：', '＝', '・']);
    if !ends_itself && rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '’' || c == '-') {
        return None;
    }
    Some(Found { lead: *lead, phrase, rest: rest.trim_start_matches([' ', ':', '：', '\u{a0}', '|']) })
}

/// The text after the leads that name an author: "Author: By Ada Marsh" has two.
pub(crate) fn after_author_leads(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(Found { lead: Lead::Author, rest: next, .. }) = lead(rest) {
        rest = next;
    }
    (rest.len() < text.len()).then_some(rest)
}

/// True if a text is only such a lead: "By", "Autorin:".
pub(crate) fn is_author_lead(text: &str) -> bool {
    after_author_leads(text.trim()).is_some_and(str::is_empty)
}

/// The places after each word of a language other than English that alone names an author, as inside `3 mai par Ada`.
pub(crate) fn places_after_by(text: &str) -> impl Iterator<Item = usize> {
    let starts = text.match_indices(' ').map(|(at, _)| at + 1);
    let words = starts.filter_map(|at| Some((at, text[at..].split_once(' ')?.0)));
    let is_by = |word: &str| {
        LEADS.get(word) == Some(&Lead::Author) && !en::LANGUAGE.bylines.by.split(", ").any(|by| by == word)
    };
    words.filter(move |(_, word)| is_by(word)).map(|(at, word)| at + word.len() + 1)
}

/// A name without the office of a reporter, which follows it in Korean.
pub(crate) fn without_title(name: &str) -> &str {
    before_eastern_office(name).unwrap_or(name)
}

/// The scripts from this sign on are those of Korean, Chinese and Japanese, as far as names are written in them.
const EASTERN: char = '\u{1100}';

/// The name in a text of two or three words of which the last is an office, in a script without capitals, which tell
/// names from other words elsewhere: "김하나 기자". The name has two to four signs.
pub(crate) fn before_eastern_office(text: &str) -> Option<&str> {
    let (name, office) = text.trim().rsplit_once(' ')?;
    let is_name = (2..=4).contains(&name.chars().count()) && name.chars().all(|c| c >= EASTERN && c.is_alphabetic());
    (is_name && OFFICES.contains(office)).then_some(name)
}

/// The name after a lead inside a line of Chinese or Japanese: "2024年3月12日 来源：港口网 作者：李明".
pub(crate) fn after_eastern_lead(text: &str) -> Option<&str> {
    let starts = text.match_indices([' ', '\u{3000}']).map(|(at, space)| &text[at + space.len()..]);
    let mut found = starts.filter_map(lead).filter(|found| found.lead == Lead::Author && !found.phrase.is_ascii());
    let rest = found.find(|found| found.phrase.ends_with([':', '：', '＝', '・']))?.rest;
    rest.split([' ', '\u{3000}']).next()
}

/// The parts of a list of names between words for "and". One letter parts full names only: "Ana Ruiz y Luis Vega" are
/// two people, "José Ortega y Gasset" is one.
pub(crate) fn split_at_and(text: &str) -> Vec<&str> {
    let words: Vec<(usize, &str)> =
        text.split(' ').map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    let mut parts = Vec::new();
    let (mut start, mut first) = (0, 0);
    for (number, (at, word)) in words.iter().enumerate() {
        let full = || number >= first + 2 && words.len() >= number + 3;
        if number > first && is_and(&word.to_lowercase()) && (word.chars().count() > 1 || *word == "&" || full()) {
            parts.push(text[start..*at].trim());
            start = at + word.len();
            first = number + 1;
        }
    }
    parts.push(text[start..].trim());
    parts
}

static PARTICLES: LazyLock<Set> = LazyLock::new(|| words(|language| language.bylines.particles));
static ANDS: LazyLock<Set> = LazyLock::new(|| words(|language| language.bylines.and));
static OFFICES: LazyLock<Set> = LazyLock::new(|| words(|language| language.bylines.offices));
static RANKS: LazyLock<Set> = LazyLock::new(|| words(|language| language.bylines.ranks));

/// True if a word occurs inside names in small letters: `van`, `de`, `bin`.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(word)
}

/// True if a word in lower case is an article that may begin the name of a house: "The Harbour Press".
pub(crate) fn is_article(word: &str) -> bool {
    each_word(|language| language.bylines.articles).any(|known| known == word)
}

/// True if a word joins two names.
pub(crate) fn is_and(word: &str) -> bool {
    ANDS.contains(word)
}

/// True if a word in lower case is an office at a paper.
pub(crate) fn is_office(word: &str) -> bool {
    OFFICES.contains(word) || word.strip_suffix('s').is_some_and(|one| OFFICES.contains(one))
}

/// True if a word in lower case comes before an office.
pub(crate) fn is_rank(word: &str) -> bool {
    RANKS.contains(word)
}

static HOUSES: LazyLock<Set> = LazyLock::new(|| words(|language| language.bylines.houses));
static JOBS: LazyLock<Set> = LazyLock::new(|| words(|language| language.bylines.jobs));

/// True if a name is that of a paper, an agency or an office: "The Associated Press", "CNN Political Reporter".
pub(crate) fn is_institution(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    // Kana, Han characters and Hangul are written without spaces.
    let ends_so = || HOUSES.iter().any(|house| house.starts_with(|c| c >= '\u{3040}') && last.ends_with(house));
    // "Head of Harbours" is no person.
    let holds = || words.iter().any(|word| matches!(*word, "of" | "at" | "for"));
    let is_house = [first, last].iter().any(|word| HOUSES.contains(*word));
    if is_house || is_job(name) || is_nobody(name) || ends_so() || holds() {
        return true;
    }
    // "Ada Editor" is a person, "TODAY contributor" is none.
    let is_loud = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_title = || is_rank(first) || name.split(' ').any(|word| is_loud(word) || is_office(word));
    words.len() > 1 && is_office(last) && is_title()
}

/// True if a text is an office outside a paper: "Product Manager".
pub(crate) fn is_job(text: &str) -> bool {
    JOBS.contains(text.to_lowercase().rsplit(' ').next().unwrap_or(""))
}

static NOBODY: LazyLock<Set> = LazyLock::new(|| words(|language| language.bylines.nobody));

/// True if a byline names no particular person: "Team Harbour", "The Newsroom".
pub(crate) fn is_nobody(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split_whitespace();
    let first = words.next().unwrap_or("");
    [first, words.next_back().unwrap_or(first)].iter().any(|word| NOBODY.contains(word))
}

/// The subject of a word in a line of names, dates and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilingWord {
    /// It marks the day of publication.
    Published,
    /// It marks the day of a change.
    Updated,
    /// It belongs to a reading time.
    Reading,
    /// It is a day of the week.
    Weekday,
    /// It has no meaning by itself.
    Glue,
}

static FILING: LazyLock<[(FilingWord, Set); 5]> = LazyLock::new(|| {
    let filing = |of: fn(&Filing) -> &'static str| {
        LANGUAGES.iter().flat_map(move |l| of(&l.filing).split(' ')).filter(|word| !word.is_empty()).collect()
    };
    [
        (FilingWord::Updated, filing(|f| f.updated)),
        (FilingWord::Published, filing(|f| f.published)),
        (FilingWord::Reading, filing(|f| f.reading)),
        (FilingWord::Weekday, words(|language| language.calendar.weekdays)),
        (FilingWord::Glue, filing(|f| f.glue)),
    ]
});

/// The subject of a word in lower case in a line of names, dates and times; `None` for any other word.
pub(crate) fn filing(word: &str) -> Option<FilingWord> {
    FILING.iter().find(|(_, words)| words.contains(word)).map(|(kind, _)| *kind)
}

/// True if one of the words means a change: "Last updated on". A word of one or two letters means nothing.
pub(crate) fn says_updated(text: &str) -> bool {
    says(text, FilingWord::Updated)
}

/// True if one of the words means publication.
pub(crate) fn says_published(text: &str) -> bool {
    says(text, FilingWord::Published)
}

fn says(text: &str, what: FilingWord) -> bool {
    // Words that occur with either: "last", "first", "date".
    const EITHER: &[&str] = &["last", "first", "date", "originally", "stand", "mis"];
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.any(|word| !EITHER.contains(&word) && filing(word) == Some(what))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn leads_name_authors_and_others_in_any_language() {
        for (text, rest) in [
            ("By Ada Marsh", "Ada Marsh"),
            ("Written by: Ada Marsh", "Ada Marsh"),
            ("VON ADA MARSH", "ADA MARSH"),
            ("Автор: Ada Marsh", "Ada Marsh"),
            ("作者：李明", "李明"),
        ] {
            let found = lead(text).unwrap();
            assert_eq!((found.lead, found.rest), (Lead::Author, rest), "{text}");
        }
        let found = lead("Medically reviewed by Bo Lund").unwrap();
        assert_eq!((found.lead, found.phrase, found.rest), (Lead::Other, "medically reviewed by", "Bo Lund"));
        assert_eq!(["Bye Ada", "Byron wrote", "Vondel", "Ada Marsh", ""].map(lead), [None; 5]);
        assert_eq!(after_author_leads("Author: By Ada"), Some("Ada"));
        assert!(is_author_lead("Written by ") && !is_author_lead("Written by Ada"));
    }

    #[test]
    fn names_are_parted_at_and() {
        assert_eq!(split_at_and("Ada Marsh and Bo Lund"), ["Ada Marsh", "Bo Lund"]);
        assert_eq!(split_at_and("Ada & Bo und Cy"), ["Ada", "Bo", "Cy"]);
        assert_eq!(split_at_and("Ana Ruiz y Luis Vega"), ["Ana Ruiz", "Luis Vega"]);
        assert_eq!(split_at_and("José Ortega y Gasset"), ["José Ortega y Gasset"]);
        assert_eq!(split_at_and("Andy"), ["Andy"]);
    }

    #[test]
    fn no_lead_stands_twice_in_a_language() {
        for language in LANGUAGES {
            let mut seen = HashSet::new();
            for lead in language.bylines.by.split(", ").chain(language.bylines.others.split(", ")) {
                assert!(lead.is_empty() || seen.insert(lead), "{}: {lead}", language.name);
                assert_eq!(lead.to_lowercase(), lead);
            }
        }
    }

    #[test]
    fn words_say_that_something_appeared_or_changed() {
        assert!(
            says_updated("Last updated on 3 May")
                && says_updated("Zuletzt aktualisiert: ")
                && says_updated("Mis à jour, modifié")
        );
        assert!(says_published("Published: ") && says_published("Publié le") && !says_published("Last seen"));
        assert!(!says_updated("Published") && !says_updated("The last boat"));
    }
}

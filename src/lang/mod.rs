//! All that depends on a language: one file a language, each with one [`Language`].
//!
//! A language's file has the words that an edition prints in it (labels, dates, quotation marks) and the words around
//! articles in it (bylines, dates, the buttons of pages). The rest of the program asks here: [`Language::of`] for
//! printed words, [`calendar`] for reading and printing dates, [`phrases`] and [`sites`] for phrases of web pages,
//! [`sections`] for the names of chapters and sections, [`bylines`] for the names of authors, [`detect`] for texts that
//! name no language.
//!
//! A new language is one file and one row in [`LANGUAGES`]; the compiler requires every field. Languages of which only
//! the typography is known are in `others.rs`.

mod ar;
mod binding;
pub(crate) mod bylines;
mod ca;
pub(crate) mod calendar;
mod caption_labels;
pub(crate) mod compounds;
mod cs;
mod da;
pub(crate) mod date;
mod de;
pub(crate) mod detect;
mod el;
mod en;
mod es;
mod fa;
mod fi;
mod fr;
mod he;
mod hi;
mod hu;
mod it;
mod ja;
mod ko;
pub(crate) mod letters;
mod lists;
mod nb;
mod nl;
mod others;
pub(crate) mod phrases;
pub(crate) mod picture_credits;
mod pl;
mod pt;
mod ro;
mod ru;
pub(crate) mod sections;
pub(crate) mod sites;
mod sk;
pub(crate) mod small_words;
pub(crate) mod strong;
mod sv;
pub(crate) mod tag;
mod tr;
mod uk;
mod zh;

pub use binding::Binding;
pub use calendar::{Calendar, Order};
pub(crate) use caption_labels::{Captioned, caption_label};
pub use date::{Date, Time};
pub use phrases::Phrases;
pub use sections::Sections;
pub use sites::Sites;
pub use strong::{Letters, is_rtl};
pub use tag::{Han, Lang};

/// One language.
#[derive(Debug)]
pub struct Language {
    /// The primary subtags (BCP 47) that mean this language, its own first.
    pub tags: &'static [&'static str],
    /// Its code in ISO 639-3, which the detector uses.
    pub iso639_3: &'static str,
    /// Its name in English, which the heads of books use.
    pub name: &'static str,
    /// Regions with a different written form, separated by spaces: if an address names one of them, the tag does too.
    pub regions: &'static str,
    /// The direction of its script, unless a tag names a script.
    pub direction: Direction,
    /// True if it may be set in columns from top to bottom. Such languages have no spaces, italics or hyphens.
    pub may_be_vertical: bool,
    /// The code (ISO 639-1) of its hyphenation patterns.
    pub hyphenation: Option<&'static str>,
    /// Endings that begin with a capital inside a word, as in `LehrerInnen`, which is no name of a program.
    pub capital_endings: &'static str,
    /// The form of its quotations.
    pub quotation: Quotation,
    /// Abbreviations that belong to the word or number after them, separated by spaces.
    pub abbreviations: &'static str,
    /// Words that follow a hanging hyphen, separated by spaces: `pre- and postwar`.
    pub after_hyphen: &'static str,
    /// Its commonest short words (articles, prepositions, pronouns), separated by spaces. Prose is full of them, menus are not.
    pub small_words: &'static str,
    /// The names before a number in the caption of a table, in lower case, separated by spaces.
    pub table_names: &'static str,
    /// The names before a number in the caption of a picture.
    pub figure_names: &'static str,
    /// The words before the name of a picture's maker, in lower case, separated by commas.
    pub credits: &'static str,
    /// The names of the parts of a text.
    pub sections: Sections,
    /// The program's own words in outputs.
    pub labels: Labels,
    /// The form of its dates.
    pub calendar: Calendar,
    /// The words around the names of authors: bylines, offices, ranks.
    pub bylines: Bylines,
    /// The words around bylines and dates.
    pub filing: Filing,
    /// The phrases of web pages that articles do not use.
    pub phrases: Phrases,
    /// The lines that sites of known kinds print around articles.
    pub sites: Sites,
}

/// All languages with a file, English first.
pub static LANGUAGES: &[&Language] = &[
    &en::LANGUAGE,
    &de::LANGUAGE,
    &fr::LANGUAGE,
    &es::LANGUAGE,
    &it::LANGUAGE,
    &nl::LANGUAGE,
    &pt::LANGUAGE,
    &ca::LANGUAGE,
    &sv::LANGUAGE,
    &da::LANGUAGE,
    &nb::LANGUAGE,
    &fi::LANGUAGE,
    &pl::LANGUAGE,
    &cs::LANGUAGE,
    &sk::LANGUAGE,
    &hu::LANGUAGE,
    &ro::LANGUAGE,
    &tr::LANGUAGE,
    &el::LANGUAGE,
    &ru::LANGUAGE,
    &uk::LANGUAGE,
    &ar::LANGUAGE,
    &he::LANGUAGE,
    &fa::LANGUAGE,
    &hi::LANGUAGE,
    &zh::LANGUAGE,
    &ja::LANGUAGE,
    &ko::LANGUAGE,
];

impl Language {
    /// The language of a tag; [`others::UNKNOWN`] for an unknown one.
    pub fn of(lang: &Lang) -> &'static Language {
        Self::known(lang.primary()).unwrap_or(&others::UNKNOWN)
    }

    /// The language with this primary subtag.
    pub fn known(primary: &str) -> Option<&'static Language> {
        Self::all().find(|language| language.tags.contains(&primary))
    }

    /// All known languages.
    pub fn all() -> impl Iterator<Item = &'static Language> {
        LANGUAGES.iter().copied().chain(others::OTHERS)
    }

    /// Its own tag.
    pub fn tag(&self) -> Option<Lang> {
        self.tags.first().and_then(|tag| Lang::new(tag))
    }
}

/// True if a word, with its full stop, is an abbreviation that belongs to the word or number after it, in any language.
pub fn is_abbreviation(word: &str) -> bool {
    let may_be = word.ends_with(['.', '§']);
    may_be && LANGUAGES.iter().any(|language| language.abbreviations.split(' ').any(|known| known == word))
}

/// True if a line should not end between these two words: between the initials of a name, `J. R.`, and between the last
/// of them and a short name, `R. Tolkien`. `before` may end in a hyphen, `J.-P.`, and `after` may begin a longer text.
pub fn is_bound_name(before: &str, after: &str) -> bool {
    if !is_initials(before.trim_start_matches(|c: char| !c.is_alphanumeric())) {
        return false;
    }
    let after = after.split(char::is_whitespace).next().unwrap_or("");
    let is_short_name = || {
        let letters = after.trim_end_matches(|c: char| !c.is_alphanumeric());
        let starts = letters.chars().next().is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
        starts && letters.chars().count() <= SHORT_NAME && !letters.contains('.')
    };
    is_initials(after) || is_short_name()
}

/// The text with no-break spaces where [`is_bound_name`] keeps names together, for formats that break lines themselves.
pub fn with_bound_names(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text;
    while let Some((word, after)) = rest.split_once(' ') {
        out.push_str(word);
        out.push(if is_bound_name(word, after) { '\u{A0}' } else { ' ' });
        rest = after;
    }
    out + rest
}

/// The most characters of a name that its initials keep on their line.
const SHORT_NAME: usize = 12;

/// True for initials: capitals with full stops, in one word, perhaps with hyphens between them and signs after them.
fn is_initials(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '-');
    let mut chars = word.chars().peekable();
    let mut any = false;
    while let Some(c) = chars.next() {
        // Hebrew and Arabic have no capitals.
        if !(c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase()) || chars.next() != Some('.') {
            return false;
        }
        chars.next_if_eq(&'-');
        any = true;
    }
    any
}

/// True if a word in lower case follows a hanging hyphen in any language: `pre- and postwar`.
pub(crate) fn follows_hyphen(word: &str) -> bool {
    lists::each_word(|language| language.after_hyphen).any(|known| known == word)
}

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// The form of a language's quotations. Marks are the delimiters of Unicode's CLDR, except that inner marks are single
/// ones only where the language prints single ones.
#[derive(Debug)]
pub struct Quotation {
    /// The usual marks.
    pub marks: QuoteMarks,
    /// The marks of regions with other marks.
    pub regional: &'static [(&'static [&'static str], QuoteMarks)],
    /// True if guillemets and high punctuation have a thin space next to them.
    pub thin_spaces: bool,
}

/// Quotation marks, each opening and closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteMarks {
    /// For typed double quotes.
    pub double: (char, char),
    /// For typed single quotes.
    pub single: (char, char),
}

impl QuoteMarks {
    /// The marks of a language in its region.
    pub fn of(lang: &Lang) -> Self {
        let quotation = &Language::of(lang).quotation;
        let region = lang.region().unwrap_or("");
        let regional = quotation.regional.iter().find(|(regions, _)| regions.contains(&region));
        regional.map_or(quotation.marks, |(_, marks)| *marks)
    }
}

/// The program's own words in outputs.
#[derive(Debug)]
pub struct Labels {
    /// The picture at the front.
    pub cover: &'static str,
    /// The table of contents.
    pub contents: &'static str,
    /// The start of the body.
    pub start: &'static str,
    /// The title of the landmarks.
    pub landmarks: &'static str,
    /// The title of the page list.
    pub pages: &'static str,
    /// An article without a title.
    pub untitled: &'static str,
    /// A picture that cannot be shown and has no words.
    pub picture: &'static str,
    /// An aside, and the call of a foot-note.
    pub note: &'static str,
    /// Over the notes at the end of an article.
    pub notes: &'static str,
    /// An aside that helps.
    pub tip: &'static str,
    /// An aside that must be read.
    pub important: &'static str,
    /// An aside that warns of harm.
    pub warning: &'static str,
    /// An aside that warns of trouble.
    pub caution: &'static str,
    /// A forwarded message without a subject.
    pub message: &'static str,
    /// Before the authors' names, with its space; empty if the names have no word before them.
    pub by: &'static str,
    /// Before the translators' names, with its space.
    pub translation: &'static str,
    /// Before the editors' names, with its space.
    pub editor: &'static str,
    /// Before the illustrators' names, with its space.
    pub illustrations: &'static str,
    /// Before the photographers' names, with its space.
    pub photographs: &'static str,
    /// Before the day on which a page was saved, with its space.
    pub saved: &'static str,
    /// Between the names of a list, with its space.
    pub comma: &'static str,
    /// Between the last two names, with its spaces.
    pub and: &'static str,
    /// On the button that makes the text of a page smaller.
    pub smaller: &'static str,
    /// On the button that makes the text of a page larger.
    pub larger: &'static str,
    /// On the button that prints a page.
    pub print: &'static str,
    /// Above the ingredients of a recipe.
    pub ingredients: &'static str,
    /// Above the steps of a recipe or guide.
    pub steps: &'static str,
}

impl Labels {
    /// True if a heading says "Ingredients", or "Ingredients for ...", in any language.
    pub(crate) fn name_ingredients(words: &str) -> bool {
        let words = words.to_lowercase();
        LANGUAGES.iter().any(|language| {
            let rest = words.strip_prefix(&language.labels.ingredients.to_lowercase());
            rest.is_some_and(|rest| rest.chars().count() <= 30 && !rest.starts_with(char::is_alphabetic))
        })
    }

    /// The labels of a language.
    pub fn of(lang: &Lang) -> &'static Labels {
        &Language::of(lang).labels
    }

    /// Names as a list: `A, B and C`.
    pub fn list(&self, names: &[impl AsRef<str>]) -> String {
        let mut out = String::new();
        for (number, name) in names.iter().enumerate() {
            match number {
                0 => {}
                _ if number + 1 == names.len() => out.push_str(self.and),
                _ => out.push_str(self.comma),
            }
            out.push_str(name.as_ref());
        }
        out
    }
}

/// The words around the names of authors: bylines, offices, ranks. Phrases are in lower case, separated by commas; words are
/// separated by spaces.
#[derive(Debug)]
pub struct Bylines {
    /// Phrases before an author's name.
    pub by: &'static str,
    /// Phrases before the name of a person with another role: reviewed, published, took pictures.
    pub others: &'static str,
    /// Words between two names.
    pub and: &'static str,
    /// Small words inside names.
    pub particles: &'static str,
    /// Titles of people at a paper: "correspondent".
    pub offices: &'static str,
    /// Words before an office: "senior".
    pub ranks: &'static str,
    /// Words at the beginning or end of names that are not a person's: "team", "newsroom".
    pub nobody: &'static str,
    /// Words at the beginning or end of names of papers and agencies: "news". None is also a family name.
    pub houses: &'static str,
    /// Offices outside a paper, at the end of a text that is no name: "manager".
    pub jobs: &'static str,
    /// Articles that may begin the name of a house.
    pub articles: &'static str,
}

/// Words near an article's title or in the head of a letter, in lower case, separated by spaces.
#[derive(Debug)]
pub struct Filing {
    /// Words that mark the day of publication.
    pub published: &'static str,
    /// Words that mark the day of a change.
    pub updated: &'static str,
    /// Words of reading times.
    pub reading: &'static str,
    /// Words between names, dates and times without a meaning by themselves.
    pub glue: &'static str,
    /// The prefixes that mail programs put before the subject of a reply or a forwarded message.
    pub replies: &'static str,
    /// The openings of lines that state the reason for a letter, separated by commas.
    pub letter_reasons: &'static str,
    /// Words in the closing of a letter.
    pub closings: &'static str,
    /// The labels of a press release, separated by commas.
    pub releases: &'static str,
    /// The labels of the contact above a press release, separated by commas.
    pub contacts: &'static str,
    /// First words of lines about the days when a journal received and accepted a manuscript.
    pub manuscript: &'static str,
    /// Words between a day and the section that holds the article.
    pub filed_in: &'static str,
    /// Phrases of reading times, separated by commas.
    pub reading_times: &'static str,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_tag_and_code_belongs_to_one_language() {
        let (mut tags, mut codes) = (BTreeSet::new(), BTreeSet::new());
        for language in Language::all() {
            for tag in language.tags {
                assert!(tags.insert(*tag) && Lang::new(tag).is_some_and(|lang| lang.primary() == *tag), "{tag}");
            }
            assert!(codes.insert(language.iso639_3) && language.iso639_3.len() == 3, "{}", language.iso639_3);
        }
    }

    #[test]
    fn labels_are_whole_and_kinds_of_asides_differ() {
        for language in LANGUAGES {
            let l = &language.labels;
            let asides = [l.note, l.tip, l.important, l.warning, l.caution];
            let places = [l.cover, l.contents, l.start, l.landmarks, l.pages, l.untitled, l.picture, l.message];
            assert!(places.iter().chain(&asides).all(|text| !text.is_empty() && text.trim() == *text));
            assert_eq!(asides.iter().collect::<BTreeSet<_>>().len(), 5, "{}", language.name);
            let before = [l.translation, l.editor, l.illustrations, l.photographs, l.saved];
            assert!(before.iter().all(|text| text.ends_with([' ', '：'])), "{}", language.name);
        }
    }

    #[test]
    fn names_are_joined() {
        let list = |tag: &str| Labels::of(&Lang::new(tag).unwrap()).list(&["A", "B", "C"]);
        assert_eq!(list("en"), "A, B and C");
        assert_eq!(list("ar"), "A، B وC");
        assert_eq!(list("zh"), "A、B、C");
        assert_eq!(list("tlh"), "A, B, C");
        assert_eq!(Labels::of(&Lang::english()).list(&["A"]), "A");
    }

    #[test]
    fn quotation_marks_follow_language_and_region() {
        let double = |tag: &str| QuoteMarks::of(&Lang::new(tag).unwrap()).double;
        assert_eq!([double("de"), double("de-CH"), double("de-AT")], [('„', '“'), ('«', '»'), ('„', '“')]);
        assert_eq!([double("pt-BR"), double("pt-PT"), double("sl")], [('“', '”'), ('«', '»'), ('„', '“')]);
        assert_eq!(double("tlh"), ('“', '”'));
    }

    #[test]
    fn initials_stay_together_and_with_a_short_name() {
        for (before, after) in [
            ("J.", "R. R. Tolkien"),
            ("R.", "Tolkien wrote"),
            ("J.-", "P. Sartre"),
            ("J.R.R.", "Tolkien"),
            ("(A.", "S. Byatt)"),
            ("А.", "С. Пушкин"),
            ("א.", "ב. יהושע"),
        ] {
            assert!(is_bound_name(before, after), "{before} {after}");
        }
        for (before, after) in [
            ("end.", "The next"),
            ("C.", "it is"),
            ("J.", "Featherstonehaugh-Cholmondeley"),
            ("5.", "Chapter"),
            ("e.", "V."),
            ("Tolkien", "J. R."),
            ("Mr.", "Tolkien"),
        ] {
            assert!(!is_bound_name(before, after), "{before} {after}");
        }
        assert_eq!(with_bound_names("By J. R. Tolkien and Bo"), "By J.\u{A0}R.\u{A0}Tolkien and Bo");
    }

    #[test]
    fn words_are_in_lower_case_and_parted_by_one_space() {
        for language in LANGUAGES {
            let (b, f) = (&language.bylines, &language.filing);
            let lists = [
                b.and, b.particles, b.offices, b.ranks, b.nobody, b.houses, b.jobs, f.published, f.updated, f.reading,
                f.glue, f.replies,
            ];
            for list in lists.into_iter().chain([language.calendar.weekdays]) {
                let shaped = list.is_empty() || list.split(' ').all(|word| !word.is_empty());
                assert!(shaped && list.to_lowercase() == list, "{}: {list}", language.name);
            }
        }
    }
}

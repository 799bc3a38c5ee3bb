//! The words that name the parts of a text: chapters, books, the sections of reports and recipes, lists of contents and
//! of notes.

use std::sync::LazyLock;

use super::lists::{Set, each_phrase, each_word, phrases, words};

/// The words that name the parts of a text in one language, in lower case. Words are separated by spaces, titles by
/// commas.
#[derive(Debug)]
pub struct Sections {
    /// Words before the number of a chapter; in the languages of East Asia the word after it.
    pub chapters: &'static str,
    /// Words before or after the number of a part that has chapters.
    pub divisions: &'static str,
    /// Words before the number of a part of a law, a report or a contract.
    pub provisions: &'static str,
    /// Numbers as words, in the forms that go with `divisions`.
    pub ordinals: &'static str,
    /// Titles of a book's unnumbered parts, without punctuation.
    pub book_parts: &'static str,
    /// Common titles of sections in reports and recipes.
    pub titles: &'static str,
    /// Titles of a list of the text's own parts.
    pub contents: &'static str,
    /// Titles that such a list has on web pages, and that other lists have in books.
    pub contents_on_page: &'static str,
    /// Words above the column of page numbers in such a list.
    pub pages: &'static str,
    /// Titles of the notes and references.
    pub notes: &'static str,
    /// Titles of a section about the author.
    pub about_author: &'static str,
}

impl Sections {
    pub(super) const NONE: Sections = Sections {
        chapters: "",
        divisions: "",
        provisions: "",
        ordinals: "",
        book_parts: "",
        titles: "",
        contents: "",
        contents_on_page: "",
        pages: "",
        notes: "",
        about_author: "",
    };
}

static CHAPTERS: LazyLock<Set> = LazyLock::new(|| words(|language| language.sections.chapters));
static DIVISIONS: LazyLock<Set> = LazyLock::new(|| words(|language| language.sections.divisions));
static PROVISIONS: LazyLock<Set> = LazyLock::new(|| words(|language| language.sections.provisions));
static ORDINALS: LazyLock<Set> = LazyLock::new(|| words(|language| language.sections.ordinals));
static BOOK_PARTS: LazyLock<Set> = LazyLock::new(|| phrases(|language| language.sections.book_parts));
static TITLES: LazyLock<Set> = LazyLock::new(|| phrases(|language| language.sections.titles));
static CONTENTS: LazyLock<Set> = LazyLock::new(|| phrases(|language| language.sections.contents));
static NOTES: LazyLock<Set> = LazyLock::new(|| phrases(|language| language.sections.notes));

/// True if a word in lower case is counted above the chapters of a book: `chapter`, `kapitel`.
pub(crate) fn is_chapter(word: &str) -> bool {
    CHAPTERS.contains(word)
}

/// The text after the number of a chapter in the languages of East Asia, which is an ordinal: `第一章　雨`, `제1장 비`. A
/// space or the end of the text parts them.
pub(crate) fn after_eastern_chapter(text: &str) -> Option<&str> {
    let counted = text.strip_prefix(['第', '제'])?.trim_start();
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千〇零两兩".contains(c);
    let word = counted.trim_start_matches(is_digit);
    let named = CHAPTERS.iter().filter(|chapter| !chapter.is_ascii());
    let rest = named.filter_map(|chapter| word.strip_prefix(*chapter)).next()?;
    let title = rest.trim_start_matches([' ', '\u{3000}', '：', ':', '\u{a0}']);
    (word.len() < counted.len() && (rest.is_empty() || title.len() < rest.len())).then_some(title)
}

/// True if a word in lower case is counted above parts of a book that have chapters: `part`, `livre`.
pub(crate) fn is_division(word: &str) -> bool {
    DIVISIONS.contains(word)
}

/// True if a word in lower case is counted above parts of any text: `chapter`, `part`, `appendix`.
pub(crate) fn is_counted(word: &str) -> bool {
    is_chapter(word) || is_division(word) || PROVISIONS.contains(word)
}

/// True if a word in lower case is a small number, in a form that stands beside a word for a part: `première`, `two`.
pub(crate) fn is_ordinal(word: &str) -> bool {
    ORDINALS.contains(word)
}

/// True if a text in lower case, without punctuation, is the title of an unnumbered part of a book: `preface`.
pub(crate) fn is_book_part(title: &str) -> bool {
    BOOK_PARTS.contains(title)
}

/// True if a text in lower case is a common title of a section in reports and recipes: `abstract`, `zutaten`.
pub(crate) fn is_usual_title(title: &str) -> bool {
    TITLES.contains(title)
}

/// True if a text in lower case is the title of a list of contents.
pub(crate) fn heads_contents(title: &str) -> bool {
    CONTENTS.contains(title)
}

/// True if a text in lower case is the title of a list of contents of a web page.
pub(crate) fn heads_contents_of_page(title: &str) -> bool {
    heads_contents(title) || each_phrase(|language| language.sections.contents_on_page).any(|known| known == title)
}

/// True if a text in lower case is only the head of columns in a list of contents: `chapter page`, `seite`.
pub(crate) fn heads_columns(text: &str) -> bool {
    let is_page = |word: &str| each_word(|language| language.sections.pages).any(|known| known == word);
    let mut words = text.split(' ');
    words.clone().count() <= 2 && words.all(|word| is_chapter(word) || is_page(word))
}

/// True if a text in lower case is the title of notes or references.
pub(crate) fn heads_notes(title: &str) -> bool {
    NOTES.contains(title)
}

/// True if a text in lower case is the title of a section about the author.
pub(crate) fn heads_author(title: &str) -> bool {
    each_phrase(|language| language.sections.about_author).any(|known| known == title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_by_words_of_any_language() {
        assert_eq!(["chapter", "kapitel", "глава", "part", "live"].map(is_chapter), [true, true, true, false, false]);
        assert_eq!(["part", "livre", "księga", "chapter"].map(is_division), [true, true, true, false]);
        assert_eq!(
            ["chapter", "tome", "schedule", "anhang", "page", ""].map(is_counted),
            [true, true, true, true, false, false]
        );
        assert_eq!(["first", "dernière", "the"].map(is_ordinal), [true, true, false]);
    }

    #[test]
    fn chapters_are_ordinals_in_east_asia() {
        assert_eq!(after_eastern_chapter("第一章　雨"), Some("雨"));
        assert_eq!(after_eastern_chapter("第十二回"), Some(""));
        assert_eq!(after_eastern_chapter("제1장 비"), Some("비"));
        for text in ["第一章讲的是雨", "第一天 雨", "第章 雨", "一章 雨", ""] {
            assert_eq!(after_eastern_chapter(text), None, "{text}");
        }
    }

    #[test]
    fn titles_head_their_sections() {
        assert!(is_book_part("list of illustrations") && is_usual_title("gör så här") && heads_contents("inhalt"));
        assert!(heads_contents_of_page("in this article") && !heads_contents("in this article"));
        assert!(heads_notes("notes et références") && heads_author("über den autor"));
        assert_eq!(["chapter page", "seite", "the page", ""].map(heads_columns), [true, true, false, false]);
    }
}

//! Phrases of web pages that articles do not use ("Share this article", "Weiterlesen"), and their share of a line.
//!
//! Every language lists its phrases by subject. A line is cut greedily into the longest known phrases of all languages;
//! the share of its words so covered is the evidence. Share counts and other numbers count as covered.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::LANGUAGES;

/// The phrases of one language, in lower case, without punctuation and digits, separated by commas.
#[derive(Debug)]
pub struct Phrases {
    /// Sharing and following.
    pub share: &'static str,
    /// Printing, saving, jumping to a recipe.
    pub print: &'static str,
    /// The size of letters, and listening instead of reading.
    pub font_size: &'static str,
    /// Cookies, privacy, terms.
    pub cookies: &'static str,
    /// Newsletters, subscriptions, accounts.
    pub newsletter: &'static str,
    /// Advertisements.
    pub advertisement: &'static str,
    /// Other articles, and reading on.
    pub related: &'static str,
    /// Comments on the article.
    pub comments: &'static str,
    /// Tags, topics and categories.
    pub tags: &'static str,
    /// Menus and sections of a site, and names of languages.
    pub menu: &'static str,
}

impl Phrases {
    pub(super) const NONE: Phrases = Phrases {
        share: "",
        print: "",
        font_size: "",
        cookies: "",
        newsletter: "",
        advertisement: "",
        related: "",
        comments: "",
        tags: "",
        menu: "",
    };

    fn by_kind(&self) -> [(Kind, &'static str); 10] {
        [
            (Kind::Share, self.share),
            (Kind::Print, self.print),
            (Kind::FontSize, self.font_size),
            (Kind::Cookies, self.cookies),
            (Kind::Newsletter, self.newsletter),
            (Kind::Advertisement, self.advertisement),
            (Kind::Related, self.related),
            (Kind::Comments, self.comments),
            (Kind::Tags, self.tags),
            (Kind::Menu, self.menu),
        ]
    }
}

/// The subject of a phrase; each kind has the code of the remark on a line that was left out for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Sharing and following.
    Share,
    /// Printing and saving.
    Print,
    /// The size of letters.
    FontSize,
    /// Cookies, privacy, terms.
    Cookies,
    /// Newsletters, subscriptions, accounts.
    Newsletter,
    /// Advertisements.
    Advertisement,
    /// Other articles.
    Related,
    /// Comments on the article.
    Comments,
    /// Tags, topics and categories.
    Tags,
    /// Menus and sections of a site.
    Menu,
}

impl Kind {
    /// The code of the remark on a line that such phrases make up.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Share => "chrome-share",
            Kind::Print => "chrome-print",
            Kind::FontSize => "chrome-font-size",
            Kind::Cookies => "chrome-cookies",
            Kind::Newsletter => "chrome-newsletter",
            Kind::Advertisement => "chrome-advertisement",
            Kind::Related => "chrome-related",
            Kind::Comments => "chrome-comments",
            Kind::Tags => "chrome-tags",
            Kind::Menu => "chrome-menu",
        }
    }
}

/// All phrases by their words joined with spaces, and the longest phrase in words.
struct Lexicon {
    phrases: HashMap<&'static str, Kind, RandomState>,
    /// First words of phrases, so that most words cost one lookup.
    firsts: HashSet<&'static str, RandomState>,
    longest: usize,
}

/// The greatest expected number of phrases, so that the tables need not grow.
const MOST: usize = 3500;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // A table that grows step by step is made several times over, and every run of the program waits for it.
    let phrases = HashMap::with_capacity_and_hasher(MOST, RandomState::default());
    let firsts = HashSet::with_capacity_and_hasher(MOST / 2, RandomState::default());
    let mut made = Lexicon { phrases, firsts, longest: 1 };
    for (kind, list) in LANGUAGES.iter().flat_map(|language| language.phrases.by_kind()) {
        for phrase in list.split(", ").filter(|phrase| !phrase.is_empty()) {
            made.longest = made.longest.max(phrase.split(' ').count());
            made.firsts.extend(phrase.split(' ').next());
            made.phrases.insert(phrase, kind);
        }
    }
    made
});

/// The share of a line that known phrases make up.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cover {
    /// Share of the words that belong to known phrases, 0 to 1; numbers count as known if any word does.
    pub share: f32,
    /// Words that belong to known phrases.
    pub words: usize,
    /// The kind of most of them.
    pub kind: Option<Kind>,
}

/// Lines of more words are not examined, because they are text.
const LONGEST_LINE: usize = 60;

/// Covers a line with known phrases.
pub(crate) fn cover(text: &str) -> Cover {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '·' | '•' | '»' | '›' | '>' | ',' | ';'))
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '&'))
        .filter(|w| !w.is_empty() && *w != "&")
        .take(LONGEST_LINE + 1)
        .collect();
    if words.is_empty() || words.len() > LONGEST_LINE {
        return Cover::default();
    }
    let mut known: Vec<(Kind, usize)> = Vec::new();
    let (mut at, mut covered, mut numbers) = (0, 0, 0);
    while let Some(word) = words.get(at) {
        let most = if LEXICON.firsts.contains(word) { LEXICON.longest.min(words.len() - at) } else { 0 };
        let found = (1..=most).rev().find_map(|length| {
            let phrase = words.get(at..at + length)?.join(" ");
            LEXICON.phrases.get(phrase.as_str()).map(|&kind| (length, kind))
        });
        let Some((length, kind)) = found else {
            let digits = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'k' | b'm'));
            numbers += usize::from(digits);
            at += 1;
            continue;
        };
        covered += length;
        match known.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, count)) => *count += length,
            None => known.push((kind, length)),
        }
        at += length;
    }
    // Of two kinds with equally many words the first in the list wins.
    let kind = known.iter().max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind))).map(|(kind, _)| *kind);
    if kind.is_none() {
        return Cover::default();
    }
    Cover { share: (covered + numbers) as f32 / words.len() as f32, words: covered, kind }
}

/// The start of a line, in lower case, that points to another article, such as "read also: the old lighthouse".
pub(crate) struct Pointer<'t> {
    /// The words that point to the other article.
    pub words: usize,
    /// The line after them.
    pub rest: &'t str,
}

/// The longest phrase about other articles at the start of a line in lower case.
pub(crate) fn pointer(line: &str) -> Option<Pointer<'_>> {
    // A phrase ends at the end of a word.
    let ends = line.match_indices(|c: char| !c.is_alphanumeric()).map(|(at, _)| at).chain([line.len()]);
    let ends: Vec<usize> = ends.take(LEXICON.longest + 1).collect();
    let end = *ends.iter().rev().find(|end| is_pointer(&line[..**end]))?;
    Some(Pointer { words: line[..end].split(' ').count(), rest: &line[end..] })
}

/// The subject of a text in lower case that is only a phrase.
fn kind(text: &str) -> Option<Kind> {
    LEXICON.phrases.get(text).copied()
}

/// True if a text in lower case is only a phrase about readers' comments.
pub(crate) fn is_of_comments(text: &str) -> bool {
    kind(text) == Some(Kind::Comments)
}

/// True if a text in lower case is only a phrase of menus.
pub(crate) fn is_of_menu(text: &str) -> bool {
    kind(text) == Some(Kind::Menu)
}

/// True if a text in lower case is only a phrase about other articles.
pub(crate) fn is_pointer(text: &str) -> bool {
    kind(text) == Some(Kind::Related)
}

impl Cover {
    /// The code of the remark on a line that such phrases make up.
    pub(crate) fn code(&self) -> Option<&'static str> {
        self.kind.map(Kind::code)
    }
}

/// True if a line files an article away: "Tags: rivers, ice", "Filed under boats".
pub(crate) fn files_away(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_tags = |phrase: &str| kind(phrase) == Some(Kind::Tags);
    let label = lower.split_once([':', '：']).map(|(label, _)| label.trim());
    let words: Vec<&str> = lower.split_whitespace().take(2).collect();
    label.is_some_and(is_tags) || words.len() == 2 && is_tags(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_need_not_grow() {
        let (phrases, firsts) = (LEXICON.phrases.len(), LEXICON.firsts.len());
        assert!((MOST / 2..=MOST).contains(&phrases) && firsts <= MOST / 2, "{phrases} phrases, {firsts} first words");
    }

    #[test]
    fn a_line_of_buttons_is_covered() {
        let cover = cover("Decrease Font Size Increase Font Size Text Size Print This Page");
        assert!(cover.share > 0.99 && cover.kind == Some(Kind::FontSize));
        assert!(super::cover("Condividi su Facebook 34").share > 0.99);
        assert!(super::cover("Artikel drucken | Teilen").share > 0.99);
    }

    #[test]
    fn lines_that_file_an_article_away_begin_with_their_label() {
        let lines = ["Tags: rivers, ice", "Filed under boats", "Schlagwörter: Fluss", "Archivado en ríos"];
        assert_eq!(lines.map(files_away), [true; 4]);
        assert_eq!(["Topics of the day", "She: no", "Tagged", ""].map(files_away), [false; 4]);
    }

    #[test]
    fn a_line_may_begin_with_what_leads_away() {
        let begins = |line| pointer(line).map(|found| (found.words, found.rest));
        assert_eq!(begins("read also: the old lighthouse"), Some((2, ": the old lighthouse")));
        assert_eq!(begins("à lire aussi : le phare"), Some((3, " : le phare")));
        assert_eq!(begins("přečtěte si také"), Some((3, "")));
        assert_eq!(begins("readers wrote"), None);
    }

    #[test]
    fn a_sentence_is_not() {
        assert!(cover("She decided to share the print with her friends at home.").share < 0.5);
    }

    #[test]
    fn no_phrase_stands_twice() {
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for language in LANGUAGES {
            for (_, list) in language.phrases.by_kind() {
                for phrase in list.split(", ").filter(|phrase| !phrase.is_empty()) {
                    assert_eq!(phrase.to_lowercase(), phrase);
                    assert!(phrase.split(' ').all(|word| !word.is_empty()), "{phrase:?}");
                    if let Some(other) = seen.insert(phrase, language.name) {
                        panic!("“{phrase}” stands in {other} and in {}", language.name);
                    }
                }
            }
        }
        assert!(seen.len() > 1400);
    }
}

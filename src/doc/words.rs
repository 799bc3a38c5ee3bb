//! The few words that an edition says by itself, in the language of the article: what its parts are called, the names
//! of months, what stands before and between names. PDF and EPUB take them from here, so that twins say the same.
//!
//! The words themselves are a table ([`super::languages`]). A language that is not in it gets English names of parts, but
//! dates as numbers and names with commas, because those stand in the text.

use super::languages::LANGUAGES;
use super::{AsideKind, Author, Date, Lang};

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Primary language tags.
    pub tags: &'static [&'static str],
    /// The picture at the front.
    pub cover: &'static str,
    /// The table of contents.
    pub contents: &'static str,
    /// Where the body begins.
    pub body: &'static str,
    /// The landmarks' title.
    pub landmarks: &'static str,
    /// The page list's title.
    pub pages: &'static str,
    /// An article without a title.
    pub untitled: &'static str,
    /// A picture that could not be shown and has no words.
    pub picture: &'static str,
    /// Note, tip, important, warning, caution.
    pub asides: [&'static str; 5],
    /// Before the authors' names, with its space; empty where the names stand alone.
    pub by: &'static str,
    /// Before the names of translators, editors, illustrators and photographers, each with what parts it from them.
    pub parts: [&'static str; 4],
    /// Between the names of a list, with its space.
    pub comma: &'static str,
    /// Between the last two, with its spaces.
    pub and: &'static str,
    /// The months as they stand in a full date, parted by spaces.
    pub months: &'static str,
    /// The months where no day stands with them; empty where they are the same.
    pub alone: &'static str,
    /// A full date, with `{d}`, `{m}` and `{y}`; empty where dates are numbers.
    pub date: &'static str,
    /// A month and a year.
    pub month: &'static str,
    /// A year.
    pub year: &'static str,
}

/// Names of parts in English, everything in the text without words.
const UNKNOWN: Words = Words { by: "", and: ", ", date: "", ..LANGUAGES[0] };

/// Full dates in American English.
const AMERICAN: &str = "{m}\u{a0}{d}, {y}";

impl Words {
    /// The words for a language.
    pub fn of(lang: &Lang) -> Words {
        let words = LANGUAGES.iter().copied().find(|words| words.tags.contains(&lang.primary())).unwrap_or(UNKNOWN);
        let date = if matches!(lang.as_str(), "en" | "en-US") { AMERICAN } else { words.date };
        Words { date, ..words }
    }

    /// The names of those who made an article, others after the authors with their part: `Ada Quill · Translation: Bo`.
    pub fn names(&self, people: &[Author]) -> String {
        let mut roles = vec!["aut"];
        for person in people {
            if !roles.contains(&person.part()) {
                roles.push(person.part());
            }
        }
        let of = |role: &str| -> Vec<&str> {
            let same = people.iter().filter(|person| person.part() == role);
            same.map(|person| person.name.trim()).filter(|name| !name.is_empty()).collect()
        };
        let said = roles.into_iter().filter_map(|role| {
            let names = of(role);
            (!names.is_empty()).then(|| format!("{}{}", self.part(role), self.list(&names)))
        });
        said.collect::<Vec<_>>().join(" \u{b7} ")
    }

    /// What stands before the names of those who had a part, by its MARC relator code; nothing before authors and parts
    /// without a word here.
    fn part(&self, role: &str) -> &'static str {
        match role {
            "trl" => self.parts[0],
            "edt" => self.parts[1],
            "ill" => self.parts[2],
            "pht" => self.parts[3],
            _ => "",
        }
    }

    /// The title of an aside that has none; side stories have no name.
    pub fn aside(&self, kind: AsideKind) -> Option<&'static str> {
        let index = match kind {
            AsideKind::Note => 0,
            AsideKind::Tip => 1,
            AsideKind::Important => 2,
            AsideKind::Warning => 3,
            AsideKind::Caution => 4,
            AsideKind::Sidebar => return None,
        };
        self.asides.get(index).copied()
    }

    /// A date as people write it, as exact as it is known: `3 March 2024`, `3. März 2024`, `2024年3月`; ISO 8601 in
    /// languages not known here.
    pub fn date(&self, date: Date) -> String {
        if self.date.is_empty() {
            return Date { seconds: None, ..date }.to_string();
        }
        let year = |pattern: &str| pattern.replace("{y}", &date.year.to_string());
        let Some(month) = date.month else { return year(self.year) };
        let names = if date.day.is_none() && !self.alone.is_empty() { self.alone } else { self.months };
        let month = names.split(' ').nth(usize::from(month).wrapping_sub(1)).unwrap_or("");
        match date.day {
            // The first of a month is an ordinal in French alone.
            Some(1) if self.tags.contains(&"fr") => year(self.date).replace("{d}", "1er").replace("{m}", month),
            Some(day) => year(self.date).replace("{d}", &day.to_string()).replace("{m}", month),
            None => year(self.month).replace("{m}", month),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tag: &str) -> Words {
        Words::of(&Lang::new(tag).unwrap())
    }

    #[test]
    fn dates_follow_the_language() {
        let date = Date::ymd(2024, 3, 1).unwrap();
        let month = Date { day: None, ..date };
        let full = [
            ("en", "March\u{a0}1, 2024"),
            ("en-GB", "1\u{a0}March 2024"),
            ("de-AT", "1.\u{a0}März 2024"),
            ("fr", "1er\u{a0}mars 2024"),
            ("es", "1\u{a0}de marzo de 2024"),
            ("ca", "1\u{a0}de\u{a0}març de 2024"),
            ("hu", "2024. március\u{a0}1."),
            ("ja", "2024年3月1日"),
            ("ko", "2024년 3월 1일"),
            ("tlh", "2024-03-01"),
        ];
        for (tag, shown) in full {
            assert_eq!(words(tag).date(date), shown, "{tag}");
        }
        let alone = [("en", "March 2024"), ("ru", "март 2024"), ("fi", "maaliskuu 2024"), ("zh", "2024年3月")];
        for (tag, shown) in alone {
            assert_eq!(words(tag).date(month), shown, "{tag}");
        }
        assert_eq!(words("ja").date(Date { month: None, ..month }), "2024年");
    }

    #[test]
    fn names_are_joined() {
        let names = ["A", "B", "C"];
        assert_eq!(words("en").list(&names), "A, B and C");
        assert_eq!(words("ar").list(&names), "A، B وC");
        assert_eq!(words("zh").list(&names), "A、B、C");
        assert_eq!(words("tlh").list(&names), "A, B, C");
        assert_eq!(words("en").list(&names[..1]), "A");
    }

    #[test]
    fn others_are_named_after_the_authors_with_their_part() {
        let person =
            |name: &str, role: Option<&str>| Author { name: name.into(), role: role.map(Into::into), file_as: None };
        let people = [person("T", Some("trl")), person("A", None), person("B", Some("aut")), person("U", Some("trl"))];
        assert_eq!(words("en").names(&people), "A and B · Translation: T and U");
        assert_eq!(words("ja").names(&people[..2]), "A · 翻訳：T");
        assert_eq!(words("de").names(&[person("F", Some("pht")), person("X", Some("zzz"))]), "Fotos: F · X");
        assert_eq!(words("en").names(&[person(" ", None)]), "");
    }

    #[test]
    fn every_row_of_the_table_is_whole_and_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for row in LANGUAGES {
            for tag in row.tags {
                assert!(seen.insert(*tag) && Lang::new(tag).is_some_and(|lang| lang.primary() == *tag), "{tag}");
            }
            let tag = row.tags[0];
            let places = [row.cover, row.contents, row.body, row.landmarks, row.pages, row.untitled, row.picture];
            let texts = || places.iter().chain(&row.asides);
            assert!(texts().all(|text| !text.is_empty() && text.trim() == *text), "{tag}");
            let asides: std::collections::BTreeSet<_> = row.asides.iter().collect();
            assert_eq!(asides.len(), 5, "{tag}: kinds are told apart");
            for months in [row.months, row.alone].into_iter().filter(|months| !months.is_empty()) {
                let names: std::collections::BTreeSet<_> = months.split(' ').filter(|name| !name.is_empty()).collect();
                assert_eq!(names.len(), 12, "{tag}: {months}");
            }
            let has = |pattern: &str, parts: &[&str]| parts.iter().all(|part| pattern.matches(part).count() == 1);
            assert!(
                has(row.date, &["{d}", "{m}", "{y}"]) && has(row.month, &["{m}", "{y}"]) && has(row.year, &["{y}"])
            );
        }
    }
}

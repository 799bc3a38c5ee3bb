//! Dates as people write them, read and printed: `3 March 2024`, `3. März 2024`, `31.05.2024`, `2024年5月31日`.
//!
//! One reader for all front ends and one printer for all back ends. A month's name is looked up in the text's language
//! first and counts elsewhere only when no two languages give it to different months (`listopad` is October in Croatian
//! and November in Polish). `5/6/2024` needs the language and its region: it is 5 June in `en-GB` and in German, 6 May
//! in `en-US`, and nothing if both are unknown.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::{Date, LANGUAGES, Lang, Language, lists};

/// The form in which a language writes dates.
#[derive(Debug)]
pub struct Calendar {
    /// The months in the form of a full date, separated by spaces.
    pub months: &'static str,
    /// The months in their form without a day; empty if the forms are the same.
    pub months_alone: &'static str,
    /// Other spellings that are read: twelve groups separated by commas, words separated by spaces.
    pub months_short: &'static str,
    /// The days of the week, full and short, separated by spaces.
    pub weekdays: &'static str,
    /// A full date, with `{d}`, `{m}` and `{y}`; empty if dates are numbers.
    pub date: &'static str,
    /// Full dates of regions with other forms; the region `""` is a tag without one.
    pub regional: &'static [(&'static [&'static str], &'static str)],
    /// The first of a month, if it is an ordinal.
    pub first: &'static str,
    /// A month and a year.
    pub month: &'static str,
    /// A year.
    pub year: &'static str,
    /// The order of day and month in `5/6/2024`, for a text with a known language but no region.
    pub order: Option<Order>,
    /// Words between day, month and year, separated by spaces.
    pub joiners: &'static str,
    /// Words before a day, separated by spaces.
    pub before_day: &'static str,
}

impl Calendar {
    /// Dates are numbers.
    pub(super) const NONE: Calendar = Calendar {
        months: "",
        months_alone: "",
        months_short: "",
        weekdays: "",
        date: "",
        regional: &[],
        first: "",
        month: "",
        year: "",
        order: None,
        joiners: "",
        before_day: "",
    };

    /// All spellings of months, each with its number.
    fn spellings(&self) -> impl Iterator<Item = (String, u8)> + '_ {
        let lists = [self.months, self.months_alone].into_iter();
        let full = lists.filter(|list| !list.is_empty()).flat_map(|list| (1u8..).zip(list.split(' ')));
        let groups = (1u8..).zip(self.months_short.split(','));
        let short = groups.flat_map(|(number, group)| group.split_whitespace().map(move |name| (number, name)));
        full.chain(short).filter_map(|(number, name)| {
            // `de gener`, `d’abril`: the last word is the month. `1月` is a number.
            let word = name.rsplit(['\u{a0}', '’']).next()?.to_lowercase();
            (!word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit())).then_some((word, number))
        })
    }
}

/// The number of `5/6/2024` that is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 5 June.
    DayFirst,
    /// May 6.
    MonthFirst,
}

/// Regions where English puts the day first, and regions where it puts the month first. Canada does both.
const DAY_FIRST: &[&str] =
    &["GB", "UK", "IE", "AU", "NZ", "IN", "ZA", "SG", "MY", "HK", "NG", "KE", "PK", "LK", "JM", "TT", "MT", "GH", "ZW"];
const MONTH_FIRST: &[&str] = &["US", "PR", "GU", "VI"];

/// The order of day and month in `5/6/2024`, by language and region.
fn order(lang: &Lang) -> Option<Order> {
    match (lang.primary(), lang.region()) {
        (_, Some("CA")) | ("es", Some("US" | "PR")) => None,
        ("en", Some(region)) if DAY_FIRST.contains(&region) => Some(Order::DayFirst),
        ("en", Some(region)) if MONTH_FIRST.contains(&region) => Some(Order::MonthFirst),
        _ => Language::of(lang).calendar.order,
    }
}

/// A date in the language's usual form, as exact as it is known: `3 March 2024`, `3. März 2024`, `2024年3月`; ISO 8601 in
/// languages with unknown names of months.
pub(crate) fn print(date: Date, lang: &Lang) -> String {
    let calendar = &Language::of(lang).calendar;
    if calendar.date.is_empty() {
        return Date { time: None, ..date }.to_string();
    }
    let year = |pattern: &str| pattern.replace("{y}", &date.year.to_string());
    let Some(month) = date.month else { return year(calendar.year) };
    let alone = date.day.is_none() && !calendar.months_alone.is_empty();
    let names = if alone { calendar.months_alone } else { calendar.months };
    let name = names.split(' ').nth(usize::from(month).wrapping_sub(1)).unwrap_or("");
    let Some(day) = date.day else { return year(calendar.month).replace("{m}", name) };
    let region = lang.region().unwrap_or("");
    let regional = calendar.regional.iter().find(|(regions, _)| regions.contains(&region));
    let day = if day == 1 && !calendar.first.is_empty() { calendar.first.to_string() } else { day.to_string() };
    year(regional.map_or(calendar.date, |(_, pattern)| pattern)).replace("{d}", &day).replace("{m}", name)
}

/// A date found in a text, and the bytes it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// The date.
    pub date: Date,
    /// The start, in bytes.
    pub start: usize,
    /// The end, in bytes.
    pub end: usize,
}

/// This many bytes of a text are searched for a date.
const SEARCHED: usize = 400;

/// The first full date in a text. `lang` is the text's language, with its region if known.
pub(crate) fn find(text: &str, lang: Option<&Lang>) -> Option<Found> {
    let text = text.get(..text.floor_char_boundary(SEARCHED))?;
    // A year has four digits; most lines have none.
    if text.bytes().filter(u8::is_ascii_digit).count() < 4 {
        return None;
    }
    let reader = Reader { text, tokens: tokens(text), lang };
    (0..reader.tokens.len()).find_map(|at| reader.date_at(at))
}

/// A full date in a short text, ISO 8601 first.
pub(crate) fn read(text: &str, lang: Option<&Lang>) -> Option<Date> {
    let text = text.trim();
    let iso = Date::parse_iso(text).filter(|date| date.day.is_some());
    iso.or_else(|| find(text, lang).map(|found| found.date))
}

/// The month and year that a whole text names, without a day: `March 2024`, `2024年3月`.
pub(crate) fn read_month(text: &str, lang: Option<&Lang>) -> Option<Date> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
    let tokens = tokens(text);
    let (first, last) = (tokens.first()?, tokens.last()?);
    let reader = Reader { text, tokens: tokens.clone(), lang };
    if first.start != 0 || last.end != text.len() || tokens.len() > 4 || !reader.is_near(0, tokens.len() - 1) {
        return None;
    }
    let made = |year: i32, month: u8| Date { year, month: Some(month), day: None, time: None };
    match tokens.as_slice() {
        [name, .., number] if reader.skip_joiners(1) == tokens.len() - 1 => {
            let (month, year) = match reader.month(*name) {
                Some(month) => (month, number.year()?),
                None => (reader.month(*number)?, name.year()?),
            };
            Some(made(year, month))
        }
        [year, y, month, m] if is_sign(y, YEAR_SIGNS) && is_sign(m, MONTH_SIGNS) => {
            Some(made(year.year()?, month.small().filter(|m| (1..=12).contains(m))?))
        }
        _ => None,
    }
}

static MONTHS: LazyLock<HashMap<String, Option<u8>, RandomState>> = LazyLock::new(|| {
    let mut names: HashMap<String, Option<u8>, RandomState> = HashMap::default();
    for (name, number) in LANGUAGES.iter().flat_map(|language| language.calendar.spellings()) {
        let month = names.entry(name).or_insert(Some(number));
        // Two languages disagree: the name alone decides nothing.
        if *month != Some(number) {
            *month = None;
        }
    }
    names
});

/// The month a word names, 1 to 12, in any language. Only whole names count: `mark` and `marble` are not March.
pub(crate) fn month(word: &str, lang: Option<&Lang>) -> Option<u8> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let known = MONTHS.get(word.as_str())?;
    known.or_else(|| {
        let calendar = &Language::of(lang?).calendar;
        calendar.spellings().find(|(name, _)| *name == word).map(|(_, number)| number)
    })
}

/// True for a word that is a month and hardly ever another word.
pub(crate) fn is_only_month(word: &str) -> bool {
    const NAMES_AND_WORDS: &[&str] = &["mai", "may", "mar", "jan", "ara", "set", "mart", "mag"];
    let lower = word.to_lowercase();
    month(word, None).is_some() && !NAMES_AND_WORDS.contains(&lower.as_str())
}

/// True if a word in lower case comes before a day: `on 3 May`, `am 3. Mai`.
pub(crate) fn is_before_day(word: &str) -> bool {
    lists::each_word(|language| language.calendar.before_day).any(|known| known == word)
}

/// True for the name of a month in German poems. In other texts these names are those of people.
pub(crate) fn is_old_month(word: &str) -> bool {
    matches!(word, "Junius" | "Julius" | "Jenner" | "Hornung")
}

const YEAR_SIGNS: &[&str] = &["年", "년"];
const MONTH_SIGNS: &[&str] = &["月", "월"];
const DAY_SIGNS: &[&str] = &["日", "일", "号", "號"];
/// The ordinal suffixes of a day.
const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "º", "ª", "o", "a", "e"];
/// The parts of a date have at most this many bytes between them that are not words.
const GAP: usize = 6;

#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl Token<'_> {
    fn number(&self, length: std::ops::RangeInclusive<usize>) -> Option<i32> {
        let plain = self.text.bytes().all(|b| b.is_ascii_digit()) && length.contains(&self.text.len());
        plain.then(|| self.text.parse().ok()).flatten()
    }

    fn year(&self) -> Option<i32> {
        self.number(4..=4).filter(|year| (1600..=2100).contains(year))
    }

    fn small(&self) -> Option<u8> {
        self.number(1..=2).and_then(|number| u8::try_from(number).ok())
    }
}

fn is_sign(token: &Token, signs: &[&str]) -> bool {
    signs.contains(&token.text)
}

/// Runs of digits, runs of letters, and the signs of East Asian dates one by one.
fn tokens(text: &str) -> Vec<Token<'_>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Class {
        None,
        Digit,
        Letter,
        Sign,
    }
    let mut out: Vec<Token> = Vec::new();
    let mut class = Class::None;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let sign = |signs: &[&str]| signs.iter().any(|sign| sign.starts_with(c));
        let this = if c.is_ascii_digit() {
            Class::Digit
        } else if [YEAR_SIGNS, MONTH_SIGNS, DAY_SIGNS].into_iter().any(sign) {
            Class::Sign
        } else if c.is_alphabetic() || is_mark(c) {
            Class::Letter
        } else {
            Class::None
        };
        match out.last_mut() {
            Some(last) if this == class && !matches!(this, Class::None | Class::Sign) && last.end == start => {
                last.end = end;
                last.text = &text[last.start..end];
            }
            _ if this != Class::None => out.push(Token { text: &text[start..end], start, end }),
            _ => {}
        }
        class = this;
    }
    out
}

/// Vowel signs of Devanagari and the joiners within Persian words, which are no letters by themselves.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{300}'..='\u{36f}' | '\u{200c}')
}

/// True if a text states a time in a zone of the United States.
fn names_american_time(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| matches!(word, "EST" | "EDT" | "CDT" | "MST" | "MDT" | "PST" | "PDT"))
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    lang: Option<&'t Lang>,
}

impl<'t> Reader<'t> {
    fn token(&self, at: usize) -> Option<Token<'t>> {
        self.tokens.get(at).copied()
    }

    /// The text between a token and the next.
    fn gap(&self, at: usize) -> &'t str {
        let (Some(token), Some(next)) = (self.token(at), self.token(at + 1)) else { return "" };
        self.text.get(token.end..next.start).unwrap_or("").trim()
    }

    /// True if the tokens from one to the other are close together.
    fn is_near(&self, from: usize, to: usize) -> bool {
        (from..to).all(|at| self.gap(at).len() <= GAP)
    }

    fn month(&self, token: Token) -> Option<u8> {
        month(token.text, self.lang)
    }

    fn is_joiner(&self, at: usize) -> bool {
        let joins = |word: &str| LANGUAGES.iter().any(|l| l.calendar.joiners.split(' ').any(|joiner| joiner == word));
        self.token(at).is_some_and(|token| token.text.len() <= 3 && joins(&token.text.to_lowercase()))
    }

    fn skip_joiners(&self, at: usize) -> usize {
        (at..at + 2).find(|at| !self.is_joiner(*at)).unwrap_or(at + 2)
    }

    fn skip_ordinal(&self, at: usize) -> usize {
        let glued = at > 0 && self.token(at - 1).zip(self.token(at)).is_some_and(|(a, b)| a.end == b.start);
        let ordinal = || self.token(at).is_some_and(|t| ORDINALS.contains(&t.text.to_lowercase().as_str()));
        if glued && ordinal() { at + 1 } else { at }
    }

    /// A date that begins at this token.
    fn date_at(&self, at: usize) -> Option<Found> {
        let (date, last) = self.year_first(at).or_else(|| self.month_first(at)).or_else(|| self.day_first(at))?;
        self.is_near(at, last).then_some(())?;
        Some(Found { date, start: self.token(at)?.start, end: self.token(last)?.end })
    }

    /// `2024-05-31`, `2024/5/31`, `2024. 05. 31`, `2024年5月31日`, `2024. március 1.`, `2024 May 31`, and the last token of it.
    fn year_first(&self, at: usize) -> Option<(Date, usize)> {
        let year = self.token(at)?.year()?;
        let second = self.token(at + 1)?;
        if is_sign(&second, YEAR_SIGNS) {
            let (month, sign) = (self.token(at + 2)?.small()?, self.token(at + 3)?);
            let (day, last) = (self.token(at + 4)?.small()?, self.token(at + 5));
            let end = if last.is_some_and(|t| is_sign(&t, DAY_SIGNS)) { at + 5 } else { at + 4 };
            return is_sign(&sign, MONTH_SIGNS).then(|| Date::ymd(year, month, day)).flatten().map(|date| (date, end));
        }
        let third = self.token(at + 2)?.small()?;
        if let Some(month) = self.month(second) {
            return Date::ymd(year, month, third).map(|date| (date, at + 2));
        }
        let (sign, again) = (self.gap(at), self.gap(at + 1));
        (sign == again && matches!(sign, "-" | "/" | ".")).then_some(())?;
        Date::ymd(year, second.small()?, third).map(|date| (date, at + 2))
    }

    /// `March 26, 2023`, `Sept. 5th 2025`.
    fn month_first(&self, at: usize) -> Option<(Date, usize)> {
        let month = self.month(self.token(at)?)?;
        let day = self.token(at + 1)?.small()?;
        let next = self.skip_joiners(self.skip_ordinal(at + 2));
        Date::ymd(self.token(next)?.year()?, month, day).map(|date| (date, next))
    }

    /// `26 March 2023`, `1er août 2021`, `3 de octubre de 2019`, `31.05.2024`, `5/31/2024`.
    fn day_first(&self, at: usize) -> Option<(Date, usize)> {
        let first = self.token(at)?.small()?;
        let next = self.skip_joiners(self.skip_ordinal(at + 1));
        if let Some(month) = self.token(next).and_then(|token| self.month(token)) {
            let last = self.skip_joiners(next + 1);
            return Date::ymd(self.token(last)?.year()?, month, first).map(|date| (date, last));
        }
        let (second, year) = (self.token(at + 1)?.small()?, self.token(at + 2)?.year()?);
        let sign = self.gap(at);
        (sign == self.gap(at + 1) && matches!(sign, "." | "/" | "-")).then_some(())?;
        let (day, month) = match (sign, self.lang.and_then(order)) {
            // With full stops the day comes first everywhere.
            (".", _) => (first, second),
            _ if second > 12 || first == second => (second, first),
            _ if first > 12 => (first, second),
            (_, Some(Order::DayFirst)) => (first, second),
            (_, Some(Order::MonthFirst)) => (second, first),
            (_, None) if names_american_time(self.text) => (second, first),
            (_, None) => return None,
        };
        Date::ymd(year, month, day).map(|date| (date, at + 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(tag: &str) -> Lang {
        Lang::new(tag).unwrap()
    }

    fn read_in(text: &str, lang: &str) -> Option<String> {
        let lang = Lang::new(lang);
        read(text, lang.as_ref()).map(|date| date.to_string())
    }

    #[test]
    fn every_date_printed_is_read_back_in_every_language() {
        for language in LANGUAGES {
            let lang = language.tag().unwrap();
            for number in 1..=12 {
                for day in [1, 2, 28] {
                    let date = Date::ymd(2024, number, day).unwrap();
                    let shown = print(date, &lang);
                    assert_eq!(read(&shown, Some(&lang)), Some(date), "{}: {shown}", language.name);
                }
                let date = Date { year: 2024, month: Some(number), day: None, time: None };
                let shown = print(date, &lang);
                assert_eq!(read_month(&shown, Some(&lang)), Some(date), "{}: {shown}", language.name);
            }
        }
    }

    #[test]
    fn every_calendar_has_twelve_months() {
        for language in LANGUAGES {
            let calendar = &language.calendar;
            for list in [calendar.months, calendar.months_alone].into_iter().filter(|list| !list.is_empty()) {
                let names: std::collections::BTreeSet<_> = list.split(' ').filter(|name| !name.is_empty()).collect();
                assert_eq!((names.len(), list.split(' ').count()), (12, 12), "{}", language.name);
            }
            let groups = calendar.months_short.split(',').count();
            assert!(calendar.months_short.is_empty() || groups == 12, "{}: {groups}", language.name);
            assert!(calendar.weekdays.split(' ').count() >= 7, "{}", language.name);
            let has = |pattern: &str, parts: &[&str]| parts.iter().all(|part| pattern.matches(part).count() == 1);
            let patterns = [calendar.date].into_iter().chain(calendar.regional.iter().map(|(_, pattern)| *pattern));
            assert!(patterns.into_iter().all(|pattern| has(pattern, &["{d}", "{m}", "{y}"])), "{}", language.name);
            assert!(has(calendar.month, &["{m}", "{y}"]) && has(calendar.year, &["{y}"]), "{}", language.name);
        }
    }

    #[test]
    fn dates_are_printed_by_language_and_region() {
        let date = Date::ymd(2024, 3, 1).unwrap();
        let full = [
            ("en", "March\u{a0}1, 2024"),
            ("en-US", "March\u{a0}1, 2024"),
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
        for (lang, shown) in full {
            assert_eq!(print(date, &tag(lang)), shown, "{lang}");
        }
        let month = Date { day: None, ..date };
        let alone = [("en", "March 2024"), ("ru", "март 2024"), ("fi", "maaliskuu 2024"), ("zh", "2024年3月")];
        for (lang, shown) in alone {
            assert_eq!(print(month, &tag(lang)), shown, "{lang}");
        }
        assert_eq!(print(Date { month: None, ..month }, &tag("ja")), "2024年");
    }

    #[test]
    fn dates_are_read_in_many_forms() {
        for (text, want) in [
            ("Posted on March 26, 2023 by Ann", "2023-03-26"),
            ("Sept. 5th, 2025", "2025-09-05"),
            ("Published on 31st May, 2024 at 10:00", "2024-05-31"),
            ("26. März 2023", "2023-03-26"),
            ("le 1er août 2021", "2021-08-01"),
            ("3 de octubre de 2019", "2019-10-03"),
            ("2024-05-31T10:00", "2024-05-31"),
            ("2024-05-31T23:00-05:00", "2024-05-31T23:00:00-05:00"),
            ("Updated 2024-05-31", "2024-05-31"),
            ("2024 May 31", "2024-05-31"),
            ("31.05.2024", "2024-05-31"),
            ("5/31/2024", "2024-05-31"),
            ("5/5/2024", "2024-05-05"),
            ("2024年5月31日", "2024-05-31"),
            ("5 июня 2020", "2020-06-05"),
            ("१ फ़रवरी 2024, 3 फ़रवरी 2024", "2024-02-03"),
        ] {
            assert_eq!(read_in(text, "").as_deref(), Some(want), "{text}");
        }
        let none =
            ["Chapter 3, 2024 words", "Chapter 12 of 2024", "mark 3, 2024", "the 1990s", "In May 20 people came"];
        assert_eq!(none.map(|text| read_in(text, "en-GB")), [None, None, None, None, None]);
    }

    #[test]
    fn two_small_numbers_need_the_region() {
        let of = |lang: &str| read_in("5/6/2024", lang);
        for lang in ["en-GB", "en-AU", "de", "fr", "es-MX", "pt-BR"] {
            assert_eq!(of(lang).as_deref(), Some("2024-06-05"), "{lang}");
        }
        assert_eq!(of("en-US").as_deref(), Some("2024-05-06"));
        for lang in ["en", "en-CA", "fr-CA", "es-US", "ja", "hu", "tlh", ""] {
            assert_eq!(of(lang), None, "{lang}");
        }
        assert_eq!(read_in("Posted: 05/06/2024 9:11 am EDT", "en").as_deref(), Some("2024-05-06"));
        assert_eq!(read_in("5.6.2024", "").as_deref(), Some("2024-06-05"));
    }

    #[test]
    fn months_are_whole_names_in_any_case() {
        assert_eq!(["March", "märz", "MRZ.", "марта"].map(|word| month(word, None)), [Some(3); 4]);
        assert_eq!(["mark", "marble", "m", "3", ""].map(|word| month(word, None)), [None; 5]);
        assert!(is_only_month("Oktober") && !is_only_month("Mai") && !is_only_month("boat"));
    }

    #[test]
    fn a_month_and_a_year_are_read_alone() {
        let of = |text: &str| read_month(text, None).map(|date| date.to_string());
        assert_eq!(of("March 2024").as_deref(), Some("2024-03"));
        assert_eq!(["In March 2024", "March 20", "May 2024 be kind", "March"].map(of), [None, None, None, None]);
    }
}

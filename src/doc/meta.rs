//! What is known about an article besides its body: typed, so that no back end parses strings again.

use super::Inlines;
use std::collections::BTreeMap;

/// Metadata of an article or of an edition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// The headline.
    pub title: Inlines,
    /// A second title line.
    pub subtitle: Inlines,
    /// The sentence or two under the headline that say what the article is about (deck, dek).
    pub standfirst: Inlines,
    /// The small line above the headline: a rubric, a section's name (kicker).
    pub eyebrow: Option<String>,
    /// Who wrote it, in order.
    pub authors: Vec<Author>,
    /// When it appeared.
    pub published: Option<Date>,
    /// When it was last changed.
    pub updated: Option<Date>,
    /// Its language.
    pub language: Option<Lang>,
    /// The name of the site, newspaper or journal it appeared in.
    pub site: Option<String>,
    /// Where it was read: an absolute URL.
    pub source: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its rights statement.
    pub rights: Option<String>,
    /// A description for catalogues, where it is not the standfirst.
    pub description: Option<String>,
    /// Subjects, keywords, tags.
    pub subjects: Vec<String>,
    /// The series it belongs to.
    pub series: Option<Series>,
    /// An identifier such as a DOI or ISBN, with its scheme (`doi:...`, `urn:isbn:...`).
    pub identifier: Option<String>,
    /// The name of a picture for the cover, as the article or the edition file gives it.
    pub cover: Option<String>,
    /// Whether it is to be set in columns from right to left, where its language is written so (`writing: vertical`).
    pub vertical: bool,
    /// Front matter nobody here knows, kept so that Markdown gives it back: key to YAML text of its value.
    pub extra: BTreeMap<String, String>,
}

/// Someone who made the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// As printed: `Ada Lovelace`.
    pub name: String,
    /// As filed: `Lovelace, Ada`; `None` where the printed form gives it by rule.
    pub file_as: Option<String>,
    /// The part they had; a MARC relator code such as `aut`, `trl`, `edt`, `ill`. `None` means author.
    pub role: Option<String>,
}

impl Author {
    /// An author by name alone.
    pub fn new(name: impl Into<String>) -> Self {
        Author { name: name.into(), ..Author::default() }
    }

    /// The part they had, by its MARC relator code.
    pub fn part(&self) -> &str {
        self.role.as_deref().unwrap_or("aut")
    }

    /// Whether they wrote it.
    pub fn is_author(&self) -> bool {
        self.part() == "aut"
    }

    /// The name as catalogues file it: as stated, else by rule.
    pub fn filed(&self) -> String {
        self.file_as.clone().unwrap_or_else(|| file_as(&self.name))
    }
}

/// A name as it is filed: the last word first, with the small words that belong to it; a name of one word, and names
/// of organisations, as they are.
fn file_as(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = name.split(' ').collect();
    let organisation = [
        "The",
        "Agency",
        "Press",
        "News",
        "Staff",
        "Team",
        "Desk",
        "University",
        "Institute",
        "Inc.",
        "Correspondent",
        "Editor",
        "Editors",
        "Board",
        "Foundation",
        "Society",
        "Group",
    ];
    if words.len() < 2 || name.contains(',') || words.iter().any(|word| organisation.contains(word)) {
        return name;
    }
    let suffix = ["Jr.", "Jr", "Sr.", "II", "III", "IV", "PhD", "MD"];
    let end =
        if words.len() > 2 && words.last().is_some_and(|w| suffix.contains(w)) { words.len() - 1 } else { words.len() };
    let particle =
        ["van", "von", "der", "den", "de", "la", "le", "du", "di", "da", "dos", "del", "ter", "ten", "zu", "bin", "al"];
    let mut start = end.saturating_sub(1);
    while start > 1 && words.get(start - 1).is_some_and(|w| particle.contains(w)) {
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
    /// The number in it, such as 3 or 3.5.
    pub position: Option<f32>,
}

/// A language tag of BCP 47, such as `en-GB`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang(String);

impl Lang {
    /// A tag in its usual letter case, or `None` when it is not shaped like one. Underscores are taken for hyphens.
    pub fn new(tag: &str) -> Option<Self> {
        let parts: Vec<&str> = tag.trim().split(['-', '_']).collect();
        let word = |p: &str| !p.is_empty() && p.len() <= 8 && p.bytes().all(|b| b.is_ascii_alphanumeric());
        let first = parts[0];
        if !(2..=3).contains(&first.len())
            || !first.bytes().all(|b| b.is_ascii_alphabetic())
            || !parts.iter().all(|p| word(p))
        {
            return None;
        }
        let mut out = first.to_ascii_lowercase();
        for part in &parts[1..] {
            out.push('-');
            match part.len() {
                2 => out.push_str(&part.to_ascii_uppercase()),
                4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        Some(Lang(out))
    }

    /// English, the language of last resort.
    pub fn english() -> Self {
        Lang("en".into())
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone, without script and region: `en` of `en-GB`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("en")
    }

    /// True when the language is written from right to left.
    pub fn is_rtl(&self) -> bool {
        matches!(self.primary(), "ar" | "he" | "fa" | "ur" | "ps" | "yi" | "dv" | "sd" | "ug" | "ckb" | "syr")
    }
}

/// A date as exact as the article gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year of the common era.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; only with a month.
    pub day: Option<u8>,
    /// Seconds since midnight UTC; only with a day.
    pub seconds: Option<u32>,
}

impl Date {
    /// A calendar day, or `None` when there is no such day.
    pub fn ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let ok = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
        ok.then_some(Date { year, month: Some(month), day: Some(day), seconds: None })
    }

    /// ISO 8601 in the forms of the web: `2024`, `2024-05`, `2024-05-31`, `2024-05-31T10:00:00+02:00` (made UTC).
    pub fn parse_iso(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, time) = match text.find(['T', ' ', 't']) {
            Some(i) => (&text[..i], Some(&text[i + 1..])),
            None => (text, None),
        };
        let mut parts = day.split('-');
        let year_text = parts.next()?;
        let number = |s: &str| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse::<i32>().ok()).flatten();
        let mut date = if year_text.len() == 8 {
            let (y, m, d) =
                (number(year_text.get(..4)?)?, number(year_text.get(4..6)?)?, number(year_text.get(6..8)?)?);
            Date::ymd(y, m as u8, d as u8)?
        } else {
            if year_text.len() != 4 {
                return None;
            }
            let year = number(year_text)?;
            match (parts.next(), parts.next()) {
                (None, _) => Date { year, month: None, day: None, seconds: None },
                (Some(m), None) => {
                    let month = number(m).filter(|m| (1..=12).contains(m))?;
                    Date { year, month: Some(month as u8), day: None, seconds: None }
                }
                (Some(m), Some(d)) => Date::ymd(year, number(m)? as u8, number(d)? as u8)?,
            }
        };
        if parts.next().is_some() {
            return None;
        }
        if let (Some(_), Some(time)) = (date.day, time)
            && let Some((seconds, offset)) = parse_time(time)
        {
            let total = date.days() * 86_400 + i64::from(seconds) - i64::from(offset);
            date = Date::from_epoch(total);
        }
        Some(date)
    }

    /// The date and time of a Unix time.
    pub fn from_epoch(seconds: i64) -> Self {
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        // Howard Hinnant's civil_from_days: the proleptic Gregorian calendar in eras of 400 years.
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u8;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u8;
        let year = (yoe + era * 400 + i64::from(month <= 2)) as i32;
        Date { year, month: Some(month), day: Some(day), seconds: Some(rest as u32) }
    }

    /// Seconds since 1970; a date without month or day counts from its first.
    pub fn epoch(self) -> i64 {
        self.days() * 86_400 + i64::from(self.seconds.unwrap_or(0))
    }

    fn days(self) -> i64 {
        let (m, d) = (i64::from(self.month.unwrap_or(1)), i64::from(self.day.unwrap_or(1)));
        let y = i64::from(self.year) - i64::from(m <= 2);
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        era * 146_097 + doe - 719_468
    }
}

/// ISO 8601, as exact as the date is: `2024`, `2024-05`, `2024-05-31`, `2024-05-31T08:00:00Z`.
impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
                if let Some(s) = self.seconds {
                    write!(f, "T{:02}:{:02}:{:02}Z", s / 3600, s / 60 % 60, s % 60)?;
                }
            }
        }
        Ok(())
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// `10:00`, `10:00:00.123`, with `Z` or an offset: seconds since midnight, and the offset in seconds.
fn parse_time(text: &str) -> Option<(u32, i32)> {
    let split = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(split);
    let field = |s: &str| s.trim().get(..2).and_then(|s| s.parse::<u32>().ok());
    let mut parts = clock.split(':');
    let (h, m) = (field(parts.next()?)?, field(parts.next()?)?);
    let s = parts.next().and_then(field).unwrap_or(0);
    if h > 23 || m > 59 || s > 60 {
        return None;
    }
    let offset = match zone.as_bytes().first() {
        Some(sign @ (b'+' | b'-')) => {
            let digits: String = zone[1..].chars().filter(char::is_ascii_digit).take(4).collect();
            let hours: i32 = digits.get(..2)?.parse().ok()?;
            let minutes: i32 = digits.get(2..4).and_then(|m| m.parse().ok()).unwrap_or(0);
            if *sign == b'-' { -(hours * 3600 + minutes * 60) } else { hours * 3600 + minutes * 60 }
        }
        _ => 0,
    };
    Some((h * 3600 + m * 60 + s, offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_become_utc() {
        let date = Date::parse_iso("2024-03-01T00:30:00+02:00").unwrap();
        assert_eq!(date.to_string(), "2024-02-29T22:30:00Z");
        assert_eq!(Date::parse_iso("2024-05").unwrap().to_string(), "2024-05");
        assert_eq!(Date::parse_iso("2023-02-29"), None);
    }

    #[test]
    fn epoch_round_trips() {
        for seconds in [0, 951_782_400, 1_732_366_800, -86_400] {
            assert_eq!(Date::from_epoch(seconds).epoch(), seconds);
        }
    }

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

    #[test]
    fn language_tags_are_cased() {
        assert_eq!(Lang::new("ZH_hans_cn").unwrap().as_str(), "zh-Hans-CN");
        assert_eq!(Lang::new("english language"), None);
    }
}

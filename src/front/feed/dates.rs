//! Dates of feeds: RFC 822 in RSS, ISO 8601 in Atom, and the spellings that are neither.

use crate::lang::{Date, Time};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Zones by name, in minutes from UTC: those of RFC 822, and others that occur in feeds.
const ZONES: &[(&str, i32)] = &[
    ("gmt", 0),
    ("utc", 0),
    ("ut", 0),
    ("z", 0),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("cet", 60),
    ("cest", 120),
    ("bst", 60),
    ("et", -300),
    ("ct", -360),
    ("mt", -420),
    ("pt", -480),
    ("at", -240),
    ("jst", 540),
];

/// The date and time that a text states.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    // A time without a zone is UTC, as most readers of feeds take it.
    let utc = Date::parse_iso(&format!("{text}Z")).filter(|date| date.time.is_some());
    let read = utc.or_else(|| Date::parse_iso(text)).or_else(|| in_words(text));
    read.or_else(|| Date::parse_iso(text.get(..10)?))
}

/// `Thu, 01 Jan 2004 19:48:21 GMT`, `1 Jan 04 7:48 EST`, `Jan 1, 2004`, `Thu Jan  1 19:48:21 2004`.
fn in_words(text: &str) -> Option<Date> {
    let (mut day, mut month, mut year, mut time, mut zone) = (None, None, None, None, 0_i32);
    for word in text.split([' ', ',', '\t', '\n']).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        let named = MONTHS
            .iter()
            .position(|m| lower.get(..3) == Some(m) && lower.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.'));
        if let (Some(index), None) = (named, month) {
            month = u8::try_from(index + 1).ok();
        } else if word.contains(':') && time.is_none() {
            time = clock(word);
        } else if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| *name == lower) {
            zone = *minutes;
        } else if let Some(minutes) = offset(word) {
            zone = minutes;
        } else if let Ok(number) = word.trim_end_matches(['.', 't', 'h', 's', 'n', 'd', 'r']).parse::<i32>() {
            match (day, year) {
                (None, _) if (1..=31).contains(&number) => day = u8::try_from(number).ok(),
                (_, None) => {
                    year = Some(if number < 70 {
                        2000 + number
                    } else if number < 100 {
                        1900 + number
                    } else {
                        number
                    })
                }
                _ => {}
            }
        }
    }
    let date = Date::ymd(year?, month?, day?)?;
    let time = time.map(|seconds| Time { seconds, offset: zone });
    Some(Date { time, ..date })
}

/// `19:48:21` or `7:48` in seconds.
fn clock(word: &str) -> Option<u32> {
    let mut parts = word.split(':').map(|part| part.split('.').next().unwrap_or("").parse::<u32>());
    let (hours, minutes) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let seconds = parts.next().and_then(Result::ok).unwrap_or(0);
    (hours < 24 && minutes < 60).then_some(hours * 3600 + minutes * 60 + seconds.min(59))
}

/// `+0200` or `-05:00` in minutes.
fn offset(word: &str) -> Option<i32> {
    let sign = match word.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let number: i32 = (digits.len() == 4).then(|| digits.parse().ok())??;
    Some(sign * (number / 100 * 60 + number % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_spellings_of_feeds() {
        let read = |text: &str| parse(text).map(|date| date.epoch());
        for text in [
            "Thu, 01 Jan 2004 19:48:21 GMT",
            "Thu, 1 Jan 04 19:48:21 +0000",
            "2004-01-01T19:48:21Z",
            "01 Jan 2004 14:48:21 EST",
            "2004-01-01T11:48:21-08:00",
            "Thu Jan 01 19:48:21 2004",
            "Thu, 01 Jan 2004 21:48:21 +0200",
            "Thursday, January 1, 2004 19:48:21 UTC",
        ] {
            assert_eq!(read(text), Some(1_072_986_501), "{text}");
        }
        assert_eq!(parse("2004-02-30"), None);
        assert_eq!(parse("soon"), None);
        assert_eq!(parse("Jan 1, 2004"), Date::ymd(2004, 1, 1));
    }
}

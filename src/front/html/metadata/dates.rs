//! Dates as people write them in articles: `May 31, 2024`, `31 mai 2024`, `31.05.2024`, `2024年5月31日`.

use crate::doc::Date;
use crate::front::months::month;

/// A date in a short text, ISO first; `None` unless year, month and day are there.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = Date::parse_iso(text).filter(|d| d.day.is_some()) {
        return Some(date);
    }
    iso_inside(text).or_else(|| cjk(text)).or_else(|| with_month_name(text)).or_else(|| numeric(text))
}

fn year_ok(year: i32) -> bool {
    (1700..=2100).contains(&year)
}

fn iso_inside(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(9)).find_map(|i| {
        let part = text.get(i..i + 10)?;
        let before = i == 0 || !bytes[i - 1].is_ascii_digit();
        let shaped = part
            .bytes()
            .enumerate()
            .all(|(n, b)| if n == 4 || n == 7 { b == b'-' || b == b'/' } else { b.is_ascii_digit() });
        (before && shaped).then(|| Date::parse_iso(&part.replace('/', "-"))).flatten().filter(|d| year_ok(d.year))
    })
}

fn cjk(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once(['年', '년'])?;
    let (month, rest) = rest.split_once(['月', '월'])?;
    let day = rest.split(['日', '일']).next()?;
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>().parse::<i32>().ok();
    let year: String =
        year.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    Date::ymd(year.parse().ok()?, digits(month)? as u8, digits(day)? as u8)
}

fn with_month_name(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    for (i, word) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        let at = |n: isize| i.checked_add_signed(n).and_then(|n| words.get(n));
        let number =
            |w: Option<&&str>| w.and_then(|w| w.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i32>().ok());
        // `31 May 2024`, `31 de mayo de 2024`
        let day_before = number(at(-1)).or_else(|| at(-1).filter(|w| **w == "de").and_then(|_| number(at(-2))));
        let year_after =
            number(at(1)).or_else(|| at(1).filter(|w| matches!(**w, "de" | "del")).and_then(|_| number(at(2))));
        if let (Some(day), Some(year)) = (day_before, year_after)
            && (1..=31).contains(&day)
            && year_ok(year)
        {
            return Date::ymd(year, month, day as u8);
        }
        // `May 31, 2024`
        if let (Some(day), Some(year)) = (number(at(1)), number(at(2)))
            && (1..=31).contains(&day)
            && year_ok(year)
        {
            return Date::ymd(year, month, day as u8);
        }
        // `2024 May 31`
        if let (Some(year), Some(day)) = (number(at(-1)), number(at(1)))
            && (1..=31).contains(&day)
            && year_ok(year)
        {
            return Date::ymd(year, month, day as u8);
        }
    }
    None
}

/// `31.05.2024`, `31/05/2024`, `5/31/2024`: day first unless that cannot be; a slash with both possible says nothing.
fn numeric(text: &str) -> Option<Date> {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '/' | '-'))).find_map(|part| {
        let sign = part.chars().find(|c| !c.is_ascii_digit())?;
        let fields: Vec<&str> = part.trim_matches(['.', '/', '-']).split(sign).collect();
        let [a, b, year] = fields[..] else { return None };
        let (a, b, year): (u8, u8, i32) = (a.parse().ok()?, b.parse().ok()?, year.parse().ok()?);
        if !year_ok(year) {
            return None;
        }
        match sign {
            '.' => Date::ymd(year, b, a),
            _ if a > 12 => Date::ymd(year, b, a),
            _ if b > 12 => Date::ymd(year, a, b),
            '/' => Date::ymd(year, a, b),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_dates_are_read() {
        for text in [
            "May 31, 2024",
            "31 May 2024",
            "Published on 31st May, 2024 at 10:00",
            "31. Mai 2024",
            "31 de mayo de 2024",
            "31.05.2024",
            "2024年5月31日",
            "5/31/2024",
            "Updated 2024-05-31",
        ] {
            assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), Some("2024-05-31"), "{text}");
        }
        assert_eq!(parse("Chapter 12 of 2024"), None);
        assert_eq!(parse("mark 3, 2024"), None);
    }
}

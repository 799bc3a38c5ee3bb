//! Dates as articles print them, in the languages of most captures.

use crate::doc::Date;
use crate::front::months::month;

/// True for a word that is a month and hardly anything else.
pub fn month_like(word: &str) -> bool {
    month(word).is_some()
        && !["mai", "may", "mar", "jan", "ara", "set", "mart", "mag"].contains(&word.to_lowercase().as_str())
}

/// A date found in a text, and the bytes it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The date.
    pub date: Date,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The first date in a text. Texts beyond 400 bytes are searched in their first 400.
pub fn find(text: &str) -> Option<Found> {
    let mut limit = text.len().min(400);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let text = text.get(..limit)?;
    // A year has four digits; most lines have none.
    if text.bytes().filter(u8::is_ascii_digit).count() < 4 {
        return None;
    }
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|i| at(text, tokens.get(i..)?))
}

/// The month and year that a whole text names, without a day: `March 2024`.
pub fn month_and_year(text: &str) -> Option<Date> {
    let [name, number] = tokens(text).try_into().ok()?;
    let edges = |t: &str| t.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',')).is_empty();
    let whole = edges(text.get(..name.start)?) && edges(between(text, name, number)) && edges(text.get(number.end..)?);
    let month = month(name.text).filter(|_| whole)?;
    year(number).map(|year| Date { year, month: Some(month), day: None, seconds: None })
}

#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// Runs of digits and runs of letters.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token> = Vec::new();
    let mut class = 0;
    for (i, c) in text.char_indices() {
        let this = if c.is_ascii_digit() {
            1
        } else if matches!(c, '年' | '月' | '日') {
            3
        } else if c.is_alphabetic() {
            2
        } else {
            0
        };
        let end = i + c.len_utf8();
        if this != 0 {
            match out.last_mut() {
                Some(last) if this == class && this != 3 && last.end == i => {
                    last.end = end;
                    last.text = text.get(last.start..end).unwrap_or("");
                }
                _ => out.push(Token { text: text.get(i..end).unwrap_or(""), start: i, end }),
            }
        }
        class = this;
    }
    out
}

fn digits(token: Token, length: std::ops::RangeInclusive<usize>) -> Option<i32> {
    let plain = token.text.bytes().all(|b| b.is_ascii_digit()) && length.contains(&token.text.len());
    plain.then(|| token.text.parse().ok()).flatten()
}

fn year(token: Token) -> Option<i32> {
    digits(token, 4..=4).filter(|y| (1600..=2100).contains(y))
}

/// What stands between two tokens.
fn between<'a>(text: &'a str, a: Token, b: Token) -> &'a str {
    text.get(a.end..b.start).unwrap_or("")
}

/// A date that begins at the first of these tokens.
fn at(text: &str, tokens: &[Token]) -> Option<Found> {
    let a = *tokens.first()?;
    let found = |date: Option<Date>, end: usize| date.map(|date| Found { date, start: a.start, end });
    let small = |t: Token| digits(t, 1..=2).and_then(|n| u8::try_from(n).ok());
    let token = |i: usize| tokens.get(i).copied();
    let near = |i: usize| token(i).zip(token(i + 1)).is_some_and(|(x, y)| between(text, x, y).len() <= 3);
    // 2024-05-31, 2024/05/31, 2024. 05. 31, 2024年5月31日
    if let (Some(y), Some(b), Some(c)) = (year(a), token(1), token(2)) {
        if b.text == "年" && near(0) {
            if let (Some(m), Some(d)) = (small(c), token(4).and_then(small)) {
                return found(Date::ymd(y, m, d), token(4)?.end);
            }
        } else if matches!(between(text, a, b).trim(), "-" | "/" | ".")
            && between(text, a, b).trim() == between(text, b, c).trim()
        {
            return found(Date::ymd(y, small(b)?, small(c)?), c.end);
        }
        return None;
    }
    // March 26, 2023; Sept. 5th 2025
    if let Some(m) = month(a.text) {
        let b = token(1).filter(|_| near(0))?;
        let day = small(b)?;
        let mut next = 2;
        if token(2)
            .is_some_and(|t| ["st", "nd", "rd", "th"].contains(&t.text.to_lowercase().as_str()) && t.start == b.end)
        {
            next = 3;
        }
        let c = token(next).filter(|c| text.get(b.end..c.start).is_some_and(|s| s.len() <= 6))?;
        return found(Date::ymd(year(c)?, m, day), c.end);
    }
    let first = small(a)?;
    let b = token(1)?;
    let mut next = 1;
    // 26th, 1er, 26 de marzo
    if ["st", "nd", "rd", "th", "er", "º"].contains(&b.text.to_lowercase().as_str()) && b.start == a.end {
        next = 2;
    }
    if token(next).is_some_and(|t| ["de", "of"].contains(&t.text)) {
        next += 1;
    }
    let b = token(next)?;
    if let Some(m) = month(b.text) {
        if text.get(a.end..b.start).is_none_or(|s| s.len() > 8) {
            return None;
        }
        next += 1;
        if token(next).is_some_and(|t| ["de", "del"].contains(&t.text)) {
            next += 1;
        }
        let c = token(next).filter(|c| text.get(b.end..c.start).is_some_and(|s| s.len() <= 6))?;
        return found(Date::ymd(year(c)?, m, first), c.end);
    }
    // 31.05.2024, 31/05/2024, 05/31/2024
    let c = token(2)?;
    let (sign, y, second) = (between(text, a, b).trim(), year(c)?, small(b)?);
    if sign != between(text, b, c).trim() || !matches!(sign, "." | "/" | "-") {
        return None;
    }
    let (day, m) = match sign {
        // Which comes first is only known when one of them cannot be a month; with full stops the day does.
        "." => (first, second),
        _ if second > 12 => (second, first),
        _ if first > 12 => (first, second),
        _ if first == second => (first, second),
        _ => return None,
    };
    found(Date::ymd(y, m, day), c.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_forms() {
        for (text, want) in [
            ("Posted on March 26, 2023 by Ann", "2023-03-26"),
            ("Sept. 5th, 2025", "2025-09-05"),
            ("26. März 2023", "2023-03-26"),
            ("le 1er août 2021", "2021-08-01"),
            ("3 de octubre de 2019", "2019-10-03"),
            ("2024-05-31T10:00", "2024-05-31"),
            ("31.05.2024", "2024-05-31"),
            ("5/31/2024", "2024-05-31"),
            ("2024年5月31日", "2024-05-31"),
            ("5 июня 2020", "2020-06-05"),
        ] {
            assert_eq!(find(text).map(|f| f.date.to_string()).as_deref(), Some(want), "{text}");
        }
        assert_eq!(month_and_year("March 2024").map(|d| d.to_string()).as_deref(), Some("2024-03"));
        assert_eq!(["In March 2024", "March 20", "May 2024 be kind"].map(month_and_year), [None; 3]);
        for text in ["5/6/2024", "Chapter 3, 2024 words", "the 1990s", "In May 20 people came"] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}

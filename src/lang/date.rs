//! Calendar dates: ISO 8601, Unix time, and no forms that depend on a language.

/// A date as exact as in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// Year of the common era.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; only with a month.
    pub day: Option<u8>,
    /// The time of day and its zone; only with a day.
    pub time: Option<Time>,
}

/// A time of day in its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// Seconds since midnight, by the clock of the zone.
    pub seconds: u32,
    /// Minutes by which the zone's clock is ahead of UTC.
    pub offset: i32,
}

impl Date {
    /// A calendar day, or `None` if there is no such day.
    pub fn ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let ok = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
        ok.then_some(Date { year, month: Some(month), day: Some(day), time: None })
    }

    /// True if two dates are of the same day by their own clocks.
    pub fn is_same_day(self, other: Date) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }

    /// ISO 8601 in the forms of the web: `2024`, `2024-05`, `2024-05-31`, `2024-05-31T10:00:00+02:00`. The day stays that
    /// of the zone, because it is the one that people read. A time without a zone is left out, because nobody knows when
    /// it was.
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
            Date::ymd(y, u8::try_from(m).ok()?, u8::try_from(d).ok()?)?
        } else {
            if year_text.len() != 4 {
                return None;
            }
            let year = number(year_text)?;
            match (parts.next(), parts.next()) {
                (None, _) => Date { year, month: None, day: None, time: None },
                (Some(m), None) => {
                    let month = number(m).filter(|m| (1..=12).contains(m))?;
                    Date { year, month: Some(month as u8), day: None, time: None }
                }
                (Some(m), Some(d)) => Date::ymd(year, u8::try_from(number(m)?).ok()?, u8::try_from(number(d)?).ok()?)?,
            }
        };
        if parts.next().is_some() {
            return None;
        }
        date.time = time.filter(|_| date.day.is_some()).and_then(parse_time);
        Some(date)
    }

    /// The date and time of a Unix time, in UTC.
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
        Date { year, month: Some(month), day: Some(day), time: Some(Time { seconds: rest as u32, offset: 0 }) }
    }

    /// Seconds since 1970; a date without month or day counts from its first.
    pub fn epoch(self) -> i64 {
        let time = self.time.map_or(0, |time| i64::from(time.seconds) - 60 * i64::from(time.offset));
        self.days() * 86_400 + time
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

/// ISO 8601, as exact as the date is: `2024`, `2024-05`, `2024-05-31`, `2024-05-31T10:00:00+02:00`.
impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
                if let Some(Time { seconds: s, offset }) = self.time {
                    write!(f, "T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)?;
                    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs());
                    match minutes {
                        0 => write!(f, "Z")?,
                        minutes => write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?,
                    }
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

/// `10:00Z`, `10:00:00.123+02:00`; nothing without a zone.
fn parse_time(text: &str) -> Option<Time> {
    let (clock, zone) = text.split_at(text.find(['Z', 'z', '+', '-'])?);
    let field = |s: &str| s.trim().get(..2).and_then(|s| s.parse::<u32>().ok());
    let mut parts = clock.split(':');
    let (hours, minutes) = (field(parts.next()?)?, field(parts.next()?)?);
    let seconds = parts.next().and_then(field).unwrap_or(0);
    if hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => 0,
    };
    let digits: String = zone[1..].chars().filter(char::is_ascii_digit).take(4).collect();
    let number = |at: std::ops::Range<usize>| digits.get(at).and_then(|digits| digits.parse::<i32>().ok());
    let ahead = if sign == 0 { 0 } else { number(0..2)? * 60 + number(2..4).unwrap_or(0) };
    let offset = (ahead < 24 * 60).then_some(sign * ahead)?;
    Some(Time { seconds: hours * 3600 + minutes * 60 + seconds.min(59), offset })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_keep_their_day_and_zone() {
        let date = Date::parse_iso("2024-03-01T00:30:00+02:00").unwrap();
        assert_eq!(date.to_string(), "2024-03-01T00:30:00+02:00");
        assert_eq!(Date::from_epoch(date.epoch()).to_string(), "2024-02-29T22:30:00Z");
        for (text, printed) in [
            ("2024-05-31T10:00:00.123Z", "2024-05-31T10:00:00Z"),
            ("2024-05-31 10:00 -0330", "2024-05-31T10:00:00-03:30"),
            ("2024-05-31T23:59:60+14", "2024-05-31T23:59:59+14:00"),
            ("2024-05-31 10:00", "2024-05-31"),
            ("2024-05-31T10:00:00+99:00", "2024-05-31"),
            ("20240531T100000Z", "2024-05-31"),
        ] {
            assert_eq!(Date::parse_iso(text).unwrap().to_string(), printed, "{text}");
        }
        assert_eq!(Date::parse_iso("2024-05").unwrap().to_string(), "2024-05");
        assert_eq!(Date::parse_iso("2023-02-29"), None);
        assert_eq!(Date::parse_iso("2023-257-01"), None);
    }

    #[test]
    fn epoch_round_trips() {
        for seconds in [0, 951_782_400, 1_732_366_800, -86_400] {
            assert_eq!(Date::from_epoch(seconds).epoch(), seconds);
        }
    }
}

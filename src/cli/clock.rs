//! The time of day, for the network and feeds: caches, cookies, snapshots, new entries. No article depends on it.

use std::time::{SystemTime, UNIX_EPOCH};

use offprint::doc::Date;

/// Now.
#[allow(clippy::disallowed_methods, reason = "caches and cookies expire; no article depends on it")]
pub fn now() -> SystemTime {
    SystemTime::now()
}

/// Seconds since 1970.
pub fn seconds() -> i64 {
    now().duration_since(UNIX_EPOCH).map_or(0, |passed| i64::try_from(passed.as_secs()).unwrap_or(i64::MAX))
}

/// A time in ISO 8601, in UTC.
pub fn iso(seconds: i64) -> String {
    let date = Date::from_epoch(seconds);
    let (month, day, of_day) =
        (date.month.unwrap_or(1), date.day.unwrap_or(1), date.time.map_or(0, |time| time.seconds));
    let (hours, minutes, seconds) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}Z", date.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_dates() {
        assert_eq!(iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso(951_827_696), "2000-02-29T12:34:56Z");
    }

    #[test]
    fn now_is_after_this_test_was_written() {
        assert!(seconds() > 1_760_000_000);
    }
}

//! The dates in the head of an article, and the lines that hold only them: datelines.

use std::ops::Range;

use crate::context::Context;
use crate::diag::codes;
use crate::front::text::byline;
use crate::front::text::features::page::Page;
use crate::front::text::judges::segment::PageKind;
use crate::lang::{Lang, bylines, calendar, letters};

use super::{Head, read};

/// The dates of a line, at most four, with their ranges in bytes.
fn every(text: &str, lang: Option<&Lang>) -> Vec<(Range<usize>, crate::doc::Date)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|text| calendar::find(text, lang)) {
        out.push((from + found.start..from + found.end, found.date));
        from += found.end.max(1);
        if out.len() == 4 {
            break;
        }
    }
    out
}

/// Reads the dates of the head. A line of a clean text is taken only if it holds nothing else ([`is_dateline`]).
pub(super) fn dates(page: &Page, zone: &[usize], title: usize, page_kind: PageKind, head: &mut Head, cx: &mut Context) {
    for &i in zone {
        let text = page.units[i].full_text();
        let Some(found) = calendar::find(&text, page.lang()) else { continue };
        // The heading of a version with its day heads the changes below it.
        if page.units[i].level.is_some() {
            continue;
        }
        // An item that begins with a day, as in a list of changes, is text.
        if page_kind != PageKind::Capture && page.units[i].marker.is_some() {
            continue;
        }
        let lower = text.to_lowercase();
        let all = every(&text, page.lang());
        let rest = text.len() - all.iter().map(|(place, _)| place.len()).sum::<usize>();
        // A sentence that mentions a day is not a dateline; a line with little more than the day is.
        if page.basics[i].words > 20 || rest > 100 || page.basics[i].sentence && rest > 30 {
            continue;
        }
        let places: Vec<Range<usize>> = all.iter().map(|(place, _)| place.clone()).collect();
        let pure = page_kind == PageKind::Capture || is_dateline(&text, &places) && !is_entry(page, i);
        // `The fair opens on 5 March`: the day of something else.
        if !pure && !bylines::says_published(&lower) && !bylines::says_updated(&lower) {
            continue;
        }
        let (before, after) = lower.split_at_checked(found.start).unwrap_or((lower.as_str(), ""));
        // The day when a journal received the manuscript is not a date of the article.
        if page_kind != PageKind::Capture && letters::tells_of_manuscript(&lower) && !bylines::says_published(&lower) {
            continue;
        }
        if bylines::says_updated(before) {
            head.meta.updated.get_or_insert(found.date);
        } else if head.meta.published.is_none() {
            // `Received: 4 January 2022 / Published: 1 June 2022`
            let said = |from: usize, to: usize| text.get(from..to).unwrap_or("").to_lowercase();
            let starts = std::iter::once(0).chain(all.iter().map(|(place, _)| place.end));
            let mut named = starts.zip(&all).filter(|(from, (place, _))| {
                let label = said(*from, place.start);
                bylines::says_published(&label)
            });
            head.meta.published = Some(named.next().map_or(found.date, |(_, (_, date))| *date));
        }
        // `March 3, 2020, updated March 5, 2020`
        if let Some((_, second)) = all.get(1)
            && bylines::says_updated(after)
        {
            head.meta.updated.get_or_insert(*second);
        }
        let mostly = rest <= 40 + 20 * (all.len() - 1) || byline::authors(&text).is_some();
        if pure
            && mostly
            && (page_kind == PageKind::Capture || i > title && page.basics[i].words <= 12 && !page.basics[i].sentence)
        {
            read(cx, page, i, codes::DATELINE, "date");
            head.taken.push(i);
        }
    }
    if head.meta.published.is_none() {
        head.meta.published = head.meta.updated;
    }
}

/// True if a line has nothing but dates, labels of dates, a byline, and the name of a person, a place or a site that a
/// sign keeps apart from them: `London, 5 March 2024`. `The fair opens on 5 March 2024` says more.
fn is_dateline(text: &str, places: &[Range<usize>]) -> bool {
    // Dates become a sign that belongs to no word.
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        left.push_str(text.get(from..place.start).unwrap_or(""));
        left.extend([' ', DAY, ' ']);
        from = place.end;
    }
    left.push_str(text.get(from..).unwrap_or(""));
    let signed = byline::authors(text).or_else(|| byline::inside(text)).is_some();
    let parts = |c: char| {
        matches!(c, ',' | '|' | '·' | '•' | '/' | '(' | ')' | ';' | '—' | '–' | '：' | '，' | '【' | '】' | '\u{3000}')
    };
    left.split(parts).flat_map(|part| part.split(" - ")).all(|part| belongs(part.trim(), signed))
}

/// The place of a date in the text around it.
const DAY: char = '\u{fffc}';

/// True if a part of a line between signs is of dates and their labels, or is a name.
fn belongs(part: &str, signed: bool) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != DAY).to_lowercase();
    let words = || part.split_whitespace().filter(|word| word.contains(|c: char| c.is_alphanumeric() || c == DAY));
    let is_label = |word: &str| {
        let word = bare(word);
        let time = word.starts_with(|c: char| c.is_ascii_digit());
        time || word.contains(DAY) || bylines::filing(&word).is_some() || calendar::is_before_day(&word)
    };
    let is_caseless = |word: &str| !word.contains(|c: char| c.is_lowercase() || c.is_uppercase());
    let is_name = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let loud = word.starts_with(char::is_uppercase) || is_caseless(word) && word.chars().count() <= 5;
        loud || bylines::is_particle(word) || bylines::is_and(word) || bylines::is_article(word)
    };
    let is_post = |word: &str| signed && (bylines::is_office(&bare(word)) || bylines::is_rank(&bare(word)));
    // `à 14h33`, `at 9:12`
    let leads = |word: &str, next: Option<&str>| {
        let counts = |next: &str| next.starts_with(|c: char| c.is_ascii_digit() || c == DAY);
        word.chars().count() <= 3 && word.chars().all(char::is_lowercase) && next.is_some_and(counts)
    };
    let next = || words().skip(1).map(Some).chain([None]);
    if words()
        .zip(next())
        .all(|(word, next)| is_label(word) || leads(word, next) || signed && is_name(word) || is_post(word))
    {
        return true;
    }
    words().count() <= 5 && !part.contains(DAY) && words().all(is_name)
        || words().all(|word| is_label(word) || is_caseless(word) && word.chars().count() <= 5)
}

/// True if a line is one of several that each begin with a day: a log, a diary, a list of things to do.
fn is_entry(page: &Page, i: usize) -> bool {
    let begins = |j: usize| {
        let text = page.units.get(j).map(|unit| unit.text.as_str())?;
        let found = calendar::find(text, page.lang())?;
        Some(found.start <= 2 && text.len() > found.end + 2)
    };
    let close = |upper: usize, lower: usize| page.units.get(lower).is_some_and(|unit| unit.gap == 0) && upper < lower;
    let beside = [i.checked_sub(1).filter(|&j| close(j, i)), Some(i + 1).filter(|&j| close(i, j))];
    begins(i) == Some(true) && beside.into_iter().flatten().any(|j| begins(j) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_one(text: &str) -> bool {
        let places: Vec<Range<usize>> =
            every(text, Lang::new("en").as_ref()).into_iter().map(|(place, _)| place).collect();
        !places.is_empty() && is_dateline(text, &places)
    }

    #[test]
    fn datelines_hold_only_dates_labels_and_names() {
        for text in [
            "5 March 2024",
            "Saturday, 5 March 2024, 9:12 am",
            "LONDON, March 5, 2024",
            "Published on 5 March 2024 | Updated 6 March 2024",
            "5 March 2024 - The Harbour Courier",
            "By Ada Marsh, staff writer, March 5, 2024",
            "Posted by Ada Marsh on March 5, 2024",
            "2024年3月5日 记者 李明",
            "Berlin, 5 March 2024 kl 14:33",
        ] {
            assert!(is_one(text), "{text}");
        }
        for text in [
            "Saturday 5 March 2024 at the green hut, Leeds",
            "Saturday 5 March 2024 at The Green Hut",
            "Opened on 5 March 2024 by the mayor",
            "Held on 5 March 2024",
            "2024-03-05 09:12:01 INFO pump started",
            "x 2024-03-04 2024-03-01 Order seeds",
            "2024年3月5日在绿色小屋前面开幕了",
        ] {
            assert!(!is_one(text), "{text}");
        }
    }
}

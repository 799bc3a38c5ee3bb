//! Front matter without fences: lines of `Key: value` up to the first blank one (MultiMarkdown, Pelican), lines of
//! `.. key: value` (Nikola), and lines that begin with `%` (pandoc: title, authors, date).

use std::ops::Range;

use super::entries::{self, Entry};
use super::value::Value;
use crate::context::Context;

/// The most lines of such a head.
const MOST_LINES: usize = 60;

/// Lines of `Key: value`: the first key occurs only in front matter, or two keys are known.
pub(super) fn find_lines(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let (mut at, mut known, mut title) = (start, 0, false);
    for (number, line) in text[start..].split_inclusive('\n').enumerate() {
        if line.trim().is_empty() {
            break;
        }
        if number >= MOST_LINES {
            return None;
        }
        let goes_on = number > 0 && line.starts_with([' ', '\t']);
        if !goes_on {
            let (key, value) = pair(line)?;
            let typed = entries::is_known(&key) && !value.is_empty();
            known += usize::from(typed);
            title |= typed && key.eq_ignore_ascii_case("title");
        }
        at += line.len();
    }
    // Only a title, with an article below it, or two of the usual keys.
    let article = !text[at..].trim().is_empty();
    (article && (title || known >= 2)).then_some((start..at, at))
}

/// A key and its value: a word or two, a colon, a space.
fn pair(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.trim_end().split_once(':')?;
    let simple = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let apart = value.is_empty() || value.starts_with([' ', '\t']);
    let short = !key.is_empty() && key.len() <= 30 && key.split(' ').count() <= 3;
    (apart && short && !key.starts_with(' ') && key.chars().all(simple))
        .then(|| (key.trim().replace(' ', "-"), value.trim()))
}

pub(super) fn read_lines(text: &str, range: Range<usize>, _: &mut Context) -> Vec<Entry> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in text[range].lines() {
        match (pair(line), out.last_mut()) {
            (Some((key, value)), _) if !line.starts_with([' ', '\t']) => out.push((key, value.to_string())),
            (_, Some((_, value))) => *value = format!("{value} {}", line.trim()),
            (_, None) => {}
        }
    }
    out.into_iter().map(|(key, value)| Entry::from((key, Value::Text(value)))).collect()
}

/// Lines of `.. key: value` (Nikola), one of them the title.
pub(super) fn find_dotted(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let lines = text[start..].split_inclusive('\n').take(MOST_LINES).take_while(|line| dotted(line).is_some());
    let titled = lines.clone().any(|line| dotted(line).is_some_and(|(key, _)| key == "title"));
    let at = start + lines.map(str::len).sum::<usize>();
    let apart = text[at..].split('\n').next().is_some_and(|line| line.trim().is_empty());
    (titled && apart).then_some((start..at, at))
}

fn dotted(line: &str) -> Option<(String, &str)> {
    line.strip_prefix(".. ").and_then(pair)
}

pub(super) fn read_dotted(text: &str, range: Range<usize>, _: &mut Context) -> Vec<Entry> {
    let pairs = text[range].lines().filter_map(dotted);
    pairs.map(|(key, value)| Entry::from((key, Value::Text(value.to_string())))).collect()
}

/// Lines of `key:: value` (Logseq), one of them a title or another name of the page.
pub(super) fn find_properties(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    const SHOWS: &[&str] = &["title", "alias", "tags", "type", "public"];
    let lines = text[start..].split_inclusive('\n').take(MOST_LINES).take_while(|line| property(line).is_some());
    let shown = lines.clone().any(|line| property(line).is_some_and(|(key, _)| SHOWS.contains(&key.as_str())));
    let at = start + lines.map(str::len).sum::<usize>();
    let apart = text[at..].split('\n').next().is_some_and(|line| line.trim().is_empty());
    (shown && apart).then_some((start..at, at))
}

fn property(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.trim_end().split_once("::")?;
    let simple = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    (simple && value.starts_with(' ')).then(|| (key.to_string(), value.trim()))
}

pub(super) fn read_properties(text: &str, range: Range<usize>, _: &mut Context) -> Vec<Entry> {
    let pairs = text[range].lines().filter_map(property);
    pairs.map(|(key, value)| Entry::from((key, Value::Text(value.to_string())))).collect()
}

/// One to three lines that begin with `% `; indented lines below continue them.
pub(super) fn find_percent(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let (mut at, mut count) = (start, 0);
    for line in text[start..].split_inclusive('\n') {
        let field = line.starts_with("% ") || line.trim_end() == "%";
        let goes_on = count > 0 && line.starts_with([' ', '\t']) && !line.trim().is_empty();
        if !(field && count < 3 || goes_on) {
            break;
        }
        count += usize::from(field);
        at += line.len();
    }
    let apart = text[at..].split('\n').next().is_some_and(|line| line.trim().is_empty());
    (count > 0 && apart).then_some((start..at, at))
}

pub(super) fn read_percent(text: &str, range: Range<usize>, _: &mut Context) -> Vec<Entry> {
    let mut fields: Vec<Vec<&str>> = Vec::new();
    for line in text[range].lines() {
        match (line.strip_prefix('%'), fields.last_mut()) {
            (Some(first), _) => fields.push(vec![first.trim()]),
            (None, Some(field)) => field.push(line.trim()),
            (None, None) => {}
        }
    }
    let mut fields = fields.into_iter();
    let mut out = Vec::new();
    let mut add = |key: &str, value: Value| out.push(Entry::from((key.to_string(), value)));
    if let Some(title) = fields.next() {
        add("title", Value::Text(title.join(" ").trim().to_string()));
    }
    if let Some(authors) = fields.next() {
        let names = authors.iter().flat_map(|line| line.split(';')).map(str::trim).filter(|name| !name.is_empty());
        add("author", Value::List(names.map(|name| Value::Text(name.to_string())).collect()));
    }
    if let Some(date) = fields.next() {
        add("date", Value::Text(date.join(" ").trim().to_string()));
    }
    out
}

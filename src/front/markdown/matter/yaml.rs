//! YAML between lines of `---`, and keys line by line if the whole cannot be read.

use std::ops::Range;

use super::entries::{Entry, is_known};
use super::value::Value;
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::source::Span;

/// The most lines that are read one by one.
const MOST_LINES: usize = 2000;

/// The lines between `---` and `---` or `...`.
pub(super) fn find(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    super::between(text, start, "---", &["---", "..."]).filter(|(range, _)| looks_like_yaml(&text[range.clone()]))
}

/// Keys up to a line of `---` without one above them: Hexo's posts. A title or two of the usual keys open them, so a
/// line of text with a line of dashes below is still a heading.
pub(super) fn find_closed(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n').take(MOST_LINES) {
        if line.trim_end() == "---" {
            let article = text[at + line.len()..].trim();
            return (!article.is_empty() && has_known_keys(&text[start..at])).then_some((start..at, at + line.len()));
        }
        // Lists and mappings are set in or begin with a dash.
        let goes_on = at > start && line.starts_with([' ', '\t', '-', '#']);
        if line.trim().is_empty() || !goes_on && key(line).is_none() {
            return None;
        }
        at += line.len();
    }
    None
}

/// True if a title, or two other keys of front matter, have values.
fn has_known_keys(yaml: &str) -> bool {
    let known = |line: &&str| key(line).is_some_and(|key| is_known(key) || key == "layout");
    let count = yaml.lines().filter(known).count();
    count >= 2 || yaml.lines().count() > 1 && yaml.lines().any(|line| key(line) == Some("title"))
}

/// The key of a line of YAML: a word and a colon.
fn key(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let simple = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    (simple && (value.trim().is_empty() || value.starts_with([' ', '\t']))).then_some(key)
}

/// True if some lines may be front matter: the first line that is neither empty nor a comment is `key:` or opens a
/// mapping. Two rules with text between them are not front matter.
fn looks_like_yaml(yaml: &str) -> bool {
    let line = |l: &&str| !l.trim().is_empty() && !l.trim_start().starts_with('#');
    let Some(first) = yaml.lines().find(line) else { return false };
    let key = |c: char| c.is_alphanumeric() || "_-. \"'".contains(c);
    let colon =
        first.find([':']).filter(|at| matches!(first.as_bytes().get(at + 1), None | Some(b' ' | b'\t' | b'\r')));
    first.starts_with('{') || colon.is_some_and(|at| at > 0 && at < 60 && first[..at].chars().all(key))
}

pub(super) fn read(text: &str, range: Range<usize>, cx: &mut Context) -> Vec<Entry> {
    let source = &text[range.clone()];
    let spaced = without_tabs(source);
    match parse(spaced.as_deref().unwrap_or(source)) {
        Ok(Value::Map(map)) => {
            let raw = Raw::new(source);
            let entry = |(key, value): (String, Value)| {
                let kept = raw.get(&key).map(|v| v.strip_prefix(' ').unwrap_or(v).to_string());
                Entry { raw: kept.filter(|_| spaced.is_none()), key, value }
            };
            map.into_iter().map(entry).collect()
        }
        Ok(Value::Null) => Vec::new(),
        Ok(_) => {
            let message = "The front matter is not a list of keys and values and was left out.";
            cx.say(Diagnostic::warning(codes::FRONT_MATTER, message).at(Span::new(range)));
            Vec::new()
        }
        Err(error) => {
            let error = error.without_snippet();
            let words = error.to_string();
            // The place is named once, and counted in the article's lines.
            let words = words.lines().next().unwrap_or("it is not YAML").split(" at line ").next().unwrap_or("");
            let place = place(text, range, error.location().map(|l| (l.line() as usize, l.column() as usize)));
            if ["budget", "recursion"].iter().any(|word| words.contains(word)) {
                let message = format!("The front matter was left out: {}.", words.trim_end_matches('.'));
                let hint = "It is larger or nested deeper than front matter has any use for.";
                cx.say(Diagnostic::warning(codes::FRONT_MATTER, message).at(place).hint(hint));
                return Vec::new();
            }
            cx.say(super::by_lines(text, place, words.trim_end_matches('.')));
            by_lines(source, ':')
        }
    }
}

fn parse(source: &str) -> Result<Value, serde_yaml::Error> {
    let options = serde_yaml::options! {
        strict_booleans: true,
        budget: serde_yaml::budget! {
            max_depth: 40,
            max_nodes: 20_000,
            max_aliases: 200,
            max_anchors: 200,
            max_total_scalar_bytes: 4 << 20,
        },
    };
    serde_yaml::from_str_with_options::<Value>(source, options)
}

/// The same with spaces where YAML allows no tabs; `None` without tabs.
fn without_tabs(source: &str) -> Option<String> {
    source.contains('\t').then(|| {
        let line = |line: &str| {
            let body = line.trim_start_matches([' ', '\t']);
            let indent = line[..line.len() - body.len()].replace('\t', "  ");
            format!("{indent}{}", body.replacen(":\t", ": ", 1))
        };
        source.split_inclusive('\n').map(line).collect()
    })
}

/// The place of a mistake at a line and column of the YAML, both from 1.
fn place(text: &str, yaml: Range<usize>, at: Option<(usize, usize)>) -> Span {
    let (line, column) = at.unwrap_or((1, 1));
    let source = &text[yaml.clone()];
    let start = yaml.start + source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let within = text[start..yaml.end].split('\n').next().unwrap_or("");
    let offset: usize = within.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    Span::new(start + offset..start + within.len().max(offset))
}

/// The keys of lines that are not YAML or TOML as a whole: each key with the lines below it, read alone. Of equal keys
/// the first wins.
pub(super) fn by_lines(source: &str, sign: char) -> Vec<Entry> {
    let mut chunks: Vec<(String, String)> = Vec::new();
    for line in source.lines().take(MOST_LINES) {
        let plain = |c: char| c.is_alphanumeric() || "-_ \"'".contains(c);
        let pair = line.split_once(sign).filter(|(key, _)| !key.trim().is_empty() && key.len() < 60);
        match (pair, chunks.last_mut()) {
            (Some((key, value)), _) if key.chars().all(plain) && !key.starts_with([' ', '\t', '-']) => {
                chunks.push((key.trim_matches(['"', '\'', ' ']).to_string(), value.trim().to_string()));
            }
            // A table of TOML: its keys belong to no field that we know.
            _ if sign == '=' && line.starts_with('[') => break,
            (_, Some((_, value))) => *value = format!("{value}\n{line}"),
            (_, None) => {}
        }
    }
    let mut known = std::collections::BTreeSet::new();
    chunks.retain(|(key, _)| known.insert(key.clone()));
    chunks.into_iter().map(|(key, value)| Entry::from((key, alone(&value, sign)))).collect()
}

/// The value of one key; if that cannot be read either, its text.
fn alone(value: &str, sign: char) -> Value {
    let read = match sign {
        '=' => toml::from_str::<Value>(&format!("x = {value}")).ok(),
        _ => parse(&format!("x: {value}")).ok(),
    };
    match read {
        Some(Value::Map(mut map)) if map.len() == 1 => map.remove(0).1,
        _ => Value::Text(value.trim_matches(['"', '\'']).trim().to_string()),
    }
}

/// The lines of each top-level key, unchanged.
pub(super) struct Raw<'s>(Vec<(&'s str, &'s str)>);

impl<'s> Raw<'s> {
    fn new(source: &'s str) -> Self {
        let mut out: Vec<(&str, usize, usize)> = Vec::new();
        let mut at = 0;
        for line in source.split_inclusive('\n') {
            let first = line.chars().next().unwrap_or(' ');
            if let Some((key, _)) =
                line.split_once(':').filter(|_| !first.is_whitespace() && first != '#' && first != '-')
            {
                out.push((key.trim_matches(['"', '\'', ' ']), at + line.find(':').unwrap_or(0) + 1, at + line.len()));
            } else if first != '#'
                && let Some(last) = out.last_mut()
            {
                last.2 = at + line.len();
            }
            at += line.len();
        }
        Raw(out.into_iter().map(|(key, start, end)| (key, source.get(start..end).unwrap_or(""))).collect())
    }

    /// The text of a key's value, unless it refers to other values.
    fn get(&self, key: &str) -> Option<&'s str> {
        let mut found = self.0.iter().filter(|(k, _)| *k == key);
        let value = found.next().filter(|_| found.next().is_none())?.1.trim_end();
        let refers = value.split([' ', '\n', '[', ',']).any(|w| w.starts_with('*') || w.starts_with('&'));
        (!refers).then_some(value)
    }
}

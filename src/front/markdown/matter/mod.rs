//! Front matter: the metadata of an article before its text.
//!
//! [`KINDS`] are the ways to write it. Each is searched for only at the very top: a `---` further down is a
//! thematic break or a heading's underline. Known keys become typed metadata; unknown ones are kept as written, so that
//! the Markdown back end can write them back. Front matter can be hostile (aliases of aliases) or wrong: both are
//! bounded and reported with line and column, the rest is read line by line, and none of it is ever printed.
//!
//! - [`value`] holds a value of any of the formats; [`entries`] maps keys to their meaning;
//! - [`yaml`] reads YAML, and line by line text that is not quite YAML or TOML;
//! - [`heads`] reads lines of `Key: value`, of `.. key: value` and of `% words`.

mod entries;
mod heads;
mod value;
mod yaml;

use std::ops::Range;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::Meta;
use crate::source::Span;
use entries::Entry;
use value::Value;

/// The range of front matter without its fences, and the start of the article.
type Found = (Range<usize>, usize);

/// A way to write front matter.
struct Kind {
    /// Searches the top of a text for it, from the first line that is not blank.
    find: fn(&str, usize) -> Option<Found>,
    read: fn(&str, Range<usize>, &mut Context) -> Vec<Entry>,
}

/// All ways, in the order of the search.
const KINDS: &[Kind] = &[
    Kind { find: yaml::find, read: yaml::read },
    Kind { find: find_toml, read: read_toml },
    Kind { find: find_json, read: read_json },
    Kind { find: yaml::find_closed, read: yaml::read },
    Kind { find: heads::find_dotted, read: heads::read_dotted },
    Kind { find: heads::find_properties, read: heads::read_properties },
    Kind { find: heads::find_percent, read: heads::read_percent },
    Kind { find: heads::find_lines, read: heads::read_lines },
];

/// The front matter of a text and the start of the article.
pub(super) struct Matter {
    kind: &'static Kind,
    range: Range<usize>,
    pub end: usize,
}

/// Finds the front matter at the top of a text.
pub(super) fn find(text: &str) -> Option<Matter> {
    let blank = text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    KINDS.iter().find_map(|kind| {
        let (range, end) = (kind.find)(text, blank)?;
        Some(Matter { kind, range, end })
    })
}

/// The metadata in the front matter, and its keys.
pub(super) fn read(text: &str, matter: &Matter, cx: &mut Context) -> (Meta, Vec<String>) {
    let entries = (matter.kind.read)(text, matter.range.clone(), cx);
    let keys = entries.iter().map(|entry| entry.key.to_lowercase()).collect();
    let mut unread = Vec::new();
    let meta = entries::meta(entries, &mut unread, cx);
    for (key, value, what) in unread {
        let value: String = value.chars().take(80).collect();
        let message = format!("The front matter's `{key}` is no {what} and is not used: “{value}”.");
        let remark = Diagnostic::remark(codes::FRONT_MATTER, message);
        cx.say(match line_of(text, &matter.range, &key) {
            Some(span) => remark.at(span),
            None => remark,
        });
    }
    (meta, keys)
}

/// The line of the front matter that begins with a key.
fn line_of(text: &str, range: &Range<usize>, key: &str) -> Option<Span> {
    let mut at = range.start;
    text.get(range.clone())?.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        let bare = line.trim_start_matches([' ', '\t', '"', '.', '%']);
        bare.starts_with(key).then(|| Span::new(start..start + line.trim_end().len()))
    })
}

/// The lines between two lines that are `fence`.
fn between(text: &str, start: usize, fence: &str, ends: &[&str]) -> Option<(Range<usize>, usize)> {
    let first = text[start..].split_inclusive('\n').next()?;
    if first.trim_end() != fence || !first.ends_with('\n') {
        return None;
    }
    let begin = start + first.len();
    let mut at = begin;
    for line in text[begin..].split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            return Some((begin..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// TOML between lines of `+++`: Hugo's and Zola's.
fn find_toml(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    between(text, start, "+++", &["+++"]).filter(|(range, _)| {
        let line = text[range.clone()].lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
        line.is_none_or(|line| line.contains('=') || line.starts_with('['))
    })
}

fn read_toml(text: &str, range: Range<usize>, cx: &mut Context) -> Vec<Entry> {
    let source = &text[range.clone()];
    match toml::from_str::<Value>(source) {
        Ok(Value::Map(map)) => map.into_iter().flat_map(unfold).collect(),
        Ok(_) => Vec::new(),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start.min(source.len()));
            let place =
                Span::new(range.start + at..range.start + source[at..].find('\n').map_or(source.len(), |n| at + n));
            let words = error.message().lines().next().unwrap_or("it is not TOML").trim_end_matches('.').to_string();
            cx.say(by_lines(text, place, &words));
            yaml::by_lines(source, '=')
        }
    }
}

/// Tables that only group keys: Zola's `[taxonomies]`.
fn unfold((key, value): (String, Value)) -> Vec<Entry> {
    match (key.as_str(), value) {
        ("taxonomies", Value::Map(inner)) => inner.into_iter().map(Entry::from).collect(),
        (_, value) => vec![Entry::from((key, value))],
    }
}

/// JSON at the top: an object with a key that we know.
fn find_json(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let body = &text[start..];
    if !body.starts_with('{') || body.starts_with("{{") || body.starts_with("{%") {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(body).into_iter::<Value>();
    let Some(Ok(Value::Map(map))) = values.next() else { return None };
    let end = start + values.byte_offset();
    let alone = text[end..].split('\n').next().is_none_or(|rest| rest.trim().is_empty());
    (alone && map.iter().any(|(key, _)| entries::is_known(key))).then_some((start..end, end))
}

fn read_json(text: &str, range: Range<usize>, _: &mut Context) -> Vec<Entry> {
    match serde_json::from_str::<Value>(&text[range]) {
        Ok(Value::Map(map)) => map.into_iter().map(Entry::from).collect(),
        _ => Vec::new(),
    }
}

/// The warning that front matter with a mistake was read line by line.
fn by_lines(text: &str, place: Span, words: &str) -> Diagnostic {
    let start = place.range().start.min(text.len());
    let line = text[..start].matches('\n').count() + 1;
    let column = text[..start].rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    let words: String = words.chars().take(300).collect();
    let message =
        format!("The front matter has a mistake and was read line by line; line {line}, column {column}: {words}.");
    Diagnostic::warning(codes::FRONT_MATTER, message)
        .at(place)
        .hint("Values with a colon or a leading mark need quotation marks.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::plain_text;

    fn parse(text: &str) -> (Meta, Vec<Diagnostic>) {
        let mut cx = Context::default();
        let matter = find(text).expect("front matter");
        let (meta, _) = read(text, &matter, &mut cx);
        (meta, cx.diags.take())
    }

    fn title(text: &str) -> String {
        plain_text(&parse(text).0.title)
    }

    fn end(text: &str) -> usize {
        find(text).map_or(0, |matter| matter.end)
    }

    #[test]
    fn known_keys_are_typed_and_unknown_ones_kept() {
        let (meta, said) = parse(
            "---\ntitle: 'A *b*'\nauthor:\n- Ada\n- name: Bo\n  role: trl\ndate: 2024-05-31\nlang: no\nversion: 1.10\nx:\n  - 1\n---\n",
        );
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(plain_text(&meta.title), "A b");
        assert_eq!(meta.authors[1].role, crate::doc::Role::Translator);
        assert_eq!(meta.published.unwrap().to_string(), "2024-05-31");
        assert_eq!(meta.language.unwrap().as_str(), "no");
        assert_eq!(meta.extra["version"], "1.10");
        assert_eq!(meta.extra["x"], "\n  - 1");
    }

    #[test]
    fn a_date_or_language_that_means_nothing_is_told_with_its_line() {
        let (meta, said) = parse("---\ntitle: T\ndate: yesterday\nlang: klingonish\ndate_saved: 2024-05-31\n---\n");
        let told: Vec<_> = said.iter().map(|d| (d.span.map(|s| s.start), d.message.clone())).collect();
        let no = |key: &str, what: &str, value: &str| {
            format!("The front matter's `{key}` is no {what} and is not used: “{value}”.")
        };
        assert_eq!(
            told,
            [(Some(13), no("date", "date", "yesterday")), (Some(29), no("lang", "language tag", "klingonish")),]
        );
        assert!(meta.saved.is_some() && meta.published.is_none() && meta.extra.contains_key("date"));
        // A second date is none too many.
        assert!(parse("---\ndate: 2024-05-31\npublished: 2024-06-01\nupdated: ''\n---\n").1.is_empty());
    }

    #[test]
    fn a_mistake_costs_its_line_only() {
        let (meta, said) = parse("---\ntitle: a: b\nauthor: Ada\ntags: [x, y]\n---\n");
        assert!(said[0].message.contains("line 2, column"), "{}", said[0].message);
        assert_eq!(plain_text(&meta.title), "a: b");
        assert_eq!((meta.authors[0].name.as_str(), meta.subjects.len()), ("Ada", 2));
        let (meta, said) = parse("---\na: 1\na: 2\ntitle: T\n---\n");
        assert!(said[0].message.contains("line 3"), "{}", said[0].message);
        assert_eq!(plain_text(&meta.title), "T");
        let (meta, said) = parse("+++\ntitle = \"T\"\ndraft = yes please\nauthor = 'Ada'\n+++\n");
        assert!(said[0].message.contains("line 3"), "{}", said[0].message);
        assert_eq!((plain_text(&meta.title).as_str(), meta.authors[0].name.as_str()), ("T", "Ada"));
    }

    #[test]
    fn rules_and_sentences_are_not_front_matter() {
        for text in [
            "---\n\nSome text.\n\n---\n",
            "text\n---\na: b\n---\n",
            "---\na: b\n",
            "+++\nSome text.\n+++\n",
            "{\"x\": 1}\n",
            "Note: this is how it goes.\n\nText.\n",
            "%PDF is a format.\n",
            "Dear Ada: hello\n",
            "title: A heading\n---\n\nText.\n",
            "Note: this\nPlan: that\n---\n\nText.\n",
            ".. note: this\n\nText.\n",
        ] {
            assert_eq!(end(text), 0, "{text:?}");
        }
        assert!(end("---\na: b\n...\n") > 0);
        assert!(end("\n\n---\ntitle: b\n---\n") > 0);
    }

    #[test]
    fn front_matter_comes_in_seven_forms() {
        for text in [
            "---\ntitle:\tThe pier\nauthor:\tAda\n---\n\nText.\n",
            "+++\ntitle = \"The pier\"\ndate = 2021-03-04T10:00:00+02:00\n[extra]\nx = 1\n+++\nText.\n",
            "{\n  \"title\": \"The pier\",\n  \"tags\": [\"a\"]\n}\n\nText.\n",
            "% The pier\n% Ada Quill; Bo Lund\n% March 2021\n\nText.\n",
            "Title: The pier\nDate: 2021-03-04 10:20\nTags: boats, ropes\n\nText.\n",
            "title: The pier\ndate: 2021-03-04 10:00:00\ntags:\n  - boats\n---\n\nText.\n",
            ".. title: The pier\n.. slug: the-pier\n.. date: 2021-03-04 10:00:00 UTC\n\nText.\n",
        ] {
            assert_eq!(title(text), "The pier", "{text:?}");
            assert_eq!(text[end(text)..].trim(), "Text.");
        }
        let (meta, _) = parse("% A title\n  that goes on\n% Ada Quill; Bo Lund\n% March 2021\n\nText.\n");
        assert_eq!(plain_text(&meta.title), "A title that goes on");
        assert_eq!(meta.authors.len(), 2);
        assert_eq!(meta.published.unwrap().to_string(), "2021-03");
    }

    #[test]
    fn a_title_is_text() {
        for (text, expected) in [
            ("---\ntitle: \"<b>: The element\"\n---\n", "<b>: The element"),
            ("---\ntitle: 1. One\n---\n", "1. One"),
            ("---\ntitle: \"# 5\"\n---\n", "# 5"),
            ("---\ntitle: 'a <b>c</b> & {{x}}'\n---\n", "a <b>c</b> & {{x}}"),
        ] {
            assert_eq!(title(text), expected);
        }
    }

    #[test]
    fn bombs_are_bounded() {
        let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for n in 1..30 {
            let calls = vec![format!("*a{}", n - 1); 10].join(", ");
            bomb.push_str(&format!("a{n}: &a{n} [{calls}]\n"));
        }
        bomb.push_str("---\n");
        let (_, said) = parse(&bomb);
        assert_eq!(said[0].code, "front-matter");
        let deep = format!("---\na: {}\n---\n", "[".repeat(20_000));
        assert_eq!(parse(&deep).1.len(), 1);
    }
}

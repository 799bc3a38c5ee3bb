//! Front matter: YAML between `---` lines at the very top, and nowhere else.
//!
//! A `---` further down is a thematic break or a heading's underline, never front matter. What we know becomes typed
//! metadata; what we do not is kept as it is written, for the Markdown back end to give back. YAML can be hostile
//! (aliases of aliases) or wrong: both are bounded, said with line and column, and the article is made all the same.

use std::fmt;
use std::ops::Range;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::*;
use crate::source::Span;

/// The range of the YAML, if there is front matter, and where the body begins.
pub(super) fn split(text: &str) -> (Option<Range<usize>>, usize) {
    let Some(first) = text.split_inclusive('\n').next() else { return (None, 0) };
    if first.trim_end() != "---" || !first.ends_with('\n') {
        return (None, 0);
    }
    let start = first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let yaml = &text[start..at];
            return if looks_like_yaml(yaml) { (Some(start..at), at + line.len()) } else { (None, 0) };
        }
        at += line.len();
    }
    (None, 0)
}

/// Whether some lines may be front matter: the first that is neither empty nor a comment is `key:` or opens a mapping.
/// Two rules with text between them are not.
fn looks_like_yaml(yaml: &str) -> bool {
    let line = |l: &&str| !l.trim().is_empty() && !l.trim_start().starts_with('#');
    let Some(first) = yaml.lines().find(line) else { return false };
    let key = |c: char| c.is_alphanumeric() || "_-. \"'".contains(c);
    let colon = first.find(": ").or_else(|| first.trim_end().ends_with(':').then(|| first.trim_end().len() - 1));
    first.starts_with('{') || colon.is_some_and(|at| at > 0 && at < 60 && first[..at].chars().all(key))
}

/// A value of YAML; numbers and dates as they are written.
enum Yaml {
    Null,
    Bool(bool),
    Text(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Yaml;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }
    fn visit_none<E: de::Error>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Yaml, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Yaml, E> {
        Ok(Yaml::Bool(value))
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }
    fn visit_str<E: de::Error>(self, value: &str) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Yaml, A::Error> {
        let mut out = Vec::new();
        while let Some(value) = sequence.next_element()? {
            out.push(value);
        }
        Ok(Yaml::List(out))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Yaml, A::Error> {
        let mut out = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, Yaml>()? {
            out.push((key, value));
        }
        Ok(Yaml::Map(out))
    }
}

/// The metadata in `text[yaml]`.
pub(super) fn matter(text: &str, yaml: Range<usize>, cx: &mut Context) -> Meta {
    let source = &text[yaml.clone()];
    let mut meta = Meta::default();
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
    match serde_yaml::from_str_with_options::<Yaml>(source, options) {
        Ok(Yaml::Map(entries)) => {
            let raw = Raw::new(source);
            for (key, value) in entries {
                entry(&mut meta, &key, value, &raw, cx);
            }
        }
        Ok(Yaml::Null) => {}
        Ok(_) => {
            let message = "The front matter is not a list of keys and values and was left out.";
            cx.say(Diagnostic::warning("front-matter", message).at(Span::new(yaml)));
        }
        Err(error) => cx.say(mistake(text, yaml, &error)),
    }
    meta
}

/// A mistake in the YAML, with its place in the article.
fn mistake(text: &str, yaml: Range<usize>, error: &serde_yaml::Error) -> Diagnostic {
    let location = error.without_snippet().location();
    let (line, column) = location.map_or((1, 1), |l| (l.line() as usize, l.column() as usize));
    let words = error.without_snippet().to_string();
    let words = words.lines().next().unwrap_or("it is not YAML").trim_end_matches('.').to_string();
    // The place is said once, and counted in the article's lines.
    let words = words.split(" at line ").next().unwrap_or(&words);
    let words: String = words.chars().take(300).collect();
    let bounded = ["budget", "recursion"].iter().any(|w| words.contains(w));
    let hint = if bounded {
        "It is larger or nested deeper than front matter has any use for."
    } else {
        "Values with a colon or a leading mark need quotes."
    };
    // The YAML begins on the second line of the file.
    let start =
        yaml.start + text[yaml.clone()].split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let within = text[start..yaml.end].split('\n').next().unwrap_or("");
    let offset: usize = within.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    let message = format!("The front matter was left out; line {}, column {column}: {words}.", line + 1);
    Diagnostic::warning("front-matter", message)
        .at(Span::new(start + offset..start + within.len().max(offset)))
        .hint(hint)
}

/// The lines of each top-level key, as they are written.
struct Raw<'s>(Vec<(&'s str, &'s str)>);

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

fn entry(meta: &mut Meta, key: &str, value: Yaml, raw: &Raw, cx: &mut Context) {
    let name = key.to_lowercase().replace('_', "-");
    let known = match (name.as_str(), &value) {
        (_, Yaml::Null) => true,
        ("title" | "subtitle" | "standfirst" | "abstract" | "summary" | "excerpt" | "deck", _) => {
            words(meta, &name, &value, cx)
        }
        ("author" | "authors" | "by" | "byline" | "creator", _) => authors(meta, &value),
        ("date" | "published" | "pubdate" | "date-published", Yaml::Text(text)) => date(&mut meta.published, text),
        ("updated" | "lastmod" | "modified" | "date-modified" | "last-modified-at", Yaml::Text(text)) => {
            date(&mut meta.updated, text)
        }
        ("lang" | "language" | "locale", Yaml::Text(text)) => {
            let lang = Lang::new(text);
            let known = lang.is_some();
            meta.language = lang.or(meta.language.take());
            known
        }
        ("tags" | "keywords" | "subject" | "subjects" | "categories" | "category", _) => subjects(meta, &value),
        ("series" | "belongs-to-collection", _) => series(meta, &value),
        ("writing", Yaml::Text(text)) if text == "vertical" => {
            meta.vertical = true;
            true
        }
        (_, Yaml::Text(text)) => plain(meta, &name, text),
        _ => false,
    };
    if !known {
        let kept = raw.get(key).map(|v| v.strip_prefix(' ').unwrap_or(v).to_string()).unwrap_or_else(|| flow(&value));
        meta.extra.insert(key.to_string(), kept);
    }
}

/// Title, subtitle and standfirst are a line of Markdown.
fn words(meta: &mut Meta, name: &str, value: &Yaml, cx: &mut Context) -> bool {
    let text = match value {
        Yaml::Text(text) => text.trim(),
        Yaml::Bool(true) => "true",
        Yaml::Bool(false) => "false",
        _ => return false,
    };
    let field = match name {
        "title" => &mut meta.title,
        "subtitle" => &mut meta.subtitle,
        _ => &mut meta.standfirst,
    };
    if !field.is_empty() || text.is_empty() {
        return text.is_empty();
    }
    *field = super::inlines(text, cx);
    true
}

fn authors(meta: &mut Meta, value: &Yaml) -> bool {
    let found: Option<Vec<Author>> = match value {
        Yaml::List(list) => list.iter().map(author).collect(),
        one => author(one).map(|a| vec![a]),
    };
    let known = found.is_some();
    meta.authors.extend(found.unwrap_or_default());
    known
}

fn author(value: &Yaml) -> Option<Author> {
    match value {
        Yaml::Text(name) if !name.trim().is_empty() => Some(Author::new(name.trim())),
        Yaml::Map(entries) => {
            let get = |names: &[&str]| {
                let text = |(key, value): &(String, Yaml)| match value {
                    Yaml::Text(text) if names.contains(&key.to_lowercase().as_str()) => Some(text.trim().to_string()),
                    _ => None,
                };
                entries.iter().find_map(text).filter(|t| !t.is_empty())
            };
            let name = get(&["name", "text", "literal"]).or_else(|| match (get(&["given"]), get(&["family"])) {
                (Some(given), Some(family)) => Some(format!("{given} {family}")),
                (given, family) => given.or(family),
            })?;
            Some(Author { name, file_as: get(&["file-as", "file_as", "sort"]), role: get(&["role"]) })
        }
        _ => None,
    }
}

fn date(field: &mut Option<Date>, text: &str) -> bool {
    let date = Date::parse_iso(text);
    if date.is_none() || field.is_some() {
        return false;
    }
    *field = date;
    true
}

/// A list of words, or one text with commas.
fn subjects(meta: &mut Meta, value: &Yaml) -> bool {
    let found: Option<Vec<String>> = match value {
        Yaml::Text(text) => Some(text.split(',').map(|t| t.trim().to_string()).collect()),
        Yaml::List(list) => {
            list.iter().map(|v| if let Yaml::Text(t) = v { Some(t.trim().to_string()) } else { None }).collect()
        }
        _ => None,
    };
    let known = found.is_some();
    for subject in found.unwrap_or_default() {
        if !subject.is_empty() && !meta.subjects.contains(&subject) {
            meta.subjects.push(subject);
        }
    }
    known
}

fn series(meta: &mut Meta, value: &Yaml) -> bool {
    match value {
        Yaml::Text(name) => meta.series = Some(Series { name: name.clone(), position: None }),
        Yaml::Map(entries) => {
            let get = |keys: &[&str]| {
                let text = |(k, v): &(String, Yaml)| match v {
                    Yaml::Text(t) if keys.contains(&k.as_str()) => Some(t.clone()),
                    _ => None,
                };
                entries.iter().find_map(text)
            };
            let Some(name) = get(&["name", "title"]) else { return false };
            let position = get(&["position", "number", "index"]).and_then(|p| p.parse().ok());
            meta.series = Some(Series { name, position });
        }
        _ => return false,
    }
    true
}

/// The fields that are plain text; the first of several names counts.
fn plain(meta: &mut Meta, name: &str, text: &str) -> bool {
    let field = match name {
        "eyebrow" | "kicker" => &mut meta.eyebrow,
        "site" | "publication" | "website" | "site-name" => &mut meta.site,
        "source" | "url" | "link" | "canonical" | "canonical-url" => &mut meta.source,
        "publisher" => &mut meta.publisher,
        "rights" | "license" | "licence" | "copyright" => &mut meta.rights,
        "description" => &mut meta.description,
        "identifier" | "doi" | "isbn" => &mut meta.identifier,
        "cover" | "cover-image" | "image" => &mut meta.cover,
        "group-position" => {
            let position = text.parse().ok();
            let Some(series) = meta.series.as_mut().filter(|_| position.is_some()) else { return false };
            series.position = position;
            return true;
        }
        _ => return false,
    };
    if field.is_some() || text.trim().is_empty() {
        return false;
    }
    let prefix = match name {
        "doi" if !text.starts_with("doi:") => "doi:",
        "isbn" if !text.starts_with("urn:") => "urn:isbn:",
        _ => "",
    };
    *field = Some(format!("{prefix}{}", text.trim()));
    true
}

/// A value in YAML's flow style, which is JSON: for values whose text refers to others.
fn flow(value: &Yaml) -> String {
    let quote = |text: &str| serde_json::to_string(text).unwrap_or_default();
    match value {
        Yaml::Null => "null".into(),
        Yaml::Bool(value) => value.to_string(),
        Yaml::Text(text) => quote(text),
        Yaml::List(list) => format!("[{}]", list.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Yaml::Map(map) => {
            let entry = |(key, value): &(String, Yaml)| format!("{}: {}", quote(key), flow(value));
            format!("{{{}}}", map.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Meta, Vec<Diagnostic>) {
        let mut cx = Context::default();
        let (yaml, _) = split(text);
        let meta = matter(text, yaml.expect("front matter"), &mut cx);
        (meta, cx.diags.take())
    }

    #[test]
    fn known_keys_are_typed_and_unknown_ones_kept() {
        let (meta, said) = read(
            "---\ntitle: 'A *b*'\nauthor:\n- Ada\n- name: Bo\n  role: trl\ndate: 2024-05-31\nlang: no\nversion: 1.10\nx:\n  - 1\n---\n",
        );
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(plain_text(&meta.title), "A b");
        assert_eq!(meta.authors[1].role.as_deref(), Some("trl"));
        assert_eq!(meta.published.unwrap().to_string(), "2024-05-31");
        assert_eq!(meta.language.unwrap().as_str(), "no");
        assert_eq!(meta.extra["version"], "1.10");
        assert_eq!(meta.extra["x"], "\n  - 1");
    }

    #[test]
    fn mistakes_have_line_and_column() {
        let (_, said) = read("---\ntitle: a: b\n---\n");
        assert!(said[0].message.contains("line 2, column"), "{}", said[0].message);
        let (_, said) = read("---\na: 1\na: 2\n---\n");
        assert!(said[0].message.contains("line 3"), "{}", said[0].message);
    }

    #[test]
    fn rules_are_not_front_matter() {
        assert_eq!(split("---\n\nSome text.\n\n---\n").1, 0);
        assert_eq!(split("text\n---\na: b\n---\n").1, 0);
        assert_eq!(split("---\na: b\n").1, 0);
        assert!(split("---\na: b\n...\n").1 > 0);
    }

    #[test]
    fn bombs_are_bounded() {
        let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for n in 1..30 {
            let calls = vec![format!("*a{}", n - 1); 10].join(", ");
            bomb.push_str(&format!("a{n}: &a{n} [{calls}]\n"));
        }
        bomb.push_str("---\n");
        let (_, said) = read(&bomb);
        assert_eq!(said[0].code, "front-matter");
        let deep = format!("---\na: {}\n---\n", "[".repeat(20_000));
        assert_eq!(read(&deep).1.len(), 1);
    }
}

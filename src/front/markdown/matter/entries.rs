//! The metadata in the keys of front matter.

use super::value::Value;
use crate::context::Context;
use crate::doc::{Author, Date, Inline, Inlines, Lang, Meta, Role, Series, plain_text};
use crate::lang::calendar;

/// A key, its value, and the unchanged text of the value if that can be written again.
pub(super) struct Entry {
    pub key: String,
    pub value: Value,
    pub raw: Option<String>,
}

impl From<(String, Value)> for Entry {
    fn from((key, value): (String, Value)) -> Self {
        Entry { key, value, raw: None }
    }
}

/// Keys by which lines at the top are front matter.
pub(super) fn is_known(key: &str) -> bool {
    const KEYS: &[&str] = &[
        "title", "subtitle", "author", "authors", "date", "published", "updated", "modified", "lang", "language",
        "tags", "keywords", "category", "categories", "slug", "summary", "description", "template", "status", "css",
        "copyright",
    ];
    KEYS.contains(&key.to_lowercase().as_str())
}

/// The key and the value of an entry that cannot be read, and what it should be.
pub(super) type Unread = (String, String, &'static str);

/// The metadata from the entries.
pub(super) fn meta(entries: Vec<Entry>, unread: &mut Vec<Unread>, cx: &mut Context) -> Meta {
    let mut meta = Meta::default();
    entries.into_iter().for_each(|found| entry(&mut meta, found, unread, cx));
    meta
}

fn entry(meta: &mut Meta, Entry { key, value, raw }: Entry, unread: &mut Vec<Unread>, cx: &mut Context) {
    let mut read = |field: &mut Option<Date>, text: &str| {
        let found = date(text);
        if found.is_none() && !text.trim().is_empty() {
            unread.push((key.clone(), text.trim().to_owned(), "date"));
        }
        let is_first = field.is_none();
        *field = field.take().or(found);
        is_first && found.is_some()
    };
    let name = key.to_lowercase().replace('_', "-");
    let known = match (name.as_str(), &value) {
        (_, Value::Null) => true,
        ("title" | "subtitle" | "standfirst" | "abstract" | "summary" | "excerpt" | "deck", _) => {
            words(meta, &name, &value, cx)
        }
        ("author" | "authors" | "by" | "byline" | "creator", _) => authors(meta, &value),
        ("date" | "published" | "pubdate" | "date-published", Value::Text(text)) => read(&mut meta.published, text),
        ("updated" | "lastmod" | "modified" | "date-modified" | "last-modified-at", Value::Text(text)) => {
            read(&mut meta.updated, text)
        }
        ("saved" | "accessed" | "retrieved" | "date-saved" | "clipped", Value::Text(text)) => {
            read(&mut meta.saved, text)
        }
        ("lang" | "language" | "locale", Value::Text(text)) => {
            let lang = Lang::new(text);
            let known = lang.is_some();
            if !known && !text.trim().is_empty() {
                unread.push((key.clone(), text.trim().to_owned(), "language tag"));
            }
            meta.language = lang.or(meta.language.take());
            known
        }
        ("tags" | "keywords" | "subject" | "subjects" | "categories" | "category", _) => subjects(meta, &value),
        ("series" | "belongs-to-collection", _) => series(meta, &value),
        ("writing", Value::Text(text)) if text == "vertical" => {
            meta.vertical = true;
            true
        }
        ("description", Value::Text(text)) if text.contains(['*', '`', '[']) => {
            let words = plain_text(&title(text.trim(), cx));
            plain(meta, &name, &words)
        }
        (_, Value::Text(text)) => plain(meta, &name, text),
        _ => false,
    };
    if !known {
        meta.extra.insert(key, raw.unwrap_or_else(|| value.flow()));
    }
}

/// Title, subtitle and standfirst are a line of Markdown; a tag in a title is text.
fn words(meta: &mut Meta, name: &str, value: &Value, cx: &mut Context) -> bool {
    let text = match value {
        Value::Text(text) => text.trim(),
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
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
    *field = if name == "title" { title(text, cx) } else { paragraphs(text, cx) };
    true
}

/// The inlines of a text; between its paragraphs is a line break.
fn paragraphs(text: &str, cx: &mut Context) -> Inlines {
    let mut out = Inlines::new();
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        if !out.is_empty() {
            out.push(Inline::LineBreak);
        }
        out.extend(crate::front::markdown::inlines(paragraph, cx));
    }
    out
}

fn authors(meta: &mut Meta, value: &Value) -> bool {
    let found: Option<Vec<Author>> = match value {
        Value::List(list) => list.iter().map(author).collect(),
        one => author(one).map(|a| vec![a]),
    };
    let known = found.is_some();
    meta.authors.extend(found.unwrap_or_default());
    known
}

fn author(value: &Value) -> Option<Author> {
    match value {
        Value::Text(name) if !name.trim().is_empty() => Some(Author::new(without_address(name))),
        Value::Map(entries) => {
            let get = |names: &[&str]| {
                let text = |(key, value): &(String, Value)| match value {
                    Value::Text(text) if names.contains(&key.to_lowercase().as_str()) => Some(text.trim().to_string()),
                    _ => None,
                };
                entries.iter().find_map(text).filter(|t| !t.is_empty())
            };
            let name = get(&["name", "text", "literal"]).or_else(|| match (get(&["given"]), get(&["family"])) {
                (Some(given), Some(family)) => Some(format!("{given} {family}")),
                (given, family) => given.or(family),
            })?;
            let role = get(&["role"]).map(|role| Role::new(&role)).unwrap_or_default();
            Some(Author { name, file_as: get(&["file-as", "file_as", "sort"]), role })
        }
        _ => None,
    }
}

fn date(text: &str) -> Option<Date> {
    let spoken = || calendar::read(text, None).or_else(|| calendar::read_month(text, None));
    Date::parse_iso(text).or_else(spoken)
}

/// A name without the mail address after it: `Ada <ada@example.org>`.
fn without_address(name: &str) -> &str {
    let bare = name.trim().strip_suffix('>').and_then(|name| name.rsplit_once('<'));
    bare.filter(|(name, address)| !name.trim().is_empty() && address.contains('@'))
        .map_or(name, |(name, _)| name)
        .trim()
}

/// A list of words, or one text with commas.
fn subjects(meta: &mut Meta, value: &Value) -> bool {
    let found: Option<Vec<String>> = match value {
        Value::Text(text) => Some(text.split(',').map(|t| t.trim().to_string()).collect()),
        Value::List(list) => {
            list.iter().map(|v| if let Value::Text(t) = v { Some(t.trim().to_string()) } else { None }).collect()
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

fn series(meta: &mut Meta, value: &Value) -> bool {
    match value {
        Value::Text(name) => meta.series = Some(Series { name: name.clone(), position: None }),
        Value::Map(entries) => {
            let get = |keys: &[&str]| {
                let text = |(k, v): &(String, Value)| match v {
                    Value::Text(t) if keys.contains(&k.as_str()) => Some(t.clone()),
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

/// The fields that are plain text; of several names the first wins.
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

/// The inlines of a title: addresses are text, and so are tags, except those that our own Markdown writes.
fn title(text: &str, cx: &mut Context) -> Inlines {
    let own = [
        "u>",
        "mark>",
        "sup>",
        "sub>",
        "span class=\"small-caps\">",
        "span lang=\"",
        "span>",
        "a id=\"",
        "a>",
        "br>",
        "code>",
    ];
    let closes = text.contains("</");
    let mut code = false;
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        code ^= c == '`';
        let rest = text[at + c.len_utf8()..].trim_start_matches('/');
        let ours = closes && own.iter().any(|tag| rest.starts_with(tag));
        let escaped = text[..at].ends_with('\\');
        match c {
            '<' if !ours && !escaped && !code => out.push_str("\\<"),
            c => out.push(c),
        }
    }
    without_bare_links(crate::front::markdown::inlines(&out, cx))
}

/// The inlines with the words of links that are only addresses in the text.
fn without_bare_links(words: Inlines) -> Inlines {
    let mut out = Inlines::with_capacity(words.len());
    for inline in words {
        let parts = match inline {
            Inline::Link(link) if link.url.ends_with(&plain_text(&link.content)) => link.content,
            other => vec![other],
        };
        for part in parts {
            match (out.last_mut(), part) {
                (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
                (_, part) => out.push(part),
            }
        }
    }
    out
}

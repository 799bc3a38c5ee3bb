//! JSON Feed, versions 1 and 1.1 (jsonfeed.org).

use serde_json::Value;

use super::{Entry, Feed, dates};
use crate::xml;

/// The feed in a text; `None` if its `version` is not that of a JSON feed.
pub(crate) fn read(text: &str) -> Option<Feed> {
    let root: Value = serde_json::from_str(text).ok()?;
    if !root.get("version")?.as_str()?.contains("jsonfeed.org/version") {
        return None;
    }
    let entries = root.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or(&[]);
    Some(Feed {
        title: string(&root, "title").unwrap_or_default(),
        link: string(&root, "home_page_url"),
        description: string(&root, "description"),
        authors: authors(&root),
        language: string(&root, "language"),
        updated: None,
        entries: entries.iter().map(entry).collect(),
    })
}

fn entry(item: &Value) -> Entry {
    let date = |name| string(item, name).and_then(|text| dates::parse(&text));
    let text = string(item, "content_text").map(|text| {
        let paragraphs = text.split("\n\n").map(|paragraph| format!("<p>{}</p>", xml::escaped(paragraph)));
        paragraphs.collect::<String>()
    });
    let id = item.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), String::from));
    Entry {
        id,
        title: string(item, "title").unwrap_or_default(),
        link: string(item, "url").or_else(|| string(item, "external_url")),
        authors: authors(item),
        published: date("date_published"),
        updated: date("date_modified"),
        summary: string(item, "summary").map(|text| xml::escaped(&text)),
        content: string(item, "content_html").or(text),
        language: string(item, "language"),
        base: None,
        picture: string(item, "image").or_else(|| string(item, "banner_image")),
    }
}

fn string(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(String::from)
}

fn authors(value: &Value) -> Vec<String> {
    let many = value.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or(&[]);
    many.iter().chain(value.get("author")).filter_map(|author| string(author, "name")).fold(
        Vec::new(),
        |mut names, name| {
            if !names.contains(&name) {
                names.push(name);
            }
            names
        },
    )
}

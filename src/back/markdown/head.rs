//! Front matter: the known facts about the article, as YAML, and no guesses.

use super::blocks::Writer;
use super::inline::Place;
use crate::doc::{Author, Block, BlockKind, Date, Document, Inline, Lang, Meta};
use crate::style::MarkdownStyle;

/// True if the title is written as a heading: nothing more is known, the article after it can be read as titled by it,
/// and no heading of the article would be taken for the title.
pub(super) fn title_as_heading(document: &Document) -> bool {
    let meta = &document.meta;
    // A language detected from the words is detected again.
    let language = meta.language.clone().filter(|_| meta.language_by_words.0);
    let bare = Meta { title: meta.title.clone(), language, ..Meta::default() };
    let first = |block: &Block| matches!(&block.kind, BlockKind::Heading(heading) if heading.level == 1);
    let text = |block: &Block| !matches!(block.kind, BlockKind::Heading(_));
    let link = |inline: &Inline| matches!(inline, Inline::Link(_));
    !meta.title.is_empty()
        && *meta == bare
        && !meta.title.iter().any(link)
        && !document.blocks.iter().any(first)
        && document.blocks.iter().any(text)
}

/// The front matter with its fences; empty without metadata.
pub(super) fn front_matter(meta: &Meta) -> String {
    let mut out = String::new();
    field(&mut out, "title", &markdown(&meta.title, Place::Title));
    field(&mut out, "subtitle", &markdown(&meta.subtitle, Place::Heading));
    field(&mut out, "standfirst", &markdown(&meta.standfirst, Place::Heading));
    field(&mut out, "eyebrow", meta.eyebrow.as_deref().unwrap_or(""));
    authors(&mut out, &meta.authors);
    let date = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
    plain_field(&mut out, "date", &date(meta.published));
    plain_field(&mut out, "updated", &date(meta.updated));
    plain_field(&mut out, "lang", meta.language.as_ref().map_or("", Lang::as_str));
    let texts = [
        ("site", &meta.site),
        ("source", &meta.source),
        ("publisher", &meta.publisher),
        ("rights", &meta.rights),
        ("description", &meta.description),
    ];
    for (key, value) in texts {
        field(&mut out, key, value.as_deref().unwrap_or(""));
    }
    plain_field(&mut out, "saved", &date(meta.saved));
    if !meta.subjects.is_empty() {
        out.push_str("tags:\n");
        meta.subjects.iter().for_each(|subject| out.push_str(&format!("- {}\n", scalar(subject))));
    }
    if let Some(series) = &meta.series {
        match series.position {
            None => field(&mut out, "series", &series.name),
            Some(position) => {
                out.push_str(&format!("series:\n  name: {}\n  position: {position}\n", scalar(&series.name)));
            }
        }
    }
    field(&mut out, "identifier", meta.identifier.as_deref().unwrap_or(""));
    field(&mut out, "cover", meta.cover.as_deref().unwrap_or(""));
    field(&mut out, "writing", if meta.vertical { "vertical" } else { "" });
    for (key, value) in &meta.extra {
        let separator = if value.starts_with('\n') || value.is_empty() { "" } else { " " };
        out.push_str(&format!("{}:{separator}{}\n", scalar(key), value.trim_end()));
    }
    if out.is_empty() { out } else { format!("---\n{out}---\n") }
}

/// Inlines as one line of Markdown; notes of titles cannot be called from front matter and are left out.
fn markdown(inlines: &[Inline], place: Place) -> String {
    if inlines.is_empty() {
        return String::new();
    }
    let holder = Document::default();
    let style = MarkdownStyle::default();
    Writer::new(&holder, &style, Default::default()).inlines_alone(inlines, place)
}

fn authors(out: &mut String, authors: &[Author]) {
    let simple = |author: &Author| author.file_as.is_none() && author.is_author();
    match authors {
        [] => {}
        [one] if simple(one) => field(out, "author", &one.name),
        _ => {
            out.push_str("author:\n");
            for author in authors {
                if simple(author) {
                    out.push_str(&format!("- {}\n", scalar(&author.name)));
                    continue;
                }
                out.push_str(&format!("- name: {}\n", scalar(&author.name)));
                let role = (!author.is_author()).then(|| author.role.as_str());
                for (key, value) in [("file-as", author.file_as.as_deref()), ("role", role)] {
                    if let Some(value) = value {
                        out.push_str(&format!("  {key}: {}\n", scalar(value)));
                    }
                }
            }
        }
    }
}

fn field(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        out.push_str(&format!("{key}: {}\n", scalar(value)));
    }
}

/// A field with a value of only letters, digits and hyphens.
fn plain_field(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        out.push_str(&format!("{key}: {value}\n"));
    }
}

/// Text as a YAML scalar on one line: plain if it cannot be read as another type, otherwise in double quotes.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_string();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// True if YAML reads the text as itself: no indicator in front, no `: ` or ` #`, and no other type (YAML 1.2, 7.3.3).
fn is_plain(text: &str) -> bool {
    let word = |c: char| c.is_alphabetic();
    let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(word)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !text.chars().any(|c| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'))
        && !reserved.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_quoted_only_where_needed() {
        assert_eq!(scalar("A plain title"), "A plain title");
        assert_eq!(scalar("Why: a title"), "\"Why: a title\"");
        assert_eq!(scalar("1984"), "\"1984\"");
        assert_eq!(scalar("No"), "\"No\"");
        assert_eq!(scalar("say \"x\""), "say \"x\"");
    }

    #[test]
    fn an_address_in_a_title_is_text() {
        let title = vec![Inline::text("Write to jo@example.com, www.example.com or http://example.com")];
        let words = front_matter(&Meta { title, ..Meta::default() });
        let braces = front_matter(&Meta { title: vec![Inline::text("The set {a, b}")], ..Meta::default() });
        assert_eq!(braces, "---\ntitle: The set {a, b}\n---\n");
        assert_eq!(words, "---\ntitle: Write to jo@example.com, www.example.com or http://example.com\n---\n");
    }
}

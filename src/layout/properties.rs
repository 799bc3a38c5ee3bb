//! Document properties from metadata.

use super::frame::Properties;
use crate::context::Context;
use crate::doc::{BlockKind, Date, Document, Lang, Meta};
use crate::lang::Labels;
use crate::math::title_text;

/// The properties of an article. The title is never empty: the first heading, otherwise the first words replace it.
pub(crate) fn of(document: &Document, cx: &Context) -> Properties {
    let mut properties = of_meta(&document.meta, cx);
    if properties.title.is_empty() {
        properties.title = first_words(document);
    }
    properties
}

/// The properties from metadata alone.
pub(crate) fn of_meta(meta: &Meta, cx: &Context) -> Properties {
    let description = meta.description.clone().or_else(|| Some(title_text(&meta.standfirst)));
    Properties {
        title: title_text(&meta.title).trim().to_owned(),
        // A translator is no author.
        authors: meta
            .authors
            .iter()
            .filter(|a| a.role.is_creator())
            .map(|a| a.name.clone())
            .filter(|n| !n.is_empty())
            .collect(),
        subject: description.map(|d| d.trim().to_owned()).filter(|d| !d.is_empty()),
        keywords: meta.subjects.clone(),
        language: Some(meta.language.clone().unwrap_or_else(Lang::english)),
        date: meta.published.or(meta.updated).or(cx.epoch.map(Date::from_epoch)),
        source: meta.source.clone(),
    }
}

/// The title of a document without any words, in its language.
pub(crate) fn untitled(meta: &Meta) -> String {
    Labels::of(meta.language.as_ref().unwrap_or(&Lang::english())).untitled.into()
}

fn first_words(document: &Document) -> String {
    let text = document.blocks.iter().find_map(|block| {
        let text = match &block.kind {
            BlockKind::Heading(heading) => title_text(&heading.content),
            BlockKind::Paragraph(content) => title_text(content),
            _ => return None,
        };
        (!text.trim().is_empty()).then_some(text)
    });
    let words: Vec<&str> = text.as_deref().unwrap_or("").split_whitespace().take(8).collect();
    if words.is_empty() { untitled(&document.meta) } else { words.join(" ") }
}

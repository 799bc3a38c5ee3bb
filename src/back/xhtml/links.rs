//! Links in a book: the names of its ids, and the paths of its files.
//!
//! Files are packed after the articles are written, so a link inside the book is first a *mark* that names article
//! and id, and [`resolve`] puts the path in when every id has its file. Marks are fenced by a control character, which
//! no text can hold (the writer leaves controls out), so nothing in an article can look like one.

use std::collections::BTreeMap;

use crate::doc::targets::{Target, Targets};
use crate::doc::{Document, Lang, walk};

const FENCE: char = '\u{1}';

/// Before the names of ids that are made here, such as those of notes, and are not the article's.
pub(crate) const OF_OURS: char = '\u{0}';

/// The possible targets of links between articles, and the names of their ids in the book.
#[derive(Clone, Debug)]
pub(crate) struct Articles {
    targets: Targets,
    /// The ids of each article.
    ids: Vec<BTreeMap<String, String>>,
    /// The language of the book.
    pub language: Lang,
}

impl Articles {
    /// The articles of a book with the names of their source files, if known.
    pub(crate) fn new(documents: &[&Document], names: &[String], language: Lang) -> Self {
        let ids = |(index, document): (usize, &&Document)| ids(document, index, documents.len() == 1);
        Articles {
            targets: Targets::new(documents, names),
            ids: documents.iter().enumerate().map(ids).collect(),
            language,
        }
    }

    /// The name in the book of an article's id.
    pub(crate) fn name(&self, article: usize, id: &str) -> Option<String> {
        if let Some(own) = id.strip_prefix(OF_OURS) {
            return Some(own.to_string());
        }
        self.ids.get(article)?.get(id).cloned()
    }

    /// The ids of an article, with their names in the book.
    pub(crate) fn ids(&self, article: usize) -> BTreeMap<String, String> {
        self.ids.get(article).cloned().unwrap_or_default()
    }

    /// The target of `url`, written in article `from`.
    pub(crate) fn target(&self, url: &str, from: usize) -> Target {
        self.targets.target(url, from)
    }
}

/// The ids of an article, with their names in the book: ASCII, unique in the book by the article's number. An article
/// alone keeps its ids unchanged, unless they could be taken for one of ours or are not names in XML.
pub(crate) fn ids(document: &Document, index: usize, alone: bool) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut taken = std::collections::BTreeSet::new();
    for id in walk::ids(document) {
        if names.contains_key(&id) {
            continue;
        }
        let safe = safe_id(&id);
        let own = alone && safe.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_ours(&safe);
        let plain = if own { safe } else { format!("a{}-{safe}", index + 1) };
        let mut name = plain.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain}.{number}");
            number += 1;
        }
        names.insert(id, name);
    }
    names
}

/// True if an id has the form of the ids that titles, notes and pages get here: `a`, a number, an underscore.
fn is_ours(id: &str) -> bool {
    id.strip_prefix('a').is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('_'))
}

/// Only letters, digits, hyphens and underscores of ASCII.
pub(crate) fn safe_id(id: &str) -> String {
    id.chars().take(120).map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect()
}

/// The mark of a link to a place in the book.
pub(crate) fn mark(article: usize, id: Option<&str>) -> String {
    let id = id.unwrap_or("").replace(FENCE, "");
    format!("{FENCE}{article}:{id}{FENCE}")
}

/// Puts paths for marks. `path` gives the path of an article's id, and the path of the article for an empty id.
pub(crate) fn resolve(xml: &str, path: &dyn Fn(usize, &str) -> String) -> String {
    let mut out = String::with_capacity(xml.len());
    for (number, part) in xml.split(FENCE).enumerate() {
        match part.split_once(':').map(|(article, id)| (article.parse::<usize>(), id)) {
            Some((Ok(article), id)) if number % 2 == 1 => out.push_str(&path(article, id)),
            _ => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_resolve() {
        let xml = format!("<a href=\"{}\">x:y</a>", mark(3, Some("id")));
        assert_eq!(resolve(&xml, &|a, id| format!("{a}.xhtml#{id}")), "<a href=\"3.xhtml#id\">x:y</a>");
    }
}

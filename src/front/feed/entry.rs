//! An entry as an article, and the plain words of texts in feeds.

use super::{Entry, Feed};
use crate::context::Context;
use crate::doc::{Author, Document, Inline, Meta};
use crate::front::html;
use crate::lang::{Lang, sites};

/// Words that the text of an article has at least; a summary has fewer.
const ARTICLE: usize = 120;

/// Endings of a text that goes on elsewhere.
const GOES_ON: &[&str] = &["…", "...", "[…]", "[...]", "[&#8230;]", "more »"];

impl Entry {
    /// Its text as HTML: all of it, otherwise its summary.
    pub fn html(&self) -> &str {
        self.content.as_deref().or(self.summary.as_deref()).unwrap_or("")
    }

    /// True if the feed has all of it, judged by its length and its end.
    pub fn is_whole(&self) -> bool {
        let text = plain(self.html());
        let count = text.split_whitespace().count();
        let end = text.to_lowercase();
        let goes_on = GOES_ON.iter().any(|ending| {
            end.trim_end_matches(['.', '→', '»', ' ']).ends_with(ending.trim_end_matches(['.', '»', ' ']))
                && ending.len() > 3
                || end.ends_with(ending)
        });
        let said_whole =
            self.content.is_some() && self.summary.as_ref().is_none_or(|summary| summary.len() < self.html().len());
        let goes_on = goes_on || sites::reads_on(end.trim_end_matches(['.', '→', '»', ' ']));
        !goes_on && (count >= ARTICLE || said_whole && count >= ARTICLE / 4)
    }

    /// It as an article.
    pub fn document(&self, feed: &Feed, cx: &mut Context) -> Document {
        let base = self.base.as_deref().or(self.link.as_deref()).or(feed.link.as_deref());
        let mut document = html::entry(self.html(), base, cx);
        let language = self.language.as_deref().or(feed.language.as_deref()).and_then(Lang::new);
        document.meta = Meta { language: language.or(document.meta.language.take()), ..self.meta(feed) };
        document
    }

    /// The metadata that the feed states.
    pub fn meta(&self, feed: &Feed) -> Meta {
        let title = if self.title.is_empty() { Vec::new() } else { vec![Inline::text(self.title.clone())] };
        Meta {
            title,
            authors: self.authors.iter().map(Author::new).collect(),
            published: self.published.or(self.updated),
            updated: self.updated.filter(|updated| self.published.is_some_and(|published| *updated != published)),
            site: Some(feed.title.clone()).filter(|title| !title.is_empty()),
            source: self.link.clone().filter(|link| html::is_web(link)),
            ..Meta::default()
        }
    }
}

/// The plain words of HTML, on one line.
pub(crate) fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    html::plain_words(text)
}

/// A name without its mail address: `ada@example.org (Ada Marsh)`, `Ada Marsh <ada@example.org>`.
pub(crate) fn name(text: &str) -> String {
    let text = text.trim();
    if let Some((before, inner)) = text.strip_suffix(')').and_then(|t| t.split_once('('))
        && before.contains('@')
    {
        return inner.trim().to_owned();
    }
    let bracket = text.strip_suffix(')').and_then(|t| t.split_once('('));
    if let Some((before, _)) = bracket.filter(|(_, inner)| inner.contains('@')) {
        return before.trim().to_owned();
    }
    if let Some((before, _)) =
        text.split_once('<').filter(|(before, rest)| rest.contains('@') && !before.trim().is_empty())
    {
        return before.trim().trim_matches('"').to_owned();
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_addresses() {
        for (text, wanted) in [
            ("ada@example.org (Ada Marsh)", "Ada Marsh"),
            ("Ada Marsh <ada@example.org>", "Ada Marsh"),
            ("Ada Marsh (ada@example.org)", "Ada Marsh"),
            ("Ada Marsh (Harbour Office)", "Ada Marsh (Harbour Office)"),
            ("ada@example.org", "ada@example.org"),
        ] {
            assert_eq!(name(text), wanted);
        }
    }

    #[test]
    fn a_summary_is_not_the_article() {
        let words = |n: usize| "boat ".repeat(n);
        let entry = |summary: &str, content: Option<String>| Entry {
            summary: Some(summary.into()),
            content,
            ..Entry::default()
        };
        assert!(!entry(&words(40), None).is_whole());
        assert!(entry(&words(400), None).is_whole());
        assert!(!entry(&format!("{}…", words(400)), None).is_whole());
        assert!(!entry("", Some(format!("{} Continue reading →", words(300)))).is_whole());
        assert!(entry(&words(9), Some(words(60))).is_whole());
    }
}

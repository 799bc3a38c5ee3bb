//! The words in an element's class names and id.
//!
//! Names are matched word by word (`share-bar` holds the word `share`, `shareholder` does not), never by parts of words.

use super::{Dom, Id};

/// True if some word of the element's names is among these.
pub(crate) fn has_word(dom: &Dom, id: Id, words: &[&str]) -> bool {
    let mut found = false;
    names(dom, id).for_each(|name| each_word(name, |word| found |= words.contains(&word)));
    found
}

/// An element's names: its classes and its id.
pub(crate) fn names(dom: &Dom, id: Id) -> impl Iterator<Item = &str> {
    dom.classes(id).chain(dom.attr(id, "id"))
}

/// The words of a name in small letters: `relatedPosts`, `related-posts` and `related_posts` have the same two.
pub(crate) fn each_word(name: &str, mut see: impl FnMut(&str)) {
    let mut tell = |word: &str| match word.bytes().any(|b| b.is_ascii_uppercase()) {
        _ if word.is_empty() => {}
        true => see(&word.to_ascii_lowercase()),
        false => see(word),
    };
    let (mut start, mut lower) = (0, false);
    for (at, byte) in name.bytes().enumerate() {
        let border = matches!(byte, b'-' | b'_' | b':' | b' ');
        if border || byte.is_ascii_uppercase() && lower {
            tell(&name[start..at]);
            start = at + usize::from(border);
        }
        lower = byte.is_ascii_lowercase();
    }
    tell(&name[start..]);
}

/// The article's own words set large.
pub(crate) fn is_pull_quote(dom: &Dom, id: Id) -> bool {
    dom.classes(id).any(|c| {
        let c = c.to_ascii_lowercase().replace(['-', '_'], "");
        c.contains("pullquote") || c == "pulledquote"
    }) && !dom
        .ancestors(id)
        .take(3)
        .any(|a| dom.attr(a, "class").is_some_and(|c| c.to_ascii_lowercase().contains("pullquote")))
}

/// A poem, a stanza or a song, by its class or the type that books state.
pub(crate) fn is_verse(dom: &Dom, id: Id) -> bool {
    const NAMES: &[&str] =
        &["poem", "verse", "stanza", "poetry", "wp-block-verse", "lyrics", "verses", "linegroup", "lg", "line-group"];
    let stated = dom.attr(id, "epub:type").unwrap_or("");
    let of_type = |name: &str| matches!(name.rsplit(':').next(), Some("poem" | "verse" | "song" | "hymn" | "lyrics"));
    dom.classes(id).any(|class| NAMES.contains(&class.to_ascii_lowercase().as_str()))
        || stated.split_ascii_whitespace().any(of_type)
}

/// Classes of text that only screen readers read.
const SPOKEN: &[&str] = &[
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "sr-only-focusable",
    "a11y-hidden", "u-visually-hidden", "assistive-text",
];

/// True if a class hides an element from all but screen readers.
pub(crate) fn is_for_screen_readers(dom: &Dom, id: Id) -> bool {
    dom.has_any_class(id, SPOKEN)
}

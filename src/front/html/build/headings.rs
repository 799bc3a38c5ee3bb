//! Headings: the elements that count as headings, and the parts of their content that are not their words.

use crate::doc::{Inline, Inlines, Link, plain_text};
use crate::front::html::dom::{Dom, Id};

/// The level of an element that is a heading by its role.
pub(crate) fn heading_role(dom: &Dom, id: Id) -> Option<u8> {
    (dom.attr(id, "role") == Some("heading")).then(|| {
        dom.attr(id, "aria-level").and_then(|l| l.trim().parse().ok()).filter(|l| (1..=6).contains(l)).unwrap_or(2)
    })
}

/// Takes links that lead to the page itself off a heading: they lead to the heading, or back to the contents.
pub(crate) fn unlink(content: &mut Inlines) -> bool {
    let mut found = false;
    for inline in std::mem::take(content) {
        match inline {
            Inline::Link(mut link) if link.url.starts_with('#') => {
                found = true;
                content.append(&mut link.content);
            }
            mut other => {
                if let Some(children) = other.children_mut() {
                    found |= unlink(children);
                }
                content.push(other);
            }
        }
    }
    found
}

/// A heading is bold by itself, so bold over all of it is removed.
pub(crate) fn unembolden(content: &mut Inlines) {
    let bold = |inline: &Inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        other => matches!(other, Inline::Strong(_) | Inline::Anchor(_) | Inline::LineBreak),
    };
    if content.iter().all(bold) {
        let words = |inline| match inline {
            Inline::Strong(words) => words,
            other => vec![other],
        };
        *content = std::mem::take(content).into_iter().flat_map(words).collect();
    }
}

/// Takes a heading's link to itself away: `#`, `¶`, `🔗` at either end, or empty.
pub(crate) fn strip_permalink(content: &mut Inlines) {
    let is_mark = |link: &Link| {
        let text = plain_text(&link.content);
        let text = text.trim();
        text.is_empty()
            || text.chars().count() <= 2
                && !text.chars().any(char::is_alphanumeric)
                && (link.url.contains('#') || text.contains(['#', '¶', '§', '🔗']))
            || link.url.starts_with('#')
                && matches!(text.to_lowercase().as_str(), "link" | "permalink" | "anchor" | "copy link")
    };
    content.retain(|inline| !matches!(inline, Inline::Link(link) if is_mark(link)));
    // A heading that is one link to itself is not a link.
    if let [Inline::Link(link)] = content.as_mut_slice()
        && link.url.starts_with('#')
    {
        *content = std::mem::take(&mut link.content);
    }
    let mark = |c: char| matches!(c, '¶' | '🔗' | '\u{f0c1}');
    if let Some(Inline::Text(text)) = content.last_mut() {
        let kept = text.trim_end().trim_end_matches(mark).len();
        text.truncate(kept);
    }
    if let Some(Inline::Text(text)) = content.first_mut() {
        *text = text.trim_start().trim_start_matches(mark).to_string();
    }
}

//! The evidence for footnotes: the forms of a call, a note, a link back, a title over notes.

use crate::front::html::dom::urls::Base;
use crate::front::html::dom::{Dom, Id, fold};
use crate::lang::sections;

/// A link that looks like a call.
pub(crate) struct Call {
    /// The outermost element that is only the call: the `<sup>` around the link.
    pub node: Id,
}

/// A place that calls lead to.
pub(crate) struct Target {
    /// The element or anchor.
    pub place: Id,
    /// The calls, in order.
    pub calls: Vec<Call>,
    /// Their label.
    pub label: String,
}

/// A label without its brackets: `1` of `[1]`.
pub(crate) fn label_of(text: &str) -> String {
    let inner = text
        .trim()
        .trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ':' | '^' | '{' | '}') || c.is_whitespace());
    inner.to_string()
}

/// Numbers, single letters, signs of footnotes, `note 3`.
pub(crate) fn is_label(label: &str) -> bool {
    let rest = label.trim_start_matches(|c: char| c.is_alphabetic()).trim();
    let word = label[..label.len() - rest.len()].trim().to_lowercase();
    let number = !rest.is_empty() && rest.len() <= 4 && rest.bytes().all(|b| b.is_ascii_digit());
    let lead =
        matches!(word.as_str(), "" | "note" | "fn" | "n" | "nb" | "footnote" | "ref" | "lower-alpha" | "a" | "n.");
    let letter = label.chars().count() <= 2 && !label.is_empty() && label.chars().all(|c| c.is_ascii_alphabetic());
    let roman = label.len() <= 6 && !label.is_empty() && label.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let signs = !label.is_empty() && label.chars().count() <= 4 && label.chars().all(is_sign);
    let digits = label.chars().all(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)) && !label.is_empty();
    number && lead || letter || roman || signs || digits
}

pub(crate) fn is_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '‖' | '#' | '∗' | '⁂' | '※')
}

pub(crate) fn is_call(dom: &Dom, link: Id, node: Id, label: &str) -> bool {
    let raised = node != link && dom.tag(node) == "sup"
        || dom.descendants(link).any(|d| dom.tag(d) == "sup")
        || dom.closest(link, "sup").is_some();
    let role = |id: Id| {
        dom.attr(id, "role") == Some("doc-noteref")
            || dom.attr(id, "epub:type") == Some("noteref")
            || dom.attr(id, "data-footnote-ref").is_some()
    };
    let named = [link, node].into_iter().chain(dom.parent(link)).any(|id| {
        let text = format!(
            "{} {} {}",
            dom.attr(id, "class").unwrap_or(""),
            dom.attr(id, "id").unwrap_or(""),
            dom.attr(id, "rel").unwrap_or("")
        )
        .to_ascii_lowercase();
        [
            "footnote", "fnref", "noteref", "note-ref", "citeref", "cite_ref", "ftnt_ref", "ftnref", "endnote",
            "sdfootnote", "reference", "easy-footnote", "footnum", "marginnote", "sidenote",
        ]
        .iter()
        .any(|n| text.contains(n))
            && !text.contains("backref")
            && !text.contains("back-ref")
    });
    if role(link) || role(node) {
        return true;
    }
    let href =
        dom.attr(link, "href").and_then(|h| h.split_once('#')).map(|(_, f)| f.to_ascii_lowercase()).unwrap_or_default();
    let target_named = ["fn", "footnote", "note", "_ftn", "ftnt", "cite_note", "endnote", "en", "r"].iter().any(|p| {
        href.strip_prefix(p).is_some_and(|rest| {
            rest.trim_start_matches([':', '-', '_', '.']).bytes().next().is_some_and(|b| b.is_ascii_digit())
        })
    }) || href.contains("cite_note")
        || href.contains("footnote");
    let back = href.contains("ref")
        && (href.contains("fnref")
            || href.contains("ftnref")
            || href.contains("ftnt_ref")
            || href.contains("cite_ref")
            || href.contains("footnote-ref"));
    if back {
        return false;
    }
    let beside = |text: Option<&str>, marks: &[char], end: bool| {
        text.map(str::trim).is_some_and(|t| if end { t.ends_with(marks) } else { t.starts_with(marks) })
    };
    let before = dom.prev(link).and_then(|n| dom.text(n));
    let after = dom.next(link).and_then(|n| dom.text(n));
    let between = beside(before, &['[', ','], true) && beside(after, &[']', ','], false);
    let bracketed = dom.words_of(link).starts_with('[') || between;
    is_label(label) && (raised || named || target_named || bracketed)
        || raised && label.chars().count() <= 6 && (named || target_named)
}

/// The outermost element that holds only the link.
pub(crate) fn outermost(dom: &Dom, link: Id) -> Id {
    let mut node = link;
    while let Some(parent) = dom.parent(node) {
        let alone = dom.children(parent).all(|c| {
            c == node
                || dom
                    .text(c)
                    .is_some_and(|t| t.trim().is_empty() || label_of(t).is_empty() && t.trim().chars().count() <= 2)
        });
        if !matches!(dom.tag(parent), "sup" | "span" | "a" | "small" | "b" | "strong") || !alone {
            break;
        }
        node = parent;
    }
    node
}

/// A note's box may come before its call; the call that a note leads back to is not a box.
pub(crate) fn is_named_box(dom: &Dom, place: Id) -> bool {
    !matches!(dom.tag(place), "a" | "sup" | "span" | "cite") && is_named_note(dom, place)
}

pub(crate) fn is_named_note(dom: &Dom, place: Id) -> bool {
    dom.ancestors(place).take(3).chain([place]).any(|id| {
        let role = dom.attr(id, "role").unwrap_or("");
        let text = format!(
            "{} {} {}",
            dom.attr(id, "class").unwrap_or(""),
            dom.attr(id, "id").unwrap_or(""),
            dom.attr(id, "epub:type").unwrap_or("")
        )
        .to_ascii_lowercase();
        matches!(role, "doc-footnote" | "doc-endnote" | "doc-endnotes" | "note")
            || ["footnote", "endnote", "fna-", "_ftn", "references", "reflist", "sidenote"]
                .iter()
                .any(|n| text.contains(n))
    })
}

pub(crate) fn any_later_back_link(dom: &Dom, from: Id, target: &Target, base: &Base) -> bool {
    let mut at = Some(from);
    for _ in 0..6 {
        let Some(node) = at else { return false };
        if has_back_link(dom, node, target, base) {
            return true;
        }
        at = dom.next_element(node);
    }
    false
}

pub(crate) fn has_back_link(dom: &Dom, block: Id, target: &Target, base: &Base) -> bool {
    dom.descendants(block).any(|d| dom.tag(d) == "a" && is_back_link(dom, base, d, target))
}

/// True if a block is a note and not a section, a figure or a paragraph that happens to be linked to.
pub(crate) fn is_believable(dom: &Dom, block: Id, target: &Target, base: &Base) -> bool {
    let words = dom.words_of(block);
    if words.is_empty()
        || words.len() > 12_000
        || dom.descendants(block).any(|d| matches!(dom.tag(d), "h1" | "h2" | "h3"))
    {
        return false;
    }
    let starts = words
        .trim_start_matches(['[', '(', '^', ' '])
        .strip_prefix(target.label.as_str())
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    let in_list = dom.tag(block) == "li";
    is_named_note(dom, block)
        || has_back_link(dom, block, target, base)
        || starts && !target.label.is_empty()
        || in_list && is_label(&target.label)
}

/// A link from a note back to its call.
pub(crate) fn is_back_link(dom: &Dom, base: &Base, link: Id, target: &Target) -> bool {
    let text = dom.words_of(link);
    let arrow = !text.is_empty()
        && text.chars().all(|c| {
            matches!(
                c,
                '↩' | '↵'
                    | '⏎'
                    | '^'
                    | '↑'
                    | '⤴'
                    | '←'
                    | '⬆'
                    | '\u{fe0e}'
                    | '\u{fe0f}'
                    | '['
                    | ']'
                    | '↖'
                    | '⇧'
                    | '⇑'
                    | '►'
                    | '◄'
            ) || c.is_whitespace()
        });
    let named = dom.attr(link, "role") == Some("doc-backlink")
        || dom.attr(link, "data-footnote-backref").is_some()
        || dom.attr(link, "class").is_some_and(|c| {
            let c = c.to_ascii_lowercase();
            c.contains("backref")
                || c.contains("footnote-back")
                || c.contains("reversefootnote")
                || c.contains("footnote-return")
                || c.contains("back-link")
                || c.contains("backlink")
        });
    if named || arrow && dom.attr(link, "href").is_some_and(|h| h.contains('#')) {
        return true;
    }
    let href = dom.attr(link, "href");
    let here = |f: &&str| dom.by_id(f).is_some();
    let elsewhere = || href.and_then(|h| h.split_once('#')).map(|(_, f)| f).filter(here);
    let Some(fragment) = href.and_then(|h| base.fragment(h)).or_else(elsewhere) else { return false };
    let leads_to_call = dom.by_id(fragment).is_some_and(|place| {
        target
            .calls
            .iter()
            .any(|c| dom.within(place, c.node) || dom.within(c.node, place) && dom.words_of(place).len() < 40)
    });
    let lower = text.to_lowercase();
    let label = label_of(&text);
    let short = text.chars().count() <= 24;
    let returns = short
        && (lower.contains("return")
            || lower.contains("back")
            || lower.contains("jump up")
            || lower == "ref"
            || lower.is_empty());
    let lower_fragment = fragment.to_ascii_lowercase();
    let to_ref = ["ref", "back", "cite_ref", "anchor", "fna_", "src"].iter().any(|n| lower_fragment.contains(n));
    leads_to_call && (is_label(&label) || short || label == target.label)
        || returns && to_ref
        || to_ref && is_label(&label)
}

pub(crate) fn is_empty_back_link(dom: &Dom, id: Id) -> bool {
    dom.tag(id) == "a" && matches!(dom.attr(id, "href"), Some("#")) && {
        let text = dom.words_of(id);
        !text.is_empty() && text.chars().all(|c| !c.is_alphanumeric())
    }
}

pub(crate) fn is_empty_furniture(dom: &Dom, id: Id) -> bool {
    match dom.text(id) {
        Some(text) => text.trim().is_empty(),
        None => {
            matches!(dom.tag(id), "hr" | "br" | "script" | "style")
                || matches!(
                    dom.tag(id),
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "div" | "label" | "header" | "button" | "summary"
                ) && (is_notes_title(&dom.words_of(id)) || !dom.has_words(id) && dom.find(id, "img").is_none())
        }
    }
}

pub(crate) fn is_notes_title(text: &str) -> bool {
    let text = fold(text).to_lowercase();
    let text = text.trim_end_matches([':', '.', '#', '¶', ' ']).trim_end_matches("[edit]");
    sections::heads_notes(text)
}

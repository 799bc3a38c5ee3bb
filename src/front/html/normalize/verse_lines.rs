//! Lines of verse that a style sheet breaks: boxes of one line in a stanza, and verse in a `<pre>`.

use crate::front::html::dom::class_words::{has_word, is_verse};
use crate::front::html::dom::{Dom, Id};

/// Sets breaks between the lines of poems.
pub(crate) fn set(dom: &mut Dom) {
    let found: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| dom.is_element(*d)).collect();
    for id in found {
        if is_plain_verse(dom, id) {
            open_plain(dom, id);
        } else if is_verse(dom, id) {
            break_spans(dom, id);
        }
    }
}

/// `<pre class="wp-block-verse">`, and Asciidoctor's `<pre>` in a box for verse.
fn is_plain_verse(dom: &Dom, id: Id) -> bool {
    let in_box = || dom.parent(id).is_some_and(|parent| dom.has_class(parent, "verseblock")) && !is_synopsis(dom, id);
    dom.tag(id) == "pre" && (is_verse(dom, id) || in_box() || is_kept_type(dom, id))
}

/// Substack's block for poems, which keeps the spaces of what is typed; code has a block of its own there. A table that
/// is typed has columns.
fn is_kept_type(dom: &Dom, id: Id) -> bool {
    let in_block = dom.parent(id).is_some_and(|parent| dom.has_class(parent, "preformatted-block"));
    let is_block = in_block || dom.has_class(id, "text") && dom.attr(id, "data-attrs").is_some();
    let words = dom.text_of(id);
    let has_columns = words.lines().any(|line| line.trim().contains("   ") || line.contains('\t'));
    is_block && dom.find(id, "code").is_none() && !has_columns && !is_synopsis(dom, id)
}

/// Manuals set the synopsis of a command as verse, which is code: `git add [--verbose] <path>`.
fn is_synopsis(dom: &Dom, id: Id) -> bool {
    let words = dom.text_of(id);
    words.contains(['[', '<', '>', '|', '=', '{']) || words.contains("--")
}

/// Makes a box of the `<pre>`. Its line ends become breaks with all others that a style keeps, and the spaces that
/// indent a line become no-break spaces.
fn open_plain(dom: &mut Dom, id: Id) {
    let texts: Vec<Id> = dom.descendants(id).filter(|d| dom.text(*d).is_some()).collect();
    for (at, text) in texts.into_iter().enumerate() {
        let words = dom.text_of(text);
        let indented = |(line, words): (usize, &str)| {
            let rest = words.trim_start_matches(' ');
            let indent = if at > 0 && line == 0 { 0 } else { words.len() - rest.len() };
            format!("{}{}", "\u{a0}".repeat(indent), &words[indent..])
        };
        let lines: Vec<String> = words.split('\n').enumerate().map(indented).collect();
        dom.set_text(text, lines.join("\n"));
    }
    dom.rename(id, "div");
    dom.set_attr(id, "class", "verse");
    dom.set_attr(id, "style", "white-space:pre-wrap");
}

/// Sets a break between neighbours named lines.
fn break_spans(dom: &mut Dom, verse: Id) {
    let is_line = |id: Id| dom.tag(id) == "span" && has_word(dom, id, &["line", "l", "verseline", "pline"]);
    let lines: Vec<Id> = dom
        .descendants(verse)
        .filter(|d| is_line(*d) && dom.prev_element(*d).is_some_and(is_line))
        .filter(|d| dom.prev(*d).is_some_and(|before| dom.is_element(before) || dom.prev(before).is_some_and(is_line)))
        .collect();
    for line in lines {
        let end = dom.new_element("br");
        dom.insert_before(line, end);
    }
}

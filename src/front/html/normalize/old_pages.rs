//! Pages of the 1990s: headings that are only large type, and the text of frames.

use std::borrow::Cow;

use crate::front::html::dom::{Dom, Id, is_block_tag};

/// Most characters of a heading.
const LONGEST: usize = 120;

/// Makes headings of large type alone in its line, on pages without any.
pub(crate) fn name_headings(dom: &mut Dom) {
    let has_heading = dom.descendants(Dom::ROOT).any(|d| matches!(dom.tag(d), "h1" | "h2" | "h3"));
    if has_heading {
        return;
    }
    let large: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| is_large(dom, *d)).collect();
    let mut name = "h1";
    for font in large {
        // `<b><font>` is one mark.
        let only = |id: Id| {
            dom.parent(id)
                .filter(|p| matches!(dom.tag(*p), "b" | "strong" | "i" | "font") && dom.only_child(*p) == Some(id))
        };
        let mark = std::iter::successors(Some(font), |id| only(*id)).take(5).last().unwrap_or(font);
        let length = dom.words_of(mark).chars().count();
        if (1..=LONGEST).contains(&length) && is_alone(dom, mark) && dom.closest(mark, "a").is_none() {
            dom.rename(mark, name);
            name = "h2";
        }
    }
}

/// Makes a plain box of a quotation that begins with a heading and holds most of a page.
pub(crate) fn unframe(dom: &mut Dom) {
    let whole = dom.words_of(Dom::ROOT).len();
    let first = |id: Id| dom.descendants(id).find(|d| dom.text(*d).is_some_and(|text| !text.trim().is_empty()));
    let is_titled =
        |id: Id| first(id).is_some_and(|text| dom.ancestors(text).take_while(|a| *a != id).any(|a| dom.is_heading(a)));
    let is_frame = |id: &Id| dom.tag(*id) == "blockquote" && dom.words_of(*id).len() * 2 > whole && is_titled(*id);
    let frames: Vec<Id> = dom.descendants(Dom::ROOT).filter(is_frame).collect();
    frames.into_iter().for_each(|frame| dom.rename(frame, "div"));
}

/// `<font size=5>`, `<font size="+2">`.
fn is_large(dom: &Dom, id: Id) -> bool {
    let size = dom.attr(id, "size").filter(|_| dom.tag(id) == "font").map(str::trim);
    size.is_some_and(|size| match size.strip_prefix('+') {
        Some(more) => more.parse::<u8>().is_ok_and(|more| more >= 2),
        None => size.parse::<u8>().is_ok_and(|size| size >= 5),
    })
}

/// True if nothing else is in the line: breaks and blocks are on both sides.
fn is_alone(dom: &Dom, id: Id) -> bool {
    let is_space = |id: Id| dom.text(id).is_some_and(|text| text.trim().is_empty());
    let ends = |id: Id| matches!(dom.tag(id), "br" | "hr" | "center") || is_block_tag(dom.tag(id));
    let before = std::iter::successors(dom.prev(id), |id| dom.prev(*id)).find(|id| !is_space(*id));
    let after = std::iter::successors(dom.next(id), |id| dom.next(*id)).find(|id| !is_space(*id));
    let in_block = dom.parent(id).is_some_and(|p| matches!(dom.tag(p), "body" | "center") || is_block_tag(dom.tag(p)));
    in_block && before.is_none_or(ends) && after.is_none_or(ends)
}

/// The page that a page of frames has for browsers without frames, which a parser takes for words.
pub(crate) fn without_frames(html: &str) -> Cow<'_, str> {
    let find = |name: &str, from: usize| {
        memchr::memchr_iter(b'<', &html.as_bytes()[from..]).map(|at| from + at).find(|at| {
            html.as_bytes()[at + 1..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        })
    };
    let Some(frames) = find("frameset", 0) else { return Cow::Borrowed(html) };
    let Some(open) = find("noframes", frames) else { return Cow::Borrowed(html) };
    let Some(start) = html[open..].find('>').map(|end| open + end + 1) else { return Cow::Borrowed(html) };
    let end = find("/noframes", start).unwrap_or(html.len());
    Cow::Owned(format!("{}{}", &html[..frames], &html[start..end]))
}

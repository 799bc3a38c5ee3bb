//! Codes in square brackets that a site did not replace: shortcodes of WordPress and the BBCode of forums, which exports
//! and pages of lost plugins print raw (`front::shortcodes`).

use std::ops::Range;

use crate::front::html::dom::{Dom, Id};
use crate::front::shortcodes::{self, Meaning, Shortcode};

/// Elements with brackets that are not text.
const VERBATIM: &[&str] = &["pre", "code", "kbd", "samp", "tt", "script", "style", "textarea", "template", "noscript"];

/// The most codes that are open at once.
const MOST_OPEN: usize = 20;

/// A code in the tree: an empty text in its place.
struct Mark {
    meaning: Option<Meaning>,
    closes: bool,
    name: String,
    /// The address, the title, the name or the date that it states.
    value: String,
    other: Option<usize>,
    place: Id,
}

/// Replaces the codes of a page by the elements that they stand for.
pub(crate) fn replace(dom: &mut Dom) {
    let marks = marks(dom);
    let mut open: Vec<usize> = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        open.retain(|end| *end > at);
        let Some(other) = mark.other.filter(|_| !mark.closes) else {
            stand_alone(dom, mark);
            continue;
        };
        if open.len() >= MOST_OPEN {
            continue;
        }
        open.push(other);
        let items = marks[at..other].iter().filter(|inner| inner.meaning == Some(Meaning::Item));
        let items: Vec<Id> = match mark.meaning {
            Some(Meaning::List) => items.map(|inner| inner.place).collect(),
            _ => Vec::new(),
        };
        between(dom, mark, marks[other].place, &items);
    }
    for mark in &marks {
        dom.remove(mark.place);
    }
}

/// Parts the texts of a page at their codes.
fn marks(dom: &mut Dom) -> Vec<Mark> {
    let is_verbatim = |id: Id| dom.ancestors(id).any(|a| VERBATIM.contains(&dom.tag(a)));
    let has_sign =
        |id: Id| dom.text(id).is_some_and(|text| text.contains("[/") || text.contains('[') && text.contains('='));
    if !dom.descendants(Dom::ROOT).any(has_sign) {
        return Vec::new();
    }
    // All texts as one, because the two tags of a pair may be in different texts.
    let mut whole = String::new();
    let mut starts: Vec<(usize, Id)> = Vec::new();
    for id in dom.descendants(Dom::ROOT) {
        if dom.text(id).is_some_and(|text| text.contains('[')) && !is_verbatim(id) {
            starts.push((whole.len(), id));
            whole.push_str(dom.text(id).unwrap_or(""));
            whole.push_str("\n\u{0}\n");
        }
    }
    let owner = |range: &Range<usize>| {
        let last = starts.partition_point(|(start, _)| *start <= range.start).checked_sub(1)?;
        let end = starts.get(last + 1).map_or(whole.len(), |(start, _)| *start);
        (range.end <= end).then_some(starts[last])
    };
    let codes = shortcodes::find(&whole, |code: &Shortcode| owner(&code.range).is_some());
    let mut out: Vec<Mark> = Vec::new();
    let mut at = 0;
    while at < codes.len() {
        let Some((start, text)) = owner(&codes[at].range) else { break };
        let own = codes[at..].iter().take_while(|code| owner(&code.range).is_some_and(|(_, id)| id == text)).count();
        let words = dom.text(text).unwrap_or("").to_string();
        let mut done = 0;
        for code in &codes[at..at + own] {
            let (from, to) = (code.range.start - start, code.range.end - start);
            let before = dom.new_text(&words[done..from]);
            dom.insert_before(text, before);
            let place = dom.new_text("");
            dom.insert_before(text, place);
            done = to;
            let meaning = shortcodes::meaning(code.name);
            let value = match meaning {
                Some(Meaning::Quotation) => code.author().map(str::to_string),
                Some(Meaning::Media | Meaning::Link) => code.address(),
                Some(Meaning::Section) => code.value().or(code.named(&["title", "summary"])).map(str::to_string),
                Some(Meaning::Caption) => code.named(&["caption"]).map(str::to_string),
                _ => code.value().map(str::to_string),
            };
            let (name, value) = (code.name.to_string(), value.unwrap_or_default());
            out.push(Mark { meaning, closes: code.closes, name, value, other: code.other, place });
        }
        dom.set_text(text, words[done..].to_string());
        at += own;
    }
    out
}

/// A code without an end: an address, a date, or nothing.
fn stand_alone(dom: &mut Dom, mark: &Mark) {
    let shown = match mark.meaning {
        Some(Meaning::Media) if !mark.closes && !mark.value.is_empty() => link(dom, &mark.value),
        Some(Meaning::Date) => dom.new_text(&mark.value),
        _ => return,
    };
    dom.insert_before(mark.place, shown);
}

fn link(dom: &mut Dom, address: &str) -> Id {
    let (link, words) = (dom.new_element("a"), dom.new_text(address));
    dom.set_attr(link, "href", address);
    dom.append(link, words);
    link
}

/// The nodes between two marks of one parent.
fn inside(dom: &Dom, start: Id, end: Id) -> Option<Vec<Id>> {
    let same = dom.parent(start).is_some() && dom.parent(start) == dom.parent(end);
    same.then(|| std::iter::successors(dom.next(start), |id| dom.next(*id)).take_while(|id| *id != end).collect())
}

/// Puts nodes into a new element in the place of the first mark.
fn wrap(dom: &mut Dom, name: &str, start: Id, nodes: &[Id]) -> Id {
    let element = dom.new_element(name);
    dom.insert_before(start, element);
    for node in nodes {
        dom.remove(*node);
        dom.append(element, *node);
    }
    element
}

fn between(dom: &mut Dom, mark: &Mark, end: Id, items: &[Id]) {
    let start = mark.place;
    let Some(nodes) = inside(dom, start, end) else {
        if mark.meaning == Some(Meaning::Quotation) {
            quote_blocks(dom, mark, end);
        }
        return;
    };
    let words: String = nodes.iter().map(|node| dom.text_of(*node)).collect();
    match mark.meaning {
        Some(Meaning::Element(name)) if !matches!(name, "h" | "table" | "tr" | "td" | "th") => {
            wrap(dom, name, start, &nodes);
        }
        Some(Meaning::Caption) => caption(dom, mark, &nodes),
        Some(Meaning::Code) => {
            let broken = nodes.iter().any(|node| dom.tag(*node) == "br");
            let code = wrap(dom, "code", start, &nodes);
            if broken || words.contains('\n') {
                wrap(dom, "pre", start, &[code]);
            }
        }
        Some(Meaning::Quotation) => {
            let quotation = wrap(dom, "blockquote", start, &nodes);
            sign(dom, quotation, &mark.value);
        }
        Some(Meaning::Link) if !mark.value.is_empty() => {
            let link = wrap(dom, "a", start, &nodes);
            dom.set_attr(link, "href", &mark.value);
        }
        Some(Meaning::Media) if words.trim().is_empty() => stand_alone(dom, mark),
        Some(Meaning::Link | Meaning::Media) => {
            let address = shortcodes::leads_to(&mark.name, words.trim());
            let is_linked = nodes.iter().any(|node| dom.is_element(*node));
            if !is_linked && address.contains("://") {
                let link = wrap(dom, "a", start, &nodes);
                dom.set_attr(link, "href", &address);
            }
        }
        Some(Meaning::Picture) if words.trim().contains(['/', '.']) => {
            let picture = wrap(dom, "img", start, &[]);
            dom.set_attr(picture, "src", words.trim());
            nodes.into_iter().for_each(|node| dom.remove(node));
        }
        Some(Meaning::Section) if !mark.value.is_empty() => {
            let (strong, title, after) = (dom.new_element("strong"), dom.new_text(&mark.value), dom.new_element("br"));
            dom.append(strong, title);
            dom.insert_before(start, strong);
            dom.insert_before(start, after);
        }
        Some(Meaning::List) => list(dom, start, &nodes, items),
        _ => {}
    }
}

/// `[caption]<img> Words[/caption]`.
fn caption(dom: &mut Dom, mark: &Mark, nodes: &[Id]) {
    let is_picture = |node: &Id| dom.tag(*node) == "img" || dom.find(*node, "img").is_some();
    let Some(at) = nodes.iter().position(is_picture) else { return };
    let (picture, words) = nodes.split_at(at + 1);
    let figure = wrap(dom, "figure", mark.place, picture);
    let caption = dom.new_element("figcaption");
    for node in words {
        dom.remove(*node);
        dom.append(caption, *node);
    }
    if !dom.has_words(caption) {
        let words = dom.new_text(&mark.value);
        dom.append(caption, words);
    }
    dom.append(figure, caption);
}

/// `[quote]` and `[/quote]` at the ends of paragraphs that are neighbours.
fn quote_blocks(dom: &mut Dom, mark: &Mark, end: Id) {
    let (Some(first), Some(last)) = (dom.parent(mark.place), dom.parent(end)) else { return };
    let is_empty = |id: Id| dom.text(id).is_some_and(|text| text.trim().is_empty());
    let opens = std::iter::successors(dom.prev(mark.place), |id| dom.prev(*id)).all(is_empty);
    let closes = std::iter::successors(dom.next(end), |id| dom.next(*id)).all(is_empty);
    if !opens || !closes || dom.parent(first).is_none() || dom.parent(first) != dom.parent(last) {
        return;
    }
    let paragraphs = std::iter::successors(Some(first), |id| dom.next(*id));
    let mut nodes: Vec<Id> = paragraphs.take_while(|id| *id != last).collect();
    nodes.push(last);
    let quotation = wrap(dom, "blockquote", first, &[]);
    for node in nodes {
        dom.remove(node);
        dom.append(quotation, node);
    }
    sign(dom, quotation, &mark.value);
}

/// The name of who is quoted, below the quotation.
fn sign(dom: &mut Dom, quotation: Id, name: &str) {
    if !name.is_empty() {
        let (line, words) = (dom.new_element("p"), dom.new_text(&format!("— {name}")));
        dom.append(line, words);
        dom.append(quotation, line);
    }
}

fn list(dom: &mut Dom, start: Id, nodes: &[Id], items: &[Id]) {
    if !nodes.iter().any(|node| items.contains(node)) {
        return;
    }
    let list = wrap(dom, "ul", start, &[]);
    let mut item = None;
    for node in nodes {
        if items.contains(node) {
            let new = dom.new_element("li");
            dom.append(list, new);
            item = Some(new);
        } else if let Some(item) = item.filter(|_| dom.tag(*node) != "br") {
            dom.remove(*node);
            dom.append(item, *node);
        } else if dom.tag(*node) == "br" {
            dom.remove(*node);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The addresses of the links in a page after its codes were replaced.
    fn links(html: &str) -> Vec<String> {
        let mut dom = Dom::fragment(html);
        replace(&mut dom);
        dom.descendants(Dom::ROOT).filter_map(|id| dom.attr(id, "href").map(str::to_string)).collect()
    }

    #[test]
    fn the_address_of_a_film_stands_in_any_argument_and_between_the_tags() {
        for (html, address) in [
            (r#"<p>[video mp4="a/v.mp4"][/video]</p>"#, "a/v.mp4"),
            (r#"<p>[video width="640" webm="v.webm"]</p>"#, "v.webm"),
            (r#"<p>[audio ogg="s.ogg"]</p>"#, "s.ogg"),
            (r#"<p>[youtube id="abcdefghijk"]</p>"#, "https://www.youtube.com/watch?v=abcdefghijk"),
            ("<p>[youtube]abcdefghijk[/youtube]</p>", "https://www.youtube.com/watch?v=abcdefghijk"),
            ("<p>[vimeo]12345[/vimeo]</p>", "https://vimeo.com/12345"),
            ("<p>[video]https://e.org/v.mp4[/video]</p>", "https://e.org/v.mp4"),
        ] {
            assert_eq!(links(html), [address], "{html}");
        }
    }

    #[test]
    fn brackets_around_words_are_no_codes() {
        assert!(links("<p>He said [video] was <em>the</em> word [sic], and [1] agrees.</p>").is_empty());
    }
}

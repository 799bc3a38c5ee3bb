//! Captions in boxes under their pictures, as pages had them before there was `<figure>`.
//!
//! The article finder takes a short box without a sentence for page furniture, and the words would be lost or become a
//! paragraph of the text. Joined to its picture in a `<figure>` the box becomes a caption.

use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::picture_sources::is_picture;
use crate::front::html::dom::{Dom, Id};

/// Most characters of a caption.
const LONGEST: usize = 500;
/// A picture and its caption may have this many empty boxes between them.
const SPACERS: usize = 3;
/// Fewest characters of a caption's short form, and most of the buttons after it.
const SHORT_FORM: usize = 20;
/// Most pictures that share a caption.
const PICTURES: usize = 2;

/// Sets a space between the sentences of a caption where only a style sheet parts them: "The wall.Credit...Ada Marsh".
pub(crate) fn part_sentences(dom: &mut Dom) {
    let is_in_caption = |id: Id| dom.closest(id, "figcaption").is_some();
    let is_inline = |id: Id| matches!(dom.tag(id), "span" | "small" | "em" | "i" | "cite" | "a");
    let is_glued = |id: Id| {
        let before = dom.prev(id).filter(|before| is_inline(*before)).map(|before| dom.text_of(before));
        before.is_some_and(|text| text.ends_with(['.', '!', '?', '…', '”', ':']))
            && dom.text_of(id).starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '©'))
    };
    let found: Vec<Id> =
        dom.descendants(Dom::ROOT).filter(|id| is_inline(*id) && is_in_caption(*id) && is_glued(*id)).collect();
    for part in found {
        let space = dom.new_text(" ");
        dom.insert_before(part, space);
    }
}

/// Joins captions to the pictures before them.
pub(crate) fn join(dom: &mut Dom) {
    open_definition_lists(dom);
    open_tables(dom);
    drop_short_forms(dom);
    let called = |d: &Id| matches!(dom.tag(*d), "div" | "p" | "span" | "small") && has_word(dom, *d, &["caption"]);
    let captions: Vec<Id> = dom.descendants(Dom::ROOT).filter(called).collect();
    for caption in captions {
        // If a paragraph holds only the caption, the paragraph is taken.
        let caption = dom.parent(caption).filter(|p| is_paragraph_of(dom, *p, caption)).unwrap_or(caption);
        let caption = dom.parent(caption).filter(|p| is_box_of_caption(dom, *p, caption)).unwrap_or(caption);
        // The credit may stand between the picture and its caption.
        let credit = dom.prev_element(caption).filter(|before| is_credit(dom, *before));
        let Some(picture) = picture_before(dom, credit.unwrap_or(caption)).filter(|_| is_caption(dom, caption)) else {
            continue;
        };
        if let Some(credit) = credit {
            let space = dom.new_text(" ");
            dom.remove(credit);
            dom.append(caption, space);
            dom.append(caption, credit);
        }
        drop_tools(dom, picture);
        let figure = dom.new_element("figure");
        dom.insert_before(picture, figure);
        for part in [picture, caption] {
            dom.remove(part);
            dom.append(figure, part);
        }
        dom.rename(caption, "figcaption");
    }
}

/// The oldest captions of WordPress: a list with the picture as its term and the caption as its definition.
fn open_definition_lists(dom: &mut Dom) {
    let lists: Vec<Id> = dom
        .descendants(Dom::ROOT)
        .filter(|d| dom.tag(*d) == "dl" && has_word(dom, *d, &["caption", "gallery"]))
        .filter(|d| dom.descendants(*d).filter(|i| dom.tag(*i) == "img").count() == 1)
        .collect();
    for list in lists {
        let parts: Vec<Id> = dom.elements(list).collect();
        for part in parts {
            match dom.tag(part) {
                "dt" => dom.rename(part, "div"),
                "dd" => dom.rename(part, "figcaption"),
                _ => {}
            }
        }
        dom.rename(list, "figure");
    }
}

/// Tables of a picture and below it its caption, as Blogger sets them: two rows of one cell each.
fn open_tables(dom: &mut Dom) {
    let mut found = Vec::new();
    for table in dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "table") {
        let of_table = |tags: &[&str]| -> Vec<Id> {
            dom.descendants(table).filter(|d| tags.contains(&dom.tag(*d))).take(3).collect()
        };
        let pictures = |cell: Id| dom.descendants(cell).filter(|d| dom.tag(*d) == "img").take(2).count();
        let (rows, cells) = (of_table(&["tr"]), of_table(&["td", "th", "caption", "table"]));
        let [picture, caption] = cells[..] else { continue };
        let is_pair = rows.len() == 2
            && pictures(picture) == 1
            && !dom.has_words(picture)
            && pictures(caption) == 0
            && (1..=LONGEST).contains(&dom.words_of(caption).chars().count())
            && dom.tag(caption) == "td"
            && !dom.descendants(caption).any(|d| matches!(dom.tag(d), "ul" | "ol" | "pre"));
        if is_pair {
            found.push((table, picture, caption));
        }
    }
    for (table, picture, caption) in found {
        for part in [picture, caption] {
            dom.remove(part);
        }
        while let Some(child) = dom.first(table) {
            dom.remove(child);
        }
        dom.rename(picture, "div");
        dom.rename(caption, "figcaption");
        dom.rename(table, "figure");
        dom.append(table, picture);
        dom.append(table, caption);
    }
}

/// Captions with a long and a short form: the form cut with an ellipsis is removed if the full one is just before it,
/// and so are the words of the buttons after it.
fn drop_short_forms(dom: &mut Dom) {
    let mut found: Vec<Id> = Vec::new();
    let is_caption = |d: &Id| dom.tag(*d) == "figcaption" || has_word(dom, *d, &["caption"]);
    for part in dom.descendants(Dom::ROOT).filter(is_caption).flat_map(|caption| dom.elements(caption)) {
        let Some(before) = dom.prev_element(part) else { continue };
        let words = dom.words_of(part);
        let Some(at) = words.find("...").or_else(|| words.find('…')) else { continue };
        let start = words[..at].trim_end();
        let full = dom.words_of(before);
        if start.chars().count() >= SHORT_FORM && full.len() > start.len() && full.starts_with(start) {
            let is_button = |id: &Id| dom.words_of(*id).chars().count() <= SHORT_FORM;
            found.push(part);
            found.extend(std::iter::successors(dom.next_element(part), |n| dom.next_element(*n)).take_while(is_button));
        }
    }
    found.into_iter().for_each(|id| dom.remove(id));
}

/// True for a box next to the picture that holds first the caption, and after it at most the picture's credit.
fn is_box_of_caption(dom: &Dom, parent: Id, caption: Id) -> bool {
    let mut rest = dom.elements(parent).skip(1);
    dom.tag(parent) == "div"
        && dom.elements(parent).next() == Some(caption)
        && rest.all(|part| is_credit(dom, part) || !dom.has_words(part))
        && !has_word(dom, parent, &["caption"])
}

/// A short box that is named a credit.
fn is_credit(dom: &Dom, id: Id) -> bool {
    has_word(dom, id, &["credit", "credits", "copyright", "photographer", "attribution"])
        && dom.words_of(id).chars().count() <= 80
}

fn is_paragraph_of(dom: &Dom, parent: Id, caption: Id) -> bool {
    dom.tag(parent) == "p" && dom.only_child(parent) == Some(caption)
}

fn is_caption(dom: &Dom, id: Id) -> bool {
    let length = dom.words_of(id).chars().count();
    let other = |d: Id| matches!(dom.tag(d), "img" | "figure" | "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "form");
    (1..=LONGEST).contains(&length)
        && !dom.descendants(id).any(other)
        && !dom.ancestors(id).any(|a| matches!(dom.tag(a), "figure" | "table" | "nav" | "aside" | "a"))
}

/// Drops the lists of links to the picture itself, because the picture is there.
fn drop_tools(dom: &mut Dom, picture: Id) {
    let lists: Vec<Id> = dom.descendants(picture).filter(|d| dom.tag(*d) == "ul").collect();
    lists.into_iter().for_each(|list| dom.remove(list));
}

/// True if the only words of a picture's box are links to the picture itself, in a list: "Download figure".
fn has_only_tools(dom: &Dom, id: Id) -> bool {
    let is_tool = |text: Id| {
        let link = dom.ancestors(text).take(4).find(|a| dom.tag(*a) == "a");
        let leads = |link: Id| dom.attr(link, "href").is_some_and(is_picture);
        link.is_some_and(|link| leads(link) && dom.closest(link, "ul").is_some_and(|list| dom.within(list, id)))
    };
    let words = dom.descendants(id).filter(|d| dom.text(*d).is_some_and(|text| !text.trim().is_empty()));
    words.into_iter().all(is_tool)
}

/// The box above a caption that holds only a picture or two.
fn picture_before(dom: &Dom, caption: Id) -> Option<Id> {
    let pictures = |id: Id| {
        std::iter::once(id).chain(dom.descendants(id)).filter(|d| dom.tag(*d) == "img").take(PICTURES + 1).count()
    };
    let before = std::iter::successors(dom.prev_element(caption), |id| dom.prev_element(*id));
    let first = before.take(SPACERS + 1).find(|id| dom.has_words(*id) || pictures(*id) > 0)?;
    let alone = (1..=PICTURES).contains(&pictures(first)) && has_only_tools(dom, first);
    (alone && matches!(dom.tag(first), "div" | "p" | "span" | "a" | "img" | "picture")).then_some(first)
}

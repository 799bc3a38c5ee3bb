//! Boxes outside the run of the text: callouts, side stories, collapsible parts, pull quotes, verse.

use super::Builder;
use super::whitespace;
use crate::doc::{Aside, AsideKind, Block, BlockKind, Inline, Inlines, plain_text};
use crate::front::html::dom::callouts::callout_kind;
use crate::front::html::dom::class_words::{has_word, is_verse};
use crate::front::html::dom::{Dom, Id, is_block_tag};

/// A box of this length, in bytes, is a part of the text.
const LONG: usize = 3000;

/// A callout by class, role or attribute: an aside with its kind and title. False if the element is not a callout.
pub(crate) fn callout(builder: &mut Builder, id: Id, out: &mut Vec<Block>) -> bool {
    let Some(kind) = callout_kind(builder.dom, id) else { return false };
    // A box "Notes" that held footnotes is not a note.
    if builder.dom.elements(id).any(|child| builder.notes.used.contains(&child)) {
        return false;
    }
    let title_node = title_of(builder.dom, id);
    let mut title = Inlines::new();
    if let Some(node) = title_node {
        builder.flat_inlines(node, &mut title);
        whitespace::tidy(&mut title);
        title.retain(|i| !matches!(i, Inline::Image(_)));
    }
    let mut blocks = builder.deeper(|b| content_without(b, id, title_node), |b| content_without(b, id, title_node));
    if title.is_empty() {
        title = take_heading(&mut blocks);
    }
    join_sign(&mut blocks);
    if title.is_empty() {
        strip_label(&mut blocks, kind);
    }
    if blocks.is_empty() && title.is_empty() {
        return true;
    }
    // "Note" as a title of a note adds nothing.
    if kind.is_named(&plain_text(&title)) {
        title.clear();
    }
    let is_gallery = title.is_empty() && blocks.iter().all(|block| matches!(block.kind, BlockKind::Figure(_)));
    if blocks.is_empty() {
        out.push(BlockKind::Paragraph(title).into());
    } else if is_gallery {
        out.extend(blocks);
    } else {
        out.push(BlockKind::Aside(Aside { kind, title, blocks }).into());
    }
    true
}

/// A sign in a box of its own, such as an emoji, stands before the text that it opens.
fn join_sign(blocks: &mut Vec<Block>) {
    const LONGEST_SIGN: usize = 8;
    let [Block { kind: BlockKind::Paragraph(sign), .. }, Block { kind: BlockKind::Paragraph(_), .. }, ..] =
        &mut blocks[..]
    else {
        return;
    };
    let words = plain_text(sign);
    if words.chars().count() > LONGEST_SIGN || words.is_ascii() || words.chars().any(char::is_alphanumeric) {
        return;
    }
    let mut opened = std::mem::take(sign);
    blocks.remove(0);
    if let Some(Block { kind: BlockKind::Paragraph(text), .. }) = blocks.first_mut() {
        opened.push(Inline::text(" "));
        opened.append(text);
        *text = opened;
    }
}

fn title_of(dom: &Dom, id: Id) -> Option<Id> {
    let near: Vec<Id> = dom.descendants(id).filter(|d| dom.is_element(*d)).take(8).collect();
    let named = |d: &Id| {
        let class = dom.attr(*d, "class").unwrap_or("").to_ascii_lowercase();
        class.split_ascii_whitespace().any(|c| {
            matches!(
                c,
                "admonition-title"
                    | "callout-title-inner"
                    | "markdown-alert-title"
                    | "alert-heading"
                    | "alert-title"
                    | "custom-block-title"
                    | "callout-heading"
                    | "admonition-heading"
                    | "starlight-aside__title"
            ) || c.ends_with("callout-title")
                || c.starts_with("admonitionheading")
                || c == "title"
        }) || dom.tag(*d) == "summary" && dom.parent(*d) == Some(id)
    };
    near.iter().copied().find(named)
}

/// An element's blocks without one node below it.
fn content_without(builder: &mut Builder, id: Id, left_out: Option<Id>) -> Vec<Block> {
    let Some(left_out) = left_out else { return builder.container(id) };
    let children: Vec<Id> = builder.kept(id).collect();
    let mut blocks = Vec::new();
    let mut run = Vec::new();
    for child in children {
        if builder.dom.within(left_out, child) {
            blocks.append(&mut builder.flow(&std::mem::take(&mut run)));
            if child != left_out {
                blocks.append(&mut content_without(builder, child, Some(left_out)));
            }
        } else {
            run.push(child);
        }
    }
    blocks.append(&mut builder.flow(&run));
    blocks
}

/// `<details>`: an aside with its summary as title.
pub(crate) fn details(builder: &mut Builder, id: Id, out: &mut Vec<Block>) {
    if callout(builder, id, out) {
        return;
    }
    let summary = builder.dom.elements(id).find(|c| builder.dom.tag(*c) == "summary");
    let mut title = Inlines::new();
    if let Some(node) = summary {
        builder.flat_inlines(node, &mut title);
        whitespace::tidy(&mut title);
        title.retain(|i| !matches!(i, Inline::Image(_)));
    }
    let blocks = builder.deeper(|b| content_without(b, id, summary), |b| content_without(b, id, summary));
    match (blocks.is_empty(), title.is_empty()) {
        (true, true) => {}
        (true, false) => out.push(BlockKind::Paragraph(title).into()),
        // A long `<details>` folds up the article's text, so it is not set as an aside.
        // Neither is one of rustdoc's that only folds.
        _ if length(builder.dom, id) >= LONG
            || builder.dom.has_class(id, "toggle") && folds_only(&plain_text(&title)) =>
        {
            if !title.is_empty() && !folds_only(&plain_text(&title)) {
                out.push(BlockKind::Paragraph(vec![Inline::Strong(title)]).into());
            }
            out.extend(blocks);
        }
        _ => out.push(BlockKind::Aside(Aside { kind: AsideKind::Note, title, blocks }).into()),
    }
}

/// True if a summary only announces that there is something to unfold.
fn folds_only(summary: &str) -> bool {
    let lower = summary.trim().trim_end_matches(['.', '…', ':']).to_lowercase();
    const WORDS: &[&str] = &[
        "", "details", "more", "more details", "expand", "expand all", "expand description", "click to expand", "show",
        "show more", "show details", "hide", "read more", "see more", "view more", "view details", "toggle",
    ];
    WORDS.contains(&lower.as_str())
}

fn length(dom: &Dom, id: Id) -> usize {
    dom.descendants(id).filter_map(|d| dom.text(d)).map(|t| t.trim().len()).sum()
}

/// True if an `<aside>` or box tells a side story. Long ones are part of the text, regardless of their names.
pub(crate) fn is_sidebar(dom: &Dom, id: Id) -> bool {
    if dom.tag(id) != "aside" || dom.attr(id, "role").is_some_and(|r| r.starts_with("doc-")) {
        return false;
    }
    if dom.attr(id, "role") == Some("note") {
        return true;
    }
    (1..LONG).contains(&length(dom, id))
}

/// A side story; its first heading is its title.
pub(crate) fn sidebar(builder: &mut Builder, id: Id, out: &mut Vec<Block>) {
    let mut blocks = builder.deeper(|b| b.container(id), |b| b.container(id));
    let title = take_heading(&mut blocks);
    if blocks.iter().all(|b| matches!(b.kind, BlockKind::Figure(_))) && title.is_empty() {
        out.append(&mut blocks);
    } else if !blocks.is_empty() {
        out.push(BlockKind::Aside(Aside { kind: AsideKind::Sidebar, title, blocks }).into());
    }
}

/// Removes and returns the heading at the head of a box.
fn take_heading(blocks: &mut Vec<Block>) -> Inlines {
    match blocks.first_mut().map(|b| &mut b.kind) {
        Some(BlockKind::Heading(heading)) if !heading.content.iter().any(|i| matches!(i, Inline::Note(_))) => {
            let title = std::mem::take(&mut heading.content);
            blocks.remove(0);
            title
        }
        _ => Inlines::new(),
    }
}

/// "Note: ..." in a box of notes is removed, because back ends print the word above it.
fn strip_label(blocks: &mut Vec<Block>, kind: AsideKind) {
    let is_label =
        |block: &Block| matches!(&block.kind, BlockKind::Paragraph(words) if kind.is_named(&plain_text(words)));
    if blocks.len() > 1 && blocks.first().is_some_and(is_label) {
        blocks.remove(0);
        return;
    }
    let Some(Block { kind: BlockKind::Paragraph(words), .. }) = blocks.first_mut() else { return };
    let labelled = |text: &str| {
        let (label, rest) = text.split_once([':', '：'])?;
        let rest = rest.trim_start();
        // A sentence that goes on in lower case needs its first word.
        (kind.is_named(label) && !rest.starts_with(char::is_lowercase)).then(|| rest.to_owned())
    };
    match &mut words[..] {
        [Inline::Text(text), ..] => {
            if let Some(rest) = labelled(text) {
                *text = rest;
            }
        }
        [Inline::Strong(label) | Inline::Emph(label), Inline::Text(text), ..] => {
            let whole = plain_text(label) + text;
            if kind.is_named(&plain_text(label))
                && let Some(rest) = labelled(&whole)
            {
                *text = rest;
                words.remove(0);
            }
        }
        _ => {}
    }
}

/// A quotation's last paragraph that holds only the attribution.
pub(crate) fn attribution(blocks: &mut Vec<Block>) -> Inlines {
    if blocks.len() < 2 {
        return Inlines::new();
    }
    let Some(Block { kind: BlockKind::Paragraph(words), .. }) = blocks.last() else { return Inlines::new() };
    let text = plain_text(words);
    let dashed = text.trim_start().starts_with(['—', '–', '―']) || text.trim_start().starts_with("-- ");
    let cited = matches!(words.as_slice(), [Inline::Emph(_)])
        && text.chars().count() < 80
        && !text.trim_end().ends_with(['.', '!', '?', '”', '"']);
    if text.chars().count() > 160 || !dashed && !cited {
        return Inlines::new();
    }
    let Some(Block { kind: BlockKind::Paragraph(mut words), .. }) = blocks.pop() else { return Inlines::new() };
    strip_dash(&mut words);
    words
}

/// Takes the dash off the start of an attribution.
pub(crate) fn strip_dash(words: &mut Inlines) {
    match words.first_mut() {
        Some(Inline::Text(text)) => *text = text.trim_start_matches(['—', '–', '―', '-', ' ', '\u{a0}']).to_string(),
        Some(other) => {
            if let Some(children) = other.children_mut() {
                strip_dash(children);
            }
        }
        None => {}
    }
}

/// A poem: a box with such a class or `epub:type`, and with line breaks in its paragraphs. Its headings and all other
/// blocks stay unchanged.
pub(crate) fn verse(builder: &mut Builder, id: Id, out: &mut Vec<Block>) -> bool {
    if let Some(boxes) = boxes_of_lines(builder.dom, id) {
        let mut lines: Vec<Inlines> = boxes.into_iter().map(|line| line_of_box(builder, line)).collect();
        let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
        lines.drain(..start);
        lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
        while lines.pop_if(|last| last.is_empty()).is_some() {}
        out.push(BlockKind::Verse(lines).into());
        return true;
    }
    if !is_verse(builder.dom, id) {
        return false;
    }
    let mut lines: Vec<Inlines> = Vec::new();
    for block in builder.container(id) {
        let more = match block.kind {
            BlockKind::Paragraph(content) => split_lines(content),
            BlockKind::Verse(more) => more,
            other => {
                end_verse(&mut lines, out);
                out.push(other.at(block.span));
                continue;
            }
        };
        if !lines.is_empty() {
            lines.push(Inlines::new());
        }
        lines.extend(more);
    }
    end_verse(&mut lines, out);
    true
}

/// Fewest lines of a poem that its boxes show to be one, and the most characters of a line.
const FEWEST_LINES: usize = 3;
const LONGEST_LINE: usize = 90;

/// The boxes of a poem with a box for each line, an empty box between stanzas.
fn boxes_of_lines(dom: &Dom, id: Id) -> Option<Vec<Id>> {
    if !has_word(dom, id, &["poem", "poetry", "verse", "verses", "stanza", "lyrics"]) {
        return None;
    }
    let is_blank = |id: Id| dom.text(id).is_some_and(|text| text.trim().is_empty());
    let boxes: Vec<Id> = dom.children(id).filter(|child| !is_blank(*child)).collect();
    let breaks = |line: Id| dom.descendants(line).filter(|d| dom.tag(*d) == "br").count();
    let is_line = |line: &Id| {
        dom.tag(*line) == "div"
            && !dom.descendants(*line).any(|d| is_block_tag(dom.tag(d)) || matches!(dom.tag(d), "img" | "picture"))
            && dom.words_of(*line).chars().count() <= LONGEST_LINE
            && breaks(*line) <= 1
    };
    let ends = |line: &Id| {
        let last = dom.children(*line).filter(|child| !is_blank(*child)).last();
        last.is_some_and(|last| dom.tag(last) == "br")
    };
    // A break at the end of a box, or in an empty one, shows that somebody typed line by line.
    let is_typed = boxes.iter().any(ends);
    let lines = boxes.iter().filter(|line| dom.has_words(**line)).count();
    (is_typed && lines >= FEWEST_LINES && boxes.iter().all(is_line)).then_some(boxes)
}

fn line_of_box(builder: &mut Builder, id: Id) -> Inlines {
    let mut line = Inlines::new();
    if !builder.is_left_out(id) {
        builder.flat_inlines(id, &mut line);
    }
    whitespace::tidy(&mut line);
    line
}

/// Ends a run of lines.
fn end_verse(lines: &mut Vec<Inlines>, out: &mut Vec<Block>) {
    let mut lines = std::mem::take(lines);
    // Paragraphs of one line each are lines, not stanzas.
    if lines.iter().step_by(2).all(|l| !l.is_empty()) && lines.iter().skip(1).step_by(2).all(Vec::is_empty) {
        lines.retain(|l| !l.is_empty());
    }
    if !lines.is_empty() {
        out.push(BlockKind::Verse(lines).into());
    }
}

fn split_lines(content: Inlines) -> Vec<Inlines> {
    let mut lines = vec![Inlines::new()];
    for inline in content {
        match (inline, lines.last_mut()) {
            (Inline::LineBreak, _) => lines.push(Inlines::new()),
            (inline, Some(line)) => line.push(inline),
            _ => {}
        }
    }
    lines.iter_mut().for_each(whitespace::tidy);
    lines
}

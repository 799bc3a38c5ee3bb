//! Lists: bulleted, numbered, task lists, lists by role, terms with definitions, and bullets that were typed.

use super::Builder;
use crate::doc::{Block, BlockKind, Definition, Delimiter, Inline, Inlines, List, ListItem, ListKind, Numbering};
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::{Dom, Id};

impl Builder<'_> {
    /// A list; children that are no items (nested lists, loose text) join the item before them.
    pub(crate) fn list(&mut self, id: Id, out: &mut Vec<Block>) {
        let mut items = self.deeper(|b| b.items(id), |_| Vec::new());
        if items.is_empty() {
            let mut blocks = self.container(id);
            out.append(&mut blocks);
            return;
        }
        // A gallery is a list only to its style sheet.
        let pictured = |block: &Block| matches!(block.kind, BlockKind::Figure(_));
        if items.iter().all(|item| item.blocks.iter().all(pictured)) {
            return out.extend(items.into_iter().flat_map(|item| item.blocks));
        }
        let kind = if self.dom.tag(id) == "ol" { ordered(self.dom, id) } else { ListKind::Bullet };
        if let ListKind::Ordered { start, .. } = kind {
            settle_numbers(&mut items, start, self.dom.attr(id, "reversed").is_some());
        }
        let tight = items.iter().all(|item| is_tight(&item.blocks));
        let list = List { kind, tight, items };
        if let Some(list) = self.joined(id, list, out) {
            out.push(BlockKind::List(list).into());
        }
    }

    /// Appends a list to the list just before it that it goes on with, because editors of notes make a list of each
    /// item: the numbers run on, or both have one item and one class. Returns the list if it is one of its own.
    fn joined(&self, id: Id, mut list: List, out: &mut [Block]) -> Option<List> {
        let dom = self.dom;
        let before =
            dom.prev_element(id).filter(|before| dom.tag(*before) == dom.tag(id) && !self.is_left_out(*before));
        let (Some(before), Some(Block { kind: BlockKind::List(above), .. })) = (before, out.last_mut()) else {
            return Some(list);
        };
        let goes_on = match (&above.kind, &list.kind) {
            (
                ListKind::Ordered { numbering, delimiter, .. },
                ListKind::Ordered { start, numbering: other_numbering, delimiter: other_delimiter },
            ) => {
                dom.attr(id, "start").is_some()
                    && (numbering, delimiter) == (other_numbering, other_delimiter)
                    && above.numbers().last().is_some_and(|last| last.checked_add(1) == Some(*start))
            }
            (ListKind::Bullet, ListKind::Bullet) => {
                let items = |list: Id| dom.elements(list).take(2).count();
                let class = dom.value(id, "class");
                class.is_some() && class == dom.value(before, "class") && items(id) == 1 && items(before) == 1
            }
            _ => false,
        };
        if !goes_on {
            return Some(list);
        }
        above.tight &= list.tight;
        above.items.append(&mut list.items);
        None
    }

    /// Neighbouring lines of one class with a name for pros, cons or a bullet: the items of a list, to which a style
    /// sheet adds bullets. Returns the number of nodes they take.
    pub(crate) fn marked_list(&mut self, nodes: &[Id], out: &mut Vec<Block>) -> usize {
        let dom = self.dom;
        let Some(class) = nodes.first().and_then(|first| dom.value(*first, "class")) else { return 0 };
        if !has_word(dom, nodes[0], MARKED) {
            return 0;
        }
        let is_blank = |id: Id| dom.text(id).is_some_and(|text| text.trim().is_empty());
        let is_item = |id: Id| {
            dom.tag(id) == "div"
                && dom.value(id, "class") == Some(class)
                && !dom.elements(id).any(|child| self.is_block(child))
                && (1..=LONGEST_MARKED).contains(&dom.words_of(id).len())
        };
        let run = nodes.iter().take_while(|id| is_blank(**id) || is_item(**id)).count();
        let items: Vec<Id> =
            nodes[..run].iter().copied().filter(|id| !is_blank(*id) && !self.is_left_out(*id)).collect();
        if items.len() < 2 {
            return 0;
        }
        let items: Vec<ListItem> =
            items.into_iter().map(|id| ListItem { number: None, checked: None, blocks: self.container(id) }).collect();
        out.push(BlockKind::List(List { kind: ListKind::Bullet, tight: true, items }).into());
        run
    }

    fn items(&mut self, id: Id) -> Vec<ListItem> {
        let mut items: Vec<ListItem> = Vec::new();
        let mut loose = Vec::new();
        let children: Vec<Id> = self.kept(id).collect();
        for child in children {
            let tag = self.dom.tag(child);
            if tag == "li" || self.dom.attr(child, "role") == Some("listitem") {
                self.join_loose(&mut loose, &mut items);
                let checked = self.checkbox(child);
                let blocks = self.container(child);
                if !blocks.is_empty() {
                    let number = self.dom.value(child, "value").and_then(|value| value.parse().ok());
                    items.push(ListItem { number, checked, blocks });
                }
            } else {
                loose.push(child);
            }
        }
        self.join_loose(&mut loose, &mut items);
        items
    }

    fn join_loose(&mut self, loose: &mut Vec<Id>, items: &mut Vec<ListItem>) {
        let mut blocks = self.flow(&std::mem::take(loose));
        if blocks.is_empty() {
            return;
        }
        // A wrapper around the items themselves (`<ul><div><li>`) is replaced by their list.
        if let [Block { kind: BlockKind::List(_), .. }] = blocks.as_slice()
            && items.is_empty()
            && let Some(Block { kind: BlockKind::List(list), .. }) = blocks.pop()
        {
            *items = list.items;
            return;
        }
        match items.last_mut() {
            Some(item) => item.blocks.append(&mut blocks),
            None => items.push(ListItem { number: None, checked: None, blocks }),
        }
    }

    /// A task's box: an `<input type=checkbox>` at the start, or a class.
    fn checkbox(&self, item: Id) -> Option<bool> {
        let dom = self.dom;
        let is_box =
            |d: &Id| dom.tag(*d) == "input" && dom.attr(*d, "type").is_some_and(|t| t.eq_ignore_ascii_case("checkbox"));
        match dom.descendants(item).take_while(|d| dom.tag(*d) != "li").find(is_box) {
            Some(own) => Some(dom.attr(own, "checked").is_some() || dom.attr(own, "aria-checked") == Some("true")),
            None => self.styled_checkbox(item),
        }
    }

    /// The state of a task's box that a style sheet draws: Notion, Evernote, Confluence.
    fn styled_checkbox(&self, item: Id) -> Option<bool> {
        let dom = self.dom;
        let style = dom.attr(item, "style").unwrap_or("").replace(' ', "");
        if let Some((_, state)) = style.split_once("--en-checked:") {
            return Some(state.starts_with("true"));
        }
        if let Some(own) = dom.elements(item).next().filter(|first| dom.has_class(*first, "checkbox")) {
            let states = [("checkbox-on", true), ("checkbox-off", false)];
            return states.into_iter().find(|(class, _)| dom.has_class(own, class)).map(|(_, state)| state);
        }
        let list = dom.parent(item)?;
        dom.has_class(list, "inline-task-list").then(|| dom.has_class(item, "checked"))
    }

    /// `<dl>`, with or without `<div>` around its groups.
    pub(crate) fn definitions(&mut self, id: Id, out: &mut Vec<Block>) {
        let mut parts = Vec::new();
        self.definition_parts(id, &mut parts);
        let mut list: Vec<Definition> = Vec::new();
        let mut before = Vec::new();
        for part in parts {
            if self.dom.tag(part) == "dt" {
                let term = self.term(part);
                match list.last_mut().filter(|d| d.definitions.is_empty()) {
                    // Two terms with one meaning share a line.
                    Some(last) if !last.term.is_empty() => {
                        last.term.push(Inline::LineBreak);
                        last.term.extend(term);
                    }
                    _ => list.push(Definition { term, definitions: Vec::new() }),
                }
            } else {
                let blocks = self.deeper(|b| b.container(part), |b| b.container(part));
                if blocks.is_empty() {
                    continue;
                }
                match list.last_mut() {
                    Some(last) => last.definitions.push(blocks),
                    None => before.extend(blocks),
                }
            }
        }
        list.retain(|d| !d.term.is_empty() || !d.definitions.is_empty());
        out.append(&mut before);
        if list.iter().all(|d| d.definitions.is_empty()) {
            out.extend(list.into_iter().map(|d| BlockKind::Paragraph(d.term).into()));
        } else {
            for definition in &mut list {
                if definition.definitions.is_empty() {
                    definition.definitions.push(Vec::new());
                }
            }
            match out.last_mut().map(|b| &mut b.kind) {
                // Generators of manuals make a list of each option: to readers they are one.
                Some(BlockKind::DefinitionList(above)) => above.append(&mut list),
                _ => out.push(BlockKind::DefinitionList(list).into()),
            }
        }
    }

    fn definition_parts(&self, id: Id, parts: &mut Vec<Id>) {
        for child in self.kept(id) {
            match self.dom.tag(child) {
                "dt" | "dd" => parts.push(child),
                "div" | "template" | "span" => self.definition_parts(child, parts),
                "" => {}
                _ => parts.push(child),
            }
        }
    }

    fn term(&mut self, id: Id) -> Inlines {
        let mut content = Inlines::new();
        self.anchor(id, &mut content);
        self.flat_inlines(id, &mut content);
        super::whitespace::tidy(&mut content);
        content.retain(|i| !matches!(i, Inline::Image(_)));
        content
    }
}

/// Words in the class of a line that a style sheet makes an item of.
const MARKED: &[&str] = &[
    "pro", "pros", "con", "cons", "plus", "minus", "positive", "negative", "bullet", "bulleted", "check", "checkmark",
    "tick",
];

/// Longest of such lines, in bytes.
const LONGEST_MARKED: usize = 200;

/// Bullets as people type them.
const BULLETS: [char; 6] = ['•', '●', '▪', '■', '◦', '‣'];

/// Turns neighbouring lines that begin with a typed bullet into lists: paragraphs, or the lines of a single paragraph.
/// Numbers stay as they were typed, because they may be the names of things.
pub(crate) fn gather_typed(blocks: &mut Vec<Block>) {
    if !blocks.iter().any(|block| first_item(block).is_some()) {
        return;
    }
    let mut items: Vec<Block> = Vec::new();
    for block in std::mem::take(blocks) {
        let first = first_item(&block);
        if first != Some(0) {
            close(&mut items, blocks);
        }
        let Some(first) = first else {
            blocks.push(block);
            continue;
        };
        let mut lines: Vec<Inlines> = lines(&block).map(<[Inline]>::to_vec).collect();
        let after = lines.split_off(first);
        if !lines.is_empty() {
            blocks.push(BlockKind::Paragraph(lines.join(&Inline::LineBreak)).at(block.span));
        }
        items.extend(after.into_iter().map(|line| BlockKind::Paragraph(line).at(block.span)));
    }
    close(&mut items, blocks);
}

/// The index of the first line from which all lines of a paragraph begin with a bullet. Hyphens count as bullets only
/// if there are several, because a single hyphen may begin direct speech.
fn first_item(block: &Block) -> Option<usize> {
    let first = lines(block).position(|line| bullet(line).is_some())?;
    let mut items = lines(block).skip(first);
    let is_hyphen =
        |line: &[Inline]| matches!(line.first(), Some(Inline::Text(text)) if text.trim_start().starts_with('-'));
    let few = items.clone().any(is_hyphen) && items.clone().count() < HYPHENS;
    (!few && items.all(|line| bullet(line).is_some())).then_some(first)
}

/// The lines of a paragraph.
fn lines(block: &Block) -> impl Iterator<Item = &[Inline]> + Clone {
    let inlines = if let BlockKind::Paragraph(inlines) = &block.kind { inlines.as_slice() } else { &[] };
    inlines.split(|inline| *inline == Inline::LineBreak)
}

/// Fewest lines of one paragraph that are a list for beginning with hyphens.
const HYPHENS: usize = 3;

/// The text of a line after its bullet.
fn bullet(line: &[Inline]) -> Option<&str> {
    let Some(Inline::Text(text)) = line.first() else { return None };
    let text = text.trim_start();
    let rest = text.strip_prefix(BULLETS).or_else(|| text.strip_prefix("- "))?.trim_start();
    (line.len() > 1 || !rest.is_empty()).then_some(rest)
}

/// Ends a run of items. A single item is not a list.
fn close(items: &mut Vec<Block>, out: &mut Vec<Block>) {
    if items.len() < 2 {
        out.append(items);
        return;
    }
    let item = |mut block: Block| {
        if let BlockKind::Paragraph(line) = &mut block.kind
            && let Some(rest) = bullet(line).map(String::from)
        {
            line[0] = Inline::Text(rest);
        }
        ListItem { number: None, checked: None, blocks: vec![block] }
    };
    let items = items.drain(..).map(item).collect();
    out.push(BlockKind::List(List { kind: ListKind::Bullet, tight: true, items }).into());
}

/// True if an element of role `list` contains items of role `listitem`.
pub(crate) fn looks_like_role_list(dom: &Dom, id: Id) -> bool {
    dom.elements(id).any(|c| dom.attr(c, "role") == Some("listitem"))
}

fn is_tight(blocks: &[Block]) -> bool {
    match blocks {
        [] => true,
        [Block { kind: BlockKind::Paragraph(_), .. }] => true,
        [Block { kind: BlockKind::Paragraph(_), .. }, rest @ ..] => {
            rest.iter().all(|b| matches!(&b.kind, BlockKind::List(list) if list.tight))
        }
        _ => false,
    }
}

/// Leaves a number only to items that break the count: their number is not one more than the number before. A reversed
/// list counts down.
fn settle_numbers(items: &mut [ListItem], start: u32, reversed: bool) {
    let mut next = start;
    let mut expected = start;
    for item in items {
        let number = item.number.unwrap_or(next);
        item.number = (number != expected).then_some(number);
        expected = number.saturating_add(1);
        next = if reversed { number.saturating_sub(1) } else { expected };
    }
}

fn ordered(dom: &Dom, id: Id) -> ListKind {
    let first = || dom.elements(id).find(|c| dom.tag(*c) == "li");
    let items = || dom.elements(id).filter(|c| dom.tag(*c) == "li").count();
    let start = dom.attr(id, "start").or_else(|| dom.attr(first()?, "value"));
    let counted = || if dom.attr(id, "reversed").is_some() { u32::try_from(items()).unwrap_or(1) } else { 1 };
    let start = start.and_then(|s| s.trim().parse().ok()).unwrap_or_else(counted);
    let style = dom.attr(id, "style").unwrap_or("");
    let numbering = match dom.attr(id, "type").unwrap_or("") {
        "a" => Numbering::LowerAlpha,
        "A" => Numbering::UpperAlpha,
        "i" => Numbering::LowerRoman,
        "I" => Numbering::UpperRoman,
        _ if style.contains("lower-alpha") || style.contains("lower-latin") => Numbering::LowerAlpha,
        _ if style.contains("upper-alpha") || style.contains("upper-latin") => Numbering::UpperAlpha,
        _ if style.contains("lower-roman") => Numbering::LowerRoman,
        _ if style.contains("upper-roman") => Numbering::UpperRoman,
        _ => Numbering::Decimal,
    };
    let delimiter = match () {
        () if dom.has_class(id, "paren") => Delimiter::Paren,
        () if dom.has_class(id, "parens") => Delimiter::Parens,
        () => Delimiter::Period,
    };
    ListKind::Ordered { start, numbering, delimiter }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;

    fn numbers(html: &str) -> Vec<u32> {
        match &crate::front::html::fragment(html, &mut Context::default())[..] {
            [Block { kind: BlockKind::List(list), .. }] => list.numbers().collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn items_keep_the_numbers_that_the_page_gives_them() {
        assert_eq!(numbers("<ol start=7><li>a<li value=12>b<li>c</ol>"), [7, 12, 13]);
        assert_eq!(numbers("<ol reversed><li>a<li>b<li>c</ol>"), [3, 2, 1]);
        assert_eq!(numbers("<ol reversed start=10><li>a<li>b</ol>"), [10, 9]);
        assert_eq!(numbers("<ol><li value=4>a<li>b<li value=4>c</ol>"), [4, 5, 4]);
        assert_eq!(numbers("<ol><li>a<li value=x>b</ol>"), [1, 2]);
        assert_eq!(numbers("<ul><li>a<li>b</ul>"), [1, 2]);
    }
}

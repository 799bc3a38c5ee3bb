//! Blocks too large for one document, divided into several of the same kind.
//!
//! Files break between top-level blocks, so a list of three thousand items would make one file of megabytes. Here such
//! a block is divided: a list goes on counting, a table repeats its head, code breaks between lines, and a paragraph
//! longer than any book's chapter breaks after a sentence.

use std::borrow::Cow;

use crate::doc::{
    Aside, Block, BlockKind, Code, Definition, Document, Inline, Inlines, Link, List, ListItem, ListKind, Math, Quote,
    Row, Ruby, Table,
};

/// About how many bytes of text a block may have. Mark-up comes on top: short cells and items multiply their size.
const MOST: usize = 100 * 1024;

/// The article with its large blocks divided; borrowed unchanged if no block is large.
pub(super) fn divide(document: &Document) -> Cow<'_, Document> {
    if document.blocks.iter().all(|block| weight(block) <= MOST) {
        return Cow::Borrowed(document);
    }
    let blocks = document.blocks.iter().flat_map(divided).collect();
    Cow::Owned(Document { meta: document.meta.clone(), blocks, assets: document.assets.clone() })
}

/// A block's bytes in XHTML, roughly.
fn weight(block: &Block) -> usize {
    32 + match &block.kind {
        BlockKind::Heading(heading) => inlines(&heading.content),
        BlockKind::Paragraph(content) => inlines(content),
        BlockKind::Quote(quote) => blocks(&quote.blocks) + inlines(&quote.attribution),
        BlockKind::Verse(lines) => lines.iter().map(|line| inlines(line) + 8).sum(),
        BlockKind::Code(code) => escaped(&code.text),
        BlockKind::List(list) => list.items.iter().map(item).sum(),
        BlockKind::DefinitionList(list) => list.iter().map(definition).sum(),
        BlockKind::Table(table) => inlines(&table.caption) + table.rows().map(row).sum::<usize>(),
        BlockKind::Figure(figure) => inlines(&figure.caption) + inlines(&figure.credit) + 300 * figure.images.len(),
        BlockKind::Math(math) => formula(math),
        BlockKind::Aside(aside) => inlines(&aside.title) + blocks(&aside.blocks),
        BlockKind::Break => 0,
    }
}

fn blocks(list: &[Block]) -> usize {
    list.iter().map(weight).sum()
}

fn item(item: &ListItem) -> usize {
    16 + blocks(&item.blocks)
}

fn definition(definition: &Definition) -> usize {
    20 + inlines(&definition.term) + definition.definitions.iter().map(|d| 10 + blocks(d)).sum::<usize>()
}

fn row(row: &Row) -> usize {
    12 + row.cells.iter().map(|cell| 24 + blocks(&cell.blocks)).sum::<usize>()
}

fn formula(math: &Math) -> usize {
    // The size of an element for every sign.
    100 + 25 * math.tex.as_ref().map_or(0, String::len) + math.mathml.as_ref().map_or(0, String::len)
}

fn escaped(text: &str) -> usize {
    text.len() + 4 * text.bytes().filter(|b| matches!(b, b'<' | b'>' | b'&')).count()
}

fn inlines(list: &[Inline]) -> usize {
    list.iter().map(inline).sum()
}

fn inline(inline: &Inline) -> usize {
    match inline {
        Inline::Text(text) | Inline::Literal(text) => escaped(text),
        Inline::Code(text) => 13 + escaped(text),
        Inline::Link(link) => 40 + link.url.len() + inlines(&link.content),
        Inline::Image(image) => 150 + image.alt.as_ref().map_or(0, String::len),
        Inline::Note(list) => 350 + blocks(list),
        Inline::Math(math) => formula(math),
        other => 30 + other.children().map_or(0, |c| inlines(c)),
    }
}

/// Groups of neighbours with a total weight of no more than a document's.
fn groups<T: Clone>(list: &[T], weight: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut out: Vec<Vec<T>> = Vec::new();
    let mut size = usize::MAX;
    for one in list {
        let heavy = weight(one);
        if size.saturating_add(heavy) > MOST {
            out.push(Vec::new());
            size = 0;
        }
        size += heavy;
        if let Some(group) = out.last_mut() {
            group.push(one.clone());
        }
    }
    out
}

fn divided(block: &Block) -> Vec<Block> {
    if weight(block) <= MOST {
        return vec![block.clone()];
    }
    let kinds: Vec<BlockKind> = match &block.kind {
        BlockKind::Paragraph(content) => {
            groups(&sentences(content), inline).into_iter().map(BlockKind::Paragraph).collect()
        }
        BlockKind::Quote(quote) => quotes(quote),
        BlockKind::Verse(lines) => groups(lines, |line| inlines(line) + 8).into_iter().map(BlockKind::Verse).collect(),
        BlockKind::Code(code) => codes(code),
        BlockKind::List(list) => lists(list),
        BlockKind::DefinitionList(list) => {
            groups(list, definition).into_iter().map(BlockKind::DefinitionList).collect()
        }
        BlockKind::Table(table) => tables(table),
        BlockKind::Aside(aside) => asides(aside),
        other => vec![other.clone()],
    };
    kinds.into_iter().map(|kind| kind.at(block.span)).collect()
}

fn quotes(quote: &Quote) -> Vec<BlockKind> {
    let inner: Vec<Block> = quote.blocks.iter().flat_map(divided).collect();
    let mut parts = groups(&inner, weight);
    let last = parts.pop().unwrap_or_default();
    let part = |blocks, attribution| BlockKind::Quote(Quote { kind: quote.kind, blocks, attribution });
    let mut out: Vec<BlockKind> = parts.into_iter().map(|blocks| part(blocks, Vec::new())).collect();
    out.push(part(last, quote.attribution.clone()));
    out
}

fn asides(aside: &Aside) -> Vec<BlockKind> {
    let inner: Vec<Block> = aside.blocks.iter().flat_map(divided).collect();
    let part = |blocks| BlockKind::Aside(Aside { kind: aside.kind, title: aside.title.clone(), blocks });
    groups(&inner, weight).into_iter().map(part).collect()
}

/// Lines in groups; a line longer than a document is cut between characters.
fn codes(code: &Code) -> Vec<BlockKind> {
    let mut lines: Vec<String> = Vec::new();
    for line in code.text.split('\n') {
        let mut rest = line;
        while rest.len() > MOST {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(MOST / 2));
            lines.push(head.to_string());
            rest = tail;
        }
        lines.push(rest.to_string());
    }
    let mut caption = code.caption.clone();
    let part = |lines: Vec<String>| {
        let caption = std::mem::take(&mut caption);
        let (language, lang) = (code.language.clone(), code.lang.clone());
        BlockKind::Code(Code { language, lang, text: lines.join("\n"), caption })
    };
    groups(&lines, |line| escaped(line) + 1).into_iter().map(part).collect()
}

fn lists(list: &List) -> Vec<BlockKind> {
    let mut next = 0u32;
    let mut out = Vec::new();
    for items in groups(&list.items, item) {
        let kind = match list.kind {
            ListKind::Bullet => ListKind::Bullet,
            ListKind::Ordered { start, numbering, delimiter } => {
                ListKind::Ordered { start: start.saturating_add(next), numbering, delimiter }
            }
        };
        next = next.saturating_add(items.len() as u32);
        out.push(BlockKind::List(List { kind, tight: list.tight, items }));
    }
    out
}

/// Rows in groups under a repeated head, cut only where no cell hangs over the cut.
fn tables(table: &Table) -> Vec<BlockKind> {
    let bound = bound_rows(&table.body);
    let weight = |rows: &Vec<Row>| rows.iter().map(row).sum::<usize>();
    let mut parts: Vec<Vec<Row>> = groups(&bound, weight).into_iter().map(|part| part.concat()).collect();
    let last = parts.pop().unwrap_or_default();
    let mut out = Vec::new();
    let part = |body: Vec<Row>, foot: &[Row], first: bool| {
        let id = if first { table.id.clone() } else { None };
        let caption = if first { table.caption.clone() } else { Vec::new() };
        let (columns, head) = (table.columns.clone(), table.head.clone());
        BlockKind::Table(Table { id, columns, head, body, foot: foot.to_vec(), caption })
    };
    for body in parts {
        let first = out.is_empty();
        out.push(part(body, &[], first));
    }
    let first = out.is_empty();
    out.push(part(last, &table.foot, first));
    out
}

/// Rows that cells hang over, kept together.
fn bound_rows(rows: &[Row]) -> Vec<Vec<Row>> {
    let mut out: Vec<Vec<Row>> = Vec::new();
    let mut hanging = 0u16;
    for row in rows {
        match out.last_mut().filter(|_| hanging > 0) {
            Some(open) => open.push(row.clone()),
            None => out.push(vec![row.clone()]),
        }
        let tallest = row.cells.iter().map(|cell| cell.rowspan).max().unwrap_or(1);
        hanging = hanging.saturating_sub(1).max(tallest.saturating_sub(1));
    }
    out
}

/// Plain text of a paragraph cut after sentences, so that it can be grouped.
fn sentences(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in content {
        let Inline::Text(text) = inline else {
            out.extend(wrapped(inline));
            continue;
        };
        let mut rest = text.as_str();
        while rest.len() > MOST / 4 {
            let window = rest.split_at(rest.floor_char_boundary(MOST / 4)).0;
            let end = [". ", "! ", "? ", "。", " "].iter().find_map(|end| window.rfind(end).map(|at| at + end.len()));
            let (head, tail) = rest.split_at(end.unwrap_or(window.len()).max(1));
            out.push(Inline::text(head));
            rest = tail;
        }
        out.push(Inline::text(rest));
    }
    out
}

/// Divides a link, an emphasis or the like with more words than a document should have.
fn wrapped(whole: &Inline) -> Vec<Inline> {
    let Some(children) = whole.children().filter(|_| inline(whole) > MOST / 4) else { return vec![whole.clone()] };
    let parts = groups(&sentences(children), inline);
    let part = |words: Inlines| {
        let mut part = empty(whole);
        if let Some(place) = part.children_mut() {
            *place = words;
        }
        part
    };
    parts.into_iter().map(part).collect()
}

/// The same wrapper without content.
fn empty(wrapper: &Inline) -> Inline {
    match wrapper {
        Inline::Link(link) => Inline::Link(Link { content: Vec::new(), ..link.clone() }),
        Inline::Lang(lang, _) => Inline::Lang(lang.clone(), Vec::new()),
        Inline::Ruby(ruby) => Inline::Ruby(Ruby { base: Vec::new(), reading: ruby.reading.clone() }),
        Inline::Emph(_) => Inline::Emph(Vec::new()),
        Inline::Strong(_) => Inline::Strong(Vec::new()),
        Inline::Strike(_) => Inline::Strike(Vec::new()),
        Inline::Underline(_) => Inline::Underline(Vec::new()),
        Inline::Mark(_) => Inline::Mark(Vec::new()),
        Inline::SmallCaps(_) => Inline::SmallCaps(Vec::new()),
        Inline::Super(_) => Inline::Super(Vec::new()),
        Inline::Sub(_) => Inline::Sub(Vec::new()),
        other => other.clone(),
    }
}

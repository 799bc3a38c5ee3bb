//! The words of blocks that are nested too deep to stay blocks.

use crate::doc::{Block, BlockKind, Inline};

/// All words of some blocks. It works on a list of things to do, because the input may be nested without bound.
pub(super) fn words(blocks: &[Block]) -> String {
    let mut out = String::new();
    enum Todo<'t> {
        Block(&'t Block),
        Inlines(&'t [Inline]),
        Text(&'t str),
    }
    let mut todo: Vec<Todo> = blocks.iter().rev().map(Todo::Block).collect();
    while let Some(next) = todo.pop() {
        let mut below: Vec<Todo> = Vec::new();
        match next {
            Todo::Text(text) => out.push_str(text),
            Todo::Inlines(inlines) => {
                for inline in inlines {
                    match inline {
                        Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) => below.push(Todo::Text(text)),
                        Inline::LineBreak => below.push(Todo::Text(" ")),
                        Inline::Image(image) => below.push(Todo::Text(image.alt.as_deref().unwrap_or(""))),
                        Inline::Math(math) => below.push(Todo::Text(math.tex.as_deref().unwrap_or(""))),
                        Inline::Note(blocks) => {
                            below.push(Todo::Text(" ("));
                            below.extend(blocks.iter().map(Todo::Block));
                            below.push(Todo::Text(")"));
                        }
                        other => below.extend(other.children().map(|c| Todo::Inlines(c))),
                    }
                }
            }
            Todo::Block(block) => {
                match &block.kind {
                    BlockKind::Heading(heading) => below.push(Todo::Inlines(&heading.content)),
                    BlockKind::Paragraph(content) => below.push(Todo::Inlines(content)),
                    BlockKind::Quote(quote) => {
                        below.extend(quote.blocks.iter().map(Todo::Block));
                        below.push(Todo::Inlines(&quote.attribution));
                    }
                    BlockKind::Verse(lines) => {
                        for line in lines {
                            below.extend([Todo::Inlines(line), Todo::Text(" ")]);
                        }
                    }
                    BlockKind::Code(code) => below.push(Todo::Text(&code.text)),
                    BlockKind::List(list) => below.extend(list.items.iter().flat_map(|i| &i.blocks).map(Todo::Block)),
                    BlockKind::DefinitionList(list) => {
                        for definition in list {
                            below.extend([Todo::Inlines(&definition.term), Todo::Text(" ")]);
                            below.extend(definition.definitions.iter().flatten().map(Todo::Block));
                        }
                    }
                    BlockKind::Table(table) => {
                        below.push(Todo::Inlines(&table.caption));
                        below.extend(table.rows().flat_map(|r| &r.cells).flat_map(|c| &c.blocks).map(Todo::Block));
                    }
                    BlockKind::Figure(figure) => {
                        below.extend(figure.images.iter().filter_map(|i| i.alt.as_deref()).map(Todo::Text));
                        below.extend([
                            Todo::Text(" "),
                            Todo::Inlines(&figure.caption),
                            Todo::Text(" "),
                            Todo::Inlines(&figure.credit),
                        ]);
                    }
                    BlockKind::Math(math) => below.extend(math.tex.as_deref().map(Todo::Text)),
                    BlockKind::Aside(aside) => {
                        below.extend([Todo::Inlines(&aside.title), Todo::Text(" ")]);
                        below.extend(aside.blocks.iter().map(Todo::Block));
                    }
                    BlockKind::Break => {}
                }
                below.push(Todo::Text(" "));
            }
        }
        todo.extend(below.into_iter().rev());
    }
    out
}

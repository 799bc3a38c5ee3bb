//! Comments by which our Markdown names constructs without a sign in Markdown: `<!-- verse -->` before a paragraph,
//! `<!-- sidebar -->` before a quotation. The Markdown back end writes them.

use super::builder::Piece;
use super::shape::{aside_title, tidy};
use crate::doc::{
    Aside, AsideKind, Block, BlockKind, Delimiter, Figure, Inline, Inlines, List, ListKind, Numbering, Quote,
    QuoteKind, normalize_inlines,
};

/// Applies the meaning of the comment before `block` to it; leaves it unchanged if that is impossible.
pub(super) fn mark(words: &str, block: &mut Block) {
    let kind = std::mem::replace(&mut block.kind, BlockKind::Break);
    block.kind = match (words, kind) {
        ("verse", BlockKind::Paragraph(content)) => BlockKind::Verse(lines(content)),
        ("pull quote", BlockKind::Quote(quote)) => BlockKind::Quote(Quote { kind: QuoteKind::Pull, ..quote }),
        ("epigraph", BlockKind::Quote(quote)) => BlockKind::Quote(Quote { kind: QuoteKind::Epigraph, ..quote }),
        ("sidebar", BlockKind::Quote(quote)) => BlockKind::Aside(sidebar(quote)),
        ("figure", BlockKind::Paragraph(content)) => BlockKind::Figure(lost_figure(content)),
        (words, BlockKind::List(list)) => BlockKind::List(numbered(words, list)),
        (_, kind) => kind,
    };
}

fn lines(content: Inlines) -> Vec<Inlines> {
    let mut lines = vec![Inlines::new()];
    for inline in content {
        match (inline, lines.last_mut()) {
            (Inline::LineBreak, _) => lines.push(Inlines::new()),
            (inline, Some(line)) => line.push(inline),
            (_, None) => {}
        }
    }
    lines
}

fn sidebar(quote: Quote) -> Aside {
    let mut blocks = quote.blocks;
    if !quote.attribution.is_empty() {
        let mut content = vec![Inline::text("— ")];
        content.extend(quote.attribution);
        normalize_inlines(&mut content);
        blocks.push(BlockKind::Paragraph(content).into());
    }
    let mut pieces: Vec<Piece> = blocks.into_iter().map(Piece::Block).collect();
    let title = aside_title(&mut pieces);
    let block = |piece| if let Piece::Block(block) = piece { Some(block) } else { None };
    Aside { kind: AsideKind::Sidebar, title, blocks: pieces.into_iter().filter_map(block).collect() }
}

/// A figure that lost its picture: only its words.
fn lost_figure(content: Inlines) -> Figure {
    let mut figure = Figure::default();
    let mut content: std::collections::VecDeque<Inline> = content.into();
    if let Some(Inline::Anchor(id)) = content.front() {
        figure.id = Some(id.clone());
        content.pop_front();
        if let Some(Inline::Text(text)) = content.front_mut() {
            *text = text.trim_start().to_string();
        }
    }
    match content.front() {
        Some(Inline::Emph(caption)) => {
            figure.caption = caption.clone();
            content.pop_front();
            figure.credit = tidy(content.into());
        }
        _ => figure.credit = tidy(content.into()),
    }
    figure
}

/// A list with letters or parentheses around its numbers.
fn numbered(words: &str, mut list: List) -> List {
    let ListKind::Ordered { numbering, delimiter, .. } = &mut list.kind else { return list };
    for word in words.split(' ') {
        match word {
            "lower-alpha" => *numbering = Numbering::LowerAlpha,
            "upper-alpha" => *numbering = Numbering::UpperAlpha,
            "lower-roman" => *numbering = Numbering::LowerRoman,
            "upper-roman" => *numbering = Numbering::UpperRoman,
            "parens" => *delimiter = Delimiter::Parens,
            _ => {}
        }
    }
    list
}

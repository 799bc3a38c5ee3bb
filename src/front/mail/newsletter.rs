//! The frame around the text of a newsletter, and the lists in it.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Block, BlockKind, Image, List, ListItem, Table, plain_text};
use crate::lang::{letters, phrases};

/// The most blocks in the foot of a newsletter, and above its text.
const FOOT: usize = 12;
const HEAD: usize = 4;
/// The largest side of a picture that counts readers, in CSS pixels.
const COUNTER: f32 = 3.0;

/// Leaves out the frame around a newsletter's text: links to the web page, the sender's logo, the reason for sending,
/// and pictures that count readers.
pub(super) fn without_frame(blocks: &mut Vec<Block>, sender: &str, cx: &mut Context) {
    let text = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) => plain_text(content),
        _ => String::new(),
    };
    let is_phrase = |block: &Block| phrases::cover(&text(block)).share > 0.99;
    let from = blocks.len().saturating_sub(FOOT).max(1);
    let reason = blocks.iter().skip(from).position(|block| letters::says_why_sent(&text(block)));
    let foot = reason.map_or(blocks.len(), |at| at + from);
    let first = blocks.iter().position(|block| !is_phrase(block) && !is_logo(block, sender)).unwrap_or(0).min(HEAD);
    for (at, block) in std::mem::take(blocks).into_iter().enumerate() {
        if (first..foot).contains(&at) && !is_counter(&block) {
            blocks.push(block);
            continue;
        }
        let words = super::clean(&text(&block));
        if !words.is_empty() {
            let shown: String = words.chars().take(60).collect();
            cx.say(Diagnostic::remark(
                codes::MAIL_FRAME,
                format!("The frame of the newsletter was left out: “{shown}”."),
            ));
        }
    }
}

/// Lists in the form of newsletters: a table with a bullet in its first column, or a bullet and a paragraph in turn.
pub(super) fn bullet_lists(blocks: &mut Vec<Block>) {
    let mut out: Vec<Block> = Vec::new();
    // `open`: the last block of `out` is a list made here. `bullet`: a bullet waits for its text.
    let (mut open, mut bullet) = (false, false);
    for block in std::mem::take(blocks) {
        if is_bullet(&block) {
            bullet = true;
            continue;
        }
        let items = match block.kind {
            BlockKind::Table(table) if is_bulleted(&table) => {
                let rows = table.head.into_iter().chain(table.body).chain(table.foot);
                rows.filter_map(|mut row| row.cells.pop()).map(|cell| cell.blocks).collect()
            }
            kind if bullet => vec![vec![Block { kind, ..block }]],
            kind => {
                out.push(Block { kind, ..block });
                (open, bullet) = (false, false);
                continue;
            }
        };
        let items = items.into_iter().map(|blocks| ListItem { number: None, checked: None, blocks });
        match out.last_mut().map(|last| &mut last.kind) {
            Some(BlockKind::List(list)) if open => list.items.extend(items),
            _ => out.push(BlockKind::List(List { items: items.collect(), tight: true, ..List::default() }).into()),
        }
        (open, bullet) = (true, false);
    }
    *blocks = out;
}

/// True if a block holds only a bullet.
fn is_bullet(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(words) if matches!(plain_text(words).trim(), "•" | "·" | "▪" | "■" | "◦" | "‣"))
}

/// True if every row of a table is a bullet and its text.
fn is_bulleted(table: &Table) -> bool {
    let mut rows = table.head.iter().chain(&table.body).chain(&table.foot).peekable();
    rows.peek().is_some()
        && rows.all(|row| matches!(row.cells.as_slice(), [sign, _] if matches!(sign.blocks.as_slice(), [one] if is_bullet(one))))
}

/// True if a figure is the sender's name as a picture.
fn is_logo(block: &Block, sender: &str) -> bool {
    let BlockKind::Figure(figure) = &block.kind else { return false };
    let of_sender = |image: &Image| {
        let alt = image.alt.as_deref().unwrap_or("").trim().to_lowercase();
        alt == "logo" || alt.len() > 2 && sender.to_lowercase().starts_with(&alt)
    };
    !figure.images.is_empty() && figure.images.iter().all(of_sender)
}

fn is_counter(block: &Block) -> bool {
    let BlockKind::Figure(figure) = &block.kind else { return false };
    let tiny = |side: Option<f32>| side.is_some_and(|side| side <= COUNTER);
    !figure.images.is_empty() && figure.images.iter().all(|image| tiny(image.size.0) && tiny(image.size.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Cell, Figure, Inline, Row};

    fn paragraph(words: &str) -> Block {
        BlockKind::Paragraph(vec![Inline::text(words)]).into()
    }

    fn picture(alt: &str, side: f32) -> Block {
        let image =
            Image { url: "a.png".into(), alt: Some(alt.into()), size: (Some(side), Some(side)), ..Image::default() };
        BlockKind::Figure(Figure { images: vec![image], ..Figure::default() }).into()
    }

    #[test]
    fn the_frame_of_a_newsletter_goes_and_its_text_stays() {
        let kept = [paragraph("The tide brought a door."), picture("The door", 480.0), paragraph("Bo Lund")];
        let mut blocks = vec![paragraph("View in browser"), picture("Harbour Letter", 200.0)];
        blocks.extend(kept.clone());
        blocks.extend([
            paragraph("You receive this because you signed up. Unsubscribe | 1 Quay Street"),
            picture("", 1.0),
        ]);
        let mut cx = Context::default();
        without_frame(&mut blocks, "Harbour Letter, by Ada Quill", &mut cx);
        assert_eq!(blocks, kept);
        assert_eq!(cx.diags.iter().count(), 2);
    }

    #[test]
    fn a_letter_that_only_begins_so_loses_nothing() {
        let letter =
            [paragraph("You are receiving this as a gift."), paragraph("Thank you."), picture("The gift", 300.0)];
        let mut blocks = letter.to_vec();
        without_frame(&mut blocks, "Ada", &mut Context::default());
        assert_eq!(blocks, letter);
    }

    #[test]
    fn bullets_in_cells_and_between_paragraphs_make_a_list() {
        let cell = |words: &str| Cell { blocks: vec![paragraph(words)], ..Cell::default() };
        let row = |sign: &str, words: &str| Row { cells: vec![cell(sign), cell(words)] };
        let table = |sign| Table { body: vec![row(sign, "one"), row(sign, "two")], ..Table::default() };
        let item = |words: &str| ListItem { number: None, checked: None, blocks: vec![paragraph(words)] };
        let list = |items: Vec<ListItem>| Block::from(BlockKind::List(List { items, tight: true, ..List::default() }));
        let mut blocks = vec![
            BlockKind::Table(table("•")).into(),
            paragraph("between"),
            paragraph("•"),
            paragraph("three"),
            paragraph("•"),
            paragraph("four"),
            paragraph("after"),
            BlockKind::Table(table("1")).into(),
        ];
        bullet_lists(&mut blocks);
        let expected = [
            list(vec![item("one"), item("two")]),
            paragraph("between"),
            list(vec![item("three"), item("four")]),
            paragraph("after"),
            BlockKind::Table(table("1")).into(),
        ];
        assert_eq!(blocks, expected);
    }
}

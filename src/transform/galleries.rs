//! Lists of pictures: a bulleted list whose items are pictures, each with a short caption at most, is a row of figures.
//! Galleries are written so, and bullets beside pictures say nothing.

use crate::context::Context;
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Document, Figure, Inlines, List, ListItem, ListKind, plain_text};

/// Fewest items of a gallery.
const FEWEST: usize = 2;
/// The longest caption, in characters: more is text of the article beside its picture.
const LONGEST: usize = 200;

/// Replaces lists of pictures by their figures.
pub(crate) fn galleries(document: &mut Document, _: &mut Context) {
    Galleries.blocks(&mut document.blocks);
}

struct Galleries;

impl Rewrite for Galleries {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        walk::rewrite_blocks(self, blocks);
        if !blocks.iter().any(is_gallery) {
            return;
        }
        let figures = |block: Block| match block.kind {
            BlockKind::List(list) if is_gallery_list(&list) => list.items.into_iter().filter_map(figure).collect(),
            _ => vec![block],
        };
        *blocks = std::mem::take(blocks).into_iter().flat_map(figures).collect();
    }

    // Lists stand between blocks.
    fn inlines(&mut self, _: &mut Inlines) {}
}

fn is_gallery(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::List(list) if is_gallery_list(list))
}

fn is_gallery_list(list: &List) -> bool {
    list.kind == ListKind::Bullet && list.items.len() >= FEWEST && list.items.iter().all(is_picture)
}

/// True if an item is a picture, alone or over one short paragraph that can be its caption.
fn is_picture(item: &ListItem) -> bool {
    let pictured = |block: &Block| matches!(&block.kind, BlockKind::Figure(figure) if !figure.images.is_empty());
    let lacks_caption = |block: &Block| matches!(&block.kind, BlockKind::Figure(figure) if figure.caption.is_empty());
    let is_short = |block: &Block| matches!(&block.kind, BlockKind::Paragraph(content) if plain_text(content).chars().count() <= LONGEST);
    item.checked.is_none()
        && match &item.blocks[..] {
            [picture] => pictured(picture),
            [picture, words] => pictured(picture) && lacks_caption(picture) && is_short(words),
            _ => false,
        }
}

/// The figure of an item, with the words under it as its caption.
fn figure(item: ListItem) -> Option<Block> {
    let mut blocks = item.blocks.into_iter();
    let mut block = blocks.next()?;
    if let (BlockKind::Figure(Figure { caption, .. }), Some(BlockKind::Paragraph(words))) =
        (&mut block.kind, blocks.next().map(|words| words.kind))
    {
        *caption = words;
    }
    Some(block)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Image, Inline};

    fn item(blocks: &[&str]) -> ListItem {
        let block = |text: &&str| match *text {
            "[figure]" => BlockKind::Figure(Figure { images: vec![Image::default()], ..Figure::default() }).into(),
            text => BlockKind::Paragraph(vec![Inline::text(text)]).into(),
        };
        ListItem { blocks: blocks.iter().map(block).collect(), ..ListItem::default() }
    }

    /// The captions of the figures that stand in place of a list; `None` where the list stays.
    fn captions(kind: ListKind, items: &[&[&str]]) -> Option<Vec<String>> {
        let list = List { kind, tight: true, items: items.iter().map(|blocks| item(blocks)).collect() };
        let mut document = Document { blocks: vec![BlockKind::List(list).into()], ..Document::default() };
        galleries(&mut document, &mut Context::default());
        let caption = |block: &Block| match &block.kind {
            BlockKind::Figure(figure) => Some(plain_text(&figure.caption)),
            _ => None,
        };
        document.blocks.iter().map(caption).collect()
    }

    #[test]
    fn lists_of_pictures_are_figures() {
        let of = |items| captions(ListKind::Bullet, items);
        assert_eq!(of(&[&["[figure]"], &["[figure]", "A gull."]]), Some(vec![String::new(), "A gull.".into()]));
    }

    #[test]
    fn other_lists_stay() {
        let long = "A gull sat on the post. ".repeat(10);
        for items in [
            &[&["[figure]"][..]][..],
            &[&["[figure]"], &["Text."]],
            &[&["Text.", "[figure]"], &["[figure]"]],
            &[&["[figure]", &long], &["[figure]"]],
            &[&["[figure]", "One.", "Two."], &["[figure]"]],
        ] {
            assert_eq!(captions(ListKind::Bullet, items), None, "{items:?}");
        }
        let steps = ListKind::Ordered { start: 1, numbering: Default::default(), delimiter: Default::default() };
        assert_eq!(captions(steps, &[&["[figure]"], &["[figure]"]]), None);
    }

    #[test]
    fn captions_of_a_gallery_have_a_longest() {
        for (length, becomes) in [(199, true), (200, true), (201, false)] {
            let words = "a".repeat(length);
            assert_eq!(
                captions(ListKind::Bullet, &[&["[figure]", &words], &["[figure]"]]).is_some(),
                becomes,
                "{length}"
            );
        }
    }

    #[test]
    fn items_that_are_more_than_pictures_keep_their_list() {
        let own = Figure { images: vec![Image::default()], caption: vec![Inline::text("own")], ..Figure::default() };
        let under = |figure: Figure, words: &[&str]| {
            let mut item = item(words);
            item.blocks.insert(0, BlockKind::Figure(figure).into());
            item
        };
        for (name, first, stays) in [
            ("a caption of its own", under(own.clone(), &[]), false),
            ("a caption of its own over words", under(own, &["Words."]), true),
            ("no picture", under(Figure { caption: vec![Inline::text("a")], ..Figure::default() }, &[]), true),
            ("no picture over words", under(Figure::default(), &["Words."]), true),
            ("a box to tick", ListItem { checked: Some(false), ..item(&["[figure]"]) }, true),
        ] {
            let list = List { kind: ListKind::Bullet, tight: true, items: vec![first, item(&["[figure]"])] };
            let words = List { kind: ListKind::Bullet, tight: true, items: vec![item(&["Text."])] };
            // A gallery beside it does not open other lists.
            let gallery = List { items: vec![item(&["[figure]"]), item(&["[figure]"])], ..list.clone() };
            let blocks = [gallery, words, list].map(|list| BlockKind::List(list).into()).into();
            let mut document = Document { blocks, ..Document::default() };
            galleries(&mut document, &mut Context::default());
            let lists = document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::List(_))).count();
            assert_eq!(lists, 1 + usize::from(stays), "{name}");
        }
    }
}

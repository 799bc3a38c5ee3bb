//! Captions in separate paragraphs: `Table B-1: Ferries by year` over or under a table, `Figure 2.` under a picture,
//! and a line in italics directly under a picture.
//!
//! The document shows if captions stand over or under their tables: a caption between two takes the upper one if that
//! has none and the lower one has its own.

use crate::context::Context;
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Document, Inline, Inlines, plain_text};
use crate::lang::{Captioned, caption_label};

/// The longest caption with a label, the longest without a full stop after its number, and the longest without a label,
/// in characters.
const LONGEST: usize = 400;
const LONGEST_UNPARTED: usize = 90;
const LONGEST_UNLABELLED: usize = 120;

/// Joins captions with their blocks.
pub(crate) fn captions(document: &mut Document, _: &mut Context) {
    Captions.blocks(&mut document.blocks);
}

struct Captions;

impl Rewrite for Captions {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        walk::rewrite_blocks(self, blocks);
        if blocks.iter().any(|block| captioned(block).is_some()) {
            join(blocks);
        }
    }

    // Captions are only between blocks.
    fn inlines(&mut self, _: &mut Inlines) {}
}

fn join(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at < blocks.len() {
        match target(blocks, at).and_then(|to| Some((to, words(&blocks[at])?))) {
            Some((to, (words, id))) => {
                give(&mut blocks[to], words, id);
                blocks.remove(at);
            }
            None => at += 1,
        }
    }
}

/// The index of the block that a caption belongs to.
fn target(blocks: &[Block], at: usize) -> Option<usize> {
    let found = label(&blocks[at], blocks.len() == at + 1)?;
    let wants = |index: usize| blocks.get(index).is_some_and(|block| captioned(block) == Some((found, true)));
    let (above, below) = (at.checked_sub(1).filter(|above| wants(*above)), at + 1);
    let has_own = || blocks.get(below + 1).is_some_and(|block| label(block, false) == Some(found));
    let is_heading = matches!(blocks[at].kind, BlockKind::Heading(_));
    match above {
        Some(above) if !is_heading && (!wants(below) || has_own()) => Some(above),
        // Words in italics over a picture are not a caption.
        _ if wants(below) && (found == Captioned::Table || is_labelled(&blocks[at])) => Some(below),
        _ => None,
    }
}

/// The kind of caption that a block may have, with true if it still lacks one.
fn captioned(block: &Block) -> Option<(Captioned, bool)> {
    match &block.kind {
        BlockKind::Table(table) => Some((Captioned::Table, table.caption.is_empty())),
        BlockKind::Figure(figure) => {
            let lacks = figure.shown_caption().is_empty() && !figure.images.is_empty();
            Some((Captioned::Figure, lacks))
        }
        _ => None,
    }
}

/// The kind of block that a caption belongs to, by its words; `last` if no block follows it.
fn label(block: &Block, last: bool) -> Option<Captioned> {
    let content = match &block.kind {
        BlockKind::Paragraph(content) => content,
        BlockKind::Heading(heading) if heading.level >= 3 => &heading.content,
        _ => return None,
    };
    match labelled(content) {
        Some(of) => Some(of),
        // A last paragraph in italics names the author and is not a caption.
        None if !last && matches!(block.kind, BlockKind::Paragraph(_)) && is_italic(content) => Some(Captioned::Figure),
        None => None,
    }
}

fn is_labelled(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(content) if labelled(content).is_some())
        || matches!(block.kind, BlockKind::Heading(_))
}

fn labelled(content: &[Inline]) -> Option<Captioned> {
    let start = crate::doc::plain_text_start(content, 40);
    let first = caption_label(start.trim_start())?;
    let text = plain_text(content);
    let text = text.trim();
    let label = caption_label(text).unwrap_or(first);
    let length = text.chars().count();
    // Words that are marked as a label, or that are not a sentence, are not a sentence about the table.
    let is_marked = matches!(content.first(), Some(Inline::Strong(words) | Inline::Emph(words) | Inline::SmallCaps(words))
        if plain_text(words).trim().trim_end_matches(['.', ':']).len() == label.length);
    let is_title = length <= LONGEST_UNPARTED && !text.ends_with(['.', ':', ';', ',', '!', '?', '。', '：']);
    let is_caption = if label.parted { length <= LONGEST && !text.ends_with(':') } else { is_marked || is_title };
    (is_caption && length <= LONGEST && !has_break(content)).then_some(label.of)
}

/// True for a paragraph that consists of a short line in italics.
fn is_italic(content: &[Inline]) -> bool {
    let [Inline::Emph(words)] = content else { return false };
    let length = plain_text(words).chars().count();
    (1..=LONGEST_UNLABELLED).contains(&length) && !has_break(words)
}

fn has_break(content: &[Inline]) -> bool {
    content.iter().any(|inline| matches!(inline, Inline::LineBreak))
}

/// The words of a caption, and the id that led to it.
fn words(block: &Block) -> Option<(Inlines, Option<String>)> {
    match &block.kind {
        BlockKind::Paragraph(content) => match &content[..] {
            [Inline::Emph(words)] => Some((words.clone(), None)),
            _ => Some((content.clone(), None)),
        },
        BlockKind::Heading(heading) => Some((heading.content.clone(), heading.id.clone())),
        _ => None,
    }
}

fn give(block: &mut Block, words: Inlines, id: Option<String>) {
    let (caption, own) = match &mut block.kind {
        BlockKind::Table(table) => (&mut table.caption, &mut table.id),
        BlockKind::Figure(figure) => (&mut figure.caption, &mut figure.id),
        _ => return,
    };
    *caption = words;
    match (own.is_some(), id) {
        (true, Some(id)) => caption.insert(0, Inline::Anchor(id)),
        (false, id) => *own = id,
        (true, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Figure, Heading, Image, Table};

    fn paragraph(text: &str) -> Block {
        let inline = |text: &str| match text.strip_prefix('*') {
            Some(text) => Inline::Emph(vec![Inline::text(text.trim_end_matches('*'))]),
            None => Inline::text(text),
        };
        BlockKind::Paragraph(vec![inline(text)]).into()
    }

    fn block(text: &str) -> Block {
        match text {
            "[table]" => BlockKind::Table(Table::default()).into(),
            "[figure]" => BlockKind::Figure(Figure { images: vec![Image::default()], ..Figure::default() }).into(),
            text => match text.strip_prefix("### ") {
                Some(words) => BlockKind::Heading(Heading {
                    level: 3,
                    id: Some("here".into()),
                    content: vec![Inline::text(words)],
                })
                .into(),
                None => paragraph(text),
            },
        }
    }

    /// The blocks as words: captions are in the brackets of their blocks.
    fn joined(blocks: &[&str]) -> Vec<String> {
        let mut document = Document { blocks: blocks.iter().map(|text| block(text)).collect(), ..Document::default() };
        captions(&mut document, &mut Context::default());
        let shown = |block: &Block| match &block.kind {
            BlockKind::Table(table) => format!("[{}]", plain_text(&table.caption)),
            BlockKind::Figure(figure) => format!("({})", plain_text(&figure.caption)),
            BlockKind::Paragraph(content) => plain_text(content),
            BlockKind::Heading(heading) => plain_text(&heading.content),
            _ => String::new(),
        };
        document.blocks.iter().map(shown).collect()
    }

    #[test]
    fn captions_over_and_under_tables_join_them() {
        assert_eq!(joined(&["Table B-1: Ferries", "[table]", "Text."]), ["[Table B-1: Ferries]", "Text."]);
        assert_eq!(joined(&["Text.", "[table]", "Table 2. Piers"]), ["Text.", "[Table 2. Piers]"]);
        let over = ["Table 1: a", "[table]", "Table 2: b", "[table]"];
        assert_eq!(joined(&over), ["[Table 1: a]", "[Table 2: b]"]);
        let under = ["[table]", "Table 1: a", "[table]", "Table 2: b"];
        assert_eq!(joined(&under), ["[Table 1: a]", "[Table 2: b]"]);
        assert_eq!(joined(&["### Table 7. Heads", "[table]"]), ["[Table 7. Heads]"]);
    }

    #[test]
    fn captions_under_pictures_join_them() {
        assert_eq!(joined(&["[figure]", "Figure 1. The pier.", "Text."]), ["(Figure 1. The pier.)", "Text."]);
        assert_eq!(joined(&["[figure]", "*The north pier.*", "Text."]), ["(The north pier.)", "Text."]);
        assert_eq!(joined(&["Fig. 3: Above", "[figure]"]), ["(Fig. 3: Above)"]);
    }

    #[test]
    fn sentences_about_tables_and_pictures_stay() {
        for blocks in [
            &["Table 1 shows that the ferry is late.", "[table]"][..],
            &["As Table 1 shows:", "[table]"],
            &["Table 1: the following were counted:", "[table]"],
            &["*In the morning.*", "[figure]"],
            &["[figure]", "*Ada Quay writes about ferries.*"],
            &["[figure]", "Table 1: Ferries", "Text."],
            &["Table 1: Ferries", "Text."],
        ] {
            assert_eq!(joined(blocks).len(), blocks.len(), "{blocks:?}");
        }
    }

    #[test]
    fn captions_between_two_blocks_choose_one() {
        let lone = ["[table]", "Table 1: a", "[table]", "Text."];
        assert_eq!(joined(&lone), ["[]", "[Table 1: a]", "Text."], "below, if the upper one may be without a caption");
        let heads = ["[table]", "### Table 1. a", "[table]", "Table 2: b"];
        assert_eq!(joined(&heads), ["[]", "[Table 1. a]", "Table 2: b"], "a heading is always above");
        assert_eq!(joined(&["[table]", "### Table 1. a"]), ["[]", "Table 1. a"]);
        let figures = ["[figure]", "Figure 1. a", "[figure]", "Figure 2. b"];
        assert_eq!(joined(&figures), ["(Figure 1. a)", "(Figure 2. b)"]);
        assert_eq!(joined(&["[figure]", "Table 1: a", "[table]"]), ["()", "[Table 1: a]"], "each kind has its own");
        assert_eq!(joined(&["Text.", "[figure]", "*Last.*", "Text."]), ["Text.", "(Last.)", "Text."]);
    }

    #[test]
    fn second_captions_stay_paragraphs() {
        assert_eq!(joined(&["Table 1: a", "[table]", "Table 2: b"]), ["[Table 1: a]", "Table 2: b"]);
        assert_eq!(
            joined(&["[figure]", "*One.*", "*Two.*", "Text."]),
            ["(One.)", "*Two.*", "Text."].map(|text| text.trim_matches('*'))
        );
    }

    /// Words of so many characters after a beginning, with an end.
    fn filled(start: &str, length: usize, end: &str) -> String {
        format!("{start}{}{end}", "a".repeat(length - start.chars().count() - end.chars().count()))
    }

    #[test]
    fn captions_have_a_longest() {
        for (words, joins) in [
            (filled("Table 1: ", 400, "."), true),
            (filled("Table 1: ", 401, "."), false),
            (filled("Table 1 ", 90, ""), true),
            (filled("Table 1 ", 91, ""), false),
            ("Table 1 a.".into(), false),
            ("Table 1 a,".into(), false),
            ("Table 1 a?".into(), false),
            ("Table 1: a:".into(), false),
        ] {
            assert_eq!(joined(&[&words, "[table]", "Text."]).len(), 3 - usize::from(joins), "{words}");
        }
        for (length, left) in [(119, 2), (120, 2), (121, 3)] {
            let words = format!("*{}*", "a".repeat(length));
            assert_eq!(joined(&["[figure]", &words, "Text."]).len(), left, "{length} letters in italics");
        }
    }

    /// The number of blocks left of a table under a paragraph and of a picture over it.
    fn left_of(content: Inlines) -> [usize; 2] {
        let paragraph: Block = BlockKind::Paragraph(content).into();
        [[paragraph.clone(), block("[table]"), block("Text.")], [block("[figure]"), paragraph, block("Text.")]].map(
            |blocks| {
                let mut document = Document { blocks: blocks.into(), ..Document::default() };
                captions(&mut document, &mut Context::default());
                document.blocks.len()
            },
        )
    }

    #[test]
    fn words_with_breaks_are_no_captions() {
        let broken = |start: &str| vec![Inline::text(start), Inline::LineBreak, Inline::text("b")];
        assert_eq!(left_of(broken("Table 1: a")), [3, 3]);
        assert_eq!(left_of(vec![Inline::Emph(broken("a"))]), [3, 3]);
        assert_eq!(left_of(vec![Inline::Emph(Inlines::new())]), [3, 3], "nothing in italics");
        assert_eq!(left_of(vec![Inline::Emph(vec![Inline::text("a")]), Inline::text("b")]), [3, 3]);
    }

    #[test]
    fn labels_that_are_marked_may_begin_a_sentence() {
        let marked = |mark: fn(Inlines) -> Inline, label: &str| {
            left_of(vec![mark(vec![Inline::text(label)]), Inline::text(" Ropes were sold.")])[0]
        };
        assert_eq!(marked(Inline::Strong, "Table 1"), 2);
        assert_eq!(marked(Inline::Emph, "Table 1."), 2);
        assert_eq!(marked(Inline::SmallCaps, " Table 1: "), 2);
        assert_eq!(marked(Inline::Strong, "Table 1 shows"), 3, "more than the label is marked");
        assert_eq!(marked(Inline::Super, "Table 1"), 3);
    }

    #[test]
    fn a_heading_that_is_a_caption_leaves_its_id() {
        let table = Table { id: Some("own".into()), ..Table::default() };
        for (block_with, id, first) in [
            (BlockKind::Table(table), "own", Some(Inline::Anchor("here".into()))),
            (BlockKind::Table(Table::default()), "here", None),
        ] {
            let mut document =
                Document { blocks: vec![block("### Table 1. a"), block_with.into()], ..Document::default() };
            captions(&mut document, &mut Context::default());
            let BlockKind::Table(table) = &document.blocks[0].kind else { panic!("no table") };
            assert_eq!(table.id.as_deref(), Some(id));
            assert_eq!(table.caption.first().filter(|inline| matches!(inline, Inline::Anchor(_))), first.as_ref());
        }
    }

    #[test]
    fn only_blocks_that_lack_a_caption_take_one() {
        let image = || vec![Image::default()];
        for (figure, left) in [
            (Figure { images: image(), ..Figure::default() }, 2),
            (Figure { images: image(), caption: vec![Inline::text("own")], ..Figure::default() }, 3),
            (Figure { credit: vec![Inline::text("Photo: Ada")], ..Figure::default() }, 3),
        ] {
            let mut document = Document {
                blocks: vec![BlockKind::Figure(figure).into(), block("Figure 1. a"), block("Text.")],
                ..Document::default()
            };
            captions(&mut document, &mut Context::default());
            assert_eq!(document.blocks.len(), left);
        }
    }
}

//! The title stands once. A repetition at the head of the body is removed: a heading, a line in bold or a plain line.
//! So is a second title line that equals the first.

use crate::context::Context;
use crate::doc::count::letters;
use crate::doc::{BlockKind, Document, Inline, plain_text};

/// The most blocks at the head of the body that repeat the title.
const MOST: usize = 3;

/// Takes repetitions of the title off the head of a document.
pub(crate) fn opening(document: &mut Document, _: &mut Context) {
    let title = key(&document.meta.title);
    if title.is_empty() {
        return;
    }
    if key(&document.meta.subtitle) == title {
        document.meta.subtitle.clear();
    }
    if document.meta.eyebrow.as_deref().is_some_and(|eyebrow| letters(eyebrow) == title) {
        document.meta.eyebrow = None;
    }
    let mut ids = Vec::new();
    for _ in 0..MOST {
        // The last block stays, because otherwise a document of only its title would be empty.
        let Some(first) = document.blocks.first().filter(|_| document.blocks.len() > 1) else { break };
        let (content, id) = match &first.kind {
            BlockKind::Heading(heading) => (&heading.content, heading.id.clone()),
            BlockKind::Paragraph(content) => (content, None),
            _ => break,
        };
        // A note would be lost with the words.
        let is_plain =
            |inline: &Inline| matches!(inline, Inline::Text(_) | Inline::Strong(_) | Inline::Emph(_) | Inline::Ruby(_));
        if key(content) != title || !content.iter().all(is_plain) {
            break;
        }
        ids.extend(id);
        document.blocks.remove(0);
    }
    // Links to the removed title lead to the text below it.
    if let Some(BlockKind::Paragraph(content)) = document.blocks.first_mut().map(|block| &mut block.kind) {
        content.splice(0..0, ids.into_iter().map(Inline::Anchor));
    }
}

/// Titles differ in their punctuation.
fn key(content: &[Inline]) -> String {
    letters(&plain_text(content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Block, Heading, Meta};

    fn heading(words: &str) -> Block {
        let content = vec![Inline::text(words)];
        BlockKind::Heading(Heading { level: 2, id: Some("here".into()), content }).into()
    }

    fn paragraph(inline: Inline) -> Block {
        BlockKind::Paragraph(vec![inline]).into()
    }

    fn left(blocks: Vec<Block>) -> Document {
        let meta = Meta {
            title: vec![Inline::text("The Ferry: A Handbook")],
            subtitle: vec![Inline::text("The ferry – a handbook")],
            eyebrow: Some("Harbours".into()),
            ..Meta::default()
        };
        let mut document = Document { meta, blocks, ..Document::default() };
        opening(&mut document, &mut Context::default());
        document
    }

    #[test]
    fn the_title_stands_once() {
        let bold = paragraph(Inline::Strong(vec![Inline::text("The Ferry, a Handbook")]));
        let document = left(vec![heading("The ferry (a handbook)"), bold, paragraph(Inline::text("Text."))]);
        assert_eq!(document.blocks.len(), 1);
        assert!(document.meta.subtitle.is_empty() && document.meta.eyebrow.is_some());
        // Links to the heading still find a place.
        assert!(
            matches!(&left(vec![heading("The Ferry: A Handbook"), paragraph(Inline::text("Text."))]).blocks[0].kind,
            BlockKind::Paragraph(content) if content[0] == Inline::Anchor("here".into()))
        );
    }

    #[test]
    fn other_words_and_a_title_alone_stay() {
        assert_eq!(left(vec![heading("The Ferry"), paragraph(Inline::text("Text."))]).blocks.len(), 2);
        assert_eq!(left(vec![paragraph(Inline::text("The Ferry: A Handbook"))]).blocks.len(), 1);
        let later = vec![paragraph(Inline::text("Text.")), heading("The Ferry: A Handbook"), heading("End")];
        assert_eq!(left(later).blocks.len(), 3);
    }
}

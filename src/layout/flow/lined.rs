//! Paragraphs with the author's own line breaks: stanzas, addresses, signatures, lyrics and the like. No line is
//! hyphenated, and its turnovers hang; stanzas have space between them.

use super::{Flow, Place, Standing};
use crate::doc::{Inline, Inlines, plain_text};
use crate::layout::frame::StructureKind;
use crate::layout::galley::Snap;
use crate::style::Align;

/// The longest line that still counts as a line, in characters, and the longest on average, because prose with line
/// breaks in it has longer ones.
const LONGEST: usize = 160;
const LONGEST_MEAN: usize = 60;
/// The fewest lines of a stanza: two may also be prose that was broken once, unless a stanza precedes them.
const FEWEST: usize = 3;
const FEWEST_AFTER_A_STANZA: usize = 2;

/// The lines of a paragraph that consists of lines; `None` for prose.
pub(super) fn lines(inlines: &[Inline], after_a_stanza: bool) -> Option<Vec<Inlines>> {
    let fewest = if after_a_stanza { FEWEST_AFTER_A_STANZA } else { FEWEST };
    if inlines.iter().filter(|inline| matches!(inline, Inline::LineBreak)).count() + 1 < fewest {
        return None;
    }
    let lines: Vec<Inlines> = inlines
        .split(|inline| matches!(inline, Inline::LineBreak))
        .map(<[Inline]>::to_vec)
        .filter(|line| !line.is_empty())
        .collect();
    let lengths: Vec<usize> = lines.iter().map(|line| plain_text(line).trim().chars().count()).collect();
    let each = lengths.iter().all(|length| (1..=LONGEST).contains(length));
    let together = lengths.iter().sum::<usize>() <= LONGEST_MEAN * lengths.len();
    (lines.len() >= fewest && each && together).then_some(lines)
}

impl Flow<'_, '_> {
    /// Sets lines under each other. They stay on the baseline grid, like the text around them.
    pub(super) fn lined(&mut self, lines: &[Inlines], place: &Place) {
        let style = self.set.style.text(place.role);
        let (hang, leading) = (2.0 * style.size, style.leading);
        let mut inside = place.clone();
        inside.left += hang;
        let node = self.open(StructureKind::Paragraph, place.node);
        let before = if self.after_lines || self.after_paragraph { leading } else { 0.0 };
        let orphan = self.set.style.pages.orphan;
        for (i, line) in lines.iter().enumerate() {
            let standing = Standing {
                indent: -hang,
                before: if i == 0 { before } else { 0.0 },
                align: Some(Align::Start),
                ..Standing::default()
            };
            let index = self.whole_words(line, node, &inside, standing);
            if let Some(chunk) = self.galley.chunks.get_mut(index) {
                chunk.snap = if place.top { Snap::Top } else { Snap::No };
                // The first and the last line of a stanza are never alone.
                if i > 0 && (i == 1 || i + 1 == lines.len()) {
                    chunk.break_before = chunk.break_before.max(orphan / 2.0);
                }
            }
        }
        self.after = self.after.max(leading);
        self.first_paragraph = false;
        self.flush = true;
        self.after_lines = true;
    }
}

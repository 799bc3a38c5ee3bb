//! Words shaped before: a text repeats most of its words, and shaping is half the cost of setting it.
//!
//! A word is shaped with the spaces around it, because faces kern letters with spaces. It is then remembered without
//! the space after it, in font units, so that it serves at every size. The result is the same as that of shaping the
//! whole text if no rule of the face looks across a space at the next word. The program's own faces have no such rule
//! (a test sets them both ways). Of other faces this is not known, so their text is shaped whole.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;
use harfrust::GlyphBuffer;

use super::run::{Glyphs, Scale};

/// Longer words, in bytes, are not remembered: their offsets must fit a byte.
const LONGEST: usize = 100;
/// The number of words remembered; a text with more distinct ones forgets all and starts again.
const MOST: usize = 50_000;

/// The words of one face shaped in one manner. Never iterated, because a hash map has no fixed order.
#[derive(Default)]
pub(super) struct Words {
    known: HashMap<Box<str>, Word, RandomState>,
    clusters: Vec<Cluster>,
    glyphs: Vec<Glyph>,
}

/// The starts of a word's clusters and glyphs.
#[derive(Clone, Copy)]
struct Word {
    clusters: u32,
    glyphs: u32,
    count: u8,
    /// True if the space after it was shaped as one with it.
    unsafe_after: bool,
}

/// A cluster of a word.
#[derive(Clone, Copy)]
struct Cluster {
    /// Its first byte, from the word's.
    start: u8,
    glyphs: u8,
    unsafe_before: bool,
}

/// A glyph in font units.
#[derive(Clone, Copy)]
struct Glyph {
    id: u16,
    advance: i16,
    x: i16,
    y: i16,
}

/// The words of a text, each with the spaces around it; the space after a word is also the space before the next.
/// `true` if there is a space after it.
pub(super) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        // A space before the word belongs to it.
        let skip = usize::from(text.as_bytes().get(start) == Some(&b' '));
        let rest = text.as_bytes().get(start + skip..)?;
        let space = memchr::memchr(b' ', rest).map(|at| start + skip + at);
        from = space;
        let end = space.map_or(text.len(), |space| space + 1);
        (end > start).then_some((start..end, space.is_some()))
    })
}

impl Words {
    /// Appends a remembered word; its first byte is `base` of the paragraph. `unsafe_before` is true if its first
    /// cluster was shaped together with the text before it. Returns the same flag for the next word, or `None` if the
    /// word is not known.
    pub(super) fn append(
        &self,
        word: &str,
        base: u32,
        unsafe_before: bool,
        scale: Scale,
        out: &mut Glyphs,
    ) -> Option<bool> {
        let known = self.known.get(word)?;
        let (first, mut glyph) = (known.clusters as usize, known.glyphs as usize);
        for (i, cluster) in self.clusters.get(first..first + usize::from(known.count))?.iter().enumerate() {
            let glyphs = self.glyphs.get(glyph..glyph + usize::from(cluster.glyphs))?;
            let torn = cluster.unsafe_before || (i == 0 && unsafe_before);
            let units = glyphs.iter().map(|g| (g.id, i32::from(g.advance), i32::from(g.x), i32::from(g.y)));
            out.push_cluster(base + u32::from(cluster.start), units, torn, scale);
            glyph += glyphs.len();
        }
        Some(known.unsafe_after)
    }

    /// Remembers a word as it was shaped from byte 0 on, without the space after it, if there is one; `false` if that
    /// is impossible.
    pub(super) fn learn(&mut self, word: &str, space_after: bool, output: &GlyphBuffer) -> bool {
        if word.len() > LONGEST {
            return false;
        }
        if self.known.len() >= MOST {
            *self = Words::default();
        }
        let (clusters, glyphs) = (self.clusters.len(), self.glyphs.len());
        let end = (word.len() - usize::from(space_after)) as u32;
        let mut unsafe_after = false;
        let small = |units: i32| i16::try_from(units).ok();
        for (info, position) in output.glyph_infos().iter().zip(output.glyph_positions()) {
            if info.cluster >= end {
                unsafe_after |= info.unsafe_to_break();
                continue;
            }
            let (Some(advance), Some(x), Some(y)) =
                (small(position.x_advance), small(position.x_offset), small(position.y_offset))
            else {
                self.clusters.truncate(clusters);
                self.glyphs.truncate(glyphs);
                return false;
            };
            let start = info.cluster as u8;
            match self.clusters.get_mut(clusters..).and_then(<[Cluster]>::last_mut).filter(|c| c.start == start) {
                Some(cluster) => {
                    cluster.glyphs += 1;
                    cluster.unsafe_before |= info.unsafe_to_break();
                }
                None => self.clusters.push(Cluster { start, glyphs: 1, unsafe_before: info.unsafe_to_break() }),
            }
            self.glyphs.push(Glyph { id: info.glyph_id as u16, advance, x, y });
        }
        let count = (self.clusters.len() - clusters) as u8;
        let known = Word { clusters: clusters as u32, glyphs: glyphs as u32, count, unsafe_after };
        self.known.insert(word.into(), known);
        true
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::{Shaped, reshape, shape};
    use super::words;
    use crate::diag::Diagnostics;
    use crate::doc::Lang;
    use crate::layout::fonts::Fonts;
    use crate::layout::frame::{FurnitureKind, Owner};
    use crate::layout::inline::{Decoration, Direction, Look, Paragraph, Piece, TextPiece};
    use crate::style::{Align, Families, Family};

    #[test]
    fn words_come_with_their_spaces() {
        let of = |text: &'static str| words(text).map(|(range, _)| &text[range]).collect::<Vec<_>>();
        assert_eq!(of("to be or"), ["to ", " be ", " or"]);
        assert_eq!(of(" to  be "), [" to ", "  ", " be ", " "]);
        assert_eq!(of(""), [""; 0]);
        assert_eq!(of(" "), [" "]);
    }

    fn shaped(
        text: &str,
        family: &Family,
        (weight, italic, size): (u16, bool, f32),
        (small_caps, tracking): (bool, f32),
    ) -> (Shaped, Fonts) {
        let look = Look {
            family: family.clone(),
            weight,
            italic,
            size,
            small_caps,
            tracking,
            colour: Default::default(),
            rise: 0.0,
            lang: None,
            line: Decoration::None,
            verbatim: false,
        };
        let owner = Owner::Furniture(FurnitureKind::Layout);
        let piece = TextPiece { text: text.into(), look: Rc::new(look), owner, link: None, note: None };
        let paragraph = Paragraph {
            pieces: vec![Piece::Text(piece)],
            align: Align::Justify,
            hyphenate: false,
            lang: Lang::english(),
            measure: 300.0,
            first_indent: 0.0,
            notch: None,
            leading: 14.0,
            protrude: true,
            direction: Direction::Natural,
        };
        let fonts = Fonts::with_families(Families::default());
        (shape(&paragraph, &fonts, &mut Diagnostics::default()), fonts)
    }

    /// Every two characters with a space between them, in the program's own faces: set word by word and set whole.
    #[test]
    fn words_set_one_by_one_stand_as_in_the_whole_text() {
        let others = "éÄßøŁžд“”‘’–—…«»¿½ﬁ\u{A0}\u{301}";
        let characters: Vec<char> = (' '..='~').chain(others.chars()).collect();
        let mut text = String::from(" f  ff ffi. AVA To. (We) 1/2 ");
        for a in &characters {
            for b in &characters {
                text.extend([*a, ' ', *b]);
            }
        }
        let faces = [(400, false, 11.0), (400, true, 11.0), (400, false, 8.0), (400, true, 8.0), (500, false, 11.0)];
        let bolder = [
            (700, true, 8.0),
            (700, false, 8.0),
            (700, true, 11.0),
            (700, false, 11.0),
            (600, false, 18.0),
            (600, false, 30.0),
        ];
        for family in [Family::Serif, Family::Sans, Family::SansWide, Family::Mono] {
            for face in faces.into_iter().chain(bolder) {
                let regular = face == faces[0];
                for manner in [(false, 0.0), (true, 0.0), (false, 0.05)].into_iter().take(if regular { 3 } else { 1 }) {
                    let (shaped, fonts) = shaped(&text, &family, face, manner);
                    for run in &shaped.runs {
                        let clusters = &shaped.clusters[run.clusters.start as usize..run.clusters.end as usize];
                        let end = shaped.cluster_end(run.clusters.end as usize - 1);
                        let (whole, glyphs) = reshape(&shaped, run, clusters[0].start, end, false, &fonts);
                        assert_eq!(clusters.len(), whole.len());
                        for (one, other) in clusters.iter().zip(&whole) {
                            let place = |c: &super::super::Cluster| (c.start, c.advance.to_bits(), c.unsafe_before);
                            let of = |c: &super::super::Cluster, glyphs: &[super::super::ShapedGlyph]| {
                                glyphs[c.glyphs.0 as usize..c.glyphs.1 as usize].to_vec()
                            };
                            let around = text.get((one.start as usize).saturating_sub(4)..one.start as usize + 4);
                            assert_eq!(place(one), place(other), "{family:?} {face:?} {manner:?}: {around:?}");
                            assert_eq!(of(one, &shaped.glyphs), of(other, &glyphs), "{family:?} {face:?}: {around:?}");
                        }
                    }
                }
            }
        }
    }
}

//! The glyphs of each face that the pages use, and the text of each glyph.
//!
//! One walk over all pages before anything is written: it numbers the glyphs of each subset, so that pages can be drawn
//! in parallel. It also finds for each glyph the text that its code means by itself (its ToUnicode value). If a glyph
//! means something different in one place (a hyphen that hyphenation added, a cluster of several glyphs), that place
//! states it with ActualText.

use skrifa::MetadataProvider;
use skrifa::raw::{FontRef, TableProvider};

use super::text;
use crate::layout::fonts::Face;
use crate::layout::frame::{Glyph, GlyphRun, Item, Pages};

/// A face as far as the pages use it.
pub(super) struct Used {
    /// The code of each glyph by its number in the face; 0 for unused ones.
    pub codes: Vec<u16>,
    /// The glyphs by code; the first is `.notdef`.
    pub glyphs: Vec<u16>,
    /// The text of each code, by code.
    pub says: Vec<Box<str>>,
    /// Advances by code, in thousandths of the em.
    pub widths: Vec<f32>,
    /// The kind of its outlines.
    pub outlines: Outlines,
}

/// The kind of a face's outlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlines {
    /// Quadratic curves, in a table `glyf`.
    TrueType,
    /// Cubic curves, in a table `CFF `.
    Cff,
    /// Pictures: see [`super::pictured`].
    Pictures,
    /// No outlines that PDF knows (colour layers alone, CFF2): such a face cannot be embedded.
    None,
}

impl Used {
    /// The code of a glyph; 0 for glyphs the walk did not see.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The text of a code by itself.
    pub(super) fn says(&self, code: u16) -> &str {
        self.says.get(usize::from(code)).map_or("", |s| s)
    }

    /// The advance of a code, in thousandths of the em.
    pub(super) fn width(&self, code: u16) -> f32 {
        self.widths.get(usize::from(code)).copied().unwrap_or(0.0)
    }
}

/// The glyphs of one cluster: which of the run's glyphs, and the text they show together.
pub(super) struct Cluster<'a> {
    /// The glyphs.
    pub glyphs: &'a [Glyph],
    /// Their text.
    pub text: &'a str,
}

/// The clusters of a run in visual order. Glyphs without text belong to the glyph before them, or to the glyph after if
/// there is none before.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = Cluster<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = run.glyphs.get(at..).filter(|rest| !rest.is_empty())?;
        let lead = rest.iter().take_while(|g| g.text.is_empty()).count();
        let base = rest.get(lead);
        let tail = rest.iter().skip(lead + 1).take_while(|g| g.text.is_empty()).count();
        let count = (lead + usize::from(base.is_some()) + tail).min(rest.len());
        at += count;
        let text = base.and_then(|g| run.text.get(g.text.start as usize..g.text.end as usize)).unwrap_or("");
        Some(Cluster { glyphs: &rest[..count], text })
    })
}

/// Walks all pages.
pub(super) fn collect(pages: &Pages) -> Vec<Used> {
    let mut seen: Vec<Seen> = pages.faces.iter().map(|_| Seen::default()).collect();
    for placed in pages.pages.iter().flat_map(|page| &page.items) {
        if let Item::Glyphs(run) = &placed.item
            && let Some(seen) = seen.get_mut(usize::from(run.face.0))
        {
            clusters(run).for_each(|cluster| seen.cluster(&cluster));
        }
    }
    pages.faces.iter().zip(seen).map(|(face, seen)| seen.number(face)).collect()
}

/// The text of each glyph of a face as seen so far, by glyph.
#[derive(Default)]
struct Seen {
    glyphs: Vec<Meaning>,
}

/// The certainty of a glyph's text.
#[derive(Clone, Debug, Default, PartialEq)]
enum Meaning {
    /// Not seen yet.
    #[default]
    None,
    /// Seen only in clusters with other glyphs, or as a hyphen that was added: another place may give a better text.
    Likely(Box<str>),
    /// Seen alone.
    Sure(Box<str>),
}

impl Seen {
    fn cluster(&mut self, cluster: &Cluster) {
        let is_joiner = matches!(cluster.text, "\u{200c}" | "\u{200d}");
        let alone = cluster.glyphs.len() == 1 && cluster.text != text::ADDED_HYPHEN && !is_joiner;
        for glyph in cluster.glyphs {
            let at = usize::from(glyph.id);
            if at >= self.glyphs.len() {
                self.glyphs.resize(at + 1, Meaning::None);
            }
            match &self.glyphs[at] {
                Meaning::Sure(_) => {}
                Meaning::Likely(_) if !alone => {}
                _ => {
                    // By itself the glyph is a hyphen; the place of an added hyphen states that it was added.
                    let says = match cluster.text {
                        text::ADDED_HYPHEN => "-",
                        _ if is_joiner => " ",
                        text => text,
                    };
                    let said = text::sayable(says).into();
                    self.glyphs[at] = if alone { Meaning::Sure(said) } else { Meaning::Likely(said) };
                }
            }
        }
    }

    /// Codes in the order of the face's own numbers: the same pages give the same subset.
    fn number(self, face: &Face) -> Used {
        let mut used = Used {
            codes: vec![0; self.glyphs.len()],
            glyphs: vec![0],
            says: vec!["".into()],
            widths: Vec::new(),
            outlines: Outlines::None,
        };
        for (glyph, meaning) in self.glyphs.into_iter().enumerate().skip(1) {
            if let Meaning::Likely(said) | Meaning::Sure(said) = meaning {
                used.codes[glyph] = used.glyphs.len() as u16;
                used.glyphs.push(glyph as u16);
                used.says.push(said);
            }
        }
        used.widths = vec![0.0; used.glyphs.len()];
        let Ok(font) = FontRef::from_index(face.data.bytes(), face.index) else { return used };
        let count = font.maxp().map_or(0, |maxp| maxp.num_glyphs());
        if used.glyphs.last().is_some_and(|&last| last >= count) {
            return used;
        }
        used.outlines = match () {
            _ if face.pictures => Outlines::Pictures,
            _ if font.table_data(skrifa::Tag::new(b"glyf")).is_some() => Outlines::TrueType,
            _ if font.table_data(skrifa::Tag::new(b"CFF ")).is_some() => Outlines::Cff,
            _ => Outlines::None,
        };
        let metrics = font.glyph_metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
        let scale = 1000.0 / f32::from(face.units_per_em.max(1));
        for (width, &glyph) in used.widths.iter_mut().zip(&used.glyphs) {
            *width = metrics.advance_width(skrifa::GlyphId::from(glyph)).unwrap_or(0.0) * scale;
            // As it will be written, so that the pens here and in a viewer agree.
            *width = (*width * 1000.0).round() / 1000.0;
        }
        used
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(id: u16, text: std::ops::Range<u32>) -> Glyph {
        Glyph { id, text, ..Glyph::default() }
    }

    #[test]
    fn glyphs_without_text_join_their_cluster() {
        let run = GlyphRun {
            text: "éfi".into(),
            glyphs: vec![glyph(9, 0..0), glyph(5, 0..2), glyph(6, 2..2), glyph(7, 2..4)],
            ..GlyphRun::default()
        };
        let found: Vec<_> = clusters(&run).map(|c| (c.glyphs.len(), c.text)).collect();
        assert_eq!(found, [(3, "é"), (1, "fi")]);
    }

    #[test]
    fn a_glyph_says_what_it_says_alone() {
        let mut seen = Seen::default();
        let pair = [glyph(5, 0..2), glyph(6, 2..2)];
        seen.cluster(&Cluster { glyphs: &pair, text: "é" });
        seen.cluster(&Cluster { glyphs: &pair[..1], text: "e" });
        assert_eq!(seen.glyphs[5], Meaning::Sure("e".into()));
        assert_eq!(seen.glyphs[6], Meaning::Likely("é".into()));
    }
}

//! Shaping runs with harfrust. No other module of the layout knows that crate's buffers.

use std::str::FromStr;

use harfrust::{BufferFlags, Direction, Feature, GlyphBuffer, Language, ShapeOptions, ShapePlan, UnicodeBuffer};
use unicode_script::Script;

use super::itemize::{Item, ItemKind, REPLACEMENT};
use super::words::{Words, words};
use super::{Run, Shaped};
use crate::layout::fonts::{Fonts, Loaded};
use crate::layout::frame::{FaceId, Pt};
use crate::layout::inline::Look;

/// The manner of shaping a run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Manner {
    pub script: Script,
    pub kind: ItemKind,
    /// Turns ligatures off: code and letter-spaced text.
    pub plain: bool,
    /// Real small capitals.
    pub small_caps: bool,
    pub rtl: bool,
    pub lang: Option<Language>,
}

/// A glyph and its place, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ShapedGlyph {
    pub id: u16,
    pub advance: Pt,
    pub x: Pt,
    pub y: Pt,
}

/// The least text with separate glyphs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cluster {
    /// Its first byte in the paragraph's text.
    pub start: u32,
    /// Its glyphs: the first, and one past the last.
    pub glyphs: (u32, u32),
    /// Sum of its glyphs' advances, in points.
    pub advance: Pt,
    /// True if the text before it must be shaped again when a line ends here.
    pub unsafe_before: bool,
    /// True for spaces that justification widens.
    pub space: bool,
}

/// The shaping plan of each face and manner, kept because making one costs more than shaping a line with it.
#[derive(Default)]
pub(crate) struct Shelves {
    list: Vec<Shelf>,
}

/// A face in one manner: the plan to shape with, and the words shaped so far.
struct Shelf {
    face: FaceId,
    manner: Manner,
    plan: ShapePlan,
    words: Words,
}

impl Shelves {
    fn get(&mut self, face: FaceId, loaded: &Loaded, manner: &Manner) -> &mut Shelf {
        match self.list.iter().position(|shelf| shelf.face == face && shelf.manner == *manner) {
            // The last one used is first in the next search.
            Some(at) => self.list.swap(0, at),
            None => {
                let script = harfrust_script(manner.script);
                let features = features(manner);
                let plan = ShapePlan::new(&loaded.shaper, direction(manner), script, manner.lang.as_ref(), &features);
                self.list.insert(0, Shelf { face, manner: manner.clone(), plan, words: Words::default() });
            }
        }
        &mut self.list[0]
    }
}

fn direction(manner: &Manner) -> Direction {
    if manner.rtl { Direction::RightToLeft } else { Direction::LeftToRight }
}

fn features(manner: &Manner) -> Vec<Feature> {
    let off = |tag: &[u8; 4]| Feature::new(harfrust::Tag::new(tag), 0, ..);
    let mut features = Vec::new();
    if manner.plain {
        features.extend([off(b"liga"), off(b"clig"), off(b"dlig")]);
    }
    if manner.small_caps {
        features.push(Feature::new(harfrust::Tag::new(b"smcp"), 1, ..));
    }
    features
}

fn harfrust_script(script: Script) -> Option<harfrust::Script> {
    match script {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => harfrust::Script::from_str(script.short_name()).ok(),
    }
}

/// Shapes the items and appends their runs, clusters and glyphs.
pub(super) fn shape_items(shaped: &mut Shaped, items: Vec<Item>, fonts: &Fonts) {
    let mut buffer = Some(UnicodeBuffer::new());
    let mut languages: Vec<(crate::doc::Lang, Option<Language>)> = Vec::new();
    for item in items {
        let look = shaped.pieces.get(item.piece as usize).and_then(|piece| piece.look.clone());
        let first = shaped.clusters.len() as u32;
        let Some(look) = look.filter(|_| item.kind != ItemKind::Object) else {
            push_object(shaped, &item);
            continue;
        };
        let lang = look.lang.as_ref().unwrap_or(&shaped.lang);
        let language = match languages.iter().find(|(l, _)| l == lang) {
            Some((_, language)) => language.clone(),
            None => {
                let language = Language::from_str(lang.as_str()).ok();
                languages.push((lang.clone(), language.clone()));
                language
            }
        };
        let loaded = fonts.face(item.face);
        let manner = Manner {
            script: item.script,
            kind: item.kind,
            plain: look.verbatim || look.tracking != 0.0,
            small_caps: look.small_caps && loaded.small_caps && item.kind == ItemKind::Text,
            rtl: item.level % 2 == 1,
            lang: language,
        };
        let faked = if item.kind == ItemKind::FakedSmallCaps { FAKED } else { 1.0 };
        let size = look.size * faked * stand_in(&item, &look, fonts);
        let part =
            Part { start: item.start, end: item.end, face: item.face, size, tracking: look.tracking * look.size };
        buffer = Some(shape_part(shaped, &part, &manner, fonts, buffer.take().unwrap_or_default()));
        let clusters = first..shaped.clusters.len() as u32;
        measure_space(shaped, &look, loaded);
        shaped.runs.push(Run { piece: item.piece, face: item.face, size, level: item.level, clusters, manner });
    }
}

/// The factor by which a substitute face is enlarged, so that its letters are as tall. It goes by the x-height, so it
/// applies only to scripts that have one.
fn stand_in(item: &Item, look: &Look, fonts: &Fonts) -> f32 {
    let own = fonts.select(&look.family, look.weight, look.italic, look.size);
    let tall = matches!(item.script, Script::Latin | Script::Greek | Script::Cyrillic | Script::Common);
    if item.face == own || !tall {
        return 1.0;
    }
    let x_height = |face| {
        let loaded = fonts.face(face);
        loaded.em(loaded.face.x_height)
    };
    let ratio = x_height(own) / x_height(item.face);
    if (0.7..=1.4).contains(&ratio) { ratio } else { 1.0 }
}

/// Size of faked small capitals: their height comes near the x-height.
const FAKED: f32 = 0.78;

fn measure_space(shaped: &mut Shaped, look: &Look, loaded: &Loaded) {
    if look.size > shaped.em {
        shaped.em = look.size;
        shaped.space = loaded.glyph(' ').1 * look.size;
    }
}

/// A box or a break: one cluster without glyphs.
fn push_object(shaped: &mut Shaped, item: &Item) {
    let content = shaped.pieces.get(item.piece as usize).and_then(|piece| piece.content.as_ref());
    let advance = content.map_or(0.0, |content| content.width);
    let first = shaped.clusters.len() as u32;
    let at = shaped.glyphs.len() as u32;
    let (start, glyphs) = (item.start, (at, at));
    shaped.clusters.push(Cluster { start, glyphs, advance, unsafe_before: false, space: false });
    let rtl = item.level % 2 == 1;
    let manner = Manner { script: item.script, kind: item.kind, plain: false, small_caps: false, rtl, lang: None };
    let (piece, level, clusters) = (item.piece, item.level, first..first + 1);
    shaped.runs.push(Run { piece, face: item.face, size: 0.0, level, clusters, manner });
}

/// Bytes to shape, and the size to shape them at.
struct Part {
    start: u32,
    end: u32,
    face: FaceId,
    size: Pt,
    /// In points.
    tracking: Pt,
}

impl Part {
    /// Points a font unit, and the tracking.
    fn scale(&self, loaded: &Loaded) -> Scale {
        Scale { unit: self.size / f32::from(loaded.face.units_per_em), tracking: self.tracking }
    }
}

/// From font units to the page.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    /// Points a font unit.
    pub unit: f32,
    /// The space after every cluster, in points.
    pub tracking: Pt,
}

fn shape_part(
    shaped: &mut Shaped,
    part: &Part,
    manner: &Manner,
    fonts: &Fonts,
    buffer: UnicodeBuffer,
) -> UnicodeBuffer {
    let loaded = fonts.face(part.face);
    let mut cache = fonts.words.borrow_mut();
    let shelf = cache.shelves.get(part.face, loaded, manner);
    let first = shaped.clusters.len();
    let mut out = Glyphs { clusters: &mut shaped.clusters, glyphs: &mut shaped.glyphs };
    let buffer = if loaded.ours && !manner.rtl {
        shape_words(&shaped.text, part, loaded, shelf, buffer, &mut out)
    } else {
        shape_whole(&shaped.text, part, loaded, shelf, buffer, &mut out)
    };
    let text = &shaped.text;
    for cluster in &mut shaped.clusters[first..] {
        cluster.space = matches!(text.as_bytes().get(cluster.start as usize), Some(b' '))
            || text.get(cluster.start as usize..).is_some_and(|t| t.starts_with('\u{A0}'));
    }
    buffer
}

/// Shapes a part of the paragraph in one go.
fn shape_whole(
    paragraph: &str,
    part: &Part,
    loaded: &Loaded,
    shelf: &Shelf,
    mut buffer: UnicodeBuffer,
    out: &mut Glyphs,
) -> UnicodeBuffer {
    let text = paragraph.get(part.start as usize..part.end as usize).unwrap_or("");
    fill(&mut buffer, text, part.start, &shelf.manner, loaded);
    if !text.is_ascii() {
        // Arabic letters join across the border of a run.
        buffer.set_pre_context(paragraph.get(..part.start as usize).unwrap_or(""));
        buffer.set_post_context(paragraph.get(part.end as usize..).unwrap_or(""));
    }
    let output = shape_buffer(buffer, loaded, shelf);
    out.append(&output, part.scale(loaded), shelf.manner.rtl);
    output.clear()
}

/// Shapes a part of the paragraph word by word, each word once a document.
fn shape_words(
    paragraph: &str,
    part: &Part,
    loaded: &Loaded,
    shelf: &mut Shelf,
    mut buffer: UnicodeBuffer,
    out: &mut Glyphs,
) -> UnicodeBuffer {
    let text = paragraph.get(part.start as usize..part.end as usize).unwrap_or("");
    let scale = part.scale(loaded);
    let mut torn = false;
    for (range, space_after) in words(text) {
        let (word, start) = (&text[range.clone()], part.start + range.start as u32);
        if let Some(after) = shelf.words.append(word, start, torn, scale, out) {
            torn = after;
            continue;
        }
        fill(&mut buffer, word, 0, &shelf.manner, loaded);
        let output = shape_buffer(buffer, loaded, shelf);
        let learnt = shelf.words.learn(word, space_after, &output);
        buffer = output.clear();
        torn = match shelf.words.append(word, start, torn, scale, out).filter(|_| learnt) {
            Some(after) => after,
            None => {
                let end = part.start + (range.end - usize::from(space_after)) as u32;
                buffer = shape_whole(paragraph, &Part { start, end, ..*part }, loaded, shelf, buffer, out);
                false
            }
        };
    }
    buffer
}

fn shape_buffer(mut buffer: UnicodeBuffer, loaded: &Loaded, shelf: &Shelf) -> GlyphBuffer {
    let manner = &shelf.manner;
    buffer.set_direction(direction(manner));
    if let Some(script) = harfrust_script(manner.script) {
        buffer.set_script(script);
    }
    if let Some(language) = &manner.lang {
        buffer.set_language(language.clone());
    }
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    let features = features(manner);
    loaded.shaper.shape(buffer, ShapeOptions::new().plan(Some(&shelf.plan)).features(&features))
}

/// Puts characters into the buffer, each with its byte offset, and missing characters by their substitutes.
fn fill(buffer: &mut UnicodeBuffer, text: &str, base: u32, manner: &Manner, loaded: &Loaded) {
    for (at, c) in text.char_indices() {
        let cluster = base + at as u32;
        match (manner.kind, c) {
            (ItemKind::Missing, _) => buffer.add(REPLACEMENT, cluster),
            (ItemKind::FakedSmallCaps, c) => c.to_uppercase().for_each(|upper| buffer.add(upper, cluster)),
            (_, '\u{2010}' | '\u{2011}') if !loaded.has(c) => buffer.add('-', cluster),
            (_, c) => buffer.add(c, cluster),
        }
    }
}

/// The receiver of shaped glyphs: clusters in logical order, the glyphs of each in visual order.
pub(super) struct Glyphs<'a> {
    pub clusters: &'a mut Vec<Cluster>,
    pub glyphs: &'a mut Vec<ShapedGlyph>,
}

impl Glyphs<'_> {
    /// Appends the shaper's output.
    fn append(&mut self, output: &GlyphBuffer, scale: Scale, rtl: bool) {
        let (infos, positions) = (output.glyph_infos(), output.glyph_positions());
        let count = infos.len();
        let mut at = 0;
        while at < count {
            // Clusters of right-to-left runs come last first: walk from the end.
            let (from, to) = if rtl {
                let to = count - at;
                let mut from = to - 1;
                while from > 0 && infos[from - 1].cluster == infos[from].cluster {
                    from -= 1;
                }
                (from, to)
            } else {
                let mut to = at + 1;
                while to < count && infos[to].cluster == infos[at].cluster {
                    to += 1;
                }
                (at, to)
            };
            let glyphs = infos[from..to].iter().zip(&positions[from..to]);
            let units = glyphs.map(|(i, p)| (i.glyph_id as u16, p.x_advance, p.x_offset, p.y_offset));
            let unsafe_before = infos[from..to].iter().any(|info| info.unsafe_to_break());
            self.push_cluster(infos[from].cluster, units, unsafe_before, scale);
            at += to - from;
        }
    }

    /// Appends a cluster: of each of its glyphs the id, the advance and the offsets, in font units.
    pub(super) fn push_cluster(
        &mut self,
        start: u32,
        units: impl Iterator<Item = (u16, i32, i32, i32)>,
        unsafe_before: bool,
        scale: Scale,
    ) {
        let Scale { unit, tracking } = scale;
        let first = self.glyphs.len() as u32;
        let mut advance = 0.0;
        for (id, wide, x, y) in units {
            let glyph = ShapedGlyph { id, advance: wide as f32 * unit, x: x as f32 * unit, y: y as f32 * unit };
            advance += glyph.advance;
            self.glyphs.push(glyph);
        }
        if tracking != 0.0
            && let Some(last) = self.glyphs.last_mut()
        {
            last.advance += tracking;
            advance += tracking;
        }
        let glyphs = (first, self.glyphs.len() as u32);
        self.clusters.push(Cluster { start, glyphs, advance, unsafe_before, space: false });
    }
}

/// Shapes a part of a run again, alone at a line's end: text `start..end` of the paragraph, followed by a hyphen if one
/// is due. The hyphen's cluster starts at `end`.
pub(crate) fn reshape(
    shaped: &Shaped,
    run: &Run,
    start: u32,
    end: u32,
    hyphen: bool,
    fonts: &Fonts,
) -> (Vec<Cluster>, Vec<ShapedGlyph>) {
    let loaded = fonts.face(run.face);
    let text = shaped.text.get(start as usize..end as usize).unwrap_or("");
    let mut buffer = UnicodeBuffer::new();
    fill(&mut buffer, text, start, &run.manner, loaded);
    if hyphen {
        buffer.add('-', end);
    }
    let mut cache = fonts.words.borrow_mut();
    let output = shape_buffer(buffer, loaded, cache.shelves.get(run.face, loaded, &run.manner));
    let tracking =
        shaped.pieces.get(run.piece as usize).and_then(|p| p.look.as_ref()).map_or(0.0, |l| l.tracking * l.size);
    let (mut clusters, mut glyphs) = (Vec::new(), Vec::new());
    let mut out = Glyphs { clusters: &mut clusters, glyphs: &mut glyphs };
    let scale = Scale { unit: run.size / f32::from(loaded.face.units_per_em), tracking };
    out.append(&output, scale, run.manner.rtl);
    (clusters, glyphs)
}

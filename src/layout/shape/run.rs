//! Shaping runs with harfrust. Nothing else in the layout knows that crate's buffers.

use std::str::FromStr;

use harfrust::{BufferFlags, Direction, Feature, GlyphBuffer, Language, ShapeOptions, ShapePlan, UnicodeBuffer};
use unicode_script::Script;

use super::itemize::{Item, ItemKind, REPLACEMENT};
use super::{Run, Shaped};
use crate::layout::fonts::{Fonts, Loaded};
use crate::layout::frame::{FaceId, Pt};
use crate::layout::inline::Look;

/// How a run is shaped.
#[derive(Clone, Debug, PartialEq)]
pub struct Manner {
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
pub struct ShapedGlyph {
    pub id: u16,
    pub advance: Pt,
    pub x: Pt,
    pub y: Pt,
}

/// The least text that has glyphs of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// Its first byte in the paragraph's text.
    pub start: u32,
    /// Its glyphs: the first, and one past the last.
    pub glyphs: (u32, u32),
    /// Sum of its glyphs' advances, in points.
    pub advance: Pt,
    /// True when the text before it must be shaped again should a line end there.
    pub unsafe_before: bool,
    /// True for spaces that justification widens.
    pub space: bool,
}

/// Shape plans by face and manner; making one costs more than shaping a line with it.
#[derive(Default)]
pub struct Plans {
    list: Vec<(FaceId, Manner, std::rc::Rc<ShapePlan>)>,
}

impl Plans {
    fn get(&mut self, face: FaceId, loaded: &Loaded, manner: &Manner) -> std::rc::Rc<ShapePlan> {
        if let Some(at) = self.list.iter().position(|(f, m, _)| *f == face && m == manner) {
            // The last one used is found first next time.
            self.list.swap(0, at);
            return self.list[0].2.clone();
        }
        let script = harfrust_script(manner.script);
        let direction = if manner.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let features = features(manner);
        let plan = ShapePlan::new(&loaded.shaper, direction, script, manner.lang.as_ref(), &features);
        let plan = std::rc::Rc::new(plan);
        self.list.insert(0, (face, manner.clone(), plan.clone()));
        plan
    }
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
pub fn shape_items(shaped: &mut Shaped, items: Vec<Item>, fonts: &Fonts) {
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

/// How much larger a face that stands in for another is set, so that its letters are as tall: by the height of x, and
/// so only for the scripts that have one.
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

/// Bytes to shape, and at what size.
struct Part {
    start: u32,
    end: u32,
    face: FaceId,
    size: Pt,
    /// In points.
    tracking: Pt,
}

fn shape_part(
    shaped: &mut Shaped,
    part: &Part,
    manner: &Manner,
    fonts: &Fonts,
    mut buffer: UnicodeBuffer,
) -> UnicodeBuffer {
    let loaded = fonts.face(part.face);
    let text = shaped.text.get(part.start as usize..part.end as usize).unwrap_or("");
    fill(&mut buffer, text, part.start, manner, loaded);
    if !text.is_ascii() {
        // Arabic letters join across the border of a run.
        buffer.set_pre_context(shaped.text.get(..part.start as usize).unwrap_or(""));
        buffer.set_post_context(shaped.text.get(part.end as usize..).unwrap_or(""));
    }
    let output = shape_buffer(buffer, part.face, loaded, manner, fonts);
    let mut out = Glyphs { clusters: &mut shaped.clusters, glyphs: &mut shaped.glyphs };
    out.append(&output, part.size / f32::from(loaded.face.units_per_em), part.tracking, manner.rtl);
    let text = &shaped.text;
    let first = shaped.clusters.partition_point(|cluster| cluster.start < part.start);
    for cluster in &mut shaped.clusters[first..] {
        cluster.space = matches!(text.as_bytes().get(cluster.start as usize), Some(b' '))
            || text.get(cluster.start as usize..).is_some_and(|t| t.starts_with('\u{A0}'));
    }
    output.clear()
}

fn shape_buffer(
    mut buffer: UnicodeBuffer,
    face: FaceId,
    loaded: &Loaded,
    manner: &Manner,
    fonts: &Fonts,
) -> GlyphBuffer {
    buffer.set_direction(if manner.rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    if let Some(script) = harfrust_script(manner.script) {
        buffer.set_script(script);
    }
    if let Some(language) = &manner.lang {
        buffer.set_language(language.clone());
    }
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    let plan = fonts.words.borrow_mut().plans.get(face, loaded, manner);
    let features = features(manner);
    loaded.shaper.shape(buffer, ShapeOptions::new().plan(Some(&plan)).features(&features))
}

/// Puts characters into the buffer, each with its byte offset, and what the face lacks by its stand-in.
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

/// Where shaped glyphs go: clusters in logical order, the glyphs of each in visual order.
pub struct Glyphs<'a> {
    pub clusters: &'a mut Vec<Cluster>,
    pub glyphs: &'a mut Vec<ShapedGlyph>,
}

impl Glyphs<'_> {
    /// Appends what the shaper gave. Advances are times `scale`; every cluster is followed by `tracking` points.
    fn append(&mut self, output: &GlyphBuffer, scale: f32, tracking: Pt, rtl: bool) {
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
            self.push_cluster(&infos[from..to], &positions[from..to], scale, tracking);
            at += to - from;
        }
    }

    fn push_cluster(
        &mut self,
        infos: &[harfrust::GlyphInfo],
        positions: &[harfrust::GlyphPosition],
        scale: f32,
        tracking: Pt,
    ) {
        let first = self.glyphs.len() as u32;
        let mut advance = 0.0;
        for (info, position) in infos.iter().zip(positions) {
            let glyph = ShapedGlyph {
                id: info.glyph_id as u16,
                advance: position.x_advance as f32 * scale,
                x: position.x_offset as f32 * scale,
                y: position.y_offset as f32 * scale,
            };
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
        let (start, unsafe_before) = (infos[0].cluster, infos.iter().any(|info| info.unsafe_to_break()));
        self.clusters.push(Cluster { start, glyphs, advance, unsafe_before, space: false });
    }
}

/// Shapes a part of a run again, as it stands alone at a line's end: text `start..end` of the paragraph, followed by a
/// hyphen where one is due. The hyphen's cluster starts at `end`.
pub fn reshape(
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
    let output = shape_buffer(buffer, run.face, loaded, &run.manner, fonts);
    let tracking =
        shaped.pieces.get(run.piece as usize).and_then(|p| p.look.as_ref()).map_or(0.0, |l| l.tracking * l.size);
    let (mut clusters, mut glyphs) = (Vec::new(), Vec::new());
    let mut out = Glyphs { clusters: &mut clusters, glyphs: &mut glyphs };
    out.append(&output, run.size / f32::from(loaded.face.units_per_em), tracking, run.manner.rtl);
    (clusters, glyphs)
}

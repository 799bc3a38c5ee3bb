//! A cover around a whole book: back, spine and front side by side on one sheet, in the form that printers require.
//!
//! The front is the title page in larger type. The back has the standfirst and leaves its foot free for a barcode. The
//! spine has title and authors if it is wide enough, reading downwards (ISO 6357). A band runs around the head of all
//! three into the bleed. A book that is bound at the right has its front at the left of the spine. Words on the spine are
//! drawn as outlines, because the display list knows no turned text; they repeat the front, so they are furniture.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

use super::flow::{self, Leaf};
use super::frame::{
    Colour, FurnitureKind, GlyphRun, Item, Owner, Page, Pages, Path, Placed, Pt, Segment, StructureKind,
};
use super::galley::{Galley, moved};
use super::inline::Line;
use super::setting::{Setter, look};
use super::{assemble, paginate, properties};
use crate::context::Context;
use crate::doc::{Document, Lang, Meta, plain_text};
use crate::lang::Binding;
use crate::math::title_text;
use crate::style::{Role, Style};

/// Of the height of the book, the band around its head.
const BAND: f32 = 0.07;
/// The least and the largest em on a spine, and the room that binding needs on each side of it.
const SPINE_EM: (Pt, Pt) = (6.0, 16.0);
const SPINE_SIDE: Pt = 0.0625 * 72.0;
/// Width and height of a barcode with its white around it, and its distance from the edges.
pub(crate) const BARCODE: (Pt, Pt) = (2.0 * 72.0, 1.2 * 72.0);
pub(crate) const BARCODE_EDGE: Pt = 0.25 * 72.0;

/// A cover, and the messages about it.
pub(crate) struct Cover {
    /// One page: the whole sheet, without bleed.
    pub pages: Pages,
    /// True if there are words on the spine.
    pub lettered: bool,
    /// True if the place of the barcode is empty.
    pub barcode_is_free: bool,
}

/// Makes the cover of a book in that style; `spine` is its thickness, `lettered` is true if it may have words.
pub(crate) fn cover(meta: &Meta, style: &Style, (spine, lettered): (Pt, bool), cx: &mut Context) -> Cover {
    let style = &enlarged(style, plain_text(&meta.title).chars().count());
    let binding = meta.language.as_ref().map_or(Binding::Left, Lang::binding);
    let set = Setter::new(style, binding, cx.resources.faces());
    let mut pages = Pages { properties: properties::of_meta(meta, cx), binding, ..Pages::default() };
    if pages.properties.title.is_empty() {
        pages.properties.title = properties::untitled(meta);
    }
    let back = Document { meta: meta.clone(), ..Document::default() };
    // The front does not repeat the standfirst, which is on the back.
    let mut front = back.clone();
    front.meta.standfirst.clear();
    let mut galley = Galley::default();
    let root = galley.structure.open(StructureKind::Document, None);
    let mut remarks = Vec::new();
    let mut panels = Vec::new();
    for (leaf, document) in [(Leaf::Blurb, &back), (Leaf::Title, &front)] {
        let (flowed, top) = flow::leaf(leaf, document, &set, galley, root, &mut remarks);
        galley = flowed;
        let plan = paginate::paginate(&galley, &set, top);
        assemble::assemble(&mut galley, &plan, top, &set, &mut pages);
        galley.next_article();
        panels.push(std::mem::take(&mut pages.pages).into_iter().next().unwrap_or_default());
    }
    let (width, height) = (style.page.width, style.page.height);
    let mut page = Page { size: (2.0 * width + spine, height), label: "1".into(), ..Page::default() };
    page.items.push(band(style, page.size.0));
    let front = panels.pop().unwrap_or_default();
    let back = panels.pop().unwrap_or_default();
    let barcode_is_free = !back.items.iter().any(|placed| {
        placed.at.1 > height - BARCODE.1 - BARCODE_EDGE
            && !matches!(&placed.item, Item::Glyphs(run) if run.glyphs.is_empty())
    });
    let (left, right) = if binding == Binding::Left { (back, front) } else { (front, back) };
    page.items.extend(left.items);
    page.items.extend(right.items.into_iter().map(|placed| moved(placed, width + spine, 0.0)));
    let words = if lettered { spine_words(meta, &set, spine) } else { Vec::new() };
    let lettered = !words.is_empty();
    page.items.extend(words.into_iter().map(|placed| moved(placed, width, 0.0)));
    pages.pages = vec![page];
    pages.structure = galley.structure.nodes;
    set.finish(&mut pages, cx);
    Cover { pages, lettered, barcode_is_free }
}

/// The style of a cover: wide margins on both sides, and larger type for the lines of the title, the more the shorter it is.
fn enlarged(style: &Style, title: usize) -> Style {
    let mut style = style.clone();
    let page = &mut style.page;
    let side = (0.12 * page.width).max(0.5 * (page.inner + page.outer));
    (page.inner, page.outer, page.facing, page.columns) = (side, side, false, 1);
    let larger = match title {
        0..=30 => 1.8,
        31..=70 => 1.4,
        _ => 1.1,
    };
    for (role, by) in [(Role::Title, larger), (Role::Subtitle, 1.2), (Role::Byline, 1.3)] {
        if let Some(text) = style.roles.get_mut(&role) {
            text.size *= by;
            text.leading *= by;
            text.hyphenate = false;
        }
    }
    style.print.links_as_notes = false;
    style
}

/// The band around the head, into the bleed on three sides.
fn band(style: &Style, width: Pt) -> Placed {
    let bleed = style.print.bleed;
    let item =
        Item::Rect { width: width + 2.0 * bleed, height: BAND * style.page.height + bleed, colour: Colour::Grey(0.0) };
    Placed { at: (-bleed, -bleed), item, owner: Owner::Furniture(FurnitureKind::Layout) }
}

/// Title and authors on a spine of that width, from its left edge: the title from the head, the authors at the foot.
fn spine_words(meta: &Meta, set: &Setter, spine: Pt) -> Vec<Placed> {
    let em = (0.62 * (spine - 2.0 * SPINE_SIDE)).min(SPINE_EM.1);
    let title = title_text(&meta.title);
    if em < SPINE_EM.0 || title.trim().is_empty() {
        return Vec::new();
    }
    let lang = meta.language.clone().unwrap_or_else(Lang::english);
    let names: Vec<&str> = meta.authors.iter().filter(|a| a.is_author()).map(|a| a.name.trim()).collect();
    let authors = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
    let height = set.style.page.height;
    let (head, foot) = (BAND * height + 18.0, height - 24.0);
    let line = |words: &str, role: Role, em: Pt| {
        let mut look = look(set.style.text(role));
        look.size = em;
        set.line(words, &std::rc::Rc::new(look), Owner::Furniture(FurnitureKind::Layout), &lang)
    };
    let room = foot - head;
    // The type is made smaller first, then the authors are dropped.
    let mut em = em;
    loop {
        let (title, authors) = (line(title.trim(), Role::Title, em), line(&authors, Role::Byline, 0.8 * em));
        let both = title.width + if authors.width > 0.0 { authors.width + 2.0 * em } else { 0.0 };
        let last = em <= SPINE_EM.0;
        if both <= room || last && title.width <= room {
            let shown = [Some((&title, head)), Some((&authors, foot - authors.width)).filter(|_| both <= room)];
            return shown.into_iter().flatten().flat_map(|(line, start)| turned(line, (spine, start), set)).collect();
        }
        if last {
            return Vec::new();
        }
        em = (0.93 * em).max(SPINE_EM.0);
    }
}

/// A line turned so that the head of its letters points to the front, as outlines, in the middle of the spine. It reaches
/// from `start` towards the foot: lines of the binding's direction of writing read downwards.
fn turned(line: &Line, (spine, start): (Pt, Pt), set: &Setter) -> Vec<Placed> {
    let runs = line.items.iter().filter_map(|placed| match &placed.item {
        Item::Glyphs(run) => Some((placed.at, run)),
        _ => None,
    });
    let drawn = runs.filter_map(|(at, run)| {
        let capitals = set.fonts.face(run.face).em(set.fonts.face(run.face).face.cap_height) * run.size;
        let path = outlines(run, at, set)?;
        let foot = (spine - capitals) / 2.0;
        let at = if set.binding == Binding::Left { (foot, start) } else { (spine - foot, start + line.width) };
        Some(Placed { at, item: Item::Path(path), owner: Owner::Furniture(FurnitureKind::Layout) })
    });
    drawn.collect()
}

/// The outlines of a run, turned: up in a glyph is right here, and the line runs down. In a book that is bound at the
/// right, up is left, and the line runs up.
fn outlines(run: &GlyphRun, (left, down): (Pt, Pt), set: &Setter) -> Option<Path> {
    let face = &set.fonts.face(run.face).face;
    let font = skrifa::FontRef::from_index(face.data.bytes(), face.index).ok()?;
    let glyphs = font.outline_glyphs();
    let mut pen = Turned { upwards: set.binding == Binding::Right, ..Turned::default() };
    let mut x = left;
    for glyph in &run.glyphs {
        pen.origin = (x + glyph.offset.0, glyph.offset.1 - down);
        if let Some(outline) = glyphs.get(GlyphId::from(glyph.id)) {
            let settings = DrawSettings::unhinted(Size::new(run.size), LocationRef::default());
            outline.draw(settings, &mut pen).ok()?;
        }
        x += glyph.advance;
    }
    Some(Path { segments: pen.segments, fill: Some(Colour::Grey(0.0)), stroke: None })
}

#[derive(Default)]
struct Turned {
    upwards: bool,
    origin: (Pt, Pt),
    last: (Pt, Pt),
    segments: Vec<Segment>,
}

impl Turned {
    fn point(&self, x: Pt, y: Pt) -> (Pt, Pt) {
        let (across, along) = (self.origin.1 + y, self.origin.0 + x);
        if self.upwards { (-across, -along) } else { (across, along) }
    }
}

impl OutlinePen for Turned {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.segments.push(Segment::Move(self.last.0, self.last.1));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.segments.push(Segment::Line(self.last.0, self.last.1));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, end, from) = (self.point(cx, cy), self.point(x, y), self.last);
        let third = |a: Pt, b: Pt| a + (b - a) * 2.0 / 3.0;
        let one = (third(from.0, control.0), third(from.1, control.1));
        let two = (third(end.0, control.0), third(end.1, control.1));
        self.last = end;
        self.segments.push(Segment::Curve(one.0, one.1, two.0, two.1, end.0, end.1));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (one, two, end) = (self.point(ax, ay), self.point(bx, by), self.point(x, y));
        self.last = end;
        self.segments.push(Segment::Curve(one.0, one.1, two.0, two.1, end.0, end.1));
    }

    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Inline;
    use crate::style::resolve::plain;

    /// The place of the first word of the front, of the first of the back, and the edges of the title on the spine.
    fn places(tag: &str, title: &str) -> (Pt, Pt, (Pt, Pt)) {
        let meta = Meta {
            title: vec![Inline::text(title)],
            standfirst: vec![Inline::text("blurb")],
            language: Lang::new(tag),
            ..Meta::default()
        };
        let made = cover(&meta, &plain("normal"), (40.0, true), &mut Context::default());
        let items = &made.pages.pages[0].items;
        let word = |word: &str| {
            let shows = |placed: &&Placed| matches!(&placed.item, Item::Glyphs(run) if run.text.contains(word));
            items.iter().find(shows).unwrap().at.0
        };
        let tops = items.iter().filter_map(|placed| match &placed.item {
            Item::Path(path) => Some(path.segments.iter().filter_map(|segment| match segment {
                Segment::Move(_, y) => Some(placed.at.1 + y),
                _ => None,
            })),
            _ => None,
        });
        let (top, foot) = tops.flatten().fold((Pt::MAX, Pt::MIN), |(top, foot), y| (top.min(y), foot.max(y)));
        (word(title), word("blurb"), (top, foot))
    }

    #[test]
    fn the_front_lies_on_the_side_away_from_the_binding() {
        let (front, back, spine) = places("en", "Boats");
        let (his_front, his_back, his_spine) = places("he", "Boats");
        assert!(back < front && his_front < his_back);
        // The title takes the same stretch under the band, whichever way its letters are turned.
        for (top, foot) in [spine, his_spine] {
            assert!((60.0..90.0).contains(&top) && foot > top + 20.0, "{spine:?} {his_spine:?}");
        }
        assert!((spine.0 - his_spine.0).abs() < 4.0, "{spine:?} {his_spine:?}");
    }
}

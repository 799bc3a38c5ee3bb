//! Stage 6: a page of the display list becomes a content stream. It decides nothing.
//!
//! Marks are written in painting order. Neighbouring marks of one owner share a marked-content sequence; every
//! sequence of a structure node has a number (MCID) on its page, and [`super::tags`] sorts them into reading order
//! afterwards. ISO 14289-1, 7.1: a mark is either in such a sequence or an artifact, and neither nests in the other.
//!
//! Text is shown with one `TJ` for as long as face, size and baseline stay, its numbers making up the difference
//! between the font's widths and the advances that layout chose. The pen is followed with the rounded values that the
//! file has, so errors never add up.

use std::collections::BTreeSet;

use super::content::Content;
use super::glyphs::{self, Cluster, Outlines, Used};
use super::number::{nearest, number};
use super::object::{dict, literal_byte, named, utf16};
use super::print::Sheet;
use super::text;
use crate::doc::Lang;
use crate::geometry::Rect;
use crate::image::colour::{self, Ink, Inks, grey};
use crate::layout::frame::{
    Colour, FaceId, FurnitureKind, Glyph, GlyphRun, Item, NodeId, Owner, Pages, Path, PictureId, Placed, Pt, Segment,
    StructureKind,
};
use lopdf::{Object, StringFormat};

/// The data that all pages share.
pub(super) struct Book<'a> {
    /// The display list.
    pub pages: &'a Pages,
    /// The structure type of every node.
    pub types: &'a [&'static str],
    /// The faces as used.
    pub used: &'a [Used],
    /// For each face, true if it could be embedded.
    pub embedded: &'a [bool],
    /// For each picture, true if it can be painted.
    pub painted: &'a [bool],
    /// The form in which colours are written.
    pub inks: &'a Inks,
    /// The sheets the pages are printed on.
    pub sheets: &'a [Sheet],
    /// True if black text overprints (PDF/X): no white gaps when a press is out of register.
    pub overprint: bool,
}

/// A page's content and its resources.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The content stream.
    pub content: Vec<u8>,
    /// The owner of each marked-content sequence, by MCID: node and place in reading order.
    pub marks: Vec<(NodeId, u32)>,
    /// The faces on the page.
    pub faces: BTreeSet<u16>,
    /// The pictures on the page.
    pub pictures: BTreeSet<u32>,
    /// The boxes of figures and formulas in PDF's coordinates: left, bottom, right, top.
    pub boxes: Vec<(NodeId, [f64; 4])>,
}

/// Draws the page of that number.
pub(super) fn draw(book: &Book, number: usize) -> Drawn {
    let (Some(page), Some(sheet)) = (book.pages.pages.get(number), book.sheets.get(number)) else {
        return Drawn::default();
    };
    let mut painter = Painter::new(book, page.size.1, sheet.origin());
    for placed in &page.items {
        painter.placed(placed);
    }
    painter.own(None);
    if sheet.marks {
        painter.marks(sheet);
    }
    painter.drawn.content = painter.c.bytes;
    painter.drawn
}

struct Painter<'a> {
    book: &'a Book<'a>,
    c: Content,
    drawn: Drawn,
    owner: Option<Owner>,
    /// The left edge of the page on its sheet.
    left: f64,
    /// The upper edge of the page over the sheet's corner: y is turned round here.
    top: f64,
    fill: Option<Ink>,
    /// True if painting overprints now.
    overprint: bool,
    text: TextState,
}

/// The state that the text operators have set so far. All of it except the position persists between text objects.
#[derive(Default)]
struct TextState {
    open: bool,
    /// True inside the array of a `TJ`; and true inside a string there.
    array: bool,
    string: bool,
    /// Codes in the string that is open.
    codes: usize,
    /// Face, size, and the index of the face's font.
    font: Option<(FaceId, f32, usize)>,
    /// Horizontal scale, 1 for none.
    scale: f64,
    /// Character spacing, in points.
    spacing: f64,
    rise: f64,
    /// The start of the line, in thousandths of a point.
    line: (i64, i64),
    /// The position of the viewer's pen, in points.
    pen: f64,
    lang: bool,
    /// True inside a sequence of glyphs that are read from right to left.
    reversed: bool,
}

impl<'a> Painter<'a> {
    fn new(book: &'a Book<'a>, height: Pt, (left, bottom): (f64, f64)) -> Self {
        let text = TextState { scale: 1.0, ..TextState::default() };
        let top = bottom + f64::from(height);
        let (c, drawn) = (Content::default(), Drawn::default());
        Painter { book, c, drawn, owner: None, left, top, fill: None, overprint: false, text }
    }

    /// Crop marks, in the colour that prints on every plate (ISO 32000-1, 8.6.6.4).
    fn marks(&mut self, sheet: &Sheet) {
        self.c.begin("Artifact", dict([("Type", named("Pagination"))]));
        self.c.op("q").name("All").op("CS").number(1.0).op("SCN").number(0.25).op("w");
        for [x0, y0, x1, y1] in sheet.mark_lines() {
            self.c.numbers(&[x0, y0]).op("m").numbers(&[x1, y1]).op("l").op("S");
        }
        self.c.op("Q").op("EMC");
    }

    /// Sets overprint for black text only, because white would vanish.
    fn set_overprint(&mut self, over: bool) {
        if self.book.overprint && self.overprint != over {
            self.end_array();
            self.c.name(if over { "Over" } else { "Out" }).op("gs");
            self.overprint = over;
        }
    }

    fn x(&self, x: Pt) -> f64 {
        self.left + f64::from(x)
    }

    fn y(&self, y: Pt) -> f64 {
        self.top - f64::from(y)
    }

    fn placed(&mut self, placed: &Placed) {
        match &placed.item {
            Item::Glyphs(run) => {
                if run.glyphs.is_empty() || run.size.is_nan() || run.size <= 0.0 {
                    return;
                }
                self.own(Some(placed.owner));
                self.run(placed.at, run);
            }
            Item::Rect { width, height, colour } => {
                self.own(Some(placed.owner));
                self.rect(placed.at, (*width, *height), *colour);
            }
            Item::Path(path) => {
                self.own(Some(placed.owner));
                self.path(placed.at, path);
            }
            Item::Picture { id, width, height } => {
                if self.book.painted.get(id.0 as usize) != Some(&true) {
                    return;
                }
                self.own(Some(placed.owner));
                self.picture(placed.at, *id, (*width, *height));
            }
        }
        self.measure(placed);
    }

    /// Ends the sequence of the owner before and begins that of the next owner.
    fn own(&mut self, owner: Option<Owner>) {
        if self.owner == owner {
            return;
        }
        self.end_text();
        if self.owner.is_some() {
            self.c.op("EMC");
        }
        self.owner = owner;
        match owner {
            None => {}
            Some(Owner::Node { node, order }) => {
                let mcid = self.drawn.marks.len();
                self.drawn.marks.push((node, order));
                let kind = self.book.types.get(node.0 as usize).copied();
                self.c.begin_tagged(kind.unwrap_or("Span"), mcid);
            }
            // ISO 32000-1, 14.8.2.2.2: content that repeats on every page is a pagination artifact.
            Some(Owner::Furniture(kind)) => {
                let properties = match kind {
                    FurnitureKind::Header => pagination("Header", "Top"),
                    FurnitureKind::Footer => pagination("Footer", "Bottom"),
                    FurnitureKind::Layout => dict([("Type", named("Layout"))]),
                };
                self.c.begin("Artifact", properties);
            }
        }
    }

    fn set_fill(&mut self, colour: Colour) {
        let ink = self.book.inks.of(colour);
        if self.fill != Some(ink) {
            self.end_array();
            self.c.fill(self.book.inks.of(colour));
            self.fill = Some(ink);
        }
    }

    fn rect(&mut self, at: (Pt, Pt), size: (Pt, Pt), colour: Colour) {
        self.end_text();
        self.set_overprint(false);
        self.set_fill(colour);
        let (x, y) = (self.x(at.0), self.y(at.1 + size.1));
        self.c.numbers(&[x, y, f64::from(size.0), f64::from(size.1)]).op("re").op("f");
    }

    fn path(&mut self, at: (Pt, Pt), path: &Path) {
        self.end_text();
        self.set_overprint(false);
        if let Some(fill) = path.fill {
            self.set_fill(fill);
        }
        if let Some((colour, width)) = path.stroke {
            self.c.stroke(self.book.inks.of(colour));
            self.c.number(f64::from(width)).op("w");
        }
        let mut begun = false;
        for segment in &path.segments {
            let (x, y) = (|x: Pt| self.x(at.0 + x), |y: Pt| self.y(at.1 + y));
            // A path that starts without a move would be an error in the file.
            match *segment {
                Segment::Move(a, b) => {
                    let p = [x(a), y(b)];
                    self.c.numbers(&p).op("m");
                    begun = true;
                }
                Segment::Line(a, b) if begun => {
                    let p = [x(a), y(b)];
                    self.c.numbers(&p).op("l");
                }
                Segment::Curve(a, b, c, d, e, f) if begun => {
                    let p = [x(a), y(b), x(c), y(d), x(e), y(f)];
                    self.c.numbers(&p).op("c");
                }
                Segment::Close if begun => drop(self.c.op("h")),
                _ => {}
            }
        }
        if begun {
            let operator = match (path.fill, path.stroke) {
                (Some(_), Some(_)) => "B",
                (Some(_), None) => "f",
                (None, Some(_)) => "S",
                (None, None) => "n",
            };
            self.c.op(operator);
        }
    }

    fn picture(&mut self, at: (Pt, Pt), id: PictureId, size: (Pt, Pt)) {
        self.end_text();
        self.set_overprint(false);
        let place = [f64::from(size.0), 0.0, 0.0, f64::from(size.1), self.x(at.0), self.y(at.1 + size.1)];
        self.c.op("q").numbers(&place).op("cm").numbered("X", id.0 as usize).op("Do").op("Q");
        self.drawn.pictures.insert(id.0);
    }

    /// Notes the box of a figure's or formula's content: its BBox attribute.
    fn measure(&mut self, placed: &Placed) {
        let Owner::Node { node, .. } = placed.owner else { return };
        let structure = &self.book.pages.structure;
        // A picture that is a link is still in its figure.
        let inside = |node: NodeId| structure.get(node.0 as usize).filter(|node| node.kind == StructureKind::Link);
        let node = inside(node).and_then(|link| link.parent).unwrap_or(node);
        let kind = structure.get(node.0 as usize).map(|node| &node.kind);
        if !matches!(kind, Some(StructureKind::Figure | StructureKind::Formula)) {
            return;
        }
        let (x, y) = placed.at;
        let around = match &placed.item {
            Item::Glyphs(run) => {
                let width: Pt = run.glyphs.iter().map(|g| g.advance).sum();
                Some(Rect { left: 0.0, top: -0.8 * run.size, right: width, bottom: 0.25 * run.size })
            }
            Item::Rect { width, height, .. } | Item::Picture { width, height, .. } => {
                Some(Rect { left: 0.0, top: 0.0, right: *width, bottom: *height })
            }
            Item::Path(path) => extent(path),
        };
        let Some(Rect { left, top, right, bottom }) = around.map(|around| around.moved(x, y)) else { return };
        self.drawn.boxes.push((node, [self.x(left), self.y(bottom), self.x(right), self.y(top)]));
    }

    fn run(&mut self, at: (Pt, Pt), run: &GlyphRun) {
        let face = usize::from(run.face.0);
        let (Some(used), Some(true)) = (self.book.used.get(face), self.book.embedded.get(face)) else {
            self.unshown(run);
            return;
        };
        self.drawn.faces.insert(run.face.0);
        let size = f64::from(run.size);
        let scale = if run.stretch > 0.0 { (f64::from(run.stretch) * 10_000.0).round() / 10_000.0 } else { 1.0 };
        let tracking = tracking(run, used, size * scale);
        self.set_text(run, scale, tracking);
        self.set_reversed(run, self.x(at.0), self.y(at.1));
        self.move_to(self.x(at.0), self.y(at.1), size);
        if let Some(lang) = &run.lang {
            self.begin_lang(lang);
        }
        let mut wanted = self.x(at.0);
        for cluster in glyphs::clusters(run) {
            let actual = self.needs_actual(&cluster, used);
            // A joiner has no picture and no width, or readers would part the word there.
            let thin =
                matches!(cluster.text, "\u{200c}" | "\u{200d}") && cluster.glyphs.iter().all(|g| g.advance == 0.0);
            self.set_scale(if thin { THIN } else { scale });
            if actual {
                self.begin_actual(cluster.text);
            }
            for glyph in cluster.glyphs {
                self.glyph(glyph, used, wanted, run);
                wanted += f64::from(glyph.advance);
            }
            if actual {
                self.end_array();
                self.c.op("EMC");
            }
        }
        self.end_lang();
    }

    /// Begins and ends sequences of glyphs that are painted from the left and read from the right: ISO 32000-1, 14.8.2.3.3.
    /// Runs that follow each other to the right share a sequence, as in the words of a line.
    fn set_reversed(&mut self, run: &GlyphRun, x: f64, y: f64) {
        let reversed = run.rtl && matches!(self.owner, Some(Owner::Node { .. }));
        let follows = nearest(y * 1000.0) as i64 == self.text.line.1 && x >= self.text.pen - 0.01 * f64::from(run.size);
        if self.text.reversed && !(reversed && follows) {
            self.end_reversed();
        }
        if reversed && !self.text.reversed {
            self.end_array();
            self.c.name("ReversedChars").op("BMC");
            self.text.reversed = true;
        }
    }

    fn end_reversed(&mut self) {
        if self.text.reversed {
            self.end_array();
            self.c.op("EMC");
            self.text.reversed = false;
        }
    }

    /// Text in a face that cannot be embedded: its words stay in the file, although nothing shows them.
    fn unshown(&mut self, run: &GlyphRun) {
        if matches!(self.owner, Some(Owner::Node { .. })) && !run.text.is_empty() {
            self.end_text();
            self.begin_actual(&run.text);
            self.c.op("EMC");
        }
    }

    /// True if a cluster's text differs from the text of its codes. Artifacts have no text.
    fn needs_actual(&self, cluster: &Cluster, used: &Used) -> bool {
        if matches!(self.owner, Some(Owner::Furniture(_))) && !text::private(cluster.text) {
            return false;
        }
        match cluster.glyphs {
            [glyph] => !text::same(used.says(used.code(glyph.id)), cluster.text) || text::private(cluster.text),
            _ => !cluster.text.is_empty(),
        }
    }

    fn begin_actual(&mut self, text: &str) {
        self.end_array();
        let said = Object::String(utf16(&text::clean(text)), StringFormat::Hexadecimal);
        self.c.begin("Span", dict([("ActualText", said)]));
    }

    fn begin_lang(&mut self, lang: &Lang) {
        self.end_array();
        self.c.begin("Span", dict([("Lang", super::object::text(lang.as_str()))]));
        self.text.lang = true;
    }

    fn end_lang(&mut self) {
        if self.text.lang {
            self.end_array();
            self.c.op("EMC");
            self.text.lang = false;
        }
    }

    /// Sets the changed parameters: face and size, scale, spacing, colour.
    fn set_text(&mut self, run: &GlyphRun, scale: f64, spacing: f64) {
        if !self.text.open {
            self.c.op("BT");
            self.text.open = true;
            self.text.line = (0, 0);
            self.text.pen = f64::NEG_INFINITY;
        }
        if self.text.font.is_none_or(|(face, size, _)| (face, size) != (run.face, run.size)) {
            self.set_font(run, 0);
        }
        self.set_scale(scale);
        if self.text.spacing != spacing {
            self.end_array();
            self.c.number(spacing).op("Tc");
            self.text.spacing = spacing;
        }
        // On a press, text in more than one ink would never be sharp.
        self.set_fill(if self.book.overprint { grey(run.colour) } else { run.colour });
        self.set_overprint(self.fill == Some(colour::BLACK));
    }

    fn set_scale(&mut self, scale: f64) {
        if self.text.scale != scale {
            self.end_array();
            self.c.number(scale * 100.0).op("Tz");
            self.text.scale = scale;
        }
    }

    fn set_font(&mut self, run: &GlyphRun, block: usize) {
        if self.text.font != Some((run.face, run.size, block)) {
            self.end_array();
            self.c.name(&font_name(run.face.0, block)).number(f64::from(run.size)).op("Tf");
            self.text.font = Some((run.face, run.size, block));
        }
    }

    /// Moves the pen to the start of a run, unless the run continues the line.
    fn move_to(&mut self, x: f64, y: f64, size: f64) {
        let (px, py) = (nearest(x * 1000.0) as i64, nearest(y * 1000.0) as i64);
        if py == self.text.line.1 && (self.text.pen - x).abs() < 4.0 * size {
            return;
        }
        self.end_array();
        let (lx, ly) = self.text.line;
        self.c.numbers(&[(px - lx) as f64 / 1000.0, (py - ly) as f64 / 1000.0]).op("Td");
        self.text.line = (px, py);
        self.text.pen = px as f64 / 1000.0;
    }

    /// Shows a glyph with its origin at `wanted` (and its offset).
    fn glyph(&mut self, glyph: &Glyph, used: &Used, wanted: f64, run: &GlyphRun) {
        let (code, size) = (used.code(glyph.id), f64::from(run.size));
        if code == 0 {
            return;
        }
        let [high, low] = code.to_be_bytes();
        let pictures = used.outlines == Outlines::Pictures;
        if pictures {
            self.set_font(run, usize::from(high));
        }
        let rise = nearest(f64::from(glyph.offset.1) * 1000.0) / 1000.0;
        if rise != self.text.rise {
            self.end_array();
            self.c.number(rise).op("Ts");
            self.text.rise = rise;
        }
        let em = size * self.text.scale;
        let away = nearest((self.text.pen - wanted - f64::from(glyph.offset.0)) * 1000.0 / em);
        if !self.text.array {
            self.c.bytes.push(b'[');
            self.text.array = true;
        }
        // Two thousandths of an em cannot be seen; they are made up for as soon as they grow.
        if away.abs() >= 2.0 {
            self.end_string();
            number(&mut self.c.bytes, away);
            self.text.pen -= away * em / 1000.0;
        }
        if self.text.codes >= MOST_CODES {
            self.end_string();
        }
        if !self.text.string {
            self.c.bytes.push(b'(');
            self.text.string = true;
            self.text.codes = 0;
        }
        self.text.codes += 1;
        if !pictures {
            literal_byte(&mut self.c.bytes, high);
        }
        literal_byte(&mut self.c.bytes, low);
        self.text.pen += (f64::from(used.width(code)) / 1000.0 * size + self.text.spacing) * self.text.scale;
    }

    fn end_string(&mut self) {
        if self.text.string {
            self.c.bytes.push(b')');
            self.text.string = false;
        }
    }

    fn end_array(&mut self) {
        self.end_string();
        if self.text.array {
            self.c.bytes.extend_from_slice(b"]TJ\n");
            self.text.array = false;
        }
    }

    fn end_text(&mut self) {
        self.end_array();
        self.end_reversed();
        if self.text.open {
            self.c.op("ET");
            self.text.open = false;
        }
    }
}

/// Horizontal scale of joiners, which have no picture.
const THIN: f64 = 0.01;

/// Most codes of a string, two bytes each (ISO 19005-2, 6.1.13): marks that take no room can be that many in a line.
const MOST_CODES: usize = 16_000;

/// The resource name of a face's font on a page: a face of pictures has a font for each 256 codes.
pub(super) fn font_name(face: u16, block: usize) -> String {
    if block == 0 { format!("F{face}") } else { format!("F{face}-{block}") }
}

fn pagination(subtype: &str, edge: &str) -> lopdf::Dictionary {
    dict([("Type", named("Pagination")), ("Subtype", named(subtype)), ("Attached", Object::Array(vec![named(edge)]))])
}

/// Character spacing: the common extra advance of most glyphs in a run, in points. It is found by majority vote (Boyer
/// and Moore 1981) in thousandths of an em, in one pass and without memory.
fn tracking(run: &GlyphRun, used: &Used, em: f64) -> f64 {
    let extra = |g: &Glyph| {
        let natural = f64::from(used.width(used.code(g.id)));
        nearest(f64::from(g.advance) / em * 1000.0 - natural).clamp(-1e6, 1e6) as i32
    };
    let (mut candidate, mut votes) = (0, 0u32);
    for glyph in &run.glyphs {
        let extra = extra(glyph);
        match () {
            _ if votes == 0 => (candidate, votes) = (extra, 1),
            _ if extra == candidate => votes += 1,
            _ => votes -= 1,
        }
    }
    let most = || run.glyphs.iter().filter(|g| extra(g) == candidate).count() * 2 > run.glyphs.len();
    if candidate == 0 || run.glyphs.len() < 4 || !most() {
        return 0.0;
    }
    let scale = if run.stretch > 0.0 { f64::from(run.stretch) } else { 1.0 };
    (f64::from(candidate) * em / scale).round() / 1000.0
}

/// The box around a path's points.
fn extent(path: &Path) -> Option<Rect> {
    Rect::around(path.segments.iter().flat_map(|segment| match *segment {
        Segment::Move(x, y) | Segment::Line(x, y) => vec![(x, y)],
        Segment::Curve(a, b, c, d, e, f) => vec![(a, b), (c, d), (e, f)],
        Segment::Close => Vec::new(),
    }))
}

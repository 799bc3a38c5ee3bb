//! The address of an article's source, for readers on paper: a line of text under the byline, or a QR code at the
//! article's end with the address next to it; and the day it was saved, if known.
//!
//! The code is a figure with the address as its alternative. It is drawn as one outline, so that no seams show between
//! its squares, which are large enough for a telephone's camera; four of them stay empty around it (ISO/IEC 18004, 6.3.8).

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use super::{Flow, Place, Standing};
use crate::diag::{Diagnostic, codes};
use crate::doc::{Inline, Link};
use crate::lang::{Labels, calendar};
use crate::layout::frame::{Colour, Item, Path, Placed, Pt, Segment, StructureKind};
use crate::layout::galley::{FORBIDDEN, Row, rect};
use crate::style::{Role, SourceLink};

/// Least side of a square, in points: half a millimetre.
const LEAST_SQUARE: Pt = 1.42;

/// Side of a code of few squares, in points: 20 mm.
const SIDE: Pt = 56.7;

/// Empty squares around a code.
const QUIET: Pt = 4.0;

/// The largest version: 77 squares, about 400 characters.
const LARGEST: u8 = 15;

impl Flow<'_, '_> {
    /// The line of the title block that shows the address; empty if the style does not ask for it.
    pub(super) fn source_line(&self) -> Vec<Inline> {
        match self.address().filter(|_| self.set.style.source_link == SourceLink::Text) {
            Some(url) => self.shown_address(url),
            None => Vec::new(),
        }
    }

    /// Sets the code at the article's end, if the style asks for one.
    pub(super) fn source_code(&mut self, place: &Place) {
        if self.set.style.source_link != SourceLink::Qr {
            return;
        }
        let Some(url) = self.address().map(str::to_owned) else { return };
        match code(&url) {
            Some(code) => self.coded_address(&url, &code, place),
            None => {
                let message = "An address is too long for a QR code that a camera reads, and is set as text.";
                self.remarks.push(Diagnostic::remark(codes::ADDRESS_LONG, message));
                let node = self.open(StructureKind::Paragraph, place.node);
                let before = self.set.style.body().leading;
                let words = self.shown_address(&url);
                self.text(&words, node, Role::Caption, place, Standing { before, ..Standing::default() });
            }
        }
    }

    fn address(&self) -> Option<&str> {
        self.document.meta.source.as_deref().filter(|source| source.contains("://"))
    }

    /// The address as a link, and the day it was saved.
    fn shown_address(&self, url: &str) -> Vec<Inline> {
        let content = vec![Inline::text(url)];
        let mut out = vec![Inline::Link(Link { url: url.to_owned(), title: None, content })];
        if let Some(day) = self.document.meta.saved {
            let saved = Labels::of(&self.lang).saved;
            out.push(Inline::text(format!(" \u{b7} {saved}{}", calendar::print(day, &self.lang))));
        }
        out
    }

    /// The code with the address next to it, as one row.
    fn coded_address(&mut self, url: &str, code: &QrCode, place: &Place) {
        let body = self.set.style.body();
        let (leading, large) = (body.leading, (body.nominal / 12.0).clamp(1.0, 1.5));
        let square = (large * SIDE / code.size() as Pt).max(LEAST_SQUARE);
        let quiet = QUIET * square;
        let side = code.size() as Pt * square;
        let node = self.open(StructureKind::Figure, place.node);
        self.galley.structure.alt(node, format!("QR code: {url}"));
        // On coloured paper the code brings its own white.
        let on_white = self.set.style.colours.is_some() && self.set.style.print.product.is_none();
        let margin = if on_white { quiet } else { 0.0 };
        let ink = if on_white { Colour::Rgb(0.0, 0.0, 0.0) } else { Colour::Grey(0.0) };
        let rtl = self.lang.is_rtl();
        let left = if rtl { place.right - side - margin } else { place.left + margin };
        let mut items = Vec::new();
        if on_white {
            let white = Colour::Rgb(1.0, 1.0, 1.0);
            items.push(rect(left - quiet, 0.0, side + 2.0 * quiet, side + 2.0 * quiet, white));
        }
        let path = Path { segments: outline(code, square), fill: Some(ink), stroke: None };
        items.push(Placed { at: (left, margin), item: Item::Path(path), owner: self.owner(node) });
        let mut row = Row { height: side + 2.0 * margin, items, ..Row::default() };
        let mut beside = Place { decor: None, ..place.clone() };
        let taken = side + quiet + margin;
        (beside.left, beside.right) = match rtl {
            true => (place.left, place.right - taken),
            false => (place.left + taken, place.right),
        };
        let caption = self.open(StructureKind::Caption, node);
        let words = self.shown_address(url);
        let lines = self.apart(|flow| {
            flow.text(&words, caption, Role::Caption, &beside.inside(caption), Standing::default());
        });
        let tall: Pt = lines.iter().map(|line| line.height).sum();
        let mut y = ((row.height - tall) / 2.0).max(0.0);
        for line in lines {
            let height = line.height;
            row.absorb(line, 0.0, y);
            y += height;
        }
        row.height = row.height.max(tall);
        row.break_before = FORBIDDEN;
        let height = row.height;
        let mut chunk = Self::row(Vec::new(), height);
        if let crate::layout::galley::Body::Rows(stack) = &mut chunk.body {
            stack.rows = vec![row];
        }
        self.push(chunk, place, leading.max(quiet), 0.0);
    }
}

/// The code of an address, with the best correction of errors that its size allows.
fn code(url: &str) -> Option<QrCode> {
    let segments = QrSegment::make_segments(url);
    let (least, most) = (Version::MIN, Version::new(LARGEST));
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, least, most, None, true).ok()
}

/// The dark squares, with adjacent squares as one rectangle.
fn outline(code: &QrCode, square: Pt) -> Vec<Segment> {
    let mut segments = Vec::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                let (l, r) = (from as Pt * square, x as Pt * square);
                let (t, b) = (y as Pt * square, (y + 1) as Pt * square);
                segments.extend([Segment::Move(l, t), Segment::Line(r, t), Segment::Line(r, b), Segment::Line(l, b)]);
                segments.push(Segment::Close);
            }
            x += 1;
        }
    }
    segments
}

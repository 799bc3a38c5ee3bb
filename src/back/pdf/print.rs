//! Print editions: the steps before and around the pages for paper.
//!
//! The order is that of a print shop. Addresses become notes, because paper cannot be clicked. The inner margin follows
//! the number of pages and the number of pages follows the margin, until both are stable. Blank pages fill the last
//! section. A booklet is imposed on sheets. Then every page gets its boxes and marks.

use std::collections::BTreeSet;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Document, Inline, Inlines};
use crate::lang::Binding;
use crate::layout::frame::{Colour, Item, Page, Pages};
use crate::layout::impose::{self, Booklet};
use crate::style::print::with_gutter;
use crate::style::{Conformance, PrintProduct, PrintStyle, Style, paper};

/// From the bleed's edge to the edge of the sheet, if there are marks: their length and a millimetre.
const SLUG: f64 = 6.0 * MM;
/// The length of a crop mark.
const MARK: f64 = 5.0 * MM;
const MM: f64 = 72.0 / 25.4;

/// Lays out until gutter and number of pages agree, then pads and imposes. Returns the style that was used.
pub(super) fn lay_out(style: &Style, cx: &mut Context, set: impl Fn(&Style, &mut Context) -> Pages) -> (Pages, Style) {
    let said = cx.diags.clone();
    let mut style = style.clone();
    let mut pages = set(&style, cx);
    // A wider gutter makes more pages, which may ask for a wider one: there are five widths.
    for _ in 0..5 {
        let Some(wider) = with_gutter(&style, pages.pages.len()) else { break };
        style = wider;
        cx.diags = said.clone();
        pages = set(&style, cx);
    }
    if style.print.product.is_some() {
        blacken(&mut pages);
    }
    pad(&mut pages, usize::from(style.print.page_multiple.max(1)));
    if style.print.product == Some(PrintProduct::Booklet) {
        if style.print.signature == 0 {
            style.print.signature = signature(pages.pages.len(), cx);
        }
        let booklet = booklet(&style, pages.binding);
        pages = impose::impose(pages, &booklet);
    }
    (pages, style)
}

/// The sheets of a signature, if the user stated no number; a remark if the pages need several signatures.
fn signature(pages: usize, cx: &mut Context) -> u8 {
    let (sheets, of) = (pages.div_ceil(4), impose::signature(pages));
    if of < sheets {
        let stacks = sheets.div_ceil(of);
        let message = format!(
            "{sheets} sheets are too many to fold together: the booklet has {stacks} signatures of {of} sheets."
        );
        let hint = "Say signature=N for another number of sheets.";
        cx.say(Diagnostic::remark(codes::SIGNATURES, message).hint(hint));
    }
    u8::try_from(of).unwrap_or(u8::MAX)
}

/// Text in solid black: a press prints greys and colours as dots, which fray the edges of letters. Text that is nearly
/// white has a dark ground and stays unchanged.
fn blacken(pages: &mut Pages) {
    for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
        let Item::Glyphs(run) = &mut item.item else { continue };
        if !matches!(crate::image::colour::grey(run.colour), Colour::Grey(light) if light > 0.9) {
            run.colour = Colour::Grey(0.0);
        }
    }
}

/// Blank pages at the end, without folios.
fn pad(pages: &mut Pages, multiple: usize) {
    let size = pages.pages.last().map_or((419.53, 595.28), |page| page.size);
    while pages.pages.is_empty() || !pages.pages.len().is_multiple_of(multiple) {
        let label = (pages.pages.len() + 1).to_string();
        pages.pages.push(Page { size, label, ..Page::default() });
    }
}

/// Two pages on the next larger sheet; without one, on a sheet just large enough.
pub(super) fn booklet(style: &Style, binding: Binding) -> Booklet {
    let (width, height) = (style.page.width, style.page.height);
    let larger = paper::next_larger((width, height)).map(|(w, h)| (w.max(h), w.min(h)));
    let sheet = larger.filter(|(w, h)| *w >= 2.0 * width - 2.0 && *h >= height - 1.0);
    Booklet {
        signature: usize::from(style.print.signature),
        caliper: style.print.caliper,
        sheet: sheet.unwrap_or((2.0 * width, height)),
        binding,
    }
}

/// A page's boxes (ISO 32000-1, 14.11.2), as left, bottom, right, top.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheet {
    /// The whole sheet, from its own corner.
    pub media: [f64; 4],
    /// Trim, and the margin that is cut away.
    pub bleed: [f64; 4],
    /// The finished page.
    pub trim: [f64; 4],
    /// True if marks show where to cut.
    pub marks: bool,
}

impl Sheet {
    /// The boxes of a page; the spine of a right-hand page is at its left.
    pub(super) fn new(print: &PrintStyle, is_right_hand: bool, size: (f32, f32)) -> Self {
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        let bleed = f64::from(print.bleed).max(0.0);
        // Books are glued at the spine, so nothing bleeds there.
        let spine = if print.product == Some(PrintProduct::Pod) { 0.0 } else { bleed };
        let (left, right) = if is_right_hand { (spine, bleed) } else { (bleed, spine) };
        let slug = if print.marks { SLUG } else { 0.0 };
        let (x, y) = (slug + left, slug + bleed);
        let trim = [x, y, x + width, y + height];
        let bleed = [trim[0] - left, trim[1] - bleed, trim[2] + right, trim[3] + bleed];
        let media = [0.0, 0.0, bleed[2] + slug, bleed[3] + slug];
        Sheet { media, bleed, trim, marks: print.marks }
    }

    /// The position of the page's lower left corner on the sheet.
    pub(super) fn origin(&self) -> (f64, f64) {
        (self.trim[0], self.trim[1])
    }

    /// The lines of the crop marks: two at every corner, outside the bleed.
    pub(super) fn mark_lines(&self) -> Vec<[f64; 4]> {
        let [l, b, r, t] = self.trim;
        let [bl, bb, br, bt] = self.bleed;
        let mut lines = Vec::with_capacity(8);
        for y in [b, t] {
            lines.push([bl - MARK, y, bl, y]);
            lines.push([br, y, br + MARK, y]);
        }
        for x in [l, r] {
            lines.push([x, bb - MARK, x, bb]);
            lines.push([x, bt, x, bt + MARK]);
        }
        lines
    }
}

/// True if the file follows one of the PDF/X standards.
pub(super) fn is_x(print: &PrintStyle) -> bool {
    print.product.is_some() && print.conformance != Conformance::Archive
}

/// The document with every address as a note, because on paper a reader can only type an address. A repeated address is
/// shortened to its host.
pub(super) fn links_as_notes(document: &Document) -> Document {
    let mut document = document.clone();
    walk::rewrite_document(&mut Noter::default(), &mut document);
    document
}

#[derive(Default)]
struct Noter {
    seen: BTreeSet<String>,
    in_note: bool,
    in_heading: bool,
}

impl Rewrite for Noter {
    fn block(&mut self, block: &mut Block) {
        let outside = self.in_heading;
        self.in_heading |= matches!(block.kind, BlockKind::Heading(_));
        walk::rewrite_block_children(self, block);
        self.in_heading = outside;
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        walk::rewrite_inlines(self, inlines);
        if self.in_heading || !inlines.iter().any(|inline| matches!(inline, Inline::Link(_))) {
            return;
        }
        let mut out = Inlines::with_capacity(inlines.len() + 1);
        for inline in inlines.drain(..) {
            let address = match &inline {
                Inline::Link(link) => self.address(&link.url, &link.content),
                _ => None,
            };
            out.push(inline);
            match address {
                // A note cannot hold another: there the address follows in brackets.
                Some(address) if self.in_note => out.push(Inline::Text(format!(" ({address})"))),
                Some(address) => {
                    let words = vec![Inline::Text(address)];
                    out.push(Inline::Note(vec![Block { kind: BlockKind::Paragraph(words), span: Default::default() }]));
                }
                None => {}
            }
        }
        *inlines = out;
    }

    fn inline(&mut self, inline: &mut Inline) {
        let outside = self.in_note;
        self.in_note |= matches!(inline, Inline::Note(_));
        walk::rewrite_inline_children(self, inline);
        self.in_note = outside;
    }
}

impl Noter {
    /// The printed form of an address; `None` if the words already state it or it leads nowhere outside.
    fn address(&mut self, url: &str, content: &Inlines) -> Option<String> {
        let bare = |text: &str| {
            let text = text.trim().trim_start_matches("https://").trim_start_matches("http://");
            text.trim_start_matches("mailto:").trim_end_matches('/').to_owned()
        };
        let lower = url.trim().to_ascii_lowercase();
        if !["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)) {
            return None;
        }
        let address = bare(url);
        if address.is_empty() || bare(&crate::doc::plain_text(content)) == address {
            return None;
        }
        if self.seen.insert(address.clone()) {
            return Some(address);
        }
        let host = address.split('/').next().unwrap_or(&address);
        Some(if host.len() + 2 < address.len() { format!("{host}/…") } else { address })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_bleed_on_three_sides_and_boxes_nest() {
        let print = PrintStyle { product: Some(PrintProduct::Pod), bleed: 9.0, marks: true, ..PrintStyle::default() };
        for is_right_hand in [true, false] {
            let sheet = Sheet::new(&print, is_right_hand, (432.0, 648.0));
            let spine = if is_right_hand { sheet.trim[0] - sheet.bleed[0] } else { sheet.bleed[2] - sheet.trim[2] };
            assert_eq!(spine, 0.0);
            assert!((sheet.bleed[3] - sheet.trim[3] - 9.0).abs() < 1e-9);
            for side in 0..2 {
                assert!(sheet.media[side] <= sheet.bleed[side] && sheet.bleed[side] <= sheet.trim[side]);
                assert!(sheet.media[side + 2] >= sheet.bleed[side + 2]);
            }
            // Two marks at each corner: in line with an edge of the page, and nowhere within the bleed.
            let marks = sheet.mark_lines();
            assert_eq!(marks.len(), 8);
            let ([l, b, r, t], [bl, bb, br, bt]) = (sheet.trim, sheet.bleed);
            for [x0, y0, x1, y1] in marks {
                let lies = y0 == y1
                    && [b, t].contains(&y0)
                    && (x1 - x0 - MARK).abs() < 1e-9
                    && (x1 == bl || x0 == br)
                    && x0 >= 0.0;
                let stands = x0 == x1
                    && [l, r].contains(&x0)
                    && (y1 - y0 - MARK).abs() < 1e-9
                    && (y1 == bb || y0 == bt)
                    && y0 >= 0.0;
                assert!(lies || stands, "{x0} {y0} {x1} {y1}");
            }
        }
    }

    #[test]
    fn addresses_become_notes_and_shorter_when_repeated() {
        let link = |words: &str| {
            Inline::Link(crate::doc::Link {
                url: "https://example.org/a/long/path".into(),
                title: None,
                content: vec![Inline::Text(words.into())],
            })
        };
        let mut inlines = vec![link("here"), link("there"), link("example.org/a/long/path")];
        Noter::default().inlines(&mut inlines);
        let notes: Vec<_> = inlines.iter().filter(|inline| matches!(inline, Inline::Note(_))).collect();
        assert_eq!(notes.len(), 2);
        assert!(format!("{:?}", notes[1]).contains("example.org/…"));
    }
}

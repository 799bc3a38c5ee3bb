//! The cover around a book, as a separate file.
//!
//! It follows the same standard as the pages, bleeds on all four sides and has no signature to fill. The width of its
//! spine follows from the pages and the paper. Words stand on the spine only if printers accept them.

use super::write;
use crate::back::{Report, ReportRow};
use crate::context::Context;
use crate::diag::Result;
use crate::doc::{Meta, Publication};
use crate::geometry::Pt;
use crate::layout::cover::{BARCODE, Cover, cover};
use crate::style::print::spine;
use crate::style::{PrintProduct, PrintStyle, Style};

const MM: Pt = 72.0 / 25.4;
/// The bleed if the style has none: an eighth of an inch.
const BLEED: Pt = 9.0;
/// Fewest pages of a book with words on its spine (Amazon KDP, *Create a paperback cover*).
const LETTERED_FROM: usize = 79;

/// Makes the cover of a book of this many pages, if the style asks for one.
pub(super) fn make(
    publication: &Publication,
    style: &Style,
    pages: usize,
    cx: &mut Context,
) -> Result<Option<(Vec<u8>, Vec<Report>)>> {
    let Some(leaf) = style.print.cover else { return Ok(None) };
    let unnamed = Meta::default();
    let alone = publication.alone().map(|document| &document.meta);
    let meta = publication.edition.as_ref().or(alone).unwrap_or(&unnamed);
    let thickness = spine(pages, leaf);
    let mut style = style.clone();
    style.print = around(&style.print);
    style.standard = None;
    let Cover { pages: sheet, lettered, barcode_is_free } =
        cover(meta, &style, (thickness, pages >= LETTERED_FROM), cx);
    let whole = sheet.pages.first().map_or((0.0, 0.0), |page| page.size);
    let mut output = write(&sheet, &[], &style, cx)?;
    let row = |rule: &str, found: String, met: bool| ReportRow { rule: rule.into(), found, met };
    let size = |(width, height): (Pt, Pt)| format!("{:.1} × {:.1} mm", width / MM, height / MM);
    let bleed = 2.0 * style.print.bleed;
    let mut rows = vec![
        row(&format!("The spine is as wide as {pages} pages are thick"), format!("{:.2} mm", thickness / MM), true),
        row("The sheet is back, spine and front", size(whole), true),
        row("With its bleed it measures", size((whole.0 + bleed, whole.1 + bleed)), true),
        row(
            &format!("Words stand on the spine from {LETTERED_FROM} pages on"),
            if lettered { "title and authors".into() } else { "none".into() },
            true,
        ),
        row("Room for a barcode at the foot of the back", size(BARCODE), barcode_is_free),
    ];
    rows.extend(output.reports.drain(..).flat_map(|report| report.rows));
    let report = Report { title: "Cover".into(), rows, ..Report::default() };
    Ok(Some((output.bytes, vec![report])))
}

/// The print style of the sheet: that of the pages, with bleed all around.
fn around(print: &PrintStyle) -> PrintStyle {
    PrintStyle {
        product: Some(PrintProduct::Offset),
        bleed: if print.bleed > 0.0 { print.bleed } else { BLEED },
        page_multiple: 1,
        cover: None,
        ..print.clone()
    }
}

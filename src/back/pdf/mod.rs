//! PDF: the display list of [`crate::layout`] becomes a file that passes PDF/UA-1 (ISO 14289-1) and PDF/A-2a
//! (ISO 19005-2), whatever the article was.
//!
//! ```text
//! Pages --glyphs--> subsets --draw--> contents --tags, links, outline, meta--> objects --finish--> bytes
//! ```
//!
//! The last stage decides nothing: what stands where, what it means and in which order it is read was settled by
//! layout. printpdf makes the document (one module knows it, [`file`]), lopdf holds the objects.

mod colour;
mod content;
mod draw;
mod file;
mod finish;
mod fonts;
mod glyphs;
mod guideline;
mod links;
mod meta;
mod object;
mod outline;
mod pictures;
mod profile;
mod tags;
mod text;

use lopdf::{Dictionary, Object};
use rayon::prelude::*;

use super::{BackEnd, Output};
use crate::context::Context;
use crate::diag::{Diagnostic, Result};
use crate::doc::{Assets, Date, Document, Edition};
use crate::layout;
use crate::layout::frame::{Page, Pages};
use crate::style::Style;

/// The back end.
pub struct Pdf;

impl BackEnd for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn about(&self) -> &'static str {
        "pages: tagged, accessible (PDF/UA-1) and fit for archives (PDF/A-2a)"
    }

    fn emit(&self, document: &Document, style: &Style, cx: &mut Context) -> Result<Output> {
        let pages = layout::layout(document, style, cx);
        write(&pages, &[&document.assets], style, cx)
    }

    fn emit_edition(&self, edition: &Edition, style: &Style, cx: &mut Context) -> Result<Output> {
        let pages = layout::layout_edition(edition, style, cx);
        let assets: Vec<&Assets> = edition.articles().map(|article| &article.assets).collect();
        write(&pages, &assets, style, cx)
    }
}

/// Writes finished pages; `assets` are those of each article, by its number in [`crate::layout::frame::Picture`].
///
/// # Errors
/// Only where printpdf's skeleton is not as it was, which a test would have shown.
pub fn write(pages: &Pages, assets: &[&Assets], style: &Style, cx: &mut Context) -> Result<Output> {
    let blank;
    let pages = if pages.pages.is_empty() {
        // A file without pages is none.
        blank = Pages { pages: vec![Page { size: (419.53, 595.28), ..Page::default() }], ..pages.clone() };
        &blank
    } else {
        pages
    };
    let used = glyphs::collect(pages);
    let subsets: Vec<Option<fonts::Subset>> =
        pages.faces.par_iter().zip(&used).map(|(face, used)| fonts::subset(face, used)).collect();
    for ((face, used), subset) in pages.faces.iter().zip(&used).zip(&subsets) {
        if subset.is_none() && used.glyphs.len() > 1 {
            let message =
                format!("The face {} has no outlines that PDF can hold; its characters are not shown.", face.name);
            cx.diags.push_once(Diagnostic::warning("face-not-embedded", message));
        }
    }
    let embedded: Vec<bool> = subsets.iter().map(Option::is_some).collect();
    let inks = colour::Inks::Screen;
    let paintings = pictures::prepare(pages, assets, &inks, cx);
    let painted: Vec<bool> = paintings.iter().map(Option::is_some).collect();
    let book =
        draw::Book { pages, used: &used, embedded: &embedded, painted: &painted, inks: &inks, origin: (0.0, 0.0) };
    let drawn: Vec<draw::Drawn> = pages.pages.par_iter().map(|page| draw::draw(&book, page)).collect();

    let facts = meta::Facts::new(&pages.properties, cx.epoch.map(Date::from_epoch));
    let mut file = file::File::new(&facts.title, pages.pages.len())?;
    let fonts: Vec<Option<Object>> = pages
        .faces
        .iter()
        .zip(&used)
        .zip(subsets)
        .map(|((face, used), subset)| subset.map(|subset| fonts::embed(&mut file, face, used, subset)))
        .collect();
    let paintings: Vec<Option<Painted>> = paintings
        .into_iter()
        .map(|painting| {
            painting.map(|painting| {
                let transparent = painting.transparent();
                Painted { object: pictures::embed(&mut file, painting), transparent }
            })
        })
        .collect();
    let links = links::write(&mut file, pages);
    tags::write(&mut file, pages, &drawn, &links);
    for (number, (page, drawn)) in pages.pages.iter().zip(drawn).enumerate() {
        finish_page(&mut file, number, page, drawn, &fonts, &paintings);
    }
    outline::bookmarks(&mut file, pages, (0.0, 0.0));
    outline::destinations(&mut file, pages, (0.0, 0.0));
    outline::labels(&mut file, pages);
    profile::screen_intent(&mut file);
    let info = meta::write(&mut file, &facts, meta::Printing::No);
    let bytes = finish::finish(file, Some(info), finish::Form { version: "1.7", packed: true });
    let reports = guideline::report(pages, style).into_iter().collect();
    Ok(Output { bytes, reports, ..Output::default() })
}

/// A picture in the file.
struct Painted {
    object: Object,
    transparent: bool,
}

/// Sets a page's boxes, resources and content.
fn finish_page(
    file: &mut file::File,
    number: usize,
    page: &Page,
    drawn: draw::Drawn,
    fonts: &[Option<Object>],
    paintings: &[Option<Painted>],
) {
    let size = [0.0, 0.0, f64::from(page.size.0), f64::from(page.size.1)];
    for name in ["MediaBox", "CropBox", "TrimBox"] {
        file.page(number, name, object::numbers(&size));
    }
    let mut resources = Dictionary::new();
    let mut used_fonts = Dictionary::new();
    for face in &drawn.faces {
        if let Some(Some(font)) = fonts.get(usize::from(*face)) {
            used_fonts.set(format!("F{face}"), font.clone());
        }
    }
    if !used_fonts.is_empty() {
        resources.set("Font", Object::Dictionary(used_fonts));
    }
    let mut used_pictures = Dictionary::new();
    let mut transparent = false;
    for id in &drawn.pictures {
        if let Some(Some(painted)) = paintings.get(*id as usize) {
            used_pictures.set(format!("X{id}"), painted.object.clone());
            transparent |= painted.transparent;
        }
    }
    if !used_pictures.is_empty() {
        resources.set("XObject", Object::Dictionary(used_pictures));
    }
    if transparent {
        // ISO 19005-2, 6.2.10: a page with transparency says in which space colours are mixed.
        let group = object::dict([("S", object::named("Transparency")), ("CS", object::named("DeviceRGB"))]);
        file.page(number, "Group", Object::Dictionary(group));
    }
    file.page(number, "Resources", Object::Dictionary(resources));
    let content = file.stream(Dictionary::new(), drawn.content);
    file.page(number, "Contents", content);
    // ISO 14289-1, 7.18.3: the tab key follows the structure.
    file.page(number, "Tabs", object::named("S"));
}

//! PDF: the display list of [`crate::layout`] becomes a file that passes PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO
//! 19005-2), for every article.
//!
//! ```text
//! Pages --glyphs--> subsets --draw--> contents --tags, links, outline, meta--> objects --finish--> bytes
//! ```
//!
//! The last stage decides nothing: layout settled the place, the meaning and the reading order of everything. printpdf
//! makes the document (one module knows it, [`mod@file`]), lopdf holds the objects.

mod content;
mod cover;
mod draw;
mod file;
mod finish;
mod fonts;
mod glyphs;
mod guideline;
mod links;
mod meta;
mod number;
mod object;
mod outline;
mod parallel;
mod pictured;
mod pictures;
mod preflight;
mod print;
mod profile;
mod tags;
mod text;

use std::borrow::Cow;

use lopdf::{Dictionary, Object};

use super::{BackEnd, Output};
use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::{Assets, Date, Document, Meta, Publication};
use crate::image::colour;
use crate::layout;
use crate::layout::frame::{Page, Pages};
use crate::style::{Conformance, PrintProduct, PrintStyle, Style};

pub use guideline::report as guideline;
pub use preflight::preflight;

/// The back end.
pub struct Pdf;

impl BackEnd for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn makes_pages(&self) -> bool {
        true
    }

    fn binds(&self) -> bool {
        true
    }

    fn is_text(&self) -> bool {
        false
    }

    fn owns(&self, head: &[u8]) -> Option<bool> {
        Some(finish::is_ours(head))
    }

    fn about(&self) -> &'static str {
        "pages: tagged, accessible (PDF/UA-1) and fit for archives (PDF/A-2a)"
    }

    fn emit(&self, publication: &Publication, style: &Style, cx: &mut Context) -> Result<Output> {
        set_horizontally(publication.articles().map(|article| &article.meta).chain(&publication.edition), cx);
        let noted;
        let publication = if style.print.links_as_notes {
            let mut copy = publication.clone();
            for article in copy.parts.iter_mut().flat_map(|part| &mut part.articles) {
                *article = print::links_as_notes(article);
            }
            noted = copy;
            &noted
        } else {
            publication
        };
        let (pages, style) = print::lay_out(style, cx, |style, cx| layout::layout(publication, style, cx));
        let articles: Vec<&Document> = publication.articles().collect();
        let page_list = layout::page_marks::page_marks(&pages, &articles);
        let assets: Vec<&Assets> = articles.iter().map(|article| &article.assets).collect();
        let count = pages.pages.len();
        let mut output = write_in_turn(Cow::Owned(pages), &assets, &style, cx)?;
        if let Some((bytes, reports)) = cover::make(publication, &style, count, cx)? {
            output.companions.push(("-cover", bytes));
            output.reports.extend(reports);
        }
        Ok(Output { page_list, ..output })
    }
}

/// Warns if vertical writing was asked for, because pages have only horizontal lines.
fn set_horizontally<'m>(metas: impl IntoIterator<Item = &'m Meta>, cx: &mut Context) {
    if metas.into_iter().any(|meta| meta.vertical) {
        let message = "The pages are set in horizontal lines; an EPUB can be written vertically.";
        cx.diags.push_once(Diagnostic::remark(codes::WRITING, message));
    }
}

/// Writes finished pages; `assets` are the pictures of each article, by its number in
/// [`crate::layout::frame::Picture`].
///
/// # Errors
/// Only if printpdf's skeleton has changed, which a test would have shown.
pub fn write(pages: &Pages, assets: &[&Assets], style: &Style, cx: &mut Context) -> Result<Output> {
    write_in_turn(Cow::Borrowed(pages), assets, style, cx)
}

/// The number of pages that are drawn before the marks of earlier pages are freed.
const TURN: usize = 256;

/// Writes finished pages. If they are owned, their marks are freed after drawing, unless they are needed again.
fn write_in_turn(mut pages: Cow<Pages>, assets: &[&Assets], style: &Style, cx: &mut Context) -> Result<Output> {
    if pages.pages.is_empty() {
        // A file without pages is not a PDF.
        pages.to_mut().pages = vec![Page { size: (419.53, 595.28), ..Page::default() }];
    }
    let mut reports: Vec<_> = guideline::report(&pages, style).into_iter().collect();
    let target = Target::new(&style.print, cx);
    let used = glyphs::collect(&pages);
    let many = pages.pages.len() >= parallel::PAGES;
    let faces: Vec<_> = pages.faces.iter().zip(&used).collect();
    let subsets: Vec<Option<fonts::Subset>> = parallel::each(&faces, many, |(face, used)| fonts::subset(face, used));
    let pixels = cx.limits.pixels;
    let pictured: Vec<Option<pictured::Pictured>> =
        pages.faces.iter().zip(&used).map(|(f, used)| pictured::prepare(f, used, pixels, &target.inks)).collect();
    let embedded: Vec<bool> = subsets.iter().zip(&pictured).map(|(s, p)| s.is_some() || p.is_some()).collect();
    remark_on_faces(&pages, &used, &embedded, cx);
    let paintings = pictures::prepare(&pages, assets, &target.inks, cx);
    let painted: Vec<bool> = paintings.iter().map(Option::is_some).collect();
    let sheet = |(n, page): (usize, &Page)| print::Sheet::new(&style.print, pages.binding.is_right_hand(n), page.size);
    let sheets: Vec<print::Sheet> = pages.pages.iter().enumerate().map(sheet).collect();
    let types = tags::names(&pages.structure);
    let numbers: Vec<usize> = (0..pages.pages.len()).collect();
    let mut drawn: Vec<draw::Drawn> = Vec::with_capacity(numbers.len());
    for turn in numbers.chunks(TURN) {
        let book = draw::Book {
            pages: &pages,
            types: &types,
            used: &used,
            embedded: &embedded,
            painted: &painted,
            inks: &target.inks,
            sheets: &sheets,
            overprint: target.printing != meta::Printing::No,
        };
        drawn.extend(parallel::each(turn, many, |n| draw::draw(&book, *n)));
        // Preflight reads the marks once more.
        if let (Cow::Owned(pages), None) = (&mut pages, style.print.product) {
            turn.iter().filter_map(|n| Some(std::mem::take(&mut pages.pages.get_mut(*n)?.items))).for_each(drop);
        }
    }

    let facts = meta::Facts::new(&pages.properties, cx.epoch.map(Date::from_epoch));
    let mut file = file::File::new(&facts.title, pages.pages.len())?;
    let fonts = pages.faces.iter().zip(&used).zip(subsets.into_iter().zip(pictured));
    let fonts = fonts
        .map(|((face, used), prepared)| match prepared {
            (Some(subset), _) => {
                Fonts { objects: vec![fonts::embed(&mut file, face, used, subset)], transparent: false }
            }
            (None, Some(pictured)) => {
                let transparent = pictured.transparent();
                Fonts { objects: pictured::embed(&mut file, face, used, pictured), transparent }
            }
            (None, None) => Fonts::default(),
        })
        .collect();
    let pictures = paintings
        .into_iter()
        .map(|painting| {
            let painting = painting?;
            let transparent = painting.transparent();
            Some(Painted { object: pictures::embed(&mut file, painting), transparent })
        })
        .collect();
    let resources = Resources { fonts, pictures };
    // ISO 15930-4 and -7, 6.13: no annotations within the bleed, so none at all in files for presses.
    let links = match target.printing {
        meta::Printing::No => links::write(&mut file, &pages, &sheets),
        _ => links::Links::default(),
    };
    tags::write(&mut file, &pages, &types, &drawn, &links);
    for (number, (sheet, drawn)) in sheets.iter().zip(drawn).enumerate() {
        finish_page(&mut file, number, sheet, drawn, &resources, &target);
    }
    outline::bookmarks(&mut file, &pages, &sheets);
    outline::destinations(&mut file, &pages, &sheets);
    outline::labels(&mut file, &pages);
    match &target.press {
        Some(press) => profile::press_intent(&mut file, press, style.print.conformance),
        None => profile::screen_intent(&mut file),
    }
    let info = meta::write(&mut file, &facts, pages.binding, target.printing);
    let bytes = finish::finish(file, Some(info), target.form());
    if style.print.product.is_some() {
        reports.push(preflight(&bytes, &pages, assets, style));
        if style.print.product == Some(PrintProduct::Booklet) {
            reports.push(preflight::folding(&pages, style));
        }
    }
    Ok(Output { bytes, reports, ..Output::default() })
}

/// The purpose of the file: the form of its colours, and its standard.
struct Target {
    inks: colour::Inks,
    printing: meta::Printing,
    press: Option<profile::Press>,
}

impl Target {
    fn new(print: &PrintStyle, cx: &mut Context) -> Self {
        let press = if print::is_x(print) { profile::press(print, cx) } else { None };
        let printing = match print.conformance {
            _ if press.is_none() => meta::Printing::No,
            Conformance::X1a => meta::Printing::X1a,
            Conformance::X4 => meta::Printing::X4,
            Conformance::Archive => meta::Printing::No,
        };
        let grey = print.product.is_some() && print.grey;
        let inks = match &press {
            Some(press) => colour::Inks::Press {
                convert: if grey { None } else { colour::to_press(&press.icc) },
                plain: printing == meta::Printing::X1a,
            },
            None if grey => colour::Inks::Grey,
            None => colour::Inks::Screen,
        };
        Target { inks, printing, press }
    }

    /// PDF/X-1a:2003 is PDF 1.4, PDF/X-4 is 1.6.
    fn form(&self) -> finish::Form {
        match self.printing {
            meta::Printing::No => finish::Form { version: "1.7", packed: true },
            meta::Printing::X1a => finish::Form { version: "1.4", packed: false },
            meta::Printing::X4 => finish::Form { version: "1.6", packed: true },
        }
    }
}

fn remark_on_faces(pages: &Pages, used: &[glyphs::Used], embedded: &[bool], cx: &mut Context) {
    for ((face, used), embedded) in pages.faces.iter().zip(used).zip(embedded) {
        if !embedded && used.glyphs.len() > 1 {
            let message =
                format!("The face {} has no outlines that PDF can hold; its characters are not shown.", face.name);
            cx.diags.push_once(Diagnostic::warning(codes::FACE_NOT_EMBEDDED, message));
        }
    }
}

/// A picture in the file.
struct Painted {
    object: Object,
    transparent: bool,
}

/// A face in the file: one font, or several if its glyphs are pictures.
#[derive(Default)]
struct Fonts {
    objects: Vec<Object>,
    transparent: bool,
}

/// The resources that pages name, by number.
struct Resources {
    fonts: Vec<Fonts>,
    pictures: Vec<Option<Painted>>,
}

/// Sets a page's boxes, resources and content.
fn finish_page(
    file: &mut file::File,
    number: usize,
    sheet: &print::Sheet,
    drawn: draw::Drawn,
    resources: &Resources,
    target: &Target,
) {
    file.page(number, "MediaBox", object::numbers(&rounded(sheet.media)));
    if sheet.bleed != sheet.trim || target.printing != meta::Printing::No {
        file.page(number, "BleedBox", object::numbers(&rounded(sheet.bleed)));
    } else {
        file.page(number, "CropBox", object::numbers(&rounded(sheet.media)));
    }
    file.page(number, "TrimBox", object::numbers(&rounded(sheet.trim)));
    let mut entries = Dictionary::new();
    let mut set = |key: &str, names: Dictionary| {
        if !names.is_empty() {
            entries.set(key, Object::Dictionary(names));
        }
    };
    let (mut fonts, mut pictures, mut transparent) = (Dictionary::new(), Dictionary::new(), false);
    for face in &drawn.faces {
        let Some(face_fonts) = resources.fonts.get(usize::from(*face)) else { continue };
        for (block, font) in face_fonts.objects.iter().enumerate() {
            fonts.set(draw::font_name(*face, block), font.clone());
        }
        transparent |= face_fonts.transparent;
    }
    for id in &drawn.pictures {
        if let Some(Some(painted)) = resources.pictures.get(*id as usize) {
            pictures.set(format!("X{id}"), painted.object.clone());
            transparent |= painted.transparent;
        }
    }
    set("Font", fonts);
    set("XObject", pictures);
    if target.printing != meta::Printing::No {
        set("ExtGState", overprint_states());
    }
    if sheet.marks {
        set("ColorSpace", object::dict([("All", all_plates(target))]));
    }
    if transparent {
        // ISO 19005-2, 6.2.10: a page with transparency says in which space colours are mixed.
        let group = object::dict([("S", object::named("Transparency")), ("CS", object::named(target.inks.blending()))]);
        file.page(number, "Group", Object::Dictionary(group));
    }
    file.page(number, "Resources", Object::Dictionary(entries));
    let content = file.stream(Dictionary::new(), drawn.content);
    file.page(number, "Contents", content);
    // ISO 14289-1, 7.18.3: the tab key follows the structure.
    file.page(number, "Tabs", object::named("S"));
}

fn rounded(values: [f64; 4]) -> [f64; 4] {
    values.map(|v| (v * 1000.0).round() / 1000.0)
}

/// Overprinting on and off (ISO 32000-1, 8.6.7): in mode 1 an ink of zero keeps the ink below it.
fn overprint_states() -> Dictionary {
    let state = |on: bool| {
        let over = Object::Boolean(on);
        Object::Dictionary(object::dict([("OP", over.clone()), ("op", over), ("OPM", Object::Integer(i64::from(on)))]))
    };
    object::dict([("Over", state(true)), ("Out", state(false))])
}

/// The colour that prints on every plate, for marks; screens show it as black.
fn all_plates(target: &Target) -> Object {
    let press = target.printing != meta::Printing::No;
    let (space, none, full) = match press {
        true => ("DeviceCMYK", vec![0.0; 4], vec![1.0; 4]),
        false => ("DeviceGray", vec![1.0], vec![0.0]),
    };
    let tint = object::dict([
        ("FunctionType", Object::Integer(2)),
        ("Domain", object::numbers(&[0.0, 1.0])),
        ("C0", object::numbers(&none)),
        ("C1", object::numbers(&full)),
        ("N", Object::Integer(1)),
    ]);
    Object::Array(vec![
        object::named("Separation"),
        object::named("All"),
        object::named(space),
        Object::Dictionary(tint),
    ])
}

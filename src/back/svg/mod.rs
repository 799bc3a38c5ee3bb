//! SVG: the finished pages as drawings that look the same in every viewer, at any magnification.
//!
//! ```text
//! Pages --outlines--> glyphs as paths --page--> marks, in the order of painting --emit--> one drawing
//! ```
//!
//! Like `back/pdf` it translates the display list and decides nothing. Glyphs are written as outlines and not as text,
//! because an SVG that a browser shows as a picture may load no fonts, and because every viewer then shows the letters
//! of the print. Pictures are inside as `data:` addresses (RFC 2397). The format is SVG 1.1 without style sheets,
//! scripts and names, so that several pages can stand in one document.
//!
//! [`page()`] draws one page; the format `svg` has all pages one below the other.

mod marks;
mod numbers;
mod outlines;
mod pictures;

use super::{BackEnd, Output};
use crate::GENERATOR;
use crate::context::Context;
use crate::diag::Result;
use crate::doc::{Assets, Document, Publication};
use crate::geometry::Pt;
use crate::layout;
use crate::layout::frame::Pages;
use crate::style::Style;
use numbers::Number;

/// The space between two pages of one drawing.
const GAP: Pt = 12.0;

/// The back end.
pub(crate) struct Svg;

impl BackEnd for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }
    fn extension(&self) -> &'static str {
        "svg"
    }
    fn makes_pages(&self) -> bool {
        true
    }
    fn binds(&self) -> bool {
        true
    }
    fn owns(&self, head: &[u8]) -> Option<bool> {
        let head = String::from_utf8_lossy(head);
        Some(head.split_once("<!-- ").is_some_and(|(_, by)| crate::is_own(by)))
    }
    fn about(&self) -> &'static str {
        "the pages as one drawing, one below the other, for screens"
    }

    fn emit(&self, publication: &Publication, style: &Style, cx: &mut Context) -> Result<Output> {
        let pages = layout::layout(publication, style, cx);
        let articles: Vec<&Document> = publication.articles().collect();
        let assets: Vec<&Assets> = articles.iter().map(|article| &article.assets).collect();
        let page_list = layout::page_marks::page_marks(&pages, &articles);
        let width = pages.pages.iter().map(|page| page.size.0).fold(0.0, Pt::max);
        let (mut top, mut drawn) = (0.0, String::new());
        for (number, page) in pages.pages.iter().enumerate() {
            let left = (width - page.size.0) / 2.0;
            drawn.push_str(&format!("<g transform=\"translate({} {})\">\n", Number(left), Number(top)));
            drawn.push_str(&marks::marks(&pages, number, &assets, cx));
            drawn.push_str("</g>\n");
            top += page.size.1 + GAP;
        }
        let svg = drawing(width, (top - GAP).max(0.0), &drawn);
        Ok(Output { bytes: svg.into_bytes(), page_list, ..Output::default() })
    }
}

/// The page with that number, from 0, as a separate drawing; `assets` are the pictures of each article, by its number
/// in [`Picture`](crate::layout::frame::Picture). Empty if there is no such page.
pub fn page(pages: &Pages, number: usize, assets: &[&Assets], cx: &mut Context) -> String {
    match pages.pages.get(number) {
        Some(page) => drawing(page.size.0, page.size.1, &marks::marks(pages, number, assets, cx)),
        None => String::new(),
    }
}

/// A drawing of that size in points.
fn drawing(width: Pt, height: Pt, content: &str) -> String {
    let (width, height) = (Number(width), Number(height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}pt\" \
         height=\"{height}pt\" viewBox=\"0 0 {width} {height}\"><!-- {GENERATOR} -->\n{content}</svg>\n"
    )
}

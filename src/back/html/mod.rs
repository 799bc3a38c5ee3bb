//! The HTML back end: the article as a single page without other files, to read, to enlarge and to print.
//!
//! ```text
//! article -> xhtml (pictures, pieces, style sheet) -> head, tools, article -> bytes
//! ```
//!
//! Pictures are inside as `data:` addresses (RFC 2397), and so are the style sheet and a script of a dozen lines for
//! the three buttons. The page reads without the script, and its own policy (Content Security Policy 3) forbids every
//! connection and every other script, also those of the article. The article is written as in our books, so that the
//! HTML front end reads the same tree back. Accessibility: WCAG 2.2, level AA.

mod head;
mod screen;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::xhtml::css::{self, Writing};
use super::xhtml::links::{self, Articles};
use super::xhtml::ready::{Bounds, Ready};
use super::xhtml::render::{Piece, Render, Shared};
use super::xhtml::sections::sections;
use super::xhtml::xml::{Dialect, Writer};
use super::xhtml::{opening, pictures, vertical};
use super::{BackEnd, Output, single};
use crate::context::Context;
use crate::diag::Result;
use crate::doc::{Document, Lang, Publication, hollow};
use crate::lang::{Labels, Language};
use crate::style::Style;

/// The quality of pictures that are re-encoded, as in a book.
const QUALITY: u8 = 85;

/// The back end.
pub(crate) struct Html;

impl BackEnd for Html {
    fn name(&self) -> &'static str {
        "html"
    }
    fn extension(&self) -> &'static str {
        "html"
    }
    fn aliases(&self) -> &'static [&'static str] {
        &["htm"]
    }
    fn reads_sizes(&self) -> bool {
        true
    }
    fn shows_size(&self) -> bool {
        true
    }
    fn owns(&self, head: &[u8]) -> Option<bool> {
        let head = String::from_utf8_lossy(head);
        let generator = head.split_once("<meta name=\"generator\" content=\"");
        Some(generator.is_some_and(|(_, by)| crate::is_own(by)))
    }
    fn about(&self) -> &'static str {
        "one page for browsers, with buttons for larger text and for printing"
    }

    fn emit(&self, publication: &Publication, style: &Style, cx: &mut Context) -> Result<Output> {
        let document = hollow::filled(single(publication, self)?);
        let lang = document.meta.language.clone().unwrap_or_else(Lang::english);
        let bounds = Bounds {
            side: style.epub.picture_side.max(16),
            quality: QUALITY,
            roles: true,
            squeeze: false,
            grey: false,
        };
        let pictures = pictures::pictures(&[&document], bounds, cx, &mut |_, ready| Ok(data_url(ready)))?;
        let turned = vertical::fits(&document, &lang, cx) && document.meta.vertical;
        let articles = Articles::new(&[&document], &publication.names, lang.clone());
        let vertical = [turned];
        let shared = Shared {
            dialect: Dialect::Html,
            pictures: &pictures,
            articles: &articles,
            marks: &[],
            vertical: &vertical,
            formulas: None,
        };
        let (pieces, facts) = Render::new(&shared, &document, 0, cx).pieces();
        let article = article(&document, &pieces, &articles, &lang);
        let writing = Writing { upright: Language::of(&lang).may_be_vertical, turned, mixed: facts.turned > 0 };
        let book = css::css(style, writing);
        // The encoding is the page's.
        let sheet =
            format!("{}{}", book.trim_start_matches("@charset \"UTF-8\";\n"), screen::screen(style, lang.binding()));
        let page = head::page(&document.meta, &lang, turned, &sheet, &article);
        Ok(Output { bytes: page.into_bytes(), ..Output::default() })
    }
}

/// The article with its sections and notes, its inner links resolved.
fn article(document: &Document, pieces: &[Piece], articles: &Articles, lang: &Lang) -> String {
    let mut w = Writer::new(Dialect::Html);
    let title = opening::title_id(document, 0);
    let name = opening::title_of(document, Labels::of(lang).untitled);
    let label = title.as_deref().map_or(("aria-label", name.as_str()), |id| ("aria-labelledby", id));
    w.open("article", &[label]);
    w.line();
    sections(pieces, &mut w);
    w.close();
    w.line();
    let path = |article: usize, id: &str| match articles.name(article, id) {
        Some(name) => format!("#{name}"),
        None => "#top".to_string(),
    };
    links::resolve(&w.finish(), &path)
}

/// The picture as an address that holds it.
fn data_url(ready: &Ready) -> String {
    format!("data:{};base64,{}", ready.media.mime(), STANDARD.encode(&ready.bytes))
}

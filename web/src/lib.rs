//! Offprint as a module for browsers: files are laid on a desk, and pages, books and remarks come back.
//!
//! ```text
//! put (files) -> read (what was understood) -> lay (pages) -> page (a drawing of each) -> make (a file to keep)
//! ```
//!
//! The page in `web/page` runs this module in a worker. It works as the program `convert` does, with the same library,
//! so that a file made here equals the file made there. There is no network and no clock in it: an article may see only
//! the files on the desk. Structures go back and forth as JSON, files as bytes.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod bind;
mod faces;
mod fault;
mod look;
mod made;
mod pieces;
mod said;
mod shelf;
mod understood;
mod words;

use offprint::back;
use offprint::context::Context;
use offprint::diag::Diagnostics;
use offprint::doc::{Assets, Document, Publication};
use offprint::front::{self, foreign};
use offprint::layout::frame::Pages;
use offprint::source::Source;
use offprint::style::Style;
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

use bind::Article;
use fault::Fault;
use look::{Look, Wish};
use made::Made;
use shelf::Shelf;

/// The version of the program.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Articles, their accompanying files, and the pages that were last made of them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    shelf: Shelf,
    articles: Vec<Article>,
    /// The content of the pages that were last made.
    publication: Publication,
    pages: Pages,
}

#[wasm_bindgen]
impl Desk {
    /// An empty desk.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Desk {
        offprint::apart::brought_by(pieces::bring);
        Desk::default()
    }

    /// Lays a file on the desk, in place of a file with the same path: an article, or one of its pictures.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.shelf.put(path, bytes);
    }

    /// Removes a file, and the article that was read from it.
    pub fn take(&mut self, path: &str) {
        self.shelf.take(path);
        self.articles.retain(|article| article.path != path);
    }

    /// Adds a font file for characters that the built-in faces lack; returns its family's name, or `None` if it is not
    /// a font.
    pub fn face(&mut self, bytes: Vec<u8>) -> Option<String> {
        faces::add(bytes)
    }

    /// Reads the article in a file, and returns the result as JSON. `wish` has the choices for reading, as JSON.
    pub fn read(&mut self, path: &str, wish: &str) -> Result<String, String> {
        self.read_article(path, wish).map_err(|fault| fault.json())
    }

    /// Makes pages of the articles in these files (a JSON list of paths), and returns their number and the messages, as
    /// JSON. `look` has the choices for their look, as JSON.
    pub fn lay(&mut self, paths: &str, look: &str) -> Result<String, String> {
        self.lay_out(paths, look).map_err(|fault| fault.json())
    }

    /// The page of that number, from 0, as an SVG drawing.
    pub fn page(&self, number: usize) -> String {
        let resources = self.shelf.beside(bind::place(&self.publication));
        let articles: Vec<&Document> = self.publication.articles().collect();
        let assets: Vec<&Assets> = articles.iter().map(|article| &article.assets).collect();
        back::svg::page(&self.pages, number, &assets, &mut Context::new(&resources))
    }

    /// The words on the page with that number, in the order of reading, for readers who listen: a JSON list of
    /// paragraphs.
    pub fn words(&self, number: usize) -> String {
        json!(words::of_page(&self.pages, number)).to_string()
    }

    /// Makes a file of the articles in these files, in the format of that name.
    pub fn make(&mut self, format: &str, paths: &str, look: &str) -> Result<Made, String> {
        self.make_file(format, paths, look).map_err(|fault| fault.json())
    }
}

impl Desk {
    fn read_article(&mut self, path: &str, wish: &str) -> Result<String, Fault> {
        let wish: Wish = fault::parse(wish)?;
        let bytes = self.shelf.file(path).ok_or_else(|| Fault::new(format!("There is no file {path}.")))?;
        let source = Source::new(path, bytes.to_vec());
        if let Some(kind) = foreign::recognise(source.bytes()) {
            let message = format!("{path} is {}, and holds no article to convert.", kind.what);
            return Err(Fault::foreign(message, kind.id));
        }
        let front = match wish.from.as_deref() {
            Some(name) => {
                front::by_name(name).ok_or_else(|| Fault::new(format!("There is no input format {name}.")))?
            }
            None => front::detect(&source),
        };
        let resources = self.shelf.beside(Some(path));
        let mut cx = Context::new(&resources);
        cx.reading = wish.reading();
        let document = offprint::read(&source, front, &mut cx)?;
        let understood = understood::json(&document, &source, front.name(), cx.diags.take());
        let article = Article { path: path.to_owned(), document };
        match self.articles.iter_mut().find(|known| known.path == path) {
            Some(known) => *known = article,
            None => self.articles.push(article),
        }
        Ok(understood.to_string())
    }

    fn lay_out(&mut self, paths: &str, look: &str) -> Result<String, Fault> {
        let (look, paths) = (fault::parse::<Look>(look)?, fault::parse::<Vec<String>>(paths)?);
        self.publication = bind::publication(&self.articles, &paths, look.edition.as_deref())?;
        let (style, mut said) = look.style(true)?;
        let resources = self.shelf.beside(bind::place(&self.publication));
        let mut cx = Context::new(&resources);
        self.pages = offprint::layout::layout(&self.publication, &style, &mut cx);
        cx.diags.take().into_iter().for_each(|diagnostic| said.push(diagnostic));
        Ok(self.laid(&style, &mut said).to_string())
    }

    /// The report on the pages.
    fn laid(&self, style: &Style, said: &mut Diagnostics) -> serde_json::Value {
        let sizes: Vec<_> = self.pages.pages.iter().map(|page| json!([page.size.0, page.size.1])).collect();
        let report = back::pdf::guideline(&self.pages, style);
        json!({
            "pages": sizes, "size": style.size, "nominal": style.body().nominal,
            "report": report.as_ref().map(said::report), "remarks": said::remarks(said.take(), None),
        })
    }

    fn make_file(&mut self, format: &str, paths: &str, look: &str) -> Result<Made, Fault> {
        let (look, paths) = (fault::parse::<Look>(look)?, fault::parse::<Vec<String>>(paths)?);
        let back = back::by_name(format).ok_or_else(|| Fault::new(format!("There is no output format {format}.")))?;
        let publication = bind::publication(&self.articles, &paths, look.edition.as_deref())?;
        // An edition is measured even for books, as the program does it.
        let (style, mut said) = look.style(back.reads_sizes() || publication.edition.is_some())?;
        let resources = self.shelf.beside(bind::place(&publication));
        let mut cx = Context::new(&resources);
        let output = back.emit(&publication, &style, &mut cx)?;
        cx.diags.take().into_iter().for_each(|diagnostic| said.push(diagnostic));
        Made::of(output, said.take())
    }
}

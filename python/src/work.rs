//! The work itself, without Python: read, bind, make.

use std::thread;

use offprint::back::{self, BackEnd};
use offprint::context::Context;
use offprint::diag::{Diagnostic, Diagnostics};
use offprint::doc::{Document, Inline, Publication};
use offprint::front::{self, foreign};
use offprint::report;
use offprint::source::Source;

use crate::error::Failure;
use crate::options::{Article, Look};
use crate::output::Output;
use crate::pictures::Given;

/// The stack of a call, in bytes: as much as the program `convert` gives an article, so that the counted limit of depth
/// is reached before the end of the stack.
const STACK: usize = 256 << 20;

/// Does the work in a thread with a deep stack; a panic costs the call and not the process.
pub(crate) fn deep<T: Send>(work: impl FnOnce() -> Result<T, Failure> + Send) -> Result<T, Failure> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.map_err(|why| Failure::new("system", format!("No thread could be made: {why}.")))?;
        thread.join().unwrap_or_else(|_| {
            let message = "The article could not be made, through a mistake of ours.";
            Err(Failure::new("internal", message).hint("Please report it with the article, if you may share it."))
        })
    })
}

/// An article that was read.
struct Read {
    source: Source,
    front: &'static str,
    document: Document,
    pictures: Given,
    said: Vec<Diagnostic>,
}

fn read(article: Article, epoch: Option<i64>) -> Result<Read, Failure> {
    let reading = article.reading();
    let pictures = Given::from(article.pictures);
    let source = Source::new(&article.name, article.data);
    let front = match article.format.as_deref() {
        Some(name) => {
            front::by_name(name).ok_or_else(|| no_format("input", name, front::FRONT_ENDS.iter().map(|f| f.name())))?
        }
        None => {
            if let Some(kind) = foreign::recognise(source.bytes()) {
                let message = format!("This is {}, and holds no article to convert.", kind.what);
                return Err(Failure::new("foreign", message).hint(kind.way_out));
            }
            front::detect(&source)
        }
    };
    let mut cx = Context { epoch, reading, ..Context::new(&pictures) };
    let document = offprint::read(&source, front, &mut cx)?;
    let said = cx.diags.take();
    Ok(Read { source, front: front.name(), document, pictures, said })
}

fn no_format(kind: &str, name: &str, known: impl Iterator<Item = &'static str>) -> Failure {
    let known: Vec<&str> = known.collect();
    Failure::new("format", format!("There is no {kind} format `{name}`."))
        .hint(format!("The {kind} formats are {}.", known.join(", ")))
}

fn back_end(name: &str) -> Result<&'static dyn BackEnd, Failure> {
    back::by_name(name).ok_or_else(|| no_format("output", name, back::BACK_ENDS.iter().map(|back| back.name())))
}

/// One file of one article.
pub(crate) fn convert(article: Article, to: &str, look: &Look) -> Result<Output, Failure> {
    let back = back_end(to)?;
    let read = read(article, look.epoch)?;
    let metadata = report::article(&read.source, read.front, &read.document, &read.said);
    let said = read.said.iter().map(|said| report::remark(said, &read.source)).collect();
    let publication = read.document.into();
    make(publication, back, look, &read.pictures, metadata, said)
}

/// The article as it was understood, as JSON.
pub(crate) fn inspect(article: Article) -> Result<String, Failure> {
    let read = read(article, None)?;
    Ok(report::article(&read.source, read.front, &read.document, &read.said).to_string())
}

/// One file of many articles.
pub(crate) fn edition(articles: Vec<Article>, title: &str, to: &str, look: &Look) -> Result<Output, Failure> {
    let back = back_end(to)?;
    if !back.binds() {
        return Err(Failure::new("unsupported", back::unbound(back)));
    }
    if articles.is_empty() {
        return Err(Failure::new("empty", "There are no articles to bind.").hint("Give at least one."));
    }
    let (mut bound, mut names, mut metadata, mut said) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for article in articles {
        names.push(article.name.clone());
        let read = read(article, look.epoch)?;
        metadata.push(report::article(&read.source, read.front, &read.document, &read.said));
        said.extend(read.said.iter().map(|said| report::remark(said, &read.source)));
        bound.push(with_pictures(read.document, &read.pictures));
    }
    let publication = Publication::edition(vec![Inline::text(title)], bound, names);
    make(publication, back, look, &Given::default(), metadata.into(), said)
}

/// The article with the bytes of its pictures, because articles of an edition may use one name for two pictures.
fn with_pictures(mut document: Document, pictures: &Given) -> Document {
    for asset in document.assets.iter_mut() {
        asset.data = asset.bytes(pictures).ok();
    }
    document
}

fn make(
    publication: Publication,
    back: &dyn BackEnd,
    look: &Look,
    pictures: &Given,
    metadata: serde_json::Value,
    mut remarks: Vec<serde_json::Value>,
) -> Result<Output, Failure> {
    let mut said = Diagnostics::default();
    // An edition is measured even for books, as the program does it.
    let style = look.style(back.reads_sizes() || publication.edition.is_some(), &mut said)?;
    let mut cx = Context { epoch: look.epoch, diags: said, ..Context::new(pictures) };
    let output = back.emit(&publication, &style, &mut cx)?;
    let nowhere = Source::from_text("", "");
    remarks.extend(
        cx.diags.take().iter().map(|said| report::remark(&Diagnostic { span: None, ..said.clone() }, &nowhere)),
    );
    let reports: Vec<_> = output.reports.iter().map(report::report).collect();
    Ok(Output {
        bytes: output.bytes,
        files: output.files,
        format: back.name(),
        extension: back.extension(),
        metadata: metadata.to_string(),
        remarks: serde_json::Value::from(remarks).to_string(),
        reports: serde_json::Value::from(reports).to_string(),
    })
}

//! The tree as pandoc's JSON (pandoc-types 1.23), so that every writer of pandoc is one pipe away:
//! `convert in.txt --to json | pandoc -f json -o out.docx`.
//!
//! Pandoc's tree lacks some things of our tree. They go out as `Div`s and `Span`s with a class, one that pandoc itself
//! uses if there is one (`note`, `tip`, `mark`, `title`). So pandoc's writers do something sensible with them, and
//! [`crate::front`]'s reader of the same format finds them again. The text is written straight into one string: an
//! article of a million words costs one buffer and no tree of values.

mod blocks;
mod inlines;
mod tables;
mod value;

use self::value::Attr;
use super::{BackEnd, Output, single};
use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::{Author, Document, Inline, Meta, Publication};
use crate::style::Style;

/// Pandoc's JSON.
pub(crate) struct Json;

impl BackEnd for Json {
    fn name(&self) -> &'static str {
        "json"
    }
    fn extension(&self) -> &'static str {
        "json"
    }
    fn about(&self) -> &'static str {
        "pandoc's document tree as JSON, for pandoc and for scripts"
    }
    fn owns(&self, head: &[u8]) -> Option<bool> {
        Some(head.starts_with(b"{\"pandoc-api-version\""))
    }
    fn emit(&self, publication: &Publication, _style: &Style, cx: &mut Context) -> Result<Output> {
        let document = single(publication, self)?;
        let mut writer = Writer { out: String::with_capacity(4096), mathml: 0 };
        writer.document(document);
        if writer.mathml > 0 {
            let hint = "Pandoc writes them only where the output is HTML.";
            let message = format!("Formulas without TeX were kept as MathML: {}.", writer.mathml);
            cx.say(Diagnostic::remark(codes::MATH_AS_HTML, message).hint(hint));
        }
        Ok(Output { bytes: writer.out.into_bytes(), ..Output::default() })
    }
}

/// The form of a block's own paragraphs: `Plain` where pandoc sets no space around them.
#[derive(Clone, Copy, PartialEq)]
enum Spacing {
    Plain,
    Para,
}

struct Writer {
    out: String,
    /// The number of formulas that went out as raw HTML.
    mathml: usize,
}

/// The document and its metadata.
impl Writer {
    fn document(&mut self, document: &Document) {
        self.object(|w| {
            w.key("pandoc-api-version");
            w.array(|w| [1, 23, 1].iter().for_each(|n| w.raw(n)));
            w.key("meta");
            w.object(|w| w.meta(&document.meta));
            w.key("blocks");
            w.blocks(&document.blocks, Spacing::Para);
        });
        self.out.push('\n');
    }

    /// Pandoc's own keys where it has them. The standfirst goes out as (or after) the subtitle: pandoc's templates
    /// print that above the text, which is the place of a standfirst.
    fn meta(&mut self, meta: &Meta) {
        self.meta_inlines("title", &meta.title);
        self.meta_subtitle(meta);
        let (authors, others): (Vec<_>, Vec<_>) = meta.authors.iter().partition(|a| a.is_author());
        self.meta_list("author", &authors, |w, a| w.author(a));
        self.meta_list("contributor", &others, |w, a| w.contributor(a));
        // pandoc has one date: if only the day of the last change is known, that is written.
        self.meta_text("date", meta.published.or(meta.updated).map(|d| d.to_string()));
        self.meta_text("updated", meta.updated.map(|d| d.to_string()));
        self.meta_text("saved", meta.saved.map(|d| d.to_string()));
        self.meta_text("lang", meta.language.as_ref().map(|l| l.as_str().to_string()));
        self.meta_text("eyebrow", meta.eyebrow.clone());
        self.meta_text("site", meta.site.clone());
        self.meta_text("source", meta.source.clone());
        self.meta_text("publisher", meta.publisher.clone());
        self.meta_text("rights", meta.rights.clone());
        self.meta_text("description", meta.description.clone());
        let subjects: Vec<_> = meta.subjects.iter().collect();
        self.meta_list("keywords", &subjects, |w, s| w.node("MetaInlines", |w| w.array(|w| w.words(s))));
        if let Some(series) = &meta.series {
            self.meta_text("belongs-to-collection", Some(series.name.clone()));
            self.meta_text("group-position", series.position.map(|p| p.to_string()));
        }
        self.meta_text("identifier", meta.identifier.clone());
        self.meta_text("cover-image", meta.cover.clone());
        self.meta_text("writing", meta.vertical.then(|| "vertical".to_string()));
        for (key, value) in &meta.extra {
            self.meta_text(key, Some(value.clone()));
        }
    }

    fn meta_inlines(&mut self, key: &str, inlines: &[Inline]) {
        if !inlines.is_empty() {
            self.key(key);
            self.node("MetaInlines", |w| w.inlines(inlines));
        }
    }

    fn meta_subtitle(&mut self, meta: &Meta) {
        if meta.standfirst.is_empty() {
            return self.meta_inlines("subtitle", &meta.subtitle);
        }
        self.key("subtitle");
        self.node("MetaInlines", |w| {
            w.array(|w| {
                if !meta.subtitle.is_empty() {
                    meta.subtitle.iter().for_each(|i| w.inline(i));
                    w.bare("LineBreak");
                }
                w.span(Attr::class(&["standfirst"]), |w| w.inlines(&meta.standfirst));
            })
        });
    }

    fn meta_text(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            self.key(key);
            self.node("MetaInlines", |w| w.array(|w| w.words(&value)));
        }
    }

    fn meta_list<T>(&mut self, key: &str, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        if !items.is_empty() {
            self.key(key);
            self.node("MetaList", |w| w.array(|w| items.iter().for_each(|i| item(w, i))));
        }
    }

    fn author(&mut self, author: &Author) {
        self.node("MetaInlines", |w| {
            w.array(|w| match &author.file_as {
                None => w.words(&author.name),
                Some(file_as) => {
                    let pairs = [("file-as", file_as.as_str())];
                    let attr = Attr { pairs: &pairs, ..Attr::default() };
                    w.span(attr, |w| w.array(|w| w.words(&author.name)));
                }
            })
        });
    }

    /// Writes a contributor in the form of pandoc's EPUB metadata.
    fn contributor(&mut self, author: &Author) {
        self.node("MetaMap", |w| {
            w.object(|w| {
                w.meta_text("file-as", author.file_as.clone());
                w.meta_text("role", Some(author.role.as_str().to_owned()));
                w.meta_text("text", Some(author.name.clone()));
            })
        });
    }
}

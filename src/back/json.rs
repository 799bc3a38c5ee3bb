//! The tree as pandoc's JSON (pandoc-types 1.23), so that every writer of pandoc is one pipe away:
//! `convert in.txt --to json | pandoc -f json -o out.docx`.
//!
//! Pandoc's tree lacks some things of our tree. They go out as `Div`s and `Span`s with a class, one that pandoc itself
//! uses if there is one (`note`, `tip`, `mark`, `title`). So pandoc's writers do something sensible with them, and
//! [`crate::front`]'s reader of the same format finds them again. The text is written straight into one string: an
//! article of a million words costs one buffer and no tree of values.

use super::{BackEnd, Output, single};
use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::{
    Align, Aside, Author, Block, BlockKind, Code, Column, Definition, Delimiter, Document, Figure, Image, Inline, List,
    ListItem, ListKind, Math, Meta, Publication, Quote, QuoteKind, Row, Table,
};
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

/// An attribute triple of pandoc: identifier, classes, pairs.
#[derive(Clone, Copy, Default)]
struct Attr<'a> {
    id: &'a str,
    classes: &'a [&'a str],
    pairs: &'a [(&'a str, &'a str)],
}

impl<'a> Attr<'a> {
    fn class(class: &'a [&'a str]) -> Self {
        Attr { classes: class, ..Attr::default() }
    }

    fn id(id: Option<&'a String>) -> Self {
        Attr { id: id.map_or("", |id| id), ..Attr::default() }
    }
}

/// JSON itself: commas and escapes.
impl Writer {
    /// A comma, unless this value is the first of its array or object or follows its key.
    fn sep(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'[' | b'{' | b':')) {
            self.out.push(',');
        }
    }

    fn raw(&mut self, value: impl std::fmt::Display) {
        use std::fmt::Write;
        self.sep();
        let _ = write!(self.out, "{value}");
    }

    fn string(&mut self, text: &str) {
        self.sep();
        self.quoted(text);
    }

    fn quoted(&mut self, text: &str) {
        use std::fmt::Write;
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                c if c.is_control() => {
                    let _ = write!(self.out, "\\u{:04x}", u32::from(c));
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    fn array(&mut self, content: impl FnOnce(&mut Self)) {
        self.sep();
        self.out.push('[');
        content(self);
        self.out.push(']');
    }

    fn object(&mut self, content: impl FnOnce(&mut Self)) {
        self.sep();
        self.out.push('{');
        content(self);
        self.out.push('}');
    }

    fn key(&mut self, key: &str) {
        self.sep();
        self.quoted(key);
        self.out.push(':');
    }

    /// A constructor without content: `{"t":"Space"}`.
    fn bare(&mut self, name: &str) {
        self.object(|w| {
            w.key("t");
            w.string(name);
        });
    }

    /// A constructor with content: `{"t":"Str","c":...}`. `content` writes exactly one value.
    fn node(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.object(|w| {
            w.key("t");
            w.string(name);
            w.key("c");
            content(w);
        });
    }

    fn attr(&mut self, attr: Attr) {
        self.array(|w| {
            w.string(attr.id);
            w.array(|w| attr.classes.iter().for_each(|c| w.string(c)));
            w.array(|w| {
                for (key, value) in attr.pairs {
                    w.array(|w| {
                        w.string(key);
                        w.string(value);
                    });
                }
            });
        });
    }
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

/// Blocks.
impl Writer {
    fn blocks(&mut self, blocks: &[Block], spacing: Spacing) {
        self.array(|w| blocks.iter().for_each(|block| w.block(block, spacing)));
    }

    /// Blocks in a place where a single paragraph gets no space around it, such as a table's cell.
    fn compact(&mut self, blocks: &[Block]) {
        self.blocks(blocks, if blocks.len() == 1 { Spacing::Plain } else { Spacing::Para });
    }

    fn paragraph(&mut self, spacing: Spacing, content: impl FnOnce(&mut Self)) {
        self.node(if spacing == Spacing::Plain { "Plain" } else { "Para" }, |w| w.array(content));
    }

    fn block(&mut self, block: &Block, spacing: Spacing) {
        match &block.kind {
            BlockKind::Heading(heading) => self.node("Header", |w| {
                w.array(|w| {
                    w.raw(heading.level);
                    w.attr(Attr::id(heading.id.as_ref()));
                    w.inlines(&heading.content);
                })
            }),
            BlockKind::Paragraph(content) => {
                self.paragraph(spacing, |w| content.iter().for_each(|i| w.inline(i)));
            }
            BlockKind::Quote(quote) => self.quote(quote),
            BlockKind::Verse(lines) => {
                self.node("LineBlock", |w| w.array(|w| lines.iter().for_each(|l| w.inlines(l))));
            }
            BlockKind::Code(code) if !code.caption.is_empty() => self.node("Figure", |w| {
                w.array(|w| {
                    w.attr(Attr::default());
                    w.caption(&code.caption, &[]);
                    w.array(|w| w.code(code));
                })
            }),
            BlockKind::Code(code) => self.code(code),
            BlockKind::List(list) => self.list(list),
            BlockKind::DefinitionList(list) => self.definitions(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Math(math) => self.paragraph(spacing, |w| w.math(math, "DisplayMath")),
            BlockKind::Aside(aside) => self.aside(aside),
            BlockKind::Break => self.bare("HorizontalRule"),
        }
    }

    fn div(&mut self, attr: Attr, content: impl FnOnce(&mut Self)) {
        self.node("Div", |w| {
            w.array(|w| {
                w.attr(attr);
                content(w);
            })
        });
    }

    fn quote(&mut self, quote: &Quote) {
        let class = match quote.kind {
            QuoteKind::Block => None,
            QuoteKind::Pull => Some("pull-quote"),
            QuoteKind::Epigraph => Some("epigraph"),
        };
        match class {
            None => self.block_quote(quote),
            Some(class) => self.div(Attr::class(&[class]), |w| w.array(|w| w.block_quote(quote))),
        }
    }

    fn block_quote(&mut self, quote: &Quote) {
        self.node("BlockQuote", |w| {
            w.array(|w| {
                quote.blocks.iter().for_each(|b| w.block(b, Spacing::Para));
                if !quote.attribution.is_empty() {
                    let attr = Attr::class(&["attribution"]);
                    w.div(attr, |w| {
                        w.array(|w| {
                            w.paragraph(Spacing::Plain, |w| {
                                w.words("— ");
                                quote.attribution.iter().for_each(|i| w.inline(i));
                            });
                        })
                    });
                }
            })
        });
    }

    fn list(&mut self, list: &List) {
        let spacing = if list.tight { Spacing::Plain } else { Spacing::Para };
        let items = |w: &mut Self| w.array(|w| list.items.iter().for_each(|item| w.item(item, spacing)));
        match list.kind {
            ListKind::Bullet => self.node("BulletList", items),
            ListKind::Ordered { start, numbering, delimiter } => self.node("OrderedList", |w| {
                w.array(|w| {
                    w.array(|w| {
                        w.raw(start);
                        w.bare(&format!("{numbering:?}"));
                        w.bare(match delimiter {
                            Delimiter::Period => "Period",
                            Delimiter::Paren => "OneParen",
                            Delimiter::Parens => "TwoParens",
                        });
                    });
                    items(w);
                })
            }),
        }
    }

    /// A task's box is the character that pandoc writes for it, at the head of the first paragraph.
    fn item(&mut self, item: &ListItem, spacing: Spacing) {
        let Some(checked) = item.checked else { return self.blocks(&item.blocks, spacing) };
        let tick = if checked { "☒" } else { "☐" };
        self.array(|w| {
            let rest = match item.blocks.split_first() {
                Some((Block { kind: BlockKind::Paragraph(content), .. }, rest)) => {
                    w.paragraph(spacing, |w| {
                        w.words(&format!("{tick} "));
                        content.iter().for_each(|i| w.inline(i));
                    });
                    rest
                }
                _ => {
                    w.paragraph(spacing, |w| w.words(tick));
                    &item.blocks
                }
            };
            rest.iter().for_each(|b| w.block(b, spacing));
        });
    }

    fn definitions(&mut self, list: &[Definition]) {
        self.node("DefinitionList", |w| {
            w.array(|w| {
                for definition in list {
                    w.array(|w| {
                        w.inlines(&definition.term);
                        w.array(|w| definition.definitions.iter().for_each(|blocks| w.compact(blocks)));
                    });
                }
            })
        });
    }

    fn code(&mut self, code: &Code) {
        self.node("CodeBlock", |w| {
            w.array(|w| {
                let language = code.language.as_deref();
                w.attr(Attr::class(language.as_slice()));
                w.string(&code.text);
            })
        });
    }

    fn figure(&mut self, figure: &Figure) {
        self.node("Figure", |w| {
            w.array(|w| {
                w.attr(Attr::id(figure.id.as_ref()));
                w.caption(&figure.caption, &figure.credit);
                w.array(|w| figure.images.iter().for_each(|i| w.paragraph(Spacing::Plain, |w| w.image(i))));
            })
        });
    }

    /// A caption: no short form, and a single block if there are words.
    fn caption(&mut self, caption: &[Inline], credit: &[Inline]) {
        self.array(|w| {
            w.raw("null");
            w.array(|w| {
                if caption.is_empty() && credit.is_empty() {
                    return;
                }
                w.paragraph(Spacing::Plain, |w| {
                    caption.iter().for_each(|i| w.inline(i));
                    if !credit.is_empty() {
                        if !caption.is_empty() {
                            w.bare("Space");
                        }
                        w.span(Attr::class(&["credit"]), |w| w.inlines(credit));
                    }
                });
            });
        });
    }

    fn aside(&mut self, aside: &Aside) {
        let class = format!("{:?}", aside.kind).to_lowercase();
        self.div(Attr::class(&[class.as_str()]), |w| {
            w.array(|w| {
                if !aside.title.is_empty() {
                    w.div(Attr::class(&["title"]), |w| {
                        w.array(|w| w.paragraph(Spacing::Para, |w| aside.title.iter().for_each(|i| w.inline(i))));
                    });
                }
                aside.blocks.iter().for_each(|b| w.block(b, Spacing::Para));
            })
        });
    }
}

/// Tables.
impl Writer {
    fn table(&mut self, table: &Table) {
        self.node("Table", |w| {
            w.array(|w| {
                w.attr(Attr::id(table.id.as_ref()));
                w.caption(&table.caption, &[]);
                w.array(|w| table.columns.iter().for_each(|c| w.column(c)));
                w.section(&table.head);
                w.array(|w| {
                    w.array(|w| {
                        let heads = row_heads(table);
                        w.attr(Attr::default());
                        w.raw(heads);
                        w.array(|_| {});
                        w.array(|w| table.body.iter().for_each(|row| w.row(row, heads)));
                    });
                });
                w.section(&table.foot);
            })
        });
    }

    fn column(&mut self, column: &Column) {
        self.array(|w| {
            w.align(column.align);
            match column.width {
                Some(width) if width.is_finite() => w.node("ColWidth", |w| w.raw(width)),
                _ => w.bare("ColWidthDefault"),
            }
        });
    }

    fn align(&mut self, align: Align) {
        self.bare(match align {
            Align::Auto => "AlignDefault",
            Align::Left => "AlignLeft",
            Align::Center => "AlignCenter",
            Align::Right => "AlignRight",
        });
    }

    /// A head or a foot.
    fn section(&mut self, rows: &[Row]) {
        self.array(|w| {
            w.attr(Attr::default());
            w.array(|w| rows.iter().for_each(|row| w.row(row, usize::MAX)));
        });
    }

    /// A row; header cells past the first `heads` are marked by a class, because pandoc has only whole columns of
    /// header cells.
    fn row(&mut self, row: &Row, heads: usize) {
        self.array(|w| {
            w.attr(Attr::default());
            w.array(|w| {
                for (number, cell) in row.cells.iter().enumerate() {
                    w.array(|w| {
                        let class: &[&str] = if cell.header && number >= heads { &["header"] } else { &[] };
                        w.attr(Attr::class(class));
                        w.align(cell.align.unwrap_or_default());
                        w.raw(cell.rowspan);
                        w.raw(cell.colspan);
                        w.compact(&cell.blocks);
                    });
                }
            });
        });
    }
}

/// The number of columns at the left that are headers in every body row. With a cell that hangs down the count could
/// mean other columns in other rows, so such tables have 0.
fn row_heads(table: &Table) -> usize {
    let spans = table.body.iter().flat_map(|row| &row.cells).any(|c| c.rowspan > 1 || c.colspan > 1);
    let leading = |row: &Row| row.cells.iter().take_while(|cell| cell.header).count();
    if spans { 0 } else { table.body.iter().map(leading).min().unwrap_or(0) }
}

/// Inlines.
impl Writer {
    fn inlines(&mut self, inlines: &[Inline]) {
        self.array(|w| inlines.iter().for_each(|inline| w.inline(inline)));
    }

    /// Text as pandoc has it: words and spaces.
    fn words(&mut self, text: &str) {
        for (number, word) in text.split(' ').enumerate() {
            if number > 0 {
                self.bare("Space");
            }
            if !word.is_empty() {
                self.node("Str", |w| w.string(word));
            }
        }
    }

    fn span(&mut self, attr: Attr, content: impl FnOnce(&mut Self)) {
        self.node("Span", |w| {
            w.array(|w| {
                w.attr(attr);
                content(w);
            })
        });
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) => self.words(text),
            Inline::Emph(content) => self.node("Emph", |w| w.inlines(content)),
            Inline::Strong(content) => self.node("Strong", |w| w.inlines(content)),
            Inline::Strike(content) => self.node("Strikeout", |w| w.inlines(content)),
            Inline::Underline(content) => self.node("Underline", |w| w.inlines(content)),
            Inline::SmallCaps(content) => self.node("SmallCaps", |w| w.inlines(content)),
            Inline::Super(content) => self.node("Superscript", |w| w.inlines(content)),
            Inline::Sub(content) => self.node("Subscript", |w| w.inlines(content)),
            Inline::Mark(content) => self.span(Attr::class(&["mark"]), |w| w.inlines(content)),
            Inline::Lang(lang, content) => {
                let pairs = [("lang", lang.as_str())];
                self.span(Attr { pairs: &pairs, ..Attr::default() }, |w| w.inlines(content));
            }
            Inline::Ruby(ruby) => {
                ruby.base.iter().for_each(|inline| self.inline(inline));
                self.words(&format!("({})", ruby.reading));
            }
            Inline::Anchor(id) => self.span(Attr::id(Some(id)), |w| w.array(|_| {})),
            Inline::Code(text) => self.node("Code", |w| {
                w.array(|w| {
                    w.attr(Attr::default());
                    w.string(text);
                })
            }),
            Inline::Link(link) => self.node("Link", |w| {
                w.array(|w| {
                    w.attr(Attr::default());
                    w.inlines(&link.content);
                    w.target(&link.url, link.title.as_deref());
                })
            }),
            Inline::Image(image) => self.image(image),
            Inline::Note(blocks) => self.node("Note", |w| w.blocks(blocks, Spacing::Para)),
            Inline::Math(math) => self.math(math, "InlineMath"),
            Inline::LineBreak => self.bare("LineBreak"),
        }
    }

    fn target(&mut self, url: &str, title: Option<&str>) {
        self.array(|w| {
            w.string(url);
            w.string(title.unwrap_or(""));
        });
    }

    /// A picture that is marked as decoration has an empty `alt`, as in HTML; one without alternative has none.
    fn image(&mut self, image: &Image) {
        let pixels = |n: Option<f32>| n.filter(|n| n.is_finite()).map(|n| format!("{n}px"));
        let (width, height) = (pixels(image.size.0), pixels(image.size.1));
        let decoration = image.alt.as_deref().filter(|alt| alt.is_empty());
        let pairs: Vec<(&str, &str)> =
            [("width", width.as_deref()), ("height", height.as_deref()), ("alt", decoration)]
                .into_iter()
                .filter_map(|(key, value)| value.map(|v| (key, v)))
                .collect();
        self.node("Image", |w| {
            w.array(|w| {
                w.attr(Attr { pairs: &pairs, ..Attr::default() });
                w.array(|w| w.words(image.alt.as_deref().unwrap_or("")));
                w.target(&image.url, image.title.as_deref());
            })
        });
    }

    fn math(&mut self, math: &Math, kind: &str) {
        match (&math.tex, &math.mathml) {
            (Some(tex), _) => self.node("Math", |w| {
                w.array(|w| {
                    w.bare(kind);
                    w.string(tex);
                })
            }),
            (None, mathml) => {
                self.mathml += 1;
                self.node("RawInline", |w| {
                    w.array(|w| {
                        w.string("html");
                        w.string(mathml.as_deref().unwrap_or(""));
                    })
                });
            }
        }
    }
}

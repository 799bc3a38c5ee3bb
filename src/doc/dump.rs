//! The tree as stable, indented text: for goldens and for `--to tree`.
//!
//! One line a node, two spaces a level. Text is quoted with Rust's escapes, so that a no-break space or a stray control
//! character can be seen. The dump does not depend on spans or on the source of the tree.

use super::{Block, BlockKind, Cell, Document, Image, Inline, Lang, List, ListKind, Math, Meta, Table};
use std::fmt::Write;

/// The whole document as text, ending in a line break.
pub fn dump(document: &Document) -> String {
    let mut dump = Dump { out: String::new(), depth: 0 };
    dump.line("document");
    dump.indented(|d| {
        d.meta(&document.meta);
        for (_, asset) in document.assets.iter() {
            d.line(&format!("asset {:?} {} {}x{}", asset.name, asset.media.mime(), asset.width, asset.height));
        }
        d.blocks(&document.blocks);
    });
    dump.out
}

/// Some blocks as text.
pub fn dump_blocks(blocks: &[Block]) -> String {
    let mut dump = Dump { out: String::new(), depth: 0 };
    dump.blocks(blocks);
    dump.out
}

struct Dump {
    out: String,
    depth: usize,
}

impl Dump {
    fn line(&mut self, text: &str) {
        // Deep trees are cut off visibly rather than indented without bound.
        let _ = writeln!(self.out, "{:width$}{text}", "", width = 2 * self.depth.min(60));
    }

    fn indented(&mut self, f: impl FnOnce(&mut Self)) {
        self.depth += 1;
        f(self);
        self.depth -= 1;
    }

    fn field(&mut self, name: &str, value: Option<impl std::fmt::Debug>) {
        if let Some(value) = value {
            self.line(&format!("{name} {value:?}"));
        }
    }

    fn meta(&mut self, meta: &Meta) {
        self.field("eyebrow", meta.eyebrow.as_ref());
        self.named("title", &meta.title);
        self.named("subtitle", &meta.subtitle);
        self.named("standfirst", &meta.standfirst);
        for author in &meta.authors {
            let role = (!author.is_author()).then(|| author.role.as_str());
            let extra = [("file-as", author.file_as.as_deref()), ("role", role)];
            let extra: String = extra.iter().filter_map(|(k, v)| v.map(|v| format!(" {k} {v:?}"))).collect();
            self.line(&format!("author {:?}{extra}", author.name));
        }
        self.field("published", meta.published.map(|d| d.to_string()));
        self.field("updated", meta.updated.map(|d| d.to_string()));
        self.field("saved", meta.saved.map(|d| d.to_string()));
        self.field("language", meta.language.as_ref().map(Lang::as_str));
        self.field("site", meta.site.as_ref());
        self.field("source", meta.source.as_ref());
        self.field("publisher", meta.publisher.as_ref());
        self.field("rights", meta.rights.as_ref());
        self.field("description", meta.description.as_ref());
        for subject in &meta.subjects {
            self.line(&format!("subject {subject:?}"));
        }
        if let Some(series) = &meta.series {
            self.line(&format!("series {:?} {:?}", series.name, series.position));
        }
        self.field("identifier", meta.identifier.as_ref());
        self.field("cover", meta.cover.as_ref());
        self.field("writing", meta.vertical.then_some("vertical"));
        for (key, value) in &meta.extra {
            self.line(&format!("extra {key} {value:?}"));
        }
    }

    fn named(&mut self, name: &str, inlines: &[Inline]) {
        if !inlines.is_empty() {
            self.line(name);
            self.indented(|d| d.inlines(inlines));
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Heading(h) => {
                let id = h.id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
                self.named(&format!("heading {}{id}", h.level), &h.content);
            }
            BlockKind::Paragraph(content) => self.with("paragraph", |d| d.inlines(content)),
            BlockKind::Quote(quote) => self.with(&format!("quote {:?}", quote.kind).to_lowercase(), |d| {
                d.blocks(&quote.blocks);
                d.named("attribution", &quote.attribution);
            }),
            BlockKind::Verse(lines) => self.with("verse", |d| {
                for line in lines {
                    d.with("line", |d| d.inlines(line));
                }
            }),
            BlockKind::Code(code) => {
                let language = code.language.as_ref().map(|l| format!(" {l:?}")).unwrap_or_default();
                let lang = code.lang.as_ref().map(|l| format!(" lang {}", l.as_str())).unwrap_or_default();
                self.with(&format!("code{language}{lang}"), |d| {
                    d.named("caption", &code.caption);
                    code.text.split('\n').for_each(|l| d.line(&format!("{l:?}")))
                });
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::DefinitionList(list) => self.with("definitions", |d| {
                for definition in list {
                    d.with("term", |d| d.inlines(&definition.term));
                    for blocks in &definition.definitions {
                        d.with("definition", |d| d.blocks(blocks));
                    }
                }
            }),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => {
                let id = figure.id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
                self.with(&format!("figure{id}"), |d| {
                    figure.images.iter().for_each(|image| d.image(image));
                    d.named("caption", &figure.caption);
                    d.named("credit", &figure.credit);
                });
            }
            BlockKind::Math(math) => self.math("display-math", math),
            BlockKind::Aside(aside) => self.with(&format!("aside {:?}", aside.kind).to_lowercase(), |d| {
                d.named("title", &aside.title);
                d.blocks(&aside.blocks);
            }),
            BlockKind::Break => self.line("break"),
        }
    }

    fn with(&mut self, head: &str, f: impl FnOnce(&mut Self)) {
        self.line(head);
        self.indented(f);
    }

    fn list(&mut self, list: &List) {
        let kind = match list.kind {
            ListKind::Bullet => "bullet".to_string(),
            ListKind::Ordered { start, numbering, delimiter } => format!("ordered {start} {numbering:?} {delimiter:?}"),
        };
        self.with(&format!("list {kind}{}", if list.tight { " tight" } else { "" }), |d| {
            for item in &list.items {
                let check = item.checked.map(|c| if c { " done" } else { " open" }).unwrap_or_default();
                let number = item.number.map(|n| format!(" {n}")).unwrap_or_default();
                d.with(&format!("item{check}{number}"), |d| d.blocks(&item.blocks));
            }
        });
    }

    fn table(&mut self, table: &Table) {
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|c| format!("{:?}{}", c.align, c.width.map(|w| format!(":{w}")).unwrap_or_default()).to_lowercase())
            .collect();
        let id = table.id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
        self.with(&format!("table{id} [{}]", columns.join(" ")), |d| {
            d.named("caption", &table.caption);
            for (part, rows) in [("head", &table.head), ("body", &table.body), ("foot", &table.foot)] {
                for row in rows {
                    d.with(&format!("{part} row"), |d| row.cells.iter().for_each(|cell| d.cell(cell)));
                }
            }
        });
    }

    fn cell(&mut self, cell: &Cell) {
        let mut head = String::from("cell");
        if cell.colspan > 1 || cell.rowspan > 1 {
            let _ = write!(head, " {}x{}", cell.colspan, cell.rowspan);
        }
        if let Some(align) = cell.align {
            let _ = write!(head, " {align:?}");
        }
        if cell.header {
            head.push_str(" header");
        }
        self.with(&head, |d| d.blocks(&cell.blocks));
    }

    fn image(&mut self, image: &Image) {
        let mut url = image.url.clone();
        if url.starts_with("data:") && url.len() > 60 {
            let cut = (0..=60).rev().find(|&i| url.is_char_boundary(i)).unwrap_or(0);
            url.truncate(cut);
            url.push('…');
        }
        let mut head = format!("image {url:?}");
        for (name, value) in [("alt", &image.alt), ("title", &image.title), ("link", &image.link)] {
            if let Some(value) = value {
                let _ = write!(head, " {name} {value:?}");
            }
        }
        if let Some(id) = image.asset {
            let _ = write!(head, " asset {}", id.0);
        }
        if image.size != (None, None) {
            let _ = write!(head, " size {:?}", image.size);
        }
        self.line(&head);
    }

    fn math(&mut self, name: &str, math: &Math) {
        let mut head = name.to_string();
        for (name, value) in [("tex", &math.tex), ("mathml", &math.mathml)] {
            if let Some(value) = value {
                let _ = write!(head, " {name} {value:?}");
            }
        }
        self.line(&head);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        let name = match inline {
            Inline::Text(text) => return self.line(&format!("{text:?}")),
            Inline::Literal(text) => return self.line(&format!("literal {text:?}")),
            Inline::Code(text) => return self.line(&format!("code {text:?}")),
            Inline::LineBreak => return self.line("line-break"),
            Inline::Anchor(id) => return self.line(&format!("anchor #{id}")),
            Inline::Image(image) => return self.image(image),
            Inline::Math(math) => return self.math("math", math),
            Inline::Note(blocks) => return self.with("note", |d| d.blocks(blocks)),
            Inline::Link(link) => {
                let title = link.title.as_ref().map(|t| format!(" title {t:?}")).unwrap_or_default();
                return self.with(&format!("link {:?}{title}", link.url), |d| d.inlines(&link.content));
            }
            Inline::Ruby(ruby) => {
                return self.with(&format!("ruby {:?}", ruby.reading), |d| d.inlines(&ruby.base));
            }
            Inline::Lang(lang, content) => {
                return self.with(&format!("lang {}", lang.as_str()), |d| d.inlines(content));
            }
            Inline::Emph(_) => "emph",
            Inline::Strong(_) => "strong",
            Inline::Strike(_) => "strike",
            Inline::Underline(_) => "underline",
            Inline::Mark(_) => "mark",
            Inline::SmallCaps(_) => "small-caps",
            Inline::Super(_) => "super",
            Inline::Sub(_) => "sub",
        };
        self.with(name, |d| d.inlines(inline.children().map_or(&[], |c| c)));
    }
}

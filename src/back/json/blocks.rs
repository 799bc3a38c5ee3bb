//! Blocks as pandoc has them.

use super::value::Attr;
use super::{Spacing, Writer};
use crate::doc::{
    Aside, Block, BlockKind, Code, Definition, Delimiter, Figure, Inline, List, ListItem, ListKind, Quote, QuoteKind,
};

impl Writer {
    pub(super) fn blocks(&mut self, blocks: &[Block], spacing: Spacing) {
        self.array(|w| blocks.iter().for_each(|block| w.block(block, spacing)));
    }

    /// Blocks in a place where a single paragraph gets no space around it, such as a table's cell.
    pub(super) fn compact(&mut self, blocks: &[Block]) {
        self.blocks(blocks, if blocks.len() == 1 { Spacing::Plain } else { Spacing::Para });
    }

    pub(super) fn paragraph(&mut self, spacing: Spacing, content: impl FnOnce(&mut Self)) {
        self.node(if spacing == Spacing::Plain { "Plain" } else { "Para" }, |w| w.array(content));
    }

    pub(super) fn block(&mut self, block: &Block, spacing: Spacing) {
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

    pub(super) fn div(&mut self, attr: Attr, content: impl FnOnce(&mut Self)) {
        self.node("Div", |w| {
            w.array(|w| {
                w.attr(attr);
                content(w);
            })
        });
    }

    pub(super) fn quote(&mut self, quote: &Quote) {
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

    pub(super) fn block_quote(&mut self, quote: &Quote) {
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

    pub(super) fn list(&mut self, list: &List) {
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
    pub(super) fn item(&mut self, item: &ListItem, spacing: Spacing) {
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

    pub(super) fn definitions(&mut self, list: &[Definition]) {
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

    pub(super) fn code(&mut self, code: &Code) {
        self.node("CodeBlock", |w| {
            w.array(|w| {
                let language = code.language.as_deref();
                w.attr(Attr::class(language.as_slice()));
                w.string(&code.text);
            })
        });
    }

    pub(super) fn figure(&mut self, figure: &Figure) {
        self.node("Figure", |w| {
            w.array(|w| {
                w.attr(Attr::id(figure.id.as_ref()));
                w.caption(&figure.caption, &figure.credit);
                w.array(|w| figure.images.iter().for_each(|i| w.paragraph(Spacing::Plain, |w| w.image(i))));
            })
        });
    }

    /// A caption: no short form, and a single block if there are words.
    pub(super) fn caption(&mut self, caption: &[Inline], credit: &[Inline]) {
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

    pub(super) fn aside(&mut self, aside: &Aside) {
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

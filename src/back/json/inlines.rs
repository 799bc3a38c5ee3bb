//! Inlines as pandoc has them.

use super::value::Attr;
use super::{Spacing, Writer};
use crate::doc::{Image, Inline, Math};

impl Writer {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        self.array(|w| inlines.iter().for_each(|inline| w.inline(inline)));
    }

    /// Text as pandoc has it: words and spaces.
    pub(super) fn words(&mut self, text: &str) {
        for (number, word) in text.split(' ').enumerate() {
            if number > 0 {
                self.bare("Space");
            }
            if !word.is_empty() {
                self.node("Str", |w| w.string(word));
            }
        }
    }

    pub(super) fn span(&mut self, attr: Attr, content: impl FnOnce(&mut Self)) {
        self.node("Span", |w| {
            w.array(|w| {
                w.attr(attr);
                content(w);
            })
        });
    }

    pub(super) fn inline(&mut self, inline: &Inline) {
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

    pub(super) fn target(&mut self, url: &str, title: Option<&str>) {
        self.array(|w| {
            w.string(url);
            w.string(title.unwrap_or(""));
        });
    }

    /// A picture that is marked as decoration has an empty `alt`, as in HTML; one without alternative has none.
    pub(super) fn image(&mut self, image: &Image) {
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

    pub(super) fn math(&mut self, math: &Math, kind: &str) {
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

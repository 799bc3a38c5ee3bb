//! Pandoc's inlines.

use serde_json::Value;

use super::{Attr, Reader, list, node, text};
use crate::doc::{Image, Inline, Inlines, Lang, Link, Math, normalize_inlines, plain_text};
use crate::front::html;

/// Inlines.
impl Reader<'_, '_> {
    pub(super) fn inlines(&mut self, value: &Value) -> Inlines {
        let mut out = Inlines::new();
        for inline in list(value) {
            self.inline(inline, &mut out);
        }
        normalize_inlines(&mut out);
        out
    }

    pub(super) fn inline(&mut self, value: &Value, out: &mut Inlines) {
        let (kind, c) = node(value);
        let made = match kind {
            "Str" => Inline::text(text(c)),
            "Space" | "SoftBreak" => Inline::text(" "),
            "LineBreak" => Inline::LineBreak,
            "Emph" => Inline::Emph(self.inlines(c)),
            "Underline" => Inline::Underline(self.inlines(c)),
            "Strong" => Inline::Strong(self.inlines(c)),
            "Strikeout" => Inline::Strike(self.inlines(c)),
            "Superscript" => Inline::Super(self.inlines(c)),
            "Subscript" => Inline::Sub(self.inlines(c)),
            "SmallCaps" => Inline::SmallCaps(self.inlines(c)),
            "Quoted" => {
                let (open, close) = if text(&c[0]["t"]) == "SingleQuote" { ("‘", "’") } else { ("“", "”") };
                out.push(Inline::text(open));
                out.extend(self.inlines(&c[1]));
                Inline::text(close)
            }
            "Cite" => return out.extend(self.inlines(&c[1])),
            "Code" => Inline::Code(text(&c[1]).replace('\n', " ")),
            "Math" => Inline::Math(Math { tex: Some(text(&c[1]).to_string()), mathml: None }),
            "RawInline" => return self.raw_inline(text(&c[0]), text(&c[1]), out),
            "Link" => {
                let title = Some(text(&c[2][1]).to_string()).filter(|t| !t.is_empty());
                out.extend(Attr::new(&c[0]).id().map(Inline::Anchor));
                Inline::Link(Link { url: text(&c[2][0]).to_string(), title, content: self.inlines(&c[1]) })
            }
            "Image" => Inline::Image(self.image(c)),
            "Note" => Inline::Note(self.blocks(c)),
            "Span" => return self.span(c, out),
            _ => {
                self.unknown += 1;
                return;
            }
        };
        out.push(made);
    }

    fn raw_inline(&mut self, format: &str, raw: &str, out: &mut Inlines) {
        let math = raw.trim_start().get(..5).is_some_and(|head| head.eq_ignore_ascii_case("<math"));
        if format.starts_with("html") && math {
            out.push(Inline::Math(Math { tex: None, mathml: Some(raw.to_string()) }));
        } else if format.starts_with("html") {
            out.extend(html::fragment_inlines(raw, self.cx));
        } else {
            self.raw(format, raw);
        }
    }

    /// A span: its id is a target, its class or language a meaning.
    fn span(&mut self, c: &Value, out: &mut Inlines) {
        let attr = Attr::new(&c[0]);
        let content = self.inlines(&c[1]);
        out.extend(attr.id().map(Inline::Anchor));
        let class = |names: &[&str]| attr.classes.iter().any(|c| names.contains(c));
        if class(&["mark", "highlight"]) {
            out.push(Inline::Mark(content));
        } else if class(&["smallcaps", "small-caps"]) {
            out.push(Inline::SmallCaps(content));
        } else if class(&["underline", "ul"]) {
            out.push(Inline::Underline(content));
        } else if let Some(lang) = attr.get("lang").and_then(Lang::new) {
            out.push(Inline::Lang(lang, content));
        } else {
            out.extend(content);
        }
    }

    fn image(&mut self, c: &Value) -> Image {
        let attr = Attr::new(&c[0]);
        let words = plain_text(&self.inlines(&c[1]));
        let alt = if words.is_empty() { attr.get("alt").map(String::from) } else { Some(words) };
        let pixels = |key: &str| {
            let value = attr.get(key)?;
            value.strip_suffix("px").unwrap_or(value).parse::<f32>().ok().filter(|n| n.is_finite() && *n > 0.0)
        };
        Image {
            url: text(&c[2][0]).to_string(),
            asset: None,
            alt,
            title: Some(text(&c[2][1]).to_string()).filter(|t| !t.is_empty()),
            size: (pixels("width"), pixels("height")),
            link: None,
        }
    }
}

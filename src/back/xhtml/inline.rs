//! Text in the line: emphasis, links, small pictures, formulas, notes.

use super::links;
use super::render::Render;
use super::xml::Dialect;
use crate::diag::{codes, short};
use crate::doc::alternatives::is_meaningful;
use crate::doc::targets::{self, Target};
use crate::doc::{Image, Inline, Link, Math, ends_raised, plain_text};
use crate::source::Span;

impl<'a> Render<'a, '_, '_> {
    pub(crate) fn inlines(&mut self, inlines: &'a [Inline]) {
        let mut before: Option<&Inline> = None;
        for inline in inlines {
            if matches!(inline, Inline::Note(_)) && before.is_some_and(ends_raised) {
                self.w.text("\u{202F}");
            }
            self.inline(inline, matches!(before, Some(Inline::Note(_))));
            before = Some(inline);
        }
    }

    /// `beside`: a note's call stands directly before it.
    fn inline(&mut self, inline: &'a Inline, beside: bool) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) => self.isolated(text),
            Inline::Emph(content) => self.wrap("em", &[], content),
            Inline::Strong(content) => self.wrap("strong", &[], content),
            Inline::Strike(content) => self.wrap("s", &[], content),
            Inline::Underline(content) => self.wrap("u", &[("class", "underline")], content),
            Inline::Mark(content) => self.wrap("mark", &[("class", "marked")], content),
            Inline::SmallCaps(content) => self.wrap("span", &[("class", "small-caps")], content),
            Inline::Super(content) => self.wrap("sup", &[], content),
            Inline::Sub(content) => self.wrap("sub", &[], content),
            Inline::Code(text) => {
                self.w.open("code", &[]);
                self.code_text(text);
                self.w.close();
            }
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.linked_picture(image, |render| {
                render.picture(image, false, false, Span::default());
            }),
            Inline::Note(blocks) => self.note_call(blocks, beside),
            Inline::Math(math) => self.inline_math(math),
            Inline::Ruby(ruby) => {
                self.w.open("ruby", &[]);
                // XHTML 1.1 asks for `rb`, which HTML 5 has no more; brackets in `rp` are discouraged in EPUB 3.
                let is_old = self.w.dialect() == Dialect::Epub2;
                if is_old {
                    self.w.open("rb", &[]);
                }
                self.inlines(&ruby.base);
                if is_old {
                    self.w.close();
                }
                self.w.leaf("rt", &[], &ruby.reading);
                self.w.close();
            }
            Inline::Lang(lang, content) => {
                let tag = lang.as_str();
                let mut attributes = vec![("lang", tag), ("xml:lang", tag)];
                if lang.is_rtl() != self.rtl {
                    attributes.push(("dir", if lang.is_rtl() { "rtl" } else { "ltr" }));
                }
                self.wrap("span", &attributes, content);
            }
            Inline::Anchor(id) => {
                if let Some(id) = self.id(Some(id)) {
                    self.w.empty("span", &[("id", &id)]);
                }
            }
            Inline::LineBreak => self.w.empty("br", &[]),
        }
    }

    /// Text with Unicode's isolates (UAX 9) written as elements with a direction, because not every reader knows the
    /// signs.
    fn isolated(&mut self, text: &'a str) {
        let mut rest = text;
        while let Some(at) = rest.find(['\u{2066}', '\u{2067}']) {
            let (before, from) = rest.split_at(at);
            let inside = &from['\u{2066}'.len_utf8()..];
            let Some((inside, after)) =
                inside.split_once('\u{2069}').filter(|(i, _)| !i.contains(['\u{2066}', '\u{2067}']))
            else {
                break;
            };
            self.text(before);
            let dir = if from.starts_with('\u{2066}') { "ltr" } else { "rtl" };
            self.w.open("bdi", &[("dir", dir)]);
            // The signs count as characters of the text, because pages are found by offsets.
            self.offset += 1;
            self.text(inside);
            self.offset += 1;
            self.w.close();
            rest = after;
        }
        self.text(rest);
    }

    fn wrap(&mut self, name: &'static str, attributes: &[(&str, &str)], content: &'a [Inline]) {
        self.w.open(name, attributes);
        self.inlines(content);
        self.w.close();
    }

    /// A link, or only its words if a book cannot lead there. A link inside a link is words too.
    fn link(&mut self, link: &'a Link) {
        if self.in_link {
            return self.inlines(&link.content);
        }
        let title = link.title.as_deref().unwrap_or("");
        let mut attributes = Vec::new();
        if !title.is_empty() {
            attributes.push(("title", title));
        }
        match self.target(&link.url) {
            Target::Outside(url) => {
                attributes.push(("href", &url));
                self.w.open("a", &attributes);
            }
            Target::Inside(article, id) => {
                // The mark stays until every piece has its file.
                let mark = links::mark(article, id.as_deref());
                self.w.open_marked("a", &attributes, &mark);
            }
            Target::Nowhere => return self.inlines(&link.content),
        }
        self.in_link = true;
        if plain_text(&link.content).trim().is_empty() && !holds_picture(&link.content) {
            self.w.text(&link.url);
        }
        self.inlines(&link.content);
        self.in_link = false;
        self.w.close();
        for (n, number) in std::mem::take(&mut self.waiting).into_iter().enumerate() {
            self.call(number, n > 0);
        }
    }

    /// A picture inside its link, if that leads outside of the book.
    pub(crate) fn linked_picture(&mut self, image: &'a Image, picture: impl FnOnce(&mut Self)) {
        let url = image.link.as_deref().filter(|_| !self.in_link).map(|url| self.target(url));
        let Some(Target::Outside(url)) = url else { return picture(self) };
        self.w.open("a", &[("href", &url)]);
        self.in_link = true;
        picture(self);
        self.in_link = false;
        self.w.close();
    }

    /// The target of a link; a remark names links that lead nowhere.
    fn target(&mut self, url: &str) -> Target {
        let target = self.shared.articles.target(url, self.index);
        if let Target::Nowhere = target {
            self.cx.diags.push_once(targets::dead_link(url));
        }
        target
    }

    /// A picture, or its alternative text if it cannot be shown.
    pub(crate) fn picture(&mut self, image: &'a Image, block: bool, title_below: bool, _span: Span) {
        let placed = image.asset.and_then(|id| self.shared.pictures.get(self.index, id));
        let Some(placed) = placed else { return self.lost_picture(image, block) };
        let (width, height) = display_size(image, placed.width, placed.height);
        let mut attributes = vec![("src", placed.name.as_str())];
        let alt = image.alt.as_deref().map(super::xml::one_line).unwrap_or_default();
        attributes.push(("alt", alt.as_str()));
        if image.alt.is_some() && alt.is_empty() {
            self.facts.decorative += 1;
            attributes.push(("role", "presentation"));
        } else if is_meaningful(&alt) {
            self.facts.described += 1;
        } else {
            self.facts.undescribed += 1;
        }
        if placed.animated {
            self.facts.animated += 1;
        }
        if let Some(title) = image.title.as_deref().filter(|t| !t.trim().is_empty() && *t != alt && !title_below) {
            attributes.push(("title", title));
        }
        let (width, height) = (width.to_string(), height.to_string());
        attributes.extend([("width", width.as_str()), ("height", height.as_str())]);
        let class = match (block, placed.clear) {
            (true, true) => "clear",
            (true, false) => "",
            (false, true) => "inline clear",
            (false, false) => "inline",
        };
        if !class.is_empty() {
            attributes.push(("class", class));
        }
        if block {
            self.w.open("div", &[("class", "picture")]);
            self.w.empty("img", &attributes);
            self.w.close();
        } else {
            self.w.empty("img", &attributes);
        }
    }

    /// The words for a missing picture, with a link to it if it is on the network.
    fn lost_picture(&mut self, image: &'a Image, block: bool) {
        let alt = image.alt.as_deref().unwrap_or("").trim();
        let remote = if self.in_link { None } else { targets::outside(&image.url) };
        if alt.is_empty() && (image.alt.is_some() || remote.is_none()) {
            return;
        }
        let words = if alt.is_empty() { self.labels.picture } else { alt };
        let mut attributes = vec![("class", "lost")];
        // The address of the missing picture; a link states it already.
        if remote.is_none() && !image.url.starts_with("data:") && image.url.len() < 300 {
            attributes.push(("title", image.url.as_str()));
        }
        self.w.open(if block { "p" } else { "span" }, &attributes);
        match remote {
            Some(url) => self.w.leaf("a", &[("href", &url)], words),
            None => self.w.text(words),
        }
        self.w.close();
    }

    fn inline_math(&mut self, math: &'a Math) {
        match self.mathml(math, false, Span::default()) {
            Some(xml) => self.w.raw(&xml),
            None => self.w.leaf("code", &[("class", "math")], super::math::source(math)),
        }
    }

    pub(crate) fn display_math(&mut self, math: &'a Math, span: Span) {
        self.w.open("div", &[("class", "math")]);
        match self.mathml(math, true, span) {
            Some(xml) => self.w.raw(&xml),
            None => self.w.leaf("code", &[], super::math::source(math)),
        }
        self.w.close();
    }

    fn mathml(&mut self, math: &'a Math, display: bool, span: Span) -> Option<String> {
        if self.shared.dialect == Dialect::Epub2 {
            self.remark(codes::MATH_AS_TEXT, "EPUB 2 knows no MathML; formulas stand as they were typed.".into());
            return None;
        }
        if let Some(drawn) = self.shared.formulas.and_then(|fonts| super::formula::draw(math, display, fonts)) {
            self.uses_svg();
            self.facts.depths.insert(drawn.depth);
            return Some(drawn.xml);
        }
        let xml = super::math::mathml(math, display);
        if xml.is_some() {
            self.uses_mathml();
        } else {
            let message = format!(
                "The formula {} could not be set and stands as it was typed.",
                short(super::math::source(math))
            );
            self.cx.say(crate::diag::Diagnostic::remark(codes::MATH_FAILED, message).at(span));
        }
        xml
    }
}

fn holds_picture(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Image(_) => true,
        other => other.children().is_some_and(|c| holds_picture(c)),
    })
}

/// The size to show a picture at, in CSS pixels: the size that the article states, otherwise the picture's own.
fn display_size(image: &Image, width: u32, height: u32) -> (u32, u32) {
    let (w, h) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let asked = |side: Option<f32>| side.map(f64::from).filter(|s| s.is_finite() && *s >= 1.0 && *s <= 10_000.0);
    let (dw, dh) = match (asked(image.size.0), asked(image.size.1)) {
        (Some(aw), Some(ah)) => (aw, ah),
        (Some(aw), None) => (aw, aw * h / w),
        (None, Some(ah)) => (ah * w / h, ah),
        (None, None) => (w, h),
    };
    ((dw.round() as u32).max(1), (dh.round() as u32).max(1))
}

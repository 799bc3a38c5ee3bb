//! From elements to inlines.

use super::Builder;
use super::code;
use super::math;
use super::pictures;
use super::ruby;
use crate::diag::codes;
use crate::doc::{Inline, Inlines, Lang, Link, plain_text, without_break_marks, without_strays};
use crate::front::html::dom::Id;
use crate::front::html::dom::picture_sources::is_picture;
use crate::front::html::dom::urls;
use crate::front::html::dom::urls::unescape;
use crate::lang::{Language, QuoteMarks};

impl Builder<'_> {
    /// One node in the line.
    pub(crate) fn inline(&mut self, id: Id, out: &mut Inlines) {
        if self.is_left_out(id) {
            return;
        }
        if let Some(text) = self.dom.text(id) {
            out.push(Inline::Text(visible(text)));
            return;
        }
        // It belongs to the word before it, which is plain text outside any element.
        if self.dom.tag(id) == "wbr" {
            return break_mark(out);
        }
        if self.notes.is_call(id) {
            return self.call(id, out);
        }
        if let Some((math, _)) = math::math_at(self.dom, id) {
            out.push(Inline::Math(math));
            return;
        }
        self.anchor(id, out);
        let mut content = Inlines::new();
        self.element(id, &mut content);
        self.isolate(id, &mut content);
        match self.other_language(id) {
            Some(lang) if !content.is_empty() => out.push(Inline::Lang(lang, content)),
            _ => out.append(&mut content),
        }
    }

    /// Keeps words that run against the page's direction together, as `dir` states: Unicode's isolates (UAX 9) do the
    /// same in every output.
    fn isolate(&self, id: Id, content: &mut Inlines) {
        let rtl = self.language.as_ref().is_some_and(Lang::is_rtl);
        let open = match self.dom.value(id, "dir").map(str::to_ascii_lowercase).as_deref() {
            Some("ltr") if rtl => '\u{2066}',
            Some("rtl") if !rtl => '\u{2067}',
            _ => return,
        };
        if !content.is_empty() {
            content.insert(0, Inline::text(open));
            content.push(Inline::text('\u{2069}'));
        }
    }

    fn element(&mut self, id: Id, out: &mut Inlines) {
        let wrap: fn(Inlines) -> Inline = match self.dom.tag(id) {
            "br" => return out.push(Inline::LineBreak),
            "img" | "picture" | "amp-img" => return self.image(id, out),
            "a" => return self.link(id, out),
            "code" | "kbd" | "samp" | "tt" => return self.code(id, out),
            "svg" | "canvas" | "script" | "style" | "template" | "select" | "textarea" | "map" | "embed" | "rp"
            | "input" | "datalist" | "link" | "meta" | "title" | "track" | "source" => return,
            "q" => return self.quoted(id, out),
            "ruby" => return ruby::ruby(self, id, out),
            "rt" => return self.reading(id, out),
            "b" | "strong" => Inline::Strong,
            "cite" if !self.is_title_of_work(id) => return self.styled(id, out),
            "i" | "em" | "cite" | "dfn" | "var" => Inline::Emph,
            "u" | "ins" => Inline::Underline,
            "s" | "strike" | "del" => Inline::Strike,
            "mark" => Inline::Mark,
            "sup" => Inline::Super,
            "sub" => Inline::Sub,
            _ => return self.styled(id, out),
        };
        self.wrapped(id, wrap, out);
    }

    fn wrapped(&mut self, id: Id, wrap: fn(Inlines) -> Inline, out: &mut Inlines) {
        let content = self.deeper(|b| b.content(id), |b| b.content(id));
        if content.is_empty() {
            return;
        }
        // Note calls and pictures are not raised or emphasised themselves.
        if content.iter().all(|i| matches!(i, Inline::Note(_) | Inline::Image(_) | Inline::Anchor(_))) {
            out.extend(content);
            return;
        }
        out.push(wrap(content));
    }

    fn content(&mut self, id: Id) -> Inlines {
        let mut content = Inlines::new();
        self.flat_inlines(id, &mut content);
        content
    }

    /// A `<span>`, `<font>` and the like: read by its style.
    fn styled(&mut self, id: Id, out: &mut Inlines) {
        let style = self.dom.attr(id, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
        if self.is_line_number(id) {
            return self.remarks.note(codes::PAGE_LABEL, "The number of a line of verse was left out");
        }
        let mut content = self.content(id);
        if content.is_empty() {
            return;
        }
        let has = |rule: &str| style.contains(rule);
        if has("font-style:italic") || has("font-style:oblique") {
            content = vec![Inline::Emph(content)];
        }
        if has("font-weight:bold") || has("font-weight:700") || has("font-weight:600") {
            content = vec![Inline::Strong(content)];
        }
        if has("font-variant:small-caps") || has("font-variant-caps:small-caps") || self.is_small_caps(id) {
            content = vec![Inline::SmallCaps(content)];
        }
        if has("text-decoration:line-through") {
            content = vec![Inline::Strike(content)];
        }
        if has("vertical-align:super") {
            content = vec![Inline::Super(content)];
        }
        out.append(&mut content);
    }

    /// `<cite>` sets the title of a work in italics; around a whole reference, or a call of one, it only groups.
    fn is_title_of_work(&self, id: Id) -> bool {
        let dom = self.dom;
        let groups = dom.descendants(id).any(|d| matches!(dom.tag(d), "a" | "i" | "em" | "cite"));
        !groups && !dom.has_any_class(id, &["citation", "ltx_cite"]) && dom.words_of(id).chars().count() < 120
    }

    /// True if this is the number of a line in the margin of a poem.
    fn is_line_number(&self, id: Id) -> bool {
        self.dom.has_any_class(id, &["lnum", "linenum", "line-number", "verse-line-number", "lineno"])
            && self.dom.words_of(id).trim().bytes().all(|byte| byte.is_ascii_digit())
    }

    fn is_small_caps(&self, id: Id) -> bool {
        self.dom.has_any_class(id, &["smallcaps", "small-caps", "smcp", "sc"])
    }

    fn image(&mut self, id: Id, out: &mut Inlines) {
        match pictures::image_at(self, id) {
            pictures::Found::Picture(image) => out.push(Inline::Image(image)),
            pictures::Found::Characters(text) => out.push(Inline::Text(text)),
            pictures::Found::Formula(math) => out.push(Inline::Math(math)),
            pictures::Found::Nothing => {}
        }
    }

    fn link(&mut self, id: Id, out: &mut Inlines) {
        let mut content = self.content(id);
        // Addresses are divided by their own rules.
        let words = plain_text(&content);
        if words.contains("://") || words.starts_with("www.") {
            content.iter_mut().for_each(remove_break_marks);
        }
        let Some(href) = self.dom.attr(id, "href") else {
            out.append(&mut content);
            return;
        };
        let url = self.base.link(href).filter(|u| u != "#");
        if url.is_none() && urls::is_unsafe(href) {
            self.remarks.note(codes::LINK_UNSAFE, "A link that would run a script or open a local file was taken away");
        }
        // A picture that is a link to itself is a picture; a link inside a link is not.
        let images = !content.is_empty()
            && content
                .iter()
                .all(|i| matches!(i, Inline::Image(_)) || matches!(i, Inline::Text(t) if t.trim().is_empty()));
        // A picture in a link keeps the link's address.
        if let Some(url) = url.as_ref().filter(|url| images && !url.starts_with('#') && !is_picture(url)) {
            for inline in &mut content {
                if let Inline::Image(image) = inline
                    && image.url != *url
                {
                    image.link = Some(url.clone());
                }
            }
        }
        let nested = content.iter().any(|i| matches!(i, Inline::Link(_)));
        match url {
            Some(url) if !images && !nested && has_something(&content) => {
                let url = match url.strip_prefix('#') {
                    Some(fragment) => format!("#{}", unescape(fragment)),
                    None => url,
                };
                let title = self.dom.value(id, "title").map(String::from);
                let title = title.filter(|t| *t != plain_text(&content).trim());
                out.push(Inline::Link(Link { url, title, content }));
            }
            _ => out.append(&mut content),
        }
    }

    fn code(&mut self, id: Id, out: &mut Inlines) {
        // Code around a picture or a formula is only a wrapper.
        let special = self.dom.descendants(id).any(|d| matches!(self.dom.tag(d), "img" | "math"));
        if special {
            return self.styled(id, out);
        }
        let text = code::inline_text(self.dom, id, self.removed);
        if text.trim().is_empty() {
            return;
        }
        // Links inside code stay links, around the code.
        match self.dom.only_child(id).filter(|c| self.dom.tag(*c) == "a") {
            Some(link) => match self.dom.attr(link, "href").and_then(|h| self.base.link(h)) {
                Some(url) => out.push(Inline::Link(Link { url, title: None, content: vec![Inline::Code(text)] })),
                None => out.push(Inline::Code(text)),
            },
            None => out.push(Inline::Code(text)),
        }
    }

    /// `<q>`: its words between the marks of its language, inner ones in a quotation in a quotation.
    fn quoted(&mut self, id: Id, out: &mut Inlines) {
        let is_inner = self.dom.ancestors(id).filter(|a| self.dom.tag(*a) == "q").count() % 2 == 1;
        let stated = std::iter::once(id).chain(self.dom.ancestors(id)).find_map(|a| self.dom.value(a, "lang"));
        let lang = stated.and_then(Lang::new).or_else(|| self.language.clone()).unwrap_or_else(Lang::english);
        let marks = QuoteMarks::of(&lang);
        let (open, close) = match (marks.double.0, marks.single.0) {
            _ if !is_inner => marks.double,
            // Single quotes are for apostrophes in languages with guillemets; what is quoted inside has double ones.
            ('«', '‘') => ('“', '”'),
            _ => marks.single,
        };
        let space = if open == '«' && Language::of(&lang).quotation.thin_spaces { "\u{a0}" } else { "" };
        let (open, close) = (format!("{open}{space}"), format!("{space}{close}"));
        out.push(Inline::text(open));
        let mut content = self.content(id);
        out.append(&mut content);
        out.push(Inline::text(close));
    }

    /// A reading outside of ruby is set in brackets.
    fn reading(&mut self, id: Id, out: &mut Inlines) {
        let mut content = self.content(id);
        if has_something(&content) {
            out.push(Inline::text("("));
            out.append(&mut content);
            out.push(Inline::text(")"));
        }
    }

    /// A note's call.
    fn call(&mut self, id: Id, out: &mut Inlines) {
        let Some(number) = self.notes.called(id) else { return };
        if self.is_in_note() {
            let label = self.dom.words_of(id);
            if !label.is_empty() {
                out.push(Inline::Super(vec![Inline::Text(label)]));
            }
            return;
        }
        let blocks = self.note(number);
        if !blocks.is_empty() {
            trim_before_call(out);
            out.push(Inline::Note(blocks));
        }
    }
}

/// Removes the space before a call: the page had it for its own style. Line ends between the boxes of a call and its note
/// are spaces too.
fn trim_before_call(out: &mut Inlines) {
    for inline in out.iter_mut().rev() {
        match inline {
            Inline::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    return;
                }
            }
            Inline::Anchor(_) => {}
            _ => return,
        }
    }
}

fn has_something(content: &[Inline]) -> bool {
    content.iter().any(|i| match i {
        Inline::Text(text) => !text.trim().is_empty(),
        Inline::LineBreak | Inline::Anchor(_) => false,
        other => other.children().is_none_or(|c| has_something(c)),
    })
}

/// Text without invisible characters: byte order marks, controls, soft hyphens outside words. Zero-width joiners and
/// non-joiners stay: Persian and Hindi need them.
fn visible(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{feff}' | '\u{2060}');
    let keep = |c: &char| !hidden(*c) && (!c.is_control() || c.is_whitespace());
    let text = without_strays(text);
    text.chars().filter(keep).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A soft break point for `<wbr>` after a word: only words can be divided.
fn break_mark(out: &mut Inlines) {
    if let Some(Inline::Text(text)) = out.last_mut()
        && !text.ends_with(char::is_whitespace)
    {
        text.push('\u{200b}');
    }
}

fn remove_break_marks(inline: &mut Inline) {
    match inline {
        Inline::Text(text) | Inline::Code(text) => *text = without_break_marks(text).into_owned(),
        other => other.children_mut().into_iter().flatten().for_each(remove_break_marks),
    }
}

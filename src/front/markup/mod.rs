//! Other light markups: reStructuredText, Org and AsciiDoc. Each is rewritten as Markdown, line by line, and read by
//! the Markdown front end.
//!
//! - [`writer`] collects the lines of Markdown, and remembers where each came from;
//! - [`restructured`], [`org`] and [`asciidoc`] know the signs of one markup.

mod asciidoc;
mod escape;
mod org;
mod restructured;
mod writer;

use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::Document;
use crate::front::{FrontEnd, markdown};
use crate::source::{Source, Span};

use writer::Writer;

/// A markup that is rewritten as Markdown.
pub(crate) struct Markup {
    name: &'static str,
    extensions: &'static [&'static str],
    about: &'static str,
    /// True if a text has signs that only this markup has.
    is_certain: fn(&str) -> bool,
    write: fn(&str, &mut Writer),
}

/// reStructuredText.
pub(crate) const RESTRUCTURED: Markup = Markup {
    name: "rst",
    extensions: &["rst", "rest"],
    about: "reStructuredText: READMEs of Python packages, pages of Sphinx",
    is_certain: restructured::is_certain,
    write: restructured::write,
};

/// Org.
pub(crate) const ORG: Markup = Markup {
    name: "org",
    extensions: &["org"],
    about: "outlines of Emacs's Org mode",
    is_certain: org::is_certain,
    write: org::write,
};

/// AsciiDoc.
pub(crate) const ASCIIDOC: Markup = Markup {
    name: "asciidoc",
    extensions: &["adoc", "asciidoc"],
    about: "AsciiDoc: manuals and books of Asciidoctor and Antora",
    is_certain: asciidoc::is_certain,
    write: asciidoc::write,
};

impl FrontEnd for Markup {
    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn sniff(&self, source: &Source) -> bool {
        self.is_certain(source)
    }

    fn is_certain(&self, source: &Source) -> bool {
        (self.is_certain)(source.text())
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        crate::front::say_decoding(source, cx);
        let mut writer = Writer::default();
        (self.write)(source.text(), &mut writer);
        for (range, what) in writer.left_out.drain(..) {
            let what: String = what.chars().take(100).map(|c| if c.is_control() { ' ' } else { c }).collect();
            let message = format!("Left out, since it means nothing outside of its site: {what}.");
            cx.say(Diagnostic::remark(codes::DIALECT_LEFT_OUT, message).at(Span::new(range)));
        }
        Ok(markdown::rewritten(&writer.text, writer.origin, writer.meta, cx))
    }
}

/// The Markdown of a text, for tests.
#[cfg(test)]
fn written(write: fn(&str, &mut Writer), text: &str) -> String {
    let mut writer = Writer::default();
    write(text, &mut writer);
    writer.text
}

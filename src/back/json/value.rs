//! JSON itself, commas and escapes, and the constructors of pandoc's tree.

use super::Writer;

/// An attribute triple of pandoc: identifier, classes, pairs.
#[derive(Clone, Copy, Default)]
pub(super) struct Attr<'a> {
    pub(super) id: &'a str,
    pub(super) classes: &'a [&'a str],
    pub(super) pairs: &'a [(&'a str, &'a str)],
}

impl<'a> Attr<'a> {
    pub(super) fn class(class: &'a [&'a str]) -> Self {
        Attr { classes: class, ..Attr::default() }
    }

    pub(super) fn id(id: Option<&'a String>) -> Self {
        Attr { id: id.map_or("", |id| id), ..Attr::default() }
    }
}

impl Writer {
    /// A comma, unless this value is the first of its array or object or follows its key.
    fn sep(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'[' | b'{' | b':')) {
            self.out.push(',');
        }
    }

    pub(super) fn raw(&mut self, value: impl std::fmt::Display) {
        use std::fmt::Write;
        self.sep();
        let _ = write!(self.out, "{value}");
    }

    pub(super) fn string(&mut self, text: &str) {
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

    pub(super) fn array(&mut self, content: impl FnOnce(&mut Self)) {
        self.sep();
        self.out.push('[');
        content(self);
        self.out.push(']');
    }

    pub(super) fn object(&mut self, content: impl FnOnce(&mut Self)) {
        self.sep();
        self.out.push('{');
        content(self);
        self.out.push('}');
    }

    pub(super) fn key(&mut self, key: &str) {
        self.sep();
        self.quoted(key);
        self.out.push(':');
    }

    /// A constructor without content: `{"t":"Space"}`.
    pub(super) fn bare(&mut self, name: &str) {
        self.object(|w| {
            w.key("t");
            w.string(name);
        });
    }

    /// A constructor with content: `{"t":"Str","c":...}`. `content` writes exactly one value.
    pub(super) fn node(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.object(|w| {
            w.key("t");
            w.string(name);
            w.key("c");
            content(w);
        });
    }

    pub(super) fn attr(&mut self, attr: Attr) {
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

//! Content streams: operators written as compactly as PDF allows.
//!
//! A page of text has several thousand numbers, so they are written straight into one buffer, in thousandths of a
//! point without trailing zeros. Nothing is allocated per operator.

use lopdf::{Dictionary, Object};

use super::number::{integer, number};
use crate::image::colour::Ink;

/// A content stream under construction.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// The bytes so far.
    pub bytes: Vec<u8>,
}

impl Content {
    /// A number in user space, to a thousandth.
    pub(super) fn number(&mut self, value: f64) -> &mut Self {
        number(&mut self.bytes, value);
        self
    }

    /// Several numbers.
    pub(super) fn numbers(&mut self, values: &[f64]) -> &mut Self {
        for &value in values {
            self.number(value);
        }
        self
    }

    /// An operator and the end of its line.
    pub(super) fn op(&mut self, operator: &str) -> &mut Self {
        self.space();
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
        self
    }

    /// A name operand; `name` is one of ours and needs no escapes.
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        self.bytes.push(b'/');
        self.bytes.extend_from_slice(name.as_bytes());
        self
    }

    /// A name with a number in it: `/F3`.
    pub(super) fn numbered(&mut self, prefix: &str, number: usize) -> &mut Self {
        self.name(prefix);
        integer(&mut self.bytes, number as u64);
        self
    }

    /// Sets the fill colour.
    pub(super) fn fill(&mut self, ink: Ink) -> &mut Self {
        match ink {
            Ink::Grey(grey) => self.number(f64::from(grey)).op("g"),
            Ink::Rgb(rgb) => self.numbers(&rgb.map(f64::from)).op("rg"),
            Ink::Cmyk(cmyk) => self.numbers(&cmyk.map(f64::from)).op("k"),
        }
    }

    /// Sets the stroke colour.
    pub(super) fn stroke(&mut self, ink: Ink) -> &mut Self {
        match ink {
            Ink::Grey(grey) => self.number(f64::from(grey)).op("G"),
            Ink::Rgb(rgb) => self.numbers(&rgb.map(f64::from)).op("RG"),
            Ink::Cmyk(cmyk) => self.numbers(&cmyk.map(f64::from)).op("K"),
        }
    }

    /// An operand of any kind.
    pub(super) fn object(&mut self, object: &Object) -> &mut Self {
        super::object::write(&mut self.bytes, object);
        self
    }

    /// Begins marked content with properties.
    pub(super) fn begin(&mut self, tag: &str, properties: Dictionary) -> &mut Self {
        self.name(tag).object(&Object::Dictionary(properties)).op("BDC")
    }

    /// Begins the marked content with that number, owned by a structure element of that type.
    pub(super) fn begin_tagged(&mut self, tag: &str, mcid: usize) -> &mut Self {
        self.name(tag);
        self.bytes.extend_from_slice(b"<</MCID ");
        integer(&mut self.bytes, mcid as u64);
        self.bytes.extend_from_slice(b">>BDC\n");
        self
    }

    /// Separates from the operand before, if needed.
    fn space(&mut self) {
        let delimited = |b: u8| matches!(b, b' ' | b'\n' | b')' | b']' | b'>' | b'[' | b'(' | b'<');
        if self.bytes.last().is_some_and(|&b| !delimited(b)) {
            self.bytes.push(b' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_separated() {
        let mut c = Content::default();
        c.numbers(&[1.0, -0.5, 12.3456, 0.0, -0.0001, 100.05]).op("x");
        assert_eq!(String::from_utf8(c.bytes).unwrap(), "1 -.5 12.346 0 0 100.05 x\n");
    }

    #[test]
    fn numbers_that_are_none_become_zero() {
        let mut c = Content::default();
        c.numbers(&[f64::NAN, f64::INFINITY]).op("l");
        assert_eq!(String::from_utf8(c.bytes).unwrap(), "0 0 l\n");
    }
}

//! Content streams: operators written as compactly as PDF allows.
//!
//! A page of text has several thousand numbers, so they are written straight into one buffer, in thousandths of a
//! point without trailing zeros. Nothing is allocated per operator.

use lopdf::{Dictionary, Object};

use crate::image::colour::Ink;

/// A content stream under construction.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The bytes so far.
    pub bytes: Vec<u8>,
}

impl Content {
    /// A number in user space, to a thousandth.
    pub fn number(&mut self, value: f64) -> &mut Self {
        number(&mut self.bytes, value);
        self
    }

    /// Several numbers.
    pub fn numbers(&mut self, values: &[f64]) -> &mut Self {
        for &value in values {
            self.number(value);
        }
        self
    }

    /// An operator and the end of its line.
    pub fn op(&mut self, operator: &str) -> &mut Self {
        self.space();
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
        self
    }

    /// A name operand; `name` is one of ours and needs no escapes.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.bytes.push(b'/');
        self.bytes.extend_from_slice(name.as_bytes());
        self
    }

    /// A name with a number in it: `/F3`.
    pub fn numbered(&mut self, prefix: &str, number: usize) -> &mut Self {
        self.name(prefix);
        integer(&mut self.bytes, number as u64);
        self
    }

    /// Sets the fill colour.
    pub fn fill(&mut self, ink: Ink) -> &mut Self {
        match ink {
            Ink::Grey(grey) => self.number(f64::from(grey)).op("g"),
            Ink::Rgb(rgb) => self.numbers(&rgb.map(f64::from)).op("rg"),
            Ink::Cmyk(cmyk) => self.numbers(&cmyk.map(f64::from)).op("k"),
        }
    }

    /// Sets the stroke colour.
    pub fn stroke(&mut self, ink: Ink) -> &mut Self {
        match ink {
            Ink::Grey(grey) => self.number(f64::from(grey)).op("G"),
            Ink::Rgb(rgb) => self.numbers(&rgb.map(f64::from)).op("RG"),
            Ink::Cmyk(cmyk) => self.numbers(&cmyk.map(f64::from)).op("K"),
        }
    }

    /// An operand of any kind.
    pub fn object(&mut self, object: &Object) -> &mut Self {
        super::object::write(&mut self.bytes, object);
        self
    }

    /// Begins marked content with properties.
    pub fn begin(&mut self, tag: &str, properties: Dictionary) -> &mut Self {
        self.name(tag).object(&Object::Dictionary(properties)).op("BDC")
    }

    /// Begins the marked content with that number, owned by a structure element of that type.
    pub fn begin_tagged(&mut self, tag: &str, mcid: usize) -> &mut Self {
        self.name(tag);
        self.bytes.extend_from_slice(b"<</MCID ");
        integer(&mut self.bytes, mcid as u64);
        self.bytes.extend_from_slice(b">>BDC\n");
        self
    }

    /// Separates from the operand before, where that needs it.
    fn space(&mut self) {
        let delimited = |b: u8| matches!(b, b' ' | b'\n' | b')' | b']' | b'>' | b'[' | b'(' | b'<');
        if self.bytes.last().is_some_and(|&b| !delimited(b)) {
            self.bytes.push(b' ');
        }
    }
}

/// The nearest whole number, of two as near the one farther from zero. By a cast: `round` is a call where a processor
/// has no instruction for it that all of its kind have, and every glyph asks several times.
pub fn nearest(value: f64) -> f64 {
    (value + 0.5_f64.copysign(value)) as i64 as f64
}

/// Appends a number to a thousandth, separated from a regular character before it.
pub fn number(out: &mut Vec<u8>, value: f64) {
    if out.last().is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'-')) {
        out.push(b' ');
    }
    let value = if value.is_finite() { value.clamp(-1e9, 1e9) } else { 0.0 };
    let scaled = nearest(value * 1000.0) as i64;
    if scaled < 0 {
        out.push(b'-');
    }
    let scaled = scaled.unsigned_abs();
    let (whole, rest) = (scaled / 1000, scaled % 1000);
    if whole > 0 || rest == 0 {
        integer(out, whole);
    }
    if rest > 0 {
        out.push(b'.');
        out.push(b'0' + (rest / 100) as u8);
        if rest % 100 > 0 {
            out.push(b'0' + (rest / 10 % 10) as u8);
            if rest % 10 > 0 {
                out.push(b'0' + (rest % 10) as u8);
            }
        }
    }
}

/// Appends a whole number, with nothing before it.
pub fn integer(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
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
    fn the_nearest_whole_number_is_what_rounding_gives() {
        for value in [0.0, 0.3, 0.5, 0.7, 1.5, 2.5, 1e9, 123_456.499] {
            assert_eq!(nearest(value), value.round());
            assert_eq!(nearest(-value), (-value).round());
        }
    }

    #[test]
    fn numbers_that_are_none_become_zero() {
        let mut c = Content::default();
        c.numbers(&[f64::NAN, f64::INFINITY]).op("l");
        assert_eq!(String::from_utf8(c.bytes).unwrap(), "0 0 l\n");
    }
}

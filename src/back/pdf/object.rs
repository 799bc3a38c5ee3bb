//! lopdf's objects as bytes.
//!
//! lopdf can write files itself, but one object at a time on one thread, with its object streams uncompressed by
//! default and its writer private. [`super::finish`] packs and deflates in parallel and needs only the form of an
//! object (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Object, StringFormat};

use super::number::{integer, number};

/// Appends an object. [`super::finish`] writes streams, because it knows their places.
pub(super) fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => word(out, b"null"),
        Object::Boolean(true) => word(out, b"true"),
        Object::Boolean(false) => word(out, b"false"),
        Object::Integer(value) => {
            separate(out);
            if *value < 0 {
                out.push(b'-');
            }
            integer(out, value.unsigned_abs());
        }
        Object::Real(value) => {
            separate(out);
            // Small numbers belong to matrices, where a thousandth would be too coarse.
            if *value != 0.0 && value.abs() < 0.1 {
                out.extend_from_slice(format!("{value:.9}").trim_end_matches('0').as_bytes());
            } else {
                number(out, f64::from(*value));
            }
        }
        Object::Name(bytes) => name(out, bytes),
        Object::String(bytes, StringFormat::Literal) => literal(out, bytes),
        Object::String(bytes, StringFormat::Hexadecimal) => hexadecimal(out, bytes),
        Object::Array(objects) => {
            out.push(b'[');
            objects.iter().for_each(|object| write(out, object));
            out.push(b']');
        }
        Object::Dictionary(dictionary) => self::dictionary(out, dictionary),
        Object::Stream(stream) => self::dictionary(out, &stream.dict),
        Object::Reference((number, generation)) => {
            separate(out);
            integer(out, u64::from(*number));
            out.push(b' ');
            integer(out, u64::from(*generation));
            out.extend_from_slice(b" R");
        }
    }
}

/// Appends a dictionary, its keys in the order they were set.
pub(super) fn dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        name(out, key);
        write(out, value);
    }
    out.extend_from_slice(b">>");
}

/// A blank where two regular characters would run together.
fn separate(out: &mut Vec<u8>) {
    if out.last().is_some_and(|&b| !matches!(b, b' ' | b'\n' | b')' | b']' | b'>' | b'[' | b'(' | b'<')) {
        out.push(b' ');
    }
}

fn word(out: &mut Vec<u8>, word: &[u8]) {
    separate(out);
    out.extend_from_slice(word);
}

fn name(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'/');
    for &byte in bytes {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            out.extend_from_slice(&hex(byte));
        }
    }
}

/// A literal string: brackets, backslashes and line ends escaped (7.3.4.2).
pub(super) fn literal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for &byte in bytes {
        literal_byte(out, byte);
    }
    out.push(b')');
}

/// A byte of a literal string.
pub(super) fn literal_byte(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\n' => out.extend_from_slice(b"\\n"),
        _ => out.push(byte),
    }
}

fn hexadecimal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'<');
    bytes.iter().for_each(|&byte| out.extend_from_slice(&hex(byte)));
    out.push(b'>');
}

/// Two hexadecimal digits.
pub(super) fn hex(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}

/// Most bytes of a string: ISO 19005-2, 6.1.13, after ISO 32000-1, annex C.
pub(super) const LONGEST_STRING: usize = 32_767;

/// A text string (7.9.2.2): ASCII unchanged, other text as UTF-16 with a byte order mark. A text too long for a string
/// ends with an ellipsis. It is a title, a description or a name, and its words are on the pages as well.
pub(super) fn text(text: &str) -> Object {
    if text.len() <= LONGEST_STRING && text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(utf16(text), StringFormat::Literal)
}

/// UTF-16, big end first, after its byte order mark, and no longer than a string may be.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xfe, 0xff];
    let mut units = [0u16; 2];
    for c in text.chars() {
        let units = c.encode_utf16(&mut units);
        // Room for this character and an ellipsis after it.
        if bytes.len() + 2 * units.len() + 2 > LONGEST_STRING {
            bytes.extend('…'.encode_utf16(&mut [0]).iter().flat_map(|unit| unit.to_be_bytes()));
            break;
        }
        bytes.extend(units.iter().flat_map(|unit| unit.to_be_bytes()));
    }
    bytes
}

/// A name.
pub(super) fn named(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A number: an integer if it is whole.
pub(super) fn real(value: f64) -> Object {
    if value.fract() == 0.0 && value.abs() < 1e15 { Object::Integer(value as i64) } else { Object::Real(value as f32) }
}

/// A dictionary of these entries.
pub(super) fn dict<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    let mut dictionary = Dictionary::new();
    for (key, value) in entries {
        dictionary.set(key, value);
    }
    dictionary
}

/// An array of numbers.
pub(super) fn numbers(values: &[f64]) -> Object {
    Object::Array(values.iter().map(|&v| real(v)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(object: &Object) -> String {
        let mut out = Vec::new();
        write(&mut out, object);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn neighbours_do_not_run_together() {
        let object = Object::Dictionary(dict([
            ("A", named("B c")),
            ("N", Object::Integer(-3)),
            ("R", Object::Reference((7, 0))),
            ("L", numbers(&[1.0, 0.25])),
            ("T", Object::Boolean(true)),
        ]));
        assert_eq!(written(&object), "<</A/B#20c/N -3/R 7 0 R/L[1 .25]/T true>>");
    }

    #[test]
    fn no_string_is_longer_than_the_standard_allows() {
        for long in ["a".repeat(40_000), "é".repeat(40_000), "𝒂".repeat(40_000)] {
            let Object::String(bytes, _) = text(&long) else { panic!("a string") };
            assert!((32_000..=LONGEST_STRING).contains(&bytes.len()), "{}", bytes.len());
            assert_eq!(bytes[bytes.len() - 2..], [0x20, 0x26], "an ellipsis says that it goes on");
            assert_eq!(bytes.len() % 2, 0);
        }
        assert_eq!(text(&"a".repeat(LONGEST_STRING)).as_str().map(<[u8]>::len).ok(), Some(LONGEST_STRING));
    }

    #[test]
    fn text_beyond_ascii_is_utf16() {
        assert_eq!(text("a(b"), Object::String(b"a(b".to_vec(), StringFormat::Literal));
        assert_eq!(written(&text("a(b")), r"(a\(b)");
        assert_eq!(text("é"), Object::String(vec![0xfe, 0xff, 0, 0xe9], StringFormat::Literal));
    }
}

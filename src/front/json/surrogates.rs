//! Unpaired surrogates in JSON's escapes, `\ud800` without its other half. RFC 8259, section 8.2, allows them and calls
//! their effect unpredictable. Here they become U+FFFD, the replacement character.

use std::borrow::Cow;

/// The text with the escapes of unpaired surrogates replaced, and their number.
pub fn mend(text: &str) -> (Cow<'_, str>, usize) {
    let (mut out, mut kept, mut halves, mut at) = (String::new(), 0, 0, 0);
    let bytes = text.as_bytes();
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        let escape = at + found;
        let length = match (unit(bytes, escape), unit(bytes, escape + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                out.push_str(&text[kept..escape]);
                out.push_str("\\ufffd");
                halves += 1;
                kept = escape + 6;
                6
            }
            // Any other escape, a backslash that is escaped itself among them.
            _ => 2,
        };
        at = (escape + length).min(bytes.len());
    }
    if halves == 0 {
        return (Cow::Borrowed(text), 0);
    }
    out.push_str(&text[kept..]);
    (Cow::Owned(out), halves)
}

/// The UTF-16 unit of an escape that begins there.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digit = |value: u16, b: &u8| Some(value * 16 + char::from(*b).to_digit(16)? as u16);
    digits.iter().try_fold(0, digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_replaced_and_pairs_and_escaped_backslashes_kept() {
        let (text, halves) = mend(r#"["\ud800 \udc00", "\ud83d\ude00", "\\ud800", "\ud83d\ud83d\ude00", "\ud8"#);
        assert_eq!(text, r#"["\ufffd \ufffd", "\ud83d\ude00", "\\ud800", "\ufffd\ud83d\ude00", "\ud8"#);
        assert_eq!(halves, 3);
    }
}

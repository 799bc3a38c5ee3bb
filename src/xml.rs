//! Text in XML. All code that writes or repairs mark-up escapes with this, so that no stray control character of an
//! article makes a file that is not well-formed.

/// True if XML 1.0 allows the character and its editors do not discourage it (section 2.2): no controls but tab and line
/// ends, no non-characters.
pub(crate) fn is_char(c: char) -> bool {
    let code = c as u32;
    matches!(c, '\t' | '\n' | '\r') || !c.is_control() && !(0xFDD0..=0xFDEF).contains(&code) && code & 0xFFFE != 0xFFFE
}

/// Appends the text escaped for content and for attribute values in double quotes; characters that XML forbids are left
/// out.
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    out.reserve(text.len());
    for c in text.chars().filter(|c| is_char(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// The escaped text as a new string.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    push_escaped(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_forbidden_characters_go() {
        assert_eq!(escaped("a<b> & \"c\""), "a&lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!(escaped("a\u{1}b\u{b}c\u{fffe}d\u{fdd0}e\nf\tg"), "abcde\nf\tg");
    }
}

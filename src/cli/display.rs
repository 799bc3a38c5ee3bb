//! Strangers' words, shown safely. File names and articles may hold control characters that move the cursor,
//! bidirectional overrides that reorder a line, or characters without width that hide a difference; the subject of a
//! message must not disguise it. All foreign text passes through [`text`] or [`path`] on its way to the terminal.

use std::fmt::Write as _;
use std::path::Path;

/// A file name for display: characters that are not plainly visible are escaped, and so are bytes that are not UTF-8.
pub fn path(path: impl AsRef<Path>) -> String {
    let mut out = String::new();
    for chunk in path.as_ref().as_os_str().as_encoded_bytes().utf8_chunks() {
        push(chunk.valid(), &mut out);
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02X}");
        }
    }
    if out.is_empty() { "(no name)".into() } else { out }
}

/// A file name as a word for a shell: in quotes if it holds more than letters, digits and harmless signs.
pub fn quoted(name: impl AsRef<Path>) -> String {
    let shown = path(name);
    let is_plain = |c: char| c.is_alphanumeric() || "._-/+@%,:=".contains(c);
    if shown.chars().all(is_plain) { shown } else { format!("'{}'", shown.replace('\'', "'\\''")) }
}

/// Foreign text as it can be shown on one line.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(text, &mut out);
    out
}

fn push(text: &str, out: &mut String) {
    for c in text.chars() {
        push_char(c, out);
    }
}

/// One character, or its escape.
pub fn push_char(c: char, out: &mut String) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if is_disguise(c) => {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
        c => out.push(c),
    }
}

/// Controls, bidirectional marks and overrides, characters without width, line separators, tags, variation selectors of
/// the supplement: invisible characters that change how a line looks.
fn is_disguise(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// A number of bytes in words.
pub fn bytes(n: u64) -> String {
    match n {
        0..1024 => format!("{n} bytes"),
        1024..1_048_576 => format!("{:.1} KiB", n as f64 / 1024.0),
        1_048_576..1_073_741_824 => format!("{:.1} MiB", n as f64 / 1_048_576.0),
        _ => format!("{:.1} GiB", n as f64 / 1_073_741_824.0),
    }
}

/// `1 input`, `2 inputs`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_have_their_units() {
        for (bytes, shown) in [
            (0, "0 bytes"),
            (1023, "1023 bytes"),
            (1024, "1.0 KiB"),
            (1536, "1.5 KiB"),
            (1_048_575, "1024.0 KiB"),
            (1_048_576, "1.0 MiB"),
            (1_073_741_823, "1024.0 MiB"),
            (3 << 30, "3.0 GiB"),
        ] {
            assert_eq!(super::bytes(bytes), shown);
        }
        assert_eq!([0, 1, 2].map(|n| super::count(n, "input")), ["0 inputs", "1 input", "2 inputs"]);
    }

    #[test]
    fn names_in_advice_are_words_of_a_shell() {
        let quoted = ["out/a.b", "My Papers", "it's", "café"].map(super::quoted);
        assert_eq!(quoted, ["out/a.b", "'My Papers'", "'it'\\''s'", "café"]);
    }

    #[test]
    fn disguises_are_escaped() {
        assert_eq!(super::text("a\u{202e}fdp.exe\u{200b}\u{1b}[2J"), "a\\u{202e}fdp.exe\\u{200b}\\u{1b}[2J");
        assert_eq!(super::text("naïve 日本 مرحبا"), "naïve 日本 مرحبا");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_utf8_are_shown_by_their_bytes() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(super::path(std::ffi::OsStr::from_bytes(b"caf\xe9\n.md")), "caf\\xE9\\n.md");
    }
}

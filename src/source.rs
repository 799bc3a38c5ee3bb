//! An input of the program: a name, its bytes, the text decoded from them, and places in that text.
//!
//! Articles come in every encoding the web ever had. Decoding happens here, once, lazily and without failing:
//! [`Source::text`] is always valid UTF-8, and [`Source::decoding`] records the guess so that the caller can remark on
//! it. Binary containers (EPUB, e-mail, MHTML) read [`Source::bytes`] instead and never pay for decoding.

use std::ops::Range;
use std::sync::OnceLock;

/// A place in the decoded text of a source: a half-open range of byte offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `range`; offsets past 4 GiB are clamped, because no source that large is accepted.
    pub fn new(range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: clamp(range.start), end: clamp(range.end) }
    }

    /// The span as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span around both; an empty default span adds nothing.
    pub fn to(self, other: Span) -> Span {
        if self == Span::default() {
            return other;
        }
        if other == Span::default() {
            return self;
        }
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The way the bytes of a source became text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoding {
    /// The encoding's name in the WHATWG Encoding Standard, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// True if nothing in the file stated the encoding and statistics chose it.
    pub guessed: bool,
    /// True if some bytes were invalid in that encoding and became U+FFFD.
    pub damaged: bool,
}

/// One input: its display name, its bytes, and the text in them.
pub struct Source {
    name: String,
    content: Content,
    line_starts: OnceLock<Vec<u32>>,
}

enum Content {
    /// The common case, kept without a copy: the bytes were UTF-8 already.
    Text(String),
    Bytes {
        bytes: Vec<u8>,
        decoded: OnceLock<(String, Decoding)>,
    },
}

impl Source {
    /// A source from unchanged bytes; `name` is the path or URL shown in messages.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let content = if bytes.starts_with(b"\xEF\xBB\xBF") {
            Content::Bytes { bytes, decoded: OnceLock::new() }
        } else {
            match String::from_utf8(bytes) {
                Ok(text) if !looks_wide(text.as_bytes()) && !changes_alphabet(text.as_bytes()) => Content::Text(text),
                Ok(text) => Content::Bytes { bytes: text.into_bytes(), decoded: OnceLock::new() },
                Err(e) => Content::Bytes { bytes: e.into_bytes(), decoded: OnceLock::new() },
            }
        };
        Source { name: name.into(), content, line_starts: OnceLock::new() }
    }

    /// A source from text that is already decoded.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source { name: name.into(), content: Content::Text(text.into()), line_starts: OnceLock::new() }
    }

    /// The name shown in messages: a path, a URL, or `standard input`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The unchanged bytes.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes { bytes, .. } => bytes,
        }
    }

    /// The decoded text, without a byte order mark. Line endings are unchanged.
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            Content::Bytes { bytes, decoded } => &decoded.get_or_init(|| decode(bytes)).0,
        }
    }

    /// The way [`Source::text`] was decoded.
    pub fn decoding(&self) -> Decoding {
        match &self.content {
            Content::Text(_) => Decoding { encoding: "UTF-8", guessed: false, damaged: false },
            Content::Bytes { bytes, decoded } => decoded.get_or_init(|| decode(bytes)).1.clone(),
        }
    }

    /// Line and column of a byte offset in the text, both from 1; columns count characters.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let starts = self.line_starts();
        let line = starts.partition_point(|&s| s <= offset).max(1);
        let text = self.text();
        let begin = starts[line - 1] as usize;
        let end = (offset as usize).min(text.len());
        let column = text.get(begin..end).map_or(1, |s| s.chars().count() + 1);
        (line, column)
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text().as_bytes());
            std::iter::once(0).chain(breaks.map(|i| i as u32 + 1)).collect()
        })
    }
}

/// ASCII text in UTF-16 without a byte order mark is valid UTF-8 full of NULs, which show it.
fn looks_wide(bytes: &[u8]) -> bool {
    wide_order(bytes).is_some()
}

/// UTF-16 without a byte order mark, by the side on which Latin text has its NULs.
fn wide_order(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(2048) & !1];
    if head.len() < 4 || !head.contains(&0) {
        return None;
    }
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 > pairs * 6 && even * 10 < pairs {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 > pairs * 6 && odd * 10 < pairs {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

fn decode(bytes: &[u8]) -> (String, Decoding) {
    let (encoding, guessed) = choose_encoding(bytes);
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    (text.into_owned(), Decoding { encoding: encoding.name(), guessed, damaged })
}

/// Byte order mark, then UTF-16 by its NULs, then the file's own declaration, then UTF-8, then statistics.
fn choose_encoding(bytes: &[u8]) -> (&'static encoding_rs::Encoding, bool) {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return (encoding, false);
    }
    if let Some(encoding) = wide_order(bytes) {
        return (encoding, true);
    }
    if changes_alphabet(bytes) && !encoding_rs::ISO_2022_JP.decode_without_bom_handling(bytes).1 {
        return (encoding_rs::ISO_2022_JP, true);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (encoding_rs::UTF_8, false);
    }
    // A file that declares UTF-8 but is not was converted without changing the label.
    if let Some(encoding) = declared(bytes).filter(|encoding| *encoding != encoding_rs::UTF_8) {
        return (encoding, false);
    }
    // Stray bytes in a UTF-8 file are damage, not another encoding: letters of other encodings hardly ever make one
    // sequence of UTF-8, so two in three that are right settle it.
    let lossy = String::from_utf8_lossy(bytes);
    let bad = lossy.matches('\u{FFFD}').count();
    let good = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    if good >= 2 * bad {
        return (encoding_rs::UTF_8, true);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    (detector.guess(None, chardetng::Utf8Detection::Deny), true)
}

/// True if the bytes have the sequences by which ISO-2022-JP goes from Latin to Japanese and back; all its bytes are
/// ASCII.
fn changes_alphabet(bytes: &[u8]) -> bool {
    let find = |sequence: &[u8]| memchr::memmem::find(bytes, sequence).is_some();
    memchr::memchr(0x1B, bytes).is_some()
        && (find(b"\x1B$B") || find(b"\x1B$@"))
        && (find(b"\x1B(B") || find(b"\x1B(J"))
}

/// `<meta charset=...>`, `content="...charset=..."` or an XML declaration in the first 4 KiB.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    if !head.contains('<') {
        return None;
    }
    ["charset", "encoding"].iter().find_map(|key| {
        let rest = head[head.find(key)? + key.len()..].trim_start().strip_prefix('=')?;
        let label = rest.trim_start_matches(['"', '\'', ' ']);
        let end = label.find(['"', '\'', ' ', ';', '>', '?', '/']).unwrap_or(label.len());
        encoding_rs::Encoding::for_label(&label.as_bytes()[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_in_seven_bits_is_told_by_its_sequences() {
        let bytes = b"Python \x1B$B$N3+H/\x1B(B".to_vec();
        assert_eq!(Source::new("a", bytes).text(), "Python の開発");
        assert_eq!(Source::new("a", b"a \x1B$B b".to_vec()).text(), "a \x1B$B b");
    }

    #[test]
    fn utf16_without_a_mark_is_told_by_its_nuls() {
        let bytes: Vec<u8> = "Plain words".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Source::new("a", bytes).text(), "Plain words");
    }

    #[test]
    fn windows_1252_quotes_are_decoded() {
        let source = Source::new("a", b"He said \x93no\x94 and it\x92s so; na\xefve caf\xe9 talk".to_vec());
        assert_eq!(source.text(), "He said “no” and it’s so; naïve café talk");
        assert!(source.decoding().guessed);
    }

    #[test]
    fn one_stray_byte_does_not_change_the_encoding() {
        let source = Source::new("a", b"Caf\xC3\xA9 au lait, d\xC3\xA9j\xC3\xA0 bu \xE9t\xC3\xA9".to_vec());
        assert_eq!(source.text(), "Café au lait, déjà bu \u{FFFD}té");
        assert_eq!(source.decoding(), Decoding { encoding: "UTF-8", guessed: true, damaged: true });
        let latin = Source::new("a", b"Caf\xE9 au lait, d\xE9j\xE0 bu, d\xE9j\xE0 vu".to_vec());
        assert_eq!(latin.text(), "Café au lait, déjà bu, déjà vu");
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(Source::from_text("a", "é\nüb").line_column(5), (2, 2));
    }
}

//! Files without an article that we can read: pictures, archives, programs, office files, feeds.
//!
//! [`FOREIGN`] has a row for each kind: its first bytes, its name, and the advice for the user. The first bytes
//! decide, since names lie. A front end that learns to read one of them takes its row out.

/// A kind of file that is not an article.
#[derive(Debug)]
pub struct Foreign {
    /// A stable name, such as `png`.
    pub id: &'static str,
    /// The kind in words that fit after "x is": "a PNG picture".
    pub what: &'static str,
    /// The advice for the user.
    pub way_out: &'static str,
    /// True if it is text, which `--from` can still have read as text.
    pub is_text: bool,
    begins: fn(&[u8]) -> bool,
    extensions: &'static [&'static str],
}

const PICTURE: &str =
    "A picture goes into an article: write a text that shows it, ![what it shows](FILE), and convert that.";
const SOUND: &str = "Convert a transcript of it.";
const ARCHIVE: &str = "Unpack it first, then name the articles in it.";
const PROGRAM: &str = "Look for the article's own file.";
const PDF: &str = "Its text can be taken out and converted: pdftotext -layout FILE.pdf - | convert - -o FILE.epub";
const OFFICE: &str =
    "Save it as HTML or as plain text in its program, or use pandoc: pandoc FILE -t markdown | convert - --from pandoc";
const SHEET: &str = "Save it as HTML in its program, and convert that.";
const FEEDS: &str = "Bind what its feeds have as one book: convert FILE --edition TITLE -o FILE.epub";

const fn binary(
    id: &'static str,
    what: &'static str,
    way_out: &'static str,
    extensions: &'static [&'static str],
    begins: fn(&[u8]) -> bool,
) -> Foreign {
    Foreign { id, what, way_out, is_text: false, begins, extensions }
}

const fn text(
    id: &'static str,
    what: &'static str,
    way_out: &'static str,
    extensions: &'static [&'static str],
    begins: fn(&[u8]) -> bool,
) -> Foreign {
    Foreign { id, what, way_out, is_text: true, begins, extensions }
}

/// All kinds; the first that fits wins, so formats that are archives come before the archive itself.
#[rustfmt::skip]
pub const FOREIGN: &[Foreign] = &[
    //     id          what                          way out  extensions                   how its files begin
    binary("png",      "a PNG picture",              PICTURE, &["png"],                    |b| b.starts_with(b"\x89PNG")),
    binary("jpeg",     "a JPEG picture",             PICTURE, &["jpg", "jpeg"],            |b| b.starts_with(&[0xFF, 0xD8, 0xFF])),
    binary("gif",      "a GIF picture",              PICTURE, &["gif"],                    |b| b.starts_with(b"GIF87a") || b.starts_with(b"GIF89a")),
    binary("webp",     "a WebP picture",             PICTURE, &["webp"],                   |b| riff(b, b"WEBP")),
    binary("tiff",     "a TIFF picture",             PICTURE, &["tif", "tiff"],            |b| b.starts_with(b"II*\0") || b.starts_with(b"MM\0*")),
    binary("heif",     "a picture (AVIF or HEIC)",   PICTURE, &["avif", "heic", "heif"],   |b| boxed(b, &[b"avif", b"avis", b"heic", b"heix", b"mif1"])),
    binary("bmp",      "a BMP picture",              PICTURE, &["bmp"],                    |b| b.starts_with(b"BM") && has_nul(b)),
    binary("icon",     "an icon",                    PICTURE, &["ico"],                    |b| b.starts_with(&[0, 0, 1, 0])),
    binary("photoshop", "a Photoshop picture",       PICTURE, &["psd"],                    |b| b.starts_with(b"8BPS\0")),
    text  ("svg",      "an SVG drawing",             PICTURE, &["svg"],                    |b| root(b, &["svg"])),
    binary("pdf",      "a PDF already",              PDF,     &[],                         |b| head(b, 1024).windows(5).any(|w| w == b"%PDF-")),
    text  ("postscript", "a PostScript file",        PDF,     &["ps", "eps"],              |b| b.starts_with(b"%!PS")),
    binary("djvu",     "a DjVu book",                PDF,     &["djvu"],                   |b| b.starts_with(b"AT&TFORM")),
    binary("docx",     "a Word document",            OFFICE,  &["docx", "docm"],           |b| packed(b, &["word/document", "word/styles", "word/_rels"])),
    binary("xlsx",     "a spreadsheet",              SHEET,   &["xlsx", "xlsm"],           |b| packed(b, &["xl/workbook", "xl/worksheets", "xl/_rels"])),
    binary("pptx",     "a presentation",             OFFICE,  &["pptx", "pptm"],           |b| packed(b, &["ppt/presentation", "ppt/slides", "ppt/_rels"])),
    binary("odt",      "an OpenDocument text",       OFFICE,  &["odt", "ott"],             |b| packed(b, &["opendocument.text"])),
    binary("odf",      "an OpenDocument file",       SHEET,   &["ods", "odp", "odg"],      |b| packed(b, &["vnd.oasis.opendocument"])),
    binary("pages",    "a document of Apple's iWork", OFFICE, &["pages", "numbers", "key"], |b| packed(b, &["Index/Document.iwa", "Index.zip"])),
    binary("doc",      "an old office file (doc, xls, ppt or msg)", OFFICE, &["doc", "xls", "ppt", "msg"], |b| b.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])),
    text  ("rtf",      "a document in RTF",          OFFICE,  &["rtf"],                    |b| b.starts_with(b"{\\rtf")),
    binary("mobi",     "a Kindle book",              "Convert it to EPUB first, with calibre: ebook-convert FILE.mobi FILE.epub", &["mobi", "azw", "azw3", "prc"], |b| b.get(60..68) == Some(b"BOOKMOBI")),
    text  ("opml",     "a list of feeds",            FEEDS,   &["opml"],                   |b| root(b, &["opml"])),
    binary("zip",      "a ZIP archive",              ARCHIVE, &["zip"],                    |b| b.starts_with(b"PK\x03\x04") && !is_epub(b)),
    binary("gzip",     "a packed file (gzip)",       ARCHIVE, &["gz", "tgz"],              |b| b.starts_with(&[0x1F, 0x8B])),
    binary("bzip2",    "a packed file (bzip2)",      ARCHIVE, &["bz2"],                    |b| b.starts_with(b"BZh") && b.get(4..10) == Some(b"1AY&SY")),
    binary("xz",       "a packed file (xz)",         ARCHIVE, &["xz"],                     |b| b.starts_with(b"\xFD7zXZ\0")),
    binary("zstd",     "a packed file (zstd)",       ARCHIVE, &["zst"],                    |b| b.starts_with(&[0x28, 0xB5, 0x2F, 0xFD])),
    binary("7z",       "a 7-Zip archive",            ARCHIVE, &["7z"],                     |b| b.starts_with(b"7z\xBC\xAF\x27\x1C")),
    binary("rar",      "a RAR archive",              ARCHIVE, &["rar"],                    |b| b.starts_with(b"Rar!\x1A\x07")),
    binary("tar",      "a tar archive",              ARCHIVE, &["tar"],                    |b| b.get(257..262) == Some(b"ustar")),
    binary("audio",    "a sound file",               SOUND,   &["mp3", "ogg", "flac", "wav", "m4a"], |b| b.starts_with(b"ID3\x02") || b.starts_with(b"ID3\x03") || b.starts_with(b"ID3\x04") || b.starts_with(b"OggS\0") || b.starts_with(b"fLaC\0") || riff(b, b"WAVE")),
    binary("video",    "a film",                     SOUND,   &["mp4", "mkv", "webm", "avi", "mov"], |b| b.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) || riff(b, b"AVI ") || b.get(4..8) == Some(b"ftyp")),
    binary("font",     "a font",                     PROGRAM, &["ttf", "otf", "woff", "woff2"], |b| b.starts_with(b"OTTO\0") || b.starts_with(&[0, 1, 0, 0, 0]) || b.starts_with(b"wOFF") || b.starts_with(b"wOF2")),
    binary("program",  "a program",                  PROGRAM, &["exe", "dll", "so"],       |b| b.starts_with(b"\x7FELF") || b.starts_with(b"\0asm") || b.starts_with(&[0xCF, 0xFA, 0xED, 0xFE]) || b.starts_with(&[0xCA, 0xFE, 0xBA, 0xBE]) || (b.starts_with(b"MZ") && has_nul(b))),
    binary("database", "a database (SQLite)",        PROGRAM, &["sqlite", "db"],           |b| b.starts_with(b"SQLite format 3\0")),
    binary("plist",    "a web archive or list of Apple's", "Save the page as HTML instead.", &["webarchive"], |b| b.starts_with(b"bplist00")),
];

/// The kind of a file that is not an article, by its first bytes.
pub fn recognise(bytes: &[u8]) -> Option<&'static Foreign> {
    FOREIGN.iter().find(|kind| (kind.begins)(bytes))
}

/// The kind of that name or extension.
pub fn by_name(name: &str) -> Option<&'static Foreign> {
    FOREIGN.iter().find(|kind| kind.id.eq_ignore_ascii_case(name)).or_else(|| by_extension(name))
}

/// The kind that an extension without its dot names.
pub fn by_extension(extension: &str) -> Option<&'static Foreign> {
    FOREIGN.iter().find(|kind| kind.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// True if it is a feed, by its first bytes.
pub(crate) fn is_feed(bytes: &[u8]) -> bool {
    root(bytes, &["rss", "feed", "rdf:RDF", "atom:feed"]) || is_json_feed(bytes)
}

fn head(bytes: &[u8], most: usize) -> &[u8] {
    &bytes[..bytes.len().min(most)]
}

fn has_nul(bytes: &[u8]) -> bool {
    head(bytes, 512).contains(&0)
}

/// A RIFF file of a kind.
fn riff(bytes: &[u8], kind: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(kind)
}

/// A file of ISO's boxes with one of these brands.
fn boxed(bytes: &[u8], brands: &[&[u8; 4]]) -> bool {
    bytes.get(4..8) == Some(b"ftyp") && brands.iter().any(|brand| bytes.get(8..12) == Some(&brand[..]))
}

/// True if the first or last piece of a ZIP archive contains one of these names, of a file or of the archive's type.
fn packed(bytes: &[u8], names: &[&str]) -> bool {
    const PIECE: usize = 64 << 10;
    if !bytes.starts_with(b"PK\x03\x04") {
        return false;
    }
    let tail = &bytes[bytes.len().saturating_sub(PIECE)..];
    let has = |piece: &[u8], name: &str| memchr::memmem::find(piece, name.as_bytes()).is_some();
    names.iter().any(|name| has(head(bytes, PIECE), name) || has(tail, name))
}

fn is_epub(bytes: &[u8]) -> bool {
    packed(bytes, &["application/epub+zip", "META-INF/container.xml"])
}

/// True if an XML file has one of these elements as its root.
fn root(bytes: &[u8], names: &[&str]) -> bool {
    let text = String::from_utf8_lossy(head(bytes, 4096));
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // The declaration, comments and a document type stand before the root.
    while let Some(after) = rest.strip_prefix("<?").or(rest.strip_prefix("<!")) {
        let comment = after.starts_with("--");
        let end = if comment { after.find("-->").map(|at| at + 3) } else { after.find('>').map(|at| at + 1) };
        rest = end.map_or("", |end| after[end..].trim_start());
    }
    let Some(rest) = rest.strip_prefix('<') else { return false };
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
    names.contains(&&rest[..end])
}

fn is_json_feed(bytes: &[u8]) -> bool {
    let text = head(bytes, 2048);
    text.trim_ascii_start().starts_with(b"{") && memchr::memmem::find(text, b"https://jsonfeed.org/version/").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(bytes: &[u8]) -> Option<&'static str> {
        recognise(bytes).map(|kind| kind.id)
    }

    #[test]
    fn the_first_bytes_tell() {
        let zip = |name: &str| [b"PK\x03\x04................\x08\0\0\0", name.as_bytes()].concat();
        assert_eq!(id(b"\x89PNG\r\n\x1a\n"), Some("png"));
        assert_eq!(id(b"%PDF-1.7\n"), Some("pdf"));
        assert_eq!(id(&zip("[Content_Types].xml word/document.xml")), Some("docx"));
        assert_eq!(id(&zip("mimetypeapplication/vnd.oasis.opendocument.text")), Some("odt"));
        assert_eq!(id(&zip("notes/a.txt")), Some("zip"));
        assert_eq!(id(b"{\\rtf1\\ansi x}"), Some("rtf"));
        assert_eq!(id(b"<?xml version=\"1.0\"?>\n<!-- a > b -->\n<opml version=\"2.0\">"), Some("opml"));
        assert!(is_feed(b"<?xml version=\"1.0\"?>\n<!-- a > b -->\n<rss version=\"2.0\">"));
        assert_eq!(id(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), Some("svg"));
        assert_eq!(id(b"MZ\x90\0\x03"), Some("program"));
    }

    #[test]
    fn articles_are_no_strangers() {
        let epub = b"PK\x03\x04......................\x08\0\0\0mimetypeapplication/epub+zip";
        for bytes in [
            &epub[..],
            b"",
            b"P",
            b"MZ is a mark of old programs.",
            b"BM, the museum, opens at ten.",
            b"<?xml version=\"1.0\"?><!DOCTYPE html><html><svg/></html>",
            b"<!DOCTYPE html>\n<p>feed",
            b"# The %PDF format",
            b"{\"pandoc-api-version\":[1,23],\"blocks\":[]}",
            b"From: ada@example.org\n\nOggS",
            b"\xFF\xFEA\0",
        ] {
            assert_eq!(id(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn no_kind_stands_twice_and_none_takes_the_name_of_an_article() {
        for (number, kind) in FOREIGN.iter().enumerate() {
            assert!(FOREIGN[..number].iter().all(|other| other.id != kind.id), "{}", kind.id);
            for extension in kind.extensions {
                assert_eq!(by_extension(extension).map(|found| found.id), Some(kind.id));
                assert!(crate::front::by_name(extension).is_none(), "{extension}");
            }
        }
    }
}

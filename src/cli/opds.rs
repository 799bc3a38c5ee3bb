//! `opds: true` in an edition file: a catalogue in the folder of the outputs (OPDS 1.2), so that reading programs find
//! each edition and its cover over a shared folder or a plain web server.
//!
//! The catalogue is one static file, `opds.xml`. It is rewritten with each edition: entries of earlier editions stay
//! for as long as their files exist.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use offprint::doc::Meta;
use offprint::math::title_text;
use offprint::xml::escaped;

use super::fault::Fault;
use super::job::Made;
use super::{clock, display, naming, output};

/// The catalogue's name.
const NAME: &str = "opds.xml";
/// The line by which a catalogue is known to be ours.
const MARK: &str = "<!-- made by offprint; entries are kept while their files are there -->";
/// The size of the largest catalogue that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// The media type of each format in a catalogue.
const TYPES: &[(&str, &str)] = &[("epub", "application/epub+zip"), ("pdf", "application/pdf"), ("md", "text/markdown")];

/// Adds an edition to the catalogue in the folder of its outputs. `time` is in seconds since 1970.
pub fn add(meta: &Meta, made: &[Made], time: i64) -> Result<(), Fault> {
    let files: Vec<(&str, &Path)> = made.iter().filter_map(|made| Some((made.format, made.path.as_deref()?))).collect();
    let Some((_, first)) = files.first() else { return Ok(()) };
    let folder = first.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let catalogue = folder.join(NAME);
    let before = earlier(&catalogue)?;
    let id = format!("urn:offprint:{}", file_name(first));
    let mut links = String::new();
    for (format, path) in files.iter().filter(|(_, path)| path.parent() == first.parent()) {
        if let Some((_, kind)) = TYPES.iter().find(|(name, _)| name == format) {
            let href = encoded(&file_name(path));
            let _ =
                writeln!(links, "    <link rel=\"http://opds-spec.org/acquisition\" type=\"{kind}\" href=\"{href}\"/>");
        }
        if *format == "epub"
            && let Some((kind, name)) = cover(path)?
        {
            let href = encoded(&name);
            let _ = writeln!(links, "    <link rel=\"http://opds-spec.org/image\" type=\"{kind}\" href=\"{href}\"/>");
        }
    }
    let title = escaped(&title_text(&meta.title));
    let mut entry = format!(
        "  <entry>\n    <id>{}</id>\n    <title>{title}</title>\n    <updated>{}</updated>\n",
        escaped(&id),
        clock::iso(time)
    );
    for author in &meta.authors {
        let _ = writeln!(entry, "    <author><name>{}</name></author>", escaped(&author.name));
    }
    if let Some(language) = &meta.language {
        let _ = writeln!(entry, "    <dcterms:language>{}</dcterms:language>", escaped(language.as_str()));
    }
    entry.push_str(&links);
    entry.push_str("  </entry>\n");
    let kept =
        before.into_iter().filter(|old| !old.contains(&format!("<id>{}</id>", escaped(&id))) && is_there(old, folder));
    let entries: String = std::iter::once(entry).chain(kept).collect();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{MARK}\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\">\n  <id>urn:offprint:catalogue:{}</id>\n  <title>{}</title>\n  \
         <updated>{}</updated>\n  <link rel=\"self\" href=\"{NAME}\" \
         type=\"application/atom+xml;profile=opds-catalog;kind=acquisition\"/>\n  <link rel=\"start\" href=\"{NAME}\" \
         type=\"application/atom+xml;profile=opds-catalog;kind=acquisition\"/>\n{entries}</feed>\n",
        naming::stem(&title_text(&meta.title), "editions"),
        title,
        clock::iso(time),
    );
    output::replace_own(&catalogue, text.as_bytes())
}

/// The entries of the existing catalogue; a file of that name that is not ours is left untouched.
fn earlier(catalogue: &Path) -> Result<Vec<String>, Fault> {
    let Ok(file) = std::fs::File::open(catalogue) else { return Ok(Vec::new()) };
    let mut text = String::new();
    let read = file.take(LARGEST).read_to_string(&mut text);
    if read.is_err() || !text.contains(MARK) {
        let fault = Fault::new(format!("{} is no catalogue of this program's.", display::path(catalogue)));
        return Err(fault.hint("Move it, or write the edition into another folder with -o."));
    }
    let entries = text.split("  <entry>\n").skip(1);
    let whole = entries.filter_map(|rest| rest.split_once("  </entry>\n").map(|(entry, _)| entry));
    Ok(whole.map(|entry| format!("  <entry>\n{entry}  </entry>\n")).collect())
}

/// True if a file that an entry leads to is there.
fn is_there(entry: &str, folder: &Path) -> bool {
    let links = entry.split("acquisition\"").skip(1).filter_map(|rest| rest.split_once("href=\"")?.1.split('"').next());
    let path = |href: &str| -> PathBuf {
        let name = percent_encoding::percent_decode_str(href).decode_utf8_lossy().into_owned();
        folder.join(name)
    };
    links.into_iter().any(|href| path(href).is_file())
}

/// Writes a book's cover into its folder and returns its type and its file's name.
fn cover(book: &Path) -> Result<Option<(&'static str, String)>, Fault> {
    #[allow(clippy::disallowed_methods, reason = "cli reads files")]
    let Ok(bytes) = std::fs::read(book) else { return Ok(None) };
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Ok(None) };
    const COVERS: &[(&str, &str, &str)] =
        &[("OEBPS/images/cover.jpg", "image/jpeg", "jpg"), ("OEBPS/images/cover.png", "image/png", "png")];
    for (inside, kind, ending) in COVERS {
        let Ok(mut file) = archive.by_name(inside) else { continue };
        let mut picture = Vec::new();
        if file.read_to_end(&mut picture).is_ok() {
            let path = book.with_extension(format!("cover.{ending}"));
            output::replace_own(&path, &picture)?;
            return Ok(Some((kind, file_name(&path))));
        }
    }
    Ok(None)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

/// A file's name as an address.
fn encoded(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
        .replace("%2E", ".")
        .replace("%2D", "-")
        .replace("%5F", "_")
}

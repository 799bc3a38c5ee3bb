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
use super::settings::Settings;
use super::{clock, display, naming, output};

/// The catalogue's name.
const NAME: &str = "opds.xml";
/// The line by which a catalogue is known to be ours.
const MARK: &str = "<!-- made by offprint; entries are kept while their files are there -->";
/// The size of the largest catalogue that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// The media type of each format in a catalogue.
const TYPES: &[(&str, &str)] = &[("epub", "application/epub+zip"), ("pdf", "application/pdf"), ("md", "text/markdown")];

/// Adds an edition to the catalogue in the folder of its outputs.
pub fn add(meta: &Meta, made: &[Made], settings: &Settings) -> Result<(), Fault> {
    let time = settings.epoch.unwrap_or_else(clock::seconds);
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
            && let Some(cover) = Cover::of(path)
        {
            let own = cover.link(true);
            let was_ours = before.iter().any(|entry| entry.contains(&own));
            let is_ours = cover.keep(was_ours, settings)?;
            links.push_str(&if is_ours { own } else { cover.link(false) });
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

/// A book's cover, as a file in its folder.
struct Cover {
    path: PathBuf,
    picture: Vec<u8>,
    kind: &'static str,
}

impl Cover {
    /// The cover in a book, if it has one.
    fn of(book: &Path) -> Option<Self> {
        const COVERS: &[(&str, &str, &str)] =
            &[("OEBPS/images/cover.jpg", "image/jpeg", "jpg"), ("OEBPS/images/cover.png", "image/png", "png")];
        #[allow(clippy::disallowed_methods, reason = "cli reads files")]
        let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(book).ok()?)).ok()?;
        COVERS.iter().find_map(|(inside, kind, ending)| {
            let mut picture = Vec::new();
            archive.by_name(inside).ok()?.read_to_end(&mut picture).ok()?;
            Some(Cover { path: book.with_extension(format!("cover.{ending}")), picture, kind })
        })
    }

    /// Its link in the catalogue. The title marks a file that this program made, which a later edition may replace.
    fn link(&self, is_ours: bool) -> String {
        let title = if is_ours { " title=\"Cover, made by Offprint\"" } else { "" };
        let (kind, href) = (self.kind, encoded(&file_name(&self.path)));
        format!("    <link rel=\"http://opds-spec.org/image\"{title} type=\"{kind}\" href=\"{href}\"/>\n")
    }

    /// Writes it, unless the file is there; returns true if the file is the program's own. The picture that the person
    /// named as the cover, or one of the same bytes, stays as it is.
    fn keep(&self, was_ours: bool, settings: &Settings) -> Result<bool, Fault> {
        let is_named = settings.cover.is_some() && self.path.canonicalize().ok() == settings.cover;
        if is_named || output::same(&self.path, &self.picture) {
            return Ok(was_ours && !is_named);
        }
        let standing = output::check_owned(&self.path, settings.force, || was_ours.then_some(true))?;
        let written = output::write(&self.path, &self.picture, standing, settings.force)?;
        written.map_or(Ok(()), output::Aside::settle)?;
        Ok(true)
    }
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

//! The container: what `epub-builder` assembles, and the finishing pass that makes it right.
//!
//! `epub-builder` 0.8.3 lays out the container and zips documents and resources. Its package document, navigation and
//! NCX are wrong in ways that matter (a `dc:language` with the creator's id, unescaped metadata, no page list, wrong
//! NCX depth), so [`finish`] copies every other entry as it is, still compressed, and writes those from our own model.
//! Dates of entries are fixed, `mimetype` comes first and stored (OCF 3.3, section 4.3), the order is always the same.
//! Nothing else in the program knows of the crate; a writer on `zip` alone could take its place here.

use std::io::{Cursor, Write};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::diag::{Error, Result};
use crate::doc::Date;

/// The style sheet's path under `OEBPS`.
pub const STYLE_SHEET: &str = "stylesheet.css";

/// A book being put together.
pub struct Container {
    builder: EpubBuilder<ZipLibrary>,
    content: Sha256,
}

/// Files that are written from our own model in place of the assembler's, or beside them.
pub type Own = Vec<(String, String)>;

impl Container {
    /// An empty one.
    ///
    /// # Errors
    /// Where the assembler fails.
    pub fn new(epub2: bool) -> Result<Self> {
        let mut builder = ZipLibrary::new().and_then(EpubBuilder::new).map_err(failed)?;
        builder.epub_version(if epub2 { EpubVersion::V20 } else { EpubVersion::V33 });
        Ok(Container { builder, content: Sha256::new() })
    }

    /// Adds a file that is not in the reading order.
    ///
    /// # Errors
    /// Where the assembler fails.
    pub fn resource(&mut self, name: &str, mime: &str, bytes: &[u8]) -> Result<()> {
        self.digest(name, bytes);
        self.builder.add_resource(name, bytes, mime).map_err(failed)?;
        Ok(())
    }

    /// Sets the style sheet: the assembler has one of its own unless it is given another.
    ///
    /// # Errors
    /// Where the assembler fails.
    pub fn style_sheet(&mut self, css: &str) -> Result<()> {
        self.digest(STYLE_SHEET, css.as_bytes());
        self.builder.stylesheet(css.as_bytes()).map_err(failed)?;
        Ok(())
    }

    /// Adds a document of the reading order.
    ///
    /// # Errors
    /// Where the assembler fails.
    pub fn document(&mut self, name: &str, text: &str) -> Result<()> {
        self.digest(name, text.as_bytes());
        self.builder.add_content(EpubContent::new(name, text.as_bytes())).map_err(failed)?;
        Ok(())
    }

    fn digest(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.content.update((part.len() as u64).to_be_bytes());
            self.content.update(part);
        }
    }

    /// `urn:uuid:` and a UUID of version 5 (RFC 9562, section 5.5) made from everything added so far and from `more`.
    pub fn identifier(&self, more: &str) -> String {
        let mut content = self.content.clone();
        content.update(more.as_bytes());
        let name = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, &content.finalize());
        name.urn().to_string()
    }

    /// The finished file.
    ///
    /// # Errors
    /// Where zipping fails.
    pub fn finish(self, own: &Own, date: Option<Date>) -> Result<Vec<u8>> {
        let mut assembled = Vec::new();
        self.builder.generate(&mut assembled).map_err(failed)?;
        finish(&assembled, own, date).map_err(|e| Error::Library { what: "an EPUB container", why: e.to_string() })
    }
}

fn failed(error: epub_builder::Error) -> Error {
    Error::Library { what: "an EPUB container", why: error.to_string() }
}

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
  <rootfiles>\n    <rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/>\n  </rootfiles>\n\
</container>\n";

fn finish(assembled: &[u8], own: &Own, date: Option<Date>) -> zip::result::ZipResult<Vec<u8>> {
    let stamp = stamp(date);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).last_modified_time(stamp);
    let deflated = stored.compression_method(CompressionMethod::Deflated);
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(assembled.len())));
    out.start_file("mimetype", stored)?;
    out.write_all(b"application/epub+zip")?;
    out.start_file("META-INF/container.xml", deflated)?;
    out.write_all(CONTAINER.as_bytes())?;
    for (name, text) in own {
        out.start_file(name.as_str(), deflated)?;
        out.write_all(text.as_bytes())?;
    }
    let mut archive = ZipArchive::new(Cursor::new(assembled))?;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name();
        let theirs = name == "mimetype"
            || name.starts_with("META-INF/")
            || matches!(name, "OEBPS/content.opf" | "OEBPS/toc.ncx" | "OEBPS/nav.xhtml" | "OEBPS/toc.xhtml");
        if !theirs {
            out.raw_copy_file_touch(entry, stamp, None)?;
        }
    }
    Ok(out.finish()?.into_inner())
}

/// The date of every entry; zip's calendar begins in 1980.
fn stamp(date: Option<Date>) -> DateTime {
    let date = date.map(|date| Date::from_epoch(date.epoch()));
    let parts = date.and_then(|date| {
        let seconds = date.seconds.unwrap_or(0);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let year = u16::try_from(date.year).ok()?;
        DateTime::from_date_and_time(year, date.month?, date.day?, hour as u8, minute as u8, second as u8).ok()
    });
    parts.unwrap_or_default()
}

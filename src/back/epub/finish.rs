//! The container: the output of `epub-builder`, and the finishing pass that corrects it.
//!
//! `epub-builder` 0.8.3 lays out the container and zips the documents. Its package document, navigation and NCX are
//! wrong in ways that matter (a `dc:language` with the creator's id, unescaped metadata, no page list, wrong NCX
//! depth), so [`Container::finish`] copies every other document unchanged, still compressed, and writes these three
//! from our own model. Pictures, faces and the style sheet do not go through it: it would keep them until the end, then
//! twice, and would deflate them a second time. They are written into the finished file at once, so that memory holds
//! one copy of each picture. Short documents do not go through it either, because deflating them saves nothing; a book
//! of short documents needs no assembler, which would deflate five files only to throw them away.
//!
//! Dates of entries are fixed, `mimetype` comes first and stored (OCF 3.3, section 4.3), the order is always the same.
//! No other module knows the crate; a writer on `zip` alone could take its place here.

use std::io::{Cursor, Write};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use sha2::{Digest, Sha256};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::diag::{Error, Result};
use crate::doc::Date;

/// The style sheet's path under `OEBPS`.
pub(super) const STYLE_SHEET: &str = "stylesheet.css";

/// A file so short that deflating it takes more than it saves, because a deflater first clears a third of a mebibyte.
/// It is also the least space of a file on most disks.
const SHORT: usize = 4096;

/// Bytes that a short article's book fits into.
const ROOM: usize = 128 << 10;

/// A book being put together.
pub(super) struct Container {
    epub2: bool,
    /// The documents, which the assembler gets only at the end. It keeps a deflater from its start on, and files made
    /// meanwhile would lie between that deflater's memory and the next one's.
    documents: Vec<(String, String)>,
    content: Sha256,
    /// The finished file so far.
    out: ZipWriter<Cursor<Vec<u8>>>,
    /// The date of every entry.
    stamp: DateTime,
}

/// Files that are written from our own model, in place of the assembler's files or in addition to them.
pub(super) type Own = Vec<(String, String)>;

impl Container {
    /// An empty archive. Its entries get this date.
    ///
    /// # Errors
    /// If zipping fails.
    pub(super) fn new(epub2: bool, date: Option<Date>) -> Result<Self> {
        let out = ZipWriter::new(Cursor::new(Vec::with_capacity(ROOM)));
        let mut container = Container { epub2, documents: Vec::new(), content: Sha256::new(), out, stamp: stamp(date) };
        container.write("mimetype", b"application/epub+zip", CompressionMethod::Stored).map_err(unzipped)?;
        container
            .write("META-INF/container.xml", CONTAINER.as_bytes(), CompressionMethod::Deflated)
            .map_err(unzipped)?;
        Ok(container)
    }

    /// Adds a picture, a face or the style sheet to the finished file. Pictures of pixels are already compressed.
    ///
    /// # Errors
    /// If zipping fails.
    pub(super) fn resource(&mut self, name: &str, mime: &str, bytes: &[u8]) -> Result<()> {
        self.digest(name, bytes);
        let pixels = matches!(mime, "image/jpeg" | "image/png" | "image/gif");
        let method = if pixels { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        self.write(&format!("OEBPS/{name}"), bytes, method).map_err(unzipped)
    }

    fn write(&mut self, path: &str, bytes: &[u8], method: CompressionMethod) -> ZipResult<()> {
        let method = if bytes.len() < SHORT { CompressionMethod::Stored } else { method };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(self.stamp);
        self.out.start_file(path, options)?;
        Ok(self.out.write_all(bytes)?)
    }

    /// Adds a document of the reading order; short documents, such as the cover's page, bypass the assembler.
    ///
    /// # Errors
    /// If zipping fails.
    pub(super) fn document(&mut self, name: &str, text: String) -> Result<()> {
        self.digest(name, text.as_bytes());
        if text.len() < SHORT {
            return self.write(&format!("OEBPS/{name}"), text.as_bytes(), CompressionMethod::Stored).map_err(unzipped);
        }
        self.documents.push((name.to_string(), text));
        Ok(())
    }

    fn digest(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.content.update((part.len() as u64).to_be_bytes());
            self.content.update(part);
        }
    }

    /// `urn:uuid:` and a UUID of version 5 (RFC 9562, section 5.5) made from everything added so far and from `more`.
    pub(super) fn identifier(&self, more: &str) -> String {
        let mut content = self.content.clone();
        content.update(more.as_bytes());
        let name = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, &content.finalize());
        name.urn().to_string()
    }

    /// The finished file.
    ///
    /// # Errors
    /// If the assembler or zipping fails.
    pub(super) fn finish(mut self, own: &Own) -> Result<Vec<u8>> {
        for (name, text) in own {
            self.write(name, text.as_bytes(), CompressionMethod::Deflated).map_err(unzipped)?;
        }
        if self.documents.is_empty() {
            return Ok(self.out.finish().map_err(unzipped)?.into_inner());
        }
        let assembled = assembled(self.epub2, self.documents).map_err(failed)?;
        copy(&assembled, self.out, self.stamp).map_err(unzipped)
    }
}

/// The assembler's archive of the documents.
fn assembled(epub2: bool, documents: Vec<(String, String)>) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(if epub2 { EpubVersion::V20 } else { EpubVersion::V33 });
    for (name, text) in documents {
        builder.add_content(EpubContent::new(name, text.as_bytes()))?;
    }
    let mut assembled = Vec::new();
    builder.generate(&mut assembled)?;
    Ok(assembled)
}

fn failed(error: epub_builder::Error) -> Error {
    Error::Library { what: "an EPUB container", why: error.to_string() }
}

fn unzipped(error: zip::result::ZipError) -> Error {
    Error::Library { what: "an EPUB container", why: error.to_string() }
}

/// The second file of the archive. It is stored uncompressed, and its first lines distinguish our books from others.
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Offprint -->\n\
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
  <rootfiles>\n    <rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/>\n  </rootfiles>\n\
</container>\n";

/// True if a file that begins like that was written here.
pub(super) fn is_ours(head: &[u8]) -> bool {
    head.starts_with(b"PK") && memchr::memmem::find(head, &CONTAINER.as_bytes()[..60]).is_some()
}

/// Copies the correct parts of the assembler's archive, still compressed.
fn copy(assembled: &[u8], mut out: ZipWriter<Cursor<Vec<u8>>>, stamp: DateTime) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(assembled))?;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name();
        let theirs = name == "mimetype"
            || name.starts_with("META-INF/")
            || name.strip_prefix("OEBPS/") == Some(STYLE_SHEET)
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
        let seconds = date.time.map_or(0, |time| time.seconds);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let year = u16::try_from(date.year).ok()?;
        DateTime::from_date_and_time(year, date.month?, date.day?, hour as u8, minute as u8, second as u8).ok()
    });
    parts.unwrap_or_default()
}

//! The document under construction: printpdf's skeleton, grown with lopdf.
//!
//! printpdf makes the catalogue and the page tree. Its fonts, pictures, links, bookmarks and identifiers would break a
//! rule of PDF/UA-1 or PDF/A-2, so content streams and all other objects are set here directly. This is the only module
//! that knows printpdf.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream};
use printpdf::{Mm, PdfConformance, PdfDocument, PdfPage, PdfSaveOptions};

use super::object;
use crate::diag::{Error, Result};

/// Without printpdf's subsetting and re-encoded pictures.
const PLAIN: PdfSaveOptions =
    PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };

/// The profile FOGRA39 (coated paper, ISO 12647-2:2004), which printpdf links into every program: it is read from the
/// output intent of an empty document of the right kind.
pub(super) fn fogra39() -> Option<Vec<u8>> {
    let mut skeleton = PdfDocument::new("");
    skeleton.metadata.info.conformance = PdfConformance::X4_2010_PDF_1_4;
    let doc = printpdf::serialize::to_lopdf_doc(&skeleton, &PLAIN, &mut Vec::new());
    let streams = doc.objects.into_values().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream.content),
        _ => None,
    });
    // Bytes 12 to 20 of a profile: its class and colour space (ICC.1, 7.2).
    let mut streams = streams;
    streams.find(|content| content.get(12..20) == Some(b"prtrCMYK"))
}

/// The objects of a PDF.
pub(super) struct File {
    doc: lopdf::Document,
    catalog: ObjectId,
    pages: Vec<ObjectId>,
    /// Objects that are written already, because lopdf's dictionary of a structure element takes ten times as much
    /// memory.
    written: BTreeMap<u32, Vec<u8>>,
    /// Streams that several objects share, by their content.
    shared: BTreeMap<Vec<u8>, Object>,
}

/// Things with the numbers of their objects, in order.
pub(super) type Numbered<T> = Vec<(u32, T)>;

/// An object other than a stream, before it has its place in the file.
pub(super) enum Kept {
    /// An object in lopdf's form.
    Object(Object),
    /// An object in the bytes of the file.
    Written(Vec<u8>),
}

impl File {
    /// A document of `count` empty pages. Their boxes are set when it is written (`finish_page`).
    pub(super) fn new(title: &str, count: usize) -> Result<Self> {
        let mut skeleton = PdfDocument::new(title);
        skeleton.pages = (0..count).map(|_| PdfPage::new(Mm(148.0), Mm(210.0), Vec::new())).collect();
        let mut doc = printpdf::serialize::to_lopdf_doc(&skeleton, &PLAIN, &mut Vec::new());
        let broken = |why: lopdf::Error| Error::Library { what: "the PDF", why: why.to_string() };
        let catalog = doc.trailer.get(b"Root").and_then(Object::as_reference).map_err(broken)?;
        let pages: Vec<ObjectId> = doc.page_iter().collect();
        for id in &pages {
            let page = doc.get_dictionary(*id).map_err(broken)?;
            let parts = [b"Resources".as_slice(), b"Contents"].map(|key| page.get(key).and_then(Object::as_reference));
            for part in parts.into_iter().flatten() {
                doc.objects.remove(&part);
            }
            let tree = doc.get_dictionary(*id).and_then(|page| page.get(b"Parent")).map_err(broken)?.clone();
            let mut page = Dictionary::new();
            page.set("Type", Object::Name(b"Page".to_vec()));
            page.set("Parent", tree);
            doc.objects.insert(*id, Object::Dictionary(page));
        }
        // Removes the Info dictionary, the identifier and the shared resource dictionaries of the skeleton, because
        // ours differ.
        doc.trailer = Dictionary::new();
        let root = doc.get_dictionary_mut(catalog).map_err(broken)?;
        root.remove(b"PageLayout");
        let tree = root.get(b"Pages").and_then(Object::as_reference).map_err(broken)?;
        doc.objects.retain(|id, _| *id == catalog || *id == tree || pages.binary_search(id).is_ok());
        Ok(File { doc, catalog, pages, written: BTreeMap::new(), shared: BTreeMap::new() })
    }

    /// A number for an object to come.
    pub(super) fn reserve(&mut self) -> ObjectId {
        self.doc.new_object_id()
    }

    /// Sets an object under a number.
    pub(super) fn set(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.doc.objects.insert(id, object.into());
    }

    /// Sets a dictionary under a number; it will not change any more.
    pub(super) fn set_finished(&mut self, id: ObjectId, dictionary: &Dictionary) {
        let mut bytes = Vec::new();
        object::dictionary(&mut bytes, dictionary);
        bytes.shrink_to_fit();
        self.written.insert(id.0, bytes);
    }

    /// Adds an object.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> Object {
        Object::Reference(self.doc.add_object(object))
    }

    /// Adds a stream that is deflated at the end, unless it names a filter already.
    pub(super) fn stream(&mut self, dict: Dictionary, content: Vec<u8>) -> Object {
        Object::Reference(self.doc.add_object(Stream::new(dict, content)))
    }

    /// Adds a stream unless one of the same content is there, because the profiles of pictures are mostly the same few.
    pub(super) fn shared_stream(&mut self, dict: Dictionary, content: &[u8]) -> Object {
        if let Some(known) = self.shared.get(content) {
            return known.clone();
        }
        let stream = self.stream(dict, content.to_vec());
        self.shared.insert(content.to_vec(), stream.clone());
        stream
    }

    /// Sets an entry of the catalogue.
    pub(super) fn catalogue(&mut self, key: &str, value: impl Into<Object>) {
        if let Ok(root) = self.doc.get_dictionary_mut(self.catalog) {
            root.set(key, value);
        }
    }

    /// The object of a page.
    pub(super) fn page_id(&self, index: usize) -> Option<ObjectId> {
        self.pages.get(index).copied()
    }

    /// A reference to a page; to the last page if no page has that number.
    pub(super) fn page_ref(&self, index: usize) -> Object {
        self.pages.get(index).or(self.pages.last()).map_or(Object::Null, |id| Object::Reference(*id))
    }

    /// Sets an entry of a page.
    pub(super) fn page(&mut self, index: usize, key: &str, value: impl Into<Object>) {
        if let Some(Ok(page)) = self.page_id(index).map(|id| self.doc.get_dictionary_mut(id)) {
            page.set(key, value);
        }
    }

    /// The number of pages.
    pub(super) fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// The catalogue's number, all streams, and all other objects, each in the order of their numbers.
    pub(super) fn into_parts(self) -> (ObjectId, Numbered<Stream>, Numbered<Kept>) {
        let (mut streams, mut rest) = (Vec::new(), Vec::new());
        for (id, object) in self.doc.objects {
            match object {
                Object::Stream(stream) => streams.push((id.0, stream)),
                object => rest.push((id.0, Kept::Object(object))),
            }
        }
        rest.extend(self.written.into_iter().map(|(number, bytes)| (number, Kept::Written(bytes))));
        rest.sort_by_key(|(number, _)| *number);
        (self.catalog, streams, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::colour::{Colour, Ink, Inks, to_press};

    #[test]
    fn colours_become_inks_through_the_profile() {
        let icc = fogra39().expect("printpdf brings it");
        let press = Inks::Press { convert: to_press(&icc), plain: true };
        let Ink::Cmyk([c, m, y, _]) = press.of(Colour::Rgb(1.0, 0.0, 0.0)) else { panic!("no inks") };
        assert!(c < 0.2 && m > 0.8 && y > 0.8, "red is {c} {m} {y}");
    }
}

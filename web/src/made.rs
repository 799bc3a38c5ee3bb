//! A file that was made, for the page to hand over.

use std::io::{Cursor, Write};

use offprint::back::Output;
use offprint::diag::Diagnostic;
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::fault::Fault;
use crate::said;

/// A file, with the messages about it.
#[wasm_bindgen]
pub struct Made {
    bytes: Vec<u8>,
    files: Vec<(String, Vec<u8>)>,
    said: String,
}

impl Made {
    /// The output of a back end.
    pub(crate) fn of(output: Output, said: Vec<Diagnostic>) -> Result<Self, Fault> {
        let reports: Vec<_> = output.reports.iter().map(said::report).collect();
        let said = json!({ "remarks": said::remarks(said, None), "reports": reports, "pages": output.page_list.len() });
        Ok(Made { bytes: output.bytes, files: output.files, said: said.to_string() })
    }
}

#[wasm_bindgen]
impl Made {
    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    /// Remarks, reports and the number of pages, as JSON.
    pub fn said(&self) -> String {
        self.said.clone()
    }

    /// True if it has accompanying files, such as the pictures of Markdown.
    pub fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    /// The file under that name and its accompanying files as one ZIP file, because a browser hands over one file at a
    /// time.
    pub fn zip(&self, name: &str) -> Result<Vec<u8>, String> {
        self.packed(name).map_err(|why| Fault::new(format!("The files could not be packed: {why}.")).json())
    }
}

impl Made {
    fn packed(&self, name: &str) -> zip::result::ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        // Pictures are compressed already. Without a clock every file is dated 1980, the first year that ZIP knows.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let own = (name.to_owned(), &self.bytes);
        for (name, bytes) in std::iter::once(own).chain(self.files.iter().map(|(name, bytes)| (name.clone(), bytes))) {
            zip.start_file(name, options)?;
            zip.write_all(bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

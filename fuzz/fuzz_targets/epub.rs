//! A package from a stranger. The input is cut at form feeds into the files of a small book, which is then packed
//! correctly, because mutated bytes of an archive seldom get past its checksums. An input that begins like an archive
//! is used unchanged.
#![no_main]

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

mod front;

const CONTAINER: &[u8] = br#"<container><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></container>"#;
const NAMES: [&str; 6] = ["o/p.opf", "o/a.xhtml", "o/b.xhtml", "o/nav.xhtml", "o/p.png", "o/s.svg"];

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let files = NAMES.iter().copied().zip(bytes.split(|b| *b == b'\x0c'));
    for (name, content) in std::iter::once(("META-INF/container.xml", CONTAINER)).chain(files) {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).and_then(|()| Ok(zip.write_all(content)?)).expect("memory can be written");
    }
    zip.finish().expect("memory can be written").into_inner()
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") { front::through("epub", bytes) } else { front::through("epub", &packed(bytes)) }
});

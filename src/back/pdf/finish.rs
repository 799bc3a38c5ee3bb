//! From objects to the bytes of the file: deflated streams, object streams, cross references, identifier.
//!
//! The bytes depend on nothing but the objects: the file's identifier is a hash of them. Many streams are deflated in
//! parallel; they keep their order.

use std::collections::BTreeMap;
use std::io::Write;

use lopdf::{Dictionary, Object, Stream};
use sha2::{Digest, Sha256};

use super::file::{File, Kept};
use super::number::integer;
use super::object::{self, named};
use super::parallel;
use crate::image::deflate::deflate;

/// The layout of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// The version of PDF in the header.
    pub version: &'static str,
    /// Object and cross-reference streams (ISO 32000-1, 7.5.7 and 7.5.8), which PDF/X-1a does not know.
    pub packed: bool,
}

/// Objects a stream; more compress little better and take readers longer to open.
const PER_STREAM: usize = 200;

/// Object streams that are worth several processors.
const MANY: usize = 16;

/// The mark after the version in the header, which identifies our files.
const MARK: &str = "\n%\u{e2}\u{e3}\u{cf}\u{d3} Offprint";

/// True if a file that begins like that was written here.
pub(super) fn is_ours(head: &[u8]) -> bool {
    let rest = head.strip_prefix(b"%PDF-").and_then(|rest| rest.get("1.7".len()..));
    rest.is_some_and(|rest| rest.starts_with(MARK.as_bytes()))
}

/// Writes the file.
pub(super) fn finish(file: File, info: Option<Object>, form: Form) -> Vec<u8> {
    let (root, streams, rest) = file.into_parts();
    let numbers = streams.iter().map(|(number, _)| *number).chain(rest.iter().map(|(number, _)| *number));
    let last = numbers.max().unwrap_or(0);
    // Pictures go into the file as they are; deflated data takes about a third.
    let size = |stream: &Stream| stream.content.len() / if stream.dict.has(b"Filter") { 1 } else { 3 };
    let mut out = Vec::with_capacity(streams.iter().map(|(_, stream)| size(stream)).sum::<usize>() + 65_536);
    // ISO 19005-2, 6.1.2: the header at byte 0, and on the next line a comment that begins with four bytes over 127.
    let _ = writeln!(out, "%PDF-{}{MARK}", form.version);
    let mut places: BTreeMap<u32, Place> = BTreeMap::new();
    write_streams(&mut out, streams, &mut places);
    let mut next = last + 1;
    if form.packed {
        let chunks: Vec<&[(u32, Kept)]> = rest.chunks(PER_STREAM).collect();
        let packs: Vec<(Vec<u8>, Vec<u8>)> = parallel::each(&chunks, chunks.len() > MANY, |chunk| pack(chunk));
        for (chunk, (dictionary, bytes)) in chunks.iter().zip(&packs) {
            for (index, (number, _)) in chunk.iter().enumerate() {
                places.insert(*number, Place::In(next, index as u16));
            }
            places.insert(next, Place::At(out.len()));
            write_stream(&mut out, next, dictionary, bytes);
            next += 1;
        }
    } else {
        for (number, object) in rest {
            places.insert(number, Place::At(out.len()));
            begin_object(&mut out, number);
            append(&mut out, &object);
            out.extend_from_slice(b"\nendobj\n");
        }
    }
    let digest = Sha256::digest(&out);
    let id = Object::String(digest[..16].to_vec(), lopdf::StringFormat::Hexadecimal);
    let mut trailer = Dictionary::new();
    trailer.set("Root", Object::Reference(root));
    if let Some(info) = info {
        trailer.set("Info", info);
    }
    trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let start = out.len();
    if form.packed {
        places.insert(next, Place::At(start));
        cross_reference_stream(&mut out, &places, next, trailer);
    } else {
        cross_reference_table(&mut out, &places, next, trailer);
    }
    let _ = write!(out, "startxref\n{start}\n%%EOF\n");
    out
}

/// The place of an object in the file.
#[derive(Clone, Copy)]
enum Place {
    /// At a byte of the file.
    At(usize),
    /// In an object stream, at a place there.
    In(u32, u16),
}

/// The number of streams that are deflated at a time; once they are written, their content is freed.
const BATCH: usize = 256;

/// Writes all streams, deflated if that makes them smaller, and notes their places.
fn write_streams(out: &mut Vec<u8>, streams: Vec<(u32, Stream)>, places: &mut BTreeMap<u32, Place>) {
    let much = streams.iter().map(|(_, stream)| stream.content.len()).sum::<usize>() >= parallel::BYTES;
    let mut streams = streams.into_iter();
    loop {
        let batch: Vec<(u32, Stream)> = streams.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return;
        }
        let pressed = parallel::each(&batch, much, |(_, stream)| pressed(stream));
        for ((number, stream), (dictionary, small)) in batch.into_iter().zip(pressed) {
            places.insert(number, Place::At(out.len()));
            write_stream(out, number, &dictionary, small.as_ref().unwrap_or(&stream.content));
        }
    }
}

/// The dictionary of a stream as bytes, and its deflated content if that is smaller.
fn pressed(stream: &Stream) -> (Vec<u8>, Option<Vec<u8>>) {
    let mut dict = stream.dict.clone();
    // ISO 19005-2, 6.6.2.1: metadata streams have no filter, so that tools can find them without a parser.
    let plain = dict.has_type(b"Metadata") || dict.has(b"Filter") || stream.content.len() < 64;
    let small = if plain { None } else { Some(deflate(&stream.content)) };
    let small = small.filter(|small| small.len() < stream.content.len());
    if small.is_some() {
        dict.set("Filter", named("FlateDecode"));
    }
    dict.set("Length", Object::Integer(small.as_ref().unwrap_or(&stream.content).len() as i64));
    let mut bytes = Vec::new();
    object::dictionary(&mut bytes, &dict);
    (bytes, small)
}

fn begin_object(out: &mut Vec<u8>, number: u32) {
    integer(out, u64::from(number));
    out.extend_from_slice(b" 0 obj\n");
}

/// ISO 19005-2, 6.1.7.1: a line end after `stream` and before `endstream`, the length between them exact.
fn write_stream(out: &mut Vec<u8>, number: u32, dictionary: &[u8], bytes: &[u8]) {
    begin_object(out, number);
    out.extend_from_slice(dictionary);
    out.extend_from_slice(b"\nstream\n");
    out.extend_from_slice(bytes);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

fn append(out: &mut Vec<u8>, object: &Kept) {
    match object {
        Kept::Object(object) => object::write(out, object),
        Kept::Written(bytes) => out.extend_from_slice(bytes),
    }
}

/// An object stream: its dictionary and its deflated content.
fn pack(chunk: &[(u32, Kept)]) -> (Vec<u8>, Vec<u8>) {
    let (mut index, mut body) = (Vec::new(), Vec::new());
    for (number, object) in chunk {
        integer(&mut index, u64::from(*number));
        index.push(b' ');
        integer(&mut index, body.len() as u64);
        index.push(b' ');
        append(&mut body, object);
        body.push(b'\n');
    }
    let first = index.len();
    index.append(&mut body);
    let bytes = deflate(&index);
    let mut dict = object::dict([
        ("Type", named("ObjStm")),
        ("N", Object::Integer(chunk.len() as i64)),
        ("First", Object::Integer(first as i64)),
        ("Filter", named("FlateDecode")),
    ]);
    dict.set("Length", Object::Integer(bytes.len() as i64));
    let mut dictionary = Vec::new();
    object::dictionary(&mut dictionary, &dict);
    (dictionary, bytes)
}

/// Type, offset (or stream), generation (or index): seven bytes a row, each row as its difference from the row above,
/// which deflates far better.
fn cross_reference_stream(out: &mut Vec<u8>, places: &BTreeMap<u32, Place>, own: u32, trailer: Dictionary) {
    const WIDTH: usize = 7;
    let mut rows = Vec::with_capacity((own as usize + 1) * (WIDTH + 1));
    let mut above = [0u8; WIDTH];
    for number in 0..=own {
        let mut row = [0u8; WIDTH];
        match places.get(&number) {
            Some(Place::At(offset)) => {
                row[0] = 1;
                row[1..5].copy_from_slice(&(*offset as u32).to_be_bytes());
            }
            Some(Place::In(stream, index)) => {
                row[0] = 2;
                row[1..5].copy_from_slice(&stream.to_be_bytes());
                row[5..].copy_from_slice(&index.to_be_bytes());
            }
            // A number never used: a free object of generation 65535.
            None => row[5..].copy_from_slice(&[0xff, 0xff]),
        }
        rows.push(2);
        rows.extend(row.iter().zip(&above).map(|(now, up)| now.wrapping_sub(*up)));
        above = row;
    }
    let bytes = deflate(&rows);
    let parameters = object::dict([("Predictor", Object::Integer(12)), ("Columns", Object::Integer(WIDTH as i64))]);
    let mut dict = trailer;
    dict.set("Type", named("XRef"));
    dict.set("Size", Object::Integer(i64::from(own) + 1));
    dict.set("W", object::numbers(&[1.0, 4.0, 2.0]));
    dict.set("Filter", named("FlateDecode"));
    dict.set("DecodeParms", parameters);
    dict.set("Length", Object::Integer(bytes.len() as i64));
    let mut dictionary = Vec::new();
    object::dictionary(&mut dictionary, &dict);
    write_stream(out, own, &dictionary, &bytes);
}

/// The table of PDF 1.4: twenty bytes a line.
fn cross_reference_table(out: &mut Vec<u8>, places: &BTreeMap<u32, Place>, size: u32, mut trailer: Dictionary) {
    let _ = write!(out, "xref\n0 {size}\n");
    for number in 0..size {
        match places.get(&number) {
            Some(Place::At(offset)) => drop(write!(out, "{offset:010} 00000 n\r\n")),
            _ => out.extend_from_slice(b"0000000000 65535 f\r\n"),
        }
    }
    trailer.set("Size", Object::Integer(i64::from(size)));
    out.extend_from_slice(b"trailer\n");
    object::dictionary(out, &trailer);
    out.push(b'\n');
}

//! A face with the characters of one book, as a web font.
//!
//! The output of a subsetter for PDF (`subsetter`) has no character map and no features. The subsetter of the
//! fontations project is not published (the crate `klippa` is another thing). So this subsetter is our own, and a
//! careful one. Glyphs keep their numbers, so that every layout table stays valid unchanged. It removes the outlines,
//! the names and the character map entries of glyphs that no character of the book reaches by any feature. Ligatures,
//! small capitals, kerning and marks work as before.
//!
//! The licence of the faces (OFL 1.1, section 3) forbids the reserved name to a changed version, so the subset has
//! another name. Copyright, trademark and licence stay in it.

use std::collections::{BTreeMap, BTreeSet};

use skrifa::raw::collections::IntSet;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::tables::loca::Loca;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::string::StringId;
use skrifa::{GlyphId, MetadataProvider};
use write_fonts::tables::cmap::Cmap;
use write_fonts::tables::name::{Name, NameRecord};
use write_fonts::types::{GlyphId as WrittenId, NameId, Tag};
use write_fonts::{FontBuilder, dump_table};

/// The face with its glyphs for `chars`, under `family` and `style`; `None` if it is not a TrueType face.
pub(super) fn subset(bytes: &[u8], chars: &BTreeSet<char>, family: &str, style: &str) -> Option<Vec<u8>> {
    let font = FontRef::new(bytes).ok()?;
    let charmap = font.charmap();
    let mapped: BTreeMap<char, GlyphId> = chars.iter().filter_map(|c| Some((*c, charmap.map(*c)?))).collect();
    let (outlines, places) = outlines(&font, &reached(&font, &mapped)?)?;
    let mut head = font.table_data(skrifa::raw::types::Tag::new(b"head"))?.as_bytes().to_vec();
    // Long offsets: OpenType 1.9.1, head, indexToLocFormat.
    head.get_mut(50..52)?.copy_from_slice(&[0, 1]);
    let written = mapped.iter().map(|(c, glyph)| (*c, WrittenId::new(glyph.to_u32())));
    let cmap = dump_table(&Cmap::from_mappings(written).ok()?).ok()?;
    let mut builder = FontBuilder::new();
    builder.add_raw(Tag::new(b"glyf"), outlines);
    builder.add_raw(Tag::new(b"loca"), places);
    builder.add_raw(Tag::new(b"head"), head);
    builder.add_raw(Tag::new(b"cmap"), cmap);
    builder.add_raw(Tag::new(b"name"), dump_table(&names(&font, family, style)).ok()?);
    builder.add_raw(Tag::new(b"post"), nameless(&font)?);
    for record in font.table_directory().table_records() {
        let tag = Tag::new(&record.tag().to_be_bytes());
        let data = font.table_data(record.tag());
        // The signature would no longer be valid.
        if let Some(data) = data.filter(|_| !builder.contains(tag) && tag != Tag::new(b"DSIG")) {
            builder.add_raw(tag, data.as_bytes());
        }
    }
    Some(builder.build())
}

/// The glyphs that the characters lead to: through the map, through every feature, and as parts of other glyphs.
fn reached(font: &FontRef, mapped: &BTreeMap<char, GlyphId>) -> Option<IntSet<GlyphId>> {
    let mut glyphs: IntSet<GlyphId> = mapped.values().copied().collect();
    glyphs.insert(GlyphId::NOTDEF);
    if let Ok(gsub) = font.gsub() {
        let lookups = gsub.collect_lookups(&IntSet::all()).ok()?;
        gsub.closure_glyphs(&lookups, &mut glyphs).ok()?;
    }
    let (loca, glyf) = (font.loca(None).ok()?, font.glyf().ok()?);
    let mut waiting: Vec<GlyphId> = glyphs.iter().collect();
    while let Some(glyph) = waiting.pop() {
        if let Ok(Some(Glyph::Composite(parts))) = loca.get_glyf(glyph, &glyf) {
            let parts = parts.components().map(|part| GlyphId::from(part.glyph));
            waiting.extend(parts.filter(|part| glyphs.insert(*part)));
        }
    }
    Some(glyphs)
}

/// The outlines of the kept glyphs, with the offsets of all glyphs.
fn outlines(font: &FontRef, kept: &IntSet<GlyphId>) -> Option<(Vec<u8>, Vec<u8>)> {
    let (loca, glyf) = (font.loca(None).ok()?, font.glyf().ok()?);
    let bytes = glyf.offset_data().as_bytes();
    let (mut data, mut places) = (Vec::new(), Vec::new());
    for glyph in 0..loca.len() {
        places.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
        if kept.contains(GlyphId::new(u32::try_from(glyph).ok()?)) {
            data.extend(outline(bytes, &loca, glyph)?);
            data.resize(data.len().next_multiple_of(4), 0);
        }
    }
    places.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
    Some((data, places))
}

fn outline<'a>(bytes: &'a [u8], loca: &Loca, glyph: usize) -> Option<&'a [u8]> {
    bytes.get(loca.get_raw(glyph)? as usize..loca.get_raw(glyph + 1)? as usize)
}

/// The subset's name table: a new name, and the copyright of the face.
fn names(font: &FontRef, family: &str, style: &str) -> Name {
    let kept = [
        (0, StringId::COPYRIGHT_NOTICE),
        (7, StringId::TRADEMARK),
        (13, StringId::LICENSE_DESCRIPTION),
        (14, StringId::LICENSE_URL),
    ];
    let kept = kept.into_iter().filter_map(|(number, id)| {
        let words: String = font.localized_strings(id).english_or_first()?.chars().collect();
        Some((number, words))
    });
    let full = format!("{family} {style}");
    let own = [
        (1, family.to_string()),
        (2, style.to_string()),
        (3, full.clone()),
        (4, full.clone()),
        (6, full.replace(' ', "-")),
    ];
    let all: BTreeMap<u16, String> = kept.chain(own).collect();
    // Windows, Unicode, American English: every system reads this record.
    let record = |(number, words): (u16, String)| NameRecord::new(3, 1, 0x409, NameId::new(number), words.into());
    Name::new(all.into_iter().map(record).collect())
}

/// `post` without the names of glyphs: version 3.
fn nameless(font: &FontRef) -> Option<Vec<u8>> {
    let data = font.table_data(skrifa::raw::types::Tag::new(b"post"))?;
    let mut post = data.as_bytes().get(..32)?.to_vec();
    post.get_mut(..4)?.copy_from_slice(&[0, 3, 0, 0]);
    Some(post)
}

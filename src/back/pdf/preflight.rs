//! Preflight: the finished file is read back and judged as a print shop would, rule by rule.
//!
//! Preflight does not trust the writer's intention: boxes, fonts, colours, annotations and intents are found in the
//! bytes with lopdf's reader. Only the resolution of pictures is taken from the display list, where their printed size
//! is known.

use std::collections::BTreeSet;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

use crate::back::{Report, ReportRow};
use crate::doc::{Assets, MediaType};
use crate::lang::Binding;
use crate::layout::frame::{GlyphRun, Item, Pages};
use crate::style::print::gutter;
use crate::style::{Conformance, PrintProduct, PrintStyle, Style};

/// Fewer pixels to the inch than this look coarse on paper.
const PPI: f32 = 300.0;

/// Judges a file. `pages` are those it was made from, `assets` their pictures.
pub fn preflight(bytes: &[u8], pages: &Pages, assets: &[&Assets], style: &Style) -> Report {
    let print = &style.print;
    let mut rows = Rows(Vec::new());
    match Document::load_mem(bytes) {
        Ok(doc) => file_rows(&mut rows, &doc, print, pages.binding),
        Err(why) => rows.add("The file can be read back", why.to_string(), false),
    }
    resolution(&mut rows, pages, assets);
    page_rows(&mut rows, pages, style);
    Report { title: format!("Preflight for {}", title(print)), rows: rows.0, ..Report::default() }
}

fn title(print: &PrintStyle) -> &'static str {
    match (print.conformance, print.product) {
        (Conformance::X1a, _) => "PDF/X-1a:2003",
        (Conformance::X4, _) => "PDF/X-4",
        (_, Some(PrintProduct::Booklet)) => "a booklet",
        _ => "print",
    }
}

struct Rows(Vec<ReportRow>);

impl Rows {
    fn add(&mut self, rule: &str, found: impl Into<String>, met: bool) {
        self.0.push(ReportRow { rule: rule.into(), found: found.into(), met });
    }

    /// Adds a rule that is met if `against` is empty.
    fn none(&mut self, rule: &str, against: Vec<String>) {
        let met = against.is_empty();
        let more = if against.len() > 8 { format!(" and {} more", against.len() - 8) } else { String::new() };
        let list = against.into_iter().take(8).collect::<Vec<_>>().join("; ");
        self.add(rule, if met { "none".into() } else { format!("{list}{more}") }, met);
    }
}

fn file_rows(rows: &mut Rows, doc: &Document, print: &PrintStyle, binding: Binding) {
    let x = super::print::is_x(print);
    let (version, packed) = match print.conformance {
        Conformance::X1a => ("1.4", false),
        Conformance::X4 => ("1.6", true),
        Conformance::Archive => ("1.7", true),
    };
    rows.add(&format!("The file is PDF {version}"), &doc.version, doc.version == version);
    boxes(rows, doc, print, binding);
    rows.none("Fonts that are not embedded", unembedded(doc));
    let found = Found::look(doc);
    if x || print.grey {
        rows.none("RGB colours", found.rgb.into_iter().collect());
    }
    if print.grey {
        rows.none("Inks other than black", found.colour.into_iter().collect());
    }
    rows.none("Text in more than one ink", found.rich_text.into_iter().collect());
    rows.none("Text that is not solid black", found.pale_text.into_iter().collect());
    if print.conformance == Conformance::X1a {
        rows.none("Transparency", transparency(doc));
        let streams = doc.objects.values().filter(|o| o.type_name().is_ok_and(|name| name == b"ObjStm")).count();
        rows.add("Object streams", streams.to_string(), streams == 0 && !packed);
    }
    if x {
        intents(rows, doc, print);
        info(rows, doc, print);
        let annotated = doc.page_iter().filter(|id| doc.get_dictionary(*id).is_ok_and(|page| page.has(b"Annots")));
        let annotated: Vec<String> = annotated.map(|id| format!("object {}", id.0)).collect();
        rows.none("Annotations on pages", annotated);
    }
}

/// The numbers of a box.
fn numbers(doc: &Document, page: &Dictionary, key: &[u8]) -> Option<[f32; 4]> {
    let (_, object) = doc.dereference(page.get(key).ok()?).ok()?;
    let list: Vec<f32> = object.as_array().ok()?.iter().filter_map(|n| n.as_float().ok()).collect();
    list.try_into().ok()
}

fn boxes(rows: &mut Rows, doc: &Document, print: &PrintStyle, binding: Binding) {
    let mut wrong = Vec::new();
    let mut least_bleed = f32::INFINITY;
    for (number, id) in doc.page_iter().enumerate() {
        let Ok(page) = doc.get_dictionary(id) else { continue };
        let of = |key: &[u8]| numbers(doc, page, key);
        let (Some(media), Some(trim)) = (of(b"MediaBox"), of(b"TrimBox")) else {
            wrong.push(format!("page {} lacks a box", number + 1));
            continue;
        };
        let bleed = of(b"BleedBox").unwrap_or(trim);
        let inside = |a: [f32; 4], b: [f32; 4]| {
            a[0] <= b[0] + 0.01 && a[1] <= b[1] + 0.01 && a[2] >= b[2] - 0.01 && a[3] >= b[3] - 0.01
        };
        if !inside(media, bleed) || !inside(bleed, trim) || page.has(b"ArtBox") {
            wrong.push(format!("the boxes of page {} do not nest", number + 1));
        }
        let spine = print.product == Some(PrintProduct::Pod);
        let sides = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]];
        let kept: Vec<f32> = match (spine, binding.is_right_hand(number)) {
            (true, true) => vec![sides[1], sides[2], sides[3]],
            (true, false) => vec![sides[0], sides[1], sides[3]],
            _ => sides.to_vec(),
        };
        least_bleed = kept.into_iter().fold(least_bleed, f32::min);
    }
    rows.none("Boxes that do not nest", wrong);
    if print.bleed > 0.0 {
        let rule = format!("The bleed is {:.2} mm", print.bleed * 25.4 / 72.0);
        rows.add(&rule, format!("{:.2} mm", least_bleed * 25.4 / 72.0), least_bleed >= print.bleed - 0.05);
    }
}

fn dictionaries(doc: &Document) -> impl Iterator<Item = &Dictionary> {
    doc.objects.values().filter_map(|object| match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    })
}

fn unembedded(doc: &Document) -> Vec<String> {
    let name = |dict: &Dictionary| {
        let base = dict.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"a font");
        String::from_utf8_lossy(base).into_owned()
    };
    // A Type 3 font is its own program (ISO 32000-1, 9.6.5).
    let drawn = |dict: &Dictionary| dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type3");
    let fonts =
        dictionaries(doc).filter(|dict| dict.has_type(b"Font") && !dict.has(b"DescendantFonts") && !drawn(dict));
    fonts
        .filter(|font| {
            let descriptor = font.get_deref(b"FontDescriptor", doc).and_then(Object::as_dict);
            let file = |d: &Dictionary| [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|k| d.has(k));
            !descriptor.is_ok_and(file)
        })
        .map(name)
        .collect()
}

/// The findings in the colour operators and pictures of a file.
#[derive(Default)]
struct Found {
    rgb: BTreeSet<String>,
    colour: BTreeSet<String>,
    rich_text: BTreeSet<String>,
    pale_text: BTreeSet<String>,
}

impl Found {
    fn look(doc: &Document) -> Self {
        let mut found = Found::default();
        for (number, id) in doc.page_iter().enumerate() {
            let place = format!("page {}", number + 1);
            match doc.get_page_content(id) {
                bytes if !bytes.is_empty() => found.content(&bytes, &place),
                _ => {}
            }
        }
        for (id, object) in &doc.objects {
            let Object::Stream(stream) = object else { continue };
            let place = format!("object {}", id.0);
            match stream.dict.get(b"Subtype").and_then(Object::as_name) {
                Ok(b"Form") => {
                    if let Ok(bytes) = stream.get_plain_content() {
                        found.content(&bytes, &place);
                    }
                }
                Ok(b"Image") => {
                    if let Ok(space) = stream.dict.get_deref(b"ColorSpace", doc) {
                        found.space(doc, space, &format!("picture in {place}"));
                    }
                }
                _ => {}
            }
        }
        found
    }

    fn content(&mut self, bytes: &[u8], place: &str) {
        let Ok(content) = Content::decode(bytes) else {
            self.rgb.insert(format!("{place} cannot be read"));
            return;
        };
        // Text in several inks, and text in less than one whole ink; black until an operator sets a colour.
        let ((mut rich, mut pale), mut stack) = ((false, false), Vec::new());
        for operation in &content.operations {
            let values: Vec<f32> = operation.operands.iter().filter_map(|o| o.as_float().ok()).collect();
            match operation.operator.as_str() {
                "q" => stack.push((rich, pale)),
                "Q" => (rich, pale) = stack.pop().unwrap_or_default(),
                "rg" | "RG" => {
                    self.rgb.insert(place.into());
                    self.colour.insert(place.into());
                    if operation.operator == "rg" {
                        (rich, pale) = (values.iter().any(|&v| v < 1.0), true);
                    }
                }
                "k" | "K" => {
                    let inked = values.iter().take(3).any(|&v| v > 0.0);
                    if inked {
                        self.colour.insert(place.into());
                    }
                    if operation.operator == "k" {
                        rich = values.iter().filter(|&&v| v > 0.0).count() > 1;
                        pale = values != [0.0, 0.0, 0.0, 1.0];
                    }
                }
                "g" => (rich, pale) = (false, values != [0.0]),
                "TJ" | "Tj" => {
                    if rich {
                        self.rich_text.insert(place.into());
                    }
                    if pale {
                        self.pale_text.insert(place.into());
                    }
                }
                "cs" | "CS" => {
                    let space = operation.operands.first().and_then(|o| o.as_name().ok());
                    if matches!(space, Some(b"DeviceRGB" | b"CalRGB")) {
                        self.rgb.insert(place.into());
                    }
                }
                _ => {}
            }
        }
    }

    fn space(&mut self, doc: &Document, space: &Object, place: &str) {
        let name = match space {
            Object::Array(parts) => match parts.first().and_then(|p| p.as_name().ok()) {
                Some(b"Indexed") => {
                    if let Some(Ok((_, base))) = parts.get(1).map(|base| doc.dereference(base))
                        && !matches!(base, Object::Array(inner) if matches!(inner.first().map(Object::as_name), Some(Ok(b"Indexed"))))
                    {
                        self.space(doc, base, place);
                    }
                    return;
                }
                Some(b"ICCBased") => {
                    let profile =
                        parts.get(1).and_then(|p| doc.dereference(p).ok()).and_then(|(_, p)| p.as_stream().ok());
                    match profile.and_then(|p| p.dict.get(b"N").ok()).and_then(|n| n.as_i64().ok()) {
                        Some(3) => b"DeviceRGB".as_slice(),
                        Some(4) => b"DeviceCMYK",
                        _ => b"DeviceGray",
                    }
                }
                Some(name) => name,
                None => return,
            },
            Object::Name(name) => name,
            _ => return,
        };
        if name == b"DeviceRGB" || name == b"CalRGB" || name == b"Lab" {
            self.rgb.insert(place.into());
        }
        if name != b"DeviceGray" && name != b"CalGray" {
            self.colour.insert(place.into());
        }
    }
}

fn transparency(doc: &Document) -> Vec<String> {
    let mut against = Vec::new();
    for (id, object) in &doc.objects {
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        let mask = dict.get(b"SMask").is_ok_and(|mask| !matches!(mask, Object::Name(name) if name == b"None"));
        let group = dict.get(b"Group").and_then(Object::as_dict).is_ok();
        let alpha = [b"ca".as_slice(), b"CA"]
            .iter()
            .any(|key| dict.get(key).and_then(Object::as_float).is_ok_and(|value| value < 1.0));
        if mask || group || alpha {
            against.push(format!("object {}", id.0));
        }
    }
    against
}

fn intents(rows: &mut Rows, doc: &Document, print: &PrintStyle) {
    let list = doc.catalog().and_then(|root| root.get_deref(b"OutputIntents", doc)).and_then(Object::as_array);
    let mut press = Vec::new();
    for intent in list.into_iter().flatten() {
        let Ok((_, intent)) = doc.dereference(intent) else { continue };
        let Ok(intent) = intent.as_dict() else { continue };
        if intent.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == b"GTS_PDFX") {
            press.push(intent);
        }
    }
    let name = press.first().and_then(|intent| intent.get(b"OutputConditionIdentifier").ok());
    let name = name.and_then(|name| name.as_str().ok()).map(|name| String::from_utf8_lossy(name).into_owned());
    let found = name.clone().unwrap_or_else(|| "none".into());
    rows.add("One output intent for a press", found, press.len() == 1 && name.is_some());
    let profile = press.first().and_then(|intent| intent.get_deref(b"DestOutputProfile", doc).ok());
    let size = profile.and_then(|profile| profile.as_stream().ok()).and_then(|s| s.get_plain_content().ok());
    let is_press = size.as_ref().is_some_and(|icc| icc.get(12..20) == Some(b"prtrCMYK"));
    if print.conformance == Conformance::X4 || size.is_some() {
        let found = size.map_or("none".into(), |icc| format!("{} kB", icc.len() / 1024));
        rows.add("A CMYK press profile is embedded", found, is_press);
    }
}

fn info(rows: &mut Rows, doc: &Document, print: &PrintStyle) {
    let empty = Dictionary::new();
    let info = doc.trailer.get_deref(b"Info", doc).and_then(Object::as_dict).unwrap_or(&empty);
    let keys = ["Title", "CreationDate", "ModDate", "Trapped"];
    if print.conformance == Conformance::X1a {
        let version = info.get(b"GTS_PDFXVersion").and_then(Object::as_str).unwrap_or(b"none");
        rows.add("The file says PDF/X-1a:2003", String::from_utf8_lossy(version), version == b"PDF/X-1a:2003");
    }
    if print.conformance == Conformance::X4 {
        let xmp = doc.catalog().and_then(|root| root.get_deref(b"Metadata", doc)).and_then(Object::as_stream);
        let xmp = xmp.and_then(|stream| stream.get_plain_content()).unwrap_or_default();
        let says = String::from_utf8_lossy(&xmp).split_once("pdfxid:GTS_PDFXVersion").map(|(_, rest)| {
            rest.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).chars().take(7).collect::<String>()
        });
        let met = says.as_deref() == Some("PDF/X-4");
        rows.add("The metadata say PDF/X-4", says.unwrap_or_else(|| "none".into()), met);
    }
    let lacking = keys.iter().filter(|key| !info.has(key.as_bytes())).map(|key| (*key).to_string()).collect();
    rows.none("Properties that are lacking", lacking);
    let ids = doc.trailer.get(b"ID").and_then(Object::as_array).map_or(0, Vec::len);
    rows.add("The file has an identifier", ids.to_string(), ids == 2);
}

/// The way to print and fold a booklet, for the person at the printer.
pub(super) fn folding(pages: &Pages, style: &Style) -> Report {
    let sheets = (pages.pages.len() / 2).max(1);
    let per = match usize::from(style.print.signature) {
        0 => sheets,
        n => n.min(sheets),
    };
    let many = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let mm = |points: f32| (points * 25.4 / 72.0).round();
    let (width, height) = pages.pages.first().map_or((0.0, 0.0), |page| page.size);
    let mut steps = vec![
        format!("Put in {} of {} by {} mm.", many(sheets, "sheet"), mm(width), mm(height)),
        "Print on both sides, turned over the short edge, at actual size (100 %).".into(),
    ];
    let stacks = sheets.div_ceil(per);
    if stacks == 1 {
        steps.push("Leave the sheets in their order, page 1 outside. Fold them together across the middle.".into());
        steps.push("Staple through the fold, from outside.".into());
    } else {
        let last = sheets - (stacks - 1) * per;
        let but = if last == per { String::new() } else { format!(", the last of {last}") };
        steps.push(format!(
            "Without changing the order, make {stacks} stacks (signatures) of {}{but}.",
            many(per, "sheet")
        ));
        steps.push("Fold each stack across the middle, its lowest page number outside.".into());
        steps.push("Lay the folded stacks on one another in order, and sew or staple each through its fold.".into());
    }
    let creep = style.print.caliper * (per - 1) as f32 * 25.4 / 72.0;
    if creep >= 0.05 {
        steps.push(format!("Trim the fore edge. The innermost pages were moved by {creep:.1} mm to allow for it."));
    }
    Report { title: "How to make the booklet".into(), steps, ..Report::default() }
}

/// Pictures under 300 pixels to the inch at their printed size, with the size that they would need.
fn resolution(rows: &mut Rows, pages: &Pages, assets: &[&Assets]) {
    let mut coarse = BTreeSet::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            let Item::Picture { id, width, height } = &placed.item else { continue };
            let Some(picture) = pages.pictures.get(id.0 as usize) else { continue };
            let asset = assets.get(picture.asset.0 as usize).and_then(|assets| assets.get(picture.asset.1));
            let Some(asset) = asset.filter(|asset| asset.media != MediaType::Svg) else { continue };
            if *width <= 0.0 || *height <= 0.0 {
                continue;
            }
            let ppi = (asset.width as f32 * 72.0 / width).min(asset.height as f32 * 72.0 / height);
            if ppi < PPI - 0.5 {
                let need = |points: &f32| (points * PPI / 72.0).ceil();
                let (w, h) = (need(width), need(height));
                coarse.insert(format!("{} on page {}: {ppi:.0} ppi, needs {w} by {h} pixels", asset.name, number + 1));
            }
        }
    }
    rows.none("Pictures under 300 ppi", coarse.into_iter().collect());
}

fn page_rows(rows: &mut Rows, pages: &Pages, style: &Style) {
    let print = &style.print;
    let count = pages.pages.len();
    let booklet = print.product == Some(PrintProduct::Booklet);
    let multiple = if booklet { 2 } else { usize::from(print.page_multiple.max(1)) };
    let what = if booklet { "The number of sheet sides" } else { "The number of pages" };
    if multiple > 1 {
        rows.add(&format!("{what} is a multiple of {multiple}"), count.to_string(), count.is_multiple_of(multiple));
    }
    if print.product == Some(PrintProduct::Pod) {
        let (least, outside) = (gutter(count), crate::style::print::least_outside(print));
        let (inner, outer) = reach(pages);
        let inches = |points: f32| format!("{:.3} in", points / 72.0);
        rows.add(&format!("The inside margin is {}", inches(least)), inches(inner), inner >= least - 0.05);
        rows.add(&format!("The outside margins are {}", inches(outside)), inches(outer), outer >= outside - 0.05);
        rows.add("A bound book has 24 to 828 pages", count.to_string(), (24..=828).contains(&count));
    }
}

/// The start and end of the visible part of a run, from its start: spaces at its ends are not visible.
fn inked(run: &GlyphRun) -> (f32, f32) {
    let (mut pen, mut from, mut to) = (0.0, None, 0.0);
    for glyph in &run.glyphs {
        let text = run.text.get(glyph.text.start as usize..glyph.text.end as usize).unwrap_or("");
        let shown = !text.trim().is_empty();
        if shown && from.is_none() {
            from = Some(pen);
        }
        pen += glyph.advance;
        if shown {
            to = pen;
        }
    }
    (from.unwrap_or(0.0), to)
}

/// The least distance of the text from the spine, and from the other edges, with the letters that hang out of the text
/// area.
fn reach(pages: &Pages) -> (f32, f32) {
    let (mut inner, mut outer) = (f32::INFINITY, f32::INFINITY);
    for (number, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            let (x, y) = placed.at;
            let (left, top, right, bottom) = match &placed.item {
                Item::Glyphs(run) if !run.text.trim().is_empty() => {
                    let (from, to) = inked(run);
                    (x + from, y - 0.7 * run.size, x + to, y + 0.2 * run.size)
                }
                Item::Picture { width, height, .. } => (x, y, x + width, y + height),
                _ => continue,
            };
            let (to_left, to_right) = (left, page.size.0 - right);
            let is_right_hand = pages.binding.is_right_hand(number);
            let (spine, edge) = if is_right_hand { (to_left, to_right) } else { (to_right, to_left) };
            inner = inner.min(spine);
            outer = outer.min(edge).min(top).min(page.size.1 - bottom);
        }
    }
    // A book without a mark keeps every margin.
    if inner.is_finite() { (inner, outer) } else { (f32::MAX, f32::MAX) }
}

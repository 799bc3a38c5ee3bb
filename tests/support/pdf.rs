//! A reader of PDFs for tests, independent of the writer: the content that a viewer, a screen reader and a search
//! engine would find.
//!
//! It interprets content streams (ISO 32000-1, 9), follows codes back to words through ToUnicode, walks the structure
//! tree, and is independent of Offprint's writer. lopdf finds the objects.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A glyph on the page: its words, its place (x and baseline from the lower left corner, in points), its width and
/// size, and the marked content that it belongs to.
#[derive(Clone, Debug)]
pub struct Shown {
    pub text: String,
    pub at: (f64, f64),
    pub width: f64,
    pub size: f64,
    pub mark: Option<i64>,
}

/// A picture or drawing on the page: its name, and left, bottom, right and top in points.
#[derive(Clone, Debug)]
pub struct Painted {
    pub name: String,
    pub rect: [f64; 4],
    pub mark: Option<i64>,
}

/// A link's area, and its target.
#[derive(Clone, Debug)]
pub struct Link {
    pub rects: Vec<[f64; 4]>,
    pub target: String,
    pub contents: String,
}

/// A page that was read.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub size: (f64, f64),
    pub shown: Vec<Shown>,
    pub painted: Vec<Painted>,
    /// The marks with lines and shapes.
    pub drawn: BTreeSet<i64>,
    pub links: Vec<Link>,
}

/// An entry of the outline, with its level, and its page (from 1) and place from the lower left corner.
#[derive(Clone, Debug)]
pub struct Entry {
    pub level: usize,
    pub title: String,
    pub place: (usize, f64, f64),
    /// True if its children are shown when the file is opened; `None` without children.
    pub open: Option<bool>,
}

/// A font: its name and the width of each code in thousandths of an em, with the words of the code.
#[derive(Clone, Debug, Default)]
pub struct Font {
    pub name: String,
    pub widths: BTreeMap<u32, f64>,
    pub default_width: f64,
    pub says: BTreeMap<u32, String>,
    /// The flags of its descriptor (9.8.2); 0 without one.
    pub flags: i64,
    bytes: usize,
}

/// A file that was read.
pub struct Pdf {
    pub doc: Document,
    pub pages: Vec<Page>,
    pub fonts: BTreeMap<ObjectId, Font>,
    page_ids: Vec<ObjectId>,
}

type Matrix = [f64; 6];
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The matrix that applies `a` first and then `b`.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn apply(m: Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

fn number(object: &Object) -> f64 {
    object.as_float().map(f64::from).unwrap_or_else(|_| panic!("{object:?} is no number"))
}

fn numbers<const N: usize>(operands: &[Object]) -> [f64; N] {
    let all: Vec<f64> = operands.iter().map(number).collect();
    all.try_into().unwrap_or_else(|all: Vec<f64>| panic!("{N} numbers expected: {all:?}"))
}

/// A text string as text (7.9.2.2).
pub fn text(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest),
        _ => bytes.iter().map(|&b| char::from(b)).collect(),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("whole characters")
}

impl Pdf {
    /// Reads a file; any defect fails the test.
    pub fn read(bytes: &[u8]) -> Self {
        let doc = Document::load_mem(bytes).expect("a file that lopdf reads");
        let page_ids: Vec<ObjectId> = doc.page_iter().collect();
        let mut pdf = Pdf { doc, pages: Vec::new(), fonts: BTreeMap::new(), page_ids };
        for id in pdf.page_ids.clone() {
            let page = pdf.page(id);
            pdf.pages.push(page);
        }
        // Links record the text at their targets, so every page is read first.
        for (number, id) in pdf.page_ids.clone().into_iter().enumerate() {
            pdf.pages[number].links = pdf.links(id);
        }
        pdf
    }

    fn dict<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        let object = self.doc.dereference(object).expect("an object").1;
        object.as_dict().or_else(|_| object.as_stream().map(|s| &s.dict)).expect("a dictionary")
    }

    fn get<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dict.get(key.as_bytes()).ok().map(|object| self.doc.dereference(object).expect("an object").1)
    }

    fn name(&self, dict: &Dictionary, key: &str) -> String {
        let name = self.get(dict, key).and_then(|object| object.as_name().ok()).unwrap_or_default();
        String::from_utf8_lossy(name).into_owned()
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &Dictionary {
        self.doc.catalog().expect("a catalogue")
    }

    fn page(&mut self, id: ObjectId) -> Page {
        let dict = self.doc.get_dictionary(id).expect("a page").clone();
        let media = self.get(&dict, "MediaBox").expect("a media box").as_array().expect("an array").clone();
        let [l, b, r, t] = numbers(&media);
        let mut page = Page { size: (r - l, t - b), ..Page::default() };
        let content = Content::decode(&self.doc.get_page_content(id)).expect("a content stream");
        let resources = self.get(&dict, "Resources").expect("resources").as_dict().expect("a dictionary").clone();
        self.interpret(&content, &resources, UNIT, &mut page);
        page
    }

    fn links(&self, page: ObjectId) -> Vec<Link> {
        let dict = self.doc.get_dictionary(page).expect("a page");
        let annotations = self.get(dict, "Annots").and_then(|a| a.as_array().ok());
        annotations.into_iter().flatten().map(|annotation| self.link(self.dict(annotation))).collect()
    }

    fn link(&self, annotation: &Dictionary) -> Link {
        assert_eq!(self.name(annotation, "Subtype"), "Link", "every annotation is a link");
        let array = |key: &str| self.get(annotation, key).map(|o| o.as_array().expect("an array").clone());
        let rects = match array("QuadPoints") {
            Some(points) => points
                .chunks(8)
                .map(|quad| {
                    let [l, t, r, _, _, b, _, _] = numbers(quad);
                    [l, b, r, t]
                })
                .collect(),
            None => vec![numbers(&array("Rect").expect("a rectangle"))],
        };
        let target = match (self.get(annotation, "A"), self.get(annotation, "Dest")) {
            (Some(action), _) => {
                let action = action.as_dict().expect("an action");
                String::from_utf8_lossy(self.get(action, "URI").expect("an address").as_str().unwrap()).into_owned()
            }
            (None, Some(name)) => {
                let name = text(name);
                self.place(self.destination(&name).unwrap_or_else(|| panic!("{name} leads nowhere")))
            }
            (None, None) => panic!("a link that leads nowhere"),
        };
        Link { rects, target, contents: self.get(annotation, "Contents").map(text).unwrap_or_default() }
    }

    /// The page (from 1) and place of a named destination.
    pub fn destination(&self, name: &str) -> Option<(usize, f64, f64)> {
        let names = self.get(self.catalogue(), "Names")?.as_dict().ok()?;
        let mut open = vec![self.get(names, "Dests")?.clone()];
        while let Some(node) = open.pop() {
            let node = self.dict(&node).clone();
            if let Some(kids) = self.get(&node, "Kids") {
                open.extend(kids.as_array().ok()?.iter().cloned());
            }
            if let Some(pairs) = self.get(&node, "Names") {
                for pair in pairs.as_array().ok()?.chunks(2) {
                    if text(&pair[0]) == name {
                        return Some(self.view(self.doc.dereference(&pair[1]).unwrap().1));
                    }
                }
            }
        }
        None
    }

    /// A place as text: its page, and the first words at or below it. They stay when the page is set otherwise.
    fn place(&self, (page, _, y): (usize, f64, f64)) -> String {
        let below: Vec<&Shown> = self.pages[page - 1].shown.iter().filter(|shown| shown.at.1 < y).collect();
        let line =
            below.iter().filter(|shown| !shown.text.trim().is_empty()).map(|shown| shown.at.1).fold(f64::MIN, f64::max);
        let words: String =
            below.iter().filter(|shown| (line - shown.at.1).abs() < 0.5).map(|shown| shown.text.as_str()).collect();
        format!("page {page} {:?}", words.chars().take(30).collect::<String>())
    }

    fn view(&self, view: &Object) -> (usize, f64, f64) {
        let view = view.as_array().expect("a view");
        let page = view[0].as_reference().expect("a page");
        let page = self.page_ids.iter().position(|id| *id == page).expect("a page of this file") + 1;
        (page, number(&view[2]), number(&view[3]))
    }

    /// The outline, in order.
    pub fn outline(&self) -> Vec<Entry> {
        let mut out = Vec::new();
        if let Some(root) = self.get(self.catalogue(), "Outlines") {
            self.entries(root.as_dict().expect("a dictionary"), 1, &mut out);
        }
        out
    }

    fn entries(&self, parent: &Dictionary, level: usize, out: &mut Vec<Entry>) {
        let mut next = parent.get(b"First").ok().cloned();
        let mut last = None;
        while let Some(reference) = next {
            let entry = self.dict(&reference).clone();
            let title = text(self.get(&entry, "Title").expect("a title"));
            let open = self.get(&entry, "Count").map(|count| count.as_i64().unwrap() > 0);
            out.push(Entry { level, title, place: self.view(self.get(&entry, "Dest").expect("a place")), open });
            self.entries(&entry, level + 1, out);
            last = reference.as_reference().ok();
            next = entry.get(b"Next").ok().cloned();
        }
        assert_eq!(last, parent.get(b"Last").ok().and_then(|l| l.as_reference().ok()), "the last entry is the last");
    }

    /// The label of every page (12.4.2).
    pub fn labels(&self) -> Vec<String> {
        let Some(tree) = self.get(self.catalogue(), "PageLabels") else { return Vec::new() };
        let nums = self.get(tree.as_dict().unwrap(), "Nums").expect("numbers").as_array().unwrap();
        let mut out = Vec::new();
        for (at, pair) in nums.chunks(2).enumerate() {
            let from = pair[0].as_i64().unwrap() as usize;
            let to = nums.get(2 * at + 2).map_or(self.pages.len(), |next| next.as_i64().unwrap() as usize);
            let dict = self.dict(&pair[1]);
            let prefix = self.get(dict, "P").map(text).unwrap_or_default();
            let start = self.get(dict, "St").map_or(1, |n| n.as_i64().unwrap());
            for page in from..to {
                let number = start + (page - from) as i64;
                out.push(match self.name(dict, "S").as_str() {
                    "D" => format!("{prefix}{number}"),
                    "r" => format!("{prefix}{}", roman(number)),
                    _ => prefix.clone(),
                });
            }
        }
        out
    }

    /// The metadata as XML.
    pub fn xmp(&self) -> String {
        let stream = self.get(self.catalogue(), "Metadata").expect("metadata").as_stream().unwrap();
        let bytes = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(bytes).expect("UTF-8")
    }

    fn font(&mut self, resources: &Dictionary, name: &[u8]) -> ObjectId {
        let fonts = self.get(resources, "Font").expect("fonts").as_dict().unwrap();
        let id = fonts.get(name).expect("a font of that name").as_reference().expect("a reference");
        if !self.fonts.contains_key(&id) {
            let font = self.load_font(id);
            self.fonts.insert(id, font);
        }
        id
    }

    fn load_font(&self, id: ObjectId) -> Font {
        let dict = self.doc.get_dictionary(id).expect("a font");
        let mut font = Font { name: self.name(dict, "BaseFont"), default_width: 1000.0, bytes: 2, ..Font::default() };
        if let Some(map) = self.get(dict, "ToUnicode") {
            let map = map.as_stream().expect("a stream").get_plain_content().expect("a map");
            font.says = to_unicode(&String::from_utf8_lossy(&map));
        }
        if self.name(dict, "Subtype") == "Type3" {
            font.bytes = 1;
            let scale = number(&self.get(dict, "FontMatrix").unwrap().as_array().unwrap()[0]) * 1000.0;
            let first = self.get(dict, "FirstChar").unwrap().as_i64().unwrap() as u32;
            let widths = self.get(dict, "Widths").unwrap().as_array().unwrap();
            font.widths = widths.iter().enumerate().map(|(n, w)| (first + n as u32, number(w) * scale)).collect();
            return font;
        }
        let below = self.get(dict, "DescendantFonts").expect("a descendant").as_array().unwrap();
        let below = self.dict(&below[0]);
        let descriptor = self.get(below, "FontDescriptor").expect("a descriptor").as_dict().unwrap();
        font.flags = self.get(descriptor, "Flags").expect("flags").as_i64().unwrap();
        if let Some(width) = self.get(below, "DW") {
            font.default_width = number(width);
        }
        let list = self.get(below, "W").map(|w| w.as_array().unwrap().clone()).unwrap_or_default();
        let mut rest = list.as_slice();
        while let [first, second, tail @ ..] = rest {
            let first = first.as_i64().unwrap() as u32;
            match self.doc.dereference(second).unwrap().1 {
                Object::Array(widths) => {
                    font.widths.extend(widths.iter().enumerate().map(|(n, w)| (first + n as u32, number(w))));
                    rest = tail;
                }
                last => {
                    let last = last.as_i64().unwrap() as u32;
                    font.widths.extend((first..=last).map(|code| (code, number(&tail[0]))));
                    rest = &tail[1..];
                }
            }
        }
        font
    }

    fn interpret(&mut self, content: &Content, resources: &Dictionary, outer: Matrix, page: &mut Page) {
        let mut state = State { ctm: outer, scale: 1.0, ..State::default() };
        let mut saved: Vec<State> = Vec::new();
        let mut marks: Vec<(Option<i64>, Option<String>)> = Vec::new();
        let mark = |marks: &[(Option<i64>, Option<String>)]| marks.iter().rev().find_map(|(mark, _)| *mark);
        for operation in &content.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "q" => saved.push(state.clone()),
                "Q" => state = saved.pop().expect("a saved state"),
                "cm" => state.ctm = times(numbers(operands), state.ctm),
                "BT" => (state.line, state.pen) = (UNIT, 0.0),
                "Td" => {
                    let [x, y] = numbers(operands);
                    state.line = times([1.0, 0.0, 0.0, 1.0, x, y], state.line);
                    state.pen = 0.0;
                }
                "Tm" => (state.line, state.pen) = (numbers(operands), 0.0),
                "Tz" => state.scale = number(&operands[0]) / 100.0,
                "Tc" => state.spacing = number(&operands[0]),
                "Ts" => state.rise = number(&operands[0]),
                "Tf" => {
                    state.font = Some(self.font(resources, operands[0].as_name().unwrap()));
                    state.size = number(&operands[1]);
                }
                "TJ" => {
                    for part in operands[0].as_array().expect("an array") {
                        match part {
                            Object::String(bytes, _) => self.show(bytes, &mut state, mark(&marks), page),
                            other => state.pen -= number(other) / 1000.0 * state.size * state.scale,
                        }
                    }
                }
                "Tj" => self.show(operands[0].as_str().unwrap(), &mut state, mark(&marks), page),
                "BDC" => {
                    let properties = operands[1].as_dict().expect("properties");
                    let number = properties.get(b"MCID").ok().map(|n| n.as_i64().unwrap());
                    let actual = properties.get(b"ActualText").ok().map(text);
                    marks.push((number, actual.clone()));
                    if let Some(actual) = actual {
                        state.silent += 1;
                        state.instead = Some(actual);
                    }
                }
                "BMC" => marks.push((None, None)),
                "EMC" => {
                    let (_, actual) = marks.pop().expect("an open mark");
                    state.silent -= usize::from(actual.is_some());
                }
                "Do" => {
                    let name = String::from_utf8_lossy(operands[0].as_name().unwrap()).into_owned();
                    let corners =
                        [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|corner| apply(state.ctm, corner));
                    let side = |pick: fn(&(f64, f64)) -> f64, least: bool| {
                        corners.iter().map(pick).fold(if least { f64::MAX } else { f64::MIN }, |a, b| {
                            if least { a.min(b) } else { a.max(b) }
                        })
                    };
                    let rect = [side(|c| c.0, true), side(|c| c.1, true), side(|c| c.0, false), side(|c| c.1, false)];
                    page.painted.push(Painted { name, rect, mark: mark(&marks) });
                }
                "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "sh" => page.drawn.extend(mark(&marks)),
                _ => {}
            }
        }
        assert!(saved.is_empty() && marks.is_empty(), "states and marks are closed");
    }

    fn show(&self, bytes: &[u8], state: &mut State, mark: Option<i64>, page: &mut Page) {
        let font = &self.fonts[&state.font.expect("a font")];
        for code in bytes.chunks(font.bytes) {
            let code = code.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
            let width = font.widths.get(&code).copied().unwrap_or(font.default_width) / 1000.0 * state.size;
            let (x, y) = state.origin();
            let advance = (width + state.spacing) * state.scale;
            // The words for a span of glyphs belong to its first glyph; the codes in it have no words.
            let instead = state.instead.take();
            if state.silent == 0 || instead.is_some() {
                let text = instead.or_else(|| font.says.get(&code).cloned()).unwrap_or_default();
                page.shown.push(Shown { text, at: (x, y), width: width * state.scale, size: state.size, mark });
            } else if let Some(last) = page.shown.last_mut() {
                last.width = x + width * state.scale - last.at.0;
            }
            state.pen += advance;
        }
    }

    /// The words of each mark of each page.
    fn marked(&self) -> BTreeMap<(usize, i64), String> {
        let mut words: BTreeMap<(usize, i64), String> = BTreeMap::new();
        for (number, page) in self.pages.iter().enumerate() {
            for shown in &page.shown {
                if let Some(mark) = shown.mark {
                    words.entry((number, mark)).or_default().push_str(&shown.text);
                }
            }
            for painted in &page.painted {
                if let Some(mark) = painted.mark {
                    let [l, b, r, t] = painted.rect;
                    let place = format!("[{:.1} x {:.1}]", r - l, t - b);
                    words.entry((number, mark)).or_default().push_str(&place);
                }
            }
            for mark in &page.drawn {
                words.entry((number, *mark)).or_insert_with(|| "[shapes]".into());
            }
        }
        words
    }

    /// The structure tree as text: roles, the data of each element for screen readers, and its words in reading order.
    pub fn tree(&self) -> String {
        let root = self.get(self.catalogue(), "StructTreeRoot").expect("a tree").as_dict().unwrap();
        let words = self.marked();
        let mut out = String::new();
        for kid in self.get(root, "K").expect("kids").as_array().unwrap() {
            self.element(self.dict(kid), 0, &words, &mut out);
        }
        out
    }

    fn element(&self, element: &Dictionary, depth: usize, words: &BTreeMap<(usize, i64), String>, out: &mut String) {
        let pad = "  ".repeat(depth);
        let _ = write!(out, "{pad}{}", self.name(element, "S"));
        for key in ["Alt", "ActualText", "E"] {
            if let Some(value) = self.get(element, key) {
                let _ = write!(out, " {key}={:?}", text(value));
            }
        }
        for key in ["Lang", "ID"] {
            if let Some(value) = self.get(element, key) {
                let _ = write!(out, " {key}={}", text(value));
            }
        }
        let attributes = self.get(element, "A").map(|a| match a {
            Object::Array(list) => list.iter().map(|one| self.dict(one).clone()).collect(),
            one => vec![one.as_dict().unwrap().clone()],
        });
        for (key, value) in attributes.unwrap_or_default().iter().flatten() {
            let _ = write!(out, " {}={}", String::from_utf8_lossy(key), shown(value));
        }
        out.push('\n');
        let own = element.get(b"Pg").ok().and_then(|page| page.as_reference().ok());
        let kids = match self.get(element, "K") {
            Some(Object::Array(kids)) => kids.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        for kid in &kids {
            let mut line = |page: Option<ObjectId>, mcid: i64| {
                let page = page.and_then(|page| self.page_ids.iter().position(|id| *id == page)).expect("a page");
                let words =
                    words.get(&(page, mcid)).unwrap_or_else(|| panic!("mark {mcid} of page {} is not there", page + 1));
                let _ = writeln!(out, "{pad}  {words:?} on {}", page + 1);
            };
            match kid {
                Object::Integer(mcid) => line(own, *mcid),
                Object::Reference(_) => self.element(self.dict(kid), depth + 1, words, out),
                other => {
                    let kid = other.as_dict().expect("a kid");
                    match self.name(kid, "Type").as_str() {
                        "MCR" => line(
                            kid.get(b"Pg").ok().and_then(|p| p.as_reference().ok()),
                            kid.get(b"MCID").unwrap().as_i64().unwrap(),
                        ),
                        "OBJR" => {
                            let annotation = self.dict(kid.get(b"Obj").expect("an object"));
                            let owner = self.owner(self.get(annotation, "StructParent").expect("a key"));
                            assert!(
                                std::ptr::eq(owner, element),
                                "an annotation is owned by the element that it stands in"
                            );
                            let link = self.link(annotation);
                            let _ = writeln!(out, "{pad}  -> {}", link.target);
                        }
                        other => panic!("a kid of type {other}"),
                    }
                }
            }
        }
    }

    /// The element at a key of the parent tree (14.7.4.4).
    fn owner(&self, key: &Object) -> &Dictionary {
        let key = key.as_i64().expect("a number");
        let root = self.get(self.catalogue(), "StructTreeRoot").expect("a tree").as_dict().unwrap();
        let mut open = vec![self.get(root, "ParentTree").expect("a tree of parents")];
        while let Some(node) = open.pop() {
            let node = self.dict(node);
            let list =
                |key: &str| self.get(node, key).map(|list| list.as_array().unwrap().as_slice()).unwrap_or_default();
            open.extend(list("Kids"));
            if let Some(pair) = list("Nums").chunks(2).find(|pair| pair[0].as_i64().unwrap() == key) {
                return self.dict(&pair[1]);
            }
        }
        panic!("{key} has no owner")
    }

    /// The text inside an area of a page, in the order in which it is painted.
    pub fn under(&self, page: usize, [l, b, r, t]: [f64; 4]) -> String {
        let inside = |shown: &&Shown| {
            let (x, y) = (shown.at.0 + shown.width / 2.0, shown.at.1 + 0.2 * shown.size);
            x > l && x < r && y > b && y < t
        };
        self.pages[page].shown.iter().filter(inside).map(|shown| shown.text.as_str()).collect()
    }

    /// All that was found, as text.
    pub fn describe(&self) -> String {
        let mut out = String::new();
        let info = self.get(&self.doc.trailer, "Info").map(|info| info.as_dict().unwrap().clone()).unwrap_or_default();
        for (key, value) in info.iter().filter(|(key, _)| !matches!(key.as_slice(), b"Producer" | b"Creator")) {
            let _ = writeln!(
                out,
                "info {}: {}",
                String::from_utf8_lossy(key),
                value.as_str().map_or_else(|_| shown(value), |_| text(value))
            );
        }
        let _ = writeln!(out, "language: {}", self.get(self.catalogue(), "Lang").map(text).unwrap_or_default());
        for entry in ["PageMode", "PageLayout"] {
            let _ = writeln!(out, "{entry}: {}", self.name(self.catalogue(), entry));
        }
        let flag = |dict: &str, key: &str| {
            let dict = self.get(self.catalogue(), dict).and_then(|d| d.as_dict().ok());
            dict.and_then(|dict| self.get(dict, key)).map_or("absent".into(), shown)
        };
        let _ = writeln!(
            out,
            "marked: {}, title shown: {}",
            flag("MarkInfo", "Marked"),
            flag("ViewerPreferences", "DisplayDocTitle")
        );
        for line in xmp_values(&self.xmp()) {
            let _ = writeln!(out, "xmp {line}");
        }
        let _ = writeln!(out, "labels: {}", self.labels().join(" "));
        for Entry { level, title, place, open } in self.outline() {
            let below = open.map_or("", |open| if open { ", open" } else { ", closed" });
            let _ = writeln!(out, "{}bookmark {title:?} -> {}{below}", "  ".repeat(level - 1), self.place(place));
        }
        for font in self.fonts.values() {
            let own = font.name.split_once('+').map_or(font.name.as_str(), |(_, own)| own);
            let _ = writeln!(out, "font {own}: flags {:b}", font.flags);
        }
        for (number, page) in self.pages.iter().enumerate() {
            let _ = writeln!(out, "page {} ({:.1} x {:.1})", number + 1, page.size.0, page.size.1);
            for Link { rects, target, contents } in &page.links {
                let words: Vec<String> = rects.iter().map(|rect| self.under(number, *rect)).collect();
                let _ = writeln!(out, "  link {:?} over {:?} -> {target}", contents, words.join(" / "));
            }
            for Painted { name, rect: [l, b, r, t], .. } in &page.painted {
                let _ = writeln!(out, "  picture {name} {:.1} x {:.1}", r - l, t - b);
            }
        }
        out.push_str(&self.tree());
        out
    }
}

/// The state of text and graphics.
#[derive(Clone, Debug)]
struct State {
    ctm: Matrix,
    line: Matrix,
    pen: f64,
    font: Option<ObjectId>,
    size: f64,
    scale: f64,
    spacing: f64,
    rise: f64,
    silent: usize,
    instead: Option<String>,
}

impl Default for State {
    fn default() -> Self {
        State {
            ctm: UNIT,
            line: UNIT,
            pen: 0.0,
            font: None,
            size: 0.0,
            scale: 1.0,
            spacing: 0.0,
            rise: 0.0,
            silent: 0,
            instead: None,
        }
    }
}

impl State {
    fn origin(&self) -> (f64, f64) {
        apply(self.ctm, apply(self.line, (self.pen, self.rise)))
    }
}

fn shown(object: &Object) -> String {
    match object {
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Integer(n) => n.to_string(),
        Object::Real(n) => format!("{}", (f64::from(*n) * 10.0).round() / 10.0),
        Object::Boolean(b) => b.to_string(),
        Object::String(..) => text(object),
        Object::Array(list) => format!("[{}]", list.iter().map(shown).collect::<Vec<_>>().join(" ")),
        other => panic!("{other:?} has no short form"),
    }
}

fn roman(mut number: i64) -> String {
    const SIGNS: [(i64, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// The text of codes (9.10.3): single codes and ranges.
fn to_unicode(map: &str) -> BTreeMap<u32, String> {
    let mut says = BTreeMap::new();
    let hex = |token: &str| -> Vec<u8> {
        let digits = token.trim_start_matches('<').trim_end_matches('>');
        (0..digits.len() / 2).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap()).collect()
    };
    let code = |token: &str| hex(token).iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
    for (begin, end, step) in [("beginbfchar", "endbfchar", 2), ("beginbfrange", "endbfrange", 3)] {
        for part in map.split(begin).skip(1) {
            let part = part.split(end).next().unwrap();
            assert!(!part.contains('['), "ranges with lists are not read here");
            let tokens: Vec<String> = part.split('<').skip(1).map(|t| format!("<{}", t.trim())).collect();
            for entry in tokens.chunks(step) {
                let (first, last) = (code(&entry[0]), code(&entry[step - 2]));
                let words = utf16(&hex(&entry[step - 1]));
                for code in first..=last {
                    let mut words: Vec<char> = words.chars().collect();
                    if let Some(end) = words.last_mut() {
                        *end = char::from_u32(*end as u32 + (code - first)).unwrap();
                    }
                    says.insert(code, words.into_iter().collect());
                }
            }
        }
    }
    says
}

/// The values in the metadata: each element with text, and each attribute except namespaces.
fn xmp_values(xml: &str) -> Vec<String> {
    let document = usvg::roxmltree::Document::parse(xml.trim_start_matches('\u{feff}')).expect("XML");
    let mut out = Vec::new();
    for node in document.descendants().filter(|node| node.is_element()) {
        let name = node.tag_name();
        let space = node.lookup_prefix(name.namespace().unwrap_or_default()).unwrap_or_default();
        let parent = node.ancestors().skip(1).find(|a| !matches!(a.tag_name().name(), "li" | "Seq" | "Bag" | "Alt"));
        if let Some(words) = node.text().map(str::trim).filter(|words| !words.is_empty()) {
            let of = match name.name() {
                "li" => parent.map(|p| p.tag_name().name()).unwrap_or_default(),
                other => other,
            };
            if !matches!(of, "CreatorTool" | "Producer") {
                out.push(format!("{space}:{of} {words}"));
            }
        }
    }
    out
}

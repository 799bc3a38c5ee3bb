//! Type for the cover: words into lines that fit, and the faces that have their characters.

use std::collections::BTreeSet;
use std::sync::Arc;

use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};
use usvg::fontdb::{Database, Family, Query, Source};

/// A line set in one size.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// The family's name.
    pub family: String,
    /// 400 or 700.
    pub weight: u16,
    /// The em in pixels.
    pub size: f32,
}

/// Measures and collects faces.
#[derive(Default)]
pub struct Typesetter {
    faces: Vec<(&'static [u8], u32)>,
    seen: BTreeSet<usize>,
}

impl Typesetter {
    /// Words in lines not wider than `width`, in the largest size from `large` down to `small` that needs no more than
    /// `most` lines; what does not fit at the smallest ends in an ellipsis.
    pub fn fit(&mut self, words: &str, width: f32, large: f32, small: f32, most: usize, bold: bool) -> Vec<Line> {
        if words.is_empty() {
            return Vec::new();
        }
        let faces = self.faces_for(words, bold);
        let mut size = large;
        loop {
            let lines = wrap(words, width / size, &faces);
            if lines.len() <= most || size <= small {
                return self.lines(cut(lines, most), &faces, size, bold);
            }
            size = (size * 0.93).max(small);
        }
    }

    /// The title: bold, the largest size at which all lines fit the height.
    pub fn fit_height(&mut self, words: &str, width: f32, height: f32, large: f32, small: f32) -> Vec<Line> {
        let faces = self.faces_for(words, true);
        let mut size = large;
        loop {
            let lines = wrap(words, width / size, &faces);
            let most = ((height / size - 0.8) / 1.1).floor().max(0.0) as usize + 1;
            // A word broken in the middle is worse than smaller type.
            let whole = lines.iter().all(|line| !line.broken);
            if (lines.len() <= most && whole && lines.len() <= 6) || size <= small {
                return self.lines(cut(lines, most), &faces, size, true);
            }
            size = (size * 0.95).max(small);
        }
    }

    /// The faces for the painter.
    pub fn database(&self) -> Arc<Database> {
        let mut database = Database::new();
        for (data, _) in &self.faces {
            database.load_font_source(Source::Binary(Arc::new(data.to_vec())));
        }
        Arc::new(database)
    }

    fn lines(&self, lines: Vec<Wrapped>, faces: &[Measure], size: f32, bold: bool) -> Vec<Line> {
        let family = faces.first().map_or(String::new(), |face| face.family.clone());
        let weight = if bold { 700 } else { 400 };
        lines.into_iter().map(|line| Line { text: line.text, family: family.clone(), weight, size }).collect()
    }

    /// The faces that have the characters, our own first.
    fn faces_for(&mut self, words: &str, bold: bool) -> Vec<Measure> {
        let mut measures = Vec::new();
        for (data, index) in super::type_faces::faces(words, bold) {
            if self.seen.insert(data.as_ptr() as usize) {
                self.faces.push((data, index));
            }
            measures.extend(Measure::new(data, index));
        }
        measures
    }
}

/// A face as far as widths are concerned.
struct Measure {
    font: FontRef<'static>,
    em: f32,
    family: String,
}

impl Measure {
    fn new(data: &'static [u8], index: u32) -> Option<Measure> {
        let font = FontRef::from_index(data, index).ok()?;
        let em = f32::from(font.head().ok()?.units_per_em()).max(1.0);
        Some(Measure { font, em, family: family_name(data, index) })
    }

    fn advance(&self, c: char) -> Option<f32> {
        let glyph = self.font.charmap().map(c)?;
        let metrics =
            self.font.glyph_metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
        Some(metrics.advance_width(glyph)? / self.em)
    }
}

/// The family as the painter's font database will know it.
fn family_name(data: &'static [u8], index: u32) -> String {
    let mut database = Database::new();
    let ids = database.load_font_source(Source::Binary(Arc::new(data)));
    let info = ids.get(index as usize).or(ids.first()).and_then(|id| database.face(*id));
    let name = info.and_then(|info| info.families.first().map(|(name, _)| name.clone())).unwrap_or_default();
    debug_assert!(database.query(&Query { families: &[Family::Name(&name)], ..Query::default() }).is_some());
    name
}

/// Width of words in ems, as the sum of advances.
fn width(words: &str, faces: &[Measure]) -> f32 {
    words.chars().map(|c| faces.iter().find_map(|face| face.advance(c)).unwrap_or(0.6)).sum()
}

struct Wrapped {
    text: String,
    broken: bool,
}

/// Greedy lines; a word wider than the line is broken where it must be.
fn wrap(words: &str, measure: f32, faces: &[Measure]) -> Vec<Wrapped> {
    let mut lines: Vec<Wrapped> = Vec::new();
    let (mut line, mut used, space) = (String::new(), 0.0, width(" ", faces));
    for word in words.split(' ').filter(|w| !w.is_empty()) {
        let wide = width(word, faces);
        if !line.is_empty() && used + space + wide <= measure {
            line.push(' ');
            line.push_str(word);
            used += space + wide;
            continue;
        }
        if !line.is_empty() {
            lines.push(Wrapped { text: std::mem::take(&mut line), broken: false });
        }
        used = 0.0;
        for c in word.chars() {
            let advance = width(c.encode_utf8(&mut [0; 4]), faces);
            if used + advance > measure && !line.is_empty() {
                let spaced = c.is_alphabetic() && !is_wide(c);
                lines.push(Wrapped { text: std::mem::take(&mut line), broken: spaced });
                used = 0.0;
            }
            line.push(c);
            used += advance;
        }
    }
    if !line.is_empty() {
        lines.push(Wrapped { text: line, broken: false });
    }
    lines
}

/// Characters of scripts that break between any two.
fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF | 0x0E00..=0x0EFF)
}

fn cut(mut lines: Vec<Wrapped>, most: usize) -> Vec<Wrapped> {
    let most = most.max(1);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let kept = last.text.chars().count().saturating_sub(2);
            last.text = last.text.chars().take(kept).collect::<String>().trim_end().to_string() + "…";
        }
    }
    lines
}

//! Type for the cover: words into lines that fit, and the faces that have their characters.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use usvg::fontdb::{Database, Source};

use crate::layout::fonts::{Fonts, Loaded};
use crate::style::{Families, Family};

/// A line set in one size.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// The family's name.
    pub family: String,
    /// The face's weight class.
    pub weight: u16,
    /// The em in pixels.
    pub size: f32,
}

/// Measures words and collects the faces that have their characters: our serif, then whatever layout falls back to.
pub struct Typesetter {
    fonts: Fonts,
    faces: Vec<&'static Loaded>,
    seen: BTreeSet<String>,
}

/// The size in points that chooses the optical size of a face: covers are set large.
const OPTICAL: f32 = 60.0;

impl Typesetter {
    /// One that has collected nothing yet.
    pub fn new() -> Self {
        let fonts = Fonts::with_families(Families::default());
        Typesetter { fonts, faces: Vec::new(), seen: BTreeSet::new() }
    }

    /// Words in lines not wider than `width`, in the largest size from `large` down to `small` that needs no more than
    /// `most` lines; what does not fit at the smallest ends in an ellipsis.
    pub fn fit(&mut self, words: &str, width: f32, large: f32, small: f32, most: usize, bold: bool) -> Vec<Line> {
        if words.is_empty() {
            return Vec::new();
        }
        let words = &showable(words);
        let faces = self.faces_for(words, bold);
        let mut size = large;
        loop {
            let lines = wrap(words, width / size, &faces);
            if lines.len() <= most || size <= small {
                return self.lines(cut(lines, most), &faces, size);
            }
            size = (size * 0.93).max(small);
        }
    }

    /// The title: bold, the largest size at which all lines fit the height.
    pub fn fit_height(&mut self, words: &str, width: f32, height: f32, large: f32, small: f32) -> Vec<Line> {
        let words = &showable(words);
        let faces = self.faces_for(words, true);
        let mut size = large;
        loop {
            let lines = wrap(words, width / size, &faces);
            let most = ((height / size - 0.8) / 1.1).floor().max(0.0) as usize + 1;
            // A word broken in the middle is worse than smaller type.
            let whole = lines.iter().all(|line| !line.broken);
            if (lines.len() <= most && whole && lines.len() <= 6) || size <= small {
                return self.lines(cut(lines, most), &faces, size);
            }
            size = (size * 0.95).max(small);
        }
    }

    /// The faces for the painter.
    pub fn database(&self) -> Arc<Database> {
        let mut database = Database::new();
        for loaded in &self.faces {
            database.load_font_source(Source::Binary(Arc::new(loaded.face.data.bytes())));
        }
        Arc::new(database)
    }

    fn lines(&self, lines: Vec<Wrapped>, faces: &[&'static Loaded], size: f32) -> Vec<Line> {
        let (family, weight) = faces.first().map_or((String::new(), 400), |loaded| family(loaded));
        lines.into_iter().map(|line| Line { text: line.text, family: family.clone(), weight, size }).collect()
    }

    /// The faces that have the characters, our own first.
    fn faces_for(&mut self, words: &str, bold: bool) -> Vec<&'static Loaded> {
        let weight = if bold { 600 } else { 400 };
        let mut found = vec![self.fonts.select(&Family::Serif, weight, false, OPTICAL)];
        for c in words.chars().filter(|c| !c.is_whitespace()) {
            let face = self.fonts.fallback(&[c], &Family::Serif, weight, false, OPTICAL);
            if let Some(face) = face
                && !found.contains(&face)
            {
                found.push(face);
            }
        }
        let faces: Vec<&'static Loaded> = found.into_iter().map(|id| self.fonts.face(id)).collect();
        for loaded in &faces {
            if self.seen.insert(loaded.face.name.clone()) {
                self.faces.push(loaded);
            }
        }
        faces
    }
}

/// As many of the words as a cover could show at all: a title may be as long as a book.
fn showable(words: &str) -> Cow<'_, str> {
    const MOST: usize = 1000;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &words[..end])),
        None => Cow::Borrowed(words),
    }
}

/// Family and weight as the painter's font database knows them.
fn family(loaded: &'static Loaded) -> (String, u16) {
    let mut database = Database::new();
    let ids = database.load_font_source(Source::Binary(Arc::new(loaded.face.data.bytes())));
    let info = ids.get(loaded.face.index as usize).or(ids.first()).and_then(|id| database.face(*id));
    let name = info.and_then(|info| info.families.first().map(|(name, _)| name.clone())).unwrap_or_default();
    (name, info.map_or(400, |info| info.weight.0))
}

/// Width of words in ems, as the sum of advances.
fn width(words: &str, faces: &[&'static Loaded]) -> f32 {
    words.chars().map(|c| faces.iter().find(|face| face.has(c)).map_or(0.6, |face| face.glyph(c).1)).sum()
}

struct Wrapped {
    text: String,
    broken: bool,
}

/// Greedy lines; a word wider than the line is broken where it must be.
fn wrap(words: &str, measure: f32, faces: &[&'static Loaded]) -> Vec<Wrapped> {
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

//! Cutting text into runs of one piece, one face, one script and one direction.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};
use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::{BOX, BREAK, Content, SEAM};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::doc::Lang;
use crate::lang::{Han, Letters, is_rtl};
use crate::layout::fonts::{Fonts, Loaded};
use crate::layout::frame::{FaceId, Pt};
use crate::layout::inline::{Direction, Look};
use crate::style::Family;

/// A run to shape.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub piece: u32,
    pub face: FaceId,
    pub level: u8,
    pub script: Script,
    pub kind: ItemKind,
    pub start: u32,
    pub end: u32,
}

/// The kinds of run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// The unchanged characters.
    Text,
    /// Lower case to be set as smaller capitals, because the face has no small ones.
    FakedSmallCaps,
    /// Characters that no face has.
    Missing,
    /// A box or a forced break: no glyphs.
    Object,
}

/// Cuts the text; also returns true if the paragraph reads from right to left.
pub(super) fn itemize(
    content: &Content,
    (lang, direction): (&Lang, Direction),
    fonts: &Fonts,
    diags: &mut Diagnostics,
) -> (Vec<Item>, bool) {
    let (levels, rtl) = levels(content, lang, direction);
    let han = Ideographic::read(&content.text, lang, fonts);
    let cut = is_mixed(content, fonts).then_some(TEXT_CUT);
    let has_sans =
        content.pieces.iter().filter_map(|piece| piece.look.as_ref()).any(|look| look.family == Family::Sans);
    let wide = has_sans && (lang.is_beyond_latin() || is_beyond_latin(&content.text));
    let (levels, text) = (levels.as_deref(), content.text.as_str());
    let mut cutter = Cutter { items: Vec::new(), levels, text, han, cut, wide, fonts, diags };
    for (number, piece) in content.pieces.iter().enumerate() {
        let range = piece.start as usize..piece.end as usize;
        let Some(text) = content.text.get(range) else { continue };
        match &piece.look {
            Some(look) => cutter.cut(number as u32, piece.start, text, look),
            None => cutter.push(number as u32, piece.start, piece.end, FaceId(0), Script::Common, ItemKind::Object),
        }
    }
    (cutter.items, rtl)
}

/// Text of this size in points and more has cuts of its own, which have fewer weights and no italics.
const DISPLAY: Pt = 16.0;
/// The size that chooses the cut for running text.
const TEXT_CUT: Pt = 12.0;

/// True for large bold text with italics, or with letters that its own face lacks. The faces of those are as bold as
/// text is, and the display cut beside them would look like another weight.
fn is_mixed(content: &Content, fonts: &Fonts) -> bool {
    let large = content.pieces.iter().filter(|piece| {
        piece.look.as_ref().is_some_and(|look| look.size >= DISPLAY && look.weight > 500 && !look.verbatim)
    });
    let (mut italic, mut upright, mut foreign) = (false, false, false);
    for piece in large {
        let Some(look) = &piece.look else { continue };
        (italic, upright) = (italic | look.italic, upright | !look.italic);
        let face = fonts.face(fonts.select(&look.family, look.weight, look.italic, look.size));
        let text = content.text.get(piece.start as usize..piece.end as usize).unwrap_or("");
        foreign |= text.chars().any(|c| c.is_alphabetic() && !sets(face, c));
    }
    upright && (foreign || italic)
}

/// True if a quarter of the words or more have a letter that only the wide sans has: Greek, Cyrillic, Vietnamese.
fn is_beyond_latin(text: &str) -> bool {
    let is_wide = |c: char| matches!(c, '\u{1A0}'..='\u{1A1}' | '\u{1AF}'..='\u{1B0}' | '\u{370}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}');
    if text.is_ascii() || !text.contains(is_wide) {
        return false;
    }
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words().filter(|word| word.contains(is_wide)).count() * 4 >= words().count()
}

/// Embedding levels by byte (UAX 9), `None` if all are 0, and the paragraph's direction.
fn levels(content: &Content, lang: &Lang, direction: Direction) -> (Option<Vec<Level>>, bool) {
    let text = content.text.as_str();
    let is_control = |c: char| matches!(c as u32, 0x200E..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069);
    let around = match direction {
        Direction::Natural => lang.is_rtl(),
        Direction::Within(rtl) | Direction::Fixed(rtl) => rtl,
    };
    let is_latin = !text.chars().any(|c| is_rtl(c) || is_control(c));
    if text.is_empty() || is_latin && !around {
        return (None, false);
    }
    let rtl = match direction {
        Direction::Fixed(rtl) => rtl,
        _ => letters(content).read_rtl(around),
    };
    if is_latin && !rtl {
        return (None, false);
    }
    let base = if rtl { Level::rtl() } else { Level::ltr() };
    let text = with_formulas(text);
    let info = BidiInfo::new(&text, Some(base));
    // LINE SEPARATOR does not end a paragraph in UAX 9, so there is one paragraph; levels are by byte.
    (Some(info.levels), rtl)
}

/// The letters of a paragraph without its code.
fn letters(content: &Content) -> Letters {
    let mut letters = Letters::default();
    for piece in content.pieces.iter().filter(|piece| piece.look.as_ref().is_some_and(|look| !look.verbatim)) {
        letters.add(content.text.get(piece.start as usize..piece.end as usize).unwrap_or(""));
    }
    letters
}

/// The text with letters from left to right for the parts of formulas, because a formula is read from the left in any
/// text. The letter is as many bytes long as what it replaces, since levels are by byte.
fn with_formulas(text: &str) -> Cow<'_, str> {
    const LETTER: char = 'Ⱡ';
    if !text.contains(SEAM) {
        return Cow::Borrowed(text);
    }
    let opened = text.replace(&format!("{BOX}{SEAM}"), &format!("{LETTER}{SEAM}"));
    Cow::Owned(opened.replace(&format!("{SEAM}{BOX}"), &format!("{SEAM}{LETTER}")))
}

/// The faces for a paragraph with ideographs, kana or Hangul.
#[derive(Clone, Copy)]
struct Ideographic {
    /// The regional forms of Han characters.
    form: Han,
    /// True if the paragraph's language has quotation marks, dashes and dots as wide as ideographs.
    shares_marks: bool,
    /// True if more of the paragraph is ideographs than words of other scripts.
    mostly: bool,
}

impl Ideographic {
    fn read(text: &str, lang: &Lang, fonts: &Fonts) -> Option<Self> {
        // UTF-8 begins such a character with this byte or a greater one.
        if !text.bytes().any(|byte| byte >= 0xE1) || !text.chars().any(is_ideographic) {
            return None;
        }
        let form = lang.han().unwrap_or_else(|| fonts.guess_han(text));
        let count = text.chars().filter(|c| is_ideographic(*c)).count();
        let others = text.split(|c: char| !c.is_alphanumeric() || is_ideographic(c)).filter(|w| !w.is_empty()).count();
        let shares_marks = matches!(lang.han(), Some(han) if han != Han::Korean);
        Some(Ideographic { form, shares_marks, mostly: count > others })
    }
}

/// Ideographs, kana, Hangul, Bopomofo, and the punctuation and forms that are made for them.
fn is_ideographic(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x11FF | 0x2E80..=0x2FDF | 0x2FF0..=0x303F | 0x3040..=0x4DBF | 0x4E00..=0x9FFF | 0xA960..=0xA97F
        | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE10..=0xFE1F | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF
        | 0x1B000..=0x1B16F | 0x20000..=0x3FFFF)
}

/// Marks that Latin and ideographic text share.
fn is_shared(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '—' | '…' | '·' | '⸺')
}

struct Cutter<'a> {
    items: Vec<Item>,
    levels: Option<&'a [Level]>,
    /// The paragraph's.
    text: &'a str,
    /// The kind of ideographs it has, if any.
    han: Option<Ideographic>,
    /// The size that chooses the cuts of faces, if it is not the text's.
    cut: Option<Pt>,
    /// True if sans text is set in the wide sans.
    wide: bool,
    fonts: &'a Fonts,
    diags: &'a mut Diagnostics,
}

impl Cutter<'_> {
    fn cut(&mut self, piece: u32, start: u32, text: &str, look: &Look) {
        let family = if self.wide && look.family == Family::Sans { &Family::SansWide } else { &look.family };
        let face = self.fonts.select(family, look.weight, look.italic, self.cut.unwrap_or(look.size));
        let loaded = self.fonts.face(face);
        let fake = look.small_caps && !loaded.small_caps;
        let han = self.han.and_then(|han| self.han_face(han, look, loaded));
        // Up to the first combining mark, characters are their own grapheme clusters.
        if han.is_none() && text.chars().all(|c| (c as u32) < 0x300 || ('\u{2010}'..='\u{2027}').contains(&c)) {
            for (at, c) in text.char_indices() {
                let (from, to) = (start + at as u32, start + (at + c.len_utf8()) as u32);
                if sets(loaded, c) {
                    self.push_char(piece, from, to, face, c, fake);
                } else {
                    self.fall_back(piece, from, to, look, &[c]);
                }
            }
            return;
        }
        for (at, cluster) in text.grapheme_indices(true) {
            let (from, to) = (start + at as u32, start + (at + cluster.len()) as u32);
            if let Some(face) = self.emoji(cluster) {
                self.push(piece, from, to, face, Script::Common, ItemKind::Text);
                continue;
            }
            if let Some(face) = han.filter(|face| self.is_for_han(from as usize, cluster, *face)) {
                self.push_char(piece, from, to, face, cluster.chars().next().unwrap_or(' '), false);
                continue;
            }
            if let (Some(c), true) = (cluster.chars().next(), cluster.chars().all(|c| sets(loaded, c))) {
                self.push_char(piece, from, to, face, c, fake);
                continue;
            }
            let needed: Vec<char> = cluster.nfc().filter(|c| !is_ignorable(*c)).collect();
            match needed.first() {
                Some(first) if needed.iter().all(|c| sets(loaded, *c)) => {
                    self.push_char(piece, from, to, face, *first, fake);
                }
                Some(_) => self.fall_back(piece, from, to, look, &needed),
                None => self.push(piece, from, to, face, Script::Common, ItemKind::Text),
            }
        }
    }

    /// The face of ideographs in text of this look, unless its own face has them.
    fn han_face(&self, han: Ideographic, look: &Look, own: &Loaded) -> Option<FaceId> {
        if own.has('一') {
            return None;
        }
        let form = look.lang.as_ref().and_then(Lang::han).unwrap_or(han.form);
        self.fonts.han(form, &look.family, look.weight)
    }

    /// True if a cluster is set from the face of ideographs: characters that only it has, and marks that it shares with
    /// Latin if they are among ideographs, because they are as wide as ideographs there.
    fn is_for_han(&self, at: usize, cluster: &str, face: FaceId) -> bool {
        let Some(first) = cluster.chars().next() else { return false };
        let ours = is_ideographic(first) || is_shared(first) && self.is_among_ideographs(at, cluster.len());
        ours && cluster.chars().all(|c| sets(self.fonts.face(face), c))
    }

    fn is_among_ideographs(&self, at: usize, length: usize) -> bool {
        let Some(han) = self.han.filter(|han| han.shares_marks) else { return false };
        let is_neighbour = |c: Option<char>| c.is_some_and(|c| is_ideographic(c) || is_shared(c));
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_ideographic(c));
        let (before, after) = (self.text[..at].chars().next_back(), self.text[at + length..].chars().next());
        // An apostrophe belongs to the word around it.
        let inside = is_latin(before) && is_latin(after);
        !inside && (han.mostly || is_neighbour(before) || is_neighbour(after))
    }

    /// The face for a cluster that is shown as a picture: in colour if the system has one, otherwise drawn in lines.
    fn emoji(&self, cluster: &str) -> Option<FaceId> {
        let wants = !cluster.contains('\u{FE0E}')
            && (cluster.contains('\u{FE0F}') || cluster.chars().next().is_some_and(is_emoji));
        let needed = || cluster.chars().filter(|c| !is_ignorable(*c)).collect::<Vec<char>>();
        if wants { self.fonts.emoji(&needed()) } else { None }
    }

    fn push_char(&mut self, piece: u32, from: u32, to: u32, face: FaceId, c: char, fake: bool) {
        if c == BREAK || c == BOX {
            self.push(piece, from, to, FaceId(0), Script::Common, ItemKind::Object);
            return;
        }
        let script = if c.is_ascii_alphabetic() {
            Script::Latin
        } else if c.is_ascii() {
            Script::Common
        } else {
            c.script()
        };
        let kind = if fake && c.is_lowercase() { ItemKind::FakedSmallCaps } else { ItemKind::Text };
        self.push(piece, from, to, face, script, kind);
    }

    /// Handles a cluster that the look's own face lacks.
    fn fall_back(&mut self, piece: u32, from: u32, to: u32, look: &Look, needed: &[char]) {
        let Some(&first) = needed.first() else { return };
        // The face of the run before, if it was a fallback too, keeps words of one script in one face.
        if let Some(last) = self.items.last()
            && last.piece == piece
            && last.kind == ItemKind::Text
            && !self.fonts.face(last.face).face.pictures
            && needed.iter().all(|c| sets(self.fonts.face(last.face), *c))
        {
            let face = last.face;
            self.push_char(piece, from, to, face, first, false);
            return;
        }
        match self.fonts.fallback(needed, &look.family, look.weight, look.italic, look.size) {
            Some(face) => self.push_char(piece, from, to, face, first, false),
            // If different faces have the parts of a cluster, the face of its base is used.
            None if needed.len() > 1 => {
                let base = self.fonts.fallback(&[first], &look.family, look.weight, look.italic, look.size);
                match base {
                    Some(face) => {
                        let loaded = self.fonts.face(face);
                        needed.iter().filter(|c| !sets(loaded, **c)).for_each(|c| self.say_missing(*c));
                        self.push(piece, from, to, face, first.script(), ItemKind::Text);
                    }
                    None => self.push_missing(piece, from, to, needed),
                }
            }
            None => self.push_missing(piece, from, to, needed),
        }
    }

    fn push_missing(&mut self, piece: u32, from: u32, to: u32, needed: &[char]) {
        needed.iter().for_each(|c| self.say_missing(*c));
        let family = Family::Mono;
        let face = self.fonts.fallback(&[REPLACEMENT], &family, 400, false, 11.0).unwrap_or_default();
        self.push(piece, from, to, face, Script::Common, ItemKind::Missing);
    }

    /// A script without a face is reported once, not once for each of its letters.
    fn say_missing(&mut self, c: char) {
        let (message, face) = match c.script() {
            // The program's own faces set these; they lack only a character or two.
            Script::Latin | Script::Greek | Script::Cyrillic | Script::Common | Script::Inherited | Script::Unknown => {
                let message = format!("No face has the character U+{:04X}; a box stands for it.", c as u32);
                (message, "one of the Noto family".into())
            }
            script => {
                let name = script.full_name().replace('_', " ");
                let face = match script {
                    Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => "CJK",
                    _ => &name,
                };
                let message = format!("No face has all characters of the script {name}; boxes stand for the others.");
                (message, format!("Noto Sans {face}"))
            }
        };
        let hint = format!("Install a face that has what is missing, such as {face}.");
        self.diags.push_once(Diagnostic::warning(codes::CHARACTER_MISSING, message).hint(hint));
    }

    fn push(&mut self, piece: u32, start: u32, end: u32, face: FaceId, script: Script, kind: ItemKind) {
        let level = self.levels.and_then(|l| l.get(start as usize)).map_or(0, |l| l.number());
        if let Some(last) = self.items.last_mut()
            && last.piece == piece
            && last.face == face
            && last.level == level
            && last.kind == kind
            && kind != ItemKind::Object
            && last.end == start
        {
            let neutral = |s: Script| matches!(s, Script::Common | Script::Inherited | Script::Unknown);
            if last.script == script || neutral(script) || neutral(last.script) {
                if neutral(last.script) {
                    last.script = script;
                }
                last.end = end;
                return;
            }
        }
        self.items.push(Item { piece, face, level, script, kind, start, end });
    }
}

/// Characters that are pictures in colour unless the text states otherwise (UTS 51, Emoji_Presentation).
fn is_emoji(c: char) -> bool {
    use unicode_properties::{EmojiStatus, UnicodeEmoji};
    (c as u32) >= 0x231A
        && matches!(
            c.emoji_status(),
            EmojiStatus::EmojiPresentation
                | EmojiStatus::EmojiPresentationAndModifierBase
                | EmojiStatus::EmojiPresentationAndEmojiComponent
                | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
        )
}

/// The box for a character that no face has.
pub(super) const REPLACEMENT: char = '□';

/// True if a face can set a character, itself or by a substitute that the shaper or [`super::run`] knows.
fn sets(loaded: &Loaded, c: char) -> bool {
    loaded.has(c)
        || is_ignorable(c)
        || c == BREAK
        || matches!(c, '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{A0}')
        || (matches!(c, '\u{2010}' | '\u{2011}') && loaded.has('-'))
}

/// Characters without a visible glyph.
fn is_ignorable(c: char) -> bool {
    matches!(c as u32,
        0xAD | 0x34F | 0x61C | 0x180B..=0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
        | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF)
}

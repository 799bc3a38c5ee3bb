//! Every place where a line may end: UAX 14's opportunities, hyphenation points, forced breaks, the paragraph's end.

use crate::lang::{Lang, Language, is_abbreviation, is_bound_name};
use std::sync::OnceLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::{BOX, BREAK, SEAM, Shaped, Sums, addresses, hyphenate, identifiers};
use crate::layout::fonts::Fonts;
use crate::layout::frame::Pt;

/// The author's: a word may be divided here, and then shows a hyphen.
const SOFT_HYPHEN: char = '\u{AD}';

/// Penalties of the places inside a name, after its punctuation and before a capital.
const AFTER_PUNCTUATION: f32 = 2.0;
const BEFORE_CAPITAL: f32 = 6.0;

/// A place where a line may end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Opportunity {
    /// One past the last byte of the line's content; spaces after it hang in the margin.
    pub content_end: u32,
    /// The first byte of the next line.
    pub next_start: u32,
    /// Its kind.
    pub kind: OpportunityKind,
    /// The penalty in addition to the cost of the kind: 0 for none, 1 for as much as a plain hyphen.
    pub penalty: f32,
    /// Sums up to `content_end`.
    pub end: Sums,
    /// Sums up to `next_start`.
    pub next: Sums,
    /// Width of the hyphen that appears, in points.
    pub extra: Pt,
    /// The lengths by which the line's last character and the next line's first may hang out, in points.
    pub hang_end: Pt,
    /// The same for the first character of the next line.
    pub hang_next: Pt,
}

/// The kinds of opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpportunityKind {
    /// After spaces.
    Space,
    /// Between characters without a space: after a dash, between ideographs.
    Between,
    /// Inside a word; a hyphen appears.
    Hyphen,
    /// After a hyphen of the text.
    HardHyphen,
    /// Inside a name of a program, a file or a path; no hyphen appears.
    Name,
    /// Anywhere, as the last resort: between the graphemes of something wider than the line.
    Emergency,
    /// The line must end here.
    Forced,
    /// The end of the paragraph.
    End,
}

impl OpportunityKind {
    /// True if the line must end here.
    pub(crate) fn is_mandatory(self) -> bool {
        matches!(self, OpportunityKind::Forced | OpportunityKind::End)
    }

    /// True if the line ends in a hyphen, of either sort.
    pub(crate) fn is_hyphen(self) -> bool {
        matches!(self, OpportunityKind::Hyphen | OpportunityKind::HardHyphen)
    }
}

/// Finds them all, in order. Their sums are filled in by [`super::sums`].
pub(super) fn find(shaped: &mut Shaped, hyphenate: bool, fonts: &Fonts) {
    let mut found = Vec::with_capacity(shaped.text.len() / 4 + 1);
    let text = shaped.text.as_str();
    let mut last = 0;
    let addresses = addresses::find(text);
    let mut address = addresses.iter().peekable();
    let mut finder = Finder { shaped, piece: 0, found: &mut found };
    for at in segmenter().segment_str(text) {
        let inside = address.peek().is_some_and(|range| range.start < at && at < range.end);
        if at == 0 || inside {
            continue;
        }
        let mut addressed = false;
        while let Some(range) = address.next_if(|range| range.end <= at) {
            finder.address(range.clone());
            addressed = true;
        }
        finder.segment(last, at, (hyphenate && !addressed, addressed), fonts);
        last = at;
    }
    outside_set_text(shaped, &mut found);
    if found.last().is_none_or(|o| o.kind != OpportunityKind::End) {
        let end = text.len() as u32;
        found.push(Opportunity::new(end, end, OpportunityKind::End, 0.0));
    }
    // Unhyphenated text has half as many.
    found.shrink_to_fit();
    shaped.opportunities = found;
}

/// Adds places inside words that are longer than a line, because a division that the author or the language allows is
/// better than an arbitrary one: before the capitals in names, and if words are otherwise kept whole (`hyphenate`), the
/// hyphenation points. True if there were any; their sums are still to be added.
pub(super) fn divide_overlong(shaped: &mut Shaped, hyphenate: bool, fonts: &Fonts) -> bool {
    let narrowest = shaped.narrowest();
    let (mut from, mut start) = (0, 0.0);
    let mut overlong = Vec::new();
    for place in &shaped.opportunities {
        if place.end.width - start > f64::from(narrowest) {
            overlong.push(from as usize..place.content_end as usize);
        }
        (from, start) = (place.next_start, place.next.width);
    }
    let mut found = Vec::new();
    let mut finder = Finder { shaped, piece: 0, found: &mut found };
    for range in overlong {
        let Some(word) = shaped.text.get(range.clone()) else { continue };
        finder.is_verbatim(range.start);
        finder.humps(range.start, word);
        match word.contains(SOFT_HYPHEN) {
            _ if !hyphenate => {}
            true => finder.soft_hyphens(range.start, word),
            false => finder.hyphens(range.start, word, fonts),
        }
    }
    outside_set_text(shaped, &mut found);
    let any = !found.is_empty();
    shaped.opportunities.append(&mut found);
    shaped.opportunities.sort_by_key(|place| place.content_end);
    any
}

/// Forgets the places inside set words.
fn outside_set_text(shaped: &Shaped, found: &mut Vec<Opportunity>) {
    let set = |piece: &&super::ShapedPiece| piece.content.as_ref().is_some_and(|content| content.em.is_some());
    let set: Vec<_> = shaped.pieces.iter().filter(set).map(|piece| piece.start..piece.end).collect();
    if set.is_empty() {
        return;
    }
    let is_inside = |byte: u32| {
        let at = set.partition_point(|range| range.end <= byte);
        set.get(at).is_some_and(|range| range.start < byte)
    };
    found.retain(|place| place.kind.is_mandatory() || !is_inside(place.content_end));
}

/// UAX 14 with its dictionaries, opened once.
fn segmenter() -> &'static LineSegmenterBorrowed<'static> {
    static SEGMENTER: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    SEGMENTER.get_or_init(|| LineSegmenter::new_auto(LineBreakOptions::default()))
}

impl Opportunity {
    pub(super) fn new(content_end: u32, next_start: u32, kind: OpportunityKind, penalty: f32) -> Self {
        let (end, next) = (Sums::default(), Sums::default());
        Opportunity { content_end, next_start, kind, penalty, end, next, extra: 0.0, hang_end: 0.0, hang_next: 0.0 }
    }
}

struct Finder<'a> {
    shaped: &'a Shaped,
    piece: usize,
    found: &'a mut Vec<Opportunity>,
}

impl Finder<'_> {
    /// The places inside an address; UAX 14's and the hyphenator's do not count there.
    fn address(&mut self, range: std::ops::Range<usize>) {
        let Some(address) = self.shaped.text.get(range.clone()) else { return };
        for (offset, penalty) in addresses::places(address) {
            let byte = (range.start + offset) as u32;
            self.found.push(Opportunity::new(byte, byte, OpportunityKind::Between, penalty));
        }
    }

    /// The stretch between two opportunities of UAX 14. Places in an address are known already.
    fn segment(&mut self, start: usize, end: usize, (hyphenate, addressed): (bool, bool), fonts: &Fonts) {
        let text = self.shaped.text.as_str();
        let Some(segment) = text.get(start..end) else { return };
        let content = segment.trim_end_matches([' ', '\u{3000}', BREAK, '\u{200B}', SEAM]);
        let verbatim = self.is_verbatim(end.saturating_sub(1));
        let softly = content.ends_with(SOFT_HYPHEN) || text[..start].ends_with(SOFT_HYPHEN);
        // If the author marks the division of a word, the language is not asked; if words are kept whole, neither is.
        let token = || identifiers::token(text, start, start + content.len());
        if !addressed && (verbatim || content.len() > 4 && identifiers::is_identifier(token())) {
            self.name(start, content);
        } else if hyphenate && !softly {
            self.hyphens(start, content, fonts);
        }
        if !hyphenate && content.ends_with(SOFT_HYPHEN) {
            return;
        }
        let content_end = (start + content.len()) as u32;
        let kind = if segment.ends_with(BREAK) {
            OpportunityKind::Forced
        } else if end == text.len() {
            OpportunityKind::End
        } else if content.len() < segment.len() {
            OpportunityKind::Space
        } else if content.ends_with(['-', '\u{2010}']) {
            OpportunityKind::HardHyphen
        } else if content.ends_with(SOFT_HYPHEN) {
            OpportunityKind::Hyphen
        } else {
            OpportunityKind::Between
        };
        // A dash of the sentence ends a line and never begins one; a hyphen between spaces is one.
        let is_dash = |rest: &str| {
            let mut chars = rest.chars();
            matches!((chars.next(), chars.next()), (Some('-'), Some(' ')) | (Some('\u{2013}' | '\u{2014}'), _))
        };
        if !verbatim && !kind.is_mandatory() && is_dash(&text[end..]) {
            return;
        }
        // A hyphen at the head of a word belongs to it (`-ruN`, `--track`), and so do the signs of `C++`.
        let is_head = content.trim_start_matches('-').is_empty();
        let is_sign = text[end..].starts_with('+') && content.ends_with(|c: char| c.is_alphanumeric() || c == '+');
        if !kind.is_mandatory() && kind != OpportunityKind::Space && (is_head || is_sign) {
            return;
        }
        // One letter is not parted from its hyphen: `USB-C`, `T-shirt`.
        if kind == OpportunityKind::HardHyphen
            && (is_letter_alone(content.chars().rev().skip(1)) || is_letter_alone(text[end..].chars()))
        {
            return;
        }
        // A range of numbers is read as one number: `3–4 %`.
        let is_digit = |c: char| c.is_ascii_digit();
        if !verbatim
            && kind == OpportunityKind::Between
            && content.strip_suffix('\u{2013}').is_some_and(|number| number.ends_with(is_digit))
            && text[end..].starts_with(is_digit)
        {
            return;
        }
        // Initials are read as one name.
        if !verbatim && !kind.is_mandatory() && is_bound_name(content, &text[end..]) {
            return;
        }
        // UAX 14 keeps a slash on the line of the space before it, but a path begins with its slash.
        if let Some(before) =
            content.strip_suffix('/').filter(|before| kind == OpportunityKind::Between && before.ends_with(' '))
        {
            let content_end = start + before.trim_end_matches(' ').len();
            let penalty = penalty(text, start, content_end, end - 1);
            let (content_end, next) = (content_end as u32, end as u32 - 1);
            return self.found.push(Opportunity::new(content_end, next, OpportunityKind::Space, penalty));
        }
        // A name in code may be broken after its hyphens too, if its parts are long enough.
        if verbatim && kind == OpportunityKind::HardHyphen {
            if identifiers::is_place(content, &text[end..]) {
                let end = end as u32;
                self.found.push(Opportunity::new(end, end, OpportunityKind::Name, AFTER_PUNCTUATION));
            }
            return;
        }
        // Code breaks else only at spaces and after slashes, and not after the slash at the start of a path.
        if kind == OpportunityKind::Between && verbatim && (!content.ends_with('/') || content == "/") {
            return;
        }
        // A formula or picture is not parted from the characters it touches, like a letter ("$n$th").
        let (before, after) = (content.ends_with(BOX), text[end..].starts_with(BOX));
        if kind == OpportunityKind::Between && before != after {
            return;
        }
        // A raised sign, such as the call of a note, stays with the word before it. Behind a dash the line may end after it.
        if kind == OpportunityKind::Between
            && let Some(after) = self.raised(end)
        {
            if content.ends_with(['\u{2013}', '\u{2014}']) && text[after..].starts_with(char::is_alphabetic) {
                self.found.push(Opportunity::new(after as u32, after as u32, kind, 0.0));
            }
            return;
        }
        // Spaces at the head of a line are an indent, not a place to break.
        if content.is_empty() && !kind.is_mandatory() && self.found.last().is_none_or(|o| o.kind.is_mandatory()) {
            return;
        }
        let penalty = if kind.is_mandatory() { 0.0 } else { penalty(text, start, content_end as usize, end) };
        let penalty = penalty.max(self.seam(content_end));
        self.found.push(Opportunity::new(content_end, end as u32, kind, penalty));
    }

    fn is_verbatim(&mut self, byte: usize) -> bool {
        while self.shaped.pieces.get(self.piece).is_some_and(|piece| piece.end as usize <= byte) {
            self.piece += 1;
        }
        let piece = self.shaped.pieces.get(self.piece);
        piece.and_then(|p| p.look.as_ref()).is_some_and(|look| look.verbatim)
    }

    /// The end of the raised or lowered piece that begins at a byte.
    fn raised(&self, byte: usize) -> Option<usize> {
        let next = self.shaped.pieces.get(self.piece..)?.iter().find(|piece| piece.start as usize >= byte)?;
        let is_raised = next.start as usize == byte && next.look.as_ref().is_some_and(|look| look.rise != 0.0);
        is_raised.then_some(next.end as usize)
    }

    /// The penalty of the seam that begins at a byte; 0 if none does.
    fn seam(&self, byte: u32) -> f32 {
        let at = |piece: &&super::ShapedPiece| piece.start == byte;
        let piece = self.shaped.pieces.get(self.piece).filter(at);
        piece.and_then(|piece| piece.content.as_ref()).map_or(0.0, |content| content.penalty)
    }

    /// The places inside a name, after its punctuation.
    fn name(&mut self, start: usize, content: &str) {
        for offset in identifiers::places(content) {
            let byte = (start + offset) as u32;
            self.found.push(Opportunity::new(byte, byte, OpportunityKind::Name, AFTER_PUNCTUATION));
        }
    }

    /// The places before the capitals inside the names of a stretch that is longer than a line.
    fn humps(&mut self, start: usize, content: &str) {
        let ends = Language::of(self.language()).capital_endings;
        for (at, word) in words(content) {
            if !self.is_code(start + at) && !identifiers::is_humped(word, ends) {
                continue;
            }
            for hump in identifiers::humps(word).filter(|hump| *hump > 1 && word.len() - hump > 1) {
                let byte = (start + at + hump) as u32;
                self.found.push(Opportunity::new(byte, byte, OpportunityKind::Name, BEFORE_CAPITAL));
            }
        }
    }

    /// The language of the piece that was reached.
    fn language(&self) -> &Lang {
        let look = self.shaped.pieces.get(self.piece).and_then(|piece| piece.look.as_ref());
        look.and_then(|look| look.lang.as_ref()).unwrap_or(&self.shaped.lang)
    }

    /// True if a byte belongs to code.
    fn is_code(&self, byte: usize) -> bool {
        let at = self.shaped.pieces.partition_point(|piece| piece.end as usize <= byte);
        let piece = self.shaped.pieces.get(at);
        piece.and_then(|p| p.look.as_ref()).is_some_and(|look| look.verbatim)
    }

    /// The author's own hyphenation points in a word.
    fn soft_hyphens(&mut self, start: usize, word: &str) {
        for (at, hyphen) in word.match_indices(SOFT_HYPHEN) {
            let byte = (start + at + hyphen.len()) as u32;
            self.found.push(Opportunity::new(byte, byte, OpportunityKind::Hyphen, 0.0));
        }
    }

    /// Hyphenation points of the words between two opportunities.
    fn hyphens(&mut self, start: usize, content: &str, fonts: &Fonts) {
        // Addresses and the like are not words.
        if content.len() < 5 || content.bytes().any(|b| b.is_ascii_digit() || matches!(b, b'/' | b'@' | b'_' | b'\\')) {
            return;
        }
        let lang = self.language();
        let Some(patterns) = hyphenate::patterns(lang) else { return };
        let ends = Language::of(lang).capital_endings;
        let mut cache = fonts.words.borrow_mut();
        for (at, word) in words(content) {
            if self.is_code(start + at) || identifiers::is_humped(word, ends) {
                continue;
            }
            // A compound that has its own hyphen is better divided there.
            let penalty = if word.len() < content.len() && content.contains('-') { 1.0 } else { 0.0 };
            let penalty = penalty + if word.starts_with(char::is_uppercase) { 0.3 } else { 0.0 };
            for &offset in cache.hyphens.divisions(word, patterns) {
                let byte = (start + at) as u32 + u32::from(offset);
                self.found.push(Opportunity::new(byte, byte, OpportunityKind::Hyphen, penalty));
            }
        }
    }
}

/// True if the word that begins some characters has one letter.
fn is_letter_alone(chars: impl Iterator<Item = char>) -> bool {
    chars.take_while(|c| c.is_alphanumeric()).take(2).count() == 1
}

/// The maximal stretches of letters, with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c);
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let from = at + rest.find(is_letter)?;
        let rest = &text[from..];
        let to = from + rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        at = to;
        Some((from, &text[from..to]))
    })
}

/// The reason that a space is a poor place to break: after a word of one letter, between a number and its unit.
fn penalty(text: &str, start: usize, content_end: usize, next: usize) -> f32 {
    let content = &text[start..content_end];
    let mut chars = content.chars().rev().filter(|c| !matches!(c, '“' | '‘' | '"' | '\'' | '('));
    if let (Some(only), None) = (chars.next(), chars.next())
        && only.is_alphabetic()
        && only.is_ascii()
    {
        return 0.8;
    }
    if content.ends_with(|c: char| c.is_ascii_digit()) && starts_with_unit(&text[next..]) {
        return 3.0;
    }
    if is_abbreviation(content) && text[next..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return 2.0;
    }
    0.0
}

/// Units and the like that belong to the number before them.
const UNITS: &[&str] = &[
    "%", "‰", "°", "°C", "°F", "km", "m", "cm", "mm", "kg", "g", "mg", "t", "l", "ml", "s", "ms", "h", "min", "Hz",
    "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "kWh", "V", "A", "pt", "px", "in", "ft", "mph", "lb", "oz", "kB", "KB",
    "MB", "GB", "TB", "a.m.", "p.m.", "am", "pm", "million", "billion", "trillion", "percent", "per", "€", "$", "£",
    "EUR", "USD",
];

fn starts_with_unit(rest: &str) -> bool {
    let word = rest.split([' ', '\u{A0}', BREAK]).next().unwrap_or("");
    UNITS.contains(&word.trim_end_matches([',', ';', ':', '!', '?', ')', '”']))
        || UNITS.contains(&word.trim_end_matches(['.', ',', ';']))
}

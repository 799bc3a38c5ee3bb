//! Lines with parts that read from right to left: the place of each part, the order in which the parts are painted, and
//! the character of each glyph.
//!
//! Two orders matter. Parts stand in the visual order of UAX 9, rule L2. They are painted in the order in which they
//! are read, because that is the order of a page's text for tags and for copying (ISO 32000-1, 14.8.2.3). Within a part
//! that reads from right to left, glyphs are painted from the left, as fonts and show strings require; readers reverse
//! such text themselves, and [`crate::back::pdf`] marks it as reversed.
//!
//! Readers reverse the text of a glyph letter by letter, so a letter and its vowel in one piece of text would be read
//! backwards. If a letter and its vowels have separate glyphs, each glyph has its own character.

use std::ops::Range;

/// Neighbouring parts of a line that belong to one run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chunk {
    /// The range of parts.
    pub parts: Range<usize>,
    /// The embedding level: odd levels read from right to left.
    pub level: u8,
    /// Number of the stretch of one level that the chunk is in, in reading order.
    pub stretch: u32,
}

/// Numbers the stretches of chunks in reading order; `is_space` is true for the parts that are spaces. Spaces between
/// two stretches become a separate stretch, because inside the stretch from right to left they would be painted at its
/// far end.
pub(super) fn stretches(chunks: &[Chunk], is_space: impl Fn(usize) -> bool) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::with_capacity(chunks.len());
    let mut stretch = 0;
    let mut rest = chunks;
    while let Some(level) = rest.first().map(|chunk| chunk.level) {
        let count = rest.iter().take_while(|chunk| chunk.level == level).count();
        let (here, after) = rest.split_at(count);
        let parts = || here.iter().flat_map(|chunk| chunk.parts.clone());
        let (from, to) = (here[0].parts.start, here[count - 1].parts.end);
        let rtl = level % 2 == 1;
        let lead = if rtl && !out.is_empty() { parts().take_while(|part| is_space(*part)).count() } else { 0 };
        let spaces = || (from + lead..to).rev().take_while(|part| is_space(*part)).count();
        let trail = if rtl && !after.is_empty() { spaces() } else { 0 };
        for chunk in here {
            let edges = [from, from + lead, to - trail, to];
            for (number, edge) in edges.windows(2).enumerate() {
                let parts = chunk.parts.start.max(edge[0])..chunk.parts.end.min(edge[1]);
                if !parts.is_empty() {
                    out.push(Chunk { parts, level, stretch: stretch + number as u32 });
                }
            }
        }
        stretch += 3;
        rest = after;
    }
    out
}

/// Puts chunks into visual order. UAX 9, L2: from the highest level down to the lowest odd one, reverse everything at
/// that level or higher.
pub(super) fn visual_order(chunks: &mut [Chunk]) {
    let highest = chunks.iter().map(|chunk| chunk.level).max().unwrap_or(0);
    for level in (1..=highest).rev() {
        let mut at = 0;
        while at < chunks.len() {
            let from = at;
            while at < chunks.len() && chunks[at].level >= level {
                at += 1;
            }
            chunks[from..at].reverse();
            at = at.max(from + 1);
        }
    }
}

/// Puts glyphs from visual order into the order of painting: stretch after stretch in reading order, each from the
/// left.
pub(super) fn painting_order<T>(items: Vec<T>, stretches: &[(usize, u32)]) -> Vec<T> {
    let mut sorted: Vec<(u32, T)> = Vec::with_capacity(items.len());
    let mut at = 0;
    for (index, item) in items.into_iter().enumerate() {
        while stretches.get(at + 1).is_some_and(|(first, _)| *first <= index) {
            at += 1;
        }
        sorted.push((stretches.get(at).map_or(0, |(_, stretch)| *stretch), item));
    }
    sorted.sort_by_key(|(stretch, _)| *stretch);
    sorted.into_iter().map(|(_, item)| item).collect()
}

/// The bytes of the text for each glyph of a cluster that reads from right to left, from the left. `None` if a glyph is
/// several characters or all are one. The last glyph is the letter and stands for the first character, because marks
/// follow their base. Spare glyphs stand for no text, as the further glyphs of any cluster.
pub(super) fn spell(text: &str, range: &Range<u32>, glyphs: usize) -> Option<Vec<Range<u32>>> {
    let own = text.get(range.start as usize..range.end as usize)?;
    if glyphs < 2 || own.len() <= 2 {
        return None;
    }
    let mut characters: Vec<Range<u32>> = Vec::new();
    for (at, c) in own.char_indices() {
        let end = range.start + (at + c.len_utf8()) as u32;
        match characters.last_mut() {
            Some(last) if is_control(c) => last.end = end,
            _ => characters.push(range.start + at as u32..end),
        }
    }
    let spare = glyphs.checked_sub(characters.len()).filter(|_| characters.len() > 1)?;
    let nothing = std::iter::repeat_n(range.end..range.end, spare);
    Some(nothing.chain(characters.into_iter().rev()).collect())
}

/// True for a mark that only sets the direction of text.
fn is_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order in which the parts of a line are painted: for each its level, and true if it is a space.
    fn painted(levels: &[(u8, bool)]) -> Vec<usize> {
        let chunk = |(at, &(level, _)): (usize, &(u8, bool))| Chunk { parts: at..at + 1, level, stretch: 0 };
        let chunks: Vec<Chunk> = levels.iter().enumerate().map(chunk).collect();
        let mut chunks = stretches(&chunks, |part| levels[part].1);
        visual_order(&mut chunks);
        let order: Vec<(usize, u32)> = chunks.iter().enumerate().map(|(i, c)| (i, c.stretch)).collect();
        painting_order(chunks.iter().map(|c| c.parts.start).collect(), &order)
    }

    #[test]
    fn stretches_are_painted_as_they_are_read_and_each_from_the_left() {
        assert_eq!(painted(&[(0, false), (0, true), (0, false)]), [0, 1, 2]);
        // Three words from right to left are one stretch.
        assert_eq!(painted(&[(1, false), (1, true), (1, false)]), [2, 1, 0]);
        // A number between two words, with a space on each side.
        assert_eq!(painted(&[(1, false), (1, true), (2, false), (1, true), (1, false)]), [0, 1, 2, 3, 4]);
        // A word in a sentence from left to right.
        assert_eq!(painted(&[(0, false), (1, false), (1, true), (1, false), (0, false)]), [0, 3, 2, 1, 4]);
        // The space at a line's end keeps its place.
        assert_eq!(painted(&[(1, false), (1, true)]), [1, 0]);
        assert_eq!(painted(&[]), [0usize; 0]);
    }

    #[test]
    fn spaces_at_the_edge_of_a_stretch_are_taken_off_its_chunk() {
        let chunk = |parts, level, stretch| Chunk { parts, level, stretch };
        let line = [chunk(0..1, 0, 0), chunk(1..4, 1, 0), chunk(4..5, 0, 0)];
        let cut = stretches(&line, |part| part == 1 || part == 3);
        let stretch: Vec<_> = cut.iter().map(|c| (c.parts.clone(), c.stretch)).collect();
        assert_eq!(stretch, [(0..1, 1), (1..2, 3), (2..3, 4), (3..4, 5), (4..5, 7)]);
    }

    #[test]
    fn a_letter_and_its_vowels_say_each_their_own() {
        // A letter and its vowel: the vowel is first from the left.
        assert_eq!(spell("مُ", &(0..4), 2), Some(vec![2..4, 0..2]));
        // The letter in two glyphs, and its vowel.
        assert_eq!(spell("بَ", &(0..4), 3), Some(vec![4..4, 2..4, 0..2]));
        // Ligatures, a letter in two glyphs, a letter with a mark of direction.
        for (text, glyphs) in [("لا", 1), ("لَا", 2), ("ب", 2), ("ב\u{200F}", 1), ("", 1), ("", 0)] {
            assert_eq!(spell(text, &(0..text.len() as u32), glyphs), None, "{text}");
        }
    }
}

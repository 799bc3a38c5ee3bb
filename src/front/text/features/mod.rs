//! Evidence as numbers: the features for the learned judges.
//!
//! Every feature is a plain fact about a unit, its neighbours or its place; none depends on a language beyond the lists
//! of small words and telling phrases. The structs name them, and `to_row` lays them out in the order of their fields.
//! `benches/train_text.py` learns from the same rows, so the order is part of the weights: append, never insert, and
//! train again.

pub(crate) mod page;
pub(crate) mod phrases;
pub(crate) mod similarity;
pub(crate) mod speakers;
pub(crate) mod stretch;

use std::collections::HashMap;

use crate::front::text::byline;
use crate::front::text::prepare::sentences::key;
use crate::front::text::prepare::unit::{Kind, Marker, Unit};
use crate::front::trees::flag;
use crate::lang::{calendar, small_words::is_small};
use page::{Basics, Page, is_paragraph};
use phrases::soft;

/// Declares a struct of features, all numbers, and their layout.
macro_rules! features {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $field:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default)]
        pub(crate) struct $name {
            $($(#[$what])* pub $field: f32,)*
        }

        impl $name {
            /// The number of these features.
            pub(crate) const COUNT: usize = [$(stringify!($field)),*].len();

            /// The features in the order of their fields.
            pub(crate) fn to_row(self) -> [f32; Self::COUNT] {
                [$(self.$field),*]
            }
        }
    };
}

features! {
    /// The features of a unit by itself.
    UnitFeatures {
        /// Words, as the logarithm of one more.
        words,
        /// The number of characters, on the same scale.
        chars,
        /// Ends as a sentence ends.
        sentence,
        /// Ends in a colon.
        colon,
        /// Ends in a question mark.
        question,
        /// Commas a word.
        commas,
        /// Full stops and similar marks, as the logarithm of one more.
        stops,
        /// Share of words with a capital.
        capitalized,
        /// Share of letters that are capitals.
        upper,
        /// Share of characters that are digits.
        digits,
        /// Share of words that the lexicon knows.
        cover,
        /// Their number, as the logarithm of one more.
        covered_words,
        /// The kind of phrase that most of them are, as a number.
        chrome_kind,
        /// The number of other places in the text with the same words, as the logarithm of one more.
        copies,
        /// The same words occurred above.
        again,
        /// Empty lines above, three at most.
        gap,
        /// Columns before it, forty at most.
        indent,
        /// 0 none, 1 a typed bullet, 2 a printed one, 3 a number.
        marker,
        /// Depth of quotation, four at most.
        quote,
        /// 0 prose, 1 rule, 2 verbatim, 3 table.
        kind,
        /// Number of lines it was joined from, as the logarithm of one more.
        lines,
        /// Holds a date.
        dated,
        /// Names an author.
        signed,
        /// Contains an address of the web or of mail.
        addressed,
        /// Share of the characters that are frequent in menus and code.
        signs,
        /// Begins in lower case.
        lowercase,
        /// Share of words that are small.
        small_words,
        /// Speaks of cookies.
        cookies,
        /// Of newsletters.
        newsletter,
        /// Of rights.
        rights,
        /// Phrases about more to read.
        more,
        /// Of social networks.
        social,
        /// Of comments.
        comments,
        /// Of advertisers.
        commercial,
        /// Of a writer.
        biography,
        /// Of pictures.
        pictures,
        /// Of buying.
        shop,
        /// True if it can only be a paragraph.
        paragraph,
    }
}

features! {
    /// The place of a unit, and the sort of text around it. Counts are logarithms of one more.
    PlaceFeatures {
        /// Place among the units, 0 to 1.
        position,
        /// Share of the text in paragraphs that is above.
        text_before,
        /// Units since the last paragraph.
        since_paragraph,
        /// Units until the next.
        until_paragraph,
        /// Share of paragraphs among the nine units around.
        dense_near,
        /// Among the twenty-one.
        dense_far,
        /// Mean score by form of the nine units around.
        score_near,
        /// Of the twenty-one.
        score_far,
        /// Above (negative), in (5) or below (10 and more) the stretch that looks most like running text.
        stretch,
        /// Units to its beginning.
        stretch_start,
        /// Units to its end.
        stretch_end,
        /// Number of short units directly above.
        short_before,
        /// Number of short units directly below.
        short_after,
        /// Share of its longer words that also occur in paragraphs elsewhere; -1 without such words.
        overlap,
        /// Units of the text.
        units,
        /// Share of characters in paragraphs.
        paragraph_share,
        /// Paragraphs.
        paragraphs,
        /// Characters of a paragraph.
        mean_paragraph,
        /// Share of units that the lexicon covers.
        chrome_share,
        /// Their number.
        chrome,
        /// Share of units with an empty line above.
        spaced,
        /// Units above.
        index,
        /// Units below.
        remaining,
        /// Sum of the scores of the next twenty-one units.
        score_ahead,
    }
}

features! {
    /// The features of a neighbouring unit; -1 without a neighbour.
    NeighbourFeatures {
        /// As [`UnitFeatures::words`].
        words,
        /// As [`UnitFeatures::sentence`].
        sentence,
        /// As [`UnitFeatures::capitalized`].
        capitalized,
        /// As [`UnitFeatures::cover`].
        cover,
        /// As [`UnitFeatures::copies`].
        copies,
        /// As [`UnitFeatures::gap`].
        gap,
        /// As [`UnitFeatures::marker`].
        marker,
        /// As [`UnitFeatures::small_words`].
        small_words,
        /// As [`UnitFeatures::paragraph`].
        paragraph,
        /// As [`UnitFeatures::dated`].
        dated,
        /// As [`PlaceFeatures::overlap`].
        overlap,
    }
}

/// The neighbours of a unit, as offsets.
const NEIGHBOURS: [isize; 6] = [-3, -2, -1, 1, 2, 3];
/// The number of features of a unit.
pub(crate) const COUNT: usize =
    UnitFeatures::COUNT + PlaceFeatures::COUNT + NeighbourFeatures::COUNT * NEIGHBOURS.len();

/// The features of a unit's words, regardless of its neighbours.
pub(crate) struct WordFeatures {
    /// Its words in lower case, to compare two units.
    pub key: String,
    /// The features of the unit itself, without those of its copies.
    unit: UnitFeatures,
    /// The longer words of its beginning, in lower case, each once.
    words: Vec<String>,
}

/// Gathers the features of a unit's words.
pub(crate) fn word_features(unit: &Unit, basic: &Basics) -> WordFeatures {
    WordFeatures { key: key(&unit.text), unit: unit_features(unit, basic), words: longer_words(&unit.text) }
}

/// The features of every unit, a row each. Callers use [`Page::rows`], which remembers them.
pub(crate) fn features(page: &Page) -> Vec<[f32; COUNT]> {
    let own = |i: usize| UnitFeatures {
        copies: ln(page.basics[i].copies - 1),
        again: flag(page.basics[i].again),
        ..page.word_features(i).unit
    };
    let own: Vec<UnitFeatures> = (0..page.units.len()).map(own).collect();
    let overlaps = overlaps(page);
    let places = places(page, &own, &overlaps);
    let neighbours: Vec<_> =
        own.iter().zip(&overlaps).map(|(unit, overlap)| neighbour(unit, *overlap).to_row()).collect();
    let mut rows = Vec::with_capacity(own.len());
    for i in 0..own.len() {
        let near = |offset: &isize| {
            let other = i.checked_add_signed(*offset).and_then(|j| neighbours.get(j));
            other.copied().unwrap_or([-1.0; NeighbourFeatures::COUNT])
        };
        let all = own[i].to_row().into_iter().chain(places[i].to_row()).chain(NEIGHBOURS.iter().flat_map(near));
        let mut row = [0.0; COUNT];
        row.iter_mut().zip(all).for_each(|(slot, value)| *slot = value);
        rows.push(row);
    }
    rows
}

/// The features of a unit that its neighbours get.
fn neighbour(unit: &UnitFeatures, overlap: f32) -> NeighbourFeatures {
    NeighbourFeatures {
        words: unit.words,
        sentence: unit.sentence,
        capitalized: unit.capitalized,
        cover: unit.cover,
        copies: unit.copies,
        gap: unit.gap,
        marker: unit.marker,
        small_words: unit.small_words,
        paragraph: unit.paragraph,
        dated: unit.dated,
        overlap,
    }
}

/// The logarithm of one more, equal on every machine.
fn ln(n: usize) -> f32 {
    libm::log1pf(n as f32)
}

/// The first part of a text. It is enough, because long units are similar, and it keeps the cost linear with a small
/// constant.
fn beginning(text: &str, bytes: usize) -> &str {
    let mut limit = text.len().min(bytes);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    &text[..limit]
}

#[allow(clippy::field_reassign_with_default, reason = "a feature a line, in the order of the struct")]
fn unit_features(unit: &Unit, basic: &Basics) -> UnitFeatures {
    let text = unit.text.as_str();
    let mut f = UnitFeatures::default();
    let words = basic.words.max(1) as f32;
    let part = beginning(text, 2000);
    let (mut letters, mut upper, mut digits, mut commas, mut stops, mut signs) =
        (0usize, 0usize, 0usize, 0usize, 0usize, 0usize);
    for c in part.chars() {
        letters += usize::from(c.is_alphabetic());
        upper += usize::from(c.is_uppercase());
        digits += usize::from(c.is_ascii_digit());
        commas += usize::from(matches!(c, ',' | ';' | '，' | '、' | '،'));
        stops += usize::from(matches!(c, '.' | '!' | '?' | '。' | '؟' | '।'));
        signs +=
            usize::from(matches!(c, '|' | '·' | '•' | '»' | '›' | '/' | '>' | '<' | '[' | ']' | '{' | '}' | '_' | '='));
    }
    let chars = part.chars().count().max(1) as f32;
    let (mut small, mut capital, mut counted) = (0usize, 0usize, 0usize);
    let lower = part.to_lowercase();
    for word in part.split_whitespace() {
        counted += 1;
        capital += usize::from(word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase()));
    }
    for word in lower.split(|c: char| !c.is_alphabetic()) {
        small += usize::from(is_small(word));
    }
    let counted = counted.max(1) as f32;
    f.words = ln(basic.words);
    f.chars = ln(basic.chars);
    f.sentence = flag(basic.sentence);
    f.colon = flag(text.ends_with(':'));
    f.question = flag(text.ends_with('?'));
    f.commas = commas as f32 / counted;
    f.stops = ln(stops);
    f.capitalized = capital as f32 / counted;
    f.upper = upper as f32 / letters.max(1) as f32;
    f.digits = digits as f32 / chars;
    f.cover = basic.cover.share;
    f.covered_words = ln(basic.cover.words);
    f.chrome_kind = match basic.cover.code() {
        None => 0.0,
        Some("chrome-share" | "chrome-print" | "chrome-font-size") => 1.0,
        Some("chrome-menu") => 2.0,
        Some("chrome-cookies") => 3.0,
        Some("chrome-newsletter") => 4.0,
        Some("chrome-related") => 5.0,
        Some("chrome-comments") => 6.0,
        Some("chrome-tags") => 7.0,
        Some(_) => 8.0,
    };
    f.gap = unit.gap.min(3) as f32;
    f.indent = unit.indent.min(40) as f32;
    f.marker = match &unit.marker {
        None => 0.0,
        Some(Marker::Bullet('+' | '*' | 'o' | '-', _)) => 1.0,
        Some(Marker::Bullet(..)) => 2.0,
        Some(Marker::Number { .. }) => 3.0,
    };
    f.quote = unit.quote.min(4) as f32;
    f.kind = match unit.kind {
        Kind::Prose => 0.0,
        Kind::Rule => 1.0,
        Kind::Verbatim(..) => 2.0,
        Kind::Table(..) => 3.0,
    };
    f.lines = ln(unit.lines);
    f.dated = flag(basic.words <= 40 && calendar::find(text, None).is_some());
    f.signed = flag(basic.words <= 25 && byline::authors(text).is_some());
    f.addressed = flag(lower.contains("http") || lower.contains("www.") || lower.contains('@'));
    f.signs = signs as f32 / chars;
    f.lowercase = flag(text.starts_with(char::is_lowercase));
    f.small_words = small as f32 / words.min(counted);
    let themes = soft(&lower).map(flag);
    [f.cookies, f.newsletter, f.rights, f.more, f.social] = [themes[0], themes[1], themes[2], themes[3], themes[4]];
    [f.comments, f.commercial, f.biography, f.pictures, f.shop] =
        [themes[5], themes[6], themes[7], themes[8], themes[9]];
    f.paragraph = flag(is_paragraph(unit, basic));
    f
}

/// The longer words of a text's beginning, in lower case, each once.
fn longer_words(text: &str) -> Vec<String> {
    let lower = beginning(text, 1000).to_lowercase();
    let longer = |w: &&str| w.len() > 3 && w.chars().nth(3).is_some();
    let mut list: Vec<String> = lower.split(|c: char| !c.is_alphanumeric()).filter(longer).map(String::from).collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// For every unit, the share of its longer words that also occur in paragraphs elsewhere in the text.
fn overlaps(page: &Page) -> Vec<f32> {
    let mut spread: HashMap<&str, usize> = HashMap::new();
    for i in (0..page.units.len()).filter(|&i| page.is_paragraph(i)) {
        for word in &page.word_features(i).words {
            *spread.entry(word).or_default() += 1;
        }
    }
    (0..page.units.len())
        .map(|i| {
            let own = usize::from(page.is_paragraph(i));
            let list = &page.word_features(i).words;
            let known = list.iter().filter(|w| spread.get(w.as_str()).copied().unwrap_or(0) > own).count();
            if list.is_empty() { -1.0 } else { known as f32 / list.len() as f32 }
        })
        .collect()
}

/// The place of each unit, and the sort of document around it.
#[allow(clippy::field_reassign_with_default, reason = "a feature a line, in the order of the struct")]
fn places(page: &Page, own: &[UnitFeatures], overlaps: &[f32]) -> Vec<PlaceFeatures> {
    let count = page.units.len();
    let long = |i: usize| if page.is_paragraph(i) { page.basics[i].chars as f32 } else { 0.0 };
    let total: f32 = (0..count).map(long).sum::<f32>().max(1.0);
    let all: f32 = page.basics.iter().map(|c| c.chars as f32).sum::<f32>().max(1.0);
    let scores: Vec<f32> = (0..count).map(|i| stretch::score(page, i)).collect();
    let (start, end) = stretch::best(&scores);
    let chrome = (0..count).filter(|&i| stretch::is_chrome(page, i)).count();
    let gaps = page.units.iter().filter(|u| u.gap > 0).count() as f32 / count.max(1) as f32;
    let paragraphs = (0..count).filter(|&i| page.is_paragraph(i)).count();
    let sums = prefix(&scores);
    let dense = prefix(&(0..count).map(|i| own[i].paragraph).collect::<Vec<_>>());
    let near = |i: usize, width: usize, sums: &[f32]| {
        let (a, b) = (i.saturating_sub(width), (i + width + 1).min(count));
        (sums[b] - sums[a]) / (b - a).max(1) as f32
    };
    let short: Vec<bool> = (0..count).map(|i| own[i].paragraph == 0.0 && page.basics[i].words <= 6).collect();
    let runs = runs(&short);
    let before = distances(page, (0..count).collect());
    let mut after = distances(page, (0..count).rev().collect());
    after.reverse();
    let mut seen = 0.0;
    let mut out = Vec::with_capacity(count);
    for i in 0..count {
        let mut f = PlaceFeatures::default();
        f.position = i as f32 / count.max(1) as f32;
        f.text_before = seen / total;
        seen += long(i);
        f.since_paragraph = ln(before[i]);
        f.until_paragraph = ln(after[i]);
        f.dense_near = near(i, 4, &dense);
        f.dense_far = near(i, 10, &dense);
        f.score_near = near(i, 4, &sums);
        f.score_far = near(i, 10, &sums);
        f.stretch = if i < start {
            -ln(start - i)
        } else if i >= end {
            10.0 + ln(i - end)
        } else {
            5.0
        };
        f.stretch_start = ln(i.abs_diff(start));
        f.stretch_end = ln(i.abs_diff(end));
        f.short_before = ln(runs[i].0);
        f.short_after = ln(runs[i].1);
        f.overlap = overlaps[i];
        f.units = ln(count);
        f.paragraph_share = total / all;
        f.paragraphs = ln(paragraphs);
        f.mean_paragraph = libm::log1pf(total / paragraphs.max(1) as f32);
        f.chrome_share = chrome as f32 / count.max(1) as f32;
        f.chrome = ln(chrome);
        f.spaced = gaps;
        f.index = ln(i);
        f.remaining = ln(count - i);
        f.score_ahead = sums[(i + 21).min(count)] - sums[i];
        out.push(f);
    }
    out
}

fn prefix(values: &[f32]) -> Vec<f32> {
    let mut out = Vec::with_capacity(values.len() + 1);
    let mut sum = 0.0;
    out.push(sum);
    for value in values {
        sum += value;
        out.push(sum);
    }
    out
}

/// Units since the last paragraph, in the order given.
fn distances(page: &Page, order: Vec<usize>) -> Vec<usize> {
    let mut distance = 100;
    order
        .into_iter()
        .map(|i| {
            let now = distance;
            distance = if page.is_paragraph(i) { 0 } else { (distance + 1).min(100) };
            now
        })
        .collect()
}

/// For every unit, the number of short units before and after it in its run.
fn runs(short: &[bool]) -> Vec<(usize, usize)> {
    let mut out = vec![(0, 0); short.len()];
    let mut run = 0;
    for (i, &s) in short.iter().enumerate() {
        out[i].0 = run;
        run = if s { run + 1 } else { 0 };
    }
    run = 0;
    for (i, &s) in short.iter().enumerate().rev() {
        out[i].1 = run;
        run = if s { run + 1 } else { 0 };
    }
    out
}

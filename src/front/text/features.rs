//! Evidence as numbers: what the learned judges of `model` are asked about a unit.
//!
//! Every feature is a plain fact about a unit, its neighbours or its place; none depends on a language beyond the lists
//! of small words and soft phrases below. `benches/train_text.py` learns from the same numbers, so their order is part
//! of the weights: append, never insert, and train again.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::page::{Clue, Page, is_paragraph, key};
use super::unit::{Kind, Marker, Unit};
use super::{byline, date};

/// Features of a unit itself.
const OWN: usize = 38;
/// Features that neighbours lend.
const LENT: usize = 11;
/// Features of place and document.
const PLACE: usize = 24;
/// Neighbours that are looked at, as offsets.
const NEIGHBOURS: [isize; 6] = [-3, -2, -1, 1, 2, 3];
/// How many numbers describe a unit.
pub const COUNT: usize = OWN + PLACE + LENT * NEIGHBOURS.len();

/// Small words of ten languages: prose is full of them, menus are not.
const SMALL: &[&str] = &[
    "the", "of", "and", "to", "a", "in", "is", "it", "that", "was", "for", "on", "are", "as", "with", "his", "they",
    "at", "be", "this", "have", "from", "or", "had", "by", "but", "not", "what", "were", "we", "when", "your", "can",
    "there", "an", "which", "their", "if", "will", "has", "you", "i", "he", "she", "our", "its", "who", "been", "than",
    "so", "would", "these", "more", "no", "do", "my", "about", "into", "also", "der", "die", "das", "und", "ist",
    "nicht", "ein", "eine", "zu", "den", "mit", "von", "für", "auf", "sich", "dem", "im", "auch", "es", "sie", "als",
    "le", "la", "les", "des", "et", "un", "une", "est", "que", "qui", "dans", "pour", "pas", "sur", "au", "du", "plus",
    "par", "ce", "en", "de", "el", "los", "las", "y", "por", "con", "para", "una", "se", "del", "su", "al", "lo",
    "como", "il", "che", "di", "per", "non", "sono", "della", "nel", "o", "os", "e", "um", "uma", "não", "com", "do",
    "da", "na", "het", "een", "van", "op", "te", "dat", "niet", "zijn", "voor", "met", "aan", "w", "na", "z", "nie",
    "jest", "się", "i", "że", "do", "в", "на", "и", "не", "что", "с", "по", "для", "это", "как", "och", "att", "det",
    "som", "är", "på", "för", "inte", "av", "den", "bir", "ve", "bu", "için", "في", "من", "على", "أن", "إلى",
];

/// Phrases that make a sentence suspicious without condemning it, by theme.
const SOFT: [&[&str]; 10] = [
    &["cookie", "consent", "privacy", "datenschutz", "gdpr", "confidentialité", "privacidad"],
    &[
        "newsletter",
        "subscribe",
        "inbox",
        "sign up",
        "signing up",
        "mailing list",
        "abonn",
        "suscr",
        "iscriviti",
        "join our",
        "join the",
    ],
    &[
        "copyright",
        "©",
        "all rights reserved",
        "rights reserved",
        "alle rechte",
        "tous droits",
        "powered by",
        "reproduced",
        "permission",
    ],
    &[
        "read more",
        "click here",
        "learn more",
        "see also",
        "related:",
        "read:",
        "also read",
        "read also",
        "more:",
        "continue reading",
        "»",
        "→",
        "mehr:",
        "check out",
        "watch:",
    ],
    &[
        "follow us",
        "facebook",
        "twitter",
        "instagram",
        "linkedin",
        "whatsapp",
        "share this",
        "pinterest",
        "youtube",
        "telegram",
    ],
    &[
        "comment",
        "reply",
        "replies",
        "responses",
        "kommentar",
        "comentario",
        "your email address will not",
        "logged in",
    ],
    &[
        "affiliate",
        "sponsored",
        "advertis",
        "commission",
        "disclosure",
        "disclaimer",
        "this post may contain",
        "promo",
        "coupon",
        "discount",
        "free trial",
    ],
    &[
        "is a writer",
        "is a journalist",
        "is the author",
        "is an author",
        "is a reporter",
        "freelance",
        "founder of",
        "she is",
        "he is",
        "about the author",
        "years of experience",
        "her work",
        "his work",
        "covers",
        "editor at",
        "author of",
        "bio",
    ],
    &[
        "photo",
        "image",
        "getty",
        "credit",
        "courtesy",
        "photograph",
        "picture",
        "screenshot",
        "source:",
        "caption",
        "illustration",
        "foto",
        "shutterstock",
        "unsplash",
        "reuters",
    ],
    &[
        "download",
        "buy now",
        "shop",
        "price",
        "add to cart",
        "order now",
        "contact us",
        "call us",
        "book a",
        "request a",
        "get in touch",
        "schedule a",
        "get started",
        "customers",
    ],
];

/// What the words of a unit say, whatever stands around it.
pub struct Facts {
    /// Its words in lower case, for telling whether two are the same.
    pub key: String,
    /// The numbers of a unit itself; those of its copies are left out.
    own: [f32; OWN],
    /// The longer words of its beginning, in lower case, each once.
    words: Vec<String>,
}

/// Gathers what the words of a unit say.
pub fn facts(unit: &Unit, clue: &Clue) -> Facts {
    Facts { key: key(&unit.text), own: own(unit, clue), words: longer_words(&unit.text) }
}

/// The numbers of every unit, a row each: ask [`Page::numbers`], which remembers them.
pub fn features(page: &Page) -> Vec<[f32; COUNT]> {
    let own = |i: usize| {
        let mut own = page.facts(i).own;
        own[13] = ln(page.clues[i].copies - 1);
        own[14] = flag(page.clues[i].again);
        own
    };
    let own: Vec<[f32; OWN]> = (0..page.units.len()).map(own).collect();
    let overlaps = overlaps(page);
    let place = places(page, &own, &overlaps);
    let mut rows = Vec::with_capacity(own.len());
    for i in 0..own.len() {
        let mut row = [0.0; COUNT];
        row[..OWN].copy_from_slice(&own[i]);
        row[OWN..OWN + PLACE].copy_from_slice(&place[i]);
        for (n, offset) in NEIGHBOURS.iter().enumerate() {
            let at = OWN + PLACE + n * LENT;
            let lent = i.checked_add_signed(*offset).filter(|&j| j < own.len());
            let lent = lent.map_or([-1.0; LENT], |j| lent_by(&own[j], overlaps[j]));
            row[at..at + LENT].copy_from_slice(&lent);
        }
        rows.push(row);
    }
    rows
}

/// What a neighbour tells of itself.
fn lent_by(own: &[f32; OWN], overlap: f32) -> [f32; LENT] {
    [own[0], own[2], own[7], own[10], own[13], own[15], own[17], own[26], own[37], own[21], overlap]
}

fn ln(n: usize) -> f32 {
    (n as f32).ln_1p()
}

/// Whether, as a number.
pub fn flag(b: bool) -> f32 {
    f32::from(u8::from(b))
}

/// The first part of a text: long units are all alike, it tells enough and keeps the cost linear with a small constant.
fn beginning(text: &str, bytes: usize) -> &str {
    let mut limit = text.len().min(bytes);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    &text[..limit]
}

fn own(unit: &Unit, clue: &Clue) -> [f32; OWN] {
    let text = unit.text.as_str();
    let mut f = [0.0; OWN];
    let words = clue.words.max(1) as f32;
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
    f[0] = ln(clue.words);
    f[1] = ln(clue.chars);
    f[2] = flag(clue.sentence);
    f[3] = flag(text.ends_with(':'));
    f[4] = flag(text.ends_with('?'));
    f[5] = commas as f32 / counted;
    f[6] = ln(stops);
    f[7] = capital as f32 / counted;
    f[8] = upper as f32 / letters.max(1) as f32;
    f[9] = digits as f32 / chars;
    f[10] = clue.cover.share;
    f[11] = ln(clue.cover.words);
    f[12] = match clue.cover.code {
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
    f[15] = unit.gap.min(3) as f32;
    f[16] = unit.indent.min(40) as f32;
    f[17] = match &unit.marker {
        None => 0.0,
        Some(Marker::Bullet('+' | '*' | 'o' | '-', _)) => 1.0,
        Some(Marker::Bullet(..)) => 2.0,
        Some(Marker::Number { .. }) => 3.0,
    };
    f[18] = unit.quote.min(4) as f32;
    f[19] = match unit.kind {
        Kind::Prose => 0.0,
        Kind::Rule => 1.0,
        Kind::Verbatim(..) => 2.0,
        Kind::Table(..) => 3.0,
    };
    f[20] = ln(unit.lines);
    f[21] = flag(clue.words <= 40 && date::find(text).is_some());
    f[22] = flag(clue.words <= 25 && byline::authors(text).is_some());
    f[23] = flag(lower.contains("http") || lower.contains("www.") || lower.contains('@'));
    f[24] = signs as f32 / chars;
    f[25] = flag(text.starts_with(char::is_lowercase));
    f[26] = small as f32 / words.min(counted);
    for (number, found) in f[27..37].iter_mut().zip(soft(&lower)) {
        *number = flag(found);
    }
    f[37] = flag(is_paragraph(unit, clue));
    f
}

fn is_small(word: &str) -> bool {
    static SET: std::sync::OnceLock<std::collections::HashSet<&'static str>> = std::sync::OnceLock::new();
    !word.is_empty() && word.len() <= 10 && SET.get_or_init(|| SMALL.iter().copied().collect()).contains(word)
}

/// Which themes of [`SOFT`] a text in lower case touches.
fn soft(lower: &str) -> [bool; SOFT.len()] {
    type Search = (Option<AhoCorasick>, Vec<usize>);
    static SEARCH: OnceLock<Search> = OnceLock::new();
    let (search, themes) = SEARCH.get_or_init(|| {
        let themes = SOFT.iter().enumerate().flat_map(|(n, phrases)| phrases.iter().map(move |_| n)).collect();
        // A list this short is always built.
        (AhoCorasick::new(SOFT.iter().copied().flatten()).ok(), themes)
    });
    let mut found = [false; SOFT.len()];
    for hit in search.iter().flat_map(|s| s.find_overlapping_iter(lower)) {
        found[themes[hit.pattern().as_usize()]] = true;
    }
    found
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

/// For every unit, the share of its longer words that stand in paragraphs elsewhere in the text.
fn overlaps(page: &Page) -> Vec<f32> {
    let mut spread: HashMap<&str, usize> = HashMap::new();
    for i in (0..page.units.len()).filter(|&i| page.is_paragraph(i)) {
        for word in &page.facts(i).words {
            *spread.entry(word).or_default() += 1;
        }
    }
    (0..page.units.len())
        .map(|i| {
            let own = usize::from(page.is_paragraph(i));
            let list = &page.facts(i).words;
            let known = list.iter().filter(|w| spread.get(w.as_str()).copied().unwrap_or(0) > own).count();
            if list.is_empty() { -1.0 } else { known as f32 / list.len() as f32 }
        })
        .collect()
}

/// Where a unit stands, and in what sort of document.
fn places(page: &Page, own: &[[f32; OWN]], overlaps: &[f32]) -> Vec<[f32; PLACE]> {
    let count = page.units.len();
    let long = |i: usize| if page.is_paragraph(i) { page.clues[i].chars as f32 } else { 0.0 };
    let total: f32 = (0..count).map(long).sum::<f32>().max(1.0);
    let all: f32 = page.clues.iter().map(|c| c.chars as f32).sum::<f32>().max(1.0);
    let scores: Vec<f32> = (0..count).map(|i| super::segment::score(page, i)).collect();
    let (start, end) = super::segment::best(&scores);
    let chrome = (0..count).filter(|&i| super::segment::is_chrome(page, i)).count();
    let gaps = page.units.iter().filter(|u| u.gap > 0).count() as f32 / count.max(1) as f32;
    let paragraphs = (0..count).filter(|&i| page.is_paragraph(i)).count();
    let sums = prefix(&scores);
    let dense = prefix(&(0..count).map(|i| own[i][37]).collect::<Vec<_>>());
    let near = |i: usize, width: usize, sums: &[f32]| {
        let (a, b) = (i.saturating_sub(width), (i + width + 1).min(count));
        (sums[b] - sums[a]) / (b - a).max(1) as f32
    };
    let short: Vec<bool> = (0..count).map(|i| own[i][37] == 0.0 && page.clues[i].words <= 6).collect();
    let runs = runs(&short);
    let before = distances(page, (0..count).collect());
    let mut after = distances(page, (0..count).rev().collect());
    after.reverse();
    let mut seen = 0.0;
    let mut out = Vec::with_capacity(count);
    for i in 0..count {
        let mut f = [0.0; PLACE];
        f[0] = i as f32 / count.max(1) as f32;
        f[1] = seen / total;
        seen += long(i);
        f[2] = ln(before[i]);
        f[3] = ln(after[i]);
        f[4] = near(i, 4, &dense);
        f[5] = near(i, 10, &dense);
        f[6] = near(i, 4, &sums);
        f[7] = near(i, 10, &sums);
        f[8] = if i < start {
            -ln(start - i)
        } else if i >= end {
            10.0 + ln(i - end)
        } else {
            5.0
        };
        f[9] = ln(i.abs_diff(start));
        f[10] = ln(i.abs_diff(end));
        f[11] = ln(runs[i].0);
        f[12] = ln(runs[i].1);
        f[13] = overlaps[i];
        f[14] = ln(count);
        f[15] = total / all;
        f[16] = ln(paragraphs);
        f[17] = (total / paragraphs.max(1) as f32).ln_1p();
        f[18] = chrome as f32 / count.max(1) as f32;
        f[19] = ln(chrome);
        f[20] = gaps;
        f[21] = ln(i);
        f[22] = ln(count - i);
        f[23] = sums[(i + 21).min(count)] - sums[i];
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

/// For every unit, how many short ones stand in its run before and after it.
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

//! The openings of captions: `Table 3`, `Fig. B-1:`, `Abb. 2.4`, `表1`.

use super::LANGUAGES;

/// The kind of block that a caption belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Captioned {
    /// A table.
    Table,
    /// A picture.
    Figure,
}

/// A caption's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CaptionLabel {
    /// The kind of block that it numbers.
    pub of: Captioned,
    /// Its length in bytes, without the punctuation after it.
    pub length: usize,
    /// True if a colon, point or dash follows it, or no text at all. Otherwise the label may be the subject of a
    /// sentence.
    pub parted: bool,
}

/// The label at the start of a text.
pub(crate) fn caption_label(text: &str) -> Option<CaptionLabel> {
    let word: String = text.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let (of, name) = names().filter(|(_, name)| word.starts_with(name)).max_by_key(|(_, name)| name.len())?;
    let characters = name.chars().count();
    let start = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    let after = &text[start..];
    let number = after.trim_start_matches([' ', '\u{a0}']);
    // A letter counts only alone before its number or as a number: `B-1`, `A.3`, `IV`, `C`.
    let is_spaced = number.len() < after.len() || name.ends_with('.') || !name.is_ascii();
    let end =
        number.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '–' | '/')).unwrap_or(number.len());
    let mut number_length = end;
    while number[..number_length].ends_with(['.', '-', '–', '/']) {
        number_length -= number[..number_length].chars().next_back().map_or(0, char::len_utf8);
    }
    let counted = &number[..number_length];
    if !is_spaced || !is_number(counted) {
        return None;
    }
    let length = text.len() - number.len() + number_length;
    let rest = text[length..].trim_start_matches([' ', '\u{a0}']);
    let parted = rest.is_empty() || rest.starts_with([':', '.', '|', '–', '—', '-', '：', '．', ')']);
    Some(CaptionLabel { of, length, parted })
}

/// The names of all languages, because an article quotes tables of others.
fn names() -> impl Iterator<Item = (Captioned, &'static str)> {
    let of = |of: Captioned, names: &'static str| {
        names.split(' ').filter(|name| !name.is_empty()).map(move |name| (of, name))
    };
    LANGUAGES.iter().flat_map(move |language| {
        of(Captioned::Table, language.table_names).chain(of(Captioned::Figure, language.figure_names))
    })
}

/// Longest name with its number, in characters.
const LONGEST: usize = 16;

fn is_number(text: &str) -> bool {
    let length = text.chars().count();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_roman = digits == 0 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let is_letter = length == 1 && text.chars().all(|c| c.is_ascii_uppercase());
    (1..=8).contains(&length) && (is_roman || is_letter || digits > 0 && letters <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_captions() {
        for (text, of, label, parted) in [
            ("Table B-1: Ferries by year", Captioned::Table, "Table B-1", true),
            ("TABLE IV. Ferries", Captioned::Table, "TABLE IV", true),
            ("Table A.3 Ferries by year", Captioned::Table, "Table A.3", false),
            ("Fig. 12 — The pier", Captioned::Figure, "Fig. 12", true),
            ("Abb. 2.4: Die Fähre", Captioned::Figure, "Abb. 2.4", true),
            ("Figure 3", Captioned::Figure, "Figure 3", true),
            ("表1 船の数", Captioned::Table, "表1", false),
            ("Table 1 shows that ferries are late.", Captioned::Table, "Table 1", false),
            ("Рис. 7. Причал", Captioned::Figure, "Рис. 7", true),
        ] {
            let found = caption_label(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.of, &text[..found.length], found.parted), (of, label, parted), "{text}");
        }
        for text in [
            "Tables are nice", "Table of contents", "Figures 1", "Plates were broken", "Table", "", "Tablet 3",
            "Table tennis",
        ] {
            assert_eq!(caption_label(text), None, "{text}");
        }
    }
}

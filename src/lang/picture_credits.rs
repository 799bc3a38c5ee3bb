//! The words before the name of a picture's maker: `Photograph: Ada Marsh`, `Foto: Ada Marsh`.

use super::lists::each_phrase;

/// Longest opening, in characters.
const LONGEST: usize = 20;

fn openings() -> impl Iterator<Item = &'static str> {
    each_phrase(|language| language.credits)
}

/// The same openings without their signs.
fn names() -> impl Iterator<Item = &'static str> {
    openings().map(|opening| opening.trim_end_matches([':', '：', '.', ' ']))
}

/// The length in bytes of the words at the start of a text that introduce a maker of pictures.
pub(crate) fn credit_opening(text: &str) -> Option<usize> {
    let lower: String = text.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let is_whole = |opening: &&str| {
        let rest = lower.strip_prefix(*opening);
        rest.is_some_and(|rest| !opening.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
    };
    let longest = openings().filter(is_whole).max_by_key(|opening| opening.len())?;
    let characters = longest.chars().count();
    Some(text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at))
}

/// The start and the length in bytes of the last such words inside a text. They begin with a capital.
pub(crate) fn last_credit(text: &str) -> Option<(usize, usize)> {
    let capitals = text.char_indices().rev().filter(|(_, c)| c.is_alphabetic() && !c.is_lowercase());
    capitals.map(|(at, _)| at).find_map(|at| Some((at, credit_opening(&text[at..])?)))
}

/// True if a text in lower case begins with a word for a picture as in `photo: Ada Marsh` or `photo Ada Marsh`.
pub(crate) fn begins_with_picture(text: &str) -> bool {
    names().any(|name| text.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', ':'])))
}

/// True if a text in lower case is only a word for a picture: `photo`, `bild`.
pub(crate) fn is_word_for_picture(text: &str) -> bool {
    names().any(|name| name == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_whole_and_longest() {
        let lengths =
            ["Photo: Ada", "Photo credit: Ada", "Crédit photo Ada", "ФОТО: Ада", "Fotografía: Ana", "Fot. Ada"];
        assert_eq!(lengths.map(credit_opening), [Some(6), Some(12), Some(13), Some(9), Some(12), Some(4)]);
        assert_eq!(["Photographer", "Photo bystander", "Imagery", ""].map(credit_opening), [None; 4]);
        let longest = openings().map(|opening| opening.chars().count()).max();
        assert!(longest < Some(LONGEST), "{longest:?}");
    }

    #[test]
    fn the_last_credit_of_a_caption_counts() {
        let text = "Photo: the ferry on her last day. Photograph: Tom";
        assert_eq!(last_credit(text), Some((34, 11)));
        assert_eq!(last_credit("He took a photo: it was late."), None);
    }

    #[test]
    fn words_for_pictures() {
        assert!(begins_with_picture("foto ada marsh)") && !begins_with_picture("photography) is old"));
        assert!(is_word_for_picture("bild") && !is_word_for_picture("boat"));
    }
}

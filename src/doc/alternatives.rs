//! What the alternative text of a picture says.
//!
//! If a picture is missing, its alternative stands in its place. There it is read beside the title, the heading above and
//! the caption, so an alternative that repeats them says nothing, and the name of a file never does.

use super::count::letters;
use super::{Block, BlockKind, Document, Figure, plain_text};
use crate::lang::picture_credits::is_word_for_picture;

/// Words that programs write where an author writes none.
const EMPTY: &[&str] = &[
    "img", "figure", "untitled", "photo 1", "image 1", "thumbnail", "placeholder", "spacer", "null", "undefined",
    "alt", "alt text", "logo image",
];

/// The endings of pictures' files.
const ENDINGS: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp", ".tif", ".tiff"];

/// A paragraph of at most this many characters is a name or a label.
const LABEL: usize = 120;
/// In running text an alternative of at least this many letters is said again, a shorter one only mentioned.
const MENTIONED: usize = 20;

/// True if an alternative text has a meaning: it is not a file name, an address or the word "image".
pub(crate) fn is_meaningful(alternative: &str) -> bool {
    let words = alternative.trim().to_lowercase();
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && !EMPTY.contains(&bare)
        && !is_word_for_picture(bare)
        && !is_name_of_file(&words)
        && !words.contains("://")
}

/// True for the name of a file, with its ending or without: words joined by hyphens, with numbers or sizes.
fn is_name_of_file(words: &str) -> bool {
    let is_one_word = !words.contains(char::is_whitespace);
    if is_one_word && ENDINGS.iter().any(|ending| words.ends_with(ending)) {
        return true;
    }
    let is_joint = |c: char| matches!(c, '-' | '_');
    let joints = words.matches(is_joint).count();
    let parts = || words.split(|c: char| is_joint(c) || c.is_whitespace());
    let is_number = |part: &str| part.len() > 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_size = |part: &str| part.split_once('x').is_some_and(|(a, b)| is_number(a) && is_number(b));
    joints > 0 && parts().any(is_size)
        || is_one_word && words.is_ascii() && (joints > 2 || joints > 0 && parts().any(is_number))
}

/// What is known of a document before its text is read.
pub(super) struct Known {
    title: String,
    site: String,
    authors: Vec<String>,
}

impl Known {
    pub(super) fn of(document: &Document) -> Self {
        let meta = &document.meta;
        Known {
            title: plain_text(&meta.title),
            site: meta.site.clone().unwrap_or_default(),
            authors: meta.authors.iter().map(|author| author.name.clone()).collect(),
        }
    }

    /// True if a missing picture's alternative text says something that the words around the picture do not say.
    pub(super) fn is_new(
        &self,
        alternative: &str,
        figure: &Figure,
        before: Option<&Block>,
        after: Option<&Block>,
    ) -> bool {
        let own = letters(alternative);
        let caption = plain_text(&figure.shown_caption());
        let (title, site) = (letters(&self.title), letters(&self.site));
        let is_title =
            || own.strip_prefix(title.as_str()).is_some_and(|rest| !title.is_empty() && is_tail(rest, &site));
        is_meaningful(alternative)
            && !letters(&caption).starts_with(&own)
            && !is_title()
            && !is_in_heading(alternative, &self.title)
            && !self.authors.iter().any(|name| letters(name) == own)
            && ![before, after].into_iter().flatten().any(|block| repeats(alternative, &own, block))
    }
}

/// True if what follows the title in an alternative is nothing, the site's name, or a number.
fn is_tail(rest: &str, site: &str) -> bool {
    rest == site || rest.bytes().all(|byte| byte.is_ascii_digit())
}

/// True if the block beside a picture says the alternative text.
fn repeats(alternative: &str, own: &str, block: &Block) -> bool {
    match &block.kind {
        BlockKind::Heading(heading) => is_in_heading(alternative, &plain_text(&heading.content)),
        BlockKind::Paragraph(content) => {
            let text = plain_text(content);
            let is_label = text.chars().count() <= LABEL;
            let text = letters(&text);
            text == own || (is_label || own.chars().count() >= MENTIONED) && text.starts_with(own)
        }
        _ => false,
    }
}

/// True if an alternative's words are all in a heading, one after the other, and a third of it.
fn is_in_heading(alternative: &str, heading: &str) -> bool {
    let words =
        |text: &str| -> Vec<String> { text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect() };
    let (own, all) = (words(alternative), words(heading));
    let length = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let is_part = !own.is_empty() && length(&own) * 3 >= length(&all);
    is_part && (own.concat() == all.concat() || all.windows(own.len()).any(|some| some == own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Author, Heading, Inline, Meta};

    #[test]
    fn empty_words_and_names_of_files_are_no_alternative() {
        for alternative in [
            "",
            "image",
            "IMG_0042.JPG",
            "photo.png",
            "https://ex.org/a",
            " Picture. ",
            "—",
            "1703422215",
            "2024-harbour-royale-crane-news.jpg",
            "LIVE-TRACKER-HARBOUR 1080x1080-1703422215",
            "IMG_20240101_1234",
            "walls-of-the-north-mole",
        ] {
            assert!(!is_meaningful(alternative), "{alternative}");
        }
        for alternative in [
            "Two herons at dawn", "地図の上", "A F-16", "state-of-the-art crane", "Files of the kind .png",
            "Quay-1912 plan",
        ] {
            assert!(is_meaningful(alternative), "{alternative}");
        }
    }

    fn known() -> Known {
        let title = vec![Inline::text("Why walls sink")];
        let meta = Meta {
            title,
            site: Some("Quay News".into()),
            authors: vec![Author::new("Mara Ferrow")],
            ..Meta::default()
        };
        Known::of(&Document { meta, ..Document::default() })
    }

    #[test]
    fn an_alternative_that_repeats_its_neighbours_is_not_new() {
        let heading = |text: &str| {
            Block::from(BlockKind::Heading(Heading {
                level: 2,
                content: vec![Inline::text(text)],
                ..Heading::default()
            }))
        };
        let paragraph = |text: &str| Block::from(BlockKind::Paragraph(vec![Inline::text(text)]));
        let caption = |text: &str| Figure { caption: vec![Inline::text(text)], ..Figure::default() };
        let (none, prose) =
            (Figure::default(), "The crane stood there for a year, and people came to see it. ".repeat(3));
        for (alternative, figure, before, new) in [
            ("Why walls sink", &none, None, false),
            ("Why walls sink | Quay News", &none, None, false),
            ("Why walls sink in the north", &none, None, true),
            ("Mara Ferrow", &none, None, false),
            ("Mara Ferrow on the quay", &none, None, true),
            ("PHOTO: The wall, in March.", &caption("PHOTO: The wall, in March. Quay Archive"), None, false),
            ("The wall in March", &caption("The wall"), None, true),
            ("The crane", &none, Some(heading("02/7 The crane")), false),
            ("The North Mole", &none, Some(heading("The north mole")), false),
            ("Crane", &none, Some(heading("How the crane of the northern mole came to its end")), true),
            ("Mole", &none, Some(heading("Molehills of the quay")), true),
            ("Ada Quill", &none, Some(paragraph("Ada Quill, harbour master")), false),
            ("The crane", &none, Some(paragraph(&prose)), true),
            ("The crane stood there for a year", &none, Some(paragraph(&prose)), false),
        ] {
            assert_eq!(known().is_new(alternative, figure, before.as_ref(), None), new, "{alternative}");
            assert_eq!(known().is_new(alternative, figure, None, before.as_ref()), new, "{alternative}");
        }
    }
}

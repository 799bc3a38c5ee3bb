//! Changelogs and NEWS files of Debian packages (`deb-changelog(5)`): entries, the newest first, each with a head
//! `boats (2.1-3) unstable; urgency=low` and a last line of its author and date.
//!
//! The file is not an article of the newest entry's author, so none of its lines is the title, a byline or a date.

use crate::doc::Meta;

use super::line::{Line, Stated};

/// States the heads as headings and the last lines as paragraphs; returns empty metadata.
pub(crate) fn changelog(lines: &mut [Line]) -> Option<Meta> {
    if !lines.first().is_some_and(is_head) {
        return None;
    }
    for line in lines.iter_mut() {
        if is_head(line) {
            line.stated = Stated::Heading(1);
        } else if is_signature(line) {
            line.stated = Stated::Prose;
            line.gap = line.gap.max(1);
        }
    }
    Some(Meta::default())
}

/// States the versions of a changelog of WordPress (`= 2.1.0 - 2021-05-03 =`) and the sections around them
/// (`== Changelog ==`) as headings. A day in them is no date of the article.
pub(crate) fn versions(lines: &mut [Line]) {
    const FEWEST: usize = 2;
    let is_version = |line: &&Line| signed(&line.text).is_some_and(|(level, words)| level == 3 && names_version(words));
    if lines.iter().filter(is_version).count() < FEWEST {
        return;
    }
    for line in lines.iter_mut().filter(|line| line.indent == 0) {
        if let Some((level, words)) = signed(&line.text) {
            let words = words.to_string();
            line.retype(words);
            line.stated = Stated::Heading(level);
        }
    }
}

/// The level and the words of a line between one to three equal signs.
fn signed(text: &str) -> Option<(u8, &str)> {
    let signs = text.len() - text.trim_start_matches('=').len();
    let level = [3, 2, 1].get(signs.checked_sub(1)?)?;
    let words = text.trim_matches('=').strip_prefix(' ')?.strip_suffix(' ')?;
    (text.len() - text.trim_end_matches('=').len() == signs && !words.trim().is_empty())
        .then_some((*level, words.trim()))
}

/// True for `2.1.0 - 2021-05-03` and `Version 2.0`.
fn names_version(words: &str) -> bool {
    let is_number =
        |word: &str| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()) && word.contains('.');
    words.split(' ').take(2).any(is_number)
}

/// `boats (2.1-3) unstable; urgency=low`
fn is_head(line: &Line) -> bool {
    let Some((name, rest)) = line.text.split_once(" (") else { return false };
    let Some((version, rest)) = rest.split_once(") ") else { return false };
    let Some((_, fields)) = rest.split_once(';') else { return false };
    let is_word = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    let states = fields.trim_start().get(..8).is_some_and(|field| field.eq_ignore_ascii_case("urgency="));
    line.indent == 0 && is_word(name) && is_word(version) && states
}

/// ` -- Ada Marsh <ada@wave.example>  Tue, 25 Oct 2022 17:55:14 +0200`
fn is_signature(line: &Line) -> bool {
    line.indent <= 1 && line.text.starts_with("-- ") && line.text.contains(">  ")
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    #[test]
    fn versions_are_headings() {
        let mut lines = of_text("== Changelog ==\n\n= 2.1.0 - 2021-05-03 =\n* A lamp.\n\n= 2.0.3 =\n* Oil.\n");
        versions(&mut lines);
        let stated: Vec<(&str, Stated)> = lines.iter().map(|line| (line.text.as_str(), line.stated)).collect();
        assert_eq!(stated[0], ("Changelog", Stated::Heading(2)));
        assert_eq!(stated[1], ("2.1.0 - 2021-05-03", Stated::Heading(3)));
        assert_eq!((stated[2].1, stated[3]), (Stated::Nothing, ("2.0.3", Stated::Heading(3))));
        for text in ["= 2.1 =\n\nOne.", "a = 2.1 =\n\nb = 2.2 =", "= x =\n\n= y ="] {
            let mut lines = of_text(text);
            versions(&mut lines);
            assert!(lines.iter().all(|line| line.stated == Stated::Nothing), "{text}");
        }
    }

    #[test]
    fn heads_are_headings() {
        let entry = "boats (2.1-3) unstable; urgency=low\n\n  * A lamp.\n\n -- Ada <ada@wave.example>  Tue, 25 Oct 2022 17:55:14 +0200\n\n";
        let mut lines = of_text(&entry.repeat(2));
        assert_eq!(changelog(&mut lines), Some(Meta::default()));
        let stated: Vec<Stated> = lines.iter().map(|line| line.stated).collect();
        let want = [Stated::Heading(1), Stated::Nothing, Stated::Prose];
        assert_eq!(stated, [want, want].concat());
        assert_eq!(changelog(&mut of_text("boats (of wood) sank; nobody knew why\n")), None);
    }
}

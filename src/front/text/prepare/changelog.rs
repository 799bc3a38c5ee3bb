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

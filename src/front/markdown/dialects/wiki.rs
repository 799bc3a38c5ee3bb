//! Links between the notes of a vault, `[[Note#Part|words]]`, and files shown in place, `![[picture.png|300]]`.
//!
//! Another note is not part of this article, so a link to it keeps only its words. A link to a part of this note leads
//! there. A picture becomes a picture, with its width.

use std::ops::Range;

use super::attributes::{element, pixels, sized};
use crate::doc::outline::slug;
use crate::front::markdown::page::{Edit, Page};

/// The longest of them, in bytes.
const LONGEST: usize = 400;
/// Files that are shown as pictures.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"];
/// Extensions of files that are neither pictures nor notes.
const FILES: &[&str] = &["pdf", "mp3", "wav", "m4a", "ogg", "flac", "mp4", "webm", "ogv", "mov", "mkv", "canvas"];

/// A link's parts.
struct Wiki<'p> {
    range: Range<usize>,
    shown: bool,
    target: &'p str,
    part: Option<&'p str>,
    words: Option<&'p str>,
}

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let parser = page.parser();
    // Foam defines the notes of a vault at the end: `[canal]: canal.md "Canal"`.
    let is_note = |label: &str| {
        let definition = parser.reference_definitions().get(label);
        definition.is_some_and(|found| found.dest.ends_with(".md") && !found.dest.contains("://"))
    };
    page.find("[[")
        .filter(|at| !page.is_verbatim(*at))
        .filter_map(|at| wiki(page, at, is_note))
        .map(|link| edit(&link))
        .collect()
}

/// Pictures of Markdown with a width after their words: `![words|200](a.png)`.
pub(super) fn sizes(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in memchr::memchr_iter(b'|', page.text().as_bytes()) {
        let inside = page.after(at + 1, 20);
        let Some(end) = inside.find("](") else { continue };
        let size = inside[..end].trim();
        let (width, height) = size.split_once('x').map_or((pixels(size), None), |(w, h)| (pixels(w), pixels(h)));
        if width.is_none() || page.is_escaped(at) || page.is_verbatim(at) {
            continue;
        }
        let Some(link) = page.picture_at(at) else { continue };
        let source = format!("{}{}", &page.text()[link.start..at], &page.text()[at + 1 + end..link.end]);
        if let Some(element) = sized(&source, width, height) {
            edits.push(Edit::new(link, element));
        }
    }
    edits
}

fn wiki(page: &Page, open: usize, is_note: impl Fn(&str) -> bool) -> Option<Wiki<'_>> {
    let text = page.text();
    let end = text.as_bytes()[open..].windows(2).take(LONGEST).position(|two| two == b"]]")?;
    let inside = &text[open + 2..open + end];
    // A test of a shell has spaces inside: [[ -f file ]].
    let is_test = inside.starts_with(' ') && inside.ends_with(' ');
    if is_test || inside.trim().is_empty() || inside.contains(['\n', '[', ']']) {
        return None;
    }
    let after = open + end + 2;
    // `[[1]](address)`, `[[1]][ref]` and `[[words]]` with a definition of the words are links of Markdown.
    if page.is_link_start(open + 1) && !is_note(inside)
        || text[after..].starts_with(['(', '[', ':']) && !text[after..].starts_with(": ")
    {
        return None;
    }
    let shown = text[..open].ends_with('!') && !page.is_escaped(open - 1);
    let (target, words) = match inside.split_once('|') {
        Some((target, words)) => (target.trim_end_matches('\\'), Some(words.trim())),
        None => (inside, None),
    };
    let (target, part) = match target.split_once('#') {
        Some((target, part)) => (target, Some(part.trim())),
        None => (target, None),
    };
    let start = if shown { open - 1 } else { open };
    Some(Wiki { range: start..after, shown, target: target.trim(), part, words: words.filter(|w| !w.is_empty()) })
}

fn edit(link: &Wiki) -> Edit {
    let extension = link.target.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    let range = link.range.clone();
    if link.shown && PICTURES.contains(&extension.as_str()) {
        let size = link.words.unwrap_or("");
        let (width, height) = size.split_once('x').map_or((pixels(size), None), |(w, h)| (pixels(w), pixels(h)));
        let alt = if width.is_none() { size } else { "" };
        return Edit::new(
            range,
            match width {
                Some(_) => element(link.target, alt, "", width, height),
                None => format!("![{alt}](<{}>)", link.target),
            },
        );
    }
    if FILES.contains(&extension.as_str()) {
        return Edit::new(range, format!("[{}](<{}>)", link.words.unwrap_or(link.target), link.target));
    }
    let part = link.part.filter(|part| !part.starts_with('^') && !part.is_empty());
    let own = match (link.target, part) {
        ("", Some(part)) => part.rsplit('#').next().unwrap_or(part).to_string(),
        ("", None) => return Edit::leave_out(range, "a link to a block of this note"),
        (target, None) => target.to_string(),
        (target, Some(part)) => format!("{target} > {part}"),
    };
    let words = link.words.unwrap_or(&own);
    match link.target {
        "" => Edit::new(range, format!("[{words}](#{})", slug(part.unwrap_or("")))),
        _ if link.shown => {
            Edit { left_out: Some(format!("the note {own}, which would stand here,")), ..Edit::new(range, words) }
        }
        _ => Edit::new(range, words),
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn a_width_behind_the_words_is_the_picture_s() {
        assert_eq!(
            rewritten(sizes, "![sized|200](a.png) a|b](c)"),
            "<img src=\"a.png\" alt=\"sized\" width=\"200\"><!-- --> a|b](c)"
        );
    }

    #[test]
    fn links_keep_their_words_and_pictures_are_shown() {
        for (source, expected) in [
            ("See [[Net shed]] and [[Net shed#Beams|the beams]].", "See Net shed and the beams."),
            ("[[#The board]] and [[Net#Beam]]", "[The board](#the-board) and Net > Beam"),
            ("![[harbour.png]]", "![](<harbour.png>)"),
            ("![[a b.jpg|300x200]]", "<img src=\"a b.jpg\" width=\"300\" height=\"200\"><!-- -->"),
            ("![[a.png|The old pier]]", "![The old pier](<a.png>)"),
            ("![[talk.pdf]]", "[talk.pdf](<talk.pdf>)"),
            ("| [[Net\\|shed]] |\n|---|\n", "| shed |\n|---|\n"),
            ("See [[canal]].\n\n[canal]: canal.md \"Canal\"\n", "See canal.\n\n[canal]: canal.md \"Canal\"\n"),
            ("[[*a* b]]\n\n[*a* b]: /c\n", "[[*a* b]]\n\n[*a* b]: /c\n"),
            ("[[ -f file ]] [[ $a == $b ]]", "[[ -f file ]] [[ $a == $b ]]"),
            ("`[[a]]` \\[[b]] [[1]](c) [[d\ne]]", "`[[a]]` \\[[b]] [[1]](c) [[d\ne]]"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }
}

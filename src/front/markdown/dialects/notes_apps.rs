//! Signs of HackMD, Zenn, GitLab, Azure and Marp: readings between braces, embeds behind `@`, quotations between lines of
//! `>>>`, drawings between colons, sizes in the words of a picture.

use super::meanings;
use super::said;
use super::templates::quoted;
use crate::front::markdown::page::{Edit, Line, Page};

/// `{燈|ㄉㄥ}`: an ideograph with its reading.
pub(super) fn readings(page: &Page) -> Vec<Edit> {
    let is_east_asian =
        |c: char| matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let reading = |at: usize| {
        let inside = page.after(at + 1, 100);
        let inside = &inside[..inside.find('}')?];
        let (base, reading) = inside.split_once('|')?;
        let is_pair = base.chars().all(is_east_asian) && !base.is_empty() && !reading.is_empty();
        let readings = reading.replace('|', "");
        let is_plain = !inside.contains(['\n', '<', '{']) && !page.is_verbatim(at) && !page.in_table(at);
        (is_pair && is_plain)
            .then(|| Edit::new(at..at + inside.len() + 2, format!("<ruby>{base}<rt>{readings}</rt></ruby>")))
    };
    page.find("{").filter_map(reading).collect()
}

/// `@[youtube](abc123)`, `@[card](https://example.org)` and `@[TOC](Contents)`.
pub(super) fn embeds(page: &Page) -> Vec<Edit> {
    let embed = |at: usize| {
        let rest = page.after(at, 400);
        let (name, rest) = rest.strip_prefix("@[")?.split_once("](")?;
        let target = rest.split_once(')')?.0;
        let range = at..at + 2 + name.len() + 2 + target.len() + 1;
        let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !is_name
            || target.contains('\n')
            || page.is_verbatim(at)
            || page.text()[..at].ends_with(char::is_alphanumeric)
        {
            return None;
        }
        if name.eq_ignore_ascii_case("toc") {
            return Some(Edit::leave_out(range, "a table of contents").because("an edition makes its own"));
        }
        let link = said::address(target).or_else(|| meanings::of_service(name, target));
        link.map(|link| Edit::new(range, link))
    };
    page.find("@[").filter_map(embed).collect()
}

/// Settings of HackMD: `###### tags: ...`, and who wrote a quotation, `[name=Bea] [color=#907bf7]`.
pub(super) fn hackmd(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in page.lines().filter(|line| !page.in_code(line.start + line.prefix().len())) {
        if line.body().starts_with("###### tags:") {
            edits.push(Edit::leave_out(line.start..line.end(), "the tags of a note"));
        }
        for (sign, keeps) in [("[name=", true), ("[time=", true), ("[color=", false)] {
            let Some(at) =
                line.text.find(sign).filter(|_| line.text.contains("[name=") || line.text.contains("[color=#"))
            else {
                continue;
            };
            let Some(end) = line.text[at..].find(']') else { continue };
            let words = &line.text[at + sign.len()..at + end];
            let range = line.start + at..line.start + at + end + 1;
            edits.push(if keeps { Edit::new(range, words) } else { Edit::leave_out(range, "a colour") });
        }
    }
    edits
}

/// GitLab's quotations between two lines of `>>>`.
pub(super) fn fenced_quotations(page: &Page) -> Vec<Edit> {
    let is_sign = |line: &Line| line.text.trim_end() == ">>>" && !page.in_code(line.start);
    let signs: Vec<Line> = page.lines().filter(is_sign).collect();
    let mut edits = Vec::new();
    for pair in signs.chunks_exact(2) {
        let [open, close] = pair else { continue };
        edits.push(Edit::remove(open.start..open.end()));
        edits.extend(quoted(page, open.end()..close.start, 0));
        edits.push(Edit::remove(close.start..close.end()));
    }
    edits
}

/// Azure's `::: mermaid` with the lines up to `:::`.
pub(super) fn drawings(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Option<(Line, String)> = None;
    for line in page.lines() {
        let Some(rest) = line.text.trim_end().strip_prefix(":::").map(str::trim) else { continue };
        if meanings::DIAGRAMS.contains(&rest) && !page.in_code(line.start) {
            open = Some((line, rest.to_string()));
        } else if let Some((first, name)) = open.take().filter(|_| rest.is_empty()) {
            edits.push(Edit::new(first.start..first.end(), format!("```{name}")));
            edits.push(Edit::new(line.start..line.end(), "```"));
        }
    }
    edits
}

/// Marp's settings in the words of a picture: `![bg right:40%](a.png)`, `![w:300 A lamp](a.png)`.
pub(super) fn slides(page: &Page) -> Vec<Edit> {
    const WORDS: &[&str] = &["bg", "left", "right", "fit", "cover", "contain", "auto", "vertical"];
    const KEYS: &[&str] = &["w", "h", "width", "height", "left", "right", "blur", "brightness", "opacity", "sepia"];
    let setting = |word: &&str| {
        WORDS.contains(word)
            || word.strip_suffix('%').is_some_and(|number| number.parse::<f32>().is_ok())
            || word.split_once(':').is_some_and(|(key, value)| KEYS.contains(&key) && !value.is_empty())
    };
    let edit = |at: usize| {
        let alt = page.after(at + 2, 200);
        let alt = &alt[..alt.find("](")?];
        let words: Vec<&str> = alt.split(' ').collect();
        let is_marp = words.first().is_some_and(|word| *word == "bg" || word.contains(':') && setting(word));
        let kept: Vec<&str> = words.iter().copied().filter(|word| !setting(word)).collect();
        (is_marp && !alt.contains(['\n', ']'])).then(|| Edit::new(at + 2..at + 2 + alt.len(), kept.join(" ")))
    };
    page.find("![").filter_map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn signs_of_programs_become_markdown() {
        type Reader = fn(&Page) -> Vec<Edit>;
        let rows: &[(Reader, &str, &str)] = &[
            (readings, "{燈|ㄉㄥ} {a|b} `{燈|x}`", "<ruby>燈<rt>ㄉㄥ</rt></ruby> {a|b} `{燈|x}`"),
            (embeds, "@[youtube](abc) @[card](https://e.org)", "<https://www.youtube.com/watch?v=abc> <https://e.org>"),
            (embeds, "@[TOC](目录)\n\nme@[b](c) @[Ada](/ada)\n", "\n\nme@[b](c) @[Ada](/ada)\n"),
            (hackmd, "###### tags: `a`\n\n> Dear. [name=Bea] [color=#907bf7]\n", "\n\n> Dear. Bea \n"),
            (fenced_quotations, ">>>\nA\n\nB\n>>>\n", "\n> A\n>\n> B\n\n"),
            (fenced_quotations, ">>>\nA\n", ">>>\nA\n"),
            (drawings, "::: mermaid\nA-->B\n:::\n\n::: tip\nb\n:::\n", "```mermaid\nA-->B\n```\n\n::: tip\nb\n:::\n"),
            (slides, "![bg right:40%](a.png) ![w:300 A lamp](b.png)", "![](a.png) ![A lamp](b.png)"),
            (slides, "![right and left](a.png) ![Ratio: 3:4](b.png)", "![right and left](a.png) ![Ratio: 3:4](b.png)"),
        ];
        for (reader, source, expected) in rows {
            assert_eq!(rewritten(*reader, source), *expected, "{source}");
        }
    }
}

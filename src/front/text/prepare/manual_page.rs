//! Manual pages of Unix as `man` prints them: the head and the foot go, headings, synopsis and tags are told by their
//! columns (groff_man(7): sections at the margin, subsections three columns in, text seven).

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::Meta;
use crate::front::text::inline;

use super::line::{Line, Stated, columns};
use super::memo;
use super::unit::marker;

/// The column of subsections, and the columns by which text and definitions are set in.
const SUBSECTION: usize = 3;
const SET_IN: usize = 7;
/// A tag in the line of its definition has at most so many characters.
const TAG: usize = 24;

/// Reads a manual page: its name and its date, and the kind of its lines. `None` if the text is none.
pub(crate) fn manual_page(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    let head: Vec<&str> = columns(&lines.first()?.text).collect();
    let name = head.first()?.to_string();
    if head.len() < 2 || head.last() != Some(&name.as_str()) || !is_name(&name) {
        return None;
    }
    let span = lines[0].span;
    let mut meta = Meta { title: inline::plain(&as_typed(&name, lines)), ..Meta::default() };
    if !cx.reading.keep_all {
        lines.remove(0);
        cx.say(Diagnostic::remark(codes::TITLE, format!("Read as the title: “{name}”.")).at(span));
        if let Some(foot) = lines.pop_if(|last| columns(&last.text).last() == Some(name.as_str())) {
            meta.published = columns(&foot.text).find_map(memo::dated);
            let said: Vec<&str> = foot.text.split_whitespace().collect();
            let message = format!("The foot of the manual page was left out: “{}”.", said.join(" "));
            cx.say(Diagnostic::remark(codes::PAGE_HEADS, message).at(foot.span));
        }
    }
    let program = program(lines);
    sections(lines, &program);
    *lines = std::mem::take(lines).into_iter().flat_map(parted).collect();
    Some(meta)
}

/// `TIDE(1)`, `printf(3posix)`: a name and its section.
fn is_name(text: &str) -> bool {
    let Some((name, section)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else { return false };
    !name.is_empty()
        && !text.contains(' ')
        && section.starts_with(|c: char| c.is_ascii_digit() || c == 'n')
        && section.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The name with the letters of the section "NAME", because heads used to be set in capitals.
fn as_typed(name: &str, lines: &[Line]) -> String {
    let bare = name.split('(').next().unwrap_or(name);
    let mut typed = lines.iter().skip(1).take(6).flat_map(|line| line.text.split([' ', ',']));
    let typed = typed.find(|word| word.eq_ignore_ascii_case(bare));
    let section = name.get(bare.len()..).unwrap_or("");
    typed.map_or_else(|| name.to_string(), |word| format!("{word}{section}"))
}

/// The program's word in the first section: `bzcmp` of `bzcmp, bzdiff - compare compressed files`, `git` of `git-add`.
fn program(lines: &[Line]) -> String {
    let text = lines.iter().take(4).find(|line| line.indent >= SET_IN).map_or("", |line| line.text.as_str());
    text.split(['-', '–', '—', '‐', ',', ' ']).next().unwrap_or("").to_lowercase()
}

/// States the headings, and that the synopsis stays as it is: the second section, if it calls
/// the program or includes its header.
fn sections(lines: &mut [Line], program: &str) {
    let mut section = 0;
    let mut is_synopsis = false;
    for at in 0..lines.len() {
        let over_text = lines.get(at + 1).is_some_and(|next| next.indent > lines[at].indent);
        let calls = lines.get(at + 1).is_some_and(|next| {
            let word = next.first_word().to_lowercase();
            word == program || word.starts_with(['#', '/'])
        });
        let line = &mut lines[at];
        match line.indent {
            0 if over_text => {
                section += 1;
                is_synopsis = section == 2 && calls;
                line.stated = Stated::Heading(1);
            }
            SUBSECTION if over_text => line.stated = Stated::Heading(2),
            indent if indent >= SET_IN && is_synopsis => line.stated = Stated::Fixed,
            _ => {}
        }
        // The line directly below a heading begins a paragraph.
        if let (Stated::Heading(_), Some(next)) = (lines[at].stated, lines.get_mut(at + 1)) {
            next.gap = next.gap.max(1);
        }
    }
}

/// A line with a tag and the beginning of its definition is two lines, as where the tag is too long for one.
fn parted(line: Line) -> Vec<Line> {
    let at =
        line.text.find("  ").filter(|at| *at <= TAG && line.stated == Stated::Nothing && marker(&line.text).is_none());
    let Some(at) = at else { return vec![line] };
    let (tag, rest) = (&line.text[..at], line.text[at..].trim_start());
    let column = line.width - rest.chars().count();
    if column != SET_IN || line.indent < SET_IN || columns(rest).count() > 1 {
        return vec![line];
    }
    let part = |text: &str| Line { text: text.to_string(), width: text.chars().count(), ..line.clone() };
    vec![part(tag), Line { indent: line.indent + column, gap: 0, ..part(rest) }]
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    const PAGE: &str = "TIDE(1)          Harbour Commands          TIDE(1)\n\nNAME\n       tide - print the tides\n\nSYNOPSIS\n       tide [-n DAYS]\n\nOPTIONS\n   Of the moon\n       -n     Print so many days.\n\n       -v, --verbose\n              Tell more.\n\nHarbour 1.2          2021-03-04          TIDE(1)\n";

    #[test]
    fn head_and_foot_are_read_and_go() {
        let mut lines = of_text(PAGE);
        let meta = manual_page(&mut lines, &mut Context::default()).unwrap();
        assert_eq!(crate::doc::plain_text(&meta.title), "tide(1)");
        assert_eq!(meta.published.map(|date| date.to_string()).as_deref(), Some("2021-03-04"));
        let stated: Vec<(&str, Stated)> = lines.iter().map(|line| (line.text.as_str(), line.stated)).collect();
        let want = [
            ("NAME", Stated::Heading(1)),
            ("tide - print the tides", Stated::Nothing),
            ("SYNOPSIS", Stated::Heading(1)),
            ("tide [-n DAYS]", Stated::Fixed),
            ("OPTIONS", Stated::Heading(1)),
            ("Of the moon", Stated::Heading(2)),
            ("-n", Stated::Nothing),
            ("Print so many days.", Stated::Nothing),
            ("-v, --verbose", Stated::Nothing),
            ("Tell more.", Stated::Nothing),
        ];
        assert_eq!(stated, want);
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["f(1)   g(2)\n\nText", "f(x)          f(x)\n\nText", "A menu     A menu\n\nText", "f(1)\n\nText"] {
            assert!(manual_page(&mut of_text(text), &mut Context::default()).is_none(), "{text}");
        }
    }
}

//! Lines that people write for programs into their texts: for an editor, for a version system, for the archive of a
//! newsgroup. They go, because they say nothing to a reader.

use crate::context::Context;

use super::line::{Line, say_for_programs, take_out};

/// Lines for editors are among so many first ones and last ones (Vim's `modelines`).
const EDGE: usize = 5;
/// The line of a version system is among so many first ones.
const HEAD: usize = 12;
/// Fields of the header that archives of newsgroups ask of lists of questions.
const ARCHIVE: &[&str] = &[
    "archive-name", "last-modified", "posting-frequency", "submitted-by", "version", "url", "copyright", "maintainer",
];

/// Takes them out.
pub(crate) fn machine_lines(lines: &mut Vec<Line>, cx: &mut Context) {
    let count = lines.len();
    let archived = archive_header(lines);
    let variables = local_variables(lines);
    take_out(lines, |at, line| {
        let is_edge = at < EDGE || at + EDGE >= count;
        let goes = at < archived
            || variables.contains(&at)
            || is_edge && is_for_editors(&line.text)
            || at < HEAD && is_for_versions(&line.text);
        if goes {
            say_for_programs(line, cx);
        }
        goes
    });
}

/// A line without the signs of a comment around it.
fn bare(text: &str) -> &str {
    let is_sign =
        |c: char| matches!(c, '#' | ';' | '%' | '/' | '*' | '"' | '\\' | '-' | '.' | '<' | '>' | '!' | ' ' | '\t');
    text.trim_matches(is_sign)
}

/// `-*- mode: text; coding: utf-8 -*-` (GNU Emacs), `vim:tw=78:ts=8` and `vi: set ts=4:` (Vim).
fn is_for_editors(text: &str) -> bool {
    let emacs = text.split_once("-*-").is_some_and(|(before, rest)| bare(before).is_empty() && rest.contains("-*-"));
    let options = ["vim:", "vi:", "ex:"].iter().find_map(|name| bare(text).strip_prefix(name));
    let vim = options.is_some_and(|options| options.contains('=') || options.trim_start().starts_with("set "));
    emacs || vim
}

/// The lines of the block that GNU Emacs reads at the end of a file, from `Local Variables:` to `End:`.
fn local_variables(lines: &[Line]) -> std::ops::Range<usize> {
    /// Such a block is among so many last lines.
    const FOOT: usize = 40;
    let from = lines.len().saturating_sub(FOOT);
    let tail = lines.get(from..).unwrap_or_default();
    let says = |line: &Line, words: &str| bare(&line.text).eq_ignore_ascii_case(words);
    let Some(start) = tail.iter().position(|line| says(line, "Local Variables:")) else { return 0..0 };
    let inside = tail.get(start + 1..).unwrap_or_default();
    let count = inside.iter().take_while(|line| !says(line, "End:") && line.text.contains(':')).count();
    if inside.get(count).is_some_and(|line| says(line, "End:")) { from + start..from + start + count + 2 } else { 0..0 }
}

/// `$Id: NEWS 5338 2022-02-28 ada $`: a keyword that RCS and its heirs fill in. `@(#)` opens such a line of SCCS.
fn is_for_versions(text: &str) -> bool {
    if bare(text).starts_with("@(#)") {
        return true;
    }
    let inside = bare(text).strip_prefix('$').and_then(|rest| rest.strip_suffix('$'));
    let Some((keyword, value)) = inside.and_then(|inside| inside.split_once(": ")) else { return false };
    !keyword.is_empty() && keyword.bytes().all(|b| b.is_ascii_alphabetic()) && value.len() > 4 && !value.contains('$')
}

/// The number of lines of such a header at the top, none if it is no header.
fn archive_header(lines: &[Line]) -> usize {
    let is_field = |line: &&Line| {
        let name = line.text.split_once(": ").map(|(name, _)| name.to_ascii_lowercase());
        line.indent == 0 && name.is_some_and(|name| ARCHIVE.contains(&name.as_str()))
    };
    let fields = lines.iter().take(EDGE * 2).take_while(is_field).count();
    let is_named = lines.first().is_some_and(|line| line.text.to_ascii_lowercase().starts_with("archive-name: "));
    let is_parted = lines.get(fields).is_some_and(|next| next.gap > 0);
    if is_named && is_parted { fields } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn left(text: &str) -> Vec<String> {
        let mut lines = of_text(text);
        machine_lines(&mut lines, &mut Context::default());
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_for_programs_go() {
        for line in [
            "-*- mode: text; coding: utf-8; -*-",
            "# -*- coding: utf-8 -*-",
            "$NetBSD: README,v 1.2 1995/03/24 03:58:29 cgd Exp $",
            "-- $LynxId: README.defines,v 1.20 2019/07/31 23:06:09 tom Exp $",
            " vim:tw=78:ts=8:noet:ft=help:norl:",
            "/* vim: set ts=4 sw=4: */",
        ] {
            assert_eq!(left(&format!("{line}\n\nThe harbour")), ["The harbour"], "{line}");
        }
        let variables = "The harbour\n\nLocal Variables:\nmode: text\nfill-column: 72\nEnd:";
        assert_eq!(left(variables), ["The harbour"]);
        assert_eq!(left(&variables.replace("\n", "\n;; ")), ["The harbour", ";;"]);
        assert_eq!(left("Archive-Name: ferries/faq\nVersion: 3\n\nThe harbour"), ["The harbour"]);
    }

    #[test]
    fn lines_for_people_stay() {
        for line in [
            "Use -*- in the first line",
            "The word $Id: is a keyword$",
            "vim: an editor",
            "It cost $5: too much for $4",
            "Version: 3",
        ] {
            assert_eq!(left(&format!("{line}\n\nThe harbour")), [line, "The harbour"]);
        }
        let open = "The harbour\n\nLocal Variables:\nmode: text\nAnd so on";
        assert_eq!(left(open).len(), 4);
        let far = format!("{}vim:tw=78\n{}", "a\n".repeat(9), "b\n".repeat(9));
        assert_eq!(left(&far).len(), 19);
    }
}

//! Texts in formats with marks that no front end reads: TeX, manual pages in roff, wikis. The text is set as it stands,
//! marks included, and a warning says so with the way out.
//!
//! [`UNREAD`] has a row for each format. A front end that learns to read one of them takes its row out.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::source::Source;

/// A format that is not read.
struct Unread {
    /// The format in words that fit after "This is".
    what: &'static str,
    /// The way out.
    way_out: &'static str,
    /// Extensions that no other kind of file has.
    extensions: &'static [&'static str],
    /// True for the first lines of a text that is surely in this format, whatever its name is.
    begins: fn(&[&str]) -> bool,
}

/// This many lines at the top show the format.
const LINES: usize = 40;

macro_rules! pandoc {
    ($name:literal) => {
        concat!("Use pandoc: pandoc -f ", $name, " FILE -t markdown | convert - --from pandoc")
    };
}

#[rustfmt::skip]
const UNREAD: &[Unread] = &[
    Unread { what: "LaTeX", way_out: pandoc!("latex"), extensions: &["tex", "ltx", "latex"], begins: is_latex },
    Unread { what: "a manual page in roff", way_out: "Let man set it: man ./FILE | col -b | convert -", extensions: &["man", "mdoc", "roff", "troff"], begins: is_roff },
    Unread { what: "Texinfo", way_out: "Convert it to HTML first: makeinfo --html --no-split FILE", extensions: &["texi", "texinfo"], begins: |lines| starts(lines, &["\\input texinfo"]) },
    Unread { what: "Textile", way_out: pandoc!("textile"), extensions: &["textile"], begins: |_| false },
    Unread { what: "MediaWiki's markup", way_out: pandoc!("mediawiki"), extensions: &["mediawiki"], begins: is_mediawiki },
    Unread { what: "DokuWiki's markup", way_out: pandoc!("dokuwiki"), extensions: &["dokuwiki"], begins: is_dokuwiki },
    Unread { what: "Creole", way_out: pandoc!("creole"), extensions: &["creole"], begins: |_| false },
    Unread { what: "an AmigaGuide", way_out: "Delete the lines that begin with @ and the marks @{...}.", extensions: &["guide"], begins: |lines| starts(lines, &["@database", "@DATABASE", "@Database"]) },
    Unread { what: "Typst", way_out: pandoc!("typst"), extensions: &["typ"], begins: |_| false },
    Unread { what: "POD", way_out: "Convert it to HTML first: pod2html FILE > FILE.html", extensions: &["pod"], begins: |lines| starts(lines, &["=pod", "=head1 ", "=encoding "]) },
    Unread { what: "DocBook", way_out: pandoc!("docbook"), extensions: &["docbook", "dbk"], begins: |_| false },
    Unread { what: "FictionBook", way_out: pandoc!("fb2"), extensions: &["fb2"], begins: |_| false },
    Unread { what: "Djot", way_out: pandoc!("djot"), extensions: &["djot", "dj"], begins: |_| false },
    Unread { what: "LyX", way_out: "Export it from LyX as plain text or HTML.", extensions: &["lyx"], begins: |lines| starts(lines, &["#LyX "]) },
];

/// Warns of a text that is in a format without a front end.
pub(crate) fn say(source: &Source, cx: &mut Context) {
    let Some(kind) = kind(source) else { return };
    let message = format!("This is {}, which is not read: the text is set as it stands, with its marks.", kind.what);
    cx.say(Diagnostic::warning(codes::UNREAD_FORMAT, message).hint(kind.way_out));
}

fn kind(source: &Source) -> Option<&'static Unread> {
    let file = source.name().rsplit(['/', '\\']).next().unwrap_or("");
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let named = || UNREAD.iter().find(|kind| kind.extensions.contains(&extension.as_str()));
    let lines: Vec<&str> = source.text().lines().take(LINES).collect();
    named().or_else(|| UNREAD.iter().find(|kind| (kind.begins)(&lines)))
}

/// True if the first line with words starts with one of these.
fn starts(lines: &[&str], signs: &[&str]) -> bool {
    let first = lines.iter().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| signs.iter().any(|sign| line.starts_with(sign)))
}

/// A class or the document begins below comments.
fn is_latex(lines: &[&str]) -> bool {
    let first = lines.iter().map(|line| line.trim_start()).find(|line| !line.is_empty() && !line.starts_with('%'));
    first.is_some_and(|line| {
        ["\\documentclass", "\\documentstyle", "\\begin{document}"].iter().any(|s| line.starts_with(s))
    })
}

/// The title's request of `man` or `mdoc` stands below comments.
fn is_roff(lines: &[&str]) -> bool {
    let is_comment = |line: &&&str| {
        [".\\\"", "'\\\"", "\\\"", ".ie", ".el", ".if", ".nh", ".ad", ".de", ".."].iter().any(|s| line.starts_with(s))
    };
    let first = lines.iter().find(|line| !line.trim().is_empty() && !is_comment(line));
    first.is_some_and(|line| [".TH ", ".Dd ", ".so man"].iter().any(|sign| line.starts_with(sign)))
}

/// A heading between equal signs, and two more kinds of its marks.
fn is_mediawiki(lines: &[&str]) -> bool {
    let is_heading = |line: &&str| {
        line.len() > 5 && line.starts_with("==") && line.trim_end().ends_with("==") && !line.starts_with("=====")
    };
    let signs = ["'''", "[[", "{{", "<ref", "{|"];
    let kinds = signs.iter().filter(|sign| lines.iter().any(|line| line.contains(**sign))).count();
    lines.iter().any(is_heading) && kinds >= 2
}

/// A heading of the first level between six equal signs, and another of its marks.
fn is_dokuwiki(lines: &[&str]) -> bool {
    let is_heading = |line: &&str| {
        line.trim_end()
            .strip_prefix("====== ")
            .and_then(|rest| rest.strip_suffix(" ======"))
            .is_some_and(|words| !words.contains('='))
    };
    let signs = ["**", "[[", "{{", "<code", "\\\\", "//", "~~NOTOC~~", "  * "];
    lines.iter().any(is_heading) && signs.iter().any(|sign| lines.iter().any(|line| line.contains(sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(name: &str, text: &str) -> &'static str {
        kind(&Source::from_text(name, text)).map_or("", |kind| kind.what)
    }

    #[test]
    fn marks_of_other_formats_are_told_by_name_and_content() {
        assert_eq!(what("lamp.tex", "Lamps."), "LaTeX");
        assert_eq!(what("", "% A thesis\n\\documentclass{article}\n\\begin{document}"), "LaTeX");
        assert_eq!(what("lamp.1", ".\\\" Page\n.TH LAMP 1\n.SH NAME\n"), "a manual page in roff");
        assert_eq!(what("lamp.textile", "h2. Lamps"), "Textile");
        assert_eq!(what("lamps", "'''Lamps''' are old, see [[Oil]].\n\n== Kinds ==\n"), "MediaWiki's markup");
        assert_eq!(what("lamps.txt", "====== Lamps ======\n\nSee [[oil]].\n"), "DokuWiki's markup");
        assert_eq!(what("Lamp.guide", "@DATABASE Lamp.guide\n"), "an AmigaGuide");
    }

    #[test]
    fn articles_are_in_no_such_format() {
        for (name, text) in [
            ("lamp.md", "# The command \\documentclass\n\nIt begins a file: `\\documentclass{article}`.\n"),
            ("log.1", "The first day.\n.TH is a request.\n"),
            ("lamp.txt", "====== Lamps ======\n\nThey burn oil.\n"),
            ("lamp.txt", "== Kinds ==\n\nThere are two kinds [[1]].\n"),
            ("typ.txt", "The head of the page."),
            ("", ""),
        ] {
            assert_eq!(what(name, text), "", "{name}");
        }
    }

    #[test]
    fn no_extension_is_read_elsewhere() {
        for extension in UNREAD.iter().flat_map(|kind| kind.extensions) {
            assert!(crate::front::by_name(extension).is_none(), "{extension}");
            assert!(crate::front::foreign::by_extension(extension).is_none(), "{extension}");
        }
    }
}

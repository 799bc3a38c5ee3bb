//! Messages to the person: errors are sentences with a remedy; a diagnostic with a place shows it. All messages go to
//! standard error, and a closed standard error is not a failure.

use std::io::{IsTerminal as _, Write as _};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use offprint::diag::{Diagnostic, Diagnostics, Severity};
use offprint::source::{Source, Span};

use super::args::Messages;
use super::display;
use super::fault::Fault;

/// The number of warnings of one article that are shown before the rest are only counted, unless `-v` asks for all.
const MOST_WARNINGS: usize = 12;

/// The program's voice: the amount of its messages, and their colour.
pub struct Voice {
    quiet: bool,
    verbose: bool,
    explain: bool,
    /// True if a machine-readable report is written too (`--report`).
    report: bool,
    colour: bool,
    terminal: bool,
}

impl Voice {
    /// The voice that the options and the environment ask for. See <https://no-color.org> for `NO_COLOR`.
    pub fn new(messages: &Messages) -> Self {
        let plain = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        let terminal = std::io::stderr().is_terminal();
        let colour = terminal && !plain("NO_COLOR") && !dumb;
        Voice {
            quiet: messages.quiet,
            verbose: messages.verbose,
            explain: messages.explain,
            report: messages.report.is_some(),
            colour,
            terminal,
        }
    }

    /// True if a line for each output is wanted.
    pub fn verbose(&self) -> bool {
        self.verbose
    }

    /// True if a line for each made file is printed, because a person watches.
    pub fn is_watched(&self) -> bool {
        self.terminal && !self.quiet
    }

    /// True if the run is reported to machines.
    pub fn reports(&self) -> bool {
        self.report
    }

    /// True if only errors are wanted.
    pub fn quiet(&self) -> bool {
        self.quiet
    }

    /// An error as text: a sentence, and a remedy.
    pub fn fault(&self, fault: &Fault) -> String {
        let mut out = self.titled("error", "31", &fault.message());
        if let Some(hint) = &fault.hint {
            out.push_str(&self.titled("  help", "36", hint));
        }
        out
    }

    fn titled(&self, title: &str, colour: &str, message: &str) -> String {
        if self.colour {
            format!("\x1b[1;{colour}m{title}\x1b[0m: {message}\n")
        } else {
            format!("{title}: {message}\n")
        }
    }

    /// The diagnostics of one article as text: warnings with their place; remarks a line each, where asked.
    pub fn diagnostics(&self, source: &Source, diagnostics: &[Diagnostic]) -> String {
        let mut out = String::new();
        let mut warnings = 0;
        for d in diagnostics {
            match d.severity {
                Severity::Warning if self.quiet => {}
                Severity::Warning => {
                    warnings += 1;
                    if warnings <= MOST_WARNINGS || self.verbose {
                        out.push_str(&self.snippet(source, d));
                    }
                }
                Severity::Remark if self.explain || self.verbose => out.push_str(&remark(source, d)),
                Severity::Remark => {}
            }
        }
        if warnings > MOST_WARNINGS && !self.verbose {
            let more = display::count(warnings - MOST_WARNINGS, "more warning");
            let message = format!("{} has {more}; -v shows them.", display::text(source.name()));
            out.push_str(&self.titled("warning", "33", &message));
        }
        out
    }

    /// The messages about the style, before any article: without a place.
    pub fn general(&self, diagnostics: &Diagnostics) -> String {
        let shown = |d: &&Diagnostic| match d.severity {
            Severity::Warning => !self.quiet,
            Severity::Remark => self.explain || self.verbose,
        };
        let text = |d: &Diagnostic| {
            let (title, colour) = if d.severity == Severity::Remark { ("remark", "36") } else { ("warning", "33") };
            let hint = d.hint.as_ref().map(|h| self.titled("  help", "36", &display::text(h))).unwrap_or_default();
            self.titled(&format!("{title}[{}]", d.code), colour, &display::text(&d.message)) + &hint
        };
        diagnostics.iter().filter(shown).map(text).collect()
    }

    /// A diagnostic with the line it is about.
    fn snippet(&self, source: &Source, d: &Diagnostic) -> String {
        let message = display::text(&d.message);
        let name = display::text(source.name());
        let mut group = Level::WARNING.primary_title(message).id(d.code.name()).elements(std::iter::empty::<Origin>());
        if let Some(span) = d.span {
            let (line, column) = source.line_column(span.start);
            group = group.element(Origin::path(name).line(line).char_column(column));
            if let Some((excerpt, range)) = excerpt(source.text(), span) {
                let snippet = Snippet::source(excerpt).line_start(line).fold(false);
                group = group.element(snippet.annotation(AnnotationKind::Primary.span(range)));
            }
        } else {
            group = group.element(Origin::path(name));
        }
        if let Some(hint) = &d.hint {
            group = group.element(Level::HELP.message(display::text(hint)));
        }
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        let mut text = renderer.render(&[group]);
        text.push('\n');
        text
    }
}

/// A remark on one line: `story.txt:3: Left out "Print This Page". [chrome]`
fn remark(source: &Source, d: &Diagnostic) -> String {
    let line = d.span.map(|span| format!(":{}", source.line_column(span.start).0)).unwrap_or_default();
    let hint = d.hint.as_ref().map(|h| format!(" {}", display::text(h))).unwrap_or_default();
    format!("{}{line}: {}{hint} [{}]\n", display::text(source.name()), display::text(&d.message), d.code)
}

/// The line that holds the start of a span, made safe to show and cut to a window, and the span inside it. A line may
/// be 100 MB long, so only the window is read.
fn excerpt(text: &str, span: Span) -> Option<(String, std::ops::Range<usize>)> {
    const BEFORE: usize = 60;
    const AFTER: usize = 100;
    let (start, end) = (span.start as usize, span.end as usize);
    let (head, tail) = (text.get(..start)?, text.get(start..)?);
    let before: Vec<char> = head.chars().rev().take_while(|c| *c != '\n').take(BEFORE).collect();
    let mut out = String::new();
    before.iter().rev().for_each(|c| push_visible(*c, &mut out));
    let from = out.len();
    let mut to = from;
    for (i, c) in tail.char_indices().take_while(|(_, c)| *c != '\n').take(AFTER) {
        push_visible(c, &mut out);
        if start + i < end {
            to = out.len();
        }
    }
    (!out.trim().is_empty()).then_some((out, from..to))
}

fn push_visible(c: char, out: &mut String) {
    match c {
        '\t' => out.push_str("    "),
        '\r' => {}
        c => display::push_char(c, out),
    }
}

/// Writes to standard error; a closed standard error is not a failure.
pub fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use offprint::diag::codes;

    use super::*;

    #[test]
    fn excerpts_are_windows_of_long_lines() {
        let text = format!("{}x\u{202e}y{}", "a".repeat(500_000), "b".repeat(500_000));
        let (shown, range) = excerpt(&text, Span::new(500_000..500_001)).unwrap();
        assert!(shown.len() < 400 && shown.contains("\\u{202e}"));
        assert_eq!(&shown[range], "x");
    }

    #[test]
    fn spans_outside_the_text_are_no_panic() {
        assert_eq!(excerpt("é", Span::new(1..9)), None);
        assert_eq!(excerpt("", Span::new(7..9)), None);
    }

    const SILENT: Voice =
        Voice { quiet: false, verbose: false, explain: false, report: false, colour: false, terminal: false };

    #[test]
    fn a_person_at_a_terminal_watches_unless_silence_is_asked_for() {
        let watched = |terminal, quiet| Voice { terminal, quiet, ..SILENT }.is_watched();
        assert_eq!((watched(true, false), watched(true, true), watched(false, false)), (true, false, false));
    }

    #[test]
    fn warnings_show_the_place_and_the_hint() {
        let voice = SILENT;
        let source = Source::from_text("a\u{1b}.md", "one\ntwo three\n");
        let d = Diagnostic::warning(codes::TREE, "The word is odd.").at(Span::new(8..13)).hint("Write another.");
        let text = voice.diagnostics(&source, &[d]);
        assert!(text.contains("a\\u{1b}.md:2:5"), "{text}");
        assert!(text.contains("two three") && text.contains("^^^^^") && text.contains("Write another."), "{text}");
    }

    fn voices(change: impl Fn(&mut Voice)) -> Voice {
        let mut voice = Voice { ..SILENT };
        change(&mut voice);
        voice
    }

    #[test]
    fn each_voice_says_its_own() {
        let source = Source::from_text("a.md", "one\ntwo\n");
        let said = [
            Diagnostic::warning(codes::TREE, "Odd."),
            Diagnostic::remark(codes::TREE, "Left out.").at(Span::new(4..7)).hint("Do so."),
        ];
        let mut general = Diagnostics::default();
        said.iter().for_each(|d| general.push(d.clone()));
        let heard = |voice: Voice| {
            let text = voice.diagnostics(&source, &said) + &voice.general(&general);
            ["Odd.", "a.md:2: Left out. Do so. [tree]", "remark[tree]: Left out."].map(|words| text.contains(words))
        };
        assert_eq!(heard(SILENT), [true, false, false]);
        assert_eq!(heard(voices(|voice| voice.quiet = true)), [false, false, false]);
        assert_eq!(heard(voices(|voice| voice.explain = true)), [true, true, true]);
        assert_eq!(heard(voices(|voice| voice.verbose = true)), [true, true, true]);
    }

    #[test]
    fn colour_is_only_in_the_titles() {
        let fault = Fault::new("It broke.").hint("Mend it.");
        let voice = voices(|voice| voice.colour = true);
        assert_eq!(
            voice.fault(&fault),
            "\u{1b}[1;31merror\u{1b}[0m: It broke.\n\u{1b}[1;36m  help\u{1b}[0m: Mend it.\n"
        );
        assert_eq!(SILENT.fault(&fault), "error: It broke.\n  help: Mend it.\n");
        let mut said = Diagnostics::default();
        said.push(Diagnostic::warning(codes::TREE, "Odd."));
        assert_eq!(voice.general(&said), "\u{1b}[1;33mwarning[tree]\u{1b}[0m: Odd.\n");
    }

    #[test]
    fn excerpts_show_sixty_letters_before_and_a_hundred_after() {
        let line = format!("x\n{}|{}\ny", "a".repeat(70), "b".repeat(120));
        let (shown, range) = excerpt(&line, Span::new(72..73)).unwrap();
        assert_eq!(shown, format!("{}|{}", "a".repeat(60), "b".repeat(99)));
        assert_eq!(range, 60..61);
        let (shown, range) = excerpt("a\tb\r\nc", Span::new(2..5)).unwrap();
        assert_eq!((shown.as_str(), range), ("a    b", 5..6), "no further than the line");
        assert_eq!(excerpt("  \nx", Span::new(1..2)), None, "a line of spaces shows nothing");
    }
}

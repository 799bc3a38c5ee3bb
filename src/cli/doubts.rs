//! Doubts about requests that can be met: options that change nothing in the formats that are made, text that is too
//! small to read, a name that a device does not understand. Each is a warning, once for the whole run.

use offprint::back::BackEnd;
use offprint::diag::{Code, Diagnostic, Diagnostics, codes};

use super::args::Args;
use super::display;
use super::output::{Target, Wanted};
use super::settings::Settings;

/// The messages about a run as a whole: those of its style, and the doubts.
pub fn of_run<'w>(args: &Args, wanted: impl Iterator<Item = &'w Wanted> + Clone, settings: &Settings) -> Diagnostics {
    let mut said = settings.style_said.clone();
    let backs = || wanted.clone().map(|wanted| wanted.back);
    ignored(args, &backs, &mut said);
    if backs().any(|back| back.makes_pages()) {
        too_small(settings, &mut said);
    }
    if let Some(hidden) = wanted.clone().find_map(|wanted| hidden_from_device(wanted, settings)) {
        said.push(hidden);
    }
    said
}

/// Options that only some formats follow.
struct Options<'n> {
    given: Vec<(&'n str, bool)>,
    /// True if a format follows them.
    followed: fn(&dyn BackEnd) -> bool,
    code: Code,
    /// Why they change nothing without such a format.
    why: &'n str,
    hint: &'n str,
}

/// Warns of the options that no format here follows.
fn ignored<'b, B: Iterator<Item = &'b dyn BackEnd>>(args: &Args, backs: &impl Fn() -> B, said: &mut Diagnostics) {
    let look = &args.look;
    let groups = [
        Options {
            given: vec![
                ("--size", look.size.is_some()),
                ("--paper", look.paper.is_some()),
                ("--font", look.font.is_some()),
            ],
            followed: |back| back.shows_size(),
            code: codes::SIZE_IGNORED,
            why: "only PDF has pages",
            hint: "EPUB and Markdown have no text size of their own; readers choose it on their device.",
        },
        Options {
            given: vec![
                ("--standard", look.standard.is_some()),
                ("--print", !look.print.is_empty()),
                ("--contents", look.contents.is_some()),
                ("--notes", look.notes.is_some()),
                ("--source-link", look.source_link.is_some()),
                ("--front", look.front.is_some()),
            ],
            followed: |back| back.makes_pages(),
            code: codes::OPTION_IGNORED,
            why: "only PDF has pages",
            hint: "Add pdf to --to.",
        },
        Options {
            given: vec![("--style", look.style.is_some())],
            followed: |back| back.reads_sizes(),
            code: codes::OPTION_IGNORED,
            why: "only PDF, EPUB and HTML have a look",
            hint: "Add one of pdf, epub and html to --to.",
        },
        Options {
            given: vec![
                ("--for", look.device.is_some()),
                ("--epub2", look.epub2),
                ("--max-size", look.max_size.is_some()),
            ],
            followed: |back| back.serves_devices(),
            code: codes::OPTION_IGNORED,
            why: "no EPUB is made",
            hint: "Add epub to --to.",
        },
        Options {
            given: vec![("--wrap", look.wrap.is_some()), ("--flavour", look.flavour.is_some())],
            followed: |back| back.writes_markdown(),
            code: codes::OPTION_IGNORED,
            why: "no Markdown is made",
            hint: "Add md to --to.",
        },
    ];
    for group in groups.into_iter().filter(|group| !backs().any(|back| (group.followed)(back))) {
        let names: Vec<&str> = group.given.iter().filter(|(_, given)| *given).map(|(name, _)| *name).collect();
        if !names.is_empty() {
            let verb = if names.len() == 1 { "changes" } else { "change" };
            let message = format!("{} {verb} nothing here: {}.", names.join(", "), group.why);
            said.push(Diagnostic::warning(group.code, message).hint(group.hint));
        }
    }
}

/// Warns if the text is set smaller than people read with ease.
fn too_small(settings: &Settings, said: &mut Diagnostics) {
    /// Points: newspapers and the notes of books go down to here.
    const SMALLEST: f32 = 7.0;
    let body = settings.style.body();
    if body.size < SMALLEST {
        let points = (body.nominal * 10.0).round() / 10.0;
        let message = format!("A text of {points} points is smaller than most people can read.");
        let warning = Diagnostic::warning(codes::SIZE_SMALL, message);
        said.push(warning.hint("Books are set in 9 to 12 points: --size normal."));
    }
}

/// The warning of a book for a device that goes by the ending of the file's name, in a file of another ending.
fn hidden_from_device(wanted: &Wanted, settings: &Settings) -> Option<Diagnostic> {
    let device = settings.style.epub.device.filter(|device| device.spans && wanted.back.serves_devices())?;
    let Target::File(path) = &wanted.target else { return None };
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    if name.ends_with(&format!(".{}", device.extension)) {
        return None;
    }
    let message =
        format!("{} is for {}, which goes by the ending .{}.", display::path(path), device.name, device.extension);
    let better = display::path(path.with_extension(device.extension));
    Some(Diagnostic::warning(codes::DEVICE_NAME, message).hint(format!("Name it {better}.")))
}

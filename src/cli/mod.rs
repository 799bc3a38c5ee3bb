//! The command line: arguments, files, messages. No other code touches files, the clock, the environment and the
//! terminal. The code that makes documents is in the library, and gets from here all that it may see.
//!
//! ```text
//! args -> settings (style, limits)  \
//!      -> plan (what from what)      -> batch -> job: input -> library -> output -> messages, report
//! ```
//!
//! All mistakes in the arguments are found before any work and end with exit code 2. An article that cannot be made
//! costs only itself and ends with 1. Otherwise the program is quiet and ends with 0.

mod args;
mod batch;
mod beneath;
mod clock;
mod display;
mod doubts;
mod edition;
mod edition_file;
mod faces;
mod fault;
mod feeds;
#[cfg(feature = "fetch")]
mod fetch;
mod guard;
mod info;
mod input;
mod inspect;
mod interrupt;
mod job;
mod messages;
mod naming;
mod nearest;
mod opds;
mod open;
mod outline;
mod output;
mod plan;
mod progress;
mod report;
mod resources;
mod settings;
mod stream;

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser as _;
use offprint::diag::Diagnostics;

use args::{Args, Command};
use batch::Tally;
use fault::Fault;
use job::Outcome;
use messages::Voice;
use output::Target;
use plan::Job;
use progress::Progress;
use settings::Settings;

/// Everything was made.
const DONE: u8 = 0;
/// Some input failed.
const FAILED: u8 = 1;
/// The arguments are wrong; nothing was done.
const USAGE: u8 = 2;

/// Runs the program.
pub fn run() -> ExitCode {
    guard::quiet_panics();
    let args = match Args::try_parse_from(arguments(std::env::args_os())) {
        Ok(args) => args.sorted_out(),
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(USAGE));
        }
    };
    let voice = Voice::new(&args.messages);
    let code = dispatch(&args, &voice).unwrap_or_else(|faults| {
        faults.iter().for_each(|fault| messages::say(&voice.fault(fault)));
        USAGE
    });
    ExitCode::from(code)
}

/// The shell expands `*.md` to names like `-rf.md` too. An argument that looks like an option but names a file with an
/// extension is the file.
fn arguments(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut rest = false;
    let file = |argument: &OsString| {
        let bytes = argument.as_encoded_bytes();
        bytes.len() > 1
            && bytes.starts_with(b"-")
            && bytes.contains(&b'.')
            && !bytes.contains(&b'=')
            && std::path::Path::new(argument).is_file()
    };
    let mut out = Vec::new();
    for argument in given {
        if !rest && file(&argument) {
            let mut path = OsString::from("./");
            path.push(&argument);
            out.push(path);
            continue;
        }
        rest |= argument == "--";
        out.push(argument);
    }
    out
}

fn dispatch(args: &Args, voice: &Voice) -> Result<u8, Vec<Fault>> {
    if let Some(text) = info::asked(args).map_err(one)? {
        return Ok(print(&text, voice));
    }
    if let Some(Command::Inspect(inspect)) = &args.command {
        return inspect::run(inspect, voice).map_err(one);
    }
    if args.many.stream {
        return stream::run(args).map_err(one);
    }
    if let Some(edition) = &args.many.edition {
        return edition::run(args, edition, voice);
    }
    if args.inputs.is_empty() && args.web.list.is_none() {
        let fault = Fault::new("No article was named.");
        return Err(one(fault.hint("convert story.txt makes story.pdf; convert --help says more.")));
    }
    // The plan comes last, because it makes the folder of the outputs.
    let sized = plan::formats(args).map_err(one)?.iter().any(|back| back.reads_sizes());
    let settings = settings::settings(args, sized).map_err(one)?;
    let jobs = plan::plan(args)?;
    let said = doubts::of_run(args, jobs.iter().flat_map(|job| &job.wanted), &settings);
    messages::say(&voice.general(&said));
    let code = convert(args, &jobs, &settings, &said, voice);
    end_of_web(&settings).map_err(one)?;
    Ok(code)
}

/// Ends the run's use of the web: the list of a snapshot is written.
fn end_of_web(settings: &Settings) -> Result<(), Fault> {
    #[cfg(feature = "fetch")]
    settings.web.finish()?;
    #[cfg(not(feature = "fetch"))]
    let _ = settings;
    Ok(())
}

fn one(fault: Fault) -> Vec<Fault> {
    vec![fault]
}

/// Prints the requested information instead of an article.
fn print(text: &str, voice: &Voice) -> u8 {
    match output::write_stdout(text.as_bytes()) {
        Ok(_) => DONE,
        Err(fault) => {
            messages::say(&voice.fault(&fault));
            FAILED
        }
    }
}

/// Converts all jobs, reports each, and sums up.
fn convert(args: &Args, jobs: &[Job], settings: &Settings, said: &Diagnostics, voice: &Voice) -> u8 {
    let begun = Instant::now();
    let progress = Progress::new(jobs.len(), voice);
    let json = voice.reports();
    let stdout_taken = jobs.iter().flat_map(|job| &job.wanted).any(|w| w.target == Target::Stdout);
    let (mut tally, mut report) = (Tally::default(), report::Run::new());
    let workers = batch::workers(args.many.jobs, jobs.len());
    let started = batch::in_order(
        jobs.iter(),
        workers,
        batch::waiting(jobs.len()),
        |job| job::run(job, settings, voice),
        |outcome| outcome.finish(voice),
        |outcome| {
            tally.count(&outcome);
            progress.step(&told(&outcome, voice));
            if json {
                report.add(&outcome);
            } else {
                let text: String = outcome.reports.iter().map(report::text).collect();
                say_or_print(&text, stdout_taken);
            }
            !(outcome.closed || args.many.fail_fast && outcome.failed())
        },
    );
    progress.finish();
    if json {
        say_or_print(&report.finish(said, &tally, begun.elapsed().as_secs_f64()), stdout_taken);
    }
    if jobs.len() > 1 {
        messages::say(&summary(&tally, jobs.len(), voice, begun.elapsed().as_secs_f64()));
    }
    if let Err(none) = &started {
        messages::say(&voice.fault(none));
    }
    if tally.failed.is_empty() && started.is_ok() { DONE } else { FAILED }
}

/// The messages about one article: its faults and remarks, and with `-v` a line for each output.
fn told(outcome: &Outcome, voice: &Voice) -> String {
    let mut text = outcome.text.clone();
    if voice.verbose() {
        for made in &outcome.made {
            let to = made.path.as_ref().map_or("standard output".into(), display::path);
            let size = display::bytes(made.bytes as u64);
            text.push_str(&format!("{} -> {to} ({size}, {:.0} ms)\n", outcome.input, outcome.milliseconds));
        }
        if outcome.skipped > 0 && outcome.made.is_empty() {
            text.push_str(&format!("{} is unchanged\n", outcome.input));
        }
    } else if voice.is_watched() {
        outcome.made.iter().for_each(|made| text.push_str(&made_line(made)));
    }
    text
}

/// A line about a made file for a person: "out/essay.pdf, 5 pages"; its size if it has no pages.
fn made_line(made: &job::Made) -> String {
    let Some(path) = &made.path else { return String::new() };
    let extent = made.pages.map_or_else(|| display::bytes(made.bytes as u64), |pages| display::count(pages, "page"));
    format!("{}, {extent}\n", display::path(path))
}

/// Text for a person or a machine: to standard output, unless the article goes there.
fn say_or_print(text: &str, stdout_taken: bool) {
    if stdout_taken {
        messages::say(text);
    } else if !text.is_empty() {
        let _ = output::write_stdout(text.as_bytes());
    }
}

/// The end of a batch: the failed articles, by name; with `-v` the number of files made. Quiet when all is well.
fn summary(tally: &Tally, jobs: usize, voice: &Voice, seconds: f64) -> String {
    const NAMES: usize = 100;
    let mut out = String::new();
    let failed = tally.failed.len();
    if failed > 0 {
        out.push_str(&format!("{failed} of {} failed:\n", display::count(jobs, "article")));
        tally.failed.iter().take(NAMES).for_each(|name| out.push_str(&format!("  {name}\n")));
        if failed > NAMES {
            out.push_str(&format!("  and {} more; --report json names all\n", failed - NAMES));
        }
        if tally.articles < jobs {
            out.push_str(&format!("{} not begun.\n", display::count(jobs - tally.articles, "article")));
        }
    }
    if voice.verbose() {
        let made = display::count(tally.made, "output");
        out.push_str(&format!("{made} made, {} skipped, in {seconds:.1} s\n", tally.skipped));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_file_is_told_with_its_pages() {
        let made = |path: Option<&str>, pages| {
            made_line(&job::Made { format: "pdf", path: path.map(Into::into), bytes: 2_000, pages })
        };
        assert_eq!(made(Some("out/essay.pdf"), Some(5)), "out/essay.pdf, 5 pages\n");
        assert_eq!(made(Some("out/essay.pdf"), Some(1)), "out/essay.pdf, 1 page\n");
        assert!(made(Some("essay.epub"), None).starts_with("essay.epub, 2"));
        assert_eq!(made(None, Some(5)), "");
    }
}

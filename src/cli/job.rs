//! One article: read and understood once, made in every format that is asked for, written.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use offprint::Outputs;
use offprint::back::{BackEnd, Output, Report};
use offprint::context::Context;
use offprint::diag::Diagnostic;
use offprint::doc::Document;
use offprint::math::title_text;
use offprint::report;
use offprint::source::Source;
use serde_json::Value;

use super::fault::Fault;
use super::guard::guarded;
use super::input::Input;
use super::messages::Voice;
use super::naming::{self, Ticket};
use super::open;
use super::output::{self, Aside, Target, Wanted, Written};
use super::plan::Job;
use super::settings::Settings;

/// An output that was made.
pub struct Made {
    pub format: &'static str,
    /// `None` is standard output.
    pub path: Option<PathBuf>,
    pub bytes: usize,
    /// The number of pages, if it has pages and they were counted.
    pub pages: Option<usize>,
}

/// The outcome of one article.
#[derive(Default)]
pub struct Outcome {
    pub input: String,
    pub made: Vec<Made>,
    /// Outputs with the files that do not have their names yet.
    pub aside: Vec<(Made, Aside)>,
    /// Outputs that `--changed` found up to date.
    pub skipped: usize,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Value>,
    pub reports: Vec<Report>,
    /// The messages, ready to be shown.
    pub text: String,
    pub milliseconds: f64,
    /// Standard output was closed: nothing more can be delivered.
    pub closed: bool,
}

impl Outcome {
    /// True if all that was wanted was made.
    pub fn failed(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Gives the files that were written aside their names. Until then nothing is made, and if that fails, it is a
    /// fault of the article.
    pub fn settle(&mut self) {
        for (made, aside) in self.aside.drain(..) {
            match aside.settle() {
                Ok(()) => self.made.push(made),
                Err(fault) => self.faults.push(fault),
            }
        }
    }

    /// Counts an output as made, at once or as soon as its file has its name.
    fn add(&mut self, made: Made, written: Result<Option<Aside>, Fault>) {
        match written {
            Ok(None) => self.made.push(made),
            Ok(Some(aside)) => self.aside.push((made, aside)),
            Err(fault) => self.faults.push(fault),
        }
    }

    /// Adds the messages about the article: as text for people and, for a report, as remarks with their places.
    pub fn hear(&mut self, source: &Source, said: Vec<Diagnostic>, voice: &Voice) {
        self.text.push_str(&voice.diagnostics(source, &said));
        if voice.reports() {
            self.remarks = said.iter().map(|diagnostic| report::remark(diagnostic, source)).collect();
        }
    }

    /// Ends the work: gives the files their names and reports the faults.
    pub fn finish(&mut self, voice: &Voice) {
        self.settle();
        self.faults.iter().for_each(|fault| self.text.push_str(&voice.fault(fault)));
    }
}

/// Does one job, except for [`Outcome::finish`], which waits for the disk. Never panics and never ends the program.
pub fn run(job: &Job, settings: &Settings, voice: &Voice) -> Outcome {
    let begun = Instant::now();
    let mut outcome = Outcome { input: job.input.shown(), ..Outcome::default() };
    let _turn = Turn(job.ticket.as_ref());
    let wanted = stale(job, settings);
    outcome.skipped = job.wanted.len() - wanted.len();
    if !wanted.is_empty()
        && let Err(fault) = convert(job, &wanted, settings, voice, &mut outcome)
    {
        outcome.faults.push(fault);
    }
    outcome.milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    outcome
}

/// Lets the next article take its name at the end of this one, even after a failure.
struct Turn<'a>(Option<&'a Ticket>);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.0 {
            ticket.pass();
        }
    }
}

/// The conversion of one article: the input is read, understood, made in every wanted format, and written.
fn convert(
    job: &Job,
    wanted: &[&Wanted],
    settings: &Settings,
    voice: &Voice,
    outcome: &mut Outcome,
) -> Result<(), Fault> {
    let opened = open::open(&job.input, settings)?;
    let mut cx = opened.context(&*opened.pictures, settings);
    cx.picture_folder.clone_from(&job.picture_folder);
    let document = guarded(&outcome.input, || offprint::read(&opened.source, opened.front, &mut cx));
    let done = document.and_then(|document| {
        if let Some(refusal) = opened.refusal(&document, &mut cx.diags) {
            return Err(refusal);
        }
        let wanted = named(job, wanted, &document, &mut cx)?;
        let wanted: Vec<&Wanted> = wanted.iter().collect();
        let backs: Vec<&dyn BackEnd> = wanted.iter().map(|wanted| wanted.back).collect();
        let outputs = offprint::emit(document.into(), &backs, &settings.style, &mut cx);
        each(outputs, &wanted, outcome, |wanted, output, outcome| deliver(wanted, output, settings, outcome));
        Ok(())
    });
    outcome.hear(&opened.source, cx.diags.take(), voice);
    done
}

/// The outputs with their names, which for an article from an address are made of its title.
fn named(job: &Job, wanted: &[&Wanted], document: &Document, cx: &mut Context) -> Result<Vec<Wanted>, Fault> {
    let Some(ticket) = &job.ticket else { return Ok(wanted.iter().map(|wanted| (*wanted).clone()).collect()) };
    let stem = naming::stem(&title_text(&document.meta.title), &job.input.stem());
    // Pictures of several articles do not mix in one folder.
    cx.picture_folder = cx.picture_folder.take().or_else(|| Some(stem.clone()));
    ticket.settle(&stem, wanted)
}

/// Makes one output after the other and hands it to `deliver`. A failed output is a fault of the article, and the
/// others are still made.
pub fn each(
    mut outputs: Outputs,
    wanted: &[&Wanted],
    outcome: &mut Outcome,
    mut deliver: impl FnMut(&Wanted, Output, &mut Outcome),
) {
    loop {
        let next = || outputs.next().map(|(index, output)| Ok((index, output?))).transpose();
        match guarded(&outcome.input, next) {
            Ok(None) => return,
            Ok(Some((index, output))) => {
                if let Some(wanted) = wanted.get(index) {
                    deliver(wanted, output, outcome);
                }
            }
            Err(fault) => outcome.faults.push(fault),
        }
    }
}

/// True if an output has a list of pages, or the pages that are listed.
fn is_listed(wanted: &Wanted) -> bool {
    wanted.back.makes_pages() || wanted.back.lists_pages()
}

/// Writes one output: to standard output or aside, in its folder. [`Outcome::settle`] gives the files their names.
pub fn deliver(wanted: &Wanted, output: Output, settings: &Settings, outcome: &mut Outcome) {
    let format = wanted.back.name();
    let pages = Some(output.page_list.len()).filter(|pages| *pages > 0);
    let path = match &wanted.target {
        Target::Stdout => None,
        Target::File(path) | Target::Titled(path) => Some(path.clone()),
    };
    let written = match &path {
        None => output::write_stdout(&output.bytes).map(|w| {
            outcome.closed |= matches!(w, Written::Closed);
            None
        }),
        Some(path) => output::write_beside(path, &output.files, settings.force)
            .and_then(|()| output::write(path, &output.bytes, wanted.standing, settings.force)),
    };
    for (suffix, bytes) in &output.companions {
        let Some(path) = path.as_deref().map(|path| companion(path, suffix)) else {
            let message = "The cover is a file of its own, and the output goes to standard output.";
            outcome.faults.push(Fault::new(message).hint("Name the output with -o."));
            continue;
        };
        // The companion's place is checked as well, because the check of the output does not cover it.
        let checked = output::check(&path, wanted.back, settings.force);
        let written = checked.and_then(|standing| output::write(&path, bytes, standing, settings.force));
        outcome.add(Made { format, path: Some(path), bytes: bytes.len(), pages: Some(1) }, written);
    }
    outcome.reports.extend(output.reports);
    outcome.add(Made { format, path, bytes: output.bytes.len(), pages }, written);
}

/// The name of a file that belongs to an output.
fn companion(path: &std::path::Path, suffix: &str) -> std::path::PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push(suffix);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// The outputs of a job that must be made: with `--changed` only the outdated ones. A book lists the pages of the PDF
/// that was made with it, so both are remade together.
fn stale<'j>(job: &'j Job, settings: &Settings) -> Vec<&'j Wanted> {
    let stale = |wanted: &&Wanted| !settings.changed || !is_fresh(&job.input, wanted, settings);
    let book_is_stale = job.wanted.iter().filter(|w| is_listed(w)).any(|w| stale(&w));
    job.wanted.iter().filter(|w| stale(w) || book_is_stale && is_listed(w)).collect()
}

/// True if an output is newer than its input, the style and this program.
fn is_fresh(input: &Input, wanted: &Wanted, settings: &Settings) -> bool {
    let modified = |path: &std::path::Path| std::fs::metadata(path).and_then(|m| m.modified()).ok();
    let (Some(input), Target::File(output)) = (input.path(), &wanted.target) else { return false };
    let Some(made) = modified(output) else { return false };
    let newer = |time: Option<SystemTime>| time.is_some_and(|t| t < made);
    let program = std::env::current_exe().ok();
    newer(modified(input))
        && [settings.style_file.as_ref(), settings.cover.as_ref(), program.as_ref()]
            .into_iter()
            .flatten()
            .all(|path| newer(modified(path)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use offprint::diag::{Error, Result};
    use offprint::doc::Publication;
    use offprint::style::{Style, resolve::plain};

    /// A back end that fails, as a back end does if a library fails.
    struct Failing;

    impl BackEnd for Failing {
        fn name(&self) -> &'static str {
            "failing"
        }

        fn extension(&self) -> &'static str {
            "x"
        }

        fn owns(&self, _: &[u8]) -> Option<bool> {
            None
        }

        fn about(&self) -> &'static str {
            "nothing"
        }

        fn emit(&self, _: &Publication, _: &Style, _: &mut Context) -> Result<Output> {
            Err(Error::Library { what: "the file", why: "it broke".into() })
        }
    }

    #[test]
    fn a_back_end_that_fails_is_a_fault_and_the_others_are_made() {
        let tree = offprint::back::by_name("tree").unwrap();
        let backs: [&'static dyn BackEnd; 3] = [&Failing, tree, &Failing];
        let wanted =
            backs.map(|back| Wanted { back, target: Target::Stdout, standing: output::Standing::Free, extension: "x" });
        let wanted: Vec<&Wanted> = wanted.iter().collect();
        let (style, mut cx, mut outcome) = (plain("normal"), Context::default(), Outcome::default());
        let outputs = offprint::emit(Document::default().into(), &backs, &style, &mut cx);
        let mut delivered = Vec::new();
        each(outputs, &wanted, &mut outcome, |wanted, _, _| delivered.push(wanted.back.name()));
        assert_eq!((delivered, outcome.faults.len(), outcome.failed()), (vec!["tree"], 2, true));
    }

    #[test]
    fn companions_are_named_after_their_output() {
        let named = |path: &str| companion(std::path::Path::new(path), ".cover").display().to_string();
        assert_eq!([named("out/a.b.pdf"), named("a")], ["out/a.b.cover.pdf", "a.cover"]);
    }

    #[test]
    fn a_book_and_the_pages_that_it_lists_are_stale_together() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let write = |name: &str, seconds: u64| {
            std::fs::write(at(name), "x").unwrap();
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000 + seconds);
            std::fs::File::options().write(true).open(at(name)).unwrap().set_modified(time).unwrap();
        };
        let args = <super::super::args::Args as clap::Parser>::try_parse_from(["convert", "a", "--changed"]).unwrap();
        let settings = super::super::settings::settings(&args, false).unwrap();
        let stale_of = |input: u64, outputs: &[(&'static str, u64)], style: Option<u64>| {
            write("in", input);
            style.iter().for_each(|seconds| write("style", *seconds));
            let wanted = outputs.iter().map(|(name, seconds)| {
                write(name, *seconds);
                let back = offprint::back::by_name(name).unwrap();
                Wanted { back, target: Target::File(at(name)), standing: output::Standing::Free, extension: name }
            });
            let wanted = wanted.collect();
            let job = Job { input: Input::File(at("in")), wanted, picture_folder: None, ticket: None };
            let settings = Settings { style_file: style.map(|_| at("style")), ..settings.clone() };
            stale(&job, &settings).iter().map(|wanted| wanted.extension).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(stale_of(5, &[("pdf", 6), ("epub", 6), ("md", 6)], None), "");
        assert_eq!(stale_of(5, &[("pdf", 5), ("epub", 6), ("md", 6)], None), "pdf epub");
        assert_eq!(stale_of(5, &[("pdf", 6), ("epub", 4), ("md", 6)], None), "pdf epub");
        assert_eq!(stale_of(5, &[("pdf", 6), ("epub", 6), ("md", 4)], None), "md");
        assert_eq!(stale_of(5, &[("md", 7)], Some(6)), "");
        assert_eq!(stale_of(5, &[("md", 7)], Some(7)), "md", "the style is as new");
    }
}

//! One article: read, understood once, made in every format asked for, written. A panic anywhere below is caught and
//! said to be our mistake; it costs this article and no other.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use offprint::back::{Output, Report};
use offprint::context::{Context, Resources};
use offprint::diag::{Diagnostic, Error, Severity};
use offprint::doc::{Document, hollow};
use offprint::front::{self, foreign};
use offprint::source::Source;

use super::input::Input;
use super::messages::{Fault, Voice};
use super::output::{self, Target, Written};
use super::plan::{Job, Wanted};
use super::resources::Folder;
use super::settings::Settings;

/// An output that was made.
pub struct Made {
    pub format: &'static str,
    /// `None` is standard output.
    pub path: Option<PathBuf>,
    pub bytes: usize,
    /// How many pages it has, where it has pages and they were counted.
    pub pages: Option<usize>,
}

/// What became of an article.
#[derive(Default)]
pub struct Outcome {
    pub input: String,
    pub made: Vec<Made>,
    /// Outputs that `--changed` found up to date.
    pub skipped: usize,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Said>,
    pub reports: Vec<Report>,
    /// What to say, ready to be shown.
    pub text: String,
    pub milliseconds: f64,
    /// Standard output was closed: nothing more can be delivered.
    pub closed: bool,
}

/// A diagnostic with its place as people count.
pub struct Said {
    pub diagnostic: Diagnostic,
    pub line: Option<usize>,
    pub column: Option<usize>,
}

impl Outcome {
    /// Whether all that was wanted was made.
    pub fn failed(&self) -> bool {
        !self.faults.is_empty()
    }
}

/// Does one job. Never panics and never ends the program.
pub fn run(job: &Job, settings: &Settings, voice: &Voice, keep_remarks: bool) -> Outcome {
    let begun = Instant::now();
    let mut outcome = Outcome { input: job.input.shown(), ..Outcome::default() };
    let stale = |w: &&Wanted| !settings.changed || !is_fresh(&job.input, w, settings);
    // A book lists the pages of the PDF that was made with it: made anew alone, it would list none.
    let book_is_stale = job.wanted.iter().filter(|w| is_listed(w)).any(|w| stale(&w));
    let wanted: Vec<&Wanted> = job.wanted.iter().filter(|w| stale(w) || book_is_stale && is_listed(w)).collect();
    outcome.skipped = job.wanted.len() - wanted.len();
    if !wanted.is_empty() {
        match job.input.read(settings.input_bytes) {
            Ok(bytes) => {
                let source = Source::new(job.input.source_name(), bytes);
                convert(&source, job, &wanted, settings, voice, keep_remarks, &mut outcome);
            }
            Err(fault) => outcome.faults.push(fault),
        }
    }
    for fault in &outcome.faults {
        outcome.text.push_str(&voice.fault(fault));
    }
    outcome.milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    outcome
}

fn convert(
    source: &Source,
    job: &Job,
    wanted: &[&Wanted],
    settings: &Settings,
    voice: &Voice,
    keep_remarks: bool,
    outcome: &mut Outcome,
) {
    let folder = folder(job.input.path(), settings);
    let mut cx = context(&folder, settings);
    cx.picture_folder.clone_from(&job.picture_folder);
    let document = guarded(|| read(source, settings, &mut cx));
    match document.unwrap_or_else(|panic| Err(our_mistake(&job.input.shown(), &panic))) {
        Ok(document) => {
            let ordered = pages_first(wanted.iter().copied(), &mut cx);
            if voice.is_watched() && ordered.iter().any(|wanted| wanted.back.name() == "pdf") {
                // The PDF counts its pages where somebody asks for them.
                cx.page_marks.get_or_insert_default();
            }
            for wanted in ordered {
                let made = outcome.made.len();
                match guarded(|| wanted.back.emit(&document, &settings.style, &mut cx)) {
                    Ok(Ok(output)) => deliver(wanted, output, settings, outcome),
                    Ok(Err(error)) => outcome.faults.push(refused(&job.input.shown(), &error)),
                    Err(panic) => outcome.faults.push(our_mistake(&job.input.shown(), &panic)),
                }
                if let Some(made) = outcome.made.get_mut(made).filter(|made| made.format == "pdf") {
                    made.pages = cx.page_marks.as_ref().map(Vec::len).filter(|pages| *pages > 0);
                }
            }
        }
        Err(fault) => outcome.faults.push(fault),
    }
    let said = cx.diags.take();
    outcome.text.push_str(&voice.diagnostics(source, &said));
    if keep_remarks {
        outcome.remarks = said.into_iter().map(|d| place(source, d)).collect();
    }
}

/// The outputs in the order they are made: a PDF before an EPUB, which then lists the PDF's pages.
pub fn pages_first<'w>(wanted: impl Iterator<Item = &'w Wanted>, cx: &mut Context) -> Vec<&'w Wanted> {
    let mut wanted: Vec<&Wanted> = wanted.collect();
    wanted.sort_by_key(|wanted| wanted.back.name() != "pdf");
    let has = |name: &str| wanted.iter().any(|wanted| wanted.back.name() == name);
    cx.page_marks = (has("pdf") && has("epub")).then(Vec::new);
    wanted
}

/// Whether an output has a list of pages, or the pages that are listed.
fn is_listed(wanted: &Wanted) -> bool {
    matches!(wanted.back.name(), "pdf" | "epub")
}

/// The pictures that an article at that path may use.
pub fn folder(path: Option<&std::path::Path>, settings: &Settings) -> Folder {
    Folder::of(path, &settings.allowed, settings.limits.resource_bytes, settings.cover.as_deref())
}

/// A context as the settings have it.
pub fn context<'a>(pictures: &'a dyn Resources, settings: &Settings) -> Context<'a> {
    let mut cx = Context::new(pictures);
    cx.limits = settings.limits.clone();
    cx.reading = settings.reading.clone();
    cx.epoch = settings.epoch;
    cx
}

/// The article as a tree, with what the command line says about it. The error that a front end says is the fault of
/// that article: nothing is made from it.
pub fn read(source: &Source, settings: &Settings, cx: &mut Context) -> Result<Document, Fault> {
    if let Some(kind) = foreign::recognise(source.bytes()).filter(|kind| !kind.is_text || settings.from.is_none()) {
        let message =
            format!("{} is {}, and holds no article to convert.", super::display::text(source.name()), kind.what);
        return Err(Fault::new(message).hint(kind.way_out));
    }
    let front = settings.from.unwrap_or_else(|| front::detect(source));
    let mut document = offprint::read(source, front, cx);
    if let Some(error) = cx.diags.iter().find(|d| d.severity == Severity::Error) {
        return Err(fault(&super::display::text(source.name()), error));
    }
    if let Some(cover) = &settings.cover {
        document.meta.cover = Some(cover.to_string_lossy().into_owned());
    }
    if document.meta.title.is_empty() && hollow::filled(&document).blocks.is_empty() {
        cx.say(
            Diagnostic::warning("no-article", "No article was found in it; the output is empty.")
                .hint("Say what it is with --from, or keep everything with --keep all."),
        );
    }
    Ok(document)
}

/// An error of the library's about an article, with its name.
fn fault(name: &str, error: &Diagnostic) -> Fault {
    Fault { message: format!("{name}: {}", error.message), hint: error.hint.clone() }
}

/// Writes one output to its place.
pub fn deliver(wanted: &Wanted, output: Output, settings: &Settings, outcome: &mut Outcome) {
    let size = output.bytes.len();
    let path = match &wanted.target {
        Target::Stdout => None,
        Target::File(path) => Some(path.clone()),
    };
    let written = match &path {
        None => output::write_stdout(&output.bytes).map(|w| outcome.closed |= matches!(w, Written::Closed)),
        Some(path) => output::write_beside(path, &output.files, settings.force)
            .and_then(|()| output::write(path, &output.bytes, wanted.standing, settings.force)),
    };
    outcome.reports.extend(output.reports);
    match written {
        Ok(()) => outcome.made.push(Made { format: wanted.back.name(), path, bytes: size, pages: None }),
        Err(fault) => outcome.faults.push(fault),
    }
}

/// A diagnostic with its place counted.
pub fn place(source: &Source, diagnostic: Diagnostic) -> Said {
    let at = diagnostic.span.map(|span| source.line_column(span.start));
    Said { diagnostic, line: at.map(|a| a.0), column: at.map(|a| a.1) }
}

/// An error of the library as a fault of that article.
pub fn refused(name: &str, error: &Error) -> Fault {
    match error {
        Error::Failed(d) => fault(name, d),
        Error::Unsupported(message) => Fault::new(message.clone()),
        Error::Library { .. } => Fault::new(format!("{name}: {error}."))
            .hint("This is a mistake of ours and not yours; please report it with the article."),
    }
}

/// Whether an output is newer than its input, the style and this program.
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

thread_local! {
    /// Where the last panic of this thread happened; the hook writes it, `guarded` reads it.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps panics from printing by themselves: they are said in a sentence, where they are caught.
pub fn quiet_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        PLACE.with(|p| *p.borrow_mut() = place);
    }));
}

/// Runs something that might panic; the error is the panic in words.
pub fn guarded<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(f)).map_err(|payload| {
        let place = PLACE.with(|p| p.take());
        format!("{} at {place}", words(payload.as_ref()))
    })
}

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".into())
}

/// A panic as a sentence.
pub fn our_mistake(name: &str, panic: &str) -> Fault {
    let panic: String = super::display::text(panic).chars().take(300).collect();
    Fault::new(format!("{name} could not be made, through a mistake of ours ({panic})."))
        .hint("Please report it with the article, if you may share it. Other articles are not affected.")
}

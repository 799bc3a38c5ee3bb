//! `--edition`: many articles bound as one book, by a title or by a file that gives title, sections and order.
//!
//! ```yaml
//! title: Morning Reading
//! sections:
//!   - title: News
//!     articles: [ferry.txt, council.html]   # beside this file
//! ```

use std::path::{Path, PathBuf};
use std::time::Instant;

use offprint::context::Resources as _;
use offprint::diag::Diagnostic;
use offprint::doc::{self, Assets, Author, Date, Document, Edition, Inline, Lang, Meta, Part};
use offprint::source::Source;
use serde::Deserialize;

use super::args::Args;
use super::batch::{self, Tally};
use super::input::Input;
use super::job::{self, Outcome};
use super::messages::{self, Fault, Voice};
use super::output::Target;
use super::resources::Folder;
use super::settings::{self, Settings};
use super::{DONE, FAILED, plan, report, say_or_print, told};

/// An edition file.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    title: String,
    subtitle: Option<String>,
    description: Option<String>,
    #[serde(alias = "author", alias = "editors")]
    authors: OneOrMany<Name>,
    #[serde(alias = "lang")]
    language: Option<String>,
    date: Option<String>,
    cover: Option<PathBuf>,
    publisher: Option<String>,
    rights: Option<String>,
    identifier: Option<String>,
    #[serde(alias = "keywords")]
    subjects: OneOrMany<String>,
    series: Option<Series>,
    sections: Vec<Section>,
    articles: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        OneOrMany::Many(Vec::new())
    }
}

impl<T> OneOrMany<T> {
    fn into_vec(self) -> Vec<T> {
        match self {
            OneOrMany::One(one) => vec![one],
            OneOrMany::Many(many) => many,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Plain(String),
    Full {
        name: String,
        #[serde(rename = "file-as")]
        file_as: Option<String>,
        role: Option<String>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Series {
    name: String,
    position: Option<f32>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Section {
    title: String,
    articles: Vec<PathBuf>,
}

/// An edition before its articles are read.
struct Outline {
    meta: Meta,
    /// The name of the output without extension, where `-o` does not give one.
    stem: String,
    sections: Vec<(String, Vec<Input>)>,
    cover: Option<PathBuf>,
}

/// Makes an edition in every format asked for.
pub fn run(args: &Args, named: &str, voice: &Voice) -> Result<u8, Vec<Fault>> {
    let begun = Instant::now();
    let mut settings = settings::settings(args).map_err(|f| vec![f])?;
    let outline = outline(args, named).map_err(|f| vec![f])?;
    settings.cover = settings.cover.or_else(|| outline.cover.clone());
    let inputs: Vec<Input> = outline.sections.iter().flat_map(|(_, inputs)| inputs.clone()).collect();
    if inputs.is_empty() {
        let fault = Fault::new("The edition has no articles.");
        return Err(vec![fault.hint("Name them after the options, or under `articles:` in the edition file.")]);
    }
    let wanted = plan::plan_edition(args, &inputs, &outline.stem)?;
    messages::say(&voice.general(&settings.style_said));
    let mut outcome =
        Outcome { input: super::display::text(&doc::plain_text(&outline.meta.title)), ..Outcome::default() };
    let documents = read(args, &inputs, &settings, voice, &mut outcome);
    if !outcome.failed() {
        let edition = bind(outline, documents, &settings);
        emit(&edition, &wanted, &settings, voice, &mut outcome);
    }
    outcome.faults.iter().for_each(|fault| outcome.text.push_str(&voice.fault(fault)));
    outcome.milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    messages::say(&told(&outcome, voice));
    let stdout_taken = wanted.iter().any(|w| w.target == Target::Stdout);
    let text = if args.messages.report.is_some() {
        let mut tally = Tally::default();
        tally.count(&outcome);
        format!("{:#}\n", report::run(&tally, &[report::article(&outcome)], begun.elapsed().as_secs_f64()))
    } else {
        outcome.reports.iter().map(report::text).collect()
    };
    say_or_print(&text, stdout_taken);
    Ok(if outcome.failed() { FAILED } else { DONE })
}

/// All articles as trees, read in parallel. An article that cannot be read fails the edition: a book with a hole in it
/// is not the book that was asked for.
fn read(args: &Args, inputs: &[Input], settings: &Settings, voice: &Voice, outcome: &mut Outcome) -> Vec<Document> {
    let mut documents = Vec::with_capacity(inputs.len());
    let workers = batch::workers(args.many.jobs, inputs.len());
    batch::in_order(
        inputs.iter(),
        workers,
        |input| article(input, settings, voice),
        |result| {
            match result {
                Ok((document, text)) => {
                    messages::say(&text);
                    documents.push(document);
                }
                Err(fault) => outcome.faults.push(fault),
            }
            true
        },
    );
    documents
}

fn article(input: &Input, settings: &Settings, voice: &Voice) -> Result<(Document, String), Fault> {
    let source = Source::new(input.source_name(), input.read(settings.input_bytes)?);
    // A cover belongs to the whole and not to each article.
    let own = Settings { cover: None, ..settings.clone() };
    let folder = job::folder(input.path(), &own);
    let mut cx = job::context(&folder, &own);
    let read = job::guarded(|| {
        let mut document = job::read(&source, &own, &mut cx);
        keep_pictures(&mut document, &folder);
        document
    });
    let said = cx.diags.take();
    let document = read.map_err(|panic| job::our_mistake(&input.shown(), &panic))?;
    Ok((document, voice.diagnostics(&source, &said)))
}

/// Loads the pictures now, from the article's own folder: bound into an edition, its names mean nothing any more.
fn keep_pictures(document: &mut Document, folder: &Folder) {
    let mut assets = Assets::default();
    for (_, asset) in document.assets.iter() {
        let mut asset = asset.clone();
        asset.data = asset.data.or_else(|| folder.load(&asset.name).ok());
        assets.add(asset);
    }
    document.assets = assets;
}

fn bind(outline: Outline, documents: Vec<Document>, settings: &Settings) -> Edition {
    let mut documents = documents.into_iter();
    let inputs = outline.sections.iter().flat_map(|(_, inputs)| inputs);
    let names = inputs.map(|input| input.path().map_or(String::new(), |p| p.to_string_lossy().into_owned())).collect();
    let part = |(title, inputs): (String, Vec<Input>)| Part {
        title: inlines(&title),
        articles: documents.by_ref().take(inputs.len()).collect(),
    };
    let mut edition = Edition { meta: outline.meta, parts: outline.sections.into_iter().map(part).collect(), names };
    edition.meta.cover = settings.cover.as_ref().map(|c| c.to_string_lossy().into_owned());
    edition.meta.language = edition.meta.language.or_else(|| common_language(&edition.parts));
    edition
}

/// The language of the edition where nothing states it: that of its first article that has one.
fn common_language(parts: &[Part]) -> Option<Lang> {
    parts.iter().flat_map(|p| &p.articles).find_map(|a| a.meta.language.clone())
}

fn emit(edition: &Edition, wanted: &[plan::Wanted], settings: &Settings, voice: &Voice, outcome: &mut Outcome) {
    let folder = job::folder(None, settings);
    let mut cx = job::context(&folder, settings);
    for wanted in job::pages_first(wanted.iter(), &mut cx) {
        match job::guarded(|| wanted.back.emit_edition(edition, &settings.style, &mut cx)) {
            Ok(Ok(output)) => job::deliver(wanted, output, settings, outcome),
            Ok(Err(error)) => outcome.faults.push(job::refused(&outcome.input, &error)),
            Err(panic) => outcome.faults.push(job::our_mistake(&outcome.input, &panic)),
        }
    }
    let said: Vec<Diagnostic> = cx.diags.take();
    outcome.text.push_str(&voice.diagnostics(&Source::from_text(outcome.input.clone(), ""), &said));
}

/// A title, or a file: what ends in `.yaml` or `.yml`, or is a file, is one.
fn outline(args: &Args, named: &str) -> Result<Outline, Fault> {
    let path = Path::new(named);
    let is_yaml = path.extension().is_some_and(|e| e == "yaml" || e == "yml");
    let inputs: Vec<Input> = args.inputs.iter().map(|i| Input::new(i)).collect();
    if is_yaml || path.is_file() {
        return from_file(path, inputs);
    }
    if named.trim().is_empty() {
        return Err(Fault::new("The edition has no title.").hint("Give one: --edition \"Morning Reading\""));
    }
    let meta = Meta { title: inlines(named), ..Meta::default() };
    Ok(Outline { meta, stem: stem(named), sections: vec![(String::new(), inputs)], cover: None })
}

fn inlines(text: &str) -> Vec<Inline> {
    if text.trim().is_empty() { Vec::new() } else { vec![Inline::text(text.trim())] }
}

/// A title as a file name: words joined by hyphens, nothing that a shell or a file system would mind.
fn stem(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let stem = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    let short: String = stem.chars().take(80).collect();
    if short.is_empty() { "edition".into() } else { short }
}

fn from_file(path: &Path, more: Vec<Input>) -> Result<Outline, Fault> {
    let shown = super::display::path(path);
    let text = settings::read_small(path).map_err(|e| {
        let fault = Fault::new(format!("The edition file {shown} could not be read: {e}."));
        fault.hint("--edition takes a title, or a YAML file such as examples/morning.yaml.")
    })?;
    let file: File = serde_yaml::from_str(&text).map_err(|e| {
        let why = super::display::text(e.to_string().lines().next().unwrap_or("it is not YAML"));
        Fault::new(format!("The edition file {shown} is not as it should be: {why}.")).hint(
            "Keys are title, subtitle, description, authors, language, date, cover, publisher, rights, identifier, \
             subjects, series, and sections (title, articles) or articles.",
        )
    })?;
    if file.title.trim().is_empty() {
        return Err(Fault::new(format!("The edition file {shown} has no title.")).hint("Begin it with `title:`."));
    }
    let beside = |p: &PathBuf| path.parent().unwrap_or(Path::new("")).join(p);
    let input = |p: &PathBuf| Input::File(beside(p));
    let mut sections: Vec<(String, Vec<Input>)> = Vec::new();
    if !file.articles.is_empty() {
        sections.push((String::new(), file.articles.iter().map(input).collect()));
    }
    sections.extend(file.sections.iter().map(|s| (s.title.clone(), s.articles.iter().map(input).collect())));
    if !more.is_empty() {
        match sections.last_mut() {
            Some((_, inputs)) => inputs.extend(more),
            None => sections.push((String::new(), more)),
        }
    }
    let stem = path.file_stem().map_or("edition".into(), |s| s.to_string_lossy().into_owned());
    let cover = file.cover.as_ref().map(|c| settings::cover(&beside(c))).transpose()?;
    Ok(Outline { meta: meta(file, &shown)?, stem, sections, cover })
}

fn meta(file: File, shown: &str) -> Result<Meta, Fault> {
    let author = |name: Name| match name {
        Name::Plain(name) => Author::new(name),
        Name::Full { name, file_as, role } => Author { name, file_as, role },
    };
    let published = file.date.as_deref().map(|d| {
        let fault = Fault::new(format!("The date of the edition file {shown} is not a date."));
        Date::parse_iso(d).ok_or_else(|| fault.hint("Write it as 2026-03-14."))
    });
    let language = file.language.as_deref().map(settings::language).transpose()?;
    Ok(Meta {
        title: inlines(&file.title),
        subtitle: inlines(file.subtitle.as_deref().unwrap_or("")),
        authors: file.authors.into_vec().into_iter().map(author).collect(),
        published: published.transpose()?,
        language: language.as_deref().and_then(Lang::new),
        publisher: file.publisher,
        rights: file.rights,
        description: file.description,
        subjects: file.subjects.into_vec(),
        series: file.series.map(|s| offprint::doc::Series { name: s.name, position: s.position }),
        identifier: file.identifier,
        ..Meta::default()
    })
}

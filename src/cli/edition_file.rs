//! The edition file: title, sections, order, cover. A mistake in it is reported with its line and a remedy.
//!
//! ```yaml
//! title: Morning Reading
//! sections:
//!   - title: News
//!     articles: [ferry.txt, council.html]   # beside this file
//! ```

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use offprint::context::Stated;
use offprint::doc::{Author, Lang, Meta, Role};
use offprint::style::SourceLink;
use offprint::style::error::{expected, in_words, nearest};
use serde::Deserialize;

use super::fault::{Advice as _, Fault};
use super::feeds::spec::{self, Full, Spec};
use super::input::{self, Input};
use super::outline::{Article, Outline, inlines};
use super::{display, settings};

/// The largest list of feeds, in bytes.
const FEED_BYTES: u64 = 64 << 20;

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
    writing: Option<Writing>,
    #[serde(rename = "source-link", alias = "source_link")]
    source_link: Option<Shown>,
    sections: Vec<Section>,
    articles: Vec<Entry>,
    feeds: Vec<FeedEntry>,
    opds: bool,
}

/// A feed: its address or file, or that with the amount to take.
#[derive(Deserialize)]
#[serde(untagged)]
enum FeedEntry {
    Plain(PathBuf),
    Full(Box<FeedFull>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeedFull {
    feed: PathBuf,
    section: Option<String>,
    most: Option<usize>,
    oldest: Option<String>,
    #[serde(default)]
    full: Full,
}

/// An article: its file, or its file with corrected metadata.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Plain(PathBuf),
    Full(Box<Corrected>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corrected {
    file: PathBuf,
    title: Option<String>,
    #[serde(default, alias = "author")]
    authors: OneOrMany<String>,
    date: Option<String>,
    source: Option<String>,
    #[serde(alias = "lang")]
    language: Option<String>,
}

/// The direction of the lines.
#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Writing {
    Horizontal,
    Vertical,
}

/// The form in which addresses are shown.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Shown {
    Text,
    Qr,
    None,
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
    articles: Vec<Entry>,
}

/// True if a text is an edition file that names articles.
pub fn is_one(text: &str) -> bool {
    let file: Result<File, _> = serde_yaml::from_str(text);
    file.is_ok_and(|file| !(file.sections.is_empty() && file.articles.is_empty() && file.feeds.is_empty()))
}

/// Reads an edition file; `more` are articles named in addition to it.
pub fn outline(path: &Path, more: Vec<Article>) -> Result<Outline, Fault> {
    let shown = display::path(path);
    let text = input::read_small(path)
        .with_context(|| format!("The edition file {shown} could not be read"))
        .advise("--edition takes a title, or a YAML file such as examples/morning.yaml.")?;
    let file: File = serde_yaml::from_str(&text).map_err(|e| mistake(&shown, &text, e))?;
    if file.title.trim().is_empty() {
        return Err(Fault::new(format!("The edition file {shown} has no title.")).hint("Begin it with `title:`."));
    }
    let place = Place { shown: &shown, text: &text };
    let beside = |p: &PathBuf| path.parent().unwrap_or(Path::new("")).join(p);
    // A missing article is found when it is read: it fails the edition as one of the command line does.
    let named = |p: &PathBuf| match Input::new(p) {
        Input::Address(address) => Input::Address(address),
        _ => Input::File(beside(p)),
    };
    let feed = |p: &PathBuf| {
        let found = named(p);
        if found.path().is_none_or(Path::exists) {
            return Ok(found);
        }
        let (line, name) = (place.of(&p.to_string_lossy()), display::path(p));
        let fault = Fault::new(format!("{line}: there is no file {name}."));
        Err(fault.hint("Feeds are looked for beside the edition file."))
    };
    let article = |entry: &Entry| {
        let (file, article) = match entry {
            Entry::Plain(file) => (file, Article::from(named(file))),
            Entry::Full(full) => (&full.file, Article { input: named(&full.file), ..corrected(full, &place)? }),
        };
        Ok(Article { place: Some(place.of(&file.to_string_lossy())), ..article })
    };
    let articles = |entries: &[Entry]| entries.iter().map(article).collect::<Result<Vec<Article>, Fault>>();
    let mut sections: Vec<(String, Vec<Article>)> = Vec::new();
    if !file.articles.is_empty() {
        sections.push((String::new(), articles(&file.articles)?));
    }
    for section in &file.sections {
        sections.push((section.title.clone(), articles(&section.articles)?));
    }
    if !more.is_empty() {
        match sections.last_mut() {
            Some((_, inputs)) => inputs.extend(more),
            None => sections.push((String::new(), more)),
        }
    }
    let feeds = file.feeds.iter().map(|entry| specs(entry, &feed, &place)).collect::<Result<Vec<_>, Fault>>()?;
    let feeds = feeds.into_iter().flatten().collect();
    let stem = path.file_stem().map_or("edition".into(), |s| s.to_string_lossy().into_owned());
    let cover = |c: &PathBuf| settings::cover(&beside(c)).map_err(|fault| place.at(&c.to_string_lossy(), fault));
    let cover = file.cover.as_ref().map(cover).transpose()?;
    let source_link = file.source_link.map(|shown| match shown {
        Shown::Text => SourceLink::Text,
        Shown::Qr => SourceLink::Qr,
        Shown::None => SourceLink::None,
    });
    let catalogue = file.opds;
    Ok(Outline { meta: meta(file, &place)?, stem, sections, cover, feeds, source_link, catalogue })
}

/// The feeds of an entry: one, or those listed in an OPML file. An edition file with feeds asks for their articles.
fn specs(
    entry: &FeedEntry,
    input: &impl Fn(&PathBuf) -> Result<Input, Fault>,
    place: &Place,
) -> Result<Vec<Spec>, Fault> {
    let (named, full) = match entry {
        FeedEntry::Plain(path) => (path, None),
        FeedEntry::Full(full) => (&full.feed, Some(full)),
    };
    let (_, mut specs) = spec::of_inputs(vec![input(named)?], FEED_BYTES)?;
    if specs.is_empty() {
        specs.push(Spec::new(input(named)?));
    }
    let oldest = full.and_then(|full| full.oldest.as_deref());
    let oldest = oldest.map(|age| spec::age(age).map_err(|fault| place.at(age, fault))).transpose()?;
    for spec in &mut specs {
        spec.online = true;
        spec.oldest = oldest;
        if let Some(full) = full {
            spec.section = full.section.clone().or_else(|| spec.section.take());
            spec.most = full.most;
            spec.full = full.full;
        }
    }
    Ok(specs)
}

/// An article with the metadata that its entry states.
fn corrected(entry: &Corrected, place: &Place) -> Result<Article, Fault> {
    let checked = |value: &Option<String>, check: fn(&str) -> Result<String, Fault>| {
        value.as_deref().map(|value| check(value).map_err(|fault| place.at(value, fault))).transpose()
    };
    let authors = match &entry.authors {
        OneOrMany::One(name) => vec![name.clone()],
        OneOrMany::Many(names) => names.clone(),
    };
    let stated = Stated {
        title: entry.title.clone(),
        authors,
        date: checked(&entry.date, |date| settings::date(date).map(|date| date.to_string()))?,
        source: checked(&entry.source, settings::source)?,
    };
    Ok(Article {
        input: Input::File(PathBuf::new()),
        stated,
        language: checked(&entry.language, settings::language)?,
        entry: None,
        place: None,
    })
}

/// An edition file, to name its lines in messages.
struct Place<'a> {
    shown: &'a str,
    text: &'a str,
}

impl Place<'_> {
    /// The file and the line of `value`.
    fn of(&self, value: &str) -> String {
        let line = self.text.lines().position(|line| line.contains(value.trim()));
        line.map_or_else(|| self.shown.to_string(), |line| format!("{}:{}", self.shown, line + 1))
    }

    /// A fault with the place of the value before it.
    fn at(&self, value: &str, fault: Fault) -> Fault {
        fault.context(self.of(value))
    }
}

/// A mistake in the YAML, with its place.
fn mistake(shown: &str, text: &str, error: serde_yaml::Error) -> Fault {
    let error = error.without_snippet();
    let place = error.location().map_or(String::new(), |at| format!(":{}:{}", at.line(), at.column()));
    if let serde_yaml::Error::SerdeUnknownField { field, expected, .. } = error {
        let fault = Fault::new(format!("{shown}{place}: `{}` is no key of an edition file.", display::text(field)));
        return fault.hint(match nearest(field, expected.iter().copied()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("Valid here: {}.", expected.join(", ")),
        });
    }
    if let serde_yaml::Error::SerdeUnknownVariant { variant, expected, .. } = error {
        let fault = Fault::new(format!("{shown}{place}: `{}` means nothing here.", display::text(variant)));
        return fault.hint(format!("Valid here: {}.", expected.join(", ")));
    }
    let (line, column) = error.location().map_or((0, 0), |at| (at.line() as usize, at.column() as usize));
    let why = error.to_string();
    if let Some(words) = expected(&why, text, line, column) {
        return Fault::new(format!("{shown}{place}: {}.", display::text(&words)));
    }
    let why = display::text(&in_words(&why, text, line, column));
    Fault::new(format!("{shown}{place}: the edition file cannot be read: {why}."))
        .hint("It begins with `title:` and names `articles:`, `sections:` or `feeds:`, as examples/morning.yaml does.")
}

fn meta(file: File, place: &Place) -> Result<Meta, Fault> {
    let author = |name: Name| match name {
        Name::Plain(name) => Author::new(name),
        Name::Full { name, file_as, role } => {
            Author { name, file_as, role: role.map(|role| Role::new(&role)).unwrap_or_default() }
        }
    };
    let published = file.date.as_deref().map(|date| settings::date(date).map_err(|fault| place.at(date, fault)));
    let language = file.language.as_deref().map(|tag| settings::language(tag).map_err(|fault| place.at(tag, fault)));
    let language = language.transpose()?;
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
        vertical: file.writing == Some(Writing::Vertical),
        ..Meta::default()
    })
}

//! `--edition`: many articles bound as one book, by a title or by a file that gives title, sections
//! and order ([`edition_file`]).

use std::path::Path;
use std::time::Instant;

use offprint::back::BackEnd;
use offprint::context::{Context, Stated};
use offprint::diag::{Diagnostic, Diagnostics, codes};
use offprint::doc::{Author, Date, Document, Meta, Part, Publication};
use offprint::source::Source;

use super::args::Args;
use super::batch::{self, Tally};
use super::fault::Fault;
use super::feeds::{self, News, State, spec};
use super::guard::guarded;
use super::input::Input;
use super::job::{self, Outcome};
use super::messages::{self, Voice};
use super::outline::{Article, Outline, inlines};
use super::output::{Target, Wanted};
use super::resources::Shelf;
use super::settings::{self, Settings};
use super::{DONE, FAILED, doubts, edition_file, end_of_web, naming, opds, open, plan, report, say_or_print, told};

/// Makes an edition in every format asked for.
pub fn run(args: &Args, named: &str, voice: &Voice) -> Result<u8, Vec<Fault>> {
    let begun = Instant::now();
    let mut settings = settings::settings(args, true).map_err(|f| vec![f])?;
    let mut outline = outline(args, named, &settings).map_err(|f| vec![f])?;
    settings.cover = settings.cover.or_else(|| outline.cover.clone());
    if let (Some(source_link), None) = (outline.source_link, args.look.source_link) {
        settings.style.source_link = source_link;
    }
    let state = State::read(args.many.since.as_deref()).map_err(|f| vec![f])?;
    let news = match feeds::gather(&mut outline, &state, &settings) {
        Ok(news) => news,
        Err(no_thread) => {
            messages::say(&voice.fault(&no_thread));
            return Ok(FAILED);
        }
    };
    if let Some(code) = without_news(&news, &outline, &state, voice) {
        end_of_web(&settings).map_err(|f| vec![f])?;
        return Ok(code);
    }
    let mut articles: Vec<Article> = outline.sections.iter().flat_map(|(_, articles)| articles.clone()).collect();
    let inputs: Vec<Input> = articles.iter().map(|article| article.input.clone()).collect();
    if inputs.is_empty() {
        let fault = Fault::new("The edition has no articles.");
        return Err(vec![fault.hint("Name them after the options, or under `articles:` in the edition file.")]);
    }
    // Of one article the options speak, of several they speak of the edition.
    if let [only] = articles.as_mut_slice() {
        only.stated = over(std::mem::take(&mut settings.reading.stated), std::mem::take(&mut only.stated));
    }
    let catalogue = outline.catalogue;
    let wanted = plan::plan_edition(args, &inputs, &outline.stem)?;
    let said = doubts::of_run(args, wanted.iter(), &settings);
    messages::say(&voice.general(&said));
    let mut outcome =
        Outcome { input: super::display::text(&offprint::math::title_text(&outline.meta.title)), ..Outcome::default() };
    let (documents, shelf) = read(args, &articles, &settings, voice, &mut outcome);
    if !outcome.failed() {
        let mut edition = bind(outline, documents, &settings);
        if news.feeds > 0 {
            messages::say(&voice.general(&feeds::each_once(&mut edition.parts)));
        }
        let meta = edition.edition.clone().unwrap_or_default();
        emit(edition, &shelf, &wanted, &settings, voice, &mut outcome);
        outcome.settle();
        if catalogue && !outcome.failed() {
            outcome.faults.extend(opds::add(&meta, &outcome.made, &settings).err());
        }
    }
    outcome.finish(voice);
    outcome.milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    messages::say(&told(&outcome, voice));
    let stdout_taken = wanted.iter().any(|w| w.target == Target::Stdout);
    let text = if args.messages.report.is_some() {
        let (mut tally, mut report) = (Tally::default(), report::Run::new());
        tally.count(&outcome);
        report.add(&outcome);
        report.finish(&said, &tally, begun.elapsed().as_secs_f64())
    } else {
        outcome.reports.iter().map(report::text).collect()
    };
    say_or_print(&text, stdout_taken);
    end_of_web(&settings).map_err(|f| vec![f])?;
    if !outcome.failed() {
        state.write(news.keys).map_err(|f| vec![f])?;
    }
    Ok(if outcome.failed() { FAILED } else { DONE })
}

/// The metadata of the options over that of the edition file.
fn over(options: Stated, file: Stated) -> Stated {
    Stated {
        title: options.title.or(file.title),
        authors: if options.authors.is_empty() { file.authors } else { options.authors },
        date: options.date.or(file.date),
        source: options.source.or(file.source),
    }
}

/// Warns of the feeds that could not be read; returns the exit code if there is nothing to make an edition of.
fn without_news(news: &News, outline: &Outline, state: &State, voice: &Voice) -> Option<u8> {
    if news.feeds == 0 {
        return None;
    }
    let empty = outline.sections.iter().all(|(_, articles)| articles.is_empty());
    let all_dead = news.dead.len() == news.feeds;
    for fault in &news.dead {
        if all_dead && empty {
            messages::say(&voice.fault(fault));
        } else {
            let mut said = Diagnostics::default();
            let warning = Diagnostic::warning(codes::FEED_UNREADABLE, fault.message());
            said.push(warning.hint("The edition is made without it."));
            messages::say(&voice.general(&said));
        }
    }
    if !empty {
        return None;
    }
    if all_dead {
        return Some(FAILED);
    }
    if !voice.quiet() {
        let read = super::display::count(news.feeds - news.dead.len(), "feed");
        let nothing = match (news.entries, state.is_kept()) {
            (0, _) => "There is no entry",
            (_, true) => "Nothing new",
            (_, false) => "Nothing recent",
        };
        messages::say(&format!("{nothing} in {read}; no edition was made.\n"));
    }
    Some(DONE)
}

/// All articles as trees, read in parallel, and the sources of their pictures. An article that cannot be read fails the
/// edition, because a book with a hole in it is not the book that was asked for.
fn read(
    args: &Args,
    articles: &[Article],
    settings: &Settings,
    voice: &Voice,
    outcome: &mut Outcome,
) -> (Vec<Document>, Shelf) {
    let mut documents = Vec::with_capacity(articles.len());
    let mut shelf = Shelf::new(open::of_edition(settings));
    let waits = articles.iter().any(|article| article.entry.is_some() || article.input.is_address());
    let workers = batch::workers(args.many.jobs, articles.len());
    let workers = if waits && args.many.jobs.is_none() { feeds::AT_ONCE.min(articles.len()) } else { workers };
    let started = batch::in_order(
        articles.iter(),
        workers,
        0,
        |one| article(one, settings, voice),
        |_| (),
        |result| {
            match result {
                Ok((mut document, folder, text)) => {
                    messages::say(&text);
                    let path = articles.get(documents.len()).and_then(|article| article.input.path());
                    shelve(&mut document, path, folder, &mut shelf);
                    documents.push(document);
                }
                Err(fault) => outcome.faults.push(fault),
            }
            true
        },
    );
    outcome.faults.extend(started.err());
    (documents, shelf)
}

fn article(article: &Article, settings: &Settings, voice: &Voice) -> Result<(Document, open::Shelf, String), Fault> {
    let input = &article.input;
    // A cover belongs to the whole and not to each article.
    let mut own = Settings { cover: None, ..settings.clone() };
    own.reading.stated = article.stated.clone();
    own.reading.language = article.language.clone().or(own.reading.language);
    if let Some(chosen) = &article.entry {
        let (document, pictures, mut said, source) = feeds::article(chosen, &own)?;
        return Ok((document, pictures, voice.diagnostics(&source, &said.take())));
    }
    let opened = open::open(input, &own).map_err(|fault| article.placed(fault))?;
    let mut cx = opened.context(&*opened.pictures, &own);
    let document = guarded(&input.shown(), || offprint::read(&opened.source, opened.front, &mut cx))?;
    if let Some(refusal) = opened.refusal(&document, &mut cx.diags) {
        return Err(refusal);
    }
    let said = cx.diags.take();
    Ok((document, opened.pictures, voice.diagnostics(&opened.source, &said)))
}

/// Names an article's pictures by their paths from here and not from the article, because its own names mean nothing in
/// an edition. The pictures are loaded only when they are set, because a year of articles may have more of them than
/// fit in memory.
fn shelve(document: &mut Document, path: Option<&Path>, folder: open::Shelf, shelf: &mut Shelf) {
    let parent = path.and_then(Path::parent).filter(|parent| !parent.as_os_str().is_empty());
    let number = shelf.add(folder);
    for asset in document.assets.iter_mut().filter(|asset| asset.data.is_none()) {
        let own = std::mem::take(&mut asset.name);
        asset.name = parent.map_or(own.clone(), |parent| format!("{}/{own}", parent.display()));
        shelf.place(asset.name.clone(), number, own);
    }
}

fn bind(outline: Outline, documents: Vec<Document>, settings: &Settings) -> Publication {
    let mut documents = documents.into_iter();
    let articles = outline.sections.iter().flat_map(|(_, articles)| articles);
    let names = articles
        .map(|article| match &article.input {
            Input::Stdin => String::new(),
            Input::File(path) => path.to_string_lossy().into_owned(),
            Input::Address(address) => address.clone(),
        })
        .collect();
    let part = |(title, articles): (String, Vec<Article>)| Part {
        title: inlines(&title),
        articles: documents.by_ref().take(articles.len()).collect(),
    };
    let parts: Vec<Part> = outline.sections.into_iter().map(part).collect();
    let mut meta = outline.meta;
    meta.cover = settings.cover.as_ref().map(|c| c.to_string_lossy().into_owned());
    let stated = &settings.reading.stated;
    if let Some(title) = &stated.title {
        meta.title = inlines(title);
    }
    if !stated.authors.is_empty() {
        meta.authors = stated.authors.iter().map(|name| Author::new(name.as_str())).collect();
    }
    meta.published = stated.date.as_deref().and_then(Date::parse_iso).or(meta.published);
    let mut publication = Publication { parts, names, ..Publication::default() };
    meta.language = meta.language.or_else(|| publication.language());
    publication.edition = Some(meta);
    publication
}

fn emit(
    edition: Publication,
    shelf: &Shelf,
    wanted: &[Wanted],
    settings: &Settings,
    voice: &Voice,
    outcome: &mut Outcome,
) {
    let mut cx = open::context(shelf, settings);
    twice(&edition, &mut cx);
    let wanted: Vec<&Wanted> = wanted.iter().collect();
    let backs: Vec<&dyn BackEnd> = wanted.iter().map(|wanted| wanted.back).collect();
    let outputs = offprint::emit(edition, &backs, &settings.style, &mut cx);
    job::each(outputs, &wanted, outcome, |wanted, output, outcome| job::deliver(wanted, output, settings, outcome));
    outcome.hear(&Source::from_text(outcome.input.clone(), ""), cx.diags.take(), voice);
}

/// Warns of articles that an edition has twice: from the same address, or with the same text.
fn twice(edition: &Publication, cx: &mut Context) {
    let articles: Vec<&Document> = edition.articles().collect();
    for (number, article) in articles.iter().enumerate() {
        let address = article.meta.source.as_deref();
        let same = |other: &&&Document| {
            address.is_some() && other.meta.source.as_deref() == address
                || !article.blocks.is_empty() && other.blocks == article.blocks
        };
        if articles.iter().take(number).any(|other| same(&other)) {
            let title = offprint::math::title_text(&article.meta.title);
            let message = format!("The article “{}” is in the edition twice.", super::display::text(title.trim()));
            let warning = Diagnostic::warning(codes::ARTICLE_TWICE, message);
            cx.say(warning.hint("Name each article once."));
        }
    }
}

/// A title, or a file: an argument that ends in `.yaml` or `.yml`, or exists, is a file.
fn outline(args: &Args, named: &str, settings: &Settings) -> Result<Outline, Fault> {
    let path = Path::new(named);
    let is_yaml = path.extension().is_some_and(|e| e == "yaml" || e == "yml");
    let (inputs, feeds) = spec::of_inputs(plan::named(args)?, settings.input_bytes)?;
    let articles: Vec<Article> = inputs.into_iter().map(Article::from).collect();
    if is_yaml || path.is_file() {
        let mut outline = edition_file::outline(path, articles)?;
        outline.feeds.extend(feeds);
        return Ok(outline);
    }
    if named.trim().is_empty() {
        return Err(Fault::new("The edition has no title.").hint("Give one: --edition \"Morning Reading\""));
    }
    let meta = Meta { title: inlines(named), ..Meta::default() };
    Ok(Outline {
        meta,
        stem: naming::stem(named, "edition"),
        sections: if articles.is_empty() { Vec::new() } else { vec![(String::new(), articles)] },
        cover: None,
        feeds,
        catalogue: false,
        source_link: None,
    })
}

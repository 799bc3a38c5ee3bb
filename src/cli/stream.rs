//! `--stream`: a worker for engines that outgrow one machine. It reads JSON lines on standard input, converts as many
//! at once as there are jobs, and answers one JSON line each, as they are ready; the id matches answers to lines.
//!
//! ```json
//! {"id": 7, "name": "story.txt", "content": "...", "to": ["pdf", "md"], "options": {"size": "large"}}
//! {"id": 7, "ok": true, "outputs": [{"format": "pdf", "base64": "..."}, ...], "remarks": [...], "milliseconds": 12.1}
//! ```
//!
//! An article comes as `content`, as `base64`, or as a `path`. Outputs are written to `output` (a file, or a folder
//! that ends in `/`) if it is stated. Otherwise they come with the answer: text as `content`, other bytes as `base64`.
//! A line that is not understood is also answered, and the worker goes on.

use std::collections::BTreeMap;
use std::io::{BufRead, Read as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context as _, Error};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use offprint::back::{BackEnd, Output};
use offprint::front::json::surrogates;
use offprint::report;
use offprint::source::Source;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::args::{Args, FlavourArg, Keep};
use super::display;
use super::fault::{Advice as _, Fault};
use super::guard::{guarded, unwound};
use super::input::{self, Input};
use super::job::{self, Outcome};
use super::messages::{self, Voice};
use super::open::{self, Opened};
use super::output::{self, Target, Wanted, Written};
use super::plan;
use super::settings::{self, Settings};
use super::{DONE, FAILED, batch};

/// A line of standard input.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    #[serde(default)]
    id: Value,
    name: Option<String>,
    content: Option<String>,
    base64: Option<String>,
    path: Option<PathBuf>,
    from: Option<String>,
    #[serde(default)]
    to: Formats,
    output: Option<PathBuf>,
    #[serde(default)]
    options: Options,
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Formats {
    #[default]
    Default,
    One(String),
    Many(Vec<String>),
}

/// The options of the command line that an article may have for itself.
#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Options {
    size: Option<String>,
    style: Option<String>,
    paper: Option<String>,
    font: Option<String>,
    standard: Option<String>,
    print: Option<Vec<String>>,
    lang: Option<String>,
    keep: Option<String>,
    no_smart: Option<bool>,
    wrap: Option<u16>,
    flavour: Option<String>,
    epub2: Option<bool>,
    max_size: Option<String>,
    limit: Option<Vec<String>>,
}

/// Settings by options, so that a million articles with the same options resolve their style once.
type Cache = Mutex<BTreeMap<String, Arc<Settings>>>;
/// Different sets of options that are remembered.
const MOST_CACHED: usize = 64;

/// Works until standard input ends.
pub fn run(args: &Args) -> Result<u8, Fault> {
    if let Some(named) = args.inputs.first().or(args.web.list.as_ref()) {
        let message =
            format!("--stream reads its articles from standard input, and {} was named.", display::path(named));
        return Err(Fault::new(message).hint("Send it as a line: {\"path\": \"FILE\"}."));
    }
    let settings = Arc::new(settings::settings(args, true)?);
    let most = settings.input_bytes.saturating_mul(2);
    let cache = Cache::default();
    let workers = batch::workers(args.many.jobs, usize::MAX);
    let mut fault = None;
    let started = batch::as_ready(
        lines(most),
        workers,
        0,
        |line| answer(args, line, &settings, &cache),
        |_| (),
        |_, answer| {
            match output::write_stdout(answer.as_bytes()) {
                Ok(Written::Whole) => true,
                // The reader is gone, and a worker may be waiting for a line that never comes.
                Ok(Written::Closed) => std::process::exit(DONE.into()),
                Err(e) => {
                    fault = Some(e);
                    false
                }
            }
        },
    );
    if let Err(none) = started {
        // The rest of the input is left unread; the sender sees the answers end, and the reason.
        messages::say(&Voice::new(&args.messages).fault(&none));
        return Ok(FAILED);
    }
    super::end_of_web(&settings)?;
    fault.map_or(Ok(DONE), Err)
}

/// The lines of standard input; a line longer than `most` is an error and skipped.
fn lines(most: u64) -> impl Iterator<Item = Result<Vec<u8>, Fault>> + Send {
    let mut input = std::io::BufReader::new(std::io::stdin());
    std::iter::from_fn(move || {
        loop {
            let mut line = Vec::new();
            match input.by_ref().take(most).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(n) if n as u64 == most && line.last() != Some(&b'\n') => {
                    let skipped = input.skip_until(b'\n').context("Standard input could not be read");
                    return Some(Err(skipped.map_or_else(Fault::from, |_| Fault::new("The line is too long."))));
                }
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(Ok(line)),
                Err(e) => return Some(Err(Error::new(e).context("Standard input could not be read").into())),
            }
        }
    })
}

/// The answer to a line, with its line break. Never panics: a panic inside becomes a message in the answer.
fn answer(args: &Args, line: Result<Vec<u8>, Fault>, base: &Settings, cache: &Cache) -> String {
    let begun = Instant::now();
    let mut answer = Map::new();
    let request = line.and_then(|line| {
        let request = understood(&line).context("The line is not a request");
        if request.is_err() {
            // Even a request that is not understood keeps its id, if it has one.
            let id = serde_json::from_slice::<Value>(&line).ok().and_then(|v| v.get("id").cloned());
            answer.insert("id".into(), id.unwrap_or_default());
        }
        request.advise("See `convert --help` on --stream.")
    });
    let outcome = request.and_then(|request| {
        answer.insert("id".into(), request.id.clone());
        unwound("The article", || convert(args, request, base, cache)).and_then(|outcome| outcome)
    });
    let (outputs, outcome) =
        outcome.unwrap_or_else(|fault| (Vec::new(), Outcome { faults: vec![fault], ..Outcome::default() }));
    let errors = outcome.faults.iter().map(|f| json!({ "message": f.message(), "hint": f.hint }));
    answer.entry("id").or_insert(Value::Null);
    answer.insert("ok".into(), (!outcome.failed()).into());
    answer.insert("outputs".into(), outputs.into());
    answer.insert("errors".into(), errors.collect());
    answer.insert("remarks".into(), outcome.remarks.into());
    answer.insert("reports".into(), outcome.reports.iter().map(report::report).collect());
    let milliseconds = (begun.elapsed().as_secs_f64() * 1e6).round() / 1000.0;
    answer.insert("milliseconds".into(), milliseconds.into());
    format!("{}\n", Value::Object(answer))
}

/// A line as a request. Half a surrogate pair, which strings of other languages may contain, costs a character and not
/// the article.
fn understood(line: &[u8]) -> serde_json::Result<Request> {
    serde_json::from_slice(line).or_else(|error| match std::str::from_utf8(line).map(surrogates::mend) {
        Ok((text, 1..)) => serde_json::from_str(&text),
        _ => Err(error),
    })
}

/// The field of a request that asks for more than its own content, if one does.
fn reaching(request: &Request) -> Option<&'static str> {
    let asked = [
        ("path", request.path.is_some()),
        ("output", request.output.is_some()),
        ("options.style", request.options.style.is_some()),
        ("options.limit", request.options.limit.is_some()),
    ];
    asked.into_iter().find(|(_, asked)| *asked).map(|(field, _)| field)
}

/// Converts a request: as [`job`] does, with the request's own options and with outputs that go into the answer.
fn convert(args: &Args, request: Request, base: &Settings, cache: &Cache) -> Result<(Vec<Value>, Outcome), Fault> {
    if let Some(field) = reaching(&request).filter(|_| args.many.contents_only) {
        let fault = Fault::new(format!("This stream takes contents only, and the request has the field {field}."));
        return Err(fault.hint("Send the article as content or base64, or start the stream without --contents-only."));
    }
    let settings = cached(args, &request, base, cache)?;
    let wanted = wanted(args, &request)?;
    let (input, opened) = opened(request, &settings)?;
    let wanted: Vec<&Wanted> = wanted.iter().collect();
    let backs: Vec<&dyn BackEnd> = wanted.iter().map(|wanted| wanted.back).collect();
    let mut cx = opened.context(&*opened.pictures, &settings);
    let mut outcome = Outcome { input: input.shown(), ..Outcome::default() };
    let mut answers = Vec::new();
    let document = guarded(&outcome.input, || offprint::read(&opened.source, opened.front, &mut cx))?;
    if let Some(refusal) = opened.refusal(&document, &mut cx.diags) {
        return Err(refusal);
    }
    let outputs = offprint::emit(document.into(), &backs, &settings.style, &mut cx);
    job::each(outputs, &wanted, &mut outcome, |wanted, output, outcome| {
        answers.extend(answer_with(wanted, output, &settings, outcome));
    });
    outcome.remarks = super::report::general(&settings.style_said);
    outcome.remarks.extend(cx.diags.take().iter().map(|said| report::remark(said, &opened.source)));
    Ok((answers, outcome))
}

/// The outputs of a request: in files if it names one, otherwise in the answer.
fn wanted(args: &Args, request: &Request) -> Result<Vec<Wanted>, Fault> {
    let args = Args {
        to: match &request.to {
            Formats::Default => args.to.clone(),
            Formats::One(one) => vec![one.clone()],
            Formats::Many(many) => many.clone(),
        },
        output: request.output.clone(),
        inputs: vec![request.path.clone().or_else(|| request.name.clone().map(PathBuf::from)).unwrap_or_default()],
        ..args.clone()
    };
    if request.output.is_some() {
        return Ok(plan::plan(&args).map_err(first)?.pop().map(|job| job.wanted).unwrap_or_default());
    }
    let inside = |back: &'static dyn BackEnd| Wanted {
        back,
        target: Target::Stdout,
        standing: output::Standing::Free,
        extension: back.extension(),
    };
    Ok(plan::formats(&args)?.into_iter().map(inside).collect())
}

/// The part of the answer about one output: its bytes, or the path it was written to.
fn answer_with(wanted: &Wanted, output: Output, settings: &Settings, outcome: &mut Outcome) -> Option<Value> {
    if wanted.target == Target::Stdout {
        outcome.reports.extend(output.reports.iter().cloned());
        return Some(inside(wanted.back, &output));
    }
    let before = outcome.made.len();
    job::deliver(wanted, output, settings, outcome);
    outcome.settle();
    let path = outcome.made.get(before).and_then(|made| made.path.as_ref())?;
    Some(json!({ "format": wanted.back.name(), "path": path.to_string_lossy() }))
}

fn first(faults: Vec<Fault>) -> Fault {
    faults.into_iter().next().unwrap_or_else(|| Fault::new("The request cannot be planned."))
}

/// The article of a request, and its source. A line may name an address only if the stream itself may fetch.
fn opened(request: Request, settings: &Settings) -> Result<(Input, Opened), Fault> {
    let name = request.name.unwrap_or_else(|| "article".into());
    let given = [request.content.is_some(), request.base64.is_some(), request.path.is_some()];
    if given.iter().filter(|g| **g).count() != 1 {
        return Err(Fault::new("A request has exactly one of content, base64 and path."));
    }
    if let Some(path) = request.path {
        let input = Input::new(&path);
        if input.is_address() && !settings.fetch {
            let fault = Fault::new(format!("{} is an address, and this stream fetches nothing.", input.shown()));
            return Err(fault.hint("Start the stream with --fetch, or send the page as content."));
        }
        let input = if input == Input::Stdin { Input::File(path) } else { input };
        let opened = open::open(&input, settings)?;
        return Ok((input, opened));
    }
    let bytes = match (request.content, request.base64) {
        (Some(content), _) => content.into_bytes(),
        (_, encoded) => STANDARD.decode(encoded.unwrap_or_default()).context("The field base64 is not base64")?,
    };
    if bytes.is_empty() {
        return Err(input::empty(&display::text(&name)));
    }
    let opened = open::of_source(Source::new(name, bytes), &Input::Stdin, settings)?;
    Ok((Input::Stdin, opened))
}

/// An output that goes with the answer.
fn inside(back: &dyn BackEnd, output: &Output) -> Value {
    let mut value = Map::new();
    value.insert("format".into(), back.name().into());
    match std::str::from_utf8(&output.bytes) {
        Ok(text) if back.is_text() => value.insert("content".into(), text.into()),
        _ => value.insert("base64".into(), STANDARD.encode(&output.bytes).into()),
    };
    if !output.files.is_empty() {
        let file = |(name, bytes): &(String, Vec<u8>)| json!({ "name": name, "base64": STANDARD.encode(bytes) });
        value.insert("files".into(), output.files.iter().map(file).collect());
    }
    Value::Object(value)
}

/// The settings of a request: those of the command line, with the request's own options over them.
fn cached(args: &Args, request: &Request, base: &Settings, cache: &Cache) -> Result<Arc<Settings>, Fault> {
    let o = request.options.clone();
    let mut own = args.clone();
    let look = &mut own.look;
    let (reading, from) = (&mut own.reading, &mut own.from);
    let set = |slot: &mut Option<String>, value: Option<String>| *slot = value.or_else(|| slot.take());
    set(&mut look.size, o.size);
    set(&mut look.style, o.style);
    set(&mut look.paper, o.paper);
    set(&mut look.font, o.font);
    set(&mut look.standard, o.standard);
    set(&mut look.max_size, o.max_size);
    set(&mut reading.lang, o.lang);
    set(from, request.from.clone());
    look.print = o.print.unwrap_or_else(|| std::mem::take(&mut look.print));
    look.wrap = o.wrap.or(look.wrap);
    look.epub2 = o.epub2.unwrap_or(look.epub2);
    reading.no_smart = o.no_smart.unwrap_or(reading.no_smart);
    reading.limit.extend(o.limit.unwrap_or_default());
    reading.keep = match o.keep.as_deref() {
        None => reading.keep,
        Some("all") => Some(Keep::All),
        Some(_) => return Err(Fault::new("The option keep takes all and nothing else.")),
    };
    look.flavour = match o.flavour.as_deref() {
        None => look.flavour,
        Some("gfm") => Some(FlavourArg::Gfm),
        Some("commonmark") => Some(FlavourArg::Commonmark),
        Some(_) => return Err(Fault::new("The option flavour takes gfm or commonmark.")),
    };
    let key = format!("{:?} {:?} {:?}", own.look, own.reading, own.from);
    let mut known = cache.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(settings) = known.get(&key) {
        return Ok(settings.clone());
    }
    let settings = Arc::new(settings::settings(&own, true)?.with_web_of(base));
    if known.len() >= MOST_CACHED {
        known.clear();
    }
    known.insert(key, settings.clone());
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    use clap::Parser as _;

    fn settled(wrap: u16, cache: &Cache) -> Arc<Settings> {
        let args = Args::try_parse_from(["convert", "--stream"]).unwrap();
        let base = settings::settings(&args, true).unwrap();
        let request: Request = serde_json::from_value(json!({ "content": "a", "options": { "wrap": wrap } })).unwrap();
        cached(&args, &request, &base, cache).unwrap()
    }

    #[test]
    fn settings_are_remembered_until_they_are_too_many() {
        let cache = Cache::default();
        let first = settled(20, &cache);
        for wrap in 21..20 + MOST_CACHED as u16 {
            settled(wrap, &cache);
        }
        assert!(Arc::ptr_eq(&first, &settled(20, &cache)), "all are remembered");
        settled(20 + MOST_CACHED as u16, &cache);
        assert!(!Arc::ptr_eq(&first, &settled(20, &cache)), "it was forgotten");
    }

    #[test]
    fn every_field_that_reaches_further_is_named() {
        let named = |fields: Value| {
            let mut request = json!({ "content": "a" });
            request.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            reaching(&serde_json::from_value(request).unwrap())
        };
        assert_eq!(named(json!({ "path": "a" })), Some("path"));
        assert_eq!(named(json!({ "output": "a" })), Some("output"));
        assert_eq!(named(json!({ "options": { "style": "a" } })), Some("options.style"));
        assert_eq!(named(json!({ "options": { "limit": [] } })), Some("options.limit"));
        assert_eq!(named(json!({ "name": "a", "from": "md", "options": { "size": "a" } })), None);
    }
}

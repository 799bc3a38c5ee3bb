//! From arguments to the library's input: a style, limits, a way of reading. Every mistake is found here, before any
//! article is opened.

use std::path::{Path, PathBuf};
#[cfg(feature = "fetch")]
use std::sync::Arc;

use anyhow::Context as _;
use offprint::context::{Limits, Pictures, Reading, Stated};
use offprint::diag::Diagnostics;
use offprint::doc::{Date, Lang};
use offprint::front::{FrontEnd, rules};
use offprint::layout::fonts::Fonts;
use offprint::style::device::{self, DEVICES, Device};
use offprint::style::error::{StyleError, nearest};
use offprint::style::load;
use offprint::style::print;
use offprint::style::raw::RawStyle;
use offprint::style::resolve::Choices;
use offprint::style::standard::Standard;
use offprint::style::{Flavour, Front, NotesPlace, SourceLink, Style};

use super::args::{
    Args, ContentsArg, FlavourArg, FrontArg, Inspect, Look, NotesArg, PicturesArg, ReadingArgs, SourceLinkArg, WebArgs,
};
use super::fault::{Advice as _, Fault};
#[cfg(feature = "fetch")]
use super::fetch::Web;
use super::input::read_small;
use super::{display, faces, nearest, plan};

/// The needs of a conversion in addition to its input and its target.
#[derive(Clone)]
pub struct Settings {
    pub from: Option<&'static dyn FrontEnd>,
    pub style: Style,
    /// The messages from resolving the style: once for all articles.
    pub style_said: Diagnostics,
    /// The style's own file, if it has one: `--changed` compares its time.
    pub style_file: Option<PathBuf>,
    pub reading: Reading,
    pub limits: Limits,
    pub input_bytes: u64,
    pub allowed: Vec<PathBuf>,
    pub epoch: Option<i64>,
    pub cover: Option<PathBuf>,
    pub force: bool,
    pub changed: bool,
    /// `--fetch`: articles in files may use the network, too.
    pub fetch: bool,
    /// `--url`: the address of a page in a file.
    pub url: Option<String>,
    /// The web, for the requests of the person.
    #[cfg(feature = "fetch")]
    pub web: Arc<Web>,
}

/// Largest input by default: well over any article, well under any memory.
const INPUT_BYTES: u64 = 1 << 30;
/// Largest page that is fetched, by default.
const PAGE_BYTES: u64 = 20 << 20;

impl Settings {
    /// The same, with the web of other settings, so that its connections and bounds are one run's.
    pub fn with_web_of(self, other: &Settings) -> Self {
        #[cfg(feature = "fetch")]
        return Settings { web: other.web.clone(), ..self };
        #[cfg(not(feature = "fetch"))]
        return Settings { fetch: other.fetch, ..self };
    }
}

/// The settings of a run. `sized` is true if any of its outputs uses the sizes of a style.
pub fn settings(args: &Args, sized: bool) -> Result<Settings, Fault> {
    let base = reading_with(&args.reading, &args.web, args.from.as_deref(), || style(&args.look, sized))?;
    let cover = args.look.cover.as_ref().map(|path| cover(path)).transpose()?;
    Ok(Settings {
        style_file: args.look.style.as_ref().map(PathBuf::from).filter(|p| p.is_file()),
        cover,
        force: args.safety.force,
        changed: args.many.changed,
        ..base
    })
}

/// The settings that matter for reading alone, with a plain style.
pub fn reading(args: &Inspect) -> Result<Settings, Fault> {
    reading_with(&args.reading, &args.web, args.from.as_deref(), || style(&Look::default(), false))
}

/// The same with a style of one's own: reading and resolving one is half the time of a small run.
fn reading_with(
    args: &ReadingArgs,
    web: &WebArgs,
    from: Option<&str>,
    style: impl FnOnce() -> Result<(Style, Diagnostics), Fault>,
) -> Result<Settings, Fault> {
    let Bounds { limits, input_bytes, page_bytes } = bounds(&args.limit)?;
    #[cfg(not(feature = "fetch"))]
    without_web(web, page_bytes)?;
    let (style, style_said) = style()?;
    Ok(Settings {
        from: from.map(plan::front_end).transpose()?,
        style,
        style_said,
        style_file: None,
        reading: Reading {
            keep_all: args.keep.is_some(),
            language: args.lang.as_deref().map(language).transpose()?,
            without: args.without.iter().map(|rule| known_rule(rule)).collect::<Result<_, _>>()?,
            stated: Stated {
                title: args.title.clone(),
                authors: args.author.clone(),
                date: args.date.as_deref().map(date).transpose()?.map(|date| date.to_string()),
                source: args.source.as_deref().map(source).transpose()?,
            },
            verbatim_typography: args.no_smart,
            pictures: match args.pictures {
                Some(PicturesArg::Local) => Pictures::Local,
                Some(PicturesArg::None) => Pictures::None,
                Some(PicturesArg::All) | None => Pictures::All,
            },
            ..Reading::default()
        },
        #[cfg(feature = "fetch")]
        web: Arc::new(Web::new(web, page_bytes, limits.resource_bytes)?),
        fetch: web.fetch,
        url: web.url.as_deref().map(source).transpose()?,
        limits,
        input_bytes,
        allowed: args.allow_dir.iter().map(|d| allowed(d)).collect::<Result<_, _>>()?,
        epoch: epoch()?,
        cover: None,
        force: false,
        changed: false,
    })
}

/// The style that the options describe, and the messages; its sizes are correct if they are needed.
pub fn style(look: &Look, sized: bool) -> Result<(Style, Diagnostics), Fault> {
    let raw = raw_style(look.style.as_deref().unwrap_or("article"))?;
    let choices = Choices {
        size: look.size.clone(),
        paper: look.paper.clone(),
        font: look.font.clone(),
        standard: look.standard.as_deref().map(Standard::named).transpose().map_err(style_fault)?,
        print: (!look.print.is_empty()).then(|| print::parse(&look.print)).transpose().map_err(style_fault)?,
    };
    let mut said = Diagnostics::default();
    if let Some(family) =
        look.font.as_deref().filter(|f| !matches!(*f, "serif" | "sans" | "mono") && !faces::has_family(f))
    {
        let fault = Fault::new(format!("No family named {} is installed.", display::text(family)));
        let near = nearest(family, ["serif", "sans", "mono"]).map(|near| format!("Did you mean {near}? "));
        let advice = "Use serif, sans or mono for the faces of the program, or a name that fc-list shows.";
        return Err(fault.hint(format!("{}{advice}", near.unwrap_or_default())));
    }
    let faces = Fonts::with_installed(faces::installed());
    let mut style = faces.style(&raw, &choices, sized, &mut said).map_err(style_fault)?;
    style.size_asked = look.size.is_some();
    match look.contents {
        Some(ContentsArg::Yes) => style.contents_from_words = Some(0),
        Some(ContentsArg::No) => style.contents_from_words = None,
        Some(ContentsArg::Auto) | None => {}
    }
    style.notes = match look.notes {
        Some(NotesArg::Foot) => NotesPlace::Foot,
        Some(NotesArg::End) => NotesPlace::End,
        Some(NotesArg::Auto) => NotesPlace::Auto,
        None => style.notes,
    };
    style.opening.front = match look.front {
        Some(FrontArg::Full) => Front::Full,
        Some(FrontArg::None) => Front::None,
        None => style.opening.front,
    };
    style.source_link = match look.source_link {
        Some(SourceLinkArg::Text) => SourceLink::Text,
        Some(SourceLinkArg::Qr) => SourceLink::Qr,
        Some(SourceLinkArg::None) => SourceLink::None,
        None => style.source_link,
    };
    style.epub.css = raw.epub.css.as_deref().map(|css| style_sheet(css, look.style.as_deref())).transpose()?;
    style.epub.epub2 = look.epub2;
    if let Some(device) = look.device.as_deref().map(device).transpose()? {
        style.epub.device = Some(device);
        style.epub.picture_side = raw.epub.longest_side.unwrap_or(device.picture_side);
    }
    style.epub.max_bytes = look.max_size.as_deref().map(byte_count).transpose()?;
    style.markdown.wrap = look.wrap.filter(|columns| *columns > 0);
    style.markdown.flavour = match look.flavour {
        Some(FlavourArg::Commonmark) => Flavour::CommonMark,
        Some(FlavourArg::Gfm) | None => Flavour::Gfm,
    };
    Ok((style, said))
}

/// A style by its name, or from a YAML file; the style that it extends is searched for in the same folder.
fn raw_style(name: &str) -> Result<RawStyle, Fault> {
    let path = Path::new(name);
    if !(is_yaml(path) || path.is_file()) {
        return load::named(name).map_err(style_fault);
    }
    let text = read_small(path)
        .with_context(|| format!("The style {} could not be read", display::path(path)))
        .advise("--list-styles lists the styles that need no file.")?;
    let beside = |parent: &str| {
        let parent = path.parent().unwrap_or(Path::new("")).join(parent);
        [parent.with_extension("yaml"), parent].iter().find_map(|p| read_small(p).ok())
    };
    load::load(&display::path(path), &text, &beside).map_err(style_fault)
}

/// The style sheet that a style names, from the folder of the style's file.
fn style_sheet(css: &str, style: Option<&str>) -> Result<String, Fault> {
    let folder = style.and_then(|style| Path::new(style).parent()).unwrap_or(Path::new(""));
    let path = folder.join(css);
    let sheet = read_small(&path)
        .with_context(|| format!("The style sheet {} could not be read", display::path(&path)))
        .advise("epub: css: names a file beside the style's own.")?;
    // A book that refers to missing files is not valid.
    let lower = sheet.to_ascii_lowercase();
    if let Some(word) = ["@import", "url(", "image-set("].into_iter().find(|word| lower.contains(word)) {
        let fault =
            Fault::new(format!("The style sheet {} says {word}, which asks for another file.", display::path(&path)));
        return Err(
            fault.hint("A book holds one style sheet: put the rules into it, and leave out pictures and faces.")
        );
    }
    Ok(sheet)
}

/// The device of `--for`.
pub fn device(name: &str) -> Result<&'static Device, Fault> {
    device::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = DEVICES.iter().map(|device| device.name).collect();
        let fault = Fault::new(format!("There is no device {} to make books for.", display::text(name)));
        fault.hint(nearest::choices(name, &names))
    })
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "yaml" || e == "yml")
}

fn style_fault(error: StyleError) -> Fault {
    let fault = Fault::new(display::text(&error.to_string()));
    match error.hint {
        Some(hint) => fault.hint(display::text(&hint)),
        None => fault,
    }
}

/// Parses a date in ISO 8601.
pub fn date(text: &str) -> Result<Date, Fault> {
    let fault = || Fault::new(format!("{} is not a date.", display::text(text))).hint("Write it as 2026-03-14.");
    Date::parse_iso(text).ok_or_else(fault)
}

/// An address of the web.
pub fn source(text: &str) -> Result<String, Fault> {
    let fault = || {
        let fault = Fault::new(format!("{} is not an address.", display::text(text)));
        fault.hint("Write it whole, such as https://example.org/article.")
    };
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if is_web && !text.contains(char::is_whitespace) { Ok(text.to_owned()) } else { Err(fault()) }
}

/// A language tag in its usual form.
pub fn language(tag: &str) -> Result<String, Fault> {
    let lang = Lang::new(tag).ok_or_else(|| {
        Fault::new(format!("{} is not a language tag.", display::text(tag)))
            .hint("Write it as in BCP 47, such as en, en-GB or zh-Hant.")
    })?;
    Ok(lang.as_str().to_owned())
}

/// The id of a rule, if a rule has that name.
fn known_rule(id: &str) -> Result<String, Fault> {
    let rules = rules::ids();
    if rules.contains(&id) {
        return Ok(id.to_owned());
    }
    let near = nearest(id, rules).map(|near| format!("Did you mean {near}? ")).unwrap_or_default();
    let fault = Fault::new(format!("There is no rule {}.", display::text(id)));
    Err(fault.hint(format!("{near}--list-rules lists the rules.")))
}

fn allowed(folder: &Path) -> Result<PathBuf, Fault> {
    folder.canonicalize().ok().filter(|f| f.is_dir()).ok_or_else(|| {
        let fault = Fault::new(format!("There is no folder {} to allow.", display::path(folder)));
        fault.hint("--allow-dir takes a folder that exists.")
    })
}

/// The path of the picture for a cover, if it exists.
pub fn cover(path: &Path) -> Result<PathBuf, Fault> {
    path.canonicalize().ok().filter(|p| p.is_file()).ok_or_else(|| {
        let fault = Fault::new(format!("There is no picture {} for the cover.", display::path(path)));
        fault.hint("Name a PNG, JPEG, WebP, GIF or SVG file.")
    })
}

fn epoch() -> Result<Option<i64>, Fault> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|v| !v.is_empty()) else { return Ok(None) };
    let number =
        value.to_str().and_then(|v| v.trim().parse::<i64>().ok()).filter(|n| (0..=253_402_300_799).contains(n));
    number.map(Some).ok_or_else(|| {
        let fault = Fault::new("SOURCE_DATE_EPOCH is not a number of seconds since 1970.");
        fault.hint("Set it like this: SOURCE_DATE_EPOCH=$(date +%s)")
    })
}

/// `10MB`, `500k`, `1048576`: a number of bytes.
fn byte_count(text: &str) -> Result<u64, Fault> {
    let lower = text.trim().to_ascii_lowercase();
    let split = lower.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(lower.len());
    let (number, unit) = lower.split_at(split);
    let factor = match unit.trim() {
        "" | "b" => 1.0,
        "k" | "kb" | "kib" => 1024.0,
        "m" | "mb" | "mib" => 1_048_576.0,
        "g" | "gb" | "gib" => 1_073_741_824.0,
        _ => 0.0,
    };
    match number.parse::<f64>() {
        Ok(n) if n * factor >= 1.0 => Ok((n * factor) as u64),
        _ => {
            let fault = Fault::new(format!("{} is not a size.", display::text(text)));
            Err(fault.hint("Write a number with KB, MB or GB, such as 10MB."))
        }
    }
}

/// The fault for options that need the network, in a program built without it.
#[cfg(not(feature = "fetch"))]
fn without_web(args: &WebArgs, _: u64) -> Result<(), Fault> {
    let given = [
        ("--fetch", args.fetch),
        ("--cookies", args.cookies.is_some()),
        ("--allow-host", !args.allow_host.is_empty()),
        ("--snapshot", args.snapshot.is_some()),
        ("--no-cache", args.no_cache),
        ("--browser", args.browser.is_some()),
    ];
    match given.iter().find(|(_, given)| *given) {
        Some((name, _)) => {
            Err(Fault::new(format!("{name} needs the feature `fetch`, which this program was built without."))
                .hint("Build it with the default features: cargo build --release"))
        }
        None => Ok(()),
    }
}

/// The bounds that `--limit` sets.
#[derive(Debug)]
struct Bounds {
    limits: Limits,
    input_bytes: u64,
    page_bytes: u64,
}

/// `--limit NAME=N`, repeated.
fn bounds(options: &[String]) -> Result<Bounds, Fault> {
    const NAMES: [&str; 6] = ["input-bytes", "page-bytes", "picture-bytes", "pixels", "depth", "table-columns"];
    let (mut limits, mut input_bytes, mut page_bytes) = (Limits::default(), INPUT_BYTES, PAGE_BYTES);
    for option in options {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let number = byte_count(value).map_err(|_| {
            let fault = Fault::new(format!("The limit {} has no number.", display::text(option)));
            fault.hint("Write --limit NAME=N, such as --limit pixels=200000000.")
        });
        match name {
            "input-bytes" => input_bytes = number?.min(u64::from(u32::MAX) - 1),
            "page-bytes" => page_bytes = number?.min(u64::from(u32::MAX) - 1),
            "picture-bytes" => limits.resource_bytes = number?,
            "pixels" => limits.pixels = number?,
            // The largest value is bounded by the stack.
            "depth" => limits.depth = number?.min(1000) as usize,
            "table-columns" => limits.table_columns = number?.min(65_535) as usize,
            _ => {
                let fault = Fault::new(format!("There is no limit {}.", display::text(name)));
                return Err(fault.hint(nearest::choices(name, &NAMES)));
            }
        }
    }
    Ok(Bounds { limits, input_bytes, page_bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_files_are_read_as_people_write_them() {
        assert_eq!(byte_count("10MB").unwrap(), 10 << 20);
        assert_eq!(byte_count("1.5 k").unwrap(), 1536);
        assert!(byte_count("ten").is_err() && byte_count("0").is_err() && byte_count("5 parsecs").is_err());
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "a test writes files of its own")]
    fn a_style_sheet_lies_beside_its_style_and_asks_for_no_other_file() {
        let folder = std::env::temp_dir().join(format!("offprint-css-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let style = folder.join("mine.yaml").display().to_string();
        std::fs::write(folder.join("good.css"), "p { color: maroon }").unwrap();
        std::fs::write(folder.join("bad.css"), "@IMPORT 'https://example.org/a.css';").unwrap();
        let read = |name: &str| style_sheet(name, Some(&style));
        assert_eq!(read("good.css").unwrap(), "p { color: maroon }");
        assert!(read("bad.css").unwrap_err().hint.unwrap().contains("one style sheet"));
        assert!(read("none.css").is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn rules_are_named() {
        assert_eq!(known_rule("sign-up").unwrap(), "sign-up");
        assert!(known_rule("sing-up").unwrap_err().hint.unwrap().contains("Did you mean sign-up?"));
    }

    #[test]
    fn limits_are_named() {
        let bounds = bounds(&["pixels=5".into(), "input-bytes=1k".into(), "page-bytes=2k".into()]).unwrap();
        assert_eq!((bounds.limits.pixels, bounds.input_bytes, bounds.page_bytes), (5, 1024, 2048));
        assert!(super::bounds(&["pixel=5".into()]).unwrap_err().hint.unwrap().contains("Did you mean pixels?"));
    }

    #[test]
    fn every_unit_of_bytes_has_its_size() {
        for (text, bytes) in [
            ("1", 1),
            ("7b", 7),
            ("2K", 2048),
            ("2kb", 2048),
            ("2 KiB", 2048),
            ("0.5m", 1 << 19),
            ("3MB", 3 << 20),
            ("3mib", 3 << 20),
            ("1g", 1 << 30),
            ("1gb", 1 << 30),
            ("1GiB", 1 << 30),
            (" 5 ", 5),
            ("0.001k", 1),
        ] {
            assert_eq!(byte_count(text).unwrap(), bytes, "{text}");
        }
        for text in ["", "k", "0.5", "0.0009k", "1.2.3", "-1", "1t", "1 000"] {
            assert!(byte_count(text).is_err(), "{text}");
        }
    }

    #[test]
    fn limits_are_bounded_themselves() {
        let bounds = |option: &str| super::bounds(&[option.to_owned()]).unwrap();
        let most = u64::from(u32::MAX) - 1;
        assert_eq!((bounds("input-bytes=5g").input_bytes, bounds("page-bytes=5g").page_bytes), (most, most));
        assert_eq!([999, 1000, 1001].map(|n| bounds(&format!("depth={n}")).limits.depth), [999, 1000, 1000]);
        let columns = |n: u64| bounds(&format!("table-columns={n}")).limits.table_columns;
        assert_eq!([65_534, 65_535, 65_536].map(columns), [65_534, 65_535, 65_535]);
        assert_eq!(bounds("picture-bytes=5").limits.resource_bytes, 5);
        let plain = super::bounds(&[]).unwrap();
        assert_eq!((plain.input_bytes, plain.page_bytes, plain.limits), (1 << 30, 20 << 20, Limits::default()));
        assert!(super::bounds(&["depth".into()]).unwrap_err().message().contains("has no number"));
    }

    #[test]
    fn addresses_of_sources_are_whole() {
        for (text, is_whole) in [
            ("https://a.org", true),
            ("http://a.org/b", true),
            ("ftp://a.org", false),
            ("a.org", false),
            ("https://a b", false),
        ] {
            assert_eq!(source(text).is_ok(), is_whole, "{text}");
        }
    }
}

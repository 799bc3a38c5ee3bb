//! An input, opened: its text, the front end that reads it, and the pictures that it may use.
//!
//! Only this module decides if an article may use the network: it came from an address, or `--fetch` was given.

use offprint::context::{Context, Resources};
use offprint::diag::{Diagnostics, codes};
use offprint::doc::Document;
use offprint::front::feed::Entry;
use offprint::front::{self, FrontEnd, foreign};
use offprint::source::Source;
use offprint::style::load;

use super::display;
use super::edition_file;
use super::fault::Fault;
#[cfg(feature = "fetch")]
use super::fetch::{Address, Page, Pictures};
use super::input::{self, Input};
use super::resources::Folder;
use super::settings::Settings;

/// The source of an article's pictures.
pub type Shelf = Box<dyn Resources + Send>;

/// An article that can be read.
pub struct Opened {
    pub source: Source,
    pub front: &'static dyn FrontEnd,
    pub pictures: Shelf,
    /// The address of the article on the web, if known.
    pub address: Option<String>,
    /// True if it was fetched in this run.
    pub fetched: bool,
}

impl Opened {
    /// The context in which it is read.
    pub fn context<'a>(&self, pictures: &'a dyn Resources, settings: &Settings) -> Context<'a> {
        let mut cx = context(pictures, settings);
        cx.reading.address.clone_from(&self.address);
        if self.fetched || settings.fetch {
            cx.reading.picture_width = Some(picture_width(settings));
        }
        cx
    }

    /// The fault that stops an article with nothing in it, and takes the place of the warnings that say the same: a page
    /// that is empty without its scripts, an input of white space.
    pub fn refusal(&self, document: &Document, said: &mut Diagnostics) -> Option<Fault> {
        const EMPTY: [codes::Code; 3] = [codes::NEEDS_SCRIPTS, codes::PAGE_EMPTY, codes::NO_ARTICLE];
        let needs_scripts = said.count(codes::NEEDS_SCRIPTS.name()) > 0;
        let shows_nothing = EMPTY.iter().any(|code| said.count(code.name()) > 0) && offprint::is_hollow(document);
        if !(shows_nothing || self.fetched && needs_scripts) {
            return None;
        }
        let others = said.take().into_iter().filter(|diagnostic| !EMPTY.contains(&diagnostic.code));
        others.collect::<Vec<_>>().into_iter().for_each(|diagnostic| said.push(diagnostic));
        let name = display::text(self.address.as_deref().unwrap_or(self.source.name()));
        Some(if needs_scripts {
            let address = if self.address.is_some() { &name } else { "ADDRESS" };
            Fault::new(format!("{name} is almost empty before its scripts have run, and none are run here.")).hint(
                format!(
                    "Let a browser run them, with --browser PATH, or so: \
                     chromium --headless --dump-dom {address} | convert - --url {address} -o FILE.epub"
                ),
            )
        } else if self.source.text().trim().is_empty() {
            input::empty(&name)
        } else {
            let fault = Fault::new(format!("No article was found in {name}."));
            fault.hint("Say what it is with --from, or keep everything with --keep all.")
        })
    }
}

/// Opens an input.
pub fn open(input: &Input, settings: &Settings) -> Result<Opened, Fault> {
    match input {
        Input::Address(address) => fetch(address, settings),
        _ => of_source(input.source(settings.input_bytes)?, input, settings),
    }
}

/// A source that came from `input`, opened.
pub fn of_source(source: Source, input: &Input, settings: &Settings) -> Result<Opened, Fault> {
    let front = front_end(&source, None, settings)?;
    let pictures = pictures(folder(input, settings), settings);
    Ok(Opened { source, front, pictures, address: settings.url.clone(), fetched: false })
}

/// The pictures of a file: those in its folder, and with `--fetch` those on the network.
#[cfg(feature = "fetch")]
fn pictures(folder: Folder, settings: &Settings) -> Shelf {
    if !settings.fetch {
        return Box::new(folder);
    }
    let address = settings.url.as_deref().and_then(Address::parse);
    Box::new(Pictures::new(settings.web.clone(), folder, address.clone(), address))
}

#[cfg(not(feature = "fetch"))]
fn pictures(folder: Folder, _: &Settings) -> Shelf {
    Box::new(folder)
}

/// The page at an address.
#[cfg(feature = "fetch")]
fn fetch(text: &str, settings: &Settings) -> Result<Opened, Fault> {
    let address = Address::parse(text).ok_or_else(|| no_address(text))?;
    let page = settings.web.page(&address)?;
    of_page(page, Some(&address), settings)
}

#[cfg(not(feature = "fetch"))]
fn fetch(text: &str, _: &Settings) -> Result<Opened, Fault> {
    let message =
        format!("{} is an address, and this program was built without the feature `fetch`.", display::text(text));
    Err(Fault::new(message).hint(
        "Save the page in a browser and convert that, or pipe it: curl -sL ADDRESS | convert - --url ADDRESS -o FILE.epub",
    ))
}

/// A page that was fetched, opened; `named` is the address that the person named.
#[cfg(feature = "fetch")]
fn of_page(page: Page, named: Option<&Address>, settings: &Settings) -> Result<Opened, Fault> {
    if page.source.bytes().is_empty() {
        return Err(input::empty(&display::text(page.source.name())));
    }
    let front = front_end(&page.source, page.front, settings)?;
    // A page from the network may use no file of this machine, except the cover that the person named.
    let folder = Folder::of(None, &[], settings.limits.resource_bytes, settings.cover.as_deref());
    let address = Some(page.address.as_str().to_owned());
    let pictures = Pictures::new(settings.web.clone(), folder, Some(page.address), named.cloned());
    Ok(Opened { source: page.source, front, pictures: Box::new(pictures), address, fetched: true })
}

/// The feed at an address.
#[cfg(feature = "fetch")]
pub fn feed(text: &str, settings: &Settings) -> Result<Source, Fault> {
    let address = Address::parse(text).ok_or_else(|| no_address(text))?;
    settings.web.feed(&address).map(|page| page.source)
}

#[cfg(not(feature = "fetch"))]
pub fn feed(text: &str, settings: &Settings) -> Result<Source, Fault> {
    fetch(text, settings).map(|opened| opened.source)
}

/// The page of an entry of a feed; `named` is the address of the feed.
#[cfg(feature = "fetch")]
pub fn page_of_entry(link: &str, named: Option<&str>, settings: &Settings) -> Result<Opened, Fault> {
    let address = Address::parse(link).ok_or_else(|| no_address(link))?;
    let named = named.and_then(Address::parse);
    let page = settings.web.page_of(&address, named.as_ref())?;
    of_page(page, named.as_ref(), settings)
}

#[cfg(not(feature = "fetch"))]
pub fn page_of_entry(link: &str, _: Option<&str>, settings: &Settings) -> Result<Opened, Fault> {
    fetch(link, settings)
}

/// The pictures of an entry that has its text in the feed.
#[cfg(feature = "fetch")]
pub fn pictures_of_entry(entry: &Entry, named: Option<&str>, online: bool, settings: &Settings) -> Shelf {
    let folder = Folder::of(None, &[], settings.limits.resource_bytes, None);
    if !online {
        return Box::new(folder);
    }
    let page = entry.link.as_deref().and_then(Address::parse);
    Box::new(Pictures::new(settings.web.clone(), folder, page, named.and_then(Address::parse)))
}

#[cfg(not(feature = "fetch"))]
pub fn pictures_of_entry(_: &Entry, _: Option<&str>, _: bool, settings: &Settings) -> Shelf {
    Box::new(Folder::of(None, &[], settings.limits.resource_bytes, None))
}

/// The fault of an address that cannot be fetched.
#[cfg(feature = "fetch")]
fn no_address(text: &str) -> Fault {
    let fault = Fault::new(format!("{} is no address that can be fetched.", display::text(text)));
    fault.hint(if text.to_ascii_lowercase().starts_with("ftp:") {
        "Pages are fetched by http and https only; save the file and convert that."
    } else if text.contains('@') {
        "An address here holds no name and password; where a page wants them, give your browser's cookies with --cookies."
    } else {
        "Write it whole, such as https://example.org/article."
    })
}

/// The folder with the pictures that an article may use.
fn folder(input: &Input, settings: &Settings) -> Folder {
    Folder::of(input.path(), &settings.allowed, settings.limits.resource_bytes, settings.cover.as_deref())
}

/// The pictures that the edition itself may use: its cover.
pub fn of_edition(settings: &Settings) -> Folder {
    Folder::of(None, &settings.allowed, settings.limits.resource_bytes, settings.cover.as_deref())
}

/// A context with these settings.
pub fn context<'a>(pictures: &'a dyn Resources, settings: &Settings) -> Context<'a> {
    let mut cx = Context::new(pictures);
    cx.limits = settings.limits.clone();
    cx.reading = settings.reading.clone();
    cx.reading.cover = settings.cover.as_ref().map(|cover| cover.to_string_lossy().into_owned());
    cx.epoch = settings.epoch;
    cx
}

/// The most pixels across that any output needs of a picture: the measure of the page at 300 pixels an inch, or the longest
/// side in a book.
fn picture_width(settings: &Settings) -> u32 {
    const PIXELS_A_POINT: f32 = 300.0 / 72.0;
    let measure = settings.style.page.measure() * PIXELS_A_POINT;
    settings.style.epub.picture_side.max(measure.max(0.0) as u32)
}

/// What a file of YAML is if it belongs after an option, and that option.
fn settings_file(source: &Source) -> Option<(&'static str, &'static str)> {
    let name = source.name().to_ascii_lowercase();
    if !(name.ends_with(".yaml") || name.ends_with(".yml")) {
        return None;
    }
    if edition_file::is_one(source.text()) {
        return Some(("an edition file", "--edition"));
    }
    load::is_style(source.text()).then_some(("a style", "--style"))
}

/// The front end for an article: the one that the person names, otherwise the one that the server's type names
/// (`known`), otherwise the one that the file's name or content shows.
///
/// # Errors
/// If the input is not an article, such as a picture.
fn front_end(
    source: &Source,
    known: Option<&'static dyn FrontEnd>,
    settings: &Settings,
) -> Result<&'static dyn FrontEnd, Fault> {
    if let Some(kind) = foreign::recognise(source.bytes()).filter(|kind| !kind.is_text || settings.from.is_none()) {
        let name = display::text(source.name());
        let message = format!("{name} is {}, and holds no article to convert.", kind.what);
        return Err(Fault::new(message).hint(kind.way_out));
    }
    if settings.from.is_none()
        && let Some(option) = settings_file(source)
    {
        let name = display::text(source.name());
        let (what, option) = option;
        return Err(Fault::new(format!("{name} is {what}, and holds no article to convert."))
            .hint(format!("Name it after the option: {option} {}", display::quoted(source.name()))));
    }
    Ok(settings.from.or(known).unwrap_or_else(|| front::detect(source)))
}

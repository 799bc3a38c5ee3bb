//! The choice of feeds, and of the amount of each: from edition files, from OPML, and from inputs that are feeds.

use std::path::Path;

use offprint::front::feed::opml;

use super::super::fault::Fault;
use super::super::input::Input;

/// A feed of an edition.
#[derive(Clone, Debug)]
pub struct Spec {
    pub input: Input,
    /// The section that its entries go into; by default the feed's title names it.
    pub section: Option<String>,
    /// Its title in a list of feeds.
    pub title: Option<String>,
    /// The most entries.
    pub most: Option<usize>,
    /// The age that entries have at most, in seconds.
    pub oldest: Option<i64>,
    pub full: Full,
    /// True if pages and pictures of its entries may be fetched.
    pub online: bool,
}

/// The source of an entry's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Full {
    /// The feed.
    Feed,
    /// Its page.
    Page,
    /// Its page, if the feed has only its beginning.
    #[default]
    Auto,
}

impl Spec {
    /// The feed of an input. A named address is a request for its content.
    pub fn new(input: Input) -> Self {
        let online = input.is_address();
        Spec { input, section: None, title: None, most: None, oldest: None, full: Full::Auto, online }
    }
}

/// Inputs parted into articles and feeds; a list of feeds becomes its feeds.
pub fn of_inputs(inputs: Vec<Input>, limit: u64) -> Result<(Vec<Input>, Vec<Spec>), Fault> {
    let (mut articles, mut specs) = (Vec::new(), Vec::new());
    for input in inputs {
        match kind(&input) {
            Kind::Article => articles.push(input),
            Kind::Feed => specs.push(Spec::new(input)),
            Kind::List => specs.extend(listed(&input, limit)?),
        }
    }
    Ok((articles, specs))
}

enum Kind {
    Article,
    Feed,
    List,
}

/// Words in the last part of an address by which sites name their feeds.
const NAMES: &[&str] =
    &["feed", "feeds", "rss", "atom", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json", "index.rdf"];

/// The kind of an input: by the first bytes of a file, by the name of an address.
fn kind(input: &Input) -> Kind {
    match input {
        Input::Stdin => Kind::Article,
        Input::Address(address) => {
            let path = address.split(['?', '#']).next().unwrap_or("").trim_end_matches('/').to_ascii_lowercase();
            let last = path.rsplit('/').next().unwrap_or("");
            let named = NAMES.contains(&last) || last.ends_with(".rss") || last.ends_with(".atom");
            if named { Kind::Feed } else { Kind::Article }
        }
        Input::File(path) => {
            let head = head(path);
            let source = offprint::source::Source::new("", head);
            if offprint::front::feed::is_feed(&source) {
                Kind::Feed
            } else if offprint::front::foreign::recognise(source.bytes()).is_some_and(|kind| kind.id == "opml") {
                Kind::List
            } else {
                Kind::Article
            }
        }
    }
}

/// The first bytes of a file.
pub fn head(path: &Path) -> Vec<u8> {
    use std::io::Read as _;
    let mut head = Vec::new();
    if path.is_file()
        && let Ok(file) = std::fs::File::open(path)
    {
        let _ = file.take(4096).read_to_end(&mut head);
    }
    head
}

/// The feeds that a list in OPML names.
pub fn listed(input: &Input, limit: u64) -> Result<Vec<Spec>, Fault> {
    let source = input.source(limit)?;
    let list = opml::read(source.text());
    let feeds = list.map(|list| list.feeds).unwrap_or_default();
    if feeds.is_empty() {
        let fault = Fault::new(format!("{} lists no feeds.", input.shown()));
        return Err(fault.hint("A list in OPML has an outline with xmlUrl for each feed."));
    }
    let beside = |address: &str| match Input::new(Path::new(address)) {
        Input::File(path) => Input::File(input.path().and_then(Path::parent).unwrap_or(Path::new("")).join(path)),
        other => other,
    };
    let spec = |feed: opml::Listed| Spec { section: feed.group, title: feed.title, ..Spec::new(beside(&feed.address)) };
    Ok(feeds.into_iter().map(spec).collect())
}

/// `3 days`, `12 hours`, `2 weeks` in seconds.
pub fn age(text: &str) -> Result<i64, Fault> {
    const UNITS: &[(&str, i64)] =
        &[("minute", 60), ("hour", 3600), ("day", 86_400), ("week", 604_800), ("month", 2_678_400)];
    let text = text.trim().to_ascii_lowercase();
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let unit = unit.trim().trim_end_matches('s');
    let seconds = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, seconds)| *seconds);
    match (number.parse::<i64>(), seconds) {
        (Ok(number), Some(seconds)) if number > 0 && number < 10_000 => Ok(number * seconds),
        _ => {
            let fault = Fault::new(format!("{} is no age.", super::super::display::text(&text)));
            Err(fault.hint("Write it as 3 days, 12 hours or 2 weeks."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_people_write_them() {
        for (text, seconds) in [
            ("3 days", 259_200),
            ("1 day", 86_400),
            ("12hours", 43_200),
            ("2 Weeks", 1_209_600),
            ("9999 minutes", 599_940),
        ] {
            assert_eq!(age(text).unwrap(), seconds, "{text}");
        }
        for text in ["soon", "", "3", "0 days", "10000 days", "99999 days", "-3 days", "3.5 days"] {
            assert!(age(text).is_err(), "{text}");
        }
    }

    #[test]
    fn addresses_of_feeds_are_told_by_their_last_part() {
        let is_feed = |address: &str| matches!(kind(&Input::Address(address.into())), Kind::Feed);
        for address in [
            "https://a.example/feed",
            "https://a.example/feed/",
            "https://a.example/b/Ropes.RSS?x=1",
            "https://a.example/x.atom#y",
        ] {
            assert!(is_feed(address), "{address}");
        }
        for address in [
            "https://a.example/",
            "https://a.example/feeds-of-hay",
            "https://a.example/rss/ropes",
            "https://a.example/x?feed",
        ] {
            assert!(!is_feed(address), "{address}");
        }
    }
}

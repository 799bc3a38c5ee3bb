//! Inputs by their arguments, and reading files and standard input, with messages for errors. Addresses are opened
//! elsewhere, in [`super::open`].

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::Error;
use offprint::source::Source;

use super::display;
use super::fault::Fault;
use super::naming;

/// The source of an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// `-`.
    Stdin,
    /// A file.
    File(PathBuf),
    /// An address on the web.
    Address(String),
}

impl Input {
    /// The input that an argument names.
    pub fn new(argument: &Path) -> Self {
        match argument.to_str() {
            Some("-") => Input::Stdin,
            Some(text) if is_url(text) => Input::Address(text.to_owned()),
            _ => Input::File(argument.to_path_buf()),
        }
    }

    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Input::Stdin | Input::Address(_) => None,
            Input::File(path) => Some(path),
        }
    }

    /// The name as it can be shown.
    pub fn shown(&self) -> String {
        match self {
            Input::Stdin => "standard input".into(),
            Input::File(path) => display::path(path),
            Input::Address(address) => display::text(address),
        }
    }

    /// The name that goes into the source: its extension shows the format, and messages show it.
    fn source_name(&self) -> String {
        match self {
            Input::Stdin => "standard input".into(),
            Input::File(path) => path.to_string_lossy().into_owned(),
            Input::Address(address) => address.clone(),
        }
    }

    /// A name for its output if its title gives none: the last meaningful part of an address.
    pub fn stem(&self) -> String {
        let Input::Address(address) = self else { return "article".into() };
        let address = address.split(['?', '#']).next().unwrap_or("");
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let last = rest.trim_end_matches('/').rsplit('/').next().unwrap_or("");
        let name = if rest.contains('/') { last.rsplit_once('.').map_or(last, |(name, _)| name) } else { last };
        naming::stem(name, "article")
    }

    /// True if it is an address on the web.
    pub fn is_address(&self) -> bool {
        matches!(self, Input::Address(_))
    }

    /// The file or standard input as a source of the library.
    pub fn source(&self, limit: u64) -> Result<Source, Fault> {
        Ok(Source::new(self.source_name(), self.read(limit)?))
    }

    /// All its bytes.
    fn read(&self, limit: u64) -> Result<Vec<u8>, Fault> {
        let bytes = match self {
            Input::Stdin => read_all(std::io::stdin().lock(), limit, 0),
            Input::File(path) => read_file(path, limit),
            Input::Address(_) => Err(ErrorKind::Unsupported.into()),
        };
        let bytes = bytes.map_err(|e| self.unreadable(e))?;
        if bytes.len() as u64 > limit {
            let message = format!("{} is larger than {}.", self.shown(), display::bytes(limit));
            return Err(Fault::new(message).hint("Raise the limit with --limit input-bytes=N if it is meant to be."));
        }
        if bytes.is_empty() {
            return Err(empty(&self.shown()));
        }
        Ok(bytes)
    }

    fn unreadable(&self, error: std::io::Error) -> Fault {
        let name = self.shown();
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                Fault::new(format!("There is no file {name}.")).hint(way_to(&name))
            }
            ErrorKind::IsADirectory => {
                let folder = display::quoted(name.trim_end_matches('/'));
                let fault = Fault::new(format!("{name} is a folder, not an article."));
                fault.hint(format!("Name the files in it, such as {folder}/*.txt"))
            }
            ErrorKind::PermissionDenied => {
                Fault::new(format!("{name} may not be read.")).hint("Ask its owner for permission, or copy it.")
            }
            _ => Error::new(error).context(format!("{name} could not be read")).into(),
        }
    }
}

/// The advice for a file that is not there, which may be meant as an address.
fn way_to(name: &str) -> &'static str {
    let host = name.split('/').next().unwrap_or("");
    let is_numbered = host.rsplit_once(':').is_some_and(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    if name.contains("://") {
        "Addresses begin with https:// or http://."
    } else if is_numbered || host == "localhost" {
        "Write http:// before it if it is an address."
    } else if host.starts_with("www.") {
        "Write https:// before it."
    } else {
        "Look for a typing mistake."
    }
}

/// The fault of an input without a word.
pub fn empty(shown: &str) -> Fault {
    Fault::new(format!("{shown} is empty; there is no article in it."))
}

/// True if the argument is meant as an address on the network.
pub fn is_url(name: &str) -> bool {
    let scheme = name.split_once(":/").map_or("", |(scheme, _)| scheme);
    ["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Reads a style, an edition file or a file of cookies. They are small, so a large file is refused.
pub fn read_small(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(1 << 20).read_to_string(&mut text)?;
    Ok(text)
}

fn read_file(path: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    read_all(file, limit, meta.len())
}

/// Reads to the end, but never more than one byte past the limit, because `/dev/zero` is an input too.
fn read_all(reader: impl Read, limit: u64, expected: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected.min(limit).min(1 << 30) as usize + 1);
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_files_addresses_or_standard_input() {
        for (argument, input) in [
            ("-", Input::Stdin),
            ("a.md", Input::File("a.md".into())),
            ("HTTP://a.org/", Input::Address("HTTP://a.org/".into())),
            ("ftp:/a.org", Input::Address("ftp:/a.org".into())),
            ("http:a.org", Input::File("http:a.org".into())),
            ("gopher://a.org", Input::File("gopher://a.org".into())),
        ] {
            assert_eq!(Input::new(Path::new(argument)), input, "{argument}");
        }
    }

    #[test]
    fn addresses_without_a_title_are_named_by_their_last_part() {
        for (address, name) in [
            ("https://a.org/b/The_End.html?c=/d#e", "the-end"),
            ("https://a.org/b.c/d.tar.gz", "d-tar"),
            ("https://a.org/b/", "b"),
            ("https://a.org/", "a"),
            ("https://www.a.org", "www-a-org"),
            ("https://a.org/…", "article"),
        ] {
            assert_eq!(Input::Address(address.into()).stem(), name, "{address}");
        }
        assert_eq!(Input::Stdin.stem(), "article");
    }

    #[test]
    fn a_file_of_exactly_the_limit_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "12345").unwrap();
        let read = |limit| Input::File(path.clone()).source(limit).is_ok();
        assert_eq!([4, 5, 6].map(read), [false, true, true]);
        std::fs::write(&path, "").unwrap();
        assert!(!read(5), "nothing to read");
    }

    #[test]
    fn what_the_system_refuses_is_told_with_its_remedy() {
        let told = |kind: ErrorKind| {
            let fault = Input::File("a/".into()).unreadable(kind.into());
            format!("{} {}", fault.message(), fault.hint.unwrap_or_default())
        };
        assert_eq!(told(ErrorKind::NotFound), "There is no file a/. Look for a typing mistake.");
        assert_eq!(
            told(ErrorKind::IsADirectory),
            "a/ is a folder, not an article. Name the files in it, such as a/*.txt"
        );
        for (name, advice) in [
            ("www.a.example", "Write https:// before it."),
            ("localhost:8000/a.html", "Write http:// before it if it is an address."),
            ("htp://a.example/b", "Addresses begin with https:// or http://."),
            ("www/a.md", "Look for a typing mistake."),
        ] {
            assert_eq!(way_to(name), advice, "{name}");
        }
        assert_eq!(told(ErrorKind::PermissionDenied), "a/ may not be read. Ask its owner for permission, or copy it.");
        assert!(told(ErrorKind::TimedOut).starts_with("a/ could not be read: "));
    }
}

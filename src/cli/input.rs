//! Reading articles: files and standard input, with sentences for what goes wrong.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::Error;
use offprint::source::Source;

use super::display;
use super::fault::Fault;

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// What the argument means.
    pub fn new(argument: &Path) -> Self {
        if argument.as_os_str() == "-" { Input::Stdin } else { Input::File(argument.to_path_buf()) }
    }

    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Input::Stdin => None,
            Input::File(path) => Some(path),
        }
    }

    /// The name as it can be shown.
    pub fn shown(&self) -> String {
        self.path().map_or("standard input".into(), display::path)
    }

    /// The name that goes into the source: it tells the format by its extension and stands in messages.
    fn source_name(&self) -> String {
        self.path().map_or("standard input".into(), |p| p.to_string_lossy().into_owned())
    }

    /// Whether it is an address on the network, which is never fetched.
    pub fn is_address(&self) -> bool {
        self.path().is_some_and(|path| is_url(&path.to_string_lossy()))
    }

    /// The input as a source of the library.
    pub fn source(&self, limit: u64) -> Result<Source, Fault> {
        Ok(Source::new(self.source_name(), self.read(limit)?))
    }

    /// All its bytes.
    fn read(&self, limit: u64) -> Result<Vec<u8>, Fault> {
        if self.is_address() {
            let name = self.shown();
            let hint = "Save the page in a browser and convert that, or pipe it: curl -sL ADDRESS | convert - --from html -o FILE.pdf";
            return Err(
                Fault::new(format!("{name} is an address, and nothing is fetched from the network.")).hint(hint)
            );
        }
        let bytes = match self {
            Input::Stdin => read_all(std::io::stdin().lock(), limit, 0),
            Input::File(path) => read_file(path, limit),
        };
        let bytes = bytes.map_err(|e| self.unreadable(e))?;
        if bytes.len() as u64 > limit {
            let message = format!("{} is larger than {}.", self.shown(), display::bytes(limit));
            return Err(Fault::new(message).hint("Raise the limit with --limit input-bytes=N if it is meant to be."));
        }
        if bytes.is_empty() {
            return Err(Fault::new(format!("{} is empty; there is no article in it.", self.shown())));
        }
        Ok(bytes)
    }

    fn unreadable(&self, error: std::io::Error) -> Fault {
        let name = self.shown();
        match error.kind() {
            ErrorKind::NotFound => Fault::new(format!("There is no file {name}.")).hint("Look for a typing mistake."),
            ErrorKind::IsADirectory => Fault::new(format!("{name} is a folder, not an article."))
                .hint(format!("Name the files in it, such as {}/*.txt", name.trim_end_matches('/'))),
            ErrorKind::PermissionDenied => {
                Fault::new(format!("{name} may not be read.")).hint("Ask its owner for permission, or copy it.")
            }
            _ => Error::new(error).context(format!("{name} could not be read")).into(),
        }
    }
}

fn is_url(name: &str) -> bool {
    ["http:/", "https:/", "ftp:/"].iter().any(|scheme| name.to_ascii_lowercase().starts_with(scheme))
}

fn read_file(path: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    read_all(file, limit, meta.len())
}

/// Reads to the end, but never more than one byte past the limit: `/dev/zero` is an input too.
fn read_all(reader: impl Read, limit: u64, expected: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected.min(limit).min(1 << 30) as usize + 1);
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

//! The only view of the outside world that a conversion has.
//!
//! The library opens no files, reads no clock and no environment. `cli` hands every conversion a [`Context`]: the
//! sink for remarks, a way to ask for pictures by name, limits against hostile input, and the date of the build.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};
use crate::lang::Han;
use crate::source::Span;

/// Pictures and other files that an article names, given by `cli` (or by a container such as MHTML or EPUB).
///
/// Implementations decide what may be read: by default only the article's own folder, never the network. Names are as
/// the article wrote them (`img/a.png`, percent-encoded or not).
pub trait Resources: Sync {
    /// The bytes under that name.
    fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError>;

    /// True if the article's folder has a file of that name; no network is asked.
    fn is_beside(&self, name: &str) -> bool {
        self.load(name).is_ok()
    }

    /// Announces names that will be requested, so that they can be made ready at the same time, as over a slow network.
    /// By default it does nothing.
    fn prepare(&self, _names: &[&str]) {}

    /// Faces beyond the embedded ones, such as those installed on the machine. By default there are none.
    fn faces(&self) -> Option<&'static dyn Faces> {
        None
    }
}

/// Faces that the library does not bring: for families that a style names and characters that the embedded faces lack.
///
/// Within a process the same question must get the same answer, and it should be cheap to ask again.
pub trait Faces: Sync {
    /// The face of a family by its name, letter case aside, nearest in weight (100 to 900) and slope.
    fn by_name(&self, family: &str, weight: u16, italic: bool) -> Option<FaceFile>;

    /// A face that has outlines for all the characters, preferably of this sort.
    fn for_characters(&self, chars: &[char], wanted: FaceSort) -> Option<FaceFile>;

    /// A face with coloured pictures as glyphs that has all the characters of an emoji.
    fn for_emoji(&self, chars: &[char]) -> Option<FaceFile>;
}

/// The face that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FaceSort {
    /// With serifs.
    pub serif: bool,
    /// 100 to 900.
    pub weight: u16,
    /// Sloped.
    pub italic: bool,
    /// The region of its Han characters, if known.
    pub han: Option<Han>,
}

/// A face in a font file. The bytes are kept as long as the process, because shapers borrow from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceFile {
    /// The font file.
    pub bytes: &'static [u8],
    /// The index of the face in its collection.
    pub index: u32,
    /// True for faces with serifs.
    pub serif: bool,
}

/// The reason for a missing resource.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResourceError {
    /// There is no such file.
    #[error("it was not found")]
    Missing,
    /// The name points to the network.
    #[error("it is on the network, and articles may not fetch")]
    Remote,
    /// The name leaves the article's folder, directly or through a link.
    #[error("it lies outside the article's folder")]
    Outside,
    /// Larger than [`Limits::resource_bytes`].
    #[error("it is larger than the limit of {0} bytes")]
    TooLarge(u64),
    /// It is on the network, and its host is in a private network.
    #[error("its host is in a private network")]
    Private,
    /// It is on the network and was requested, but did not come.
    #[error("{0}")]
    Unfetched(String),
    /// The file is there but could not be read.
    #[error("it could not be read: {0}")]
    Unreadable(String),
}

/// No resources at all: for tests and for text alone.
pub struct NoResources;

impl Resources for NoResources {
    fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError> {
        Err(if name.contains("://") { ResourceError::Remote } else { ResourceError::Missing })
    }
}

/// Bounds that keep a hostile article from costing more than a kind one. Options of the command line set them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Deepest nesting of blocks or of inlines that the tree keeps; deeper content is flattened with a remark.
    pub depth: usize,
    /// Largest picture or other resource, in bytes.
    pub resource_bytes: u64,
    /// Most pixels of a picture that is decoded.
    pub pixels: u64,
    /// Most columns of a table; further cells join the last with a remark.
    pub table_columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { depth: 100, resource_bytes: 256 << 20, pixels: 100_000_000, table_columns: 1000 }
    }
}

/// The choices of the user for reading articles, which front ends obey.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// `--keep all`: remove nothing, recognise only.
    pub keep_all: bool,
    /// `--lang`: the language, in place of the article's own (BCP 47).
    pub language: Option<String>,
    /// `--without`: rules that are off, by their ids.
    pub without: Vec<String>,
    /// `--url`, or where the article was fetched: the address that its links and pictures start from.
    pub address: Option<String>,
    /// The most pixels across at which a picture is shown, for articles that offer several sizes of it.
    pub picture_width: Option<u32>,
    /// The metadata that the user states, which replaces the article's own.
    pub stated: Stated,
    /// `--cover`: the name of a picture for the cover, in place of the article's own.
    pub cover: Option<String>,
    /// `--pictures`: the pictures that are kept.
    pub pictures: Pictures,
    /// `--no-smart`: leave quotes, dashes and spaces as they were typed.
    pub verbatim_typography: bool,
}

/// The pictures of an article that are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pictures {
    /// All; the alternative text states that a picture is missing.
    #[default]
    All,
    /// The pictures that are there, with nothing in place of the others.
    Local,
    /// None. Captions stay, because they are text of the article.
    None,
}

/// The metadata that the user states. It replaces the article's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// `--title`.
    pub title: Option<String>,
    /// `--author`, in order; empty if none is stated.
    pub authors: Vec<String>,
    /// `--date`: the day of publication (ISO 8601).
    pub date: Option<String>,
    /// `--source`: the address the article comes from.
    pub source: Option<String>,
}

/// All that a stage may use in addition to its input.
pub struct Context<'a> {
    /// The sink for remarks.
    pub diags: Diagnostics,
    /// Pictures by name.
    pub resources: &'a dyn Resources,
    /// Bounds.
    pub limits: Limits,
    /// The choices for reading.
    pub reading: Reading,
    /// Seconds since 1970 from `SOURCE_DATE_EPOCH`, if it is set. Never the clock.
    pub epoch: Option<i64>,
    /// The name of the folder next to the output for this article's pictures, if they would otherwise lie among those
    /// of other articles; any text.
    pub picture_folder: Option<String>,
    /// The places of pictures in the source by their addresses, from front ends that know them.
    pub picture_places: BTreeMap<String, Span>,
}

impl<'a> Context<'a> {
    /// A context with default limits that may ask `resources` for pictures.
    pub fn new(resources: &'a dyn Resources) -> Self {
        Context {
            diags: Diagnostics::default(),
            resources,
            limits: Limits::default(),
            reading: Reading::default(),
            epoch: None,
            picture_folder: None,
            picture_places: BTreeMap::new(),
        }
    }

    /// Adds a message about the article.
    pub fn say(&mut self, diagnostic: Diagnostic) {
        self.diags.push(diagnostic);
    }
}

impl Default for Context<'_> {
    fn default() -> Self {
        Context::new(&NoResources)
    }
}

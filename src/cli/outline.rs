//! An edition before its articles are read: its sections, the articles in them, and the feeds that bring more.

use std::path::PathBuf;
use std::sync::Arc;

use offprint::context::Stated;
use offprint::doc::{Inline, Meta};
use offprint::style::SourceLink;

use super::fault::Fault;
use super::feeds::chosen::Chosen;
use super::feeds::spec::Spec;
use super::input::Input;

/// An edition before its articles are read.
pub struct Outline {
    pub meta: Meta,
    /// The name of the output without extension, if `-o` does not state one.
    pub stem: String,
    pub sections: Vec<(String, Vec<Article>)>,
    pub cover: Option<PathBuf>,
    /// The feeds with entries that are articles, too.
    pub feeds: Vec<Spec>,
    /// True if a catalogue in the folder of the outputs lists them.
    pub catalogue: bool,
    /// The form in which the addresses of its articles are shown, if the edition file states it.
    pub source_link: Option<SourceLink>,
}

/// An article of an edition, and the metadata stated for it in place of the article's.
#[derive(Clone)]
pub struct Article {
    pub input: Input,
    pub stated: Stated,
    pub language: Option<String>,
    /// The entry of a feed that it is.
    pub entry: Option<Arc<Chosen>>,
    /// The line of the edition file that names it.
    pub place: Option<String>,
}

impl Article {
    /// A fault of opening it, with the line that names it.
    pub fn placed(&self, fault: Fault) -> Fault {
        let Some(place) = &self.place else { return fault };
        let is_missing = self.input.path().is_some_and(|path| !path.exists());
        let fault = fault.context(place.clone());
        if is_missing { fault.hint("Articles are looked for beside the edition file.") } else { fault }
    }
}

impl From<Input> for Article {
    fn from(input: Input) -> Self {
        Article { input, stated: Stated::default(), language: None, entry: None, place: None }
    }
}

/// A line of text as inlines; empty if it is blank.
pub fn inlines(text: &str) -> Vec<Inline> {
    if text.trim().is_empty() { Vec::new() } else { vec![Inline::text(text.trim())] }
}

//! The person's choices: the reading of articles, and the look of pages. The names are those of the command line.

use offprint::context::{Reading, Stated};
use offprint::diag::Diagnostics;
use offprint::layout::fonts::Fonts;
use offprint::style::Style;
use offprint::style::load;
use offprint::style::resolve::Choices;
use offprint::style::standard::Standard;
use serde::Deserialize;

use crate::faces;
use crate::fault::Fault;

/// The choices for reading an article.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Wish {
    /// `--from`.
    pub(crate) from: Option<String>,
    /// `--without`: rules that are off.
    without: Vec<String>,
    /// `--keep all`.
    keep_all: bool,
    /// `--title`.
    title: Option<String>,
    /// `--lang`.
    lang: Option<String>,
}

impl Wish {
    /// The same for the library.
    pub(crate) fn reading(self) -> Reading {
        Reading {
            keep_all: self.keep_all,
            without: self.without,
            language: self.lang,
            stated: Stated { title: self.title, ..Stated::default() },
            ..Reading::default()
        }
    }
}

/// The look of pages.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Look {
    /// `--style`.
    style: Option<String>,
    /// `--size`.
    size: Option<String>,
    /// `--paper`.
    paper: Option<String>,
    /// `--font`.
    font: Option<String>,
    /// `--standard`.
    standard: Option<String>,
    /// `--edition`: the title of an edition; a single article has none.
    pub(crate) edition: Option<String>,
}

impl Look {
    /// The style in points, with the messages. `sized` is true if its sizes have to be true.
    pub(crate) fn style(&self, sized: bool) -> Result<(Style, Diagnostics), Fault> {
        let raw = load::named(self.style.as_deref().unwrap_or("article"))?;
        let choices = Choices {
            size: self.size.clone(),
            paper: self.paper.clone(),
            font: self.font.clone(),
            standard: self.standard.as_deref().map(Standard::named).transpose()?,
            print: None,
        };
        let mut said = Diagnostics::default();
        let fonts = Fonts::with_installed(Some(faces::added()));
        let style = fonts.style(&raw, &choices, sized, &mut said)?;
        Ok((style, said))
    }
}

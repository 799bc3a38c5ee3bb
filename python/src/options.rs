//! The choices of the caller, as `__init__.py` hands them over: every key is present, with `None` for an unset choice.

use std::collections::HashMap;

use offprint::context::{Pictures, Reading, Stated};
use offprint::diag::Diagnostics;
use offprint::layout::fonts::Fonts;
use offprint::style::resolve::Choices;
use offprint::style::standard::Standard;
use offprint::style::{Style, load};
use pyo3::prelude::*;

use crate::error::Failure;

/// An article and the choices for reading it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Article {
    /// The bytes of its file.
    pub(crate) data: Vec<u8>,
    /// The name of its file; its extension decides the format first. Empty without a name.
    pub(crate) name: String,
    /// The input format; `None` if it is to be detected.
    pub(crate) format: Option<String>,
    /// Its pictures, by the names that it uses.
    pub(crate) pictures: HashMap<String, Vec<u8>>,
    title: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    source: Option<String>,
    language: Option<String>,
    keep_all: bool,
    without: Vec<String>,
}

impl Article {
    /// The choices that front ends obey.
    pub(crate) fn reading(&self) -> Reading {
        Reading {
            keep_all: self.keep_all,
            language: self.language.clone(),
            without: self.without.clone(),
            address: self.source.clone(),
            stated: Stated {
                title: self.title.clone(),
                authors: self.authors.clone(),
                date: self.date.clone(),
                source: self.source.clone(),
            },
            pictures: Pictures::All,
            ..Reading::default()
        }
    }
}

/// The look of a file.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Look {
    size: Option<String>,
    style: Option<String>,
    paper: Option<String>,
    font: Option<String>,
    standard: Option<String>,
    /// Seconds since 1970: the date of files without one.
    pub(crate) epoch: Option<i64>,
}

impl Look {
    /// The style in points. Requests that could not be met are reported in `said`. Outputs without sizes need no
    /// measures of faces.
    pub(crate) fn style(&self, has_sizes: bool, said: &mut Diagnostics) -> Result<Style, Failure> {
        let raw = match self.style.as_deref() {
            // The user's own style comes as YAML; a name has one line.
            Some(yaml) if yaml.contains('\n') => load::load("style", yaml, &|_| None)?,
            name => load::named(name.unwrap_or("article"))?,
        };
        let choices = Choices {
            size: self.size.clone(),
            paper: self.paper.clone(),
            font: self.font.clone(),
            standard: self.standard.as_deref().map(Standard::named).transpose()?,
            print: None,
        };
        Ok(Fonts::with_installed(None).style(&raw, &choices, has_sizes, said)?)
    }
}

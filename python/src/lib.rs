//! Offprint for Python: the three calls behind the package `offprint`; its `__init__.py` documents their arguments.
//!
//! Everything happens without Python's global lock, in a thread with a stack deep enough for the deepest article.
#![warn(missing_docs)]
// The macros of PyO3 write `unsafe` code; our own lines have none.
#![deny(unsafe_code)]

mod error;
mod options;
mod output;
mod pictures;
mod work;

use pyo3::prelude::*;

/// The module that `offprint/__init__.py` wraps.
#[pymodule]
mod _offprint {
    #[pymodule_export]
    use super::error::OffprintError;
    #[pymodule_export]
    use super::output::Output;
    #[pymodule_export]
    use super::{convert, edition, inspect};

    /// The version of the package.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}

use options::{Article, Look};
use output::Output;

/// Makes one file of one article.
#[pyfunction]
fn convert(py: Python<'_>, article: Article, to: &str, look: Look) -> PyResult<Output> {
    py.detach(|| work::deep(|| work::convert(article, to, &look))).map_err(|failure| failure.raised(py))
}

/// The article as it was understood, as JSON.
#[pyfunction]
fn inspect(py: Python<'_>, article: Article) -> PyResult<String> {
    py.detach(|| work::deep(|| work::inspect(article))).map_err(|failure| failure.raised(py))
}

/// Binds articles as one file.
#[pyfunction]
fn edition(py: Python<'_>, articles: Vec<Article>, title: &str, to: &str, look: Look) -> PyResult<Output> {
    py.detach(|| work::deep(|| work::edition(articles, title, to, &look))).map_err(|failure| failure.raised(py))
}

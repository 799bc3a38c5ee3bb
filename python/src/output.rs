//! A made file, in the form that `__init__.py` takes.

use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// The file, its accompanying files, and the messages, as JSON.
#[pyclass(frozen)]
pub(crate) struct Output {
    pub(crate) bytes: Vec<u8>,
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) format: &'static str,
    pub(crate) extension: &'static str,
    pub(crate) metadata: String,
    pub(crate) remarks: String,
    pub(crate) reports: String,
}

#[pymethods]
impl Output {
    #[getter]
    fn bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.bytes)
    }

    /// The accompanying files as pairs of name and bytes.
    #[getter]
    fn files<'py>(&self, py: Python<'py>) -> Vec<(&str, Bound<'py, PyBytes>)> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), PyBytes::new(py, bytes))).collect()
    }

    #[getter]
    fn format(&self) -> &str {
        self.format
    }

    #[getter]
    fn extension(&self) -> &str {
        self.extension
    }

    #[getter]
    fn metadata(&self) -> &str {
        &self.metadata
    }

    #[getter]
    fn remarks(&self) -> &str {
        &self.remarks
    }

    #[getter]
    fn reports(&self) -> &str {
        &self.reports
    }
}

//! Remarks and reports in the page's JSON.

use offprint::back::Report;
use offprint::diag::{Diagnostic, Severity};
use offprint::source::Source;
use serde_json::{Value, json};

/// Remarks, each with its line if it has a place in `source`.
pub(crate) fn remarks(said: Vec<Diagnostic>, source: Option<&Source>) -> Vec<Value> {
    said.into_iter().map(|diagnostic| remark(&diagnostic, source)).collect()
}

/// One remark.
pub(crate) fn remark(diagnostic: &Diagnostic, source: Option<&Source>) -> Value {
    let line = source.zip(diagnostic.span).map(|(source, span)| source.line_column(span.start).0);
    json!({
        "warning": diagnostic.severity == Severity::Warning, "code": diagnostic.code.name(),
        "message": diagnostic.message, "line": line,
    })
}

/// A report on a guideline.
pub(crate) fn report(report: &Report) -> Value {
    let rows = report.rows.iter().map(|row| json!({ "rule": row.rule, "found": row.found, "met": row.met }));
    json!({ "title": report.title, "met": report.rows.iter().all(|row| row.met), "rows": rows.collect::<Vec<_>>() })
}

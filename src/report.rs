//! An article as it was read, with its remarks, as JSON: the same form for `convert inspect --json`, `--report json`,
//! and programs that use the library.

use serde_json::{Value, json};

use crate::back::Report;
use crate::diag::{Diagnostic, Severity};
use crate::doc::census::Census;
use crate::doc::{Document, Inline, outline};
use crate::math::title_text;
use crate::source::Source;

/// An article: the way it was read, its metadata, its measures, its outline, and the remarks on it.
pub fn article(source: &Source, front: &str, document: &Document, said: &[Diagnostic]) -> Value {
    let (meta, decoding) = (&document.meta, source.decoding());
    let census = Census::of(document);
    let words = |inlines: &[Inline]| Some(title_text(inlines)).filter(|text| !text.is_empty());
    json!({
        "name": source.name(), "kind": front,
        "encoding": { "name": decoding.encoding, "guessed": decoding.guessed, "damaged": decoding.damaged },
        "language": meta.language.as_ref().map(|language| language.as_str()),
        "eyebrow": meta.eyebrow, "title": words(&meta.title), "subtitle": words(&meta.subtitle),
        "standfirst": words(&meta.standfirst),
        "authors": meta.authors.iter().map(|author| &author.name).collect::<Vec<_>>(),
        "date": meta.published.map(|date| date.to_string()), "updated": meta.updated.map(|date| date.to_string()),
        "site": meta.site, "source": meta.source,
        "words": census.words, "blocks": census.kinds, "pictures": document.assets.len(),
        "outline": entries(&outline::outline(&document.blocks)),
        "remarks": said.iter().map(|diagnostic| remark(diagnostic, source)).collect::<Vec<_>>(),
    })
}

/// A diagnostic, with line and column from 1 if it has a place in the source.
pub fn remark(diagnostic: &Diagnostic, source: &Source) -> Value {
    let severity = match diagnostic.severity {
        Severity::Remark => "remark",
        Severity::Warning => "warning",
    };
    let place = diagnostic.span.map(|span| source.line_column(span.start));
    json!({
        "severity": severity, "code": diagnostic.code.name(), "message": diagnostic.message, "hint": diagnostic.hint,
        "line": place.map(|place| place.0), "column": place.map(|place| place.1),
    })
}

/// A report on a standard, or of preflight.
pub fn report(report: &Report) -> Value {
    let rows = report.rows.iter().map(|row| json!({ "rule": row.rule, "found": row.found, "met": row.met }));
    let met = report.rows.iter().all(|row| row.met);
    json!({ "title": report.title, "met": met, "rules": rows.collect::<Vec<_>>(), "steps": report.steps })
}

fn entries(outline: &[outline::Entry]) -> Value {
    let entry = |entry: &outline::Entry| json!({ "level": entry.level, "title": title_text(&entry.title), "children": entries(&entry.children) });
    Value::Array(outline.iter().map(entry).collect())
}

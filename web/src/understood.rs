//! An article as it was understood: title, byline, date, language, and the removals with their reasons.

use offprint::diag::{Diagnostic, Severity};
use offprint::doc::census::Census;
use offprint::doc::{Document, Inline, plain_text};
use offprint::source::Source;
use serde_json::{Value, json};

use crate::said;

/// The article in the page's JSON.
pub(crate) fn json(document: &Document, source: &Source, kind: &str, said: Vec<Diagnostic>) -> Value {
    let meta = &document.meta;
    let words = |inlines: &[Inline]| Some(plain_text(inlines)).filter(|text| !text.trim().is_empty());
    let (left_out, rest): (Vec<_>, Vec<_>) = said.into_iter().partition(|diagnostic| diagnostic.left_out.is_some());
    let warnings = rest.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Warning).collect();
    let left_out = left_out.iter().filter_map(|diagnostic| {
        let part = diagnostic.left_out.as_ref()?;
        let line = diagnostic.span.map(|span| source.line_column(span.start).0);
        Some(json!({
            "reason": diagnostic.code.name(), "rule": part.rule, "words": part.words, "text": part.text, "line": line,
        }))
    });
    json!({
        "kind": kind, "title": words(&meta.title), "subtitle": words(&meta.subtitle),
        "authors": meta.authors.iter().map(|author| &author.name).collect::<Vec<_>>(),
        "date": meta.published.map(|date| date.to_string()), "site": meta.site, "source": meta.source,
        "language": meta.language.as_ref().map(|language| language.as_str()), "words": Census::of(document).words,
        "leftOut": left_out.collect::<Vec<_>>(), "warnings": said::remarks(warnings, Some(source)),
    })
}

//! `--report json`: the whole run as one JSON object, for machines; and the reports of standards and preflight as text,
//! for people.

use offprint::back::Report;
use offprint::diag::Diagnostics;
use offprint::report;
use offprint::source::Source;
use serde_json::{Value, json};

use super::batch::Tally;
use super::display;
use super::job::Outcome;

/// One article as JSON.
fn article(outcome: &Outcome) -> Value {
    let outputs = outcome.made.iter().map(|made| {
        let path = made.path.as_ref().map(|p| p.to_string_lossy().into_owned());
        json!({ "format": made.format, "path": path, "bytes": made.bytes })
    });
    let status = match (outcome.failed(), outcome.made.is_empty() && outcome.skipped > 0) {
        (true, _) => "failed",
        (false, true) => "skipped",
        (false, false) => "made",
    };
    json!({
        "input": outcome.input,
        "status": status,
        "outputs": outputs.collect::<Vec<_>>(),
        "errors": outcome.faults.iter().map(|f| json!({ "message": f.message(), "hint": f.hint })).collect::<Vec<_>>(),
        "remarks": outcome.remarks,
        "reports": outcome.reports.iter().map(report::report).collect::<Vec<_>>(),
        "milliseconds": (outcome.milliseconds * 1000.0).round() / 1000.0,
    })
}

/// Messages without a place, as JSON.
pub fn general(said: &Diagnostics) -> Vec<Value> {
    let nowhere = Source::from_text("", "");
    said.iter().map(|said| report::remark(said, &nowhere)).collect()
}

/// The run as JSON, written down as its articles end, because as values the remarks of ten thousand articles fill
/// memory.
pub struct Run {
    text: String,
}

impl Run {
    /// Before the first article.
    pub fn new() -> Self {
        Run { text: "{\n  \"articles\": [".into() }
    }

    /// Adds an article.
    pub fn add(&mut self, outcome: &Outcome) {
        self.text.push_str(if self.is_empty() { "\n    " } else { ",\n    " });
        self.text.push_str(&indented(&article(outcome), "\n    "));
    }

    /// The whole text, once the run is over; `said` is about the run as a whole.
    pub fn finish(mut self, said: &Diagnostics, tally: &Tally, seconds: f64) -> String {
        let summary = json!({
            "articles": tally.articles, "outputs": tally.made, "skipped": tally.skipped,
            "failed": tally.failed.len(), "seconds": (seconds * 1000.0).round() / 1000.0,
        });
        self.text.push_str(if self.is_empty() { "]" } else { "\n  ]" });
        self.text.push_str(&format!(",\n  \"remarks\": {}", indented(&general(said).into(), "\n  ")));
        self.text.push_str(&format!(",\n  \"summary\": {}\n}}\n", indented(&summary, "\n  ")));
        self.text
    }

    fn is_empty(&self) -> bool {
        self.text.ends_with('[')
    }
}

/// A value on several lines, each but the first after `line`. JSON's strings contain no line ends.
fn indented(value: &Value, line: &str) -> String {
    format!("{value:#}").replace('\n', line)
}

/// A report as text: a rule a line.
pub fn text(report: &Report) -> String {
    let wide = |f: fn(&offprint::back::ReportRow) -> &str| {
        report.rows.iter().map(|r| f(r).chars().count()).max().unwrap_or(0).min(60)
    };
    let (rules, found) = (wide(|r| &r.rule), wide(|r| &r.found));
    let mut out = format!("{}\n", display::text(&report.title));
    for row in &report.rows {
        let met = if row.met { "met" } else { "NOT MET" };
        let (rule, value) = (display::text(&row.rule), display::text(&row.found));
        out.push_str(&format!("  {rule:rules$}  {value:found$}  {met}\n"));
    }
    for (number, step) in report.steps.iter().enumerate() {
        out.push_str(&format!("  {}. {}\n", number + 1, display::text(step)));
    }
    if report.rows.is_empty() {
        return out;
    }
    let unmet = report.rows.iter().filter(|r| !r.met).count();
    out.push_str(&match unmet {
        0 => format!("  {} met.\n", display::count(report.rows.len(), "rule")),
        n => format!("  {n} of {} not met.\n", display::count(report.rows.len(), "rule")),
    });
    out
}

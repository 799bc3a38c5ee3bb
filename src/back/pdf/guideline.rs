//! The report on a guideline for readable print: the values read back from the pages, rule by rule.

use crate::back::{Report, ReportRow};
use crate::layout::audit;
use crate::layout::frame::Pages;
use crate::style::Style;
use crate::style::standard;

/// The report, if the style asks to keep a guideline.
pub fn report(pages: &Pages, style: &Style) -> Option<Report> {
    let guideline = style.standard?;
    let rows = standard::judge(guideline, &audit::audit(pages));
    let rows = rows.into_iter().map(|(rule, found, met)| ReportRow { rule, found, met }).collect();
    Some(Report { title: guideline.title().to_string(), rows, ..Report::default() })
}

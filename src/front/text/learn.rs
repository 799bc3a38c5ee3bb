//! The evidence of every unit as numbers, for `benches/train_text.py`, which learns the judges of `model` from it.

use crate::context::Context;
use crate::source::Source;

use crate::front::text::features::page::Page;
use crate::front::text::head;
use crate::front::text::head::title;
use crate::front::text::judges::{headings, segment};
use crate::front::text::prepare::line;
use crate::front::text::prepare::normalize;
use crate::front::text::prepare::paragraph_ends;
use crate::front::text::prepare::prepare;
use crate::front::text::prepare::width::Widths;
use crate::front::text::words;

/// No terms.
const NONE: [&str; 0] = [];

/// One JSON object a text: `{"units": [[text, judged, [numbers], [terms]], ...]}`: `judged` is true if the judge
/// decides about the unit; the terms are only for headings. The mode names the judge: `page` for units of the article,
/// `body` for headings, `head` for titles; `ends` for the ends of paragraphs, where the text of a unit is the number of
/// its line.
pub fn dump(source: &Source, mode: &str) -> String {
    let mut cx = Context::default();
    if mode == "ends" {
        let lines = line::lines(normalize::normalize(source.text(), &mut cx));
        let rows = paragraph_ends::evidence(&lines, &Widths::measure(&lines)).unwrap_or_default();
        let units: Vec<_> = rows.into_iter().map(|(at, row)| (at.to_string(), true, row, NONE)).collect();
        return serde_json::json!({ "units": units }).to_string();
    }
    let page = Page::new(prepare(source.text(), None, &mut cx).units);
    if mode == "head" {
        let log_odds = segment::article(&page);
        let kept = segment::decode(&page, &log_odds);
        let body = head::body_start(&page, &kept).unwrap_or(0);
        let rows = title::evidence(&page, &log_odds, &kept, body);
        let units: Vec<_> = title::candidates(&page, body)
            .into_iter()
            .zip(&rows)
            .map(|(i, r)| (page.units[i].full_text(), true, r, NONE))
            .collect();
        return serde_json::json!({ "units": units }).to_string();
    }
    if mode == "body" {
        let rows = headings::evidence(&page);
        let unit = |i: usize| {
            let text = page.units[i].full_text();
            let terms = if headings::short(&page, i) { words::terms(&text) } else { Default::default() };
            (text, headings::judged(&page, i), &rows[i], terms)
        };
        let units: Vec<_> = (0..page.units.len()).map(unit).collect();
        return serde_json::json!({ "units": units }).to_string();
    }
    let rows = page.rows();
    let units: Vec<_> = page.units.iter().zip(rows).map(|(u, r)| (u.full_text(), true, r.to_vec(), NONE)).collect();
    serde_json::json!({ "units": units }).to_string()
}

//! The evidence of every unit as numbers, for `benches/train_text.py`, which learns the judges of `model` from it.

use crate::context::Context;
use crate::source::Source;

use super::page::Page;
use super::{features, head, headings, line, normalise, segment, title, unwrap};

/// One JSON object a text: `{"units": [[text, marker, [numbers]], ...]}`. The mode says for which judge: `page` for
/// what belongs to the article, `body` for headings, `head` for titles.
pub fn dump(source: &Source, mode: &str) -> String {
    let lines = line::lines(normalise::normalise(source.text(), &mut Context::default()));
    let page = Page::new(unwrap::unwrap(&lines));
    if mode == "head" {
        let odds = segment::article(&page);
        let kept = segment::decode(&page, &odds);
        let body = head::body_start(&page, &kept).unwrap_or(0);
        let rows = title::evidence(&page, &odds, &kept, body);
        let units: Vec<_> = title::candidates(&page, body)
            .into_iter()
            .zip(&rows)
            .map(|(i, r)| (page.units[i].full_text(), false, r))
            .collect();
        return serde_json::json!({ "units": units }).to_string();
    }
    let rows: Vec<Vec<f32>> = match mode {
        "body" => headings::evidence(&page),
        _ => features::features(&page).iter().map(|r| r.to_vec()).collect(),
    };
    let units: Vec<_> = page.units.iter().zip(&rows).map(|(u, r)| (u.full_text(), u.marker.is_some(), r)).collect();
    serde_json::json!({ "units": units }).to_string()
}

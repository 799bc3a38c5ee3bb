//! The links of wikis to edit a section.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::lang::sites;

use super::unit::{Kind, Unit};

/// Removes `[edit]` from the ends of short lines, where wikis have it after their headings.
pub(crate) fn edit_links(units: &mut [Unit], cx: &mut Context) {
    if cx.reading.keep_all {
        return;
    }
    let short = |u: &&mut Unit| u.kind == Kind::Prose && u.text.len() <= 200;
    for unit in units.iter_mut().filter(short) {
        let Some((words, link)) = unit.text.strip_suffix(']').and_then(|t| t.rsplit_once('[')) else { continue };
        if sites::edits_section(&link.trim().to_lowercase()) && !words.trim().is_empty() {
            let message = format!("A wiki's link was left out: “[{link}]”.");
            cx.say(Diagnostic::remark(codes::CHROME_MENU, message).at(unit.span));
            unit.text = words.trim_end().to_owned();
            unit.editable = true;
        }
    }
}

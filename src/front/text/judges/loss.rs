//! A warning if much of a captured page's running text was left out, because a silent loss is the worst fault.
//!
//! The judge is right on most pages and wrong on some. What stands below an article are comments and other articles,
//! often long ones; between two parts of an article there is little else than the article.

use crate::diag::Diagnostic;
use crate::front::removal::{Verdict, loss};
use crate::front::text::features::page::Page;

/// What was left out in one place has at least this many times the words that are kept, for a warning.
const MANY_TIMES: usize = 3;
/// What was left out between paragraphs that are kept has at least this fraction, one in three, of their words.
const BETWEEN: usize = 3;
/// Fewest words of such a loss: two paragraphs.
const FEWEST: usize = 120;

/// The warning, if there is reason for one.
pub(crate) fn warning(page: &Page, verdicts: &[Verdict]) -> Option<Diagnostic> {
    let paragraphs: Vec<(bool, usize)> = (0..page.units.len())
        .filter(|&i| page.is_paragraph(i))
        .map(|i| (verdicts[i] == Verdict::Keep, page.basics[i].words))
        .collect();
    let kept: usize = paragraphs.iter().filter(|(keeps, _)| *keeps).map(|(_, words)| words).sum();
    let runs = || paragraphs.chunk_by(|a, b| a.0 == b.0).filter(|run| !run[0].0);
    let words = |run: &[(bool, usize)]| run.iter().map(|(_, words)| words).sum::<usize>();
    let in_one_place = runs().map(words).max().unwrap_or(0);
    let first = paragraphs.iter().position(|(keeps, _)| *keeps)?;
    let last = paragraphs.iter().rposition(|(keeps, _)| *keeps)?;
    let between: usize = paragraphs[first..=last].iter().filter(|(keeps, _)| !keeps).map(|(_, words)| words).sum();
    let message = if in_one_place >= FEWEST.max(kept * MANY_TIMES) {
        format!("{kept} words of running text are kept, and {in_one_place} in one place were left out")
    } else if between >= FEWEST.max(kept / BETWEEN) {
        format!("{kept} words of running text are kept, and {between} between them were left out")
    } else {
        return None;
    };
    let rule = super::rules::JUDGE.id;
    Some(loss(rule, format!("Much may be missing: {message} (rule {rule}).")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::front::text::judges::rules;
    use crate::front::text::prepare::prepare;

    /// The message over paragraphs of 40 words each, of which those marked `x` were left out.
    fn said(marks: &str) -> Option<String> {
        let paragraph = format!("{}quiet.\n\n", "The harbour lay so very ".repeat(8));
        let text = paragraph.repeat(marks.len());
        let page = Page::new(prepare(&text, None, &mut Context::default()).units);
        let verdict = |mark: char| if mark == 'x' { Verdict::Remove(rules::JUDGE.removal()) } else { Verdict::Keep };
        warning(&page, &marks.chars().map(verdict).collect::<Vec<_>>()).map(|warning| warning.message)
    }

    #[test]
    fn losses_between_kept_text_weigh_more_than_losses_below_it() {
        assert_eq!(said("ooooooxxxxxxxxxx"), None);
        let message = said("ooxxxxxxxxxx").unwrap();
        assert!(message.contains("82 words of running text are kept, and 410 in one place"), "{message}");
        let message = said("oooxxxooo").unwrap();
        assert!(message.contains("246 words of running text are kept, and 123 between them"), "{message}");
        assert_eq!(said("ooooooxxxoooooo"), None);
        assert_eq!(said("oxxo"), None, "too little to speak of");
    }
}

//! The sharing of a line's slack: letters first, then word spaces, tracking last.
//!
//! Font expansion (Zapf's hz-program; Hàn Thế Thành's thesis, 2000) scales letters by at most two in a hundred, which
//! nobody sees, and at a common measure that absorbs half the slack of a line. So letters give first, as much as they
//! may. Word spaces take the rest. A line is tracked only if its spaces would still stand out: inside its words, by at
//! most .015 em.

use super::super::frame::Pt;
use super::super::shape::Sums;
use crate::style::LineCosts;

/// The changes that make a line fit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit {
    /// Added to every word space, as a share of its width.
    pub space: f32,
    /// Scale of the letters less 1.
    pub expansion: f32,
    /// Added between letters, in ems.
    pub tracking: f32,
    /// Added between ideographs, in ems.
    pub ideographs: f32,
}

/// The share of its width that a word space may grow or shrink by before tracking helps.
const TRACKING_FROM: f64 = 0.25;
/// Growth of the space between two ideographs that looks like a doubled word space, in ems.
const IDEOGRAPH: f64 = 0.25;

/// Fits content that is `slack` points narrower than its line (negative: wider).
pub(super) fn fit(slack: f64, content: &Sums, costs: &LineCosts) -> Fit {
    let letters = scaled(content);
    let most = f64::from(costs.expansion) * letters;
    let expansion = slack.clamp(-most, most);
    let glue = content.spaces + content.ideographs * IDEOGRAPH;
    let mut rest = slack - expansion;
    if glue <= 0.0 {
        // A single word that is too wide is tracked, one that is too narrow stays short.
        let tracking = rest.clamp(-f64::from(costs.tracking) * content.gaps, 0.0);
        return Fit { expansion: share(expansion, letters), tracking: share(tracking, content.gaps), ..Fit::default() };
    }
    let beyond = rest.abs() - TRACKING_FROM * glue;
    let mut tracking = 0.0;
    if beyond > 0.0 {
        tracking = beyond.min(f64::from(costs.tracking) * content.gaps).copysign(rest);
        rest -= tracking;
    }
    let space = rest / glue;
    Fit {
        space: space as f32,
        expansion: share(expansion, letters),
        tracking: share(tracking, content.gaps),
        ideographs: if content.ideographs > 0.0 { (space * IDEOGRAPH) as f32 } else { 0.0 },
    }
}

/// The growth of word spaces, as a share of their width, beyond which a line is better short than full of holes.
const HOLES: f32 = 2.0;

/// The changes of a line, or none if only holes could fill it: then its right edge stays where its words end.
pub(super) fn bearable(fit: Fit) -> Fit {
    if fit.space > HOLES { Fit::default() } else { fit }
}

/// The width that font expansion scales, in points. Letters that are kerned over the letter before them, alone on their
/// line, take less than no room, and then nothing is scaled.
fn scaled(content: &Sums) -> f64 {
    content.letters.max(0.0)
}

fn share(amount: f64, of: f64) -> f32 {
    if of > 0.0 { (amount / of) as f32 } else { 0.0 }
}

/// The narrowest that content can be made, in points.
pub(super) fn narrowest(content: &Sums, costs: &LineCosts) -> f64 {
    content.width
        - f64::from(costs.expansion) * scaled(content)
        - f64::from(costs.tracking) * content.gaps
        - f64::from(costs.shrink) * content.spaces
}

/// Rounding allowed before a line counts as overfull, in points, because a hundredth of a millimetre is invisible.
pub(super) const EPSILON: Pt = 0.02;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::resolve::plain;

    #[test]
    fn slack_goes_into_letters_then_spaces_then_the_room_between_letters() {
        let costs = LineCosts { expansion: 0.02, tracking: 0.01, shrink: 0.2, ..plain("normal").lines };
        let content = Sums { width: 130.0, letters: 100.0, spaces: 20.0, gaps: 40.0, ..Sums::default() };
        for (slack, expansion, space, tracking) in [
            (0.0, 0.0, 0.0, 0.0),
            (1.0, 0.01, 0.0, 0.0),
            (-2.0, -0.02, 0.0, 0.0),
            (6.0, 0.02, 0.2, 0.0),
            (7.0, 0.02, 0.25, 0.0),
            (7.2, 0.02, 0.25, 0.005),
            (9.4, 0.02, 0.35, 0.01),
            (-7.2, -0.02, -0.25, -0.005),
        ] {
            let found = fit(slack, &content, &costs);
            let wanted = [expansion, space, tracking, 0.0];
            let found = [found.expansion, found.space, found.tracking, found.ideographs];
            assert!(
                found.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 1e-4),
                "{slack}: {found:?} and not {wanted:?}"
            );
        }
        assert!((narrowest(&content, &costs) - (130.0 - 2.0 - 0.4 - 4.0)).abs() < 1e-4);
        // Without spaces only the letters give.
        let word = Sums { width: 100.0, letters: 100.0, gaps: 40.0, ..Sums::default() };
        assert_eq!(fit(9.0, &word, &costs), Fit { expansion: 0.02, ..Fit::default() });
        let tight = fit(-2.4, &word, &costs);
        assert!((tight.tracking + 0.01).abs() < 1e-4 && (narrowest(&word, &costs) - 97.6).abs() < 1e-4, "{tight:?}");
        // The room between two ideographs grows by a quarter of an em where a word space would double.
        let dense = Sums { width: 100.0, ideographs: 40.0, ..Sums::default() };
        let found = fit(5.0, &dense, &costs);
        assert!((found.space - 0.5).abs() < 1e-4 && (found.ideographs - 0.125).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn what_counts_as_not_overfull_can_be_made_to_fit() {
        let costs = LineCosts { expansion: 0.02, tracking: 0.015, shrink: 0.3, ..plain("normal").lines };
        for (spaces, gaps) in [(0.0, 0.0), (0.0, 50.0), (2.0, 50.0), (20.0, 50.0), (20.0, 0.0)] {
            let content = Sums { width: 100.0 + spaces, letters: 100.0, spaces, gaps, ..Sums::default() };
            let slack = narrowest(&content, &costs) - content.width;
            let found = fit(slack, &content, &costs);
            let change = f64::from(found.expansion) * content.letters
                + f64::from(found.tracking) * content.gaps
                + f64::from(found.space) * content.spaces;
            assert!((change - slack).abs() < 1e-4, "{spaces} {gaps}: {change} and not {slack}");
        }
    }

    #[test]
    fn a_line_that_only_holes_could_fill_stays_short() {
        let loose = |space| bearable(Fit { space, expansion: 0.02, ..Fit::default() });
        assert_eq!(loose(1.9).space, 1.9);
        assert_eq!(loose(2.1), Fit::default());
    }

    #[test]
    fn a_line_of_less_than_no_width_is_fitted_too() {
        let style = plain("normal");
        let content = Sums { width: -0.7, letters: -0.9, ..Sums::default() };
        assert_eq!(fit(300.7, &content, &style.lines), Fit::default());
        assert!(narrowest(&content, &style.lines) >= content.width);
    }
}

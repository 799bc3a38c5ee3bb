//! Accessibility metadata: every claim is derived from [`Facts`], and only from them.
//!
//! Properties and values are those of the Schema.org Accessibility Properties vocabulary as EPUB Accessibility 1.1
//! (section 2) uses them. The mutation tests at the end change one fact and expect one claim to change.

use crate::back::xhtml::facts::Facts;

/// The claims of a book, in the order they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Claims {
    /// `schema:accessMode`.
    pub modes: Vec<&'static str>,
    /// `schema:accessModeSufficient`.
    pub sufficient: Vec<&'static str>,
    /// `schema:accessibilityFeature`.
    pub features: Vec<&'static str>,
    /// `schema:accessibilityHazard`.
    pub hazards: Vec<&'static str>,
    /// `schema:accessibilitySummary`, in English.
    pub summary: String,
    /// True if conformance to EPUB Accessibility may be claimed: all criteria are met, and somebody certifies it.
    pub conforms: bool,
}

/// The claims that the facts support. `pages`: there is a page list; `certifier`: someone certifies the book.
pub(super) fn claims(facts: &Facts, pages: bool, certifier: bool) -> Claims {
    let pictures = facts.described + facts.undescribed > 0;
    let mut modes = vec!["textual"];
    if pictures {
        modes.push("visual");
    }
    let mut sufficient = Vec::new();
    if facts.undescribed == 0 {
        sufficient.push("textual");
    }
    if pictures {
        sufficient.push("textual,visual");
    }
    let mut features = vec!["displayTransformability", "readingOrder", "tableOfContents"];
    if facts.headings > 0 {
        features.push("structuralNavigation");
    }
    if facts.described > 0 && facts.undescribed == 0 {
        features.push("alternativeText");
    }
    if facts.formulas > 0 {
        features.push("MathML");
    }
    if pages {
        features.extend(["pageBreakMarkers", "pageNavigation"]);
    }
    let hazards = if facts.animated > 0 {
        vec!["unknownFlashingHazard", "unknownMotionSimulationHazard", "noSoundHazard"]
    } else {
        vec!["none"]
    };
    Claims {
        modes,
        sufficient,
        features,
        hazards,
        summary: summary(facts, pages),
        conforms: certifier && facts.undescribed == 0 && facts.animated == 0,
    }
}

/// The facts in plain words, with counts.
fn summary(facts: &Facts, pages: bool) -> String {
    let mut out = String::from(
        "This publication has a table of contents and a logical reading order; its text can be resized and restyled. ",
    );
    match (facts.described, facts.undescribed) {
        (0, 0) => out.push_str("It has no pictures that carry meaning."),
        (1, 0) => out.push_str("Its one picture has a text alternative."),
        (all, 0) => out.push_str(&format!("All {all} pictures have text alternatives.")),
        (0, 1) => out.push_str("Its one picture has no text alternative."),
        (0, none) => out.push_str(&format!("None of its {none} pictures has a text alternative.")),
        (some, missing) => {
            out.push_str(&format!("Of {} pictures, {missing} lack a text alternative.", some + missing));
        }
    }
    match facts.decorative {
        0 => {}
        1 => out.push_str(" One more picture is decoration."),
        n => out.push_str(&format!(" {n} more pictures are decoration.")),
    }
    match facts.formulas {
        0 => {}
        1 => out.push_str(" A formula is given as MathML."),
        n => out.push_str(&format!(" {n} formulas are given as MathML.")),
    }
    if facts.notes > 0 {
        out.push_str(" Notes are linked both ways.");
    }
    if facts.animated > 0 {
        out.push_str(" It has moving pictures, which were not examined for flashing.");
    }
    if pages {
        out.push_str(" Page numbers are those of the PDF edition made with it.");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(change: impl Fn(&mut Facts)) -> Claims {
        let mut facts = Facts { described: 2, headings: 1, ..Facts::default() };
        change(&mut facts);
        claims(&facts, false, true)
    }

    #[test]
    fn one_picture_without_words_ends_the_claim_of_alternatives() {
        assert!(of(|_| ()).features.contains(&"alternativeText"));
        let mutated = of(|f| f.undescribed = 1);
        assert!(!mutated.features.contains(&"alternativeText"));
        assert!(!mutated.sufficient.contains(&"textual"));
        assert!(!mutated.conforms);
        assert!(mutated.summary.contains("Of 3 pictures, 1 lack"));
    }

    #[test]
    fn no_pictures_no_claims_about_them() {
        let none = of(|f| f.described = 0);
        assert!(!none.features.contains(&"alternativeText") && !none.modes.contains(&"visual"));
    }

    #[test]
    fn mathml_pages_headings_and_hazards_are_claimed_only_where_they_are() {
        assert!(!of(|_| ()).features.contains(&"MathML"));
        assert!(of(|f| f.formulas = 1).features.contains(&"MathML"));
        assert!(!of(|f| f.headings = 0).features.contains(&"structuralNavigation"));
        assert_eq!(of(|_| ()).hazards, ["none"]);
        assert!(!of(|f| f.animated = 1).hazards.contains(&"none"));
        let facts = Facts::default();
        assert!(claims(&facts, true, false).features.contains(&"pageNavigation"));
        assert!(!claims(&facts, false, false).features.contains(&"pageNavigation"));
        assert!(!claims(&facts, false, false).conforms, "nobody certifies it");
    }
}

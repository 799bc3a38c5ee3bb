//! The facts about an article's written content: every claim about accessibility follows from them.

use std::collections::BTreeSet;

/// Properties of the content.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    /// Pictures with content, with an alternative text for it.
    pub described: usize,
    /// Pictures without a meaningful alternative text.
    pub undescribed: usize,
    /// Pictures that the article marks as decoration.
    pub decorative: usize,
    /// Formulas in MathML.
    pub formulas: usize,
    /// Tables.
    pub tables: usize,
    /// Notes.
    pub notes: usize,
    /// Headings under the titles.
    pub headings: usize,
    /// Blocks that read from the other side than the text around them.
    pub turned: usize,
    /// Moving pictures.
    pub animated: usize,
    /// The depths of drawn formulas below the baseline, in hundredths of an em; the style sheet has a rule for each.
    pub depths: BTreeSet<u16>,
}

impl Facts {
    /// Adds the facts of another part of the book.
    pub(crate) fn add(&mut self, other: &Facts) {
        self.described += other.described;
        self.undescribed += other.undescribed;
        self.decorative += other.decorative;
        self.formulas += other.formulas;
        self.tables += other.tables;
        self.notes += other.notes;
        self.headings += other.headings;
        self.turned += other.turned;
        self.animated += other.animated;
        self.depths.extend(&other.depths);
    }
}

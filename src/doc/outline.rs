//! The headings of a document as a tree: what bookmarks, navigation and tables of contents are made of.

use super::{Block, BlockKind, Heading, plain_text};

/// A heading and the headings under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its level, 1 to 6.
    pub level: u8,
    /// Its id, once `transform::headings` has run.
    pub id: Option<String>,
    /// Its words, without notes and mark-up.
    pub title: String,
    /// The headings under it.
    pub children: Vec<Entry>,
}

/// The outline of some blocks. Headings inside quotes, lists, cells and notes belong to those and are left out;
/// those in asides too.
pub fn outline(blocks: &[Block]) -> Vec<Entry> {
    let mut open: Vec<Entry> = Vec::new();
    let mut roots = Vec::new();
    for block in blocks {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        close(&mut open, &mut roots, heading.level);
        open.push(entry(heading));
    }
    close(&mut open, &mut roots, 0);
    roots
}

fn entry(heading: &Heading) -> Entry {
    Entry { level: heading.level, id: heading.id.clone(), title: plain_text(&heading.content), children: Vec::new() }
}

/// Ends the open entries that a heading of `level` cannot stand under.
fn close(open: &mut Vec<Entry>, roots: &mut Vec<Entry>, level: u8) {
    while open.last().is_some_and(|last| last.level >= level) {
        let Some(done) = open.pop() else { return };
        open.last_mut().map_or(&mut *roots, |parent| &mut parent.children).push(done);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_nest_by_level() {
        let heading = |level| Block::from(BlockKind::Heading(Heading { level, ..Heading::default() }));
        let roots = outline(&[heading(1), heading(2), heading(3), heading(2), heading(1)]);
        assert_eq!(roots.len(), 2);
        assert_eq!(roots[0].children.len(), 2);
        assert_eq!(roots[0].children[0].children.len(), 1);
    }
}

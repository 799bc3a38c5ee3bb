//! The headings of a document as a tree: the source of bookmarks, navigation and tables of contents.

use super::{Block, BlockKind, Heading, Inlines};

/// A heading and the headings under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its level, 1 to 6.
    pub level: u8,
    /// Its id, once `transform::headings` has run.
    pub id: Option<String>,
    /// Its words.
    pub title: Inlines,
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

/// The levels of the top-level headings, in order, without gaps: the first is 1, and each is at most one deeper than
/// the one before. Sibling headings stay siblings, and headings under a heading stay under it, up to six levels. For
/// back ends with a standard that forbids gaps (PDF/UA-1, 7.4.2), or with readers that stumble over them.
pub fn steps(blocks: &[Block]) -> Vec<u8> {
    let mut open: Vec<u8> = Vec::new();
    let mut out = Vec::new();
    for block in blocks {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        while open.last().is_some_and(|&level| level >= heading.level) {
            open.pop();
        }
        open.push(heading.level);
        out.push(open.len().min(6) as u8);
    }
    out
}

/// An id from words: lower case, letters and digits of any script kept, the rest hyphens, as GitHub makes them. May be
/// empty.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if c == '_' {
            out.push('_');
        } else if (c.is_whitespace() || c == '-') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

fn entry(heading: &Heading) -> Entry {
    Entry { level: heading.level, id: heading.id.clone(), title: heading.content.clone(), children: Vec::new() }
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

    fn heading(level: u8) -> Block {
        Block::from(BlockKind::Heading(Heading { level, ..Heading::default() }))
    }

    #[test]
    fn steps_have_no_gaps() {
        assert_eq!(
            steps(&[heading(3), heading(5), heading(5), heading(4), heading(2), heading(6)]),
            [1, 2, 2, 2, 1, 2]
        );
    }

    #[test]
    fn slugs_keep_letters_of_any_script() {
        assert_eq!(slug("  Über — Größe, 2. Teil! "), "über-größe-2-teil");
    }

    #[test]
    fn headings_nest_by_level() {
        let roots = outline(&[heading(1), heading(2), heading(3), heading(2), heading(1)]);
        assert_eq!(roots.len(), 2);
        assert_eq!(roots[0].children.len(), 2);
        assert_eq!(roots[0].children[0].children.len(), 1);
    }
}

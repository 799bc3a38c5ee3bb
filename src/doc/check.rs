//! The invariants of the tree as a function. After it, no back end panics.
//!
//! `transform` repairs the trees of front ends; this only checks. A finding here is a mistake of ours, so it becomes a
//! warning with the code `tree`, and the tests treat any such warning as a failure.

use std::collections::BTreeSet;

use super::walk::{self, Visit};
use super::{Block, BlockKind, Document, Image, Inline, Row, Table};
use crate::context::Context;
use crate::diag::{Diagnostic, codes};

/// Looks for trees that back ends must never get: see the module documentation of [`crate::doc`] for the list.
pub fn check(document: &Document, cx: &mut Context) {
    let mut checker = Checker {
        assets: document.assets.len(),
        bound: cx.limits.depth,
        depth: 0,
        ids: BTreeSet::new(),
        in_note: false,
        findings: Vec::new(),
    };
    walk::document(&mut checker, document);
    for finding in checker.findings {
        cx.say(Diagnostic::warning(codes::TREE, format!("The document tree is not as it should be: {finding}.")));
    }
}

struct Checker {
    assets: usize,
    bound: usize,
    depth: usize,
    ids: BTreeSet<String>,
    in_note: bool,
    findings: Vec<String>,
}

impl Checker {
    fn found(&mut self, finding: impl Into<String>) {
        if self.findings.len() < 100 {
            self.findings.push(finding.into());
        }
    }

    fn id(&mut self, id: Option<&String>) {
        if let Some(id) = id
            && !self.ids.insert(id.clone())
        {
            self.found(format!("the id {id} is used twice"));
        }
    }

    fn image(&mut self, image: &Image) {
        if image.asset.is_some_and(|id| id.0 as usize >= self.assets) {
            self.found(format!("the picture {} points to no asset", image.url));
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(c) = text.chars().find(|c| c.is_control()) {
            self.found(format!("the control character {c:?} stands in text"));
        }
    }

    /// Goes one level down; the bound leaves room for the few levels that structure itself needs.
    fn deeper(&mut self, f: impl FnOnce(&mut Self)) {
        self.depth += 1;
        if self.depth > 2 * self.bound + 20 {
            self.found("the nesting is deeper than the bound");
        } else {
            f(self);
        }
        self.depth -= 1;
    }

    fn table(&mut self, table: &Table) {
        for rows in [&table.head, &table.body, &table.foot] {
            if let Err(finding) = rectangular(rows, table.columns.len()) {
                self.found(finding);
            }
        }
    }
}

impl Visit for Checker {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                if !(1..=6).contains(&heading.level) {
                    self.found(format!("a heading has level {}", heading.level));
                }
                if heading.id.is_none() {
                    self.found("a heading has no id");
                }
                self.id(heading.id.as_ref());
            }
            BlockKind::List(list) if list.items.is_empty() => self.found("a list has no items"),
            BlockKind::Table(table) => {
                self.id(table.id.as_ref());
                self.table(table);
            }
            BlockKind::Figure(figure) => {
                self.id(figure.id.as_ref());
                figure.images.iter().for_each(|image| self.image(image));
            }
            BlockKind::Code(code) if code.text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') => {
                self.found("a control character stands in code");
            }
            _ => {}
        }
        self.deeper(|c| walk::block_children(c, block));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) => self.text(text),
            Inline::Image(image) => self.image(image),
            Inline::Anchor(id) => self.id(Some(id)),
            Inline::Note(_) if self.in_note => self.found("a note stands inside a note"),
            _ => {}
        }
        let outside = self.in_note;
        self.in_note |= matches!(inline, Inline::Note(_));
        self.deeper(|c| walk::inline_children(c, inline));
        self.in_note = outside;
    }
}

/// Fails unless rows cover every one of `columns` columns exactly once, spans counted.
pub(crate) fn rectangular(rows: &[Row], columns: usize) -> Result<(), String> {
    let mut hanging = vec![0u16; columns];
    for (number, row) in rows.iter().enumerate() {
        let mut column = 0;
        let mut next = hanging.iter().map(|&n| n.saturating_sub(1)).collect::<Vec<_>>();
        for cell in &row.cells {
            while column < columns && hanging[column] > 0 {
                column += 1;
            }
            let end = column + cell.colspan as usize;
            if cell.colspan == 0 || cell.rowspan == 0 || end > columns || hanging[column..end].iter().any(|&n| n > 0) {
                return Err(format!("row {} of a table does not fit its columns", number + 1));
            }
            next[column..end].fill(cell.rowspan - 1);
            column = end;
        }
        if (column..columns).any(|c| hanging[c] == 0) {
            return Err(format!("row {} of a table is short", number + 1));
        }
        hanging = next;
    }
    if hanging.iter().any(|&n| n > 0) {
        return Err("a cell hangs below its table".into());
    }
    Ok(())
}

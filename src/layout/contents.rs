//! The page numbers of the contents, once every page is known: dots that line up, and the number at the far edge.

use std::rc::Rc;

use super::assemble::OpenEntry;
use super::frame::{FurnitureKind, Owner, Pages, Pt};
use super::galley::{Entry, moved};
use super::setting::{Setter, look};
use crate::doc::Lang;
use crate::style::Role;

/// Sets the missing page numbers in lines of the contents.
pub(crate) fn number(entries: &[(Entry, OpenEntry)], lang: &Lang, set: &Setter, pages: &mut Pages) {
    let style = Rc::new(look(set.style.text(Role::Contents)));
    let size = set.style.text(Role::Contents).size;
    let silent = Owner::Furniture(FurnitureKind::Layout);
    let pitch = 0.55 * size;
    let dot = set.line(".", &style, silent, lang);
    for (entry, open) in entries {
        let Some(to) = pages.destinations.get(&entry.target) else { continue };
        let Some(label) = pages.pages.get(to.page as usize).map(|p| p.label.clone()) else { continue };
        let Some(page) = pages.pages.get_mut(open.page) else { continue };
        let number = set.line(&label, &style, Owner::Node { node: entry.node, order: entry.order }, lang);
        let (end, edge) = open.x;
        // Dots are at whole steps from the edge, so that they line up from line to line.
        let last = ((number.width + 0.5 * size) / pitch).ceil() as usize;
        let first = (((edge - end).abs() - 0.6 * size) / pitch).floor().max(0.0) as usize;
        for step in (last..first.min(last + 400)).rev() {
            let x = if open.rtl { edge + step as Pt * pitch } else { edge - (step as Pt + 1.0) * pitch };
            page.items.extend(dot.items.iter().map(|p| moved(p.clone(), x, open.y)));
        }
        let x = if open.rtl { edge } else { edge - number.width };
        page.items.extend(number.items.into_iter().map(|p| moved(p, x, open.y)));
        let on_line = |top: Pt, bottom: Pt| top <= open.y && open.y <= bottom;
        for link in page.links.iter_mut().filter(|l| l.node == entry.node && on_line(l.rect.top, l.rect.bottom)) {
            if open.rtl {
                link.rect.left = edge;
            } else {
                link.rect.right = edge;
            }
        }
    }
}

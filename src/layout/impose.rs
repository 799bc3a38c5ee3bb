//! Imposition: pages become the sides of folded sheets, a further reading of the display list.
//!
//! Saddle stitch: sheets are folded once and put into one another. Of a signature of n sheets with 4n pages, the front
//! of sheet i (from the outside, counting from 0) carries the pages 4n - 2i and 1 + 2i, its back 2 + 2i and 4n - 1 -
//! 2i. Every side stands upright; a duplex printer turns the sheets over their short edge. In a book that is bound at the
//! right, the pages of each side change places.
//!
//! Creep: an inner sheet's pages stand out beyond those of the outer sheets by the thickness of the paper a sheet. So
//! they are moved towards the spine by the same amount, and after trimming all margins are equal.

use super::frame::{Destination, LinkArea, Page, Pages, Placed, Pt};
use crate::lang::Binding;

/// The form of a booklet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Booklet {
    /// Sheets in a signature; 0 puts all into one. [`signature`] has the usual number.
    pub signature: usize,
    /// Thickness of a sheet, in points.
    pub caliper: Pt,
    /// The sheet, lying: width and height in points.
    pub sheet: (Pt, Pt),
    /// The side of the fold, seen from the front.
    pub binding: Binding,
}

/// The most sheets that are folded together: more would spring open, and the creep of the inner ones would be visible.
const MOST_SHEETS: usize = 16;

/// Sheets of a signature if the pages need more than that: thick enough to sew, thin enough to fold.
const SEWN: usize = 8;

/// The sheets of a signature for this many pages, if the user stated no number: all of them if they can be folded
/// together, otherwise signatures of nearly equal size.
pub(crate) fn signature(pages: usize) -> usize {
    let sheets = pages.div_ceil(4).max(1);
    if sheets <= MOST_SHEETS { sheets } else { sheets.div_ceil(sheets.div_ceil(SEWN)) }
}

/// The place of a page on a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Position {
    /// The side: 0 is the front of the first sheet, 1 its back.
    pub side: usize,
    /// True if it is on the right half.
    pub right: bool,
    /// The shift towards the spine, in points.
    pub creep: Pt,
}

/// The place of each of `count` pages, with blank pages at the end: the result has a multiple of four entries.
pub(crate) fn positions(count: usize, booklet: &Booklet) -> Vec<Position> {
    let sheets = count.div_ceil(4).max(1);
    let per = if booklet.signature == 0 { sheets } else { booklet.signature.min(sheets) };
    let mut places = Vec::with_capacity(sheets * 4);
    for start in (0..sheets).step_by(per) {
        let n = per.min(sheets - start);
        for page in 0..4 * n {
            // Pages of the first half are on the halves away from those of the second, two by two on a sheet.
            let from_end = 4 * n - 1 - page;
            let inner = page.min(from_end);
            let sheet = inner / 2;
            let front = inner % 2 == 0;
            let first_half = page < from_end;
            places.push(Position {
                side: 2 * (start + sheet) + usize::from(!front),
                right: (first_half == front) == (booklet.binding == Binding::Left),
                creep: booklet.caliper * sheet as Pt,
            });
        }
    }
    places
}

/// Puts the pages on sheets.
pub(crate) fn impose(pages: Pages, booklet: &Booklet) -> Pages {
    let places = positions(pages.pages.len(), booklet);
    let half = booklet.sheet.0 / 2.0;
    let sides = places.iter().map(|place| place.side + 1).max().unwrap_or(0);
    let mut out: Vec<Page> = (0..sides)
        .map(|side| {
            let face = if side % 2 == 0 { "front" } else { "back" };
            Page { size: booklet.sheet, label: format!("{} {face}", side / 2 + 1), ..Page::default() }
        })
        .collect();
    let mut shifts = Vec::with_capacity(pages.pages.len());
    for (page, place) in pages.pages.into_iter().zip(&places) {
        // The page's spine edge is on the fold, the page in the middle of the sheet's height.
        let x = if place.right { half - place.creep } else { half - page.size.0 + place.creep };
        let y = (booklet.sheet.1 - page.size.1) / 2.0;
        shifts.push((place.side, x, y));
        let side = &mut out[place.side];
        side.lines = side.lines.max(page.lines);
        side.items.extend(page.items.into_iter().map(|item| Placed { at: (item.at.0 + x, item.at.1 + y), ..item }));
        side.links.extend(page.links.into_iter().map(|area| LinkArea { rect: area.rect.moved(x, y), ..area }));
    }
    let moved = |to: Destination| match shifts.get(to.page as usize) {
        Some(&(side, x, y)) => Destination { page: side as u32, at: (to.at.0 + x, to.at.1 + y) },
        None => to,
    };
    let destinations = pages.destinations.into_iter().map(|(id, to)| (id, moved(to))).collect();
    let mut bookmarks = pages.bookmarks;
    let mut open: Vec<&mut super::frame::Bookmark> = bookmarks.iter_mut().collect();
    while let Some(bookmark) = open.pop() {
        bookmark.to = moved(bookmark.to);
        open.extend(bookmark.children.iter_mut());
    }
    Pages { pages: out, destinations, bookmarks, ..pages }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn booklet(signature: usize) -> Booklet {
        Booklet { signature, caliper: 0.4, sheet: (842.0, 595.0), binding: Binding::Left }
    }

    /// Folds the sheets as a person would and reads the pages from the first to the last.
    fn folded(count: usize, signature: usize, binding: Binding) -> Vec<usize> {
        let places = positions(count, &Booklet { binding, ..booklet(signature) });
        let sheets = places.len() / 4;
        let per = if signature == 0 { sheets } else { signature.min(sheets) };
        let at = |side: usize, after_fold: bool| {
            let right = after_fold == (binding == Binding::Left);
            places.iter().position(|p| p.side == side && p.right == right).unwrap()
        };
        let mut read = Vec::new();
        for start in (0..sheets).step_by(per) {
            let n = per.min(sheets - start);
            // With the fold at the left, the right halves of fronts come first and, after turning, the left halves of
            // backs; from the middle on the right halves of backs and the left halves of fronts. With the fold at the
            // right, all halves are the other ones.
            for sheet in start..start + n {
                read.extend([at(2 * sheet, true), at(2 * sheet + 1, false)]);
            }
            for sheet in (start..start + n).rev() {
                read.extend([at(2 * sheet + 1, true), at(2 * sheet, false)]);
            }
        }
        read
    }

    #[test]
    fn folded_sheets_read_in_order() {
        for count in [1, 4, 7, 8, 16, 30] {
            for signature in [0, 1, 2, 4] {
                for binding in [Binding::Left, Binding::Right] {
                    let read = folded(count, signature, binding);
                    assert_eq!(read, (0..read.len()).collect::<Vec<_>>(), "{count} pages, {signature} sheets");
                    assert!(read.len() >= count && read.len().is_multiple_of(4) && read.len() < count + 4);
                }
            }
        }
    }

    #[test]
    fn thick_booklets_are_parted_into_equal_signatures() {
        let sheets = |count: usize| signature(4 * count);
        assert_eq!([sheets(0), sheets(1), sheets(16)], [1, 1, 16]);
        assert_eq!([sheets(17), sheets(24), sheets(25)], [6, 8, 7]);
        for count in 17..200 {
            let (of, stacks) = (sheets(count), count.div_ceil(sheets(count)));
            assert!(of <= SEWN && count - (stacks - 1) * of >= 1, "{count} sheets in signatures of {of}");
            let pages = folded(4 * count, of, Binding::Left);
            assert_eq!(pages, (0..4 * count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn inner_sheets_move_towards_the_spine() {
        let places = positions(16, &booklet(0));
        assert_eq!(places[0].creep, 0.0);
        assert!((places[7].creep - 1.2).abs() < 1e-6);
        assert_eq!((places[15].side, places[15].right), (0, false));
    }

    #[test]
    fn pages_stand_side_by_side() {
        let page = |label: &str| Page { size: (421.0, 595.0), label: label.into(), ..Page::default() };
        let pages = Pages { pages: (1..=5).map(|n| page(&n.to_string())).collect(), ..Pages::default() };
        let sheets = impose(pages, &booklet(0));
        assert_eq!(sheets.pages.len(), 4);
        assert_eq!(sheets.pages[1].label, "1 back");
    }
}

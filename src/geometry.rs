//! Lengths and boxes on a page: x to the right, y **down**, in PDF points.

/// A length in points, 1/72 inch.
pub type Pt = f32;

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Across.
    pub width: Pt,
    /// Down.
    pub height: Pt,
}

/// A box by its edges.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The smallest x.
    pub left: Pt,
    /// The smallest y.
    pub top: Pt,
    /// The largest x.
    pub right: Pt,
    /// The largest y.
    pub bottom: Pt,
}

impl Rect {
    /// The smallest box around points; `None` without any.
    pub fn around(points: impl IntoIterator<Item = (Pt, Pt)>) -> Option<Self> {
        points.into_iter().fold(None, |found: Option<Rect>, (x, y)| {
            let Rect { left, top, right, bottom } = found.unwrap_or(Rect { left: x, top: y, right: x, bottom: y });
            Some(Rect { left: left.min(x), top: top.min(y), right: right.max(x), bottom: bottom.max(y) })
        })
    }

    /// The box moved to the right and down.
    pub fn moved(self, dx: Pt, dy: Pt) -> Self {
        Rect { left: self.left + dx, top: self.top + dy, right: self.right + dx, bottom: self.bottom + dy }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_lies_around_its_points_and_moves() {
        let found = Rect::around([(2.0, 5.0), (-1.0, 7.0), (0.0, 6.0)]).unwrap();
        assert_eq!(found, Rect { left: -1.0, top: 5.0, right: 2.0, bottom: 7.0 });
        assert_eq!(found.moved(1.0, -5.0), Rect { left: 0.0, top: 0.0, right: 3.0, bottom: 2.0 });
        assert_eq!(Rect::around([]), None);
    }
}

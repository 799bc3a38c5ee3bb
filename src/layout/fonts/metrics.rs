//! The measures of faces that `style::resolve` needs, read from the font files.

use super::{Fonts, embedded};
use crate::style::Family;
use crate::style::resolve::FaceMetrics;

impl FaceMetrics for Fonts {
    fn x_height(&self, family: &Family, weight: u16, em: f32) -> f32 {
        let embedded = if self.named(family).is_none() { embedded::x_height(family, weight, em) } else { None };
        embedded.unwrap_or_else(|| {
            let loaded = self.best(family, weight, false, em);
            loaded.em(loaded.face.x_height)
        })
    }

    fn average_width(&self, family: &Family, weight: u16) -> f32 {
        self.best(family, weight, false, 11.0).average_width()
    }
}

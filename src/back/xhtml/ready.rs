//! A picture made ready for the book, and the bounds to which it may be made smaller.

use crate::image::MediaType;

/// The bounds to which pictures are made smaller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    /// Longest side, in pixels.
    pub side: u32,
    /// Quality of JPEG where one is made, 1 to 100.
    pub quality: u8,
    /// True if SVG elements get a role; SVG 1.1, the standard for EPUB 2, knows none.
    pub roles: bool,
    /// True if even valid pictures are re-encoded to save space.
    pub squeeze: bool,
    /// True if all pictures of pixels become grey JPEG without transparency, because the screen shows only grey.
    pub grey: bool,
}

/// A picture ready for the book.
pub(crate) struct Ready {
    /// The file.
    pub bytes: Vec<u8>,
    /// The media type after conversion.
    pub media: MediaType,
    /// Width before scaling, as shown.
    pub width: u32,
    /// Height before scaling, as shown.
    pub height: u32,
    /// True if it moves.
    pub animated: bool,
    /// True if the page shows through it.
    pub clear: bool,
}

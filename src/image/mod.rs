//! Pictures: their kinds, the check that they are whole, and their samples and colours for back ends.
//!
//! Pictures are data from strangers. They are identified by their bytes and not by their names, measured by their
//! headers, refused if they claim more pixels than the limit, and checked for being whole. This module knows nothing of
//! articles, pages or file formats of documents.

pub(crate) mod colour;
pub(crate) mod deflate;
pub(crate) mod drawing;
pub(crate) mod flat;
pub(crate) mod header;
pub(crate) mod icc;
pub(crate) mod jpeg;
pub(crate) mod png;
pub(crate) mod raster;
pub(crate) mod scale;
pub(crate) mod svg;
pub(crate) mod validate;

use std::sync::Arc;

/// The kind of a picture, by its bytes and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// Joint Photographic Experts Group.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Graphics Interchange Format.
    Gif,
    /// WebP.
    Webp,
    /// Scalable Vector Graphics.
    Svg,
}

impl MediaType {
    /// The media type as registered.
    pub fn mime(self) -> &'static str {
        match self {
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
            MediaType::Gif => "image/gif",
            MediaType::Webp => "image/webp",
            MediaType::Svg => "image/svg+xml",
        }
    }

    /// The usual file name extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            MediaType::Jpeg => "jpg",
            MediaType::Png => "png",
            MediaType::Gif => "gif",
            MediaType::Webp => "webp",
            MediaType::Svg => "svg",
        }
    }
}

/// A picture as samples, encoded as PDF and PNG hold them.
#[derive(Clone, Debug, Default)]
pub struct Image {
    /// Width in samples.
    pub width: u32,
    /// Height in samples.
    pub height: u32,
    /// The colour space of the samples.
    pub space: Space,
    /// Bits a sample.
    pub bits: u8,
    /// The samples, encoded by `filter`.
    pub data: Vec<u8>,
    /// Their encoding.
    pub filter: Filter,
    /// Opacity of each sample, 8 bits, as the data of a grey image.
    pub mask: Option<Box<Image>>,
    /// Samples of this colour are not painted: lowest and highest of each component.
    pub key: Option<Vec<u16>>,
    /// True if samples state the missing ink, as in Adobe's CMYK JPEGs.
    pub inverted: bool,
    /// The matrix that turns the picture upright, in the unit square; from a photograph's orientation.
    pub upright: Option<[f64; 6]>,
}

/// The colour space of samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Space {
    /// DeviceGray.
    #[default]
    Grey,
    /// DeviceRGB.
    Rgb,
    /// DeviceCMYK: only in print editions.
    Cmyk,
    /// By a profile of this many components.
    Icc(u8, Arc<Vec<u8>>),
    /// Numbers of a palette's colours, three bytes each, in another space.
    Palette(Box<Space>, Vec<u8>),
}

/// The encoding of samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Filter {
    /// Deflated rows with PNG's predictors: components and columns.
    #[default]
    Png,
    /// JPEG. `false`: the three components are RGB and not YCbCr, although no marker in the data states it.
    Jpeg(bool),
}

//! The pictures of a document, by number, each with the data of its header.
//!
//! A picture's bytes may be large and an article may have hundreds, so an asset can remember its name instead of its
//! bytes and ask for them again when a back end writes it out.

use std::sync::Arc;

use crate::context::{ResourceError, Resources};
pub use crate::image::MediaType;

/// The number of an asset in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AssetId(pub u32);

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    /// The name the article calls it by; for `data:` URLs a made-up one such as `picture-1-5cbf43a0.png`.
    pub name: String,
    /// Its media type.
    pub media: MediaType,
    /// Width in pixels (for SVG in CSS pixels, rounded up).
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The bytes; `None` when they are loaded again by name, because they are large.
    pub data: Option<Arc<[u8]>>,
}

impl Asset {
    /// The unchanged bytes of the file.
    pub fn bytes(&self, resources: &dyn Resources) -> Result<Arc<[u8]>, ResourceError> {
        match &self.data {
            Some(data) => Ok(data.clone()),
            None => resources.load(&self.name),
        }
    }
}

/// All pictures of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assets {
    list: Vec<Asset>,
}

impl Assets {
    /// Adds a picture; the same name gives the same number.
    pub fn add(&mut self, asset: Asset) -> AssetId {
        if let Some(id) = self.find(&asset.name) {
            return id;
        }
        self.list.push(asset);
        AssetId(self.list.len() as u32 - 1)
    }

    /// The number of the picture with that name.
    pub fn find(&self, name: &str) -> Option<AssetId> {
        self.list.iter().position(|a| a.name == name).map(|i| AssetId(i as u32))
    }

    /// The picture with that number.
    pub fn get(&self, id: AssetId) -> Option<&Asset> {
        self.list.get(id.0 as usize)
    }

    /// All pictures with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (AssetId, &Asset)> {
        self.list.iter().enumerate().map(|(i, a)| (AssetId(i as u32), a))
    }

    /// All pictures in order, to be changed. Their numbers stay, so their names must stay different from each other.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Asset> {
        self.list.iter_mut()
    }

    /// The number of assets.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True if the document has no assets.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

//! Pictures of articles as addresses that hold them.
//!
//! Photographs are included unchanged, because browsers show every kind that articles may bring. A drawing is included
//! as usvg has simplified it: its words are outlines in our faces, and it refers to no other file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::back::lettering;
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Asset, Assets, MediaType};
use crate::image::drawing;
use crate::layout::frame::{Pages, PictureId};

/// The picture with that number as a `data:` address; `None` with a remark if it cannot be shown.
pub(super) fn address(pages: &Pages, id: PictureId, assets: &[&Assets], cx: &mut Context) -> Option<String> {
    let (article, asset) = pages.pictures.get(id.0 as usize)?.asset;
    let asset = assets.get(article as usize)?.get(asset)?;
    match load(asset, pages, cx) {
        Ok(address) => Some(address),
        Err(why) => {
            let message = format!("The picture {} is not painted: {why}.", asset.name);
            cx.diags.push_once(Diagnostic::warning(codes::PICTURE_UNREADABLE, message));
            None
        }
    }
}

fn load(asset: &Asset, pages: &Pages, cx: &Context) -> Result<String, String> {
    let bytes = asset.bytes(cx.resources).map_err(|why| why.to_string())?;
    if asset.media != MediaType::Svg {
        return Ok(data(asset.media.mime(), &bytes));
    }
    let simplified = drawing::on_deep_stack(|| simplify(&bytes, pages)).and_then(|drawing| drawing);
    simplified.map(|svg| data(MediaType::Svg.mime(), svg.as_bytes())).map_err(|why| format!("it {why}"))
}

fn simplify(bytes: &[u8], pages: &Pages) -> Result<String, &'static str> {
    let faces = pages.faces.iter().map(|face| face.data.bytes());
    let tree = drawing::read(bytes, &lettering::options(bytes, faces))?;
    Ok(tree.to_string(&usvg::WriteOptions::default()))
}

/// An address that holds a file (RFC 2397).
pub(super) fn data(mime: &str, bytes: &[u8]) -> String {
    format!("data:{mime};base64,{}", STANDARD.encode(bytes))
}

//! Pictures that come in the same file as the article: MHTML, e-mail, EPUB.
//!
//! A container's pictures become `data:` URLs of the document. So `transform::pictures` alone checks the header, size
//! and wholeness of every picture, from any source, and no picture is lost when the container is gone.

use base64::Engine;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Document, walk};

/// Most bytes of pictures taken out of one container.
const MOST: usize = 512 << 20;

/// Replaces each picture's address that `find` knows by the picture itself.
pub(crate) fn pictures(document: &mut Document, cx: &mut Context, mut find: impl FnMut(&str) -> Option<Vec<u8>>) {
    let largest = cx.limits.resource_bytes;
    let (mut taken, mut refused) = (0usize, 0usize);
    walk::images_mut(&mut document.blocks, &mut |image| {
        if image.asset.is_some() || image.url.starts_with("data:") {
            return;
        }
        let Some(bytes) = find(&image.url) else { return };
        if bytes.len() as u64 > largest || taken + bytes.len() > MOST {
            refused += 1;
            return;
        }
        taken += bytes.len();
        image.url =
            format!("data:{};base64,{}", media(&bytes), base64::engine::general_purpose::STANDARD.encode(&bytes));
    });
    if refused > 0 {
        cx.say(Diagnostic::warning(codes::PICTURE_TOO_LARGE, format!("{refused} pictures inside the file are larger than the limit; pages and books have their alternative text in their place.")));
    }
}

/// The kind of picture by its first bytes. It serves only the name in the URL, because `transform` checks again.
fn media(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xD8, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'G', b'I', b'F', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', ..] => "image/webp",
        _ => "image/svg+xml",
    }
}

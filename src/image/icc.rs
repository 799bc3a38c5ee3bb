//! Profiles inside pictures: kept if they are sound, ignored if they are not.

use std::sync::Arc;

use super::Space;

/// The colour space of samples with this many components under an embedded profile, if any.
///
/// ISO 19005-2, 6.2.4.2: an ICC profile of version 4 or earlier, of a class for devices or colour spaces, with the
/// colour space of the samples. The sRGB profile is left out because the file's output intent already states it.
pub(crate) fn space(components: u8, profile: Option<Vec<u8>>) -> Option<Space> {
    if let Some(profile) = profile
        && sound(&profile, components)
    {
        return Some(if is_srgb(&profile) { Space::Rgb } else { Space::Icc(components, Arc::new(profile)) });
    }
    match components {
        1 => Some(Space::Grey),
        3 => Some(Space::Rgb),
        _ => None,
    }
}

fn sound(profile: &[u8], components: u8) -> bool {
    let field = |range: std::ops::Range<usize>| profile.get(range).unwrap_or(b"");
    let space = match components {
        1 => b"GRAY",
        3 => b"RGB ",
        4 => b"CMYK",
        _ => return false,
    };
    field(36..40) == b"acsp"
        && profile.get(8).is_some_and(|&version| (2..=4).contains(&version))
        && [b"scnr".as_slice(), b"mntr", b"prtr", b"spac"].contains(&field(12..16))
        && field(16..20) == space
        && field(0..4) == (profile.len() as u32).to_be_bytes()
        && moxcms::ColorProfile::new_from_slice(profile).is_ok()
}

/// Recognised by its name, because there are many encodings of the same space.
fn is_srgb(profile: &[u8]) -> bool {
    let head = profile.get(..profile.len().min(4096)).unwrap_or(profile);
    let wide: Vec<u8> = "sRGB".encode_utf16().flat_map(u16::to_be_bytes).collect();
    profile.get(16..20) == Some(b"RGB ")
        && (memchr::memmem::find(head, b"sRGB IEC61966").is_some() || memchr::memmem::find(head, &wide).is_some())
}

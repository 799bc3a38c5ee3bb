//! Output intents: what device colours mean.

use lopdf::Object;
use moxcms::ColorProfile;

use super::file::File;
use super::object::{self, dict, named};

/// The sRGB profile, the same bytes always.
fn srgb() -> Vec<u8> {
    let mut profile = ColorProfile::new_srgb();
    // A tag younger than PDF/A-2 tells how video calls it.
    profile.cicp = None;
    let mut bytes = profile.encode().unwrap_or_default();
    // ICC.1 table 17: the encoder writes the time of day into bytes 24 to 35, and equal input must give equal bytes.
    if let Some(date) = bytes.get_mut(24..36) {
        date.copy_from_slice(&[0x07, 0xe8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    }
    bytes
}

/// ISO 19005-2, 6.2.3 and 6.2.4.3: device colours stand under an output intent.
pub fn screen_intent(file: &mut File) {
    let stream = dict([("N", Object::Integer(3))]);
    let profile = file.stream(stream, srgb());
    let intent = dict([
        ("Type", named("OutputIntent")),
        ("S", named("GTS_PDFA1")),
        ("OutputConditionIdentifier", object::text("sRGB")),
        ("Info", object::text("sRGB IEC61966-2.1")),
        ("DestOutputProfile", profile),
    ]);
    file.catalogue("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));
}

//! Output intents: what device colours mean.

use lopdf::Object;
use moxcms::{ColorDateTime, ColorProfile};

use super::file::File;
use super::object::{self, dict, named};

/// The sRGB profile, the same bytes always.
fn srgb() -> Vec<u8> {
    let mut profile = ColorProfile::new_srgb();
    // The profile would tell when it was made, and a tag younger than PDF/A-2 how video calls it.
    profile.creation_date_time =
        ColorDateTime { year: 2010, month: 1, day_of_the_month: 1, hours: 0, minutes: 0, seconds: 0 };
    profile.cicp = None;
    profile.encode().unwrap_or_default()
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

//! Output intents: the meaning of device colours.

use std::sync::Arc;

use lopdf::Object;
use moxcms::{ColorProfile, DataColorSpace, ProfileClass};

use super::file::{self, File};
use super::object::{self, dict, named};
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::style::{Conformance, PrintStyle};

/// The sRGB profile, the same bytes always.
fn srgb() -> Vec<u8> {
    let mut profile = ColorProfile::new_srgb();
    // A tag younger than PDF/A-2 gives the video code points.
    profile.cicp = None;
    let mut bytes = profile.encode().unwrap_or_default();
    // ICC.1 table 17: the encoder writes the time of day into bytes 24 to 35, and equal input must give equal bytes.
    if let Some(date) = bytes.get_mut(24..36) {
        date.copy_from_slice(&[0x07, 0xe8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    }
    bytes
}

/// ISO 19005-2, 6.2.3 and 6.2.4.3: device colours stand under an output intent.
pub(super) fn screen_intent(file: &mut File) {
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

/// A printing condition, the press and its paper, with its profile.
#[derive(Clone, Debug)]
pub(super) struct Press {
    /// Its name in the registry of the ICC, or the profile's.
    condition: String,
    /// In words.
    description: String,
    /// True if the registry holds the profile, so that the file need not embed it.
    registered: bool,
    /// The profile.
    pub icc: Arc<Vec<u8>>,
}

/// The printing condition for a print edition: FOGRA39 unless the user named another profile and it is one for a press.
pub(super) fn press(print: &PrintStyle, cx: &mut Context) -> Option<Press> {
    let asked =
        print.profile.as_deref().filter(|name| !name.to_ascii_lowercase().replace(['-', ' '], "").contains("fogra39"));
    if let Some(name) = asked {
        match cx.resources.load(name) {
            Ok(bytes) if for_presses(&bytes) => {
                let condition = description(&bytes).unwrap_or_else(|| name.to_owned());
                let icc = Arc::new(bytes.to_vec());
                return Some(Press { description: condition.clone(), condition, registered: false, icc });
            }
            Ok(_) => cx.say(
                Diagnostic::warning(
                    codes::PROFILE_UNFIT,
                    format!("{name} is no profile of a CMYK press; FOGRA39 stands for it."),
                )
                .hint("Give an ICC profile of class `prtr` and colour space CMYK."),
            ),
            Err(why) => cx.say(
                Diagnostic::warning(
                    codes::PROFILE_MISSING,
                    format!("The profile {name} was not used: {why}. FOGRA39 stands for it."),
                )
                .hint("Put the ICC file beside the article, or use profile=fogra39."),
            ),
        }
    }
    let icc = Arc::new(file::fogra39()?);
    Some(Press {
        condition: "FOGRA39".into(),
        description: "Offset on coated paper (ISO 12647-2:2004/Amd 1, FOGRA39)".into(),
        registered: true,
        icc,
    })
}

fn for_presses(bytes: &[u8]) -> bool {
    let version = bytes.get(8).copied().unwrap_or(0);
    ColorProfile::new_from_slice(bytes).is_ok_and(|profile| {
        profile.color_space == DataColorSpace::Cmyk
            && profile.profile_class == ProfileClass::OutputDevice
            && (2..=4).contains(&version)
    })
}

/// The profile's own name.
fn description(bytes: &[u8]) -> Option<String> {
    let profile = ColorProfile::new_from_slice(bytes).ok()?;
    let text = match profile.description? {
        moxcms::ProfileText::PlainString(text) => text,
        moxcms::ProfileText::Localizable(list) => list.first()?.value.clone(),
        moxcms::ProfileText::Description(description) => description.ascii_string,
    };
    let text = super::text::clean(&text).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The intent of a print edition (ISO 15930-4 and -7, 6.2), of type GTS_PDFX. If the file is also for archives, it has
/// PDF/A's intent too, on the same profile.
pub(super) fn press_intent(file: &mut File, press: &Press, conformance: Conformance) {
    let mut intent = dict([
        ("Type", named("OutputIntent")),
        ("S", named("GTS_PDFX")),
        ("OutputConditionIdentifier", object::text(&press.condition)),
        ("OutputCondition", object::text(&press.description)),
        ("Info", object::text(&press.description)),
    ]);
    if press.registered {
        intent.set("RegistryName", object::text("http://www.color.org"));
    }
    // PDF/X-4 embeds always; PDF/X-1a only a profile that a print shop cannot look up.
    if conformance == Conformance::X4 || !press.registered {
        let profile = file.stream(dict([("N", Object::Integer(4))]), press.icc.to_vec());
        intent.set("DestOutputProfile", profile);
    }
    let mut intents = vec![Object::Dictionary(intent.clone())];
    if conformance == Conformance::X4 {
        intent.set("S", named("GTS_PDFA1"));
        intents.push(Object::Dictionary(intent));
    }
    file.catalogue("OutputIntents", Object::Array(intents));
}

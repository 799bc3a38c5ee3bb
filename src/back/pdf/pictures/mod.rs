//! Pictures: from the bytes an article brought to image objects (ISO 32000-1, 8.9) or painted forms.
//!
//! Data that PDF can hold unchanged passes through untouched: JPEG bytes, the compressed rows of most PNGs. The rest is
//! decoded within the limits of the context, and transparency becomes a soft mask. A picture that cannot be read is not
//! painted; flow has set its alternative text in its place.

mod svg;

use lopdf::{Dictionary, Object};

use super::file::File;
use super::object::{self, dict, named};
use super::parallel;
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Asset, Assets, MediaType};
use crate::image::colour::Inks;
use crate::image::{Filter, Image, Space, jpeg, png, raster};
use crate::layout::frame::Pages;

pub(super) use svg::Form;

/// A picture ready to be embedded.
#[derive(Clone, Debug)]
pub(super) enum Painting {
    /// Samples.
    Image(Box<Image>),
    /// Vectors.
    Form(Box<Form>),
}

impl Painting {
    /// True if it is partly transparent.
    pub(super) fn transparent(&self) -> bool {
        match self {
            Painting::Image(image) => image.mask.is_some(),
            Painting::Form(form) => form.transparent(),
        }
    }
}

/// The reason that a picture could not be painted, as half a sentence.
type Unreadable = String;

/// The number of pictures that one processor prepares alone: most go into the file unchanged.
const FEW: usize = 4;

/// Prepares all pictures of the pages, many in parallel.
pub(super) fn prepare(pages: &Pages, assets: &[&Assets], inks: &Inks, cx: &mut Context) -> Vec<Option<Painting>> {
    let (resources, limits) = (cx.resources, &cx.limits);
    let prepared: Vec<Result<Painting, (String, Unreadable)>> =
        parallel::each(&pages.pictures, pages.pictures.len() > FEW, |picture| {
            let (article, id) = picture.asset;
            let asset = assets.get(article as usize).and_then(|assets| assets.get(id));
            let Some(asset) = asset else { return Err((String::new(), "it is not there".into())) };
            let because = |why: Unreadable| (asset.name.clone(), why);
            let bytes = asset.bytes(resources).map_err(|why| because(why.to_string()))?;
            painting(asset, &bytes, limits.pixels, pages, inks).map_err(because)
        });
    let mut paintings = Vec::with_capacity(prepared.len());
    for result in prepared {
        paintings.push(match result {
            Ok(painting) => Some(painting),
            Err((name, why)) => {
                let message = format!("The picture {name} is not painted: {why}.");
                cx.say(Diagnostic::warning(codes::PICTURE_UNREADABLE, message));
                None
            }
        });
    }
    paintings
}

fn painting(asset: &Asset, bytes: &[u8], pixels: u64, pages: &Pages, inks: &Inks) -> Result<Painting, Unreadable> {
    let image = match asset.media {
        MediaType::Svg => return svg::paint(bytes, pages, pixels, inks).map(|form| Painting::Form(Box::new(form))),
        MediaType::Jpeg => match jpeg::pass(bytes).and_then(|image| inks.accept(image)) {
            Some(image) => image,
            None => raster::decode(bytes, image::ImageFormat::Jpeg, pixels, inks)?,
        },
        MediaType::Png => match png::pass(bytes, pixels).and_then(|image| inks.accept(image)) {
            Some(image) => image,
            None => raster::decode(bytes, image::ImageFormat::Png, pixels, inks)?,
        },
        MediaType::Gif => raster::decode(bytes, image::ImageFormat::Gif, pixels, inks)?,
        MediaType::Webp => raster::decode(bytes, image::ImageFormat::WebP, pixels, inks)?,
    };
    Ok(Painting::Image(Box::new(image)))
}

/// A picture from the bytes of a PNG; `None` if they cannot be read.
pub(super) fn paint_png(bytes: &[u8], pixels: u64, inks: &Inks) -> Option<Painting> {
    let image = png::pass(bytes, pixels).and_then(|image| inks.accept(image));
    let image = image.or_else(|| raster::decode(bytes, image::ImageFormat::Png, pixels, inks).ok())?;
    Some(Painting::Image(Box::new(image)))
}

/// A drawing of ours as SVG; `None` if it cannot be painted.
pub(super) fn paint_drawing(svg: &str, pixels: u64, inks: &Inks) -> Option<Painting> {
    svg::paint_drawing(svg, pixels, inks).ok().map(|form| Painting::Form(Box::new(form)))
}

/// Adds a painting to the file: an object that paints the unit square.
pub(super) fn embed(file: &mut File, painting: Painting) -> Object {
    match painting {
        Painting::Image(image) => match image.upright {
            None => embed_image(file, *image),
            Some(upright) => {
                let image = embed_image(file, *image);
                turned(file, image, upright)
            }
        },
        Painting::Form(form) => svg::embed(file, *form),
    }
}

/// A form that paints an image turned upright.
fn turned(file: &mut File, image: Object, upright: [f64; 6]) -> Object {
    let mut content = super::content::Content::default();
    content.numbers(&upright).op("cm").name("I").op("Do");
    let resources = dict([("XObject", Object::Dictionary(dict([("I", image)])))]);
    let form = dict([
        ("Type", named("XObject")),
        ("Subtype", named("Form")),
        ("BBox", object::numbers(&[0.0, 0.0, 1.0, 1.0])),
        ("Resources", Object::Dictionary(resources)),
    ]);
    file.stream(form, content.bytes)
}

/// Adds an image and its mask.
pub(super) fn embed_image(file: &mut File, image: Image) -> Object {
    let mask = image.mask.map(|mask| embed_image(file, *mask));
    let components = match &image.space {
        Space::Grey | Space::Palette(..) => 1,
        Space::Rgb => 3,
        Space::Cmyk => 4,
        Space::Icc(n, _) => i64::from(*n),
    };
    let space = embed_space(file, &image.space);
    let mut entries = dict([
        ("Type", named("XObject")),
        ("Subtype", named("Image")),
        ("Width", Object::Integer(i64::from(image.width))),
        ("Height", Object::Integer(i64::from(image.height))),
        ("ColorSpace", space),
        ("BitsPerComponent", Object::Integer(i64::from(image.bits))),
        // ISO 19005-2, 6.2.8: false or absent; written out, so that a glance at the file shows it.
        ("Interpolate", Object::Boolean(false)),
    ]);
    match image.filter {
        Filter::Png => {
            entries.set("Filter", named("FlateDecode"));
            let parameters = dict([
                ("Predictor", Object::Integer(15)),
                ("Colors", Object::Integer(components)),
                ("BitsPerComponent", Object::Integer(i64::from(image.bits))),
                ("Columns", Object::Integer(i64::from(image.width))),
            ]);
            entries.set("DecodeParms", Object::Dictionary(parameters));
        }
        Filter::Jpeg(transform) => {
            entries.set("Filter", named("DCTDecode"));
            if !transform {
                entries.set("DecodeParms", Object::Dictionary(dict([("ColorTransform", Object::Integer(0))])));
            }
        }
    }
    if image.inverted {
        entries.set("Decode", object::numbers(&[1.0, 0.0].repeat(components as usize)));
    }
    if let Some(mask) = mask {
        entries.set("SMask", mask);
    }
    if let Some(key) = image.key {
        let key: Vec<f64> = key.into_iter().map(f64::from).collect();
        entries.set("Mask", object::numbers(&key));
    }
    file.stream(entries, image.data)
}

fn embed_space(file: &mut File, space: &Space) -> Object {
    match space {
        Space::Grey => named("DeviceGray"),
        Space::Rgb => named("DeviceRGB"),
        Space::Cmyk => named("DeviceCMYK"),
        Space::Icc(components, profile) => {
            let profile = file.shared_stream(dict([("N", Object::Integer(i64::from(*components)))]), profile);
            Object::Array(vec![named("ICCBased"), profile])
        }
        Space::Palette(base, colours) => {
            let base = embed_space(file, base);
            let highest = (colours.len() / 3).saturating_sub(1) as i64;
            let table = file.stream(Dictionary::new(), colours.clone());
            Object::Array(vec![named("Indexed"), base, Object::Integer(highest), table])
        }
    }
}

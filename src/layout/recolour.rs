//! Pages in the colours of a style. Flow and furniture set everything in black and greys on white, or in colours made
//! for white paper; here black becomes the style's text, white its paper, greys the colours between, and every colour
//! of text moves towards the text's until it stands out from the paper.

use super::frame::{Colour, FurnitureKind, Item, Owner, Page, Pages, Placed};
use crate::style::{Colours, Rgb, contrast};

/// Least contrast of any text: level AA of WCAG 2.2 (1.4.3).
const LEAST: f32 = 4.5;

/// Applies the colours to all pages.
pub(super) fn recolour(pages: &mut Pages, colours: &Colours) {
    pages.pages.iter_mut().for_each(|page| recolour_page(page, colours));
}

fn recolour_page(page: &mut Page, colours: &Colours) {
    let (width, height) = page.size;
    let mut items = Vec::with_capacity(page.items.len() + 1);
    items.push(rectangle((0.0, 0.0), (width, height), colour(colours.page)));
    for mut placed in page.items.drain(..) {
        match &mut placed.item {
            Item::Glyphs(run) => run.colour = text(run.colour, colours),
            Item::Rect { colour, .. } => *colour = shade(*colour, colours),
            Item::Path(path) => {
                path.fill = path.fill.map(|fill| shade(fill, colours));
                path.stroke = path.stroke.map(|(stroke, width)| (shade(stroke, colours), width));
            }
            // Pictures are made for white paper, and may be black lines on a transparent ground.
            Item::Picture { width, height, .. } => {
                items.push(rectangle(placed.at, (*width, *height), Colour::Grey(1.0)));
            }
        }
        items.push(placed);
    }
    page.items = items;
}

fn rectangle(at: (f32, f32), (width, height): (f32, f32), colour: Colour) -> Placed {
    Placed { at, item: Item::Rect { width, height, colour }, owner: Owner::Furniture(FurnitureKind::Layout) }
}

/// Text in a colour with enough contrast.
fn text(wanted: Colour, colours: &Colours) -> Colour {
    const STEPS: u8 = 20;
    let wanted = rgb(shade(wanted, colours));
    let tries = (0..=STEPS).map(|step| mix(wanted, colours.text, f32::from(step) / f32::from(STEPS)));
    colour(tries.into_iter().find(|c| contrast(*c, colours.page) >= LEAST).unwrap_or(colours.text))
}

/// Black becomes the text's colour, white the paper's; other colours stay.
fn shade(wanted: Colour, colours: &Colours) -> Colour {
    match wanted {
        Colour::Grey(grey) => colour(mix(colours.text, colours.page, grey.clamp(0.0, 1.0))),
        rgb => rgb,
    }
}

fn mix(a: Rgb, b: Rgb, share: f32) -> Rgb {
    [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * share)
}

fn rgb(colour: Colour) -> Rgb {
    match colour {
        Colour::Grey(grey) => [grey; 3],
        Colour::Rgb(r, g, b) => [r, g, b],
    }
}

fn colour([r, g, b]: Rgb) -> Colour {
    Colour::Rgb(r, g, b)
}

//! Flat painting: paths filled with one opaque colour each, into an image with a palette.
//!
//! A cover is little more, and a general painter spends most of its time on SVG features that are not used: four bytes
//! a pixel, four samples a line, blending in every mode. Here the exact area that a path covers of each pixel comes
//! from one pass over its edges. Every edge adds to each pixel that it touches the change of coverage to the right of
//! it, and the running sum of these along a line is the coverage. A drawing with other content (pictures, gradients,
//! strokes, translucent groups) is refused and left to that painter.

use std::collections::BTreeMap;
use std::ops::Range;

use usvg::tiny_skia_path::{Path, PathSegment, Point, Rect, Transform};
use usvg::{Group, Node, Paint, Tree};

/// A drawing that is flat, ready to be painted.
pub(crate) struct Flat {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// The paths, from the ground up.
    fills: Vec<Fill>,
}

/// A path with its colour.
struct Fill {
    /// Its edges, curves as chords.
    edges: Vec<(Point, Point)>,
    bounds: Rect,
    /// True if it is just its bounds.
    upright: bool,
    colour: [u8; 3],
}

impl Fill {
    /// True if it covers a whole sheet.
    fn covers(&self, width: usize, height: usize) -> bool {
        self.upright
            && self.bounds.left() <= 0.0
            && self.bounds.top() <= 0.0
            && self.bounds.right() >= width as f32
            && self.bounds.bottom() >= height as f32
    }
}

/// The colours of a sheet by their numbers: red, green, blue.
#[derive(Default)]
pub(crate) struct Palette {
    /// The colours.
    pub colours: Vec<[u8; 3]>,
    known: BTreeMap<[u8; 3], u8>,
}

/// The number of steps between the ground and the colour in which an edge is shown.
const STEPS: usize = 16;
/// A chord may lie this far from its curve, in pixels.
const FLATNESS: f32 = 0.2;
/// The number of lines that are painted at a time. A whole sheet is megabytes, and the system takes longer to clear
/// them than the painting takes; this much stays in a processor's cache.
const BAND: usize = 48;

impl Flat {
    /// Takes a drawing, scaled to this many pixels; `None` if it is not flat.
    pub(crate) fn new(tree: &Tree, (width, height): (u32, u32), scale: f32) -> Option<Flat> {
        let mut flat = Flat { width: width as usize, height: height as usize, fills: Vec::new() };
        flat.group(tree.root(), Transform::from_scale(scale, scale))?;
        Some(flat)
    }

    fn group(&mut self, group: &Group, scale: Transform) -> Option<()> {
        let plain = group.opacity().get() == 1.0
            && group.clip_path().is_none()
            && group.mask().is_none()
            && group.filters().is_empty();
        if !plain {
            return None;
        }
        group.children().iter().try_for_each(|node| match node {
            Node::Group(group) => self.group(group, scale),
            Node::Text(text) => self.group(text.flattened(), scale),
            Node::Path(path) => {
                let fill = path.fill()?;
                let Paint::Color(colour) = fill.paint() else { return None };
                if path.stroke().is_some() || fill.opacity().get() != 1.0 {
                    return None;
                }
                let outline = path.data().clone().transform(path.abs_transform().post_concat(scale))?;
                let mut edges = Vec::new();
                each_edge(&outline, &mut |from, to| edges.push((from, to)));
                self.fills.push(Fill {
                    edges,
                    bounds: outline.bounds(),
                    upright: is_upright_box(&outline),
                    colour: [colour.red, colour.green, colour.blue],
                });
                Some(())
            }
            Node::Image(_) => None,
        })
    }

    /// Paints, and hands over line after line: for each pixel the number of its colour. The colours are known only at
    /// the end.
    pub(crate) fn paint(&self, mut line: impl FnMut(&[u8])) -> Palette {
        let mut band = Band {
            width: self.width,
            top: 0,
            pixels: Vec::new(),
            palette: Palette::default(),
            changes: vec![Vec::new(); BAND],
            mixed: vec![Mixed::default(); 256 * STEPS],
        };
        // A sheet is mostly covered by its first path, so the area below it need not be made white first.
        let paper = self.fills.first().filter(|fill| fill.covers(self.width, self.height));
        let ground = band.palette.number(paper.map_or([255; 3], |fill| fill.colour));
        let fills = self.fills.iter().skip(usize::from(paper.is_some()));
        for top in (0..self.height).step_by(BAND) {
            band.top = top;
            band.pixels.clear();
            band.pixels.resize(self.width * BAND.min(self.height - top), ground);
            fills.clone().for_each(|path| band.fill(path));
            band.pixels.chunks_exact(self.width.max(1)).for_each(&mut line);
        }
        band.palette
    }
}

/// Some lines of a sheet, while they are painted.
struct Band {
    width: usize,
    /// The first line.
    top: usize,
    pixels: Vec<u8>,
    palette: Palette,
    /// The coverage of paths, one after the other.
    changes: Changes,
    /// Colours mixed before, each in a slot by its ground, colour and step; a later one replaces an earlier one in the
    /// same slot.
    mixed: Vec<Mixed>,
}

/// A colour mixed of two.
#[derive(Clone, Copy, Default)]
struct Mixed {
    /// The numbers of the ground and of the colour over it; `None` before the first mix.
    of: Option<(u8, u8)>,
    number: u8,
}

impl Palette {
    /// The number of a colour; once all are taken, that of the nearest.
    fn number(&mut self, colour: [u8; 3]) -> u8 {
        if let Some(number) = self.known.get(&colour) {
            return *number;
        }
        if let Ok(number) = u8::try_from(self.colours.len()) {
            self.colours.push(colour);
            self.known.insert(colour, number);
            return number;
        }
        let distance =
            |known: &[u8; 3]| -> u32 { known.iter().zip(colour).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
        let nearest = self.colours.iter().enumerate().min_by_key(|(_, known)| distance(known));
        nearest.map_or(0, |(number, _)| number as u8)
    }

    /// A colour this many steps on the way from the colour beneath.
    fn mixed(&mut self, under: u8, colour: [u8; 3], step: usize) -> u8 {
        let ground = self.colours.get(usize::from(under)).copied().unwrap_or([255; 3]);
        let part = step as f32 / STEPS as f32;
        let channel = |n: usize| (f32::from(ground[n]) * (1.0 - part) + f32::from(colour[n]) * part).round() as u8;
        self.number([channel(0), channel(1), channel(2)])
    }
}

impl Band {
    fn fill(&mut self, path: &Fill) {
        let Fill { bounds, colour, .. } = *path;
        let height = self.pixels.len() / self.width.max(1);
        let limit = |value: f32, least: usize, most: usize| value.clamp(least as f32, most as f32) as usize - least;
        let left = limit(bounds.left().floor(), 0, self.width);
        let right = limit(bounds.right().ceil(), 0, self.width);
        let top = limit(bounds.top().floor(), self.top, self.top + height);
        let bottom = limit(bounds.bottom().ceil(), self.top, self.top + height);
        if left >= right || top >= bottom {
            return;
        }
        let full = self.palette.number(colour);
        if path.upright {
            for line in self.pixels.chunks_exact_mut(self.width).take(bottom).skip(top) {
                line.get_mut(left..right).into_iter().for_each(|part| part.fill(full));
            }
            return;
        }
        let mut area = Area {
            origin: (left as f32, (self.top + top) as f32),
            width: (right - left) as f32,
            height: bottom - top,
            changes: std::mem::take(&mut self.changes),
        };
        path.edges.iter().for_each(|(from, to)| area.edge(*from, *to));
        for (row, changes) in area.changes.iter_mut().enumerate().take(area.height) {
            changes.sort_unstable_by_key(|(column, _)| *column);
            let start = (top + row) * self.width + left;
            let (mut sum, mut column) = (0.0_f32, 0);
            for part in changes.chunk_by(|one, next| one.0 == next.0) {
                let here = part.first().map_or(0, |(column, _)| *column as usize).min(right - left);
                self.run(start + column..start + here, colour, full, sum);
                sum += part.iter().map(|(_, change)| change).fold(0.0, |all, change| all + change);
                column = here;
            }
            self.run(start + column..start + right - left, colour, full, sum);
            changes.clear();
        }
        self.changes = area.changes;
    }

    /// Paints some pixels of a line that a path covers equally.
    fn run(&mut self, pixels: Range<usize>, colour: [u8; 3], full: u8, covered: f32) {
        match (covered.abs() * STEPS as f32 + 0.5) as usize {
            0 => {}
            STEPS.. => self.pixels.get_mut(pixels).into_iter().for_each(|part| part.fill(full)),
            step => pixels.for_each(|pixel| self.mix(pixel, colour, full, step)),
        }
    }

    /// Paints a pixel in a colour, number `full`, of which it shows this many steps.
    fn mix(&mut self, pixel: usize, colour: [u8; 3], full: u8, step: usize) {
        let Some(pixel) = self.pixels.get_mut(pixel) else { return };
        let under = *pixel;
        let place = usize::from(under.wrapping_mul(29).wrapping_add(full)) * STEPS + step;
        let Some(known) = self.mixed.get_mut(place) else { return };
        if known.of != Some((under, full)) {
            *known = Mixed { of: Some((under, full)), number: self.palette.mixed(under, colour, step) };
        }
        *pixel = known.number;
    }
}

/// The change of the coverage along each line of a box.
struct Area {
    origin: (f32, f32),
    width: f32,
    height: usize,
    changes: Changes,
}

/// For every line the pixels at which coverage changes, and the amount; a pixel may occur several times. An edge
/// touches one or two pixels of a line, so this is far less than a number for each pixel of the box.
type Changes = Vec<Vec<(u32, f32)>>;

impl Area {
    /// Adds an edge: an area to its right begins where it runs down and ends where it runs up.
    fn edge(&mut self, from: Point, to: Point) {
        let place = |point: Point| (point.x - self.origin.0, point.y - self.origin.1);
        let (mut a, mut b, mut sign) = (place(from), place(to), 1.0);
        if a.1 > b.1 {
            (a, b, sign) = (b, a, -1.0);
        }
        let lean = (b.0 - a.0) / (b.1 - a.1);
        if b.1 <= 0.0 || a.1 >= self.height as f32 || !lean.is_finite() {
            return;
        }
        let (top, bottom) = (a.1.max(0.0), b.1.min(self.height as f32));
        for row in top as usize..(bottom.ceil().max(0.0) as usize).min(self.height) {
            let (upper, lower) = (top.max(row as f32), bottom.min((row + 1) as f32));
            let x = |y: f32| (a.0 + lean * (y - a.1)).clamp(0.0, self.width);
            let (one, other) = (x(upper), x(lower));
            let (left, right) = (one.min(other), one.max(other));
            self.part(row, left, right, sign * (lower - upper));
        }
    }

    /// A piece of an edge inside one line of pixels, between `left` and `right`.
    fn part(&mut self, row: usize, left: f32, right: f32, height: f32) {
        // The mean over the piece of its distance to the left of `x`: the growth of this from pixel to pixel is the
        // area covered.
        let reach = |x: f32| match x {
            x if x <= left => 0.0,
            x if x >= right => x - (left + right) / 2.0,
            x => (x - left) * (x - left) / (2.0 * (right - left)),
        };
        let Some(line) = self.changes.get_mut(row) else { return };
        let column = left as u32;
        if right <= (column + 1) as f32 {
            // Most pieces lie within one pixel.
            let covered = (column + 1) as f32 - (left + right) / 2.0;
            line.extend([(column, height * covered), (column + 1, height * (1.0 - covered))]);
            return;
        }
        let (mut covered, mut before) = (0.0, 0.0);
        for column in column..=right.ceil() as u32 {
            let here = reach((column + 1) as f32);
            line.push((column, height * ((here - before) - covered)));
            (covered, before) = (here - before, here);
        }
    }
}

/// True if a path is a box on whole pixels, more or less.
fn is_upright_box(path: &Path) -> bool {
    let bounds = path.bounds();
    let near = |a: f32, b: f32| (a - b).abs() < 0.01;
    let corner = |p: &Point| {
        (near(p.x, bounds.left()) || near(p.x, bounds.right()))
            && (near(p.y, bounds.top()) || near(p.y, bounds.bottom()))
    };
    let whole = [bounds.left(), bounds.right(), bounds.top(), bounds.bottom()].iter().all(|v| near(*v, v.round()));
    let straight =
        path.segments().all(|s| matches!(s, PathSegment::MoveTo(_) | PathSegment::LineTo(_) | PathSegment::Close));
    whole && straight && matches!(path.points().len(), 4 | 5) && path.points().iter().all(corner)
}

/// Calls with the edges of a path, curves as chords.
fn each_edge(path: &Path, edge: &mut impl FnMut(Point, Point)) {
    let (mut start, mut at) = (Point::zero(), Point::zero());
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => {
                edge(at, start);
                (start, at) = (to, to);
            }
            PathSegment::LineTo(to) => {
                edge(at, to);
                at = to;
            }
            PathSegment::QuadTo(control, to) => {
                let from = at;
                let bend = distance(from, control, to);
                chords(bend, &mut |t| {
                    let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
                    let next =
                        Point::from_xy(a * from.x + b * control.x + c * to.x, a * from.y + b * control.y + c * to.y);
                    edge(at, next);
                    at = next;
                });
            }
            PathSegment::CubicTo(one, two, to) => {
                let from = at;
                let bend = 3.0 * distance(from, one, two).max(distance(one, two, to));
                chords(bend, &mut |t| {
                    let u = 1.0 - t;
                    let (a, b, c, d) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
                    let next = Point::from_xy(
                        a * from.x + b * one.x + c * two.x + d * to.x,
                        a * from.y + b * one.y + c * two.y + d * to.y,
                    );
                    edge(at, next);
                    at = next;
                });
            }
            PathSegment::Close => {
                edge(at, start);
                at = start;
            }
        }
    }
    edge(at, start);
}

/// The second difference of three points: their distance from an even spacing on a line.
fn distance(a: Point, b: Point, c: Point) -> f32 {
    (a.x - 2.0 * b.x + c.x).hypot(a.y - 2.0 * b.y + c.y)
}

/// Calls `end` with the ends of as many chords as the flatness needs: a curve bent by `bend` is a quarter of it off its
/// chord, and a part of the curve the square of the part.
fn chords(bend: f32, end: &mut impl FnMut(f32)) {
    let count = (bend / (4.0 * FLATNESS)).sqrt().ceil().clamp(1.0, 100.0) as usize;
    for number in 1..=count {
        end(number as f32 / count as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The colours of the pixels of a small drawing, more than a band high, and how many colours there are.
    fn painted(shapes: &str) -> Option<(Vec<[u8; 3]>, usize)> {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"80\">{shapes}</svg>");
        let flat = Flat::new(&Tree::from_str(&svg, &usvg::Options::default()).unwrap(), (60, 80), 1.0)?;
        let mut pixels = Vec::new();
        let palette = flat.paint(|line| pixels.extend_from_slice(line));
        Some((pixels.iter().map(|n| palette.colours[usize::from(*n)]).collect(), palette.colours.len()))
    }

    #[test]
    fn it_paints_what_the_painter_for_everything_paints() {
        let shapes = "<rect width=\"60\" height=\"20\" fill=\"#204060\"/>\
             <path d=\"M5 5A20 20 0 0 1 45 5L25 38Z\" fill=\"#f0c040\"/><circle cx=\"40.3\" cy=\"21.7\" r=\"9.5\" fill=\"#902020\"/>\
             <path d=\"M2 50h20v28h-20zM6 52v24h12v-24z\" fill=\"#000\"/><path d=\"M50 -9L90 20L50 90z\" fill=\"#00f\"/>";
        let (pixels, _) = painted(shapes).unwrap();
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"80\"><rect width=\"60\" height=\"80\" fill=\"#fff\"/>{shapes}</svg>"
        );
        let mut map = resvg::tiny_skia::Pixmap::new(60, 80).unwrap();
        let tree = Tree::from_str(&svg, &usvg::Options::default()).unwrap();
        resvg::render(&tree, Transform::identity(), &mut map.as_mut());
        let mut off = 0.0;
        for (pixel, ours) in map.pixels().iter().zip(pixels) {
            for (a, b) in [pixel.red(), pixel.green(), pixel.blue()].into_iter().zip(ours) {
                assert!(a.abs_diff(b) < 45, "{pixel:?} is painted as {ours:?}");
                off += f64::from(a.abs_diff(b));
            }
        }
        assert!(off / (60.0 * 80.0 * 3.0) < 1.0, "{off}");
    }

    #[test]
    fn what_is_not_flat_is_refused() {
        for shape in [
            "<rect width=\"9\" height=\"9\" fill-opacity=\"0.5\"/>",
            "<rect width=\"9\" height=\"9\" stroke=\"red\"/>",
            "<g opacity=\"0.5\"><rect width=\"9\" height=\"9\"/><rect width=\"4\" height=\"9\"/></g>",
        ] {
            assert!(painted(shape).is_none(), "{shape}");
        }
    }

    #[test]
    fn more_colours_than_there_are_numbers_find_their_nearest() {
        let boxes: String = (0..400)
            .map(|n| {
                format!(
                    "<rect x=\"{}\" y=\"{}\" width=\"1\" height=\"1\" fill=\"#{:02x}{:02x}00\"/>",
                    n % 60,
                    n / 60,
                    n % 256,
                    n / 2
                )
            })
            .collect();
        let (pixels, colours) = painted(&boxes).unwrap();
        assert_eq!(colours, 256);
        // The first 255 are n of red and half as much green: this is the nearest of them to 143 and 199.
        assert_eq!(pixels[6 * 60 + 39], [194, 97, 0]);
    }
}

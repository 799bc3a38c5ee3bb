//! Drawings from strangers: only this module reads an SVG, with one budget for all the work it can cause.
//!
//! A few hundred bytes of SVG can ask for any amount of work: references that refer to each other, filters over the
//! whole picture, noise of a million octaves, style sheets of as many rules as there are elements. So a drawing is
//! judged twice. Before `usvg` sees it, [`judge`] bounds the parts of `usvg` that work by recursion or by products:
//! depth along elements and references, elements after `use`, rules times elements, the squares of texts. Afterwards
//! [`effort`] adds up the pixels that painting would touch, layer by layer. A drawing that wants more than its share is
//! refused like any other picture that cannot be shown, and its alternative stands in its place.
//!
//! Nothing outside the drawing is ever loaded.

use std::collections::BTreeMap;
use std::sync::Arc;

use usvg::filter::Kind;
use usvg::{Group, ImageHrefResolver, ImageKind, Node, Paint, Tree, roxmltree};

/// The longest way down through elements and the references between them. `usvg` takes about a kilobyte of stack a
/// step.
const DEEPEST: usize = 400;
/// Most elements once every `use` is followed.
const MOST_ELEMENTS: f64 = 1e6;
/// Most pairs of a style sheet's selector and an element, each of which is compared: a fifth of a microsecond a pair.
const MOST_MATCHES: f64 = 5e6;
/// The greatest sum of the squares of the lengths of texts, in characters, because setting a text takes the square of
/// its length.
const MOST_LETTERING: f64 = 4e8;
/// Most pixels of pictures inside the drawing.
const MOST_PIXELS: f64 = 1e8;
/// Most work in painting: pixels, each times the cost of a step, with a copy as one. About five seconds.
const MOST_EFFORT: f64 = 1e9;
/// The longer side at which a drawing is painted at most, in pixels.
const LONGEST_SIDE: f64 = 2000.0;

/// The stack for `usvg` and `resvg`, which walk elements and references by recursion.
const STACK: usize = 64 << 20;

/// The reason that a drawing is not shown, for the end of "The picture ...".
pub(crate) type Refusal = &'static str;

const DAMAGED: Refusal = "is a damaged SVG";
const UNFOLDS: Refusal = "is an SVG that unfolds into too many elements";
const DEEP: Refusal = "is an SVG that is nested too deeply";
const RULES: Refusal = "is an SVG with too many style rules for its elements";
const LETTERING: Refusal = "is an SVG with too long a text in one piece";
const EFFORT: Refusal = "is an SVG that asks for too much work";

/// Options of `usvg` with which a drawing sees only itself: no files, no network.
pub(crate) fn options<'a>() -> usvg::Options<'a> {
    let inside = ImageHrefResolver::default_data_resolver();
    let image_href_resolver = ImageHrefResolver {
        resolve_data: Box::new(move |media, data, options| {
            // A drawing inside a drawing is judged like the outer one.
            let drawing = media == "image/svg+xml" || media == "text/plain";
            if drawing && std::str::from_utf8(&data).is_ok_and(|text| judge(text).is_err()) {
                return None;
            }
            inside(media, data, options)
        }),
        resolve_string: Box::new(|_, _| None),
    };
    usvg::Options { image_href_resolver, ..usvg::Options::default() }
}

/// Reads a drawing that keeps to its budget. To be called on a deep stack ([`on_deep_stack`]).
///
/// # Errors
/// The reason that it is not shown.
pub(crate) fn read(bytes: &[u8], options: &usvg::Options) -> Result<Tree, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| DAMAGED)?;
    judge(text)?;
    let tree = Tree::from_str(text, options).map_err(|error| match error {
        usvg::Error::ElementsLimitReached | usvg::Error::ParsingFailed(roxmltree::Error::NodesLimitReached) => UNFOLDS,
        usvg::Error::InvalidSize => "is an SVG without a size",
        _ => DAMAGED,
    })?;
    if effort(&tree) > MOST_EFFORT {
        return Err(EFFORT);
    }
    Ok(tree)
}

/// Does work that goes down a drawing by recursion, on a stack that is deep enough for every drawing within its budget.
///
/// # Errors
/// If no thread can be had, or if the work panics.
pub(crate) fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Refusal> {
    // A module in a browser has one thread, and a stack of a size that is chosen at linking: `make page` chooses it.
    if cfg!(all(target_arch = "wasm32", target_os = "unknown")) {
        return Ok(work());
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.map_err(|_| "is not read for want of memory")?.join().map_err(|_| DAMAGED)
    })
}

/// Fails unless reading the drawing stays within bounds.
fn judge(text: &str) -> Result<(), Refusal> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: 1_000_000, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => UNFOLDS,
        _ => DAMAGED,
    })?;
    let (mut elements, mut selectors, mut sheet_references, mut lettering) = (0.0, 0.0, 0, 0.0);
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        elements += 1.0;
        match node.tag_name().name() {
            "style" => {
                let rules: String = node.children().filter_map(|child| child.text()).collect();
                selectors += rules.bytes().filter(|b| matches!(b, b'{' | b',')).count() as f64;
                sheet_references += rules.matches("url(").count();
            }
            "text" => {
                let letters: usize =
                    node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).map(str::len).sum();
                lettering += (letters as f64).powi(2);
            }
            _ => {}
        }
    }
    if selectors * elements > MOST_MATCHES {
        return Err(RULES);
    }
    if lettering > MOST_LETTERING {
        return Err(LETTERING);
    }
    // The elements that a style sheet's references belong to are not known here: each may be a step of one chain.
    let (depth, unfolded) = References::of(&document).measure(document.root_element());
    if unfolded > MOST_ELEMENTS {
        return Err(UNFOLDS);
    }
    if depth + sheet_references > DEEPEST { Err(DEEP) } else { Ok(()) }
}

/// The references of an element: its children, and the elements that its attributes name.
struct References<'a, 'input> {
    by_id: BTreeMap<&'a str, roxmltree::Node<'a, 'input>>,
}

impl<'a, 'input> References<'a, 'input> {
    fn of(document: &'a roxmltree::Document<'input>) -> Self {
        let named = document.descendants().filter(roxmltree::Node::is_element);
        References { by_id: named.filter_map(|node| Some((node.attribute("id")?, node))).collect() }
    }

    /// The longest way down from an element, and the number of elements it unfolds into: `use` copies its target, other
    /// references only lead there. References in circles are not followed here; `usvg` refuses those.
    fn measure(&self, root: roxmltree::Node<'a, 'input>) -> (usize, f64) {
        #[derive(Clone, Copy)]
        enum State {
            Open,
            Known(usize, f64),
        }
        let mut states: BTreeMap<usize, State> = BTreeMap::new();
        let mut stack = vec![(root, true, self.next(root), 0usize, 0.0f64)];
        states.insert(root.id().get_usize(), State::Open);
        while let Some((node, copied, next, depth, size)) = stack.last_mut() {
            let Some((child, copies)) = next.pop() else {
                let (known, copied) = ((*depth + 1, *size + 1.0), *copied);
                states.insert(node.id().get_usize(), State::Known(known.0, known.1));
                stack.pop();
                match stack.last_mut() {
                    Some((_, _, _, depth, size)) => {
                        *depth = (*depth).max(known.0);
                        *size += if copied { known.1 } else { 0.0 };
                    }
                    None => return known,
                }
                continue;
            };
            match states.get(&child.id().get_usize()) {
                Some(State::Known(below, unfolded)) => {
                    *depth = (*depth).max(*below);
                    *size += if copies { *unfolded } else { 0.0 };
                }
                Some(State::Open) => {}
                None => {
                    states.insert(child.id().get_usize(), State::Open);
                    stack.push((child, copies, self.next(child), 0, 0.0));
                }
            }
        }
        (0, 0.0)
    }

    /// The references of an element, each with true if the target becomes part of it.
    fn next(&self, node: roxmltree::Node<'a, 'input>) -> Vec<(roxmltree::Node<'a, 'input>, bool)> {
        let mut next: Vec<_> = node.children().filter(roxmltree::Node::is_element).map(|child| (child, true)).collect();
        let uses = node.tag_name().name() == "use";
        for attribute in node.attributes() {
            let value = attribute.value();
            if attribute.name() == "href" {
                let named = value.trim().strip_prefix('#').and_then(|id| self.by_id.get(id));
                next.extend(named.map(|node| (*node, uses)));
                continue;
            }
            for (at, _) in value.match_indices("url(") {
                let inside = value[at + 4..].split(')').next().unwrap_or_default();
                let id = inside.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).strip_prefix('#');
                next.extend(id.and_then(|id| self.by_id.get(id)).map(|node| (*node, false)));
            }
        }
        next
    }
}

/// The work of painting a drawing at its largest size, in steps of a pixel.
fn effort(tree: &Tree) -> f64 {
    let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let scale = LONGEST_SIDE / width.max(height).max(1e-6);
    let mut meter = Meter { canvas: width * height * scale * scale, scale, known: BTreeMap::new(), pictures: 0.0 };
    let effort = meter.group(tree.root(), 1.0);
    if meter.pictures > MOST_PIXELS { f64::INFINITY } else { effort }
}

/// Adds up the pixels of layers.
struct Meter {
    /// Pixels of the whole picture.
    canvas: f64,
    /// Pixels a unit of the drawing.
    scale: f64,
    /// Work for elements that several others refer to, by their place in memory.
    known: BTreeMap<usize, f64>,
    /// Pixels of pictures inside, each time that one is shown.
    pictures: f64,
}

impl Meter {
    fn area(&self, width: f32, height: f32) -> f64 {
        // The area outside the picture is cut off before it is painted.
        (f64::from(width) * f64::from(height) * self.scale * self.scale).clamp(1.0, self.canvas.max(1.0))
    }

    /// The work for the layers of a group and its content. `share` is the weight of its own pixels.
    fn group(&mut self, group: &Group, share: f64) -> f64 {
        let bounds = group.abs_layer_bounding_box();
        let area = self.area(bounds.width(), bounds.height());
        let layers = u32::from(group.should_isolate());
        let mut effort = share + 2.0 * f64::from(layers) * area;
        for filter in group.filters() {
            let region = self.area(filter.rect().width(), filter.rect().height()).max(area);
            effort += filter.primitives().iter().map(|primitive| region * steps(primitive.kind())).sum::<f64>();
        }
        if let Some(mask) = group.mask() {
            effort += self.mask(mask, area);
        }
        if let Some(clip) = group.clip_path() {
            effort += self.clip(clip, area);
        }
        group.children().iter().fold(effort, |effort, node| effort + self.node(node))
    }

    fn node(&mut self, node: &Node) -> f64 {
        match node {
            Node::Group(group) => self.group(group, 1.0),
            Node::Text(text) => self.group(text.flattened(), 1.0),
            Node::Path(path) => {
                let paints =
                    path.fill().map(|fill| fill.paint()).into_iter().chain(path.stroke().map(|stroke| stroke.paint()));
                paints.map(|paint| self.paint(paint)).sum::<f64>() + 1.0
            }
            Node::Image(image) => match image.kind() {
                ImageKind::SVG(tree) => self.group(tree.root(), 1.0),
                ImageKind::JPEG(data) | ImageKind::PNG(data) | ImageKind::GIF(data) | ImageKind::WEBP(data) => {
                    self.pictures += pixels(data);
                    1.0
                }
            },
        }
    }

    fn paint(&mut self, paint: &Paint) -> f64 {
        let Paint::Pattern(pattern) = paint else { return 0.0 };
        let tile = self.canvas;
        self.once(Arc::as_ptr(pattern) as usize, |meter| meter.group(pattern.root(), tile))
    }

    fn mask(&mut self, mask: &usvg::Mask, area: f64) -> f64 {
        let inside = self.once(std::ptr::from_ref(mask) as usize, |meter| {
            let inner = mask.mask().map_or(0.0, |inner| meter.mask(inner, area));
            inner + meter.group(mask.root(), 1.0)
        });
        4.0 * area + inside
    }

    fn clip(&mut self, clip: &usvg::ClipPath, area: f64) -> f64 {
        let inside = self.once(std::ptr::from_ref(clip) as usize, |meter| {
            let inner = clip.clip_path().map_or(0.0, |inner| meter.clip(inner, area));
            inner + meter.group(clip.root(), 1.0)
        });
        2.0 * area + inside
    }

    /// The work for something that is shared. It is painted at every use, but measured once.
    fn once(&mut self, place: usize, look: impl FnOnce(&mut Meter) -> f64) -> f64 {
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        let effort = look(self);
        self.known.insert(place, effort);
        effort
    }
}

/// The cost of one pixel of a filter, in copied pixels; measured with `resvg`.
fn steps(kind: &Kind) -> f64 {
    match kind {
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 20.0,
        Kind::Turbulence(noise) => 20.0 + 40.0 * f64::from(noise.num_octaves()),
        Kind::ConvolveMatrix(matrix) => 4.0 * f64::from(matrix.matrix().columns()) * f64::from(matrix.matrix().rows()),
        Kind::Morphology(shape) => 4.0 + 2.0 * f64::from(shape.radius_x().get() + shape.radius_y().get()),
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 20.0,
        Kind::Merge(merge) => 2.0 + 2.0 * merge.inputs().len() as f64,
        _ => 6.0,
    }
}

/// The number of pixels that a picture claims to have.
fn pixels(data: &[u8]) -> f64 {
    let reader = image::ImageReader::new(std::io::Cursor::new(data)).with_guessed_format();
    reader.ok().and_then(|reader| reader.into_dimensions().ok()).map_or(0.0, |(w, h)| f64::from(w) * f64::from(h))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(inside: &str) -> Result<(), Refusal> {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'>{inside}</svg>");
        on_deep_stack(|| read(svg.as_bytes(), &options()).map(drop))?
    }

    fn chain(element: &str, attribute: &str, length: usize) -> String {
        let link = |n: usize| if n == 0 { String::new() } else { format!("{attribute}='url(#c{})'", n - 1) };
        let links: String = (0..length)
            .map(|n| format!("<{element} id='c{n}' {}><rect width='9' height='9'/></{element}>", link(n)))
            .collect();
        format!("{links}<rect {attribute}='url(#c{})' width='9' height='9'/>", length - 1)
    }

    #[test]
    fn ordinary_drawings_are_within_the_budget() {
        let shadow = "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>";
        let buttons = "<rect filter='url(#f)' x='5' y='5' width='8' height='4'/>".repeat(40);
        assert_eq!(drawn(&format!("{shadow}{buttons}")), Ok(()));
        assert_eq!(drawn(&chain("clipPath", "clip-path", 20)), Ok(()));
        assert_eq!(drawn(&format!("<style>.a{{fill:red}}</style>{}", "<g class='a'/>".repeat(1000))), Ok(()));
        assert_eq!(
            drawn(
                "<filter id='n'><feTurbulence baseFrequency='.5' numOctaves='4'/></filter><rect filter='url(#n)' width='20' height='20'/>"
            ),
            Ok(())
        );
    }

    #[test]
    fn everything_that_multiplies_is_refused() {
        for (inside, refusal) in [
            (chain("clipPath", "clip-path", 5000), DEEP),
            (chain("mask", "mask", 5000), DEEP),
            (format!("{}<rect width='9' height='9'/>{}", "<g>".repeat(900), "</g>".repeat(900)), DEEP),
            (format!("<style>{}</style><g class='a4999'/>", (1..5000).map(|n| format!(".a{n}{{clip-path:url(#c{n})}}")).collect::<String>()), DEEP),
            ("<filter id='f'><feTurbulence baseFrequency='.5' numOctaves='1000000'/></filter><rect filter='url(#f)' width='99' height='99'/>".into(), EFFORT),
            (format!("<filter id='f'><feGaussianBlur stdDeviation='50'/></filter>{}", "<g filter='url(#f)'><rect width='99' height='99'/></g>".repeat(125)), EFFORT),
            (format!("<mask id='m'><rect width='99' height='99' fill='#fff'/></mask>{}", "<g mask='url(#m)' opacity='.5'><rect width='99' height='99'/></g>".repeat(400)), EFFORT),
            (format!("<filter id='f'>{}</filter><rect filter='url(#f)' width='99' height='99'/>", "<feMorphology radius='500'/>".repeat(3)), EFFORT),
            (format!("<text y='20'>{}</text>", "word ".repeat(50_000)), LETTERING),
            (format!("<style>{}</style>{}", ".a .b g{fill:red}".repeat(20_000), "<g/>".repeat(2000)), RULES),
        ] {
            assert_eq!(drawn(&inside), Err(refusal), "{}", &inside[..80]);
        }
    }

    #[test]
    fn uses_of_uses_are_counted_and_circles_end() {
        let bomb: String =
            (1..12).map(|n| format!("<g id='a{n}'>{}</g>", format!("<use href='#a{}'/>", n - 1).repeat(10))).collect();
        assert_eq!(
            drawn(&format!("<g id='a0'><rect width='1' height='1'/></g>{bomb}<use href='#a11'/>")),
            Err(UNFOLDS)
        );
        assert_eq!(drawn("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"), Err(UNFOLDS));
        let shared: String = (0..2000).map(|n| format!("<rect id='r{n}' width='1' height='1'/>")).collect();
        let clipped = "<rect clip-path='url(#c)' width='9' height='9'/>".repeat(1000);
        assert_eq!(drawn(&format!("<clipPath id='c'>{shared}</clipPath>{clipped}")), Ok(()), "clips are no copies");
    }

    #[test]
    fn a_drawing_inside_a_drawing_is_judged_too() {
        let inner = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{}</svg>",
            chain("clipPath", "clip-path", 3000)
        );
        let options = options();
        let resolved =
            (options.image_href_resolver.resolve_data)("image/svg+xml", Arc::new(inner.into_bytes()), &options);
        assert!(resolved.is_none());
    }
}

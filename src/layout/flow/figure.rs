//! Figures: pictures at their natural size, capped to the measure and to a share of the page, with their captions.

use super::{Flow, Place, Standing};
use crate::diag::{Diagnostic, codes};
use crate::doc::{self, Figure, Inline, plain_text};
use crate::geometry::{Rect, Size};
use crate::lang::Labels;
use crate::layout::frame::{Item, NodeId, Picture, PictureId, Placed, Pt, StructureKind};
use crate::layout::galley::{Body, Chunk, Link, Row, Stack};
use crate::math::title_text;
use crate::style::{Align, Role};

/// The shares of its height that a picture may be set at so that it fits the page of its call, with their costs in
/// hyphens.
const SHRUNK: [(f32, f32); 3] = [(0.9, 4.0), (0.8, 12.0), (0.7, 30.0)];
/// The least height, in body lines, of a picture that may be set smaller: little pictures would become too small.
const LEAST_SHRUNK: f32 = 6.0;

/// The height of the tallest picture in a line, in ems.
pub(super) const TALLEST_IN_LINE: f32 = 5.0;

/// Collects the pictures of some inlines, with the addresses that they are links to; `None` if they hold words too.
fn only_pictures(inlines: &[Inline], link: Option<&str>, out: &mut Vec<doc::Image>) -> Option<()> {
    for inline in inlines {
        match inline {
            Inline::Image(image) => {
                let link = image.link.clone().or_else(|| link.map(String::from));
                out.push(doc::Image { link, ..image.clone() });
            }
            Inline::Link(link) => only_pictures(&link.content, Some(&link.url), out)?,
            Inline::Text(text) if text.trim().is_empty() => {}
            Inline::LineBreak => {}
            _ => return None,
        }
    }
    Some(())
}

/// A picture ready to be placed.
#[derive(Clone, Copy)]
struct Sized {
    id: PictureId,
    width: Pt,
    height: Pt,
    /// The owner node: the figure, or a link inside the figure.
    node: NodeId,
    link: Option<u32>,
}

impl Flow<'_, '_> {
    pub(super) fn figure(&mut self, figure: &Figure, place: &Place) {
        let found: Vec<_> = figure.images.iter().filter_map(|i| Some((i, self.picture(i)?))).collect();
        let id = figure.id.as_ref().map(|id| self.anchor(id));
        self.anchors.extend(id);
        if found.is_empty() {
            return self.lost_picture(figure, place);
        }
        let node = self.open(StructureKind::Figure, place.node);
        let alt = self.figure_alternative(figure);
        self.galley.structure.alt(node, alt);
        let found: Vec<Sized> = found
            .into_iter()
            .map(|(image, (id, Size { width, height }))| {
                let link = image.link.as_deref().and_then(|url| self.picture_link(url, image, node));
                let owner = link.map_or(node, |number| self.galley.links[number as usize].node);
                Sized { id, width, height, node: owner, link }
            })
            .collect();
        let half = self.set.style.body().leading / 2.0;
        let caption = self.caption_rows(figure, node, place);
        let caption_height: Pt = caption.iter().map(|r| r.height).sum();
        let page = self.set.style.page.text_height();
        // A picture may leave just enough room for its caption and some text, but may always fill a quarter page.
        let share = if matches!(place.role, Role::TableCell | Role::TableHead) { 0.3 } else { 0.62 };
        let tallest = (page * share).min(page - caption_height - 2.0 * half).max(page * 0.25);
        let caption = self.centred(caption, place);
        let rows = self.pictures_side_by_side(&found, place, tallest);
        let gap = 0.4 * self.set.style.text(Role::Caption).leading;
        let height = rows.iter().map(|r| r.height).sum::<Pt>();
        let fits = height + gap + caption_height <= page;
        let whole = |mut rows: Vec<Row>| {
            if !caption.is_empty() {
                rows.push(Row { height: gap, break_before: 1e7, ..Row::default() });
                rows.extend(caption.iter().cloned());
            }
            rows
        };
        let mut smaller = Vec::new();
        if fits && rows.len() == 1 && height > LEAST_SHRUNK * 2.0 * half && place.top {
            for (scale, cost) in SHRUNK {
                let rows = self.pictures_side_by_side(&found, place, height * scale);
                smaller.extend((rows.len() == 1).then(|| (joined(whole(rows)), cost)));
            }
        }
        let rows = whole(rows);
        let rows = if fits { vec![joined(rows)] } else { rows };
        let mut chunk = Chunk::new(Body::Rows(Stack { rows, smaller, ..Stack::default() }));
        chunk.left = 0.0;
        chunk.float = fits && place.top && self.set.style.page.columns <= 1;
        self.push(chunk, place, 2.0 * half, 2.0 * half);
        self.flush = false;
    }

    /// The pictures that are all of a cell, as a figure, if one of them is too tall for a line: Markdown has only lines
    /// in its cells.
    pub(super) fn large_pictures(&mut self, inlines: &[Inline], place: &Place) -> Option<Figure> {
        let mut images = Vec::new();
        only_pictures(inlines, None, &mut images).filter(|()| !images.is_empty())?;
        let tallest = TALLEST_IN_LINE * self.set.style.text(place.role).size * place.scale;
        let tall = images.iter().any(|image| self.picture(image).is_some_and(|(_, size)| size.height > tallest));
        tall.then(|| Figure { images, ..Figure::default() })
    }

    /// The caption and the credit under the pictures, as rows.
    fn caption_rows(&mut self, figure: &Figure, node: NodeId, place: &Place) -> Vec<Row> {
        let shown = figure.shown_caption();
        if shown.is_empty() && figure.credit.is_empty() {
            return Vec::new();
        }
        let caption = self.open(StructureKind::Caption, node);
        let inside = place.inside(caption);
        self.apart(|flow| {
            let place = &Place { decor: None, ..inside };
            flow.caption_text(&shown, &figure.credit, caption, place);
        })
    }

    /// A caption of one line stands under the middle of its picture if text is justified; in ragged text, pictures and
    /// captions stand at the left like all blocks.
    fn centred(&self, mut caption: Vec<Row>, place: &Place) -> Vec<Row> {
        if let [row] = &mut caption[..]
            && self.set.style.body().align == Align::Justify
        {
            let shift = ((place.right - row.right()) / 2.0).max(0.0);
            let whole = std::mem::take(row);
            (row.height, row.break_before) = (whole.height, whole.break_before);
            row.absorb(whole, shift, 0.0);
        }
        caption
    }

    /// A caption with its credit.
    fn caption_text(&mut self, caption: &[Inline], credit: &[Inline], node: NodeId, place: &Place) {
        let mut pieces = Vec::new();
        let around = self.around(Role::Caption, node, place);
        self.inlines(caption, &around, &mut pieces);
        if !credit.is_empty() {
            if !caption.is_empty() {
                self.push_text(" ", &around, &mut pieces);
            }
            let around = self.around(Role::Credit, node, place);
            self.inlines(credit, &around, &mut pieces);
        }
        self.pieces(pieces, Role::Caption, place, Standing::default());
    }

    /// Pictures in rows, all of one height: as many in a row as keep at least half of their preferred width.
    fn pictures_side_by_side(&mut self, found: &[Sized], place: &Place, tallest: Pt) -> Vec<Row> {
        let width = place.width();
        let gap = self.set.style.body().size;
        let mut rows = Vec::new();
        let mut start = 0;
        while start < found.len() {
            let mut end = start + 1;
            let row_height = |pictures: &[Sized]| {
                let ratio: Pt = pictures.iter().map(|p| p.width / p.height).sum();
                let room = width - gap * (pictures.len() as Pt - 1.0);
                let natural = pictures.iter().map(|p| p.height).fold(0.0, Pt::max);
                (room / ratio).min(natural).min(tallest)
            };
            while end < found.len() && row_height(&found[start..=end]) >= (0.16 * width).min(found[end].height) {
                end += 1;
            }
            let pictures = &found[start..end];
            let height = row_height(pictures);
            let total: Pt =
                pictures.iter().map(|p| p.width / p.height * height).sum::<Pt>() + gap * (pictures.len() as Pt - 1.0);
            let centred = if self.set.style.body().align == Align::Justify { 0.5 } else { 0.0 };
            let share = match place.align {
                None => centred,
                Some(Align::Center) => 0.5,
                Some(Align::End) => 1.0,
                Some(_) => 0.0,
            };
            let mut x = place.left + share * (width - total).max(0.0);
            let mut row = Row { height, break_before: self.set.style.pages.tear, ..Row::default() };
            for picture in pictures {
                let width = picture.width / picture.height * height;
                let item = Item::Picture { id: picture.id, width, height };
                row.items.push(Placed { at: (x, 0.0), item, owner: self.owner(picture.node) });
                let area = Rect { left: x, top: 0.0, right: x + width, bottom: height };
                row.links.extend(picture.link.map(|link| (area, link)));
                x += width + gap;
            }
            if start > 0 {
                rows.push(Row { height: gap, break_before: self.set.style.pages.tear, ..Row::default() });
            }
            rows.push(row);
            start = end;
        }
        rows
    }

    /// The link of a picture, inside its figure.
    fn picture_link(&mut self, url: &str, image: &doc::Image, node: NodeId) -> Option<u32> {
        let target = self.target(url)?;
        let node = self.open(StructureKind::Link, node);
        let words = image.alt.as_deref().filter(|alt| !alt.trim().is_empty());
        let contents = words.or(image.title.as_deref()).unwrap_or(url).to_owned();
        self.galley.links.push(Link { node, target, contents });
        Some(self.galley.links.len() as u32 - 1)
    }

    /// A figure with missing pictures: their alternative texts and the caption, each once, behind a thin rule; an
    /// alternative that repeats the words around it is no longer there ([`doc::hollow`]). If the
    /// article has no words for a picture nothing is shown, because a file's name is not prose; a remark reports it.
    fn lost_picture(&mut self, figure: &Figure, place: &Place) {
        let caption = plain_text(&figure.shown_caption());
        let mut alternatives: Vec<&str> = Vec::new();
        for words in figure.images.iter().filter_map(|image| image.alt.as_deref()) {
            if !words.trim().is_empty() && !alternatives.contains(&words) {
                alternatives.push(words);
            }
        }
        let alternative = alternatives.join("; ");
        let has_caption = !(caption.trim().is_empty() && figure.credit.is_empty());
        if alternative.is_empty() && !has_caption {
            return;
        }
        let node = self.open(StructureKind::Figure, place.node);
        self.galley.structure.alt(node, if alternative.is_empty() { caption } else { alternative.clone() });
        let half = self.set.style.body().leading / 2.0;
        let mut place = place.inside(node);
        place.decor = Some(self.decor(&place, None, Some((1.0, crate::layout::frame::Colour::Grey(0.6))), None));
        place.left += 0.8 * self.set.style.body().size;
        self.after = self.after.max(half);
        if !alternative.is_empty() {
            let words = vec![Inline::Emph(vec![Inline::text(alternative)])];
            self.text(&words, node, Role::Caption, &place, Standing::default());
            self.keep = has_caption;
        }
        if has_caption {
            let node = self.open(StructureKind::Caption, node);
            self.caption_text(&figure.shown_caption(), &figure.credit, node, &place.inside(node));
        }
        self.after = self.after.max(half);
        self.flush = false;
    }

    /// A picture's number in the publication and its natural size in points: pixels at 96 to the inch, or the size that
    /// the article states.
    pub(super) fn picture(&mut self, image: &doc::Image) -> Option<(PictureId, Size)> {
        let asset = image.asset?;
        let known = self.document.assets.get(asset)?;
        if known.width == 0 || known.height == 0 {
            return None;
        }
        let (w, h) = (known.width as Pt * 0.75, known.height as Pt * 0.75);
        let positive = |size: Option<f32>| size.filter(|s| s.is_finite() && *s >= 1.0).map(|s| s * 0.75);
        let (width, height) = match (positive(image.size.0), positive(image.size.1)) {
            (Some(width), Some(height)) => (width, height),
            (Some(width), None) => (width, width * h / w),
            (None, Some(height)) => (height * w / h, height),
            (None, None) => (w, h),
        };
        let picture = Picture { asset: (self.article.number, asset), pixels: (known.width, known.height) };
        let pictures = &mut self.galley.pictures;
        let index = pictures.iter().position(|p| *p == picture).unwrap_or_else(|| {
            pictures.push(picture);
            pictures.len() - 1
        });
        Some((PictureId(index as u32), Size { width, height }))
    }

    /// The alternative text of a picture. If the article states none, its caption is used, otherwise its file name: an
    /// honest "there is a picture here" and never an invented description.
    pub(super) fn alternative(&mut self, image: &doc::Image, caption: &[Inline]) -> String {
        if let Some(alt) = image.alt.as_ref().filter(|alt| !alt.trim().is_empty()) {
            return alt.clone();
        }
        let caption = title_text(caption);
        if !caption.trim().is_empty() {
            return caption;
        }
        let name = image.url.rsplit('/').next().unwrap_or("").split(['?', '#']).next().unwrap_or("");
        let has_name = !image.url.starts_with("data:") && !name.is_empty();
        let name = if has_name { name } else { "without a name" };
        self.remarks.push(
            Diagnostic::remark(
                codes::PICTURE_WITHOUT_ALTERNATIVE,
                format!("The picture {name} has no alternative text."),
            )
            .hint("Describe it in the article, for readers who do not see it."),
        );
        let picture = Labels::of(&self.lang).picture;
        if has_name && is_telling(name) { format!("{picture}: {name}") } else { picture.into() }
    }

    fn figure_alternative(&mut self, figure: &Figure) -> String {
        let words: Vec<String> = figure.images.iter().map(|i| self.alternative(i, &figure.caption)).collect();
        let mut unique: Vec<String> = Vec::new();
        for word in words {
            if !unique.contains(&word) {
                unique.push(word);
            }
        }
        if unique.is_empty() {
            let caption = title_text(&figure.caption);
            return if caption.trim().is_empty() { Labels::of(&self.lang).picture.into() } else { caption };
        }
        unique.join("; ")
    }
}

/// True if a file's name has words with a meaning: `harbour-at-dusk.jpg` has, `IMG_0042.jpg` and digests have not.
fn is_telling(name: &str) -> bool {
    const ALL_ARE: &[&str] = &[
        "image", "images", "img", "picture", "pic", "photo", "figure", "fig", "screenshot", "dsc", "dscn", "untitled",
        "unnamed", "download", "default", "scaled", "cropped", "large", "medium", "small", "main", "copy", "file",
        "asset", "media", "the",
    ];
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace("%20", " ");
    stem.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if !letters.is_ascii() {
            return letters.chars().count() > 1;
        }
        let lower = letters.to_lowercase();
        let even = letters.get(1..).is_some_and(|rest| rest == &lower[1..] || rest == rest.to_uppercase());
        let spoken = lower.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        (3..=20).contains(&letters.len()) && even && spoken && !ALL_ARE.contains(&lower.as_str())
    })
}

/// Joins rows into a row that cannot be torn.
fn joined(rows: Vec<Row>) -> Row {
    let mut out = Row::default();
    for row in rows {
        let height = row.height;
        let y = out.height;
        out.absorb(row, 0.0, y);
        out.height += height;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::is_telling;

    #[test]
    fn names_of_files_tell_when_they_have_words() {
        for name in ["harbour-at-dusk.jpg", "Hafen%20im%20Winter.png", "image-of-the-mole2.webp", "海港.png"] {
            assert!(is_telling(name), "{name}");
        }
        for name in ["IMG_0042.jpg", "image-4.png", "1*zvrgykxnB16fzNTCjU5P5Q.png", "5-1-2048x910.jpg"] {
            assert!(!is_telling(name), "{name}");
        }
    }
}

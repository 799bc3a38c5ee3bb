//! A text size as a row of numbers and choices; rows between the named ones are interpolated.
//!
//! `--size 20pt` lies between x-large (18) and huge (24): numbers are interpolated by the body's size, choices (the
//! family, the alignment, the treatment of tables) are those of the row at or below it, because a reader who asks for
//! 17 points has not yet asked for large print. Beyond the ends rows grow and shrink in proportion.

use super::error::{StyleError, nearest};
use super::raw::{
    AlignName, Characters, EmphasisName, FamilyName, FolioName, Length, RawLists, RawSize, RawStyle, RawTables,
    ScriptsName,
};

/// A size with all values set. Lengths are in points unless stated.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The name asked for: `large`, `20pt`.
    pub name: String,
    /// Size of the body, in the style's sizes.
    pub body: f32,
    /// Distance of baselines.
    pub leading: f32,
    /// The family of all text without a stated one.
    pub family: FamilyName,
    /// Weight of the body.
    pub weight: u16,
    /// Added after every character, in em.
    pub tracking: f32,
    /// Alignment of the body.
    pub align: AlignName,
    /// True if words may be divided.
    pub hyphenate: bool,
    /// Characters a line.
    pub characters: Characters,
    /// Longest line.
    pub longest_measure: Option<f32>,
    /// First-line indent, if an indent separates paragraphs.
    pub indent: Option<Length>,
    /// Space between paragraphs in body lines, if space separates them.
    pub between: Option<f32>,
    /// Sizes of headings.
    pub headings: [f32; 3],
    /// Size of notes.
    pub notes: f32,
    /// Size of captions.
    pub captions: f32,
    /// Size of folios.
    pub folio: f32,
    /// The least size of text, in points.
    pub floor: f32,
    /// The size of superscripts, formulas and small capitals: small as usual, or at least the floor.
    pub scripts: ScriptsName,
    /// The setting of emphasis.
    pub emphasis: EmphasisName,
    /// Wide tables.
    pub tables: RawTables,
    /// Lists.
    pub lists: RawLists,
    /// Least margins: all, inner, top, bottom.
    pub margins: [f32; 4],
    /// The place of folios.
    pub folio_place: FolioName,
    /// Secondary ink.
    pub secondary_grey: f32,
    /// Tints behind text.
    pub tints: bool,
}

/// The row that `--size` asks for: a name, points, per cent of the normal size, `larger` or `smaller`.
///
/// # Errors
/// If the text is neither a name nor a size.
pub(crate) fn row(style: &RawStyle, asked: &str) -> Result<Row, StyleError> {
    let rows = rows(style)?;
    let default = style.size.as_deref().unwrap_or("normal");
    let at = |name: &str| rows.iter().position(|r| r.name == name);
    let asked_lower = asked.trim().to_ascii_lowercase();
    if let Some(i) = at(&asked_lower) {
        return Ok(rows[i].clone());
    }
    let default_at = at(default).unwrap_or(0);
    match asked_lower.as_str() {
        "larger" => return Ok(rows[(default_at + 1).min(rows.len() - 1)].clone()),
        "smaller" => return Ok(rows[default_at.saturating_sub(1)].clone()),
        _ => {}
    }
    let normal = at("normal").map_or(rows[default_at].body, |i| rows[i].body);
    let points = match asked_lower.strip_suffix('%') {
        Some(number) => number.trim().parse::<f32>().ok().map(|n| normal * n / 100.0),
        None => match Length::parse(&asked_lower) {
            Some(Length::Pt(points)) => Some(points),
            Some(Length::Em(times)) => Some(times * normal),
            None => None,
        },
    };
    match points {
        Some(points) if (4.0..=144.0).contains(&points) => Ok(between(&rows, points, asked.trim())),
        Some(points) => Err(StyleError::choice(
            format!("A size of {points} points cannot be read."),
            Some("Sizes go from 4 to 144 points.".into()),
        )),
        None => {
            let names = || rows.iter().map(|r| r.name.as_str());
            let list = format!("Sizes are {}, 20pt, 150%, larger and smaller.", names().collect::<Vec<_>>().join(", "));
            let hint = match nearest(asked, names()) {
                Some(near) => format!("Did you mean `{near}`? {list}"),
                None => list,
            };
            Err(StyleError::choice(format!("There is no size named `{asked}`."), Some(hint)))
        }
    }
}

/// All rows, smallest first.
///
/// # Errors
/// If a row leaves a value open.
pub(crate) fn rows(style: &RawStyle) -> Result<Vec<Row>, StyleError> {
    let mut rows = style.sizes.iter().map(|(name, raw)| complete(name, raw)).collect::<Result<Vec<_>, _>>()?;
    rows.sort_by(|a, b| a.body.total_cmp(&b.body));
    if rows.is_empty() {
        return Err(StyleError::choice("The style has no sizes.".into(), None));
    }
    Ok(rows)
}

pub(super) fn complete(name: &str, raw: &RawSize) -> Result<Row, StyleError> {
    let missing = |key: &str| {
        StyleError::choice(format!("The size `{name}` does not say `{key}`."), Some("New sizes say every key.".into()))
    };
    let body = raw.body.ok_or_else(|| missing("body"))?;
    let margins = raw.margins.unwrap_or_default();
    let within = |key: &str, value: Option<f32>, least: f32, most: f32| match value {
        Some(value) if !(least..=most).contains(&value) => Err(StyleError::choice(
            format!("The size `{name}` has {value} as `{key}`."),
            Some(format!("It lies between {least} and {most}.")),
        )),
        _ => Ok(()),
    };
    within("body", Some(body), 4.0, 144.0)?;
    within("leading", raw.leading, 0.8 * body, 4.0 * body)?;
    let headings = raw.headings.unwrap_or([body; 3]);
    for (key, value) in [("headings", headings[0]), ("headings", headings[1]), ("headings", headings[2])] {
        within(key, Some(value), 4.0, 288.0)?;
    }
    for (key, value) in [("notes", raw.notes), ("captions", raw.captions), ("folio", raw.folio)] {
        within(key, value, 4.0, 144.0)?;
    }
    let least = margins.least.ok_or_else(|| missing("margins: least"))?.points(body);
    let margin = |length: Option<Length>| length.map_or(least, |l| l.points(body));
    Ok(Row {
        name: name.to_string(),
        body,
        leading: raw.leading.ok_or_else(|| missing("leading"))?,
        family: raw.family.ok_or_else(|| missing("family"))?,
        weight: raw.weight.unwrap_or(400),
        tracking: raw.tracking.unwrap_or(0.0).clamp(0.0, 0.2),
        align: raw.align.ok_or_else(|| missing("align"))?,
        hyphenate: raw.hyphenate.unwrap_or(false),
        characters: raw.characters.ok_or_else(|| missing("characters"))?,
        longest_measure: raw.longest_measure.map(|l| l.points(body)),
        indent: raw.indent,
        between: raw.between,
        headings: raw.headings.ok_or_else(|| missing("headings"))?,
        notes: raw.notes.unwrap_or(body),
        captions: raw.captions.unwrap_or(body),
        folio: raw.folio.unwrap_or(body),
        floor: raw.floor.unwrap_or(0.0),
        scripts: raw.scripts.unwrap_or(ScriptsName::Small),
        emphasis: raw.emphasis.unwrap_or(EmphasisName::Italic),
        tables: raw.tables.clone().unwrap_or_default(),
        lists: raw.lists.clone().unwrap_or_default(),
        margins: [least, margin(margins.inner), margin(margins.top), margin(margins.bottom)],
        folio_place: raw.folio_place.unwrap_or(FolioName::FootOuter),
        secondary_grey: raw.secondary_grey.unwrap_or(0.0),
        tints: raw.tints.unwrap_or(true),
    })
}

/// The row for a body of this many points.
fn between(rows: &[Row], points: f32, name: &str) -> Row {
    let above = rows.partition_point(|r| r.body <= points + 1e-3);
    let named = |row: Row| Row { name: name.to_string(), ..row };
    if above == 0 {
        return named(scaled(&rows[0], points));
    }
    let below = &rows[above - 1];
    match rows.get(above) {
        Some(above) => named(mixed(below, above, (points - below.body) / (above.body - below.body))),
        None => named(scaled(below, points)),
    }
}

fn scaled(row: &Row, points: f32) -> Row {
    let k = points / row.body;
    Row {
        body: points,
        leading: row.leading * k,
        headings: row.headings.map(|h| h * k),
        notes: row.notes * k,
        captions: row.captions * k,
        folio: row.folio * k,
        floor: row.floor * k,
        // Fewer characters fit as type grows beyond giant print; the paper does not grow with it.
        characters: if k > 1.0 {
            let c = row.characters;
            Characters { least: c.least / k, target: c.target / k, most: c.most }
        } else {
            row.characters
        },
        ..row.clone()
    }
}

fn mixed(a: &Row, b: &Row, t: f32) -> Row {
    let mix = |x: f32, y: f32| x + (y - x) * t;
    Row {
        body: mix(a.body, b.body),
        leading: mix(a.leading, b.leading),
        headings: std::array::from_fn(|i| mix(a.headings[i], b.headings[i])),
        notes: mix(a.notes, b.notes),
        captions: mix(a.captions, b.captions),
        folio: mix(a.folio, b.folio),
        floor: mix(a.floor, b.floor),
        characters: Characters {
            least: mix(a.characters.least, b.characters.least),
            target: mix(a.characters.target, b.characters.target),
            most: mix(a.characters.most, b.characters.most),
        },
        between: match (a.between, b.between) {
            (Some(x), Some(y)) => Some(mix(x, y)),
            (x, _) => x,
        },
        margins: std::array::from_fn(|i| mix(a.margins[i], b.margins[i])),
        ..a.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::super::load::named;
    use super::*;

    #[test]
    fn sizes_between_rows_take_their_choices_from_below() {
        let style = named("article").unwrap();
        let row = row(&style, "16pt").unwrap();
        assert_eq!((row.body, row.align, row.weight), (16.0, AlignName::Start, 400));
        assert!((row.leading - 23.75).abs() < 1e-3);
        assert!((row.notes - 15.0).abs() < 1e-3);
    }

    #[test]
    fn per_cent_and_steps_count_from_the_default() {
        let style = named("article").unwrap();
        assert_eq!(row(&style, "200%").unwrap().body, 22.0);
        assert_eq!(row(&style, "larger").unwrap().name, "large");
        assert_eq!(row(&style, "smaller").unwrap().name, "small");
    }

    #[test]
    fn an_unknown_size_gets_advice() {
        let error = row(&named("article").unwrap(), "larg").unwrap_err();
        assert!(error.hint.unwrap().starts_with("Did you mean `large`?"));
        assert!(row(&named("article").unwrap(), "banana").is_err());
        assert!(row(&named("article").unwrap(), "2pt").is_err());
    }
}

//! A style as written in YAML: every key is optional, so that a style may have only its changes.
//!
//! The comments in `styles/article.yaml` are the manual of these keys.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A style file.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawStyle {
    /// Its name.
    pub name: Option<String>,
    /// One line for `--list-styles`.
    pub about: Option<String>,
    /// The style it changes: a name, or a file in the same folder.
    pub extends: Option<String>,
    /// The size if none is asked for.
    pub size: Option<String>,
    /// The meaning of sizes.
    pub size_by: Option<SizeBy>,
    /// System faces instead of the embedded ones.
    pub families: RawFamilies,
    /// Paper and columns.
    pub page: RawPage,
    /// The named sizes.
    pub sizes: BTreeMap<String, RawSize>,
    /// Kinds of text.
    pub text: BTreeMap<RoleName, RawText>,
    /// Costs of lines.
    pub lines: RawLines,
    /// Costs of pages.
    pub pages: RawPages,
    /// Folios and running heads.
    pub furniture: RawFurniture,
    /// The article's opening.
    pub opening: RawOpening,
    /// Words from which on contents are set.
    pub contents_from_words: Option<u32>,
    /// The place of notes.
    pub notes: Option<NotesName>,
    /// The form in which the address of an article is shown.
    pub source_link: Option<SourceLinkName>,
    /// Other colours than black on white.
    pub colours: RawColours,
    /// Number the lines of code.
    pub code_line_numbers: Option<bool>,
    /// E-reader editions.
    pub epub: RawEpub,
}

/// Colours, as `#rrggbb`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawColours {
    /// The paper.
    pub page: Option<String>,
    /// Body text.
    pub text: Option<String>,
}

/// E-reader editions.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawEpub {
    /// Longest side of pictures, in pixels.
    pub longest_side: Option<u32>,
    /// Embed the text faces.
    pub embed_faces: Option<bool>,
    /// The certifier of conformance to WCAG.
    pub certifier: Option<String>,
    /// An additional style sheet, in the folder of the style's file.
    pub css: Option<String>,
    /// Chinese, Japanese and Korean in columns from right to left.
    pub vertical: Option<bool>,
}

/// The meanings of sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SizeBy {
    /// Arial-equivalent points: faces are scaled to the same x-height.
    XHeight,
    /// The face's own points.
    Em,
}

/// System faces.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawFamilies {
    /// Instead of the embedded serif.
    pub serif: Option<String>,
    /// Instead of the embedded sans.
    pub sans: Option<String>,
    /// Instead of the embedded monospaced face.
    pub mono: Option<String>,
}

/// Paper and columns.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawPage {
    /// `a4`, `letter`, `6x9in`, `148x210mm`.
    pub paper: Option<String>,
    /// Step up when the least characters do not fit.
    pub paper_step: Option<bool>,
    /// Mirrored margins.
    pub facing: Option<bool>,
    /// Columns of the body.
    pub columns: Option<u8>,
    /// Between columns.
    pub column_gap: Option<Length>,
    /// Width of the text. It overrides the measure in characters.
    pub measure: Option<Length>,
    /// Margin at the spine or left. It overrides the proportion.
    pub inner: Option<Length>,
}

/// A row of `sizes`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawSize {
    /// Size of the body, in points.
    pub body: Option<f32>,
    /// Distance of baselines, in points.
    pub leading: Option<f32>,
    /// The family of all text without a stated one.
    pub family: Option<FamilyName>,
    /// Weight of the body.
    pub weight: Option<u16>,
    /// Added after every character of all text, in em.
    pub tracking: Option<f32>,
    /// Alignment of the body.
    pub align: Option<AlignName>,
    /// True if words may be divided.
    pub hyphenate: Option<bool>,
    /// Characters a line.
    pub characters: Option<Characters>,
    /// Longest line.
    pub longest_measure: Option<Length>,
    /// First-line indent.
    pub indent: Option<Length>,
    /// Body lines between paragraphs, instead of an indent.
    pub between: Option<f32>,
    /// Sizes of the three levels of headings, the title's first, in points.
    pub headings: Option<[f32; 3]>,
    /// Size of notes, in points.
    pub notes: Option<f32>,
    /// Size of captions, in points.
    pub captions: Option<f32>,
    /// Size of folios and running heads, in points.
    pub folio: Option<f32>,
    /// The least size of text, in points.
    pub floor: Option<f32>,
    /// The size of superscripts, formulas and small capitals: small as usual, or at least the floor.
    pub scripts: Option<ScriptsName>,
    /// The setting of emphasis.
    pub emphasis: Option<EmphasisName>,
    /// Wide tables.
    pub tables: Option<RawTables>,
    /// Lists.
    pub lists: Option<RawLists>,
    /// Least margins.
    pub margins: Option<RawMargins>,
    /// The place of folios.
    pub folio_place: Option<FolioName>,
    /// Ink of secondary text: 0 is black.
    pub secondary_grey: Option<f32>,
    /// True if there may be tints behind text.
    pub tints: Option<bool>,
}

/// Characters a line.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Characters {
    /// Fewer than this and the paper is too small.
    pub least: f32,
    /// The aim.
    pub target: f32,
    /// More than this is too long.
    pub most: f32,
}

/// Least margins.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawMargins {
    /// On every side.
    pub least: Option<Length>,
    /// At the spine.
    pub inner: Option<Length>,
    /// At the head, on A4; in proportion elsewhere.
    pub top: Option<Length>,
    /// At the foot, on A4; in proportion elsewhere.
    pub bottom: Option<Length>,
}

/// Wide tables.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawTables {
    /// The setting of a table that is too wide.
    pub wide: Option<WideName>,
    /// Columns beyond which it is set as a list.
    pub linearise_beyond: Option<u16>,
}

/// Lists.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawLists {
    /// Body lines between items of loose lists.
    pub between: Option<f32>,
    /// And of tight lists.
    pub between_tight: Option<f32>,
    /// Deepest level that is indented further.
    pub most_indents: Option<u8>,
    /// Bullets by level.
    pub bullets: Option<Vec<String>>,
}

/// A kind of text.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawText {
    /// A family, otherwise the row's.
    pub family: Option<FamilyName>,
    /// A size.
    pub size: Option<TextSize>,
    /// A share of the body's ratio of leading to size.
    pub leading: Option<f32>,
    /// 100 to 900.
    pub weight: Option<u16>,
    /// Italic.
    pub italic: Option<bool>,
    /// Alignment, otherwise the row's.
    pub align: Option<AlignName>,
    /// True if words may be divided.
    pub hyphenate: Option<bool>,
    /// First-line indent.
    pub indent: Option<Length>,
    /// Indent from the left.
    pub left: Option<Length>,
    /// Indent from the right.
    pub right: Option<Length>,
    /// Body lines over it.
    pub before: Option<f32>,
    /// Body lines under it.
    pub after: Option<f32>,
    /// Ink.
    pub grey: Option<Grey>,
    /// Added after every character, in em.
    pub tracking: Option<f32>,
    /// Capitals.
    pub caps: Option<CapsName>,
}

/// A size in `text`: a multiple of the body's, or a name from the row.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum TextSize {
    /// A multiple of the body's.
    Times(f32),
    /// One of the row's sizes.
    Named(SizeName),
}

/// One of a row's sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum SizeName {
    H1,
    H2,
    H3,
    Notes,
    Captions,
    Folio,
}

/// Ink: a number, 0 for black, or `secondary`.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Grey {
    /// 0 is black, 1 is white.
    Value(f32),
    /// The row's secondary ink.
    Named(Secondary),
}

/// The row's secondary ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Secondary {
    Secondary,
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident => $target:ty { $($variant:ident => $value:expr),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs)]
        pub enum $name { $($variant),* }
        impl $name {
            /// The value of the name.
            pub fn value(self) -> $target {
                match self { $($name::$variant => $value),* }
            }
        }
    };
}

names!(
    /// Names of families.
    FamilyName => super::Family {
        Serif => super::Family::Serif, Sans => super::Family::Sans, Mono => super::Family::Mono,
    }
);
names!(
    /// Names of alignments.
    AlignName => super::Align {
        Justify => super::Align::Justify, Start => super::Align::Start,
        Center => super::Align::Center, End => super::Align::End,
    }
);
names!(
    /// Names of emphasis.
    EmphasisName => super::Emphasis {
        Italic => super::Emphasis::Italic, ItalicThenBold => super::Emphasis::ItalicThenBold,
        Bold => super::Emphasis::Bold,
    }
);
names!(
    /// Names of places of notes.
    NotesName => super::NotesPlace {
        Foot => super::NotesPlace::Foot, End => super::NotesPlace::End, Auto => super::NotesPlace::Auto,
    }
);
names!(
    /// Ways to show an address.
    SourceLinkName => super::SourceLink {
        None => super::SourceLink::None, Text => super::SourceLink::Text, Qr => super::SourceLink::Qr,
    }
);
names!(
    /// Names of leaves before the text.
    FrontName => super::Front { None => super::Front::None, Full => super::Front::Full }
);
names!(
    /// True if superscripts and their like keep the floor of sizes.
    ScriptsName => bool { Small => false, Floor => true }
);
names!(
    /// Names of capitals.
    CapsName => super::Caps { None => super::Caps::None, Small => super::Caps::Small, All => super::Caps::All }
);
names!(
    /// Names of places of folios.
    FolioName => super::FolioPlace {
        None => super::FolioPlace::None, FootOuter => super::FolioPlace::FootOuter,
        FootCenter => super::FolioPlace::FootCenter,
    }
);
names!(
    /// Names of the treatments of wide tables.
    WideName => super::WideTable {
        Fit => super::WideTable::Fit, Split => super::WideTable::Split, Linearise => super::WideTable::Linearise,
    }
);
names!(
    /// Names of the places where articles start.
    StartName => super::ArticleStart {
        Page => super::ArticleStart::Page, Recto => super::ArticleStart::Recto,
        Continuous => super::ArticleStart::Continuous,
    }
);
names!(
    /// The kinds of text by name. The body takes all its values from its size's row and may not be named.
    RoleName => super::Role {
        Eyebrow => super::Role::Eyebrow, Title => super::Role::Title, Subtitle => super::Role::Subtitle,
        Standfirst => super::Role::Standfirst, Byline => super::Role::Byline, Dateline => super::Role::Dateline,
        Heading1 => super::Role::Heading1, Heading2 => super::Role::Heading2, Heading3 => super::Role::Heading3,
        Heading4 => super::Role::Heading4, Quote => super::Role::Quote, PullQuote => super::Role::PullQuote,
        Attribution => super::Role::Attribution, Verse => super::Role::Verse, Code => super::Role::Code,
        Caption => super::Role::Caption, Credit => super::Role::Credit, Note => super::Role::Note,
        TableCell => super::Role::TableCell, TableHead => super::Role::TableHead, Aside => super::Role::Aside,
        AsideTitle => super::Role::AsideTitle, Contents => super::Role::Contents, Folio => super::Role::Folio,
        RunningHead => super::Role::RunningHead,
    }
);

/// Costs of lines: see [`super::LineCosts`].
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct RawLines {
    pub stretch: Option<f32>,
    pub shrink: Option<f32>,
    pub expansion: Option<f32>,
    pub tracking: Option<f32>,
    pub protrusion: Option<f32>,
    pub hyphen: Option<f32>,
    pub ladder: Option<f32>,
    pub most_hyphens: Option<u8>,
    pub contrast: Option<f32>,
    pub runt: Option<f32>,
    pub looseness: Option<f32>,
}

/// Costs of pages: see [`super::PageCosts`].
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct RawPages {
    pub widow: Option<f32>,
    pub orphan: Option<f32>,
    pub short: Option<f32>,
    pub hyphen: Option<f32>,
    pub stretch: Option<f32>,
    pub tear: Option<f32>,
    pub stray: Option<f32>,
}

/// Folios and running heads.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawFurniture {
    /// True if running heads are set.
    pub running_heads: Option<bool>,
    /// Also over an opening.
    pub head_on_opening: Option<bool>,
}

/// The article's opening.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawOpening {
    /// Lines of the drop cap.
    pub drop_cap: Option<u8>,
    /// The place where articles of an edition start.
    pub article_start: Option<StartName>,
    /// The leaves before the text.
    pub front: Option<FrontName>,
    /// A rule under the title block.
    pub rule: Option<bool>,
    /// Alignment of the title block.
    pub align: Option<AlignName>,
}

/// A length as written: `12`, `12pt`, `18mm`, `1in`, `2.5cm`, `1.2em`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    /// Points.
    Pt(f32),
    /// Em of the body.
    Em(f32),
}

impl Length {
    /// The length in points, with an em of `em` points.
    pub fn points(self, em: f32) -> f32 {
        match self {
            Length::Pt(points) => points,
            Length::Em(times) => times * em,
        }
    }

    /// Parses a text; `None` if it is not a length.
    pub fn parse(text: &str) -> Option<Length> {
        let text = text.trim();
        let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        let number: f32 = text[..split].trim().parse().ok().filter(|n: &f32| n.is_finite())?;
        Some(match &text[split..] {
            "" | "pt" => Length::Pt(number),
            "mm" => Length::Pt(number * 72.0 / 25.4),
            "cm" => Length::Pt(number * 720.0 / 25.4),
            "in" => Length::Pt(number * 72.0),
            "em" => Length::Em(number),
            _ => return None,
        })
    }
}

impl Serialize for Length {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Length::Pt(points) => serializer.serialize_f32(*points),
            Length::Em(times) => serializer.serialize_str(&format!("{times}em")),
        }
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Length;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a length such as 12, 12pt, 18mm, 1in or 1.2em")
            }
            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Length, E> {
                Ok(Length::Pt(value as f32))
            }
            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Length, E> {
                Ok(Length::Pt(value as f32))
            }
            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Length, E> {
                Ok(Length::Pt(value as f32))
            }
            fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Length, E> {
                Length::parse(value).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(value), &self))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

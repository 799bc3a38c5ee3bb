//! From ems and multiples to points.
use super::*;

/// Interim: a plain article style.
pub fn plain(size: &str) -> Style {
    let (body, leading, sans) = match size {
        "small" => (9.5, 12.5, false),
        "large" => (14.0, 20.5, true),
        "x-large" => (18.0, 27.0, true),
        "huge" => (24.0, 36.0, true),
        _ => (11.0, 15.5, false),
    };
    let base = TextStyle {
        family: if sans { Family::Sans } else { Family::Serif },
        weight: if body > 17.0 { 500 } else { 400 },
        italic: false,
        nominal: body,
        size: body * if sans { 1.06 } else { 1.1 },
        leading,
        align: if sans { Align::Start } else { Align::Justify },
        hyphenate: !sans,
        first_indent: 0.0,
        left: 0.0,
        right: 0.0,
        before: 0.0,
        after: 0.0,
        grey: 0.0,
        tracking: 0.0,
        caps: Caps::None,
    };
    let all = [
        Role::Body,
        Role::Eyebrow,
        Role::Title,
        Role::Subtitle,
        Role::Standfirst,
        Role::Byline,
        Role::Dateline,
        Role::Heading1,
        Role::Heading2,
        Role::Heading3,
        Role::Heading4,
        Role::Quote,
        Role::PullQuote,
        Role::Attribution,
        Role::Verse,
        Role::Code,
        Role::Caption,
        Role::Credit,
        Role::Note,
        Role::TableCell,
        Role::TableHead,
        Role::Aside,
        Role::AsideTitle,
        Role::Contents,
        Role::Folio,
        Role::RunningHead,
    ];
    let role = |role: Role| {
        let mut t = base.clone();
        let scale = match role {
            Role::Title => 1.9,
            Role::Heading1 | Role::Subtitle => 1.45,
            Role::Heading2 | Role::PullQuote => 1.2,
            Role::Caption | Role::Credit | Role::Note | Role::Folio | Role::RunningHead | Role::TableCell => 0.85,
            Role::Code => 0.9,
            _ => 1.0,
        };
        t.size *= scale;
        t.nominal *= scale;
        if scale != 1.0 {
            t.leading = (t.leading * scale).round();
        }
        match role {
            Role::Title | Role::Heading1 | Role::Heading2 | Role::Heading3 | Role::Heading4 => {
                t.weight = 700;
                t.align = Align::Start;
                t.hyphenate = false;
                t.before = leading;
                t.after = leading * 0.5;
            }
            Role::Code => {
                t.family = Family::Mono;
                t.align = Align::Start;
                t.hyphenate = false;
            }
            Role::Quote | Role::Aside => {
                t.left = 2.0 * body;
                t.right = 2.0 * body;
                t.before = leading * 0.5;
                t.after = leading * 0.5;
            }
            _ => {}
        }
        t
    };
    Style {
        name: "article".into(),
        size: size.into(),
        page: PageStyle {
            width: 595.276,
            height: 841.89,
            top: 72.0,
            bottom: 841.89 - 72.0 - 44.0 * 15.5,
            inner: 124.0,
            outer: 165.0,
            facing: false,
            columns: 1,
            column_gap: 18.0,
            grid: leading,
            lines: 44,
        },
        roles: all.into_iter().map(|r| (r, role(r))).collect(),
        families: Families::default(),
        emphasis: if body > 17.0 { Emphasis::Bold } else { Emphasis::Italic },
        paragraph: if sans { ParagraphMark::Space(leading * 0.5) } else { ParagraphMark::Indent(1.2 * body) },
        lines: LineCosts {
            stretch: 0.5,
            shrink: 0.33,
            expansion: 0.02,
            tracking: 0.015,
            protrusion: 1.0,
            hyphen: 50.0,
            ladder: 300.0,
            most_hyphens: 2,
            contrast: 100.0,
            runt: 500.0,
            looseness: 1000.0,
        },
        pages: PageCosts {
            widow: 10_000.0,
            orphan: 10_000.0,
            short: 5_000.0,
            hyphen: 500.0,
            stretch: 100.0,
            tear: 2_000.0,
        },
        tables: TableStyle { wide: WideTable::Fit, linearise_beyond: None, padding: 4.0 },
        lists: ListStyle {
            indent: 1.6 * body,
            between: leading * 0.5,
            between_tight: 0.0,
            most_indents: 10,
            bullets: vec!["•".into(), "–".into(), "▪".into()],
        },
        furniture: FurnitureStyle { folio: FolioPlace::FootOuter, running_heads: true, head_on_opening: false },
        opening: OpeningStyle { drop_cap: 0, article_start: ArticleStart::Page, rule: false, align: Align::Start },
        contents_from_words: Some(5000),
        code_line_numbers: false,
        tints: true,
        print: PrintStyle::default(),
        epub: EpubStyle::default(),
        markdown: MarkdownStyle::default(),
        size_asked: false,
    }
}

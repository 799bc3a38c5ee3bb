//! The style sheet, made from the same style as the pages of the PDF.
//!
//! Everything is in em or per cent, because the reader chooses the size. Text has no colour and no background, and the
//! body no family, so that the reader's choices and dark modes hold; rules, boxes and links take the colour of the
//! text. If no reading program paints the page, it follows the device's dark mode, and transparent pictures get a light
//! ground there.

use crate::style::{Align, Caps, Emphasis, Family, ParagraphMark, Role, Style};

/// The ways of writing that the style sheet must cover.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Writing {
    /// True if some language is Chinese, Japanese or Korean, which have no italics.
    pub upright: bool,
    /// True if something is written in columns from right to left.
    pub turned: bool,
    /// True if some block reads from the other side than the text around it.
    pub mixed: bool,
}

/// The style sheet; if the book needs it, with the rules for vertical articles, and with emphasis for Chinese and
/// Japanese.
pub(crate) fn css(style: &Style, writing: Writing) -> String {
    let mut out = String::from(BASE);
    paragraphs(style, &mut out);
    emphasis(style, &mut out);
    markers(&mut out);
    let roles: &[(Role, &str)] = &[
        (Role::Eyebrow, ".eyebrow"),
        (Role::Title, "h1"),
        (Role::Subtitle, ".subtitle"),
        (Role::Standfirst, ".standfirst"),
        (Role::Byline, ".byline"),
        (Role::Dateline, ".dateline"),
        (Role::Heading1, "h2"),
        (Role::Heading2, "h3"),
        (Role::Heading3, "h4"),
        (Role::Heading4, "h5, h6"),
        (Role::Quote, "blockquote"),
        (Role::PullQuote, ".pull"),
        (Role::Attribution, ".attribution"),
        (Role::Verse, ".verse"),
        (Role::Code, "pre"),
        (Role::Caption, "figcaption, caption"),
        (Role::Credit, ".credit"),
        (Role::TableCell, "table"),
        (Role::TableHead, "th"),
        (Role::AsideTitle, ".aside-title"),
        (Role::Note, ".note"),
    ];
    for (role, selector) in roles {
        rule(style, *role, selector, &mut out);
    }
    drop_cap(style, &mut out);
    out.push_str(LAST);
    if writing.upright {
        upright(style, roles, &mut out);
    }
    if writing.turned {
        turned(style, &mut out);
    }
    if writing.mixed {
        out.push_str(MIXED);
    }
    out
}

/// Number with at most three decimals, without trailing zeros.
fn number(value: f32) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// One role as one rule: size, weight, slope, alignment, capitals, spacing.
fn rule(style: &Style, role: Role, selector: &str, out: &mut String) {
    let (text, body) = (style.text(role), style.body());
    // The em of two families differ if their x-heights do; the nominal size is the visible one. Titles shrink towards
    // the text, because the reader's screen is narrower than our page.
    let scale = (text.nominal / body.nominal).clamp(0.7, 2.2);
    let scale = if scale > 1.25 { 1.25 + (scale - 1.25) * 0.8 } else { scale };
    // A monospaced face looks larger than its x-height suggests.
    let scale = if role == Role::Code { scale.min(0.9) } else { scale };
    out.push_str(&format!("{selector} {{\n"));
    let mut say = |property: &str, value: &str| out.push_str(&format!("  {property}: {value};\n"));
    // Browsers have default sizes for headings, so those are always stated.
    if (scale - 1.0).abs() > 0.01 || is_display(role) {
        say("font-size", &format!("{}em", number(scale)));
    }
    let leading = (text.leading / text.size).clamp(1.1, 1.6);
    if is_display(role) {
        say("line-height", &number(leading.min(1.3)));
    }
    if text.family != body.family && !matches!(text.family, Family::Math) {
        say("font-family", family(&text.family));
    }
    let weight = text.weight.clamp(100, 900);
    if weight.abs_diff(body.weight) >= 100 || is_display(role) {
        say("font-weight", if weight >= 600 { "bold" } else { "normal" });
    }
    if text.italic {
        say("font-style", "italic");
    }
    match text.align {
        Align::Center => say("text-align", "center"),
        Align::End => say("text-align", "right"),
        Align::Start if is_display(role) => say("text-align", "left"),
        _ => {}
    }
    match text.caps {
        Caps::None => {}
        Caps::Small => say("font-variant", "small-caps"),
        Caps::All => say("text-transform", "uppercase"),
    }
    if text.tracking.abs() > 0.001 {
        say("letter-spacing", &format!("{}em", number(text.tracking)));
    }
    if !text.hyphenate {
        out.push_str("  -webkit-hyphens: none;\n  -epub-hyphens: none;\n  hyphens: none;\n");
    }
    out.push_str("}\n");
}

fn is_display(role: Role) -> bool {
    use Role::*;
    matches!(
        role,
        Eyebrow
            | Title
            | Subtitle
            | Standfirst
            | Byline
            | Dateline
            | Heading1
            | Heading2
            | Heading3
            | Heading4
            | AsideTitle
    )
}

fn family(family: &Family) -> &'static str {
    match family {
        Family::Serif | Family::Math | Family::Named(_) => "serif",
        Family::Sans => "sans-serif",
        Family::Mono => "monospace",
    }
}

fn paragraphs(style: &Style, out: &mut String) {
    let body = style.body();
    let justify = if body.align == Align::Justify { "justify" } else { "left" };
    let hyphens = if body.hyphenate { "auto" } else { "manual" };
    out.push_str(&format!(
        "body {{\n  -webkit-hyphens: {hyphens};\n  -epub-hyphens: {hyphens};\n  hyphens: {hyphens};\n}}\n"
    ));
    // Right-to-left text is aligned to its own side: "left" would be the wrong one.
    if justify == "justify" {
        // Short lines cannot be spaced evenly: telephones keep a ragged edge, as do systems without this media query.
        out.push_str(
            "@media (min-width: 30em) {\n  section > p, section > section > p, blockquote > p {\n    text-align: justify;\n  }\n}\n",
        );
    }
    match style.paragraph {
        ParagraphMark::Indent(indent) => {
            let em = number((indent / body.size).clamp(0.5, 3.0));
            out.push_str(&format!("p {{\n  margin: 0;\n}}\np + p {{\n  text-indent: {em}em;\n}}\n"));
        }
        ParagraphMark::Space(space) => {
            let em = number((space / body.size).clamp(0.3, 2.0));
            out.push_str(&format!("p {{\n  margin: 0 0 {em}em;\n}}\n"));
        }
    }
}

fn emphasis(style: &Style, out: &mut String) {
    if style.emphasis == Emphasis::Bold {
        out.push_str("em {\n  font-style: normal;\n  font-weight: bold;\n}\n");
    }
}

/// List numbers in parentheses. Systems that know no markers show a full stop.
fn markers(out: &mut String) {
    let kinds =
        [("", "decimal"), ("a", "lower-alpha"), ("A", "upper-alpha"), ("i", "lower-roman"), ("I", "upper-roman")];
    for (class, before) in [("paren", ""), ("parens", "\"(\" ")] {
        for (kind, style) in kinds {
            let of = if kind.is_empty() { String::new() } else { format!("[type=\"{kind}\"]") };
            out.push_str(&format!(
                "ol.{class}{of} > li::marker {{\n  content: {before}counter(list-item, {style}) \") \";\n}}\n"
            ));
        }
    }
}

/// A drop cap only if the reading system knows `initial-letter`; otherwise no odd letter remains.
fn drop_cap(style: &Style, out: &mut String) {
    let lines = style.opening.drop_cap;
    if lines > 1 {
        out.push_str(&format!(
            "@supports (initial-letter: 2) {{\n  .opening + p::first-letter {{\n    initial-letter: {lines};\n    margin-right: 0.1em;\n  }}\n}}\n"
        ));
    }
}

/// Han characters, kana and hangul have no italics, and are emphasized by dots, not by slanting (CLREQ 3.1.6, JLREQ
/// 3.3.9).
fn upright(style: &Style, roles: &[(Role, &str)], out: &mut String) {
    let slanted = roles.iter().filter(|(role, _)| style.text(*role).italic).flat_map(|(_, name)| name.split(", "));
    for name in slanted.chain([".epigraph", ".listing .byline", "em", "i", "cite"]) {
        out.push_str(&format!("{name}:lang(zh), {name}:lang(ja), {name}:lang(ko) {{\n  font-style: normal;\n}}\n"));
    }
    out.push_str(DOTS);
}

/// The rules for vertical lines. Margins and borders are physical throughout, because old systems know no others.
fn turned(style: &Style, out: &mut String) {
    out.push_str(VERTICAL);
    if let ParagraphMark::Space(space) = style.paragraph {
        let em = number((space / style.body().size).clamp(0.3, 2.0));
        out.push_str(&format!(".vertical p {{\n  margin: 0 0 0 {em}em;\n}}\n"));
    }
}

/// The rules that all styles share.
const BASE: &str = "@charset \"UTF-8\";
:root {
  color-scheme: light dark;
}
html, body {
  margin: 0;
  padding: 0;
}
html:lang(mn-Mong) {
  -epub-writing-mode: vertical-lr;
  -webkit-writing-mode: vertical-lr;
  writing-mode: vertical-lr;
}
body {
  line-height: 1.5;
  widows: 2;
  orphans: 2;
  overflow-wrap: break-word;
}
section > section {
  margin: 0;
}
h1, h2, h3, h4, h5, h6 {
  margin: 1.4em 0 0.5em;
  page-break-after: avoid;
  break-after: avoid;
  page-break-inside: avoid;
  break-inside: avoid;
  text-wrap: balance;
}
h1 {
  margin-top: 0.4em;
}
h1 + h2, h2 + h3, section > h2:first-child + section > h3:first-child {
  margin-top: 0.5em;
}
a {
  color: inherit;
  text-decoration: underline;
  text-decoration-thickness: 0.06em;
  text-underline-offset: 0.16em;
}
ul, ol {
  margin: 0.7em 0;
  padding-left: 1.7em;
}
[dir=\"rtl\"] ul, [dir=\"rtl\"] ol {
  padding-left: 0;
  padding-right: 1.7em;
}
li ul, li ol {
  margin: 0.2em 0;
}
ul.tasks {
  list-style: none;
  padding-left: 0.4em;
}
dl {
  margin: 0.7em 0;
}
dt {
  font-weight: bold;
}
dd {
  margin: 0 0 0.5em 1.7em;
}
blockquote {
  margin: 1em 1.5em;
}
.epigraph {
  margin: 1.5em 1.5em 1.5em 25%;
  font-style: italic;
}
.pull {
  margin: 1.5em 0;
  padding: 0.6em 1em;
  border-top: 2px solid;
  border-bottom: 2px solid;
  text-align: center;
  page-break-inside: avoid;
  break-inside: avoid;
}
.verse {
  margin: 1em 1.5em;
}
.verse p, .verse p + p {
  margin: 0 0 0.9em;
  text-indent: -1.5em;
  padding-left: 1.5em;
  text-align: left;
}
pre {
  margin: 1em 0;
  padding: 0.5em 0 0.5em 0.8em;
  border-left: 3px solid;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  line-height: 1.4;
  text-align: left;
}
code {
  font-family: monospace;
  -webkit-hyphens: none;
  -epub-hyphens: none;
  hyphens: none;
}
:not(pre) > code {
  font-size: 0.92em;
}
.wide {
  overflow-x: auto;
  margin: 1em 0;
}
table {
  border-collapse: collapse;
  margin: 1em auto;
  max-width: 100%;
  line-height: 1.35;
  border-top: 2px solid;
  border-bottom: 2px solid;
}
td, th {
  padding: 0.3em 0.5em;
  vertical-align: top;
  text-align: left;
}
[dir=\"rtl\"] td, [dir=\"rtl\"] th {
  text-align: right;
}
thead {
  border-bottom: 1px solid;
}
tfoot {
  border-top: 1px solid;
}
th {
  vertical-align: bottom;
}
tbody th {
  vertical-align: top;
}
td.left, th.left {
  text-align: left;
}
td.center, th.center {
  text-align: center;
}
td.right, th.right {
  text-align: right;
  font-variant-numeric: tabular-nums lining-nums;
}
caption {
  caption-side: top;
  padding-bottom: 0.5em;
  text-align: left;
}
@media (max-width: 30em) {
  td, th {
    padding: 0.25em 0.35em;
  }
}
figure {
  margin: 1.2em 0;
  page-break-inside: avoid;
  break-inside: avoid;
}
img {
  max-width: 100%;
  height: auto;
}
.picture {
  text-align: center;
}
.picture img {
  max-height: 95vh;
  object-fit: contain;
}
img.inline {
  max-height: 1.4em;
  width: auto;
  vertical-align: -0.25em;
}
figcaption {
  margin-top: 0.5em;
  line-height: 1.35;
}
p.lost {
  padding: 0.6em 0.8em;
  border: 1px dashed;
}
span.lost {
  border-bottom: 1px dashed;
}
.box, .sidebar {
  margin: 1.2em 0;
  padding: 0.5em 0.9em;
  border: 1px solid;
}
.box {
  border-width: 0 0 0 4px;
}
.warning, .caution {
  border-left-style: double;
  border-left-width: 6px;
}
hr {
  margin: 1.6em auto;
  width: 25%;
  border: 0;
  border-top: 1px solid;
}
sup, sub {
  font-size: 0.75em;
  line-height: 0;
}
.noteref a {
  text-decoration: none;
  padding: 0 0.15em;
}
.beside::before {
  content: ',';
}
.note > p:first-child > a:first-child {
  font-weight: bold;
  text-decoration: none;
}
.notes {
  margin-top: 2.5em;
  padding-top: 0.8em;
  border-top: 1px solid;
}
.note {
  margin: 0 0 0.5em;
}
.small-caps {
  font-variant: small-caps;
}
.underline {
  text-decoration: underline;
}
.marked {
  color: inherit;
  background-color: rgba(255, 210, 0, 0.35);
}
div.math {
  margin: 1em 0;
  text-align: center;
  overflow-wrap: normal;
}
.opening {
  margin: 2em 0 1.8em;
}
.opening p, .opening p + p {
  margin: 0 0 0.6em;
  text-indent: 0;
  text-align: left;
}
[dir=\"rtl\"] .opening p, [dir=\"rtl\"] h1, [dir=\"rtl\"] h2, [dir=\"rtl\"] h3 {
  text-align: right;
}
nav h1 {
  margin-top: 2em;
}
nav ol {
  list-style: none;
  padding-left: 0;
}
nav ol ol {
  padding-left: 1.2em;
}
nav li {
  margin: 0.35em 0;
}
nav a, .listing a {
  text-decoration: none;
}
body > section, body > nav, body > div {
  max-width: 38em;
  margin: 0 auto;
  padding: 0 4% 1em;
}
.listing {
  list-style: none;
  padding: 0;
}
.listing > li {
  margin: 0 0 1.2em;
}
.listing .entry {
  font-size: 1.1em;
  font-weight: bold;
}
.listing p, .listing p + p {
  margin: 0.15em 0;
  text-indent: 0;
  text-align: left;
}
.part {
  margin-top: 25%;
  text-align: center;
}
body > .cover {
  max-width: none;
  margin: 0;
  padding: 0;
  text-align: center;
  page-break-after: always;
  break-after: page;
}
.cover img {
  max-width: 100%;
  max-height: 98vh;
}
";

/// The rules that must override those of the roles.
const LAST: &str = ".part h1 {
  text-align: center;
}
.listing .byline {
  font-weight: normal;
  font-style: italic;
}
blockquote p, aside p, td p, th p, li p {
  text-align: inherit;
}
.note p, .note p + p, .box p + p, .sidebar p + p, .aside-title, figcaption p + p {
  text-indent: 0;
}
[dir=\"rtl\"] h1, [dir=\"rtl\"] h2, [dir=\"rtl\"] h3, [dir=\"rtl\"] h4, [dir=\"rtl\"] h5, [dir=\"rtl\"] h6 {
  text-align: right;
}
[dir=\"rtl\"] dd {
  margin: 0 1.7em 0.5em 0;
}
[dir=\"rtl\"] .box {
  border-left-width: 0;
  border-right-width: 4px;
}
@media (prefers-color-scheme: dark) {
  img.clear {
    background-color: #f2efe9;
    border-radius: 0.25em;
  }
}
";

/// Blocks that read from the other side than the text around them.
const MIXED: &str = "body [dir=\"rtl\"] {
  text-align: right;
}
body [dir=\"ltr\"] {
  text-align: left;
}
ul[dir=\"rtl\"], ol[dir=\"rtl\"] {
  padding-left: 0;
  padding-right: 1.7em;
}
ul[dir=\"ltr\"], ol[dir=\"ltr\"], [dir=\"rtl\"] ul[dir=\"ltr\"], [dir=\"rtl\"] ol[dir=\"ltr\"] {
  padding-left: 1.7em;
  padding-right: 0;
}
ul > li[dir=\"rtl\"], ol > li[dir=\"rtl\"] {
  margin-left: -1.7em;
  margin-right: 1.7em;
}
ul > li[dir=\"ltr\"], ol > li[dir=\"ltr\"] {
  margin-left: 1.7em;
  margin-right: -1.7em;
}
.box[dir=\"rtl\"] {
  border-left-width: 0;
  border-right-width: 4px;
}
[dir=\"rtl\"] .box[dir=\"ltr\"] {
  border-left-width: 4px;
  border-right-width: 0;
}
";

/// Emphasis in Chinese, with dots under the characters, and in Japanese, with dots over or right of them.
const DOTS: &str = "em:lang(zh), em:lang(ja) {
  -epub-text-emphasis: filled;
  -webkit-text-emphasis: filled;
  text-emphasis: filled;
}
em:lang(zh) {
  -webkit-text-emphasis-position: under right;
  text-emphasis-position: under right;
}
";

/// The parts that turn when lines are columns from right to left. Code, tables and displayed formulas stay as they are.
const VERTICAL: &str = "html.vertical {
  -epub-writing-mode: vertical-rl;
  -webkit-writing-mode: vertical-rl;
  writing-mode: vertical-rl;
}
.upright, .vertical .noteref a, .vertical .note > p:first-child > a:first-child {
  -epub-text-combine: horizontal;
  -webkit-text-combine: horizontal;
  text-combine-upright: all;
}
.vertical body > section, .vertical body > nav, .vertical body > div {
  max-width: none;
  max-height: 44em;
  margin: auto 0;
  padding: 1.5em 1em;
}
.vertical h1, .vertical h2, .vertical h3, .vertical h4, .vertical h5, .vertical h6 {
  margin: 0 1.4em 0 0.5em;
}
.vertical .opening {
  margin: 0 1em 0 1.8em;
}
.vertical .opening p, .vertical .opening p + p {
  margin: 0 0 0 0.6em;
}
.vertical ul, .vertical ol {
  margin: 0 0.7em;
  padding: 1.7em 0 0;
}
.vertical dl {
  margin: 0 0.7em;
}
.vertical dd {
  margin: 1.7em 0 0 0.5em;
}
.vertical blockquote, .vertical .verse {
  margin: 1.5em 1em;
}
.vertical .epigraph {
  margin: 25% 1.5em 1.5em;
}
.vertical .verse p, .vertical .verse p + p {
  margin: 0 0 0 0.9em;
  padding: 1.5em 0 0;
}
.vertical pre, .vertical table, .vertical div.math {
  -epub-writing-mode: horizontal-tb;
  -webkit-writing-mode: horizontal-tb;
  writing-mode: horizontal-tb;
  margin: 0 1em;
}
.vertical .pull {
  margin: 0 1.5em;
  padding: 1em 0.6em;
  border-width: 0 2px;
  border-style: solid;
}
.vertical .box, .vertical .sidebar {
  margin: 0 1.2em;
  padding: 0.9em 0.5em;
}
.vertical .box {
  border-width: 4px 0 0;
}
.vertical figure {
  margin: 0 1.2em;
}
.vertical img {
  max-width: 90vw;
  max-height: 90vh;
}
.vertical figcaption {
  margin: 0 0.5em 0 0;
}
.vertical hr {
  width: auto;
  height: 25%;
  margin: auto 1.6em;
  border-width: 0 1px 0 0;
}
.vertical .notes {
  margin: 0 2.5em 0 0;
  padding: 0 0.8em 0 0;
  border-top: 0;
  border-right: 1px solid;
}
.vertical .note {
  margin: 0 0 0 0.5em;
}
.vertical .listing, .vertical nav ol {
  margin: 0;
  padding: 0;
}
.vertical nav ol ol {
  padding: 1.2em 0 0;
}
.vertical .listing > li {
  margin: 0 0 0 1.2em;
}
.vertical .part {
  margin: 0 25% 0 0;
}
";

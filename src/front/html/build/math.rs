//! Mathematics out of MathML, KaTeX, MathJax, LaTeXML, pictures of formulas, and TeX in the text.

use crate::doc::{Inline, Inlines, Math};
use crate::front::html::dom::urls::unescape;
use crate::front::html::dom::{Dom, Id};

/// True if the element is a formula set on a separate line.
pub(crate) fn is_display(dom: &Dom, id: Id) -> bool {
    match dom.tag(id) {
        "math" => dom.attr(id, "display") == Some("block") || dom.attr(id, "mode") == Some("display"),
        "mjx-container" => dom.attr(id, "display").is_some_and(|d| d != "false"),
        "math-renderer" => dom.text_of(id).trim_start().starts_with("$$") || dom.has_class(id, "js-display-math"),
        "script" => is_tex_script(dom, id) && dom.attr(id, "type").is_some_and(|t| t.contains("mode=display")),
        "" => false,
        "img" => dom.has_any_class(id, DISPLAYED_PICTURES) && from_picture(dom, id).is_some(),
        "div" | "section" if stated_tex(dom, id).is_some() => true,
        _ => dom.has_any_class(
            id,
            &[
                "katex-display", "MathJax_Display", "mwe-math-element-block", "MathJax_SVG_Display", "math-display",
                "latex-rendered",
            ],
        ),
    }
}

/// The classes of pictures of displayed formulas: tex4ht's and QuickLaTeX's.
const DISPLAYED_PICTURES: &[&str] = &["math-display", "ql-img-displayed-equation"];

/// The formula at an element, and whether it is displayed.
pub(crate) fn math_at(dom: &Dom, id: Id) -> Option<(Math, bool)> {
    let display = is_display(dom, id);
    let math = match dom.tag(id) {
        "math" => from_mathml(dom, id),
        "script" if is_tex_script(dom, id) => tex(&dom.text_of(id)),
        // GitHub's element around TeX between dollar signs.
        "div" if dom.has_class(id, "latex-rendered") => from_attributes(dom, id),
        "math-renderer" => tex(&dom.text_of(id)),
        "mjx-container" => from_shell(dom, id).or_else(|| super::mathml::from_chtml(dom, id)),
        "section" => tex(stated_tex(dom, id)?),
        "img" => from_picture(dom, id),
        "" | "html" | "body" | "article" | "main" | "p" | "li" => None,
        _ if is_shell(dom, id) => from_shell(dom, id),
        _ => None,
    }?;
    Some((math, display))
}

fn is_tex_script(dom: &Dom, id: Id) -> bool {
    dom.attr(id, "type").is_some_and(|t| t.starts_with("math/tex"))
}

/// Attributes in which programs keep the TeX of what an element draws.
const STATED: &[&str] = &["data-tex", "data-math", "data-latex", "data-expr", "data-formula"];

/// The TeX that an element states of its own drawing. Other things have attributes of these names too, so the value must
/// be a formula's, and the element may hold no more words than a drawn formula has.
fn stated_tex(dom: &Dom, id: Id) -> Option<&str> {
    const MOST_WORDS: usize = 20;
    let value = STATED.iter().find_map(|name| dom.value(id, name))?;
    let is_formula = value.contains(['\\', '^', '_', '=', '+', '{', '<', '>']) || value.chars().count() == 1;
    (is_formula && dom.words_of(id).split_whitespace().nth(MOST_WORDS).is_none()).then_some(value)
}

/// The boxes that programs put around one formula.
fn is_shell(dom: &Dom, id: Id) -> bool {
    const NAMES: &[&str] = &[
        "katex",
        "katex-display",
        "MathJax",
        "MathJax_Display",
        "MathJax_SVG",
        "MathJax_CHTML",
        "MathJax_SVG_Display",
        "mwe-math-element",
        "mwe-math-element-block",
        "mwe-math-element-inline",
        "mathjax",
        "mjx-chtml",
    ];
    dom.has_any_class(id, NAMES) || matches!(dom.tag(id), "span" | "div" | "embed") && stated_tex(dom, id).is_some()
}

fn from_shell(dom: &Dom, id: Id) -> Option<Math> {
    let stated = STATED.iter().chain(&["alttext"]).filter_map(|name| dom.value(id, name));
    // MathJax keeps it at the first group of its drawing.
    let drawn = dom.descendants(id).filter(|part| dom.tag(*part) == "g").find_map(|part| dom.value(part, "data-latex"));
    if let Some(found) = stated.chain(drawn).find_map(tex) {
        return Some(found);
    }
    if let Some(annotation) = annotation(dom, id) {
        let mathml = dom.find(id, "math").and_then(|m| super::mathml::serialise(dom, m));
        return Some(Math { tex: Some(annotation), mathml });
    }
    if let Some(math) = dom.find(id, "math") {
        return from_mathml(dom, math);
    }
    if let Some(stored) = dom.descendants(id).chain([id]).find_map(|d| dom.value(d, "data-mathml")) {
        let inner = Dom::fragment(stored);
        return inner.find(Dom::ROOT, "math").and_then(|m| from_mathml(&inner, m));
    }
    dom.find(id, "img").and_then(|img| dom.value(img, "alt")).and_then(tex)
}

/// Substack keeps a formula's TeX in a record: `data-attrs='{"persistentExpression":"e=mc^2"}'`.
fn from_attributes(dom: &Dom, id: Id) -> Option<Math> {
    let record: serde_json::Value = serde_json::from_str(dom.value(id, "data-attrs")?).ok()?;
    tex(record.get("persistentExpression")?.as_str()?)
}

fn annotation(dom: &Dom, id: Id) -> Option<String> {
    let note = dom.descendants(id).find(|d| {
        dom.tag(*d) == "annotation" && dom.attr(*d, "encoding").is_some_and(|e| e.to_ascii_lowercase().contains("tex"))
    })?;
    strip_delimiters(&dom.text_of(note))
}

/// A `<math>` element: the TeX written in it, if any, and the element itself.
fn from_mathml(dom: &Dom, id: Id) -> Option<Math> {
    let stated = annotation(dom, id)
        .or_else(|| dom.value(id, "alttext").and_then(strip_delimiters))
        .or_else(|| dom.value(id, "data-latex").and_then(strip_delimiters))
        .or_else(|| dom.value(id, "data-tex").and_then(strip_delimiters));
    let mathml = super::mathml::serialise(dom, id);
    let tex = stated.or_else(|| super::mathml::to_tex(dom, id));
    (tex.is_some() || mathml.is_some()).then_some(Math { tex, mathml })
}

/// A picture of a formula that carries its TeX: WordPress, Wikipedia, `\displaystyle` in the alternative.
pub(crate) fn from_picture(dom: &Dom, id: Id) -> Option<Math> {
    if let Some(served) = dom.value(id, "src").and_then(served_tex) {
        return tex(&served);
    }
    let alt = dom.value(id, "alt")?;
    let class = dom.attr(id, "class").unwrap_or("").to_ascii_lowercase();
    let named = class.split_ascii_whitespace().any(|c| {
        matches!(
            c,
            "latex"
                | "tex"
                | "math"
                | "math-display"
                | "ql-img-inline-formula"
                | "ql-img-displayed-equation"
                | "mathtex-equation-editor"
        ) || c.starts_with("mwe-math")
    });
    let shaped = alt.starts_with('$') && alt.ends_with('$')
        || alt.starts_with("{\\displaystyle")
        || alt.starts_with("\\displaystyle");
    let served = dom
        .value(id, "src")
        .is_some_and(|s| s.contains("latex.php") || s.contains("/render/svg/") || s.contains("latex.codecogs.com"));
    (named || shaped || served).then(|| tex(alt)).flatten()
}

/// The TeX in the address of a service that draws formulas: CodeCogs, WordPress, Google's charts and others.
fn served_tex(address: &str) -> Option<String> {
    const SERVICES: &[(&str, &str)] = &[
        ("latex.codecogs.com/", "?"),
        ("latex.php", "latex="),
        ("chart.googleapis.com/chart", "chl="),
        ("chart.apis.google.com/chart", "chl="),
        ("math.now.sh", "from="),
        ("math.vercel.app", "from="),
        ("render.githubusercontent.com/render/math", "math="),
        ("zhihu.com/equation", "tex="),
        ("i.upmath.me/svg/", "/svg/"),
        ("i.upmath.me/png/", "/png/"),
    ];
    let (_, key) = SERVICES.iter().find(|(service, _)| address.contains(service))?;
    let (_, rest) = address.split_once(key)?;
    let written = if *key == "?" { rest } else { rest.split('&').next().unwrap_or(rest) };
    let read = unescape(&written.replace('+', "%20"));
    let read = read.replace("&space;", " ").replace("&plus;", "+");
    let read = without_options(&read);
    (!read.is_empty()).then(|| read.to_string())
}

/// TeX without the options of a service before it: `\inline`, `\dpi{150}`, `\bg_white`.
fn without_options(tex: &str) -> &str {
    const OPTIONS: &[&str] = &["inline", "dpi", "bg", "fn", "tiny", "small", "normal", "large", "LARGE", "huge"];
    let mut rest = tex.trim();
    while let Some(command) = rest.strip_prefix('\\') {
        let name = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
        if !OPTIONS.contains(&&command[..name]) {
            break;
        }
        let value = &command[name..];
        let end = match value.chars().next() {
            Some('{') => value.find('}').map_or(value.len(), |end| end + 1),
            Some('_') => value.find(|c: char| c.is_whitespace() || c == '\\').unwrap_or(value.len()),
            _ => 0,
        };
        rest = value[end..].trim_start();
    }
    rest
}

fn tex(text: &str) -> Option<Math> {
    strip_delimiters(text).map(|tex| Math { tex: Some(tex), mathml: None })
}

/// TeX without delimiters, comments of MathJax and the wrapper Wikipedia puts around it.
pub(crate) fn strip_delimiters(text: &str) -> Option<String> {
    let mut text = text.trim();
    text = text.strip_prefix("<![CDATA[").and_then(|t| t.strip_suffix("]]>")).unwrap_or(text).trim();
    text = text.strip_prefix("% <![CDATA[").map_or(text, |t| t.trim_end_matches("%]]>")).trim();
    for (open, close) in [("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")] {
        if let Some(inner) = text.strip_prefix(open).and_then(|t| t.strip_suffix(close)) {
            text = inner.trim();
            break;
        }
    }
    if let Some(inner) = text.strip_prefix("{\\displaystyle").or_else(|| text.strip_prefix("{\\textstyle")) {
        text = inner.strip_suffix('}').unwrap_or(inner).trim();
    }
    let text = crate::front::html::dom::fold(text.trim_end_matches('%'));
    (!text.is_empty()).then_some(text)
}

/// Environments of TeX that are displayed.
const ENVIRONMENTS: &[&str] = &[
    "align", "align*", "aligned", "array", "cases", "equation", "equation*", "gather", "gather*", "matrix", "multline",
    "multline*", "pmatrix", "bmatrix", "split", "eqnarray", "eqnarray*",
];

/// True if a page shows TeX that nothing has rendered: a paragraph consists of one displayed formula.
pub(crate) fn shows_tex(dom: &Dom, root: Id) -> bool {
    let mut texts = dom.descendants(root).filter_map(|id| dom.text(id).map(|text| (id, text)));
    texts.any(|(id, text)| {
        text.contains(['$', '\\'])
            && lone_display(text).is_some()
            && !dom.ancestors(id).any(|a| matches!(dom.tag(a), "pre" | "code" | "kbd" | "samp" | "script"))
    })
}

/// The TeX of a text that consists of a single displayed formula: `$$...$$`, `\[...\]`, `\begin{align}...\end{align}`.
pub(crate) fn lone_display(text: &str) -> Option<String> {
    let text = text.trim();
    for (open, close) in [("$$", "$$"), ("\\[", "\\]")] {
        let inner = text.strip_prefix(open).and_then(|t| t.strip_suffix(close)).map(str::trim);
        if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains(open)) {
            return Some(crate::front::html::dom::fold(inner));
        }
    }
    let name = text.strip_prefix("\\begin{")?.split('}').next()?;
    let whole = ENVIRONMENTS.contains(&name) && text.ends_with(&format!("\\end{{{name}}}"));
    whole.then(|| crate::front::html::dom::fold(text))
}

/// The displayed formula of a paragraph that holds nothing but this formula.
pub(crate) fn lone_display_in(part: &[Inline]) -> Option<Math> {
    let plain = part.iter().all(|i| matches!(i, Inline::Text(_)));
    let text: String = if plain { crate::doc::plain_text(part) } else { return None };
    lone_display(&text).map(|tex| Math { tex: Some(tex), mathml: None })
}

/// A part of a paragraph.
#[derive(Debug, PartialEq)]
pub(crate) enum Part {
    /// Words, with the inlines among them.
    Words(Inlines),
    /// A displayed formula.
    Displayed(Math),
}

/// A paragraph split at its displayed formulas, `$$...$$` and `\[...\]`. A full stop after a formula belongs to it.
pub(crate) fn at_displays(part: Inlines) -> Vec<Part> {
    let shows =
        |inline: &Inline| matches!(inline, Inline::Text(text) if DISPLAYED.iter().any(|open| text.contains(open)));
    if !part.iter().any(shows) {
        return vec![Part::Words(part)];
    }
    let mut out = Vec::new();
    let mut words = Inlines::new();
    for inline in part {
        let Inline::Text(text) = &inline else {
            words.push(inline);
            continue;
        };
        let mut rest = text.as_str();
        while let Some((before, mut tex, after)) = displayed(rest) {
            words.push(Inline::text(before));
            rest = after;
            if let Some(stop) = rest.chars().next().filter(|c| matches!(c, '.' | ',' | ';')) {
                tex.push(stop);
                rest = &rest[1..];
            }
            out.push(Part::Words(std::mem::take(&mut words)));
            out.push(Part::Displayed(Math { tex: Some(tex), mathml: None }));
        }
        words.push(Inline::text(rest));
    }
    out.push(Part::Words(words));
    for part in &mut out {
        if let Part::Words(words) = part {
            trim_breaks(words);
        }
    }
    out.retain(|part| !matches!(part, Part::Words(words) if words.is_empty()));
    out
}

/// How displayed formulas begin.
const DISPLAYED: &[&str] = &["$$", "\\[", "\\begin{"];

/// The environment of a displayed formula at the start of `text`, and its length in bytes.
fn environment(text: &str) -> Option<(String, usize)> {
    let name = text.strip_prefix("\\begin{")?.split('}').next()?;
    let end = format!("\\end{{{name}}}");
    let length = text.find(&end)? + end.len();
    ENVIRONMENTS.contains(&name).then(|| (crate::front::html::dom::fold(&text[..length]), length))
}

/// The words before the first displayed formula, its TeX, and the rest.
fn displayed(text: &str) -> Option<(&str, String, &str)> {
    let at = DISPLAYED.iter().filter_map(|open| text.find(open)).min()?;
    let (tex, length) = environment(&text[at..]).or_else(|| formula(&text[at..]))?;
    Some((&text[..at], tex, &text[at + length..]))
}

/// Takes white space and line breaks off both ends.
fn trim_breaks(words: &mut Inlines) {
    let blank = |inline: &Inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        inline => *inline == Inline::LineBreak,
    };
    while words.pop_if(|last| blank(last)).is_some() {}
    let first = words.iter().take_while(|inline| blank(inline)).count();
    words.drain(..first);
}

/// Turns TeX in the text, between the delimiters of MathJax and KaTeX, into formulas; for pages that load such a program.
/// Single dollars count with Pandoc's rule: no space inside, no digit after.
pub(crate) fn lift_tex(inlines: &mut Inlines) {
    let mut out = Inlines::with_capacity(inlines.len());
    for mut inline in inlines.drain(..) {
        match inline {
            Inline::Text(text) if text.contains(['$', '\\']) => split_tex(&text, &mut out),
            _ => {
                if let Some(children) = inline.children_mut() {
                    lift_tex(children);
                }
                out.push(inline);
            }
        }
    }
    *inlines = out;
}

fn split_tex(text: &str, out: &mut Inlines) {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['$', '\\']) {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        match formula(from) {
            Some((tex, length)) => {
                if !plain.is_empty() {
                    out.push(Inline::Text(std::mem::take(&mut plain)));
                }
                out.push(Inline::Math(Math { tex: Some(tex), mathml: None }));
                rest = &from[length..];
            }
            // An escaped dollar does not open a formula.
            None if from.starts_with("\\$") => {
                plain.push('$');
                rest = &from[2..];
            }
            None => {
                plain.push_str(&from[..1]);
                rest = &from[1..];
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        out.push(Inline::Text(plain));
    }
}

/// The formula at the start of `text`, and its length in bytes.
fn formula(text: &str) -> Option<(String, usize)> {
    for (open, close) in [("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)")] {
        if let Some(inner) = text.strip_prefix(open) {
            let end = inner.find(close)?;
            let tex = inner[..end].trim();
            return (!tex.is_empty() && end < 4000).then(|| (tex.to_string(), open.len() + end + close.len()));
        }
    }
    let inner = text.strip_prefix('$')?;
    let end = inner.find('$')?;
    let tex = &inner[..end];
    let after = inner[end + 1..].chars().next();
    let tight = !tex.starts_with(char::is_whitespace) && !tex.ends_with(char::is_whitespace) && !tex.is_empty();
    (tight && end < 400 && !after.is_some_and(|c| c.is_ascii_digit())).then(|| (tex.to_string(), end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displayed_formulas_leave_their_paragraph() {
        let parts =
            at_displays(vec![Inline::text("It is $$a = b$$, where"), Inline::LineBreak, Inline::text(" \\[c\\] ")]);
        let math = |tex: &str| Part::Displayed(Math { tex: Some(tex.into()), mathml: None });
        let [Part::Words(before), one, Part::Words(between), two] = &parts[..] else { panic!("{parts:?}") };
        assert_eq!((one, two), (&math("a = b,"), &math("c")));
        assert_eq!((before, between), (&vec![Inline::text("It is ")], &vec![Inline::text(" where")]));
        let parts = at_displays(vec![Inline::text("Then \\begin{align} a &= b \\end{align} holds.")]);
        assert!(
            matches!(&parts[..], [Part::Words(_), one, Part::Words(_)] if *one == math("\\begin{align} a &= b \\end{align}"))
        );
        let plain = vec![Inline::text("Costs $5 and $$ 6.")];
        assert_eq!(at_displays(plain.clone()), [Part::Words(plain)]);
    }

    #[test]
    fn programs_and_services_keep_the_tex_of_what_they_draw() {
        let found = |html: &str| {
            let dom = Dom::fragment(html);
            let at = |id| math_at(&dom, id).map(|(math, _)| math).or_else(|| from_picture(&dom, id));
            dom.descendants(Dom::ROOT).find_map(at).and_then(|math| math.tex)
        };
        for (html, tex) in [
            ("<span data-formula='x_1'><embed src=a.svg></span>", "x_1"),
            ("<section data-formula='E_1 = x'><svg></svg></section>", "E_1 = x"),
            ("<div data-math='\\sum_i x_i'>∑ x</div>", "\\sum_i x_i"),
            ("<span data-expr='b_2'></span>", "b_2"),
            ("<mjx-container><svg><g data-latex='y^3'></g></svg></mjx-container>", "y^3"),
            ("<img src='https://www.zhihu.com/equation?tex=a%5E2%2Bb' alt=a>", "a^2+b"),
            ("<img src='https://i.upmath.me/svg/%5Cpi%20r%5E2' alt=a>", "\\pi r^2"),
            (
                "<img src='https://latex.codecogs.com/gif.latex?\\dpi{150}&amp;space;\\bg_white&amp;space;\\large&amp;space;x^2'>",
                "x^2",
            ),
        ] {
            assert_eq!(found(html).as_deref(), Some(tex), "{html}");
        }
        let prose = "The keeper rowed out at noon and found nobody there. ".repeat(3);
        for html in ["<div data-math='on'>a</div>".to_string(), format!("<div data-tex='a=b'>{prose}</div>")] {
            assert_eq!(found(&html), None, "{html}");
        }
    }
}

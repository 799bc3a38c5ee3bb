//! Repairs a page before it is read: it does the work of scripts, and undoes some of it.
//!
//! A saved page is a snapshot. Pictures wait in `<noscript>` for a script that never ran; streamed pages keep their
//! text in hidden boxes next to its place; MathJax shows a formula three times.

pub(crate) mod annotated_lines;
pub(crate) mod backgrounds;
pub(crate) mod book_bars;
pub(crate) mod books;
pub(crate) mod captions;
pub(crate) mod drawings;
pub(crate) mod equation_tables;
pub(crate) mod framed_callouts;
pub(crate) mod icons;
pub(crate) mod kept_breaks;
pub(crate) mod kickers;
pub(crate) mod latexml;
pub(crate) mod numbered_boxes;
pub(crate) mod office;
pub(crate) mod old_pages;
pub(crate) mod quantities;
pub(crate) mod role_tables;
pub(crate) mod rows_of_boxes;
pub(crate) mod shortcodes;
pub(crate) mod slides;
pub(crate) mod spoken_words;
pub(crate) mod tabs;
pub(crate) mod title_boxes;
pub(crate) mod toggles;
pub(crate) mod verse_lines;
pub(crate) mod word_lists;

use crate::context::Reading;
use crate::front::html::dom::urls;
use crate::front::html::dom::{Dom, Id};
use crate::front::mojibake;
use crate::front::removal::Step;

/// The attribute of a turn in a conversation with a model: who speaks.
pub(crate) const SPEAKER: &str = "data-message-author-role";

/// A step that repairs a page.
pub(super) type Normalization = Step<fn(&mut Dom)>;

const fn step(
    id: &'static str,
    about: &'static str,
    apply: fn(&mut Dom),
    examples: &'static [(&'static str, &'static str)],
) -> Normalization {
    Step { id, about, examples, apply }
}

/// All steps, in their order.
pub(super) const NORMALIZE: &[Normalization] = &[
    step(
        "square-brackets",
        "Replaces the shortcodes and BBCode that a site left in its text by what they stand for.",
        shortcodes::replace,
        &[
            ("<p>[vc_row]</p><p>The jib.</p><p>[/vc_row]</p>", "The jib."),
            ("<p>The [b]jib[/b] [sic] and [b].</p>", "The jib [sic] and [b]."),
            ("<p>[quote=\"ada, post:2\"]<br>The jib.<br>[/quote]</p>", "The jib. ada"),
            ("<p>[caption width=”6″]<img src=a.jpg> The jib.[/caption]</p>", "The jib."),
            ("<p>[gallery ids=&#8221;1,2&#8243;]</p><p>Jib.</p><pre>[b]x[/b]</pre>", "Jib. [b]x[/b]"),
        ],
    ),
    step("named-anchors", "Lets links lead to `<a name>` as to any id.", know_named_anchors, &[]),
    step(
        "streamed-parts",
        "Puts parts that a page streams after itself where a script would put them.",
        place_streamed_parts,
        &[("<div><template id=B:0></template><p>Loading</p></div><div hidden id=S:0><p>Sails.</p></div>", "Sails.")],
    ),
    step(
        "boxless-elements",
        "Takes away the boxes that a style says have no box, such as those around each item of a list.",
        unwrap_boxless,
        &[],
    ),
    step(
        "noscript-pictures",
        "Puts the picture in a noscript in place of the one that waits for a script.",
        unwrap_noscript,
        &[],
    ),
    step(
        "background-pictures",
        "Makes pictures of boxes that say they are pictures and of pictures kept in a style sheet.",
        backgrounds::show,
        &[],
    ),
    step(
        "kickers",
        "Takes the kicker out of the title's heading, if the page's stated titles lack it.",
        kickers::part,
        &[],
    ),
    step(
        "large-type",
        "Makes headings of large type alone in its line, on pages without headings.",
        old_pages::name_headings,
        &[("<center><font size=6><b>Boats</b></font></center><p>The jib.", "Boats The jib.")],
    ),
    step(
        "framing-quotations",
        "Takes away the quotation in which an old page sets its whole text, title included, for the margins.",
        old_pages::unframe,
        &[],
    ),
    step(
        "title-boxes",
        "Makes a heading of the box that a class names the title, on pages without a heading of the first rank.",
        title_boxes::make_heading,
        &[],
    ),
    step(
        "second-links",
        "Drops a button that leads to the same file as the link before it.",
        drop_second_links,
        &[(
            "<div class=wp-block-file><a href=a.pdf>The chart</a><a href=a.pdf class=wp-block-file__button download>Download</a></div>",
            "The chart",
        )],
    ),
    step(
        "signs-of-boxes",
        "Makes boxes of tasks of the signs ☐ and ☑ before the items of a list.",
        box_tasks,
        &[("<ul><li><span>☑</span><span>Jib</span></li><li>☐ Sheet</li></ul>", "Jib Sheet")],
    ),
    step(
        "spoken-words",
        "Shows words for screen readers that nothing visible says: a sign between two figures, the words of a cell, a term or a \
         link in a sentence.",
        spoken_words::show,
        &[
            ("<p>4<span class=sr-only>/</span><span>3</span> of it</p>", "4/3 of it"),
            ("<table><tr><td>Wood<td><i class=tick></i><span class=sr-only>Yes</span></table>", "Wood Yes"),
            ("<table><tr><td>Wood<td><i class=tick aria-label=Yes></i></table>", "Wood Yes"),
            ("<dl><dt class=sr-only>Height<dd>4 m</dl>", "Height 4 m"),
            (
                "<p>See <a href=/map><i></i><span class=sr-only>the map</span></a>, it says.</p>",
                "See the map, it says.",
            ),
        ],
    ),
    step("drawings", "Turns drawings of the page itself (svg) into pictures.", drawings::draw, &[]),
    step(
        "caption-sentences",
        "Sets a space between the parts of a caption that only a style sheet parts.",
        captions::part_sentences,
        &[("<figcaption><span>The mole.</span><span>Photo: Ada</span></figcaption>", "The mole. Photo: Ada")],
    ),
    step(
        "icon-names",
        "Drops the names of icons that a font draws.",
        icons::drop_names,
        &[(
            "<p>The <i class=material-icons>Jib</i>, <i class=material-icons>close</i><i>sheet</i>.</p>",
            "The Jib, sheet.",
        )],
    ),
    step("box-captions", "Joins a picture and the caption in a box of its own below it.", captions::join, &[]),
    step(
        "framed-callouts",
        "Takes callouts out of the tables that set an icon beside them.",
        framed_callouts::unframe,
        &[(
            "<div class=tip><table><tr><td rowspan=2><img src=tip.png></td><th>Tip</th></tr><tr><td><p>Reef early.</p></td></tr></table></div>",
            "Reef early.",
        )],
    ),
    step(
        "equation-tables",
        "Takes the picture of a formula and its number out of a table.",
        equation_tables::take_out,
        &[],
    ),
    step(
        "formula-copies",
        "Drops what MathJax shows beside the formula itself.",
        drop_formula_copies,
        &[(
            "<p>So <span class=MathJax_Preview>x2</span><script type=math/tex>x^2</script> grows.</p>",
            "So x^2 grows.",
        )],
    ),
    step(
        "permalinks",
        "Drops the signs beside headings that lead to the headings themselves.",
        drop_permalinks,
        &[("<p>Jib<a class=headerlink href='#jib'>¶</a></p>", "Jib")],
    ),
    step(
        "tabs",
        "Shows all panels of tabs, each below its label.",
        tabs::open,
        &[
            (
                "<div><div role=tablist><button role=tab>North</button><button role=tab>South</button></div><div role=tabpanel><p>Ice.</p></div><div role=tabpanel hidden><p>Sun.</p></div></div>",
                "North Ice. South Sun.",
            ),
            (
                "<div role=tablist><h3 role=tab>North</h3><div role=tabpanel hidden><p>Ice.</p></div></div>",
                "North Ice.",
            ),
        ],
    ),
    step(
        "toggles",
        "Shows what the toggles of a list open, each below its words.",
        toggles::open,
        &[
            (
                "<div><div class=q><button>Is it wet?</button><div hidden><p>Only at high tide in spring.</p></div></div>\
                 <div class=q><button>Is it deep?</button><div hidden><p>Nobody has been to the bottom.</p></div></div></div>",
                "Is it wet? Only at high tide in spring. Is it deep? Nobody has been to the bottom.",
            ),
            (
                "<h3><button aria-expanded=false aria-controls=p>Is it wet?<span>+</span></button></h3><div id=p hidden>Yes.</div>",
                "Is it wet? Yes.",
            ),
            (
                "<h3>Is it wet?</h3><div style='display: none'>Yes.</div><h3>Is it deep?</h3><div style='display: none'>No.</div>",
                "Is it wet? Yes. Is it deep? No.",
            ),
            (
                "<div class=et_toggle><h5>Is it wet?</h5><div style='display: none'>Yes, it is.</div></div>",
                "Is it wet? Yes, it is.",
            ),
            (
                "<div class=w-dropdown><div role=button>Is it wet?</div><nav><p>Only in spring.</p></nav></div>",
                "Is it wet? Only in spring.",
            ),
            (
                "<div class=spoiler><input type=button value=Show><div style='display: none'>The clerk had the only key.</div></div>",
                "The clerk had the only key.",
            ),
            (
                "<p>It was he.</p><div style='display: none'>The clerk had the only key.</div><a href='#'>Read more</a>",
                "It was he. The clerk had the only key.",
            ),
        ],
    ),
    step(
        "slides",
        "Shows every slide of a row once, of which a page shows one at a time.",
        slides::show,
        &[
            (
                "<div><div class='slide cloned' aria-hidden=true><img src=b.jpg>South.</div><div class=slide><img src=a.jpg>North.</div>\
                 <div class=slide aria-hidden=true><img src=b.jpg>South.</div></div>",
                "North. South.",
            ),
            (
                "<div><figure><img src=a.jpg><figcaption>North.</figcaption></figure><figure style='display:none'><img src=b.jpg>\
                 <figcaption>South.</figcaption></figure></div>",
                "North. South.",
            ),
        ],
    ),
    step(
        "speakers",
        "Names who speaks in a conversation with a model.",
        name_speakers,
        &[("<div data-message-author-role=user><p>Why sails?</p></div>", "You Why sails?")],
    ),
    step(
        "annotated-lines",
        "Takes links off groups of lines in lyrics and poems: they lead to notes about the lines.",
        annotated_lines::unlink,
        &[(
            "<p>[Verse]<br><a href=/1/n>The tide is out,<br>the boats lie still.</a><br><a href=/2/n>Nobody calls,<br>and nobody will.</a></p>",
            "[Verse]The tide is out,the boats lie still.Nobody calls,and nobody will.",
        )],
    ),
    step(
        "instagram",
        "Makes one link of a post that only a script would show.",
        link_posts,
        &[(
            "<blockquote class=instagram-media data-instgrm-permalink='https://i.example/p/1'><p>View this</p><a href='https://i.example/p/1'>A post shared by Ada</a></blockquote>",
            "A post shared by Ada",
        )],
    ),
    step(
        "word-lists",
        "Makes lists of the paragraphs that Word writes for items.",
        word_lists::mend,
        &[("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>o </span>Jib</p>", "Jib")],
    ),
    step(
        "office-styles",
        "Gives what Word and Google Docs export its titles, bold words, nested lists and addresses again.",
        office::mend,
        &[],
    ),
    step(
        "page-numbers",
        "Takes the numbers of a printed book's pages out of the sentences.",
        books::drop_page_numbers,
        &[
            ("<p>The jib is <span class=pagenum>[Pg 11]</span>set.</p>", "The jib is set."),
            ("<p>The jib is <a role=doc-pagebreak id=p12>12</a>set.</p>", "The jib is set."),
            ("<p>It has <span class=number>12</span> ropes.</p>", "It has 12 ropes."),
            (
                "<p>The sign <span class=pagenum>that counts pages</span> stays.</p>",
                "The sign that counts pages stays.",
            ),
        ],
    ),
    step(
        "book-bars",
        "Drops the bars of links that calibre sets around the articles of a newspaper.",
        book_bars::drop,
        &[],
    ),
    step(
        "fractions",
        "Sets fractions that are made of a raised and a lowered number as characters.",
        quantities::join_fractions,
        &[("<p>1 <sup>1</sup>⁄<sub>2</sub> cups</p>", "1 ½ cups")],
    ),
    step(
        "amounts",
        "Puts the amount at the head of a short item on one line with what it measures.",
        quantities::set_in_line,
        &[("<ul><li><span>2 tbsp</span><span>oil</span></ul>", "2 tbsp oil")],
    ),
    step(
        "verse-lines",
        "Breaks the lines of poems that only a style sheet breaks.",
        verse_lines::set,
        &[(
            "<div class=poem><span class=line>The tide is out,</span><span class=line>the boats lie still.</span></div>",
            "The tide is out,the boats lie still.",
        )],
    ),
    step(
        "kept-breaks",
        "Breaks lines where a style keeps the line ends of the source.",
        kept_breaks::set,
        &[("<p style='white-space: pre-line'>The jib,\nthe sheet.</p>", "The jib,the sheet.")],
    ),
    step(
        "role-tables",
        "Makes tables of boxes that have the roles of a table.",
        role_tables::name,
        &[(
            "<div role=table><div role=row><span role=columnheader>Year</span><span role=columnheader>Cost</span></div><div role=row><span role=cell>1871</span><span role=cell>40</span></div></div>",
            "Year Cost 1871 40",
        )],
    ),
    step(
        "rows-of-boxes",
        "Sets a space between boxes of a row that only a style sheet parts.",
        rows_of_boxes::part,
        &[("<div><span class=time>00:01:23</span><span class=who>Anna</span></div>", "00:01:23 Anna")],
    ),
    step(
        "numbered-boxes",
        "Makes lists of paragraphs with their numbers in boxes of their own.",
        numbered_boxes::list,
        &[
            (
                "<div><div><span>1.</span><p>The jib.</p></div><div><span>2.</span><p>The sheet.</p></div></div>",
                "The jib. The sheet.",
            ),
            ("<div><span>7.</span><p>The jib.</p></div>", "7. The jib."),
        ],
    ),
    step("latexml", "Turns what LaTeXML wrote into plain HTML.", latexml::mend, &[]),
];

/// Repairs the page in place.
pub(super) fn normalize(dom: &mut Dom, reading: &Reading) {
    NORMALIZE.iter().filter(|step| reading.uses(step.id)).for_each(|step| (step.apply)(dom));
}

/// Decodes text again that was UTF-8 and was read as Windows-1252 before it was saved; true if there was any.
pub(super) fn ungarble(dom: &mut Dom) -> bool {
    let suspects: Vec<Id> = dom
        .descendants(Dom::ROOT)
        .filter(|d| {
            dom.text(*d).is_some_and(|t| !t.is_ascii() && t.contains(['Ã', 'Â', 'â', 'Å'])) && !is_code(dom, *d)
        })
        .collect();
    let together: String = suspects.iter().filter_map(|d| dom.text(*d)).collect();
    if !mojibake::is_garbled(&together) {
        return false;
    }
    for id in suspects {
        let meant = mojibake::repair(dom.text(id).unwrap_or(""));
        dom.set_text(id, meant);
    }
    true
}

/// Puts what is in such a box in its place. One that links may lead to stays.
fn unwrap_boxless(dom: &mut Dom) {
    let is_boxless = |id: Id| {
        let style = dom.attr(id, "style").map(|style| style.to_ascii_lowercase().replace(' ', ""));
        matches!(dom.tag(id), "div" | "span")
            && dom.attr(id, "id").is_none()
            && style.is_some_and(|style| style.contains("display:contents"))
    };
    let boxes: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| is_boxless(*d)).collect();
    for found in boxes {
        let children: Vec<Id> = dom.children(found).collect();
        for child in children {
            dom.remove(child);
            dom.insert_before(found, child);
        }
        dom.remove(found);
    }
}

fn is_code(dom: &Dom, text: Id) -> bool {
    dom.ancestors(text).take(6).any(|a| matches!(dom.tag(a), "script" | "style" | "pre" | "code"))
}

/// A script shows a post of Instagram; without it there are three paragraphs of apology. A link takes their place.
fn link_posts(dom: &mut Dom) {
    let posts: Vec<Id> = dom
        .descendants(Dom::ROOT)
        .filter(|d| dom.tag(*d) == "blockquote" && dom.has_class(*d, "instagram-media"))
        .collect();
    for post in posts {
        let links = || dom.descendants(post).filter(|d| dom.tag(*d) == "a" && dom.has_words(*d));
        let Some(last) = links().last() else { continue };
        let address = dom.value(post, "data-instgrm-permalink").or_else(|| dom.value(last, "href")).map(String::from);
        let (Some(address), words) = (address, dom.words_of(last)) else { continue };
        let (line, link) = (dom.new_element("p"), dom.new_element("a"));
        let text = dom.new_text(&words);
        dom.set_attr(link, "href", &address);
        dom.append(link, text);
        dom.append(line, link);
        let children: Vec<Id> = dom.children(post).collect();
        children.into_iter().for_each(|child| dom.remove(child));
        dom.append(post, line);
    }
}

/// Conversations with a model name the speaker in an attribute, or in a heading for screen readers only.
fn name_speakers(dom: &mut Dom) {
    let turns: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| dom.attr(*d, SPEAKER).is_some()).collect();
    for turn in turns {
        let heard = dom.ancestors(turn).take(6).find_map(|a| {
            let first = dom.elements(a).next()?;
            let heading = dom.is_subheading(first) && dom.has_class(first, "sr-only");
            heading.then(|| dom.words_of(first).trim_end_matches(':').to_string())
        });
        let role = dom.attr(turn, SPEAKER).unwrap_or_default();
        let role = match role {
            "user" => "You",
            "assistant" => "Assistant",
            _ => continue,
        };
        let label = heard.unwrap_or_else(|| role.to_string());
        let (line, strong) = (dom.new_element("p"), dom.new_element("strong"));
        let text = dom.new_text(&label);
        dom.append(strong, text);
        dom.append(line, strong);
        match dom.first(turn) {
            Some(first) => dom.insert_before(first, line),
            None => dom.append(turn, line),
        }
    }
}

/// The classes of links to their own place: Sphinx, Docusaurus, VitePress, rustdoc, Texinfo.
const PERMALINKS: &[&str] = &[
    "rev-xref-ref", "headerlink", "hash-link", "header-anchor", "heading-anchor", "copiable-link", "copiable-anchor",
    "doc-anchor",
];

/// `¶` after a term or heading leads to the place itself: paper has no use for it.
fn drop_permalinks(dom: &mut Dom) {
    let links: Vec<Id> = dom
        .descendants(Dom::ROOT)
        .filter(|d| dom.tag(*d) == "a")
        .filter(|d| dom.has_any_class(*d, PERMALINKS))
        .filter(|d| !dom.words_of(*d).chars().any(char::is_alphanumeric) && dom.find(*d, "img").is_none())
        .collect();
    // This includes Wikipedia's `[edit]` at every heading.
    let edits: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| dom.has_class(*d, "mw-editsection")).collect();
    for link in links.into_iter().chain(edits) {
        dom.remove(link);
    }
}

/// A button of a file's box beside the link to the file.
fn drop_second_links(dom: &mut Dom) {
    let is_button =
        |id: Id| dom.attr(id, "download").is_some() || dom.classes(id).any(|class| class.contains("button"));
    let same = |id: Id| {
        let before = dom.prev_element(id).filter(|before| dom.tag(*before) == "a" && dom.has_words(*before))?;
        (dom.value(before, "href")? == dom.value(id, "href")?).then_some(before)
    };
    let links: Vec<Id> =
        dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "a" && is_button(*d) && same(*d).is_some()).collect();
    links.into_iter().for_each(|link| dom.remove(link));
}

/// Signs that look like the box of a task, as Google Keep exports them.
fn box_tasks(dom: &mut Dom) {
    let first_text =
        |item: Id| dom.descendants(item).find(|d| dom.text(*d).is_some_and(|text| !text.trim().is_empty()));
    let found: Vec<(Id, Id)> = dom
        .descendants(Dom::ROOT)
        .filter(|d| dom.tag(*d) == "li")
        .filter_map(|item| Some((item, first_text(item)?)))
        .filter(|(_, text)| dom.text(*text).is_some_and(|text| text.trim_start().starts_with(['☐', '☑', '☒'])))
        .collect();
    for (item, text) in found {
        let words = dom.text_of(text);
        let sign = words.trim_start().chars().next().unwrap_or('☐');
        let tick = dom.new_element("input");
        dom.set_attr(tick, "type", "checkbox");
        if sign != '☐' {
            dom.set_attr(tick, "checked", "");
        }
        dom.set_text(text, words.trim_start()[sign.len_utf8()..].trim_start().to_string());
        match dom.first(item) {
            Some(first) => dom.insert_before(first, tick),
            None => dom.append(item, tick),
        }
    }
}

/// Makes `<a name>` a target like any `id`.
fn know_named_anchors(dom: &mut Dom) {
    let anchors: Vec<(String, Id)> = dom
        .descendants(Dom::ROOT)
        .filter(|d| dom.tag(*d) == "a")
        .filter_map(|d| dom.value(d, "name").map(|n| (n.to_string(), d)))
        .collect();
    for (name, id) in anchors {
        dom.know_as(&name, id);
    }
}

/// React streams `<div hidden id="S:0">`, and a script puts it in the place of `<template id="B:0">` (or `P:0`).
fn place_streamed_parts(dom: &mut Dom) {
    let parts: Vec<Id> = dom
        .descendants(Dom::ROOT)
        .filter(|d| dom.attr(*d, "hidden").is_some() && dom.attr(*d, "id").is_some_and(|i| i.starts_with("S:")))
        .collect();
    for part in parts {
        let number = dom.attr(part, "id").and_then(|i| i.strip_prefix("S:")).unwrap_or_default().to_string();
        // A boundary waits under `B:`, a part of a part under `P:`.
        let place = ["B:", "P:"].iter().find_map(|kind| dom.by_id(&format!("{kind}{number}")));
        let Some(place) = place.filter(|p| !dom.within(*p, part)) else { continue };
        let shell = dom.new_element("div");
        let children: Vec<Id> = dom.children(part).collect();
        dom.remove(part);
        for child in children {
            dom.remove(child);
            dom.append(shell, child);
        }
        // The element at that place was only a placeholder while the page loaded.
        let waiting: Vec<Id> =
            std::iter::successors(dom.next_element(place), |n| dom.next_element(*n)).take(1).collect();
        dom.replace(place, shell);
        for id in waiting {
            let words = dom.words_of(id);
            let loading = words.len() < 40 && words.get(..7).is_some_and(|w| w.eq_ignore_ascii_case("loading"));
            if words.is_empty() || loading {
                dom.remove(id);
            }
        }
    }
}

/// A `<noscript>` with a picture, and at most its caption, replaces the element before it that waits for a script;
/// other `<noscript>`s are for other readers.
fn unwrap_noscript(dom: &mut Dom) {
    let list: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "noscript").collect();
    for noscript in list {
        // Some programs that save pages write the elements in it as text.
        if let Some(text) =
            dom.first(noscript).filter(|id| dom.text(*id).is_some_and(|text| text.trim().starts_with('<')))
        {
            let words = Dom::fragment(&dom.text_of(text)).words_of(Dom::ROOT);
            dom.set_text(text, words);
        }
        let images: Vec<Id> = dom.descendants(noscript).filter(|d| dom.tag(*d) == "img").collect();
        let in_head = dom.ancestors(noscript).any(|a| dom.tag(a) == "head");
        let only_pictures = !images.is_empty() && has_only_captions(dom, noscript) && !in_head;
        let counter = images.iter().all(|i| is_counter(dom, *i));
        if !only_pictures || counter {
            // Text for readers without scripts is for us.
            match !in_head && dom.words_of(noscript).len() > 400 {
                true => dom.rename(noscript, "div"),
                false => dom.remove(noscript),
            }
            continue;
        }
        for waiting in placeholders_near(dom, noscript, images.first().copied()) {
            dom.remove(waiting);
        }
        dom.rename(noscript, if dom.find(noscript, "figure").is_some() { "div" } else { "span" });
    }
}

/// True if the words of a `<noscript>`, if any, are captions of figures.
fn has_only_captions(dom: &Dom, noscript: Id) -> bool {
    let words = dom.descendants(noscript).filter(|d| dom.text(*d).is_some_and(|text| !text.trim().is_empty()));
    words.into_iter().all(|text| dom.ancestors(text).take(12).any(|a| dom.tag(a) == "figcaption"))
}

fn is_counter(dom: &Dom, img: Id) -> bool {
    let side = |n: &str| dom.attr(img, n).and_then(|v| v.trim().parse::<f32>().ok());
    let src = dom.attr(img, "src").unwrap_or("");
    side("width").is_some_and(|w| w <= 2.0)
        || side("height").is_some_and(|h| h <= 2.0)
        || src.contains("facebook.com/tr")
        || urls::is_advertising(src)
        || dom.attr(img, "style").is_some_and(|s| s.replace(' ', "").contains("display:none"))
}

/// The placeholders near a `<noscript>`: a picture just before or after it, or alone in a box there, and the pictures
/// before that with the size of the full picture, which are small previews of it.
fn placeholders_near(dom: &Dom, noscript: Id, full: Option<Id>) -> Vec<Id> {
    let picture_in = |id: Id| -> bool {
        let is_img = |d: Id| matches!(dom.tag(d), "img" | "picture");
        is_img(id) || !dom.has_words(id) && dom.descendants(id).filter(|d| dom.tag(*d) == "img").count() == 1
    };
    let side = |id: Id, name: &str| dom.value(id, name).map(String::from);
    let sides = |id: Id| Some((side(id, "width")?, side(id, "height")?));
    let near = [dom.prev_element(noscript), dom.next_element(noscript)];
    let Some(first) = near.into_iter().flatten().find(|id| picture_in(*id)) else { return Vec::new() };
    let preview = |id: &Id| dom.tag(*id) == "img" && sides(*id).is_some() && sides(*id) == full.and_then(sides);
    let before = std::iter::successors(dom.prev_element(first), |id| dom.prev_element(*id)).take_while(preview);
    std::iter::once(first).chain(before).collect()
}

/// MathJax keeps the TeX in a script and shows the formula next to it: the shown copy is removed. So are previews and
/// spoken copies.
fn drop_formula_copies(dom: &mut Dom) {
    let mut copies = Vec::new();
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.is_element(*d)) {
        let shown = dom.classes(id).any(|c| {
            matches!(
                c,
                "MathJax"
                    | "MathJax_Display"
                    | "MathJax_SVG"
                    | "MathJax_SVG_Display"
                    | "MathJax_CHTML"
                    | "MJXc-display"
                    | "mjx-chtml"
            )
        });
        let preview = dom.has_any_class(id, &["MathJax_Preview", "MJX_Assistive_MathML_hidden"]);
        let script_after = std::iter::successors(dom.next_element(id), |n| dom.next_element(*n))
            .take(2)
            .any(|n| dom.tag(n) == "script" && dom.attr(n, "type").is_some_and(|t| t.starts_with("math/tex")));
        if (shown && script_after) || preview {
            copies.push(id);
        }
    }
    for id in copies {
        dom.remove(id);
    }
}

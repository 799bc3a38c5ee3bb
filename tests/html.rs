//! The promises of the HTML, mail and EPUB front ends, on small pages written here and on hostile ones. Families of
//! mark-up are in `tests/golden/html`.
#![allow(clippy::disallowed_methods, reason = "tests read goldens")]

#[path = "support/golden.rs"]
mod golden;

use std::io::Write;

use offprint::context::Context;
use offprint::doc::{Document, dump};
use offprint::front::{self, html};
use offprint::source::Source;
use proptest::prelude::*;

fn page(html: &str) -> Document {
    html::page(html, &mut Context::default())
}

/// A page around some content, with prose enough to be an article.
fn around(content: &str) -> String {
    let prose =
        "The harbour lay quiet that morning, and nobody on the quay expected that a ship would come in before noon. ";
    format!(
        "<!doctype html><html lang=en><head><title>Harbour notes - The Wave</title><meta property=og:site_name content='The Wave'></head>\
         <body><nav><a href=/>Home</a> <a href=/news>News</a></nav><article><h1>Harbour notes</h1><p>{}</p>{content}<p>{}</p></article>\
         <footer>All rights kept</footer></body></html>",
        prose.repeat(3),
        prose.repeat(3)
    )
}

/// Prism and rustdoc use the class `number` for a number of the code, others for the numbers of its lines.
#[test]
fn no_highlighter_loses_a_token() {
    const KINDS: &str = "keyword comment prolog doctype cdata punctuation namespace property tag boolean number \
        constant symbol deleted selector attr-name string char builtin inserted operator entity url atrule attr-value \
        function class-name regex important variable title section meta params subst literal quote emphasis addition \
        kw doccomment macro attr lifetime self ident k mi mf s1 nb gp go output prompt";
    for kind in KINDS.split_whitespace() {
        let code = format!(
            "<pre><code class=language-js>a[<span class='token {kind}'>7</span>] = <span class={kind}>8</span>;\n\
             <span class='token {kind}'>9</span> + <span class='hljs-{kind}'>x</span></code></pre>"
        );
        let tree = dump::dump(&page(&around(&code)));
        assert!(tree.contains("a[7] = 8;") && tree.contains("9 + x"), "{kind}: {tree}");
    }
}

#[test]
fn places_where_a_word_may_be_divided_stay() {
    let tree = dump::dump(&page(&around("<p>A Donau<wbr>dampf&shy;schiff, and <wbr>nothing more.</p>")));
    let stays = format!("{:?}", "A Donau\u{200b}dampf\u{ad}schiff, and nothing more.");
    assert!(tree.contains(stays.trim_matches('"')), "{tree}");
}

#[test]
fn what_pages_say_of_themselves_is_read() {
    let html = r##"<html><head><title>Old boats | The Wave</title><link rel=canonical href="https://wave.example/boats">
      <script type="application/ld+json">{"@graph":[{"@type":"Organization","@id":"#o","name":"The Wave"},
      {"@type":"NewsArticle","headline":"Old boats","author":[{"name":"Ada Lovelace"},{"name":"Max Born"}],"datePublished":"2024-05-31T23:30:00-05:00","publisher":{"@id":"#o"}}]}</script></head>
      <body><h1>Old boats</h1><p>They lie in the mud until somebody comes and looks at them for a while, and then they lie there still.</p></body></html>"##;
    let meta = page(html).meta;
    assert_eq!(offprint::doc::plain_text(&meta.title), "Old boats");
    assert_eq!(meta.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["Ada Lovelace", "Max Born"]);
    assert_eq!(meta.published.unwrap().to_string(), "2024-05-31");
    assert_eq!((meta.site.as_deref(), meta.source.as_deref()), (Some("The Wave"), Some("https://wave.example/boats")));
}

#[test]
fn navigation_and_forms_stay_out_and_short_pages_are_not_empty() {
    let tree = dump::dump(&page(&around("")));
    assert!(!tree.contains("Home") && !tree.contains("rights kept"), "{tree}");
    assert!(dump::dump(&page("<p>Hi.</p>")).contains("Hi."));
    assert!(dump::dump(&page("just words")).contains("just words"));
}

/// The remarks on a page: code, line in the source, message.
fn remarks(html: &str) -> Vec<(&'static str, usize, String)> {
    let mut cx = Context::default();
    html::page(html, &mut cx);
    let line = |d: &offprint::diag::Diagnostic| d.span.map_or(0, |s| html[..s.range().start].matches('\n').count() + 1);
    cx.diags.iter().map(|d| (d.code.name(), line(d), d.message.clone())).collect()
}

#[test]
fn whatever_is_left_out_is_told_with_its_cause_words_and_line() {
    let page = around(
        "\n<div class=share-bar><a href=/f>Tell a friend</a></div>\n<div class=cookie-notice>We use cookies on the quay.</div>\n\
         <div class=newsletter-box>Letters &amp; news</div>\n<h2>Winds</h2>",
    );
    let said = remarks(&page);
    let has = |code: &str, line: usize, words: &str| {
        assert!(said.iter().any(|(c, l, m)| *c == code && *l == line && m.contains(words)), "{code}: {said:#?}");
    };
    has("page-navigation", 1, "“Home News”");
    has("page-sharing", 2, "(3 words, rule not-kept): “Tell a friend”");
    has("page-cookies", 3, "We use cookies");
    has("page-newsletter", 4, "Letters & news");
    has("page-frame", 5, "All rights kept");
    has("page-furniture", 0, "6 of cookie notices");
    assert!(!said.iter().any(|(_, _, m)| m.contains("Harbour")), "the title is above the article: {said:#?}");
}

#[test]
fn what_asks_the_reader_for_something_is_no_text() {
    let tree = dump::dump(&page(&around(
        "<div><p>The best of the coast in your inbox every week.</p><form><input type=email name=e></form><p>By signing up you agree to our terms.</p></div>\
         <p><a class='btn btn-primary' href=/shop>Shop all lamps</a></p><p><a class=button href=/map.pdf>Shop map</a></p>\
         <p><a class=button href=/cam>Harbour camera</a></p><div class=skip-item><p>An animation's name is no name for a link.</p></div><a class=skip-link href='#c'>Over the menu</a>",
    )));
    for gone in ["inbox", "signing up", "Shop all", "Over the menu"] {
        assert!(!tree.contains(gone), "{gone} is in:\n{tree}");
    }
    for kept in ["Shop map", "Harbour camera", "animation"] {
        assert!(tree.contains(kept), "{kept} is not in:\n{tree}");
    }
}

/// Running text, long enough to be an article's.
fn prose() -> String {
    let line = |n: usize| {
        format!("<p>On the quay they counted {n} boats that morning, and nobody thought that one more would come.</p>")
    };
    (1..20).map(line).collect()
}

#[test]
fn the_picture_above_the_article_is_its_first_block() {
    let head = "<head><title>Storm</title><meta property='og:image' content='https://e.org/i/storm-front-1200x630.jpg'></head>";
    let lead = "<div class=top><img src='/logo.png'><figure><img src='/i/storm-front.jpg' alt=Waves><figcaption>Waves.</figcaption></figure></div>";
    let whole = |lead: &str, text: &str| {
        dump::dump(&page(&format!("<html>{head}<body><h1>Storm</h1>{lead}<div class=text>{text}</div></body></html>")))
    };
    let tree = whole(lead, &prose());
    assert!(tree.contains("storm-front.jpg") && tree.contains("Waves.") && !tree.contains("logo"), "{tree}");
    assert!(tree.find("storm-front.jpg") < tree.find("On the quay"), "{tree}");
    // An article that already has the picture does not get it twice, at any size.
    let held = whole(lead, &format!("{}<p><img src='/i/storm-front-600x400.jpg'></p>", prose()));
    assert_eq!(held.matches("storm-front").count(), 1, "{held}");
    // A picture that no statement names stays out.
    let other = whole("<div class=top><img src='/i/advert.jpg'></div>", &prose());
    assert!(!other.contains("advert"), "{other}");
}

#[test]
fn a_line_that_says_who_made_a_picture_is_its_credit() {
    let tree = dump::dump(&page(&around(
        "<p><img src=/mole.jpg></p><p>Ada Marsh/Getty Images</p><p><img src=/pier.jpg></p><p>The pier was built in 1802.</p>",
    )));
    let credit = tree.split("credit").nth(1).unwrap_or("");
    assert!(credit.trim_start().starts_with("\"Ada Marsh/Getty Images\""), "{tree}");
    assert_eq!(tree.matches("credit").count(), 1, "{tree}");
}

#[test]
fn late_pictures_are_found_and_small_portraits_are_not() {
    let tree = dump::dump(&page(&around(
        "<p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==' nitro-lazy-src='/quay.jpg'></p>\
         <p><img class=lazy spare-srcset='/mole-300.jpg 300w, /mole-900.jpg 900w'></p>\
         <button><img src='/chart.png' width=800></button><button><img src='/zoom.svg'></button>\
         <p><a href='/big/pier-of-stone.jpg'><img src='/big/pier-of-stone-640x480.jpg'></a> <img src='/big/pier-of-stone.jpg'></p>\
         <p><img class=avatar src='/ada.jpg' width=96 height=96></p>\
         <p><a href='https://www.linkedin.com/in/ada'><img src='/in.png' alt='LinkedIn logo'></a></p>",
    )));
    for kept in ["/quay.jpg", "/mole-900.jpg", "/chart.png", "pier-of-stone-640x480.jpg"] {
        assert!(tree.contains(kept), "{kept} is not in:\n{tree}");
    }
    for gone in ["zoom.svg", "\"/big/pier-of-stone.jpg\"", "ada.jpg", "in.png"] {
        assert!(!tree.contains(gone), "{gone} is in:\n{tree}");
    }
}

#[test]
fn what_stands_between_title_and_text_belongs_to_it() {
    let opening = "A gale had blown for three days along the whole coast, and the boats that were out had not been heard of since.";
    let whole = |intro: &str| {
        let html = format!(
            "<html><body><header class=hero><h1>Storm</h1><div><span>12 May 2020</span></div><div>{intro}</div></header>\
             <main><div class=text>{}</div></main></body></html>",
            prose()
        );
        page(&html)
    };
    let tree = dump::dump(&whole(&format!("<p>{opening}</p><p>{opening} {opening}</p>")));
    assert_eq!(tree.matches("A gale had blown").count(), 3, "{tree}");
    assert!(!tree.contains("12 May"), "{tree}");
    // One short paragraph states the article's subject.
    let short = whole(&format!("<p>{opening}</p>"));
    assert_eq!(offprint::doc::plain_text(&short.meta.standfirst), opening);
    assert_eq!(dump::dump(&short).matches("A gale had blown").count(), 1);
}

#[test]
fn breaks_part_text_from_text() {
    let buttons = "<div class=share-buttons><button>Share</button></div>";
    let tree = dump::dump(&page(&around(&format!("<hr>{buttons}<hr><p>The gulls knew better than the men.</p>"))));
    assert_eq!(tree.matches("break\n").count(), 1, "{tree}");
    let alone = format!("<html><body><article><hr>{}<hr></article></body></html>", prose());
    assert_eq!(dump::dump(&page(&alone)).matches("break\n").count(), 0);
}

#[test]
fn a_section_of_links_among_sections_of_text_is_kept() {
    let section = |title: &str, body: &str| format!("<div class=sect><h2>{title}</h2><div>{body}</div></div>");
    let links: String =
        (0..12).map(|n| format!("<li><a href='https://e.org/{n}'>Patch {n} of the lamp</a></li>")).collect();
    let sections = [
        section("Tides", &prose()),
        section("Patches", &format!("<p>They were sent for review:</p><ul>{links}</ul>")),
        section("Winds", &prose().replace("boats", "gulls")),
    ];
    let tree =
        dump::dump(&page(&format!("<html><body><h1>Lamp</h1><article>{}</article></body></html>", sections.concat())));
    assert!(tree.contains("Patch 11") && tree.contains("sent for review"), "{tree}");
}

#[test]
fn questions_on_buttons_are_headings_where_an_answer_unfolds() {
    let tree = dump::dump(&page(&around(
        "<h3><button aria-expanded=false aria-controls=a1>When does the ferry leave?</button></h3>\
         <div id=a1><p>At six in the morning, and again when the tide turns.</p></div>\
         <h3><button aria-controls=none>What is not told?</button></h3>",
    )));
    assert!(tree.contains("When does the ferry leave?") && !tree.contains("What is not told?"), "{tree}");
}

#[test]
fn a_button_amid_a_sentence_keeps_its_words() {
    let said = "<p>The ropes, said the rigger <button class=note-launcher>Ada Marsh</button>, are old.</p>\
                <p>Press it. <button>Copy</button></p>";
    let tree = dump::dump(&page(&around(said)));
    assert!(tree.contains("said the rigger Ada Marsh, are old"), "{tree}");
    assert!(!tree.contains("Copy"), "{tree}");
}

#[test]
fn a_page_that_hides_all_its_text_shows_it() {
    let html = format!(
        "<html><body><a href='/'><img src='/logo.svg'></a><div class='overlay' aria-hidden=true><div class=text>{}</div></div>\
         <nav><a href='/a'>About</a></nav></body></html>",
        "<p>We are glad to share what we have been working on over the last months.</p>".repeat(3)
    );
    let tree = dump::dump(&page(&html));
    assert!(tree.contains("We are glad") && !tree.contains("About"), "{tree}");
}

#[test]
fn a_thread_of_letters_keeps_every_letter_once() {
    let letter = |name: &str, day: &str, body: &str| {
        format!(
            "<div class='adn ads'><div class=gE><span class=gD name='{name}'><span>{name}</span></span>\
             <span class=g3 title='May {day}, 2026, 9:15 AM'>May {day}</span></div><div class=a3s>{body}</div></div>"
        )
    };
    let html = format!(
        "<html><head><title>Room</title></head><body><div role=main><h2>Room</h2>{}{}</div></body></html>",
        letter("Ada Marsh", "13", "<div>Which room shall we take?</div>"),
        letter(
            "Teo Marchetti",
            "14",
            "<div>The blue one.</div><div class=gmail_quote><blockquote>Which room shall we take?</blockquote></div>"
        ),
    );
    let document = page(&html);
    let tree = dump::dump(&document);
    assert_eq!(tree.matches("Which room").count(), 1, "{tree}");
    assert!(tree.contains("The blue one.") && tree.contains("Teo Marchetti") && !tree.contains("Comments"), "{tree}");
    assert_eq!(document.meta.authors[0].name, "Ada Marsh");
}

#[test]
fn labels_and_calls_of_the_page_are_no_paragraphs() {
    let tree = dump::dump(&page(&around(
        "<h4>Text Size</h4><ul><li>-</li><li>+</li><li>reset</li></ul><p>Share this article</p><p><a href=/guide>Check out our guide to the harbours of the north</a></p>\
         <p>👉 See more of the <a href=/coast>coast in winter</a></p><p><a href='#top'>Jump to details</a></p>\
         <p>Read our full <a href=/review>review of the lamp</a></p><p>What the keepers wrote:</p><p><a href=/log>See the log of the year</a></p>\
         <blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/x/'><div><a href='#'>View this post on Instagram</a>\
         <p><a href='https://www.instagram.com/p/x/'>A post shared by the keeper (@lamp)</a></p></div></blockquote>",
    )));
    for gone in ["Share this article", "Check out our guide", "View this post", "Jump to", "Size", "reset"] {
        assert!(!tree.contains(gone), "{gone} is in:\n{tree}");
    }
    let heading = dump::dump(&page(&around("<h2>Text size</h2><p>Letters on a chart of the harbour are small.</p>")));
    assert!(heading.contains("Text size"), "a heading over text is the article's:\n{heading}");
    // Calls to read more in the author's own words stay, because removing them harmed more pages than it helped.
    for kept in [
        "coast in winter",
        "review of the lamp",
        "See the log of the year",
        "A post shared by the keeper",
        "https://www.instagram.com/p/x/",
    ] {
        assert!(tree.contains(kept), "{kept} is not in:\n{tree}");
    }
}

#[test]
fn a_copy_of_the_text_is_left_out_and_a_refrain_is_not() {
    let paragraph =
        |n: usize| format!("<p>{}</p>", format!("Boat number {n} left the harbour at first light. ").repeat(6));
    let text: String = (0..4).map(paragraph).collect();
    let twice = format!("<div class=wide>{text}</div><div class=narrow>{text}</div>{}", paragraph(0));
    let tree = dump::dump(&page(&around(&twice)));
    for n in 1..4 {
        assert_eq!(tree.matches(&format!("\"Boat number {n}")).count(), 1, "{tree}");
    }
    assert_eq!(tree.matches("\"Boat number 0").count(), 2, "a paragraph that comes again stays:\n{tree}");
}

#[test]
fn links_and_authors_at_the_end_go_without_a_class_to_tell_them() {
    let tree = dump::dump(&page(&around(
        "<h2>About the author</h2><p>Ada Marsh keeps the light.</p><h2>Winds</h2><p>More in this vein is kept.</p>\
         <p><b>More in Boats:</b></p><ul><li><a href=/a>The old mole at low tide</a></li><li><a href=/b>Lights of the northern coast</a></li></ul>",
    )));
    assert!(
        !tree.contains("keeps the light") && !tree.contains("old mole") && !tree.contains("More in Boats"),
        "{tree}"
    );
    assert!(tree.contains("Winds") && tree.contains("this vein"), "{tree}");
}

#[test]
fn a_blog_drops_its_comments() {
    let blog = around(
        "<div id=comments class=comments><ol><li class=comment><b class=author>Bo</b><div class=comment-body><p>Nice words about ropes.</p></div></li><li class=comment><b class=author>Cid</b><div class=comment-body><p>Indeed so.</p></div></li></ol></div>",
    );
    assert!(!dump::dump(&page(&blog)).contains("Indeed so"));
}

#[test]
fn the_standfirst_is_metadata_and_no_paragraph() {
    let standing = |under: &str, rest: &str| {
        let html = around(rest).replacen("</h1>", &format!("</h1>{under}"), 1);
        page(&html.replacen(
            "<head>",
            "<head><meta name=description content='What the wind does to a harbour in winter.'>",
            1,
        ))
    };
    for under in [
        "<h2 class=article-subtitle>What the wind does to a harbour in winter.</h2>",
        "<div class=post-dek><p>What the wind does to a harbour in winter.</p></div>",
        "<p class=summary>What the wind does to a harbour in winter.</p>",
    ] {
        let document = standing(under, "");
        let tree = dump::dump(&document);
        assert_eq!(
            offprint::doc::plain_text(&document.meta.standfirst),
            "What the wind does to a harbour in winter.",
            "{tree}"
        );
        assert_eq!(document.blocks.len(), 2, "{tree}");
    }
    for (under, rest) in [
        ("<p class=summary>Another thing said in a summary.</p>", ""),
        ("", "<h2 class=subtitle>A part of the text far below.</h2>"),
        ("<div class=subtitle><p>One line of it.</p><p>And then another one.</p></div>", ""),
    ] {
        assert!(standing(under, rest).meta.standfirst.is_empty(), "{under}{rest}");
    }
}

#[test]
fn a_heading_between_the_title_and_the_article_is_the_standfirst() {
    let standing = |under: &str| {
        let prose = "<p>The sea rose for three days, and the boats stayed in; their owners mended nets, as they had done in \
                     every winter that anybody on the quay could remember.</p>";
        let html = format!(
            "<html><head><title>The harbour</title></head><body><div class=deck-list><h1>The harbour</h1>{under}\
             <ul><li>By Ada Marsh</li></ul></div><article>{}</article></body></html>",
            prose.repeat(4)
        );
        offprint::doc::plain_text(&page(&html).meta.standfirst)
    };
    let words = "What the wind does to a harbour in winter";
    for under in ["h2", "h3", "p"].map(|tag| format!("<{tag}>{words}</{tag}>")) {
        assert_eq!(standing(&under), words, "{under}");
    }
    for under in [
        format!("<h2><a href=/b>{words}</a></h2>"),
        format!("<div><h2>{words}</h2><p>And then another one.</p></div>"),
        "<p>Published on 5 March 2024 in the morning</p>".to_owned(),
        "<p>Photo by Bo Lund of the harbour in winter</p>".to_owned(),
        "<h2>Read more</h2>".to_owned(),
    ] {
        assert_eq!(standing(&under), "", "{under}");
    }
}

#[test]
fn an_excerpt_of_the_articles_beginning_is_no_standfirst() {
    let html = "<html><body><h1>The harbour</h1><div class=excerpt-lede>The sea rose for three days. The boats stayed in and \
         their owners [&hellip;]</div><article><p>The sea rose for <i>three</i> days.</p><p>The boats stayed in and their owners \
         mended nets, as they had done in every winter that anybody on the quay could remember.</p></article></body></html>";
    let document = page(html);
    let tree = dump::dump(&document);
    assert!(document.meta.standfirst.is_empty(), "{tree}");
    assert_eq!(tree.matches("The boats stayed in").count(), 1, "{tree}");
}

#[test]
fn the_title_is_the_pages_heading_and_not_the_windows_name() {
    let html = "<html><head><title>Webcams - Harbour Park (Office of Parks)</title><meta property=og:site_name content=Homepage></head>\
         <body><nav><h1><button>Menu</button></h1></nav><main><h1>Webcams</h1><p>Four cameras look at the harbour, and one at \
         the road that leads to it, which is closed in winter more often than it is open.</p></main></body></html>";
    let document = page(html);
    assert_eq!(offprint::doc::plain_text(&document.meta.title), "Webcams");
    assert_eq!(document.meta.site, None, "a name that says nothing is none");
}

#[test]
fn text_garbled_before_it_was_saved_is_turned_back() {
    let tree = dump::dump(&page(&around("<p>Itâ€™s a cafÃ© at the quay.</p><p>\u{200d}</p><pre>Ã©</pre>")));
    assert!(tree.contains("It’s a café at the quay.") && tree.contains("Ã©"), "code stays as it is:\n{tree}");
    assert!(!tree.contains('\u{200d}'), "{tree}");
}

/// A message read by the front end that detection chooses.
fn letter(message: &[u8]) -> (String, Vec<String>) {
    let source = Source::new("letter", message.to_vec());
    let mut cx = Context::default();
    let end = front::detect(&source);
    assert_eq!(end.name(), "mail");
    let tree = dump::dump(&end.parse(&source, &mut cx).unwrap());
    (tree, cx.diags.iter().map(|d| d.message.clone()).collect())
}

#[test]
fn every_part_of_a_letter_is_read_in_its_order() {
    let (tree, said) = letter(
        b"From: Cid <cid@example.org>\r\nSubject: Trip\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=A\r\n\r\n\
        --A\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Before.</p>\r\n\
        --A\r\nContent-Type: image/png; name=quay.png\r\nContent-Disposition: inline; filename=quay.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
        --A\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>After.</p>\r\n\
        --A\r\nContent-Type: image/png; name=hung.png\r\nContent-Disposition: attachment; filename=hung.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
        --A\r\nContent-Type: message/rfc822\r\n\r\nFrom: Zoe <z@example.org>\r\nSubject: Tides\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nThe forwarded words.\r\n\
        --A\r\nContent-Type: application/pdf; name=map.pdf\r\nContent-Disposition: attachment; filename=map.pdf\r\n\r\nx\r\n--A--\r\n",
    );
    let order = ["Before.", "quay.png", "After.", "hung.png", "Tides", "Zoe", "The forwarded words."];
    let places: Vec<_> =
        order.iter().map(|words| tree.find(words).unwrap_or_else(|| panic!("{words}:\n{tree}"))).collect();
    assert!(places.is_sorted(), "{tree}");
    assert!(said.iter().any(|m| m.contains("map.pdf")) && !said.iter().any(|m| m.contains("hung.png")), "{said:?}");
}

#[test]
fn the_heading_of_contents_goes_with_them() {
    let entries: String = ["Rig", "Hull", "Keel"]
        .iter()
        .map(|n| format!("<li><a id='toc-{n}' href='#{n}'>{n} and more</a></li>"))
        .collect();
    let parts: String =
        ["Rig", "Hull", "Keel"].iter().map(|n| format!("<h2 id={n}>{n}</h2><p>It is told here.</p>")).collect();
    let list = format!("<h2>Table of Contents</h2><nav><ul>{entries}</ul></nav>{parts}");
    let tree = dump::dump(&page(&around(&list)));
    assert!(!tree.contains("Contents") && !tree.contains("and more") && tree.contains("\"Keel\""), "{tree}");
}

#[test]
fn buttons_and_advertisers_below_the_article_go() {
    let end = "<ul><li><a href=/p>Print</a></li><li>Email</li><li>Recommend</li><li>Tweet</li></ul>\
               <p><img src='https://adlog.example.com/i/r=1' alt=''></p><h3>Popular this week</h3>";
    let html = around("").replace("</article>", &format!("{end}</article>"));
    let mut cx = Context::default();
    let tree = dump::dump(&html::page(&html, &mut cx));
    for gone in ["Print", "Recommend", "adlog", "Popular this week"] {
        assert!(!tree.contains(gone), "{gone} is in:\n{tree}");
    }
    assert!(cx.diags.count("page-sharing") >= 1 && cx.diags.count("page-advertisement") >= 1);
    let list = "<p>The keeper's ways to tell of a ship:</p><ul><li>Print</li><li>Email</li><li>Tweet</li></ul>";
    assert!(dump::dump(&page(&around(list))).contains("Tweet"), "a list amid the text is the article's");
}

#[test]
fn what_the_head_says_is_taken_as_it_is_meant() {
    let head = "<!--[if IE]><style>@import url(\"http://c.example/ie.css\");</style><![endif]-->\
                <link rel=canonical href='https://www.wave.example/2010/SEA/08/13/harbour.html'>\
                <meta name=description content='Salt &amp;amp; sail, and what the keeper saw.'>";
    let text = "<p class=byline>By Ines Vale, Wave</p><p>The act of the harbour: August 14, 1935</p>\
                <table class=infobox><tr><th>Founded</th><td>28 February 1998</td></tr></table>\
                <p><img src=a.jpg alt='&lt;span&gt;The lamp&lt;/span&gt;'></p><p>\u{3000}\u{3000}An indented line.</p>";
    let document = page(&around(text).replace("<title>", &format!("{head}<title>")));
    let meta = &document.meta;
    assert_eq!(meta.source.as_deref(), Some("https://www.wave.example/2010/SEA/08/13/harbour.html"));
    assert_eq!(meta.description.as_deref(), Some("Salt & sail, and what the keeper saw."));
    assert_eq!(meta.published, offprint::doc::Date::parse_iso("2010-08-13"));
    assert_eq!(meta.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["Ines Vale"]);
    assert!(dump::dump(&document).contains("\"The lamp\""), "{}", dump::dump(&document));
}

#[test]
fn addresses_in_the_text_are_links_and_those_in_code_are_not() {
    let tree = dump::dump(&page(&around(
        "<p>Sails (2016). https://example.org/a_(b). Write to ann@example.org; run <code>curl https://example.org/c</code>.</p>",
    )));
    assert!(tree.contains("https://example.org/a_(b)\"") && tree.contains("mailto:ann@example.org"), "{tree}");
    assert_eq!(tree.matches("link ").count(), 2, "{tree}");
}

/// The drawings of a page as files, and its tree.
fn drawings(content: &str) -> (Vec<String>, String) {
    use base64::Engine;
    let mut document = page(&around(content));
    let tree = dump::dump(&document);
    let mut files = Vec::new();
    offprint::doc::walk::images_mut(&mut document.blocks, &mut |image| {
        let (_, data) = image.url.split_once(";base64,").unwrap();
        let bytes = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
        files.push(String::from_utf8(bytes).unwrap());
    });
    (files, tree)
}

#[test]
fn drawings_in_the_page_are_pictures_and_icons_are_not() {
    let chart = "<figure><svg width=400 height=200 viewBox='0 0 400 200' onload='run()'><script>run()</script><rect width=10 height=80 fill='#cde'/>\
                 <text x=20 y=50>High water</text><a xlink:href='javascript:run()'><path d='M0 0h4'/></a><image href='https://e.example/x.png'/></svg><figcaption>Figure 1. The bay.</figcaption></figure>";
    let icon = "<p>Call us <svg class=i width=16 height=16><path d='M0 0h16v16z'/></svg> or the harbour master of the bay, who knows.</p>\
                <p><svg viewBox='0 0 512 512'><path d='M0 0h16v16z'/></svg> Stay on the quay, said the harbour master of the bay.</p>";
    let (files, tree) = drawings(&format!("{chart}{icon}"));
    assert_eq!(files.len(), 1, "{tree}");
    assert!(
        files[0].starts_with("<svg xmlns=") && files[0].contains(">High water</text>") && files[0].ends_with("</svg>")
    );
    assert!(
        !files[0].contains("run()") && !files[0].contains("onload") && !files[0].contains("e.example"),
        "{}",
        files[0]
    );
    assert!(tree.contains("alt \"High water\"") && tree.contains("Figure 1. The bay."), "{tree}");
}

/// Found by fuzzing: the name's second byte is in the midst of a character.
#[test]
fn attributes_of_drawings_may_have_any_name() {
    let (files, tree) = drawings("<svg width=200 height=100 rÿÿx=1><text>Wave</text></svg>");
    assert_eq!(files.len(), 1, "{tree}");
    assert!(files[0].contains("Wave") && !files[0].contains('ÿ'), "{}", files[0]);
}

/// Mermaid sets its words in HTML; charts leave the look of their lines to the page's style sheet.
#[test]
fn drawings_bring_their_words_and_the_pages_rules() {
    let style = "<style>.line { fill: none }</style>";
    let chart = "<svg viewBox='0 0 300 100' width='100%'><path class=line d='M0 0L9 9'/><g><foreignObject x=10 y=10 width=80 height=20>\
                 <div><span>Cast off &amp; go</span></div></foreignObject></g></svg>";
    let (files, tree) = drawings(&format!("{style}<div>{chart}</div>"));
    assert_eq!(files.len(), 1, "{tree}");
    assert!(
        files[0].contains(".line { fill: none }") && files[0].contains(">Cast off &amp; go</text></g></svg>"),
        "{}",
        files[0]
    );
    assert!(files[0].contains("width=\"300\" height=\"100\""), "{}", files[0]);
}

/// The header has title and author: the first lines of the text belong to it, and must not give way to them.
#[test]
fn a_letter_keeps_the_first_lines_of_its_text() {
    let message = "From: Ada <ada@wave.example>\nTo: x@wave.example\nSubject: Issue 12\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHow the quay was built\n\nBy Bert Hook\n\n\
                   The stones came by sea, and most of them were carried up by hand, since the crane had not been paid for.\n";
    let (tree, _) = letter(message.as_bytes());
    for line in ["Issue 12", "How the quay was built", "By Bert Hook", "The stones came"] {
        assert!(tree.contains(line), "{line}: {tree}");
    }
}

#[test]
fn parts_of_a_letter_that_are_not_read_are_named() {
    let message = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n\
                   See the table.\n--x\nContent-Type: application/x-table\n\n1,2\n--x--\n";
    let (_, remarks) = letter(message.as_bytes());
    assert!(remarks.iter().any(|r| r.contains("application/x-table")), "{remarks:?}");
}

#[test]
fn a_letter_without_a_charset_is_decoded_by_its_bytes() {
    let head = "From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
    let plain =
        [head.as_bytes(), b"Content-Type: text/plain\r\n\r\nIt\x92s a caf\xe9 at the quay, she said.\r\n-- \r\nBo\r\n"]
            .concat();
    let (tree, said) = letter(&plain);
    assert!(tree.contains("It’s a café at the quay") && !tree.contains("Bo"), "{tree}");
    assert!(said.iter().any(|m| m.contains("“Bo”")), "{said:?}");
    let rich = [
        head.as_bytes(),
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<meta charset=3Dwindows-1252><p>Caf=E9 =96 open.</p>",
    ]
    .concat();
    assert!(letter(&rich).0.contains("Café – open."));
}

#[test]
fn books_are_read_in_their_order_with_notes_from_other_files() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let files = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"o/b.opf\"/></rootfiles></container>"),
        (
            "o/b.opf",
            "<package><metadata><dc:title>Tides</dc:title><dc:creator>Ada</dc:creator><dc:language>en</dc:language></metadata><manifest>\
             <item id=\"a\" href=\"one.xhtml\"/><item id=\"n\" href=\"notes.xhtml\"/><item id=\"t\" href=\"nav.xhtml\" properties=\"nav\"/></manifest>\
             <spine><itemref idref=\"t\"/><itemref idref=\"a\"/><itemref idref=\"n\"/></spine></package>",
        ),
        ("o/nav.xhtml", "<html><body><p>Contents</p></body></html>"),
        (
            "o/one.xhtml",
            "<html><head><title/></head><body><h1>One</h1><p>Text<a id=\"r1\" href=\"notes.xhtml#n1\"><sup>1</sup></a> goes on.</p></body></html>",
        ),
        (
            "o/notes.xhtml",
            "<html><body><aside id=\"n1\" epub:type=\"footnote\"><p>1. A note elsewhere. <a href=\"one.xhtml#r1\">↩</a></p></aside></body></html>",
        ),
    ];
    for (name, text) in files {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let source = Source::new("book", zip.finish().unwrap().into_inner());
    let end = front::detect(&source);
    assert_eq!(end.name(), "epub");
    golden::check(
        "tests/golden/epub/notes-elsewhere.tree",
        &dump::dump(&end.parse(&source, &mut Context::default()).unwrap()),
    );
}

#[test]
fn deep_and_wide_pages_end_soon() {
    for shape in [
        "<div>".repeat(100_000) + "word",
        "<blockquote>".repeat(20_000) + "word",
        "<ul><li>".repeat(10_000) + "word",
        (0..20_000).map(|i| format!("<b id={i}>")).collect::<String>() + "word",
        format!("<table><tr>{}</table>", "<td>word".repeat(20_000)),
        "<svg>".to_string() + &"<g>".repeat(20_000) + "</svg>word",
    ] {
        let tree = dump::dump(&page(&shape));
        assert!(tree.contains("word"), "the text is kept: {}", &shape[..20]);
    }
}

#[test]
fn fragments_make_blocks_without_a_search() {
    let blocks = html::fragment("<p>One <b>two</b></p><ul><li>three</ul>", &mut Context::default());
    assert_eq!(blocks.len(), 2);
}

fn soup() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class=callout>",
        "</div>",
        "<table>",
        "<tr>",
        "<td colspan=3 rowspan=0>",
        "</table>",
        "<ul>",
        "<li id=n1>",
        "</ul>",
        "<sup><a href=#n1>1</a></sup>",
        "<pre>",
        "<code>",
        "</code>",
        "</pre>",
        "<br>",
        "<img src=a.png>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<h2>",
        "</h2>",
        "<math><mfrac>",
        "</math>",
        "<a href=x>",
        "</a>",
        "<b>",
        "</b>",
        "<details>",
        "<dl><dt>",
        "<dd>",
        "word ",
        "é\u{301}",
        "\u{0}",
        "&#x1;",
        "<!--",
        "-->",
        "<svg>",
        "<svg width=200 height=100 viewBox='0 0 2 1' rÿx=1 onload=x>",
        "<text class=a>",
        "<foreignObject x=1>",
        "<style>.a{}",
        "</style>",
        "</svg>",
        "<![CDATA[",
        "<span style='display:none'>",
        "</span>",
        "<noscript>",
        "</noscript>",
        "$x$",
    ]);
    prop::collection::vec(tag, 0..60).prop_map(|tags| tags.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_makes_it_panic_and_trees_are_sound(html in soup()) {
        let mut cx = Context::default();
        let source = Source::from_text("soup.html", html);
        let document = offprint::read(&source, &html::Html, &mut cx).unwrap();
        prop_assert_eq!(cx.diags.count("tree"), 0, "{}", dump::dump(&document));
    }
}

#[test]
fn bullets_that_were_typed_make_lists() {
    let found = dump::dump(&page(&around(
        "<p>They need:<br>• wool<br>• <b>oil</b></p><p>• rope</p><p>• A dot alone</p><h2>So</h2><p>• one</p>",
    )));
    assert_eq!(found.matches("item\n").count(), 4, "{found}");
    assert!(found.contains("\"They need:\"") && found.contains("\"• one\""), "{found}");
    let found = dump::dump(&page(&around(
        "<p>Not down here:<br>- wool<br>- oil<br>- rope</p><p>- Who goes there?<br>- I do.</p>",
    )));
    assert_eq!(found.matches("item\n").count(), 3, "what is said is no list: {found}");
}

#[test]
fn lines_that_a_style_sheet_gives_bullets_are_items() {
    let found = dump::dump(&page(&around(
        "<div class=sides><div><b>PROS</b></div><div class=iconProText>Long range</div> <div class=iconProText>Quiet</div>\
         <div><b>CONS</b></div><div class=iconConText>Heavy</div></div>\
         <div class=line>The first line of verse</div><div class=line>The second</div>",
    )));
    assert_eq!(found.matches("item\n").count(), 2, "one alone is no list, and others are lines: {found}");
}

#[test]
fn the_caption_under_a_player_is_the_words_of_its_link() {
    let player = |label: &str| {
        format!(
            "<figure><video src='https://wave.example/v.mp4' {label}></video><figcaption>The brake at work. <span class=credit>Ada</span></figcaption></figure>"
        )
    };
    for label in ["aria-label='The brake at work.'", ""] {
        let found = dump::dump(&page(&around(&player(label))));
        assert_eq!(found.matches("The brake at work").count(), 1, "{found}");
        assert!(found.contains("link \"https://wave.example/v.mp4\"") && found.contains("\"Ada\""), "{found}");
    }
}

#[test]
fn what_a_site_puts_among_the_paragraphs_stays_out() {
    let found = dump::dump(&page(&around(
        "<div><h2>Get the pilot's stories in your inbox</h2><p>Join us for free.</p>\
         <input type=text placeholder='Enter your e-mail'><button>Subscribe</button><p>Remember me</p></div>\
         <figure><span class=speechify-ignore>Press enter to view the picture</span><img src=a.jpg alt='The mole'></figure>",
    )));
    for words in ["inbox", "Join us", "Remember me", "Press enter"] {
        assert!(!found.contains(words), "{words}: {found}");
    }
    assert!(found.contains("The mole"), "{found}");
    let again = around("").replace("<h1>Harbour notes</h1>", "<h1>Harbour notes</h1><h4>Harbour notes</h4>");
    assert!(!dump::dump(&page(&again)).contains("heading"), "the title stands above the article");
}

#[test]
fn losses_are_warned_of() {
    let said = |html: &str| -> Vec<&'static str> {
        let mut cx = Context::default();
        html::page(html, &mut cx);
        cx.diags.iter().filter(|d| d.severity == offprint::diag::Severity::Warning).map(|d| d.code.name()).collect()
    };
    let shell = "<!doctype html><title>App</title><body><div id=root></div><script src=app.js></script></body>";
    assert_eq!(said(shell), ["page-empty"]);
    assert!(said(&around("")).is_empty(), "an article with its menu is no loss");
    let hidden =
        "<p>The boats that came in were eleven, and nobody could say whose the twelfth had been that day, or why.</p>"
            .repeat(8);
    let unseen = format!(
        "<!doctype html><body><h1>Boats</h1><p>Ada Marsh</p><div hidden><div>{}</div></div>",
        hidden.replace("p>", "b>")
    );
    assert_eq!(said(&unseen), ["much-left-out"], "hidden words, and nearly none beside them");
    let long = "<p>The boats that came in were eleven, and nobody could say whose the twelfth had been that day.</p>";
    let short = "<p>Only this sentence is in the article, and no more than that was ever written of it here.</p>";
    let page = format!(
        "<!doctype html><title>Boats</title><body><article><h1>Boats</h1>{short}</article><div class=x><aside>{}</aside></div></body>",
        long.repeat(9)
    );
    let kept = dump::dump(&html::page(&page, &mut Context::default())).contains("whose the twelfth");
    assert!(kept || said(&page).contains(&"much-left-out"), "kept, or said");
}

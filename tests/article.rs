//! The choice of the article in a page: pages with more text outside it than in it, written here.

use offprint::context::Context;
use offprint::doc::dump;
use offprint::front::html;

fn tree(html: &str) -> String {
    dump::dump(&html::page(html, &mut Context::default()))
}

/// Paragraphs about a subject that occurs in no others.
fn prose(subject: &str, paragraphs: usize) -> String {
    let line = |n: usize| {
        format!(
            "<p>The {subject} of the harbour, told in part {n}, had been the talk of the town for weeks, and nobody knew \
             whether it would last until the autumn, when the boats come home and the nights are long.</p>"
        )
    };
    (0..paragraphs).map(line).collect()
}

fn card(n: usize, site: &str) -> String {
    format!(
        "<li><h3><a href='{site}/news/{n}'>Gulls number {n} on the mole</a></h3><p>What the gulls did on day {n} was a \
         wonder to the men on the quay, who had seen many birds in their lives but none of that kind.</p></li>"
    )
}

#[test]
fn a_stream_of_other_articles_has_no_weight_and_the_pages_own_article_has() {
    let stream: String = (0..30).map(|n| card(n, "")).collect();
    let html = format!(
        "<html><body><div id=app><ul class=list>{stream}</ul></div>\
         <div id=layer><div><h1>The lamp</h1><article><div class=body>{}</div></article></div></div></body></html>",
        prose("lamp", 4)
    );
    let tree = tree(&html);
    assert!(tree.contains("The lamp of the harbour, told in part 3") && !tree.contains("Gulls number"), "{tree}");
}

#[test]
fn cards_lead_within_the_site_with_whole_addresses_too() {
    let cards = |site: &str| (0..3).map(|n| card(n, site)).collect::<String>();
    let page = |site: &str| {
        format!(
            "<html><head><link rel=canonical href='https://www.wave.example/lamp'></head><body><article><h1>The lamp</h1>\
             {}<div class=grid><ul>{}</ul></div>{}</article></body></html>",
            prose("lamp", 4),
            cards(site),
            prose("mole", 2)
        )
    };
    assert!(!tree(&page("https://news.wave.example")).contains("Gulls number"), "cards of the site");
    assert!(tree(&page("https://gulls.example")).contains("Gulls number 2"), "a list of others is the article's");
}

#[test]
fn talk_longer_than_the_article_is_not_the_article() {
    let talk: String = (0..14).map(|n| format!("<li><b>Reader {n}</b>{}</li>", prose("rope", 1))).collect();
    let html = format!(
        "<html><body><div id=main><div class=box><h1>The lamp</h1><div class=text>{}</div></div>\
         <div class=comment-box><ul class=posts>{talk}</ul></div></div></body></html>",
        prose("lamp", 4)
    );
    let tree = tree(&html);
    assert!(tree.contains("The lamp of the harbour") && !tree.contains("The rope of the harbour"), "{tree}");
}

#[test]
fn the_text_in_the_pages_record_bears_witness() {
    let lines: Vec<String> =
        (0..14).map(|n| format!("The lamp of the harbour in verse {n} was lit by a hand that nobody knew")).collect();
    let record = format!(
        "<script type='application/ld+json'>{{\"@type\":\"Article\",\"headline\":\"The lamp\",\"articleBody\":\"{}\"}}</script>",
        lines.join(" ")
    );
    // In a list of short lines without full stops, the article looks like a menu, and the note on the site like an
    // article.
    let told: String = lines.iter().map(|line| format!("<li><a href='#'>{line}</a></li>")).collect();
    let page = |record: &str| {
        tree(&format!(
            "<html><head>{record}</head><body><div class=told><ul>{told}</ul></div><div class=text>{}</div></body></html>",
            prose("site", 3)
        ))
    };
    assert!(page(&record).contains("in verse 13 was lit"), "{}", page(&record));
    assert!(!page("").contains("in verse 13 was lit"), "{}", page(""));
}

#[test]
fn captions_stay_with_their_pictures() {
    let html = format!(
        "<html><body><article><h1>The lamp</h1>{}<div class=media><div class=image><img src=lamp.jpg width=600 height=400>\
         </div></div><div class=spacer></div><div class=media-caption>The lamp in May</div>{}\
         <p align=center><img src=mole.jpg width=600 height=400></p><p align=center><font face=serif>The mole in June</font></p>{}\
         <p class=caption>A line of its own</p></article></body></html>",
        prose("lamp", 3),
        prose("mole", 3),
        prose("quay", 2)
    );
    let tree = tree(&html);
    let figure = tree.split("lamp.jpg").nth(1).unwrap_or_default();
    assert!(figure.trim_start_matches(|c| c != '\n').trim_start().starts_with("caption"), "{tree}");
    assert!(
        tree.contains("The lamp in May") && tree.contains("The mole in June") && tree.contains("A line of its own")
    );
}

#[test]
fn posts_that_a_plugin_finds_related_are_left_out() {
    let html = format!(
        "<html><body><article><h1>The lamp</h1>{}<div id=jp-relatedposts class=jp-relatedposts><h3>Related</h3>{}</div>\
         </article></body></html>",
        prose("lamp", 8),
        prose("rope", 2)
    );
    assert!(!tree(&html).contains("The rope of the harbour"));
}

#[test]
fn a_logo_is_no_title_and_dublin_core_stands_behind_colons_too() {
    let html = format!(
        "<html><head><title>The lamp | The Wave of the North</title><meta name='dc:creator' content='Ada Marsh'></head>\
         <body><h1><a href='/'>The Wave of the North</a></h1><article><h2>The lamp</h2>{}</article></body></html>",
        prose("lamp", 4)
    );
    let page = html::page(&html, &mut Context::default());
    assert!(offprint::doc::plain_text(&page.meta.title).starts_with("The lamp"));
    assert_eq!(page.meta.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["Ada Marsh"]);
}

#[test]
fn addresses_of_players_with_other_letters_stop_nothing() {
    for lead in ["é", "éa", "éab", "éabc", "ééééé/", "\u{fffd}/"] {
        let player = format!("<iframe src=\"{lead}www.youtube.com/embed/x\" title=\"\"></iframe>");
        let page = format!("<body><article><h1>Rivers</h1>{}<div>{player}</div></article></body>", prose("river", 6));
        assert!(tree(&page).contains("river"), "{lead}");
    }
}

#[test]
fn short_lines_among_what_was_kept_are_kept() {
    let box_ = |title: &str, class: &str, lines: [&str; 3]| {
        let lines: String = lines.iter().map(|line| format!("<div class={class}>{line}</div>")).collect();
        format!("<div class=sides><div style='padding:9px'><strong>{title}</strong></div>{lines}</div>")
    };
    let html = format!(
        "<html><body><article><h1>The lamp</h1>{}{}{}{}</article></body></html>",
        prose("lamp", 3),
        box_("PROS", "plus", ["Bright to the end", "Quiet", "Good brass"]),
        box_("CONS", "minus", ["Heavy", "Dear", "<a href='/shop'>Buy it now</a>"]),
        prose("rope", 3)
    );
    let tree = tree(&html);
    let kept = ["Bright to the end", "Quiet", "Good brass", "Heavy", "Dear"];
    assert!(kept.iter().all(|line| tree.contains(line)) && !tree.contains("Buy it"), "{tree}");
}

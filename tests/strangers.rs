//! Kinds of pages and texts that nobody here chose: the whole article stays, with no other text. Inputs are made up;
//! each is of a kind that was found broken on public pages.

use offprint::context::Context;
use offprint::doc::dump;
use offprint::front::{self, html};
use offprint::source::Source;

fn page(html: &str) -> (String, Vec<&'static str>) {
    let mut cx = Context::default();
    let document = html::page(html, &mut cx);
    (dump::dump(&document), cx.diags.iter().map(|d| d.code.name()).collect())
}

/// A paragraph with a number in it, so that it differs from all others.
fn prose(number: usize) -> String {
    format!(
        "<p>On day {number} the harbour master counted forty boats, three more than on the day before, and wrote the number \
         into the book that has lain on the same desk since his grandfather kept it there in the year of the flood.</p>"
    )
}

fn paragraphs(from: usize, to: usize) -> String {
    (from..to).map(prose).collect()
}

fn has_all(tree: &str, from: usize, to: usize) -> bool {
    (from..to).all(|number| tree.contains(&format!("On day {number} the")))
}

#[test]
fn an_accordion_keeps_its_panels() {
    let transcript = |role: &str| {
        format!(
            "<title>Tides</title><main><h1>Tides</h1>{}<div {role}><div><div role=tab id=t><h5><a href='#p'>Transcript</a></h5></div>\
             <div id=p role=tabpanel hidden>{}</div></div></div></main>",
            prose(0),
            paragraphs(1, 8)
        )
    };
    for role in ["role=tablist", "role=tablist aria-multiselectable=true", "class=card"] {
        let (tree, _) = page(&transcript(role));
        assert!(role == "class=card" || has_all(&tree, 0, 8), "{role}: {tree}");
    }
    let tabs = "<div><ul role=tablist><li role=tab>North</li><li role=tab>South</li></ul>\
        <div role=tabpanel><p>Ice lies on it for most of the year.</p></div>\
        <div role=tabpanel hidden><p>Sun shines on it for most of the year.</p></div></div>";
    let (tree, _) =
        page(&format!("<title>Tides</title><main><h1>Tides</h1>{}{tabs}{}</main>", paragraphs(0, 4), paragraphs(4, 6)));
    assert!(tree.contains("Ice lies") && tree.contains("Sun shines") && tree.contains("South"), "{tree}");
}

#[test]
fn a_figure_in_the_margin_is_kept_and_one_that_leads_to_another_article_is_not() {
    let with = |aside: &str| {
        let body = format!("{}{aside}{}", paragraphs(0, 3), paragraphs(3, 6));
        page(&format!("<title>Tides</title><article><h1>Tides</h1>{body}</article>")).0
    };
    let own = "<figure><img src=a.png alt='The quay'><figcaption>The quay at noon.</figcaption></figure>";
    assert!(with(&format!("<aside>{own}</aside>")).contains("The quay at noon."));
    assert!(with(&format!("<aside class=margin><div>{own}</div></aside>")).contains("The quay at noon."));
    let other = "<figure><a href=/b><img src=b.png alt='The fair'></a><figcaption><a href=/b>The fair begins</a></figcaption></figure>";
    assert!(!with(&format!("<aside>{other}</aside>")).contains("The fair begins"));
}

#[test]
fn text_for_readers_without_scripts_is_the_article() {
    let html = format!(
        "<title>Tides - The Wave</title><body><h2><a href=/tides>Tides</a></h2><div class=post><script type='text/template'>{0}</script>\
         <noscript>{0}</noscript></div>",
        paragraphs(0, 5)
    );
    assert!(has_all(&page(&html).0, 0, 5));
}

#[test]
fn sections_with_one_unlucky_name_are_kept_together() {
    let section = |n: usize| {
        format!(
            "<section class='test__section test__section--ads'><h2>Part {n}</h2>{}</section>",
            paragraphs(n * 2, n * 2 + 2)
        )
    };
    let all: String = (0..6).map(section).collect();
    let (tree, _) = page(&format!("<title>A grill</title><main><h1>A grill</h1>{all}</main>"));
    assert!(has_all(&tree, 0, 12), "{tree}");
    // A single one is an advertisement if it leads to what it offers, and in doubt text.
    let single = |link: &str| {
        let words = "The best ropes of the coast are sold at the quay, and only today they cost half.";
        let one = format!("<section class='test__section--ads'><h2>Buy now</h2><p>{words}{link}</p></section>");
        page(&format!("<title>A grill</title><main><h1>A grill</h1>{}{one}</main>", paragraphs(0, 9))).0
    };
    let (offer, text) = (single(" <a href=/ropes>See the ropes</a>"), single(""));
    assert!(!offer.contains("best ropes"), "{offer}");
    assert!(text.contains("best ropes"), "{text}");
}

/// Comments as programs of 2005 wrote them: paragraphs and a line below each that signs it.
fn flat_comments(heading: &str, count: usize) -> String {
    let comment = |n: usize| {
        format!(
            "<div id=c{n}>{}</div><p class=posted>Posted by: <a href=http://{n}.example>Reader {n}</a> at October {}, 2012 05:23 PM</p>",
            prose(100 + n),
            n + 1
        )
    };
    format!("{heading}{}", (0..count).map(comment).collect::<String>())
}

#[test]
fn comments_under_their_heading_go_by_their_signatures() {
    for heading in
        ["<h2 id=comments>Comments</h2>", "<h2><a id=comments></a>Comments</h2>", "<h3 id=comments>12 Comments</h3>"]
    {
        let html = |count: usize| {
            let comments = flat_comments(heading, count);
            format!("<title>Boats</title><div id=content><h3>Boats</h3>{}{comments}</div>", paragraphs(0, 4))
        };
        let (tree, _) = page(&html(12));
        assert!(has_all(&tree, 0, 4) && !tree.contains("On day 10"), "{heading}: {tree}");
    }
    let section = format!("<h2 id=comments>Comments</h2>{}", paragraphs(4, 8));
    let (tree, _) = page(&format!("<title>Boats</title><main><h1>Boats</h1>{}{section}</main>", paragraphs(0, 4)));
    assert!(has_all(&tree, 0, 8), "unsigned text under such a heading is text: {tree}");
}

#[test]
fn comments_that_no_name_tells_go_by_what_they_have_in_common() {
    let reply = |n: usize| {
        format!(
            "<li class='row r{n}'><div class=who><a href=/users/r{n}>reader{n}</a> <time datetime=2024-03-0{}>March {} 2024</time></div>\
             <div class=said>{}</div></li>",
            n % 9 + 1,
            n % 9 + 1,
            prose(200 + n)
        )
    };
    let replies: String = (0..12).map(reply).collect();
    let article = format!(
        "<title>Boats</title><main><h1>Boats</h1><div>{}</div><ul class=comment-items>{replies}</ul></main>",
        paragraphs(0, 4)
    );
    let (tree, _) = page(&article);
    assert!(has_all(&tree, 0, 4) && !tree.contains("On day 20"), "{tree}");
    let thread = format!("<title>Boats</title><main><h1>Boats</h1><ul class=below>{replies}</ul></main>");
    let (tree, _) = page(&thread);
    assert!(has_all(&tree, 200, 212), "without an article the thread is what the page is about: {tree}");
    assert!(tree.contains("reader11"), "who wrote is said: {tree}");
}

#[test]
fn threads_of_invision_are_discussions() {
    let post = |n: usize| {
        format!(
            "<article class='cPost ipsComment'><aside class='ipsComment_author'><h3 class=cAuthorPane_author><a href=/profile/{n}>sailor{n}</a></h3></aside>\
             <div class=comments><a href=#{n}><time datetime='2024-06-1{n}T10:00:00Z'>June 1{n}</time></a></div>\
             <div data-role=commentContent class='ipsType_richText'>{}</div></article>",
            prose(n)
        )
    };
    let posts: String = (0..3).map(post).collect();
    let (tree, _) = page(&format!(
        "<title>Ropes</title><main><h1>Ropes</h1><div class=cTopic id=comments>{posts}</div><div class=ipsComposeArea>Reply to this topic</div></main>"
    ));
    assert!(has_all(&tree, 0, 3) && tree.contains("sailor2"), "{tree}");
}

#[test]
fn a_list_of_goods_that_was_left_out_is_said() {
    let card = |n: usize| {
        format!(
            "<div class=card><h3><a href=/p/{n}>Rope {n}</a></h3><span>$1{n}.00</span><span>In blue and white</span></div>"
        )
    };
    let cards: String = (0..20).map(card).collect();
    let html = format!(
        "<title>Ropes</title><main><h1>Ropes</h1><p>All ropes of the house.</p><div class=grid>{cards}</div></main>"
    );
    let (tree, codes) = page(&html);
    assert!(tree.contains("Rope 19") || codes.contains(&"much-left-out"), "{codes:?} {tree}");
    let (_, codes) = page("<title>Nothing</title>");
    assert!(codes.contains(&"page-empty"), "{codes:?}");
}

#[test]
fn the_name_of_a_language_over_code_is_no_paragraph() {
    let code = |label: &str| {
        format!(
            "<div class='mb-4 rounded'><div class=flex><span>{label}</span><button>Copy</button></div><div><pre><code class=language-java>\
             int a = 1;\nint b = 2;</code></pre></div></div>"
        )
    };
    let of = |label: &str| {
        page(&format!("<title>Code</title><main><h1>Code</h1>{}{}{}</main>", paragraphs(0, 2), code(label), prose(2))).0
    };
    assert!(!of("java").contains("paragraph\n    \"java\"") && of("java").contains("int b"));
    assert!(of("Harbour").contains("Harbour"), "another word stays");
}

#[test]
fn lines_in_other_languages_that_lead_away_go() {
    for line in [
        "Čtěte také: <a href=/b>Starý maják</a>",
        "Lue myös: <a href=/b>Vanha majakka</a>",
        "Vezi și: <a href=/b>Farul vechi</a>",
        "À voir aussi : <a href=/b>Le vieux phare</a>",
    ] {
        let (tree, _) = page(&format!(
            "<title>Boats</title><main><h1>Boats</h1>{}<p>{line}</p>{}</main>",
            paragraphs(0, 3),
            paragraphs(3, 6)
        ));
        assert!(has_all(&tree, 0, 6) && !tree.contains("/b"), "{line}: {tree}");
    }
}

#[test]
fn a_list_that_comes_again_is_kept_to_its_last_line() {
    let books = [
        "Ada Marsh, The Mole",
        "Ines Vale, What We Can Moor",
        "Tom Ashby, Rope",
        "Carl Reed, Flood",
        "Joan Tern, Baskets",
    ];
    let year = |year: usize| format!("{year} lists:\n\n{}\n\n", books.join("\n\n"));
    let opening = "The harbour master counted forty boats on the morning of the fair, three more than the year before, and wrote \
        the number into the book that has lain on the same desk since his grandfather kept it.";
    let text = format!(
        "The Wave\nHome\nNews\nSport\nSubscribe\n\nThe best books on harbours\n\nBy Ada Marsh · November 19, 2025\n\n{opening}\n\n{}\
         Share this\n\nAbout us\n",
        (7..=9).rev().map(year).collect::<String>()
    );
    let mut cx = Context::default();
    let front = front::by_name("text").expect("there is a front end for text");
    let document = front.parse(&Source::from_text("in.txt", text), &mut cx).expect("text is never refused");
    let tree = dump::dump(&document);
    assert_eq!(tree.matches("Joan Tern, Baskets").count(), 3, "{tree}");
    assert!(!tree.contains("Share this") && !tree.contains("About us"), "{tree}");
}

#[test]
fn a_headline_that_begins_like_a_pointer_is_a_headline() {
    for (title, heading) in [
        ("Harbour Kitchen: Next Up: Plum Cake", "Next Up: Plum Cake"),
        ("Read also: the books of the flood", "Read also: the books of the flood"),
        ("More on the tides | The Wave", "More on the tides"),
    ] {
        let html = format!(
            "<title>{title}</title><div class=post><h3><a href='/2012/11/own.html'>{heading}</a></h3>{}</div>",
            paragraphs(1, 4)
        );
        let (tree, said) = page(&html);
        assert!(tree.contains(heading) && has_all(&tree, 1, 4), "{heading}: {tree}");
        assert!(!said.contains(&"page-related"), "{heading}: {said:?}");
    }
    let other = format!(
        "<title>Tides</title><h1>Tides</h1>{}<p>Read also: <a href=/b>The old lighthouse</a></p>",
        paragraphs(1, 4)
    );
    assert!(!page(&other).0.contains("lighthouse"));
}

#[test]
fn a_report_in_parts_that_are_called_comments_is_no_comments() {
    for class in ["live-match-comment", "comment", "ticker-comment row", "comments__entry", "match comment-item"] {
        let part = |n: usize| format!("<div class='{class}'><div><span>{n}’</span></div><div>{}</div></div>", prose(n));
        let report: String = (1..20).map(part).collect();
        let html = |after: &str| {
            format!(
                "<title>Report</title><main><h1>Report</h1><p>Kick-off at three.</p><div>{report}</div>{after}</main>"
            )
        };
        let (tree, _) = page(&html(""));
        assert!(has_all(&tree, 1, 20), "{class}: {tree}");
    }
    let signed = |n: usize| {
        format!(
            "<div class=comment><a href=/users/{n}>Reader {n}</a> <time>May {n}, 2024</time>{}</div>",
            prose(100 + n)
        )
    };
    let comments: String = (1..20).map(signed).collect();
    let html = format!("<title>Tides</title><main><h1>Tides</h1>{}<div>{comments}</div></main>", paragraphs(1, 5));
    let (tree, _) = page(&html);
    assert!(has_all(&tree, 1, 5) && !tree.contains("On day 101"), "signed ones are comments: {tree}");
}

#[test]
fn the_next_articles_of_a_stream_go() {
    for kind in ["https://schema.org/Article", "http://schema.org/NewsArticle", "https://schema.org/BlogPosting"] {
        let article = |title: &str, from: usize| {
            let body = paragraphs(from, from + 4);
            format!("<article class=post itemscope itemtype='{kind}'><header><h1>{title}</h1></header>{body}</article>")
        };
        let others: String = (1..12).map(|n| article(&format!("Other news {n}"), n * 10)).collect();
        let html = format!("<title>Tides</title><main><div>{}{others}</div></main>", article("Tides", 1));
        let (tree, said) = page(&html);
        assert!(has_all(&tree, 1, 5) && !tree.contains("On day 10") && !tree.contains("Other news"), "{kind}: {tree}");
        assert!(!said.contains(&"much-left-out"), "{kind}: {said:?}");
    }
    let part = |n: usize| format!("<article><h1>Part {n}</h1>{}</article>", paragraphs(n * 4, n * 4 + 4));
    let parts: String = (1..4).map(part).collect();
    let (tree, _) =
        page(&format!("<title>Tides</title><main><article><h1>Tides</h1>{}</article>{parts}</main>", paragraphs(0, 4)));
    assert!(has_all(&tree, 0, 16), "sections of one text stay: {tree}");
}

#[test]
fn a_page_that_shows_a_menu_alone_is_empty() {
    let menu: String = (0..40).map(|n| format!("<li><a href=/{n}>Harbour number {n}</a>")).collect();
    for html in [
        format!("<title>Tides</title><script src=app.js></script><header><img src=logo.png></header><nav><ul>{menu}</ul></nav><div id=root></div>"),
        format!("<title>Tides</title><script src=app.js></script><div id=menu><ul>{menu}</ul></div><div id=app></div>"),
        "<script>location.href = '/tides'</script><table><tr><td><a href=/tides><img src=close.png></a><p>9 secs</p></table>".to_string(),
    ] {
        let (tree, said) = page(&html);
        assert!(said.contains(&"page-empty"), "{said:?} {tree}");
    }
    let picture =
        "<title>Spring</title><script src=app.js></script><main><img src=spring.jpg><p>Spring at the quay</p></main>";
    assert!(!page(picture).1.contains(&"page-empty"));
}

/// Comments in the form of known programs.
fn known_comments(count: usize) -> String {
    let comment = |n: usize| {
        format!(
            "<div itemscope itemtype='https://schema.org/Comment'><span itemprop=author>reader{n}</span>\
             <div itemprop=text>{}</div></div>",
            prose(300 + n)
        )
    };
    (0..count).map(comment).collect()
}

#[test]
fn what_the_description_quotes_is_the_article() {
    let post = "Two of the old boats were sold at the quay this morning, and nobody in the town knows who bought them, or why. \
        The third was not for sale, said the keeper of the light, who has slept in it since the winter of the flood.";
    let links: String = (0..9).map(|n| format!("<p><a href=/boat/{n}>The boat with the number {n}</a></p>")).collect();
    let html = |description: &str| {
        format!(
            "<title>Boats</title><meta name=description content='{description}'><h1>Boats</h1><div class=post><p>{post}</p>{links}</div>\
             <div id=talk>{}</div>",
            known_comments(3)
        )
    };
    let (tree, _) = page(&html(post));
    assert!(tree.contains("Two of the old boats"), "{tree}");
    assert!(!tree.contains("heading 2 #comments"), "the page is no discussion of something that is not there: {tree}");
}

#[test]
fn comments_longer_than_a_post_are_not_said_to_be_missing() {
    let comment = |n: usize| {
        format!(
            "<li class=comment id=comment-{n}><div class=comment-author><cite><a href=http://r{n}.example>Reader {n}</a></cite> says:</div>\
             <div class=comment-meta>May {n}, 2012 at 9:0{} am</div>{}</li>",
            n % 10,
            prose(100 + n)
        )
    };
    let comments: String = (1..25).map(comment).collect();
    let html = format!(
        "<title>Boats</title><div id=content><div class=post><h1>Boats</h1>{}</div><div id=comments><h3>24 Comments</h3><ol class=commentlist>\
         {comments}</ol></div></div>",
        paragraphs(1, 3)
    );
    let (tree, said) = page(&html);
    assert!(has_all(&tree, 1, 3) && !tree.contains("On day 101"), "{tree}");
    assert!(!said.contains(&"much-left-out"), "{said:?}");
}

#[test]
fn elements_that_a_program_wrote_as_text_are_no_text() {
    let tracker =
        format!("<noscript>&lt;div&gt;&lt;img width=1 src=\"{}\"&gt;&lt;/div&gt;</noscript>", "x".repeat(600));
    let html =
        format!("<title>Boats</title><main><h1>Boats</h1>{}{tracker}{}</main>", paragraphs(0, 3), paragraphs(3, 5));
    let (tree, _) = page(&html);
    assert!(has_all(&tree, 0, 5) && !tree.contains("xxx"), "{tree}");
    let text = paragraphs(5, 9).replace('<', "&lt;");
    let (tree, _) = page(&format!(
        "<title>Boats</title><main><h1>Boats</h1>{}<noscript>{text}</noscript></main>",
        paragraphs(0, 5)
    ));
    assert!(has_all(&tree, 0, 9) && !tree.contains("<p>"), "what readers without scripts are told: {tree}");
}

#[test]
fn a_table_around_a_callout_is_no_table() {
    for (class, label) in
        [("tip", "Tip"), ("note", "Note"), ("warning", "Attenzione"), ("important", "重要"), ("caution", "Cuidado")]
    {
        let callout = format!(
            "<div class={class}><table border=0 summary={class}><tr><td rowspan=2><img alt='[{label}]' src=i/{class}.png></td>\
             <th>{label}</th></tr><tr><td><p>Reef early, and let the crew know.</p></td></tr></table></div>"
        );
        let (tree, _) =
            page(&format!("<title>Reefs</title><main><h1>Reefs</h1>{}{callout}{}</main>", prose(0), paragraphs(1, 4)));
        assert!(tree.contains("aside") && tree.contains("Reef early") && !tree.contains("table"), "{class}: {tree}");
        assert!(!tree.contains(".png"), "{class}: {tree}");
    }
    let data =
        "<div class=note><table><tr><th>Boat</th><th>Length</th></tr><tr><td>Ada</td><td>9 m</td></tr></table></div>";
    assert!(
        page(&format!("<title>Reefs</title><main><h1>Reefs</h1>{}{data}</main>", paragraphs(0, 4))).0.contains("table")
    );
}

#[test]
fn an_article_without_spaces_between_words_is_not_empty() {
    let text = "港の親方は祭りの朝に船を四十隻かぞえて、去年より三隻多いと帳面に書いた。その帳面は祖父のころから同じ机の上にある。".repeat(5);
    let html =
        format!("<!DOCTYPE html><title>船</title><script src=app.js></script><main><h1>船</h1><p>{text}</p></main>");
    let mut cx = Context::default();
    let front = front::by_name("html").expect("there is a front end for pages");
    front.parse(&Source::from_text("in.html", html), &mut cx).expect("pages are never refused");
    let said: Vec<_> = cx.diags.iter().map(|d| d.code.name()).collect();
    assert!(!said.contains(&"needs-scripts"), "{said:?}");
}

#[test]
fn annotated_lyrics_are_no_menu() {
    let verse = |n: usize| {
        format!(
            "<a href='/{n}/song/note' class=referent>The tide went out on day {n},<br>the boats lay on the sand,<br>\
             and every rope along the quay<br>was coiled by the same hand</a><br><br>[Chorus {n}]<br>\
             <a href='/{n}/song/chorus'>O let the water in,<br>O let the water in</a><br><br>"
        )
    };
    let lyrics: String = (0..6).map(verse).collect();
    let about = paragraphs(0, 2);
    let (tree, codes) = page(&format!(
        "<title>The tide | Lyrics</title><main><h1>The tide</h1><div class=lyrics><p>{lyrics}</p></div><h3>About the song</h3>\
         <div>{about}</div></main>"
    ));
    assert!((0..6).all(|n| tree.contains(&format!("The tide went out on day {n}"))), "{tree}");
    assert!(!codes.contains(&"much-left-out"), "{codes:?}");
}

#[test]
fn embedded_posts_of_other_sites_stay() {
    let post = |n: usize| {
        format!(
            "<div class='twitter-wrapper rerender'><div><blockquote class=twitter-tweet><p lang=en>Does <a href=https://twitter.com/quay>@quay</a> \
             know why <a href=https://twitter.com/hashtag/boat>#boat</a> number {n} circles the mole? \
             <a href=https://t.co/a>pic.twitter.com/3Men3dJF7z{n}</a></p><p>— Ada Marsh (@ada) \
             <a href=https://twitter.com/ada/status/1>December 13, 2016</a></p></blockquote></div></div>"
        )
    };
    let posts: String = (0..4).map(|n| prose(n) + &post(n)).collect();
    let (tree, _) = page(&format!("<title>Circles</title><article><h1>Circles</h1>{posts}{}</article>", prose(9)));
    assert!((0..4).all(|n| tree.contains(&format!("number {n} circles the mole"))), "{tree}");
}

#[test]
fn quotations_in_the_line_have_the_marks_of_their_language() {
    let said = |lang: &str, words: &str| {
        let (tree, _) = page(&format!(
            "<html lang='{lang}'><title>Boats</title><main><h1>Boats</h1>{}<p>Then: {words}.</p></main>",
            paragraphs(0, 2)
        ));
        tree
    };
    let both = "<q>a <q>b</q></q>";
    for (lang, wanted) in [
        ("en", "“a ‘b’”"),
        ("de", "„a ‚b‘“"),
        ("de-CH", "«a ‹b›»"),
        ("fr", "«\u{a0}a “b”\u{a0}»"),
        ("it", "«a “b”»"),
        ("sv", "”a ’b’”"),
        ("pl", "„a ‚b’”"),
    ] {
        let tree = said(lang, both);
        let found = tree.lines().find(|line| line.contains("Then:")).unwrap_or_default().to_owned();
        let found = found.replace("\\u{a0}", "\u{a0}");
        assert!(found.contains(wanted), "{lang}: {found}");
    }
    assert!(said("en", "<span lang=de><q>a</q></span>").contains("„a“"), "the words' own language");
}

#[test]
fn preformatted_words_keep_their_language() {
    let (tree, _) = page(&format!(
        "<html lang=en><title>Boats</title><main><h1>Boats</h1>{}<div lang=de><pre>Boot  1\nBoot  2</pre></div>{}</main>",
        paragraphs(0, 2),
        prose(3)
    ));
    assert!(tree.contains("code lang de"), "{tree}");
}

#[test]
fn a_cell_that_claims_more_columns_than_there_are_covers_those() {
    let (tree, _) = page(&format!(
        "<title>Tides</title><main><h1>Tides</h1>{}<table><tr><th colspan=99>May</th></tr><tr><td>Monday</td><td>4.1 m</td></tr>\
         <tr><td>Tuesday</td><td>4.3 m</td></tr></table>{}</main>",
        paragraphs(0, 2),
        prose(3)
    ));
    assert!(tree.contains("table [auto auto]\n") && tree.contains("cell 2x1 header"), "{tree}");
}

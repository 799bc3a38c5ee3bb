//! What a page leaves out, and what it must not: kinds of pages of which words were lost, each with a neighbour that stays
//! as it was.
#![allow(clippy::disallowed_methods, reason = "tests read goldens")]

use offprint::context::Context;
use offprint::doc::{Document, dump};
use offprint::front::{self, html};
use offprint::source::Source;

const PROSE: &str = "<p>The harbour lay quiet that morning, and nobody on the quay expected that a ship would come in before \
                     noon, least of all the keeper, who had counted the boats twice and written down the number.</p>";

fn page(html: &str) -> Document {
    html::page(html, &mut Context::default())
}

/// The tree of an article with some content amid its prose.
fn amid(content: &str) -> String {
    dump::dump(&page(&format!(
        "<!doctype html><html lang=en><head><title>Harbour notes - The Wave</title></head><body><nav><a href=/>Home</a></nav>\
         <main><article><h1>Harbour notes</h1>{PROSE}{content}{PROSE}{PROSE}</article></main><footer>All rights kept</footer></body></html>"
    )))
}

fn holds_all(tree: &str, words: &[&str]) {
    for words in words {
        assert!(tree.contains(words), "{words:?} is not in\n{tree}");
    }
}

fn holds_none(tree: &str, words: &[&str]) {
    for words in words {
        assert!(!tree.contains(words), "{words:?} is in\n{tree}");
    }
}

#[test]
fn what_a_button_or_a_heading_unfolds_is_text() {
    let headings = amid(
        "<h3><button aria-expanded=false aria-controls=a1>How wet is it?<span>+</span></button></h3>\
         <div id=a1 hidden><p>As wet as rain.</p></div>",
    );
    holds_all(&headings, &["heading 3\n    \"How wet is it?\"", "As wet as rain."]);
    let regions = amid(
        "<div class=accordion><div data-state=closed><h3><button aria-controls=r id=b>How wet is it?</button></h3>\
         <div id=r role=region aria-labelledby=b hidden><div>As wet as rain.</div></div></div></div>",
    );
    holds_all(&regions, &["How wet is it?", "As wet as rain."]);
    let item = |question: &str, answer: &str| {
        format!(
            "<div class=item><div class=title role=button><a class=t>{question}</a></div><div class=panel style='display:none'>\
             <p>{answer}</p></div></div>"
        )
    };
    let boxes = item("How wet is it?", "As wet as rain that falls.") + &item("Is it deep?", "Deeper than the keeper.");
    holds_all(
        &amid(&boxes),
        &["strong\n      \"How wet is it?\"", "As wet as rain that falls.", "Is it deep?", "Deeper than"],
    );
    let bare = "<h3 class=t>How wet is it?</h3><div class=c style='display:none'><p>As rain.</p></div>";
    holds_all(&amid(&bare.repeat(2)), &["As rain."]);
    holds_none(&amid(bare), &["As rain."]);
}

#[test]
fn what_a_button_opens_over_the_page_is_no_text() {
    let links = "<ul><li><a href=/a>The quay of the north</a></li><li><a href=/b>The quay of the south</a></li></ul>";
    let opened = [
        format!("<button aria-expanded=false aria-controls=m>All our sections</button><div id=m hidden>{links}</div>"),
        "<button aria-expanded=false>Share this page</button><div hidden><form><input> Type a name to send it to</form></div>".into(),
        "<button aria-haspopup=dialog aria-expanded=false>Our promise here</button><div hidden>We print what is true, and nothing else at all.</div>".into(),
        "<h3><button aria-expanded=false aria-controls=c>Comments of readers</button></h3><div id=c class=comments hidden><p>I was there, too.</p></div>".into(),
    ];
    for content in opened {
        holds_none(&amid(&content), &["of the north", "Type a name", "what is true", "I was there"]);
    }
}

#[test]
fn a_sentence_in_a_box_of_its_own_is_text() {
    holds_all(&amid("<div class=x><p>It sank, as <a href=/m>the Mercury</a> wrote.</p></div>"), &["the Mercury"]);
    holds_all(&amid("<div class=x><p>See <a href=/m>Mole</a> and <a href=/p>Pier</a>.</p></div>"), &["See ", "Pier"]);
    holds_all(
        &amid("<p>The book:</p><div class=f><a href=/book.pdf>The book of 1871</a></div>"),
        &["The book of 1871"],
    );
    let office =
        "<div class=x><p><b>Office</b><br><a href=mailto:h@a.example>h@a.example</a><br>Telephone 0300 123</p></div>";
    holds_all(&amid(office), &["Telephone 0300 123"]);
    holds_none(&amid("<div class=x><a href=/m>Ten moles that sank in winter</a></div>"), &["Ten moles"]);
    holds_none(&amid("<div class=promo><p>See <a href=/m>our boats</a> now.</p></div>"), &["our boats"]);
}

#[test]
fn what_is_invisible_until_a_script_runs_is_the_article() {
    let hidden = |style: &str, text: &str| {
        format!(
            "<html lang=zh><body><div><h1>小镇的冬天</h1><p>张海</p><div id=js style='{style}'>{text}</div></div></body></html>"
        )
    };
    let text = "<p>港口建于一百年前，建造它的公司在第二台起重机到达之前就破产了。</p><p>此后四十年，这座小城一直在偿还一笔谁也说不清楚的债务，没有人知道为什么。</p>";
    holds_all(&dump::dump(&page(&hidden("visibility: hidden; opacity: 0", text))), &["港口建于", "此后四十年"]);
    let read_out =
        amid("<p style='visibility:hidden'>Only a reader of screens is told this sentence of some length.</p>");
    holds_none(&read_out, &["Only a reader"]);
}

#[test]
fn words_of_chinese_are_counted_in_remarks() {
    let mut cx = Context::default();
    let hidden = "<p hidden>港口建于一百年前，建造它的公司很早就破产了。</p>";
    html::page(&format!("<body><article><h1>Notes</h1>{PROSE}{hidden}{PROSE}</article></body>"), &mut cx);
    let said: Vec<String> = cx.diags.iter().map(|d| d.message.clone()).collect();
    assert!(said.iter().any(|message| message.contains("(11 words, rule hidden-attribute)")), "{said:?}");
}

#[test]
fn rows_of_comments_are_a_thread() {
    let row = |level: usize, name: &str, words: &str| {
        format!(
            "<tr class='athing comtr'><td><table><tr><td class=ind indent={level}></td><td class=default><div><span class=comhead>\
             <a class=hnuser href='user?id={name}'>{name}</a> <span class=age title='2024-03-12T09:00:00 1710234000'>x</span></span></div>\
             <div class=comment><div class=commtext>{words}</div><div class=reply><a href=r>reply</a></div></div></td></tr></table></td></tr>"
        )
    };
    let rows = row(0, "tom", "Nobody could swim.") + &row(1, "ada", "I could.") + &row(0, "bo", "Short, thanks.");
    let html = format!(
        "<title>The dredger</title><body><table><tr><td><a href=/d>The dredger</a></td></tr></table><table>{rows}</table>"
    );
    let tree = dump::dump(&page(&html));
    holds_all(&tree, &["\"tom\"", "Nobody could swim.", "\"ada\"", "I could.", "Short, thanks."]);
    assert!(tree.contains("    quote") || tree.contains("  quote\n"), "{tree}");
}

#[test]
fn every_turn_of_a_conversation_stays() {
    let turn = |who: &str, role: &str, words: &str| {
        format!(
            "<article data-turn={role}><h5 class=sr-only>{who} said:</h5><div data-message-author-role={role}><div>{words}</div></div></article>"
        )
    };
    let turns = [
        turn("You", "user", "Why?"),
        turn("ChatGPT", "assistant", PROSE),
        turn("You", "user", "And then?"),
        turn("ChatGPT", "assistant", &PROSE.repeat(3)),
    ];
    let tree =
        dump::dump(&page(&format!("<title>ChatGPT - Boats</title><body><main>{}</main></body>", turns.concat())));
    holds_all(&tree, &["Why?", "And then?", "You said", "ChatGPT said"]);
    let quoted = format!(
        "<title>Boats</title><body><article><h1>Boats</h1>{PROSE}{}{PROSE}{PROSE}</article></body>",
        turns[..2].concat()
    );
    holds_all(&dump::dump(&page(&quoted)), &["Why?", "least of all the keeper"]);
}

#[test]
fn every_slide_stands_once() {
    let slide = |class: &str, state: &str, name: &str| {
        format!(
            "<div class='slide {class}' {state}><figure><img src={name}.jpg alt=''><figcaption>The mole in {name}.</figcaption></figure></div>"
        )
    };
    let hidden = "aria-hidden=true";
    let row = slide("cloned", hidden, "winter") + &slide("", "", "spring") + &slide("", hidden, "winter");
    let tree = amid(&format!("<div class=row>{row}</div>"));
    holds_all(&tree, &["The mole in spring.", "The mole in winter."]);
    assert_eq!(tree.matches("The mole in winter.").count(), 1, "{tree}");
    let card = |state: &str, name: &str| {
        format!("<div class=slide {state}><a href=/{name}><img src={name}.jpg> {name} quay and more</a></div>")
    };
    holds_none(&amid(&format!("<div class=row>{}{}</div>", card("", "north"), card(hidden, "south"))), &["south quay"]);
}

#[test]
fn switches_beside_the_words_of_a_heading_go() {
    let tree = amid(
        "<h3>Ropes <div><label><input type=checkbox> Awake</label> <span>Keeps the screen lit</span></div></h3><ul><li>Two ropes</li></ul>",
    );
    holds_all(&tree, &["heading 3\n    \"Ropes\"", "Two ropes"]);
    holds_none(&tree, &["Awake", "screen"]);
}

const PIXEL: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC";

/// A saved page at an address, with a picture at another.
fn saved(address: &str, content: &str, picture: &str) -> (Document, Vec<String>) {
    let part = |kind: &str, place: &str, more: &str, body: &str| {
        format!("--MB\r\nContent-Type: {kind}\r\nContent-Location: {place}\r\n{more}\r\n{body}\r\n")
    };
    let html =
        format!("<html lang=en><body><article><h1>Boats</h1>{PROSE}{content}{PROSE}{PROSE}</article></body></html>");
    let message = [
        format!("From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nMIME-Version: 1.0\r\n"),
        "Content-Type: multipart/related; type=\"text/html\"; boundary=\"MB\"\r\n\r\n".into(),
        part("text/html", address, "", &html),
        part("image/png", picture, "Content-Transfer-Encoding: base64\r\n", PIXEL),
        part("text/html", "https://e.example/frame", "Content-ID: <frame-2@x>\r\n", "<p>Ledger in a frame.</p>"),
        "--MB--\r\n".into(),
    ];
    let mut cx = Context::default();
    let source = Source::new("in", message.concat().into_bytes());
    let document = offprint::read(&source, front::by_name("mhtml").unwrap(), &mut cx).unwrap();
    (document, cx.diags.iter().map(|d| d.message.clone()).collect())
}

#[test]
fn relative_addresses_start_at_the_saved_page() {
    let figure = "<figure><img src=img/pier.png alt=Pier><figcaption>The pier</figcaption></figure>";
    for (page, picture) in [
        ("https://e.example/a/winter.html", "https://e.example/a/img/pier.png"),
        ("file:///C:/A1/doc.htm", "file:///C:/A1/img/pier.png"),
    ] {
        let (document, said) = saved(page, figure, picture);
        assert!(!said.iter().any(|message| message.contains("not found")), "{said:?}");
        assert_eq!(document.assets.iter().count(), 1, "{page}");
    }
}

#[test]
fn frames_and_shadows_of_saved_pages_are_no_silent_loss() {
    let page = "https://e.example/a/winter.html";
    let (_, said) = saved(page, "<iframe src='cid:frame-2@x'></iframe>", "https://e.example/x.png");
    assert!(said.iter().any(|message| message.contains("Ledger in a frame")), "{said:?}");
    let shadow = "<my-note><template shadowmode=open><p>In the shadow the pier was sold for its timber.</p></template></my-note>";
    let (document, said) = saved(page, shadow, "https://e.example/x.png");
    holds_all(&dump::dump(&document), &["In the shadow"]);
    assert!(!said.iter().any(|message| message.contains("Ledger")), "no frame shows it: {said:?}");
}

#[test]
fn a_form_in_the_article_does_not_take_its_text() {
    let text =
        "The keeper of the harbour has counted the boats again, and there were two more than in the year before.";
    let form = "<form><label>News of the harbour by email</label><input type=email><button>Sign up to our newsletter</button></form>";
    let others =
        "<p>Nine ropes were sold at the fair, and the buyer came back for the tenth on the next day.</p>".repeat(20);
    let of = |described: &str| {
        dump::dump(&page(&format!(
            "<!doctype html><html lang=en><head><title>Two more boats</title><meta name=description content='{described}'></head>\
             <body><div id=page><h1>Two more boats</h1><div id=story><p>{text}</p>{form}</div><div class=older>{others}</div></div></body></html>"
        )))
    };
    // The tree has the description too.
    holds_all(&of(text), &[&format!("paragraph\n    \"{text}\"")]);
    holds_none(&of(text), &["newsletter"]);
}

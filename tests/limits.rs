//! The limits of rules about web pages, measured: a page grows by one character, part or pixel at a time, and
//! `tests/golden/limits/*.txt` says at which length what is understood of it changes. A limit that moves shows there.
//!
//! A shape makes a page of a length. `Zephyr` marks the words that are watched: the verdict is how often they are in the
//! article, in which block, and which rules and warnings the remarks name.
#![allow(clippy::disallowed_methods, reason = "tests read goldens")]

#[path = "support/filler.rs"]
mod filler;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/limits.rs"]
mod limits;

use filler::prose;
use limits::{as_blessed, page, paragraphs, times, whole, words};

const CARD: fn(usize, &str) -> String =
    |number, words| format!("<div><h3><a href=/{number}>Boat number {number}</a></h3><p>{words}</p></div>");

#[test]
fn boxes_go_up_to_their_limits() {
    as_blessed(
        "boxes",
        &[
            ("a menu", "html", 50, 1200, |n| page(4, &format!("<nav>{}</nav>", words(n)))),
            ("a foot", "html", 50, 1200, |n| page(4, &format!("<footer>{}</footer>", words(n)))),
            ("a form", "html", 50, 1200, |n| page(4, &format!("<form><label>{}</label><input></form>", words(n)))),
            ("an ornament", "html", 50, 900, |n| page(6, &format!("<div aria-hidden=true>{}</div>", words(n)))),
            ("hidden paragraphs", "html", 100, 1500, |n| {
                page(2, &format!("<div style='display:none'>{}</div>", times(3, |_| format!("<p>{}</p>", words(n)))))
            }),
            ("so many hidden paragraphs", "html", 1, 8, |n| {
                page(2, &format!("<div style='display:none'>{}</div>", times(n, |_| format!("<p>{}</p>", words(900)))))
            }),
            ("beside the page by so many pixels", "html", 1, 2000, |n| {
                page(2, &format!("<p style='position:absolute;left:-{n}px'>{}</p>", words(60)))
            }),
            ("cards", "html", 20, 700, |n| {
                page(12, &format!("<section>{}</section>", times(3, |i| CARD(i, &words(n)))))
            }),
            ("so many cards", "html", 1, 40, |n| {
                page(8, &format!("<section>{}</section>", times(n, |i| CARD(i, &words(150)))))
            }),
            ("cards in little prose", "html", 1, 900, |n| {
                whole(
                    "",
                    &format!(
                        "<article><h1>Harbour notes</h1><p>{}</p><section>{}</section></article>",
                        prose(n, 1),
                        times(3, |i| CARD(i, &words(120)))
                    ),
                )
            }),
            ("cards with something else among them", "html", 0, 14, |n| {
                page(
                    9,
                    &format!(
                        "<section>{}{}</section>",
                        times(7, |i| CARD(i, "Zephyr.")),
                        times(n, |_| "<p>Boats.</p>".into())
                    ),
                )
            }),
            ("teasers", "html", 200, 2500, |n| {
                let more = |i: usize| {
                    format!(
                        "<div><h3><a href=/{i}>Boat number {i}</a></h3><p>{}</p><p><a href=/{i}>On</a></p></div>",
                        words(n)
                    )
                };
                page(20, &format!("<section>{}</section>", times(2, more)))
            }),
            ("share links with words", "html", 1, 900, |n| {
                page(
                    6,
                    &format!(
                        "<div><a href='https://twitter.com/intent/tweet?u=x'>Tweet this here</a> {}</div>",
                        words(n)
                    ),
                )
            }),
            ("share links", "html", 1, 900, |n| {
                page(6, &format!("<div><a href='https://twitter.com/intent/tweet?u=x'>{}</a></div>", words(n)))
            }),
            ("a sign-up", "html", 20, 2000, |n| {
                page(14, &format!("<div><p>Subscribe: {}</p><span><input type=email></span></div>", words(n)))
            }),
            ("a sign-up in a short page", "html", 20, 900, |n| {
                page(2, &format!("<div><p>Subscribe: {}</p><span><input type=email></span></div>", words(n)))
            }),
            ("a button", "html", 6, 200, |n| page(3, &format!("<p><a class=btn href=/give>Buy {}</a></p>", words(n)))),
            ("a copy of so many paragraphs", "html", 1, 6, |n| {
                let text = times(n, |i| format!("<p>Zephyr {}</p>", prose(240, i)));
                page(2, &format!("<div>{text}</div><div>{text}</div>"))
            }),
            ("a copy of paragraphs so long", "html", 40, 400, |n| {
                let text = times(5, |i| format!("<p>Zephyr {}</p>", prose(n, i)));
                page(2, &format!("<div>{text}</div><div>{text}</div>"))
            }),
            ("a copy with new words", "html", 0, 900, |n| {
                let text = times(4, |i| format!("<p>Zephyr {}</p>", prose(300, i)));
                page(2, &format!("<div>{text}</div><div>{text}<p>{}</p></div>", prose(n, 9)))
            }),
            ("a box with an unlucky name", "html", 20, 2500, |n| {
                page(4, &format!("<div class=promo><p>{}</p></div>", words(n)))
            }),
            ("sections with an unlucky name", "html", 20, 900, |n| {
                page(3, &times(3, |i| format!("<div class=related><h3>Part {i}</h3><p>{}</p></div>", words(n))))
            }),
            ("words for sharing", "html", 6, 200, |n| {
                page(6, &format!("<div class=share-bar><p>{}</p></div>", words(n)))
            }),
            ("a widget", "html", 6, 900, |n| page(6, &format!("<div class=widget><p>{}</p></div>", words(n)))),
            ("tags", "html", 6, 900, |n| page(6, &format!("<div class=tags><p>{}</p></div>", words(n)))),
            ("an aside", "html", 20, 4000, |n| page(6, &format!("<aside><p>{}</p></aside>", words(n)))),
            ("a panel that unfolds", "html", 6, 120, |n| {
                page(
                    2,
                    &format!(
                        "<h3><button aria-controls=p>Zephyr of the sea</button></h3><div id=p>{}</div>",
                        prose(n, 2)
                    ),
                )
            }),
        ],
    );
}

#[test]
fn lines_and_sections_go_up_to_their_limits() {
    as_blessed(
        "lines",
        &[
            ("a pointer", "html", 6, 500, |n| page(6, &format!("<p>Read also: <a href=/b>{}</a></p>", words(n)))),
            ("a pointer with words that are no link", "html", 1, 200, |n| {
                page(6, &format!("<p>Read also: <a href=/b>Zephyr of the old lighthouse</a> {}</p>", prose(n, 1)))
            }),
            ("a jump of so many words", "html", 1, 8, |n| {
                page(6, &format!("<p><a href='#x'>Zephyr{}</a></p><p id=x>Sails.</p>", times(n - 1, |_| " sea".into())))
            }),
            ("tags in a line", "html", 6, 500, |n| {
                page(6, &format!("<p>Filed under: <a href=/b>{}</a></p>", words(n)))
            }),
            ("tags before words", "html", 1, 300, |n| {
                page(6, &format!("<p>Filed under: <a href=/b>Zephyr and the sea</a> {}</p>", prose(n, 1)))
            }),
            ("rights", "html", 6, 400, |n| page(6, &format!("<p>© 2024 {}</p>", words(n)))),
            ("a disclosure", "html", 6, 500, |n| page(6, &format!("<p>We may earn a commission. {}</p>", words(n)))),
            ("about the author", "html", 20, 2500, |n| {
                page(24, &format!("<h3>About the author</h3><p>{}</p><h3>Ropes</h3><p>Sails.</p>", words(n)))
            }),
            ("about the author of a short page", "html", 20, 900, |n| {
                page(4, &format!("<h3>About the author</h3><p>{}</p><h3>Ropes</h3><p>Sails.</p>", words(n)))
            }),
            ("a box with the author's name", "html", 20, 2500, |n| {
                whole(
                    "<meta name=author content='Ada Marsh'>",
                    &format!(
                        "<article><h1>Harbour notes</h1>{}<div><div><h3>Ada Marsh</h3><p>{} <a href=/author/ada>All</a></p></div></div></article>",
                        paragraphs(24),
                        words(n)
                    ),
                )
            }),
            ("a label over links", "html", 6, 200, |n| {
                page(6, &format!("<p>More from {}</p><ul><li><a href=/a>Ten more harbours</a></li></ul>", words(n)))
            }),
            ("a label over nothing", "html", 6, 120, |n| {
                page(
                    6,
                    &format!("<div><h2>{}</h2><section>{}</section></div>", words(n), times(2, |i| CARD(i, "Sea."))),
                )
            }),
            ("a linked part of a section", "html", 20, 1200, |n| {
                page(8, &format!("<h3>Related articles</h3><ul><li><a href=/a>{}</a></li></ul>", words(n)))
            }),
            ("a line at the head", "html", 8, 200, |n| {
                whole(
                    "<meta name=author content='Ada Marsh'>",
                    &format!(
                        "<article><h1>Harbour notes</h1><p>By Ada Marsh, Zephyr {}</p>{}</article>",
                        prose(n, 2),
                        paragraphs(3)
                    ),
                )
            }),
            ("a line so far from the head", "html", 0, 14, |n| {
                whole(
                    "<meta name=author content='Ada Marsh'>",
                    &format!(
                        "<article><h1>Harbour notes</h1>{}<p>Ada Marsh</p><p>Zephyr {}</p>{}</article>",
                        times(n, |i| format!("<p>Gulls, {i}</p>")),
                        prose(200, 1),
                        paragraphs(3)
                    ),
                )
            }),
            ("lines before a label at the head", "html", 20, 300, |n| {
                page(0, &format!("<p>{}</p><p>Share this article</p>{}", words(n), paragraphs(3)))
            }),
            ("house rules", "html", 1, 300, |n| {
                page(4, &format!("<p>Zephyr comments are moderated {}</p>", prose(n, 1)))
            }),
            ("a standfirst", "html", 6, 700, |n| {
                whole(
                    "",
                    &format!(
                        "<article><h1>Harbour notes</h1><p class=standfirst>{}</p>{}</article>",
                        words(n),
                        paragraphs(3)
                    ),
                )
            }),
            ("a description", "html", 6, 60, |n| {
                whole(
                    &format!("<meta name=description content='{}'>", words(n)),
                    &format!("<article><h1>Harbour notes</h1>{}</article>", paragraphs(3)),
                )
            }),
            ("a kicker", "html", 6, 100, |n| {
                whole(
                    "",
                    &format!(
                        "<article><p class=kicker>{}</p><h1>Harbour notes</h1>{}</article>",
                        words(n),
                        paragraphs(3)
                    ),
                )
            }),
            ("a site's name", "html", 6, 120, |n| {
                whole(
                    &format!("<meta property='og:site_name' content='{}'>", words(n)),
                    &format!("<h1>Harbour notes</h1>{}", paragraphs(3)),
                )
            }),
            ("a keyword", "html", 6, 120, |n| {
                whole(
                    &format!("<meta property='article:tag' content='{}'>", words(n)),
                    &format!("<h1>Harbour notes</h1>{}", paragraphs(3)),
                )
            }),
            ("a byline of a class", "html", 6, 200, |n| {
                whole(
                    "",
                    &format!(
                        "<article><h1>Harbour notes</h1><p class=byline>Ada Marsh, {}</p>{}</article>",
                        words(n),
                        paragraphs(3)
                    ),
                )
            }),
            ("a caption below a picture", "html", 6, 900, |n| {
                page(3, &format!("<div><img src=a.jpg width=600 height=400><p class=caption>{}</p></div>", words(n)))
            }),
            ("a label of a toggle", "html", 6, 400, |n| {
                page(
                    3,
                    &format!("<div class=accordion><button>{}</button><div>{}</div></div>", words(n), prose(200, 1)),
                )
            }),
            ("a box that is called a note", "html", 20, 5000, |n| {
                page(3, &format!("<div class=note><p>{}</p></div>", words(n)))
            }),
            ("a pull quote", "html", 20, 900, |n| page(3, &format!("<aside class=pullquote>{}</aside>", words(n)))),
            ("bold words alone", "html", 6, 200, |n| page(2, &format!("<p><b>{}</b></p>{}", words(n), paragraphs(2)))),
            ("a bullet that was typed", "html", 6, 500, |n| {
                page(2, &format!("<p>• {}<br>• Gulls<br>• Ropes</p>", words(n)))
            }),
            ("a note below", "html", 6, 2000, |n| {
                page(
                    3,
                    &format!(
                        "<p>Sails.<sup><a href='#n1' id=r1>1</a></sup></p><p id=n1><a href='#r1'>1</a> {}</p>",
                        words(n)
                    ),
                )
            }),
            ("a note without a link", "html", 6, 2000, |n| {
                page(
                    3,
                    &format!(
                        "<p>Sails.<sup>1</sup> Ropes.<sup>2</sup></p><hr><p><sup>1</sup> {}</p><p><sup>2</sup> Two.</p>",
                        words(n)
                    ),
                )
            }),
            ("alone in preformatted text", "html", 1, 60, |n| {
                page(
                    2,
                    &format!(
                        "<div class=code-header><span>Zephyr{}</span></div><pre><code>a = 1\nb = 2</code></pre>",
                        "x".repeat(n)
                    ),
                )
            }),
        ],
    );
}

#[test]
fn choices_and_warnings_change_at_their_limits() {
    const COMMENT: fn(usize, usize) -> String = |i, n| {
        format!(
            "<div class=comment><b class=author>User{i}</b> <time datetime=2024-05-0{}>{} May 2024</time><p>{}</p></div>",
            i % 9 + 1,
            i % 9 + 1,
            words(n)
        )
    };
    as_blessed(
        "choices",
        &[
            ("an article of so much", "html", 20, 600, |n| whole("", &format!("<div><p>{}</p></div>", words(n)))),
            ("a text left out beside the article", "html", 100, 3000, |n| {
                page(1, &format!("<div class=related>{}</div>", times(3, |_| format!("<p>{}</p>", words(n)))))
            }),
            ("so many comments", "html", 0, 24, |n| {
                page(1, &format!("<section class=comments>{}</section>", times(n, |i| COMMENT(i, 250))))
            }),
            ("comments under little text", "html", 20, 600, |n| {
                whole(
                    "",
                    &format!(
                        "<article><h1>Harbour notes</h1><p>{}</p><div id=comments class=comments>{}</div></article>",
                        prose(n, 2),
                        times(5, |i| COMMENT(i, 120))
                    ),
                )
            }),
            ("comments below a heading", "html", 10, 240, |n| {
                page(
                    2,
                    &format!(
                        "<h2 id=comments>Comments</h2>{}",
                        times(3, |i| format!("<p>I saw it.</p><p>Zephyr {}, {} May 2024</p>", prose(n, 1), i + 1))
                    ),
                )
            }),
            ("comments below a heading so long", "html", 6, 240, |n| {
                page(
                    2,
                    &format!(
                        "<h2 id=comments>{}</h2>{}",
                        prose(n, 4),
                        times(3, |i| format!("<p>Zephyr.</p><p>Bo, {} May 2024</p>", i + 1))
                    ),
                )
            }),
            ("posts inside so many boxes", "html", 0, 14, |n| {
                let post = |i: usize| {
                    format!(
                        "<div class='p'><a href=/u/{i}>User{i}</a> <time>{} May 2024</time><p>{}</p></div>",
                        i + 1,
                        words(150)
                    )
                };
                page(
                    2,
                    &format!(
                        "<div class=comments>{}<div>{}</div>{}</div>",
                        "<div>".repeat(n),
                        times(4, post),
                        "</div>".repeat(n)
                    ),
                )
            }),
            ("so many posts", "html", 1, 7, |n| {
                let post = |i: usize| {
                    format!(
                        "<div class='p'><a href=/u/{i}>User{i}</a> <time>{} May 2024</time><p>{}</p></div>",
                        i + 1,
                        words(200)
                    )
                };
                whole("", &format!("<h1>Harbour notes</h1><div>{}</div>", times(n, post)))
            }),
            ("a name of a post", "html", 2, 60, |n| {
                let post = |i: usize| {
                    format!(
                        "<div class='p'><b class=author>{}{i}</b> <time>{} May 2024</time><p>{}</p></div>",
                        "u".repeat(n),
                        i + 1,
                        words(200)
                    )
                };
                whole("", &format!("<h1>Harbour notes</h1><div>{}</div>", times(5, post)))
            }),
            ("an article that another follows", "html", 50, 400, |n| {
                whole(
                    "",
                    &format!(
                        "<main><article><h1>Harbour notes</h1><p>{}</p></article><article><h2><a href=/2>A crane</a></h2><p>Zephyr is blue.</p></article></main>",
                        prose(n, 1)
                    ),
                )
            }),
            ("an article so many elements before", "html", 0, 12, |n| {
                whole(
                    "",
                    &format!(
                        "<main><article><h1>Harbour notes</h1><p>{}</p></article>{}<article><h2><a href=/2>A crane</a></h2><p>Zephyr is blue.</p></article></main>",
                        prose(400, 1),
                        times(n, |_| "<p>Gulls.</p>".into())
                    ),
                )
            }),
            ("a description longer than the text", "html", 20, 900, |n| {
                whole(
                    &format!("<meta name=description content='{}'>", prose(n, 3)),
                    &format!(
                        "<article><h1>Harbour notes</h1><p>{}</p></article><aside>{}</aside>",
                        words(150),
                        paragraphs(2)
                    ),
                )
            }),
            ("so many goods", "html", 1, 14, |n| {
                page(
                    1,
                    &format!(
                        "<div class=related><ul>{}</ul></div>",
                        times(n, |i| format!(
                            "<li><a href=/{i}>Zephyr lamp of brass number {i}, with a shade of glass</a> <b>$ {i}9</b></li>"
                        ))
                    ),
                )
            }),
            ("a page that a script fills", "html", 0, 400, |n| {
                whole(
                    "<script src=a.js></script>",
                    &format!("<div id=root></div><footer>{}</footer>", prose(n.max(2), 1)),
                )
            }),
            ("links where nothing stands", "html", 1, 60, |n| {
                whole(
                    "",
                    &format!(
                        "<h1>Harbour notes</h1><div><ul>{}</ul></div>",
                        times(n, |i| format!("<li><a href=/{i}>Zephyr number {i} of the sea</a></li>"))
                    ),
                )
            }),
            ("words of the heading in the title", "html", 0, 10, |n| {
                let all = ["Zephyr", "ropes", "boats", "stones", "gulls", "lamps", "masts", "sails", "piers", "tides"];
                format!(
                    "<html><head><title>{} of other days</title></head><body><h1>{}</h1>{}</body></html>",
                    all[..n].join(" "),
                    all.join(" "),
                    paragraphs(3)
                )
            }),
            ("a picture so wide", "html", 20, 500, |n| {
                page(3, &format!("<p><img src=a.jpg width={n} height={n} alt=Zephyr></p>"))
            }),
            ("a picture over the article so wide", "html", 20, 500, |n| {
                whole(
                    "",
                    &format!(
                        "<div><img src=a.jpg width={n} height={n} alt=Zephyr></div><article><h1>Harbour notes</h1>{}</article>",
                        paragraphs(3)
                    ),
                )
            }),
            ("an icon in a button", "html", 20, 200, |n| {
                page(3, &format!("<button><img src=a.jpg width={n} height={n} alt=Zephyr></button>"))
            }),
            ("a drawing so wide", "html", 20, 300, |n| {
                page(
                    3,
                    &format!(
                        "<p><svg width={n} height=100 viewBox='0 0 {n} 100'><title>Zephyr</title>{}</svg></p>",
                        times(10, |i| format!("<path d='M0 {i}h9'/>"))
                    ),
                )
            }),
            ("a drawing of so many strokes", "html", 1, 20, |n| {
                page(
                    3,
                    &format!(
                        "<p><svg width=90 height=50 viewBox='0 0 90 50'><title>Zephyr</title>{}</svg></p>",
                        times(n, |i| format!("<path d='M0 {i}h9'/>"))
                    ),
                )
            }),
            ("boxes inside each other", "html", 1, 400, |n| {
                page(1, &format!("{}<p>Zephyr</p>{}", "<div><section>".repeat(n), "</section></div>".repeat(n)))
            }),
            ("quotations inside each other", "html", 1, 200, |n| {
                page(1, &format!("{}Zephyr{}", "<blockquote>".repeat(n), "</blockquote>".repeat(n)))
            }),
            ("cells of a table", "html", 1, 12, |n| {
                page(
                    1,
                    &format!(
                        "<table><tr>{}</tr><tr>{}</tr></table>",
                        times(n, |i| format!("<td>Zephyr {i}</td>")),
                        times(n, |i| format!("<td>{i}</td>"))
                    ),
                )
            }),
            ("a table for layout", "html", 20, 900, |n| {
                page(1, &format!("<table><tr><td><p>{}</p></td></tr></table>", words(n)))
            }),
        ],
    );
}

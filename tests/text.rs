//! The promises of the plain-text front end, on captures written here and on hostile input. Articles of many kinds are
//! in `tests/golden/text`.
#![allow(clippy::disallowed_methods, reason = "tests touch files and processes")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use offprint::context::Context;
use offprint::doc::{BlockKind, Document, dump, plain_text};
use offprint::front::{FrontEnd, text::Text};
use offprint::source::Source;
use proptest::prelude::*;

fn parse(text: &str) -> (Document, Context<'static>) {
    let mut cx = Context::default();
    let document = Text.parse(&Source::from_text("test", text), &mut cx).unwrap();
    (document, cx)
}

/// The example of the README: the text around the article goes, and all of the article stays.
#[test]
fn the_news_example_keeps_all_of_its_article_and_nothing_else() {
    let text = include_str!("../examples/news.txt");
    let (document, _) = parse(text);
    assert!(plain_text(&document.meta.standfirst).starts_with("After 143 years"));
    assert_eq!(document.meta.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["Nora Whitlock"]);
    let tree = dump::dump(&document);
    for kept in ["on her last working day.", "Councillor Dev Patel", "What happens now", "It always did."] {
        assert!(tree.contains(kept), "{kept:?} is lost from\n{tree}");
    }
    for gone in ["Advertisement", "READ MORE", "newsletter", "Most read", "Text size", "4 min read"] {
        assert!(!tree.contains(gone), "{gone:?} is left in\n{tree}");
    }
}

const HEADLINE: &str = "The harbour master orders a second bell after the first is stolen by a gull, as the whole town looks on \
                        from its windows.";

/// A capture of the kind people really make: a name, the headline twice, buttons, a caption with the site's name.
fn capture() -> String {
    let body = [
        "The harbour master has ordered a second bell, he announced on Monday, because the first one has not been seen since a \
         gull carried it off towards the lighthouse.",
        "Witnesses said that the bird had waited for the crew to go to lunch. “It knew exactly what it was doing,” said one of them.",
    ];
    format!(
        "Marta\n\n{HEADLINE}\n\n{HEADLINE}\nDecrease Font Size Increase Font Size Text Size Print This Page\n\nHarbour Bell Stolen - \
         Coast Daily News\n\n{}",
        body.join("\n\n")
    )
}

#[test]
fn a_capture_with_a_little_chrome_is_an_article() {
    let (document, cx) = parse(&capture());
    assert_eq!(plain_text(&document.meta.title), HEADLINE);
    assert_eq!(document.meta.authors[0].name, "Marta");
    assert_eq!(document.meta.site.as_deref(), Some("Coast Daily News"));
    assert!(document.meta.standfirst.is_empty(), "the standfirst must not repeat the title");
    let kinds: Vec<_> = document.blocks.iter().map(|b| &b.kind).collect();
    assert!(matches!(kinds[0], BlockKind::Figure(f) if plain_text(&f.caption) == "Harbour Bell Stolen"));
    assert!(matches!(kinds[1..], [BlockKind::Paragraph(_), BlockKind::Paragraph(_)]));
    assert_eq!(cx.diags.count("page-controls") + cx.diags.count("chrome-repeated"), 2);
}

#[test]
fn keeping_all_removes_nothing() {
    let mut cx = Context::default();
    cx.reading.keep_all = true;
    let text =
        std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/text/recipe/in.txt"))
            .unwrap();
    let document = Text.parse(&Source::from_text("test", text.clone()), &mut cx).unwrap();
    let tree = dump::dump(&document);
    for line in text.lines().map(str::trim).filter(|l| l.chars().count() > 3) {
        let words = line
            .trim_start_matches(['•', ' '])
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
        assert!(tree.contains(&words.chars().take(20).collect::<String>()), "{line} is lost");
    }
}

#[test]
fn a_clean_article_loses_nothing_and_says_nothing_of_chrome() {
    let text = "On Sharing\n\nBy Ada Field\n\nTo share is to print one's name on a thing that is no longer one's own, and to like it \
                all the better for that, as every child with an apple knows.\n\nComments\n\nPeople comment on apples, and on the \
                giving of apples, far more often than they give them away, and I have been no better than others in this.";
    let (document, cx) = parse(text);
    assert_eq!(document.meta.authors[0].name, "Ada Field");
    assert_eq!(document.blocks.len(), 3);
    assert!(cx.diags.iter().all(|d| !d.code.name().starts_with("chrome")));
}

#[test]
fn a_table_of_ranks_makes_no_capture_of_an_article() {
    let prose = "The harbour offices of the coast were asked what a berth for one night costs, and all of them answered within the \
                 week, which surprised nobody more than those who had asked.";
    let towns = [
        "Arden", "Bray", "Corran", "Dunmore", "Easky", "Fenit", "Glin", "Howth", "Inver", "Kilrush", "Louth", "Moville",
    ];
    let rows: Vec<String> = towns.iter().enumerate().map(|(n, t)| format!("{} {t} ${}.50", n + 1, 14 + n)).collect();
    let (document, _) =
        parse(&format!("Berths by night\n\n{prose}\n\n{prose}\n\nRank Town Price\n{}\n", rows.join("\n")));
    let tree = dump::dump(&document);
    assert!(rows.iter().all(|row| tree.contains(row.as_str())), "{tree}");
}

#[test]
fn a_common_word_above_the_title_is_nobody() {
    let text = "Problem\n\nWhat shapes can a folded sheet take?\n\nThe problem is older than it looks: sheets were folded and cut \
                in one stroke three hundred years ago, and it was asked even then which shapes are possible.";
    let (document, _) = parse(text);
    assert!(document.meta.authors.is_empty(), "{:?}", document.meta.authors);
    assert!(dump::dump(&document).contains("Problem"));
}

/// Paragraphs of a document in order, as plain text.
fn paragraphs(text: &str) -> Vec<String> {
    let (document, _) = parse(text);
    let words = |b: &offprint::doc::Block| match &b.kind {
        BlockKind::Paragraph(content) => Some(plain_text(content)),
        _ => None,
    };
    document.blocks.iter().filter_map(words).collect()
}

#[test]
fn prose_broken_by_eye_is_joined() {
    let text = "The ferry\n\n\
                The ferry had stopped at the far bank for the winter, and nobody in\n\
                the village could say for certain when it would cross\n\
                again; the ice came early that year, earlier than the oldest\n\
                of the fishermen remembered.\n\n\
                It stayed so long that the children of both villages walked to\n\
                school across the river with lanterns in their\n\
                hands and wool about their ears, and were late every day.\n";
    let found = paragraphs(text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].ends_with(
            "cross again; the ice came early that year, earlier than the oldest of the fishermen remembered."
        )
    );
}

#[test]
fn a_line_that_a_long_word_cut_short_goes_on() {
    let text = "On keys\n\n\
                It was the custom of the house to hang every key behind the\n\
                kitchen door, and whoever took one left a note, however\n\
                short, for none of the\n\
                misunderstandings-and-recriminations of the year before were to\n\
                come again, or so the cook had said.\n\n\
                Nobody remembers who began it. The notes were kept in a tin\n\
                with a picture of a lighthouse on the lid, and when the tin\n\
                was full it was emptied into the stove.\n\n\
                That is why nothing is known of the winter in which the\n\
                great key was lost.\n\n\
                The smith made another in the spring, and it hangs there\n\
                still.\n";
    assert!(paragraphs(text)[0].contains("short, for none of the misunderstandings-and-recriminations of the year"));
}

#[test]
fn indented_first_lines_begin_paragraphs_below_numbers_too() {
    let text = "    The bell of the harbour has rung every evening since the fire and\n\
                nobody has ever asked who pays for the rope.\n\
                    \u{20}   1. Who rings it\n\
                    \u{20}   Three families have taken turns, by the week, for as long as any\n\
                of them remembers, and they mean to go on.\n\
                    \u{20}   2. Who pays for it\n\
                    \u{20}   Rope is dear and the harbour office has no money, so the families\n\
                pay for it themselves, and say nothing.\n";
    let tree = dump::dump(&parse(text).0);
    for whole in [
        "who pays for the rope.",
        "\"1. Who rings it\"",
        "\"Three families have taken turns, by the week, for as long as any of them",
    ] {
        assert!(tree.contains(whole), "{whole} in\n{tree}");
    }
}

#[test]
fn notes_stand_where_they_are_called() {
    let (document, _) = parse(
        "The mill was built in 1702[1] and burnt down twice,[2] the second time on purpose, as the miller's own letters show.\n\n\
         [1] Parish register, fol. 12.\n[2] Letters, vol. 3.",
    );
    let tree = dump::dump(&document);
    assert_eq!(document.blocks.len(), 1, "{tree}");
    assert_eq!(tree.matches("note").count(), 2, "{tree}");
}

#[test]
fn hostile_shapes_stay_fast_and_bounded() {
    let shapes: Vec<(&str, String)> = vec![
        ("one line of 2 MB", "word and more ".repeat(150_000)),
        ("no spaces at all", "x".repeat(2_000_000)),
        ("deep quotes in one line", format!("{} deep", ">".repeat(10_000))),
        ("every depth of quotes", (1..1500).map(|n| format!("{} x\n", ">".repeat(n))).collect()),
        ("many lines", (0..20_000).map(|n| format!("Line {n} of the text\n")).collect()),
        ("deep lists", (0..5_000).map(|n| format!("{}- item\n", " ".repeat(n % 1000))).collect()),
        ("open fences", "```\n".repeat(5_001)),
        ("open brackets", "[(".repeat(200_000)),
        ("stars", "*a ".repeat(200_000)),
        ("brackets after an address", format!("http://a{}", ")".repeat(300_000))),
        ("pipes", "a | b\n".repeat(10_000)),
    ];
    for (name, text) in shapes {
        let start = Instant::now();
        let source = Source::from_text("test", text);
        let mut cx = Context::default();
        offprint::read(&source, &Text, &mut cx).unwrap();
        // Generous: unoptimised builds on busy machines. Quadratic code takes minutes.
        assert!(start.elapsed() < Duration::from_secs(60), "{name} took {:?}", start.elapsed());
        assert_eq!(cx.diags.count("tree"), 0, "{name}: the tree is not as it should be");
    }
}

/// Pieces of text that detectors search for, to be put together by chance.
const BITS: &[&str] = &[
    "word ",
    "The ",
    "share",
    "\n",
    "\n\n",
    "> ",
    ">>",
    "* ",
    "- ",
    "1. ",
    "2. ",
    "[1]",
    "[1] x\n",
    "```\n",
    "| a | b |\n",
    "---\n",
    "===\n",
    "\t",
    "   ",
    "By Ann Lee",
    "March 3, 2020",
    "From: a@b.org\n",
    "Subject: x\n",
    "-- \n",
    "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n",
    "[Page 1]\n",
    "\u{c}",
    "é",
    "漢字",
    "ﬁ",
    "\u{ad}",
    "\u{ad}\n",
    "-\n",
    "¹",
    "x* ",
    "* y\n",
    "z† ",
    "† z\n",
    "[2, 3] ",
    "^ a b c\n",
    "[edit]\n",
    "http://a.b ",
    "_x_ ",
    "**y** ",
    "`z` ",
    "Ã©",
    "شارك\n",
    ":",
    ".",
    "\r",
    "\u{8}",
    "\u{1b}[1m",
    "☐ ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_become_a_sound_tree(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut cx = Context::default();
        offprint::read(&Source::new("any", bytes), &Text, &mut cx).unwrap();
        prop_assert_eq!(cx.diags.count("tree"), 0);
    }

    #[test]
    fn any_mixture_becomes_a_sound_tree(bits in prop::collection::vec(prop::sample::select(BITS), 0..120)) {
        let mut cx = Context::default();
        let document = offprint::read(&Source::from_text("any", bits.concat()), &Text, &mut cx).unwrap();
        prop_assert_eq!(cx.diags.count("tree"), 0, "{}", dump::dump(&document));
    }
}

#[test]
fn verse_without_capitals_and_stops_keeps_its_lines() {
    let stanza = "the ferry stopped at the far bank\nfor the winter, and nobody there\ncould say when it would cross\n\
                  again under a sky as white\nas the ice that lay below it\nand as still as the old boats\n\n\
                  the children walked to school\nacross the river with lanterns\nin their hands and all the wool\n\
                  their mothers had about their ears\nand sang of what they had seen\nin the windows of the town\n\n";
    let (document, _) = parse(&format!("The harbour in winter\n\nby Ann Field\n\n{stanza}"));
    let verses: Vec<usize> = document
        .blocks
        .iter()
        .map(|block| if let BlockKind::Verse(lines) = &block.kind { lines.len() } else { 0 })
        .collect();
    assert_eq!(verses, [6 + 1 + 6], "{}", dump::dump(&document));
}

#[test]
fn long_stanzas_are_verse() {
    let lines = [
        "The ferry stopped at the far bank,",
        "For all the winter, and none there",
        "Could say when it would cross again,",
    ];
    let octave: Vec<&str> = lines.iter().cycle().take(8).copied().collect();
    let sestet: Vec<&str> = lines.iter().cycle().take(6).copied().collect();
    let sonnet = format!("The harbour in winter\n\nby Ann Field\n\n{}.\n\n{}.\n", octave.join("\n"), sestet.join("\n"));
    let (document, _) = parse(&sonnet);
    let [only] = document.blocks.as_slice() else { panic!("{}", dump::dump(&document)) };
    assert!(matches!(&only.kind, BlockKind::Verse(lines) if lines.len() == 8 + 1 + 6), "{}", dump::dump(&document));
}

#[test]
fn what_a_platform_of_blogs_prints_below_an_article_goes_with_its_talk() {
    let article = "The ferry had stopped at the far bank for the winter, and nobody in the village could say when it would cross again.\n\n\
                   The ice came early that year, earlier than the oldest of the fishermen remembered, and stayed so long that the \
                   children walked to school across the river with lanterns in their hands and wool about their ears.\n\n";
    let talk = "Discussion about this post\n\nMilan\n20h\n\nA great list, and plenty of strong foundations there, as I said last week.\n\n\
                Expand full comment\nReply\n\nReady for more?\n\nStart your SubstackGet the app\nSubstack is the home for great culture\n";
    let (document, cx) = parse(&format!("{article}{talk}"));
    let tree = dump::dump(&document);
    assert!(
        tree.contains("wool about their ears.") && !tree.contains("Discussion") && !tree.contains("foundations"),
        "{tree}"
    );
    let told = cx.diags.iter().filter(|diagnostic| diagnostic.code == "page-comments").count();
    assert!(told >= 5, "every line that goes is told: {told}");
    let (document, _) = parse(
        "Discussion about this post\n\nThere was none, and that is what this article is about from its first line on.\n",
    );
    assert!(dump::dump(&document).contains("There was none"));
}

/// A short line with a comma at its end is a salutation or the beginning of a sentence, regardless of the judge.
#[test]
fn a_salutation_is_no_heading() {
    let body = "I have been thinking about the engine since we last spoke, and about the cards it is to be fed with; the weaver \
                whom you sent to me says that his loom would stop for a week if one of them were torn in the middle.";
    for opening in ["Dear Charles,", "Liebe Ada,", "Chers amis,"] {
        let (document, _) = parse(&format!("A letter about looms\n\n{opening}\n\n{body}\n\n{body}\n"));
        let headings = document.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading { .. })).count();
        assert_eq!(headings, 0, "{opening} in\n{}", dump::dump(&document));
    }
}

/// The author line above a quotation is not a heading.
#[test]
fn an_attribution_over_a_quotation_is_no_heading() {
    let reply = "I agree with her, and so does everyone who has had to carry water up the stairs of the old town hall in winter.";
    for who in ["On Monday, Ada wrote:", "Ada Kerr:", "What Ada said:", "The Council’s answer:"] {
        let turn = format!("{who}\n\n> {reply} {reply}\n\n{reply}\n\n");
        let (document, _) = parse(&format!("On the pumps\n\n{reply} {reply}\n\n{turn}{turn}"));
        let tree = dump::dump(&document);
        assert!(!tree.contains("heading") && tree.contains("quote block") && tree.contains(who), "{who} in\n{tree}");
    }
}

#[test]
fn short_lines_after_a_colon_are_items_though_each_stands_apart() {
    let before =
        "The quay in winter\n\nThe harbour master keeps three men on the quay until the ice breaks. They ask for:\n\n";
    let after =
        "Nobody has ever brought them a fourth pair of gloves, though the winters have not become any shorter.\n";
    let items = |lines: [&str; 3]| {
        let (document, _) = parse(&format!("{before}{}\n\n{after}", lines.join("\n\n")));
        document
            .blocks
            .iter()
            .find_map(|b| if let BlockKind::List(list) = &b.kind { Some(list.items.len()) } else { None })
    };
    assert_eq!(items(["Wool blankets", "Lamp oil", "A new bell rope"]), Some(3));
    assert_eq!(items(["Give us wool.", "Give us oil.", "Give us rope."]), None, "somebody may say so");
}

/// Half of its lines are like those around articles on pages; its tables show its kind.
#[test]
fn a_specification_is_no_page_and_loses_nothing() {
    let names = ["Open", "Close", "Read", "Write", "Seek", "Lock", "Unlock", "Query", "Reply"];
    let mut text = "Harbour Signal Protocol\n\nVersion 2.1\n\n".to_string();
    names.iter().for_each(|name| text.push_str(&format!("{name}Signal\n")));
    text.push_str(
        "\nIntroduction\n\nThe protocol lets two harbours tell each other which ships have left and which are due, and it needs \
         nothing but a line that carries single characters, one after the other.\n\n",
    );
    for (i, name) in names.iter().enumerate() {
        text.push_str(&format!(
            "{name}Signal\n\nName: CARD8\n\nErrors: Value, Name\n\nThe signal is sent once; a harbour that has not understood it \
             keeps silent, and the other one repeats it after a minute has passed.\n\n     1     {i}          opcode\n     1     n          \
             length of name\n     2     4          request length\n     n     STRING8    name\n\n"
        ));
    }
    let (document, cx) = parse(&text);
    let left: Vec<&str> =
        cx.diags.iter().filter(|d| d.code.name().starts_with("chrome")).map(|d| d.message.as_str()).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(plain_text(&document.meta.title), "Harbour Signal Protocol");
    assert_eq!(document.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Table(_))).count(), names.len());
}

#[test]
fn where_no_article_is_found_everything_stays() {
    let words = ["PRINT", "SHARE", "LOGIN", "SUBSCRIBE", "FOLLOW", "HOME", "MENU", "SEARCH", "CLOSE", "NEXT", "REPLY"];
    let (document, cx) = parse(&words.map(|word| format!("{word}\n{word}ED\n{word}ING\n")).concat());
    assert!(cx.diags.iter().any(|d| d.code == "no-article"));
    let tree = dump::dump(&document);
    assert!(words.iter().all(|word| tree.contains(word)), "{tree}");
}

#[test]
fn numbered_headings_may_be_underlined() {
    let text = "0. Overview\n-----------\n\nThe harbour is described here, and what it costs to lie in it for a night or two.\n\n\
                1. Fees\n-------\n\nThey are paid in the morning, before the office closes for the day, and only in coins.\n";
    let tree = dump::dump(&parse(text).0);
    assert!(!tree.contains("break"), "{tree}");
    assert_eq!(tree.matches("heading").count(), 2, "{tree}");
}

#[test]
fn whom_to_write_to_is_no_title() {
    let text = "Ada Marsh <ada@wave.example>\n\nHow the quay was built\n\nThe stones came by sea, and most of them were carried up \
                by hand, since the crane had not been paid for yet.\n";
    assert_ne!(plain_text(&parse(text).0.meta.title), "Ada Marsh <ada@wave.example>");
}

#[test]
fn words_that_manual_pages_break_are_joined() {
    let text = "PIPES(7)\n\nDESCRIPTION\n       The arguments of the function are ignored if the pattern buffer was made so; argu‐\n       \
                ments that are left out, or that are not set in the environ‐\n       ment, are taken for the empty string wherever \
                the docu‐\n       mentation does not say anything else about the matter.\n";
    let tree = dump::dump(&parse(text).0);
    assert!(["arguments that", "environment, are", "documentation does"].iter().all(|w| tree.contains(w)), "{tree}");
}

#[test]
fn a_caption_is_no_heading() {
    let words =
        "The ferry had been tied up at the north pier since early morning, and nobody could say when it would leave.";
    for caption in ["Figure 3: The pier", "Table B-1. Ferries by year", "Fig. 12 – The crew"] {
        let text = format!("A ferry and its pier\n\n{words}\n\n{words}\n\n{caption}\n\n{words}\n\n{words}\n");
        let (document, _) = parse(&text);
        let is_heading = |kind: &BlockKind| matches!(kind, BlockKind::Heading(_));
        assert!(!document.blocks.iter().any(|block| is_heading(&block.kind)), "{caption}: {}", dump::dump(&document));
    }
}

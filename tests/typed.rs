//! Plain text as people type it: for each kind a few texts, with the words that their Markdown must and must not
//! contain.

#[path = "support/rows.rs"]
mod rows;

use rows::Row;

fn made(text: &str) -> String {
    rows::made("text", text)
}

fn check(rows: &[Row]) {
    rows::check(rows, made);
}

#[test]
fn only_a_dateline_leaves_the_text() {
    const REST: &str =
        "The harbour has a bell and a bench for twelve, and the members built both of them by themselves.";
    let rows: Vec<(String, bool)> = [
        ("5 March 2024", true),
        ("Harbour Courier, 5 March 2024", true),
        ("Published on 5 March 2024", true),
        ("Tuesday 5 March 2024 at the old pier, Leith", false),
        ("Opened on 5 March 2024 by the harbour master", false),
        ("Held 5 March 2024 in the boat house", false),
    ]
    .map(|(line, goes)| (line.to_owned(), goes))
    .into();
    for (line, goes) in rows {
        let made = made(&format!("The Harbour Bell\n\n{line}\n\n{REST}\n\n{REST}\n"));
        assert_eq!(!made.contains(&format!("\n{line}\n")), goes, "{made}");
        assert_eq!(made.contains("date: 2024-03-05"), goes, "{made}");
    }
    check(&[(
        "How the bell broke\n\nThe bell broke on a Monday, and this is what the log of the harbour has to say about it:\n\n\
         2024-03-05 09:12:01 INFO bell hung\n2024-03-05 09:12:07 WARN rope thin\n2024-03-05 09:13:00 INFO\n\nThen it fell.\n",
        &["09:12:01 INFO bell hung"],
        &["date:", "standfirst"],
    )]);
}

/// A paragraph that makes a text long enough to be one.
const PROSE: &str =
    "The harbour has a bell and a bench for twelve, and the members built both of them by themselves in a winter.";

fn check_around(rows: &[Row]) {
    rows::check(rows, |text| made(&text.replace("{prose}", PROSE)));
}

#[test]
fn code_that_is_set_in_keeps_its_signs() {
    check_around(&[
        (
            "How to ring\n\nSave this as ring.py:\n\n    import time\n\n    def ring(n):\n        for _ in range(n):\n            print(\"ding\")\n\n    ring(3)\n\n{prose}\n",
            &["```\nimport time\n\ndef ring(n):\n    for _ in range(n):\n        print(\"ding\")\n\nring(3)\n```"],
            &["“", "- print"],
        ),
        (
            "How to ring\n\n{prose}\n\n\tlet bells = list();\n\tfor bell in bells {\n\t\tring(bell);\n\t}\n\n{prose}\n",
            &["```\nlet bells = list();\nfor bell in bells {\n        ring(bell);\n}\n```"],
            &[],
        ),
        // Neighbours: verse and a quotation that are set in.
        (
            "The Rope\n\n{prose}\n\n    From salt and rain, from rain and salt,\n    let it be me, let it be me;\n    from tar and hemp (the keeper said)\n    return to me.\n\n{prose}\n",
            &["let it be me, let it be me;", "return to me."],
            &["```"],
        ),
    ]);
}

#[test]
fn letters_and_chats_have_no_title() {
    check_around(&[
        (
            "                         12 Pier Street\n                         Leith EH6 1AB\n                         5 March 2024\n\nMs Ada Marsh\nThe Boat House\nLeith\n\nDear Ada,\n\n{prose}\n\nThe rope is yours if you come for it on Saturday.\n",
            &["12 Pier Street", "Leith EH6 1AB", "Dear Ada,"],
            &["title:", "# "],
        ),
        ("Hello all,\n\n{prose}\n\n{prose}\n\nAda\n", &["Hello all,"], &["title:", "# "]),
        (
            "05/03/24, 14:33 - Ada Marsh: Are you at the pier?\n05/03/24, 14:35 - Bo Lund: Yes, since ten, and it rains.\n05/03/24, 14:36 - Ada Marsh: I come.\n05/03/24, 14:40 - Bo Lund: Good.\n",
            &["14:33 - **Ada Marsh:** Are you", "**Bo Lund:** Good."],
            &["title:", "# "],
        ),
        // A title that goes on in the next line, and an address that is one.
        ("The Boat House\n\n{prose}\n\n{prose}\n", &["# The Boat House"], &[]),
    ]);
}

#[test]
fn headings_of_one_series_are_alike() {
    check_around(&[
        (
            "1. What is a knot?\n\n   a) A bend in a rope\n   b) A small boat\n\n2. Who rang the bell?\n\n   a) The keeper\n   b) The gull\n\nAnswers: 1a, 2b\n",
            &["# 1. What is a knot?", "# 2. Who rang the bell?"],
            &[],
        ),
        (
            "Minutes of the Harbour Club\n\n1. The bell\n   Bo reported that the bell was hung in the last week of May, and that it rings.\n2. Money\n   There is none.\n",
            &["1. The bell\n\n   Bo reported", "2. Money\n\n   There is none."],
            &[],
        ),
        (
            "Gesetz über die Glocken\n\n§ 1\nZweck\n\n(1) Dieses Gesetz regelt das Läuten von Glocken.\n(2) Es gilt nicht für Kuhglocken.\n\n§ 2\nInkrafttreten\n\nDieses Gesetz tritt am 1. April 2024 in Kraft.\n",
            &["# § 1\n", "# Zweck\n", "# § 2\n", "# Inkrafttreten\n"],
            &["verse"],
        ),
        (
            "港口\n\n第一章　钟\n\n　　清晨下着雨，港口上没有人来。祖母坐在桥上，撑着一把旧伞，看着河水慢慢地涨起来。\n\n第二章　绳\n\n　　家里的灯亮着。父亲坐在桌子旁边，读着一封旧信。他没有抬头，只是把灯推了推。\n",
            &["# 第一章 钟", "# 第二章 绳"],
            &[],
        ),
        (
            "Plum Cake\n\nIngredients\n\n500 g plums\n200 g flour\n\nMethod\n\nStone the plums and cut them. Mix everything else.\nBake it for an hour and serve it warm.\n",
            &["# Ingredients", "# Method"],
            &[],
        ),
        // Neighbours: an item that was wrapped, and items without text below them.
        (
            "On Ropes\n\n{prose}\n\n1. A rope that is long enough for every boat and every\n   Harbour in the north.\n2. A bell.\n\n{prose}\n",
            &["1. A rope that is long enough for every boat and every Harbour in the north."],
            &[],
        ),
    ]);
}

#[test]
fn chords_keep_their_places() {
    check_around(&[
        (
            "Nets\n\n[Verse]\nG              D\nThe ropes are wet, the nets are torn,\nEm7            C/G\nThe keeper rings the bell at morn.\n\n{prose}\n",
            &["```\n[Verse]\nG              D\nThe ropes are wet,", "Em7            C/G\n"],
            &["<!-- verse"],
        ),
        (
            "{title: Nets}\n{artist: Bo Lund}\n\n{soc}\n[G]The ropes are [D]wet,\n[Em]the nets are [C]torn.\n{eoc}\n",
            &["title: Nets", "author: Bo Lund", "G             D\nThe ropes are wet,"],
            &["{", "[G]", "soc"],
        ),
        (
            "[ti:Nets]\n[ar:Bo Lund]\n[00:12.00]The ropes are wet, the nets are torn,\n[00:16.50]The keeper rings the bell at morn,\n[00:21.10]And nobody has heard it.\n",
            &["title: Nets", "author: Bo Lund", "The ropes are wet,"],
            &["[", "00:"],
        ),
        // Neighbours: an index by letters, and brackets that are no chords.
        ("Index\n\nA\nApples and pears, 12\n\nB\nBread rolls, 14\n\n{prose}\n", &["Apples and pears, 12"], &["```"]),
        ("On signs\n\nSee [A] and [B], and [C], in {braces} too. {prose}\n", &["[A]", "{braces}"], &[]),
    ]);
}

#[test]
fn lines_for_players_and_for_programs_go() {
    check_around(&[
        (
            "1\n00:00:01,000 --> 00:00:04,000\n{\\an8}The bell rang at nine.\n\n2\n00:00:04,500 --> 00:00:07,000\n{\\i1}Nobody{\\i0} heard it.\n",
            &["The bell rang at nine. Nobody heard it."],
            &["{"],
        ),
        (
            "WEBVTT\nKind: captions\nLanguage: en\n\nNOTE by hand\n\n00:00:01.000 --> 00:00:04.000\nThe bell rang at nine\n\n00:00:04.500 --> 00:00:07.000\nand nobody heard it.\n",
            &["The bell rang at nine and nobody heard it."],
            &["Kind", "Language", "NOTE", "WEBVTT"],
        ),
        (
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{prose}\n\n- - ropes\n- - nets\n\nAda\n-----BEGIN PGP SIGNATURE-----\n\niQIzBAEBCAAd\n=AbCd\n-----END PGP SIGNATURE-----\n",
            &["- ropes\n- nets", "Ada"],
            &["PGP", "Hash", "iQIz", "\\-"],
        ),
        (
            "#+TITLE: The Bell\n#+AUTHOR: Ada Marsh\n\n* Begin\nIt was cast in *1512* and rang. {prose}\n\n** Later\n- bronze\n- tin\n\n* Notes\nNone.\n",
            &["title: The Bell", "author: Ada Marsh", "1512"],
            &["#+", "[^1]"],
        ),
        (
            "Content-Type: text/x-zim-wiki\nWiki-Format: zim 0.6\n\n====== The Bell ======\n\n{prose}\n",
            &["# The Bell"],
            &["Content-Type", "=="],
        ),
    ]);
}

#[test]
fn marks_of_other_markups_steal_no_words() {
    check_around(&[
        ("The Bell\n\nIt was cast in *1512* and rang. {prose}\n\n* bronze\n\n{prose}\n", &["bronze"], &["[^1]"]),
        ("The Bell\n\nIt was cast in 1512* and rang. {prose}\n\n* Or so they say.\n", &["[^1]: Or so they say."], &[]),
        ("The Bell\n\nIt was cast in **1512** and rang. {prose}\n", &["**1512**"], &["\\*"]),
        (
            "The Bell\n\nSee https://example.org/bells[the list] now. {prose}\n",
            &["<https://example.org/bells>[the list]"],
            &[],
        ),
        (
            "The Bell\n\nSee [[https://example.org/bells|the list]]. {prose}\n",
            &["<https://example.org/bells>|the list"],
            &[],
        ),
        ("The Bell\n\nSee https://example.org/a?b[]=1 now. {prose}\n", &["<https://example.org/a?b[]=1>"], &[]),
    ]);
}

#[test]
fn quoted_lines_are_no_items() {
    check_around(&[
        (
            "Hello Bo,\n\n{prose}\n\nOn Mon, Mar 4, 2024, Bo Lund wrote:\n> The rope is too short for the new\n> boat, so we need another.\n\n{prose}\n\nAda\n",
            &["> The rope is too short", "boat, so we need another."],
            &["> - "],
        ),
        // A neighbour: items in one column with the line that announces them.
        (
            "The List\n\n{prose}\n\nTake with you:\nOne warm coat\nTwo boots\nA rope\n\n{prose}\n",
            &["- One warm coat\n- Two boots\n- A rope"],
            &[],
        ),
    ]);
}

#[test]
fn bibliographies_hang() {
    check_around(&[
        (
            "Ropes\n\n{prose}\n\nReferences\n\nQuill, Ada. Ropes and Knots of the Northern Harbours. Leith,\n    1987.\nMarsh, Bo. \"Salt and Tar.\" Journal of Northern Salt 12 (1999):\n    33-51.\nLund, Cy. Nets. Oslo, 2019.\n",
            &["Harbours. Leith, 1987.\n\nMarsh", "12 (1999): 33-51.\n\nLund, Cy. Nets. Oslo, 2019."],
            &["verse"],
        ),
        (
            "                    THE KEEPER\n\n                     Ada Marsh\n\n\n          I carried rope, I carried tar,\n               I carried letters from afar,\n          The river rose, the river fell,\n               And what it kept I will not tell.\n",
            &["\nAda Marsh\n", "I carried letters from afar"],
            &["> Ada"],
        ),
    ]);
}

//! Structure that pages state outside HTML's own elements: in styles, roles, and the classes of editors of notes. Each
//! row is a piece of a page, texts that its Markdown must have, and texts that it must not have; neighbours that look
//! alike and must stay as they are stand among them.

#[path = "support/rows.rs"]
mod rows;

use rows::{Row, made};

const PROSE: &str = "The harbour lay quiet that morning, and nobody on the quay expected that a ship would come in before \
                     noon. The gulls sat on the mole, the ropes hung loose, and the clock of the customs house struck ten.";

fn check(rows: &[Row]) {
    rows::check(rows, |piece| {
        let page = format!(
            "<!doctype html><html lang=en><head><title>Harbour notes</title></head><body><article><h1>Harbour notes</h1>\
             <p>{PROSE} {PROSE}</p>{piece}<p>{PROSE} {PROSE}</p></article></body></html>"
        );
        made("html", &page).replace(PROSE, "…")
    });
}

#[test]
fn styles_that_keep_line_ends() {
    check(&[
        ("<p style='white-space: pre-line'>Ropes\nSails</p>", &["Ropes\\\nSails"], &[]),
        (
            "<div style='WHITE-SPACE:pre-wrap'>One rope.\n\nTwo <b>sails</b>.</div>",
            &["One rope.\n\nTwo **sails**."],
            &[],
        ),
        ("<div style='white-space:break-spaces'><p>Ropes\nSails</p></div>", &["Ropes\\\nSails"], &[]),
        ("<div class=whitespace-pre-wrap>Ropes\nSails</div>", &["Ropes\\\nSails"], &[]),
        // Inner styles win, and without a style line ends fold.
        ("<div style='white-space:pre'><p style='white-space:normal'>Ropes\nSails</p></div>", &["Ropes Sails"], &[]),
        ("<p style='white-space:nowrap'>Ropes\nSails</p>", &["Ropes Sails"], &[]),
        ("<p>Ropes\nSails</p>", &["Ropes Sails"], &[]),
        ("<p style='white-space:pre-wrap'>See <code>a\nb</code>.</p>", &["See `a b`."], &[]),
    ]);
}

#[test]
fn boxes_that_only_a_style_sheet_parts() {
    check(&[
        (
            "<div role=table><div role=row><span role=columnheader>Rope</span><span role=columnheader>Cost</span></div>\
             <div role=row><span role=cell>Hemp</span><span role=cell>40</span></div></div>",
            &["| Rope | Cost |", "| Hemp | 40"],
            &["RopeCost"],
        ),
        ("<div role=table><div role=row><span role=cell>Only one.</span></div></div>", &["Only one."], &["|"]),
        (
            "<div><div class=tabs><input type=radio id=a><label for=a>north</label><input type=radio id=b>\
             <label for=b>south</label></div><div><div class=language-sh><pre><code>go n</code></pre></div>\
             <div class=language-sh><pre><code>go s</code></pre></div></div></div>",
            &["**north**\n\n```sh\ngo n", "**south**\n\n```sh\ngo s"],
            &["northsouth"],
        ),
        ("<p><span class=at>00:01:23</span><span class=who>Anna</span></p>", &["00:01:23 Anna"], &[]),
        ("<h3><span class=no>1</span><span class=t>Duty of care</span></h3>", &["1 Duty"], &[]),
        (
            "<p><span class=a>You</span><span class=b>Boat</span> <span class=c>T</span><span class=d>he sea</span></p>",
            &["YouBoat The sea"],
            &[],
        ),
        ("<p><span class=k>un</span><span class=v>tied</span></p>", &["untied"], &[]),
    ]);
}

#[test]
fn verse_by_its_boxes() {
    check(&[
        (
            "<div class=o-poem><div>The tide is out,<br></div><div>the boats lie still.<br></div><div><br></div>\
             <div>Nobody calls.<br></div></div>",
            &["<!-- verse -->\nThe tide is out,\\\nthe boats lie still.\\\n\\\nNobody calls."],
            &[],
        ),
        (
            "<div class=stanza><span class=line>The tide is out,</span><span class='line in'>the boats lie.</span></div>",
            &["The tide is out,\\\nthe boats lie."],
            &[],
        ),
        (
            "<pre class=wp-block-verse>The tide is out,\n  the boats lie.</pre>",
            &["<!-- verse -->\nThe tide is out,\\\n\u{a0}\u{a0}the boats lie."],
            &["```"],
        ),
        ("<div class=verseblock><pre class=content>The tide\nis out.</pre></div>", &["The tide\\\nis out."], &["```"]),
        (
            "<div class=verseblock><pre class=content>git add [--all] &lt;path&gt;</pre></div>",
            &["```\ngit add [--all] <path>\n```"],
            &["verse"],
        ),
        ("<pre class=content>let a\nlet b</pre>", &["```\nlet a\nlet b\n```"], &[]),
        (
            "<div class=poem-notes><div>She wrote it.</div><div>He read it.</div><div>All wept.</div></div>",
            &["She wrote it.\n\nHe read it."],
            &["verse"],
        ),
    ]);
}

#[test]
fn lists_that_editors_of_notes_take_apart() {
    check(&[
        (
            "<ol start=1><li>rope</li></ol><ol start=2><li>sail</li></ol><p>…</p><ol start=3><li>tar</li></ol>",
            &["1. rope\n2. sail\n", "3. tar"],
            &["<!-- -->"],
        ),
        ("<ol><li>rope</li></ol><ol><li>sail</li></ol>", &["1. rope", "1. sail"], &["2. sail"]),
        ("<ul class=b><li>rope</li></ul><ul class=b><li>sail</li></ul>", &["- rope\n- sail"], &[]),
        ("<ul class=a><li>rope</li></ul><ul class=b><li>sail</li></ul>", &["- rope\n\n* sail"], &[]),
        (
            "<ul><li><div class='checkbox checkbox-on'></div> <span>rope</span></li><li><div class='checkbox checkbox-off'>\
             </div> <span>sail</span></li></ul>",
            &["- [x] rope\n- [ ] sail"],
            &[],
        ),
        (
            "<ul><li style='--en-checked:true'>rope</li><li style='--en-checked:false'>sail</li></ul>",
            &["- [x] rope\n- [ ] sail"],
            &[],
        ),
        ("<ul class=inline-task-list><li class=checked>rope</li><li>sail</li></ul>", &["- [x] rope\n- [ ] sail"], &[]),
        ("<ul><li class=checked>rope</li><li>sail</li></ul>", &["- rope\n- sail"], &["[x]"]),
        (
            "<div style='--en-codeblock:true'><div>for x in y:</div><div>    go(x)</div></div>",
            &["```\nfor x in y:\n    go(x)\n```"],
            &[],
        ),
        (
            "<figure class=callout><div><span>💡</span></div><div><p>Ask first.</p></div></figure>",
            &["> [!NOTE]\n> 💡 Ask first."],
            &[],
        ),
        (
            "<div class='confluence-information-macro confluence-information-macro-warning'><p class=title>Careful</p>\
             <div><p>Wet stones.</p></div></div>",
            &["> [!WARNING]\n> **Careful**\n>\n> Wet stones."],
            &[],
        ),
    ]);
}

#[test]
fn figures_code_and_numbers() {
    check(&[
        (
            "<figure><h3>Figure 1.</h3><p><img src=a.jpg width=600 height=400></p><figcaption><p>Silt.</p></figcaption></figure>",
            &["*Figure 1. Silt.*"],
            &["### "],
        ),
        (
            "<div><div class=fig><a href=a.large.jpg><img src=a.jpg width=600 height=400></a><ul><li><a href='a.large.jpg?d=1'>\
             Download figure</a></li></ul></div><div class=fig-caption><span>Figure 1.</span> <p>Silt.</p></div></div>",
            &["*Figure 1. Silt.*"],
            &["Download"],
        ),
        (
            "<div class=CodeMirror-code><pre class=CodeMirror-line>select 1</pre><pre class=CodeMirror-line>from t;</pre></div>",
            &["```\nselect 1\nfrom t;\n```"],
            &[],
        ),
        (
            "<div class=highlight><span class=filename>main.py</span><pre><code>go()</code></pre></div>",
            &["main.py\n\n```\ngo()\n```"],
            &[],
        ),
        (
            "<div class=expressive-code><figure><figcaption><span class=title>src/a.rs</span></figcaption>\
             <pre data-language=rust><code>fn a() {}</code></pre></figure></div>",
            &["src/a.rs\n\n```rust\nfn a() {}"],
            &[],
        ),
        (
            "<section><span class=number>1.</span><p>The ropes.</p></section><section><span class=number>2.</span><p>The \
             sails.</p><section><span class=number>(a)</span><p>jib;</p></section><section><span class=number>(b)</span>\
             <p>main.</p></section></section>",
            &["1. The ropes.", "2. The sails.", "1) jib;", "2) main."],
            &["1\\.", "(a)"],
        ),
        (
            "<div><span class=day>12</span><p>Rain.</p></div><div><span class=day>13</span><p>Wind.</p></div>",
            &["12\n\nRain."],
            &["12."],
        ),
    ]);
}

#[test]
fn furniture_of_programs() {
    check(&[
        ("<p>Text within this block will maintain its original spacing when published</p>", &[], &["original spacing"]),
        ("<p>Member-only story</p>", &[], &["Member"]),
        ("<p>He was a member-only guest, and that is the story.</p>", &["member-only guest"], &[]),
        (
            "<blockquote class=bbCodeBlock><div>The ropes.</div><div class=bbCodeBlock-expandLink><a>Click to expand...</a></div></blockquote>",
            &["> The ropes."],
            &["expand"],
        ),
        ("<p><img src=a.jpg alt=__wf_reserved_inherit width=600 height=400></p>", &["![](a.jpg)"], &["wf_"]),
        ("<p class=src>Source of the river</p>", &["Source of the river"], &[]),
    ]);
}

const HEADER: &str = "From: Tom Hale <tom@quay.example>\nTo: x@y.example\nSubject: Fwd: Ropes\nDate: Tue, 12 Mar 2024 08:00:00 +0100\n\
    MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n";

#[test]
fn a_message_that_was_forwarded_as_text() {
    let mail = format!(
        "{HEADER}Look.\n\n---------- Forwarded message ---------\nFrom: Ada Marsh <ada@quay.example>\n\
         Date: Mon, 11 Mar 2024 at 09:00\nSubject: Ropes\nTo: <list@quay.example>\n\n\n{PROSE}\n"
    );
    let made = made("mail", &mail);
    assert!(made.contains("Look.\n\n## Ropes\n\nAda Marsh, 2024-03-11\n\nThe harbour"), "{made}");
    assert!(!made.contains("verse") && !made.contains("list@quay"), "{made}");
}

#[test]
fn wrapped_lines_of_japanese_are_one_paragraph() {
    let mail = format!(
        "{HEADER}リンドの港は1871年に建設されたが、会社は二台目のクレーンが届\nく前に倒産した。町は四十年の間、誰も説明できない借金を払い続けた。\n\n\
         祖父が帳簿をつけていた。\nそれは今ここにある。\n"
    );
    let made = made("mail", &mail);
    assert!(made.contains("クレーンが届く前に倒産した。"), "{made}");
    assert!(!made.contains("つけていた。それは"), "a line that ends a sentence may end its paragraph: {made}");
}

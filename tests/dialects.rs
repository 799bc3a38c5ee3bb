//! Markdown as people write it: for each kind of construct a few documents, with the words that their reading must and
//! must not contain.
//!
//! Each row is a document, words that its Markdown must have, and words that it must not have. Signs of a dialect never
//! become words.

#[path = "support/rows.rs"]
mod rows;

use offprint::context::Context;
use offprint::doc::plain_text;
use offprint::front;
use offprint::source::Source;

use rows::{Row, made};

fn check(rows: &[Row]) {
    rows::check(rows, |text| made("markdown", text));
}

#[test]
fn vaults() {
    check(&[
        ("The [[Old net|net]] and [[Rope]].\n", &["The net and Rope."], &["[[", "]]"]),
        ("![[pier.png|Low tide]]\n", &["![Low tide](pier.png)"], &["[["]),
        (
            "[[Rope]]\n\nSeen. %%not sure%% ^note-1\n\n- [/] mended\n",
            &["Seen.", "- [ ] mended"],
            &["%%", "sure", "^note"],
        ),
        ("> [!hint]- How\n> Pull.\n", &["> [!TIP]\n> **How**\n>\n> Pull."], &["hint", "\\["]),
        ("> [!cite] Ada Quill\n> The sea is wide.\n", &["> The sea is wide.\n>\n> — Ada Quill"], &["cite", "[!"]),
        ("It is ==very== cold.\n", &["It is <mark>very</mark> cold."], &["=="]),
    ]);
}

#[test]
fn tags_of_themes() {
    check(&[
        ("Oil.\n\n{% include figure.html path=\"a.png\" caption=\"A pier\" %}\n", &["![](a.png)", "A pier"], &["{%"]),
        ("Oil.\n\n{% include note.html content=\"Mind the *step*.\" %}\n", &["> [!NOTE]\n> Mind the *step*."], &["{%"]),
        ("Oil.\n\n{% include embed/youtube.html id='abc' %}\n", &["youtube.com/watch?v=abc"], &["{%"]),
        (
            "{% asset_img a(b).jpg 塔 %}\n\n{% post_link x 看这里 %} {% btn https://e.example, 下载 %} {% label @重点 %}\n",
            &["![塔](a(b).jpg)", "看这里 [下载](https://e.example) 重点"],
            &["{%"],
        ),
        ("{% blockquote Ada, The Pier %}\nA dog.\n{% endblockquote %}\n", &["> A dog.\n>\n> — Ada, The Pier"], &["{%"]),
        ("{% details Click here %}\nHidden.\n{% enddetails %}\n", &["**Click here**", "Hidden."], &["{%"]),
        ("{% codeblock lang:js a.js %}\nf()\n{% endcodeblock %}\n", &["*a.js*", "```js\nf()\n```"], &["lang"]),
        (
            "Oil.\n\n<div>\n    {% include x.html %}\n    </div>\n<p>A <b>lamp</b>.</p>\n\nEnd.\n",
            &["A **lamp**.", "End."],
            &["```", "</div>", "{%"],
        ),
        (
            "{{< alert icon=\"x\" text=\"Do not open!\" />}}\n\nWait.\n\n{{< alert \"fire\" >}}\nHot.\n{{< /alert >}}\n",
            &["> [!WARNING]\n> Do not open!", "\nWait.", "> [!WARNING]\n> Hot."],
            &["{{", "fire"],
        ),
        (
            "{{< button href=\"/shop\" >}}Buy it{{< /button >}} {{< icon \"star\" >}}\n",
            &["[Buy it](/shop)"],
            &["{{", "star"],
        ),
        ("The tag `{% include a.html caption=\"A b\" %}` inserts.\n", &["`{% include a.html caption=\"A b\" %}`"], &[]),
    ]);
}

#[test]
fn components() {
    check(&[
        ("<Steps>\n1. One\n2. Two\n</Steps>\n", &["1. One\n2. Two"], &["Steps"]),
        (
            "<Aside type=\"caution\" title=\"Hot\">\nThe **glass**.\n</Aside>\n",
            &["> [!CAUTION]\n> **Hot**\n>\n> The **glass**."],
            &["<"],
        ),
        ("<Tabs>\n  <Tab label=\"Whale\">\n    Bright.\n  </Tab>\n</Tabs>\n", &["**Whale**\n\nBright."], &["```", "<"]),
        (
            "import lamp from './lamp.png'\n\n<Image src={lamp} alt=\"A lamp\" />\n",
            &["![A lamp](./lamp.png)"],
            &["import"],
        ),
        ("The type `Vec<Note>` and List<Note> stay.\n", &["`Vec<Note>`"], &[]),
    ]);
}

#[test]
fn programs_for_notes() {
    check(&[
        (
            "title:: Boats\nalias:: B\n\n- {{renderer :toc}}\n- Oars\n  :LOGBOOK:\n  CLOCK: [2024]\n  :END:\n",
            &["title: Boats", "- Oars"],
            &["{{", "CLOCK", "::"],
        ),
        (":::message alert\nHot.\n:::\n", &["> [!WARNING]\n> Hot."], &["message", "alert"]),
        (">>>\nA\n\nB\n>>>\n", &["> A\n>\n> B"], &[">>>"]),
        ("```admonish warning\nHot.\n```\n", &["> [!WARNING]\n> Hot."], &["```"]),
        ("A <d-cite key=\"a\"></d-cite>.<d-footnote>So.</d-footnote>\n", &["A.[^1]", "[^1]: So."], &["d-"]),
        ("![bg right:40%](a.png)\n", &["![](a.png)"], &["bg"]),
        (
            "```rust,ignore\na\n```\n\n```js{1,3}\nb // [!code ++]\n```\n",
            &["```rust\na", "```js\nb\n```"],
            &["ignore", "!code"],
        ),
    ]);
}

#[test]
fn sites() {
    check(&[
        (
            "{{< figure src=\"a.png\" alt=\"Pier\" caption=\"In *May*\" >}}\n",
            &["![Pier](a.png)", "In *May*"],
            &["{{", "figure"],
        ),
        (
            "{{% notice warning \"Ice\" %}}\nThin.\n{{% /notice %}}\n",
            &["> [!WARNING]\n> **Ice**\n>\n> Thin."],
            &["notice"],
        ),
        ("{% highlight sh %}\nls -l\n{% endhighlight %}\n", &["```sh\nls -l\n```"], &["highlight"]),
        (
            "{% include toc.html %}\n\nSee [it]({{ site.url }}/a.html).\n{: .lead}\n",
            &["See [it](/a.html)."],
            &["include", "lead", "{"],
        ),
        ("{{ youtube(id=\"abc\") }}\n\nText.\n", &["youtube.com/watch?v=abc"], &["{{"]),
        ("See {{HTMLElement(\"q\")}} and {{Glossary(\"URL\")}}.\n", &["`<q>`", "URL."], &["{{", "Glossary"]),
        ("```rust\n{{#include ../a.rs}}\n```\n\n{{#playground b.rs}}\n\nText.\n", &["Text."], &["playground"]),
        (":::tip[Wax]\nIt helps.\n:::\n\nMore.\n", &["> [!TIP]\n> **Wax**\n>\n> It helps."], &[":::"]),
        ("!!! danger \"Ice\"\n    Thin.\n\nMore.\n", &["> [!CAUTION]\n> **Ice**\n>\n> Thin.", "\nMore."], &["!!!"]),
        ("```{note} Ice\nIt is *thin*.\n```\n", &["> [!NOTE]\n> **Ice**\n>\n> It is *thin*."], &["{note}", "```"]),
    ]);
}

#[test]
fn notes_tables_and_lists() {
    check(&[
        ("Rope.^[Of *hemp*.] More.\n", &["Rope.[^1] More.", "[^1]: Of *hemp*."], &["^[Of"]),
        ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n", &["| a   | b   |"], &["+--", "+=="]),
        ("Fruit   Use\n------  -----\nBanana  eat\n\nText.\n", &["| Fruit", "| Banana"], &["------  "]),
        ("| a |\n|---|\n| b |\n\nTable: The *words*.\n", &["<!-- caption -->\nThe *words*."], &["Table:"]),
        ("| The sea is wide,\n|   the line short.\n", &["<!-- verse -->\nThe sea is wide,\\\n"], &["| The"]),
        ("a) one\nb) two\n", &["<!-- lower-alpha -->\n1) one\n2) two"], &["a)"]),
        ("(1) one\n(2) two\n", &["<!-- parens -->", "one\n"], &["(2)"]),
        ("Thanks\n:tada: all.\n", &["\u{1F389} all."], &["\n: ", ":tada:"]),
    ]);
}

#[test]
fn marks_code_formulas_and_scripts() {
    check(&[
        (
            "[a](b){.c target=\"_blank\"} [small]{.smallcaps} ![d](e.png){width=40px}\n",
            &["[a](b)", "small-caps", "width=\"40\""],
            &["{", "_blank"],
        ),
        ("```{.py #x caption=\"One\"}\np()\n```\n", &["*One*\n\n```py\np()\n```"], &["{.py"]),
        (
            "```{r setup, include=FALSE}\nx\n```\n\n```{r}\n#| echo: true\ny\n```\n",
            &["```r\ny\n```"],
            &["setup", "echo"],
        ),
        (
            "So $`a_b`$ is.\n\n\\begin{align*}\nx &= y\n\\end{align*}\n",
            &["$a_b$", "$$\n\\begin{aligned}"],
            &["`", "align*"],
        ),
        (
            "**注意：**这很重要，*（斜）*的。见 https://example.org/路，好。\n",
            &["https://example.org/路", "，好"],
            &["路，>", "\\*", "**注意：**这 "],
        ),
        ("<Steps>\n\n1. Pull.\n\n</Steps>\n", &["1. Pull."], &["Steps"]),
    ]);
}

#[test]
fn words_in_angle_brackets() {
    check(&[
        ("Run mv <source> <object> and <input>.\n", &["mv \\<source> \\<object> and \\<input>."], &[]),
        ("If a<b and c>d or p<i and j>k, it is so.\n", &["a\\<b and c>d or p\\<i and j>k, it"], &["**"]),
        ("Put <code> by <title>.\n\nOf <i>both\n\nkinds</i> here.\n", &["\\<code> by \\<title>.", "*both*"], &["<i>"]),
        ("A <kbd>key</kbd>, <label><input> yes</label><br>and <a id=\"x\">more.\n", &["`key`, yes\\\nand"], &["input"]),
    ]);
}

#[test]
fn formulas_by_their_content() {
    check(&[
        ("The \\(L\\) and \\(x_1 * y\\) are.\n", &["The $L$ and $x_1 * y$ are."], &["("]),
        (
            "So:\n\n\\[\n\\begin{aligned}\na &= 1 \\\\\n- b &= 2\n\\end{aligned}\n\\]\n",
            &["$$\n", "1 \\\\ - b"],
            &["\\["],
        ),
        ("So:\n\n[\nT = \\frac{a}{b}\n]\n\nEnd.\n", &["$$\nT = \\frac{a}{b}\n$$"], &["[", "]"]),
        ("The area $ \\pi r^2 $ is.\n", &["The area $\\pi r^2$ is."], &[]),
        ("So it is\n$$\na = b\n$$\nwhere $$c$$ is.\n", &["So it is\n\n$$\na = b\n$$\n\nwhere $c$ is."], &[]),
        ("1. So\n   $$\n   a = b\n   $$\n2. And\n", &["1. So\n\n   $$\n   a = b\n   $$\n\n2. And"], &[]),
        ("A note \\[1\\] and \\(so\\), from $ 5 to $ 6.\n", &["[1", "(so)", "5 to"], &["$$"]),
    ]);
}

#[test]
fn bold_words_with_signs_at_their_edges() {
    check(&[
        (
            "The **pot **is old. **Rent: **due, **Note:**Please.\n",
            &["The **pot** is old. **Rent:** due, <strong>Note:</strong>Please."],
            &["**is"],
        ),
        ("- ** Pets **: none\n", &["- **Pets**: none"], &[]),
        ("Take 2 ** 3 ** 4 and *so *on.\n", &["2 "], &["**3", "*so*"]),
    ]);
}

#[test]
fn answers_of_assistants() {
    check(&[
        (
            "<think>\nI must.\n\nSo.\n</think>\n\nIt sank.:contentReference[oaicite:0]{index=0} So 【12†source】. \u{e200}cite\u{e202}turn0search3\u{e201}\n",
            &["It sank. So."],
            &["must", "oaicite", "†", "cite", "turn0"],
        ),
        ("The 【注】 of a <think> here.\n", &["【注】", "think"], &[]),
    ]);
}

#[test]
fn addresses_changes_and_places_of_contents() {
    check(&[
        ("![A](b.png =400x300)\n", &["![A](b.png)"], &["=400x"]),
        ("See [it](my old file.pdf) and [so](as it was).\n", &["[it](<my old file.pdf>)", "(as it was)"], &[]),
        (
            "{++Now ++}on {~~Monday~>Tuesday~~}.{>>Sure?<<} {--Not--}So.\n",
            &["Now on Tuesday. So."],
            &["{", "Sure", "Not"],
        ),
        (
            "[four]{.deletion author=\"A\"}[five]{.insertion author=\"A\"} pounds.[Right?]{.comment-start id=\"0\"}\n",
            &["five pounds."],
            &["four", "Right"],
        ),
        ("# A\n\n[TOC]\n\n[[_TOC_]]\n\n${toc}\n\nThe [toc] of B.\n", &["The [toc] of B."], &["TOC", "${"]),
        (
            "Old.[^1]{: .ref} ++New++ ^^too^^, ++ctrl+c++.\n\n[^1]: So.\n",
            &["Old.[^1] <u>New</u> <u>too</u>, `ctrl+c`."],
            &[".ref"],
        ),
        (
            "The :abbr[HTML]{title=\"H\"} page.\n\n::video[A talk]{#a}\n",
            &["The HTML page.", "\nA talk"],
            &[":", "title"],
        ),
        ("I wrote C++ and ++i with j++ there: 4^^.\n", &["C++ and ++i with j++"], &["<u>"]),
    ]);
}

#[test]
fn signs_of_templates_in_words() {
    check(&[
        ("Write {{ name }} and {% if user %} there.\n", &["{{ name }} and \\{% if user %} there."], &[]),
        ("{% if user %}Hello{% endif %} {{ name }}.\n", &["Hello"], &["{%", "name"]),
        ("The test [[ -f file ]] of [[Bash]].\n", &["[[ -f file ]] of Bash."], &["[[Bash"]),
        ("A 100%% and %d%% of [[Bash]]. %%no%%\n", &["100%% and %d%% of Bash."], &["no"]),
    ]);
}

#[test]
fn notes_of_typists() {
    check(&[
        (
            "By Ada [1], by Bert [2], at [3].\n\n[1]: Ibid.\n[2]: Hall, \"The Mill\", 1931\n[3]: https://example.org/ \"A\"\n",
            &["By Ada [^1], by Bert [^2], at [3]", "[^1]: Ibid.", "[^2]: Hall, "],
            &["(Ibid"],
        ),
        ("At [1].\n\n[1]: mill.html\n", &["[1](mill.html)"], &["[^"]),
    ]);
}

#[test]
fn what_could_be_words_stays() {
    for text in [
        "If a == b, then 100%% of it^2 holds.\n",
        "Use `{{ x }}`, `[[y]]` and `%%`.\n",
        "A. Smith wrote it.\n",
        "Text {curly} and {another: one}.\n",
        "He said: !!! and went.\n",
    ] {
        assert_eq!(made("markdown", text).replace('\\', ""), text);
    }
}

#[test]
fn a_name_fixes_the_dialect() {
    let text = "See [[Rope]] and %%this%%.\n";
    assert_eq!(made("obsidian", text), "See Rope and .\n");
    for from in ["gfm", "commonmark", "pandoc"] {
        assert!(made(from, text).contains("%%this%%"), "{from}");
    }
}

#[test]
fn codes_in_square_brackets() {
    check(&[
        (
            "[caption id=\"a\" width=\"6\"]<img src=\"a.jpg\" alt=\"Pier\"/> At low tide.[/caption]\n\n[gallery ids=\"1,2\"]\n\n[embed]https://e.org/a[/embed]\n",
            &["![Pier](a.jpg)\n*At low tide.*", "<https://e.org/a>"],
            &["caption", "gallery", "embed"],
        ),
        (
            "[quote=\"ada, post:2, topic:1\"]\nLate.\n[/quote]\n\nAs [b]all[/b] [sic] say, [b] and [1].\n\n[details=\"More\"]\nSo.\n[/details]\n",
            &["> Late.\n>\n> — ada", "As **all** [sic] say, [b] and [1].", "**More**\n\nSo."],
            &["quote", "details"],
        ),
        ("[code]\nx = [b]1[/b]\n[/code]\n", &["```\nx = [b]1[/b]\n```"], &["[code"]),
    ]);
}

#[test]
fn signs_of_more_sites() {
    check(&[
        (
            "# {{ $frontmatter.title }}\n\nAs of {{ $page.x }}. <Badge type=\"tip\" text=\"new\" />\n\n<<< @/a.js{2}\n",
            &["As of", "new"],
            &["{{", "<<<", "Badge"],
        ),
        (
            "Press ++enter++ or ++ctrl+k++. :material-check: Done.\n\n--8<--\na.md\n--8<--\n\n* one {: .c}\n",
            &["Press `enter` or `ctrl+k`. Done.", "one\n"],
            &["++", ":material", "a.md", "{"],
        ),
        ("```dataview\nLIST\n```\n\nrating:: 5\n", &["rating: 5"], &["LIST", "::"]),
        (
            "So \\cite{a} in Figure~\\ref{b}.\n\n\\begin{itemize}\n\\item one\n\\end{itemize}\n\n\\vspace{1cm}\n",
            &["[a] in", "- one"],
            &["cite", "item", "vspace"],
        ),
        ("$$\na = b\n\nc\n$$\n", &["$$\na = b\nc\n$$"], &[]),
    ]);
}

#[test]
fn other_markups() {
    for (from, text, has, lacks) in [
        (
            "rst",
            "Boat\n====\n\nSee `it <https://e.org>`_, ``x``.\n\n.. note::\n   Wet.\n\n.. code-block:: sh\n\n   ls\n",
            &["# Boat", "[it](https://e.org), `x`.", "> [!NOTE]\n> Wet.", "```sh\nls\n```"][..],
            &["..", "===", "`_"][..],
        ),
        (
            "org",
            "#+TITLE: Boat\n\n* Bow :a:\nSee [[https://e.org][it]], =x=.\n#+begin_src sh\nls\n#+end_src\n",
            &["Boat", "# Bow\n", "[it](https://e.org), `x`.", "```sh\nls\n```"],
            &["#+", ":a:", "[["],
        ),
        (
            "asciidoc",
            "= Boat\n\n== Bow\n\nSee https://e.org[it], `x`.\n\n[source,sh]\n----\nls\n----\n\nNOTE: Wet.\n",
            &["Boat", "## Bow\n", "[it](https://e.org), `x`.", "```sh\nls\n```", "> [!NOTE]\n> Wet."],
            &["[source", "----", "NOTE:"],
        ),
    ] {
        let made = made(from, text);
        has.iter().for_each(|words| assert!(made.contains(words), "{words:?} is missing from\n{made}"));
        lacks.iter().for_each(|words| assert!(!made.contains(words), "{words:?} is in\n{made}"));
    }
}

#[test]
fn heads() {
    let title = |text: &str| {
        let front = front::by_name("markdown").unwrap();
        plain_text(&front.parse(&Source::from_text("x.md", text), &mut Context::default()).unwrap().meta.title)
    };
    for (text, expected) in [
        ("+++\ntitle = 'A <b> B'\ndate = 2021-03-04\n+++\n\nText.\n", "A <b> B"),
        ("\n---\ntitle: A: B\n---\nText.\n", "A: B"),
        ("% A\n% Ada\n\nText.\n", "A"),
        ("Title: A\nAuthor: Ada\n\nText.\n", "A"),
        ("{ \"title\": \"A\" }\n\nText.\n", "A"),
        ("## A\n\nText.\n\n### B\n\nMore.\n", "A"),
        ("## A\n\nText.\n\n## B\n\nMore.\n", ""),
    ] {
        assert_eq!(title(text), expected, "{text}");
    }
    assert_eq!(
        made("markdown", "---\ntitle: The pier\nauthor: Ada\n---\n\n# The Pier\n\nText.\n").matches("ier").count(),
        1
    );
}

#[test]
fn lines_and_tables_keep_their_words() {
    check(&[
        (
            "| A | B |\n|---|---|\n| c | d | or e |\n| f | `g|h` or `i` |\n| j | $|x|$ is |\n",
            &["| c   | d", "| or e |", "`g\\|h` or `i`"],
            &[],
        ),
        (
            "#The Train\n\nIt is late.\n\n##Boarding\n\nEarly.\n\n#boats #ropes\n",
            &["## Boarding", "#boats #ropes"],
            &["##B"],
        ),
        (
            "::: details See it\nNine.\n:::\n\nThe bell.\n::include{file=a.md}\n",
            &["**See it**", "Nine.", "The bell."],
            &["::", "include"],
        ),
        (
            "**Date:** 5 May\n**Place:** hut\n\n• a tent\n• two bags\n",
            &["**Date:** 5 May\\\n", "- a tent\n- two bags"],
            &["•"],
        ),
        (
            "It was told so often by so many people that nobody was\nquite certain of the name: some said\nAda, and others not.\n",
            &["nobody was quite certain of the name: some said Ada"],
            &["\\\n"],
        ),
        ("src/\n├── a.rs\n└── b.rs\n\nText.\n", &["```\nsrc/\n├── a.rs\n└── b.rs\n```"], &[]),
        ("| One,\n| two\n|\n| three\n  and four\n\nText.\n", &["two\\\n\\\nthree and four"], &["|"]),
        ("Ice.[^1]\n\n[^1]: From the lake.\n\n[^1]: Or the pond.\n", &["From the lake.", "Or the pond."], &[]),
        (
            "Ice.[^1]\n\n[^1]: From the lake.\n\nSnow.[^1]\n\n[^1]: Or the pond.\n",
            &["Ice.[^1]", "Snow.[^2]", "[^1]: From the lake.", "[^2]: Or the pond."],
            &[],
        ),
        ("title: The pier\ndate: 2021-03-04\n---\n\nText.\n", &["title: The pier", "Text."], &["## "]),
        ("---\ntitle: A\nabstract: |\n  Of *it*.\n\n  More.\n---\n\nText.\n", &["Of *it*.<br>More."], &[]),
        (
            "Two.\\footnote{A third.}\n\n\\newpage\n\nThe \\emph{end}.\n",
            &["Two.[^1]", "The *end*."],
            &["footnote", "newpage"],
        ),
        (
            "It is >!rye!<, and ||the bread||.\n\n{::comment}\nno\n{:/comment}\n",
            &["It is rye, and the bread."],
            &["comment"],
        ),
    ]);
}

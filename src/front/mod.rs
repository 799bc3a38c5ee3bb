//! Front ends: they parse articles into the tree. A new one is one file and one row in [`FRONT_ENDS`].

pub(crate) mod addresses;
pub(crate) mod embed;
pub(crate) mod epub;
pub mod feed;
pub mod foreign;
pub mod html;
pub mod json;
pub(crate) mod mail;
pub(crate) mod markdown;
pub(crate) mod markup;
pub(crate) mod mojibake;
pub(crate) mod network;
pub(crate) mod notebook;
pub(crate) mod preformatted;
pub mod removal;
pub mod rules;
pub(crate) mod shortcodes;
pub mod text;
pub(crate) mod trees;
pub(crate) mod unread;

use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::Document;
use crate::source::Source;

/// Parses one format.
pub trait FrontEnd: Sync {
    /// The name for `--from`, such as `markdown`.
    fn name(&self) -> &'static str;

    /// File name extensions without the dot, lower case.
    fn extensions(&self) -> &'static [&'static str];

    /// One line for `--help`.
    fn about(&self) -> &'static str;

    /// True if the content looks like this format; used if the name does not decide.
    fn sniff(&self, source: &Source) -> bool;

    /// True if the content is this format beyond doubt, so that it overrides a name that only means "text".
    fn is_certain(&self, _source: &Source) -> bool {
        false
    }

    /// Parses. Any text is some article, and its oddities are reported in `cx`.
    ///
    /// # Errors
    /// [`Error::Unreadable`](crate::diag::Error::Unreadable) if there is nothing to make an article of, such as a
    /// container that cannot be opened.
    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document>;
}

/// All front ends; the order is that of `--help`, and of sniffing. Text takes the files that no other front end takes.
pub const FRONT_ENDS: &[&dyn FrontEnd] = &[
    &feed::FeedFile,
    &notebook::Notebook,
    &json::Json,
    &epub::Epub,
    &mail::Mail,
    &preformatted::WebPage,
    &markup::RESTRUCTURED,
    &markup::ORG,
    &markup::ASCIIDOC,
    &markdown::FRIENDLY,
    &markdown::GFM,
    &markdown::COMMONMARK,
    &markdown::PANDOC,
    &markdown::OBSIDIAN,
    &markdown::HUGO,
    &markdown::ZOLA,
    &markdown::JEKYLL,
    &markdown::MDN,
    &markdown::MDBOOK,
    &markdown::QUARTO,
    &markdown::MYST,
    &markdown::DOCUSAURUS,
    &markdown::MKDOCS,
    &text::Text,
];

/// The front end of that name or extension.
pub fn by_name(name: &str) -> Option<&'static dyn FrontEnd> {
    let name = name.to_ascii_lowercase();
    FRONT_ENDS.iter().copied().find(|f| f.name() == name || f.extensions().contains(&name.as_str()))
}

/// The front end for a source: by its extension, otherwise by its content, otherwise plain text. All kinds of files end
/// in `.txt`, so a file that is surely another format is read as that.
pub fn detect(source: &Source) -> &'static dyn FrontEnd {
    let extension = source.name().rsplit(['/', '\\']).next().and_then(|file| file.rsplit_once('.')).map(|(_, e)| e);
    let all = || FRONT_ENDS.iter().copied();
    // A feed is called feed.xml or feed.json, if it has a name at all.
    if feed::is_feed(source) {
        return &feed::FeedFile;
    }
    match extension.and_then(by_name) {
        Some(front) if front.name() != text::Text.name() => front,
        Some(text) => all().find(|f| f.is_certain(source)).unwrap_or(text),
        None => all().find(|f| f.sniff(source)).unwrap_or(&text::Text),
    }
}

/// Reports an input that is hardly text, the guessed encoding, and losses in decoding. For every front end that reads a source as text.
pub(crate) fn say_decoding(source: &Source, cx: &mut Context) {
    let decoding = source.decoding();
    if let Some(percent) = share_of_controls(source.text()) {
        let message = format!("The input is hardly text: {percent} of 100 of its first characters mean nothing.");
        cx.say(
            Diagnostic::warning(codes::HARDLY_TEXT, message).hint("Look for the file that holds the article as text."),
        );
    }
    if decoding.guessed {
        let message = format!("Nothing states the encoding; it was taken for {}.", decoding.encoding);
        cx.say(Diagnostic::remark(codes::ENCODING_GUESSED, message));
    }
    if decoding.damaged {
        let count = source.text().matches('\u{fffd}').count();
        let message = format!("Some bytes mean nothing in {}; they became U+FFFD, {count} in all.", decoding.encoding);
        cx.say(
            Diagnostic::warning(codes::ENCODING_DAMAGED, message)
                .hint("Convert the file to UTF-8 first, or correct these places."),
        );
    }
}

/// The percentage of characters without a meaning at the start of a text, if they are too many for damage: control
/// characters other than those of typewriters and terminals, and bytes that could not be decoded.
fn share_of_controls(text: &str) -> Option<usize> {
    const LOOKED_AT: usize = 10_000;
    const FEWEST: usize = 10;
    let has_meaning = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{8}' | '\u{c}' | '\u{1b}');
    let is_lost = |c: &char| c.is_control() && !has_meaning(*c) || *c == '\u{fffd}';
    let (lost, all) =
        text.chars().take(LOOKED_AT).fold((0, 0), |(lost, all), c| (lost + usize::from(is_lost(&c)), all + 1));
    (lost >= FEWEST && lost * 20 > all).then(|| lost * 100 / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_text_and_surely_is_not_is_read_as_what_it_is() {
        let front = |name: &str, text: &str| detect(&Source::from_text(name, text)).name();
        let markdown = "# Why they turn\n\nSee [here](https://example.org).\n\n## The lens\n\nIt floats.\n";
        assert_eq!(front("lens.txt", markdown), "markdown");
        assert_eq!(front("lens", markdown), "markdown");
        assert_eq!(front("lens.txt", "<!DOCTYPE html>\n<title>Lens</title><p>It floats."), "html");
        assert_eq!(front("lens.txt", "# coding: utf-8\nimport lens\n\nlens.turn()\n"), "text");
        assert_eq!(front("lens.txt", "# Why they turn\n\nThey float.\n"), "text");
        assert_eq!(front("lens.html", markdown), "html");
    }

    #[test]
    fn a_title_and_a_sentence_without_a_name_are_markdown_and_a_comment_over_code_is_not() {
        let front = |text: &str| detect(&Source::from_text("", text)).name();
        for text in [
            "# Lamps\n\nA lamp was lit in every window.",
            "\n# Lamps\n\n“Light it,” she said,\nand left the house.\n\n- one\n- two\n",
            "# Лампы\r\n\r\nВ каждом окне горела лампа.\r\n",
            "# Two\n\nText.",
            "# Hi\n\nLights out!\n\nThat was all.\n",
        ] {
            assert_eq!(front(text), "markdown", "{text}");
        }
        for text in [
            "# fetch it\n\ncurl -s https://lamps.example/all | sh\n",
            "# lamps\n\nimport lamps and windows\nlamps.light()\n",
            "# lamps\nA comment goes on in the next line, and says so.\n",
            "#lamps at night\n\nA lamp was lit in every window.\n",
            "# lamps\n\nwindow: open\n",
            "# lamps\n\nFROM debian\nRUN apt-get update\n",
            "# lamps\n\nlamps.\n",
            "# lamps\n\nLamp::light(x)?.\n",
            "# lamps\n\nHost lamp\nPort 22\n",
        ] {
            assert_eq!(front(text), "text", "{text}");
        }
    }
}

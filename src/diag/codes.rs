//! Every code that a diagnostic may carry, once, with the sentence that explains it. `docs/codes.md` is made from it.

use std::borrow::Borrow;
use std::fmt;

/// A stable name in kebab-case for one kind of message, such as `picture-missing`. People search for it, and scripts read it
/// in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// The name, as in messages.
    pub fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, name: &&str) -> bool {
        self.0 == *name
    }
}

impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        self.0
    }
}

/// The code of that name.
pub fn named(name: &str) -> Option<Code> {
    let mut codes = GROUPS.iter().flat_map(|group| group.rows).map(|row| row.0);
    codes.find(|code| code.0 == name)
}

/// Codes that belong together, each with its meaning.
pub struct Group {
    /// Their subject.
    pub title: &'static str,
    /// The codes with their sentences.
    pub rows: &'static [(Code, &'static str)],
}

macro_rules! codes {
    ($($title:literal { $($code:ident $name:literal $about:literal)* })*) => {
        $($(#[doc = $about] pub const $code: Code = Code($name);)*)*

        /// All codes in groups, in the order of the documentation.
        pub const GROUPS: &[Group] = &[$(Group { title: $title, rows: &[$(($code, $about)),*] }),*];
    };
}

codes! {
    "Reading any article" {
        NO_ARTICLE "no-article" "No article was found in the input."
        UNREAD_FORMAT "unread-format" "The input is in a format that is not read, so its marks stand in the text."
        FEED_EMPTY "feed-empty" "The feed has no entries."
        FEED_UNREADABLE "feed-unreadable" "A feed could not be read; an edition is made without it."
        ENTRY_PART "entry-part" "The feed has only the beginning of an entry, and its page could not be had."
        NEEDS_SCRIPTS "needs-scripts" "The page is almost empty before its scripts have run."
        FROM_RECORD "from-record" "The page shows the article only after its scripts have run, so its text comes from its record for machines."
        ENCODING_GUESSED "encoding-guessed" "The input does not name its encoding, so statistics chose one."
        ENCODING_DAMAGED "encoding-damaged" "Some bytes mean nothing in the input's encoding and are shown as U+FFFD."
        MOJIBAKE_REPAIRED "mojibake-repaired" "Text that had been decoded with the wrong encoding was restored."
        HARDLY_TEXT "hardly-text" "Many characters of the input mean nothing, so it is perhaps no text."
        CONTROL_CHARACTERS "control-characters" "Control characters were left out."
        TEXT_OVERRIDES "text-overrides" "Invisible characters that change the order of the text were left out, because they can disguise it."
        LANGUAGE_CORRECTED "language-corrected" "The article states another language than its text is written in; that of the text is used."
        SURROGATES "surrogates" "Half of a surrogate pair stands alone and is shown as U+FFFD."
        BYLINE "byline" "A line of the text was read as the author."
        DATELINE "dateline" "A line of the text was read as the date."
        BYLINE_REPEATED "byline-repeated" "A line that repeats the page's metadata was left out."
        TITLE "title" "A line of the text was read as the title."
        READING_TIME "reading-time" "The time it takes to read the article was left out."
        CAPTIONS "captions" "The time stamps of subtitles were left out."
    }
    "What is left out of plain text" {
        CHROME_SHARE "chrome-share" "Share buttons were left out."
        CHROME_PRINT "chrome-print" "Print and mail buttons were left out."
        CHROME_FONT_SIZE "chrome-font-size" "Controls for the size of the page's text were left out."
        CHROME_COOKIES "chrome-cookies" "A cookie notice was left out."
        CHROME_NEWSLETTER "chrome-newsletter" "An invitation to a newsletter or an account was left out."
        CHROME_ADVERTISEMENT "chrome-advertisement" "An advertisement was left out."
        CHROME_RELATED "chrome-related" "Links to other articles were left out."
        CHROME_COMMENTS "chrome-comments" "Readers' comments were left out."
        CHROME_TAGS "chrome-tags" "Tags and categories were left out."
        CHROME_MENU "chrome-menu" "A menu was left out."
        CHROME_REPEATED "chrome-repeated" "A line that repeats the title was left out."
        CHROME_OUTSIDE "chrome-outside" "Text around the article was left out."
        PAGE_FURNITURE "page-furniture" "How many words of the page were left out, and why."
        MACHINE_LINE "machine-line" "A line for an editor, a version system or an archive was left out."
        PAGE_HEADS "page-heads" "Running heads and page numbers of a printed page were left out."
        CONTENTS "contents" "The table of contents was left out."
        GUTENBERG_PAGES "gutenberg-pages" "Page numbers of the printed book were left out."
        GUTENBERG_PICTURE "gutenberg-picture" "The place of a picture was left out."
        GUTENBERG_FRAME "gutenberg-frame" "The licence and header of Project Gutenberg were left out."
    }
    "What is left out of web pages" {
        PAGE_HIDDEN "page-hidden" "Hidden text was left out."
        PAGE_NOTE "page-note" "The text of a note was left out where it stood, because it stands at its call."
        PAGE_TITLE "page-title" "The title was left out where the page repeats it."
        PAGE_NAVIGATION "page-navigation" "Navigation was left out."
        PAGE_SHARING "page-sharing" "Share buttons and counts were left out."
        PAGE_RELATED "page-related" "Links to other articles were left out."
        PAGE_COMMENTS "page-comments" "Readers' comments were left out."
        PAGE_ADVERTISEMENT "page-advertisement" "An advertisement was left out."
        PAGE_NEWSLETTER "page-newsletter" "An invitation to a newsletter or an account was left out."
        PAGE_COOKIES "page-cookies" "A cookie notice was left out."
        PAGE_FILING "page-filing" "Bylines, dates and tags were left out, because the metadata has them."
        PAGE_CONTROLS "page-controls" "Forms and buttons were left out."
        PAGE_FRAME "page-frame" "The page's header or footer was left out."
        PAGE_REPEATED "page-repeated" "Text that stands on the page twice was left out once."
        PAGE_OUTSIDE "page-outside" "Text outside the article was left out."
        PAGE_EMPTY "page-empty" "The page holds no article, because a script would have loaded it."
        MUCH_LEFT_OUT "much-left-out" "Much more text was left out in one place than was kept."
        LESS_THAN_DESCRIBED "less-than-described" "Less text was kept than the page's own description has."
        PAGE_LABEL "page-label" "A label of the page, such as \"Advertisement\", was left out of the article."
    }
    "Structure" {
        PORTRAIT "portrait" "A small portrait beside a name was left out."
        EMBED "embed" "An embedded player or page was replaced by a link, or left out."
        HTML_IN_LINE "html-in-line" "A block inside a line of text was left out."
        HTML_ELEMENT "html-element" "An HTML element that the article cannot hold was left out; its words stay."
        HEADING_LINK "heading-link" "A link in a heading was made plain text."
        HEADING_EMPTY "heading-empty" "A heading without words was left out."
        HEADING_ATTRIBUTES "heading-attributes" "Attributes of a heading other than its identifier were left out."
        NESTING "nesting" "Nesting deeper than the limit was flattened."
        NESTING_DEEP "nesting-deep" "Parts of the article nested deeper than the limit were flattened."
        NESTING_FLATTENED "nesting-flattened" "Quotations nested deeper than the limit were flattened."
        TABLE_COLUMNS "table-columns" "Columns beyond the limit of a table were left out."
        TABLE_SPANS "table-spans" "Cells of a table span more places than there are; the spans were cut."
        TABLE_RAGGED "table-ragged" "The rows of a table have unequal lengths; empty cells fill the short ones."
        TABLE_WIDE "table-wide" "A table has more columns than the limit; the further cells were joined to the last."
        NOTES_HEADING "notes-heading" "The heading of the notes was left out, because each note stands at its call."
        NOTE_REPEATED "note-repeated" "A note is defined twice, and its texts were put together; or repeated calls of a long note were left out."
        NOTE_UNUSED "note-unused" "A note is called nowhere."
        NOTE_IN_NOTE "note-in-note" "A note called inside another note stands there in brackets."
        ID_TWICE "id-twice" "Two places have the same identifier, so one was renamed."
        LINK_UNSAFE "link-unsafe" "A link that would run a script or open a local file was removed; its words stay."
        LINK_DEAD "link-dead" "A link has no target in the article; its words stay."
        TREE "tree" "The document tree breaks its contract. This is a mistake of the program; please report it."
    }
    "Markdown, mail, books and JSON" {
        FRONT_MATTER "front-matter" "The front matter could not be read, or a part of it is not understood."
        MARKDOWN_DIALECT "markdown-dialect" "The dialect of Markdown that was read."
        DIALECT_LEFT_OUT "dialect-left-out" "Marks of a dialect of Markdown that mean nothing in an article were left out."
        MAIL_UNREADABLE "mail-unreadable" "The message could not be read as mail, so it is read as plain text."
        MAIL_CUT "mail-cut" "The message or saved page ends before its last part does."
        MAIL_HEADER "mail-header" "A header line of the message was read."
        MAIL_FOOT "mail-foot" "The foot of a newsletter was left out."
        MAIL_FRAME "mail-frame" "What a newsletter puts around its article was left out."
        MAIL_SIGNATURE "mail-signature" "The signature of a message was left out."
        ATTACHMENT "attachment" "Attachments of a message are not part of the article."
        EPUB_UNREADABLE "epub-unreadable" "The book could not be opened."
        EPUB_EMPTY "epub-empty" "The book holds no words and no pictures."
        EPUB_PAGE "epub-page" "A page of the book could not be read."
        EPUB_UNREACHED "epub-unreached" "Pages of the book that are not in its reading order were left out, because no page leads to them."
        EPUB_REPEATS "epub-repeats" "A page of the book was left out, because it only repeats the metadata."
        JSON "json" "The input is not a document of pandoc's."
        JSON_UNKNOWN "json-unknown" "Elements that this version of pandoc's JSON does not have were left out."
        RAW "raw" "Raw text of another format was left out."
    }
    "Pictures" {
        PICTURE_MISSING "picture-missing" "A picture was not found."
        PICTURE_REMOTE "picture-remote" "A picture is on the network, and fetching was not asked for."
        PICTURE_UNFETCHED "picture-unfetched" "A picture could not be fetched."
        PICTURE_OUTSIDE "picture-outside" "A picture lies outside of the article's folder."
        PICTURE_TOO_LARGE "picture-too-large" "A picture is larger than the limit."
        PICTURE_DAMAGED "picture-damaged" "A picture is damaged or of an unknown kind."
        PICTURE_UNREADABLE "picture-unreadable" "A picture could not be decoded for the page."
        PICTURE_LOST "picture-lost" "A picture could not be taken into the book."
        PICTURE_STILL "picture-still" "Only the first image of an animation is shown."
        PICTURE_SIZE "picture-size" "Markdown has no sizes for pictures, so they were left out."
        PICTURE_WITHOUT_ALTERNATIVE "picture-without-alternative" "A picture has no alternative text for those who cannot see it."
        COVER_SET "cover-set" "The picture for the cover could not be used, so the cover is set in type."
    }
    "Pages" {
        SIZE_IGNORED "size-ignored" "A size, a paper or a face changes nothing, because no text is set."
        OPTION_IGNORED "option-ignored" "An option for other formats changes nothing, because none of them is made."
        SIZE_SMALL "size-small" "The text size is smaller than most readers can read with ease."
        ARTICLE_TWICE "article-twice" "An edition holds the same article twice."
        PAPER_LARGER "paper-larger" "The paper of the style does not fit the text size, so a larger one is taken."
        PAPER_SMALL "paper-small" "The paper is too small for the text size."
        WRITING "writing" "The direction of writing that was asked for is not used in this output."
        FACE_MISSING "face-missing" "The system has no face of that family."
        FACE_NOT_EMBEDDED "face-not-embedded" "A face has no outlines that PDF can hold, so its characters are not shown."
        CHARACTER_MISSING "character-missing" "No face has a glyph for a character."
        FORMULA_SMALL "formula-small" "A formula too wide for the page is set smaller."
        SIGNATURES "signatures" "A booklet of many sheets is parted into signatures."
        ADDRESS_LONG "address-long" "An address is too long for a QR code and is set as text."
        TABLE_SET_SMALLER "table-set-smaller" "A table too wide for the page is set smaller."
        PROFILE_MISSING "profile-missing" "The colour profile was not found or could not be read; FOGRA39 is used."
        PROFILE_UNFIT "profile-unfit" "The colour profile is not one for a CMYK press; FOGRA39 is used."
    }
    "E-reader editions and exchange" {
        DEVICE_NAME "device-name" "The name of the book's file hides from the device what it is."
        EPUB_TOO_LARGE "epub-too-large" "The book is larger than was asked for, even with the smallest pictures."
        MATH_FAILED "math-failed" "A formula could not be made into MathML and stands as it was typed."
        MATH_AS_TEXT "math-as-text" "EPUB 2 knows no MathML, so formulas stand as they were typed."
        MATH_AS_HTML "math-as-html" "A formula without TeX was kept as MathML."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_kebab_case_and_stand_once() {
        let rows: Vec<_> = GROUPS.iter().flat_map(|group| group.rows).collect();
        for (index, (code, about)) in rows.iter().enumerate() {
            let kebab =
                code.name().split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
            assert!(kebab && about.ends_with('.'), "{code}");
            assert!(rows.iter().skip(index + 1).all(|other| other.0 != *code), "{code} stands twice");
            assert_eq!(named(code.name()), Some(*code));
        }
        assert_eq!(named("no-such-code"), None);
    }
}

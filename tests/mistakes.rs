//! The likeliest mistakes of people, each with the exit code and the message: a table, read aloud.
//!
//! 2 means that the command line is wrong and nothing was done; 1 that an article could not be made.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests use files and processes")]

#[path = "support/place.rs"]
mod place;

use place::{Place, STORY};

/// The arguments, the exit code, and words of the message.
type Row = (&'static [&'static str], i32, &'static [&'static str]);

const MISTAKES: &[Row] = &[
    // Inputs that are not articles.
    (&["ftp://example.org/story.html"], 1, &["no address that can be fetched", "http and https only"]),
    (&["https://name:word@example.org/"], 1, &["holds no name and password", "--cookies"]),
    (&["http://"], 1, &["no address that can be fetched", "Write it whole"]),
    (&["story.md", "--url", "harbour"], 2, &["harbour is not an address", "Write it whole"]),
    (&["--list", "none.txt"], 2, &["There is no file none.txt"]),
    (&["story.md", "--cookies", "none.txt"], 2, &["The cookies none.txt could not be read", "Netscape"]),
    (&["scan.pdf"], 1, &["scan.pdf is a PDF already", "pdftotext"]),
    (&["scan.pdf", "--force"], 1, &["scan.pdf is a PDF already", "pdftotext"]),
    (&["story.md", "--from", "pdf"], 2, &["no input format pdf", "pdftotext"]),
    (&["scan.pdf", "--to", "epub"], 1, &["scan.pdf is a PDF already", "pdftotext"]),
    (&["photo.txt"], 1, &["photo.txt is a PNG picture", "![what it shows]"]),
    (&["letter.docx"], 1, &["letter.docx is a Word document", "pandoc"]),
    (&["notes.zip"], 1, &["notes.zip is a ZIP archive", "Unpack it"]),
    (&["news.opml"], 1, &["news.opml is a list of feeds", "--edition TITLE"]),
    (&["memo.rtf", "--to", "md"], 1, &["memo.rtf is a document in RTF"]),
    (&["empty.txt"], 1, &["empty.txt is empty"]),
    (&["stroy.md"], 1, &["There is no file stroy.md", "typing mistake"]),
    (&["folder"], 1, &["folder is a folder", "folder/*.txt"]),
    // Outputs that are not made.
    (&["story.md", "-o", "story.docx"], 2, &["story.docx asks for docx", "pandoc -f json"]),
    (&["story.md", "-o", "story.rst"], 2, &["story.rst asks for rst"]),
    (&["story.md", "--to", "docx"], 2, &["no output format docx", "pandoc"]),
    (&["story.md", "--to", "pfd"], 2, &["no output format pfd", "pdf"]),
    (&["story.md", "--from", "markdwon"], 2, &["no input format markdwon", "markdown"]),
    // Options.
    (&["story.md", "--size", "2pt"], 2, &["cannot be read", "4 to 144"]),
    (&["story.md", "--size", "banana"], 2, &["no size named", "small, normal, large"]),
    (&["story.md", "--style", "bok"], 2, &["no style named", "book"]),
    (&["story.md", "--paper", "a44"], 2, &["no paper named", "a4"]),
    (&["story.md", "--print", "pod", "6x9"], 2, &["6x9", "6x9in"]),
    (&["story.md", "--print", "pod 6x9"], 2, &["no print edition", "office, pod"]),
    (&["story.md", "-o"], 2, &["--output"]),
    (&[], 2, &["No article was named", "convert story.txt"]),
];

#[test]
fn each_mistake_is_told_with_the_way_out() {
    let place = Place::with(&[
        ("story.md", STORY),
        ("scan.pdf", "%PDF-1.7\nx"),
        ("photo.txt", "\u{FEFF}"),
        ("memo.rtf", "{\\rtf1\\ansi Hello}"),
        ("news.opml", "<?xml version=\"1.0\"?><opml version=\"2.0\"><body/></opml>"),
        ("empty.txt", ""),
        ("folder/x", "x"),
    ]);
    place.write("photo.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    place.write("letter.docx", b"PK\x03\x04\x14\0\0\0\x08\0................[Content_Types].xml....word/document.xml");
    place.write("notes.zip", b"PK\x03\x04\x14\0\0\0\x08\0................notes/a.txt");
    let before = place.names();
    for (arguments, code, words) in MISTAKES {
        let run = place.run(*arguments);
        assert!(!run.err.is_empty(), "{arguments:?} says nothing");
        run.fails(*code, words);
        assert_eq!(place.names(), before, "{arguments:?} leaves nothing behind");
    }
}

/// Odd requests that can be met are met, with exit code 0: the article is made, and the doubt is reported.
#[test]
fn what_can_be_made_is_made_and_the_doubt_is_said() {
    let place = Place::with(&[("story.md", STORY)]);
    let run = place.run(["story.md", "--size", "5pt"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("smaller than most people can read") && run.err.contains("--size normal"), "{}", run.err);
    let run = place.run(["story.md", "--standard", "acb", "--size", "small", "-o", "small.pdf"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out().contains("NOT MET"), "{}", run.out());
    let run = place.run(["story.md", "--size", "large", "--to", "md", "-o", "out.md"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("--size changes nothing here"), "{}", run.err);
}

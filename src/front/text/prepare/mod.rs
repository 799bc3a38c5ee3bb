//! From characters to units: the input is cleaned, cut into lines, freed of all that surely is not text, and unwrapped.
//!
//! ```text
//! text -> normalize -> lines -> PREPARE (on lines) -> unwrap -> PREPARE (on units) -> units
//! ```
//!
//! [`PREPARE`] is the table of the other steps, in order. The product and the training of the judges share [`prepare`],
//! so that a judge sees the same data in use as in training.

pub(crate) mod book_chapters;
pub(crate) mod captions;
pub(crate) mod changelog;
pub(crate) mod chords;
pub(crate) mod contents;
pub(crate) mod dashes;
pub(crate) mod double_spacing;
pub(crate) mod gnu_quotes;
pub(crate) mod gutenberg;
pub(crate) mod hanging;
mod hyphens;
pub(crate) mod initials;
pub(crate) mod line;
pub(crate) mod machine_lines;
pub(crate) mod mail;
pub(crate) mod manual_page;
pub(crate) mod markup_heads;
pub(crate) mod memo;
pub(crate) mod newsletter;
pub(crate) mod normalize;
pub(crate) mod notes;
pub(crate) mod outline;
pub(crate) mod pages;
pub(crate) mod paragraph_blocks;
pub(crate) mod paragraph_ends;
pub(crate) mod paragraph_statistics;
pub(crate) mod patches;
pub(crate) mod regions;
pub(crate) mod rfc;
pub(crate) mod rfc_forms;
pub(crate) mod sentences;
pub(crate) mod signed_message;
pub(crate) mod songs;
pub(crate) mod tables;
pub(crate) mod two_columns;
pub(crate) mod unit;
pub(crate) mod unwrap;
pub(crate) mod width;
pub(crate) mod wiki;

use crate::context::Context;
use crate::doc::Meta;
use crate::front::removal::Step;

use line::Line;
use unit::Unit;

/// A text on its way from lines to units.
#[derive(Default)]
pub(super) struct Draft {
    /// Its lines, until they are unwrapped.
    pub lines: Vec<Line>,
    /// Its units, after the step that makes them.
    pub units: Vec<Unit>,
    /// The metadata that the text or its frame states. If it is set, the first lines are not searched for a title.
    pub stated: Option<Meta>,
    /// Authors and date of a memo without a known title.
    pub named: Meta,
    /// True if it is a book of Project Gutenberg.
    pub is_book: bool,
}

/// The stage at which a step is taken.
pub(super) enum Apply {
    /// Before lines are joined.
    Lines(fn(&mut Draft, &mut Context)),
    /// After.
    Units(fn(&mut Draft, &mut Context)),
}

/// The steps, in order.
pub(super) const PREPARE: &[&Step<Apply>] = &[
    &Step {
        id: "signed-message",
        about: "Takes the armour of OpenPGP off a signed message.",
        examples: &[(
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe boats are late.\n-----BEGIN PGP SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----\n",
            "The boats are late.",
        )],
        apply: Apply::Lines(|draft, cx| {
            if !cx.reading.keep_all {
                signed_message::signed_message(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "double-spacing",
        about: "Joins the lines of a text that was typed with every other line empty.",
        examples: &[],
        apply: Apply::Lines(|draft, _| double_spacing::single(&mut draft.lines)),
    },
    &Step {
        id: "outline",
        about: "Reads the starred headings of GNU Emacs' outlines.",
        examples: &[(
            "Boats NEWS  -*- outline -*-\n\n* Boats 2\n\nThe pier is new.\n",
            "Boats NEWS\nBoats 2\nThe pier is new.",
        )],
        apply: Apply::Lines(|draft, cx| {
            if !cx.reading.keep_all {
                outline::outline(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "machine-lines",
        about: "Takes out lines for editors, version systems and archives of newsgroups.",
        examples: &[("-*- coding: utf-8 -*-\n\nThe boats are late.\n\nvim:tw=72\n", "The boats are late.")],
        apply: Apply::Lines(|draft, cx| {
            if !cx.reading.keep_all {
                machine_lines::machine_lines(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "markup-head",
        about: "Reads the head of an Org or Zim file that is named as text.",
        examples: &[("#+TITLE: Boats\n#+OPTIONS: toc:nil\n\nThe boats are late.\n", "The boats are late.")],
        apply: Apply::Lines(|draft, cx| {
            if draft.stated.is_none() && !cx.reading.keep_all {
                draft.stated = markup_heads::markup_head(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "gutenberg",
        about: "Takes the frame of a Project Gutenberg book, its page numbers and its table of contents off.",
        examples: &[(
            "Title: A Pier\n\n*** START OF THE PROJECT GUTENBERG EBOOK A PIER ***\n\nIt was late.\n\n{12}\n\n*** END OF THE PROJECT GUTENBERG EBOOK A PIER ***\nLicence",
            "It was late.",
        )],
        apply: Apply::Lines(|draft, cx| {
            draft.stated = gutenberg::gutenberg(&mut draft.lines, cx).or(draft.stated.take());
            draft.is_book = draft.stated.as_ref().is_some_and(|m| m.publisher.as_deref() == Some("Project Gutenberg"));
        }),
    },
    &Step {
        id: "page-heads",
        about: "Takes the heads and feet of printed pages out and joins the paragraphs they cut.",
        examples: &[(
            "The keeper wrote down the name of the ferry that had stopped\nat the landing and then went on to the sea as ever it did so\nand the name of the ferry that had stopped for one hour there\n\nMarsh   [Page 1]\n\n\nat the far bank, and nobody came to ask him why he did that.\nThe end of it was as the beginning of it, long and very grey.\n\nMarsh   [Page 2]\n",
            "The keeper wrote down the name of the ferry that had stopped at the landing and then went on to the sea as ever it did so and the name of the ferry that had stopped for one hour there at the far bank, and nobody came to ask him why he did that. The end of it was as the beginning of it, long and very grey.",
        )],
        apply: Apply::Lines(|draft, cx| pages::pages(&mut draft.lines, cx)),
    },
    &Step {
        id: "mail-header",
        about: "Reads the header of a mail typed above its text, and takes the signature off its end.",
        examples: &[("From: Ada <ada@wave.example>\nSubject: Boats\n\nThe boats are late.\n", "The boats are late.")],
        apply: Apply::Lines(|draft, cx| {
            if draft.stated.is_none() {
                draft.stated = mail::mail(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "newsletter",
        about: "Takes the foot of a newsletter off and reads its starred headings.",
        examples: &[("No ferry.\n\nYou are receiving this email because you signed up.\n", "No ferry.")],
        apply: Apply::Lines(|draft, cx| newsletter::newsletter(&mut draft.lines, cx)),
    },
    &Step {
        id: "changelog",
        about: "Tells the entries of the changelogs of Debian and WordPress.",
        examples: &[],
        apply: Apply::Lines(|draft, _| {
            changelog::versions(&mut draft.lines);
            if draft.stated.is_none() {
                draft.stated = changelog::changelog(&mut draft.lines);
            }
        }),
    },
    &Step {
        id: "captions",
        about: "Makes paragraphs of subtitles and transcripts, without their times.",
        examples: &[("1\n00:00:01,000 --> 00:00:03,000\nThe boats are late.\n", "The boats are late.")],
        apply: Apply::Lines(|draft, cx| {
            if !cx.reading.keep_all {
                captions::captions(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "songs",
        about: "Reads songs with the times of their lines (LRC) or with chords inside the words (ChordPro).",
        examples: &[(
            "[ti:Boats]\n[00:01.00]The boats are late,\n[00:04.00]the boats are slow,\n[00:07.00]my dear.\n",
            "The boats are late,\nthe boats are slow,\nmy dear.",
        )],
        apply: Apply::Lines(|draft, cx| {
            if draft.stated.is_none() && !cx.reading.keep_all {
                match songs::songs(&mut draft.lines, cx) {
                    Some(meta) if meta.title.is_empty() => draft.named = meta,
                    stated => draft.stated = stated,
                }
            }
        }),
    },
    &Step {
        id: "manual-page",
        about: "Reads head and foot of a manual page of Unix, tells its headings, its synopsis and its tags.",
        examples: &[(
            "TIDE(1)          Harbour          TIDE(1)\n\nOPTIONS\n       -n     Print so many days.\n\n1.2          TIDE(1)",
            "OPTIONS\n-n\nPrint so many days.",
        )],
        apply: Apply::Lines(|draft, cx| {
            if draft.stated.is_none() {
                draft.stated = manual_page::manual_page(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "rfc",
        about: "Reads the head of an RFC, takes its contents out, tells its headings, drawings and grammar.",
        examples: &[],
        apply: Apply::Lines(|draft, cx| {
            if draft.stated.is_none() {
                draft.stated = rfc::rfc(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "typed-contents",
        about: "Takes a table of contents off the head of a text where all its entries stand again below.",
        examples: &[],
        apply: Apply::Lines(|draft, cx| {
            if draft.stated.is_none() && !cx.reading.keep_all {
                contents::at_the_head(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "memo-head",
        about: "Reads names and date in the right column of a memo's head.",
        examples: &[],
        apply: Apply::Lines(|draft, cx| {
            if draft.stated.is_none() {
                draft.named = memo::memo(&mut draft.lines, cx);
            }
        }),
    },
    &Step {
        id: "initials",
        about: "Joins the large first letter of a text to its word.",
        examples: &[(
            "T he ferry stopped at the far bank for the winter, and the boats too.",
            "The ferry stopped at the far bank for the winter, and the boats too.",
        )],
        apply: Apply::Units(|draft, _| initials::join(&mut draft.units)),
    },
    &Step {
        id: "wiki-edit",
        about: "Takes the links of wikis to edit a section off their headings.",
        examples: &[("History [edit]", "History")],
        apply: Apply::Units(|draft, cx| wiki::edit_links(&mut draft.units, cx)),
    },
    &Step {
        id: "proofreaders",
        about: "Reads the marks of Project Gutenberg's proofreaders: notes, bold, the places of pictures.",
        examples: &[],
        apply: Apply::Units(|draft, cx| {
            if draft.is_book {
                gutenberg::marks_of_proofreaders(&mut draft.units, cx);
            }
        }),
    },
    &Step {
        id: "gnu-quotes",
        about: "Turns a grave accent and an apostrophe around words into quotes.",
        examples: &[("Set `Lamp' before you leave.", "Set ‘Lamp’ before you leave.")],
        apply: Apply::Units(|draft, cx| gnu_quotes::gnu_quotes(&mut draft.units, cx)),
    },
    &Step {
        id: "dashes",
        about: "Makes dashes of two hyphens between words of English text and of books in any language.",
        examples: &[(
            "He came down late--it was past ten--and said that the lamp was lit on the pier. The boy had waited for him there all the evening with the oars across his knees, and he had nothing to say about the weather or the boats.",
            "He came down late—it was past ten—and said that the lamp was lit on the pier. The boy had waited for him there all the evening with the oars across his knees, and he had nothing to say about the weather or the boats.",
        )],
        apply: Apply::Units(|draft, cx| dashes::dashes(&mut draft.units, draft.is_book, cx)),
    },
    &Step {
        id: "speeches",
        about: "Makes paragraphs of speeches typed with hyphens, with dashes.",
        examples: &[(
            "- You are late, - said the dog.\n- It rained! - The keeper sat down.\n",
            "— You are late, — said the dog.\n— It rained! — The keeper sat down.",
        )],
        apply: Apply::Units(|draft, cx| dashes::speeches(&mut draft.units, cx)),
    },
    &Step {
        id: "lowered-calls",
        about: "Raises the numbers of notes that became plain digits on the way.",
        examples: &[],
        apply: Apply::Units(|draft, _| notes::raise(&mut draft.units)),
    },
    &Step {
        id: "notes-apart",
        about: "Tells notes of one label apart where numbers begin anew.",
        examples: &[(
            "It was late.[1]\n\n[1] Very.\n\nIt was later.[1]\n\n[1] More.\n",
            "It was late.[^1-1]\n[^1-1] Very.\nIt was later.[^1-2]\n[^1-2] More.",
        )],
        apply: Apply::Units(|draft, _| notes::tell_apart(&mut draft.units)),
    },
];

/// Prepares a text; `header` is outside metadata, such as a mail's header.
pub(super) fn prepare(text: &str, header: Option<Meta>, cx: &mut Context) -> Draft {
    let mut draft = Draft { lines: line::lines(normalize::normalize(text, cx)), stated: header, ..Draft::default() };
    for step in PREPARE {
        if let (Apply::Lines(apply), true) = (&step.apply, cx.reading.uses(step.id)) {
            apply(&mut draft, cx);
        }
    }
    draft.units = unwrap::unwrap(&draft.lines);
    for step in PREPARE {
        if let (Apply::Units(apply), true) = (&step.apply, cx.reading.uses(step.id)) {
            apply(&mut draft, cx);
        }
    }
    draft
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_hold() {
        for step in PREPARE {
            for (text, want) in step.examples {
                let draft = prepare(text, None, &mut Context::default());
                let left: Vec<String> = draft.units.iter().map(Unit::full_text).collect();
                assert_eq!(left.join("\n"), *want, "{}", step.id);
            }
        }
    }
}

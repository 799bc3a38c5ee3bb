//! Paragraphs after shaping, breaking and placing: the properties that the rest of the layout may rely on.
#![allow(clippy::disallowed_methods, reason = "tests touch files and processes")]

use std::rc::Rc;

use offprint::diag::Diagnostics;
use offprint::doc::Lang;
use offprint::layout::fonts::Fonts;
use offprint::layout::frame::{FurnitureKind, GlyphRun, Item, Owner};
use offprint::layout::inline::{Decoration, Direction, Line, Look, Paragraph, Piece, TextPiece};
use offprint::layout::linebreak::{lengths, linebreak};
use offprint::layout::lines::lines;
use offprint::layout::shape::shape;
use offprint::style::{Align, Families, Family, LineCosts};

fn look(family: Family, size: f32) -> Look {
    Look {
        family,
        weight: 400,
        italic: false,
        size,
        colour: Default::default(),
        rise: 0.0,
        tracking: 0.0,
        small_caps: false,
        lang: None,
        line: Decoration::None,
        verbatim: false,
    }
}

fn paragraph(text: &str, look: Look, measure: f32) -> Paragraph {
    let owner = Owner::Furniture(FurnitureKind::Layout);
    let text = TextPiece { text: text.into(), look: Rc::new(look), owner, link: None, note: None };
    Paragraph {
        pieces: vec![Piece::Text(text)],
        align: Align::Justify,
        hyphenate: true,
        lang: Lang::english(),
        measure,
        first_indent: 0.0,
        notch: None,
        leading: 14.0,
        protrude: true,
        direction: Direction::Natural,
    }
}

fn costs() -> LineCosts {
    let mut costs = offprint::style::resolve::plain("normal").lines;
    for pair in std::env::var("OFFPRINT_COSTS").unwrap_or_default().split(',') {
        let Some((key, value)) = pair.split_once('=') else { continue };
        let value: f32 = value.parse().expect("a number");
        match key {
            "hyphen" => costs.hyphen = value,
            "ladder" => costs.ladder = value,
            "contrast" => costs.contrast = value,
            "stretch" => costs.stretch = value,
            "shrink" => costs.shrink = value,
            "expansion" => costs.expansion = value,
            "tracking" => costs.tracking = value,
            _ => panic!("no such cost: {key}"),
        }
    }
    costs
}

fn set(paragraph: &Paragraph, fonts: &Fonts) -> Vec<Line> {
    let mut diags = Diagnostics::default();
    let shaped = shape(paragraph, fonts, &mut diags);
    let breaks = linebreak(&shaped, &costs());
    lines(&shaped, &breaks, fonts)
}

fn runs(line: &Line) -> impl Iterator<Item = (f32, &GlyphRun)> {
    line.items.iter().filter_map(|placed| match &placed.item {
        Item::Glyphs(run) => Some((placed.at.0, run)),
        _ => None,
    })
}

fn text(line: &Line) -> String {
    runs(line).map(|(_, run)| run.text.as_str()).collect()
}

/// The right end of the last glyph that is not a space.
fn right_edge(line: &Line) -> f32 {
    let mut right: f32 = 0.0;
    for (left, run) in runs(line) {
        let mut x = left;
        for glyph in &run.glyphs {
            x += glyph.advance;
            let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
            if !text.trim().is_empty() {
                right = right.max(x);
            }
        }
    }
    right
}

const PROSE: &str = "A printer of the old school would have set this sentence by hand, one letter after another, and would \
    have known without thinking about it how wide a space looks right between two words whose neighbouring letters are \
    round or straight. Programs have to be told. What they are told is arithmetic, but what they are told for is the eye \
    of somebody who reads in the evening, is a little tired, and does not want to notice anything about the lines at all.";

#[test]
fn justified_lines_end_at_the_measure_and_lose_nothing() {
    let fonts = Fonts::with_families(Families::default());
    for measure in [150.0, 190.0, 330.0] {
        let lines = set(&paragraph(PROSE, look(Family::Serif, 11.0), measure), &fonts);
        let whole: String = lines.iter().map(text).collect();
        assert_eq!(whole.replace('\u{AD}', ""), PROSE);
        for line in &lines[..lines.len() - 1] {
            let right = right_edge(line);
            assert!(
                right > measure - 0.1 && right < measure + 4.0,
                "line ends at {right} of {measure}: {}",
                text(line)
            );
        }
    }
}

#[test]
fn everything_is_there_and_a_ligature_is_one_glyph() {
    let fonts = Fonts::with_families(Families::default());
    let lines = set(&paragraph("fine", look(Family::Serif, 11.0), 300.0), &fonts);
    let (_, run) = runs(&lines[0]).next().expect("a run");
    assert!(run.glyphs.len() < 4 && run.glyphs.iter().all(|glyph| glyph.id != 0));
    assert_eq!(run.text, "fine");
}

/// The numbers of lines of a text's best setting, and of the settings a line shorter and a line longer.
fn lines_of_lengths(text: &str, measure: f32) -> (usize, [Option<usize>; 2]) {
    let fonts = Fonts::with_families(Families::default());
    let mut diags = Diagnostics::default();
    let shaped = shape(&paragraph(text, look(Family::Serif, 11.0), measure), &fonts, &mut diags);
    let (best, others) = lengths(&shaped, &costs());
    let alone = linebreak(&shaped, &costs());
    assert!(best.cost <= alone.cost, "the best of three lengths is no worse than the best alone");
    (best.lines.len(), others.map(|breaks| breaks.map(|breaks| breaks.lines.len())))
}

#[test]
fn looseness_gives_one_line_more_where_that_can_be() {
    let long = [PROSE; 4].join(" ");
    let (best, [_, longer]) = lines_of_lengths(&long, 190.0);
    assert_eq!(longer, Some(best + 1));
    assert_eq!(lines_of_lengths("Short.", 190.0).1, [None, None]);
}

#[test]
fn a_word_wider_than_the_line_is_broken_rather_than_run_over() {
    let fonts = Fonts::with_families(Families::default());
    for text in ["a".repeat(400), format!("See https://example.org/{} for it.", "x1".repeat(120))] {
        let lines = set(&paragraph(&text, look(Family::Serif, 11.0), 100.0), &fonts);
        assert!(lines.len() > 5);
        let whole: String = lines.iter().map(crate::text).collect();
        assert_eq!(whole, text);
        assert!(lines.iter().all(|line| right_edge(line) < 104.0));
    }
}

#[test]
fn soft_hyphens_divide_words_and_are_not_copied() {
    let fonts = Fonts::with_families(Families::default());
    let word = "Rind\u{ad}fleisch\u{ad}etikettierungs\u{ad}aufgaben\u{ad}gesetz";
    let text = format!("It is a {word} by name.");
    for hyphenate in [true, false] {
        let set = |measure| {
            let paragraph = Paragraph { hyphenate, ..paragraph(&text, look(Family::Serif, 11.0), measure) };
            set(&paragraph, &fonts).iter().map(crate::text).collect::<Vec<String>>()
        };
        let lines = set(100.0);
        let divided: Vec<&String> = lines.iter().filter(|line| line.ends_with('\u{ad}')).collect();
        assert!(!divided.is_empty(), "{lines:?}");
        for line in divided {
            let end = line.trim_end_matches('\u{ad}').rsplit(' ').next().unwrap_or_default();
            let places = ["Rind", "fleisch", "etikettierungs", "aufgaben"];
            assert!(places.iter().any(|place| end.ends_with(place)), "{line:?}");
        }
        let whole = lines.concat().replace('\u{ad}', "");
        assert_eq!(whole, text.replace('\u{ad}', ""));
        // A line with the whole word has no mark of it.
        assert!(!set(600.0).concat().contains('\u{ad}'));
    }
}

#[test]
fn words_that_fit_are_not_divided_where_words_are_kept_whole() {
    let fonts = Fonts::with_families(Families::default());
    let text = "ship\u{ad}ping com\u{ad}pany ".repeat(20);
    let paragraph =
        Paragraph { hyphenate: false, align: Align::Start, ..paragraph(&text, look(Family::Serif, 11.0), 100.0) };
    assert!(set(&paragraph, &fonts).iter().all(|line| !crate::text(line).contains('\u{ad}')));
}

#[test]
fn a_joiner_is_a_glyph_of_its_own_without_width() {
    let fonts = Fonts::with_families(Families::default());
    for text in ["Auf\u{200c}lage und Schiff\u{200c}fahrt", "ab\u{200d}c", "\u{200c}x\u{200c}"] {
        let bare: String = text.chars().filter(|c| !matches!(c, '\u{200c}' | '\u{200d}')).collect();
        let width = |text: &str| set(&paragraph(text, look(Family::Serif, 10.0), 300.0), &fonts)[0].width;
        let lines = set(&paragraph(text, look(Family::Serif, 10.0), 300.0), &fonts);
        let said = runs(&lines[0]).flat_map(|(_, run)| {
            run.glyphs.iter().map(|glyph| run.text[glyph.text.start as usize..glyph.text.end as usize].to_owned())
        });
        let joiners = said.filter(|text| matches!(text.as_str(), "\u{200c}" | "\u{200d}")).count();
        assert_eq!(joiners, text.chars().count() - bare.chars().count(), "{text}");
        assert_eq!(
            crate::text(&lines[0]).replace(['\u{200c}', '\u{200d}'], ""),
            crate::text(&set(&paragraph(&bare, look(Family::Serif, 10.0), 300.0), &fonts)[0])
        );
        assert!((width(text) - width(&bare)).abs() < 3.0, "{text}");
    }
}

#[test]
fn a_zero_width_space_divides_without_a_hyphen() {
    let fonts = Fonts::with_families(Families::default());
    let text = "Super\u{200b}cali\u{200b}fragilistic\u{200b}expiali\u{200b}docious";
    let paragraph = Paragraph { hyphenate: false, ..paragraph(text, look(Family::Serif, 11.0), 80.0) };
    let lines: Vec<String> = set(&paragraph, &fonts).iter().map(crate::text).collect();
    assert!(lines.len() > 1 && lines.iter().all(|line| !line.contains(['\u{ad}', '\u{200b}'])), "{lines:?}");
    assert_eq!(lines.concat(), "Supercalifragilisticexpialidocious");
}

#[test]
fn an_endless_paragraph_is_set_in_linear_time() {
    let fonts = Fonts::with_families(Families::default());
    let words = "plain words on one endless line, ".repeat(3_000);
    let letters = "x".repeat(100_000);
    for text in [words, letters] {
        let start = std::time::Instant::now();
        let lines = set(&paragraph(&text, look(Family::Serif, 11.0), 300.0), &fonts);
        assert!(lines.len() > 1000);
        assert!(start.elapsed().as_secs() < 60, "took {:?}", start.elapsed());
    }
}

#[test]
fn ragged_lines_do_not_end_in_a_word_of_one_letter() {
    let fonts = Fonts::with_families(Families::default());
    let text = "It was a day on which a man with a hat and a dog went to a lake to see a boat. ".repeat(6);
    for measure in (100..300).step_by(7) {
        let mut paragraph = paragraph(&text, look(Family::Sans, 12.0), measure as f32);
        paragraph.align = Align::Start;
        let lines = set(&paragraph, &fonts);
        let lonely = lines.iter().filter(|line| crate::text(line).trim_end().ends_with(" a")).count();
        assert!(lonely * 10 <= lines.len(), "{lonely} of {} lines at {measure}", lines.len());
        assert!(lines.iter().all(|line| right_edge(line) <= measure as f32 + 0.1));
    }
}

#[test]
fn a_number_is_not_torn_from_its_unit() {
    let fonts = Fonts::with_families(Families::default());
    let text =
        "The bridge is 120 km from here and carries 40 kg a metre over 900 m of water at 3 km an hour. ".repeat(4);
    for measure in (120..330).step_by(10) {
        let mut paragraph = paragraph(&text, look(Family::Serif, 11.0), measure as f32);
        paragraph.align = Align::Start;
        let torn = set(&paragraph, &fonts);
        let torn =
            torn.iter().filter(|line| crate::text(line).trim_end().ends_with(|c: char| c.is_ascii_digit())).count();
        assert_eq!(torn, 0, "at {measure}");
    }
}

#[test]
fn a_range_of_numbers_is_not_torn() {
    let fonts = Fonts::with_families(Families::default());
    let text = "It carries 40\u{2013}45 boats on 3\u{2013}4 days and 120\u{2013}130 boxes from 2019\u{2013}2021 on. "
        .repeat(4);
    for measure in (120..330).step_by(10) {
        let mut paragraph = paragraph(&text, look(Family::Serif, 11.0), measure as f32);
        paragraph.align = Align::Start;
        let lines = set(&paragraph, &fonts);
        assert!(lines.iter().all(|line| !crate::text(line).trim_end().ends_with('\u{2013}')), "at {measure}");
    }
}

#[test]
fn the_call_of_a_note_begins_no_line() {
    let fonts = Fonts::with_families(Families::default());
    for before in ["她走过河岸。", "the weir\u{2014}", "she waited\u{2026}"] {
        for measure in (90..260).step_by(5) {
            let mut paragraph = paragraph("", look(Family::Serif, 11.0), measure as f32);
            paragraph.align = Align::Start;
            let owner = Owner::Furniture(FurnitureKind::Layout);
            let piece = |text: &str, rise: f32| {
                let look = Rc::new(Look { rise, ..look(Family::Serif, 11.0) });
                Piece::Text(TextPiece { text: text.into(), look, owner, link: None, note: None })
            };
            let part = || [piece(before, 0.0), piece("17", 4.0), piece("went on and on ", 0.0)];
            paragraph.pieces = (0..12).flat_map(|_| part()).collect();
            let lines = set(&paragraph, &fonts);
            assert!(lines.iter().all(|line| !crate::text(line).starts_with('1')), "{before} at {measure}");
        }
    }
}

#[test]
fn a_path_begins_with_its_slash() {
    let fonts = Fonts::with_families(Families::default());
    let text = "It is found at /usr/share/zoneinfo or in /etc/localtime or else at /dev/random there. ".repeat(3);
    for verbatim in [false, true] {
        let look = Look { verbatim, ..look(Family::Serif, 11.0) };
        let mut split = 0;
        for measure in (100..330).step_by(7) {
            let mut paragraph = paragraph(&text, look.clone(), measure as f32);
            (paragraph.align, paragraph.hyphenate) = (Align::Start, false);
            let lines: Vec<String> =
                set(&paragraph, &fonts).iter().map(|line| crate::text(line).trim_end().into()).collect();
            assert!(lines.iter().all(|line| !line.ends_with(" /") && line != "/"), "{lines:?} at {measure}");
            split += lines.iter().filter(|line| line.starts_with('/')).count();
            let whole: String = lines.join(" ").replace("/ ", "/");
            assert_eq!(whole, text.trim_end().replace("/ ", "/"), "at {measure}");
        }
        assert!(split > 0, "lines begin with paths");
    }
}

#[test]
fn right_to_left_words_stand_in_visual_order_and_read_in_logical_order() {
    let fonts = Fonts::with_families(Families::default());
    let source = "one \u{5D0}\u{5D1}\u{5D2} \u{5D3}\u{5D4} two";
    let lines = set(&paragraph(source, look(Family::Serif, 11.0), 300.0), &fonts);
    let placed: Vec<(f32, &GlyphRun)> = runs(&lines[0]).collect();
    let holding = |c: char| placed.iter().find(|(_, run)| run.text.contains(c)).expect("it is set");
    let (first, hebrew) = holding('\u{5D0}');
    assert!(hebrew.rtl && hebrew.text.starts_with('\u{5D0}'), "text is logical: {}", hebrew.text);
    assert!(holding('\u{5D3}').0 < *first, "the second word stands left of the first");
    let starts: Vec<u32> = hebrew.glyphs.iter().filter(|g| !g.text.is_empty()).map(|g| g.text.start).collect();
    assert!(starts.is_sorted_by(|a, b| a > b), "glyphs are visual: {starts:?}");
    assert!(placed.is_sorted_by(|a, b| a.0 <= b.0), "runs stand from left to right");
    // In an Arabic or Hebrew article the same words begin at the right.
    let mut paragraph = paragraph(source, look(Family::Serif, 11.0), 300.0);
    paragraph.lang = Lang::new("he").expect("a tag");
    let lines = set(&paragraph, &fonts);
    assert!((right_edge(&lines[0]) - 300.0).abs() < 0.5);
    // They are painted in reading order.
    let painted: Vec<(f32, &GlyphRun)> = runs(&lines[0]).collect();
    assert!(painted.first().is_some_and(|(_, run)| run.text.contains("one")));
    assert!(painted.last().is_some_and(|(_, run)| run.text.contains("two")));
    let at = |c: &str| painted.iter().find(|(_, run)| run.text.contains(c)).expect("it is set").0;
    assert!(at("two") < at("\u{5D3}") && at("\u{5D0}") < at("one"));
}

#[test]
fn a_character_without_a_face_is_a_box_and_one_warning() {
    let fonts = Fonts::with_families(Families::default());
    let mut diags = Diagnostics::default();
    let text = "odd \u{10FFFD} and \u{10FFFD} again";
    let shaped = shape(&paragraph(text, look(Family::Serif, 11.0), 300.0), &fonts, &mut diags);
    let breaks = linebreak(&shaped, &costs());
    let lines = lines(&shaped, &breaks, &fonts);
    assert_eq!(diags.count("character-missing"), 1);
    assert!(runs(&lines[0]).flat_map(|(_, run)| &run.glyphs).all(|glyph| glyph.id != 0));
    assert_eq!(crate::text(&lines[0]), text);
}

#[test]
fn ideographs_break_anywhere_and_fill_their_lines() {
    let fonts = Fonts::with_families(Families::default());
    let text = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳".repeat(3);
    let lines = set(&paragraph(&text, look(Family::Serif, 10.0), 155.0), &fonts);
    assert!(lines.len() >= 4);
    for line in &lines[..lines.len() - 1] {
        assert!((right_edge(line) - 155.0).abs() < 0.6, "{} at {}", crate::text(line), right_edge(line));
    }
}

#[test]
fn ragged_ideographs_fill_their_lines_too() {
    let fonts = Fonts::with_families(Families::default());
    let text = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张；寒来暑往，秋收冬藏。闰余成岁，律吕调阳。云腾致雨，露结为霜。"
        .repeat(3);
    for measure in (150..330).step_by(7) {
        let mut paragraph = paragraph(&text, look(Family::Serif, 24.0), measure as f32);
        paragraph.align = Align::Start;
        let lines = set(&paragraph, &fonts);
        for line in &lines[..lines.len() - 1] {
            // A comma may not begin a line, so the character before it comes down with it.
            assert!(right_edge(line) > measure as f32 - 2.1 * 24.0, "{} at {measure}", crate::text(line));
        }
        let fill: f32 = lines[..lines.len() - 1].iter().map(|line| right_edge(line) / measure as f32).sum();
        assert!(fill > 0.9 * (lines.len() - 1) as f32, "{fill} of {} at {measure}", lines.len() - 1);
    }
}

#[test]
fn a_divided_ligature_is_taken_apart_and_a_hyphen_says_it_was_added() {
    let fonts = Fonts::with_families(Families::default());
    let text = "official offices affirm efficient fluffy waffles and different differences ".repeat(8);
    let mut hyphens = 0;
    for measure in (60..140).step_by(4) {
        let lines = set(&paragraph(&text, look(Family::Serif, 11.0), measure as f32), &fonts);
        hyphens += lines.iter().filter(|line| line.hyphenated).count();
        for line in lines.iter().filter(|line| line.hyphenated) {
            assert!(crate::text(line).ends_with('\u{AD}'));
        }
        let whole: String = lines.iter().map(crate::text).collect();
        assert_eq!(whole.replace('\u{AD}', "").trim_end(), text.trim_end());
    }
    assert!(hyphens > 10);
}

#[test]
fn small_capitals_are_the_faces_own_or_smaller_capitals() {
    let fonts = Fonts::with_families(Families::default());
    for family in [Family::Serif, Family::Sans] {
        let mut small = look(family, 12.0);
        small.small_caps = true;
        let lines = set(&paragraph("Word", small.clone(), 300.0), &fonts);
        small.small_caps = false;
        let plain = set(&paragraph("Word", small, 300.0), &fonts);
        let glyphs =
            |lines: &[Line]| runs(&lines[0]).flat_map(|(_, run)| &run.glyphs).map(|g| g.id).collect::<Vec<_>>();
        assert_eq!(crate::text(&lines[0]), "Word");
        assert_ne!(glyphs(&lines)[1..], glyphs(&plain)[1..]);
    }
}

/// Figures of `tools/line-quality`, computed from lines: for tuning costs on texts that are not in the repository.
/// `OFFPRINT_PROSE=file cargo nextest run --run-ignored all measure_prose --no-capture`
#[test]
#[ignore = "a meter, not a test: needs OFFPRINT_PROSE"]
fn measure_prose() {
    let Ok(path) = std::env::var("OFFPRINT_PROSE") else { return };
    let prose = std::fs::read_to_string(path).expect("readable");
    let fonts = Fonts::with_families(Families { serif: Some("Liberation Serif".into()), ..Families::default() });
    for (measure, size) in [(330.0, 11.0), (190.0, 10.0)] {
        let mut figures = Figures::default();
        for text in prose.split("\n\n").filter(|text| !text.trim().is_empty()) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut paragraph = paragraph(&text, look(Family::Serif, size), measure);
            paragraph.first_indent = size;
            figures.add(&set(&paragraph, &fonts), size, measure);
        }
        println!("{measure}/{size}: {}", figures.report());
    }
}

#[derive(Default)]
struct Figures {
    ratios: Vec<f32>,
    hyphens: usize,
    full: usize,
    overfull: usize,
    expansions: Vec<f32>,
    contrasts: Vec<f32>,
    longest_ladder: usize,
}

impl Figures {
    fn add(&mut self, lines: &[Line], em: f32, measure: f32) {
        let (mut before, mut ladder) = (None, 0);
        for line in &lines[..lines.len().saturating_sub(1)] {
            let (mut gaps, mut count) = (0.0, 0);
            for (_, run) in runs(line) {
                for glyph in run.glyphs.iter() {
                    if &run.text[glyph.text.start as usize..glyph.text.end as usize] == " " {
                        gaps += glyph.advance;
                        count += 1;
                    }
                }
                self.expansions.push(run.stretch - 1.0);
            }
            // The last space hangs in the margin.
            if let Some((_, run)) = runs(line).last()
                && run.text.ends_with(' ')
                && let Some(last) = run.glyphs.last()
            {
                gaps -= last.advance;
                count -= 1;
            }
            let ratio = gaps / count.max(1) as f32 / (0.25 * em);
            self.contrasts.extend(before.map(|before: f32| (before - ratio).abs()));
            before = Some(ratio);
            if std::env::var_os("OFFPRINT_WORST").is_some() && !(0.55..1.5).contains(&ratio) {
                println!(
                    "{ratio:.2} {:.3} {}",
                    line.items.first().map_or(0.0, |_| self.expansions[self.expansions.len() - 1]),
                    text(line)
                );
            }
            self.ratios.push(ratio);
            self.full += 1;
            let hyphen = text(line).trim_end().ends_with(['-', '\u{AD}']);
            ladder = if hyphen { ladder + 1 } else { 0 };
            self.longest_ladder = self.longest_ladder.max(ladder);
            self.hyphens += usize::from(hyphen);
            self.overfull += usize::from(right_edge(line) > measure + 0.6 * em);
        }
    }

    fn report(&self) -> String {
        let n = self.ratios.len() as f32;
        let mean = self.ratios.iter().sum::<f32>() / n;
        let deviation = (self.ratios.iter().map(|r| (r - mean).powi(2)).sum::<f32>() / n).sqrt();
        let badness = |r: f32| {
            let excess = (r - 1.0) * 0.25;
            (100.0 * (excess / if excess >= 0.0 { 0.125 } else { 0.08333 }).abs().powi(3)).min(10_000.0)
        };
        let share = |count: usize| 100.0 * count as f32 / n;
        format!(
            "lines {} mean {mean:.3} sd {deviation:.3} max {:.2} gt15 {:.1} adj {:.3} bad {:.1} hyph {:.1} ladder {} over {} expansion {:.4}",
            self.full,
            self.ratios.iter().fold(0.0f32, |a, b| a.max(*b)),
            share(self.ratios.iter().filter(|r| **r > 1.5).count()),
            self.contrasts.iter().sum::<f32>() / self.contrasts.len() as f32,
            self.ratios.iter().map(|r| badness(*r)).sum::<f32>() / n,
            share(self.hyphens),
            self.longest_ladder,
            self.overfull,
            self.expansions.iter().map(|e| e.abs()).sum::<f32>() / self.expansions.len() as f32,
        )
    }
}

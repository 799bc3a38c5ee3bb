//! The faces installed on the machine, searched for by name or by the character that needs them, and only on demand.
//!
//! The scan of the system's folders is done once a process, by fontdb, and only when the embedded faces lack a
//! character or the style names a family. The choice depends only on the installed faces: candidates are sorted by
//! their properties, never by the order of the file system.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use fontdb::{Database, FaceInfo, Source, Style};
use offprint::context::{FaceFile, FaceSort, Faces};
use offprint::lang::Han;
use offprint::layout::fonts::{has_pictures, pictures};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};
use unicode_script::{Script, UnicodeScript};

/// The installed faces, for the library.
pub fn installed() -> Option<&'static dyn Faces> {
    static INSTALLED: Installed = Installed { answers: Mutex::new(BTreeMap::new()) };
    Some(&INSTALLED)
}

/// True if a family of that name is installed, letter case aside.
pub fn has_family(family: &str) -> bool {
    database().faces().any(|info| names(info).any(|name| name.eq_ignore_ascii_case(family)))
}

/// Characters, and the sort of face to show them.
type Question = (Vec<char>, FaceSort);

/// The installed faces, and the choices made for characters so far.
struct Installed {
    answers: Mutex<BTreeMap<Question, Option<FaceFile>>>,
}

/// The most answers that are remembered: enough for any article that people write. A hostile article makes the cache
/// start afresh.
const MOST_ANSWERS: usize = 20_000;

impl Faces for Installed {
    fn by_name(&self, family: &str, weight: u16, italic: bool) -> Option<FaceFile> {
        let named = |info: &&FaceInfo| names(info).any(|name| name.eq_ignore_ascii_case(family));
        let mut found: Vec<&FaceInfo> = database().faces().filter(named).collect();
        found.sort_by_key(|info| (distance(info, weight, italic), info.post_script_name.clone()));
        found.into_iter().find_map(load)
    }

    fn for_characters(&self, chars: &[char], wanted: FaceSort) -> Option<FaceFile> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() > MOST_ANSWERS {
            answers.clear();
        }
        let question = (chars.to_vec(), wanted);
        *answers.entry(question).or_insert_with(|| search(chars, wanted))
    }

    fn for_emoji(&self, chars: &[char]) -> Option<FaceFile> {
        static FILES: OnceLock<Vec<FaceFile>> = OnceLock::new();
        let files = FILES.get_or_init(|| {
            let mut found: Vec<&FaceInfo> =
                database().faces().filter(|info| with_font(info, has_pictures).unwrap_or(false)).collect();
            found.sort_by_key(|info| (!names(info).any(|n| n.contains("Emoji")), info.post_script_name.clone()));
            found.into_iter().filter_map(load).collect()
        });
        let shows = |file: &&FaceFile| {
            FontRef::from_index(file.bytes, file.index).is_ok_and(|font| {
                chars.iter().all(|c| font.charmap().map(*c).is_some())
                    && chars.first().is_some_and(|c| pictures(&font, *c))
            })
        };
        files.iter().find(shows).copied()
    }
}

fn database() -> &'static Database {
    static DATABASE: OnceLock<Database> = OnceLock::new();
    DATABASE.get_or_init(|| {
        let mut database = Database::new();
        database.load_system_fonts();
        database
    })
}

/// Examines a face without keeping its file; `None` if it cannot be read.
fn with_font<T>(info: &FaceInfo, ask: impl FnOnce(&FontRef) -> T) -> Option<T> {
    let read = |data: &[u8], index| FontRef::from_index(data, index).ok().map(|font| ask(&font));
    database().with_face_data(info.id, read).flatten()
}

/// The face's file, kept for the life of the process; `None` if its face cannot be set.
fn load(info: &FaceInfo) -> Option<FaceFile> {
    with_font(info, |font| font.head().is_ok_and(|head| head.units_per_em() > 0)).filter(|whole| *whole)?;
    let serif = names(info).any(|name| ["Serif", "Naskh", "Mincho"].iter().any(|sort| name.contains(sort)));
    Some(FaceFile { bytes: bytes(info)?, index: info.index, serif })
}

/// The bytes of a face's file, read once for all of its faces: a collection of Chinese, Japanese and Korean faces takes
/// 27 megabytes, and articles use several of its ten faces.
fn bytes(info: &FaceInfo) -> Option<&'static [u8]> {
    static FILES: Mutex<BTreeMap<PathBuf, &'static [u8]>> = Mutex::new(BTreeMap::new());
    let read = || Some(&*database().with_face_data(info.id, |data, _| data.to_vec())?.leak());
    let (Source::File(path) | Source::SharedFile(path, _)) = &info.source else { return read() };
    let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = files.get(path) {
        return Some(bytes);
    }
    let bytes = read()?;
    files.insert(path.clone(), bytes);
    Some(bytes)
}

fn names(info: &FaceInfo) -> impl Iterator<Item = &str> {
    info.families.iter().map(|(name, _)| name.as_str())
}

/// The distance of a face from the weight and slope asked for: less is better.
fn distance(info: &FaceInfo, weight: u16, italic: bool) -> u32 {
    let slope = u32::from((info.style != Style::Normal) != italic) * 1000;
    let stretch = u32::from(info.stretch != fontdb::Stretch::Normal) * 2000;
    slope + stretch + u32::from(info.weight.0.abs_diff(weight))
}

/// The best face for the characters.
fn search(chars: &[char], FaceSort { serif, weight, italic, han }: FaceSort) -> Option<FaceFile> {
    let script = chars.iter().map(|c| c.script()).find(|s| !matches!(s, Script::Common | Script::Inherited));
    let preferred = match han.or(script.and_then(usual_han)) {
        Some(han) => han_families(han, serif),
        None => preferred_families(script, serif),
    };
    let mut found: Vec<(usize, u32, &str, &FaceInfo)> = database()
        .faces()
        .filter(|info| covers(info, chars))
        .map(|info| {
            let rank = preferred.iter().position(|p| names(info).any(|n| n == *p)).unwrap_or(preferred.len());
            let plain = if info.monospaced { 500 } else { 0 };
            (rank, distance(info, weight, italic) + plain, info.post_script_name.as_str(), info)
        })
        .collect();
    found.sort_by_key(|(rank, distance, name, _)| (*rank, *distance, *name));
    // A picture is better than a box.
    found.into_iter().find_map(|(_, _, _, info)| load(info)).or_else(|| installed()?.for_emoji(chars))
}

/// True if a face can set the characters: it has glyphs for them, and these are outlines, not pictures.
fn covers(info: &FaceInfo, chars: &[char]) -> bool {
    let covered = |font: &FontRef| {
        let charmap = font.charmap();
        chars.iter().all(|c| charmap.map(*c).is_some_and(|glyph| glyph.to_u32() != 0))
            && (font.glyf().is_ok() || font.cff().is_ok())
            && !has_pictures(font)
            && font.colr().is_err()
    };
    with_font(info, covered).unwrap_or(false)
}

/// The regional forms of a script if no language states them.
fn usual_han(script: Script) -> Option<Han> {
    match script {
        Script::Han => Some(Han::Simplified),
        Script::Bopomofo => Some(Han::Traditional),
        Script::Hiragana | Script::Katakana => Some(Han::Japanese),
        Script::Hangul => Some(Han::Korean),
        _ => None,
    }
}

/// Families that draw Han characters in these forms, best first.
fn han_families(han: Han, serif: bool) -> Vec<&'static str> {
    let (with, without): (&[&str], &[&str]) = match han {
        Han::Simplified => (
            &["Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC"],
            &["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"],
        ),
        Han::Traditional => (
            &["Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC"],
            &["Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC"],
        ),
        Han::HongKong => (
            &["Noto Serif CJK HK", "Noto Serif HK", "Noto Serif CJK TC", "Noto Serif TC"],
            &["Noto Sans CJK HK", "Noto Sans HK", "Noto Sans CJK TC", "Noto Sans TC"],
        ),
        Han::Japanese => (
            &["Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif"],
            &["Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans"],
        ),
        Han::Korean => (
            &["Noto Serif CJK KR", "Noto Serif KR", "Source Han Serif K"],
            &["Noto Sans CJK KR", "Noto Sans KR", "Source Han Sans K"],
        ),
    };
    let (first, second) = if serif { (with, without) } else { (without, with) };
    first.iter().chain(second).copied().collect()
}

/// Families that draw a script well, best first: Noto's, because their coverage is stated by script.
fn preferred_families(script: Option<Script>, serif: bool) -> Vec<&'static str> {
    let (with, without): (&[&str], &[&str]) = match script {
        Some(Script::Arabic) => (&["Noto Naskh Arabic", "Amiri"], &["Noto Sans Arabic"]),
        Some(Script::Hebrew) => (&["Noto Serif Hebrew"], &["Noto Sans Hebrew"]),
        Some(Script::Devanagari) => (&["Noto Serif Devanagari"], &["Noto Sans Devanagari"]),
        Some(Script::Bengali) => (&["Noto Serif Bengali"], &["Noto Sans Bengali"]),
        Some(Script::Tamil) => (&["Noto Serif Tamil"], &["Noto Sans Tamil"]),
        Some(Script::Telugu) => (&["Noto Serif Telugu"], &["Noto Sans Telugu"]),
        Some(Script::Gujarati) => (&["Noto Serif Gujarati"], &["Noto Sans Gujarati"]),
        Some(Script::Gurmukhi) => (&["Noto Serif Gurmukhi"], &["Noto Sans Gurmukhi"]),
        Some(Script::Kannada) => (&["Noto Serif Kannada"], &["Noto Sans Kannada"]),
        Some(Script::Malayalam) => (&["Noto Serif Malayalam"], &["Noto Sans Malayalam"]),
        Some(Script::Thai) => (&["Noto Serif Thai"], &["Noto Sans Thai"]),
        Some(Script::Lao) => (&["Noto Serif Lao"], &["Noto Sans Lao"]),
        Some(Script::Khmer) => (&["Noto Serif Khmer"], &["Noto Sans Khmer"]),
        Some(Script::Georgian) => (&["Noto Serif Georgian"], &["Noto Sans Georgian"]),
        Some(Script::Armenian) => (&["Noto Serif Armenian"], &["Noto Sans Armenian"]),
        Some(Script::Ethiopic) => (&["Noto Serif Ethiopic"], &["Noto Sans Ethiopic"]),
        _ => {
            (&["Noto Serif"], &["Noto Sans", "Noto Emoji", "Noto Sans Math", "Noto Sans Symbols2", "Noto Sans Symbols"])
        }
    };
    let (first, second) = if serif { (with, without) } else { (without, with) };
    first.iter().chain(second).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(weight: u16, style: Style, stretch: fontdb::Stretch) -> FaceInfo {
        FaceInfo {
            id: fontdb::ID::dummy(),
            source: Source::Binary(std::sync::Arc::new(Vec::<u8>::new())),
            index: 0,
            families: vec![("Any".into(), fontdb::Language::English_UnitedStates)],
            post_script_name: "Any".into(),
            style,
            weight: fontdb::Weight(weight),
            stretch,
            monospaced: false,
        }
    }

    #[test]
    fn slope_matters_more_than_weight_and_width_most() {
        use fontdb::Stretch::{Condensed, Normal};
        for (face, far_from_upright, far_from_italic) in [
            (face(400, Style::Normal, Normal), 0, 1000),
            (face(700, Style::Normal, Normal), 300, 1300),
            (face(100, Style::Italic, Normal), 1300, 300),
            (face(400, Style::Oblique, Normal), 1000, 0),
            (face(400, Style::Normal, Condensed), 2000, 3000),
        ] {
            assert_eq!([false, true].map(|italic| distance(&face, 400, italic)), [far_from_upright, far_from_italic]);
        }
    }

    #[test]
    fn scripts_have_families_of_their_own() {
        use Script::*;
        for script in [
            Hebrew, Devanagari, Bengali, Tamil, Telugu, Gujarati, Gurmukhi, Kannada, Malayalam, Thai, Lao, Khmer,
            Georgian, Armenian, Ethiopic,
        ] {
            let families = |serif| preferred_families(Some(script), serif);
            let (serif, sans) = (format!("Noto Serif {script:?}"), format!("Noto Sans {script:?}"));
            assert_eq!(families(true), [serif.as_str(), sans.as_str()]);
            assert_eq!(families(false), [sans.as_str(), serif.as_str()]);
        }
        assert_eq!(preferred_families(Some(Arabic), true)[0], "Noto Naskh Arabic");
        assert_eq!(preferred_families(Some(Latin), true)[0], "Noto Serif");
        assert_eq!(preferred_families(None, false)[0], "Noto Sans");
    }

    #[test]
    fn han_characters_have_the_forms_of_their_region() {
        for (han, sort) in [
            (Han::Simplified, "SC"),
            (Han::Traditional, "TC"),
            (Han::HongKong, "HK"),
            (Han::Japanese, "JP"),
            (Han::Korean, "KR"),
        ] {
            assert_eq!(han_families(han, true)[0], format!("Noto Serif CJK {sort}"));
            assert_eq!(han_families(han, false)[0], format!("Noto Sans CJK {sort}"));
        }
        let usual = [Script::Han, Script::Bopomofo, Script::Hiragana, Script::Katakana, Script::Hangul, Script::Latin];
        assert_eq!(
            usual.map(usual_han),
            [
                Some(Han::Simplified),
                Some(Han::Traditional),
                Some(Han::Japanese),
                Some(Han::Japanese),
                Some(Han::Korean),
                None
            ]
        );
    }
}

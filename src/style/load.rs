//! Styles from YAML: the ones linked into the program, and the user's own, which extend them.
//!
//! A style file has only its changes. Loading follows `extends` to the root, checks every file strictly (an unknown key
//! is an error with its line, column and the nearest valid key), and merges from the root down: mappings key by key,
//! other values as a whole.

use serde_json::Value;

use super::error::{StyleError, in_words, nearest};
use super::raw::RawStyle;

/// The styles linked into the program, by name.
macro_rules! styles {
    ($($name:literal)*) => {
        /// The styles linked into the program: name and YAML.
        pub const STYLES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../styles/", $name, ".yaml")))),*];
        /// The same as JSON, which `make generate` writes: a style is read at every start, and YAML takes forty times as
        /// long, half of the time that a short article takes to become Markdown.
        const READY: &[&str] = &[$(include_str!(concat!("ready/", $name, ".json"))),*];
    };
}
styles!("article" "book" "dyslexia" "large-print" "manuscript" "newspaper" "night" "sepia");

/// Finds the text of a style by the name or path in `extends`, relative to the file with that line. `cli` supplies it,
/// because the library opens no files.
pub type Find<'f> = &'f dyn Fn(&str) -> Option<String>;

/// A style of the program by name, complete.
///
/// # Errors
/// If there is no style of that name.
pub fn named(name: &str) -> Result<RawStyle, StyleError> {
    let Some((_, yaml)) = STYLES.iter().find(|(n, _)| *n == name) else {
        let names = || STYLES.iter().map(|(n, _)| *n);
        let hint = match nearest(name, names()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("The styles are {}.", names().collect::<Vec<_>>().join(", ")),
        };
        return Err(StyleError::choice(format!("There is no style named `{name}`."), Some(hint)));
    };
    // The base style needs no merging.
    if let (BASE, Some(ready)) = (name, ready(name, yaml)) {
        return serde_json::from_str(ready).map_err(|e| unfit(name, &e));
    }
    load(name, yaml, &|_| None)
}

/// True if a text is a style: each of its keys is one of styles.
pub fn is_style(yaml: &str) -> bool {
    let keys = || serde_yaml::from_str::<Value>(yaml).ok().and_then(|value| value.as_object().map(|keys| keys.len()));
    strict("", yaml).is_ok() && keys().is_some_and(|count| count > 0)
}

/// The style that all others extend.
const BASE: &str = "article";

/// A style from YAML, complete with all the styles it extends. `file` is its name for messages.
///
/// # Errors
/// A mistake in it or in a style it extends, with its place.
pub fn load(file: &str, yaml: &str, find: Find) -> Result<RawStyle, StyleError> {
    let merged = merged(file, yaml, find, 0)?;
    let style: RawStyle = serde_json::from_value(merged).map_err(|e| unfit(file, &e))?;
    if ready(file, yaml).is_none() {
        fits(file, yaml, &style)?;
    }
    Ok(style)
}

fn unfit(file: &str, error: &serde_json::Error) -> StyleError {
    StyleError::of(file, format!("The style does not fit together: {error}."))
}

/// Checks conditions that the YAML reader cannot: that the default size exists and is complete, and that the paper is
/// known.
fn fits(file: &str, yaml: &str, style: &RawStyle) -> Result<(), StyleError> {
    let at = |value: &str| {
        let (line, column) = place_of(yaml, value).unwrap_or((0, 0));
        move |error: StyleError| StyleError { file: Some(file.to_string()), line, column, ..error }
    };
    for name in style.sizes.keys() {
        super::size::complete(name, &style.sizes[name]).map_err(at(name))?;
    }
    if let Some(size) = &style.size {
        super::size::row(style, size).map_err(at(size))?;
    }
    if let Some(paper) = &style.page.paper {
        super::paper::paper(paper).map_err(at(paper))?;
    }
    Ok(())
}

/// Line and column, from 1, of the first place where a word is separate.
fn place_of(yaml: &str, word: &str) -> Option<(usize, usize)> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    yaml.lines().enumerate().find_map(|(number, line)| {
        let text = line.split(" #").next().unwrap_or(line);
        let found = text
            .match_indices(word)
            .find(|(at, _)| !text[..*at].ends_with(inside) && !text[at + word.len()..].starts_with(inside));
        found.map(|(at, _)| (number + 1, text[..at].chars().count() + 1))
    })
}

fn merged(file: &str, yaml: &str, find: Find, depth: usize) -> Result<Value, StyleError> {
    let own = parse(file, yaml)?;
    if !own.is_object() {
        let hint = "Begin it with the keys that it changes, such as `size: large`.".to_string();
        return Err(StyleError { hint: Some(hint), ..StyleError::of(file, "The style has no keys.".into()) });
    }
    let Some(parent) = own.get("extends").and_then(Value::as_str) else {
        // A style that extends none still extends the default one, so that it is complete.
        return if file == BASE { Ok(own) } else { merge_onto(BASE, own, find, depth, file) };
    };
    let parent = parent.to_string();
    merge_onto(&parent, own, find, depth, file).map_err(|error| match place_of(yaml, &parent) {
        // The place where this file names the style that it extends, unless the mistake is elsewhere.
        Some((line, column)) if error.line == 0 && error.file.as_deref() == Some(file) => {
            StyleError { line, column, ..error }
        }
        _ => error,
    })
}

fn merge_onto(parent: &str, own: Value, find: Find, depth: usize, file: &str) -> Result<Value, StyleError> {
    let error = |message: String| StyleError::of(file, message);
    if depth > 8 {
        return Err(error("`extends` goes round in a circle.".into()));
    }
    let mut base = match STYLES.iter().find(|(n, _)| *n == parent) {
        Some((_, yaml)) => merged(parent, yaml, find, depth + 1)?,
        None => {
            let text = find(parent).ok_or_else(|| {
                let near = nearest(parent, STYLES.iter().map(|(n, _)| *n));
                let hint = near.map(|near| format!("Did you mean `{near}`?"));
                StyleError { hint, ..error(format!("It extends `{parent}`, which was not found.")) }
            })?;
            merged(parent, &text, find, depth + 1)?
        }
    };
    overlay(&mut base, own);
    Ok(base)
}

/// Lays `over` onto `base`: mappings key by key. In a row of sizes `indent` and `between` exclude each other.
fn overlay(base: &mut Value, over: Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            if over.contains_key("indent") {
                base.remove("between");
            } else if over.contains_key("between") {
                base.remove("indent");
            }
            for (key, value) in over {
                match base.get_mut(&key) {
                    Some(slot) => overlay(slot, value),
                    None => {
                        base.insert(key, value);
                    }
                }
            }
        }
        (base, over) => *base = over,
    }
}

/// The file as a tree of values, after a strict reading for its mistakes. The program's own styles are read strictly
/// by a test instead of at every start.
fn parse(file: &str, yaml: &str) -> Result<Value, StyleError> {
    if let Some(ready) = ready(file, yaml).and_then(|json| serde_json::from_str(json).ok()) {
        return Ok(ready);
    }
    strict(file, yaml)?;
    serde_yaml::from_str::<Value>(yaml).map_err(|e| describe(file, yaml, e))
}

/// One of the program's own styles as JSON.
fn ready(file: &str, yaml: &str) -> Option<&'static str> {
    let embedded = STYLES.iter().zip(READY).find(|((name, text), _)| *name == file && *text == yaml);
    embedded.map(|(_, json)| *json)
}

/// Reads a file strictly, only for its mistakes.
fn strict(file: &str, yaml: &str) -> Result<(), StyleError> {
    serde_yaml::from_str::<RawStyle>(yaml).map(|_| ()).map_err(|e| describe(file, yaml, e))
}

/// A YAML error in our words.
fn describe(file: &str, yaml: &str, error: serde_yaml::Error) -> StyleError {
    let error = error.without_snippet();
    let (line, column) = error.location().map_or((0, 0), |l| (l.line() as usize, l.column() as usize));
    let unknown = |what: &str, written: &str, expected: &[&'static str]| {
        let hint = match nearest(written, expected.iter().copied()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("Valid here: {}.", expected.join(", ")),
        };
        (format!("`{written}` is not a {what} of styles."), Some(hint))
    };
    let (message, hint) = match error {
        serde_yaml::Error::SerdeUnknownField { field, expected, .. } => unknown("key", field, expected),
        serde_yaml::Error::SerdeUnknownVariant { variant, expected, .. } => unknown("value", variant, expected),
        other => {
            let why = in_words(&other.to_string(), yaml, line, column);
            (format!("The style cannot be read: {why}."), None)
        }
    };
    StyleError { file: Some(file.to_string()), line, column, message, hint }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_style_reads_strictly() {
        for (name, yaml) in STYLES {
            strict(name, yaml).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(named(name).unwrap().name.as_deref(), Some(*name));
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "it reads and writes files of the repository")]
    fn generated_styles_are_fresh() {
        for (name, yaml) in STYLES {
            let made = format!("{:#}\n", serde_yaml::from_str::<Value>(yaml).unwrap());
            let path = format!("{}/src/style/ready/{name}.json", env!("CARGO_MANIFEST_DIR"));
            if std::env::var_os("GENERATE").is_some() {
                std::fs::write(&path, &made).unwrap();
            }
            assert!(std::fs::read_to_string(&path).unwrap() == made, "{path} is stale: run `make generate`");
        }
    }

    #[test]
    fn a_mistyped_key_names_its_line_and_the_nearest_key() {
        let error = load("my.yaml", "name: my\npage:\n  papper: a5\n", &|_| None).unwrap_err();
        assert_eq!((error.line, error.column), (3, 3));
        assert_eq!(error.hint.as_deref(), Some("Did you mean `paper`?"));
        assert!(error.to_string().starts_with("my.yaml:3:3: `papper`"), "{error}");
    }

    #[test]
    fn a_mistyped_value_names_its_line() {
        let error = load("my.yaml", "sizes:\n  normal:\n    align: justified\n", &|_| None).unwrap_err();
        assert_eq!(error.line, 3);
        assert_eq!(error.hint.as_deref(), Some("Did you mean `justify`?"));
    }

    #[test]
    fn a_circle_of_styles_is_told() {
        let find = |_: &str| Some("extends: a.yaml\n".to_string());
        let error = load("a.yaml", "extends: a.yaml\n", &find).unwrap_err();
        assert!(error.message.contains("circle"));
    }

    #[test]
    fn a_style_changes_only_what_it_says() {
        let style = load("my.yaml", "sizes:\n  normal: { body: 12 }\n", &|_| None).unwrap();
        assert_eq!(style.sizes["normal"].body, Some(12.0));
        assert_eq!(style.sizes["normal"].leading, Some(15.5));
    }
}

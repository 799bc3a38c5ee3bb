//! Small readers of TeX: names, groups, labels, references.

/// The text in braces at the beginning, and what follows it. Braces inside are paired; escaped ones do not count.
pub(super) fn group(text: &str) -> Option<(&str, &str)> {
    let inside = text.trim_start().strip_prefix('{')?;
    let mut depth = 1;
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inside[..at], &inside[at + 1..]));
        }
    }
    None
}

/// The name of a command at the beginning, without its backslash, and what follows it.
pub(super) fn command(text: &str) -> Option<(&str, &str)> {
    let after = text.strip_prefix('\\')?;
    let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
    let end = if letters > 0 { letters } else { after.chars().next()?.len_utf8() };
    Some(after.split_at(end))
}

/// Adds TeX, apart from a command that would swallow its first letter.
pub(super) fn push(out: &mut String, tex: &str) {
    let ends_in_command =
        out.rfind('\\').is_some_and(|at| at + 1 < out.len() && out[at + 1..].chars().all(|c| c.is_ascii_alphabetic()));
    if ends_in_command && tex.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.push(' ');
    }
    out.push_str(tex);
}

/// What stands in the braces behind a command.
pub(super) fn argument_of<'t>(tex: &'t str, name: &str) -> Option<&'t str> {
    let (_, after) = tex.split_once(name)?;
    group(after.strip_prefix('*').unwrap_or(after)).map(|(argument, _)| argument)
}

/// The TeX without `\label{...}`, and the labels.
pub(super) fn without_labels(tex: &str) -> (String, Vec<String>) {
    let (mut out, mut labels, mut rest) = (String::new(), Vec::new(), tex);
    while let Some((before, after)) = rest.split_once("\\label") {
        out.push_str(before);
        match group(after) {
            Some((label, after)) => {
                labels.push(label.trim().to_owned());
                rest = after;
            }
            None => {
                out.push_str("\\label");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    (out, labels)
}

/// The content of an environment, if that is all that the formula is.
pub(super) fn without_environment<'t>(tex: &'t str, name: &str) -> &'t str {
    let tex = tex.trim();
    let inside = ["", "*"].iter().find_map(|star| {
        tex.strip_prefix(&format!("\\begin{{{name}{star}}}"))?.strip_suffix(&format!("\\end{{{name}{star}}}"))
    });
    inside.map_or(tex, str::trim)
}

/// Puts a number at the end of a row, before the end of its environment.
pub(super) fn tag_row(row: &mut String, number: &str) {
    let at = row.find("\\end{").unwrap_or(row.len());
    let content = row[..at].trim_end().len();
    row.replace_range(content..at, &format!(" \\tag{{{number}}}"));
}

/// The text with `\ref{x}` replaced by the number of x, and `\eqref{x}` by it in parentheses, where x is known.
pub(super) fn with_references<'n>(text: &str, number: impl Fn(&str) -> Option<&'n str>) -> String {
    const COMMANDS: &[(&str, bool)] =
        &[("eqref", true), ("ref", false), ("cref", false), ("autoref", false), ("Cref", false)];
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('\\') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let reference = command(from).and_then(|(name, after)| {
            let (_, in_parentheses) = COMMANDS.iter().find(|(known, _)| *known == name)?;
            let (label, after) = group(after)?;
            Some((number(label.trim())?, *in_parentheses, after))
        });
        match reference {
            Some((number, in_parentheses, after)) => {
                out.push_str(&if in_parentheses { format!("({number})") } else { number.to_owned() });
                rest = after;
            }
            None => {
                out.push('\\');
                rest = &from[1..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_paired() {
        assert_eq!(group(" {a{b}c} d"), Some(("a{b}c", " d")));
        assert_eq!(group(r"{a\}b}c"), Some((r"a\}b", "c")));
        assert_eq!(group("{a"), None);
        assert_eq!(group("a}"), None);
    }

    #[test]
    fn commands_are_letters_or_one_sign() {
        assert_eq!(command(r"\alpha_1"), Some(("alpha", "_1")));
        assert_eq!(command(r"\%x"), Some(("%", "x")));
        assert_eq!(command("x"), None);
        assert_eq!(command("\\"), None);
    }

    #[test]
    fn commands_do_not_swallow_letters() {
        for (before, tex, after) in
            [(r"\x", "y", r"\x y"), (r"\x", "1", r"\x1"), (r"\x{a}", "y", r"\x{a}y"), ("\\", "y", r"\y")]
        {
            let mut out = before.to_owned();
            push(&mut out, tex);
            assert_eq!(out, after);
        }
    }
}

//! Commands of LaTeX and MathJax that the reader of TeX does not know, by definitions that it does know. Only those that a
//! formula uses are put in front of it, and only when it is read: the tree keeps the formula as it was typed.

use std::borrow::Cow;

/// A command, the number of its arguments, what stands for it.
const COMMANDS: &[(&str, usize, &str)] = &[
    // Commands about the page around the formula.
    ("label", 1, ""),
    ("require", 1, ""),
    ("vspace", 1, ""),
    ("cssId", 2, "#2"),
    ("class", 2, "#2"),
    ("style", 2, "#2"),
    // References, by the name of what they lead to.
    ("ref", 1, r"\text{#1}"),
    ("eqref", 1, r"(\text{#1})"),
    // Text.
    ("mbox", 1, r"\text{#1}"),
    ("intertext", 1, r"\text{#1}\\"),
    ("shortintertext", 1, r"\text{#1}\\"),
    ("ensuremath", 1, "#1"),
    // Quantities of the packages siunitx and units.
    ("SI", 2, r"#1\,\mathrm{#2}"),
    ("qty", 2, r"#1\,\mathrm{#2}"),
    ("si", 1, r"\mathrm{#1}"),
    ("unit", 1, r"\mathrm{#1}"),
    ("num", 1, "#1"),
    // Letters and signs.
    ("mathds", 1, r"\mathbb{#1}"),
    ("mathbbm", 1, r"\mathbb{#1}"),
    ("hdots", 0, r"\ldots "),
    ("qed", 0, r"\square "),
    ("overarc", 1, r"\overset{\frown}{#1}"),
    ("wideparen", 1, r"\overset{\frown}{#1}"),
    ("overparen", 1, r"\overset{\frown}{#1}"),
    ("sideset", 3, "{}#1#3{}#2"),
];

/// Environments, and what begins and ends one of the same look. Each has a form with a star, without numbers; a star on the
/// right is one if there is one on the left.
const ENVIRONMENTS: &[(&str, &str, &str)] = &[
    ("eqnarray", r"\begin{array}{rcl}", r"\end{array}"),
    ("flalign", r"\begin{align*}", r"\end{align*}"),
    ("multline", r"\begin{gathered}", r"\end{gathered}"),
];

/// A formula as the reader understands it.
pub(super) fn defined(tex: &str) -> Cow<'_, str> {
    let mut known = Cow::Borrowed(tex);
    for (name, begin, end) in ENVIRONMENTS.iter().filter(|(name, ..)| tex.contains(name)) {
        for star in ["", "*"] {
            for (verb, meant) in [("begin", begin), ("end", end)] {
                known = Cow::Owned(known.replace(&format!(r"\{verb}{{{name}{star}}}"), &meant.replace('*', star)));
            }
        }
    }
    let used = COMMANDS.iter().filter(|(name, ..)| uses(tex, name) && !defines(tex, name));
    let definitions: String = used.map(|(name, count, meaning)| definition(name, *count, meaning)).collect();
    match definitions.is_empty() {
        true => known,
        false => Cow::Owned(definitions + &known),
    }
}

fn definition(name: &str, count: usize, meaning: &str) -> String {
    let arguments: String = (1..=count).map(|number| format!("#{number}")).collect();
    format!(r"\def\{name}{arguments}{{{meaning}}}")
}

/// True if a formula has a command of this name.
fn uses(tex: &str, name: &str) -> bool {
    tex.match_indices('\\').any(|(at, _)| {
        let after = tex.get(at + 1..).and_then(|rest| rest.strip_prefix(name));
        after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// True if the author says what the command is.
fn defines(tex: &str, name: &str) -> bool {
    ["newcommand", "renewcommand", "def", "let"].iter().any(|definer| {
        [format!(r"\{definer}\{name}"), format!(r"\{definer}{{\{name}}}")].iter().any(|text| tex.contains(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_read_with_its_arguments() {
        for (name, count, _) in COMMANDS {
            let tex = format!(r"a \\ \{name}{} + b", "{x}".repeat(*count));
            let read = defined(&tex);
            assert!(ratex_parser::parse(&read).is_ok(), "{name}: {read}");
            assert!(
                ratex_parser::parse(&format!(r"a + \{name}{}", "{x}".repeat(*count))).is_err(),
                "{name} is known by now"
            );
        }
    }

    #[test]
    fn every_environment_is_read() {
        for name in ["eqnarray", "eqnarray*", "flalign", "flalign*", "multline", "multline*"] {
            let tex = format!(r"\begin{{{name}}} a &=& b \\ c \end{{{name}}}")
                .replace("&=&", if name.starts_with('m') { "=" } else { "&=&" });
            assert!(ratex_parser::parse(&defined(&tex)).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_is_known_or_defined_stays() {
        for tex in ["a + b", r"\refs", r"\renewcommand{\ref}[1]{#1}\ref{x}", r"\begin{align} a &= b \end{align}"] {
            assert_eq!(defined(tex), tex);
        }
        assert_eq!(defined(r"\mbox{if} x"), r"\def\mbox#1{\text{#1}}\mbox{if} x");
    }
}

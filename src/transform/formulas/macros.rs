//! Commands that an author defines: `\newcommand`, `\def`, `\DeclareMathOperator`, `\let`.

use std::collections::HashMap;

use super::scan::{command, group, push};

/// How often the meaning of a command may use commands in turn, and the longest formula that may come of it, in bytes.
const DEEPEST: usize = 16;
const LONGEST: usize = 20_000;

/// What a command stands for.
struct Meaning {
    /// The number of arguments.
    count: usize,
    /// The first argument, if it may be left out.
    optional: Option<String>,
    /// TeX with `#1` for the first argument.
    body: String,
}

/// The commands that are defined so far.
#[derive(Default)]
pub(super) struct Macros(HashMap<String, Meaning>);

impl Macros {
    /// Reads the definitions of a formula; what remains of it, if there were any.
    pub(super) fn take_definitions(&mut self, tex: &str) -> Option<String> {
        const DEFINERS: &[&str] = &["command", "\\def", "\\gdef", "\\let", "\\DeclareMathOperator"];
        if !DEFINERS.iter().any(|definer| tex.contains(definer)) {
            return None;
        }
        let (mut out, mut rest, mut found) = (String::with_capacity(tex.len()), tex, false);
        while let Some(at) = rest.find('\\') {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            match definition(from) {
                Some((name, meaning, after)) => {
                    found = true;
                    self.0.insert(name.to_owned(), meaning);
                    rest = after;
                }
                None => {
                    let (name, after) = command(from).unwrap_or(("", &from[1..]));
                    out.push('\\');
                    out.push_str(name);
                    rest = after;
                }
            }
        }
        found.then(|| out + rest)
    }

    /// The formula with what its commands stand for; nothing if it uses none, or if it would grow without end.
    pub(super) fn expand(&self, tex: &str) -> Option<String> {
        let mut expanded = self.once(tex)?;
        for _ in 0..DEEPEST {
            match self.once(&expanded) {
                Some(further) if further.len() <= LONGEST => expanded = further,
                Some(_) => return None,
                None => return Some(expanded),
            }
        }
        None
    }

    /// One step: commands in meanings and in arguments stay. It ends early where the formula grows too long.
    fn once(&self, tex: &str) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let (mut out, mut rest, mut found) = (String::with_capacity(tex.len()), tex, false);
        while let Some(at) = rest.find('\\') {
            push(&mut out, &rest[..at]);
            let from = &rest[at..];
            let (name, after) = command(from).unwrap_or(("", &from[1..]));
            match self.0.get(name).and_then(|meaning| applied(meaning, after)) {
                Some((meant, after)) => {
                    found = true;
                    push(&mut out, &meant);
                    rest = after;
                }
                None => {
                    out.push('\\');
                    out.push_str(name);
                    rest = after;
                    // What was typed behind a command stays as it was typed.
                    let end = rest.find('\\').unwrap_or(rest.len());
                    out.push_str(&rest[..end]);
                    rest = &rest[end..];
                }
            }
            if out.len() > LONGEST {
                break;
            }
        }
        push(&mut out, rest);
        found.then_some(out)
    }
}

/// A meaning with the arguments that stand behind its command, and what follows them.
fn applied<'t>(meaning: &Meaning, after: &'t str) -> Option<(String, &'t str)> {
    let mut arguments = Vec::new();
    let mut rest = after;
    if let Some(usual) = &meaning.optional {
        match rest.trim_start().strip_prefix('[').and_then(|inside| inside.split_once(']')) {
            Some((given, after)) => {
                arguments.push(given);
                rest = after;
            }
            None => arguments.push(usual),
        }
    }
    while arguments.len() < meaning.count {
        let (argument, after) = argument(rest)?;
        arguments.push(argument);
        rest = after;
    }
    let mut out = String::with_capacity(meaning.body.len());
    let mut parts = meaning.body.split('#');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let number = part.chars().next().and_then(|c| c.to_digit(10)).and_then(|digit| usize::try_from(digit).ok());
        match number.and_then(|number| arguments.get(number.checked_sub(1)?)) {
            Some(argument) => {
                push(&mut out, argument);
                push(&mut out, &part[1..]);
            }
            None => {
                out.push('#');
                out.push_str(part);
            }
        }
    }
    Some((out, rest))
}

/// An argument: a group, a command or one character.
fn argument(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if text.starts_with('{') {
        return group(text);
    }
    let end = match command(text) {
        Some((name, _)) => 1 + name.len(),
        None => text.chars().next().filter(|c| *c != '}')?.len_utf8(),
    };
    Some(text.split_at(end))
}

/// A definition at the beginning: the name, the meaning, what follows.
fn definition(text: &str) -> Option<(&str, Meaning, &str)> {
    let (definer, after) = command(text)?;
    let starred = after.starts_with('*');
    let after = after.strip_prefix('*').unwrap_or(after);
    match definer {
        "newcommand" | "renewcommand" | "providecommand" => {
            let (name, after) = name(after)?;
            let (count, after) =
                bracket(after).map_or(Some((0, after)), |(n, after)| Some((n.trim().parse().ok()?, after)))?;
            let (optional, after) =
                bracket(after).map_or((None, after), |(usual, after)| (Some(usual.to_owned()), after));
            let (body, after) = group(after)?;
            (count <= 9).then(|| (name, Meaning { count, optional, body: body.to_owned() }, after))
        }
        "def" | "gdef" => {
            let (name, after) = name(after)?;
            let at = after.find('{')?;
            let parameters = after[..at].trim();
            let count = parameters.len() / 2;
            let plain: String = (1..=count).map(|number| format!("#{number}")).collect();
            let (body, after) = group(&after[at..])?;
            (plain == parameters).then(|| (name, Meaning { count, optional: None, body: body.to_owned() }, after))
        }
        "let" => {
            let (name, after) = name(after)?;
            let after = after.trim_start().trim_start_matches('=').trim_start();
            let (meant, rest) = command(after)?;
            Some((name, Meaning { count: 0, optional: None, body: format!("\\{meant}") }, rest))
        }
        "DeclareMathOperator" => {
            let (name, after) = name(after)?;
            let (body, after) = group(after)?;
            let body = format!("\\operatorname{}{{{body}}}", if starred { "*" } else { "" });
            Some((name, Meaning { count: 0, optional: None, body }, after))
        }
        _ => None,
    }
}

/// The name that is defined, with or without braces.
fn name(text: &str) -> Option<(&str, &str)> {
    match group(text) {
        Some((inside, after)) if text.trim_start().starts_with('{') => Some((command(inside.trim())?.0, after)),
        _ => command(text.trim_start()),
    }
}

/// What stands in square brackets at the beginning, and what follows.
fn bracket(text: &str) -> Option<(&str, &str)> {
    text.trim_start().strip_prefix('[')?.split_once(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_define_is_read() {
        for (definition, typed, meant) in [
            (r"\newcommand{\R}{\mathbb{R}}", r"x \in \R", Some(r"x \in \mathbb{R}")),
            (r"\renewcommand\R{\mathbf R}", r"\R^n", Some(r"\mathbf R^n")),
            (r"\newcommand{\norm}[1]{\lVert#1\rVert}", r"\norm{x}+\norm y", Some(r"\lVert x\rVert+\lVert y\rVert")),
            (r"\newcommand{\pair}[2][a]{(#1,#2)}", r"\pair{x}\pair[b]{y}", Some("(a,x)(b,y)")),
            (r"\def\f#1#2{#2#1}", r"\f\alpha b", Some(r"b\alpha")),
            (r"\DeclareMathOperator{\len}{len}", r"\len(x)", Some(r"\operatorname{len}(x)")),
            (r"\DeclareMathOperator*{\am}{arg\,max}", r"\am_x", Some(r"\operatorname*{arg\,max}_x")),
            (r"\let\eps=\varepsilon", r"\eps x", Some(r"\varepsilon x")),
            (r"\newcommand{\a}{\b}\newcommand{\b}{c}", r"\a\b", Some("c c")),
            (r"\newcommand{\a}{\a\a}", r"\a", None),
            (r"\def\a#1.{#1}", r"\a", None),
            (r"\newcommand{\R}{\mathbb{R}}", r"\Re \Rx", None),
        ] {
            let mut macros = Macros::default();
            macros.take_definitions(definition);
            assert_eq!(macros.expand(typed).as_deref(), meant, "{definition}");
        }
    }

    #[test]
    fn what_is_no_definition_stays() {
        let mut macros = Macros::default();
        let rest = macros.take_definitions(r"a \newcommand{\x}{y} \le \% b \def");
        assert_eq!(rest.as_deref(), Some(r"a  \le \% b \def"));
        assert_eq!(macros.take_definitions(r"\left( x \right)"), None);
    }
}

//! Lines with a meaningful arrangement: fenced code, program text, drawings of characters, tables.
//!
//! They are found before unwrapping, because unwrapping would destroy them. Each detector looks at a run of lines from
//! one place on and returns the number of lines and their kind; the first find wins.

use super::chords;
use super::line::{self, Line, RawLine};
use super::sentences::ends_sentence;
use super::tables::{columns, gaps, pipes, tabs};
use super::two_columns::two_columns;
use super::unit::{Kind, Marker, Region, is_rule, marker};
use crate::source::Span;

/// The lines at which another search is useless, because an earlier one failed. It keeps hostile input from costing the
/// square of its lines.
#[derive(Default)]
pub(crate) struct Skip {
    code: usize,
    columns: usize,
    two_columns: usize,
}

/// The region that begins at `lines[at]`, if any; `block` is the end of its run of lines without an empty line.
/// `margin` is the column at which most lines of the text begin.
pub(crate) fn region(lines: &[Line], at: usize, block: usize, margin: usize, skip: &mut Skip) -> Option<Region> {
    let run = lines.get(at..block)?;
    if run.first().is_some_and(|l| is_rule(&l.text))
        && begins_with_rule(run)
        && let (_, Some(region)) = columns(run)
    {
        return Some(region);
    }
    let set_in = || if at >= skip.code { indented(lines, at, block, margin) } else { None };
    let found = fence(lines, at)
        .or_else(|| listing(lines, at))
        .or_else(|| pipes(run))
        .or_else(|| stanza(run))
        .or_else(|| tabs(run))
        .or_else(|| drawing(run))
        .or_else(set_in);
    if found.is_some() {
        return found;
    }
    if at >= skip.code {
        match code(run) {
            (_, Some(region)) => return Some(region),
            (seen, None) => skip.code = at + 1 + seen / 2,
        }
    }
    if at >= skip.columns {
        match columns(run) {
            (_, Some(region)) => return Some(region),
            (seen, None) => skip.columns = at + 1 + seen / 2,
        }
    }
    if at >= skip.two_columns {
        match two_columns(lines, at) {
            (_, Some(region)) => return Some(region),
            (seen, None) => skip.two_columns = at + 1 + seen / 2,
        }
    }
    None
}

/// True if a line that looks like a rule is the upper edge of a table or of a drawing.
pub(crate) fn begins_with_rule(run: &[Line]) -> bool {
    let (Some(first), Some(next)) = (run.first(), run.get(1)) else { return false };
    let columns = gaps(&first.text) > 0 && gaps(&next.text) > 0;
    let drawing = first.indent > 0 && !is_rule(&next.text) && evidence(next) >= 2;
    columns || drawing
}

/// Program text indented by four columns and more, as in Markdown and mail: a line of it looks like code, and none is
/// prose.
fn indented(lines: &[Line], at: usize, block: usize, margin: usize) -> Option<Region> {
    let first = lines.get(at)?;
    let prompted = is_prompt(&first.text) && first.indent >= 2;
    let least = if prompted { first.indent } else { margin + 4 };
    let inside = |l: &Line| l.indent >= least && l.quote == 0 && l.width <= 160;
    // A line that opens a block, with deeper lines below: `with open(name) as file:`. Numbered items open none.
    let opens = |i: usize| {
        let pair = lines.get(i).zip(lines.get(i + 1));
        let is_item = |a: &Line| matches!(marker(&a.text), Some((Marker::Number { .. }, _)));
        pair.is_some_and(|(a, b)| {
            a.text.ends_with([':', '{']) && b.gap == 0 && b.indent > a.indent && inside(b) && !is_item(a)
        })
    };
    if first.gap == 0 && at > 0 || !inside(first) || evidence(first) < 1 && !opens(at) {
        return None;
    }
    let mut end = at;
    let (mut strong, mut weak, mut seen) = (0, 0, 0);
    // Blocks of it with single empty lines between; bounded, so that failed searches stay cheap.
    for (i, line) in lines.iter().enumerate().skip(at).take(400) {
        let goes_on = || evidence(line) > 0 || opens(i) || line.indent > first.indent;
        if !inside(line) || i >= block && (line.gap > 2 || line.gap > 0 && !goes_on()) {
            break;
        }
        weak += usize::from(operates(&line.text) || opens(i));
        strong += usize::from(evidence(line) >= 2 || is_branch(&line.text) || is_command(&line.text));
        seen += 1;
        end = i + 1;
    }
    // A block that the end of code cuts in two does not count.
    let whole = lines.get(end).is_none_or(|l| l.gap > 0);
    let found = lines.get(at..end)?;
    let likely = strong > 0 && strong * 4 >= seen || weak > 1 && weak * 2 >= seen;
    if likely && whole && !holds_prose(found) {
        return Some((end - at, Kind::Verbatim(verbatim(found, usize::MAX), None)));
    }
    // After a prompt come the command and what it printed, whatever that is.
    let session = if prompted { lines.get(at..end.min(block)) } else { None };
    let session = session.filter(|found| found.len() > 1 && !holds_prose(found))?;
    Some((session.len(), Kind::Verbatim(verbatim(session, usize::MAX), None)))
}

/// A stanza of a song with its chords.
fn stanza(run: &[Line]) -> Option<Region> {
    let count = chords::stanza(run)?;
    Some((count, Kind::Verbatim(verbatim(run.get(..count)?, usize::MAX), None)))
}

/// Code between lines of three or more backticks or tildes. An open fence without an end is not a fence.
fn fence(lines: &[Line], at: usize) -> Option<Region> {
    let open = lines.get(at)?;
    let sign = open.text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = open.text.chars().take_while(|&c| c == sign).count();
    let language = open.text.trim_start_matches(sign).trim();
    if length < 3 || language.contains(['`', ' ']) || (sign == '~' && language.is_empty() && length > 12) {
        return None;
    }
    // Bounded, so that many open fences stay linear.
    let closes = |l: &Line| l.text.chars().all(|c| c == sign) && l.width >= length && l.quote == open.quote;
    let inside = lines.get(at + 1..)?.iter().take(2000).take_while(|l| l.quote >= open.quote);
    let end = inside.clone().position(closes)?;
    let body = verbatim(lines.get(at + 1..at + 1 + end)?, open.indent);
    let language = (!language.is_empty()).then(|| language.to_owned());
    Some((end + 2, Kind::Verbatim(body, language)))
}

/// Code between two rules of hyphens with no gaps, as AsciiDoc and old manuals set it off.
pub(crate) fn listing(lines: &[Line], at: usize) -> Option<Region> {
    let open = lines.get(at)?;
    let drawn = |l: &Line| l.width >= 4 && l.text.bytes().all(|b| b == b'-') && l.quote == open.quote;
    if !drawn(open) || open.gap == 0 && at > 0 {
        return None;
    }
    let inside = lines.get(at + 1..)?;
    let end = inside.iter().take(200).position(drawn)?;
    let (body, close) = (inside.get(..end)?, inside.get(end)?);
    let touches = body.first().is_some_and(|l| l.gap == 0) && close.gap == 0;
    let alone = inside.get(end + 1).is_none_or(|l| l.gap > 0);
    if !touches || !alone || close.width.abs_diff(open.width) > 2 {
        return None;
    }
    let strong = body.iter().any(|l| evidence(l) >= 2);
    let weak = body.iter().filter(|l| evidence(l) >= 1).count();
    ((strong || weak * 2 >= body.len()) && !holds_prose(body))
        .then(|| (end + 2, Kind::Verbatim(verbatim(body, open.indent), None)))
}

/// True if some lines are a drawing of characters or a tree of files.
pub(crate) fn is_drawn(text: &str) -> bool {
    let raw = |line: &str| RawLine { text: line.into(), span: Span::default(), page: false };
    let run = line::lines(text.split('\n').map(raw).collect());
    let branches =
        run.iter().filter(|line| is_tree_branch(line.text.trim_start_matches(['│', '|', ' ', '\u{a0}']))).count();
    drawing(&run).is_some() || branches >= 2 && branches * 3 >= run.len() * 2
}

/// True for a branch of a tree of files.
fn is_tree_branch(text: &str) -> bool {
    ["├", "└", "│", "|-- ", "`-- ", "+-- "].iter().any(|branch| text.starts_with(branch))
}

/// A drawing of characters: the most of its lines have more strokes than letters, and some of them lean or stand.
fn drawing(run: &[Line]) -> Option<Region> {
    const MOST: usize = 100;
    if !(3..=MOST).contains(&run.len()) {
        return None;
    }
    let count = |l: &Line, is_one: fn(char) -> bool| l.text.chars().filter(|c| is_one(*c)).count();
    let is_drawn = |l: &&Line| count(l, is_stroke) >= count(l, char::is_alphanumeric).max(1);
    // The edges of tables are drawn too.
    let leans = |l: &&Line| l.text.contains(['/', '\\', '|']) && is_drawn(l);
    let words =
        |l: &Line| l.text.split(' ').filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
    let drawn = run.iter().filter(is_drawn).count();
    (drawn * 5 >= run.len() * 3 && run.iter().filter(leans).count() >= 2 && run.iter().all(|l| words(l) <= 5))
        .then(|| (run.len(), Kind::Verbatim(verbatim(run, usize::MAX), None)))
}

/// The signs that drawings are made of.
fn is_stroke(c: char) -> bool {
    matches!(
        c,
        '/' | '\\'
            | '|'
            | '_'
            | '-'
            | '+'
            | '^'
            | '~'
            | '<'
            | '>'
            | '('
            | ')'
            | '='
            | '*'
            | '.'
            | '\''
            | '`'
            | ':'
            | '#'
    ) || matches!(c, '─'..='╿' | '▀'..='▟' | '■'..='◿' | '←'..='⇿')
}

/// True if a line of it continues in the next one.
fn holds_prose(lines: &[Line]) -> bool {
    lines.windows(2).any(|p| p[0].width > 60 && p[1].text.starts_with(char::is_lowercase) && evidence(&p[0]) < 2)
}

/// The lines unchanged, empty ones included, without their common indent.
pub(crate) fn verbatim(lines: &[Line], at_most: usize) -> Vec<String> {
    let base = lines.iter().map(|l| l.indent).min().unwrap_or(0).min(at_most);
    let mut out = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            out.extend(std::iter::repeat_n(String::new(), line.gap.min(3)));
        }
        out.push(line.indented(base));
    }
    out
}

/// Program text, commands and their output, drawings of characters: lines that look like them, two in a row at least.
fn code(run: &[Line]) -> (usize, Option<Region>) {
    if run.first().is_none_or(|l| evidence(l) < 2) {
        return (0, None);
    }
    let mut length = 0;
    let (mut weak, mut strong) = (0, 0);
    for line in run {
        let e = evidence(line);
        if e == 0 {
            weak += 1;
            if weak > 1 {
                break;
            }
        } else {
            weak = 0;
        }
        strong += usize::from(e >= 2);
        length += 1;
    }
    let seen = length;
    length -= weak.min(length);
    let lines = run.get(..length).unwrap_or(&[]);
    let found = strong >= 2 && strong * 2 >= length;
    (seen, found.then(|| (length, Kind::Verbatim(verbatim(lines, usize::MAX), None))))
}

/// The openings of lines that are typed after a prompt.
const COMMANDS: &[&str] = &["sudo ", "npm ", "pip ", "git ", "apt ", "cargo "];

/// The likeness of a line to program text: 0 no, 1 perhaps, 2 surely.
fn evidence(line: &Line) -> u8 {
    const STARTS: &[&str] = &[
        "$ ", ">>> ", "#include", "#!/", "def ", "fn ", "func ", "function ", "class ", "import ", "from ", "const ",
        "let ", "var ", "public ", "private ", "static ", "return ", "if (", "for (", "while (", "} else", "</",
        "<div", "<?", "//", "/*", "* @", "SELECT ", "INSERT ", "CREATE TABLE",
    ];
    /// Words of shells that stand alone in their lines.
    const ALONE: &[&str] = &["done", "fi", "esac", "else", "done;", "fi;"];
    let text = line.text.as_str();
    if line.width > 160 {
        return 0;
    }
    // A branch of a tree of files or names.
    if is_tree_branch(text) {
        return 2;
    }
    let signs = text.chars().filter(|c| "{}[]()<>=;|\\/_&%$#@*+~^:-`─│┌┐└┘├┤═║█▓░".contains(*c)).count();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let ends = [";", "{", "}", "};", "});", "],", "/>", "*/", "\\", "; do", "; then"].iter().any(|e| text.ends_with(e));
    let starts = STARTS.iter().chain(COMMANDS).any(|s| text.starts_with(s));
    let operators = operates(text);
    if ALONE.contains(&text) {
        return 1;
    }
    let entity = ends && text.ends_with(';') && !text.contains(['(', '=', '{']) && text.contains(' ');
    if signs > letters && line.width >= 5 && signs >= 4 {
        return 2;
    }
    match (ends && !entity, starts, operators) {
        (true, true, _) | (true, _, true) | (_, true, true) => 2,
        (true, false, false) if signs * 5 >= letters => 2,
        (_, true, _) if signs * 8 >= letters => 2,
        (false, false, false) => u8::from(signs * 6 >= letters && signs > 2),
        _ => 1,
    }
}

/// True if a line has an operator of a programming language or calls a function.
fn operates(text: &str) -> bool {
    const OPERATORS: &[&str] =
        &[" = ", " == ", " != ", " += ", " -= ", "=>", "->", "::", " && ", "();", "(){", "</", "()", "$(", "${"];
    OPERATORS.iter().any(|o| text.contains(o)) || calls(text)
}

/// Only the strokes of a drawing, as between the nodes of a tree: `/`, `| \`.
fn is_branch(text: &str) -> bool {
    text.contains(['/', '\\', '|']) && text.chars().all(|c| "/\\|_-+^ ".contains(c))
}

/// The command after a prompt.
fn is_command(text: &str) -> bool {
    COMMANDS.iter().any(|command| text.starts_with(command)) && !ends_sentence(text)
}

/// `$ ls -l`: the prompt of a shell.
fn is_prompt(text: &str) -> bool {
    text.strip_prefix("$ ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase() || "./~".contains(c)))
}

/// `print(x)`, `f(y):`: a bracket that leans on a word, closed at the end of the line.
fn calls(text: &str) -> bool {
    let leans =
        text.split_once('(').is_some_and(|(before, _)| before.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    leans && !text.ends_with("(s)") && [")", "):", ");", ") {", "),"].iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn find(text: &str) -> Option<Kind> {
        let lines = of_text(text);
        region(&lines, 0, lines.len(), 0, &mut Skip::default()).map(|(_, kind)| kind)
    }

    #[test]
    fn tables_of_three_kinds() {
        let row = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect::<Vec<_>>();
        let want = Kind::Table(vec![row(&["Town", "People"]), row(&["Ulm", "126"]), row(&["Bonn", "331"])], true);
        assert_eq!(find("| Town | People |\n|---|---|\n| Ulm | 126 |\n| Bonn | 331 |"), Some(want.clone()));
        assert_eq!(find("Town\tPeople\nUlm\t126\nBonn\t331"), Some(want.clone()));
        assert_eq!(find("Town   People\nUlm       126\nBonn      331"), Some(want));
    }

    #[test]
    fn columns_may_have_an_empty_corner_and_cells_that_go_on() {
        let row = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect::<Vec<_>>();
        let corner = "          2022    2023\nLights   1,200   1,350\nPier       400     380";
        let want = vec![row(&["", "2022", "2023"]), row(&["Lights", "1,200", "1,350"]), row(&["Pier", "400", "380"])];
        assert_eq!(find(corner), Some(Kind::Table(want, true)));
        let long = "Ulm     on the Danube,\n        below the Alb\nBonn    on the Rhine\nKöln    on the Rhine";
        let want = vec![
            row(&["Ulm", "on the Danube, below the Alb"]),
            row(&["Bonn", "on the Rhine"]),
            row(&["Köln", "on the Rhine"]),
        ];
        assert_eq!(find(long), Some(Kind::Table(want, false)));
    }

    #[test]
    fn tables_with_drawn_edges() {
        let row = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect::<Vec<_>>();
        let want = Kind::Table(vec![row(&["Town", "People"]), row(&["Ulm", "126"]), row(&["Bonn", "331"])], true);
        let grid = "+------+--------+\n| Town | People |\n+======+========+\n| Ulm  | 126    |\n+------+--------+\n| Bonn | 331    |\n+------+--------+";
        assert_eq!(find(grid), Some(want.clone()));
        assert_eq!(
            find("=====  ======\nTown   People\n=====  ======\nUlm    126\nBonn   331\n=====  ======"),
            Some(want)
        );
        let two = "+------+-------+\n| Ulm  | on    |\n|      | water |\n+------+-------+\n| Bonn | Rhine |\n+------+-------+\n| Köln | Rhine |\n+------+-------+";
        let want = vec![row(&["Ulm", "on water"]), row(&["Bonn", "Rhine"]), row(&["Köln", "Rhine"])];
        assert!(matches!(find(two), Some(Kind::Table(rows, _)) if rows == want));
    }

    #[test]
    fn code_that_is_set_in_stays_whole() {
        let text = "    def main():\n        print(\"hello\")\n\n    main()";
        assert!(matches!(find(text), Some(Kind::Verbatim(l, None)) if l.len() == 4));
        assert_eq!(find("    We are told that the print (of a book)\n    is smaller than it was in those days."), None);
    }

    #[test]
    fn code_that_is_set_in_may_look_like_it_only_a_little() {
        let text = "    import csv\n\n    total = 0\n    with open(\"a.csv\") as f:\n        for row in f:\n            total += int(row)\n\n    print(total)";
        assert!(
            matches!(find(text), Some(Kind::Verbatim(l, None)) if l.len() == 8 && l[5] == "        total += int(row)")
        );
        for none in [
            "    from the sea, from the sea,\n    let it be me:\n    return to me.",
            "    The bell (of bronze) rang.\n    Nobody heard it, or said so;\n    and the water came.",
        ] {
            assert_eq!(find(none), None);
        }
    }

    #[test]
    fn a_command_stays_with_what_it_printed() {
        let text = "    $ boats show pier\n    Boat:\n        Name: Ada\n        Lamp: lit since noon";
        assert!(matches!(find(text), Some(Kind::Verbatim(l, None)) if l.len() == 4 && l[2] == "    Name: Ada"));
        assert_eq!(find("    $ 5 is the price\n    of it"), None);
    }

    #[test]
    fn code_stands_between_two_rules() {
        let want = |lines: &[&str]| Some(Kind::Verbatim(lines.iter().map(|l| l.to_string()).collect(), None));
        assert_eq!(find("-----\n$ make x;\n  y = 1;\n------\n\nProse."), want(&["$ make x;", "  y = 1;"]));
        for none in ["---------\nA heading\n---------\n", "-----\n$ make x;\n-----\nIt goes on."] {
            assert_eq!(listing(&of_text(none), 0), None);
        }
    }

    #[test]
    fn trees_of_files_stay_whole() {
        for tree in ["├── a\n│   └── b\n└── c", "|-- a\n|-- b\n`-- c"] {
            let lines = tree.split('\n').map(str::to_string).collect();
            assert_eq!(find(tree), Some(Kind::Verbatim(lines, None)));
        }
    }

    #[test]
    fn tabs_line_cells_up() {
        let row = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect::<Vec<_>>();
        let want = vec![row(&["Ulm", "126"]), row(&["Frankfurt am Main", "773"]), row(&["Bonn", "331"])];
        assert_eq!(find("Ulm\t\t\t126\nFrankfurt am Main\t773\nBonn\t\t\t331"), Some(Kind::Table(want, false)));
    }

    #[test]
    fn code_by_fence_and_by_looks() {
        assert_eq!(find("```sh\nls -l\n```"), Some(Kind::Verbatim(vec!["ls -l".into()], Some("sh".into()))));
        assert!(matches!(find("fn main() {\n    let x = 1;\n}"), Some(Kind::Verbatim(l, None)) if l.len() == 3));
    }

    #[test]
    fn prose_is_none_of_these() {
        assert_eq!(find("He went.  She stayed.  They\nmet again.  It was late; he\nslept (badly).  And so on."), None);
        assert_eq!(find("Home | News | Sport | Weather"), None);
    }
}

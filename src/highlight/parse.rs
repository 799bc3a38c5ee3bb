//! Reads code line by line: at each place the rule with the first match decides its sort and the next context.
//!
//! syntect reads the same grammars, with the same results (the tests compare). It is not used here because it never
//! ends on code as plain as `x /*` in JavaScript: two rules that take no character pass the place to each other without
//! end (<https://github.com/trishume/syntect/issues/460>). Here a place without progress is left after [`IDLE`] rules.
//! Also, syntect compiles every expression that it tries; here an expression is skipped if the line lacks the text that
//! it needs.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use fancy_regex::Regex;
use foldhash::fast::FixedState;
use memchr::memmem;

use super::grammar::{Context, Pattern, Place, Scopes, Sort, Then};
use super::grammars::{Seeker, compile, context, grammar};

/// The most rules that may follow each other without taking a character. Some rules open a dozen contexts in this way.
const IDLE: usize = 100;
/// Contexts on the stack.
const DEEPEST: usize = 100;
/// The most bytes of lines that expressions may search for one piece of code, counted for each search: a dozen times
/// the work for 3,000 lines of a program. Meaningless lines of thousands of characters can cost more; then the rest is
/// set plain.
const WORK: usize = 50_000_000;
/// The cost of an expression that gave up, in the same bytes.
const GAVE_UP: usize = 1_000_000;
/// Contexts that include each other.
const INCLUDED: usize = 64;

/// The ranges of the groups, in bytes of the line; the first is the whole match.
type Groups = Rc<[Option<(usize, usize)>]>;

/// The text that expressions refer to: a line, and the places of groups in it.
type Referred = Option<(Rc<str>, Groups)>;

/// A context that is open.
struct Level {
    place: Place,
    /// Contexts with the rules that come first, in it and in the contexts opened in it.
    with: Vec<Place>,
    referred: Referred,
}

/// The state between two lines of code.
pub(super) struct Parser {
    levels: Vec<Level>,
    /// The levels from which the contexts of `with` hold; the last counts.
    with_from: Vec<usize>,
    scopes: Scopes,
    /// Scopes that do not hold at present.
    cleared: Vec<Scopes>,
    /// Expressions with their references filled in.
    filled: HashMap<String, Option<Rc<Regex>>, FixedState>,
    /// The number of bytes that expressions have searched.
    work: usize,
}

/// A match of a rule.
struct Found {
    seeker: &'static Seeker,
    groups: Groups,
    begin: usize,
    end: usize,
    /// It is a rule of a context of `with`.
    with: bool,
    /// It only undoes the rule before it.
    undoes: bool,
}

/// The state of reading a line.
struct Line<'a> {
    text: &'a str,
    at: usize,
    /// The last match of each rule.
    found: HashMap<*const Seeker, Option<Groups>, FixedState>,
    /// The place and the depth of the last context that was opened without taking a character.
    opened: (usize, usize),
    sorts: Vec<(Range<usize>, Sort)>,
    /// The offset up to which sorts are decided.
    told: usize,
}

impl Parser {
    /// The state at the start of code in the language of this number.
    pub(super) fn new(language: u16) -> Self {
        let place = (language, grammar(language).start);
        let around = context(place).and_then(|context| context.content.first());
        Self {
            levels: vec![Level { place, with: Vec::new(), referred: None }],
            with_from: Vec::new(),
            scopes: around.copied().into_iter().collect(),
            cleared: Vec::new(),
            filled: HashMap::default(),
            work: 0,
        }
    }

    /// The sorts of the words of the next line, which is ASCII and has its end.
    pub(super) fn line(&mut self, text: &str) -> Vec<(Range<usize>, Sort)> {
        let found = HashMap::default();
        let mut line = Line { text, at: 0, found, opened: (0, 0), sorts: Vec::new(), told: 0 };
        let mut idle = 0;
        while self.work < WORK
            && let Some(found) = self.first(&mut line)
        {
            let takes = found.end > line.at;
            idle = if takes { 0 } else { idle + 1 };
            if found.undoes || idle > IDLE {
                // No rule makes progress from this place.
                idle = 0;
                line.at += 1;
                if line.at >= text.len() {
                    break;
                }
                continue;
            }
            if !takes && matches!(found.seeker.rule.then, Then::Push(_)) {
                line.opened = (found.end, self.levels.len() + 1);
            }
            line.at = found.end;
            if found.with {
                self.with_from.push(self.levels.len());
            }
            self.apply(&found, &mut line);
        }
        if self.work >= WORK {
            self.scopes.clear();
        }
        self.tell(text.len(), &mut line);
        line.sorts
    }

    /// The first match from here on; of several at one place, that of the first rule.
    fn first(&mut self, line: &mut Line) -> Option<Found> {
        while self.with_from.last().is_some_and(|from| *from >= self.levels.len()) {
            self.with_from.pop();
        }
        let level = self.levels.last()?;
        let from = self.with_from.last().copied().unwrap_or(0);
        let with = self.levels[from..].iter();
        let with = with.flat_map(|level| level.with.iter().map(|place| (true, *place, level.referred.clone())));
        let prototype = context(level.place)?.prototype.map(|place| (false, place, None));
        let own = (false, level.place, level.referred.clone());
        let places: Vec<(bool, Place, Referred)> = with.chain(prototype).chain([own]).collect();
        let mut best = None;
        for (with, place, referred) in &places {
            if self.consider(*place, *with, referred, line, &mut best, 0) {
                break;
            }
        }
        best
    }

    /// Tries the rules of a context; returns true if no later rule can match before `best`.
    fn consider(
        &mut self,
        place: Place,
        with: bool,
        referred: &Referred,
        line: &mut Line,
        best: &mut Option<Found>,
        depth: usize,
    ) -> bool {
        let Some(patterns) = context(place).map(|context| &context.patterns) else { return false };
        for pattern in patterns {
            let seeker = match pattern {
                Pattern::Include(place) if depth < INCLUDED => {
                    if self.consider(*place, with, referred, line, best, depth + 1) {
                        return true;
                    }
                    continue;
                }
                Pattern::Include(_) => continue,
                Pattern::Rule(number) => &grammar(place.0).seekers[usize::from(*number)],
            };
            let Some(groups) = self.search(seeker, referred, line) else { continue };
            let Some((begin, end)) = groups.first().copied().flatten() else { continue };
            if best.as_ref().is_some_and(|best| begin > best.begin || begin == best.begin && !best.undoes) {
                continue;
            }
            let undoes =
                matches!(seeker.rule.then, Then::Pop) && end == line.at && line.opened == (line.at, self.levels.len());
            *best = Some(Found { seeker, groups, begin, end, with, undoes });
            if begin == line.at && !undoes {
                return true;
            }
        }
        false
    }

    /// The next match of a rule that has an effect.
    fn search(&mut self, seeker: &'static Seeker, referred: &Referred, line: &mut Line) -> Option<Groups> {
        let key = std::ptr::from_ref(seeker);
        match line.found.get(&key) {
            Some(None) => return None,
            Some(Some(groups)) if groups[0].is_some_and(|(begin, _)| begin >= line.at) => return Some(groups.clone()),
            _ => {}
        }
        let rule = &seeker.rule;
        let shown = |text: &String| memmem::find(line.text.as_bytes(), text.as_bytes()).is_some();
        if !rule.needs.is_empty() && !rule.needs.iter().any(shown) {
            line.found.insert(key, None);
            return None;
        }
        let groups = match referred {
            Some((text, groups)) if rule.refers => {
                let regex = self.filled(&rule.expression, text, groups);
                let groups = self.find(regex.as_deref()?, rule.keeps, line);
                return groups.filter(|groups| self.matters(&rule.then, groups));
            }
            _ => seeker.regex().and_then(|regex| self.find(regex, rule.keeps, line)),
        };
        if groups.as_ref().is_none_or(|groups| self.matters(&rule.then, groups)) {
            line.found.insert(key, groups.clone());
            return groups;
        }
        None
    }

    /// The next match of an expression. An expression that gives up matches nothing.
    fn find(&mut self, regex: &Regex, keeps: bool, line: &Line) -> Option<Groups> {
        self.work += line.text.len() - line.at;
        let place = |found: fancy_regex::Match| (found.start(), found.end());
        let groups = if keeps {
            let found = regex.captures_from_pos(line.text, line.at);
            found.map(|found| found.map(|groups| groups.iter().map(|group| group.map(place)).collect()))
        } else {
            let found = regex.find_from_pos(line.text, line.at);
            found.map(|found| found.map(|found| Rc::from([Some(place(found))])))
        };
        groups.unwrap_or_else(|_| {
            self.work += GAVE_UP;
            None
        })
    }

    /// True if the match of a rule has an effect.
    fn matters(&self, then: &Then, groups: &Groups) -> bool {
        match then {
            Then::Stay => groups[0].is_some_and(|(begin, end)| begin < end),
            Then::Push(_) => self.levels.len() < DEEPEST,
            Then::Pop | Then::Set(_) => true,
        }
    }

    /// An expression with the groups that it refers to filled in.
    fn filled(&mut self, expression: &str, text: &str, groups: &Groups) -> Option<Rc<Regex>> {
        let mut filled = String::with_capacity(expression.len());
        let mut protected = false;
        for c in expression.chars() {
            match c.to_digit(10).filter(|_| protected) {
                Some(number) => {
                    filled.pop();
                    let place = groups.get(number as usize).copied().flatten();
                    let group = place.and_then(|(begin, end)| text.get(begin..end));
                    filled += &fancy_regex::escape(group.unwrap_or_default());
                }
                None => filled.push(c),
            }
            protected = c == '\\' && !protected;
        }
        self.filled.entry(filled).or_insert_with_key(|filled| compile(filled).map(Rc::new)).clone()
    }

    /// Records the sorts of a match, and opens and closes contexts.
    fn apply(&mut self, found: &Found, line: &mut Line) {
        let rule = &found.seeker.rule;
        let Some(from) = self.levels.last().and_then(|level| context(level.place)) else { return };
        self.before(from, &rule.then, found.begin, line);
        self.push(&rule.scopes, found.begin, line);
        self.groups(found, line);
        self.pop(rule.scopes.len(), found.end, line);
        self.after(from, &rule.then, found.end, line);

        let left = match rule.then {
            Then::Stay | Then::Push(_) => None,
            Then::Pop | Then::Set(_) => self.levels.pop(),
        };
        // The new context inherits the state of the old one.
        let mut held = left.map(|level| level.with).unwrap_or_default();
        let places = rule.then.opens();
        for (number, place) in places.iter().enumerate() {
            let mut with = std::mem::take(&mut held);
            with.extend(rule.with.filter(|_| number + 1 == places.len()));
            let refers = with.iter().chain([place]).any(|place| context(*place).is_some_and(|context| context.refers));
            let referred = refers.then(|| (Rc::from(line.text), found.groups.clone()));
            self.levels.push(Level { place: *place, with, referred });
        }
    }

    /// The scopes of the groups in a match, the longer around the shorter.
    fn groups(&mut self, found: &Found, line: &mut Line) {
        let mut changes: Vec<(usize, isize, &[Option<Sort>], usize)> = Vec::new();
        for (number, scopes) in &found.seeker.rule.groups {
            let place = found.groups.get(usize::from(*number)).copied().flatten();
            if let Some((begin, end)) = place.filter(|(begin, end)| begin < end) {
                changes.push((begin, begin as isize - end as isize, scopes, 0));
                changes.push((end, isize::MIN, &[], scopes.len()));
            }
        }
        changes.sort_by_key(|(at, order, ..)| (*at, *order));
        for (at, _, pushed, popped) in changes {
            self.pop(popped, at, line);
            self.push(pushed, at, line);
        }
    }

    /// The changes of context scopes before a match that opens or closes contexts.
    fn before(&mut self, from: &Context, then: &Then, at: usize, line: &mut Line) {
        if matches!(then, Then::Pop) {
            self.pop(from.content.len(), at, line);
        }
        let sets = matches!(then, Then::Set(_));
        if sets && from.clears.is_some() {
            self.restore(at, line);
        }
        for to in then.opens().iter().filter_map(|place| context(*place)) {
            if !sets {
                self.clear(to.clears, at, line);
            }
            self.push(&to.meta, at, line);
        }
    }

    /// The changes of context scopes after the match. A context that is set clears later than one that is pushed, and
    /// the match that sets it has the scopes of both, as in Sublime Text.
    fn after(&mut self, from: &Context, then: &Then, at: usize, line: &mut Line) {
        if matches!(then, Then::Pop) {
            self.pop(from.meta.len(), at, line);
            if from.clears.is_some() {
                self.restore(at, line);
            }
        }
        let sets = matches!(then, Then::Set(_));
        let to: Vec<&Context> = then.opens().iter().filter_map(|place| context(*place)).collect();
        let own = if sets { from.meta.len() + from.content.len() } else { 0 };
        if own == 0 && to.iter().all(|to| to.content.is_empty() && !(sets && to.clears.is_some())) {
            return;
        }
        self.pop(own + to.iter().map(|to| to.meta.len()).sum::<usize>(), at, line);
        for to in to {
            if sets {
                self.clear(to.clears, at, line);
            }
            self.push(&to.meta, at, line);
            self.push(&to.content, at, line);
        }
    }

    fn push(&mut self, scopes: &[Option<Sort>], at: usize, line: &mut Line) {
        self.tell(at, line);
        self.scopes.extend_from_slice(scopes);
    }

    fn pop(&mut self, count: usize, at: usize, line: &mut Line) {
        self.tell(at, line);
        self.scopes.truncate(self.scopes.len().saturating_sub(count));
    }

    fn clear(&mut self, count: Option<u16>, at: usize, line: &mut Line) {
        if let Some(count) = count {
            self.tell(at, line);
            let left = self.scopes.len().saturating_sub(usize::from(count));
            self.cleared.push(self.scopes.split_off(left));
        }
    }

    fn restore(&mut self, at: usize, line: &mut Line) {
        self.tell(at, line);
        self.scopes.extend(self.cleared.pop().unwrap_or_default());
    }

    /// Records the sort of the text before this place: that of the innermost scope with one.
    fn tell(&mut self, at: usize, line: &mut Line) {
        let at = at.min(line.text.len());
        if at <= line.told {
            return;
        }
        let sort = self.scopes.iter().rev().find_map(|sort| *sort).unwrap_or(Sort::Plain);
        match line.sorts.last_mut() {
            Some((range, last)) if *last == sort => range.end = at,
            _ => line.sorts.push((line.told..at, sort)),
        }
        line.told = at;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

    use super::super::expressions::TELLING;
    use super::super::highlight;
    use super::super::names::ENDS;
    use super::*;

    const CODES: [(&str, &str); 14] = [
        ("rust", "/// Why.\nimpl<T: Copy> Box<T> {\n    pub fn len(&self) -> usize { self.0.len() * 0x1F }\n}"),
        (
            "python",
            "@cache\ndef f(x: int = 3) -> str:\n    \"\"\"Why.\"\"\"\n    return f'{x!r} a' if x else None # so",
        ),
        (
            "js",
            "const f = async (x) => { return `${x}px`; } // so\nclass A extends B { #n = 1e3; get n() { return this.#n } }",
        ),
        ("html", "<p class=\"a\" data-x=1>Some &amp; text<!-- no --></p>\n<script>let x = 1;</script>"),
        ("css", "a:hover, .b > li { color: #fff; width: calc(100% - 2em) } /* so */"),
        ("sql", "SELECT name, COUNT(*) FROM lands WHERE people >= 1000 -- many\nGROUP BY name;"),
        ("sh", "for f in *.txt; do\n  echo \"$f: ${#f}\" | wc -l # so\ndone"),
        ("php", "<?php\nfunction f(int $x): ?string { return \"{$x} a\"; } // so"),
        ("java", "public class A<T> { @Override int n = 0xFF; /* so */ String s() { return \"a\\n\"; } }"),
        ("c", "#include <stdio.h>\nint main(void) { printf(\"%d\\n\", 3 + 'a'); return 0; } // so"),
        ("yaml", "size: 3 # so\nlist:\n  - \"one\"\n  - two: true"),
        ("json", "{\"size\": [1, 2.5e3, null, true, \"a\"]}"),
        ("diff", "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-old\n+new"),
        ("latex", "\\section{Size} $x^2 + \\alpha$ % so"),
    ];

    fn syntaxes() -> &'static SyntaxSet {
        static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
        SYNTAXES.get_or_init(two_face::syntax::extra_newlines)
    }

    /// The sort of every byte according to syntect, which reads the original grammar and knows all of Unicode.
    fn theirs(code: &str, language: &str) -> Vec<Vec<Sort>> {
        let telling: Vec<(Scope, Sort)> =
            TELLING.iter().map(|(scope, sort)| (Scope::new(scope).unwrap(), *sort)).collect();
        let sort_of = |stack: &ScopeStack| {
            let mut scopes = stack.as_slice().iter().rev();
            let told = scopes.find_map(|scope| telling.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)));
            told.map_or(Sort::Plain, |(_, sort)| *sort)
        };
        let mut state = ParseState::new(syntaxes().find_syntax_by_token(language).unwrap());
        let mut stack = ScopeStack::new();
        let mut lines = Vec::new();
        for line in code.split('\n') {
            let mut sorts = Vec::new();
            for (at, change) in state.parse_line(&format!("{line}\n"), syntaxes()).unwrap() {
                let at = at.clamp(sorts.len(), line.len().max(sorts.len()));
                sorts.resize(at, sort_of(&stack));
                stack.apply(&change).unwrap();
            }
            sorts.resize(line.len(), sort_of(&stack));
            lines.push(sorts);
        }
        lines
    }

    /// The sort of every byte.
    fn ours(code: &str, language: &str) -> Vec<Vec<Sort>> {
        let lines = highlight(code, language).expect(language);
        lines
            .into_iter()
            .map(|line| line.into_iter().flat_map(|(range, sort)| range.map(move |_| sort)).collect())
            .collect()
    }

    #[test]
    fn code_is_read_as_syntect_reads_it() {
        for (language, code) in CODES {
            let ours = ours(code, language);
            assert!(ours.iter().flatten().any(|sort| *sort != Sort::Plain), "{language} has sorts");
            assert_eq!(ours, theirs(code, language), "{language}");
        }
    }

    #[test]
    fn every_expression_of_every_grammar_is_an_expression() {
        for number in 0..u16::try_from(syntaxes().syntaxes().len()).unwrap() {
            let grammar = grammar(number);
            assert!(!grammar.seekers.is_empty(), "{number} is read");
            // An expression that refers to a group is completed first.
            for seeker in grammar.seekers.iter().filter(|seeker| !seeker.rule.refers) {
                assert!(seeker.regex().is_some(), "{}", seeker.rule.expression);
            }
        }
    }

    #[test]
    fn lines_that_mean_nothing_do_not_hold_it_up() {
        let line = "\\".repeat(3_900);
        let code = vec![line.as_str(); 100].join("\n") + "\nlet a = 1";
        let lines = ours(&code, "viml");
        assert_eq!(lines.len(), 101);
        assert_eq!(lines[100], [Sort::Plain; 9], "what comes after too much is set plain");
    }

    #[test]
    fn code_on_which_syntect_never_ends_is_read() {
        for code in ["x /*", "a = b\n    /* so */\nlet c = 1;", "x /"] {
            let lines = ours(code, "js");
            assert_eq!(lines.len(), code.split('\n').count());
        }
        let after = ours("a = b\n    /* so */\nlet c = 1;", "js");
        assert_eq!(after[1][6], Sort::Comment);
        assert_eq!(after[2][0], Sort::Keyword);
    }

    /// Pieces that open and close constructs in one language or another.
    const PIECES: &[&str] = &[
        "/*", "*/", "//", "\"", "'", "`", "${", "{", "}", "(", ")", "[", "]", "<", ">", "</", "/>", "<!--", "-->", "#",
        "=", "x", "ä", "7", "0x", "fn ", "class ", "let ", "if ", "def ", "end", "<<EOF", "EOF", "---", "- ", ":",
        "::", ";", ".", ",", "\n", "\n\n", " ", "    ", "\t", "%", "@", "\\", "|", "&", "=>", "->", "r#\"", "\"#", "/",
        "$", "{{", "}}", "+", "!", "?", "*", "**", "_", "<?php ", "?>", "<script>", "</script>", "<style>", "begin ",
        "do ", "\u{1}",
    ];

    proptest::proptest! {
        /// Any code in any language is read to its end, without losing a byte.
        #[test]
        fn any_code_is_read_whole(
            language in 0..ENDS.len(),
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        ) {
            let code = pieces.concat();
            let mut parser = Parser::new(u16::try_from(language).unwrap());
            for line in code.split('\n') {
                let line = format!("{}\n", super::super::in_ascii(line));
                let sorts = parser.line(&line);
                let mut at = 0;
                for (range, _) in &sorts {
                    proptest::prop_assert_eq!(range.start, at);
                    at = range.end;
                }
                proptest::prop_assert_eq!(at, line.len());
            }
        }
    }

    #[test]
    fn what_a_rule_found_is_found_again_where_code_refers_to_it() {
        let lines = ours("let a = r##\"one \"# two\"##; let b", "rust");
        let text = lines[0].iter().filter(|sort| **sort == Sort::Text).count();
        assert_eq!(text, "##\"one \"# two\"##".len(), "the r before it is a keyword");
        assert_eq!(lines[0][lines[0].len() - 5], Sort::Keyword);
    }
}

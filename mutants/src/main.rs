//! Plants bugs in one file, each behind a switch: `plant FILE SWITCH < LIST`.
//!
//! A line of the list is `id <tab> genre <tab> first byte <tab> last byte <tab> replacement`, as `cargo mutants --list --json`
//! names them. The file is written anew, so that `SWITCH(id)` chooses at run time between the code and its mutant:
//!
//! ```text
//! a < b          (if SWITCH(7) { a <= b } else { a < b })
//! fn f() { ... } fn f() { if SWITCH(8) { return Default::default(); } ... }
//! Some(x) => ... Some(x) if !SWITCH(9) => ...
//! ```
//!
//! A single build then holds all bugs, and switching a bug on costs an environment variable instead of a build. It
//! prints a line for each bug that cannot be planted: its id and the reason.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// One line of the list.
struct Bug {
    id: usize,
    genre: String,
    place: Range<usize>,
    replacement: String,
}

/// The code around an expression once a bug is planted there.
enum Around {
    /// The mutant in place of the expression.
    Instead(usize, String),
    /// A condition before it: the expression is the guard of a match arm.
    Before(String),
}

/// The places of a file where bugs can be planted.
#[derive(Default)]
struct Places {
    /// Functions: the bytes inside their braces, with true if they are `const`.
    bodies: Vec<(Range<usize>, bool)>,
    /// The expression of an operator, by the operator's first byte; `None` if a `let` is part of it.
    operators: BTreeMap<usize, Option<Range<usize>>>,
    /// Match arms by their first byte: the end of the pattern, and the guard.
    arms: BTreeMap<usize, (usize, Option<Range<usize>>)>,
    /// The expressions of structs, by the first byte of each field.
    fields: BTreeMap<usize, Range<usize>>,
    /// Expressions that the compiler evaluates, where no switch can be read.
    constants: Vec<Range<usize>>,
}

fn has_let(expression: &syn::Expr) -> bool {
    match expression {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

impl Places {
    fn body(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let braces = block.brace_token.span;
        self.bodies.push((braces.open().byte_range().end..braces.close().byte_range().start, signature.constness.is_some()));
    }
}

impl<'a> Visit<'a> for Places {
    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        self.body(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        self.body(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'a syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.body(&function.sig, block);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        let whole = !has_let(&binary.left) && !has_let(&binary.right);
        self.operators.insert(binary.op.span().byte_range().start, whole.then(|| binary.span().byte_range()));
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'a syn::ExprUnary) {
        self.operators.insert(unary.op.span().byte_range().start, Some(unary.span().byte_range()));
        visit::visit_expr_unary(self, unary);
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        let guard = arm.guard.as_ref().map(|(_, guard)| guard.span().byte_range());
        // The compiler asks for the arm that takes all the rest, so that one cannot be switched off.
        if !matches!(arm.pat, syn::Pat::Wild(_) | syn::Pat::Ident(_)) || guard.is_some() {
            self.arms.insert(arm.span().byte_range().start, (arm.pat.span().byte_range().end, guard));
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_struct(&mut self, expression: &'a syn::ExprStruct) {
        for field in &expression.fields {
            self.fields.insert(field.span().byte_range().start, expression.span().byte_range());
        }
        visit::visit_expr_struct(self, expression);
    }

    fn visit_item_const(&mut self, item: &'a syn::ItemConst) {
        self.constants.push(item.span().byte_range());
    }

    fn visit_impl_item_const(&mut self, item: &'a syn::ImplItemConst) {
        self.constants.push(item.span().byte_range());
    }
}

/// All bugs planted in one file.
struct Planting<'a> {
    text: &'a str,
    switch: &'a str,
    /// Sorted so that an expression comes before the expressions inside it.
    around: BTreeMap<(usize, std::cmp::Reverse<usize>), Vec<Around>>,
    inserted: BTreeMap<usize, String>,
}

impl Planting<'_> {
    fn plant(&mut self, bug: &Bug, places: &Places) -> Result<(), &'static str> {
        let Range { start, end } = bug.place;
        let inside = |range: &Range<usize>| range.start <= start && end <= range.end;
        if places.constants.iter().any(inside) || places.bodies.iter().any(|(body, constant)| *constant && inside(body)) {
            return Err("evaluated by the compiler");
        }
        let asked = format!("{}({})", self.switch, bug.id);
        match bug.genre.as_str() {
            "FnValue" => {
                // The span of the body may include its braces or not.
                let near = |body: &&(Range<usize>, bool)| body.0.start.abs_diff(start) < 200 && body.0.end + 1 >= end && body.0.end <= end + 200;
                let body = places.bodies.iter().filter(near).min_by_key(|(body, _)| body.start.abs_diff(start) + body.end.abs_diff(end));
                let (body, constant) = body.ok_or("no such function")?;
                if *constant {
                    return Err("evaluated by the compiler");
                }
                let early = format!(" if {asked} {{ return {}; }} ", bug.replacement);
                self.inserted.entry(body.start).or_default().push_str(&early);
            }
            "BinaryOperator" | "UnaryOperator" => {
                let whole = places.operators.get(&start).ok_or("no such operator")?.clone().ok_or("part of a chain with let")?;
                self.instead(bug, whole);
            }
            "StructField" => {
                let whole = places.fields.get(&start).ok_or("no such field")?.clone();
                self.instead(bug, whole);
            }
            "MatchArm" => match places.arms.get(&start).ok_or("no such arm")?.clone() {
                (_, Some(guard)) => self.before(format!("!{asked} && "), guard),
                (pattern, None) => self.inserted.entry(pattern).or_default().push_str(&format!(" if !{asked}")),
            },
            "MatchArmGuard" => {
                let guards = places.arms.values().filter_map(|(_, guard)| guard.clone());
                let guard = guards.filter(|guard| guard.start == start).min_by_key(|guard| guard.end).ok_or("no such guard")?;
                let before = if bug.replacement == "true" { format!("{asked} || ") } else { format!("!{asked} && ") };
                self.before(before, guard);
            }
            _ => return Err("of a genre that is not known"),
        }
        Ok(())
    }

    fn instead(&mut self, bug: &Bug, whole: Range<usize>) {
        let mutant = [&self.text[whole.start..bug.place.start], &bug.replacement, &self.text[bug.place.end..whole.end]].concat();
        self.at(whole).push(Around::Instead(bug.id, mutant));
    }

    fn before(&mut self, condition: String, guard: Range<usize>) {
        self.at(guard).push(Around::Before(condition));
    }

    fn at(&mut self, range: Range<usize>) -> &mut Vec<Around> {
        self.around.entry((range.start, std::cmp::Reverse(range.end))).or_default()
    }

    /// The text of a range with all bugs planted in it; `after` is the expression around it.
    fn render(&self, range: Range<usize>, after: Option<(usize, std::cmp::Reverse<usize>)>, out: &mut String) {
        let mut at = range.start;
        while let Some((key, around)) = self.next(at, range.end, after) {
            let expression = key.0..key.1.0;
            self.plain(at..expression.start, out);
            for one in around {
                match one {
                    Around::Instead(id, mutant) => out.push_str(&format!("(if {}({id}) {{ {mutant} }} else {{ ", self.switch)),
                    Around::Before(condition) => out.push_str(&format!("{condition}(")),
                }
            }
            self.render(expression.clone(), Some(key), out);
            for one in around.iter().rev() {
                out.push_str(if matches!(one, Around::Instead(..)) { " })" } else { ")" });
            }
            at = expression.end;
        }
        self.plain(at..range.end, out);
    }

    /// The first outermost planted expression between two places.
    fn next(
        &self,
        from: usize,
        to: usize,
        after: Option<(usize, std::cmp::Reverse<usize>)>,
    ) -> Option<((usize, std::cmp::Reverse<usize>), &Vec<Around>)> {
        let first = (from, std::cmp::Reverse(usize::MAX));
        let mut later = self.around.range(first..).filter(|(key, _)| after.is_none_or(|after| **key > after));
        later.find(|(key, _)| key.1.0 <= to).filter(|(key, _)| key.0 < to).map(|(key, around)| (*key, around))
    }

    fn plain(&self, range: Range<usize>, out: &mut String) {
        let mut at = range.start;
        for (place, text) in self.inserted.range(range.clone()) {
            out.push_str(&self.text[at..*place]);
            out.push_str(text);
            at = *place;
        }
        out.push_str(&self.text[at..range.end]);
    }
}

fn bugs(list: &str) -> Vec<Bug> {
    let line = |line: &str| {
        let mut parts = line.splitn(5, '\t');
        let mut next = || parts.next().expect("five columns");
        let (id, genre, start, end) = (next(), next(), next(), next());
        let number = |text: &str| text.parse::<usize>().expect("a number");
        Bug { id: number(id), genre: genre.into(), place: number(start)..number(end), replacement: next().into() }
    };
    list.lines().map(line).collect()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (file, switch) = arguments.next().zip(arguments.next()).expect("plant FILE SWITCH < LIST");
    let text = std::fs::read_to_string(&file).expect("a file");
    let mut list = String::new();
    std::io::stdin().read_to_string(&mut list).expect("a list");
    let mut places = Places::default();
    places.visit_file(&syn::parse_file(&text).expect("Rust"));
    let mut planting = Planting { text: &text, switch: &switch, around: BTreeMap::new(), inserted: BTreeMap::new() };
    for bug in bugs(&list) {
        if let Err(why) = planting.plant(&bug, &places) {
            println!("{}\t{why}", bug.id);
        }
    }
    let mut planted = String::new();
    planting.render(0..text.len(), None, &mut planted);
    std::fs::write(&file, planted).expect("the file is written");
}

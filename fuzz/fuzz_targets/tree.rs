//! Trees that no front end would make, repaired by the transforms, through every back end.
#![no_main]

use arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use offprint::back::BACK_ENDS;
use offprint::context::Context;
use offprint::doc::*;
use offprint::style::resolve::plain;
use offprint::transform;

#[derive(Debug)]
struct Tree(Document);

impl<'a> Arbitrary<'a> for Tree {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let meta = Meta { title: inlines(u, 2)?, standfirst: inlines(u, 1)?, ..Meta::default() };
        Ok(Tree(Document { meta, blocks: blocks(u, 4)?, ..Document::default() }))
    }
}

fn some<T>(u: &mut Unstructured, most: usize, f: impl Fn(&mut Unstructured) -> Result<T>) -> Result<Vec<T>> {
    let n = u.int_in_range(0..=most)?;
    (0..n).map(|_| f(u)).collect()
}

fn blocks(u: &mut Unstructured, depth: usize) -> Result<Vec<Block>> {
    if depth == 0 {
        return Ok(Vec::new());
    }
    some(u, 4, |u| block(u, depth - 1))
}

fn block(u: &mut Unstructured, depth: usize) -> Result<Block> {
    let kind = match u.int_in_range(0..=11)? {
        0 => BlockKind::Heading(Heading { level: u.arbitrary()?, id: u.arbitrary()?, content: inlines(u, 2)? }),
        1 => BlockKind::Quote(Quote { blocks: blocks(u, depth)?, attribution: inlines(u, 1)?, ..Quote::default() }),
        2 => BlockKind::Verse(some(u, 5, |u| inlines(u, 2))?),
        3 => {
            let language = u.choose(&[None, Some("rust"), Some("js"), Some("html"), Some("yaml"), Some("no such")])?;
            BlockKind::Code(Code { language: language.map(str::to_owned), lang: None, text: u.arbitrary()? })
        }
        4 => {
            let item = |u: &mut Unstructured| Ok(ListItem { number: None, checked: u.arbitrary()?, blocks: blocks(u, depth)? });
            BlockKind::List(List { tight: u.arbitrary()?, items: some(u, 4, item)?, ..List::default() })
        }
        5 => BlockKind::DefinitionList(some(u, 3, |u| {
            Ok(Definition { term: inlines(u, 1)?, definitions: some(u, 2, |u| blocks(u, depth))? })
        })?),
        6 => {
            let cell = |u: &mut Unstructured| {
                let (colspan, rowspan) = (u.arbitrary()?, u.arbitrary()?);
                Ok(Cell { blocks: blocks(u, depth)?, colspan, rowspan, ..Cell::default() })
            };
            let row = |u: &mut Unstructured| Ok(Row { cells: some(u, 4, cell)? });
            BlockKind::Table(Table { head: some(u, 2, row)?, body: some(u, 4, row)?, ..Table::default() })
        }
        7 => BlockKind::Figure(Figure { images: some(u, 2, image)?, caption: inlines(u, 1)?, ..Figure::default() }),
        8 => BlockKind::Math(Math { tex: u.arbitrary()?, mathml: None }),
        9 => BlockKind::Aside(Aside { title: inlines(u, 1)?, blocks: blocks(u, depth)?, ..Aside::default() }),
        10 => BlockKind::Break,
        _ => BlockKind::Paragraph(inlines(u, 3)?),
    };
    Ok(kind.into())
}

fn image(u: &mut Unstructured) -> Result<Image> {
    Ok(Image { url: u.arbitrary()?, alt: u.arbitrary()?, title: u.arbitrary()?, ..Image::default() })
}

fn inlines(u: &mut Unstructured, depth: usize) -> Result<Inlines> {
    if depth == 0 {
        return Ok(vec![Inline::Text(u.arbitrary()?)]);
    }
    some(u, 4, |u| {
        Ok(match u.int_in_range(0..=12)? {
            0 => Inline::Emph(inlines(u, depth - 1)?),
            1 => Inline::Strong(inlines(u, depth - 1)?),
            2 => Inline::Super(inlines(u, depth - 1)?),
            3 => Inline::Link(Link { url: u.arbitrary()?, content: inlines(u, depth - 1)?, ..Link::default() }),
            4 => Inline::Note(blocks(u, depth - 1)?),
            5 => Inline::Code(u.arbitrary()?),
            6 => Inline::Image(image(u)?),
            7 => Inline::Math(Math { tex: u.arbitrary()?, mathml: None }),
            8 => Inline::Anchor(u.arbitrary()?),
            9 => Inline::LineBreak,
            10 => Inline::Lang(Lang::english(), inlines(u, depth - 1)?),
            11 => Inline::Literal(u.arbitrary()?),
            _ => Inline::Text(u.arbitrary()?),
        })
    })
}

fuzz_target!(|tree: Tree| {
    let mut cx = Context::default();
    let mut document = tree.0;
    transform::apply(&mut document, &mut cx);
    check(&document, &mut cx);
    assert_eq!(cx.diags.count("tree"), 0, "the transforms did not repair the tree");
    let publication = document.into();
    for back in BACK_ENDS {
        back.emit(&publication, &plain("normal"), &mut cx).expect("back ends do not fail");
    }
});

//! The structure tree: layout's tree of nodes, translated (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).
//!
//! Nothing is rebuilt here. Each node becomes a structure element; its kids are its marked-content sequences and its
//! child nodes, sorted by reading order. Each page and each link gets its way back through the parent tree.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId};

use super::draw::Drawn;
use super::file::File;
use super::links::Links;
use super::object::{self, dict, named, numbers};
use crate::layout::frame::{NodeId, Numbering, Pages, StructureKind, StructureNode};

/// The structure type of every node, by its number. ISO 14289-1, 7.4.2: headings begin with `H1` and skip no level. If
/// an article's own levels skip, each heading gets the level after the heading it stands under.
pub(super) fn names(nodes: &[StructureNode]) -> Vec<&'static str> {
    let mut open: Vec<u8> = Vec::new();
    nodes
        .iter()
        .map(|node| match node.kind {
            StructureKind::Heading(level) => {
                while open.last().is_some_and(|&above| above >= level) {
                    open.pop();
                }
                open.push(level);
                name(&StructureKind::Heading(open.len().min(6) as u8))
            }
            _ => name(&node.kind),
        })
        .collect()
}

/// The standard structure type of a kind (14.8.4).
fn name(kind: &StructureKind) -> &'static str {
    match kind {
        StructureKind::Document => "Document",
        StructureKind::Part => "Part",
        StructureKind::Article => "Art",
        StructureKind::Section => "Sect",
        StructureKind::Division => "Div",
        StructureKind::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from((*level).clamp(1, 6)) - 1],
        StructureKind::Paragraph => "P",
        StructureKind::BlockQuote => "BlockQuote",
        StructureKind::List(_) => "L",
        StructureKind::ListItem => "LI",
        StructureKind::Label => "Lbl",
        StructureKind::ListBody => "LBody",
        StructureKind::Table => "Table",
        StructureKind::TableHead => "THead",
        StructureKind::TableBody => "TBody",
        StructureKind::TableFoot => "TFoot",
        StructureKind::TableRow => "TR",
        StructureKind::HeaderCell { .. } => "TH",
        StructureKind::Cell { .. } => "TD",
        StructureKind::Figure => "Figure",
        StructureKind::Caption => "Caption",
        StructureKind::Note => "Note",
        StructureKind::Reference => "Reference",
        StructureKind::Link => "Link",
        StructureKind::Code => "Code",
        StructureKind::Formula => "Formula",
        StructureKind::Contents => "TOC",
        StructureKind::ContentsItem => "TOCI",
        StructureKind::Span => "Span",
        StructureKind::Ruby => "Ruby",
        StructureKind::RubyBase => "RB",
        StructureKind::RubyText => "RT",
    }
}

/// A kid of an element.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kid {
    Mark { page: u32, mcid: u32 },
    Node(u32),
}

/// Writes the structure tree and the entries that point to it.
pub(super) fn write(file: &mut File, pages: &Pages, types: &[&'static str], drawn: &[Drawn], links: &Links) {
    let nodes = &pages.structure;
    let ids: Vec<ObjectId> = nodes.iter().map(|_| file.reserve()).collect();
    let root = file.reserve();
    let kids = kids(nodes, drawn);
    let boxes = boxes(drawn);
    // A `Reference` that can be clicked holds a `Link` that holds its content, because ISO 14289-1, 7.18.5 requires
    // annotations in links.
    let mut wrapped: BTreeMap<u32, ObjectId> = BTreeMap::new();
    let mut names = Vec::new();
    for (number, node) in nodes.iter().enumerate() {
        let annotations = links.of(NodeId(number as u32));
        let page = kids[number].iter().find_map(|kid| match kid {
            Kid::Mark { page, .. } => Some(*page),
            Kid::Node(_) => None,
        });
        let mut content: Vec<Object> = kids[number].iter().map(|kid| kid_object(file, &ids, *kid, page)).collect();
        content.extend(annotations.iter().map(|annotation| {
            let reference = dict([
                ("Type", named("OBJR")),
                ("Pg", file.page_ref(annotation.page)),
                ("Obj", Object::Reference(annotation.id)),
            ]);
            Object::Dictionary(reference)
        }));
        if node.kind == StructureKind::Reference && !annotations.is_empty() {
            let link = file.reserve();
            let mut element = dict([("S", named("Link")), ("P", Object::Reference(ids[number]))]);
            if let Some(page) = page {
                element.set("Pg", file.page_ref(page as usize));
            }
            element.set("K", Object::Array(content));
            file.set_finished(link, &element);
            wrapped.insert(number as u32, link);
            content = vec![Object::Reference(link)];
        }
        let mut element = dict([("S", named(types.get(number).copied().unwrap_or("Span")))]);
        // The parent of a node stands before it in the arena; any other order would be a loop.
        let parent = node.parent.filter(|parent| (parent.0 as usize) < number);
        let above = parent.map(|parent| wrapped.get(&parent.0).copied().unwrap_or(ids[parent.0 as usize]));
        element.set("P", Object::Reference(above.unwrap_or(root)));
        if let Some(page) = page {
            element.set("Pg", file.page_ref(page as usize));
        }
        if let Some(lang) = &node.lang {
            element.set("Lang", object::text(lang.as_str()));
        }
        attributes(&mut element, node, boxes.get(&(number as u32)));
        if node.kind == StructureKind::Note {
            // ISO 14289-1, 7.9: notes have unique identifiers.
            let id = format!("note-{number:06}");
            element.set("ID", object::text(&id));
            names.push(object::text(&id));
            names.push(Object::Reference(ids[number]));
        }
        if !content.is_empty() {
            element.set("K", Object::Array(content));
        }
        file.set_finished(ids[number], &element);
    }
    let element = |node: NodeId| {
        wrapped.get(&node.0).or(ids.get(node.0 as usize)).map_or(Object::Null, |id| Object::Reference(*id))
    };
    let (parents, next) = parent_tree(file, drawn, links, &wrapped, element);
    let tops = nodes.iter().zip(&ids).enumerate();
    let tops = tops.filter(|(n, (node, _))| node.parent.is_none_or(|p| p.0 as usize >= *n));
    let tops: Vec<Object> = tops.map(|(_, (_, id))| Object::Reference(*id)).collect();
    let mut tree = dict([
        ("Type", named("StructTreeRoot")),
        ("K", Object::Array(tops)),
        ("ParentTree", parents),
        ("ParentTreeNextKey", Object::Integer(next)),
        ("RoleMap", Object::Dictionary(Dictionary::new())),
    ]);
    if !names.is_empty() {
        tree.set("IDTree", Object::Dictionary(dict([("Kids", Object::Array(vec![id_leaf(file, names)]))])));
    }
    file.set(root, Object::Dictionary(tree));
    file.catalogue("StructTreeRoot", Object::Reference(root));
    file.catalogue("MarkInfo", Object::Dictionary(dict([("Marked", Object::Boolean(true))])));
}

/// A leaf of the tree of identifiers, which are sorted because they grow with the nodes' numbers.
fn id_leaf(file: &mut File, names: Vec<Object>) -> Object {
    let limits = vec![names[0].clone(), names[names.len() - 2].clone()];
    file.add(Object::Dictionary(dict([("Limits", Object::Array(limits)), ("Names", Object::Array(names))])))
}

/// The kids of every node in reading order; of the same place, in painting order.
fn kids(nodes: &[StructureNode], drawn: &[Drawn]) -> Vec<Vec<Kid>> {
    let mut kids: Vec<Vec<(u32, Kid)>> = nodes.iter().map(|_| Vec::new()).collect();
    for (page, drawn) in drawn.iter().enumerate() {
        for (mcid, (node, order)) in drawn.marks.iter().enumerate() {
            if let Some(kids) = kids.get_mut(node.0 as usize) {
                kids.push((*order, Kid::Mark { page: page as u32, mcid: mcid as u32 }));
            }
        }
    }
    for (number, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent.filter(|parent| (parent.0 as usize) < number) {
            kids[parent.0 as usize].push((node.order, Kid::Node(number as u32)));
        }
    }
    kids.into_iter()
        .map(|mut kids| {
            kids.sort_by_key(|(order, _)| *order);
            kids.into_iter().map(|(_, kid)| kid).collect()
        })
        .collect()
}

fn kid_object(file: &File, ids: &[ObjectId], kid: Kid, page: Option<u32>) -> Object {
    match kid {
        Kid::Node(number) => Object::Reference(ids[number as usize]),
        Kid::Mark { page: on, mcid } if Some(on) == page => Object::Integer(i64::from(mcid)),
        Kid::Mark { page: on, mcid } => Object::Dictionary(dict([
            ("Type", named("MCR")),
            ("Pg", file.page_ref(on as usize)),
            ("MCID", Object::Integer(i64::from(mcid))),
        ])),
    }
}

/// The box of every figure, on the first page it is on.
fn boxes(drawn: &[Drawn]) -> BTreeMap<u32, [f64; 4]> {
    let mut boxes: BTreeMap<u32, (usize, [f64; 4])> = BTreeMap::new();
    for (page, drawn) in drawn.iter().enumerate() {
        for (node, [l, b, r, t]) in &drawn.boxes {
            let (on, known) = boxes.entry(node.0).or_insert((page, [*l, *b, *r, *t]));
            if *on == page {
                *known = [known[0].min(*l), known[1].min(*b), known[2].max(*r), known[3].max(*t)];
            }
        }
    }
    boxes.into_iter().map(|(node, (_, bounds))| (node, bounds)).collect()
}

/// Alternatives and attributes (14.8.5).
fn attributes(element: &mut Dictionary, node: &StructureNode, bounds: Option<&[f64; 4]>) {
    let needs_alt = matches!(node.kind, StructureKind::Figure | StructureKind::Formula);
    let alt = node.alt.as_deref().map(super::text::clean).filter(|alt| !alt.trim().is_empty());
    if let Some(alt) = alt {
        element.set("Alt", object::text(&alt));
    } else if needs_alt {
        // ISO 14289-1, 7.3 and 7.7 always require one; flow gives one, and this one is true of every picture.
        element.set("Alt", object::text(name(&node.kind)));
    }
    let attributes = match &node.kind {
        StructureKind::Figure | StructureKind::Formula => bounds.map(|bounds| {
            let rounded = bounds.map(|v| (v * 1000.0).round() / 1000.0);
            dict([("O", named("Layout")), ("BBox", numbers(&rounded))])
        }),
        StructureKind::List(numbering) => {
            Some(dict([("O", named("List")), ("ListNumbering", named(numbering_name(*numbering)))]))
        }
        StructureKind::HeaderCell { column, colspan, rowspan } => {
            // ISO 14289-1, 7.5: heads have a Scope.
            let mut table = dict([("O", named("Table")), ("Scope", named(if *column { "Column" } else { "Row" }))]);
            spans(&mut table, *colspan, *rowspan);
            Some(table)
        }
        StructureKind::Cell { colspan, rowspan } if *colspan > 1 || *rowspan > 1 => {
            let mut table = dict([("O", named("Table"))]);
            spans(&mut table, *colspan, *rowspan);
            Some(table)
        }
        _ => None,
    };
    if let Some(attributes) = attributes {
        element.set("A", Object::Dictionary(attributes));
    }
}

fn spans(table: &mut Dictionary, colspan: u16, rowspan: u16) {
    if colspan > 1 {
        table.set("ColSpan", Object::Integer(i64::from(colspan)));
    }
    if rowspan > 1 {
        table.set("RowSpan", Object::Integer(i64::from(rowspan)));
    }
}

fn numbering_name(numbering: Numbering) -> &'static str {
    match numbering {
        Numbering::None => "None",
        Numbering::Disc => "Disc",
        Numbering::Decimal => "Decimal",
        Numbering::LowerAlpha => "LowerAlpha",
        Numbering::UpperAlpha => "UpperAlpha",
        Numbering::LowerRoman => "LowerRoman",
        Numbering::UpperRoman => "UpperRoman",
    }
}

/// The parent tree (14.7.4.4): a page's key is its number, the links' keys follow. Returns it and the next free key.
fn parent_tree(
    file: &mut File,
    drawn: &[Drawn],
    links: &Links,
    wrapped: &BTreeMap<u32, ObjectId>,
    element: impl Fn(NodeId) -> Object,
) -> (Object, i64) {
    let mut entries: Vec<(i64, Object)> = Vec::new();
    for (page, drawn) in drawn.iter().enumerate() {
        let owners = drawn.marks.iter().map(|(node, _)| element(*node)).collect();
        let owners = file.add(Object::Array(owners));
        entries.push((page as i64, owners));
        file.page(page, "StructParents", Object::Integer(page as i64));
    }
    for annotation in links.all() {
        let node = annotation.node;
        let owner = wrapped.get(&node.0).map_or_else(|| element(node), |id| Object::Reference(*id));
        entries.push((annotation.key, owner));
    }
    let next = entries.iter().map(|(key, _)| key + 1).max().unwrap_or(0);
    let leaves: Vec<Object> = entries
        .chunks(500)
        .map(|chunk| {
            let limits = vec![Object::Integer(chunk[0].0), Object::Integer(chunk[chunk.len() - 1].0)];
            let pairs = chunk.iter().flat_map(|(key, value)| [Object::Integer(*key), value.clone()]).collect();
            file.add(Object::Dictionary(dict([("Limits", Object::Array(limits)), ("Nums", Object::Array(pairs))])))
        })
        .collect();
    (file.add(Object::Dictionary(dict([("Kids", Object::Array(leaves))]))), next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_begin_with_the_first_level_and_skip_none() {
        let heading = |level| StructureNode {
            kind: StructureKind::Heading(level),
            parent: None,
            order: 0,
            lang: None,
            alt: None,
        };
        let nodes: Vec<_> = [2, 4, 4, 3, 6, 2, 1].into_iter().map(heading).collect();
        assert_eq!(names(&nodes), ["H1", "H2", "H2", "H2", "H3", "H1", "H1"]);
    }
}

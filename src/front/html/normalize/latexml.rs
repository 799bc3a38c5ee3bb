//! Pages that LaTeXML made, as arXiv and ar5iv serve them: mended into plain HTML before they are read.
//!
//! LaTeXML keeps all of LaTeX's structure and states it in classes: a numbered equation is a table with empty cells, a
//! footnote stands in its line next to three copies of its mark, an item carries its bullet as text.

use crate::front::html::dom::{Dom, Id};

/// Repairs the page, if LaTeXML made it.
pub(crate) fn mend(dom: &mut Dom) {
    let parts: Vec<Id> =
        dom.descendants(Dom::ROOT).filter(|d| dom.classes(*d).any(|c| c.starts_with("ltx_"))).collect();
    for id in parts {
        if dom.has_any_class(id, &["ltx_role_footnote"]) {
            drop_marks(dom, id);
        } else if dom.has_any_class(id, &["ltx_role_thanks", "ltx_author_notes"]) {
            drop_marks(dom, id);
            set_in_line(dom, id);
        } else if dom.has_class(id, "ltx_creator") && dom.prev_element(id).is_some() {
            set_in_line(dom, id);
        } else if dom.has_class(id, "ltx_role_footnotemark") {
            // A second call of a note: its pop-up only repeats the mark.
            let copies: Vec<Id> = dom.elements(id).filter(|d| dom.has_class(*d, "ltx_note_outer")).collect();
            copies.into_iter().for_each(|copy| dom.remove(copy));
        } else if dom.tag(id) == "table" && dom.has_any_class(id, &["ltx_equation", "ltx_equationgroup"]) {
            plain_equations(dom, id);
        } else if dom.has_class(id, "ltx_tag_item") {
            // The list sets its own marks.
            if dom.closest(id, "li").is_some() {
                dom.remove(id);
            }
        } else if dom.has_class(id, "ltx_tag_bibitem") {
            let space = dom.new_text(" ");
            dom.append(id, space);
        } else if dom.has_class(id, "ltx_lstlisting") {
            plain_listing(dom, id);
        }
    }
}

/// Only the look parts an author from the next one, and a name from its addresses and thanks.
fn set_in_line(dom: &mut Dom, id: Id) {
    if dom.has_words(id) {
        let line = dom.new_element("br");
        dom.insert_before(id, line);
    }
}

/// A footnote's mark is before it, in it, and in a tag.
fn drop_marks(dom: &mut Dom, note: Id) {
    let marks: Vec<Id> = dom
        .descendants(note)
        .filter(|d| dom.has_any_class(*d, &["ltx_note_mark", "ltx_tag_note", "ltx_note_type"]))
        .collect();
    marks.into_iter().for_each(|mark| dom.remove(mark));
}

/// A table of equations as displayed formulas, a row each, the parts of aligned rows joined and the number as `\tag`.
fn plain_equations(dom: &mut Dom, table: Id) {
    let rows: Vec<Id> = dom.descendants(table).filter(|d| dom.tag(*d) == "tr").collect();
    let mut formulas = Vec::new();
    for row in rows {
        let parts: Vec<Id> = dom.descendants(row).filter(|d| dom.tag(*d) == "math").collect();
        let tex: Vec<&str> = parts.iter().filter_map(|m| dom.value(*m, "alttext")).collect();
        if tex.is_empty() || tex.len() != parts.len() {
            // Words between formulas, or formulas without TeX: the table stays a table.
            return;
        }
        let number = dom.descendants(row).find(|d| dom.has_class(*d, "ltx_tag_equation")).map(|d| dom.words_of(d));
        let said: usize = dom
            .descendants(row)
            .filter(|d| {
                dom.text(*d).is_some()
                    && !dom
                        .ancestors(*d)
                        .take_while(|a| *a != row)
                        .any(|a| dom.tag(a) == "math" || dom.has_class(a, "ltx_tag_equation"))
            })
            .map(|d| dom.words_of(d).chars().filter(|c| c.is_alphanumeric()).count())
            .sum();
        if said > 0 {
            return;
        }
        let tex = tex.iter().map(|t| t.trim_start_matches("\\displaystyle").trim()).collect::<Vec<_>>().join(" ");
        let number = number.map(|n| n.trim_matches(['(', ')', ' ']).to_string()).filter(|n| !n.is_empty());
        let tag = number.map(|n| format!(" \\tag{{{n}}}")).unwrap_or_default();
        formulas.push((parts, format!("{tex}{tag}")));
    }
    let shell = dom.new_element("div");
    if let Some(key) = dom.value(table, "id").map(String::from) {
        dom.set_attr(shell, "id", &key);
    }
    for (parts, tex) in formulas {
        match parts[..] {
            [only] if !tex.contains("\\tag{") => {
                dom.remove(only);
                dom.set_attr(only, "display", "block");
                dom.append(shell, only);
            }
            // The MathML of the parts would lack the number, or be in pieces: the TeX is the whole.
            _ => {
                let (script, text) = (dom.new_element("script"), dom.new_text(&tex));
                dom.set_attr(script, "type", "math/tex; mode=display");
                dom.append(script, text);
                dom.append(shell, script);
            }
        }
    }
    dom.replace(table, shell);
}

/// A listing's lines as preformatted text, without their numbers and the copy kept for downloading.
fn plain_listing(dom: &mut Dom, listing: Id) {
    let furniture: Vec<Id> = dom
        .descendants(listing)
        .filter(|d| dom.has_any_class(*d, &["ltx_listing_data", "ltx_tag_listingline"]))
        .collect();
    furniture.into_iter().for_each(|f| dom.remove(f));
    let lines: Vec<Id> = dom.descendants(listing).filter(|d| dom.has_class(*d, "ltx_listingline")).collect();
    for line in lines {
        let end = dom.new_text("\n");
        dom.append(line, end);
        dom.rename(line, "span");
    }
    dom.rename(listing, "pre");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(html: &str) -> Dom {
        let mut dom = Dom::document(html);
        mend(&mut dom);
        dom
    }

    #[test]
    fn a_numbered_equation_is_a_formula_with_a_tag() {
        let dom = mended(
            "<table class='ltx_equation'><tr><td></td><td><math alttext='a' display='inline'><mi>a</mi></math></td>\
             <td><math alttext='\\displaystyle=b'><mi>b</mi></math></td>\
             <td><span class='ltx_tag ltx_tag_equation'>(1)</span></td></tr></table>",
        );
        assert!(dom.find(Dom::ROOT, "table").is_none());
        let formula = dom.find(Dom::ROOT, "script").expect("it is there");
        assert_eq!(dom.text_of(formula), "a =b \\tag{1}");
    }

    #[test]
    fn authors_and_their_addresses_are_lines() {
        let dom = mended(
            "<div class=ltx_authors><span class=ltx_creator><span class=ltx_personname>Ada Quill<span class='ltx_note ltx_role_thanks'>\
             <sup class=ltx_note_mark>*</sup><span class=ltx_note_type>thanks: </span>Chair</span></span><span class=ltx_author_notes>Mole</span></span>\
             <span class=ltx_creator>Bo Lund</span></div>",
        );
        let shown = |d: Id| if dom.tag(d) == "br" { Some("/") } else { dom.text(d).map(str::trim) };
        assert_eq!(dom.descendants(Dom::ROOT).filter_map(shown).collect::<String>(), "Ada Quill/Chair/Mole/Bo Lund");
    }

    #[test]
    fn a_table_with_words_between_formulas_stays_one() {
        let dom =
            mended("<table class='ltx_equation'><tr><td><math alttext='a'></math></td><td>where</td></tr></table>");
        assert!(dom.find(Dom::ROOT, "table").is_some());
    }
}

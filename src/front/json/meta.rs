//! Pandoc's metadata, typed.

use serde_json::Value;

use super::{Attr, Reader, list, node, plain_words, text};
use crate::doc::{Author, BlockKind, Date, Inline, Inlines, Lang, Meta, Role, Series, normalize_inlines, plain_text};

/// Metadata.
impl Reader<'_, '_> {
    pub(super) fn meta(&mut self, value: &Value) -> Meta {
        let mut meta = Meta::default();
        for (key, value) in value.as_object().into_iter().flatten() {
            self.entry(&mut meta, key, value);
        }
        meta
    }

    fn entry(&mut self, meta: &mut Meta, key: &str, value: &Value) {
        let words = |reader: &mut Self| Some(plain_text(&reader.meta_inlines(value))).filter(|t| !t.trim().is_empty());
        match key {
            "title" => meta.title = self.meta_inlines(value),
            "subtitle" => self.subtitle(meta, value),
            "abstract" | "standfirst" if meta.standfirst.is_empty() => meta.standfirst = self.meta_inlines(value),
            "author" | "contributor" | "creator" => {
                let one = [value.clone()];
                let people = if node(value).0 == "MetaList" { list(&value["c"]) } else { &one };
                let people: Vec<Author> = people.iter().filter_map(|p| self.author(p)).collect();
                meta.authors.extend(people);
                // Authors come before contributors, regardless of the order of keys.
                meta.authors.sort_by_key(|a| !a.is_author());
            }
            "keywords" | "tags" | "subject" => {
                let one = [value.clone()];
                let all = if node(value).0 == "MetaList" { list(&value["c"]) } else { &one };
                meta.subjects.extend(all.iter().map(|v| plain_text(&self.meta_inlines(v))).filter(|s| !s.is_empty()));
            }
            "date" => meta.published = words(self).and_then(|t| Date::parse_iso(&t)),
            "updated" => meta.updated = words(self).and_then(|t| Date::parse_iso(&t)),
            "saved" => meta.saved = words(self).and_then(|t| Date::parse_iso(&t)),
            "lang" => meta.language = words(self).and_then(|t| Lang::new(&t)),
            "eyebrow" => meta.eyebrow = words(self),
            "site" => meta.site = words(self),
            "source" => meta.source = words(self),
            "publisher" => meta.publisher = words(self),
            "rights" => meta.rights = words(self),
            "description" => meta.description = words(self),
            "identifier" => meta.identifier = words(self),
            "cover-image" => meta.cover = words(self),
            "writing" if words(self).as_deref() == Some("vertical") => meta.vertical = true,
            "belongs-to-collection" => {
                let name = words(self).unwrap_or_default();
                meta.series.get_or_insert_with(Series::default).name = name;
            }
            "group-position" => {
                let position = words(self).and_then(|t| t.parse().ok());
                meta.series.get_or_insert_with(Series::default).position = position;
            }
            key => {
                if let Some(words) = words(self) {
                    meta.extra.insert(key.to_string(), words);
                }
            }
        }
    }

    /// The subtitle, and the standfirst that our own back end writes after it.
    fn subtitle(&mut self, meta: &mut Meta, value: &Value) {
        for inline in list(&value["c"]) {
            match node(inline) {
                ("Span", c) if Attr::new(&c[0]).has("standfirst") => meta.standfirst = self.inlines(&c[1]),
                _ => self.inline(inline, &mut meta.subtitle),
            }
        }
        if node(value).0 != "MetaInlines" {
            meta.subtitle = self.meta_inlines(value);
        }
        while !meta.standfirst.is_empty() && meta.subtitle.last() == Some(&Inline::LineBreak) {
            meta.subtitle.pop();
        }
        normalize_inlines(&mut meta.subtitle);
    }

    fn author(&mut self, value: &Value) -> Option<Author> {
        let mut author = Author::default();
        match node(value) {
            ("MetaMap", c) => {
                let mut get = |key: &str| Some(plain_text(&self.meta_inlines(&c[key]))).filter(|t| !t.is_empty());
                author.name = get("name").or_else(|| get("text"))?;
                author.file_as = get("file-as");
                author.role = get("role").map(|role| Role::new(&role)).unwrap_or_default();
            }
            (_, c) => {
                author.name = plain_text(&self.meta_inlines(value));
                if let [span] = list(c)
                    && let ("Span", c) = node(span)
                {
                    author.file_as = Attr::new(&c[0]).get("file-as").map(String::from);
                }
            }
        }
        (!author.name.trim().is_empty()).then_some(author)
    }

    /// A metadata value as inlines; blocks and lists are strung together.
    fn meta_inlines(&mut self, value: &Value) -> Inlines {
        match node(value) {
            ("MetaInlines", c) => self.inlines(c),
            ("MetaString", c) => vec![Inline::text(text(c))],
            ("MetaBool", c) => vec![Inline::text(c.as_bool().unwrap_or(false).to_string())],
            ("MetaBlocks", c) => {
                let mut out = Inlines::new();
                for block in self.blocks(c) {
                    if !out.is_empty() {
                        out.push(Inline::text(" "));
                    }
                    match block.kind {
                        BlockKind::Paragraph(content) => out.extend(content),
                        kind => out.push(Inline::text(plain_words(&[kind.into()]))),
                    }
                }
                normalize_inlines(&mut out);
                out
            }
            ("MetaList", c) => {
                let parts: Vec<String> = list(c).iter().map(|v| plain_text(&self.meta_inlines(v))).collect();
                vec![Inline::text(parts.join(", "))]
            }
            _ => Inlines::new(),
        }
    }
}

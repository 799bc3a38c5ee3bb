//! The metadata that the user states in place of the article's own: `--title`, `--author`, `--date`, `--source`.

use crate::context::Context;
use crate::doc::{Author, Date, Document, Inline};

/// Puts it into the metadata.
pub(crate) fn stated(document: &mut Document, cx: &mut Context) {
    let stated = &cx.reading.stated;
    let meta = &mut document.meta;
    if let Some(title) = stated.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
        meta.title = vec![Inline::text(title)];
    }
    if !stated.authors.is_empty() {
        meta.authors = stated.authors.iter().map(|name| Author::new(name.as_str())).collect();
    }
    if let Some(date) = stated.date.as_deref().and_then(Date::parse_iso) {
        meta.published = Some(date);
    }
    let address = || meta.source.clone().or_else(|| cx.reading.address.clone());
    meta.source = stated.source.clone().or_else(address);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Stated;

    #[test]
    fn what_the_user_says_stands_in_place_of_the_rest() {
        let mut document = Document::default();
        document.meta.authors = vec![Author::new("admin")];
        document.meta.site = Some("The Wave".into());
        let mut cx = Context::default();
        stated(&mut document, &mut cx);
        assert_eq!(document.meta.authors, [Author::new("admin")]);
        cx.reading.stated = Stated {
            title: Some(" The ferry ".into()),
            authors: vec!["Ada Marsh".into(), "Bo Lund".into()],
            date: Some("2024-03".into()),
            source: Some("https://a.example/".into()),
        };
        stated(&mut document, &mut cx);
        let meta = &document.meta;
        assert_eq!(meta.title, [Inline::text("The ferry")]);
        assert_eq!(meta.authors, [Author::new("Ada Marsh"), Author::new("Bo Lund")]);
        assert_eq!(meta.published.map(|date| date.to_string()).as_deref(), Some("2024-03"));
        assert_eq!((meta.source.as_deref(), meta.site.as_deref()), (Some("https://a.example/"), Some("The Wave")));
    }
}

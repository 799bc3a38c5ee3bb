//! Articles after reading, as the publication to print: one alone, or several as an edition.

use offprint::doc::{Document, Inline, Publication};

use crate::fault::Fault;
use crate::shelf::join;

/// An article that was read.
pub(crate) struct Article {
    /// The path of its file.
    pub(crate) path: String,
    /// The tree.
    pub(crate) document: Document,
}

/// The articles in these files, in this order. With a title, or if there are several, they are an edition.
pub(crate) fn publication(articles: &[Article], paths: &[String], title: Option<&str>) -> Result<Publication, Fault> {
    let find = |path: &String| {
        let article = articles.iter().find(|article| article.path == *path);
        article.ok_or_else(|| Fault::new(format!("The article {path} was not read.")))
    };
    let found: Vec<&Article> = paths.iter().map(find).collect::<Result<_, _>>()?;
    let names = paths.to_vec();
    match (found.as_slice(), title) {
        ([], _) => Err(Fault::new("There is no article.")),
        ([one], None) => Ok(Publication { names, ..one.document.clone().into() }),
        (many, title) => {
            let articles = many.iter().map(|article| bound(article)).collect();
            let title = title.map(str::trim).filter(|title| !title.is_empty());
            Ok(Publication::edition(title.map(Inline::text).into_iter().collect(), articles, names))
        }
    }
}

/// The path of the article, next to which pictures are searched for. In an edition they are named from the desk.
pub(crate) fn place(publication: &Publication) -> Option<&str> {
    match publication.names.as_slice() {
        [one] if publication.edition.is_none() => Some(one),
        _ => None,
    }
}

/// An article of an edition: its pictures are named as seen from the desk, and no longer from its own folder.
fn bound(article: &Article) -> Document {
    let mut document = article.document.clone();
    for asset in document.assets.iter_mut().filter(|asset| asset.data.is_none()) {
        asset.name = join(&article.path, &asset.name);
    }
    document
}

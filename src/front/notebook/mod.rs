//! Notebooks of Jupyter, Colab and Kaggle (`.ipynb`): cells of Markdown, and code with its results.
//!
//! The cells become one text in Markdown, read by the Markdown front end: code is code of the notebook's language, a
//! result is a picture, a formula, a table or text. Pictures are in the file; [`embed`] puts them in their places.

mod cell;

use serde_json::Value;

use crate::context::Context;
use crate::diag::{Error, Result, codes};
use crate::doc::{Document, Inline};
use crate::front::{FrontEnd, embed, markdown};
use crate::source::Source;

use cell::Page;

/// Jupyter's notebooks.
pub(crate) struct Notebook;

impl FrontEnd for Notebook {
    fn name(&self) -> &'static str {
        "notebook"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ipynb"]
    }

    fn about(&self) -> &'static str {
        "notebooks of Jupyter (ipynb): text, code and its results"
    }

    fn sniff(&self, source: &Source) -> bool {
        let text = source.text();
        let has = |sign: &[u8]| memchr::memmem::find(text.as_bytes(), sign).is_some();
        text.trim_start().starts_with('{') && has(b"\"nbformat\"") && has(b"\"cell_type\"")
    }

    fn is_certain(&self, source: &Source) -> bool {
        self.sniff(source)
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        crate::front::say_decoding(source, cx);
        let value: Value = serde_json::from_str(source.text()).map_err(|error| {
            let message = format!("This is not a notebook that can be read: {error}.");
            Error::unreadable(codes::JSON, message, "Use --from text to read it as plain text.")
        })?;
        let page = Page::of(&value);
        let mut document = markdown::of_cells(source.name(), &page.text, cx)?;
        let stated = value.pointer("/metadata/title").and_then(Value::as_str).map(str::trim);
        if let Some(title) = stated.filter(|title| !title.is_empty() && document.meta.title.is_empty()) {
            document.meta.title = vec![Inline::text(title)];
        }
        embed::pictures(&mut document, cx, |name| page.picture(name));
        Ok(document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{BlockKind, plain_text};

    fn read(cells: &str, metadata: &str) -> Document {
        let text = format!("{{\"cells\":[{cells}],\"metadata\":{{{metadata}}},\"nbformat\":4}}");
        let source = Source::from_text("lamps.ipynb", text);
        assert!(Notebook.sniff(&source));
        Notebook.parse(&source, &mut Context::default()).unwrap()
    }

    const PYTHON: &str = "\"kernelspec\":{\"language\":\"python\"}";
    const DOT: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    #[test]
    fn cells_become_prose_code_and_results() {
        let document = read(
            r##"{"cell_type":"markdown","source":["# Oil, *counted*\n","\n","Lamps burn oil."]},
            {"cell_type":"code","source":["print(1)\n","```"],"outputs":[
              {"output_type":"stream","text":["one\n","\u001b[31mtwo\u001b[0m\n"]},
              {"output_type":"stream","text":["three\n"]},
              {"output_type":"execute_result","data":{"text/html":"<div><style>.a{}</style>\n\n<table><tr><th>a</th></tr><tr><td>b</td></tr></table></div>","text/plain":"a b"}},
              {"output_type":"display_data","data":{"text/html":"<script>x()</script>","text/plain":"a plot"}}]}"##,
            PYTHON,
        );
        assert_eq!(plain_text(&document.meta.title), "Oil, counted");
        let code = |at: usize| match &document.blocks[at].kind {
            BlockKind::Code(code) => (code.language.as_deref().unwrap_or("").to_string(), code.text.clone()),
            other => panic!("{other:?}"),
        };
        assert_eq!(code(1), ("python".into(), "print(1)\n```".into()));
        assert_eq!(code(2), (String::new(), "one\ntwo\nthree".into()));
        assert!(matches!(document.blocks[3].kind, BlockKind::Table(_)));
        assert_eq!(code(4), (String::new(), "a plot".into()));
    }

    #[test]
    fn pictures_come_out_of_the_file() {
        let cells = format!(
            "{{\"cell_type\":\"markdown\",\"source\":\"![lamp](attachment:a.png)\",\"attachments\":{{\"a.png\":{{\"image/png\":\"{DOT}\"}}}}}},\
            {{\"cell_type\":\"code\",\"source\":\"plot()\",\"outputs\":[{{\"output_type\":\"display_data\",\"data\":{{\"image/png\":[\"{DOT}\\n\"],\"text/plain\":\"<Figure>\"}}}}]}}"
        );
        let document = read(&cells, PYTHON);
        let urls: Vec<&str> = document
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                BlockKind::Figure(figure) => Some(&figure.images[0].url[..22]),
                _ => None,
            })
            .collect();
        assert_eq!(urls, ["data:image/png;base64,"; 2]);
    }

    #[test]
    fn titles_and_old_notebooks_are_read() {
        let code = "{\"cell_type\":\"code\",\"source\":\"\",\"outputs\":[]},{\"cell_type\":\"markdown\",\"source\":\"Lamps burn.\"}";
        assert_eq!(plain_text(&read(code, "\"title\":\"Oil\"").meta.title), "Oil");
        let old = r#"{"nbformat":3,"worksheets":[{"cells":[{"cell_type":"heading","level":1,"source":"Oil"},
            {"cell_type":"code","language":"r","input":"x <- 1","outputs":[{"output_type":"pyout","text":"1"}]},
            {"cell_type":"markdown","source":"Lamps burn."}]}]}"#;
        let document = Notebook.parse(&Source::from_text("a.ipynb", old), &mut Context::default()).unwrap();
        assert_eq!((plain_text(&document.meta.title).as_str(), document.blocks.len()), ("Oil", 3));
        let front = "{\"cell_type\":\"raw\",\"source\":\"---\\ntitle: Wicks\\n---\"},{\"cell_type\":\"markdown\",\"source\":\"Lamps burn.\"}";
        assert_eq!(plain_text(&read(front, PYTHON).meta.title), "Wicks");
    }

    #[test]
    fn other_json_is_no_notebook() {
        for text in ["{\"cells\":[]}", "{\"nbformat\":4}", "# nbformat cell_type"] {
            assert!(!Notebook.sniff(&Source::from_text("a", text)), "{text}");
        }
        assert!(Notebook.parse(&Source::from_text("a.ipynb", "{"), &mut Context::default()).is_err());
    }
}

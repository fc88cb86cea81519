//! A document as it came: its name, its text and what is known of both.

use jiff::civil::Date;

/// How the bytes of a document became text: all that is needed to turn the text into the same bytes again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceForm {
    /// WHATWG name of the encoding; none for UTF-8.
    pub encoding: Option<&'static str>,
    /// Places of the text whose bytes the encoding does not give back, in rising order.
    pub patches: Vec<Patch>,
}

impl SourceForm {
    /// Whether this can be the form of `text`: the patches lie in it on character boundaries, one behind the other. A
    /// form that was read from a log need not.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        let mut at = 0;
        self.patches.iter().all(|Patch { span, .. }| {
            let fits = at <= span.start && text.get(span.start..span.end).is_some();
            at = span.end;
            fits
        })
    }
}

/// Bytes that the encoding of their document cannot write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The place in the text, in bytes.
    pub span: super::Span,
    /// What stands there in the file.
    pub bytes: Vec<u8>,
}

/// One article, before anything is done to it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The `doc` column of the audit log: a relative path with `/`, or `<path>#<id>` for a record.
    pub id: String,
    /// The original text: the document's bytes as decoded to UTF-8, a byte order mark included.
    pub text: String,
    /// Publication date that the document's own record gives.
    pub published: Option<Date>,
    /// What the record has in place of a publication date when that is none.
    pub unread_date: Option<String>,
    /// How the text stood in its file.
    pub form: SourceForm,
}

impl Document {
    /// A document of that name and text, with no publication date.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }
}

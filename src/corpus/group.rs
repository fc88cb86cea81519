//! Documents that are worked on together.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;

use super::{Each, Loaded};

/// How many documents are worked on together: enough that what one stage needs of the processor's caches is there for the
/// next document. Sixteen took 8 % less time than one, and thirty-two no less than that.
const MOST: usize = 16;

/// With so many bytes of text a group is full, so that long documents do not wait in memory for others.
const MOST_BYTES: usize = 1 << 16;

/// Documents that were read, and those that could not be, with where each comes from.
#[derive(Debug)]
pub struct Group<O> {
    documents: Vec<Loaded>,
    bytes: usize,
    /// In order, those that could not be read among them.
    origins: Vec<(O, Result<(), String>)>,
}

impl<O> Default for Group<O> {
    fn default() -> Self {
        Self { documents: Vec::with_capacity(MOST), bytes: 0, origins: Vec::with_capacity(MOST) }
    }
}

impl<O> Group<O> {
    /// Takes one more, or why it could not be read.
    pub fn take(&mut self, origin: O, read: Result<Loaded, String>) {
        let read = read.map(|loaded| {
            self.bytes += loaded.document.text.len();
            self.documents.push(loaded);
        });
        self.origins.push((origin, read));
    }

    /// Whether it is to be finished before it takes more.
    pub const fn is_full(&self) -> bool {
        self.origins.len() >= MOST || self.bytes >= MOST_BYTES
    }

    /// Runs `each` over the documents, and tells `done` in order what came of each. Nothing is left.
    pub fn finish<S, E: Each<S>>(&mut self, each: &E, sheet: &mut S, mut done: impl FnMut(O, Result<(), String>)) {
        let mut made = make(each, &self.documents).into_iter().zip(&self.documents);
        for (origin, read) in self.origins.drain(..) {
            let result = read.and_then(|()| {
                let (made, loaded) = made.next().expect("something is made of each document that was read");
                made.and_then(|made| guarded(|| each.write(loaded, made, sheet))?)
            });
            done(origin, result);
        }
        drop(made);
        self.documents.clear();
        self.bytes = 0;
    }
}

/// What `each` makes of the documents. One on which it breaks must not take the others with it.
fn make<'d, S, E: Each<S>>(each: &E, documents: &'d [Loaded]) -> Vec<Result<E::Made<'d>, String>> {
    match guarded(|| each.make(documents)) {
        Ok(made) => made.into_iter().map(Ok).collect(),
        Err(error) if documents.len() == 1 => vec![Err(error)],
        Err(_) => documents.iter().flat_map(|document| make(each, slice::from_ref(document))).collect(),
    }
}

/// What `work` gives, or that copydesk broke.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        format!("copydesk broke on this document ({said}), which is a bug of copydesk; please report it")
    })
}

#[cfg(test)]
mod tests {
    use super::{Each, Group, Loaded, MOST_BYTES};
    use crate::text::Document;

    fn loaded(text: &str) -> Loaded {
        Loaded { document: Document::new("a", text), file: "a".to_owned(), line: None }
    }

    /// Breaks on what it does not like, and writes how long the others are.
    struct Lengths;

    impl Each<Vec<usize>> for Lengths {
        type Made<'d> = usize;

        fn make(&self, documents: &[Loaded]) -> Vec<usize> {
            assert!(documents.iter().all(|loaded| loaded.document.text != "make"), "out of cheese");
            documents.iter().map(|loaded| loaded.document.text.len()).collect()
        }

        fn write(&self, loaded: &Loaded, made: usize, sheet: &mut Vec<usize>) -> Result<(), String> {
            assert!(loaded.document.text != "write", "out of cheese");
            sheet.push(made);
            Ok(())
        }
    }

    #[test]
    fn what_breaks_breaks_alone_and_all_stay_in_order() {
        let mut group = Group::default();
        for (number, text) in ["one", "make", "", "three", "write", "four"].into_iter().enumerate() {
            group.take(number, if text.is_empty() { Err("empty".to_owned()) } else { Ok(loaded(text)) });
        }
        let (mut sheet, mut told) = (Vec::new(), Vec::new());
        group.finish(&Lengths, &mut sheet, |number, result| told.push((number, result.err())));
        assert_eq!(sheet, [3, 5, 4]);
        let broke =
            || Some("copydesk broke on this document (out of cheese), which is a bug of copydesk; please report it");
        let expected = [None, broke(), Some("empty"), None, broke(), None];
        let told: Vec<_> = told.iter().map(|(number, error)| (*number, error.as_deref())).collect();
        assert_eq!(told, expected.into_iter().enumerate().collect::<Vec<_>>());
        group.finish(&Lengths, &mut sheet, |_, _| unreachable!("nothing is left"));
        assert!(!group.is_full());
    }

    #[test]
    fn a_long_document_waits_for_none() {
        let mut group = Group::default();
        group.take((), Ok(loaded("short")));
        assert!(!group.is_full());
        group.take((), Ok(loaded(&"long".repeat(MOST_BYTES / 4))));
        assert!(group.is_full());
    }
}

//! Every document of the inputs through one function, on all threads, results in order.

use std::borrow::Cow;
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::ordered::in_order;
use super::record::{ADDED_FIELD, Record, id_of};
use super::{Failure, Input, Inputs, Walk};
use crate::config::{Config, Fields};
use crate::diagnostic::Diagnostic;
use crate::stages::decode::{self, DecodeError};
use crate::text::{Document, SourceForm};

/// Text files handed to a thread at once: many enough that handing over costs nothing, few enough to stay in step.
const FILES_AT_ONCE: usize = 32;

/// Bytes of records handed to a thread at once. A longer line is handed over whole.
const RECORD_BYTES_AT_ONCE: usize = 1 << 19;

/// A document as it was read, with the line it stood in when it is a record.
#[derive(Debug)]
pub struct Loaded {
    /// The document.
    pub document: Document,
    /// The file it was read from, as the user named it.
    pub file: String,
    /// Its line; none for a text file.
    pub line: Option<Line>,
}

/// The line of a record.
#[derive(Debug)]
pub struct Line {
    /// As text, without its line end.
    pub text: String,
    /// How the text stood in its file.
    pub form: SourceForm,
    /// Whether a line end follows it; the last line of a file may have none.
    pub ended: bool,
    /// 1-based.
    pub number: u64,
    /// What it holds.
    pub record: Record,
}

impl Line {
    /// The record's id, or its line number where it has none.
    #[must_use]
    pub fn id(&self) -> Cow<'_, str> {
        self.record.id.as_deref().map_or_else(|| Cow::Owned(self.number.to_string()), Cow::Borrowed)
    }

    /// The line as it stood in its file, line end included.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = decode::encode(&self.text, &self.form);
        if self.ended {
            bytes.push(b'\n');
        }
        bytes
    }
}

/// What came of some documents.
#[derive(Debug)]
pub struct Batch<S> {
    /// What the command made of those that could be read.
    pub sheet: S,
    /// Documents that went well.
    pub done: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Those that did not.
    pub failures: Vec<Failure>,
    /// The part of a file of records that this is.
    pub part: Option<RecordsPart>,
}

/// Where in its file a batch of records stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordsPart {
    /// The file's name in the log.
    pub doc: String,
    /// The file, as the user named it.
    pub file: String,
    /// Whether it is the first of the file.
    pub first: bool,
    /// Whether it is the last.
    pub last: bool,
}

/// What a command writes to while it works on a batch.
pub trait Sheet: Default + Send {
    /// Takes a line that holds no document, with its line end.
    fn pass(&mut self, line: &[u8]) {
        let _ = line;
    }
}

/// What a command does with a document: it writes to its sheet, or says in words why the document could not be done.
pub trait Each<S>: Fn(&Loaded, &mut S) -> Result<(), String> + Sync {}
impl<S, F: Fn(&Loaded, &mut S) -> Result<(), String> + Sync> Each<S> for F {}

/// Reads documents and runs a command over them.
#[derive(Debug)]
pub struct Engine {
    pool: rayon::ThreadPool,
    fields: Fields,
    encoding: Option<&'static Encoding>,
}

impl Engine {
    /// An engine of `jobs` threads, 0 for one a processor.
    ///
    /// # Errors
    /// When the config names an encoding that there is not, or the field that copydesk adds as one that is read, or
    /// threads cannot be had.
    pub fn new(config: &Config, jobs: usize) -> Result<Self, Diagnostic> {
        let encoding = match &config.decode.encoding {
            None => None,
            Some(label) => Some(decode::encoding_named(label).ok_or_else(|| {
                Diagnostic::new(format!("unknown encoding {label:?}"))
                    .help("`encoding` takes a label of the WHATWG Encoding Standard, such as \"windows-1252\"")
            })?),
        };
        let Fields { id, text, date } = &config.fields;
        if [id, text, date].into_iter().any(|name| name == ADDED_FIELD) {
            return Err(Diagnostic::new(format!("{ADDED_FIELD:?} cannot be the name of a field that is read"))
                .help("copydesk writes what it found into that field of a cleaned record"));
        }
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(jobs)
            .build()
            .map_err(|error| Diagnostic::new(format!("no threads: {error}")))?;
        Ok(Self { pool, fields: config.fields.clone(), encoding })
    }

    /// Runs `each` over every document below `walk`, and gives what it wrote to `sink`, in the order of the inputs.
    ///
    /// # Errors
    /// The first error of `sink`.
    pub fn run<S: Sheet, E>(
        &self,
        walk: Walk,
        each: impl Each<S>,
        sink: impl FnMut(Batch<S>) -> Result<(), E>,
    ) -> Result<(), E> {
        in_order(&self.pool, Jobs::new(walk, self.fields.id.clone(), self.encoding), |job| self.work(job, &each), sink)
    }

    fn work<S: Sheet>(&self, job: Job, each: &impl Each<S>) -> Batch<S> {
        let mut batch = Batch { sheet: S::default(), done: 0, bytes: 0, failures: Vec::new(), part: None };
        match job {
            Job::Inputs(inputs) => {
                for input in inputs {
                    let done = input.and_then(|input| {
                        let (loaded, bytes) = self.load(&input)?;
                        batch.bytes += bytes;
                        guarded(each, &loaded, &mut batch.sheet)
                            .map_err(|error| Failure { error, ..no_failure(&input) })
                    });
                    match done {
                        Ok(()) => batch.done += 1,
                        Err(failure) => batch.failures.push(failure),
                    }
                }
            }
            Job::Records(block) => {
                batch.bytes = block.bytes.len() as u64;
                for (number, line) in (block.first_line..).zip(lines(&block.bytes)) {
                    if line.trim_ascii().is_empty() {
                        batch.sheet.pass(line);
                    } else {
                        let record = self.record(&block, line, number);
                        match record.and_then(|loaded| guarded(each, &loaded, &mut batch.sheet)) {
                            Ok(()) => batch.done += 1,
                            Err(error) => {
                                let file = block.part.file.clone();
                                let raw = Some(line.to_vec());
                                batch.failures.push(Failure { file, line: Some(number), error, raw });
                            }
                        }
                    }
                }
                batch.failures.extend(block.broken);
                batch.part = Some(block.part);
            }
        }
        batch
    }

    fn load(&self, input: &Input) -> Result<(Loaded, u64), Failure> {
        let bytes = match input {
            Input::Text { path, .. } => fs::read(path),
            Input::Standard { .. } | Input::Records { .. } => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
        };
        let bytes = bytes.map_err(|error| Failure { error: unreadable(&error), ..no_failure(input) })?;
        let len = bytes.len() as u64;
        let (text, form) = decode::decode(bytes, self.encoding)
            .map_err(|error| Failure { error: error.to_string(), ..no_failure(input) })?;
        let document = Document { text, form, ..Document::new(input.doc(), "") };
        let file = no_failure(input).file;
        Ok((Loaded { document, file, line: None }, len))
    }

    fn record(&self, block: &Block, line: &[u8], number: u64) -> Result<Loaded, String> {
        let ended = line.ends_with(b"\n");
        let line = &line[..line.len() - usize::from(ended)];
        let (text, form) = decode_line(line, self.encoding).map_err(|error| error.to_string())?;
        let mut record = Record::parse(&text, &self.fields).map_err(|error| error.to_string())?;
        let id = record.id.clone().unwrap_or_else(|| number.to_string());
        if block.repeated.binary_search(&number).is_ok() {
            return Err(format!("an earlier record has the id {id:?}, too; `--id-field` names another field"));
        }
        let document = Document {
            id: format!("{}#{id}", block.part.doc),
            text: std::mem::take(&mut record.text),
            published: record.published,
            unread_date: record.unread_date.take(),
            form: SourceForm { encoding: form.encoding, patches: record.patches_of_text(&text, &form.patches) },
        };
        Ok(Loaded { document, file: block.part.file.clone(), line: Some(Line { text, form, ended, number, record }) })
    }
}

/// Runs `each`. A document on which copydesk itself breaks must not take the others with it.
fn guarded<S>(each: &impl Each<S>, loaded: &Loaded, sheet: &mut S) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| each(loaded, sheet))).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        Err(format!("copydesk broke on this document ({said}), which is a bug of copydesk; please report it"))
    })
}

/// The failure of `input` that is still to be told.
fn no_failure(input: &Input) -> Failure {
    let file = match input {
        Input::Text { path, .. } | Input::Records { path: Some(path), .. } => path.display().to_string(),
        Input::Records { path: None, .. } | Input::Standard { .. } => "standard input".to_owned(),
    };
    Failure { file, line: None, error: String::new(), raw: None }
}

fn unreadable(error: &io::Error) -> String {
    format!("cannot be read: {error}")
}

/// What one thread is given at once.
enum Job {
    Inputs(Vec<Result<Input, Failure>>),
    Records(Block),
}

/// Whole lines of a file of records.
struct Block {
    bytes: Vec<u8>,
    first_line: u64,
    part: RecordsPart,
    /// Lines whose id stands in an earlier record, too, in rising order.
    repeated: Vec<u64>,
    /// Why the file could not be read on from here.
    broken: Option<Failure>,
}

/// Draws jobs from inputs.
struct Jobs {
    inputs: Inputs,
    /// An input that was drawn and did not fit into the job before.
    held: Option<Input>,
    records: Option<RecordsReader>,
    id_field: String,
    encoding: Option<&'static Encoding>,
}

impl Jobs {
    fn new(walk: Walk, id_field: String, encoding: Option<&'static Encoding>) -> Self {
        Self { inputs: Inputs::new(walk), held: None, records: None, id_field, encoding }
    }
}

impl Iterator for Jobs {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(reader) = &mut self.records {
                if let Some(block) = reader.next_block() {
                    return Some(Job::Records(block));
                }
                self.records = None;
            }
            let mut texts = Vec::new();
            if let Some(Input::Records { path, doc }) = self.held.take() {
                match RecordsReader::open(path.as_deref(), doc, self.id_field.clone(), self.encoding) {
                    Ok(reader) => {
                        self.records = Some(reader);
                        continue;
                    }
                    Err(failure) => texts.push(Err(failure)),
                }
            }
            while texts.len() < FILES_AT_ONCE {
                match self.inputs.next() {
                    None => break,
                    Some(Ok(input @ Input::Records { .. })) => {
                        self.held = Some(input);
                        break;
                    }
                    Some(other) => texts.push(other),
                }
            }
            if !texts.is_empty() {
                return Some(Job::Inputs(texts));
            }
            self.held.as_ref()?;
        }
    }
}

/// Cuts a file of records into blocks of whole lines.
struct RecordsReader {
    input: Box<dyn Read>,
    /// What was read behind the last line end.
    rest: Vec<u8>,
    next_line: u64,
    part: RecordsPart,
    ended: bool,
    id_field: String,
    encoding: Option<&'static Encoding>,
    /// Hashes of the ids so far: 8 bytes a record, which is all that grows with a file of records.
    ids: HashSet<u64>,
}

impl RecordsReader {
    fn open(
        path: Option<&Path>,
        doc: String,
        id_field: String,
        encoding: Option<&'static Encoding>,
    ) -> Result<Self, Failure> {
        let file = path.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
        let failure = |error| Failure { file: file.clone(), line: None, error, raw: None };
        let mut input: Box<dyn Read> = match path {
            None => Box::new(io::stdin()),
            Some(path) => Box::new(File::open(path).map_err(|error| failure(unreadable(&error)))?),
        };
        let mut rest = Vec::new();
        input.by_ref().take(2).read_to_end(&mut rest).map_err(|error| failure(unreadable(&error)))?;
        let declared = encoding.is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE);
        if declared || matches!(rest[..], [0xFF, 0xFE] | [0xFE, 0xFF]) {
            // Its lines cannot be told apart by the byte of a line end.
            return Err(failure("JSON lines in UTF-16; convert the file to UTF-8 first".to_owned()));
        }
        let part = RecordsPart { doc, file, first: true, last: false };
        Ok(Self { input, rest, next_line: 1, part, ended: false, id_field, encoding, ids: HashSet::new() })
    }

    fn next_block(&mut self) -> Option<Block> {
        if self.ended {
            return None;
        }
        let mut bytes = std::mem::take(&mut self.rest);
        let mut broken = None;
        loop {
            let before = bytes.len();
            let read = self.input.by_ref().take(RECORD_BYTES_AT_ONCE as u64).read_to_end(&mut bytes);
            if let Err(error) = &read {
                let error = unreadable(error);
                broken = Some(Failure { file: self.part.file.clone(), line: None, error, raw: None });
            }
            if bytes.len() - before < RECORD_BYTES_AT_ONCE {
                self.ended = true;
                break;
            }
            if let Some(at) = memchr::memrchr(b'\n', &bytes[before..]) {
                self.rest = bytes.split_off(before + at + 1);
                break;
            }
        }
        let first_line = self.next_line;
        let mut repeated = Vec::new();
        for line in lines(&bytes) {
            if !line.trim_ascii().is_empty()
                && let Some(id) = self.id_of(line)
                && !self.ids.insert(hash(id.as_bytes()))
            {
                repeated.push(self.next_line);
            }
            self.next_line += u64::from(line.ends_with(b"\n"));
        }
        let part = RecordsPart { last: self.ended, ..self.part.clone() };
        self.part.first = false;
        Some(Block { bytes, first_line, part, repeated, broken })
    }
}

impl RecordsReader {
    /// The id of the next line, read as it will be when its document is made.
    fn id_of(&self, line: &[u8]) -> Option<String> {
        let declared = self.encoding.filter(|&encoding| encoding != UTF_8);
        let text = match (declared, std::str::from_utf8(line)) {
            (None, Ok(text)) => Cow::Borrowed(text),
            _ => Cow::Owned(decode_line(line, self.encoding).ok()?.0),
        };
        id_of(&text, &self.id_field, self.next_line)
    }
}

/// The lines of `bytes`, each with its line end.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).map(|at| at + 1);
    let last = bytes.last().is_some_and(|&byte| byte != b'\n').then_some(bytes.len());
    ends.chain(last).map(move |end| {
        let line = &bytes[from..end];
        from = end;
        line
    })
}

/// A line of a file of records as text. Such files are UTF-8 unless the config says otherwise.
fn decode_line(line: &[u8], encoding: Option<&'static Encoding>) -> Result<(String, SourceForm), DecodeError> {
    decode::decode(line.to_vec(), Some(encoding.unwrap_or(UTF_8)))
}

/// A hash that is the same in every run.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Config, Engine, Loaded, Sheet, Walk};

    #[derive(Default)]
    struct Nothing;
    impl Sheet for Nothing {}

    #[test]
    fn a_document_on_which_copydesk_breaks_does_not_take_the_others_with_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b.txt", "c.jsonl"] {
            fs::write(folder.path().join(name), "{\"text\":\"b\"}\n{\"text\":\"c\"}").unwrap();
        }
        let walk = Walk {
            paths: vec![folder.path().to_owned()],
            globs: vec!["*".to_owned()],
            except: None,
            standard_name: "stdin.txt".to_owned(),
            only: None,
        };
        let each = |loaded: &Loaded, _: &mut Nothing| {
            assert!(!loaded.document.id.ends_with('1') && loaded.document.id != "a.txt", "out of cheese");
            Ok(())
        };
        let (mut done, mut failures) = (0, Vec::new());
        let engine = Engine::new(&Config::default(), 2).unwrap();
        let ran: Result<(), ()> = engine.run(walk, each, |batch| {
            done += batch.done;
            failures.extend(batch.failures.into_iter().map(|failure| (failure.line, failure.error)));
            Ok(())
        });
        assert_eq!((ran, done), (Ok(()), 2));
        let error = "copydesk broke on this document (out of cheese), which is a bug of copydesk; please report it";
        assert_eq!(failures, [(None, error.to_owned()), (Some(1), error.to_owned())]);
    }
}

//! Every document of the inputs through one function, on all threads, results in order.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::group::Group;
use super::ordered::in_order;
use super::record::{ADDED_FIELD, Members, Record};
use super::seen::{Seen, incomparable};
use super::{Compression, Decompressed, Failure, Identity, Input, Inputs, RecordsPosition, Walk, hash};
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
    /// Documents and inputs that were drawn; each goes well or fails.
    pub read: u64,
    /// Documents that went well.
    pub done: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Those that did not.
    pub failures: Vec<Failure>,
    /// The part of a file of records that this is.
    pub part: Option<RecordsPart>,
    /// What tells the inputs that were begun here from others; see [`Engine::resume`].
    pub begun: Vec<Identity>,
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
    /// 1-based number of its first line.
    pub line: u64,
    /// Where it ends.
    pub end: RecordsPosition,
}

/// What a command writes to while it works on a batch.
pub trait Sheet: Default + Send {
    /// Makes room for what may come of so many bytes of records.
    fn make_room(&mut self, bytes: usize) {
        let _ = bytes;
    }

    /// Takes a line that holds no document, with its line end.
    fn pass(&mut self, line: &[u8]) {
        let _ = line;
    }

    /// Takes leave of the part of a file of records whose lines it has seen.
    fn seal(&mut self, part: &RecordsPart) {
        let _ = part;
    }
}

/// What a command does with documents. A function of one document and the sheet is a command, too.
pub trait Each<S>: Sync {
    /// What it makes of a document.
    type Made<'d>;

    /// What it makes of some documents that were read together, in their order: of each the same as if it were alone.
    /// Where this breaks, it is asked again for one at a time.
    fn make<'d>(&self, documents: &'d [Loaded]) -> Vec<Self::Made<'d>>;

    /// Writes to the sheet what was made of a document.
    ///
    /// # Errors
    /// In words, when the document could not be done.
    fn write(&self, loaded: &Loaded, made: Self::Made<'_>, sheet: &mut S) -> Result<(), String>;
}

impl<S, F: Fn(&Loaded, &mut S) -> Result<(), String> + Sync> Each<S> for F {
    type Made<'d> = ();

    fn make(&self, documents: &[Loaded]) -> Vec<()> {
        vec![(); documents.len()]
    }

    fn write(&self, loaded: &Loaded, (): (), sheet: &mut S) -> Result<(), String> {
        self(loaded, sheet)
    }
}

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
        each: &impl Each<S>,
        sink: impl FnMut(Batch<S>) -> Result<(), E>,
    ) -> Result<(), E> {
        in_order(&self.pool, self.jobs(walk), |job| self.work(job, each), sink)
    }

    /// As [`Engine::run`], without what an earlier run has done: the inputs that it began, and of the last of them, when
    /// that is a file of records which it did not finish, what lies before `position`.
    ///
    /// # Errors
    /// When the inputs are not those of the earlier run; the first error of `sink`.
    pub fn resume<S: Sheet, E: From<Diagnostic>>(
        &self,
        walk: Walk,
        begun: impl Iterator<Item = Result<Identity, Diagnostic>>,
        position: Option<&RecordsPosition>,
        each: &impl Each<S>,
        sink: impl FnMut(Batch<S>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut jobs = self.jobs(walk);
        jobs.pass_over(begun, position)?;
        in_order(&self.pool, jobs, |job| self.work(job, each), sink)
    }

    fn jobs(&self, walk: Walk) -> Jobs {
        Jobs::new(walk, self.fields.clone(), self.encoding)
    }

    fn work<S: Sheet>(&self, job: Job, each: &impl Each<S>) -> Batch<S> {
        let mut batch = Batch {
            sheet: S::default(),
            read: 0,
            done: 0,
            bytes: 0,
            failures: Vec::new(),
            part: None,
            begun: Vec::new(),
        };
        let Batch { sheet, read, done, bytes, failures, part, begun } = &mut batch;
        match job {
            Job::Inputs(inputs) => {
                *read = inputs.len() as u64;
                let mut tell = |(file, identity): (String, Identity), result: Result<(), String>| match result {
                    Ok(()) => {
                        *done += 1;
                        begun.push(identity);
                    }
                    Err(error) => {
                        begun.push(Identity::of_name(&file));
                        failures.push(Failure { file, line: None, error, raw: None });
                    }
                };
                let mut group = Group::default();
                for input in inputs {
                    match input.and_then(|input| self.load(&input)) {
                        Ok((loaded, len, identity)) => {
                            *bytes += len;
                            group.take((loaded.file.clone(), identity), Ok(loaded));
                        }
                        Err(Failure { file, error, .. }) => {
                            let identity = Identity::of_name(&file);
                            group.take((file, identity), Err(error));
                        }
                    }
                    if group.is_full() {
                        group.finish(each, sheet, &mut tell);
                    }
                }
                group.finish(each, sheet, &mut tell);
            }
            Job::Records(block) => {
                *read = block.documents;
                *bytes = block.bytes.len() as u64;
                sheet.make_room(block.bytes.len().min(RECORD_BYTES_AT_ONCE));
                begun.extend(block.begun);
                let mut tell = |(number, line): (u64, &[u8]), result: Result<(), String>| match result {
                    Ok(()) => *done += 1,
                    Err(error) => {
                        let (file, raw) = (block.part.file.clone(), Some(line.to_vec()));
                        failures.push(Failure { file, line: Some(number), error, raw });
                    }
                };
                let mut members = block.members.iter();
                let mut group = Group::default();
                for (number, line) in (block.part.line..).zip(lines(&block.bytes)) {
                    let is_blank = line.trim_ascii().is_empty();
                    if is_blank || group.is_full() {
                        group.finish(each, sheet, &mut tell);
                    }
                    if is_blank {
                        sheet.pass(line);
                    } else {
                        let members = members.next().and_then(Option::as_ref);
                        group.take((number, line), self.record(&block, line, number, members));
                    }
                }
                group.finish(each, sheet, &mut tell);
                failures.extend(block.broken);
                sheet.seal(&block.part);
                *part = Some(block.part);
            }
        }
        batch
    }

    /// Reads a document that is a whole input; also its length in bytes, and what tells it from others.
    fn load(&self, input: &Input) -> Result<(Loaded, u64, Identity), Failure> {
        let file = no_failure(input).file;
        let read = match input {
            Input::Text { path, .. } => read_unchanged(path, &file),
            Input::Standard { .. } | Input::Records { .. } => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| (bytes, Identity::of_name(&file)))
            }
        };
        let whole = read.and_then(|(bytes, identity)| {
            let len = bytes.len() as u64;
            Ok((Compression::of(input.doc()).decompress(bytes)?, len, identity))
        });
        let (bytes, len, identity) =
            whole.map_err(|error| Failure { error: unreadable(&error), ..no_failure(input) })?;
        let (text, form) = decode::decode(bytes, self.encoding)
            .map_err(|error| Failure { error: error.to_string(), ..no_failure(input) })?;
        let document = Document { text, form, ..Document::new(input.doc(), "") };
        Ok((Loaded { document, file, line: None }, len, identity))
    }

    fn record(&self, block: &Block, line: &[u8], number: u64, members: Option<&Members>) -> Result<Loaded, String> {
        let ended = line.ends_with(b"\n");
        let line = &line[..line.len() - usize::from(ended)];
        let (text, form) = decode_line(line, self.encoding).map_err(|error| error.to_string())?;
        let record = match members {
            Some(members) => Record::read(&text, members, &self.fields),
            None => Record::parse(&text, &self.fields),
        };
        let mut record = record.map_err(|error| error.to_string())?;
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

/// The bytes of the file at `path`. One that is written to meanwhile may be neither what it was nor what it will be.
fn read_unchanged(path: &Path, name: &str) -> io::Result<(Vec<u8>, Identity)> {
    let mut file = File::open(path)?;
    let before = file.metadata()?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(before.len()).unwrap_or(usize::MAX).saturating_add(1))?;
    // As many as it has, without asking for more: had it grown, it would be refused below. What has no length, as the
    // kernel's own files, is read to its end.
    let most = if before.is_file() && before.len() > 0 { before.len() } else { u64::MAX };
    file.by_ref().take(most).read_to_end(&mut bytes)?;
    let identity = Identity::of_file(name, &before);
    if before.is_file() && identity != Identity::of_file(name, &file.metadata()?) {
        return Err(changed());
    }
    Ok((bytes, identity))
}

fn changed() -> io::Error {
    io::Error::other("it changed while it was read")
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
    Records(Box<Block>),
}

/// Whole lines of a file of records.
struct Block {
    bytes: Vec<u8>,
    part: RecordsPart,
    /// Lines that are not blank, and one when the file could not be read on.
    documents: u64,
    /// The members of each line that is not blank, as far as they were found when its id was looked for.
    members: Vec<Option<Members>>,
    /// The file, when this is its first block.
    begun: Option<Identity>,
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
    fields: Fields,
    encoding: Option<&'static Encoding>,
}

impl Jobs {
    fn new(walk: Walk, fields: Fields, encoding: Option<&'static Encoding>) -> Self {
        Self { inputs: Inputs::new(walk), held: None, records: None, fields, encoding }
    }

    fn open(&self, path: Option<&Path>, doc: String) -> Result<RecordsReader, Failure> {
        RecordsReader::open(path, doc, self.fields.clone(), self.encoding)
    }

    /// Passes over what an earlier run has done; see [`Engine::resume`].
    fn pass_over(
        &mut self,
        begun: impl Iterator<Item = Result<Identity, Diagnostic>>,
        position: Option<&RecordsPosition>,
    ) -> Result<(), Diagnostic> {
        let mut last = None;
        for identity in begun {
            let input = self.inputs.next().ok_or_else(|| other_inputs("there are fewer of them"))?;
            let (name, path) = match &input {
                Ok(input) => (no_failure(input).file, input.path()),
                Err(failure) => (failure.file.clone(), None),
            };
            let now = path.and_then(|path| fs::metadata(path).ok()).map(|now| Identity::of_file(&name, &now));
            let identity = identity?;
            if identity != Identity::of_name(&name) && Some(identity) != now {
                return Err(other_inputs(&format!("{name} is new or has changed since")));
            }
            last = Some(input);
        }
        let Some(position) = position else { return Ok(()) };
        let Some(Ok(Input::Records { path, doc })) = last else {
            return Err(other_inputs("a file of records is not where it was"));
        };
        let mut reader = self.open(path.as_deref(), doc).map_err(|failure| Diagnostic::new(failure.to_string()))?;
        reader.skip_to(position)?;
        self.records = Some(reader);
        Ok(())
    }
}

impl Iterator for Jobs {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(reader) = &mut self.records {
                if let Some(block) = reader.next_block() {
                    return Some(Job::Records(Box::new(block)));
                }
                self.records = None;
            }
            let mut texts = Vec::new();
            if let Some(Input::Records { path, doc }) = self.held.take() {
                match self.open(path.as_deref(), doc) {
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

fn other_inputs(difference: &str) -> Diagnostic {
    Diagnostic::new(format!("the inputs are not those of the run that was stopped: {difference}"))
        .help("without `--resume` the run starts anew")
}

/// Cuts a file of records into blocks of whole lines. Where it cuts depends on the bytes behind the last cut alone, so
/// that a run which begins at a cut goes on as one that was never stopped.
struct RecordsReader {
    input: Decompressed<Box<dyn Read>>,
    /// The file as it was when it was opened; none for what is no file.
    opened: Option<(File, Identity)>,
    /// What was read behind the last line end.
    rest: Vec<u8>,
    at: RecordsPosition,
    part: RecordsPart,
    ended: bool,
    fields: Fields,
    encoding: Option<&'static Encoding>,
    /// The ids so far.
    ids: Seen,
}

impl RecordsReader {
    fn open(
        path: Option<&Path>,
        doc: String,
        fields: Fields,
        encoding: Option<&'static Encoding>,
    ) -> Result<Self, Failure> {
        let file = path.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
        let failure = |error| Failure { file: file.clone(), line: None, error, raw: None };
        let open = || -> io::Result<_> {
            let (input, opened): (Box<dyn Read>, _) = match path {
                None => (Box::new(io::stdin()), None),
                Some(path) => {
                    let input = File::open(path)?;
                    let metadata = input.metadata()?;
                    let identity = metadata.is_file().then(|| Identity::of_file(&file, &metadata));
                    let opened = identity.map(|identity| Ok::<_, io::Error>((input.try_clone()?, identity)));
                    (Box::new(input), opened.transpose()?)
                }
            };
            let mut input = Compression::of(&doc).reader(input)?;
            let mut rest = Vec::new();
            input.by_ref().take(2).read_to_end(&mut rest)?;
            Ok((input, opened, rest))
        };
        let (input, opened, rest) = open().map_err(|error| failure(unreadable(&error)))?;
        let declared = encoding.is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE);
        if declared || matches!(rest[..], [0xFF, 0xFE] | [0xFE, 0xFF]) {
            // Its lines cannot be told apart by the byte of a line end.
            return Err(failure("JSON lines in UTF-16; convert the file to UTF-8 first".to_owned()));
        }
        let at = RecordsPosition { offset: 0, line: 1, sum: None };
        let part = RecordsPart { doc, file, first: true, last: false, line: 1, end: at.clone() };
        Ok(Self { input, opened, rest, at, part, ended: false, fields, encoding, ids: Seen::default() })
    }

    fn next_block(&mut self) -> Option<Block> {
        if self.ended {
            return None;
        }
        let mut bytes = std::mem::take(&mut self.rest);
        let mut error;
        let (mut want, mut searched) = (RECORD_BYTES_AT_ONCE, 0);
        loop {
            let missing = want - bytes.len();
            bytes.reserve(missing);
            error = self.input.by_ref().take(missing as u64).read_to_end(&mut bytes).err();
            if bytes.len() < want {
                self.ended = true;
                break;
            }
            if let Some(at) = memchr::memrchr(b'\n', &bytes[searched..]) {
                self.rest = bytes.split_off(searched + at + 1);
                break;
            }
            searched = bytes.len();
            want += RECORD_BYTES_AT_ONCE;
        }
        let mut cut_off = Vec::new();
        if error.is_some() {
            // What came of the line that could not be read on is no record, but it is not lost.
            cut_off = bytes.split_off(memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1));
        } else if self.ended {
            error = self.changed().then(changed);
        }
        let mut error = error.map(|error| unreadable(&error));
        let first_line = self.at.line;
        let mut repeated = Vec::new();
        let mut documents = 0;
        let mut members = Vec::new();
        let mut compared = 0;
        for line in lines(&bytes) {
            if !line.trim_ascii().is_empty() {
                let (id, found) = self.look_at(line);
                match id.map_or(Ok(true), |id| self.ids.insert(&id)) {
                    Ok(true) => {}
                    Ok(false) => repeated.push(self.at.line),
                    Err(failed) => {
                        error = Some(format!("{}; no line behind it is read", incomparable(&failed)));
                        break;
                    }
                }
                members.push(found);
                documents += 1;
            }
            self.at.line += u64::from(line.ends_with(b"\n"));
            compared += line.len();
        }
        if compared < bytes.len() {
            // Nothing behind it is read.
            cut_off = bytes.split_off(compared);
            let line = lines(&cut_off).next().map_or(0, <[u8]>::len);
            cut_off.truncate(line);
            self.ended = true;
        }
        self.at.offset += bytes.len() as u64;
        if self.opened.is_none() {
            self.at.sum = Some(chained(self.at.sum, &bytes));
        }
        let broken = error.map(|error| {
            documents += 1;
            let line = (!cut_off.is_empty()).then_some(self.at.line);
            let raw = line.is_some().then_some(cut_off);
            Failure { file: self.part.file.clone(), line, error, raw }
        });
        let part = RecordsPart { last: self.ended, line: first_line, end: self.at.clone(), ..self.part.clone() };
        let begun = part.first.then(|| match self.opened {
            Some((_, identity)) => identity,
            None => Identity::of_name(&self.part.file),
        });
        self.part.first = false;
        Some(Block { bytes, part, documents, members, begun, repeated, broken })
    }

    /// Whether the file is not what it was when it was opened.
    fn changed(&self) -> bool {
        let Some((file, identity)) = &self.opened else { return false };
        file.metadata().map_or(true, |now| Identity::of_file(&self.part.file, &now) != *identity)
    }

    /// Passes over what lies before `position`, which must be the end of a block. Only ids are read.
    fn skip_to(&mut self, position: &RecordsPosition) -> Result<(), Diagnostic> {
        while self.at.offset < position.offset {
            match self.next_block() {
                Some(Block { broken: Some(failure), .. }) => return Err(Diagnostic::new(failure.to_string())),
                Some(_) => {}
                None => break,
            }
        }
        if self.at == *position {
            Ok(())
        } else {
            Err(other_inputs(&format!("{} is not as it was up to line {}", self.part.file, position.line)))
        }
    }
}

impl RecordsReader {
    /// The id of the next line, read as it will be when its document is made: its number where it has none, none where
    /// it is broken, which will be told then. Also its members, where they will stand in the document's line as well.
    fn look_at(&self, line: &[u8]) -> (Option<String>, Option<Members>) {
        let id = |text: &str, members: &Members| members.id(text).unwrap_or_else(|| self.at.line.to_string());
        let declared = self.encoding.filter(|&encoding| encoding != UTF_8);
        if let (None, Ok(text)) = (declared, str::from_utf8(line)) {
            let Ok((members, end)) = Members::find(text, &self.fields) else { return (None, None) };
            return (Some(id(text, &members)), end.is_ok().then_some(members));
        }
        let Ok((text, _)) = decode_line(line, self.encoding) else { return (None, None) };
        let members = Members::find(&text, &self.fields);
        (members.ok().map(|(members, _)| id(&text, &members)), None)
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

/// A hash of what `sum` is a hash of, with `bytes` behind it.
fn chained(sum: Option<u64>, bytes: &[u8]) -> u64 {
    hash((sum, bytes))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Config, Engine, Loaded, RecordsReader, Seen, Sheet, Walk};

    #[derive(Default)]
    struct Nothing;
    impl Sheet for Nothing {}

    #[test]
    fn a_file_whose_ids_cannot_be_compared_is_read_up_to_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        fs::write(&path, "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n{\"id\":4}\n").unwrap();
        let fields = Config::default().fields;
        let mut reader = RecordsReader::open(Some(&path), "a.jsonl".to_owned(), fields, None).unwrap();
        reader.ids = Seen::new(2, folder.path().join("missing"));
        let block = reader.next_block().unwrap();
        assert_eq!((block.documents, block.members.len(), block.part.last), (3, 2, true));
        assert_eq!(block.bytes, b"{\"id\":1}\n{\"id\":2}\n");
        let failure = block.broken.unwrap();
        assert_eq!((failure.line, failure.raw.as_deref()), (Some(3), Some(&b"{\"id\":3}\n"[..])));
        assert!(failure.error.contains("TMPDIR"), "{}", failure.error);
        assert!(reader.next_block().is_none());
    }

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
        let ran: Result<(), ()> = engine.run(walk, &each, |batch| {
            done += batch.done;
            failures.extend(batch.failures.into_iter().map(|failure| (failure.line, failure.error)));
            Ok(())
        });
        assert_eq!((ran, done), (Ok(()), 2));
        let error = "copydesk broke on this document (out of cheese), which is a bug of copydesk; please report it";
        assert_eq!(failures, [(None, error.to_owned()), (Some(1), error.to_owned())]);
    }
}

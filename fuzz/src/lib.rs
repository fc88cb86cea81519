//! What must hold for any bytes. The fuzzer calls these functions, and so does a test of copydesk's own
//! (`tests/fuzzed.rs`) with the inputs that are kept in `fuzz/kept`.

use std::fs;
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use copydesk::audit::{LogReader, LogWriter, Row, replay, source_form, undo as undo_rows};
use copydesk::corpus::{Engine, Loaded, Record, Sheet, Walk, restore};
use copydesk::rules::{Matcher, Pattern, RuleFile, RuleSet};
use copydesk::stages::decode as coding;
use copydesk::text::Document;
use copydesk::{Config, Fields, Pipeline, Pipelines};
use encoding_rs::{Encoding, SHIFT_JIS, UTF_16LE, WINDOWS_1252};

/// Bytes become text or are refused, and the text becomes the same bytes again. The first byte chooses an encoding.
pub fn decode(data: &[u8]) {
    const DECLARED: [Option<&Encoding>; 4] = [None, Some(WINDOWS_1252), Some(UTF_16LE), Some(SHIFT_JIS)];
    let Some((&first, bytes)) = data.split_first() else { return };
    let declared = DECLARED[usize::from(first) % DECLARED.len()];
    if let Ok((text, form)) = coding::decode(bytes.to_vec(), declared) {
        assert!(form.fits(&text));
        assert_eq!(coding::encode(&text, &form), bytes, "what was decoded comes back");
    }
}

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(Config::default()).expect("the default config"));

/// The laws of the log: truth, replay, undo and silence.
pub fn pipeline(data: &[u8]) {
    let Ok((text, form)) = coding::decode(data.to_vec(), None) else { return };
    let document = Document { form, ..Document::new("a.txt", text) };
    let outcome = PIPELINE.clean(&document, None);
    let mut log = LogWriter::default();
    log.document(&document.id, &outcome, PIPELINE.rules());
    let csv = [LogWriter::header().into_bytes(), log.into_bytes()].concat();
    let rows: Vec<Row> =
        LogReader::new(csv.as_slice()).expect("a log").map(|row| row.expect("a row that was written")).collect();
    let cleaned = outcome.text.as_ref();
    assert_eq!(replay(&document.text, &rows).as_deref(), Ok(cleaned), "replay");
    let original = undo_rows(cleaned, &rows).expect("undo");
    assert_eq!(coding::encode(&original, &source_form(&rows).expect("a form")), data, "undo");
    let again = Document::new("a.txt", cleaned);
    assert_eq!(PIPELINE.clean(&again, outcome.published.map(|published| published.date)).text, cleaned, "silence");
}

#[derive(Default)]
struct Seen(Vec<(String, String)>);

impl Sheet for Seen {
    fn pass(&mut self, line: &[u8]) {
        assert!(line.trim_ascii().is_empty());
    }
}

/// Every line of a file of records is blank, a record or a failure, and a record whose text is changed and changed
/// back is the same line. The first byte chooses the text.
pub fn records(data: &[u8]) {
    static ENGINE: LazyLock<(Engine, Mutex<()>)> =
        LazyLock::new(|| (Engine::new(&Config::default(), 1).expect("a thread"), Mutex::new(())));
    let Some((&first, bytes)) = data.split_first() else { return };
    let text = ["", "plain", "caf\u{E9} \u{1F600}", "\"\\/\n\u{0}"][usize::from(first) % 4];
    let (engine, one) = &*ENGINE;
    let _alone = one.lock().unwrap_or_else(PoisonError::into_inner);
    let path = std::env::temp_dir().join(format!("copydesk-fuzz-{}.jsonl", std::process::id()));
    fs::write(&path, bytes).expect("a temporary file");
    let paths = vec![path.clone()];
    let walk = Walk { paths, globs: Vec::new(), except: None, standard_name: "stdin.txt".to_owned(), only: None };
    let each = |loaded: &Loaded, seen: &mut Seen| {
        let line = loaded.line.as_ref().expect("a record has a line");
        seen.0.push((loaded.document.id.clone(), line.text.clone()));
        Ok(())
    };
    let (mut read, mut done, mut failed, mut lines) = (0, 0, 0, Vec::new());
    engine
        .run(walk, &each, |batch| {
            read += batch.read;
            done += batch.done;
            failed += batch.failures.len() as u64;
            lines.extend(batch.sheet.0);
            Ok::<(), ()>(())
        })
        .expect("nothing fails");
    assert_eq!(read, done + failed, "no document is lost");
    assert_eq!(done, lines.len() as u64);
    let fields = Fields::default();
    for (_, line) in &lines {
        let record = Record::parse(line, &fields).expect("it was one before");
        let mut cleaned = Vec::new();
        record.rewrite(&mut cleaned, line, text, b"{\"new\":1}");
        let cleaned = String::from_utf8(cleaned).expect("a text stays one");
        let changed = Record::parse(&cleaned, &fields).expect("a record stays one");
        assert_eq!(changed.text, text);
        let previous = record.added_span.map(|span| span.of(line));
        let back = restore(&cleaned, &fields, &record.text, &record.style, previous);
        assert_eq!(back.as_deref(), Ok(line.as_str()), "a line comes back");
    }
    let _ = fs::remove_file(&path);
}

/// A config is one or says what is wrong with it. What it names in the file system is not looked at.
pub fn config(data: &[u8]) {
    let Ok(source) = std::str::from_utf8(data) else { return };
    match Config::parse(Path::new("copydesk.toml"), source.to_owned()) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(config) => {
            let plain = config.rules.is_empty() && config.overrides.is_empty();
            let mut config = Config { rules_dir: None, ..config };
            config.typo.lexicon = None;
            // Compiling takes its time, and without rules there is nothing that could be wrong.
            if !plain && let Err(error) = Pipelines::new(config) {
                assert!(!error.to_string().is_empty());
            }
        }
    }
}

/// A rule file is one or says what is wrong with it, and what a rule finds lies in the text.
pub fn rules(data: &[u8]) {
    static BUILTIN: LazyLock<RuleSet> = LazyLock::new(RuleSet::builtin);
    let Ok(source) = std::str::from_utf8(data) else { return };
    let rule = match RuleFile::parse("unicode/fuzzed", Path::new("unicode/fuzzed.toml"), source) {
        Ok(rule) => rule,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let texts: Vec<String> = rule.examples.iter().map(|example| example.text.clone()).collect();
    let is_builtin = rule.pattern == Pattern::Builtin;
    let mut set = BUILTIN.clone();
    let added = set.add(vec![(rule, source.to_owned())]);
    assert_eq!(added.is_err(), is_builtin);
    let own = set.named("unicode/fuzzed");
    let Ok(matcher) = Matcher::new(&set, |id| Some(id) == own) else { return };
    for text in texts {
        let mut findings = Vec::new();
        matcher.find(&text, &set, &mut findings);
        for finding in findings {
            assert!(text.get(finding.span.start..finding.span.end).is_some(), "{:?} in {text:?}", finding.span);
        }
    }
}

/// Rows from anywhere fit a text or are refused; where they fit, doing them again gives the text back. A zero byte
/// divides the text from the rows.
pub fn undo(data: &[u8]) {
    let Some(at) = data.iter().position(|&byte| byte == 0) else { return };
    let Ok(cleaned) = std::str::from_utf8(&data[..at]) else { return };
    let csv = [LogWriter::header().as_bytes(), &data[at + 1..]].concat();
    let Ok(reader) = LogReader::new(csv.as_slice()) else { return };
    let Ok(rows) = reader.collect::<Result<Vec<Row>, _>>() else { return };
    if let Ok(form) = source_form(&rows)
        && form.fits(cleaned)
    {
        let _ = coding::encode(cleaned, &form);
    }
    if let Ok(original) = undo_rows(cleaned, &rows)
        && let Ok(again) = replay(&original, &rows)
    {
        assert_eq!(again, cleaned, "undone and done again");
    }
}

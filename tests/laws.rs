//! The laws of the log, over generated mess and over the shipped articles.

use std::path::Path;

use copydesk::audit::{LogReader, LogWriter, Row, replay, source_form, undo};
use copydesk::stages::decode;
use copydesk::text::Document;
use copydesk::{CaptionTo, Config, Pipeline, Rewrite};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const PUBLISHED: Date = date(2017, 6, 22);

/// The configs under which the laws are tried: the defaults, and the settings that change most text.
fn pipelines() -> Vec<Pipeline> {
    let mut all = Config::default();
    all.date.rewrite = Rewrite::Resolved;
    all.dateline.keep = false;
    all.typo.fix = true;
    let mut kept = Config::default();
    kept.header.keep = true;
    kept.caption.to = CaptionTo::Inline;
    [Config::default(), all, kept].map(|config| Pipeline::new(config).unwrap()).into()
}

/// Laws 1 to 4 for one document: replay, undo, truth and silence.
fn obey(pipeline: &Pipeline, bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok((text, form)) = decode::decode(bytes.to_vec(), None) else { return Ok(()) };
    let document = Document { published: Some(PUBLISHED), form, ..Document::new("a.txt", text) };
    let outcome = pipeline.clean(&document, None);
    let mut log = LogWriter::default();
    log.document(&document.id, &outcome, pipeline.rules());
    let csv = [LogWriter::header().into_bytes(), log.into_bytes()].concat();
    let rows: Vec<Row> = LogReader::new(csv.as_slice()).unwrap().map(Result::unwrap).collect();

    for (seq, row) in rows.iter().enumerate() {
        prop_assert_eq!(row.seq, seq);
        prop_assert_eq!(&row.before, row.span.of(&document.text), "truth: {:?}", row);
    }
    let cleaned = outcome.text.as_ref();
    prop_assert_eq!(&replay(&document.text, &rows).unwrap(), cleaned, "replay");
    let original = undo(cleaned, &rows).unwrap();
    prop_assert_eq!(&decode::encode(&original, &source_form(&rows).unwrap()), bytes, "undo");

    let again = Document { published: Some(PUBLISHED), ..Document::new("a.txt", cleaned) };
    let second = pipeline.clean(&again, None);
    prop_assert_eq!(second.text.as_ref(), cleaned, "silence, from {:?}", document.text);
    Ok(())
}

/// Pieces of articles and of what goes wrong with them.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        " date 2017-06-22 ",
        "Updated: June 22, 2017 10:45 GMT\n",
        "By Jane Doe\n",
        "(LEAD) ",
        "PARIS (AFP) — ",
        "SEOUL, Dec. 28 (Yonhap) -- ",
        "Smoke rises over the port on Sunday (AFP photo)",
        "(Yonhap)The older",
        "Photo: Jane Doe/Reuters\n",
        "on Wednesday",
        "June 3, 2017",
        "03/04/2017",
        "in the third quarter",
        "six-year",
        "runnning",
        "the the",
        "said.The",
        "th e",
        "ofthe",
        "café",
        "cafe\u{301}",
        "â€œso itâ€™sâ€\u{9d}",
        "Ã©",
        "&amp;amp;quot;",
        "&#x27;",
        "&lt;b&gt;",
        "\u{A0}",
        "\u{200B}",
        "\u{AD}",
        "\u{FEFF}",
        "\u{2028}",
        "\r\n",
        "\r",
        "\n",
        "\n\n",
        "\n    ",
        "  ",
        "\t",
        "-\n",
        "“",
        "”",
        ".",
        ". ",
        ", ",
        "U.S.",
        "1\u{A0}000",
        "ﬁ",
        "👩\u{200D}👧",
        "می\u{200C}خواهم",
        " Reuter\n",
        "Read more:",
        "\0",
        "\u{85}",
    ]);
    prop_oneof![
        4 => fixed.prop_map(str::to_owned),
        2 => "[a-z]{1,9} ",
        1 => "[A-Z][a-z]{2,8} ",
        1 => "\\PC{1,6}",
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mess_obeys_the_laws(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        for pipeline in &pipelines() {
            obey(pipeline, text.as_bytes())?;
        }
    }

    #[test]
    fn any_bytes_obey_the_laws(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        obey(&pipelines()[0], &bytes)?;
    }
}

#[test]
fn the_shipped_articles_obey_the_laws() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(paths.len() >= 30, "{} articles", paths.len());
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        for pipeline in &pipelines() {
            obey(pipeline, &bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }
}

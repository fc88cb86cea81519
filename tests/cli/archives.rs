//! Gzip and zstd, in and out.

use copydesk::corpus::Compression;

use crate::desk::Desk;

const BOTH: [(&str, Compression); 2] = [("gz", Compression::Gzip), ("zst", Compression::Zstd)];

/// More than one block of records, with lines that are none.
fn records() -> String {
    let clean = "It is clean. ".repeat(50);
    let line = |number| match number % 700 {
        5 => "no record\n".to_owned(),
        6 => "\n".to_owned(),
        _ => format!("{{\"id\":{number},\"text\":\"The colour of caf\\u00e9 {number}. {clean}\"}}\n"),
    };
    (0..2_000).map(line).collect()
}

#[test]
fn archives_are_cleaned_into_archives_and_come_back() {
    for (end, compression) in BOTH {
        let desk = Desk::new();
        let (lines, text) = (records(), "The colour of it.\n");
        let (file, note) = (format!("many.jsonl.{end}"), format!("note.txt.{end}"));
        let inside = |name: &str| String::from_utf8(compression.decompress(desk.bytes(name)).unwrap()).unwrap();
        desk.write("plain/many.jsonl", &lines);
        desk.write(&format!("in/{file}"), compression.compress(lines.as_bytes()).unwrap());
        desk.write(&format!("in/{note}"), compression.compress(text.as_bytes()).unwrap());
        assert_eq!(desk.run("clean plain/many.jsonl --out plainly").status, 2, "some lines are no records");
        let arguments = format!("clean in/{file} in/{note} --out out");
        assert_eq!(desk.run(&arguments).status, 2);
        assert_eq!(inside(&format!("out/{note}")), "The color of it.\n");
        let cleaned = inside(&format!("out/{file}"));
        let named = |text: String| text.replace("many.jsonl#", &format!("{file}#"));
        assert!(cleaned == named(desk.text("plainly/many.jsonl")), "{end}");
        let log = desk.text("out/audit.csv");
        assert!(log.starts_with(&named(desk.text("plainly/audit.csv"))) && log.contains(&format!("\n{note},0,")));
        let threaded = desk.bytes(&format!("out/{file}"));
        desk.run(&format!("{arguments} --jobs 1"));
        assert!(desk.bytes(&format!("out/{file}")) == threaded, "the same archive for any number of threads");

        desk.run("audit undo out/audit.csv --out back").went_well();
        assert!(inside(&format!("back/{file}")) == lines && inside(&format!("back/{note}")) == text, "{end}");
        desk.run("audit replay out/audit.csv --from in --out again").went_well();
        assert!(inside(&format!("again/{file}")) == cleaned, "{end}");
        let ran = desk.run(&format!("check in/{note}"));
        assert!(ran.status == 1 && ran.out.contains(&format!("in/{note}:1:5: ")), "{ran:?}");
    }
}

#[test]
fn an_archive_that_is_cut_off_is_named_and_what_stands_before_is_done() {
    for (end, compression) in BOTH {
        let desk = Desk::new();
        let lines = records();
        let whole = compression.compress(lines.as_bytes()).unwrap();
        let file = format!("many.jsonl.{end}");
        desk.write(&file, &whole[..whole.len() / 3]);
        desk.write("other.txt", "The colour.");
        let ran = desk.run(&format!("clean {file} other.txt --out out"));
        let error = ran.err.lines().find(|line| line.contains("archive")).unwrap();
        let line: usize =
            error.strip_prefix(&format!("error: {file}:")).unwrap().split(':').next().unwrap().parse().unwrap();
        assert!(error.contains(": cannot be read: the archive is cut off at byte "), "{error}");
        assert_eq!(ran.status, 2);
        assert_eq!(desk.text("out/other.txt"), "The color.");
        let cleaned = compression.decompress(desk.bytes(&format!("out/{file}"))).unwrap();
        assert!(line > 100 && cleaned.split(|&byte| byte == b'\n').count() > 100, "{line}");
        // Everything that could be read comes back, the line that was cut off with it.
        desk.run("audit undo out/audit.csv --out back").went_well();
        let back = compression.decompress(desk.bytes(&format!("back/{file}"))).unwrap();
        assert!(lines.as_bytes().starts_with(&back) && back.len() > 100_000, "{end}: {}", back.len());
        assert_eq!(back.split(|&byte| byte == b'\n').count(), line);
    }
}

#[test]
fn an_archive_of_something_else_is_named() {
    let desk = Desk::new();
    for (end, _) in BOTH {
        desk.write(&format!("a.txt.{end}"), "The colour, not packed at all.");
        let ran = desk.run(&format!("clean a.txt.{end} --out out"));
        assert!(ran.err.starts_with(&format!("error: a.txt.{end}: cannot be read: the archive is ")), "{}", ran.err);
        assert_eq!(ran.status, 2);
        desk.write(&format!("a.jsonl.{end}"), "{\"text\":\"The colour, not packed at all.\"}\n");
        let ran = desk.run(&format!("clean a.jsonl.{end} --out out"));
        assert!(ran.err.starts_with(&format!("error: a.jsonl.{end}: cannot be read: the archive is ")), "{}", ran.err);
        assert_eq!(ran.status, 2);
    }
}

#[test]
fn an_archive_of_nothing_stays_one() {
    for (end, compression) in BOTH {
        let desk = Desk::new();
        for name in ["a.jsonl", "a.txt"] {
            desk.write(&format!("{name}.{end}"), compression.compress(b"").unwrap());
        }
        desk.run(&format!("clean a.jsonl.{end} a.txt.{end} --out out")).went_well();
        for name in ["a.jsonl", "a.txt"] {
            let bytes = desk.bytes(&format!("out/{name}.{end}"));
            assert!(!bytes.is_empty() && compression.decompress(bytes).unwrap().is_empty());
        }
    }
}

//! The laws, through files: replay and undo give the same bytes, and a second run changes nothing.

use crate::desk::Desk;

/// Dirty documents of several encodings.
fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let story = "date 2017-06-22\n\nSmoke over the port (AFP photo)PARIS (AFP) — The colour\u{A0}of  “tea”  was runnning \
                 low on Tuesday.\r\n\r\n\r\nThe caf\u{E9} &amp; the bar\u{200B} closed .\tEnd  \n\n\n";
    let utf16 = |text: &str, to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let latin = |text: &str| -> Vec<u8> {
        text.chars()
            .filter_map(|c| u8::try_from(u32::from(c)).ok())
            .filter(|byte| *byte < 0x80 || *byte >= 0xA0)
            .collect()
    };
    vec![
        ("utf8.txt", story.into()),
        ("mark.txt", format!("\u{FEFF}{story}").into()),
        ("deep/latin.txt", latin(story)),
        ("deep/le.txt", utf16(&format!("\u{FEFF}{story}"), u16::to_le_bytes)),
        ("deep/be.txt", utf16(&format!("\u{FEFF}{story}"), u16::to_be_bytes)),
        ("bare-le.txt", utf16(story, u16::to_le_bytes)),
        ("odd.txt", [utf16(&format!("\u{FEFF}{story}"), u16::to_le_bytes), b"x".to_vec()].concat()),
        ("mixed.txt", [story.as_bytes(), b"bad \xE9\xFF\x80\xC3 bytes, colour"].concat()),
        ("nul.txt", [story.as_bytes(), b"\0 one stray control"].concat()),
        ("mojibake.txt", "The colour of the cafÃ© in Paris, â€œteaâ€\u{9D} and all.".into()),
        ("sjis.txt", b"\x93\xFA\x96{\x8C\xEA\x82\xCC\x83j\x83\x85\x81[\x83X\x82\xC5\x82\xB7\x81B colour".to_vec()),
        ("comma,\"quote\" #1.md", b"A colour".to_vec()),
        ("empty.txt", Vec::new()),
        ("blank.txt", b" \n\r\n\t\n".to_vec()),
    ]
}

#[test]
fn replay_undo_and_silence_hold_for_files() {
    for desk in [Desk::new(), Desk::with_all_stages()] {
        for (name, bytes) in documents() {
            desk.write(&format!("in/{name}"), bytes);
        }
        desk.run("clean in --out out --date 2017-06-22").went_well();
        desk.run("audit replay out/audit.csv --from in --out again").went_well();
        desk.run("audit undo out/audit.csv --out back").went_well();
        desk.run("clean out --out second --date 2017-06-22").went_well();
        for (name, bytes) in documents() {
            let cleaned = desk.bytes(&format!("out/{name}"));
            assert!(desk.bytes(&format!("back/{name}")) == bytes, "undo of {name}");
            assert!(desk.bytes(&format!("again/{name}")) == cleaned, "replay of {name}");
            let second = desk.text(&format!("second/{name}"));
            assert_eq!(second, String::from_utf8(cleaned).unwrap(), "silence of {name}");
        }
        let rows = desk.text("second/audit.csv");
        let fixes: Vec<_> = rows.lines().filter(|row| row.contains(",fix,")).collect();
        assert!(fixes.is_empty(), "{fixes:?}");
    }
}

#[test]
fn undo_takes_cleaned_documents_from_elsewhere() {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour.");
    desk.run("clean in --out out").went_well();
    std::fs::create_dir(desk.path("moved")).unwrap();
    std::fs::rename(desk.path("out/a.txt"), desk.path("moved/a.txt")).unwrap();
    desk.run("audit undo out/audit.csv --from moved --out back").went_well();
    assert_eq!(desk.text("back/a.txt"), "The colour.");
}

#[test]
fn a_log_alone_is_enough_for_text_files() {
    let desk = Desk::new();
    for (name, bytes) in documents() {
        desk.write(&format!("in/{name}"), bytes);
    }
    desk.run("clean in --out out").went_well();
    desk.remove("out/metadata.jsonl");
    desk.remove("out/run.json");
    let ran = desk.run("audit undo out/audit.csv --out back").went_well();
    // Documents without a row stand in no log.
    assert!(ran.err.ends_with("written to back, 0 failed\n"), "{}", ran.err);
    for name in desk.files("back") {
        assert!(desk.bytes(&format!("back/{name}")) == desk.bytes(&format!("in/{name}")), "{name}");
    }
}

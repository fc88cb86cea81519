//! Mistakes in a config: shown with line and caret.

use crate::desk::Desk;

#[track_caller]
fn says(config: &str, error: &str) {
    let desk = Desk::with_config(config);
    desk.write("a.txt", "fine");
    for command in ["clean a.txt --out out", "check a.txt", "rules", "explain decode/encoding"] {
        desk.run(command).failed_with(&format!("error: {error}"));
    }
    assert!(!desk.has("out"), "nothing is begun");
}

#[test]
fn an_unknown_key() {
    says(
        "stages = [\"decode\"]\n[typo]\nfixx = true\n",
        "unknown field `fixx`, expected one of `fix`, `lexicon`, `variant`\n --> copydesk.toml:3:1\n  |\n3 | fixx = true\n  | ^^^^",
    );
}

#[test]
fn an_unknown_stage() {
    says(
        "stages = [\"decode\", \"typos\"]\n",
        "unknown variant `typos`, expected one of `decode`, `unicode`, `whitespace`, `header`, `caption`, `dateline`, \
         `date`, `typo`\n --> copydesk.toml:1:21\n  |\n1 | stages = [\"decode\", \"typos\"]\n  |                     ^^^^^^^",
    );
}

#[test]
fn an_unknown_rule() {
    says(
        "[rules]\n\"decode/encodin\" = \"off\"\n",
        "unknown rule \"decode/encodin\"\n --> copydesk.toml:2:1\n  |\n2 | \"decode/encodin\" = \"off\"\n  | \
         ^^^^^^^^^^^^^^^^\n  = help: did you mean \"decode/encoding\"?",
    );
    says(
        "[rules]\n\"quite/different\" = \"off\"\n",
        "unknown rule \"quite/different\"\n --> copydesk.toml:2:1\n  |\n2 | \"quite/different\" = \"off\"\n  | \
         ^^^^^^^^^^^^^^^^^\n  = help: `copydesk rules` lists them all",
    );
}

#[test]
fn an_unknown_action() {
    says(
        "[rules]\n\"decode/encoding\" = \"of\"\n",
        "unknown variant `of`, expected one of `off`, `note`, `flag`, `fix`\n --> copydesk.toml:2:21\n  |\n\
         2 | \"decode/encoding\" = \"of\"\n  |                     ^^^^",
    );
}

#[test]
fn broken_toml() {
    let desk = Desk::with_config("stages = [\n\"decode\"\n");
    let ran = desk.run("rules");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains(" --> copydesk.toml:"), "{}", ran.err);
}

#[test]
fn an_unknown_encoding() {
    let desk = Desk::with_config("[decode]\nencoding = \"latin-9000\"\n");
    desk.write("a.txt", "fine");
    desk.run("check a.txt").failed_with(
        "error: unknown encoding \"latin-9000\"\n  \
         = help: `encoding` takes a label of the WHATWG Encoding Standard, such as \"windows-1252\"",
    );
}

#[test]
fn a_config_that_is_not_there() {
    let desk = Desk::new();
    desk.run("rules --config nowhere.toml").failed_with(
        "error: the config cannot be read: No such file or directory (os error 2)\n --> nowhere.toml\n  \
         = help: `copydesk init` writes one with every setting at its default",
    );
}

#[test]
fn a_config_may_begin_with_a_byte_order_mark() {
    let desk = Desk::with_config("\u{FEFF}stages = [\"decode\"]\r\n");
    desk.write("a.txt", "fine");
    desk.run("check a.txt").went_well();
}

#[test]
fn the_nearest_config_upwards_counts() {
    let desk = Desk::new();
    desk.write("deep/er/a.txt", "colour");
    let mut command = desk.command("check a.txt");
    let ran = crate::desk::Ran::of(command.current_dir(desk.path("deep/er")));
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.contains("unicode/spelling"));
}

#[test]
fn bad_flags() {
    let desk = Desk::new();
    desk.write("a.txt", "fine");
    for (flags, says) in [
        ("--stages decode,typos", "'typos' for '--stages <A,B,C>': no such stage; did you mean \"typo\"?"),
        (
            "--stages zebra",
            "no such stage; there are decode, unicode, whitespace, header, caption, dateline, date, typo",
        ),
        ("--date 22.06.2017", "'22.06.2017' for '--date <YYYY-MM-DD>': not a date like 2017-06-22"),
        ("--date 2017-02-30", "not a date like 2017-06-22"),
        ("--jobs 0", "0 is not in 1.."),
        ("--jobs many", "invalid value 'many' for '--jobs <N>'"),
        ("--colour", "unexpected argument '--colour' found"),
    ] {
        for command in ["check a.txt", "clean a.txt --out out"] {
            let ran = desk.run(&format!("{command} {flags}"));
            assert_eq!(ran.status, 2, "{flags}");
            assert!(ran.err.starts_with("error: ") && ran.err.contains(says), "{flags}: {}", ran.err);
        }
    }
    for command in ["clean a.txt", "clean --out out", "check", "audit", "audit undo", "explain", "", "cleen"] {
        assert_eq!(desk.run(command).status, 2, "{command}");
    }
}

//! Help that fits a screen.

use crate::desk::Desk;

#[test]
fn every_help_fits_a_screen() {
    let desk = Desk::new();
    let commands = [
        "",
        "clean",
        "check",
        "audit",
        "audit summary",
        "audit show",
        "audit diff",
        "audit replay",
        "audit undo",
        "audit report",
    ];
    for command in commands.into_iter().chain(["rules", "explain", "lexicon", "init", "completions", "man"]) {
        let ran = desk.run(&format!("{command} --help")).went_well();
        assert!(ran.out.contains("Usage: copydesk"), "{command}");
        // `check` has what CI wants, in groups; all else fits a small screen.
        let most = if command == "check" { 52 } else { 35 };
        assert!(ran.out.lines().count() <= most, "{command}:\n{}", ran.out);
        assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{command}:\n{}", ran.out);
        assert_eq!(ran.out, desk.run(&format!("{command} -h")).went_well().out, "{command}: one help, not two");
    }
}

#[test]
fn says_its_version() {
    let ran = Desk::new().run("--version").went_well();
    assert_eq!(ran.out, concat!("copydesk ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn help_begins_with_the_first_steps() {
    let out = Desk::new().run("--help").went_well().out;
    assert!(out.contains("\n  copydesk clean articles --out cleaned "), "{out}");
    assert!(out.ends_with("Exit status: 0 done, 1 `check` found something, 2 something could not be done\n"), "{out}");
}

#[test]
fn commands_that_read_no_documents_take_no_options_for_them() {
    for command in ["rules", "explain"] {
        let out = Desk::new().run(&format!("{command} --help")).went_well().out;
        assert!(out.contains("--config") && !out.contains("-field") && !out.contains("--jobs"), "{out}");
    }
}

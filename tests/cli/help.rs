//! Help that fits a screen.

use crate::desk::Desk;

#[test]
fn every_help_fits_a_screen() {
    let desk = Desk::new();
    let commands =
        ["", "clean", "check", "audit", "audit summary", "audit show", "audit diff", "audit replay", "audit undo"];
    for command in commands.into_iter().chain(["rules", "explain", "init"]) {
        let ran = desk.run(&format!("{command} --help")).went_well();
        assert!(ran.out.contains("Usage: copydesk"), "{command}");
        assert!(ran.out.lines().count() <= 32, "{command}:\n{}", ran.out);
        assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{command}:\n{}", ran.out);
        assert_eq!(ran.out, desk.run(&format!("{command} -h")).went_well().out, "{command}: one help, not two");
    }
}

#[test]
fn says_its_version() {
    let ran = Desk::new().run("--version").went_well();
    assert_eq!(ran.out, concat!("copydesk ", env!("CARGO_PKG_VERSION"), "\n"));
}

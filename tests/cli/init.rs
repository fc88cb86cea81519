//! `copydesk init`.

use crate::desk::Desk;

#[test]
fn writes_a_config_that_can_be_used() {
    let desk = Desk::new();
    let ran = desk.run("init new/../house.toml");
    assert_eq!(ran.status, 2, "the folder is not there: {ran:?}");
    let ran = desk.run("init house.toml").went_well();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", "house.toml written\n"));
    desk.write("a.txt", "Fine.\n");
    desk.run("check a.txt --config house.toml").went_well();
    assert_eq!(desk.run("init -").went_well().out, desk.text("house.toml"));
}

#[test]
fn leaves_a_file_that_is_there() {
    let desk = Desk::new();
    let before = desk.text("copydesk.toml");
    desk.run("init").failed_with(
        "error: the file is there already\n --> copydesk.toml\n  = help: `copydesk init -` prints the defaults instead",
    );
    assert_eq!(desk.text("copydesk.toml"), before);
}

#[test]
fn names_a_place_that_cannot_be_written() {
    Desk::new()
        .run("init nowhere/copydesk.toml")
        .failed_with("error: cannot be written: No such file or directory (os error 2)\n --> nowhere/copydesk.toml");
}

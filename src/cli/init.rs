//! `copydesk init`: a config with every setting at its default.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::Args;
use copydesk::Config;

use super::{Fatal, Status, print, say};

/// What `init` writes. A test reads it and finds every setting at its default.
const TEMPLATE: &str = include_str!("copydesk.toml");

/// Write a commented copydesk.toml with every setting at its default
#[derive(Debug, Args)]
pub struct Arguments {
    /// The file to write; - for standard output. A file that is there already is left alone
    #[arg(value_name = "FILE", default_value = Config::FILE_NAME)]
    file: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn run(arguments: &Arguments) -> Result<Status, Fatal> {
    let path = &arguments.file;
    if path.as_os_str() == "-" {
        print(TEMPLATE)?;
        return Ok(Status::Done);
    }
    let written = OpenOptions::new().write(true).create_new(true).open(path);
    match written.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {
            say(&format!("{} written", path.display()));
            Ok(Status::Done)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Fatal::in_file(path, "the file is there already").help("`copydesk init -` prints the defaults instead"))
        }
        Err(error) => Err(Fatal::in_file(path, format!("cannot be written: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use copydesk::{Config, Pipeline};

    #[test]
    fn the_template_is_the_default() {
        let config = Config::parse(Path::new("copydesk.toml"), super::TEMPLATE.to_owned()).unwrap();
        let shown = |config: &Config| serde_json::to_value(config).unwrap();
        assert_eq!(shown(&config), shown(&Config::default()));
        // Every key of the config stands in the template, if only as a remark.
        let default = shown(&Config::default());
        for (key, value) in default.as_object().unwrap() {
            assert!(super::TEMPLATE.contains(key.as_str()), "{key}");
            for inner in value.as_object().into_iter().flat_map(|table| table.keys()) {
                assert!(super::TEMPLATE.contains(&format!("{inner} = ")), "{key}.{inner}");
            }
        }
        assert!(Pipeline::new(config).is_ok());
    }
}

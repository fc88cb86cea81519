//! The command line: what each command says, writes and exits with.

mod archives;
mod audit;
mod audit_rows;
mod bad_input;
mod baseline;
mod check;
mod clean;
mod config;
mod desk;
mod faults;
mod formats;
mod full_disk;
mod help;
mod init;
mod laws;
mod lexicon;
mod manual;
mod records;
mod report;
mod resume;
mod rules;
mod selection;
mod tampered;

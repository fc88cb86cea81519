//! The command line of copydesk.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}

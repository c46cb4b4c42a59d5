//! A PDF read back: its pages, its letters, its QR code. `pdfinfo`, `pdftotext` and `pdftoppm` are Debian's poppler-utils.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Dots per inch of an office printer's draft; a phone's camera sees more.
const DRAFT: &str = "110";

/// What a program prints about the PDF. The file's name stands where the arguments say `PDF`.
fn asked(pdf: &[u8], program: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("PDF"), pdf).unwrap();
    run(folder.path(), program, arguments)
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).current_dir(folder).args(arguments).output();
    let output = output.unwrap_or_else(|fault| panic!("{program} is not there ({fault}); ./test installs it"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The lines of `pdfinfo`.
pub(crate) fn particulars(pdf: &[u8]) -> String {
    asked(pdf, "pdfinfo", &["-isodates", "PDF"])
}

/// One particular, by its name.
pub(crate) fn particular(pdf: &[u8], name: &str) -> String {
    let all = particulars(pdf);
    let found = all.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    found.unwrap_or_else(|| panic!("no {name} in {all}")).trim().to_owned()
}

/// What the PDF says of itself, as archives and readers of screens ask it: XML.
pub(crate) fn statement(pdf: &[u8]) -> String {
    asked(pdf, "pdfinfo", &["-meta", "PDF"])
}

/// All text in the order in which it is read aloud, with one space wherever there is any, and words whole.
pub(crate) fn text(pdf: &[u8]) -> String {
    let text = asked(pdf, "pdftotext", &["-raw", "-enc", "UTF-8", "PDF", "-"]);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('\u{200b}', "")
}

/// Text in which only letters count: where a long word was broken into lines does not.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}

/// The fonts, each with whether it is embedded: `pdffonts` prints a head of two lines, and the answers in the last columns.
pub(crate) fn fonts(pdf: &[u8]) -> Vec<(String, bool)> {
    let all = asked(pdf, "pdffonts", &["PDF"]);
    let font = |line: &str| {
        // The end of a line: embedded, a subset, with a table of letters, and two numbers of its object.
        let columns: Vec<&str> = line.split_whitespace().collect();
        (columns[0].to_owned(), columns[columns.len() - 5] == "yes")
    };
    all.lines().skip(2).map(font).collect()
}

/// What a camera reads in the QR codes of the first page.
pub(crate) fn codes(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("PDF"), pdf).unwrap();
    run(folder.path(), "pdftoppm", &["-r", DRAFT, "-png", "-singlefile", "PDF", "page"]);
    run(folder.path(), "zbarimg", &["--quiet", "--raw", "page.png"]).trim_end_matches('\n').to_owned()
}

//! The press itself: the same bytes for the same data, on many threads at once, after any other paper.

use crate::{reading, samples};
use papers::{Fault, Language, Receipt, Referral, receipt, referral};
use std::thread;

/// Threads that print at once.
const THREADS: u32 = 8;

/// Papers that each of them prints.
const PAPERS: u32 = 2;

fn numbered(number: u32) -> (Referral, Receipt) {
    let referral = Referral { number: number.to_string(), ..samples::referral() };
    let receipt = Receipt { number: number.to_string(), ..samples::receipt(Language::Kazakh) };
    (referral, receipt)
}

fn print((to_print, other): &(Referral, Receipt)) -> (Vec<u8>, Vec<u8>) {
    (referral(to_print).unwrap(), receipt(other).unwrap())
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let sample = numbered(7);
    let first = print(&sample);
    print(&numbered(8));
    assert!(first == print(&sample));
    assert!(first != print(&numbered(8)));
}

#[test]
fn eight_threads_print_at_once_and_nobody_gets_the_paper_of_another() {
    let alone: Vec<_> = (0..THREADS).map(|thread| print(&numbered(thread))).collect();
    thread::scope(|scope| {
        for (number, alone) in (0..THREADS).zip(&alone) {
            scope.spawn(move || {
                for _ in 0..PAPERS {
                    assert!(print(&numbered(number)) == *alone, "thread {number}");
                }
            });
        }
    });
}

#[test]
fn a_paper_that_failed_leaves_the_press_in_order() {
    let before = print(&numbered(1));
    let endless = Referral { child: "Ә ".repeat(5000), ..samples::referral() };
    assert_eq!(referral(&endless), Err(Fault::TextTooLong { paper: "referral" }));
    assert!(print(&numbered(1)) == before);
}

#[test]
fn data_and_faults_name_nobody_in_a_log() {
    let (to_print, other) = numbered(1);
    assert_eq!(format!("{to_print:?} {other:?}"), "Referral(…) Receipt(…)");
    let fault = Fault::TextTooLong { paper: "referral" };
    assert_eq!(fault.to_string(), "the referral does not fit on one page even in its smallest print");
}

#[test]
fn every_font_of_both_papers_comes_along_with_them() {
    let languages = [Language::Kazakh, Language::Russian, Language::English];
    let receipts = languages.map(|language| receipt(&samples::receipt(language)).unwrap());
    for pdf in receipts.iter().chain([&referral(&samples::referral()).unwrap()]) {
        let fonts = reading::fonts(pdf);
        assert!(!fonts.is_empty() && fonts.iter().all(|(_, is_embedded)| *is_embedded), "{fonts:?}");
    }
}

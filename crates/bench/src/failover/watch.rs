//! What is seen while claims run: when they flow again after a machine has stopped, and whether the nodes show their pages.

use super::visitor::Visitor;
use crate::say;
use serde_json::json;
use std::io::BufRead;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Between two looks at a page.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// How the first page was shown at an address.
#[derive(Debug, Default, Clone)]
pub(crate) struct Pages {
    pub(crate) asked: u64,
    pub(crate) answered: u64,
    pub(crate) longest_silence: Duration,
}

/// A machine has stopped, since when, and which nodes have answered a claim that was first sent after that.
struct Mark {
    name: String,
    at: Instant,
    again: Vec<bool>,
}

/// Everything that is seen, shared by all who act.
pub(crate) struct Watch {
    nodes: usize,
    marks: Mutex<Vec<Mark>>,
    ended: AtomicBool,
}

impl Watch {
    pub(crate) fn new(nodes: usize) -> Self {
        Self { nodes, marks: Mutex::default(), ended: AtomicBool::new(false) }
    }

    /// No claim is begun any more.
    pub(crate) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }

    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::Release);
    }

    /// Takes what the one who stops machines says. A standard input that ends says nothing more.
    pub(crate) fn listen(&self) {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            match line.split_once(' ') {
                Some(("mark", name)) => {
                    let mark = Mark { name: name.to_owned(), at: Instant::now(), again: vec![false; self.nodes] };
                    self.marks.lock().expect("nobody panics here").push(mark);
                }
                _ if line == "end" => return self.end(),
                _ => eprintln!("neither `mark NAME` nor `end`: {line}"),
            }
        }
    }

    /// A node has answered a claim that was first sent at that instant. Each node that does so again is counted aloud.
    pub(crate) fn answered(&self, node: usize, first_sent: Instant) {
        let mut marks = self.marks.lock().expect("nobody panics here");
        for mark in marks.iter_mut().filter(|mark| mark.at <= first_sent && !mark.again[node]) {
            mark.again[node] = true;
            let nodes = mark.again.iter().filter(|again| **again).count();
            let seconds = (mark.at.elapsed().as_secs_f64() * 10.0).round() / 10.0;
            say(&json!({
                "bench": "failover", "store": "postgres", "case": mark.name, "nodes": nodes, "seconds": seconds,
            }));
        }
        marks.retain(|mark| !mark.again.iter().all(|again| *again));
    }

    /// Looks at the first page of an address until all claims are answered.
    pub(crate) fn look_at(&self, address: SocketAddr, is_over: &AtomicBool) -> Pages {
        let mut visitor = Visitor::new(&[address]);
        let (mut pages, mut last) = (Pages::default(), Instant::now());
        while !is_over.load(Ordering::Acquire) {
            pages.asked += 1;
            let answer = visitor.get(0, "/kk", "");
            pages.longest_silence = pages.longest_silence.max(last.elapsed());
            if answer.is_ok_and(|answer| answer.status == 200) {
                pages.answered += 1;
                last = Instant::now();
            }
            std::thread::sleep(BETWEEN_LOOKS);
        }
        pages
    }
}

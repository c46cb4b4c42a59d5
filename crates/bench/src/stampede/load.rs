//! The families: many connections in one thread, each with one claim under way at a time.
//!
//! The load shares the processors with the server it measures, so it does little: one read and one write a claim, no
//! runtime, no allocation. In a closed loop a connection asks again as soon as it is answered. In an open loop claims arrive
//! by the clock, whether answers come or not, and a claim's latency counts from the instant at which it was due.

use super::http::{Answer, read_answer, write_claim};
use super::latencies::Latencies;
use super::plan::{Claim, Plan};
use rustix::buffer::spare_capacity;
use rustix::event::{Timespec, epoll};
use std::collections::VecDeque;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

/// Whoever has no answer for so long gets none.
const SILENCE: Duration = Duration::from_secs(20);

/// How claims come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) connections: usize,
    /// Claims a second, in an open loop.
    pub(crate) arrivals: Option<f64>,
    /// No claim is due after so long.
    pub(crate) at_most: Duration,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Claims that were begun, each with its last answer; `None` is no answer at all.
    pub(crate) answers: Vec<(Claim, Option<Answer>)>,
    pub(crate) latencies: Latencies,
    pub(crate) seconds: f64,
    /// How often a claim was put off and asked again.
    pub(crate) put_off: u64,
}

impl Outcome {
    pub(crate) fn count(&self, wanted: Answer) -> u64 {
        self.answers.iter().filter(|(_, answer)| *answer == Some(wanted)).count() as u64
    }

    pub(crate) fn answered(&self) -> u64 {
        self.count(Answer::Given) + self.count(Answer::Refused)
    }

    pub(crate) fn unanswered(&self) -> u64 {
        self.answers.len() as u64 - self.answered()
    }

    pub(crate) fn per_second(&self) -> f64 {
        self.answered() as f64 / self.seconds.max(f64::EPSILON)
    }
}

struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
    unsent: Vec<u8>,
    /// The claim under way and since when it counts.
    claim: Option<(usize, Instant)>,
}

struct Load<'a> {
    plan: &'a mut Plan,
    pace: Pace,
    port: u16,
    epoll: rustix::fd::OwnedFd,
    connections: Vec<Connection>,
    idle: Vec<usize>,
    /// Claims that were put off, and until when.
    later: VecDeque<(Instant, usize, Instant)>,
    outcome: Outcome,
    started: Instant,
    arrived: u64,
    drained: bool,
}

/// Sends the claims of a plan to a server on this machine until all are answered.
pub(crate) fn drive(plan: &mut Plan, pace: Pace, port: u16) -> Outcome {
    let epoll = epoll::create(epoll::CreateFlags::CLOEXEC).expect("the kernel has epoll");
    let mut load = Load {
        plan,
        pace,
        port,
        epoll,
        connections: Vec::new(),
        idle: Vec::new(),
        later: VecDeque::new(),
        outcome: Outcome::default(),
        started: Instant::now(),
        arrived: 0,
        drained: false,
    };
    for number in 0..pace.connections {
        let connection = load.connect(number);
        load.connections.push(connection);
        load.idle.push(number);
    }
    load.run();
    load.outcome
}

impl Load<'_> {
    fn connect(&self, number: usize) -> Connection {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the bench's server listens");
        stream.set_nodelay(true).expect("a socket can be set");
        stream.set_nonblocking(true).expect("a socket can be set");
        let data = epoll::EventData::new_u64(number as u64);
        epoll::add(&self.epoll, &stream, data, epoll::EventFlags::IN).expect("a socket can be watched");
        Connection { stream, read: Vec::with_capacity(4096), unsent: Vec::with_capacity(1024), claim: None }
    }

    fn run(&mut self) {
        self.started = Instant::now();
        let mut events = Vec::with_capacity(self.pace.connections.max(64));
        let mut last_answer = self.started;
        loop {
            let now = Instant::now();
            self.hand_out(now);
            let under_way = self.connections.len() - self.idle.len();
            if under_way == 0 && self.later.is_empty() && self.drained {
                break;
            }
            if now.duration_since(last_answer) > SILENCE {
                break;
            }
            let wait = self.wait(now);
            epoll::wait(&self.epoll, spare_capacity(&mut events), Some(&wait)).expect("sockets can be waited for");
            let arrived_at = Instant::now();
            for event in events.drain(..) {
                last_answer = arrived_at;
                self.hear(usize::try_from(event.data.u64()).unwrap_or(0), arrived_at);
            }
        }
        self.outcome.seconds = last_answer.duration_since(self.started).as_secs_f64();
    }

    /// Until when nothing happens unless an answer comes.
    fn wait(&self, now: Instant) -> Timespec {
        let mut until = now + Duration::from_millis(100);
        if let Some((put_off, ..)) = self.later.front() {
            until = until.min(*put_off);
        }
        if let (false, Some(due)) = (self.drained, self.next_arrival()) {
            until = until.min(due);
        }
        let wait = until.saturating_duration_since(now);
        Timespec { tv_sec: wait.as_secs().cast_signed(), tv_nsec: wait.subsec_nanos().into() }
    }

    fn next_arrival(&self) -> Option<Instant> {
        self.pace.arrivals.map(|rate| self.started + Duration::from_secs_f64(self.arrived as f64 / rate))
    }

    /// Gives idle connections something to ask.
    fn hand_out(&mut self, now: Instant) {
        while let Some(&number) = self.idle.last() {
            if self.later.front().is_some_and(|(until, ..)| *until <= now) {
                if let Some((_, claim, since)) = self.later.pop_front() {
                    self.idle.pop();
                    self.ask(number, claim, since);
                }
                continue;
            }
            let Some((claim, since)) = self.next(now) else { break };
            self.idle.pop();
            self.ask(number, claim, since);
        }
    }

    /// The next claim that is due, and since when.
    fn next(&mut self, now: Instant) -> Option<(usize, Instant)> {
        let since = match self.next_arrival() {
            Some(due) if due > now => return None,
            Some(due) => due,
            None => now,
        };
        // A claim that was due in time is sent and counted, however late a connection is free for it.
        if since.duration_since(self.started) > self.pace.at_most {
            self.drained = true;
            return None;
        }
        let Some(claim) = self.plan.next() else {
            // A refused family may still come back with another wish.
            self.drained = !self.plan.goes_on() || self.idle.len() == self.connections.len();
            return None;
        };
        self.drained = false;
        self.arrived += 1;
        self.outcome.answers.push((claim, None));
        Some((self.outcome.answers.len() - 1, since))
    }

    fn ask(&mut self, number: usize, claim: usize, since: Instant) {
        let connection = &mut self.connections[number];
        let asked = self.outcome.answers[claim].0;
        connection.claim = Some((claim, since));
        connection.unsent.clear();
        write_claim(&mut connection.unsent, self.plan.token(asked), asked.group, asked.act().as_bytes());
        if !flush(connection) {
            self.cut(number);
        }
    }

    fn hear(&mut self, number: usize, now: Instant) {
        let connection = &mut self.connections[number];
        let mut bytes = [0; 4096];
        match connection.stream.read(&mut bytes) {
            Ok(0) => return self.cut(number),
            Ok(count) => connection.read.extend_from_slice(&bytes[..count]),
            Err(cause) if matches!(cause.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => return,
            Err(_) => return self.cut(number),
        }
        let Some((length, answer)) = read_answer(&connection.read) else { return };
        connection.read.drain(..length);
        let Some((claim, since)) = connection.claim.take() else { return };
        self.idle.push(number);
        self.take(claim, since, answer, now);
        // In a closed loop the next claim follows at once.
        if self.pace.arrivals.is_none() {
            self.hand_out(now);
        }
    }

    fn take(&mut self, claim: usize, since: Instant, answer: Answer, now: Instant) {
        self.outcome.answers[claim].1 = Some(answer);
        match answer {
            Answer::Later(pause) => {
                self.outcome.put_off += 1;
                let until = now + pause;
                let place = self.later.partition_point(|(other, ..)| *other <= until);
                self.later.insert(place, (until, claim, since));
            }
            Answer::Refused => {
                self.outcome.latencies.add(now.duration_since(since));
                let refused = self.outcome.answers[claim].0;
                self.plan.refused(refused);
            }
            Answer::Given | Answer::Unclear => self.outcome.latencies.add(now.duration_since(since)),
        }
    }

    /// A connection was cut: its claim is asked again on another, with the same id.
    fn cut(&mut self, number: usize) {
        if let Some((claim, since)) = self.connections[number].claim.take() {
            self.outcome.put_off += 1;
            self.later.push_back((Instant::now() + Duration::from_millis(100), claim, since));
            self.idle.push(number);
        }
        self.connections[number] = self.connect(number);
    }
}

/// Sends what is to be sent. A form is far smaller than a socket's buffer, so that what does not fit is a cut connection.
fn flush(connection: &mut Connection) -> bool {
    connection.stream.write_all(&connection.unsent).is_ok()
}

//! Families that claim a place and do not give up before they have an answer.

use super::town::{Family, Town};
use super::visitor::{Answer, Visitor};
use super::watch::{Pages, Watch};
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::CommandId;

/// Whoever got no answer asks again after so long.
const BEFORE_ASKING_AGAIN: Duration = Duration::from_millis(300);

/// Of so many acts one is not a claim but an old claim once more, on another node: its answer must be the old one.
const TOLD_AGAIN_ONE_IN: usize = 8;

/// Of so many families that got a place one looks at its page on another node: it must show the place.
const LOOKED_AT_ONE_IN: usize = 4;

/// Complaints that are told in full.
const COMPLAINTS_MAX: usize = 20;

/// How claims come.
#[derive(Debug)]
pub(crate) struct Pace {
    /// Families that act at the same time.
    pub(crate) at_once: u32,
    /// Between two claims of one of them.
    pub(crate) between: Duration,
    /// No claim is begun after so long.
    pub(crate) at_most: Duration,
    /// And none is waited for longer than so long after that.
    pub(crate) last_answer_within: Duration,
}

/// A claim with the answer it got.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) family: usize,
    pub(crate) act: CommandId,
    /// Where the definite answer led; `None` if there was none.
    pub(crate) told: Option<String>,
    /// How often it was asked before that.
    pub(crate) asked: usize,
}

/// What was seen besides the claims themselves.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    pub(crate) pages: Vec<Pages>,
    /// Old claims asked again, and those that got another answer.
    pub(crate) told_again: usize,
    pub(crate) told_otherwise: usize,
    /// Pages of other nodes looked at right after a claim, and those that did not show the place.
    pub(crate) looked: usize,
    pub(crate) seen_older: usize,
    /// Answers that are neither a definite one nor a plea to ask again.
    pub(crate) unexpected: usize,
    pub(crate) complaints: Vec<String>,
}

impl Watched {
    pub(crate) fn is_clean(&self) -> bool {
        self.told_otherwise == 0 && self.seen_older == 0 && self.unexpected == 0
    }

    fn complain(&mut self, complaint: String) {
        if self.complaints.len() < COMPLAINTS_MAX {
            self.complaints.push(complaint);
        }
    }
}

/// What all who act share.
struct Stage<'a> {
    town: &'a Town,
    nodes: &'a [SocketAddr],
    watch: &'a Watch,
    watched: Mutex<Watched>,
    next: AtomicUsize,
    /// Set when the last claim may no longer be waited for.
    give_up: AtomicBool,
}

/// Lets the families claim until the end, and waits for the last answers.
pub(crate) fn drive(town: &Town, nodes: &[SocketAddr], looked_at: &[SocketAddr], pace: &Pace) -> (Vec<Claim>, Watched) {
    let watch: &'static Watch = Box::leak(Box::new(Watch::new(nodes.len())));
    // Nobody waits for this one: a standard input may stay open for ever.
    std::thread::spawn(|| watch.listen());
    let (next, watched) = (AtomicUsize::new(0), Mutex::default());
    let stage = Stage { town, nodes, watch, watched, next, give_up: AtomicBool::new(false) };
    let (is_over, started) = (AtomicBool::new(false), Instant::now());
    let (claims, pages) = std::thread::scope(|scope| {
        let (stage, count, is_over) = (&stage, pace.at_once as usize, &is_over);
        let looking: Vec<_> =
            looked_at.iter().map(|&address| scope.spawn(move || watch.look_at(address, is_over))).collect();
        let acting: Vec<_> = (0..count).map(|nth| scope.spawn(move || act(stage, nth, pace))).collect();
        while !watch.has_ended() && started.elapsed() < pace.at_most {
            std::thread::sleep(BEFORE_ASKING_AGAIN);
        }
        watch.end();
        let ended = Instant::now();
        while !acting.iter().all(std::thread::ScopedJoinHandle::is_finished) {
            if ended.elapsed() >= pace.last_answer_within {
                stage.give_up.store(true, Ordering::Release);
            }
            std::thread::sleep(BEFORE_ASKING_AGAIN);
        }
        is_over.store(true, Ordering::Release);
        let claims: Vec<Claim> =
            acting.into_iter().flat_map(|one| one.join().expect("a family did not panic")).collect();
        let pages = looking.into_iter().map(|one| one.join().expect("a reader did not panic")).collect();
        (claims, pages)
    });
    let mut watched = stage.watched.into_inner().expect("nobody panics here");
    watched.pages = pages;
    (claims, watched)
}

/// One family after the other.
fn act(stage: &Stage<'_>, nth: usize, pace: &Pace) -> Vec<Claim> {
    let mut visitor = Visitor::new(stage.nodes);
    let mut claims: Vec<Claim> = Vec::new();
    let mut due = Instant::now() + pace.between * u32::try_from(nth).unwrap_or(0) / pace.at_once.max(1);
    for turn in nth.. {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        // What an outage delayed is not caught up with.
        due = due.max(Instant::now()) + pace.between;
        if stage.watch.has_ended() {
            break;
        }
        let node = turn % stage.nodes.len();
        if turn.is_multiple_of(TOLD_AGAIN_ONE_IN) && !claims.is_empty() {
            let old = claims[turn / TOLD_AGAIN_ONE_IN % claims.len()].clone();
            tell_again(stage, &mut visitor, node, &old);
            continue;
        }
        let family = stage.next.fetch_add(1, Ordering::Relaxed);
        if family >= stage.town.families.len() {
            continue;
        }
        let mut claim = Claim { family, act: CommandId::random(), told: None, asked: 0 };
        if let Some((answer, by)) = ask(stage, &mut visitor, node, &mut claim) {
            claim.told = Some(answer.location.clone());
            if answer.location.ends_with("done=claimed") && family.is_multiple_of(LOOKED_AT_ONE_IN) {
                look(stage, &mut visitor, (by + 1) % stage.nodes.len(), &claim, &answer);
            }
        }
        claims.push(claim);
    }
    claims
}

/// Asks until there is a definite answer, one node after the other; gives back the answer and the node that gave it.
fn ask(stage: &Stage<'_>, visitor: &mut Visitor, first: usize, claim: &mut Claim) -> Option<(Answer, usize)> {
    let family = &stage.town.families[claim.family];
    let (cookie, form) = (cookie(family), format!("act={}&group={}", claim.act, family.group));
    let (mut node, first_sent) = (first, Instant::now());
    loop {
        claim.asked += 1;
        match visitor.post(node, "/kk/my/claim", &cookie, &form) {
            Ok(answer) if is_definite(&answer) => {
                stage.watch.answered(node, first_sent);
                return Some((answer, node));
            }
            // Too busy, not sure, or too slow: what a browser is told to ask again.
            Ok(Answer { status: 503 | 408, .. }) | Err(_) => {}
            Ok(answer) => {
                let mut watched = stage.watched.lock().expect("nobody panics here");
                watched.unexpected += 1;
                let (status, location) = (answer.status, answer.location);
                watched.complain(format!("claim {} was answered {status} {location} by node {node}", claim.act));
            }
        }
        if stage.give_up.load(Ordering::Acquire) {
            return None;
        }
        std::thread::sleep(BEFORE_ASKING_AGAIN);
        node = (node + 1) % stage.nodes.len();
    }
}

fn cookie(family: &Family) -> String {
    format!("kezek={}", family.token)
}

/// A place, or a refusal by the rules.
fn is_definite(answer: &Answer) -> bool {
    let led_to = answer.location.as_str();
    let is_refusal = led_to.starts_with("/kk/my?no=") || led_to.starts_with("/kk/my/places?no=");
    answer.status == 303 && (led_to == "/kk/my?done=claimed" || is_refusal)
}

/// A claim that was answered is asked once more. It gets the answer it had.
fn tell_again(stage: &Stage<'_>, visitor: &mut Visitor, node: usize, old: &Claim) {
    let mut again = Claim { told: None, asked: 0, ..old.clone() };
    let Some((answer, by)) = ask(stage, visitor, node, &mut again) else { return };
    let mut watched = stage.watched.lock().expect("nobody panics here");
    watched.told_again += 1;
    if Some(&answer.location) != old.told.as_ref() {
        watched.told_otherwise += 1;
        let (was, is) = (old.told.as_deref().unwrap_or_default(), answer.location);
        watched.complain(format!("claim {} was answered {was}, and later {is} by node {by}", old.act));
    }
}

/// The family looks at its own page on another node, with the cookies that its answer gave.
fn look(stage: &Stage<'_>, visitor: &mut Visitor, node: usize, claim: &Claim, answer: &Answer) {
    let mut cookies = cookie(&stage.town.families[claim.family]);
    for given in &answer.cookies {
        cookies = format!("{cookies}; {given}");
    }
    // A node that cannot tell says so, and shows nothing older.
    let Ok(page) = visitor.get(node, "/kk/my", &cookies) else { return };
    if page.status != 200 {
        return;
    }
    let mut watched = stage.watched.lock().expect("nobody panics here");
    watched.looked += 1;
    if !page.body.contains("/kk/my/decline") {
        watched.seen_older += 1;
        watched.complain(format!("claim {} was answered, and node {node} did not show it", claim.act));
    }
}

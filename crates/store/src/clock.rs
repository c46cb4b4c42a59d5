//! The only reader of the machine's clock. It can be moved in the demo and in tests, and nowhere else.

use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use std::fmt;
use std::sync::Arc;

type Listener = Box<dyn Fn() + Send + Sync>;

/// How the shown time follows from the machine's.
#[derive(Debug, Clone, Copy)]
enum Course {
    /// The machine's time.
    Real,
    /// The machine's time, so much later or earlier.
    Shifted(SignedDuration),
    /// Stands still.
    Frozen(Timestamp),
}

struct Inner {
    course: Mutex<Course>,
    listeners: Mutex<Vec<Listener>>,
}

/// The clock of one store. Copies show the same time.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clock").field(&*self.0.course.lock()).finish()
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
fn machine_now() -> Timestamp {
    Timestamp::now()
}

impl Clock {
    fn on_course(course: Course) -> Self {
        Self(Arc::new(Inner { course: Mutex::new(course), listeners: Mutex::default() }))
    }

    /// The machine's clock; it cannot be moved.
    #[must_use]
    pub fn real() -> Self {
        Self::on_course(Course::Real)
    }

    /// Starts at that instant and runs on from there at real speed.
    #[must_use]
    pub fn movable_at(start: Timestamp) -> Self {
        Self::on_course(Course::Shifted(start.duration_since(machine_now())))
    }

    /// Stands still at that instant until it is moved: for building histories, and for tests.
    #[must_use]
    pub fn freeze_at(at: Timestamp) -> Self {
        Self::on_course(Course::Frozen(at))
    }

    /// What it shows now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match *self.0.course.lock() {
            Course::Real => machine_now(),
            Course::Shifted(by) => machine_now().saturating_add(by).unwrap_or(Timestamp::MAX),
            Course::Frozen(at) => at,
        }
    }

    /// Whether it is another than the machine's.
    #[must_use]
    pub fn is_movable(&self) -> bool {
        !matches!(*self.0.course.lock(), Course::Real)
    }

    /// Whether time passes by itself.
    pub(crate) fn is_running(&self) -> bool {
        !matches!(*self.0.course.lock(), Course::Frozen(_))
    }

    /// Moves a movable clock forwards; it goes on from there as before. Backwards, or on a real clock, nothing happens.
    pub fn move_to(&self, at: Timestamp) {
        self.change(|course| match *course {
            Course::Shifted(by) => {
                let missing = at.duration_since(machine_now());
                *course = Course::Shifted(by.max(missing));
            }
            Course::Frozen(was) => *course = Course::Frozen(was.max(at)),
            Course::Real => {}
        });
    }

    /// Sets a clock that stands still. Nothing happens on one that runs.
    pub fn set(&self, at: Timestamp) {
        self.change(|course| {
            if let Course::Frozen(was) = course {
                *was = at;
            }
        });
    }

    /// Lets a clock that stands still run on at real speed from where it stands.
    pub fn run_on(&self) {
        self.change(|course| {
            if let Course::Frozen(at) = *course {
                *course = Course::Shifted(at.duration_since(machine_now()));
            }
        });
    }

    fn change(&self, change: impl FnOnce(&mut Course)) {
        change(&mut self.0.course.lock());
        for listener in self.0.listeners.lock().iter() {
            listener();
        }
    }

    /// Calls back whenever it was moved.
    pub(crate) fn on_move(&self, listener: impl Fn() + Send + Sync + 'static) {
        self.0.listeners.lock().push(Box::new(listener));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_clock_moves_only_forwards() {
        let clock = Clock::freeze_at(at("2026-03-02T10:00:00Z"));
        clock.move_to(at("2026-03-01T10:00:00Z"));
        assert_eq!(clock.now(), at("2026-03-02T10:00:00Z"));
        clock.move_to(at("2026-03-03T10:00:00Z"));
        assert_eq!(clock.now(), at("2026-03-03T10:00:00Z"));
    }

    #[test]
    fn a_real_clock_does_not_move() {
        let clock = Clock::real();
        clock.move_to(at("2126-03-03T10:00:00Z"));
        assert!(!clock.is_movable() && clock.now() < at("2126-01-01T00:00:00Z"));
    }

    #[test]
    fn a_clock_let_run_goes_on_from_where_it_stood() {
        let clock = Clock::freeze_at(at("2026-03-02T10:00:00Z"));
        clock.run_on();
        let now = clock.now();
        assert!(now >= at("2026-03-02T10:00:00Z") && now < at("2026-03-02T10:01:00Z"));
    }
}

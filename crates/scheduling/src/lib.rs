//! Asks the kernel to let one thread run as soon as it can: the writing thread, for which everybody waits.
//!
//! Where all cores are busy, a thread that wakes from a flush waits until another one has used up its slice, some
//! milliseconds each time, and a service that flushes thousands of times a second does so hundreds of times only. A real-time
//! class for this one thread ends that; it needs a right that the operator gives (`LimitRTPRIO=1`, or `CAP_SYS_NICE`).
//! A short slice needs no right and helps less; kernels know it from 6.12 on.

#![cfg(target_os = "linux")]

use std::fmt;

/// In which order the kernel runs a thread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Class {
    /// Like any other.
    #[default]
    Ordinary,
    /// Like any other, in short slices: it waits less for its turn.
    ShortSlice,
    /// Before all ordinary threads.
    RealTime,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ordinary => "ordinary",
            Self::ShortSlice => "short slices",
            Self::RealTime => "real time",
        })
    }
}

/// The slice asked for, in nanoseconds: the shortest that the kernel gives.
const SLICE_NS: u64 = 100_000;

/// What `sched_setattr(2)` takes.
#[repr(C)]
struct Attributes {
    size: u32,
    policy: u32,
    flags: u64,
    nice: i32,
    priority: u32,
    runtime: u64,
    deadline: u64,
    period: u64,
}

impl Class {
    fn attributes(self) -> Attributes {
        let ordinary = Attributes {
            size: u32::try_from(size_of::<Attributes>()).unwrap_or_default(),
            policy: libc::SCHED_OTHER.unsigned_abs(),
            // Threads and processes that it starts are ordinary ones.
            flags: libc::SCHED_FLAG_RESET_ON_FORK.unsigned_abs().into(),
            nice: 0,
            priority: 0,
            runtime: 0,
            deadline: 0,
            period: 0,
        };
        match self {
            Self::Ordinary => ordinary,
            Self::ShortSlice => Attributes { runtime: SLICE_NS, ..ordinary },
            Self::RealTime => Attributes { policy: libc::SCHED_RR.unsigned_abs(), priority: 1, ..ordinary },
        }
    }

    /// Gives this class to the thread that calls. Whether the kernel allows it.
    pub fn take(self) -> bool {
        let attributes = self.attributes();
        // SAFETY: the kernel reads `size` bytes behind the pointer, which are this structure, and keeps nothing of it. Thread 0
        // is the one that calls.
        let taken = unsafe { libc::syscall(libc::SYS_sched_setattr, 0, &raw const attributes, 0) };
        taken == 0
    }

    /// Gives the thread that calls this class, or the next best one that the kernel allows.
    pub fn take_if_allowed(self) -> Self {
        match self {
            Self::RealTime if self.take() => self,
            Self::RealTime => Self::ShortSlice.take_if_allowed(),
            Self::ShortSlice if self.take() => self,
            Self::ShortSlice | Self::Ordinary => Self::Ordinary,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_gets_what_it_may_have_and_nothing_better_than_it_asked_for() {
        let ask = |class: Class| std::thread::spawn(move || class.take_if_allowed()).join();
        assert_eq!(ask(Class::Ordinary).unwrap(), Class::Ordinary);
        assert_ne!(ask(Class::ShortSlice).unwrap(), Class::RealTime);
        // Every thread may be what it is.
        assert!(Class::Ordinary.take());
    }
}

//! Where the families find the server: nowhere while it is dead, elsewhere once it is back.

use std::net::SocketAddr;
use std::sync::{Condvar, Mutex};

#[derive(Debug, Default, Clone, Copy)]
struct Scene {
    /// Counted up at every start of the server, so that nobody waits for a server that is dead already.
    start: usize,
    address: Option<SocketAddr>,
    last: bool,
    /// The play broke off: nobody need wait any longer.
    fallen: bool,
}

/// Shared by the one who kills and the families.
#[derive(Debug, Default)]
pub(crate) struct Stage {
    scene: Mutex<Scene>,
    changed: Condvar,
    last_trouble: Mutex<String>,
}

impl Stage {
    /// An answer did not come. That is what the test is about, but where none comes at all this is what was wrong.
    pub(crate) fn note(&self, trouble: &std::io::Error) {
        *self.last_trouble.lock().expect("nobody panics here") = trouble.to_string();
    }

    pub(crate) fn last_trouble(&self) -> String {
        self.last_trouble.lock().expect("nobody panics here").clone()
    }

    /// The server is back.
    pub(crate) fn opens_at(&self, address: SocketAddr) {
        self.change(address, false);
    }

    /// The server is back and will not be killed again: families finish what they began.
    pub(crate) fn closes_at(&self, address: SocketAddr) {
        self.change(address, true);
    }

    fn change(&self, address: SocketAddr, last: bool) {
        let mut scene = self.scene.lock().expect("nobody panics here");
        *scene = Scene { start: scene.start + 1, address: Some(address), last, fallen: false };
        self.changed.notify_all();
    }

    /// The first server started after that one: its start and its address.
    pub(crate) fn server_after(&self, start: usize) -> (usize, SocketAddr) {
        let mut scene = self.scene.lock().expect("nobody panics here");
        loop {
            if let (Some(address), true) = (scene.address, scene.start > start) {
                return (scene.start, address);
            }
            if scene.last || scene.fallen {
                drop(scene);
                panic!("the server is gone for good: {}", self.last_trouble());
            }
            scene = self.changed.wait(scene).expect("nobody panics here");
        }
    }

    /// Whether no further story should begin.
    pub(crate) fn is_closing(&self) -> bool {
        self.scene.lock().expect("nobody panics here").last
    }
}

/// Falls when the one who kills stops, also where it stops because something is wrong; without it the families would wait
/// for ever for the next server.
pub(crate) struct Curtain<'a>(&'a Stage);

impl Stage {
    pub(crate) fn curtain(&self) -> Curtain<'_> {
        Curtain(self)
    }
}

impl Drop for Curtain<'_> {
    fn drop(&mut self) {
        if let Ok(mut scene) = self.0.scene.lock() {
            scene.fallen = true;
        }
        self.0.changed.notify_all();
    }
}

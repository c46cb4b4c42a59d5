//! What the office announces, as pages show it: plain text in the reader's language, line by line.

use crate::Lang;
use crate::visit::Frame;
use store::{Announcement, Level};

/// One announcement on a page.
pub(crate) struct Announced {
    /// How the notice looks: `care` where it is important.
    pub(crate) look: &'static str,
    /// What kind of announcement it is, as a key.
    pub(crate) level_key: &'static str,
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
}

impl Announced {
    pub(crate) fn of(lang: Lang, announcement: &Announcement) -> Self {
        let (look, level_key) = match announcement.level {
            Level::Info => ("", "announcement-info"),
            Level::Important => ("care", "announcement-important"),
        };
        let lines = lang.of(&announcement.texts).lines().map(str::trim).filter(|line| !line.is_empty());
        let lines = lines.map(str::to_owned).collect();
        Self { look, level_key, title: lang.of(&announcement.titles).to_owned(), lines }
    }
}

impl Frame {
    /// What is announced now, important things first. Read while the page is made, so that whoever keeps the page has noted
    /// before what it was made from. Pages for work show none: who writes announcements has a page of them.
    pub(crate) fn announced(&self) -> Vec<Announced> {
        let is_for_work = ["/office", "/kindergarten", "/announcements"].iter().any(|page| self.is_at(page));
        let Some((store, town)) = self.announcing.as_ref().filter(|_| !is_for_work) else { return Vec::new() };
        let (now, registry) = (store.clock().now(), town.registry());
        let shown = || registry.announcements.iter().filter(|it| it.is_shown(now));
        let important = shown().filter(|it| it.level == Level::Important);
        let others = shown().filter(|it| it.level == Level::Info);
        important.chain(others).map(|it| Announced::of(self.lang, it)).collect()
    }
}

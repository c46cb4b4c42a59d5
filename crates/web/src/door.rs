//! A door: one address, the right it asks for, and what answers behind it. All doors together are the site.

use crate::Site;
use crate::rights::{Right, guard};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;

/// One address with its right. The address stands behind the language: `/queue` is `/kk/queue`.
pub(crate) struct Door {
    pub(crate) right: Right,
    pub(crate) path: &'static str,
    to: MethodRouter<Site>,
}

impl Door {
    pub(crate) fn new(right: Right, path: &'static str, to: MethodRouter<Site>) -> Self {
        Self { right, path, to }
    }

    /// Puts the door into the site, with its guard before it.
    pub(crate) fn hang(self, router: Router<Site>, site: &Site) -> Router<Site> {
        let right = self.right;
        let guard = from_fn_with_state(site.clone(), move |state, request, next| guard(state, right, request, next));
        router.route(&format!("/{{lang}}{}", self.path), self.to.layer(guard))
    }
}

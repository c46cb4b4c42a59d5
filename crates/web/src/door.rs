//! A door: one address, the right it asks for, and what answers behind it. All doors together are the site.

use crate::Site;
use crate::rights::{Right, guard};
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::MethodRouter;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower::Service;
use tower::layer::layer_fn;

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
        let (right, site) = (self.right, site.clone());
        let guarded = layer_fn(move |page| Guarded { page, right, site: site.clone() });
        router.route(&format!("/{{lang}}{}", self.path), self.to.layer(guarded))
    }
}

/// What answers behind a door, with the guard before it.
#[derive(Clone)]
struct Guarded<P> {
    page: P,
    right: Right,
    site: Site,
}

impl<P> Service<Request> for Guarded<P>
where
    P: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    P::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.page.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        // The one that is ready is the one to be called.
        let next = self.page.clone();
        let mut page = std::mem::replace(&mut self.page, next);
        let (site, right) = (self.site.clone(), self.right);
        Box::pin(async move { Ok(guard(&site, right, request, move |request| page.call(request)).await) })
    }
}

//! A door: one address, the rights to read and to act that it asks for, and what answers behind it. All doors together are the site.

use crate::Site;
use crate::rights::{Right, guard};
use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::response::Response;
use axum::routing::MethodRouter;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower::Service;
use tower::layer::layer_fn;

/// One address with its rights. The address stands behind the language: `/queue` is `/kk/queue`.
pub(crate) struct Door {
    /// Asked of whoever acts, and of whoever reads where nothing else is said.
    pub(crate) right: Right,
    /// Asked of whoever only reads.
    pub(crate) to_read: Right,
    pub(crate) path: &'static str,
    to: MethodRouter<Site>,
}

impl Door {
    pub(crate) fn new(right: Right, path: &'static str, to: MethodRouter<Site>) -> Self {
        Self { right, to_read: right, path, to }
    }

    /// The same door, which also opens for those who may read what stands behind it and not act there.
    pub(crate) fn read_with(self, to_read: Right) -> Self {
        Self { to_read, ..self }
    }

    /// What is asked of a request by that method.
    fn asks(right: Right, to_read: Right, method: &Method) -> Right {
        if method == Method::GET || method == Method::HEAD { to_read } else { right }
    }

    /// Puts the door into the site, with its guard before it.
    pub(crate) fn hang(self, router: Router<Site>, site: &Site) -> Router<Site> {
        let (right, to_read, site) = (self.right, self.to_read, site.clone());
        let guarded = layer_fn(move |page| Guarded { page, right, to_read, site: site.clone() });
        router.route(&format!("/{{lang}}{}", self.path), self.to.layer(guarded))
    }
}

/// What answers behind a door, with the guard before it.
#[derive(Clone)]
struct Guarded<P> {
    page: P,
    right: Right,
    to_read: Right,
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
        let (site, right) = (self.site.clone(), Door::asks(self.right, self.to_read, request.method()));
        Box::pin(async move { Ok(guard(&site, right, request, move |request| page.call(request)).await) })
    }
}

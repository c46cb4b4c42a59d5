//! The door to the street: takes connections, greets them, serves them, and tells those who do not fit any more.

use crate::front::Front;
use crate::listener::{Crowd, Inside, Limits, Listener};
use crate::patient::{Patient, Sending};
use crate::serve::front;
use crate::{Site, tls::Tls};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Requests under way may take so long to end after the service was asked to.
const END_WITHIN: Duration = Duration::from_secs(5);

/// Pause after a connection that could not be taken, mostly for want of file descriptors: some will be free by then.
const AFTER_REFUSED: Duration = Duration::from_millis(100);

/// Visitors who are being told at once that there is no room; more than these are hung up on.
const TOLD_AT_ONCE: usize = 256;

/// What a visitor reads who does not fit in any more. No page of ours: it has to cost nothing.
const NO_ROOM: &str = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n\
    Cache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
    Қазір келушілер тым көп, сіздің сұрауыңыз қабылданған жоқ. Кезектегі орныңыз өзгермейді. 5 секундтан кейін қайталаңыз.\n\n\
    Сейчас слишком много посетителей, ваш запрос не принят. Ваше место в очереди не меняется. Повторите через 5 секунд.\n\n\
    There are too many visitors at this moment, your request was not taken. Your place in the queue does not change. \
    Try again in 5 seconds.\n";

/// What every connection is served with.
#[derive(Clone)]
struct Reception {
    http: http1::Builder,
    pages: Front,
    tls: Option<Tls>,
    limits: Limits,
    crowd: Arc<Crowd>,
}

/// Serves until `shutdown` resolves; requests under way are answered first, as far as they end soon.
///
/// # Errors
/// What the listener reports.
pub async fn serve(
    site: Site,
    listener: Listener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // As a task it runs beside those that serve, and what it begins is taken up by them without a detour.
    tokio::spawn(take(site, listener, shutdown)).await.map_err(io::Error::other)
}

async fn take(site: Site, listener: Listener, shutdown: impl Future<Output = ()>) {
    let Listener { tcp, tls, limits } = listener;
    let reception = Reception {
        http: http1::Builder::new(),
        pages: front(site, limits.form_within),
        tls,
        limits,
        crowd: Arc::new(Crowd::of_at_most(limits.connections)),
    };
    let refused = Arc::new(Crowd::of_at_most(TOLD_AT_ONCE));
    let ending = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = tcp.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(cause) => {
                    tracing::warn!(%cause, "a connection could not be taken");
                    tokio::time::sleep(AFTER_REFUSED).await;
                    continue;
                }
            },
            () = &mut shutdown => break,
        };
        if let Some(inside) = reception.crowd.enter() {
            tokio::spawn(reception.clone().serve(stream, peer.ip(), inside, ending.watcher()));
        } else if let Some(inside) = refused.enter() {
            tokio::spawn(reception.clone().refuse(stream, inside));
        }
    }
    drop(tcp);
    if timeout(END_WITHIN, ending.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time and were cut");
    }
}

impl Reception {
    async fn serve(self, stream: TcpStream, peer: IpAddr, inside: Inside, ending: Watcher) {
        // An answer is one small write; waiting to fill a packet only delays it.
        let _ = stream.set_nodelay(true);
        let sending = Sending::default();
        let stream = Patient::new(stream, self.limits, Arc::clone(&self.crowd), sending.clone());
        let pages = self.pages.facing(peer, sending);
        let served = match &self.tls {
            None => self.pages(stream, pages, ending).await,
            Some(tls) => match tls.greet(stream, self.limits.greet_within).await {
                Ok(stream) => self.pages(stream, pages, ending).await,
                Err(cause) => return tracing::debug!(%cause, "a greeting broke off"),
            },
        };
        if let Err(cause) = served {
            tracing::debug!(%cause, "a connection ended early");
        }
        drop(inside);
    }

    async fn pages<S>(&self, stream: S, pages: Front, ending: Watcher) -> hyper::Result<()>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let pages = TowerToHyperService::new(pages);
        ending.watch(self.http.serve_connection(TokioIo::new(stream), pages)).await
    }

    /// Tells a visitor that there is no room.
    async fn refuse(self, stream: TcpStream, inside: Inside) {
        let within = self.limits.greet_within;
        let told = match &self.tls {
            None => timeout(within, tell(stream)).await,
            Some(tls) => match tls.greet(stream, within).await {
                Ok(stream) => timeout(within, tell(stream)).await,
                Err(cause) => return tracing::debug!(%cause, "a greeting broke off"),
            },
        };
        if told.is_err() {
            tracing::debug!("a visitor without room did not listen");
        }
        drop(inside);
    }
}

/// The request is read as far as it is there, so that closing the connection does not take the answer back.
async fn tell(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request).await?;
    stream.write_all(NO_ROOM.as_bytes()).await?;
    stream.shutdown().await?;
    while stream.read(&mut request).await? > 0 {}
    Ok(())
}

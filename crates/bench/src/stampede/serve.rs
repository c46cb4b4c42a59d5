//! Inside the process that is measured: opens what is asked for, says its port, and serves until its input ends.

use super::served::{Options, What};
use super::{certificate, rows, stage};
use axum::Router;
use axum::response::Redirect;
use axum::routing::post;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use store::{Clock, Database, Store};
use tokio::net::TcpSocket;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use web::{Listener, Site, Tls};

/// A browser sends the head of a request at once: the same limit as that of the site.
const HEAD_WITHIN: Duration = Duration::from_secs(20);

/// Connections that the kernel keeps until they are taken, as the site lets it.
const WAITING_TO_BE_TAKEN: u32 = 65_535;

pub(crate) fn run(options: &Options) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a server can start a runtime").block_on(serve(options));
}

async fn serve(options: &Options) {
    let database = options.database.as_deref().unwrap_or_default();
    let listener = Listener::bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port can be bound");
    let port = listener.address().expect("a bound socket has an address").port();
    match options.what {
        What::Ours => {
            let store = Store::open(address(database), stage::key(), Clock::movable_at(stage::morning()));
            let store = store.expect("the stage that was just set can be opened");
            let site = Site::new(store.clone()).over_plain_loopback();
            let listener = match &options.tls {
                Some(folder) => {
                    let (certificate, key) = certificate::files(folder);
                    listener.over(Tls::read(&certificate, &key).expect("the certificate just written can be read"))
                }
                None => listener,
            };
            let writer = store.schedule_writing(options.writer.class()).await.expect("a fresh store is not busy");
            println!("{port} {writer}");
            web::serve(site, listener, input_ends()).await.expect("the site can be served");
            store.shutdown().await;
        }
        What::Rows => {
            let router = rows::router(database).await.expect("the rival's database can be opened");
            plainly(router, None).await;
        }
        What::Fixed => plainly(fixed(), options.tls.as_deref().map(acceptor)).await,
    }
}

/// A database as the settings name it.
pub(crate) fn address(database: &str) -> Database {
    if database.starts_with("postgres://") {
        Database::Postgres(database.to_owned())
    } else {
        Database::Directory(PathBuf::from(database))
    }
}

/// The limit: the same answer to everybody, read from nowhere.
fn fixed() -> Router {
    Router::new().route("/{lang}/my/claim", post(|| async { Redirect::to("/kk/my?done=claimed") }))
}

/// Serves a router as the site is served, without what the site has around its pages.
async fn plainly(router: Router, tls: Option<TlsAcceptor>) {
    let socket = TcpSocket::new_v4().expect("a socket can be made");
    socket.bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port can be bound");
    let listener = socket.listen(WAITING_TO_BE_TAKEN).expect("a bound socket can listen");
    println!("{}", listener.local_addr().expect("a bound socket has an address").port());
    let service = TowerToHyperService::new(router);
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let mut end = std::pin::pin!(input_ends());
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted.expect("a bench has few connections").0,
            () = &mut end => return,
        };
        let _ = stream.set_nodelay(true);
        match tls.clone() {
            None => drop(tokio::spawn(http.serve_connection(TokioIo::new(stream), service.clone()))),
            Some(tls) => {
                let (http, service) = (http.clone(), service.clone());
                tokio::spawn(async move {
                    let stream = tls.accept(stream).await.map_err(drop)?;
                    http.serve_connection(TokioIo::new(stream), service).await.map_err(drop)
                });
            }
        }
    }
}

/// Greets whoever comes, at once and all together.
fn acceptor(folder: &Path) -> TlsAcceptor {
    let (certificate, key) = certificate::files(folder);
    let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect);
    let key = PrivateKeyDer::from_pem_file(key).expect("the key just written can be read");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring has the ciphers of TLS 1.3")
        .with_no_client_auth()
        .with_single_cert(chain.expect("the certificate just written can be read"), key)
        .expect("a certificate and its key belong together");
    TlsAcceptor::from(Arc::new(config))
}

/// Comes back when whoever started us is gone, or wants us to be.
async fn input_ends() {
    let read = || std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
    // However it ended, nothing more will come.
    let _ = tokio::task::spawn_blocking(read).await;
}

//! TLS in the service itself, for a town without a proxy in front.
//!
//! Proving who we are costs most of a millisecond of a core, more than everything that follows. So only as many proofs are
//! worked out at once as there are cores, in the order in which they were asked for; whoever waits costs a few hundred
//! bytes, and those who are connected already are not held up. A slow visitor holds none of these turns: a turn is taken
//! when the whole greeting is there and given back before the answer is sent.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::Acceptor;
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;

/// The certificate of the service, its key, and the turns at proving it.
#[derive(Clone)]
pub struct Tls {
    config: Arc<ServerConfig>,
    turns: Arc<Semaphore>,
}

/// A certificate or key that cannot be used: which file, and why.
#[derive(Debug)]
pub struct TlsFault {
    path: PathBuf,
    cause: String,
}

impl fmt::Display for TlsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for TlsFault {}

impl Tls {
    /// Reads a chain of certificates, the service's own first, and its private key, both as PEM.
    ///
    /// # Errors
    /// Which file cannot be used, and why.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, TlsFault> {
        let chain: Vec<CertificateDer<'_>> = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect)
            .map_err(|cause| unusable(certificate, &cause))?;
        if chain.is_empty() {
            return Err(TlsFault { path: certificate.to_owned(), cause: "there is no certificate in it".to_owned() });
        }
        let private = PrivateKeyDer::from_pem_file(key).map_err(|cause| unusable(key, &cause))?;
        let fault = |cause: rustls::Error| TlsFault { path: key.to_owned(), cause: cause.to_string() };
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, private))
            .map_err(fault)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        // Whoever comes back within hours shows a ticket, which costs a tenth of a new proof and no memory of ours.
        config.ticketer = ring::Ticketer::new().map_err(fault)?;
        let turns = available_parallelism().map_or(1, usize::from);
        Ok(Self { config: Arc::new(config), turns: Arc::new(Semaphore::new(turns)) })
    }

    /// The handshake. Waiting for a turn is not the visitor's fault and has no limit; what the visitor has to send does.
    ///
    /// # Errors
    /// What the connection reports, or that the visitor took too long.
    pub(crate) async fn greet<S>(&self, stream: S, within: Duration) -> io::Result<TlsStream<S>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let greeting = timeout(within, LazyConfigAcceptor::new(Acceptor::default(), stream)).await??;
        let answering = {
            let _turn = self.turns.acquire().await.map_err(io::Error::other)?;
            // All arithmetic of the proof is done in this call.
            greeting.into_stream(Arc::clone(&self.config))
        };
        timeout(within, answering).await?
    }
}

fn unusable(path: &Path, cause: &pem::Error) -> TlsFault {
    let cause = match cause {
        pem::Error::Io(cause) => cause.to_string(),
        pem::Error::NoItemsFound => "nothing of that kind is in it; PEM is expected".to_owned(),
        cause => cause.to_string(),
    };
    TlsFault { path: path.to_owned(), cause }
}

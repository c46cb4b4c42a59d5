//! Files that families send: read behind the guard, in time, and not too many at once; then cleaned on a thread apart.
//!
//! A form of ours is read whole before anybody asks who sends it. A file is a hundred times as large, so that it is read
//! only from somebody who may send one.

use crate::multipart::Multipart;
use crate::patient::Sending;
use crate::trouble::Trouble;
use crate::{Lang, Site};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::Method;
use documents::{Cleaned, Cleaner, FILE_BYTES_MAX, Unfit};
use http_body_util::BodyExt;
use hyper::body::Frame;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// What stands around a file in its form.
const FORM_AROUND: usize = 16 * 1024;

/// What nobody wants is read on so far and thrown away: a browser shows the answer once it has sent everything, and a broken
/// connection otherwise.
const THROWN_AWAY_MAX: usize = 64 * 1024 * 1024;

/// A whole file: ten megabytes over the 35 kB/s of a weak mobile network.
pub(crate) const UPLOAD_WITHIN: Duration = Duration::from_secs(300);

/// A pause between two pieces of it: a lift, a tunnel.
const PIECE_WITHIN: Duration = Duration::from_secs(20);

/// Files that are being read at once. They lie in memory, 320 MB at most while it grows.
const READ_AT_ONCE: usize = 16;

/// Files that are being cleaned at once. Each has a processor for a second and up to half a gigabyte.
const CLEANED_AT_ONCE: usize = 2;

/// Whoever comes when others are being cleaned waits for so long.
const TURN_WITHIN: Duration = Duration::from_secs(10);

/// Where files are taken in.
pub(crate) struct Uploads {
    pub(crate) cleaner: Cleaner,
    read: Arc<Semaphore>,
    cleaned: Arc<Semaphore>,
}

impl Uploads {
    pub(crate) fn cleaned_by(cleaner: Cleaner) -> Self {
        let (read, cleaned) = (Semaphore::new(READ_AT_ONCE), Semaphore::new(CLEANED_AT_ONCE));
        Self { cleaner, read: Arc::new(read), cleaned: Arc::new(cleaned) }
    }

    /// Cleans a file when it is its turn.
    ///
    /// # Errors
    /// [`Trouble::Busy`] where its turn does not come soon.
    pub(crate) async fn clean(&self, file: Bytes) -> Result<Result<Cleaned, Unfit>, Trouble> {
        let turn = timeout(TURN_WITHIN, Arc::clone(&self.cleaned).acquire_owned()).await;
        let turn = turn.map_err(|_| Trouble::Busy)?.map_err(|_| Trouble::Busy)?;
        let cleaner = self.cleaner.clone();
        let cleaning = tokio::task::spawn_blocking(move || {
            // Held by the work and not by who waits for it: one who goes away makes no room before it is done.
            let _turn = turn;
            cleaner.clean(&file)
        });
        cleaning.await.map_err(|_| Trouble::broken("cleaning a document"))?.map_err(Trouble::broken)
    }
}

impl Default for Uploads {
    fn default() -> Self {
        Self::cleaned_by(Cleaner::Here)
    }
}

/// Whether a file may come with such a request.
pub(crate) fn is_upload(method: &Method, path: &str) -> bool {
    method == Method::POST && path.get(3..) == Some("/my/documents") && Lang::of_path(path).is_some()
}

/// A form with a file, as it was sent.
pub(crate) struct Upload {
    /// For what the file is.
    pub(crate) ground: String,
    pub(crate) file: Sent,
}

/// What came as a file.
pub(crate) enum Sent {
    Nothing,
    File(Bytes),
    TooLarge,
}

impl FromRequest<Site> for Upload {
    type Rejection = Trouble;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Trouble> {
        let _turn = site.uploads.read.try_acquire().map_err(|_| Trouble::Busy)?;
        let (parts, body) = request.into_parts();
        let (body, is_whole) = timeout(UPLOAD_WITHIN, read(body)).await.map_err(|_| Trouble::TooSlow)??;
        let form = Multipart::of(&parts.headers, body).ok_or(Trouble::BadForm)?;
        let file = match form.part("file") {
            _ if !is_whole => Sent::TooLarge,
            Some(file) if file.len() > FILE_BYTES_MAX => Sent::TooLarge,
            Some(file) if !file.is_empty() => Sent::File(file),
            _ => Sent::Nothing,
        };
        Ok(Self { ground: form.text("ground"), file })
    }
}

/// A body that is read to its end, also where its page answers without it: whoever has no session any more, comes when
/// others are served, or sends too much shall see why.
pub(crate) struct ReadToEnd {
    body: Body,
    is_over: bool,
    sending: Sending,
}

impl ReadToEnd {
    pub(crate) fn of(body: Body, sending: Sending) -> Body {
        Body::new(Self { body, is_over: false, sending })
    }
}

impl HttpBody for ReadToEnd {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        self.is_over = matches!(frame, Poll::Ready(None | Some(Err(_))));
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
}

impl Drop for ReadToEnd {
    fn drop(&mut self) {
        if self.is_over || self.body.is_end_stream() {
            return;
        }
        let mut body = std::mem::take(&mut self.body);
        let sends = self.sending.begin();
        tokio::spawn(async move {
            let _sends = sends;
            let mut came = 0;
            while came < THROWN_AWAY_MAX
                && let Ok(Some(Ok(piece))) = timeout(PIECE_WITHIN, body.frame()).await
            {
                came += piece.data_ref().map_or(0, Bytes::len);
            }
        });
    }
}

/// Reads as much as a form may have, and whether that was all.
async fn read(mut body: Body) -> Result<(Bytes, bool), Trouble> {
    let mut kept = Vec::new();
    let mut came = 0;
    loop {
        let piece = timeout(PIECE_WITHIN, body.frame()).await.map_err(|_| Trouble::TooSlow)?;
        let Some(piece) = piece else { return Ok((kept.into(), came <= FILE_BYTES_MAX + FORM_AROUND)) };
        // A line that was cut says the same as one that stands still: not all of it has come.
        let Ok(piece) = piece.map_err(|_| Trouble::TooSlow)?.into_data() else { continue };
        came += piece.len();
        let room = (FILE_BYTES_MAX + FORM_AROUND).saturating_sub(kept.len());
        kept.extend_from_slice(&piece[..piece.len().min(room)]);
        if came > FILE_BYTES_MAX + FORM_AROUND {
            return Ok((kept.into(), false));
        }
    }
}

//! Files that families and staff send: read behind the guard, in time, and not too many at once; then cleaned on a thread
//! apart.
//!
//! A form of ours is read whole before anybody asks who sends it. A file is a hundred times as large, so that it is read
//! only from somebody who may send one.

use crate::Lang;
use crate::multipart::Multipart;
use crate::patient::Sending;
use crate::trouble::Trouble;
use admission::ApplicationId;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::Method;
use documents::{Cleaned, Cleaner, FILE_BYTES_MAX, Unfit};
use http_body_util::BodyExt;
use hyper::body::Frame;
use parking_lot::Mutex;
use sheets::Reader;
use sheets::reading::{Table, Unreadable};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use store::AccountId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// What stands around a file in its form.
const FORM_AROUND: usize = 16 * 1024;

/// What nobody wants is read on so far and thrown away: a browser shows the answer once it has sent everything, and a broken
/// connection otherwise.
const THROWN_AWAY_MAX: usize = 64 * 1024 * 1024;

/// A whole file: ten megabytes over the 35 kB/s of a weak mobile network.
pub(crate) const UPLOAD_WITHIN: Duration = Duration::from_secs(300);

/// A pause between two pieces of it: a lift, a tunnel.
const PIECE_WITHIN: Duration = Duration::from_secs(20);

/// How fast it comes on the whole, once its beginning is over: slower, it would not arrive within that time, and keeps others
/// from sending theirs.
const PACE: Pace = Pace { after: Duration::from_secs(30), bytes_a_second: 8_000 };

/// Files that are there at once, from their first byte until they are cleaned. They lie in memory, 320 MB at most while it
/// grows.
const AT_ONCE: usize = 16;

/// Those of one sender: of two telephones. The others are for others.
const OF_ONE_AT_ONCE: usize = 2;

/// Files that are being cleaned at once. Each has a processor for a second and up to half a gigabyte.
const CLEANED_AT_ONCE: usize = 2;

/// Whoever comes when others are being cleaned waits for so long.
const TURN_WITHIN: Duration = Duration::from_secs(10);

/// Whose file it is, as far as nobody shall take the places of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sender {
    /// A family or its helper.
    Family(ApplicationId),
    /// An account of a kindergarten or of the office.
    Staff(AccountId),
}

/// Where files are taken in.
pub(crate) struct Uploads {
    pub(crate) cleaner: Cleaner,
    reader: Reader,
    there: Arc<Semaphore>,
    cleaned: Arc<Semaphore>,
    of_each: Arc<Mutex<HashMap<Sender, usize>>>,
}

/// The place of one file among those that are there at once, given back when dropped.
pub(crate) struct Place {
    _of_all: OwnedSemaphorePermit,
    of_each: Arc<Mutex<HashMap<Sender, usize>>>,
    sender: Sender,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut of_each = self.of_each.lock();
        if let Entry::Occupied(mut of_one) = of_each.entry(self.sender) {
            *of_one.get_mut() -= 1;
            if *of_one.get() == 0 {
                of_one.remove();
            }
        }
    }
}

impl Uploads {
    pub(crate) fn cleaned_by(cleaner: Cleaner) -> Self {
        let (there, cleaned) = (Semaphore::new(AT_ONCE), Semaphore::new(CLEANED_AT_ONCE));
        let reader = match &cleaner {
            Cleaner::Here => Reader::Here,
            Cleaner::Apart(program) => Reader::Apart(program.clone()),
        };
        Self { cleaner, reader, there: Arc::new(there), cleaned: Arc::new(cleaned), of_each: Arc::default() }
    }

    /// A place for a file of that sender.
    ///
    /// # Errors
    /// [`Trouble::Busy`] where they have their places already, or all are taken.
    pub(crate) fn enter(&self, sender: Sender) -> Result<Place, Trouble> {
        let of_all = Arc::clone(&self.there).try_acquire_owned().map_err(|_| Trouble::Busy)?;
        let mut of_each = self.of_each.lock();
        let of_one = of_each.entry(sender).or_default();
        if *of_one >= OF_ONE_AT_ONCE {
            return Err(Trouble::Busy);
        }
        *of_one += 1;
        Ok(Place { _of_all: of_all, of_each: Arc::clone(&self.of_each), sender })
    }

    /// Cleans a file when it is its turn. It keeps its place until then.
    ///
    /// # Errors
    /// [`Trouble::Busy`] where its turn does not come soon.
    pub(crate) async fn clean(&self, (file, place): (Bytes, Place)) -> Result<Result<Cleaned, Unfit>, Trouble> {
        let turn = self.turn().await?;
        let cleaner = self.cleaner.clone();
        let cleaning = tokio::task::spawn_blocking(move || {
            // Held by the work and not by who waits for it: one who goes away makes no room before it is done.
            let (_turn, _place) = (turn, place);
            cleaner.clean(&file)
        });
        cleaning.await.map_err(|_| Trouble::broken("cleaning a document"))?.map_err(Trouble::broken)
    }

    /// Reads a table when it is its turn. It keeps its place until then.
    ///
    /// # Errors
    /// [`Trouble::Busy`] where its turn does not come soon.
    pub(crate) async fn read_table(&self, (file, place): (Bytes, Place)) -> Result<Result<Table, Unreadable>, Trouble> {
        let turn = self.turn().await?;
        let reader = self.reader.clone();
        let reading = tokio::task::spawn_blocking(move || {
            let (_turn, _place) = (turn, place);
            reader.read(&file)
        });
        reading.await.map_err(|_| Trouble::broken("reading a table"))?.map_err(Trouble::broken)
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, Trouble> {
        let turn = timeout(TURN_WITHIN, Arc::clone(&self.cleaned).acquire_owned()).await;
        turn.map_err(|_| Trouble::Busy)?.map_err(|_| Trouble::Busy)
    }
}

impl Default for Uploads {
    fn default() -> Self {
        Self::cleaned_by(Cleaner::Here)
    }
}

/// Whether a file may come with such a request.
pub(crate) fn is_upload(method: &Method, path: &str) -> bool {
    let is_door = |path: &str| match path.strip_prefix("/office/kindergartens/") {
        Some(kindergarten) => kindergarten.strip_suffix("/photo").is_some_and(|id| !id.contains('/')),
        None => matches!(path, "/my/documents" | "/office/import" | "/office/places" | "/kindergarten/upload"),
    };
    method == Method::POST && path.get(3..).is_some_and(is_door) && Lang::of_path(path).is_some()
}

/// A form with a file, as it was sent.
pub(crate) struct Upload {
    form: Multipart,
    pub(crate) file: Sent,
}

/// What came as a file.
pub(crate) enum Sent {
    Nothing,
    File(Bytes, Place),
    TooLarge,
}

impl Upload {
    /// Reads it, in the place that it has.
    ///
    /// # Errors
    /// [`Trouble::TooSlow`], or [`Trouble::BadForm`] where it is another kind of form.
    pub(crate) async fn read(request: Request, place: Place) -> Result<Self, Trouble> {
        let (parts, body) = request.into_parts();
        let (body, is_whole) = timeout(UPLOAD_WITHIN, read(body, PACE)).await.map_err(|_| Trouble::TooSlow)??;
        let form = Multipart::of(&parts.headers, body).ok_or(Trouble::BadForm)?;
        let file = match form.part("file") {
            _ if !is_whole => Sent::TooLarge,
            Some(file) if file.len() > FILE_BYTES_MAX => Sent::TooLarge,
            Some(file) if !file.is_empty() => Sent::File(file, place),
            _ => Sent::Nothing,
        };
        Ok(Self { form, file })
    }

    /// What was answered beside the file; empty where nothing was.
    pub(crate) fn text(&self, name: &str) -> String {
        self.form.text(name)
    }
}

/// How fast a file has to come.
#[derive(Debug, Clone, Copy)]
struct Pace {
    after: Duration,
    bytes_a_second: u128,
}

impl Pace {
    fn is_kept(self, came: usize, took: Duration) -> bool {
        took <= self.after || came as u128 * 1000 >= self.bytes_a_second * took.as_millis()
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
            let (mut came, begun) = (0, Instant::now());
            while came < THROWN_AWAY_MAX
                && PACE.is_kept(came, begun.elapsed())
                && let Ok(Some(Ok(piece))) = timeout(PIECE_WITHIN, body.frame()).await
            {
                came += piece.data_ref().map_or(0, Bytes::len);
            }
        });
    }
}

/// Reads as much as a form may have, and whether that was all.
async fn read(mut body: Body, pace: Pace) -> Result<(Bytes, bool), Trouble> {
    let mut kept = Vec::new();
    let (mut came, begun) = (0, Instant::now());
    loop {
        let piece = timeout(PIECE_WITHIN, body.frame()).await.map_err(|_| Trouble::TooSlow)?;
        let Some(piece) = piece else { return Ok((kept.into(), came <= FILE_BYTES_MAX + FORM_AROUND)) };
        // A line that was cut says the same as one that stands still: not all of it has come.
        let Ok(piece) = piece.map_err(|_| Trouble::TooSlow)?.into_data() else { continue };
        came += piece.len();
        if !pace.is_kept(came, begun.elapsed()) {
            return Err(Trouble::TooSlow);
        }
        let room = (FILE_BYTES_MAX + FORM_AROUND).saturating_sub(kept.len());
        kept.extend_from_slice(&piece[..piece.len().min(room)]);
        if came > FILE_BYTES_MAX + FORM_AROUND {
            return Ok((kept.into(), false));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use tokio::time::sleep;

    /// A line over which one byte comes, and another, and another.
    struct Trickle(Pin<Box<tokio::time::Sleep>>);

    impl HttpBody for Trickle {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            std::task::ready!(self.0.as_mut().poll(cx));
            self.0 = Box::pin(sleep(Duration::from_millis(5)));
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"a")))))
        }
    }

    #[tokio::test]
    async fn a_file_that_trickles_is_given_up() {
        let body = Body::new(Trickle(Box::pin(sleep(Duration::ZERO))));
        let pace = Pace { after: Duration::from_millis(50), bytes_a_second: 8_000 };
        let read = timeout(Duration::from_secs(10), read(body, pace)).await.unwrap();
        assert_eq!(read.map(|_| ()), Err(Trouble::TooSlow));
    }

    #[test]
    fn the_beginning_may_be_slow_and_the_whole_may_not() {
        let (second, half_a_minute) = (Duration::from_secs(1), Duration::from_secs(30));
        assert!(PACE.is_kept(1, half_a_minute));
        assert!(!PACE.is_kept(200_000, half_a_minute + second) && PACE.is_kept(248_000, half_a_minute + second));
    }

    fn family(nth: u64) -> Sender {
        Sender::Family(ApplicationId(nth))
    }

    #[tokio::test]
    async fn a_file_that_waits_to_be_cleaned_keeps_its_place() {
        let uploads = Arc::new(Uploads::default());
        let taken = uploads.cleaned.clone().acquire_many_owned(2).await.unwrap();
        let mut cleaning = Vec::new();
        for nth in 0..16 {
            let (uploads, place) = (uploads.clone(), uploads.enter(family(nth)).unwrap());
            let file = Bytes::from_static(b"no document");
            cleaning.push(tokio::spawn(async move { uploads.clean((file, place)).await }));
        }
        assert!(matches!(uploads.enter(family(16)), Err(Trouble::Busy)));
        drop(taken);
        for cleaned in cleaning {
            assert!(matches!(cleaned.await.unwrap(), Ok(Err(Unfit::OtherKind))));
        }
        assert!(uploads.enter(family(16)).is_ok());
        assert!(uploads.of_each.lock().is_empty());
    }

    #[test]
    fn a_file_comes_only_to_the_doors_that_take_one() {
        let is_one = |path| is_upload(&Method::POST, path);
        assert!(is_one("/kk/my/documents") && is_one("/ru/office/kindergartens/12/photo"));
        assert!(!is_upload(&Method::GET, "/kk/my/documents"));
        let others = ["/kk/my/documents/remove", "/kk/office/kindergartens/12", "/xx/my/documents", "/kk/photo"];
        assert!(others.into_iter().all(|path| !is_one(path)));
        assert!(!is_one("/kk/office/kindergartens/12/photo/remove") && !is_one("/kk/office/kindergartens/1/2/photo"));
    }

    #[test]
    fn one_sender_has_two_places_and_the_others_have_theirs() {
        let uploads = Uploads::default();
        let places = [uploads.enter(family(1)).unwrap(), uploads.enter(family(1)).unwrap()];
        assert!(matches!(uploads.enter(family(1)), Err(Trouble::Busy)));
        assert!(uploads.enter(family(2)).is_ok());
        assert!(uploads.enter(Sender::Staff(AccountId(1))).is_ok(), "an account is nobody's application");
        drop(places);
        assert!(uploads.enter(family(1)).is_ok());
    }
}

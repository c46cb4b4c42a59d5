//! Letters and short messages to real servers in processes of their own, kind and unkind ones.

mod mail;
mod mail_trouble;
mod privacy;
mod push;
mod servers;
mod sms;
mod sms_trouble;

use std::time::Duration;

/// Whatever is tried here ends by its own limits; this one only makes a hanging test tell so.
async fn ends<T>(attempt: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(120), attempt).await.expect("it ends by its own limits")
}

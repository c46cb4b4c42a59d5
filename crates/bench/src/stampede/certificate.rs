//! A certificate that its own key has signed, in two files, as a town's service reads them.

use std::path::{Path, PathBuf};

const CERTIFICATE: &str = "certificate.pem";
const KEY: &str = "key.pem";

/// The name in the certificate, and the one that families ask for.
pub(crate) const NAME: &str = "kezek.test";

/// Writes both files into a folder.
pub(crate) fn write(folder: &Path) -> std::io::Result<()> {
    let made = rcgen::generate_simple_self_signed(vec![NAME.to_owned()]).map_err(std::io::Error::other)?;
    std::fs::write(folder.join(CERTIFICATE), made.cert.pem())?;
    std::fs::write(folder.join(KEY), made.signing_key.serialize_pem())
}

/// The certificate, and its key.
pub(crate) fn files(folder: &Path) -> (PathBuf, PathBuf) {
    (folder.join(CERTIFICATE), folder.join(KEY))
}

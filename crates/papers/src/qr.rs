//! An address as a QR code.

use crate::Fault;
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, Mode};

/// The code as a picture without its quiet zone, which the sheet leaves around it. It reads back with 15 % of it soiled.
///
/// # Errors
/// `AddressTooLong` past what a code holds, about 2,300 bytes.
pub(crate) fn svg(paper: &'static str, address: &str) -> Result<String, Fault> {
    let code = QRBuilder::new(address).mode(Mode::Byte).ecl(ECL::M).build();
    let code = code.map_err(|_| Fault::AddressTooLong { paper, bytes: address.len() })?;
    Ok(SvgBuilder::default().margin(0).to_str(&code))
}

//! Made-up certificates for some of the grounds that wait: two drawn as if photographed, one as a PDF.

use documents::clean;
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use store::{NewDocument, ReviewFilter, Town};

/// Of the grounds that wait longest, so many have a document.
const WITH_DOCUMENTS: usize = 3;

/// Sends a document for the first grounds that the office sees.
pub(super) async fn send_some(town: &Town) -> Result<(), String> {
    let filter = ReviewFilter { pending_only: true, limit: WITH_DOCUMENTS, offset: 0 };
    let reviews = town.reviews(filter).await.map_err(|fault| fault.to_string())?;
    for (place, review) in reviews.iter().enumerate() {
        let file = if place == 1 { pdf() } else { photo() };
        let cleaned = clean(&file).map_err(|fault| fault.to_string())?;
        let (media, bytes) = (cleaned.media.mime(), cleaned.bytes);
        let new = NewDocument { ground: review.ground, helper: None, media, bytes };
        town.add_document(review.application, new).await.map_err(|fault| fault.to_string())?;
    }
    Ok(())
}

/// A sheet on a table: lines of writing nobody can read, and a round seal.
fn photo() -> Vec<u8> {
    const WIDTH: u32 = 600;
    const HEIGHT: u32 = 840;
    let sheet = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let is_sheet = (30..WIDTH - 30).contains(&x) && (30..HEIGHT - 30).contains(&y);
        let line = y / 30;
        let is_heading = (3..5).contains(&line) && (180..420).contains(&x);
        let is_written = (7..19).contains(&line) && (80..520 - line * 7 % 90).contains(&x) && (x + line * 13) % 50 > 8;
        let from_seal = x.abs_diff(430).pow(2) + y.abs_diff(690).pow(2);
        match (is_sheet, y % 30) {
            (false, _) => Rgb([150, 120, 90]),
            (true, _) if (55_u32.pow(2)..62_u32.pow(2)).contains(&from_seal) || from_seal < 30_u32.pow(2) => {
                Rgb([70, 90, 170])
            }
            (true, 10..20) if is_heading || is_written => Rgb([70, 70, 75]),
            (true, _) => Rgb([250, 249, 244]),
        }
    });
    let mut file = Vec::new();
    // Writing into memory does not fail; were it to, the file would be none and the demo says so.
    let _ = sheet.write_to(&mut Cursor::new(&mut file), ImageFormat::Png);
    file
}

/// A page with a line of writing.
fn pdf() -> Vec<u8> {
    let content = "BT /F 20 Tf 90 720 Td (Kezek demo: a made-up certificate) Tj ET 90 700 m 500 700 l S";
    format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
         3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj\n\
         4 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n\
         5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\ntrailer <</Root 1 0 R/Size 6>>\n%%EOF\n",
        content.len()
    )
    .into_bytes()
}

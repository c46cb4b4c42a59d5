//! Pictures of some of the model city's kindergartens, drawn by rule: a house under a sky, none like the next.

use admission::KindergartenId;
use documents::{Photo, clean};
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use store::{Actor, NewPhoto, Town};

/// So many have a picture; the others show how a page looks without.
const WITH_PICTURES: u32 = 3;

const WIDTH: u32 = 640;
const HEIGHT: u32 = 426;

/// Walls and roofs.
const PAINTS: [([u8; 3], [u8; 3]); 3] =
    [([244, 208, 120], [176, 74, 58]), ([158, 205, 214], [72, 92, 140]), ([236, 176, 160], [96, 130, 84])];

/// Gives the first kindergartens their pictures.
pub(super) async fn give_some(town: &Town, by: Actor) -> Result<(), String> {
    for number in 1..=WITH_PICTURES {
        let cleaned = clean(&drawn(number)).map_err(|fault| fault.to_string())?;
        let Photo { bytes, width, height } = Photo::of(&cleaned).map_err(|fault| fault.to_string())?;
        let photo = Some(NewPhoto { width, height, bytes });
        town.show_photo(KindergartenId(number), photo, by).await.map_err(|fault| fault.to_string())?;
    }
    Ok(())
}

/// The file of one picture.
fn drawn(number: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(point(number, x, y)));
    let mut file = Vec::new();
    // Writing into memory does not fail; were it to, the file would be none and the demo says so.
    let _ = picture.write_to(&mut Cursor::new(&mut file), ImageFormat::Png);
    file
}

/// The colour of one point: what stands in front comes first.
fn point(number: u32, x: u32, y: u32) -> [u8; 3] {
    let (wall, roof) = PAINTS[number as usize % PAINTS.len()];
    let (left, right, top, floor) = (120 + 20 * number, 520, 200, 350);
    let round = |cx: u32, cy: u32, radius: u32| x.abs_diff(cx).pow(2) + y.abs_diff(cy).pow(2) < radius.pow(2);
    let is_house = (left..right).contains(&x) && (top..floor).contains(&y);
    let is_door = (300..350).contains(&x) && (270..floor).contains(&y);
    let is_window = is_house && (230..280).contains(&y) && (x - left) % 80 > 28 && !(290..360).contains(&x);
    let middle = u32::midpoint(left, right);
    // A roof that is steeper on every other house.
    let slope = 2 + number % 2;
    let is_roof = (110..top).contains(&y) && x.abs_diff(middle) < (y - 110) * slope + 20 && x.abs_diff(middle) < 240;
    match () {
        () if is_door => [120, 80, 56],
        () if is_window => [222, 238, 246],
        () if is_house => wall,
        () if is_roof => roof,
        () if round(570, 270, 45) || round(60, 290, 38) => [86, 142, 84],
        () if (280..floor).contains(&y) && (x.abs_diff(570) < 7 || x.abs_diff(60) < 6) => [110, 82, 60],
        () if y >= 340 => [142, 190, 120],
        () if round(80 + 60 * number, 70, 34) => [252, 222, 120],
        () => [176, 214, 238],
    }
}

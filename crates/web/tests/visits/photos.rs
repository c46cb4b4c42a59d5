//! The office gives a kindergarten a picture, and everybody sees it.

use crate::browser::{Browser, Page};
use crate::town::{PASSWORD, TestTown, found};
use axum::Router;
use axum::http::StatusCode;
use std::io::Cursor;
use web::Site;

const PAGE: &str = "/ru/office/kindergartens/1";
const SEND: &str = "/ru/office/kindergartens/1/photo";
const REMOVE: &str = "/ru/office/kindergartens/1/photo/remove";
const PUBLIC: &str = "/kk/kindergartens/1";

/// A place that a camera noted.
const PLACE: &str = "51.12N 71.43E";

/// The largest picture that a page brings.
const BYTES_MAX: usize = 15 * 1024;

struct Case {
    town: TestTown,
    site: Router,
    clerk: Browser,
}

impl Case {
    async fn new() -> Self {
        let town = found().await;
        let site = web::router(Site::new(town.store.clone()).over_plain_loopback().excusing_second_factors());
        let mut clerk = Browser::new(&site);
        clerk.post("/ru/staff", &[("login", "clerk"), ("password", PASSWORD)]).await;
        Self { town, site, clerk }
    }

    async fn public(&self) -> Page {
        Browser::new(&self.site).get(PUBLIC).await
    }
}

/// A photo as a telephone takes it, larger than any page, with the place behind its end.
fn photo(shade: u8) -> Vec<u8> {
    let leaf = |x: u32, y: u32| u8::try_from((x * 7 + y * 13 + x * y % 31) % 60).unwrap();
    let picture = image::RgbImage::from_fn(1200, 800, |x, y| image::Rgb([shade, leaf(x, y) + 90, leaf(y, x)]));
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Jpeg).unwrap();
    bytes.extend(PLACE.as_bytes());
    bytes
}

/// Where a page shows its picture.
fn address(page: &Page) -> Option<String> {
    let (_, rest) = page.text.split_once("<img class=\"photo\" src=\"")?;
    rest.split('"').next().map(str::to_owned)
}

#[tokio::test]
async fn a_picture_that_the_office_gives_is_small_clean_and_kept_by_browsers_for_ever() {
    let mut case = Case::new().await;
    assert!(address(&case.public().await).is_none());
    let sent = case.clerk.post_file(SEND, "", &photo(40)).await;
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (StatusCode::SEE_OTHER, "/ru/office/kindergartens/1?done=photo-shown")
    );
    let page = case.clerk.get(&sent.location).await;
    assert!(page.says("Фотография сохранена") && page.says("Заменить фотографию") && page.says("Удалить фотографию"));
    let public = case.public().await;
    assert!(public.says("width=\"480\" height=\"320\" loading=\"lazy\" alt=\"Балапан\">"), "{}", public.text);
    let address = address(&public).unwrap();
    let picture = Browser::new(&case.site).get(&address).await;
    assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert_eq!(picture.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(picture.header("set-cookie").is_empty() && picture.header("content-encoding").is_empty());
    assert!(picture.bytes.len() <= BYTES_MAX && image::load_from_memory(&picture.bytes).unwrap().width() == 480);
    assert!(picture.bytes.windows(PLACE.len()).all(|bytes| bytes != PLACE.as_bytes()));
    for list in ["/kk/kindergartens", "/kk/bulletin", "/kk"] {
        assert!(!Browser::new(&case.site).get(list).await.says("/photos/"), "{list} brings pictures");
    }
}

#[tokio::test]
async fn another_picture_has_another_address_and_one_that_is_removed_is_gone() {
    let mut case = Case::new().await;
    case.clerk.post_file(SEND, "", &photo(40)).await;
    let first = address(&case.public().await).unwrap();
    case.clerk.post_file(SEND, "", &photo(200)).await;
    let second = address(&case.public().await).unwrap();
    assert_ne!(first, second);
    let mut anybody = Browser::new(&case.site);
    assert_eq!(anybody.get(&first).await.status, StatusCode::NOT_FOUND);
    assert_eq!(anybody.get(&second).await.status, StatusCode::OK);
    let elsewhere = second.replace("/photos/1/", "/photos/2/");
    for wrong in [&elsewhere, "/photos/1/0000000000000000.jpg", "/photos/1/x", &second.replace(".jpg", ".png")] {
        assert_eq!(anybody.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let removed = case.clerk.post(REMOVE, &[]).await;
    assert_eq!(removed.location, "/ru/office/kindergartens/1?done=photo-removed");
    assert!(case.clerk.get(&removed.location).await.says("Фотография удалена"));
    assert!(address(&case.public().await).is_none() && anybody.get(&second).await.status == StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_wrong_file_is_told_in_words_at_its_field_and_changes_nothing() {
    let mut case = Case::new().await;
    case.clerk.post_file(SEND, "", &photo(40)).await;
    let before = address(&case.public().await);
    let whole = photo(90);
    let half = &whole[..whole.len() / 2];
    let large = vec![0xFF; 10 * 1024 * 1024 + 1];
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
    for (file, words) in [
        (b"".as_slice(), "Сначала выберите файл"),
        (b"%PDF-1.4 no picture".as_slice(), "Файл повреждён"),
        (b"GIF89a and so on".as_slice(), "Это не фотография"),
        (heic.as_slice(), "Снимок в формате HEIC"),
        (half, "Файл повреждён"),
        (&large, "Файл больше 10 МБ"),
    ] {
        let page = case.clerk.post_file(SEND, "", file).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(page.says(words) && page.says("<a href=\"#photo\">") && page.says("aria-invalid=\"true\""), "{words}");
        assert_eq!(page.answer("name_kk"), "Балапан", "the particulars are there as they were");
    }
    assert_eq!(address(&case.public().await), before);
}

#[tokio::test]
async fn only_the_office_gives_pictures() {
    let mut case = Case::new().await;
    let mut visitor = Browser::new(&case.site);
    assert_eq!(visitor.post_file(SEND, "", &photo(40)).await.location, "/ru/staff?no=session");
    let mut kindergarten = Browser::new(&case.site);
    kindergarten.post("/ru/staff", &[("login", "balapan"), ("password", PASSWORD)]).await;
    assert_eq!(kindergarten.post_file(SEND, "", &photo(40)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(kindergarten.post(REMOVE, &[]).await.status, StatusCode::FORBIDDEN);
    let unknown = SEND.replace("/1/", "/99/");
    assert_eq!(case.clerk.post_file(&unknown, "", &photo(40)).await.status, StatusCode::NOT_FOUND);
    assert!(case.town.town.registry().kindergartens.values().all(|it| it.photo.is_none()));
    assert!(case.clerk.get(PAGE).await.says("Загрузить фотографию"));
}

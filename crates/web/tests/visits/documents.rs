//! A family sends a document for its ground, and the office looks at it.

use crate::application::apply;
use crate::browser::{Browser, Page};
use crate::helping::filled;
use crate::town::{PASSWORD, TestTown, found, office};
use admission::{ApplicationId, Command, Ground, GroundReason};
use axum::Router;
use axum::http::StatusCode;
use jiff::civil::{Date, date};
use std::io::Cursor;
use store::{Act, Actor, CommandId, ReviewDecision, Role, Verdict, ViewFilter, ViewPurpose};
use web::Site;

const PAGE: &str = "/kk/my/documents";

/// A place that a camera noted.
const PLACE: &str = "51.12N 71.43E";

pub(crate) struct Case {
    pub(crate) town: TestTown,
    pub(crate) site: Router,
    pub(crate) family: Browser,
    pub(crate) application: ApplicationId,
}

impl Case {
    pub(crate) async fn new() -> Self {
        let town = found().await;
        let site = web::router(Site::new(town.store.clone()).over_plain_loopback().excusing_second_factors());
        let mut family = Browser::new(&site);
        apply(&mut family, &[("ground", "large_family")]).await;
        let application = family.get("/kk/my").await;
        let sign = application.text.split("class=\"sign\">").nth(1).unwrap().split('<').next().unwrap();
        let application = sign.replace('-', "").parse().unwrap();
        Self { town, site, family, application }
    }

    async fn clerk(&self) -> Browser {
        let mut clerk = Browser::new(&self.site);
        clerk.post("/kk/staff", &[("login", "verifier"), ("password", PASSWORD)]).await;
        clerk
    }

    /// How often somebody of the staff looked at one of its documents.
    async fn looks_at_documents(&self) -> usize {
        let filter = ViewFilter { limit: 100, ..ViewFilter::default() };
        let views = self.town.town.views(filter).await.unwrap();
        views.iter().filter(|it| (it.application, it.purpose) == (self.application, ViewPurpose::Document)).count()
    }

    fn review(&self) -> String {
        format!("/kk/office/reviews/{}/0", self.application)
    }

    async fn decide(&self, verdict: Verdict, reason: GroundReason) {
        self.decide_until(verdict, reason, None).await;
    }

    async fn decide_until(&self, verdict: Verdict, reason: GroundReason, expires_on: Option<Date>) {
        let document_on = (verdict == Verdict::Confirm).then(|| date(2026, 1, 1));
        let ground = Ground::Claimed(0);
        let application = self.application;
        let decision = ReviewDecision { application, ground, verdict, reason, document_on, expires_on };
        self.town.town.decide_review(decision, office(), CommandId::random()).await.unwrap().unwrap();
    }
}

pub(crate) fn photo(shade: u8) -> Vec<u8> {
    let picture = image::GrayImage::from_pixel(60, 40, image::Luma([shade]));
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Jpeg).unwrap();
    bytes.extend(PLACE.as_bytes());
    bytes
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert)>>>> endobj\n\
      2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
      3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>> endobj\ntrailer <</Root 1 0 R/Size 4>>\n%%EOF\n"
        .to_vec()
}

/// Where the page shows documents.
fn addresses(page: &Page) -> Vec<String> {
    let links = page.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut found: Vec<_> = links.filter(|link| link.contains("/office/documents/")).map(str::to_owned).collect();
    found.dedup();
    found
}

#[tokio::test]
async fn a_family_sends_a_photo_and_sees_that_it_arrived_but_not_the_photo() {
    let mut case = Case::new().await;
    assert!(case.family.get("/kk/my").await.says("href=\"/kk/my/documents\""));
    assert!(case.family.get("/kk/my/receipt").await.says("href=\"/kk/my/documents\""));
    let address = "/kk/my/documents?done=document-sent";
    assert!(!case.family.get(address).await.says("Құжат жіберілді"), "nothing has been sent");
    let sent = case.family.post_file(PAGE, "0", &photo(200)).await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/kk/my/documents?done=document-sent"));
    let page = case.family.get(&sent.location).await;
    assert!(
        page.says("Құжат жіберілді") && page.says("Сурет, 1\u{a0}КБ") && page.says("2026 жылғы 8 сәуір"),
        "{}",
        page.text
    );
    assert!(!page.says("<img src=\"/kk") && !page.says("Aisha") && addresses(&page).is_empty());
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_photo_sent_twice_is_there_once_and_can_be_taken_back() {
    let mut case = Case::new().await;
    for _ in 0..2 {
        assert_eq!(case.family.post_file(PAGE, "0", &photo(200)).await.status, StatusCode::SEE_OTHER);
    }
    let page = case.family.get(PAGE).await;
    assert_eq!(page.text.matches("name=\"document\"").count(), 1);
    let removed = case.family.post("/kk/my/documents/remove", &[("document", &page.answer("document"))]).await;
    assert_eq!(removed.location, "/kk/my/documents?done=document-removed");
    let page = case.family.get(&removed.location).await;
    assert!(page.says("Құжат өшірілді") && page.says("құжат әлі жіберілген жоқ"));
}

#[tokio::test]
async fn what_is_no_document_is_named_in_words_and_nothing_is_kept() {
    let mut case = Case::new().await;
    let too_large = vec![0xFF; documents::FILE_BYTES_MAX + 1];
    let far_too_large = vec![0xFF; documents::FILE_BYTES_MAX + 1024 * 1024];
    let locked = String::from_utf8(pdf()).unwrap().replace("/Size 4", "/Size 4/Encrypt 1 0 R");
    let cases: [(&[u8], &str); 7] = [
        (b"", "Алдымен файлды таңдаңыз"),
        (b"<html><script>alert(1)</script></html>", "сурет те, PDF те емес"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC пішімінде"),
        (&photo(9)[..60], "бүлінген"),
        (locked.as_bytes(), "құпиясөз қойылған"),
        (&too_large, "10\u{a0}МБ-тан үлкен"),
        (&far_too_large, "10\u{a0}МБ-тан үлкен"),
    ];
    for (file, words) in cases {
        let page = case.family.post_file(PAGE, "0", file).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(page.says(words) && page.says("href=\"#file-0\"") && page.says("aria-invalid=\"true\""), "{words}");
    }
    assert!(case.town.town.documents_of(case.application).await.unwrap().is_empty());
    let page = case.family.post(PAGE, &[("ground", "0")]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "not a form with a file");
}

#[tokio::test]
async fn five_documents_prove_a_ground_or_nothing_does() {
    let mut case = Case::new().await;
    for shade in 0..5 {
        assert_eq!(case.family.post_file(PAGE, "0", &photo(shade * 40)).await.status, StatusCode::SEE_OTHER);
    }
    let page = case.family.post_file(PAGE, "0", &photo(250)).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("ең көбі 5 құжат"), "{}", page.text);
    let page = case.family.post_file(PAGE, "3", &photo(250)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "no such ground");
}

#[tokio::test]
async fn the_office_sees_a_photo_beside_its_decision_without_where_it_was_taken() {
    let mut case = Case::new().await;
    case.family.post_file(PAGE, "0", &photo(200)).await;
    case.town.store.clock().move_to("2026-04-08T07:01:00Z".parse().unwrap());
    case.family.post_file(PAGE, "0", &pdf()).await;
    let mut clerk = case.clerk().await;
    let page = clerk.get(&case.review()).await;
    let found = addresses(&page);
    assert!(found.len() >= 2, "{}", page.text);
    assert!(page.says(&format!("<img src=\"{}\"", found[0])) && page.says("PDF файл"));
    assert!(!page.says(&format!("<img src=\"{}\"", found[1])), "a PDF is opened, not drawn");
    assert_eq!(addresses(&clerk.get(&format!("/kk/office/applications/{}", case.application)).await).len(), 2);

    let opened = clerk.get(&found[0]).await;
    assert_eq!((opened.status, opened.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert!(opened.header("content-disposition").starts_with("inline; filename=\""));
    assert!(!opened.header("content-disposition").contains("Aisha"));
    assert!(opened.header("content-security-policy").ends_with("sandbox"));
    assert_eq!((opened.header("x-content-type-options"), opened.header("cache-control")), ("nosniff", "no-store"));
    assert!(image::load_from_memory(&opened.bytes).is_ok() && !opened.says(PLACE));

    let opened = clerk.get(&found[1]).await;
    assert_eq!(opened.header("content-type"), "application/pdf");
    let policy = opened.header("content-security-policy");
    assert_eq!(policy, "frame-ancestors 'none'", "the readers of Chrome and Safari stay blank under any other");
    assert!(opened.bytes.starts_with(b"%PDF-") && !opened.says("JavaScript"));
}

#[tokio::test]
async fn nobody_but_the_office_opens_a_document_and_a_wrong_address_tells_nothing() {
    let mut case = Case::new().await;
    case.family.post_file(PAGE, "0", &photo(200)).await;
    let mut clerk = case.clerk().await;
    let address = addresses(&clerk.get(&case.review()).await).remove(0);
    assert_eq!(case.family.get(&address).await.status, StatusCode::FORBIDDEN);
    assert!(Browser::new(&case.site).get(&address).await.location.ends_with("?no=session"));
    let mut kindergarten = Browser::new(&case.site);
    kindergarten.post("/kk/staff", &[("login", "balapan"), ("password", PASSWORD)]).await;
    assert_eq!(kindergarten.get(&address).await.status, StatusCode::FORBIDDEN);
    let (_, id) = address.rsplit_once('/').unwrap();
    let others = [
        format!("/kk/office/documents/{}/7", case.application),
        format!("/kk/office/documents/{}/{id}", ApplicationId(7)),
        format!("/kk/office/documents/{}/x", case.application),
        "/kk/office/documents/x/7".to_owned(),
    ];
    for other in others {
        assert_eq!(clerk.get(&other).await.status, StatusCode::NOT_FOUND, "{other}");
    }
    // A family never removes what another one sent.
    let mut other = Browser::new(&case.site);
    apply(&mut other, &[("iin", "190505500005"), ("born_year", "2019"), ("born_month", "5"), ("born_day", "5")]).await;
    other.post("/kk/my/documents/remove", &[("document", id)]).await;
    let looked = case.looks_at_documents().await;
    assert_eq!(clerk.get(&address).await.status, StatusCode::OK);
    assert_eq!(case.looks_at_documents().await, looked + 1, "each look leaves a line");
}

#[tokio::test]
async fn after_a_rejection_a_family_sends_another_and_the_office_can_say_no_again() {
    let mut case = Case::new().await;
    case.decide(Verdict::Reject, GroundReason::DocumentMissing).await;
    let mut clerk = case.clerk().await;
    assert!(!clerk.get("/kk/office").await.says(&case.review()));
    case.town.store.clock().move_to("2026-04-08T08:00:00Z".parse().unwrap());
    assert_eq!(case.family.post_file(PAGE, "0", &photo(200)).await.status, StatusCode::SEE_OTHER);
    assert!(clerk.get("/kk/office").await.says(&case.review()), "it is before the office again");
    let page = clerk.get(&case.review()).await;
    assert!(page.says("шешімнен кейін келген") && page.says("Жаңа құжат негізді растамай ма?"), "{}", page.text);
    case.town.store.clock().move_to("2026-04-08T09:00:00Z".parse().unwrap());
    let fields = [
        ("act", page.act()),
        ("state", "rejected".to_owned()),
        ("seen", page.answer("seen")),
        ("reason", "document_does_not_prove".to_owned()),
        ("verdict", "reject-again".to_owned()),
    ];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let decided = clerk.post(&case.review(), &fields).await;
    assert!(decided.location.contains("done=ground-rejected"), "{} {}", decided.status, decided.text);
    assert!(!clerk.get("/kk/office").await.says(&case.review()));
    assert!(case.family.get(PAGE).await.says("Басқарма шешім шығарды"));
}

#[tokio::test]
async fn the_office_decides_on_no_document_that_it_has_not_seen() {
    let mut case = Case::new().await;
    case.family.post_file(PAGE, "0", &photo(200)).await;
    let mut clerk = case.clerk().await;
    let page = clerk.get(&case.review()).await;
    case.family.post_file(PAGE, "0", &photo(100)).await;
    let reject = |page: &Page| {
        [
            ("act", page.act()),
            ("state", page.answer("state")),
            ("seen", page.answer("seen")),
            ("reason", "document_does_not_prove".to_owned()),
            ("verdict", "reject".to_owned()),
        ]
    };
    let fields = reject(&page);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = clerk.post(&case.review(), &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("тағы бір құжат келді") && addresses(&page).len() >= 2, "{}", page.text);
    let fields = reject(&page);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let decided = clerk.post(&case.review(), &fields).await;
    assert!(decided.location.contains("done=ground-rejected"), "{} {}", decided.status, decided.text);
}

#[tokio::test]
async fn a_confirmed_ground_or_a_closed_application_takes_no_more() {
    let mut case = Case::new().await;
    case.decide(Verdict::Confirm, GroundReason::DocumentProves).await;
    let page = case.family.get(PAGE).await;
    assert!(page.says("Негіз расталған") && !page.says("type=\"file\""));
    let page = case.family.post_file(PAGE, "0", &photo(200)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    case.decide(Verdict::Revoke, GroundReason::CircumstanceEnded).await;
    assert!(case.family.get(PAGE).await.says("type=\"file\""));
    let command = Command::WithdrawApplication { application: case.application };
    let by = Actor { role: Role::Family, id: case.application.0 };
    case.town.town.act(Act { command, by, command_id: CommandId::random() }).await.unwrap().outcome.unwrap();
    let page = case.family.get(PAGE).await;
    assert!(page.says("Өтініш жабылған") && !page.says("type=\"file\""));
}

#[tokio::test]
async fn a_ground_that_is_confirmed_until_a_day_takes_the_next_certificate() {
    let mut case = Case::new().await;
    case.decide_until(Verdict::Confirm, GroundReason::DocumentProves, Some(date(2026, 9, 1))).await;
    let page = case.family.get(PAGE).await;
    assert!(page.says("type=\"file\"") && page.says("2026 жылғы 1 қыркүйек"), "{}", page.text);
    assert!(!page.says("құжат әлі жіберілген жоқ") && !page.says("Негіз расталған"), "{}", page.text);
    case.town.store.clock().move_to("2026-04-08T08:00:00Z".parse().unwrap());
    assert_eq!(case.family.post_file(PAGE, "0", &photo(200)).await.status, StatusCode::SEE_OTHER);
    assert!(case.clerk().await.get("/kk/office").await.says(&case.review()), "it is before the office");
}

#[tokio::test]
async fn a_helper_sends_a_document_under_their_own_name_and_takes_none_back() {
    let mut case = Case::new().await;
    let act = case.family.get("/ru/my/helpers").await.act();
    case.family.post("/ru/my/helpers", &filled(&act, &[])).await;
    let page = case.family.get("/ru/my/helpers").await;
    let code = page.text.split("<dt>Код помощника</dt><dd class=\"code\">").nth(1).unwrap().split('<').next().unwrap();
    let number = case.town.town.applicant(case.application).await.unwrap().unwrap().number.to_string();
    let mut helper = Browser::new(&case.site);
    assert_eq!(helper.post("/ru/find", &[("number", &number), ("code", code)]).await.location, "/ru/my");
    let sent = helper.post_file("/ru/my/documents", "0", &photo(200)).await;
    assert_eq!(sent.location, "/ru/my/documents?done=document-sent");
    let by = "Помощник: Оспанова Гүлмира";
    let page = helper.get("/ru/my/documents").await;
    assert!(page.says(by) && !page.says("/my/documents/remove"), "{}", page.text);
    let page = case.family.get("/ru/my/documents").await;
    assert!(page.says(by), "{}", page.text);
    let document = page.answer("document");
    assert_eq!(helper.post("/ru/my/documents/remove", &[("document", &document)]).await.status, StatusCode::FORBIDDEN);
    let mut clerk = case.clerk().await;
    let review = case.review();
    assert!(clerk.get(&review.replace("/kk/", "/ru/")).await.says(by));
    assert!(clerk.get(&format!("/ru/office/applications/{}", case.application)).await.says(by));
    let removed = case.family.post("/ru/my/documents/remove", &[("document", &document)]).await;
    assert_eq!(removed.location, "/ru/my/documents?done=document-removed", "it is the family's");
}

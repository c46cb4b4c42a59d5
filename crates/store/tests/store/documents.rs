//! Papers for a ground: sealed, counted, taken back, and gone when they are no longer needed.

use crate::fixture::{CLERK, Fixture, MONDAY, at, family};
use admission::{ApplicationId, Command, Ground, GroundReason};
use jiff::civil::{Date, date};
use store::{
    Added, CommandId, Contact, DOCUMENTS_OF_GROUND_MAX, Document, HelperId, NewApplication, NewDocument,
    ReviewDecision, ReviewFilter, Verdict,
};

const FIRST: Ground = Ground::Claimed(0);
const SECOND: Ground = Ground::Claimed(1);
const SECRET: &str = "the photo of a certificate";
const WAITING: ReviewFilter = ReviewFilter { pending_only: true, limit: 100, offset: 0 };

struct Case {
    town: Fixture,
    application: ApplicationId,
}

impl Case {
    async fn new() -> Self {
        let town = Fixture::new().await;
        let new = NewApplication { grounds: vec!["large_family".into(), "orphan".into()], ..family(None) };
        let receipt = town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap();
        Self { town, application: receipt.application }
    }

    async fn send(&self, ground: Ground, what: &str) -> Added {
        let new = NewDocument { ground, helper: None, media: "image/jpeg", bytes: what.as_bytes().to_vec() };
        self.town.town.add_document(self.application, new).await.unwrap()
    }

    async fn list(&self) -> Vec<Document> {
        self.town.town.documents_of(self.application).await.unwrap()
    }

    async fn decide(&self, ground: Ground, verdict: Verdict) {
        self.decide_until(ground, verdict, None).await;
    }

    async fn decide_until(&self, ground: Ground, verdict: Verdict, expires_on: Option<Date>) {
        let reason = match verdict {
            Verdict::Confirm => GroundReason::DocumentProves,
            _ => GroundReason::DocumentMissing,
        };
        let document_on = (verdict == Verdict::Confirm).then(|| date(2026, 1, 1));
        let decision =
            ReviewDecision { application: self.application, ground, verdict, reason, document_on, expires_on };
        self.town.town.decide_review(decision, CLERK, CommandId::random()).await.unwrap().unwrap();
    }

    /// The sweep runs with the next batch.
    async fn swept_at(&self, instant: &str) -> usize {
        self.town.move_to(instant).await;
        self.town.store.catch_up().await.unwrap();
        self.list().await.len()
    }

    async fn withdraw(&self) {
        self.town.done(Command::WithdrawApplication { application: self.application }).await;
    }
}

#[tokio::test]
async fn the_office_opens_what_a_family_sent_and_nobody_reads_it_on_the_disk() {
    let case = Case::new().await;
    assert_eq!(case.send(FIRST, SECRET).await, Added::Kept);
    let [document] = &case.list().await[..] else { panic!("one document was sent") };
    assert_eq!((document.ground, document.size, document.media.as_str()), (FIRST, 26, "image/jpeg"));
    assert!(!document.is_decided);
    let opened = case.town.town.document(case.application, document.id).await.unwrap().unwrap();
    assert_eq!(opened.bytes.as_slice(), SECRET.as_bytes());
    assert_eq!(format!("{opened:?}"), "OpenedDocument(…)");
    let bytes = case.town.tables.bytes();
    assert!(!bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()));
    let other = case.town.town.submit_application(family(None), CommandId::random()).await.unwrap().unwrap();
    assert!(case.town.town.document(other.application, document.id).await.unwrap().is_none());
}

#[tokio::test]
async fn the_same_document_sent_twice_is_one() {
    let case = Case::new().await;
    assert_eq!(case.send(FIRST, SECRET).await, Added::Kept);
    assert_eq!(case.send(FIRST, SECRET).await, Added::Kept);
    assert_eq!(case.list().await.len(), 1);
    assert_eq!(case.send(SECOND, SECRET).await, Added::Kept);
    assert_eq!(case.list().await.len(), 2, "for another ground it is another");
}

#[tokio::test]
async fn there_are_at_most_five_for_a_ground_and_ten_in_all() {
    let case = Case::new().await;
    for number in 0..DOCUMENTS_OF_GROUND_MAX {
        assert_eq!(case.send(FIRST, &number.to_string()).await, Added::Kept);
    }
    assert_eq!(case.send(FIRST, "one more").await, Added::TooManyOfGround);
    assert_eq!(case.send(FIRST, "0").await, Added::Kept, "it is there already");
    for number in 0..DOCUMENTS_OF_GROUND_MAX {
        assert_eq!(case.send(SECOND, &number.to_string()).await, Added::Kept);
    }
    assert_eq!(case.list().await.len(), 10);
}

#[tokio::test]
async fn a_document_is_taken_back_only_before_the_decision() {
    let case = Case::new().await;
    case.send(FIRST, "one").await;
    case.send(SECOND, "two").await;
    case.town.move_to("2026-03-02T05:00:00Z").await;
    case.decide(FIRST, Verdict::Reject).await;
    for document in case.list().await {
        case.town.town.remove_document(case.application, document.id).await.unwrap();
    }
    let [left] = &case.list().await[..] else { panic!("the one that was looked at stays") };
    assert!(left.ground == FIRST && left.is_decided);
}

#[tokio::test]
async fn nothing_is_taken_for_a_ground_that_is_confirmed_or_unknown_or_of_a_closed_application() {
    let case = Case::new().await;
    case.decide(FIRST, Verdict::Confirm).await;
    assert_eq!(case.send(FIRST, SECRET).await, Added::NotNeeded);
    assert_eq!(case.send(Ground::Claimed(7), SECRET).await, Added::NotNeeded);
    assert_eq!(case.send(Ground::Conclusion, SECRET).await, Added::NotNeeded);
    case.withdraw().await;
    assert_eq!(case.send(SECOND, SECRET).await, Added::NotNeeded);
    assert!(case.list().await.is_empty());
}

#[tokio::test]
async fn a_ground_that_is_confirmed_until_a_day_takes_the_next_certificate() {
    let case = Case::new().await;
    case.send(FIRST, SECRET).await;
    case.town.move_to("2026-03-02T05:00:00Z").await;
    case.decide_until(FIRST, Verdict::Confirm, Some(date(2026, 9, 1))).await;
    assert_eq!(case.town.town.review_count(true).await.unwrap(), 1, "the other one");
    case.town.move_to("2026-08-01T05:00:00Z").await;
    assert_eq!(case.send(FIRST, "the next year's certificate").await, Added::Kept);
    let waiting = case.town.town.reviews(WAITING).await.unwrap();
    assert!(waiting.iter().any(|review| review.ground == FIRST), "the office looks at it");
    case.town.move_to("2026-08-02T05:00:00Z").await;
    case.decide_until(FIRST, Verdict::Confirm, Some(date(2027, 9, 1))).await;
    assert_eq!(case.town.town.review_count(true).await.unwrap(), 1);
}

#[tokio::test]
async fn a_document_that_comes_after_a_rejection_puts_its_ground_before_the_office_again() {
    let case = Case::new().await;
    case.decide(FIRST, Verdict::Reject).await;
    case.decide(SECOND, Verdict::Reject).await;
    assert_eq!(case.town.town.review_count(true).await.unwrap(), 0);
    case.town.move_to("2026-03-02T05:00:00Z").await;
    case.send(FIRST, "one").await;
    case.send(FIRST, "two").await;
    let waiting = case.town.town.reviews(WAITING).await.unwrap();
    assert_eq!(waiting.iter().map(|review| review.ground).collect::<Vec<_>>(), [FIRST]);
    case.town.move_to("2026-03-02T06:00:00Z").await;
    case.decide(FIRST, Verdict::Confirm).await;
    assert_eq!(case.town.town.review_count(true).await.unwrap(), 0);
}

#[tokio::test]
async fn the_same_document_sent_again_after_a_rejection_is_before_the_office_again() {
    let case = Case::new().await;
    case.send(FIRST, SECRET).await;
    case.town.move_to("2026-03-02T05:00:00Z").await;
    assert_eq!(case.send(FIRST, SECRET).await, Added::Kept);
    assert_eq!(case.list().await[0].uploaded_at, at(MONDAY), "nobody has decided: it is the one that came first");
    case.decide(FIRST, Verdict::Reject).await;
    case.decide(SECOND, Verdict::Reject).await;
    case.town.move_to("2026-03-03T05:00:00Z").await;
    let helper = Some(HelperId(7));
    let new = NewDocument { ground: FIRST, helper, media: "image/jpeg", bytes: SECRET.as_bytes().to_vec() };
    assert_eq!(case.town.town.add_document(case.application, new).await.unwrap(), Added::Kept);
    let [again] = &case.list().await[..] else { panic!("it is one document") };
    assert_eq!((again.uploaded_at, again.helper, again.is_decided), (at("2026-03-03T05:00:00Z"), helper, false));
    let waiting = case.town.town.reviews(WAITING).await.unwrap();
    assert_eq!(waiting.iter().map(|review| review.ground).collect::<Vec<_>>(), [FIRST]);
    assert_eq!(case.swept_at("2026-09-12T04:00:00Z").await, 1, "the office has not seen it yet");
}

#[tokio::test]
async fn a_document_is_deleted_ninety_days_after_the_decision_on_it_and_not_before() {
    let case = Case::new().await;
    case.send(FIRST, SECRET).await;
    case.send(SECOND, SECRET).await;
    case.town.move_to("2026-03-12T04:00:00Z").await;
    case.decide(FIRST, Verdict::Reject).await;
    assert_eq!(case.swept_at("2026-06-10T03:59:00Z").await, 2);
    assert_eq!(case.swept_at("2026-06-10T04:06:00Z").await, 1, "the other ground waits yet");
    assert_eq!(case.swept_at("2026-12-10T04:00:00Z").await, 1, "however long it waits");
}

#[tokio::test]
async fn a_document_that_came_after_the_decision_waits_for_the_next_one() {
    let case = Case::new().await;
    case.decide(FIRST, Verdict::Reject).await;
    case.town.move_to("2026-03-12T04:00:00Z").await;
    case.send(FIRST, SECRET).await;
    assert_eq!(case.swept_at("2026-09-12T04:00:00Z").await, 1);
}

#[tokio::test]
async fn what_nobody_decided_on_is_deleted_ninety_days_after_the_application_was_closed() {
    let case = Case::new().await;
    case.send(FIRST, SECRET).await;
    case.town.move_to("2026-06-12T04:00:00Z").await;
    case.withdraw().await;
    assert_eq!(case.swept_at("2026-09-10T03:59:00Z").await, 1);
    assert_eq!(case.swept_at("2026-09-10T04:06:00Z").await, 0);
}

#[tokio::test]
async fn erasing_a_family_deletes_its_documents_at_once() {
    let case = Case::new().await;
    case.send(FIRST, SECRET).await;
    case.town.town.erase_applicant(case.application).await.unwrap();
    assert_eq!(case.town.tables.count("document"), 0);
    assert_eq!(case.send(FIRST, SECRET).await, Added::NotNeeded);
}

#[tokio::test]
async fn a_new_phone_leaves_documents_readable() {
    let case = Case::new().await;
    case.send(FIRST, SECRET).await;
    let town = &case.town.town;
    let contact = Contact::Phone("+77019999999".into());
    let request = town.ask_to_change_contact(case.application, contact).await.unwrap().unwrap();
    let mut message = case.town.store.take_due_messages(100).await.unwrap().into_iter();
    let message = message.rfind(|message| message.occasion == store::Occasion::OneTimeCode).unwrap();
    let code = town.code_of(&message).await.unwrap().unwrap();
    town.try_contact_code(case.application, request.as_str(), &code).await.unwrap();
    let applicant = town.applicant(case.application).await.unwrap().unwrap();
    assert_eq!(applicant.phone.as_str(), "+77019999999");
    let id = case.list().await[0].id;
    assert_eq!(town.document(case.application, id).await.unwrap().unwrap().bytes.as_slice(), SECRET.as_bytes());
}

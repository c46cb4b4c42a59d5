//! A town with two kindergartens, eight members of staff and a clock that stands still.

use admission::{ApplicationId, Calendar, Command, GroupId, Iin, Kato, Kind, KindergartenId, Offer, Policy, QueueId};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use std::fmt::Write;
use std::sync::Arc;
use store::{
    Act, Actor, ChildNames, Clock, CommandId, Hours, Language, MasterKey, Names, NewAccount, NewApplication, NewGroup,
    NewKindergarten, NewTown, Receipt, Role, StaffRole, Store, Town, Who,
};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{IdentityProvider, Site};

/// Monday, 2 March 2026, 16:40 in Astana.
pub(crate) const MONDAY: &str = "2026-03-02T11:40:00Z";
/// Monday 18:00, when the list is published.
pub(crate) const MONDAY_EVENING: &str = "2026-03-02T13:00:00Z";
/// Tuesday 07:00, when it opens.
pub(crate) const TUESDAY: &str = "2026-03-03T02:00:00Z";

const BOSS: Actor = Actor { role: Role::Administrator, id: 0 };
const PASSWORD: &str = "сары ала қаз 7";

/// A town on a disk of its own, with its pages.
pub(crate) struct Fixture {
    _directory: TempDir,
    pub(crate) store: Store,
    pub(crate) town: Arc<Town>,
    pages: Router,
}

/// Somebody who is logged in.
pub(crate) struct Person(pub(crate) String);

impl Person {
    /// Somebody without a log-in.
    pub(crate) fn nobody() -> Self {
        Self(String::new())
    }

    /// Who comes back with the session that an answer began.
    pub(crate) fn of(answer: &Answer) -> Self {
        let cookies = answer.headers.get_all(header::SET_COOKIE).into_iter().filter_map(|line| line.to_str().ok());
        let session = cookies.filter_map(|line| line.split(';').next()).find(|line| line.starts_with("kezek="));
        Self(session.unwrap().to_owned())
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }
}

pub(crate) fn three(name: &str) -> Names {
    Names { kk: name.to_owned(), ru: name.to_owned(), en: name.to_owned() }
}

fn kato() -> Kato {
    "710000000".parse().unwrap()
}

/// What another town holds.
pub(crate) struct Elsewhere {
    pub(crate) account: String,
    pub(crate) application: String,
}

/// An application for a child who has no IIN yet.
fn unnumbered(born_on: Date) -> NewApplication {
    NewApplication {
        child: ChildNames { surname: "Омарова".to_owned(), name: "Еркем".to_owned(), patronymic: None },
        iin: None,
        born_on,
        guardian: "Омарова Жанна".to_owned(),
        phone: "+77015550202".parse().unwrap(),
        email: None,
        kind: Kind::General,
        grounds: Vec::new(),
        language: Language::Kk,
        earlier: None,
        legacy_number: None,
    }
}

/// Makes a log-in.
async fn give(store: &Store, login: &str, role: StaffRole, kindergarten: Option<KindergartenId>) {
    let account = NewAccount {
        login: login.to_owned(),
        display_name: format!("{login} қызметкері"),
        role,
        town: kato(),
        kindergarten,
        password: PASSWORD.to_owned(),
    };
    store.create_account(account).await.unwrap().unwrap();
}

impl Fixture {
    /// Groups 1 and 2 belong to the kindergartens 1 and 2; both are for children of 2022.
    pub(crate) async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Clock::freeze_at(MONDAY.parse().unwrap());
        let store = Store::open(directory.path(), MasterKey::from_bytes([7; 32]), clock).unwrap();
        let town = NewTown {
            kato: kato(),
            names: three("Үлгі"),
            zone: "Asia/Almaty".to_owned(),
            policy: Policy::default(),
            calendar: Calendar::default(),
        };
        let town = store.found_town(town).await.unwrap();
        let accounts = [("balapan", Some("Балапан")), ("aigolek", Some("Айгөлек")), ("clerk", None), ("boss", None)];
        let mut first = None;
        for (login, kindergarten) in accounts {
            let mut belongs_to = None;
            if let Some(name) = kindergarten {
                let (names, district, address) = (three(name), three(""), three("Абай көшесі, 1"));
                let new = NewKindergarten { names, address, phone: "+77172000000".to_owned(), district, point: None };
                let id = town.register_kindergarten(new, BOSS).await.unwrap();
                let new = NewGroup {
                    kindergarten: id,
                    names: three("Қошақан"),
                    language: Language::Kk,
                    kind: Kind::General,
                    birth_years: vec![2022],
                    hours: Hours::FullDay,
                    capacity: 25,
                };
                town.open_group(new, BOSS, CommandId::random()).await.unwrap().unwrap();
                belongs_to = Some(id);
            }
            first = first.or(belongs_to);
            let role = match login {
                "clerk" => StaffRole::Clerk,
                "boss" => StaffRole::Administrator,
                _ => StaffRole::Kindergarten,
            };
            give(&store, login, role, belongs_to).await;
        }
        give(&store, "verifier", StaffRole::Verifier, None).await;
        give(&store, "head", StaffRole::Head, None).await;
        give(&store, "auditor", StaffRole::Auditor, None).await;
        give(&store, "deputy", StaffRole::Deputy, first).await;
        let pages = web::router(Site::new(store.clone()).excusing_second_factors());
        Self { _directory: directory, store, town, pages }
    }

    /// A second town in the same store, with an administrator and an application of its own.
    pub(crate) async fn another_town(&self) -> Elsewhere {
        let kato: Kato = "990000000".parse().unwrap();
        let new = NewTown {
            kato: kato.clone(),
            names: three("Басқа"),
            zone: "Asia/Almaty".to_owned(),
            policy: Policy::default(),
            calendar: Calendar::default(),
        };
        let town = self.store.found_town(new).await.unwrap();
        let account = NewAccount {
            login: "stranger".to_owned(),
            display_name: "Бөтен".to_owned(),
            role: StaffRole::Administrator,
            town: kato,
            kindergarten: None,
            password: PASSWORD.to_owned(),
        };
        let account = self.store.create_account(account).await.unwrap().unwrap().0.to_string();
        let receipt =
            town.submit_application(unnumbered(date(2022, 5, 5)), CommandId::random()).await.unwrap().unwrap();
        Elsewhere { account, application: receipt.application.to_string() }
    }

    /// The same town, whose pages know under which address they are reached.
    pub(crate) fn reached_at(mut self, address: &str) -> Self {
        self.pages =
            web::router(Site::new(self.store.clone()).excusing_second_factors().reached_at(Some(address.to_owned())));
        self
    }

    /// The same town, whose pages ask staff for a second factor and know under which name they are reached.
    pub(crate) fn asking_second_factors(mut self) -> Self {
        let address = Some("https://kezek.example".to_owned());
        self.pages = web::router(Site::new(self.store.clone()).reached_at(address));
        self
    }

    /// The same town, which has an identity provider.
    pub(crate) fn asking_provider(mut self, provider: IdentityProvider) -> Self {
        let site = Site::new(self.store.clone()).reached_at(Some("https://kezek.example".to_owned()));
        self.pages = web::router(site.asking_provider(provider));
        self
    }

    /// The same installation, some of whose towns have hosts of their own.
    pub(crate) fn served_under(mut self, hosts: Vec<(String, Kato)>) -> Self {
        self.pages = web::router(Site::new(self.store.clone()).with_hosts(hosts));
        self
    }

    /// Somebody who is not logged in.
    pub(crate) fn visitor(&self) -> Person {
        Person(String::new())
    }

    pub(crate) async fn log_in(&self, login: &str) -> Person {
        self.log_in_with(login, PASSWORD).await.unwrap()
    }

    /// `None` where the log-in is not accepted.
    pub(crate) async fn log_in_with(&self, login: &str, password: &str) -> Option<Person> {
        let form = form_of(&[("login", login), ("password", password)]);
        let request = request("POST", "/kk/staff").body(Body::from(form)).unwrap();
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let cookie = response.headers().get(header::SET_COOKIE)?.to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        (response.status() == StatusCode::SEE_OTHER).then_some(Person(cookie))
    }

    /// The family of that application, logged in.
    pub(crate) async fn family(&self, application: ApplicationId) -> Person {
        let who = Who::Family(kato(), application);
        let token = self.store.open_session(who, SignedDuration::from_hours(1)).await.unwrap();
        Person(format!("kezek={}", token.as_str()))
    }

    pub(crate) async fn get(&self, person: &Person, path: &str) -> Answer {
        let request = request("GET", path).header(header::COOKIE, &person.0).body(Body::empty()).unwrap();
        self.answer(request).await
    }

    /// A file, whose bytes are no text.
    pub(crate) async fn get_file(&self, person: &Person, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = request("GET", path).header(header::COOKIE, &person.0).body(Body::empty()).unwrap();
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        (status, headers, to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec())
    }

    /// Status and kind of what is no text.
    pub(crate) async fn head(&self, person: &Person, path: &str) -> (StatusCode, String) {
        let request = request("GET", path).header(header::COOKIE, &person.0).body(Body::empty()).unwrap();
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
        (response.status(), kind.unwrap_or_default())
    }

    pub(crate) async fn get_as_visitor(&self, path: &str) -> Answer {
        self.answer(request("GET", path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post_as_visitor(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.answer(request("POST", path).body(Body::from(form_of(form))).unwrap()).await
    }

    /// Sends a form as an act of its own.
    pub(crate) async fn post(&self, person: &Person, path: &str, form: &[(&str, &str)]) -> Answer {
        self.post_act(person, path, form, CommandId::random()).await
    }

    pub(crate) async fn post_act(&self, person: &Person, path: &str, form: &[(&str, &str)], act: CommandId) -> Answer {
        let act = act.to_string();
        let form = form_of(&[form, &[("act", act.as_str())]].concat());
        self.answer(request("POST", path).header(header::COOKIE, &person.0).body(Body::from(form)).unwrap()).await
    }

    /// Sends a file as a browser does.
    pub(crate) async fn post_file(&self, person: &Person, path: &str, file: &[u8]) -> Answer {
        let part = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        let form = [part, file, b"\r\n--b--\r\n"].concat();
        let request = Request::builder().method("POST").uri(path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        self.answer(request.header(header::COOKIE, &person.0).body(Body::from(form)).unwrap()).await
    }

    pub(crate) async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer { status, location, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    /// A family applies for a child of 2022, and proves its phone.
    pub(crate) async fn apply(&self, surname: &str, iin: &str, grounds: &[&str]) -> Receipt {
        let receipt = self.apply_unproved(surname, iin, grounds).await;
        self.town.note_reached(receipt.application, None).await.unwrap();
        receipt
    }

    /// A family applies for a child of 2022.
    pub(crate) async fn apply_unproved(&self, surname: &str, iin: &str, grounds: &[&str]) -> Receipt {
        let iin: Iin = iin.parse().unwrap();
        let names = ChildNames { surname: surname.to_owned(), name: "Әлия".to_owned(), patronymic: None };
        let new = NewApplication {
            child: names,
            iin: Some(iin),
            born_on: iin.born_on(),
            guardian: format!("{surname} Сәуле"),
            phone: "+77015550101".parse().unwrap(),
            email: None,
            kind: Kind::General,
            grounds: grounds.iter().map(|code| (*code).to_owned()).collect(),
            language: Language::Kk,
            earlier: None,
            legacy_number: None,
        };
        self.town.submit_application(new, CommandId::random()).await.unwrap().unwrap()
    }

    /// A family applies for a child who has no IIN yet.
    pub(crate) async fn apply_unnumbered(&self, born_on: Date) -> ApplicationId {
        let new = unnumbered(born_on);
        self.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application
    }

    /// Moves the clock, and lets the steps run that are due by then.
    pub(crate) async fn move_to(&self, instant: &str) {
        self.store.clock().move_to(instant.parse::<Timestamp>().unwrap());
        self.act(Command::PauseApplication { application: ApplicationId(0) }).await;
    }

    pub(crate) async fn act(&self, command: Command) -> bool {
        let act = Act { command, by: BOSS, command_id: CommandId::random() };
        self.town.act(act).await.unwrap().outcome.is_ok()
    }

    /// A family holds a referral to group 1 from Tuesday on.
    pub(crate) async fn referred(&self) -> ApplicationId {
        let family = self.apply("Серікова", "220101600013", &[]).await.application;
        self.refer(family).await;
        family
    }

    /// A family that alone is in the queue gets a referral to group 1.
    pub(crate) async fn refer(&self, family: ApplicationId) {
        assert!(self.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 1 }).await);
        self.move_to(MONDAY_EVENING).await;
        self.move_to(TUESDAY).await;
        assert!(self.act(Command::ClaimPlace { application: family, group: GroupId(1) }).await);
    }

    pub(crate) fn offer(&self, group: u32) -> Offer {
        let state = self.town.state();
        let queue = state.queue(QueueId { birth_year: 2022, kind: Kind::General });
        queue.and_then(|queue| queue.offers().get(&GroupId(group))).cloned().unwrap_or_default()
    }

    pub(crate) fn valid_until(&self, application: ApplicationId) -> Date {
        let state = self.town.state();
        state.application(application).unwrap().referral().map_or(date(1, 1, 1), |referral| referral.valid_until)
    }
}

fn request(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

fn form_of(fields: &[(&str, &str)]) -> String {
    let mut form = String::new();
    for (name, value) in fields {
        let _ = write!(form, "&{name}=");
        for byte in value.bytes() {
            let _ = write!(form, "%{byte:02X}");
        }
    }
    form
}

//! Exchanges of places to which both families have agreed: the office confirms each, or says why not.

use super::tasks::queue_name;
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::offer::GroupLine;
use crate::rights::OfficeStaff;
use crate::staff::{act, again, on_to, spoken};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Application, ApplicationId, Command, ExchangeReason};
use askama::Template;
use axum::response::Response;

/// One of the two children.
struct Side {
    id: ApplicationId,
    sign: String,
    /// Where the child goes now.
    group: String,
    terms: String,
}

/// An exchange that waits for the office.
struct Agreed {
    queue: String,
    sides: [Side; 2],
}

#[derive(Template)]
#[template(path = "pages/office/exchanges.html")]
struct ExchangesPage {
    flash: Option<Flash>,
    agreed: Vec<Agreed>,
    reasons: &'static [ExchangeReason],
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/office/exchanges`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let (flash, form) = (Flash::of(staff.visit.t, &asked), Form::blank(staff.visit.t));
    render(&page(staff.visit, flash, form))
}

/// `POST /{lang}/office/exchanges`.
pub(super) async fn decide(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let sign = |name| answers.of(name).parse::<ApplicationId>().map_err(|_| Trouble::BadForm);
    let applications = [sign("one")?, sign("other")?];
    let (command, done) = match answers.of("do") {
        "confirm" => (Command::ExchangePlaces { applications }, "exchange-confirmed"),
        "refuse" => {
            let Some(reason) = ExchangeReason::from_code(answers.of("reason")) else {
                let t = staff.visit.t;
                let mut form = Form::sent(t, answers);
                form.complain("reason", &t.with("kindergarten-choose-reason"));
                return Ok(again(render(&page(staff.visit, None, form))?));
            };
            (Command::RefuseExchange { applications, reason }, "exchange-refused")
        }
        _ => return Err(Trouble::BadForm),
    };
    match act(&staff.visit, &staff.account, command, command_id).await? {
        Ok(_) => Ok(on_to(&staff.visit, "/office/exchanges", done)),
        Err(refusal) => {
            let t = staff.visit.t;
            let mut form = Form::sent(t, answers);
            form.complain("exchanges", &t.with(format!("refusal-{}", refusal.code())));
            form.renew();
            Ok(again(render(&page(staff.visit, None, form))?))
        }
    }
}

fn page(visit: Visit, flash: Option<Flash>, form: Form) -> ExchangesPage {
    let registry = visit.town.registry();
    let agreed = {
        let state = visit.town.state();
        let side = |id: ApplicationId| {
            let group = state.application(id).and_then(Application::enrolled_in);
            let line = group.and_then(|group| GroupLine::of(&visit, &registry, group)).unwrap_or_default();
            Side {
                id,
                sign: spoken(id),
                group: format!("{}, {}", line.kindergarten_name, line.name),
                terms: line.terms,
            }
        };
        let queue = |id| state.application(id).map(|it| queue_name(&visit, state.queue_of(it).id()));
        let all = state.agreed_exchanges().into_iter();
        all.map(|pair| Agreed { queue: queue(pair[0]).unwrap_or_default(), sides: pair.map(side) }).collect()
    };
    ExchangesPage { flash, agreed, reasons: ExchangeReason::ALL, form, visit }
}

impl ExchangesPage {
    /// Whether what is wrong in the form is wrong with that exchange.
    fn is_wrong(&self, agreed: &Agreed) -> bool {
        !self.form.is_fine() && self.form.has("one", &agreed.sides[0].id.to_string())
    }
}

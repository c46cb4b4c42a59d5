//! The file of an application on paper: standing, record, grounds, complaints, messages, and every entry with who and why.

use super::application::{GroundLine, Record, Standing};
use super::timeline::timeline;
use crate::pages::family::message_line;
use crate::press;
use crate::rights::OfficeStaff;
use crate::staff::{Purpose, open_record};
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::ApplicationId;
use axum::extract::Path;
use axum::response::Response;
use papers::{Happening, Section};
use store::{Message, OpenedComplaint, Review};

/// `GET /{lang}/office/applications/{sign}/file.pdf`.
pub(super) async fn show(
    OfficeStaff { visit, account }: OfficeStaff,
    Path((_, sign)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let id: ApplicationId = sign.parse().map_err(|_| Trouble::NotFound)?;
    let standing = Standing::of(&visit, id).ok_or(Trouble::NotFound)?;
    let record = open_record(&visit, &account, id, Purpose::Enquiry).await?;
    let record = record.map(|applicant| Record::of(&visit, &applicant));
    let reviews = visit.town.reviews_of(id).await?;
    let happenings = timeline(&visit, id, &reviews).await?.into_iter().rev();
    let happenings =
        happenings.map(|one| Happening { head: format!("{} · {}", one.at, one.by), lines: one.lines }).collect();
    let t = visit.t;
    let sections = vec![
        Section {
            heading: t.text("office-standing"),
            facts: standing_facts(&visit, &standing),
            happenings: Vec::new(),
        },
        Section { heading: t.text("office-family"), facts: record_facts(&visit, record), happenings: Vec::new() },
        Section { heading: t.text("office-grounds"), facts: grounds(&visit, &reviews), happenings: Vec::new() },
        Section {
            heading: t.text("tasks-kind-complaint"),
            facts: complaints(&visit, &visit.town.complaints_of(id).await?),
            happenings: Vec::new(),
        },
        Section {
            heading: t.text("office-messages"),
            facts: messages(&visit, &visit.town.messages_of(id).await?),
            happenings: Vec::new(),
        },
        Section { heading: t.text("office-history"), facts: Vec::new(), happenings },
    ];
    let is_told = |section: &Section| !section.facts.is_empty() || !section.happenings.is_empty();
    let paper = papers::File {
        language: press::language(visit.lang),
        issuer: press::issuer(visit.lang, visit.town.names()),
        title: format!("{} {}", t.text("office-application"), standing.sign),
        sign: standing.sign,
        printed: t
            .with("desk-file-printed")
            .set("at", visit.moment(visit.now))
            .set("by", account.display_name.as_str())
            .to_string(),
        made_on: visit.today(),
        sections: sections.into_iter().filter(is_told).collect(),
        demo: visit.site.demo().is_some(),
    };
    let pdf = visit.site.press.print_list(move || papers::file(&paper)).await?;
    Ok(press::shown("kezek-file.pdf", pdf))
}

/// Words with their values.
type Facts = Vec<(String, String)>;

fn standing_facts(visit: &Visit, standing: &Standing) -> Facts {
    let t = visit.t;
    let of = |key: &str, value: Option<String>| value.map(|value| (t.text(key), value));
    let until = standing.valid_until.as_ref();
    let facts = [
        of("office-queue", Some(standing.queue.clone())),
        of("office-status", Some(standing.status.clone())),
        of("desk-file-group", standing.group.clone()),
        of("desk-file-until", until.cloned()),
        of("office-place", standing.place.map(|place| t.number(place))),
        of("office-class", Some(t.text(standing.class_key))),
        of("office-applied-at", Some(standing.applied_at.clone())),
    ];
    facts.into_iter().flatten().collect()
}

fn record_facts(visit: &Visit, record: Option<Record>) -> Facts {
    let t = visit.t;
    let Some(record) = record else { return vec![(t.text("office-family"), t.text("office-erased"))] };
    let of = |key: &str, value: Option<String>| value.map(|value| (t.text(key), value));
    let facts = [
        of("office-child", Some(record.child)),
        of("office-born-on", Some(record.born_on)),
        of("office-iin", record.iin),
        of("office-guardian", Some(record.guardian)),
        of("office-contact", Some(record.phone)),
        of("office-contact", record.email),
        of("office-number", Some(record.number)),
        of("office-legacy-number", record.legacy_number),
    ];
    facts.into_iter().flatten().collect()
}

fn grounds(visit: &Visit, reviews: &[Review]) -> Facts {
    let lines = reviews.iter().map(|review| {
        let line = GroundLine::of(visit, review);
        let until = line.expires_on.map(|day| visit.t.with("office-counts-until").set("day", day).to_string());
        let parts = [Some(visit.t.text(line.state_key)), line.reason, until];
        (line.name, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    });
    lines.collect()
}

/// That there were complaints, and when they were answered: what was written stays on the pages.
fn complaints(visit: &Visit, all: &[OpenedComplaint]) -> Facts {
    let lines = all.iter().map(|OpenedComplaint { complaint, .. }| {
        let asked = visit.t.with("complaint-asked-at").set("at", visit.moment(complaint.asked_at)).to_string();
        let then = match complaint.answered {
            Some((_, at)) => visit.t.with("desk-file-answered").set("at", visit.moment(at)).to_string(),
            None => visit.t.with("complaint-due").set("day", visit.t.date(complaint.due_on)).to_string(),
        };
        (visit.t.text(format!("complaint-subject-{}", complaint.subject.code())), format!("{asked}; {then}"))
    });
    lines.collect()
}

fn messages(visit: &Visit, all: &[Message]) -> Facts {
    let lines = all.iter().map(|message| {
        let line = message_line(visit, message);
        (line.title, format!("{}; {}", visit.t.text(line.channel_key), line.fate))
    });
    lines.collect()
}

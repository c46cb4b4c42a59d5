//! What a visitor of the demo needs: log-ins of the staff, and of families that stand at different points of the way.

use super::cast::{ADMINISTRATOR, AUDITOR, DEPUTY, HEAD, OFFICE, PASSWORD, VERIFIER};
use super::{city, names};
use admission::{Application, ApplicationId, Class, Kind, Status, Territory};
use jiff::Timestamp;
use std::fmt::Write;
use store::{Fault, Names, Town};
use web::{Demo, DemoLogin};

/// The place in the order at which the family that waits is looked for: its turn is days away, not months.
const WAITS_AT: u64 = 12;

/// All log-ins. Families are found anew at every start, because theirs move on.
pub(super) async fn log_ins(town: &Town) -> Result<Demo, Fault> {
    let mut families = Vec::new();
    let found = {
        let state = town.state();
        [waiting(&state), with_access(&state), with_referral(&state)]
    };
    let whose = [
        ["Кезекте тұрған отбасы", "Семья, которая стоит в очереди", "A family that waits"],
        ["Тізімге қолжетімділігі бар отбасы", "Семья с ранним доступом к списку", "A family with access to a list"],
        ["Жолдама алған отбасы", "Семья с направлением", "A family with a referral"],
    ];
    for (id, whose) in found.into_iter().zip(whose) {
        let Some(id) = id else { continue };
        let Some(applicant) = town.applicant(id).await? else { continue };
        families.push(DemoLogin {
            name: applicant.number.to_string(),
            secret: applicant.code.to_string(),
            whose: in_three_languages(whose),
        });
    }
    Ok(Demo { staff: staff(town), families })
}

fn staff(town: &Town) -> Vec<DemoLogin> {
    let log_in = |name: &str, whose: Names| DemoLogin { name: name.to_owned(), secret: PASSWORD.to_owned(), whose };
    let office = [
        (
            OFFICE,
            ["Білім басқармасының маманы", "Специалист управления образования", "Clerk of the education department"],
        ),
        (VERIFIER, ["Негіздерді тексеруші", "Проверяющий основания", "Verifier"]),
        (HEAD, ["Басқарма басшысы", "Руководитель управления", "Head of the department"]),
        (AUDITOR, ["Аудитор", "Аудитор", "Auditor"]),
        (ADMINISTRATOR, ["Әкімші", "Администратор", "Administrator"]),
        (DEPUTY.0, ["Балабақшадағы орынбасар", "Заместитель в детском саду", "Deputy at a kindergarten"]),
    ];
    let mut staff: Vec<_> = office.into_iter().map(|(name, whose)| log_in(name, in_three_languages(whose))).collect();
    // Names and keys do not depend on the day.
    let city = city(Timestamp::UNIX_EPOCH);
    let known = town.registry();
    let kindergartens = city.kindergartens.iter().map(|sample| (sample.key, names(&sample.names)));
    let still_there = kindergartens.filter(|(_, names)| known.kindergartens.values().any(|it| it.names == *names));
    staff.extend(still_there.map(|(key, names)| log_in(key, names)));
    staff
}

fn in_three_languages([kk, ru, en]: [&str; 3]) -> Names {
    Names { kk: kk.to_owned(), ru: ru.to_owned(), en: en.to_owned() }
}

/// An ordinary family some places from the front of the longest general queue.
fn waiting(state: &Territory) -> Option<ApplicationId> {
    let general = state.queues().filter(|queue| queue.id().kind == Kind::General);
    let longest = general.max_by_key(|queue| queue.waiting().total())?;
    let mut behind = state.order(longest.id(), longest.holding_access() + WAITS_AT);
    behind.find(|application| application.class() == Class::Ordinary).map(Application::id)
}

/// A family with access to the newest list, while its places last.
fn with_access(state: &Territory) -> Option<ApplicationId> {
    let general = |application: &&Application| {
        application.status() == Status::Access && state.queue_of(application).id().kind == Kind::General
    };
    state.applications().filter(general).max_by_key(|it| it.access_list()).map(Application::id)
}

/// The family whose referral was issued last.
fn with_referral(state: &Territory) -> Option<ApplicationId> {
    let referred =
        state.applications().filter_map(|application| Some((application.referral()?.issued_on, application)));
    referred.max_by_key(|&(issued_on, _)| issued_on).map(|(_, application)| application.id())
}

/// What the terminal shows once the demo answers.
pub(super) fn welcome(address: &str, demo: &Demo) -> String {
    let mut text = format!("\nKezek's demo answers on http://{address} (Ctrl-C ends it)\n\n");
    let mut line = |left: &str, middle: &str, right: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {left:<16} {middle:<32} {right}");
    };
    line("staff, at", &format!("http://{address}/kk/staff"), "");
    for login in &demo.staff {
        line(&login.name, &login.secret, &login.whose.en);
    }
    line("", "", "");
    line("families, at", &format!("http://{address}/kk/find"), "");
    for login in &demo.families {
        line(&login.name, &login.secret, &login.whose.en);
    }
    text
}

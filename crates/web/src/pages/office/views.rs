//! Who of the staff has seen whose personal data, when and what for.

use crate::answers::Asked;
use crate::rights::OfficeStaff;
use crate::staff::{Purpose, spoken};
use crate::visit::{Page, Visit, show as render};
use admission::ApplicationId;
use askama::Template;
use store::{AccountId, RecordView, ViewFilter};

/// Views on one page.
const PAGE_LENGTH: usize = 50;

struct ViewLine {
    at: String,
    who: String,
    id: ApplicationId,
    sign: String,
    purpose_key: String,
}

#[derive(Template)]
#[template(path = "pages/office/views.html")]
struct ViewsPage {
    lines: Vec<ViewLine>,
    /// Number and name of everybody who has a log-in, or had one.
    accounts: Vec<(String, String)>,
    account: String,
    application: String,
    /// Whether a sign was typed that is none.
    is_unread: bool,
    /// The address of the next page.
    older: Option<String>,
    is_later_page: bool,
    visit: Visit,
}

/// `GET /{lang}/office/views?account=3&application=7KQ2M9XT&before=900`. Signs of applications say nothing of people.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let visit = staff.visit;
    let account: Option<u64> = asked.0.of("account").parse().ok();
    let typed = asked.0.of("application").trim().to_owned();
    let application: Option<ApplicationId> = typed.parse().ok();
    let before = asked.0.of("before").parse().ok();
    let filter = ViewFilter { account: account.map(AccountId), application, before, limit: PAGE_LENGTH + 1 };
    let is_unread = !typed.is_empty() && application.is_none();
    let mut views = if is_unread { Vec::new() } else { visit.town.views(filter).await? };
    let is_more = views.len() > PAGE_LENGTH;
    views.truncate(PAGE_LENGTH);
    let last = views.last().filter(|_| is_more);
    let account = account.map(|id| id.to_string()).unwrap_or_default();
    let older = last.map(|last| {
        let path = format!("/office/views?account={account}&application={}&before={}", written(application), last.id);
        visit.to(&path)
    });
    let all = visit.site.store.accounts(visit.town.kato());
    let mut accounts: Vec<_> = all.into_iter().map(|known| (known.id.0.to_string(), known.display_name)).collect();
    accounts.sort_by(|(_, a), (_, b)| a.cmp(b));
    render(&ViewsPage {
        lines: views.iter().map(|view| ViewLine::of(&visit, view)).collect(),
        accounts,
        account,
        application: typed,
        is_unread,
        older,
        is_later_page: before.is_some(),
        visit,
    })
}

fn written(application: Option<ApplicationId>) -> String {
    application.map(|id| id.to_string()).unwrap_or_default()
}

impl ViewLine {
    fn of(visit: &Visit, view: &RecordView) -> Self {
        let account = visit.site.store.account(view.account);
        Self {
            at: visit.moment(view.at),
            who: account.map(|account| account.display_name).unwrap_or_default(),
            id: view.application,
            sign: spoken(view.application),
            purpose_key: purpose_key(view.purpose),
        }
    }
}

fn purpose_key(purpose: Purpose) -> String {
    format!("view-{}", purpose.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::wording::Wording;

    #[test]
    fn every_purpose_has_words_in_three_languages() {
        let keys = Purpose::ALL.map(purpose_key);
        assert!(Lang::ALL.map(Wording::of).iter().all(|t| keys.iter().all(|key| t.has(key))));
    }
}

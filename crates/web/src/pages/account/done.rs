//! What others have done to a log-in, for its owner and for whoever looks after the log-ins.

use crate::trouble::Trouble;
use crate::visit::Visit;
use store::AccountId;

/// One act in words.
pub(in crate::pages) struct DoneLine {
    pub(in crate::pages) what_key: String,
    pub(in crate::pages) at: String,
    pub(in crate::pages) by: String,
}

/// What was done to an account, the latest first.
pub(in crate::pages) async fn to_account(visit: &Visit, id: AccountId) -> Result<Vec<DoneLine>, Trouble> {
    let store = &visit.site.store;
    let done = store.done_to_account(id).await?;
    let name = |by: Option<AccountId>| match by.and_then(|by| store.account(by)) {
        Some(account) => account.display_name,
        None => visit.t.text("account-done-operator"),
    };
    let line = |one: &store::DoneToAccount| DoneLine {
        what_key: format!("account-act-{}", one.act.code()),
        at: visit.moment(one.at),
        by: name(one.by),
    };
    Ok(done.iter().map(line).collect())
}

//! Pages of a family: apply, come back, see where the child stands, act.

pub(super) mod apply;
mod calendar;
mod chart;
mod choice;
mod claim;
mod compare;
mod complaints;
mod contacts;
mod deeds;
mod documents;
mod exchange;
mod filter;
mod find;
mod helping;
mod ledger;
mod lost;
mod messages;
mod moves;
mod my;
mod next;
mod papers;
mod places;
mod receipt;
mod standing;
mod told;
mod twins;
mod week;

pub(crate) use claim::claim_straight;
pub(crate) use ledger::{Day as DayOfPlace, Ledgers};
pub(crate) use messages::{MessageLine, line as message_line};
pub(crate) use told::Told;
pub(crate) use week::Weeks;

use crate::door::Door;
use crate::rights::Right;
use axum::routing::{get, post};
use deeds::Deed;

/// Doors of a family.
pub(crate) fn doors() -> Vec<Door> {
    let deed = |right, path, deed: Deed| {
        let page = move |family| deeds::confirm(family, deed);
        let act = move |family, answers| deeds::act(family, answers, deed);
        Door::new(right, path, get(page).post(act))
    };
    vec![
        Door::new(Right::Apply, "/apply", get(apply::show).post(apply::submit)),
        Door::new(Right::LogIn, "/find", get(find::show).post(find::find)),
        Door::new(Right::LogIn, "/find/code", get(lost::show).post(lost::ask)),
        Door::new(Right::LogIn, "/find/code/enter", get(lost::enter).post(lost::open)),
        Door::new(Right::LogIn, "/complaint", get(complaints::show_with_number).post(complaints::send_with_number)),
        Door::new(Right::LogIn, "/my/leave", post(find::leave)),
        Door::new(Right::OwnAccount, "/my/leave-all", post(find::leave_all)),
        Door::new(Right::OwnAccount, "/my/contacts", get(contacts::show).post(contacts::ask)),
        Door::new(Right::OwnAccount, "/my/contacts/prove", post(contacts::prove)),
        Door::new(Right::OwnAccount, "/my/contacts/enter", get(contacts::enter).post(contacts::change)),
        Door::new(Right::OwnAccount, "/my/complaints", get(complaints::show).post(complaints::send)),
        Door::new(Right::OwnAccount, "/my/helpers", get(helping::show).post(helping::name)),
        Door::new(Right::OwnAccount, "/my/helpers/end", post(helping::end)),
        Door::new(Right::OwnAccount, "/my/exchange", get(exchange::show).post(exchange::change)),
        Door::new(Right::OwnAccount, "/my/twins", get(twins::show).post(twins::change)),
        Door::new(Right::OwnAccount, "/my/twins/claim", post(twins::claim)),
        Door::new(Right::OwnAccount, "/my/receipt/renew", post(receipt::renew)),
        Door::new(Right::OwnApplication, "/my", get(my::show)),
        Door::new(Right::OwnApplication, "/my/documents", get(documents::show).post(documents::send)),
        Door::new(Right::OwnAccount, "/my/documents/remove", post(documents::remove)),
        Door::new(Right::OwnApplication, "/my/moves", get(moves::show)),
        Door::new(Right::OwnAccount, "/my/messages", get(messages::show).post(messages::set_hours)),
        Door::new(Right::OwnAccount, "/my/devices", post(messages::add_device)),
        Door::new(Right::OwnAccount, "/my/devices/remove", post(messages::remove_devices)),
        Door::new(Right::OwnApplication, "/my/referral.pdf", get(papers::referral)),
        Door::new(Right::OwnApplication, "/my/referral.ics", get(calendar::show_referral)),
        Door::new(Right::OwnAccount, "/my/receipt.pdf", get(papers::receipt)),
        Door::new(Right::OwnAccount, "/my/receipt", get(receipt::show)),
        Door::new(Right::OwnAccount, "/my/receipt.ics", get(calendar::show)),
        Door::new(Right::OwnAccount, "/my/another", get(apply::another)),
        Door::new(Right::OwnApplication, "/my/places", get(places::show)),
        Door::new(Right::OwnApplication, "/my/places/{group}", get(claim::confirm)),
        Door::new(Right::OwnApplication, "/my/compare", get(compare::show)),
        Door::new(Right::OwnApplication, "/my/choice", get(choice::show).post(choice::change)),
        Door::new(Right::OwnApplication, "/my/claim", post(claim::claim)),
        deed(Right::OwnApplication, "/my/pass", Deed::Pass),
        deed(Right::OwnApplication, "/my/pause", Deed::Pause),
        deed(Right::OwnApplication, "/my/resume", Deed::Resume),
        deed(Right::OwnApplication, "/my/decline", Deed::Decline),
        deed(Right::OwnAccount, "/my/withdraw", Deed::Withdraw),
    ]
}

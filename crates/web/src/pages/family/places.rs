//! Places for one family: those of its own list, those open to all of its queue, and those still to come.

use super::standing::Standing;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::offer::GroupLine;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Offer, Status};
use askama::Template;

/// A group with places in one stage.
pub(super) type PlaceLine = (GroupLine, u64);

#[derive(Template)]
#[template(path = "pages/family/places.html")]
struct PlacesPage {
    flash: Option<Flash>,
    standing: Standing,
    mine: Vec<PlaceLine>,
    open: Vec<PlaceLine>,
    coming: Vec<PlaceLine>,
    others: u64,
    visit: Visit,
}

impl PlacesPage {
    fn may_take(&self) -> bool {
        matches!(self.standing.status, Status::Waiting | Status::Access) && !self.standing.lacks_conclusion
    }
}

/// `GET /{lang}/my/places`. Before the opening it does not reload itself. A page that jumps under the hand is hard on old
/// telephones and on whoever has it read aloud; a locked screen would miss the time anyhow; and nobody would gain, since
/// who gets access is settled by the queue, and it lasts for days. The page says so instead, and says when.
pub(super) async fn show(Family { visit, application }: Family, asked: Asked) -> Page {
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let list = standing.access.as_ref().map(|access| access.opened_on);
    let early = |offer: &Offer| list.and_then(|list| offer.early.get(&list)).copied().unwrap_or(0);
    let mine = places(&visit, application, early);
    let open = places(&visit, application, |offer| offer.open);
    let coming = places(&visit, application, |offer| offer.published);
    let others = places(&visit, application, |offer| offer.early_total() - early(offer));
    render(&PlacesPage {
        flash: Flash::to_family(visit.t, &asked, |_| false),
        standing,
        mine,
        open,
        coming,
        others: others.iter().map(|(_, places)| places).sum(),
        visit,
    })
}

fn places(visit: &Visit, application: ApplicationId, count: impl Fn(&Offer) -> u64) -> Vec<PlaceLine> {
    let registry = visit.town.registry();
    let state = visit.town.state();
    let queue = state.application(application).map(|application| state.queue_of(application));
    let offers = queue.into_iter().flat_map(admission::Queue::offers);
    let lines = offers.map(|(&group, offer)| (group, count(offer))).filter(|(_, places)| *places > 0);
    let mut lines: Vec<_> =
        lines.filter_map(|(group, places)| Some((GroupLine::of(visit, &registry, group)?, places))).collect();
    lines.sort_by(|(a, _), (b, _)| (&a.district, &a.kindergarten_name).cmp(&(&b.district, &b.kindergarten_name)));
    lines
}

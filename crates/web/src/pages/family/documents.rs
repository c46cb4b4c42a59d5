//! Documents of a family: what it has sent for each ground, and another one. What was sent is not shown again: the office
//! alone sees it.

use crate::address::{SENDING_DOCUMENTS, SENDING_DOCUMENTS_OF_ONE, attempt};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::helping::Helpers;
use crate::papers_sent::{PaperLine, lines};
use crate::rights::Family;
use crate::session;
use crate::staff::again;
use crate::trouble::Trouble;
use crate::uploads::{Sender, Sent, Upload};
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Ground};
use askama::Template;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect, Response};
use documents::{Cleaned, Unfit};
use store::{Actor, Added, HelperId, NewDocument, Review, ReviewState, Role};

/// One ground with its documents.
struct GroundCard {
    /// As the form says which.
    code: String,
    words: String,
    state_key: &'static str,
    look: &'static str,
    sent: Vec<PaperLine>,
    /// Until when it is confirmed, where another certificate is needed then.
    until: Option<String>,
    takes: bool,
    /// What was wrong with what has just been sent for it.
    fault: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/family/documents.html")]
struct DocumentsPage {
    flash: Option<Flash>,
    grounds: Vec<GroundCard>,
    is_open: bool,
    visit: Visit,
}

/// `GET /{lang}/my/documents`.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked) -> Page {
    let t = visit.t;
    let mut page = page(visit, application, None).await?;
    page.flash = Flash::to_family(t, &asked, |done| match done {
        "document-sent" => page.grounds.iter().any(|card| !card.sent.is_empty()),
        done => done == "document-removed",
    });
    render(&page)
}

/// `POST /{lang}/my/documents`.
pub(super) async fn send(Family { visit, application, by }: Family, request: Request) -> Result<Response, Trouble> {
    // One family first: it shall not use up what many have together behind one address of a mobile network.
    attempt(&visit.site, SENDING_DOCUMENTS_OF_ONE, Some(application))?;
    attempt(&visit.site, SENDING_DOCUMENTS, visit.address)?;
    let place = visit.site.uploads.enter(Sender::Family(application))?;
    let token = session::token(request.headers()).unwrap_or_default().to_owned();
    let upload = Upload::read(request, place).await?;
    let Some(ground) = ground(&upload.text("ground")) else { return Err(Trouble::BadForm) };
    let cleaned = match upload.file {
        Sent::Nothing => Err("documents-nothing"),
        Sent::TooLarge => Err("documents-too-large"),
        Sent::File(file, place) => visit.site.uploads.clean((file, place)).await?.map_err(words_for),
    };
    let outcome = match cleaned {
        // A file takes minutes, and meanwhile a family may have ended its helper, or logged out everywhere.
        Ok(_) if visit.site.store.session(&token).await?.is_none() => {
            return Ok(Redirect::to(&visit.to("/find?no=session")).into_response());
        }
        Ok(cleaned) => keep(&visit, (application, by), ground, cleaned).await?,
        Err(key) => Err(key),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&visit.to("/my/documents?done=document-sent")).into_response()),
        Err(key) => Ok(again(render(&page(visit, application, Some((ground, key))).await?)?)),
    }
}

/// `POST /{lang}/my/documents/remove`.
pub(super) async fn remove(Family { visit, application, .. }: Family, answers: Answers) -> Result<Redirect, Trouble> {
    let id = crate::papers_sent::id(answers.of("document")).ok_or(Trouble::BadForm)?;
    visit.town.remove_document(application, id).await?;
    Ok(Redirect::to(&visit.to("/my/documents?done=document-removed")))
}

/// Keeps what is left of a file, or says why not.
async fn keep(
    visit: &Visit,
    (application, by): (ApplicationId, Actor),
    ground: Ground,
    Cleaned { media, bytes }: Cleaned,
) -> Result<Result<(), &'static str>, Trouble> {
    let helper = (by.role == Role::Helper).then_some(HelperId(by.id));
    let new = NewDocument { ground, helper, media: media.mime(), bytes };
    Ok(match visit.town.add_document(application, new).await? {
        Added::Kept => Ok(()),
        Added::NotNeeded => Err("documents-not-needed"),
        Added::TooManyOfGround => Err("documents-too-many-of-ground"),
        Added::TooMany => Err("documents-too-many"),
    })
}

fn words_for(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::OtherKind => "documents-other-kind",
        Unfit::Heic => "documents-heic",
        Unfit::Broken => "documents-broken",
        Unfit::Locked => "documents-locked",
        Unfit::TooManyPixels => "documents-too-many-pixels",
        Unfit::TooMuch => "documents-too-much",
    }
}

fn ground(code: &str) -> Option<Ground> {
    match code {
        "conclusion" => Some(Ground::Conclusion),
        place => place.parse().ok().map(Ground::Claimed),
    }
}

async fn page(
    visit: Visit,
    application: ApplicationId,
    fault: Option<(Ground, &'static str)>,
) -> Result<DocumentsPage, Trouble> {
    let is_open = visit.town.state().application(application).ok_or(Trouble::NotFound)?.status().is_open();
    let reviews = visit.town.reviews_of(application).await?;
    let documents = visit.town.documents_of(application).await?;
    let helpers = Helpers::of(&visit, application).await?;
    let grounds = reviews.iter().map(|review| GroundCard {
        fault: fault.filter(|(ground, _)| *ground == review.ground).map(|(_, key)| visit.t.text(key)),
        sent: lines(&visit, &helpers, documents.iter().filter(|document| document.ground == review.ground)),
        ..GroundCard::of(&visit, review)
    });
    Ok(DocumentsPage { flash: None, grounds: grounds.collect(), is_open, visit })
}

impl GroundCard {
    fn of(visit: &Visit, review: &Review) -> Self {
        let (state_key, look) = super::my::state(review.state);
        let is_confirmed = review.state == ReviewState::Confirmed;
        Self {
            code: match review.ground {
                Ground::Claimed(place) => place.to_string(),
                _ => "conclusion".to_owned(),
            },
            words: super::my::ground_words(visit, review.ground, review.code.as_deref()),
            state_key,
            look,
            sent: Vec::new(),
            until: review.expires_on.filter(|_| is_confirmed).map(|day| visit.t.date(day)),
            takes: review.takes_documents(),
            fault: None,
        }
    }
}

impl DocumentsPage {
    /// What was wrong, for the summary on top.
    fn form(&self) -> Form {
        let mut form = Form::blank(self.visit.t);
        for card in &self.grounds {
            if let Some(fault) = &card.fault {
                form.complain_in_words(format!("file-{}", card.code), fault.clone());
            }
        }
        form
    }
}

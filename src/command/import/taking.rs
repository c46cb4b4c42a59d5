//! Doing: good rows are handed to the queue in the order of their times, then what the older queue had confirmed.
//!
//! Every act has an id that follows from the territory and the row's number, so that a run that broke off can be
//! repeated: what is in gets its recorded answer, the rest goes on.

use super::row::GoodRow;
use super::standing::TakenOver;
use admission::{Application, ApplicationId, Ground, GroundReason, Refusal};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use store::{Actor, CommandId, Fault, ReviewDecision, Town, Verdict};
use tokio::task::JoinSet;

/// Rows handed over at once: large enough that flushing the disk does not count, small enough to see progress.
const ROWS_AT_ONCE: usize = 1000;
/// Confirmations waiting at once; they share a flush.
const CONFIRMATIONS_AT_ONCE: usize = 500;
/// How long to wait when more is waiting than is taken.
const BUSY_PAUSE: Duration = Duration::from_millis(5);

/// What became of the rows.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Applications that are new in the queue.
    pub(super) new: usize,
    /// Applications that an earlier run had taken over.
    pub(super) before: usize,
    /// Grounds and conclusions that count since this run.
    pub(super) confirmed: usize,
    /// Rows that the queue refused after all, by line.
    pub(super) refused: Vec<(u64, Refusal)>,
    /// Rows whose number was used for other contents by an earlier run, by line.
    pub(super) changed: Vec<u64>,
}

/// Takes the rows over.
pub(super) async fn take_over(
    town: &Arc<Town>,
    rows: Vec<GoodRow>,
    taken_over: &TakenOver,
    mut progress: impl FnMut(usize),
) -> Result<Taken, Fault> {
    let mut taken = Taken::default();
    let known: HashSet<ApplicationId> = town.state().applications().map(Application::id).collect();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let portion: Vec<GoodRow> = rows.by_ref().take(ROWS_AT_ONCE).collect();
        let count = portion.len();
        let (before, new): (Vec<_>, Vec<_>) = portion.into_iter().partition(|row| taken_over.contains_key(&row.line));
        taken.before += before.len();
        let mut to_confirm: Vec<(GoodRow, ApplicationId)> =
            before.into_iter().filter_map(|row| taken_over.get(&row.line).map(|&id| (row, id))).collect();
        to_confirm.extend(submit(town, new, &known, &mut taken).await?);
        confirm(town, &to_confirm, &mut taken).await?;
        progress(count);
    }
    Ok(taken)
}

async fn submit(
    town: &Arc<Town>,
    rows: Vec<GoodRow>,
    known: &HashSet<ApplicationId>,
    taken: &mut Taken,
) -> Result<Vec<(GoodRow, ApplicationId)>, Fault> {
    let answers = match submit_at_once(town, &rows).await {
        Ok(answers) => answers.into_iter().map(Some).collect(),
        Err(Fault::CommandIdReused) => submit_one_by_one(town, &rows).await?,
        Err(fault) => return Err(fault),
    };
    let mut submitted = Vec::with_capacity(rows.len());
    for (row, answer) in rows.into_iter().zip(answers) {
        match answer {
            Some(Ok(receipt)) => {
                // A child without an IIN is only found again by the answer: it names the application of that time.
                let count = if known.contains(&receipt.application) { &mut taken.before } else { &mut taken.new };
                *count += 1;
                submitted.push((row, receipt.application));
            }
            Some(Err(refusal)) => taken.refused.push((row.line, refusal)),
            None => taken.changed.push(row.line),
        }
    }
    Ok(submitted)
}

type Answer = Result<store::Receipt, Refusal>;

async fn submit_at_once(town: &Town, rows: &[GoodRow]) -> Result<Vec<Answer>, Fault> {
    loop {
        let portion = rows.iter().map(|row| (row.application.clone(), act_id(town, &row.number, "apply"))).collect();
        match town.submit_applications(portion).await {
            Err(Fault::Busy) => tokio::time::sleep(BUSY_PAUSE).await,
            answer => return answer,
        }
    }
}

/// Finds out which rows of a portion were taken over with other contents: `None`.
async fn submit_one_by_one(town: &Town, rows: &[GoodRow]) -> Result<Vec<Option<Answer>>, Fault> {
    let mut answers = Vec::with_capacity(rows.len());
    for row in rows {
        answers.push(match submit_at_once(town, std::slice::from_ref(row)).await {
            Ok(mut answer) => answer.pop(),
            Err(Fault::CommandIdReused) => None,
            Err(fault) => return Err(fault),
        });
    }
    Ok(answers)
}

async fn confirm(town: &Arc<Town>, rows: &[(GoodRow, ApplicationId)], taken: &mut Taken) -> Result<(), Fault> {
    let mut waiting = JoinSet::new();
    for (row, application) in rows {
        for &ground in &row.confirmed {
            if waiting.len() == CONFIRMATIONS_AT_ONCE {
                count(waiting.join_next().await, taken)?;
            }
            let id = act_id(town, &row.number, &format!("confirm {ground:?}"));
            waiting.spawn(confirm_one(Arc::clone(town), *application, ground, row.line, id));
        }
    }
    while !waiting.is_empty() {
        count(waiting.join_next().await, taken)?;
    }
    Ok(())
}

/// The line, and whether the ground counts since now.
type Confirmed = (u64, Result<bool, Refusal>);

async fn confirm_one(
    town: Arc<Town>,
    application: ApplicationId,
    ground: Ground,
    line: u64,
    id: CommandId,
) -> Result<Confirmed, Fault> {
    let decision = ReviewDecision {
        application,
        ground,
        verdict: Verdict::Confirm,
        reason: GroundReason::DocumentProves,
        document_on: None,
        expires_on: None,
    };
    let counts = || town.state().application(application).is_some_and(|known| known.is_confirmed(ground));
    let counted = counts();
    loop {
        match town.decide_review(decision.clone(), Actor::IMPORT, id).await {
            Err(Fault::Busy) => tokio::time::sleep(BUSY_PAUSE).await,
            answer => return answer.map(|outcome| (line, outcome.map(|_| !counted && counts()))),
        }
    }
}

fn count(
    answer: Option<Result<Result<Confirmed, Fault>, tokio::task::JoinError>>,
    taken: &mut Taken,
) -> Result<(), Fault> {
    match answer {
        None => Ok(()),
        Some(Err(fault)) => Err(Fault::Unavailable { cause: fault.to_string() }),
        Some(Ok(Err(fault))) => Err(fault),
        Some(Ok(Ok((_, Ok(is_new))))) => {
            taken.confirmed += usize::from(is_new);
            Ok(())
        }
        // Closed since an earlier run: there is nothing left to confirm.
        Some(Ok(Ok((_, Err(Refusal::Closed))))) => Ok(()),
        Some(Ok(Ok((line, Err(refusal))))) => {
            taken.refused.push((line, refusal));
            Ok(())
        }
    }
}

fn act_id(town: &Town, number: &str, act: &str) -> CommandId {
    CommandId::derived(&[town.kato().as_str(), "import", number, act])
}

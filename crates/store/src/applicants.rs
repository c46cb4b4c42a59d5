//! Families: submitting, finding, opening and erasing what is sealed.

use crate::{Applicant, CommandId, Fault, NewApplication, Number, Receipt, Town};
use admission::{ApplicationId, Iin, Phone, Refusal};

impl Town {
    /// Takes an application. A retry with the same command id returns the same receipt.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn submit_application(
        &self,
        _new: NewApplication,
        _command_id: CommandId,
    ) -> Result<Result<Receipt, Refusal>, Fault> {
        unimplemented!()
    }

    /// Takes many applications at once, in that order: for the import of an older queue.
    ///
    /// # Errors
    /// The first fault; applications before it are in, and asking again with the same command ids is safe.
    pub async fn submit_applications(
        &self,
        _new: Vec<(NewApplication, CommandId)>,
    ) -> Result<Vec<Result<Receipt, Refusal>>, Fault> {
        unimplemented!()
    }

    /// Opens the sealed record of an application; `None` if there is none, or it was erased.
    ///
    /// # Errors
    /// [`Fault::SealBroken`], or a fault of the database.
    pub async fn applicant(&self, _id: ApplicationId) -> Result<Option<Applicant>, Fault> {
        unimplemented!()
    }

    /// The application of that number, if the code is its code. The answer and the work are the same whether the number
    /// exists or not.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn find_by_number_and_code(&self, _number: &str, _code: &str) -> Result<Option<ApplicationId>, Fault> {
        unimplemented!()
    }

    /// The application of that number: for the office only.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn application_of_number(&self, _number: Number) -> Result<Option<ApplicationId>, Fault> {
        unimplemented!()
    }

    /// All applications of a child by its IIN, oldest first: for the office only.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn applications_of_iin(&self, _iin: Iin) -> Result<Vec<ApplicationId>, Fault> {
        unimplemented!()
    }

    /// All applications under a phone, oldest first: for the office only.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn applications_of_phone(&self, _phone: Phone) -> Result<Vec<ApplicationId>, Fault> {
        unimplemented!()
    }

    /// Erases the key and the rows of an application. Its place in the queue, and every decision, stays as it was.
    ///
    /// # Errors
    /// A fault of the database; whether it was erased is then unknown, and asking again is safe.
    pub async fn erase_applicant(&self, _id: ApplicationId) -> Result<(), Fault> {
        unimplemented!()
    }
}

//! An e-mail address as people type it: what is plainly none is told at once.

use crate::form::Form;

/// Letters of an e-mail address (RFC 5321).
const EMAIL_LETTERS_MAX: usize = 254;

/// Reads the address in the field `email`, or says there what is wrong; `None` where the field is empty.
pub(crate) fn typed_email(form: &mut Form) -> Option<String> {
    let typed = form.of("email").to_owned();
    if typed.is_empty() {
        return None;
    }
    let parts = typed.split_once('@').filter(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    if parts.is_none() || typed.contains(char::is_whitespace) || typed.len() > EMAIL_LETTERS_MAX {
        form.complain("email", &form.t.with("apply-fault-email"));
    }
    Some(typed)
}

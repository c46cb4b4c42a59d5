//! Which role may do what: the table of rights, as staff read it and as `docs/roles.md` prints it.

use crate::rights::{Right, Role, may};
use crate::visit::{Page, Visit, show as render};
use crate::wording::Wording;
use askama::Template;

/// One right, with those who have it.
struct RightLine {
    right: String,
    roles: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/account/roles.html")]
struct RolesPage {
    /// Roles of staff, each with what it is for.
    staff: Vec<(String, String)>,
    lines: Vec<RightLine>,
    visit: Visit,
}

/// `GET /{lang}/office/roles`.
pub(super) async fn show(visit: Visit) -> Page {
    let t = visit.t;
    let staff = Role::ALL.into_iter().filter(|role| role.is_staff());
    let staff = staff.map(|role| (name(t, role), t.text(format!("office-role-{}-may", role.code())))).collect();
    let lines = Right::ALL.into_iter().map(|right| RightLine {
        right: words(t, right),
        roles: Role::ALL.into_iter().filter(|role| may(*role, right)).map(|role| name(t, role)).collect(),
    });
    render(&RolesPage { staff, lines: lines.collect(), visit })
}

/// A role as people call it.
fn name(t: Wording, role: Role) -> String {
    if role.is_staff() {
        t.text(format!("office-role-{}", role.code()))
    } else {
        t.text(format!("role-{}", role.code()))
    }
}

/// A right in words.
fn words(t: Wording, right: Right) -> String {
    t.text(format!("right-{}", right.code()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    /// The printed table, made from the code.
    fn printed() -> Vec<Vec<String>> {
        let t = Wording::of(Lang::En);
        let head = std::iter::once(String::new()).chain(Role::ALL.map(|role| name(t, role)));
        let rows = Right::ALL.map(|right| {
            let cells = Role::ALL.map(|role| if may(role, right) { "yes".to_owned() } else { String::new() });
            std::iter::once(words(t, right)).chain(cells).collect()
        });
        std::iter::once(head.collect()).chain(rows).collect()
    }

    /// Cells of every line of a table in Markdown, without the line under its head.
    fn read(text: &str) -> Vec<Vec<String>> {
        let lines = text.lines().filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'));
        let rows = lines.map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
        rows.filter(|row| !row[0].starts_with("--")).collect()
    }

    #[test]
    fn the_printed_table_of_roles_says_what_the_code_does() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/roles.md");
        let (found, expected) = (read(&std::fs::read_to_string(file).unwrap()), printed());
        let wanted: String = expected.iter().map(|row| format!("| {} |\n", row.join(" | "))).collect();
        assert_eq!(found, expected, "docs/roles.md should hold\n{wanted}");
    }

    #[test]
    fn every_role_and_right_has_words_in_three_languages() {
        for t in Lang::ALL.map(Wording::of) {
            assert!(Right::ALL.iter().all(|right| t.has(&format!("right-{}", right.code()))));
            assert!(Role::ALL.iter().all(|role| !name(t, *role).contains("role-")));
        }
    }
}

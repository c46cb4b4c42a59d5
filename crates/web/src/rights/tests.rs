use super::*;

const ROLES: [Role; 5] = [Role::Visitor, Role::Family, Role::Kindergarten, Role::Clerk, Role::Administrator];

#[test]
fn a_family_never_enters_staff_pages_nor_staff_a_familys() {
    for right in [Right::ReportPlaces, Right::HandleReferrals, Right::DecideReviews, Right::ManageAccounts] {
        assert!(!may(Role::Visitor, right) && !may(Role::Family, right), "{right:?}");
    }
    assert_eq!(ROLES.into_iter().filter(|role| may(*role, Right::OwnApplication)).count(), 1);
}

### Log-in of staff.
staff-title = Log-in for staff
staff-lead = For staff of kindergartens and of the education department.
staff-login = Login
staff-password = Password
staff-enter = Log in
staff-wrong = The login or the password is wrong. Check both and try again.
staff-session = Log in to go on working.
staff-family = Are you a parent? Open your application here
demo-staff = Log-ins for the demonstration
demo-families = Applications for the demonstration

### bulletin

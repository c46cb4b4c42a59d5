### apply

### office

package measures

// Moving returns of which controls, by name, the sums are made that may move a column.
func Moving(list []Control, column *Column, coarse bool) [][]string {
	var named [][]string
	_, sums := moving(list, column, coarse)
	for _, sum := range sums {
		var names []string
		for _, control := range sum {
			names = append(names, list[control].Name())
		}
		named = append(named, names)
	}
	return named
}

// Package sample makes up records, for tests of what shows and saves them: runs whose numbers follow from a Shape alone,
// comparisons of plans that differ as they are told to, and explanations whose shares lead in every direction.
package sample

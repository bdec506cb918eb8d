// Package accounts is who the customers of the first day are: what an Account is,
// how accounts are read from a table that another program exported, and what such a
// book looks like.
//
// Read takes CSV as it comes: columns under other names, words of others for
// segments and for who is live, dates in several orders, terms in words, money with
// its signs. What an Export must tell is only what a table cannot: which of two
// readings is meant. Whatever cannot be read for certain is a fault that names the
// line and says how to settle it, and what is wrong in one way in many rows is told
// once. An account with a start and a renewal gets the nearest term of its segment;
// one with a start and a term, its next renewal.
//
// Paint tells a book in figures, FindOddities what in it is hardly meant. Books that
// are made up, and what becomes of customers, are package customers'.
package accounts

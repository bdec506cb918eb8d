// Package success is the teams that look after customers once these are live:
// today their headcount and what it costs.
//
// Params name the teams; each is staffed as the people package says and paid as
// the money package does, on a line of its own below sales and marketing. What
// the teams do moves no customer yet, so there is nothing here that runs.
//
// That success is to cost at most 10 % of ARR is from A Guide to Building your
// First Customer Success Organization (2020).
package success

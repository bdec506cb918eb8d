// Package money turns people and ARR into the cost lines that a board sees.
//
// Services (own people and partners) and support are cost of revenue, with
// hosting; success is in sales and marketing, engineering in research. Services that are sold earn
// revenue as their hours are delivered, and subscription revenue is the time
// average of ARR; both are sums over facts that others record, so nothing of
// them is here.
//
// A person costs its team's loaded yearly cost for every day on the payroll,
// productive or not. Hosting costs a share of the ARR that counts.
//
// A team is paid by the line of what it does, or by the one that its plan states: a team without work is a role that only
// costs. What sales and marketing cost a dollar of new ARR moves nothing here; the magic number divides by it.
//
// Where each line stands follows A Guide to Building your First Customer Success
// Organization (2020): platform margin over 70 %, services about at cost, success
// at most 10 % of ARR.
package money

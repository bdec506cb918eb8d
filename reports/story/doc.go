// Package story tells a trial in words: its facts as lines of a log, those that go together on one; the life of a customer as a
// paragraph; and two trials beside each other, what is in both and what is only in one.
package story

package estimate

// Pocock is what the tests hold against published bounds.
var Pocock = pocock

package field

// Judged says what two plans differ by, and whether that is where the mechanism should move them.
var Judged = judged

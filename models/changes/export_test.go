package changes

// PartingOf returns where two stories part.
var PartingOf = part

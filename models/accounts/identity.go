package accounts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// identity returns what two ids of one account have in common. Those of Salesforce count with their capitals, and the
// one of 15 characters is the one of 18 without its check; all others count without capitals, without what cannot be
// seen, and however the accents of Latin letters are encoded.
func identity(id string) string {
	if short := salesforce(id); short != "" {
		return "=" + short
	}
	seen := strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Cf, c) {
			return -1
		}
		return c
	}, id)
	return composed(strings.ToLower(strings.Join(strings.Fields(seen), " ")))
}

// composed writes small letters and the accents that follow them as one character each, where there is one.
func composed(text string) string {
	if !strings.ContainsFunc(text, func(c rune) bool { return accents[c] != "" }) {
		return text
	}
	var letters []rune
	for _, c := range text {
		if last := len(letters) - 1; last >= 0 && letters[last] < utf8.RuneSelf {
			if _, after, found := strings.Cut(accents[c], string(letters[last])); found {
				letters[last], _ = utf8.DecodeRuneInString(after)
				continue
			}
		}
		letters = append(letters, c)
	}
	return string(letters)
}

// accents hold for each the letters that can have it, each before what it is then.
var accents = map[rune]string{
	'\u0300': "aàeèiìnǹoòuù",
	'\u0301': "aácćeégǵiílĺnńoórŕsśuúyýzź",
	'\u0302': "aâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷ",
	'\u0303': "aãiĩnñoõuũ",
	'\u0304': "aāeēiīoōuūyȳ",
	'\u0306': "aăeĕgğiĭoŏuŭ",
	'\u0307': "aȧcċeėgġoȯzż",
	'\u0308': "aäeëiïoöuüyÿ",
	'\u030a': "aåuů",
	'\u030b': "oőuű",
	'\u030c': "aǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzž",
	'\u0327': "cçeȩgģkķlļnņrŗsştţ",
	'\u0328': "aąeęiįoǫuų",
}

// salesforce returns an id of Salesforce in its form of 15 characters, "" if it is none. In the form of 18, each of the
// last three characters tells by its bits which of five letters are capitals, so that they are known even if a program
// has changed them.
func salesforce(id string) string {
	const short, long, group, alphabet = 15, 18, 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
	for _, c := range []byte(id) {
		if !isLetter(c) && (c < '0' || c > '9') {
			return ""
		}
	}
	if len(id) == short && (id[0] == 'a' || !isLetter(id[0])) { // as the kinds of records begin
		return id
	}
	if len(id) != long {
		return ""
	}
	told := []byte(strings.ToLower(id[:short]))
	for i := range told {
		check := strings.IndexByte(alphabet, strings.ToUpper(id[short:])[i/group])
		if check < 0 {
			return ""
		}
		if check>>(i%group)&1 == 0 {
			continue
		}
		if !isLetter(told[i]) {
			return ""
		}
		told[i] -= 'a' - 'A'
	}
	return string(told)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

package customers_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/customers"
	"postsale/models/units"
)

func TestEveryEffectThatAScenarioCanStateIsALinkOfItsName(t *testing.T) {
	var o customers.Outcomes
	want := map[string]units.Number{}
	state(reflect.ValueOf(&o).Elem(), "", want)
	got := map[string]units.Number{}
	for _, l := range o.Links() {
		got[l.Path] = l.Ratio
	}
	assert.Equal(t, want, got)
	assert.Len(t, o.Links(), len(want), "each once")
}

// state gives every effect a ratio of its own and notes it by its path.
func state(v reflect.Value, path string, ratios map[string]units.Number) {
	if e, ok := v.Addr().Interface().(*customers.Effect); ok {
		e.Ratio = units.Number(2 + len(ratios))
		ratios[strings.TrimPrefix(path, ".")] = e.Ratio
		return
	}
	if v.Kind() != reflect.Struct {
		return
	}
	for i := range v.NumField() {
		key, inline, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		if inline == "" {
			key = "." + key
		}
		state(v.Field(i), path+key, ratios)
	}
}

package lives

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Set sets a value below a pointer to parameters, by the names of scenario files and in their words: a path such as
// contraction.probability or seasonality.0. What may be written as a plain value is (ScalarKey), a list is written with
// commas, weeks=1,2,3, and a map with colons besides, terms=1y:60%,2y:40%.
func Set(target any, path, value string) error {
	v := reflect.ValueOf(target).Elem()
	if path != "" {
		for step := range strings.SplitSeq(path, ".") {
			if v = below(v, step); !v.IsValid() {
				return fmt.Errorf("no %s in %s", step, path)
			}
		}
	}
	if err := set(v, value); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// below returns the value of a key of v, made if it is not there.
func below(v reflect.Value, key string) reflect.Value {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Slice:
		i, err := strconv.Atoi(key)
		if err != nil || i < 0 || i > v.Len() {
			return reflect.Value{}
		}
		if i == v.Len() {
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		}
		return v.Index(i)
	case reflect.Struct:
		for i := range v.NumField() {
			name, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
			if name == key && key != "" {
				return v.Field(i)
			}
			if option == "inline" {
				if inner := below(v.Field(i), key); inner.IsValid() {
					return inner
				}
			}
		}
	}
	return reflect.Value{}
}

// set sets v from the text of a plain value.
func set(v reflect.Value, text string) error {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		return set(v.Elem(), text)
	}
	if reads, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return reads.UnmarshalText([]byte(text))
	}
	if plain, ok := v.Interface().(interface{ ScalarKey() string }); ok {
		v.SetZero()
		return set(below(v, plain.ScalarKey()), text)
	}
	switch v.Kind() {
	case reflect.Bool:
		on, err := strconv.ParseBool(text)
		v.SetBool(on)
		return err
	case reflect.String:
		v.SetString(text)
		return nil
	case reflect.Slice:
		v.SetZero()
		for item := range strings.SplitSeq(text, ",") {
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
			if err := set(v.Index(v.Len()-1), item); err != nil {
				return err
			}
		}
		return nil
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for item := range strings.SplitSeq(text, ",") {
			name, of, _ := strings.Cut(item, ":")
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			if err := set(key, name); err != nil {
				return err
			}
			if err := set(value, of); err != nil {
				return err
			}
			v.SetMapIndex(key, value)
		}
		return nil
	}
	return fmt.Errorf("a %s has no plain value", v.Type())
}

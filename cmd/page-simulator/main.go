//go:build js && wasm

// Page-simulator is the program in a page: it simulates what the reader moved, in a worker of a browser, and tells what that
// comes to. It is a thin layer over package moves, which does both, and package reports, which makes text and pictures of it.
//
// The script of the page (reports/page/worker.js) calls what stands in the global object "simulator":
//
//	open(subject)                            an empty text, or what is wrong
//	live(plan, settings, from, to)           {rows, failures, rounded} of trials
//	take(plan, settings, from, rows, failures, rounded)
//	tell(plan, settings, trials)             {panel, status, trials}
//	drop(plan, settings)
//
// Settings and failures are JSON, rows bytes; rounded says that the processor of who wrote
// the page rounds otherwise. What went wrong is told as {fault, foreign}, foreign if
// the simulator is not that of the page. Several workers live, one takes and tells.
//
// How it comes into the program that writes pages is told in package simulator.
package main

import (
	"encoding/json"
	"errors"
	"runtime/debug"
	"syscall/js"

	"postsale/reports"
	"postsale/scenarios/moves"
)

var desk *moves.Desk

func main() {
	debug.SetGCPercent(400) // reading plans makes garbage, a trial none: megabytes are cheaper than what looks for them
	js.Global().Set("simulator", js.ValueOf(map[string]any{
		"open": js.FuncOf(open),
		"live": answering(live),
		"take": answering(take),
		"tell": answering(tell),
		"drop": answering(drop),
	}))
	select {}
}

func open(_ js.Value, args []js.Value) any {
	var err error
	if desk, err = moves.Open([]byte(args[0].String())); err != nil {
		return err.Error()
	}
	return ""
}

// answering is a function whose first arguments are a move.
func answering(do func(m moves.Move, args []js.Value) (map[string]any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		m := moves.Move{Plan: args[0].Int()}
		err := json.Unmarshal([]byte(args[1].String()), &m.Settings)
		if err == nil && desk == nil {
			err = errors.New("no page is open")
		}
		var answer map[string]any
		if err == nil {
			answer, err = do(m, args[2:])
		}
		if err != nil {
			return map[string]any{"fault": err.Error(), "foreign": errors.Is(err, moves.ErrForeign)}
		}
		return answer
	})
}

func live(m moves.Move, args []js.Value) (map[string]any, error) {
	rows, failures, err := desk.Live(m, args[0].Int(), args[1].Int())
	if err != nil {
		return nil, err
	}
	told, err := json.Marshal(failures)
	if err != nil {
		return nil, err
	}
	bytes := js.Global().Get("Uint8Array").New(len(rows))
	js.CopyBytesToJS(bytes, rows)
	return map[string]any{"rows": bytes, "failures": string(told), "rounded": desk.Rounded}, nil
}

func take(m moves.Move, args []js.Value) (map[string]any, error) {
	rows := make([]byte, args[1].Length())
	js.CopyBytesToGo(rows, args[1])
	var failures []moves.Failure
	if err := json.Unmarshal([]byte(args[2].String()), &failures); err != nil {
		return nil, err
	}
	desk.Rounded = desk.Rounded || args[3].Truthy()
	return map[string]any{}, desk.Take(m, args[0].Int(), rows, failures)
}

func tell(m moves.Move, args []js.Value) (map[string]any, error) {
	trials := args[0].Int()
	c, err := desk.Tell(m, trials)
	if err != nil {
		return nil, err
	}
	panel, status, err := reports.Panel(c, desk.Trials())
	if desk.Rounded {
		status += " The page was written on a processor that rounds otherwise: its figures may differ from these in the last digit."
	}
	return map[string]any{"panel": panel, "status": status, "trials": trials}, err
}

func drop(m moves.Move, _ []js.Value) (map[string]any, error) {
	desk.Drop(m)
	return map[string]any{}, nil
}

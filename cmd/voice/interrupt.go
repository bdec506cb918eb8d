package voice

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"postsale/reports/folder"
	"postsale/reports/progress"
)

// What the first interrupt waits for.
const (
	WholeTrials = "finishing the trials under way"
	NoTrial     = "leaving the trials under way"
)

// Interruptible returns a context that an interrupt ends: what is done is still
// told, after what is waited for. A second one ends the program at once, and leaves
// nothing half written.
func Interruptible(errs io.Writer, waiting string) (ctx context.Context, release func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) { // nohup goes on
		signal.Notify(signals, syscall.SIGHUP)
	}
	go func() {
		for range signals {
			if ctx.Err() == nil {
				cancel()
				fmt.Fprintf(errs, "%spostsale: interrupted: %s; again to stop now\n", progress.Newline(errs), waiting)
				continue
			}
			folder.Abandon()
			fmt.Fprintln(errs, "postsale: interrupted again: ended at once")
			os.Exit(Interrupted)
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(signals)
	}
}

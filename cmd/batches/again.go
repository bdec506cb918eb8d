package batches

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"postsale/cmd/copies"
	"postsale/cmd/voice"
	"postsale/models/units"
	"postsale/scenarios/batch"
)

// Again tells again what came of a batch whose tables are there, and writes the copies of it that were asked for.
func Again(out, errs io.Writer, dir string, shown voice.Format, copied copies.Files) error {
	b := batcher{shown: shown, errs: errs, copies: copied}
	ctx, release := voice.Interruptible(errs, voice.NoTrial)
	defer release()
	study, err := Opened(dir, "", true)
	if err != nil {
		return err
	}
	missing := study.Store.Missing(study.Plan)
	switch whole := study.Plan.Complete(study.Dir) != nil; {
	case !whole && len(missing) > 0:
		return voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%s: %s of %s shards are missing, and the tables: the same postsale batch command again goes on, or postsale shard %s --index %s makes them here",
			units.Shown(dir), units.Grouped(len(missing)), units.Grouped(len(study.Plan.Shards)), units.Shown(dir), batch.Ranges(missing, 8))}
	case !whole:
		return voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%s: the tables of this batch are not there, or were changed; postsale merge %s makes them",
			units.Shown(dir), units.Shown(dir))}
	}
	return b.again(ctx, out, study)
}

// IsStudy reports whether a folder has the plan of a batch.
func IsStudy(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, batch.PlanName))
	return err == nil
}

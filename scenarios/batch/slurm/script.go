package slurm

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"postsale/models/units"
	"postsale/scenarios/batch"
)

// Order is what is asked of Slurm besides what the tasks need.
type Order struct {
	Program   string // its path, where the tasks run
	Partition string
	Account   string
	Options   []string // of sbatch, as they are: --qos=long
	AtOnce    int      // tasks; 0: as many as there is room for
	Form      string   // in which merging prints what came of it, as --format has it; empty: as it does by itself
}

// output is the file in which merging prints.
func (o *Order) output() string { return "merge." + cmp.Or(o.Form, "txt") }

// Job is a job array and the job that merges after it, as they are submitted.
type Job struct {
	Number int
	Name   string
	Shards string // the script of the array
	Merge  string // the script that merges
	tasks  *batch.Tasks
}

// ours are the options that are said by what is submitted, and by flags.
var ours = map[string]string{
	"array": "", "job-name": "", "chdir": "", "output": "", "error": "", "open-mode": "", "dependency": "", "parsable": "", "ntasks": "", "wait": "", "wrap": "",
	"test-only": "", "requeue": "", "no-requeue": "", "kill-on-invalid-dep": "",
	"cpus-per-task": "--cpus", "mem": "--mem", "time": "--time", "partition": "--partition", "account": "--account",
	"a": "", "J": "", "D": "", "o": "", "e": "", "d": "", "n": "", "W": "", "c": "--cpus", "t": "--time", "p": "--partition", "A": "--account",
}

// Validate demands that an order can be written into a script.
func (o *Order) Validate() error {
	for _, v := range []struct{ flag, text string }{{"program", o.Program}, {"partition", o.Partition}, {"account", o.Account}} {
		if err := printable(v.text); err != nil {
			return fmt.Errorf("--%s: %w", v.flag, err)
		}
	}
	for _, option := range o.Options {
		if err := printable(option); err != nil {
			return fmt.Errorf("--option: %w", err)
		}
		name, _ := cutOption(option)
		bare := strings.TrimLeft(name, "-")
		instead, taken := ours[bare]
		switch {
		case bare == "" || bare == name || strings.ContainsFunc(bare, unicode.IsSpace):
			return fmt.Errorf("--option: must be an option of sbatch such as --qos=long, got %s", units.Quote(option))
		case taken && instead != "":
			return fmt.Errorf("--option: %s is said by %s, got %s", name, instead, units.Quote(option))
		case taken:
			return fmt.Errorf("--option: %s is said by submit itself, got %s", name, units.Quote(option))
		}
	}
	return nil
}

func printable(text string) error {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return fmt.Errorf("must be without line breaks and the like, got %s", units.Quote(text))
	}
	return nil
}

// cutOption divides an option into its name and its value: --qos=long, --qos long, -q long.
func cutOption(option string) (name, value string) {
	at := strings.IndexAny(option, "= ")
	if at < 0 {
		return option, ""
	}
	return option[:at], strings.TrimLeft(option[at+1:], " ")
}

// NewJob writes the scripts of tasks of a study.
func (o *Order) NewJob(study *batch.Study, tasks *batch.Tasks, number int) (*Job, error) {
	dir, err := filepath.Abs(study.Dir)
	plan, err2 := filepath.Abs(study.Path)
	place, err3 := filepath.Abs(study.Shards())
	if err := errors.Join(err, err2, err3); err != nil {
		return nil, err
	}
	if err := printable(dir + place); err != nil {
		return nil, fmt.Errorf("the folder of the study: %w", err)
	}
	name, err := study.JobName(number)
	if err != nil {
		return nil, err
	}
	where := []string{plan}
	if study.Place != "" {
		where = append(where, "--shards", place)
	}
	jobs := path.Join(batch.JobsName, strconv.Itoa(number))
	array := fmt.Sprintf("0-%d", tasks.N-1)
	if o.AtOnce > 0 {
		array += "%" + strconv.Itoa(o.AtOnce)
	}
	head := func(name string, own ...string) []string {
		list := slices.Concat([]string{"--job-name=" + directive(name), "--chdir=" + directive(dir)}, own, []string{"--nodes=1", "--ntasks=1"})
		if o.Partition != "" {
			list = append(list, "--partition="+directive(o.Partition))
		}
		if o.Account != "" {
			list = append(list, "--account="+directive(o.Account))
		}
		for _, option := range o.Options {
			name, value := cutOption(option)
			switch {
			case value == "":
				list = append(list, name)
			case strings.HasPrefix(name, "--"):
				list = append(list, name+"="+directive(value))
			default:
				list = append(list, name+" "+directive(value))
			}
		}
		return list
	}
	shards := script{
		directives: head(name, "--array="+array, "--output="+jobs+"/task-%a.log", "--open-mode=append", "--requeue",
			"--cpus-per-task="+strconv.Itoa(tasks.Cores), memory(tasks.Memory), limit(tasks.Time)),
		says: append([]string{fmt.Sprintf("%s shards, %s trials, in %s: I of N makes the shards I, I+N, I+2N and so on of those listed, but for what is there.",
			units.Grouped(len(tasks.Shards)), units.Grouped(tasks.Trials), counted(tasks.N, "task"))}, tasks.Why...),
		cores: tasks.Cores, memory: tasks.Memory,
		command: append([]string{o.Program, "shard"}, append(where, "--index", batch.Listing(tasks.Shards), "--part")...),
		rest:    fmt.Sprintf(`"$SLURM_ARRAY_TASK_ID/%d" --workers %d`, tasks.N, tasks.Cores),
	}
	merge := script{
		directives: head(name+"-merge", "--output="+jobs+"/"+directive(o.output()), "--error="+jobs+"/merge.log", "--open-mode=truncate", "--requeue",
			"--cpus-per-task=1", memory(tasks.Merge.Memory), limit(tasks.Merge.Time)),
		says:  []string{"Submitted with --dependency=afterany on the tasks: it runs whatever became of them, and fails if a shard is missing."},
		cores: 1, memory: tasks.Merge.Memory,
		command: append([]string{o.Program, "merge"}, where...),
	}
	if o.Form != "" {
		merge.command = append(merge.command, "--format", o.Form)
	}
	return &Job{Number: number, Name: name, Shards: shards.String(), Merge: merge.String(), tasks: tasks}, nil
}

// script is what sbatch is given.
type script struct {
	directives    []string
	says          []string
	cores, memory int
	command       []string
	rest          string // of the command, as the shell is to read it
}

func (s *script) String() string {
	var b strings.Builder
	b.WriteString("#!/bin/sh\n")
	for _, d := range s.directives {
		fmt.Fprintf(&b, "#SBATCH %s\n", d)
	}
	b.WriteString("\n")
	for _, text := range s.says {
		fmt.Fprintf(&b, "# %s\n", text)
	}
	fmt.Fprintf(&b, "export GOMAXPROCS=%d GOMEMLIMIT=%dMiB\n", s.cores, batch.SoftLimit(s.memory))
	b.WriteString("exec")
	for _, word := range s.command {
		b.WriteString(" " + shell(word))
	}
	if s.rest != "" {
		b.WriteString(" " + s.rest)
	}
	b.WriteString("\n")
	return b.String()
}

func memory(mebibytes int) string { return fmt.Sprintf("--mem=%dM", mebibytes) }

// limit returns a time as Slurm writes it.
func limit(d time.Duration) string {
	seconds := int(d.Seconds())
	text := fmt.Sprintf("%02d:%02d:%02d", seconds/3600%24, seconds/60%60, seconds%60)
	if days := seconds / 86400; days > 0 {
		text = fmt.Sprintf("%d-%s", days, text)
	}
	return "--time=" + text
}

// plain are the letters that neither a shell nor sbatch reads as anything else.
func plain(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/._-+=:@%,", r)
}

// shell returns a word as the shell reads it back.
func shell(word string) string {
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !plain(r) }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// directive returns a value as sbatch reads it back from a line of a script: blanks in quotes, which a backslash does not
// spare, and a backslash before what else means something.
func directive(value string) string {
	var b strings.Builder
	quotes := ""
	for _, r := range value {
		switch {
		case unicode.IsSpace(r):
			quotes = `"`
		case !plain(r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return quotes + b.String() + quotes
}

func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return units.Grouped(n) + " " + what
}

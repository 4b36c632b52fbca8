#!/usr/bin/env bash
# Runs the gate on the workspace, and leaves its verdict where GitHub looks for it: outputs, a summary of the
# job, an annotation, and the exit code. What the workflow asked for comes as GATE_*, and is never read as
# code or as a command for the runner. Whatever is written goes below RUNNER_TEMP.
set -uo pipefail

project=$GITHUB_ACTION_PATH
folder=$(mktemp -d "$RUNNER_TEMP/dispatch-lab-XXXXXX") || exit 4
directory=$folder/gate
comment=${GATE_COMMENT_FILE:-$folder/comment.md}
case $comment in /*) ;; *) comment=$PWD/$comment ;; esac
# One of an earlier run is no report of this one.
rm -f "$comment"
junit=$folder/junit.xml
# Work trees and records of trials are temporary files as well.
export TMPDIR=$folder NO_COLOR=1
# For this step alone: the Deno that later steps of the job find is theirs.
[ -z "$GATE_DENO" ] || PATH=$GATE_DENO:$PATH
# Where refs and relative paths start. Set by deno task itself, but not within a task.
export INIT_CWD=$PWD

task() { deno task --quiet --config "$project/deno.json" "$@"; }

# An output of one or more lines; the delimiter cannot be known to who chose the value.
output() {
  local delimiter="end-$RANDOM$RANDOM$RANDOM"
  printf '%s<<%s\n%s\n%s\n' "$1" "$delimiter" "$2" "$delimiter" >>"$GITHUB_OUTPUT"
}

# finish VERDICT EXIT_CODE LEVEL SENTENCE
finish() {
  output verdict "$1"
  output exit-code "$2"
  if [ -d "$directory" ]; then output directory "$directory"; fi
  # Without a report the comment says why, lest one of an earlier run stay as if it were of this one.
  if [ ! -s "$comment" ]; then
    printf '<!-- dispatch-lab -->\n**dispatch-lab**: %s\n' "$4" >"$comment" || rm -f "$comment"
  fi
  if [ -s "$comment" ]; then
    output comment-file "$comment"
    # A summary of an earlier step may not end its last line.
    { echo; cat "$comment"; echo; } >>"$GITHUB_STEP_SUMMARY"
  else
    printf '\n**dispatch-lab**: %s\n' "$4" >>"$GITHUB_STEP_SUMMARY"
  fi
  if [ -s "$junit" ]; then output junit-file "$junit"; fi
  printf '::%s title=dispatch-lab::%s\n' "$3" "$4"
  exit "$2"
}

# What is no path to the gate, but looks like one, would be sought among the names of its own strategies.
named=${GATE_STRATEGY%%[:,]*}
path='^[[:space:]]*\.{0,2}/'
like_path='/|\.[cm]?[jt]sx?[[:space:]]*$'
if [[ ! $named =~ $path && $named =~ $like_path ]]; then
  finish none 2 error "strategy is the path of a module, and must begin with ./, ../ or /"
fi

base=$GATE_BASE
if [ -z "$base" ]; then
  base=$EVENT_BASE
  # A branch that was pushed for the first time has zeros before it.
  case $base in '' | 0000000*) base='HEAD^' ;; esac
  if ! git rev-parse --quiet --verify --end-of-options "$base^{commit}" >/dev/null; then
    finish none 2 error \
      "the commit to hold against is not in this clone: give actions/checkout fetch-depth: 0, or name a base"
  fi
fi

# has_module TREE: whether a git ref, or else a directory, has the module; 2 if there is no such tree.
has_module() {
  if git rev-parse --quiet --verify --end-of-options "$1^{commit}" >/dev/null 2>&1; then
    git cat-file -e "$1:$module" 2>/dev/null || return 1
  elif [ -d "$1" ]; then
    [ -f "$1/$module" ] || return 1
  else
    return 2
  fi
}

# A module that the base has not got yet is nothing to fail for. Of one module alone, with parameters or
# without, and within the repository: what lies elsewhere is in no tree of it.
module=$(sed -nE \
  '1s/^[[:space:]]*(\.{1,2}\/[^:,]+\.[cm]?[jt]sx?)(:[^,]*)?(,[^:=,]+=[^,]*)*[[:space:]]*$/\1/p' \
  <<<"$GATE_STRATEGY")
if [ -n "$module" ] && git ls-files -- "$module" >/dev/null 2>&1 && has_module "${GATE_HEAD:-.}"; then
  has_module "$base"
  if [ $? -eq 1 ]; then
    finish new 0 notice "the base has no such module yet, so there is nothing to hold it against"
  fi
fi

arguments=("--base=$base" "--strategy=$GATE_STRATEGY" "--out=$directory")
[ -z "$GATE_HEAD" ] || arguments+=("--head=$GATE_HEAD")
[ -z "$GATE_WORKLOAD" ] || arguments+=("--workload=$GATE_WORKLOAD")
[ -z "$GATE_BLOCKS" ] || arguments+=("--blocks=$GATE_BLOCKS")
[ -z "$GATE_PROFILE" ] || arguments+=("--profile=$GATE_PROFILE")
[ -z "$GATE_METRIC" ] || arguments+=("--metric=$GATE_METRIC")
[ -z "$GATE_DELTA" ] || arguments+=("--delta=$GATE_DELTA")
[ -z "$GATE_PLACEMENT" ] || arguments+=("--placement=$GATE_PLACEMENT")
case $GATE_ALLOW_INCONCLUSIVE in
  true) arguments+=(--allow-inconclusive) ;;
  false) ;;
  *) finish none 2 error "allow-inconclusive must be true or false" ;;
esac

# What is measured prints what it likes: until the token, the runner takes no line for a command.
token="stop-$RANDOM$RANDOM$RANDOM"
echo "::stop-commands::$token"
task gate "${arguments[@]}"
code=$?
verdict=none
if [ -s "$directory/comparison.json" ]; then
  # By the project's own config: whoever is gated may have one that says otherwise, or that is broken.
  verdict=$(deno eval --quiet --config "$project/deno.json" --no-lock \
    'console.log(JSON.parse(Deno.readTextFileSync(Deno.args[0])).verdict)' \
    "$directory/comparison.json") || verdict=none
  task report "$directory" --format github >"$comment" || rm -f "$comment"
  task report "$directory" --format junit >"$junit" || rm -f "$junit"
fi
echo
echo "::$token::"

case $code-$verdict in
  0-inconclusive) finish "$verdict" 0 notice \
    "inconclusive: neither a regression nor its absence is shown; more blocks would tell more" ;;
  0-*) finish "$verdict" 0 notice "not worse: $verdict" ;;
  1-regressed) finish "$verdict" 1 error "a regression, which a fresh run confirmed" ;;
  # Deno's own code where a program does not even start: a red build for that must not be called a regression.
  1-*) finish "$verdict" 4 error "the gate could not be run: see the log" ;;
  2-*) finish "$verdict" 2 error "bad input: see the line of the log that begins with error" ;;
  3-unfit) finish "$verdict" 3 error "no verdict: this runner is unfit to measure" ;;
  3-*) finish "$verdict" 3 error "inconclusive: neither a regression nor its absence is shown" ;;
  130-* | 143-*) finish "$verdict" "$code" error "interrupted" ;;
  *) finish "$verdict" "$code" error "one of the sides could not be measured" ;;
esac

# Sourced by ci/mutant and ci/mutants: the catalogue of planted bugs, and how one of them is built.

catalogue=$root/chaos-tests/mutants

# complain TEXT STATUS: ends the calling command.
complain() {
  echo "${0##*/}: $1" >&2
  exit "$2"
}

# names: of all mutants, one a line.
names() {
  local patch
  for patch in "$catalogue"/*.patch; do
    basename -- "$patch" .patch
  done
}

# patch_of NAME: the file. In the folder release are those that no single version shows, but an update from another one.
patch_of() {
  local patch
  for patch in "$catalogue/$1.patch" "$catalogue/release/$1.patch"; do
    [ ! -r "$patch" ] || break
  done
  printf '%s\n' "$patch"
}

# header NAME FIELD: what the mutant's header says; FIELD is promise, what or field.
header() {
  sed -n "s/^# $2: //p" "$(patch_of "$1")" | head -n 1
}

# require_mutant NAME: ends the calling command with 64 when there is none of that name.
require_mutant() {
  case $1 in
    */*) ;;
    *) [ ! -r "$(patch_of "$1")" ] || return 0 ;;
  esac
  complain "there is no mutant $1 in $catalogue; ci/mutant --list names them all" 64
}

# plant NAME FOLDER: applies the mutant's patch to the copy of the sources in FOLDER. No fuzz: a patch that fits only about is
# another bug than the one that its header tells of.
plant() {
  if command -v patch >/dev/null; then
    (cd -- "$2" && patch --strip=1 --fuzz=0 --batch --forward --no-backup-if-mismatch <"$(patch_of "$1")")
  else
    (cd -- "$2" && GIT_CEILING_DIRECTORIES=$(dirname -- "$2") git apply <"$(patch_of "$1")")
  fi
}

# build_mutant NAME: makes target/mutants/NAME/app; ends the calling command with 3 if that fails.
build_mutant() {
  local folder=$root/target/mutants/$1
  rm -rf -- "$folder"
  mkdir -p "$folder/core/src/main"
  cp -R "$root/core/src/main/java" "$folder/core/src/main/java"
  plant "$1" "$folder" >"$folder/patch.log" 2>&1 || {
    cat "$folder/patch.log" >&2
    complain "the mutant $1 no longer applies to core. Make $(patch_of "$1") anew (docs/mutants.md says how)." 3
  }
  make_app "$folder/core/src/main/java" "$folder/app"
}

# use_core APP: from now on ridethrough-chaos tests the core of that app, on real processes and in the simulated world.
use_core() {
  export RIDETHROUGH_APP=$1
  export RIDETHROUGH_CORE=$1/lib/ridethrough-core.jar
}

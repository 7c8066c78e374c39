# Sourced by the commands in ci.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
core_app=$root/core/target/ridethrough
core_image=$root/core/target/ridethrough-image
chaos_app=$root/chaos-tests/target/ridethrough-chaos

# built STAMP SOURCE...: whether it was built after each of the sources was last changed.
built() {
  [ -e "$1" ] && [ -z "$(find "${@:2}" -newer "$1" | head -n 1)" ]
}

# ensure_built [image]: builds the apps, and the app image if asked to, unless they are newer than their sources; ends the
# calling command with 3 if that fails.
ensure_built() {
  local log=$root/target/build.log image=none
  [ "${1:-}" != image ] || image=$core_image
  local core=("$root/pom.xml" "$root/core/pom.xml" "$root/core/src/app" "$root/core/src/main")
  local chaos=("$root/chaos-tests/pom.xml" "$root/chaos-tests/src/app" "$root/chaos-tests/src/main")
  if built "$core_app/built" "${core[@]}" && built "$chaos_app/built" "${core[@]}" "${chaos[@]}" &&
    { [ "$image" = none ] || built "$image.made" "${core[@]}"; }; then
    return
  fi
  echo "Building Ridethrough (log: $log) ..." >&2
  mkdir -p "$root/target"
  if ! (cd "$root" && mvn -B package -Dmaven.test.skip=true "-Dridethrough.image=$image") </dev/null >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "The build failed; all of its output is in $log." >&2
    exit 3
  fi
}

# judged REPORT COMMAND [ARGUMENT...]: runs a command of the harness and ends the calling one with its status. Only a summary of this
# run that says so makes it HELD or BROKEN: a harness that crashed proves nothing. REPORT is where that is without --report.
judged() {
  local report=$1 i started verdict status child
  shift
  local arguments=("$@")
  for i in "${!arguments[@]}"; do
    case ${arguments[i]} in
      --report) report=${arguments[i + 1]-} ;;
      --report=*) report=${arguments[i]#--report=} ;;
      -h | --help | -V | --version) exec "$chaos_app/bin/ridethrough-chaos" "$@" ;;
    esac
  done
  started=$(mktemp)
  # shellcheck disable=SC2064
  trap "rm -f -- '$started'" EXIT
  # In the background, for a shell that waits for what is not hears of no signal; whoever stops this command means the harness.
  "$chaos_app/bin/ridethrough-chaos" "$@" <&0 & # else its input were no terminal
  child=$!
  # shellcheck disable=SC2064
  trap "kill $child 2>/dev/null || true" INT TERM
  while :; do
    status=0
    wait "$child" || status=$?
    kill -0 "$child" 2>/dev/null || break
  done
  case $status in
    0) verdict=HELD ;;
    1) verdict=BROKEN ;;
    2 | 64) exit "$status" ;;
    130 | 143) exit 130 ;;
    *) exit 3 ;;
  esac
  [ "$report/summary.json" -nt "$started" ] || exit 3
  grep -q "^  \"verdict\" : \"$verdict\"" "$report/summary.json" || exit 3
  exit "$status"
}

# make_app SOURCES APP: compiles core from SOURCES, without checks and caches, into the app folder APP; ends the calling
# command with 3 if that fails. What is not core is that of the built app.
make_app() {
  local sources=$1 app=$2 java part
  . "$root/core/src/app/lib/find-java"
  java=$(find_java)
  rm -rf -- "$app"
  mkdir -p "$app/classes" "$app/lib"
  find "$sources" -name '*.java' >"$app/sources"
  "${java%/java}/javac" -proc:none -nowarn -XDignore.symbol.file -cp "$core_app/lib/*:$core_app/lib/update/*" -d "$app/classes" "@$app/sources" || exit 3
  cp -R "$core_app/bin" "$app/bin"
  for part in "$core_app/lib"/*; do
    case $part in
      *.aot | */ridethrough-core.jar) ;; # caches of other classes
      *) ln -s "$part" "$app/lib/" ;;
    esac
  done
  "${java%/java}/jar" --create --file "$app/lib/ridethrough-core.jar" -C "$app/classes" .
}

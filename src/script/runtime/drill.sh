# shellcheck shell=sh
# A drill: what a backup holds, restored into throw-away containers of the images it came from and into directories of
# the drill, and compared with what was taken. No network, nothing of the host mounted, bounded memory, processors and
# processes; whatever happens, nothing of it stays.

# Makes ready to drill the archive that this run has made and read.
mb_drill_new() {
  MB_SOURCE="$MB_WORK/archive" MB_SOURCE_NAME=$MB_NAME MB_SOURCE_BYTES=$MB_BYTES MB_SOURCE_COMPRESSION=$(mb_format)
  MB_ROWS=$(awk -F '\t' -v OFS='\t' 'NR == FNR { read[$1] = $2; next } { print $1, $2, $3, $4, $5, $6, $8, $9 == "" ? read[$1] : $9 }' \
    "$MB_WORK/verified" "$MB_WORK/components")
  MB_DRILL_SAFE='nothing was published; no old backup was touched'
  true >"$MB_WORK/drilled"
}

# Makes ready to drill a backup that is there: MB_CONTENTS is what its manifest says of it.
mb_drill_old() {
  mb_know_tar
  MB_DRILL_SAFE='the backup was not changed, and is not marked as drilled'
  printf '%s\n' "$MB_CONTENTS" >"$MB_WORK/contents" && true >"$MB_WORK/drilled" || mb_unwritable "$MB_WORK"
}

# The drill of the component $1 fails, because of $2; then labels and values.
mb_undrilled() {
  local component="$1" title="$2"
  shift 2
  mb_fail E_VERIFY "The drill of $component failed: $title." "$@" safe "$MB_DRILL_SAFE"
}

# Is there room for the drill, before anything is done? $1 bytes beside the backups (the archive, and the largest tree
# unpacked), $2 bytes where Docker keeps its data (the largest server filled).
mb_drill_room() {
  true >"$MB_WORK/writes" || mb_unwritable "$MB_WORK"
  mb_will_write drill "$1" 0 "$MB_DIR" 'the archive, and the largest directory unpacked'
  mb_will_write drill "$2" 0 "$(mb_docker_root)" 'the largest throw-away server'
  mb_has_all_room 'to drill this backup' 'beside the archive until the comparison' \
    'nothing was written; no old backup was touched; no container was paused' 'free space there, lower min-free, or set verify: read'
}

# Is there room for $2 bytes of the component $1 at $3, now that its size is known?
mb_drill_fits() {
  mb_has_room "$3" "$2" ||
    mb_undrilled "$1" "there is no room to restore it on the disk of $3" \
      Needs "$(mb_amount "$2"), and min-free keeps $(mb_amount "$MB_MIN_FREE") free" \
      Has "$(mb_amount "$MB_FREE") free" next 'free space there, lower min-free, or set verify: read'
}

# Where the engine keeps containers and volumes, if that is on this machine.
mb_docker_root() {
  local at
  at=$(mb_docker info -f '{{.DockerRootDir}}' 2>/dev/null)
  [ -d "${at:-/none}" ] || at=$MB_DIR
  printf '%s' "$at"
}

# Makes, without starting it, the throw-away container for the component $1: of the image $2, for people $3, with $4
# bytes of memory at most; more options, the image again and its command follow. Its name is in MB_DRILLED, and
# MB_DRILL_ENTRY removes it with its volumes.
mb_drill_create() {
  local component="$1" image="$2" named="$3" memory="$4" cores
  shift 4
  MB_DRILLED="meeshy-drill-$MB_RUN-$(printf '%s' "$component" | tr -c 'A-Za-z0-9' -)"
  cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc)
  mb_drill_image "$component" "$image" "$named"
  mb_journal remove_drilled "$MB_DRILLED"
  MB_DRILL_ENTRY=$MB_ENTRY
  # What entry points need to hand their files to the user of their server, and no more.
  mb_docker create --pull never --name "$MB_DRILLED" --label "meeshy-backup=$MB_RUN" \
    --label "meeshy-backup.directory=$MB_DIR" --label "meeshy-backup.drill=$MB_SOURCE_NAME" \
    --network none --memory "$memory" --memory-swap "$memory" --pids-limit 512 --cpus "$((cores > 1 ? cores - 1 : 1))" --cpu-shares 512 \
    --cap-drop ALL --cap-add CHOWN --cap-add DAC_OVERRIDE --cap-add FOWNER --cap-add SETGID --cap-add SETUID \
    --security-opt no-new-privileges \
    --restart no --no-healthcheck --log-driver json-file --log-opt max-size=1m -e "MB_RUN=$MB_RUN" \
    -e ALLOW_EMPTY_PASSWORD=yes "$@" >/dev/null 2>"$MB_WORK/noise" ||
    mb_undrilled "$component" "its throw-away container could not be made" Image "$named ($image)" \
      Said "$(tail -n 5 "$MB_WORK/noise" | mb_mask)" next 'see what docker create says, or set verify: read'
  mb_phase drill-created
}

# The throw-away container $1 goes, with its volumes; an engine that does not answer leaves it to the next try.
undo_remove_drilled() {
  case $1 in meeshy-drill-*) ;; *) return 1 ;; esac
  docker rm -f -v "$1" >/dev/null 2>&1
  case $(docker inspect -f '{{.Id}}' "$1" 2>&1) in
    *'o such'*) ;;
    *) return 1 ;;
  esac
}

words_of_remove_drilled() {
  printf 'remove the container %s (docker rm -f -v %s)' "$1" "$(mb_typed "$1")"
}

# Is the image $2 ($3 for people) here? On another machine than the backup's it is fetched first, if it is of those that
# the client allows (MB_DRILL_FETCH, a line each).
mb_drill_image() {
  mb_docker image inspect -f '{{.Id}}' "$2" >/dev/null 2>"$MB_WORK/noise" && return
  if [ "${MB_DRILL_WHERE:-server}" = runner ]; then
    printf '%s\n' "$MB_DRILL_FETCH" | grep -qxF -e "$2" ||
      mb_undrilled "$1" 'the image it came from is not on this machine, and a drill fetches the official images of databases alone' \
        Image "$2" next 'if your application uses this image, docker pull it here first, or drill on the server'
    mb_say "  $1: pulling $2"
    timeout "$MB_TIMEOUT" docker pull -q "$2" >/dev/null 2>"$MB_WORK/noise" </dev/null && return
    mb_undrilled "$1" "the image it came from is not on this machine, and cannot be pulled" Image "$2" \
      Said "$(tail -n 2 "$MB_WORK/noise")" \
      next 'let this machine reach the registry (docker login), or drill on the server'
  fi
  mb_undrilled "$1" "the image it came from is not on this server" Image "$3 ($2)" \
    Said "$(tail -n 1 "$MB_WORK/noise")" \
    next "a drill never pulls an image: run docker pull $3, start the container from it, and back up again; or set verify: read"
}

# The first word of the command that the image $1 has for itself.
mb_drill_command() {
  mb_docker image inspect -f '{{range .Config.Cmd}}{{println .}}{{end}}' "$1" 2>/dev/null | head -n 1
}

mb_drill_start() {
  mb_docker start "$MB_DRILLED" >/dev/null 2>"$MB_WORK/noise" ||
    mb_undrilled "$1" "its throw-away container does not start" Said "$(tail -n 5 "$MB_WORK/noise" | mb_mask)"
  mb_phase drill-started
}

# Fails if the throw-away container of the component $1 has stopped, and says how it ended.
mb_drill_lives() {
  local state
  state='{{.State.Status}}, status {{.State.ExitCode}}{{if .State.OOMKilled}}, killed for want of memory{{end}}'
  state=$(mb_docker inspect -f "$state" "$MB_DRILLED" 2>&1 | tail -n 1)
  case $state in
    running*) return 0 ;;
  esac
  mb_undrilled "$1" "its throw-away server has stopped: $state" \
    Said "$(mb_docker logs --tail 5 "$MB_DRILLED" 2>&1 | mb_mask)" \
    next 'run it again; if it fails the same way, check memory and disk of this server'
}

# The component $1 is restored and equal: $2 milliseconds it took to restore, $3 what was found. What was used for it goes at once.
mb_drill_passed() {
  local component="$1" milliseconds="$2" found="$3"
  mb_settle "$MB_DRILL_ENTRY" ||
    mb_undrilled "$component" "what it was restored into could not be removed" \
      'To remove' "$(mb_undo_words "$MB_DRILL_ENTRY")" next 'the next run tries it again'
  printf '%s\t%s\n' "$component" "$milliseconds" >>"$MB_WORK/drilled" || mb_unwritable "$MB_WORK"
  mb_emit drilled component "$component" milliseconds# "$milliseconds" found "$found"
  mb_say "  $component: restored in $((milliseconds / 1000)) s, $found"
  mb_phase "drilled-$component"
}

# Every component has passed: so that is the level reached, and this is how long a restore takes.
mb_drill_done() {
  MB_VERIFIED=drill MB_DRILL=$(mb_drill_record) || mb_fail E_UNKNOWN 'The duration of the drill is not known.' safe "$MB_DRILL_SAFE"
}

# What the manifest says of the drill; its milliseconds are those of restoring, without the comparison.
mb_drill_record() {
  awk -F '\t' -v time="$(date +%s)" -v where="${MB_DRILL_WHERE:-server}" "$MB_AWK_JSON"'
    { sum += $2; parts = json_add(parts, $1, json_number($2)) }
    END {
      if (json_refused) exit 1
      record = json_add(json_add("", "time", json_number(time)), "where", json_text(where))
      record = json_add(record, "milliseconds", json_number(sprintf("%.0f", sum)))
      printf "%s", json_object(json_add(record, "components", json_object(parts))) }' "$MB_WORK/drilled"
}

# Writes the drill into the manifest of the backup that was drilled: in one rename, so that it is there before or
# after, and whole. $1: what another machine measured, where it was drilled on one.
mb_drill_keep() {
  local meta="$MB_AT/.meta/$MB_SOURCE_NAME.json"
  if [ -n "${1:-}" ]; then MB_DRILL=$1 MB_DRILL_SAFE='the backup is as it was'; else mb_drill_done; fi
  [ -f "$meta" ] && MB_KEPT_DRILL="$MB_DRILL" awk "$MB_AWK_JSON"'
    NR == 1 {
      if (match($0, /"drill":\{"time":[0-9]+,"where":"[a-z]*","milliseconds":[0-9]+,"components":\{[^}]*\}\},/))
        $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)
      if (!match($0, /"verified":"[a-z]*",/)) exit 1
      fields = json_add(json_add("", "verified", json_text("drill")), "drill", ENVIRON["MB_KEPT_DRILL"])
      $0 = substr($0, 1, RSTART - 1) fields "," substr($0, RSTART + RLENGTH)
    }
    { print }' "$meta" >"$MB_WORK/manifest" && mb_sync "$MB_WORK/manifest" && mb_phase drill-kept &&
    mv -T -- "$MB_WORK/manifest" "$meta" && mb_sync "$MB_AT/.meta" ||
    mb_fail E_PUBLISH "The drill of $MB_SOURCE_NAME passed, but its manifest could not be written." \
      safe "$MB_DRILL_SAFE" next 'look at the disk of this server (dmesg), then run it again'
}

# Containers of drills of this directory whose run has died: only ever under the lock, so no other drill of it can be at work.
mb_drill_sweep() {
  local id run
  command -v docker >/dev/null 2>&1 || return 0
  MB_DOCKER_TIMEOUT=10 mb_docker ps -a --no-trunc --filter "label=meeshy-backup.directory=$MB_DIR" \
    --format '{{.ID}} {{.Label "meeshy-backup"}}' 2>/dev/null </dev/null |
    while read -r id run; do
      [ -z "$run" ] || [ "$run" = "$MB_RUN" ] || mb_docker rm -f -v "$id" >/dev/null 2>&1 </dev/null
    done
}

# shellcheck shell=sh
# What an archive says of itself to people.

# backup-metadata.txt, for people: when, where, what ran, what was taken and how large it is.
mb_record_metadata() {
  printf 'Backup          %s\nTaken           %s UTC\nServer          %s\nApplication     %s\nScope           %s\n%s\n' \
    "$MB_NAME" "$(date -d "@$MB_TIME" '+%Y-%m-%d %H:%M:%S')" "$(uname -n)" "$MB_APP" "$MB_SCOPE" "$MB_CONTEXT"
  printf '\nComponents (bytes before and after compression)\n'
  awk -F '\t' '{ printf "  %-40s %14s %14s  %s  %s\n", $1, $3, $5, $8, $9 }' "$MB_WORK/components"
  printf '\nWarnings\n'
  awk -F '\t' '{ printf "  %s (%s): %s\n", $2, $1, $3 }' "$MB_WORK/warnings"
  command -v docker >/dev/null 2>&1 || return 0
  { mb_docker volume ls --format '  {{.Name}}	{{.Driver}}' || printf '  Docker does not say.\n'; } | {
    printf '\nRunning containers and their images\n'
    mb_docker ps --format '  {{.Names}}	{{.Image}}	{{.Status}}' || printf '  Docker does not say.\n'
    printf '\nVolumes\n'
    cat
  }
}

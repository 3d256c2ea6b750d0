# shellcheck shell=sh
# The output of tools may hold secrets: a tool may print its whole connection string in an error, password included.

# Stdin to stdout, each secret of this run and the credentials of any URL replaced. Shell built-ins only, so that no
# secret reaches an argument list.
mb_mask() {
  local line name value rest
  while IFS= read -r line || [ -n "$line" ]; do
    for name in $MB_SECRETS; do
      eval "value=\$$name"
      [ -z "$value" ] || mb_replace "$value"
    done
    rest=$line line=
    while case $rest in *://*@*) ;; *) false ;; esac do
      line="$line${rest%%://*}://[secret]@" rest=${rest#*://}
      rest=${rest#*@}
    done
    printf '%s\n' "$line$rest"
  done
}

# Replaces every $1 in the variable line of the caller.
mb_replace() {
  local done='' todo="$line"
  while case $todo in *"$1"*) ;; *) false ;; esac do
    done="$done${todo%%"$1"*}[secret]"
    todo=${todo#*"$1"}
  done
  line=$done$todo
}

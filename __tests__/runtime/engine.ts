// A docker of the test's own: what is asked of it is written down, and what runs in a container runs here.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from '../../testbed/shell/server.ts'

/**
 * A docker that keeps the state of each container in a file and writes down what changes one. What runs in a container
 * runs here, with its own stdin and with the programs of `inside` before the machine's.
 */
export async function startEngine(server: Server, states: Readonly<Record<string, string>>): Promise<void> {
  const at = join(server.folder, 'containers')
  mkdirSync(at)
  mkdirSync(join(server.folder, 'inside'))
  for (const [name, state] of Object.entries(states)) writeFileSync(join(at, name), state)
  await server.program(
    'docker',
    `at='${at}' inside='${server.folder}/inside'
for last; do :; done
be() { echo "$2 $last" >>"$at.log"; printf %s "$1" >"$at/$last"; }
case $1 in
  inspect)
    [ -f "$at/$last" ] || { echo "Error: No such object: $last" >&2; exit 1; }
    case $3 in
      *Status*) cat "$at/$last"; echo ;;
      *Paused*) if grep -q paused "$at/$last"; then echo true; else echo false; fi ;;
      *Running*) if grep -q exited "$at/$last"; then echo false; else echo true; fi ;;
    esac ;;
  pause) be paused pause ;;
  unpause) be running unpause ;;
  stop) be exited stop ;;
  start) be running start ;;
  exec)
    # It ends what is left in the container, which here would be everything.
    case "$*" in *'kill -TERM'*) echo "end $2" >>"$at.log"; exit ;; esac
    shift
    while case $1 in -*) ;; *) false ;; esac do case $1 in -e) shift; export "$1" ;; esac; shift; done
    shift
    PATH="$inside:$PATH"
    # As when its client is ended: what it said is lost, what it wrote is cut, its status is 0.
    case "$*" in *--oplog*) [ ! -e '${server.folder}/cut' ] || { "$@" 2>/dev/null | head -c 500; exit 0; } ;; esac
    exec "$@" ;;
  *) exit 0 ;;
esac`,
  )
}

/** What changed a container, in order. */
export const logOf = ({ folder }: Server) =>
  existsSync(join(folder, 'containers.log')) ? readFileSync(join(folder, 'containers.log'), 'utf8').trim().split('\n') : []
export const stateOf = ({ folder }: Server, name: string) => readFileSync(join(folder, 'containers', name), 'utf8')

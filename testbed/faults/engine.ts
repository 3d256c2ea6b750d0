// A stand-in for a Docker engine, enough for a backup without databases: containers are files, each with its state in it. So a test compares
// their states at the cost of reading files, and a docker command that fails or hangs is a line of shell.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type State = 'running' | 'paused' | 'exited'

export type Engine = {
  /** The program `docker`, as shell text. */
  readonly program: string
  /** Every container and its state, in the order of their names. */
  states(): string[]
  /** Makes a container write to another directory. */
  apart(name: string): void
}

/** An engine with these containers of one project in `app`, each writing to `directory`. */
export function makeEngine(at: string, app: string, directory: string, containers: Readonly<Record<string, State>>): Engine {
  const [states, known] = [join(at, 'states'), join(at, 'known')]
  for (const folder of [states, known]) mkdirSync(folder, { recursive: true })
  for (const [name, state] of Object.entries(containers)) {
    writeFileSync(join(states, name), `${state}\n`)
    writeFileSync(join(known, name), `${JSON.stringify(description(name, app, directory))}\n`)
  }
  return {
    program: programText(states, known),
    states: () => readdirSync(states).map(name => `${name} ${readFileSync(join(states, name), 'utf8').trim()}`),
    apart: name => writeFileSync(join(known, name), `${JSON.stringify(description(name, app, join(at, 'elsewhere')))}\n`),
  }
}

function description(name: string, app: string, directory: string): object {
  const mount = { Type: 'bind', Name: '', Source: directory, Destination: '/uploads', RW: true }
  const labels = { project: 'shop', service: name, directory: app, files: join(app, 'compose.yml'), environmentFiles: '', oneOff: 'False' }
  return { id: name, name: `/${name}`, image: 'shop:1', imageId: 'sha256:0', state: 'STATE', ...labels, mounts: [mount] }
}

/** Only the commands that the product calls; a rename changes a state, so that no reader gets half of one. */
function programText(states: string, known: string): string {
  // Its own tools are those of the machine, whatever a test has put before them.
  return `
PATH=/usr/bin:/bin
cd '${states}' || exit 1
is() { read -r now <"$1" && [ "$now" = "$2" ]; }
become() { echo "$2" >"../new-$$" && mv "../new-$$" "$1"; }
case "$1 $2 $3" in
  'version '*) echo '28.2.2 28.2.2' ;;
  'ps -a '*) ls | sed 's/$/ "server"/' ;;
  'inspect --type '*)
    shift 5
    for id; do read -r state <"$id" && sed "s/STATE/$state/" "${known}/$id"; done ;;
  'inspect -f {{.State.Status}}') cat "$4" ;;
  'inspect -f {{.State.Status}} {{if .State.Health}}'*) read -r state <"$4" && echo "$state none 0" ;;
  'inspect -f {{.State.Paused}}') if is "$4" paused; then echo true; else echo false; fi ;;
  'inspect -f {{.State.Running}}') if is "$4" exited; then echo false; else echo true; fi ;;
  'pause '*) shift; for id; do is "$id" running && become "$id" paused || exit 1; done ;;
  'unpause '*) is "$2" paused && become "$2" running ;;
  'stop '*) shift; for id; do become "$id" exited; done ;;
  'start '*) become "$2" running ;;
esac`
}

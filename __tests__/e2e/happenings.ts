// What became of containers while something was done, in the words of Docker's own events: nothing that was undone again is missed.
import { text } from '../../testbed/command.ts'
import { dockerLines } from '../../testbed/docker.ts'

const changes = ['create', 'destroy', 'die', 'kill', 'pause', 'rename', 'restart', 'start', 'stop', 'unpause']

/** Does `work`; returns with its result the changes of containers whose names hold `part`, as `pause NAME`, in their order. */
export async function happenings<T>(
  part: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly changes: readonly string[] }> {
  const now = () => text(['date', '+%s.%N'])
  const since = await now()
  const result = await work()
  const filters = ['type=container', ...changes.map(change => `event=${change}`)].flatMap(filter => ['--filter', filter])
  const format = '{{.Action}} {{.Actor.Attributes.name}}'
  const all = await dockerLines(['events', '--since', since, '--until', await now(), ...filters, '--format', format])
  return { result, changes: all.filter(line => line.includes(part)) }
}

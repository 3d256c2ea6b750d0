// From the staging of what is restored to the moment at which it is final: the steps that are undone together. Pure.
import type { Step } from '../protocol/step.ts'
import type { Restoration, Target } from '../sources/restoration.ts'

/** Each change has its way back in the journal; the last step makes all of them final. */
export function transaction(target: Target, restorations: readonly Restoration[]): Step[] {
  const early = restorations.filter(each => each.late === undefined)
  const late = restorations.filter(each => each.late !== undefined)
  const first = early.filter(each => each.first)
  const others = early.filter(each => !each.first)
  return [
    ...early.flatMap(staging),
    { id: 'mark', title: 'Mark the restore as incomplete', command: ['mb_mark'] },
    ...holding('pause', restorations, target),
    ...holding('stop', early, target),
    ...first.flatMap(swapping),
    ...(target.create ? creating(target, restorations, late) : []),
    ...[...others, ...late].flatMap(swapping),
    ...(target.create ? expecting(target, restorations) : []),
    { id: 'release', title: 'Let services run again', command: ['mb_release'] },
    { id: 'health', title: 'Wait until the services are well', command: ['mb_health'] },
    ...restorations.flatMap(({ name, check }) =>
      check.map((command): Step => ({ id: 'compare', title: `Compare ${name}`, component: name, command, serves: [name] })),
    ),
    { id: 'final', title: 'Make it final', command: ['mb_clear'] },
  ]
}

/** The containers that are gone are made anew; what goes into them can be proven and staged only then. */
function creating(target: Target, restorations: readonly Restoration[], late: readonly Restoration[]): Step[] {
  const { project, images } = target.manifest
  const services = unique(images.map(({ service }) => service).filter(service => service !== ''))
  return [
    { id: 'create', title: 'Make the containers', command: ['mb_create', project.name, ...services] },
    ...unique(restorations.flatMap(({ wake }) => wake ?? [])).map(
      (name): Step => ({ id: 'wake', title: `Start ${name}`, command: ['mb_wake', name], serves: wakers(name, restorations) }),
    ),
    ...late.flatMap(({ name, late = [] }) =>
      late.map((command): Step => ({ id: 'prove', title: `Prove ${name}`, component: name, command, serves: [name] })),
    ),
    ...late.flatMap(staging),
    ...holding('stop', late, target),
  ]
}

/** Containers that were made and not started are started in the end, and must be well. */
function expecting({ manifest }: Target, restorations: readonly Restoration[]): Step[] {
  const made = unique(manifest.images.filter(({ service }) => service !== '').map(({ container }) => container))
  const serves = restorations.map(({ name }) => name)
  return made.map(name => ({
    id: 'expect',
    title: `Expect ${name} to run`,
    command: ['mb_expect', name],
    serves,
    unless: wakers(name, restorations),
  }))
}

function wakers(container: string, restorations: readonly Restoration[]): string[] {
  return restorations.filter(({ wake }) => wake === container).map(({ name }) => name)
}

function staging({ name, stage }: Restoration): Step[] {
  return stage.map(command => ({ id: 'stage', title: `Make ${name} ready`, component: name, command, serves: [name] }))
}

function swapping({ name, over, keep, swap }: Restoration): Step[] {
  return [
    ...keep.map((command): Step => ({ id: 'keep', title: `Keep ${over} as it is now`, component: name, command, serves: [name] })),
    ...swap.map((command): Step => ({ id: 'swap', title: `Replace ${over} by ${name}`, component: name, command, serves: [name] })),
  ]
}

/** All of them at once: each takes its time to end. What is stopped for one component is not paused for another. */
function holding(how: 'pause' | 'stop', restorations: readonly Restoration[], { later }: Target): Step[] {
  const naming = (list: 'pause' | 'stop', container: string) =>
    restorations.filter(each => each[list].includes(container)).map(({ name }) => name)
  const verb = how === 'pause' ? 'Pause' : 'Stop'
  const all = unique(restorations.flatMap(each => each[how]))
  if (!later) {
    const names = all.filter(name => how === 'stop' || naming('stop', name).length === 0)
    return names.length === 0
      ? []
      : [{ id: how, title: `${verb} ${names.join(', ')}`, containers: names, command: ['mb_hold', how, ...names] }]
  }
  const words = all.flatMap(name => [name, ...naming(how, name), ...(how === 'pause' ? ['!', ...naming('stop', name)] : []), '--'])
  const title = `${verb} the containers that use it: ${all.join(', ')}`
  return [
    ...(all.length === 0 ? [] : [{ id: how, title, containers: all, command: ['mb_hold_each', how, ...words] } as const]),
    ...(how === 'pause' ? [] : restorations.flatMap(stoppingUsers)),
  ]
}

function stoppingUsers({ name, stopUsersOf: volume }: Restoration): Step[] {
  if (volume === undefined) return []
  return [{ id: 'stop', title: `Stop other containers that use the volume ${volume}`, command: ['mb_hold_users', volume], serves: [name] }]
}

export function unique(words: readonly string[]): string[] {
  return [...new Set(words)]
}

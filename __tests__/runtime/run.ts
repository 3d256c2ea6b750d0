// One run of a plan on a server, as the client does it: script, secrets and heartbeats into one shell, events out of it.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { decodeEvent, type Event } from '../../src/protocol/events.ts'
import { FrameReader } from '../../src/protocol/frames.ts'
import { render } from '../../src/script/render.ts'
import { Sensitive } from '../../src/text/sensitive.ts'
import { bootstrap, handedOver } from '../../src/transports/transport.ts'
import type { Server } from '../../testbed/shell/server.ts'

export type Options = {
  readonly id?: string
  readonly secrets?: Readonly<Record<string, string>>
  /** Seconds. */
  readonly heartbeat?: number
  /** Seconds. */
  readonly timeout?: number
  readonly environment?: Readonly<Record<string, string>>
  /** The account's id, where it is not that of the test. */
  readonly user?: number
  /** A program and its arguments that the shell is run under, as strace. */
  readonly under?: readonly string[]
  /** The machine of the client. */
  readonly from?: string
  /** The script, in place of the one rendered from the plan. */
  readonly script?: string
  /** Shell text before the script's last line, which starts the run: definitions here are the ones that count. */
  readonly define?: string
  /** What follows the script on stdin, in place of the secrets. */
  readonly after?: string
}

/** An event as the runtime wrote it. */
export type Written = { readonly type: string } & Readonly<Record<string, unknown>>

export type Ended = { readonly code: number | null; readonly signal: string | null }

export type Run = {
  readonly id: string
  /** Of the shell that the client started: the script's main one. */
  readonly pid: number
  readonly events: Written[]
  /** The same, as the client reads them. */
  readonly heard: Event[]
  /** What was written as an event, and the client would not know. */
  readonly unknown: string[]
  readonly noise: string[]
  /** Settles when the shell is dead, though something it left may still hold its outputs. */
  readonly dead: Promise<Ended>
  /** Settles when both outputs are at their end too. */
  readonly ended: Promise<Ended>
  /** The first event of which this is true, if need be one that is still to come. Fails when the run ends without it. */
  event(wanted: (event: Written) => boolean): Promise<Written>
  beat(): void
  /** Heartbeats from now on, one a second, until the run ends. */
  keepBeating(): void
  /** The client goes away: its end of the pipe is closed. */
  hangUp(): void
}

/** The plan with these secrets in place of its own. */
export function withSecrets(plan: Plan, secrets: Readonly<Record<string, string>>): Plan {
  return { ...plan, secrets: Object.entries(secrets).map(([variable, value]) => ({ variable, value: new Sensitive(value) })) }
}

let runs = 0

export function newRunId(): string {
  runs += 1
  return `run-${process.pid}-${runs}`
}

/** Starts a run. Its client sends script and secrets, and then waits: heartbeats are the test's to send. */
export async function start(server: Server, plan: Plan, options: Options = {}): Promise<Run> {
  const { id = newRunId(), secrets = {}, heartbeat = 30, timeout = 60, environment = {}, from = '' } = options
  const nonce = `nonce-of-${id}`
  const whole = options.script ?? render(withSecrets(plan, secrets), { id, nonce, heartbeat, timeout, from })
  const script = whole.replace(/\nmb_main$/, () => `\n${options.define ?? ''}\nmb_main`)
  const sh = join(server.shell.path[0] ?? '', 'sh')
  const account = options.user === undefined ? {} : { uid: options.user, gid: options.user }
  const [program = '', ...words] = [...(options.under ?? []), sh, '-c', bootstrap]
  const child = spawn(program, words, {
    ...account,
    detached: true,
    stdio: 'pipe',
    cwd: server.folder,
    env: { PATH: server.path, HOME: server.folder, RUN_OF_TEST: id, ...environment },
  })
  child.stdin.on('error', () => {})
  server.atEnd(() => endGroup(child))
  const events: Written[] = []
  const heard: Event[] = []
  const unknown: string[] = []
  const noise: string[] = []
  const waiting = new Set<() => void>()
  const reader = new FrameReader(
    nonce,
    text => {
      const written = writtenIn(text)
      const read = decodeEvent(text)
      if (read !== undefined) heard.push(read)
      else if (written !== undefined) unknown.push(text)
      return written
    },
    event => {
      events.push(event)
      for (const look of waiting) look()
    },
    line => noise.push(line),
  )
  const errors = new FrameReader<never>(
    '\n',
    () => undefined,
    () => {},
    line => noise.push(line),
  )
  child.stdout.on('data', (chunk: Buffer) => reader.write(chunk))
  child.stderr.on('data', (chunk: Buffer) => errors.write(chunk))
  await once(child, 'spawn')
  const dead = once(child, 'exit').then(([code, signal]): Ended => ({ code, signal }))
  let over = false
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    reader.end()
    errors.end()
    over = true
    for (const look of waiting) look()
    return { code, signal }
  })
  const after =
    options.after ??
    `${Object.values(secrets)
      .map(secret => `${secret}\n`)
      .join('')}end of secrets\n`
  child.stdin.write(`${handedOver(script)}${after}`)
  return {
    id,
    pid: child.pid ?? 0,
    events,
    heard,
    unknown,
    noise,
    dead,
    ended,
    event: wanted =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find(wanted)
          if (found === undefined && !over) return
          waiting.delete(look)
          if (found !== undefined) resolve(found)
          else reject(new Error(`the run ended without that event: ${JSON.stringify(events)} ${noise.join('\n')}`))
        }
        waiting.add(look)
        look()
      }),
    beat: () => child.stdin.write('.'),
    keepBeating: () => {
      const beat = setInterval(() => child.stdin.write('.'), 1000)
      ended.finally(() => clearInterval(beat))
    },
    hangUp: () => child.stdin.end(),
  }
}

function writtenIn(text: string): Written | undefined {
  try {
    return JSON.parse(text) as Written
  } catch {
    return undefined
  }
}

/** What a failed test left running must not wait for a client. */
function endGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL')
}

export type Told = {
  readonly code: string
  readonly title: string
  readonly step: number
  readonly details: Readonly<Record<string, string>>
}

export type Played = Ended & {
  readonly id: string
  readonly events: readonly Written[]
  /** The same, as the client reads them. */
  readonly heard: readonly Event[]
  readonly noise: readonly string[]
  /** The failure it told, if it told one. */
  readonly failure: Told | undefined
  /** The manifest that a backup ends with. */
  readonly result: Manifest | undefined
}

/** Plays a plan to its end with a client that stays. */
export async function play(server: Server, plan: Plan, options: Options = {}): Promise<Played> {
  const run = await start(server, plan, options)
  return finish(run)
}

/** Waits for the end of a run. Whatever the runtime writes, the client knows. */
export async function finish(run: Run): Promise<Played> {
  const { code, signal } = await run.ended
  assert.deepEqual(run.unknown, [])
  const result = run.events.findLast(event => event.type === 'result')?.['text']
  return {
    id: run.id,
    code,
    signal,
    events: run.events,
    heard: run.heard,
    noise: run.noise,
    failure: run.events.find(event => event.type === 'error') as Told | undefined,
    result: typeof result === 'string' ? soundManifest(result) : undefined,
  }
}

function soundManifest(text: string): Manifest {
  const manifest = parseManifest(text)
  if ('problem' in manifest) throw new Error(`the manifest is not sound: ${manifest.problem}: ${text}`)
  return manifest
}

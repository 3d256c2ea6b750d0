// The Docker engine on the default socket: the one that runs here, else one that the beds start and share.
import { spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { cached } from './cache.ts'
import { fullPath } from './command.ts'
import { lock, tryLock } from './lock.ts'
import { socket } from './machine.ts'

export type Engine = { close(): Promise<void> }

/** One place for the whole machine, whatever cache a bed uses: there is one default socket. */
const shared = '/run/meeshy-bed'
const pidFile = join(shared, 'dockerd.pid')
const gateFile = join(shared, 'gate.lock')
const usersFile = join(shared, 'users.lock')

/**
 * Returns the engine on the default socket. It uses an engine that already runs, and never stops that one. Otherwise it starts
 * one; each bed holds a shared kernel lock, and the last one stops the engine. It adopts an engine that a crash left behind.
 */
export async function startEngine(): Promise<Engine> {
  if ((await answers()) && ourPid() === null) return { close: async () => {} }
  mkdirSync(shared, { recursive: true })
  const gate = await lock(gateFile)
  try {
    const use = await lock(usersFile, 'shared')
    try {
      if (ourPid() === null) await launch()
      await until(answers, 'the Docker engine does not answer')
    } catch (error) {
      await use.release()
      throw error
    }
    return { close: () => leave(() => use.release()) }
  } finally {
    await gate.release()
  }
}

async function leave(release: () => Promise<void>): Promise<void> {
  const gate = await lock(gateFile)
  try {
    await release()
    const last = await tryLock(usersFile)
    if (last === null) return
    try {
      await end()
    } finally {
      await last.release()
    }
  } finally {
    await gate.release()
  }
}

async function end(): Promise<void> {
  const pid = ourPid()
  if (pid === null) return
  process.kill(pid, 'SIGTERM')
  await until(async () => ourPid() === null, `dockerd (pid ${pid}) does not end`)
}

async function launch(): Promise<void> {
  const logFile = cached('dockerd.log')
  const log = openSync(logFile, 'w')
  const child = spawn('dockerd', ['--data-root', cached('docker'), '--pidfile', pidFile, '--host', `unix://${socket}`], {
    stdio: ['ignore', log, log],
    detached: true,
    env: { ...process.env, PATH: fullPath() },
  })
  child.unref()
  let ended: string | null = null
  child.on('error', error => {
    ended = error.message
  })
  child.on('exit', code => {
    ended = `status ${code}`
  })
  await until(async () => {
    if (ended !== null) throw new Error(`dockerd ended (${ended}): ${readFileSync(logFile, 'utf8').slice(-1500)}`)
    return answers()
  }, `dockerd does not come up, see ${logFile}`)
}

/** The pid of an engine that a bed started. Its command line names the pid file, so a recycled pid never passes for it. */
function ourPid(): number | null {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'))
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(pidFile) ? pid : null
  } catch {
    return null
  }
}

/** Whether an engine answers on the default socket. */
export function answers(): Promise<boolean> {
  return new Promise(resolve => {
    const ping = request({ socketPath: socket, path: '/_ping', timeout: 5000 }, response => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    ping.on('timeout', () => ping.destroy())
    ping.on('error', () => resolve(false))
    ping.end()
  })
}

async function until(condition: () => Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(otherwise)
    await delay(50)
  }
}

// The last runs of one target, for a picture: how large, how long, which failed. Its storage is the *key* of a cache entry
// (docs/adr/0007): reading it downloads and unpacks nothing. Anyone who can write the repository's caches can forge it, so the reader
// trusts nothing in it, and no decision depends on it.
import { createHash } from 'node:crypto'
import type { Settings } from '../../settings/settings.ts'
import { exact, Malformed } from '../../text/untrusted.ts'

export type Past = {
  readonly status: 'success' | 'failed' | 'skipped'
  /** Epoch seconds; only the hour is kept. */
  readonly time: number
  /** Of the archive, within 1 %; 0 of a run without one. */
  readonly bytes: number
  /** Within 1 %. */
  readonly seconds: number
}

/** Oldest first. */
export type History = readonly Past[]

/** As many as fit into a key of 512 characters, with room to spare. */
export const most = 50

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const statuses = { S: 'success', F: 'failed', N: 'skipped' } as const satisfies Record<string, Past['status']>
/** Hours are counted from 2025 on: 18 bits of them end in 2054. */
const dawn = Date.UTC(2025, 0, 1) / 3_600_000
/** The largest amounts; the key stores 12 bits of their logarithm. */
const largest = { bytes: 2 ** 50, seconds: 2 ** 20 }
const levels = 4095
const key = exact(/^meeshy-backup-1-[0-9a-f]{16}-(?:[SFN][A-Za-z0-9_-]{7}){1,50}$/, 'the key of a history')

/** Begins every key of this target: the same server, application and prefix. It is a hash, which does not reveal them. */
export function keyPrefixOf({ target, appDir, prefix }: Settings): string {
  const where = target.kind === 'ssh' ? [target.host, String(target.port)] : ['']
  const hash = createHash('sha256')
    .update(JSON.stringify([...where, appDir, prefix]))
    .digest('hex')
  return `meeshy-backup-1-${hash.slice(0, 16)}-`
}

/** The key that holds a history: its last 50 runs. */
export function keyOf(prefix: string, history: History): string {
  return prefix + history.slice(-most).map(written).join('')
}

/** Reads a key that a cache service returned. Throws `Malformed` for a key of another target, or of another form. */
export function historyIn(text: unknown, prefix: string): History {
  const found = key(text, 'key')
  if (!found.startsWith(prefix)) throw new Malformed('key', 'of this target')
  const runs = found.slice(prefix.length).match(/.{8}/g) ?? []
  return runs.map(run => ({
    status: statuses[run[0] as keyof typeof statuses],
    time: (number(run.slice(1, 4)) + dawn) * 3600,
    bytes: Math.round(amount(number(run.slice(4, 6)), largest.bytes)),
    // Finer than the distance of two levels, so that writing a read amount gives the same level.
    seconds: Math.round(amount(number(run.slice(6, 8)), largest.seconds) * 1000) / 1000,
  }))
}

function written({ status, time, bytes, seconds }: Past): string {
  const letter = Object.entries(statuses).find(([, each]) => each === status)?.[0]
  const hours = Math.min(Math.max(Math.floor(time / 3600) - dawn, 0), 2 ** 18 - 1)
  return `${letter}${text(hours, 3)}${text(level(bytes, largest.bytes), 2)}${text(level(seconds, largest.seconds), 2)}`
}

function level(value: number, top: number): number {
  return Math.round((Math.log1p(Math.min(Math.max(value, 0), top)) / Math.log1p(top)) * levels)
}

function amount(rank: number, top: number): number {
  return Math.expm1((rank / levels) * Math.log1p(top))
}

function text(value: number, length: number): string {
  return Array.from({ length }, (_, place) => digits[Math.floor(value / 64 ** (length - 1 - place)) % 64]).join('')
}

function number(word: string): number {
  return [...word].reduce((sum, digit) => sum * 64 + digits.indexOf(digit), 0)
}

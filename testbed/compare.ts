// The state of a database, a redis, a directory, as plain data: two states that are deeply equal hold the same.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { docker } from './docker.ts'
import { pythonInside } from './inside.ts'
import { type MongoAt, mongoScript } from './mongo.ts'
import { redisCli } from './redis.ts'

export type CollectionState = {
  readonly type: 'collection' | 'view' | 'timeseries'
  /** Canonical extended JSON, as are indexes and documents: types and order of fields count. */
  readonly options: string
  readonly indexes?: readonly string[]
  readonly count?: number
  /** By _id; a capped collection's in its own order. Of more than 2,000 there is a digest instead. */
  readonly documents?: readonly string[]
  readonly sha256?: string
}
export type MongoState = Readonly<Record<string, Readonly<Record<string, CollectionState>>>>

/** Every database but the server's own, with its collections. */
export async function mongoState(at: MongoAt): Promise<MongoState> {
  return (await mongoScript('state/mongo.py', at)) as MongoState
}

export type RedisAt = { readonly container: string; readonly password?: string }

export type KeyState = {
  readonly type: string
  /** Milliseconds since 1970; null: it does not expire. */
  readonly expiresAt: number | null
  /** Content in hex, or `length/SHA-1` of more than 256 bytes. */
  readonly value: string
}
/** Database number, then key (`hex:…` if it is not UTF-8). */
export type RedisState = Readonly<Record<string, Readonly<Record<string, KeyState>>>>

/** Every key of every database of a Redis 7 or newer. */
export async function redisState({ container, password }: RedisAt): Promise<RedisState> {
  const script = readFileSync(join(import.meta.dirname, 'state/redis.lua'), 'utf8')
  const said = await redisCli(container, password ?? '', ['EVAL', script, '0'])
  const state: Record<string, Record<string, KeyState>> = {}
  for (const line of said
    .split('\n')
    .filter(line => line !== '')
    .sort()) {
    const [database = '', key = '', type = '', expiry = '', value = ''] = line.split(' ')
    state[database] ??= {}
    state[database][readable(key)] = { type, expiresAt: expiry === '-1' ? null : Number(expiry), value }
  }
  return state
}

export type EntryState = {
  readonly type: 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'char' | 'block'
  /** Permission bits in octal, setuid and the like included. */
  readonly mode: string
  readonly uid: number
  readonly gid: number
  readonly mtimeNs: string
  /** Extended attributes, ACLs among them, in base64. */
  readonly xattrs?: Readonly<Record<string, string>>
  readonly target?: string
  readonly device?: number
  readonly size?: number
  /** Fewer blocks are allocated than its size needs. */
  readonly sparse?: boolean
  readonly sha256?: string
  /** All paths of a file that has several. */
  readonly names?: readonly string[]
}
/** By path relative to the directory; `.` is the directory itself. A name that is not UTF-8 has lone surrogates. */
export type TreeState = Readonly<Record<string, EntryState>>

/** Everything below a directory of this machine (an absolute path) or in a volume (its name). */
export async function treeState(where: string): Promise<TreeState> {
  // A mount of a volume that does not exist would create it.
  if (!where.startsWith('/')) await docker(['volume', 'inspect', where])
  const type = where.startsWith('/') ? 'bind' : 'volume'
  // A row of CSV (Docker CLI, --mount): a field in quotes holds anything.
  const source = `"source=${where.replaceAll('"', '""')}"`
  const flags = ['--network', 'none', '--mount', `type=${type},${source},target=/tree,readonly`]
  return (await pythonInside('state/tree.py', { flags, args: ['/tree'] })) as TreeState
}

function readable(hex: string): string {
  const bytes = Buffer.from(hex, 'hex')
  const text = bytes.toString('utf8')
  return Buffer.from(text, 'utf8').equals(bytes) ? text : `hex:${hex}`
}

/** The differences of two states, as readable `path: one ≠ other` lines, for an assertion to show instead of the states. */
export function differences(one: unknown, other: unknown, path = ''): string[] {
  if (isRecord(one) && isRecord(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()
    return keys.flatMap(key => differences(one[key], other[key], path === '' ? key : `${path} › ${key}`))
  }
  return isDeepStrictEqual(one, other) ? [] : [`${path}: ${short(one)} ≠ ${short(other)}`]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200)
}

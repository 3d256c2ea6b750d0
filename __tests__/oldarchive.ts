// An archive of the old scripts, byte by byte: as they wrote it, or as somebody hostile would.
import { gzipSync } from 'node:zlib'
import { Header } from 'tar'

export type Entry = {
  readonly path: string
  readonly type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'BlockDevice' | 'FIFO'
  readonly content?: Buffer | string
  readonly linkpath?: string
  readonly mode?: number
}

/** A tar of these entries, in their order; GNU's and BusyBox's tar read it. */
export function tarOf(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, type = 'File', content = '', linkpath = '', mode = type === 'Directory' ? 0o755 : 0o644 }) => {
    const bytes = Buffer.from(content)
    const header = new Header({
      path: type === 'Directory' && !path.endsWith('/') ? `${path}/` : path,
      type,
      linkpath,
      mode,
      uid: 0,
      gid: 0,
      size: bytes.length,
      mtime: new Date(1_729_348_222_000),
      devmaj: 1,
      devmin: 3,
    })
    const block = Buffer.alloc(512)
    if (header.encode(block)) throw new Error(`${path} does not fit into one header`)
    return [block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

/** A document of BSON: one number and one text. */
export function documentOf(n: number, text: string): Buffer {
  const value = Buffer.from(`${text}\0`)
  const body = Buffer.concat([
    Buffer.from('\x10n\0', 'latin1'),
    int32(n),
    Buffer.from('\x02t\0', 'latin1'),
    int32(value.length),
    value,
    Buffer.from([0]),
  ])
  return Buffer.concat([int32(body.length + 4), body])
}

/** `{ _id: 1 }`. */
export const oneId = Buffer.concat([int32(14), Buffer.from('\x10_id\0', 'latin1'), int32(1), Buffer.from([0])])

function int32(n: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(n)
  return bytes
}

/** Documents whose lengths cross every boundary of a line of od. */
export function bsonOf(count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, n) => documentOf(n, 'x'.repeat(n % 40))))
}

/** What a snapshot of Redis begins and ends with. */
export const snapshot = Buffer.concat([Buffer.from('REDIS0011'), Buffer.alloc(50, 1), Buffer.from([255]), Buffer.alloc(8, 7)])

export const uploads: readonly Entry[] = [
  { path: './', type: 'Directory' },
  { path: './sub', type: 'Directory' },
  { path: './sub/a file', content: 'a'.repeat(3000) },
  { path: './-rf', content: 'harmless here' },
  { path: './$(touch x)', content: 'harmless here too' },
  { path: './two\nlines', content: 'and too' },
  { path: './pipe', type: 'FIFO' },
  { path: './setuid', content: '#!/bin/sh\n', mode: 0o4755 },
  { path: './link', type: 'SymbolicLink', linkpath: 'sub/a file' },
  { path: './hard', type: 'Link', linkpath: './sub/a file' },
]

/** Everything the description names, under `name`; what is given replaces or adds by its path below it (undefined: is left out). */
export function oldEntries(name: string, changes: Readonly<Record<string, Buffer | string | undefined>> = {}): Entry[] {
  const stamp = name.replace('pre-update-', '')
  const dump = `database/mongodb_${stamp}`
  const files: Readonly<Record<string, Buffer | string | undefined>> = {
    'volumes/gateway_uploads.tar.gz': gzipSync(tarOf(uploads)),
    [`${dump}/admin/system.version.bson`]: bsonOf(1),
    [`${dump}/admin/system.version.metadata.json`]: '{"indexes":[],"type":"collection"}',
    [`${dump}/meeshy/users.bson`]: bsonOf(300),
    [`${dump}/meeshy/users.metadata.json`]:
      '{"indexes":[{"v":2,"key":{"_id":1},"name":"_id_"}],"collectionName":"users","type":"collection"}',
    [`${dump}/meeshy/empty.bson`]: '',
    [`${dump}/meeshy/empty.metadata.json`]: '{"indexes":[],"type":"collection"}\n',
    [`redis/redis_dump_${stamp}.rdb`]: snapshot,
    'config/docker-compose.yml': 'services: {}\n',
    'config/.env': 'REDIS_PASSWORD=old\n',
    'config/env.production': 'NODE_ENV=production\n',
    'config/secrets/jwt.key': 'secret',
    'backup-metadata.txt': 'Date: then\n',
    ...changes,
  }
  const written = Object.entries(files).filter(([, content]) => content !== undefined)
  const folders = new Set(written.flatMap(([path]) => path.split('/').map((_, n, parts) => parts.slice(0, n).join('/'))))
  return [
    ...[...folders].toSorted().map((path): Entry => ({ path: path === '' ? name : `${name}/${path}`, type: 'Directory' })),
    ...Object.entries(files).flatMap(([path, content]) => (content === undefined ? [] : [{ path: `${name}/${path}`, content }])),
  ]
}

export function oldArchiveOf(name: string, changes: Readonly<Record<string, Buffer | string | undefined>> = {}): Buffer {
  return gzipSync(tarOf(oldEntries(name, changes)))
}

// The data of the project's Redis, as the commands that create it: keys of every type, some with a time to live.
import { createHash } from 'node:crypto'

type Word = string | Buffer

/** Far enough that nothing expires while a test runs; a whole number that a restore must keep exactly. */
const expiry = '4070908800123'

/** The commands as Redis's own protocol carries them: what `redis-cli --pipe` reads. */
export function redisCommands(seed: 'small' | 'large'): Buffer {
  return Buffer.concat([...keys(), ...bulk(seed), ...otherDatabase()].map(encode))
}

function keys(): Word[][] {
  const binary = Buffer.from(Array.from({ length: 256 }, (_, n) => n))
  const many = Array.from({ length: 600 }, (_, n) => `member ${n}`)
  return [
    ['SET', 'string', 'plain'],
    ['SET', 'number', '42'],
    ['SET', 'empty', ''],
    ['SET', 'key with spaces\nand a newline é 👩', 'value'],
    ['SET', binary, binary],
    ['SET', 'session:1', 'expires', 'PXAT', expiry],
    ['SETBIT', 'bits', '4095', '1'],
    ['PFADD', 'visitors', ...many],
    ['RPUSH', 'list', 'a', 'b', binary, 'a'],
    ['RPUSH', 'long list', ...many],
    ['SADD', 'integers', '3', '1', '2'],
    ['SADD', 'set', ...many],
    ['PEXPIREAT', 'set', expiry],
    ['ZADD', 'ranking', '1.5', 'one', '-inf', 'last', '2', 'two'],
    ['ZADD', 'long ranking', ...many.flatMap((member, n) => [String(n / 3), member])],
    ['HSET', 'hash', 'field', 'value', 'é', 'ü'],
    ['HSET', 'long hash', ...many.flatMap((member, n) => [member, String(n)])],
    ['PEXPIREAT', 'long hash', expiry],
    ['XADD', 'stream', '1-1', 'kind', 'join'],
    ['XADD', 'stream', '2-1', 'kind', 'leave', 'who', 'é'],
    ['XGROUP', 'CREATE', 'stream', 'workers', '0'],
    ['GEOADD', 'places', '2.35', '48.85', 'Paris'],
  ]
}

/** Half noise, half text; the large seed makes about 20 MB. */
function bulk(seed: 'small' | 'large'): Word[][] {
  const count = seed === 'large' ? 10_000 : 200
  return Array.from({ length: count }, (_, n) => ['SET', `bulk:${n}`, n % 2 === 0 ? 'x'.repeat(2048) : noise(n)])
}

/** 2 KB that do not compress and are the same each time. */
function noise(n: number): Buffer {
  return Buffer.concat(Array.from({ length: 32 }, (_, k) => createHash('sha512').update(`${n}.${k}`).digest()))
}

function otherDatabase(): Word[][] {
  return [
    ['SELECT', '3'],
    ['SET', 'in another database', 'yes'],
  ]
}

/** A command as the protocol carries it. */
export function encode(words: readonly Word[]): Buffer {
  const parts = words
    .map(word => Buffer.from(word as string))
    .flatMap(word => [Buffer.from(`$${word.length}\r\n`), word, Buffer.from('\r\n')])
  return Buffer.concat([Buffer.from(`*${words.length}\r\n`), ...parts])
}

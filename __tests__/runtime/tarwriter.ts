// Tars that no tar would write: entry by entry, as an attacker would make them (ustar, pubs.opengroup.org, pax).

export type Entry = {
  readonly name: string
  /** 0 file, 1 hard link, 2 symbolic link, 3 and 4 devices, 5 directory, 6 pipe. */
  readonly type: string
  readonly target?: string
  readonly mode?: number
  readonly content?: Buffer
  readonly user?: string
  readonly group?: string
  /** Epoch seconds. */
  readonly time?: number
}

export const file = (name: string, { mode = 0o644, content = Buffer.from('x') }: { mode?: number; content?: Buffer } = {}): Entry => ({
  name,
  type: '0',
  mode,
  content,
})
export const hard = (name: string, target: string): Entry => ({ name, type: '1', target })
export const link = (name: string, target: string): Entry => ({ name, type: '2', target })
export const directory = (name: string): Entry => ({ name: `${name}/`, type: '5', mode: 0o755 })
export const special = (type: '3' | '4' | '6', name = 'special'): Entry => ({ name, type })

/** The entries, and the two blocks of zeros that end a tar. */
export function tarOf(entries: readonly Entry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocksOf), Buffer.alloc(1024)])
}

function blocksOf(entry: Entry): Buffer[] {
  const { name, type, target = '', mode = 0o644, content = Buffer.alloc(0), user = '', group = '', time = 1_729_348_222 } = entry
  const header = Buffer.alloc(512)
  const octal = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  header.write(name, 0, 100)
  octal(mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(content.length, 124, 12)
  if (time < 8 ** 11) octal(time, 136, 12)
  else header.writeBigUInt64BE(BigInt(time), header.writeUInt32BE(0x80000000, 136))
  header.write('        ', 148)
  header.write(type, 156)
  header.write(target, 157, 100)
  header.write('ustar\x0000', 257, 'latin1')
  header.write(user, 265, 32)
  header.write(group, 297, 32)
  octal(1, 329, 8)
  octal(3, 337, 8)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
}

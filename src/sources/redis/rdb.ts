// A snapshot of Redis read to its end: its name, its end mark, and the checksum of all that comes before (rdb.c; CRC-64 of Jones). Its keys are not counted:
// that takes a server.
import { Crc64 } from '../../bytes/crc64.ts'
import { NotWhole } from '../../bytes/unpack.ts'

const trailer = 9
const endMark = 0xff

/** Throws NotWhole. */
export async function readRdb(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const crc = new Crc64('jones')
  let held = Buffer.alloc(0)
  let begun = false
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk])
    if (!begun && held.length >= 9) {
      if (!/^REDIS\d{4}$/.test(held.toString('latin1', 0, 9))) throw new NotWhole('it is not a snapshot of Redis')
      begun = true
    }
    // The checksum is not part of what it is the checksum of.
    const sure = Math.max(0, held.length - trailer)
    crc.update(held, 0, sure)
    held = held.subarray(sure)
  }
  if (!begun || held.length < trailer || held[0] !== endMark) throw new NotWhole('it ends early: its end mark is missing')
  crc.update(held, 0, 1)
  const stored = held.readBigInt64LE(1)
  // A server with `rdbchecksum no` writes none.
  if (stored !== 0n && stored !== crc.digest()) throw new NotWhole('its checksum does not match its content')
}

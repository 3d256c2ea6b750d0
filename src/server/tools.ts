// Which programs of the server a backup uses, and which compressor it gets.

import { type Compressor, compressors, everywhere } from '../backups/formats.ts'
import type { CompressionChoice } from '../settings/settings.ts'
import type { Facts } from './facts.ts'

const always =
  'awk cat cp cut date dd find flock grep gzip head ln mkfifo mv od readlink rm sed sleep sort stat sync tail tar tee timeout tr'.split(' ')

/** The one asked for, or the fastest there is. */
export function compressorFor(choice: CompressionChoice, facts: Facts): Compressor {
  if (choice !== 'auto') return choice
  return compressors.find(tool => facts.tools.has(tool)) ?? everywhere
}

/** Every program that is needed and not there, that of the compression among them; `openssl or sha256sum` where one of them would do. */
export function missingTools(facts: Facts, compression: string): string[] {
  const missing = [...new Set([...always, compression])].filter(tool => !facts.tools.has(tool))
  return facts.tools.has('openssl') || facts.tools.has('sha256sum') ? missing : [...missing, 'openssl or sha256sum']
}

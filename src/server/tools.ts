// Which programs of the server a backup uses, and which compressor it gets.

import type { CompressionChoice } from '../settings/settings.ts'
import type { Facts } from './facts.ts'

export type Compressor = 'zstd' | 'pigz' | 'gzip'

const always =
  'awk cat cp cut date dd df find flock grep gzip head ln mkfifo mv od readlink rm sed sleep sort stat sync tail tar tee timeout tr'.split(
    ' ',
  )

/** The one asked for, or the fastest there is: zstd, then gzip on all cores, then gzip. */
export function compressorFor(choice: CompressionChoice, facts: Facts): Compressor {
  if (choice !== 'auto') return choice
  return (['zstd', 'pigz'] as const).find(tool => facts.tools.has(tool)) ?? 'gzip'
}

/** Every program that is needed and not there; `openssl or sha256sum` where one of them would do. */
export function missingTools(facts: Facts, compressor: Compressor): string[] {
  const missing = [...new Set([...always, compressor])].filter(tool => !facts.tools.has(tool))
  return facts.tools.has('openssl') || facts.tools.has('sha256sum') ? missing : [...missing, 'openssl or sha256sum']
}

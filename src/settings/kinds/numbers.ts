// Counts, durations and sizes: digits only, so that `1e3`, `0x3`, `1.5` and `true` never pass for a number.
import { accept, type Kind, refuse } from './kind.ts'

/** A count from 1 to `most` (at most 9999), without leading zeros. */
export function count(most: number): Kind<number> {
  const rule = `an integer from 1 to ${most}`
  return {
    form: 'word',
    symbol: 'N',
    rule,
    read: text => {
      if (text === '0') return refuse(`${rule}: at least 1`, text)
      return /^[1-9][0-9]{0,3}$/.test(text) && Number(text) <= most ? accept(Number(text)) : refuse(rule, text)
    },
  }
}

const seconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }

/** Seconds from `least` to `most`, written `90`, `90s` or `2m`. */
export function duration(least: number, most: number): Kind<number> {
  return inSeconds(least, most, /^([0-9]{1,5})([sm]?)$/, '90s or 2m')
}

/** The same for what lasts longer than any run: `26h` or `7d` too. */
export function period(least: number, most: number): Kind<number> {
  return inSeconds(least, most, /^([0-9]{1,8})([smhd]?)$/, '90m, 26h or 7d')
}

function inSeconds(least: number, most: number, form: RegExp, examples: string): Kind<number> {
  const rule = `seconds from ${least} to ${most}, or the same as ${examples}`
  return {
    form: 'word',
    symbol: 'SECONDS',
    rule,
    read: text => {
      const [, digits, unit = ''] = form.exec(text) ?? []
      const value = Number(digits) * (seconds[unit] ?? Number.NaN)
      return value >= least && value <= most ? accept(value) : refuse(rule, text)
    },
  }
}

const units: Readonly<Record<string, number>> = {
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
}

/** Bytes, written with a unit: `500MB`, `1GB`, `2GiB`; `0` needs none. */
export const size: Kind<number> = {
  form: 'word',
  symbol: 'SIZE',
  rule: 'a size such as 500MB, 1GB or 2GiB, or 0',
  read: text => {
    if (text === '0') return accept(0)
    const [, digits, unit = ''] = /^([0-9]{1,4})([kKMGT]i?B)$/.exec(text) ?? []
    const factor = units[unit]
    return factor === undefined ? refuse(size.rule, text) : accept(Number(digits) * factor)
  },
}

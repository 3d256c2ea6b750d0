// Amounts as people read them, by fixed rules and in English, so that the locale of a runner or a laptop changes no report.

const sizes = ['kB', 'MB', 'GB', 'TB', 'PB'] as const
const minute = 60
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day
const year = 365.25 * day
const month = year / 12

/**
 * Bytes in decimal units: `512 B`, `9 MB`, `1.4 GB`, `903 MB`. Below 10 of a unit one decimal (none when it is zero),
 * else none; rounded to nearest, and what rounds up to 1000 moves to the next unit.
 */
export function bytes(amount: number): string {
  if (amount < 1000) return `${amount} B`
  let value = amount / 1000
  let unit = 0
  while (Math.round(value) >= 1000 && unit < sizes.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${short(value)} ${sizes[unit]}`
}

/** A duration: `0.6 s`, `14 s`, `1 min 30 s`, `2 h 5 min`, `3 d 4 h`. Two units at most; the smaller one is left out when it is zero. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (Math.round(seconds) < minute) return `${short(seconds)} s`
  if (Math.round(seconds) < hour) return pair(Math.round(seconds), minute, 'min', 1, 's')
  if (Math.round(seconds / minute) * minute < day) return pair(Math.round(seconds / minute) * minute, hour, 'h', minute, 'min')
  return pair(Math.round(seconds / hour) * hour, day, 'd', hour, 'h')
}

/** An age for a narrow column, in one whole unit that has passed: `40 s`, `5 min`, `2 h`, `1 d`, `2 y`; `in 2 h` for a time in the future. */
export function age(seconds: number): string {
  if (seconds < 0) return `in ${age(-seconds)}`
  if (seconds < minute) return `${Math.floor(seconds)} s`
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`
  if (seconds < day) return `${Math.floor(seconds / hour)} h`
  if (seconds < year) return `${Math.floor(seconds / day)} d`
  return `${Math.floor(seconds / year)} y`
}

/** An age for a sentence about the last time: `2 h ago`, `in 2 h`. */
export function ago(seconds: number): string {
  return seconds < 0 ? age(seconds) : `${age(seconds)} ago`
}

/**
 * An age in words: `3 hours old`, `5 weeks old`, `dated 2 hours ahead`. Whole units that have passed: days up to two
 * weeks, weeks up to two months, months up to two years.
 */
export function old(seconds: number): string {
  const inWords = words(Math.abs(seconds))
  return seconds < 0 ? `dated ${inWords} ahead` : `${inWords} old`
}

/** A number of things: `1 document`, `18,052 documents`; `many`: a plural that does not end in s (`copies`). */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${grouped(amount)} ${amount === 1 ? one : many}`
}

/** A whole number with a comma between thousands: `18,052`. */
export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A rank: `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`. */
export function ordinal(rank: number): string {
  const teen = rank % 100 >= 11 && rank % 100 <= 13
  const ending = teen ? undefined : { 1: 'st', 2: 'nd', 3: 'rd' }[rank % 10]
  return `${rank}${ending ?? 'th'}`
}

function words(seconds: number): string {
  if (seconds < minute) return count(Math.floor(seconds), 'second')
  if (seconds < hour) return count(Math.floor(seconds / minute), 'minute')
  if (seconds < day) return count(Math.floor(seconds / hour), 'hour')
  if (seconds < 2 * week) return count(Math.floor(seconds / day), 'day')
  if (seconds < 2 * month) return count(Math.floor(seconds / week), 'week')
  if (seconds < 2 * year) return count(Math.floor(seconds / month), 'month')
  return count(Math.floor(seconds / year), 'year')
}

function short(value: number): string {
  const tenths = Math.round(value * 10)
  return tenths < 100 ? String(tenths / 10) : String(Math.round(value))
}

/** `seconds` is a whole number of the smaller unit. */
function pair(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = (seconds % large) / small
  const whole = `${Math.floor(seconds / large)} ${largeName}`
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`
}

// Reaches a server: which types of host keys to ask for, when to try again, when to give up.
import { setTimeout as sleep } from 'node:timers/promises'
import type { PinnedHost } from '../keys/knownhosts.ts'
import { type PublicKey, type UsableType, usableTypes } from '../keys/publickey.ts'
import type { Failed, Outcome } from './sshattempt.ts'
import { authenticationFailure, connectFailure, hostKeyFailure, type Place } from './sshfailure.ts'

export type Reached = Extract<Outcome, { is: 'ready' }>
/** One attempt: which types of host keys it may negotiate, how long it may take. */
export type TryOnce = (types: readonly UsableType[], milliseconds: number) => Promise<Outcome>

/** Errors that may pass by the next try. An unknown name or a refusal does not pass. */
const passing = ['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']

/**
 * Connects within `milliseconds`, all attempts together. It tries again after connection errors, after each of
 * `delays` (milliseconds), but never after a refused host key or account. Throws E_CONNECT, E_HOSTKEY, E_AUTH.
 *
 * The server shows its key of the first type in the list that it has, so a pin of unknown type, or one of several pins,
 * may belong to a key that it did not show: the next attempt leaves out the shown type, at most once per type, and always
 * before authentication.
 */
export async function reach(place: Place, tryOnce: TryOnce, milliseconds: number, delays: readonly number[]): Promise<Reached> {
  const until = performance.now() + milliseconds
  const shown: PublicKey[] = []
  const [pinned, others] = typesToAsk(place.hostKeys)
  let types = pinned
  for (;;) {
    const { outcome, tries } = await persist(tryOnce, types, until, delays)
    switch (outcome.is) {
      case 'ready':
        return outcome
      case 'host key refused':
        shown.push(outcome.hostKey)
        types = types.filter(type => type !== outcome.hostKey.type)
        if (!mayStillMatch(place.hostKeys, types)) throw hostKeyFailure(place, shown)
        break
      case 'no host key in common':
        // The server has no key of a pinned type: one more attempt learns which keys it has, and still refuses them.
        if (shown.length > 0 || types === others || others.length === 0) throw hostKeyFailure(place, shown)
        types = others
        break
      case 'user key refused':
        throw authenticationFailure(place, outcome.methods)
      case 'failed':
        throw shown.length > 0 ? hostKeyFailure(place, shown) : connectFailure(place, outcome, tries, milliseconds / 1000)
    }
  }
}

/** The types to ask for, and the other types, to ask for only to see what the server has. */
function typesToAsk({ pins }: PinnedHost): [readonly UsableType[], readonly UsableType[]] {
  if (pins.length === 0 || pins.some(pin => pin.type === undefined)) return [usableTypes, []]
  const isPinned = (type: UsableType) => pins.some(pin => pin.type === type)
  return [usableTypes.filter(isPinned), usableTypes.filter(type => !isPinned(type))]
}

function mayStillMatch({ pins }: PinnedHost, types: readonly UsableType[]): boolean {
  return pins.some(pin => (pin.type === undefined ? types.length > 0 : types.includes(pin.type)))
}

async function persist(tryOnce: TryOnce, types: readonly UsableType[], until: number, delays: readonly number[]) {
  for (let tries = 1; ; tries += 1) {
    const outcome = await tryOnce(types, Math.max(1, until - performance.now()))
    const delay = delays[tries - 1]
    if (outcome.is !== 'failed' || !mayPass(outcome) || delay === undefined || performance.now() + delay >= until) return { outcome, tries }
    await sleep(delay)
  }
}

/** Once authentication has begun, another attempt would count against the user on the server. */
function mayPass({ phase, error, closed }: Failed): boolean {
  return phase !== 'authentication' && (closed || passing.includes(error.code ?? ''))
}

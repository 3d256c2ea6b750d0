// What a running script tells its client: one type for each event of the runtime, and the reader of each. The server is not trusted: a line of an
// unknown type, or with a field that is missing or of another type, is noise.
import { parts } from '../backups/damage.ts'
import { flag, lenient, Malformed, object, oneOf, optional, type Read, type Reader, valuesIn } from '../text/untrusted.ts'
import { code, count, details, line, name, place, readable, word, words } from './fields.ts'
import { FrameReader } from './frames.ts'
import { listings } from './listings.ts'

const decoders = {
  ...listings,

  /** A step of the plan, counted from 1, begins or has ended. */
  step: object({ step: count, state: oneOf('start', 'end'), milliseconds: optional(count, 0) }),
  /** The run fails. Labels of `details` in small letters are the answers of that name. */
  error: object({ code, title: words, details: lenient(details, {}) }),
  warning: object({ code: word, text: words }),

  /** Another run holds the lock; `holder` is empty where nothing says who. */
  waiting: object({ holder: words }),
  /** Is the lock free? Only asked. */
  lock: object({ free: flag, holder: words }),
  /** What a dead run left is cleaned up. `final`: a restore that was completed, not undone. */
  recovered: object({ run: word, final: optional(flag, false) }),
  /** A restore could not be put back. */
  unrecovered: object({ run: word }),

  /** The name that the backup gets. */
  name: object({ name }),
  /** Bytes of the archive that are written. */
  progress: object({ bytes: count }),
  component: object({ component: word, raw: count, stored: count, milliseconds: count, found: words }),
  drilled: object({ component: name, milliseconds: count, found: words }),
  /** The manifest of the backup that is published. */
  result: object({ text: line }),

  /** The list of backups has ended. `now`: epoch seconds of the server's clock. */
  catalogue: object({ now: count, odd: count, atWork: count }),
  /** `text`: the run, the backup and the components of the mark, tabs between them. */
  'restore-incomplete': object({ alive: flag, text: line }),
  /** An archive of the old scripts that was read and is not sound. */
  unsound: object({ file: name, why: words }),
  /** What a manifest of an archive of the old scripts would be. */
  'old-manifest': object({ text: line }),
  /** What became of a run that was asked for. */
  status: object({ state: oneOf('published', 'working', 'none') }),

  removed: object({ name }),
  pinned: object({ name, pinned: flag }),

  /** The verification of one backup begins; and how it ended. */
  verifying: object({ backup: name }),
  verified: object({ backup: name }),
  gone: object({ backup: name }),
  sound: object({ backup: name, component: word }),
  unread: object({ backup: name, component: word, why: words }),
  damage: object({ backup: name, component: word, part: lenient(oneOf(...parts), 'archive'), from: place, to: place, why: words }),
  /** So many bytes of an archive follow on the channel. */
  raw: object({ backup: name, bytes: count }),

  /** The backup of what was there before a restore. */
  safety: object({ name }),
  downtime: object({ milliseconds: count }),
  restored: object({ component: word, found: words }),
  /** A collection that the backup lacks, and that is gone now. */
  dropped: object({ collection: readable }),
  /** A restore that failed has put everything back; or was final before it failed. */
  undone: object({}),
  final: object({}),
  /** The last word of a run that goes on by itself; and of a follower that lost its client. */
  ended: object({ status: count }),
  unheard: object({}),
} as const satisfies Readonly<Record<string, Reader<object>>>

export type EventType = keyof typeof decoders
/** One event of the runtime. Texts for people are inert, names are exact. */
export type Event = { [Type in EventType]: { readonly type: Type } & Read<(typeof decoders)[Type]> }[EventType]

/** The event of one type. */
export type Told<Type extends EventType> = Extract<Event, { readonly type: Type }>

/** Values in the JSON of one event, those of a text in it not counted: none has more than a failure with all its facts. */
const mostValues = 100_000

/** Reads the text of a frame; undefined if it is no event. */
export function decodeEvent(text: string): Event | undefined {
  if (valuesIn(text) > mostValues) return undefined
  try {
    const value: unknown = JSON.parse(text)
    const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
    return isType(type) ? ({ type, ...decoders[type](value, type) } as Event) : undefined
  } catch (thrown) {
    if (thrown instanceof Malformed || thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

function isType(type: unknown): type is EventType {
  return typeof type === 'string' && Object.hasOwn(decoders, type)
}

/** The events of a byte stream, and its noise. */
export class EventReader extends FrameReader<Event> {
  constructor(nonce: string, onEvent: (event: Event) => void, onNoise: (line: string) => void) {
    super(nonce, decodeEvent, onEvent, onNoise)
  }
}

// A place where a client can open a shell: a server over SSH, or this machine.
import type { Readable, Writable } from 'node:stream'

/** How the remote shell ended. `code` is null when a signal ended it, or when the connection was lost before it said (`lost`). */
export type Exit = { readonly code: number | null; readonly signal: string | null; readonly lost: boolean }

/** One running shell: `stdin` takes the script, both outputs must be drained, `exit` settles once and never rejects. */
export type Process = {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  readonly exit: Promise<Exit>
  /** Drops the channel (or the local process group) at once, without waiting. */
  destroy(): void
}

/** What was reached, for the log. */
export type Peer = { readonly name: string; readonly hostKey?: string; readonly seconds: number }

export interface Transport {
  /** `user@host`, `user@host:port`, or `this machine`. */
  readonly name: string
  /** Connects (bounded, retried for connection errors only) and says what was reached. Throws E_CONNECT, E_HOSTKEY, E_AUTH. */
  open(): Promise<Peer>
  /** Starts the constant command: a POSIX sh that takes its script from stdin. One channel, one round trip. */
  shell(): Promise<Process>
  close(): Promise<void>
}

/**
 * The only command that a client runs on a server, for every operation. It reads one line of nine bytes, the
 * script's length, then exactly that many bytes, and evaluates them: what follows on stdin (secrets, heartbeats) is never
 * read as script, although dash and BusyBox ash would read ahead if they took the script from the pipe themselves.
 * `iflag=fullblock` (GNU, BusyBox) hands the script over in one block; any other dd (status 1: it does not know
 * the word) reads byte by byte. Each dd has a minute at most: a server does not notice that a connection stalls here, and
 * the watchdog, which would notice it, is in the part that has not arrived.
 * csh, which may be the account's login shell and parses it first, passes it on unchanged.
 */
export const bootstrap =
  't=`command -v timeout` && t="$t 60"; n=`$t dd bs=1 count=9 2>/dev/null` && s=`$t dd bs="$n" count=1 iflag=fullblock 2>/dev/null || { test $? = 1 && $t dd bs=1 count="$n" 2>/dev/null; }` && eval "$s"'

/** A script in the form that `bootstrap` reads. */
export function handedOver(script: string): string {
  return `${String(Buffer.byteLength(script)).padStart(8, '0')}\n${script}`
}

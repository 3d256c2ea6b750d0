// A place where a shell can be opened: a server over SSH, or this machine.
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
 * The one command ever run on a server, whatever the operation (DESIGN.md section 7). It reads one line, the script's
 * length in bytes, then exactly that many bytes, and evaluates them: what follows on stdin (secrets, heartbeats) is
 * never read as script, although dash and BusyBox ash would read ahead if they took the script from the pipe themselves.
 * `iflag=fullblock` (GNU, BusyBox) hands the script over in one block; byte by byte is the way of every other dd.
 * Written so that csh, which may be the account's login shell and parses it first, hands it on unchanged.
 */
export const bootstrap =
  'IFS= read -r n && s=`dd bs="$n" count=1 iflag=fullblock 2>/dev/null || dd bs=1 count="$n" 2>/dev/null` && eval "$s"'

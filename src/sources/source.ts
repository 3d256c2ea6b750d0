// What every kind of component is to the rest. All that is known of a kind is its source: a folder, and a line of the registry. Pure.
import type { Component as Kept, Manifest } from '../backups/manifest.ts'
import type { Command } from '../protocol/step.ts'
import type { Facts } from '../server/facts.ts'
import type { Project } from '../server/project.ts'
import type { Settings } from '../settings/settings.ts'
import type { SourceSettings } from '../settings/values.ts'
import type { Sensitive } from '../text/sensitive.ts'
import type { Restoration, Target } from './restoration.ts'

export type Component = {
  /** The source's group, alone or with a name behind it: `database`, `volumes/<name>`. */
  readonly name: string
  /** The source's kind. */
  readonly kind: string
  /** Its entry in the archive, below the backup's name; the server puts the stamp in place of `<stamp>`. */
  readonly path: string
  /** What it is, for people: `meeshy-database`, `gateway_uploads`, `docker-compose.yml, .env`. */
  readonly from: string
  /** Bytes on the server's disk, where known. */
  readonly size: number | null
  /** Bytes it is expected to take in the archive, where that can be told: from its size, and from how the last backup of it compressed. */
  readonly need: number | null
  /** A few kilobytes of text: not measured; the room that a backup always adds holds it. */
  readonly small?: true
  /** Kept in the manifest for its restore. Never anything secret. */
  readonly details: Readonly<Record<string, string>>
  /** Of files that were listed or found: where each was, relative to the application directory or absolute. */
  readonly paths?: readonly string[]
  /** The container whose tools read it back. */
  readonly reader?: string
  /** `dump`: while everything runs. `files`: when what quiesces is quiesced. `own`: files of a database, which must be quiesced itself. `last`: after all others. */
  readonly moment: 'dump' | 'files' | 'own' | 'last'
  /** Where its files are on the server: containers that write there are quiesced, and the backups must not lie there. */
  readonly lies?: { readonly volume?: string; readonly path: string }
  /** The command whose stdout is its bytes. */
  readonly take: Command
  /** Asks for what takes its time, before other components are taken. It does not wait. */
  readonly ask?: Command
  /** Words before `take` and `ask` in a restore's safety backup: it is taken if it is still there. Absent: it must be there. */
  readonly present?: readonly string[]
}

/** Of a component, what a drill of it must know: of one that is being taken, or of one that a manifest names. */
export type Drillable = { readonly name: string; readonly details: Readonly<Record<string, string>> }

/** An image: its id, and the name that its container calls it by. */
export type Image = { readonly id: string; readonly name: string }

export type LeftOut = { readonly what: string; readonly why: string }

/** What there is of one kind, and what of it is not taken. */
export type Found = {
  readonly components: readonly Component[]
  readonly leftOut: readonly LeftOut[]
  /** Worth saying, nothing to act on: there is no Redis here. */
  readonly notes?: readonly string[]
  /** What people should act on, or know when they restore. */
  readonly warnings?: readonly string[]
}

export type View = {
  readonly facts: Facts
  readonly settings: Settings
  readonly project: Project
  /** The last backup of this prefix. */
  readonly last: Manifest | undefined
  /** Containers whose data a dump carries, by name: the group of that dump. */
  readonly dumped: ReadonlyMap<string, string>
}

/** A secret that scripts need: the runtime's variable for it, and its value, if one was given. */
export type Secret = { readonly variable: string; readonly value: Sensitive | undefined }

/** What the runtime must know of a kind, as it is rendered into each script. The functions are the source's own shell. */
export type Runtime = {
  /** Reads a component (stdin) to its end: counts what is in it, and fails if it is not whole. */
  readonly reader: string
  /** The reader asks the tools of the container that the component came from; a drill restores it into a server. */
  readonly served?: true
  /** Writes down what a component (stdin) holds, a row each in .work/contents; absent where its reader does. */
  readonly contents?: string
  /** Prints the rows of a component as the JSON object that its manifest keeps. */
  readonly contentsJson?: string
  /** Only root can put it back. */
  readonly rootOnly?: true
  /** It is loaded while services are held, so its bytes are downtime. */
  readonly loaded?: true
  /** It puts files in the places that the manifest names, which may lie outside of the application. */
  readonly places?: true
  /** What people ask of it first: its size, or one of its counts. */
  readonly told?: string
}

/** How a kind is drilled. */
export type Drill = {
  /** Bytes of room that this component takes while it is drilled: beside the backups, and where Docker keeps its data. */
  room(component: Pick<Component, 'size'>): { readonly beside: number; readonly docker: number }
  /** Restores it, and compares. `image` is that of its container, where it is served. */
  command(component: Drillable, image: Image): Command
  /** The image of Docker's own library that a runner may fetch for it by itself. */
  readonly official?: string
}

export type Asked = 'containers' | 'directories' | 'files'

export interface Source {
  /** The word for it in manifests. */
  readonly kind: string
  /** The first part of its components' names, and of their paths in the archive. */
  readonly group: string
  /** `entry`: a file of the archive's tar. `fragment`: a piece of that tar, of entries of its own. */
  readonly form: 'entry' | 'fragment'
  readonly runtime: Runtime
  /** Its counts that anyone may see, and what one of each is called: `{ documents: 'document' }`. */
  readonly units: Readonly<Record<string, string>>
  /** It is kept for people to read: no restore puts it anywhere. */
  readonly forPeople?: true
  /** Each of its components has a name behind the group. A list of backups shows how many a backup has, not only that it has some. */
  readonly several?: true
  /** Words on a container's command line that say something of its server: a name for each, and a basic regular expression with one group. */
  readonly hints?: Readonly<Record<string, string>>
  /** Is this container a server whose data its dump carries? */
  serves?(container: { readonly name: string; readonly image: string }, settings: Settings): boolean
  /** Secrets that its functions need: the runtime's variable for each, and the option that gives it. */
  readonly secrets?: readonly { readonly variable: string; readonly setting: keyof SourceSettings }[]
  /** The container that a setting names for it. */
  named?(settings: Settings): string | undefined
  /**
   * What the settings ask of it by name. `containers`: things of Docker. `directories`: data that needs no Docker, and is a backup without a project.
   * `files`: the same, but no backup by itself.
   */
  asks?(settings: Settings): Asked | undefined
  /** Settings that name something of it, for people who must. */
  readonly settings?: readonly string[]
  /** Directories that the look at the server should measure, absolute. */
  measures?(settings: Settings): readonly string[]
  /** The directories that a restore of this component would measure, as settings. */
  measured?(kept: Kept, manifest: Manifest, settings: Settings): Settings
  /** Finds its components. Throws E_NOT_FOUND, E_AMBIGUOUS, E_INPUT, E_DUMP for what was asked and cannot be. */
  find(view: View): Found
  /** The lines that describe what was found, each with its label. */
  describe?(components: readonly Component[], view: View): readonly (readonly [label: string, text: string])[]
  /** How it comes back. Undefined for what is kept for people only. Throws E_NOT_FOUND, E_DOCKER, E_PREREQ, E_INPUT where it cannot. */
  restore(kept: Kept, target: Target): Restoration | undefined
  /** Absolute paths that its restore may write to. */
  writes?(kept: Kept): readonly string[]
  readonly drill: Drill
  /** What its manifest says of its contents, as the rows that a drill compares with: no word holds a tab. */
  contents?(kept: Kept): readonly (readonly string[])[]
  /** Reads its raw bytes to their end with neither tools nor code of the server; why they are not whole, if so. Throws NotWhole, E_VERIFY. */
  read(raw: AsyncIterable<Uint8Array>, kept: Kept): Promise<string | undefined>
}

export const nothing: Found = { components: [], leftOut: [] }

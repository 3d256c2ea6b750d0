// What every kind of component is to the rest: how it is found, and which command produces its bytes. Pure.

import type { Component as Kept, Manifest } from '../backups/manifest.ts'
import type { Command } from '../plan/plan.ts'
import type { Facts } from '../server/facts.ts'
import type { Project } from '../server/project.ts'
import type { Settings } from '../settings/settings.ts'
import type { Restoration, Target } from './restoration.ts'

export type Kind = 'database' | 'redis' | 'volume' | 'path' | 'config' | 'secrets' | 'system'

export type Component = {
  /** `database`, `redis`, `volumes/<name>`, `paths/<name>`, `config`, `secrets`, `system`. */
  readonly name: string
  readonly kind: Kind
  /** Its entry in the archive, below the backup's name; the server puts the stamp in place of `<stamp>`. */
  readonly path: string
  /** What it is, for people: `meeshy-database`, `gateway_uploads`, `docker-compose.yml, .env`. */
  readonly from: string
  /** Bytes on the server's disk, where known. */
  readonly size: number | null
  /** Bytes it is expected to take in the archive, where that can be told: from its size, and from how the last backup of it compressed. */
  readonly need: number | null
  /** Kept in the manifest for whoever restores it. Never anything secret. */
  readonly details: Readonly<Record<string, string>>
  /** Of files that were listed or found: where each was, relative to the application directory or absolute. */
  readonly paths?: readonly string[]
  /** The container whose tools read it back. */
  readonly reader?: string
  /** `dump`: while everything runs. `files`: when what quiesces is quiesced. `own`: files of a database, which must be quiesced itself. */
  readonly moment: 'dump' | 'files' | 'own'
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

export type View = { readonly facts: Facts; readonly settings: Settings; readonly project: Project; readonly last: Manifest | undefined }

export interface Source {
  /** Finds its components. Throws E_NOT_FOUND, E_AMBIGUOUS, E_INPUT, E_DUMP for what was asked and cannot be. */
  components(view: View): Found
  /** The command whose stdout is the component's bytes. */
  collect(component: Component, view: View): Command
  /** What takes its time and can be asked for before other components are taken, if there is such a thing. It does not wait. */
  ask?(component: Component): Command
  /** How it comes back. Undefined for what is kept for people only. Throws E_NOT_FOUND, E_DOCKER, E_PREREQ, E_INPUT where it cannot. */
  restore(kept: Kept, target: Target): Restoration | undefined
  /** How it is restored for a drill. `image` is that of its container, where it came from one. */
  drill(component: Drillable, image: Image): Command
}

export const nothing: Found = { components: [], leftOut: [] }

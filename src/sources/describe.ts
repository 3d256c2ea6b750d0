// Components of one kind in one line, for people.
import { bytes } from '../text/amounts.ts'
import type { Component } from './source.ts'

/** `volumes   gateway_uploads 812 MB · translator_models 1.9 GB`; nothing where there is none. */
export function together(label: string, components: readonly Component[]): readonly (readonly [label: string, text: string])[] {
  if (components.length === 0) return []
  const named = components.map(({ from, size }) => `${from}${size === null ? '' : ` ${bytes(size)}`}`)
  return [[label, named.join(' · ')]]
}

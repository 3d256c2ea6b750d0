// What a person asks a runbook for, by the names of components as they are listed, or as they are.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

const rows = ['database', 'volumes/%2541', 'volumes/%252541', 'volumes/donn%C3%A9es', 'volumes/a.b', 'paths/a']

onEachShell('a component that a runbook is asked for', shell => {
  const text = `MB_ROWS=$1 MB_ASKED=$2; mb_runbook_choose; printf '%s' "$MB_CHOSEN"`
  for (const [asked, chosen] of [
    ['', rows.join(' ')],
    ['database', 'database'],
    ['volumes/%2541', 'volumes/%2541'],
    ['volumes/%41', 'volumes/%2541'],
    ['volumes/%252541', 'volumes/%252541'],
    ['volumes/données', 'volumes/donn%C3%A9es'],
    ['données\ndatabase', 'database volumes/donn%C3%A9es'],
    ['volumes', 'volumes/%2541 volumes/%252541 volumes/donn%C3%A9es volumes/a.b'],
    ['a', 'paths/a'],
  ] as const)
    test(`by ${JSON.stringify(asked)}`, () => {
      assert.equal(call(shell, text, { words: [rows.join('\n'), asked] }).toString(), chosen)
    })
})

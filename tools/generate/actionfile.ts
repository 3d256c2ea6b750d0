// The action.yml files: what GitHub reads about each action, made from the tables of options and outputs.
import { Document } from 'yaml'
import type { Operation } from '../../src/settings/option.ts'
import { optionNames, optionOf } from '../../src/settings/options.ts'
import { listOutputs, outputs, restoreOutputs, verifyOutputs } from '../../src/settings/outputs.ts'

type Action = {
  readonly operation: Operation
  readonly name: string
  readonly description: string
  readonly icon: string
  readonly outputs: Readonly<Record<string, string>>
  readonly main: string
  readonly post?: string
}

/** By the file's path. */
const actions: Readonly<Record<string, Action>> = {
  'action.yml': {
    operation: 'backup',
    name: 'Meeshy backup',
    description: 'Takes a proven backup of a Docker server over SSH before a deploy, and rotates the old ones',
    icon: 'archive',
    outputs,
    main: 'dist/index.js',
    post: 'dist/post.js',
  },
  'restore/action.yml': {
    operation: 'restore',
    name: 'Meeshy restore',
    description:
      'Restores a backup of a Docker server over SSH, all of it or some components; whatever fails, it ends in the old state or in the new one',
    icon: 'rotate-ccw',
    outputs: restoreOutputs,
    main: '../dist/restore/index.js',
  },
  'list/action.yml': {
    operation: 'list',
    name: 'Meeshy backups',
    description: 'Lists the backups of a Docker server over SSH: age, size, how each was proven, and what the next rotation does with it',
    icon: 'list',
    outputs: listOutputs,
    main: '../dist/list/index.js',
  },
  'verify/action.yml': {
    operation: 'verify',
    name: 'Meeshy verify',
    description:
      'Reads the backups of a Docker server over SSH, there or on the runner, and names every damage by its component and byte range',
    icon: 'check-circle',
    outputs: verifyOutputs,
    main: '../dist/verify/index.js',
  },
}

/** The texts of all action.yml files, by path. */
export function actionFiles(): Map<string, string> {
  return new Map(Object.entries(actions).map(([path, action]) => [path, textOf(action)]))
}

function textOf(action: Action): string {
  const document = new Document({
    name: action.name,
    description: action.description,
    author: 'Meeshy',
    branding: { icon: action.icon, color: 'blue' },
    inputs: Object.fromEntries(
      optionNames.filter(name => optionOf(name).operations.includes(action.operation)).map(name => [name, inputOf(name)]),
    ),
    outputs: Object.fromEntries(Object.entries(action.outputs).map(([name, description]) => [name, { description }])),
    runs: { using: 'node24', main: action.main, ...(action.post && { post: action.post, 'post-if': 'always()' }) },
  })
  document.commentBefore = ' Generated from src/settings by npm run generate: change it there.'
  return document.toString({ lineWidth: 0 })
}

function inputOf(name: (typeof optionNames)[number]) {
  const { summary, required, default: standard } = optionOf(name)
  return { description: summary, required: required ?? false, ...(standard !== undefined && { default: standard }) }
}

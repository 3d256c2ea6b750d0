// action.yml: what GitHub reads about the action, from the tables of options and outputs.
import { Document } from 'yaml'
import { optionNames, optionOf } from '../../src/settings/options.ts'
import { outputs } from '../../src/settings/outputs.ts'

/** The text of the backup action's action.yml. */
export function actionFile(): string {
  const document = new Document({
    name: 'Meeshy backup',
    description: 'Takes a proven backup of a Docker server over SSH before a deploy, and rotates the old ones',
    author: 'Meeshy',
    branding: { icon: 'archive', color: 'blue' },
    inputs: Object.fromEntries(optionNames.filter(name => optionOf(name).operations.includes('backup')).map(name => [name, inputOf(name)])),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, description]) => [name, { description }])),
    runs: { using: 'node24', main: 'dist/index.js', post: 'dist/post.js', 'post-if': 'always()' },
  })
  document.commentBefore = ' Generated from src/settings by npm run generate: change it there.'
  return document.toString({ lineWidth: 0 })
}

function inputOf(name: (typeof optionNames)[number]) {
  const { summary, required, default: standard } = optionOf(name)
  return { description: summary, required: required ?? false, ...(standard !== undefined && { default: standard }) }
}

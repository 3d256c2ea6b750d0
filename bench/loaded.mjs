// Preloaded into an action (`node --import`): writes to the file LOADED_TO what the action loads, and where in between it reads its
// first input. Plain JavaScript, because it runs in whatever Node the action runs in.
import { appendFileSync, statSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const variables = { ...process.env }
const { LOADED_TO: file = '' } = variables
const tell = line => appendFileSync(file, `${line}\n`)

registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) tell(`${statSync(fileURLToPath(url)).size} ${fileURLToPath(url)}`)
    return next(url, context)
  },
})

let read = false
const firstInput = name => {
  if (read || !String(name).startsWith('INPUT_')) return
  read = true
  tell('first input')
}
process.env = new Proxy(variables, {
  get(target, name) {
    firstInput(name)
    return target[name]
  },
})

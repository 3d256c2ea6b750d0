// See src/entries/bundle.ts.
import { programs } from '../bundle/index.js'

await programs.list()

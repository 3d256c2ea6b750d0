// See src/entries/bundle.ts.
import { programs } from './index.js'

await programs.results()

// See src/bundle.ts.
import { programs } from './index.js'

await programs.results()

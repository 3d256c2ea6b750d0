#!/usr/bin/env node
// See src/bundle.ts.
import { programs } from '../bundle/index.js'

await programs.cli()

// The action. Both of its stages are this one program: a runner starts the second one by another name, dist/post.js.
import './shim.ts'
import { basename } from 'node:path'
import { main } from './main.ts'
import { post } from './post.ts'

await (basename(process.argv[1] ?? '') === 'post.js' ? post() : main())

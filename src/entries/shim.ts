// ssh2's poly1305 (emscripten) reads a free `__dirname`, which an ES module does not have; without it the bundle ends on an
// unhandled rejection. Free names fall through to globalThis. The first import of every entry, before anything of ssh2.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const scope: Record<string, unknown> = globalThis
scope['__filename'] ??= fileURLToPath(import.meta.url)
scope['__dirname'] ??= dirname(fileURLToPath(import.meta.url))

// The lines under Look: what was found of each kind, and what its copy will be worth.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lookLines } from '../../src/report/console/look.ts'
import { select } from '../../src/sources/registry.ts'
import { container, stack, viewOf } from '../sources/meeshy.ts'

type Change = Parameters<typeof viewOf>[0]

function lineOf(label: string, change: Change = {}): string | undefined {
  const view = viewOf(change)
  return lookLines(select(view), view).find(line => line.startsWith(label))
}

function withServers(...servers: readonly ReturnType<typeof container>[]): Change {
  const others = stack.filter(({ service }) => !servers.some(server => server.service === service))
  return { facts: { containers: [...servers, ...others] } }
}

describe('the look tells of a database', () => {
  test('its version, its replica set, and that the copy is of one moment', () => {
    const server = container('database', 'mongo:7.0', { hints: { 'replica-set': 'rs0' } })
    assert.equal(
      lineOf('database', withServers(server)),
      'database   meeshy-database-1   MongoDB 7.0, replica set rs0   → consistent to one moment (oplog)',
    )
  })

  test('only what is known', () => {
    const line = (image: string) => lineOf('database', withServers(container('database', image)))
    const tail = '→ consistent to one moment if it has an oplog'
    assert.equal(line('mongo:8.0.4-noble@sha256:00'), `database   meeshy-database-1   MongoDB 8.0.4   ${tail}`)
    assert.equal(line('mongo:82f1c0'), `database   meeshy-database-1   MongoDB (mongo:82f1c0)   ${tail}`)
    assert.equal(line('mongo'), `database   meeshy-database-1   MongoDB (mongo)   ${tail}`)
    assert.equal(line('registry:5000/own/mongodb:9'), `database   meeshy-database-1   MongoDB (registry:5000/own/mongodb:9)   ${tail}`)
  })

  test('that listed ones are of no one moment', () => {
    const server = container('database', 'mongo:7.0', { hints: { 'replica-set': 'rs0' } })
    const change = { ...withServers(server), settings: { sources: { 'mongo-databases': ['meeshy'] } } }
    assert.match(lineOf('database/meeshy', change) ?? '', /→ as it is while it is read: listed databases have no oplog$/)
  })
})

test('the look tells of a Redis with append-only files that they are not what is kept', () => {
  assert.equal(lineOf('redis'), 'redis      meeshy-redis-1   Redis 7.4   → fresh snapshot')
  const server = container('redis', 'redis:7.2-alpine', { hints: { 'append-only': 'yes' } })
  assert.equal(lineOf('redis', withServers(server)), 'redis      meeshy-redis-1   Redis 7.2, append-only   → fresh snapshot')
})

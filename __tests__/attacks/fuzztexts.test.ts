// Everything that reads texts of a stranger: events, lists, manifests, keys, settings. It returns what its type says, or its own failure, in time; what
// reaches a log does nothing there.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { catalogueOf } from '../../src/backups/catalogue.ts'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { nextRotation } from '../../src/backups/retention.ts'
import { subjectsOf } from '../../src/backups/subjects.ts'
import { checkFingerprint, checkKnownHosts, hostKeysFor } from '../../src/keys/knownhosts.ts'
import { readContainer, writeEd25519 } from '../../src/keys/opensshkey.ts'
import { readPrivateKey } from '../../src/keys/privatekey.ts'
import { readPublicKey } from '../../src/keys/publickey.ts'
import { BackupError } from '../../src/messages/errors.ts'
import { listenTo } from '../../src/operations/listener.ts'
import { type Event, EventReader } from '../../src/protocol/events.ts'
import { tableLines } from '../../src/report/console/table.ts'
import { Terminal } from '../../src/report/console/terminal.ts'
import { metadataLines } from '../../src/report/metadata.ts'
import { FactsReader } from '../../src/server/facts.ts'
import { fromArguments } from '../../src/settings/arguments.ts'
import { commands } from '../../src/settings/commands.ts'
import { fromInputs } from '../../src/settings/inputs.ts'
import { optionNames } from '../../src/settings/options.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import { inert } from '../../src/text/inert.ts'
import { Sensitive } from '../../src/text/sensitive.ts'
import { day, listingOf, now } from '../backups/listing.ts'
import { manifestExample } from '../backups/manifestexample.ts'
import { events } from '../protocol/examples.ts'
import { encryptedKey, enough, privateKey, publicKey } from '../settings/given.ts'
import { settings } from '../sources/meeshy.ts'
import { anyValue, assertInert, evil, fuzz, mangled, mutated, type Random, textOf, textsIn } from './fuzzing.ts'

const nonce = 'f00dfeed'

/** A channel: events whole, changed and made up, with the nonce and without, noise, and no care for where a line ends. */
function channelOf(random: Random): Buffer {
  const lines = random.some(4, () => {
    const event = random.chance(3)
      ? mutated(random, random.pick(events))
      : { ...random.pick(events), [random.pick(fields)]: anyValue(random) }
    const text = random.chance(10) ? '{"type":"warning","text":'.repeat(200) : JSON.stringify(event)
    const frame = random.pick([`@${nonce} `, `@${nonce} `, `@${nonce} `, '@other ', '', `x@${nonce} `, `@${nonce}`])
    return Buffer.from(random.pick([`\n${frame}${text}\n`, `${frame}${text}\n`, `${textOf(random)}\n`, `${frame}${text}`]))
  })
  const whole = Buffer.concat(lines)
  return random.chance(2) ? mangled(random, whole) : whole
}

const fields = [...new Set(events.flatMap(event => Object.keys(event)))].filter(field => field !== 'type')

describe('what a server says', () => {
  test('is events, or noise, or E_PROTOCOL, however it is cut; and what of it is shown does nothing', async () => {
    await fuzz('events', 40_000, random => {
      const bytes = channelOf(random)
      const read = (sizes: () => number) => {
        const heard: { events: Event[]; noise: string[] } = { events: [], noise: [] }
        const reader = new EventReader(
          nonce,
          event => heard.events.push(event),
          line => heard.noise.push(line),
        )
        for (let at = 0; at < bytes.length; ) {
          const end = at + sizes()
          reader.write(bytes.subarray(at, end))
          at = end
        }
        reader.end()
        return heard
      }
      const cut = read(() => 1 + random.below(random.pick([2, 40, 5000])))
      assert.deepEqual(
        cut,
        read(() => bytes.length),
      )
      for (const event of cut.events) for (const text of shownOf(event)) assertInert(text)
      for (const line of cut.noise) assertInert(inert(line, { limit: 500 }))
    })
  })

  test('is heard by the client of every operation: lists become facts, words become lines that do nothing', async () => {
    await fuzz('lists', 12_000, random => {
      const lines: string[] = []
      const reporter = new Terminal({ write: text => lines.push(text), live: false, colour: false, debug: true })
      const reader = new FactsReader()
      const hear = listenTo(reporter, { onEvent: event => reader.add(event) })
      const heard = new EventReader(nonce, hear, line => reporter.debug(inert(line, { limit: 500 })))
      for (let n = random.below(4); n >= 0; n -= 1) heard.write(channelOf(random))
      heard.write(
        Buffer.from(random.some(6, () => `\n@${nonce} ${JSON.stringify({ type: random.pick(listed), text: lineOf(random) })}\n`).join('')),
      )
      heard.end()
      const facts = reader.facts()
      for (const line of tableLines(catalogueOf(facts.listing), nextRotation(catalogueOf(facts.listing), settings.policy)))
        assertInert(line)
      for (const text of lines) assertInert(text.replace(/\n$/, ''))
    })
  })
})

const listed = ['entry', 'manifest', 'skipped', 'runbook', 'container', 'volume', 'started', 'size', 'user', 'space', 'tool', 'file']

function lineOf(random: Random): string {
  const file = `pre-update-2026112${random.below(9)}_174512`
  return random.pick([
    () => `${random.below(2 ** 31)} ${random.below(2 ** 31)} regular file/${file}.tar.${random.pick(['zst', 'gz', '\n'])}`,
    () => `${file}.json:${JSON.stringify(mutated(random, manifestExample()))}`,
    () => `${file}.skipped:${JSON.stringify({ schema: 1, kind: 'skipped', reason: textOf(random), context: anyValue(random) })}`,
    () => JSON.stringify({ id: 'c', name: textOf(random), mounts: anyValue(random), files: textOf(random) }),
    () => textOf(random),
  ])()
}

/** The texts of an event that people read; the others are kept exact, and made inert where they are shown. */
function shownOf(event: Event): string[] {
  if (event.type === 'error')
    return [event.title, ...Object.entries(event.details).flatMap(([label, text]) => [label, ...text.split('\n')])]
  if (event.type === 'warning') return [event.code, event.text]
  return 'why' in event ? [event.why] : 'holder' in event ? [event.holder] : 'found' in event ? [event.found] : []
}

function assertSound(read: Manifest): void {
  for (const line of metadataLines(read, undefined)) assertInert(line)
  for (const text of textsIn([read.warnings, read.leftOut, read.host, read.images, read.project.name, read.context])) assertInert(text)
  let end = 0
  for (const { name, path, offset, length } of read.components) {
    assert.ok(offset >= end && offset + length <= read.archive.bytes, 'a range leaves the archive')
    assert.ok(!`/${name}/${path}/`.includes('/../') && !path.startsWith('/'), 'a path leaves its place')
    end = offset + length
  }
}

describe('a manifest', () => {
  test('is whole and consistent, or has a problem that says where', async () => {
    await fuzz('manifests', 30_000, random => {
      const whole = JSON.stringify(manifestExample())
      let changed: unknown = JSON.parse(whole)
      for (let times = random.below(4); times > 0; times -= 1) changed = mutated(random, changed)
      const text = random.chance(3) ? mangled(random, Buffer.from(whole)).toString() : JSON.stringify(changed)
      const read = parseManifest(text)
      if ('problem' in read) {
        assert.ok(read.problem.length < 400, read.problem)
        assertInert(read.problem)
      } else assertSound(read)
    })
  })

  test('of a list gives the same catalogue in any order, and one place to each archive', async () => {
    await fuzz('catalogues', 6_000, random => {
      const kept = random.some(6, () => ({
        prefix: random.pick(['pre-update', 'nightly', 'pre-restore'] as const),
        time: now - random.below(9) * day,
        sequence: random.below(9),
        state: random.pick(['good', 'cut', 'no manifest', 'old sound', 'old unread', 'old unsound', 'directory'] as const),
      }))
      const plain = listingOf(kept)
      const listing = {
        ...plain,
        entries: plain.entries.map(entry => (random.chance(4) ? { ...entry, file: `${textOf(random)}${entry.file}` } : entry)),
        manifests: plain.manifests.map(each =>
          random.chance(3) ? { ...each, text: JSON.stringify(mutated(random, JSON.parse(each.text))) } : each,
        ),
      }
      const { backups, unread, damaged, strangers } = catalogueOf(listing)
      assert.equal(backups.length + unread.length + damaged.length + strangers.length, listing.entries.length)
      const turned = catalogueOf({ ...listing, entries: listing.entries.toReversed(), manifests: listing.manifests })
      assert.deepEqual(turned.damaged.map(({ why }) => why).toSorted(), damaged.map(({ why }) => why).toSorted())
      for (const each of [...damaged, ...strangers]) assertInert(each.why)
      for (const { why } of subjectsOf(listing, random.pick(['latest', 'all'])).damaged) assertInert(why)
    })
  })
})

describe('a key', () => {
  test('of a host is pinned or refused, in words that repeat none of it', async () => {
    await fuzz('known hosts', 30_000, random => {
      const line = `${random.pick(['host', '[host]:2222', '*', '!host', '|1|aa|bb', '@revoked host', textOf(random)])} ${publicKey}`
      const text = random
        .some(4, () => (random.chance(2) ? mangled(random, Buffer.from(line)).toString() : line))
        .join(random.pick(['\n', '\r\n', '\\n', ' ']))
      const problem = checkKnownHosts(text, 'host', 22)
      if (problem !== null) assertInert(problem.replaceAll('\n', ' '))
      const { pins, revoked } = hostKeysFor({ knownHosts: text, hostFingerprints: [] }, 'host', 22)
      for (const { fingerprint } of pins) assert.ok(/^SHA256:[\w+/]{43}$/.test(fingerprint) && !revoked.includes(fingerprint))
      checkFingerprint(text)
    })
  })

  test('that is private is read or refused, in words that repeat none of it', async () => {
    const folded = Buffer.from(privateKey).toString('base64')
    const texts = [privateKey, privateKey.replaceAll('\n', '\\n'), folded, encryptedKey('words'), publicKey]
    await fuzz('private keys', 10_000, random => {
      const text = mangled(random, Buffer.from(random.pick(texts))).toString()
      const read = readPrivateKey(new Sensitive(text), random.chance(3) ? new Sensitive(textOf(random)) : undefined)
      if (!('problem' in read)) return
      assert.ok(read.problem.length < 500)
      assertInert(read.problem)
      for (const word of text.match(/[A-Za-z0-9+/]{24,}/g) ?? []) assert.ok(!read.problem.includes(word), 'a refusal repeats the key')
    })
  })

  test('in wire form is whole, or damaged', async () => {
    const container = writeEd25519(Buffer.alloc(32, 1), Buffer.alloc(32, 2))
    const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
    await fuzz('wire', 40_000, random => {
      const read = readContainer(mangled(random, container))
      if (typeof read === 'string') assertInert(read)
      readPublicKey(mangled(random, blob))
    })
  })
})

describe('settings', () => {
  const value = (random: Random) =>
    random.pick([
      () => textOf(random),
      () => random.pick(evil),
      () => String(random.pick([0, -1, 7, 1e9, 'all', 'true', '30d', '1GB', '/a', 'a,b'])),
      () => 'x'.repeat(random.below(3000)),
    ])()

  /** Problems repeat what was given; where they are shown, it does nothing. */
  const parsed = (parse: () => unknown) => {
    try {
      parse()
    } catch (thrown) {
      assert.ok(thrown instanceof BackupError && thrown.code === 'E_INPUT', `threw ${thrown}`)
      const lines: string[] = []
      new Terminal({ write: text => lines.push(text), live: false, colour: false, debug: false }).failure(thrown.failure)
      for (const line of lines) assertInert(line.replace(/\n$/, ''))
    }
  }

  test('of a workflow are taken, or refused as input', async () => {
    await fuzz('inputs', 2_500, random => {
      const given = Object.fromEntries(
        random.some(5, () => [`INPUT_${(random.chance(9) ? textOf(random) : random.pick(optionNames)).toUpperCase()}`, value(random)]),
      )
      const base = Object.fromEntries(
        Object.entries({ ...enough, 'app-dir': '/srv/app' }).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
      )
      parsed(() => parseSettings(fromInputs({ ...base, ...given })))
    })
  })

  test('of a command line are taken, or refused as input', async () => {
    const words = Object.keys(commands)
    await fuzz('arguments', 4_000, random => {
      const args = random.some(6, () =>
        random.pick([
          () => random.pick(words),
          () => `--${random.pick(optionNames)}`,
          () => `--${random.pick(optionNames)}=${value(random)}`,
          () => value(random),
        ])(),
      )
      const read = () => random.pick([privateKey, textOf(random)])
      parsed(() => {
        const invocation = fromArguments([random.pick(words), ...args], { env: {}, home: '/root', read })
        if (invocation.kind === 'run') parseSettings(invocation.given)
      })
    })
  })
})

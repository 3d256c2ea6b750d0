// Connection strings: what is one, and which passwords are in it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connectionUri, passwordsIn } from '../../src/settings/kinds/connectionuri.ts'
import { Sensitive } from '../../src/text/sensitive.ts'

const kind = connectionUri('mongodb')

const taken = [
  'mongodb://localhost',
  'mongodb://localhost:27017/',
  'mongodb://meeshy_database:27017/meeshy?replicaSet=rs0&authSource=admin',
  'mongodb://root:p%40ss%2Fw@h1:27017,h2:27018/admin',
  'mongodb://[2001:db8::1]:27017',
  'mongodb+srv://u:p@cluster0.example.org/db?retryWrites=true',
  'mongodb://u@h',
  "mongodb://u:a!$&'()*+,;=~._-@h",
]

const refused = [
  'http://localhost',
  'localhost:27017',
  'MONGODB://h',
  'mongodb://',
  'mongodb:///db',
  'mongodb://u:p@',
  'mongodb://u:p@ss@h',
  'mongodb://u:p/w@h',
  'mongodb://u:p:q@h',
  'mongodb://u:p#q@h',
  'mongodb://u:100%@h',
  'mongodb://u:%ff@h',
  'mongodb://u:p w@h',
  'mongodb://:p@h',
  'mongodb://u:é@h',
  'mongodb://h\n',
  'mongodb://h:0',
  'mongodb://h:65536',
  'mongodb://h,,h2',
  'mongodb://-h',
  'mongodb://$(id)',
  'mongodb://[::g]',
  'mongodb+srv://a.example,b.example',
  'mongodb+srv://a.example:27017',
  'mongodb+srv://[::1]',
  `mongodb://${'a'.repeat(5000)}`,
]

describe('a connection string', () => {
  for (const uri of taken) {
    test(`is ${uri}`, () => {
      const reading = kind.read(uri)
      assert.ok(reading.ok && reading.value instanceof Sensitive)
      assert.equal(reading.value.reveal(), uri)
    })
  }
  for (const uri of refused) test(`is not ${JSON.stringify(uri.slice(0, 40))}`, () => assert.equal(kind.read(uri).ok, false))
})

test('its password is found as written and decoded, in what is no connection string too', () => {
  assert.deepEqual(passwordsIn('mongodb://root:p%40ss@h/db'), ['p%40ss', 'p@ss'])
  assert.deepEqual(passwordsIn('mongodb://root:plain@h'), ['plain'])
  assert.deepEqual(passwordsIn('mongodb://root:p@ss/w@h'), ['p@ss/w'])
  assert.deepEqual(passwordsIn('mongodb://root:100%@h'), ['100%'])
  assert.deepEqual(passwordsIn('http://root:line\nbreak@h'), ['line\nbreak'])
  for (const none of ['mongodb://h:27017/db', 'mongodb://u:@h', 'mongodb://u@h', '', 'x']) assert.deepEqual(passwordsIn(none), [], none)
})

// The text of a private key, as it comes out of a secret: this repairs what storing and pasting did to it.

/** A key's text in its canonical form: what ssh-keygen or openssl would have written, byte for byte. */
export type KeyText = {
  readonly text: string
  /** The word before `PRIVATE KEY`: `OPENSSH`, `RSA`, `EC`, `ENCRYPTED`, or nothing. */
  readonly label: string
  /** The value of the `DEK-Info` line of an encrypted PEM key of the old kind (RFC 1421), else empty. */
  readonly dekInfo: string
  /** The base64 of the key, on one line. */
  readonly body: string
}

type Repair = { readonly name: string; readonly apply: (text: string) => string }

const begin = /-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY-----/
const block = new RegExp(`${begin.source}([\\s\\S]*?)-----END \\1PRIVATE KEY-----`)

/** Repairs to make first: these changes hide the kind of the text. */
const unfolding: readonly Repair[] = [
  { name: 'base64 of the file', apply: decodeFile },
  { name: 'byte order mark', apply: text => text.replace(/^\uFEFF/, '') },
  { name: 'Windows line ends', apply: text => text.replace(/\r\n?/g, '\n') },
  { name: 'literal \\n', apply: text => (text.trim().includes('\n') ? text : text.replace(/\\r\\n|\\n/g, '\n')) },
]

/** Repairs of a private key. */
const straightening: readonly Repair[] = [
  { name: 'text around the key', apply: dropAround },
  { name: 'indentation', apply: text => text.replace(/^[ \t]+|[ \t]+$/gm, '') },
  { name: 'blank lines', apply: text => text.replace(/^\n+|(?<=\n)\n+$/g, '') },
  { name: 'missing final newline', apply: text => (text.endsWith('\n') ? text : `${text}\n`) },
  { name: 'line breaks', apply: text => takeApart(text)?.text ?? text },
]

/** Repairs what hides the kind of a text; `repaired` says what. */
export function unfold(text: string): { readonly text: string; readonly repaired: readonly string[] } {
  return applyAll(unfolding, text)
}

/** Straightens an unfolded text that holds one private key. Undefined if the key has no end, or is not base64 throughout. */
export function straighten(text: string): (KeyText & { readonly repaired: readonly string[] }) | undefined {
  const straight = applyAll(straightening, text)
  const parts = takeApart(straight.text)
  return parts && { ...parts, repaired: straight.repaired }
}

/** How many private keys a text begins. */
export function countKeys(text: string): number {
  return text.match(new RegExp(begin, 'g'))?.length ?? 0
}

/** Writes a key's bytes between its lines: OpenSSH breaks its own format after 70 characters, PEM (RFC 7468) after 64. */
export function keyText(label: string, body: string, dekInfo = ''): string {
  const kind = `${label}${label === '' ? '' : ' '}PRIVATE KEY`
  const header = dekInfo === '' ? '' : `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${dekInfo}\n\n`
  const lines = body.match(label === 'OPENSSH' ? /.{1,70}/g : /.{1,64}/g) ?? []
  return `-----BEGIN ${kind}-----\n${header}${lines.join('\n')}\n-----END ${kind}-----\n`
}

function dropAround(text: string): string {
  const [key = text] = block.exec(text) ?? []
  return key === text.trim() ? text : key
}

function applyAll(repairs: readonly Repair[], given: string) {
  const repaired: string[] = []
  const text = repairs.reduce((before, { name, apply }) => {
    const after = apply(before)
    if (after !== before) repaired.push(name)
    return after
  }, given)
  return { text, repaired }
}

function takeApart(text: string): KeyText | undefined {
  const [, spacedLabel = '', inside] = block.exec(text) ?? []
  if (inside === undefined) return undefined
  const [header = '', dekInfo = ''] = /^\s*Proc-Type:\s*4,\s*ENCRYPTED\s+DEK-Info:\s*([A-Za-z0-9-]+,[0-9A-Fa-f]+)\s+/.exec(inside) ?? []
  const body = inside.slice(header.length).replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || body.length % 4 !== 0) return undefined
  const label = spacedLabel.trim()
  return { label, dekInfo, body, text: keyText(label, body, dekInfo) }
}

function decodeFile(text: string): string {
  const compact = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]{80,}={0,2}$/.test(compact)) return text
  const decoded = Buffer.from(compact, 'base64').toString('utf8')
  return decoded.includes('PRIVATE KEY') ? decoded : text
}

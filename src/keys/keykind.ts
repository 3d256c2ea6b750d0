// What a text is that should be a private key and is none, judged by its form alone, and what its owner can do.

type Kind = { readonly pattern: RegExp; readonly looksLike: string; readonly advice: string }

const giveThePrivateHalf = 'Give the private key: the file without .pub'

const kinds: readonly Kind[] = [
  {
    pattern: /^PuTTY-User-Key-File-\d/,
    looksLike: 'a PuTTY key',
    advice: 'Convert it: puttygen key.ppk -O private-openssh -o key',
  },
  { pattern: /^\S+-cert-v01@openssh\.com /, looksLike: 'a certificate', advice: 'User certificates are not supported: give a private key' },
  { pattern: /^-----BEGIN CERTIFICATE/, looksLike: 'a certificate', advice: 'Give an SSH private key instead' },
  {
    pattern: /^sk-\S+@openssh\.com /,
    looksLike: 'the public key of a hardware key',
    advice: 'A workflow cannot touch the hardware: make another key',
  },
  { pattern: /^(?:ssh-\w+|ecdsa-sha2-\S+) [A-Za-z0-9+/]/, looksLike: 'a public key', advice: giveThePrivateHalf },
  { pattern: /^-+ ?BEGIN [A-Z0-9 ]*PUBLIC KEY/, looksLike: 'a public key', advice: giveThePrivateHalf },
  { pattern: /^-----BEGIN PGP/, looksLike: 'a PGP key', advice: 'Make an SSH key: ssh-keygen -t ed25519 -f key' },
  { pattern: /^---- BEGIN SSH2 ENCRYPTED/, looksLike: 'a key of ssh.com', advice: 'Convert it: ssh-keygen -i -f key' },
  { pattern: /^[A-Za-z0-9+/\s]{80,}={0,2}$/, looksLike: 'a key without its BEGIN and END lines', advice: 'Give the whole file' },
  { pattern: /^(?:[~./]|[A-Za-z]:\\)\S*$|^\S*\/\S*$|^id_\w+$/, looksLike: 'a path', advice: 'Give the content of the file, not its path' },
  {
    pattern: /^\$\{\{|^\$\w/,
    looksLike: 'an expression that was not evaluated',
    advice: 'Pass the secret in an expression that GitHub evaluates',
  },
]

/** Names what the (unfolded) text of `private-key` is instead, and repeats no part of it. `counted`: the problem says how many characters there are. */
export function refuseKind(text: string, characters: number): { readonly problem: string; readonly counted?: true } {
  const start = text.trim()
  if (start === '')
    return { problem: 'is empty: the secret does not exist here (check its name and environment; workflows from forks get no secrets)' }
  const kind = kinds.find(({ pattern }) => pattern.test(start))
  const looks = kind === undefined ? '' : ` (looks like ${kind.looksLike})`
  const advice = kind?.advice ?? 'Give the whole file, its BEGIN and END lines included'
  return { problem: `is not a private key${looks}, got ${characters} characters. ${advice}`, counted: true }
}

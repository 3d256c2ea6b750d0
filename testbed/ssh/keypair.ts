// Makes new keys that are always valid.
import ssh2 from 'ssh2'

export type KeyPair = { readonly private: string; readonly public: string }

/** ssh2 1.17 drops a leading zero byte of the public half, which spoils about one key in 256 (ssh-keygen refuses it too): then another is made. */
export function keyPair(): KeyPair {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519')
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair
  }
}

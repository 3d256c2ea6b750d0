// Paths on the server, judged as text: by POSIX rules, whatever platform this runs on. The server's script checks what a
// path really is there (a symlink that leads elsewhere).
import type { ListedPath } from '../settings.ts'
import { accept, byteLength, type Kind, refuse, unprintable, wordThat } from './kind.ts'

const longest = 4096

/** Trees of the kernel and of Docker, and trees that the next boot clears: no backup and no restore touches them or what contains them. */
const untouchable = ['/proc', '/sys', '/dev', '/run', '/var/run', '/var/lib/docker', '/var/lib/containerd']
/** Trees of the operating system: no place for applications or backups. */
const systemTrees = ['/bin', '/boot', '/etc', '/lib', '/lib32', '/lib64', '/libx32', '/sbin', '/usr']
/** The part of those that belongs to the administrator. */
const exempt = '/usr/local'
/** The machine's identity and accounts: a restore of them onto another machine locks people out of it. */
const accounts = ['/etc/passwd', '/etc/shadow', '/etc/group', '/etc/gshadow', '/etc/sudoers', '/etc/sudoers.d', '/etc/ssh']
/** Too large to be meant as a whole; a part of them may be: `/etc/letsencrypt`. */
const tooMuch = [...systemTrees, exempt, '/home', '/media', '/mnt', '/opt', '/root', '/srv', '/tmp']

/** An absolute directory of at least two names, equal to its own normal form, outside of the system's directories. */
export const directory: Kind<string> = wordThat(
  'DIR',
  "an absolute path without '..', at least two deep, outside of system directories",
  text => {
    return text.startsWith('/') && text.split('/').length > 2 && isNormal(text.slice(1)) && !isSystems(text)
  },
)

/**
 * A path to back up, relative to app-dir or absolute, taken literally; with `?` at its end it may be missing. The reader
 * drops `./` in front and a final `/`, which have no meaning.
 */
export const listedPath: Kind<ListedPath> = {
  form: 'word',
  symbol: 'PATH',
  rule: "a path inside app-dir, or absolute, without '..', outside of system directories",
  read: text => {
    // `?` could be a part of the name here, or belong behind the slash.
    if (text.endsWith('?/')) return refuse(`${listedPath.rule}; a ? that says that the path may be missing comes last, after any /`, text)
    const optional = text.endsWith('?')
    const path = (optional ? text.slice(0, -1) : text).replace(/^\.\/(?=[^/])/, '').replace(/(?<=[^/])\/$/, '')
    return isListable(path) ? accept({ path, optional }) : refuse(listedPath.rule, text)
  },
}

/** Whether one of two absolute paths is the other, or lies in it. */
export function overlap(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one)
}

/** Whether an absolute path is `tree`, or lies in it. */
export function isWithin(path: string, tree: string): boolean {
  return path === tree || path.startsWith(`${tree}/`)
}

/** A listed path as an absolute one. */
export function absolute(path: string, appDir: string): string {
  return path.startsWith('/') ? path : `${appDir}/${path}`
}

function isListable(path: string): boolean {
  if (!path.startsWith('/')) return path !== '~' && !path.startsWith('~/') && isNormal(path)
  return (
    isNormal(path.slice(1)) &&
    !untouchable.some(tree => overlap(path, tree)) &&
    !accounts.some(tree => isWithin(path, tree)) &&
    !tooMuch.includes(path)
  )
}

function isSystems(path: string): boolean {
  if (untouchable.some(tree => overlap(path, tree))) return true
  return path === exempt || (!isWithin(path, exempt) && systemTrees.some(tree => isWithin(path, tree)))
}

/** Whether the path equals its normal form, and holds no character that a person cannot see. */
function isNormal(path: string): boolean {
  const names = path.split('/')
  if (names.some(name => name === '' || name === '.' || name === '..')) return false
  return path.trim() === path && !unprintable.test(path) && byteLength(path) < longest
}

// Paths on the server, judged as text: POSIX rules, whatever the platform this runs on. What a path turns out to be there
// (a symlink that leads elsewhere) is the server's script to see.
import type { ListedPath } from '../settings.ts'
import { accept, byteLength, type Kind, refuse, unprintable, wordThat } from './kind.ts'

const longest = 4096

/** The kernel's, gone at the next boot, or Docker's own to keep: nothing in them, and nothing around them, is backed up or written to. */
const untouchable = ['/proc', '/sys', '/dev', '/run', '/var/run', '/var/lib/docker', '/var/lib/containerd']
/** The operating system's: no application and no backups live in them. */
const systemTrees = ['/bin', '/boot', '/etc', '/lib', '/lib32', '/lib64', '/libx32', '/sbin', '/usr']
/** The administrator's own part of those. */
const exempt = '/usr/local'
/** The machine's identity and accounts: restoring them over another machine's locks people out of it. */
const accounts = ['/etc/passwd', '/etc/shadow', '/etc/group', '/etc/gshadow', '/etc/sudoers', '/etc/sudoers.d', '/etc/ssh']
/** Too much to be meant, though a part of them may be: `/etc/letsencrypt` is fine. */
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
 * A path to keep, relative to app-dir or absolute, taken literally; `?` at its end: it may be missing. `./` in front and a
 * final `/` are habits without a meaning of their own, and dropped.
 */
export const listedPath: Kind<ListedPath> = {
  form: 'word',
  symbol: 'PATH',
  rule: "a path inside app-dir, or absolute, without '..', outside of system directories",
  read: text => {
    // Whether `?` is a letter here, or slipped before the slash, nobody can tell.
    if (text.endsWith('?/')) return refuse(`${listedPath.rule}; the ? of a path that may be missing comes last`, text)
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

/** Whether names joined by `/` are what the kernel would make of them, and what a person sees is what is there. */
function isNormal(path: string): boolean {
  const names = path.split('/')
  if (names.some(name => name === '' || name === '.' || name === '..')) return false
  return path.trim() === path && !unprintable.test(path) && byteLength(path) < longest
}

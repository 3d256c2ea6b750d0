// `--host` takes user, host and port in one word: `deploy@deploy.example.org:2222`.

export type HostArgument = { readonly host: string; readonly user?: string; readonly port?: string }

/** Takes `[USER@]HOST[:PORT]` apart; an IPv6 address needs brackets only before a port. It checks nothing: each part is an option's text. */
export function splitHost(text: string): HostArgument {
  const at = text.indexOf('@')
  const user = at < 0 ? {} : { user: text.slice(0, at) }
  const rest = text.slice(at + 1)
  const [, host = rest, port] = /^(\[[^\]]*\]|[^:]*):([^:]*)$/.exec(rest) ?? []
  return { ...user, host, ...(port !== undefined && { port }) }
}

// What strace wrote, a call a line.

/**
 * The lines of `strace -f -o`, in which the descriptor of the backup directory that a run names its files by is the path of that directory. Where another process came between the beginning of a call and its end, strace writes two halves (strace(1),
 * "unfinished"): they are one line here, where the call ended.
 */
export function callsIn(trace: string, backups: string): string[] {
  const begun = new Map<string, string>()
  return trace
    .replaceAll('/proc/self/fd/7', backups)
    .split('\n')
    .flatMap(line => {
      const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
      const [beginning, unfinished] = rest.split(/ *<unfinished \.\.\.>$/)
      if (unfinished !== undefined) {
        begun.set(pid, beginning ?? '')
        return []
      }
      const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)?.[1]
      return resumed === undefined ? [line] : [`${pid} ${begun.get(pid) ?? ''}${resumed}`]
    })
}

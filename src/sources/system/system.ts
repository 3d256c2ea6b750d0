// The state of the server in names, ids and versions.

import { nothing, type Source } from '../source.ts'
import { readFragment } from '../tree.ts'

export const system: Source = {
  kind: 'system',
  group: 'system',
  form: 'fragment',
  runtime: { reader: 'mb_read_fragment' },
  forPeople: true,
  units: { files: 'file' },

  find({ settings, facts }) {
    if (settings.scope === 'database') return nothing
    return {
      components: [
        {
          name: 'system',
          kind: 'system',
          path: 'system',
          from: facts.hostname,
          size: null,
          need: null,
          small: true,
          details: {},
          moment: 'last',
          take: ['system_take'],
        },
      ],
      leftOut: [],
    }
  },

  restore() {
    return undefined
  },

  drill: {
    room: () => ({ beside: 0, docker: 0 }),
    command: () => ['fragment_drill', 'system'],
  },

  read: readFragment,
}

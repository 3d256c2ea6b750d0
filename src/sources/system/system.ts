// The state of the server in names, ids and versions.
import { nothing, type Source } from '../source.ts'

export const system: Source = {
  components({ settings, facts }) {
    if (settings.scope === 'database') return nothing
    return {
      components: [
        { name: 'system', kind: 'system', path: 'system', from: facts.hostname, size: null, need: null, details: {}, moment: 'dump' },
      ],
      leftOut: [],
    }
  },

  collect() {
    return ['system_take']
  },

  restore() {
    return undefined
  },

  drill() {
    return ['fragment_drill', 'system']
  },
}

// The post stage of the action: see src/action.ts.
import './index.js'

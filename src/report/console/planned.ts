// A plan as people read it: each step's title, and under it the command that the server will run.

import type { Plan } from '../../plan/plan.ts'
import { quoteAll } from '../../protocol/quote.ts'
import { inert } from '../../text/inert.ts'

export function planLines(plan: Plan): string[] {
  return plan.steps.flatMap((step, n) => [inert(`${String(n + 1).padStart(2)}. ${step.title}`), inert(`      ${quoteAll(step.command)}`)])
}

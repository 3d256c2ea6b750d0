// Script: the plan of a backup as a file that runs on the server by itself, for cron, or for the day when there is nothing else.
import { renderStanding } from '../script/render.ts'
import { prepare } from './backup.ts'
import { connect, type Session } from './session.ts'

/** Looks at the server, plans, and returns the text of the script. Rotation is in it as the server's own step, because no client will decide. */
export async function script(session: Session): Promise<string> {
  await connect(session)
  const { plan } = await prepare(session, {})
  const { prefix, keep, timeout } = session.settings
  const steps = [
    ...plan.steps.filter(step => step.command[0] !== 'mb_catalogue'),
    { title: `Rotate: keep ${keep}`, command: ['mb_rotate_alone', prefix, String(keep)] as const },
  ]
  return renderStanding({ ...plan, steps }, { secrets: ['MB_MONGO_URI', 'MB_REDIS_PASSWORD'], timeout })
}

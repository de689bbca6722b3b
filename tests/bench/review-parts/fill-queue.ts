import type { SpineScene } from '../../support/spine-scene.ts'
import { openSession } from '../../support/run-wizard.ts'
import { staff } from '../../support/spine-scene.ts'

/** So many leads with a recorded talk of a minute, each judged ❌ by its rep: marketing's queue begins with them. */
export async function fillQueue(scene: SpineScene, leads: number): Promise<void> {
  const { running: { portal }, appId, appUrl: url } = scene
  const ids = Array.from({ length: leads }, () => scene.addLead().id)
  for (const entityId of ids)
    portal.work.calls.make({ userId: staff.rep, phoneNumber: '79990000001', durationSec: 60, owner: { entityTypeId: 1, entityId } }, { kind: 'user', userId: staff.rep, appId: null })
  await scene.settle()
  const rep = await openSession({ portal, appId, url, userId: staff.rep })
  for (const id of ids)
    await rep(`/api/items/1/${id}/feedback`, { label: 'spam', reason: 'advertiser', clientKey: crypto.randomUUID() })
  await scene.settle()
}

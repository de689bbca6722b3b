import type { PortalClient } from '../src/bitrix/portal-client.ts'
import type { StageRow } from '../src/contracts/rest/stages.schema.ts'
import type { Language, Words } from '../src/domain/words.ts'
import { addStage, dealDirectory, listStages } from '../src/bitrix/stages.ts'
import { WIZARD_LANE } from './step.ts'

/** Code of the stage inside its directory; the portal puts `C<pipeline>:` in front, except in the first pipeline. */
const CODE = 'PT_WAITING'

const NAME: Words = { ru: 'Ждёт квалификации', en: 'Waiting for qualification' }

/** Yellow: neither lost nor moving. */
const COLOR = '#FFD600'

/** True for a stage this wizard has made, in whatever pipeline and under whatever name by now. */
export function isWaitingCode(stageId: string): boolean {
  return stageId === CODE || stageId.endsWith(`:${CODE}`)
}

/** The waiting stage of a pipeline, made when it is not there; returns its id. */
export async function ensureWaitingStage(client: PortalClient, pipelineId: number, language: Language): Promise<{ stageId: string, isNew: boolean }> {
  const directory = dealDirectory(pipelineId)
  const known = (await listStages(client, directory, WIZARD_LANE)).find(stage => isWaitingCode(stage.stageId))
  if (known)
    return { stageId: known.stageId, isNew: false }
  const stages = await listStages(client, directory, WIZARD_LANE)
  await addStage(client, { directory, code: CODE, name: NAME[language], sort: sortBehindFirst(stages), color: COLOR }, WIZARD_LANE)
  const made = (await listStages(client, directory, WIZARD_LANE)).find(stage => isWaitingCode(stage.stageId))
  return { stageId: made?.stageId ?? (pipelineId === 0 ? CODE : `C${pipelineId}:${CODE}`), isNew: true }
}

/** Right behind the first stage, and always before the final ones. */
function sortBehindFirst(stages: readonly StageRow[]): number {
  const working = stages.filter(stage => stage.semantic === 'P').map(stage => stage.sort).sort((one, other) => one - other)
  const [first = 10, second] = working
  const end = Math.min(second ?? Number.POSITIVE_INFINITY, ...stages.filter(stage => stage.semantic !== 'P').map(stage => stage.sort))
  return Number.isFinite(end) && end - first > 1 ? first + Math.max(1, Math.floor((end - first) / 2)) : first
}

import type { InstallChoice } from '../../src/contracts/api/install.schema.ts'
import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { Stage } from '../../src/store/stages.ts'
import type { Choices, InstallStepDefinition, StepContext, StepOutcome } from '../step.ts'
import { readSurroundings } from '../../src/bitrix/treaty-surroundings.ts'
import { treatyDocumentSchema } from '../../src/contracts/treaty-document.schema.ts'
import { languageFor } from '../../src/domain/words.ts'
import { draftFromTemplate } from '../../src/treaty/draft-from-template.ts'
import { hashDocument } from '../../src/treaty/hash-document.ts'
import { openDraft } from '../../src/treaty/open-draft.ts'
import { proposeCalendar } from '../../src/treaty/propose-calendar.ts'
import { templateByCode, TREATY_TEMPLATES } from '../../src/treaty/templates/treaty-templates.ts'
import { single, WIZARD_LANE } from '../step.ts'
import { ensureWaitingStage, isWaitingCode } from '../waiting-stage.ts'
import { say } from '../words.ts'

const stageValue = (stage: Pick<Stage, 'entityTypeId' | 'pipelineId' | 'stageId'>): string => `${stage.entityTypeId}:${stage.pipelineId}:${stage.stageId}`

/** Step 3: where the treaty applies, where held deals wait, and which stages bother no client. Leaves an unsigned draft. */
export const chooseStages: InstallStepDefinition = {
  code: 'stages',

  async questions({ portal, store, language, progress }): Promise<InstallChoice[]> {
    const [pipelines, stages] = await Promise.all([store.stages.pipelines(portal.portalId), store.stages.list(portal.portalId)])
    const deals = pipelines.filter(pipeline => pipeline.entityTypeId === 2)
    const nameOf = (pipelineId: number) => deals.find(pipeline => pipeline.pipelineId === pipelineId)?.name ?? ''
    const ids = deals.map(pipeline => String(pipeline.pipelineId))
    const options = deals.map(pipeline => ({ value: String(pipeline.pipelineId), label: pipeline.name, note: null }))
    const targets = stages.filter(stage => stage.semantic === 'P' && (stage.entityTypeId === 1 || !stage.isWaiting))
    const hasClassicMode = portal.crmMode === 'classic'
    return [
      { name: 'template', kind: 'one', label: say(language, 'Отрасль: из неё берутся критерии и причины черновика', 'Trade: the draft takes its criteria and reasons from it'), options: TREATY_TEMPLATES.map(template => ({ value: template.code, label: template.words[language], note: null })), proposed: progress.choices.template ?? [TREATY_TEMPLATES[0]?.code ?? 'neutral'] },
      { name: 'governed', kind: 'many', label: say(language, 'Воронки продаж, где сделка без качественного лида считается нарушением', 'Sales pipelines where a deal without a qualified lead is a breach'), options, proposed: progress.choices.governed ?? ids },
      ...hasClassicMode
        ? [{ name: 'waiting', kind: 'many' as const, label: say(language, 'Добавить стадию «Ждёт квалификации» в воронки', 'Add the stage "Waiting for qualification" to pipelines'), options: options.map(option => ({ ...option, note: say(language, 'Без неё сделка только получит уведомление', 'Without it a deal only causes a notice') })), proposed: progress.choices.waiting ?? ids }]
        : [],
      { name: 'clientFree', kind: 'many', label: say(language, 'Стадии, вход в которые НЕ отправляет ничего клиенту (роботы, письма, СМС). Возвращать будем только в них', 'Stages whose entry sends NOTHING to the client (robots, mail, SMS). Items are returned to these only'), options: targets.map(stage => ({ value: stageValue(stage), label: stage.entityTypeId === 1 ? say(language, `Лид · ${stage.name}`, `Lead · ${stage.name}`) : `${nameOf(stage.pipelineId)} · ${stage.name}`, note: null })), proposed: progress.choices.clientFree ?? stages.filter(stage => stage.clientFree && !stage.isWaiting).map(stageValue) },
    ]
  },

  async run(context, choices): Promise<StepOutcome> {
    const { portal, client, language } = context
    await context.readStages(portal.portalId)
    const governed = choices.governed?.map(Number)
    if (governed === undefined)
      return { state: 'needs_choice', message: 'stages.ask' }
    const waiting = portal.crmMode === 'classic' ? (choices.waiting ?? []).map(Number).filter(id => governed.includes(id)) : []
    const made: boolean[] = []
    for (const pipelineId of waiting)
      made.push((await ensureWaitingStage(client, pipelineId, languageFor(portal.language))).isNew)
    await context.readStages(portal.portalId)
    const stages = await confirmStages(context, choices, waiting)
    await keepDraft(context, { template: single(choices, 'template') ?? 'neutral', governed, stages })
    const created = made.filter(Boolean).length
    return { state: 'done', message: 'stages.done', detail: say(language, `воронок ${governed.length}, ждущих стадий ${waiting.length} (новых ${created})`, `${governed.length} pipelines, ${waiting.length} waiting stages (${created} new)`) }
  },
}

/** Keeps what the administrator confirmed; the waiting stages we made have no robots yet and count as confirmed. */
async function confirmStages({ portal, store }: StepContext, choices: Choices, waiting: readonly number[]): Promise<Stage[]> {
  const stages = await store.stages.list(portal.portalId)
  const isOurWaiting = (stage: Stage) => stage.entityTypeId === 2 && isWaitingCode(stage.stageId) && waiting.includes(stage.pipelineId)
  await store.stages.setClientFree(portal.portalId, stages.filter(stage => isOurWaiting(stage) || choices.clientFree?.includes(stageValue(stage))))
  for (const stage of stages.filter(isOurWaiting))
    await store.stages.setWaiting(portal.portalId, stage)
  return store.stages.list(portal.portalId)
}

/** Opens the draft, or brings the pipelines of an open one up to date; a signed version is never touched. */
async function keepDraft(context: StepContext, { template, governed, stages }: { template: string, governed: readonly number[], stages: readonly Stage[] }): Promise<void> {
  const { portal, store, client, now } = context
  if (await store.treaties.inForce(portal.portalId, now()))
    return
  // Without the calendar's scope this part of the answer is null, and the usual week is proposed.
  const { calendar } = await readSurroundings(client, portal.crmMode === 'simple' ? 2 : 1, WIZARD_LANE)
  const fresh = draftFromTemplate({ template: templateByCode(template), stages, crmMode: portal.crmMode, calendar: proposeCalendar(calendar, portal.timeZone, now()) })
  const document = { ...fresh, gate: { ...fresh.gate, pipelines: fresh.gate.pipelines.filter(pipeline => governed.includes(pipeline.pipelineId)) } }
  const draft = await openDraft({ store, now }, portal.portalId, { document, createdBy: null })
  const kept = draft.revision === 1 ? document : withPipelines(treatyDocumentSchema.parse(draft.document), document)
  if (hashDocument(kept) === draft.hash)
    return
  await store.treaties.saveDraft(portal.portalId, { versionNo: draft.versionNo, expectedRevision: draft.revision, document: kept, hash: hashDocument(kept), startsAt: draft.startsAt })
}

/** A draft people have worked on keeps their words and numbers; only its pipelines follow the wizard. */
function withPipelines(draft: TreatyDocument, fresh: TreatyDocument): TreatyDocument {
  const pipelines = fresh.gate.pipelines.map((pipeline) => {
    const known = draft.gate.pipelines.find(other => other.pipelineId === pipeline.pipelineId)
    return { ...pipeline, ...known, waitingStageId: pipeline.waitingStageId }
  })
  return { ...draft, gate: { ...draft.gate, pipelines } }
}

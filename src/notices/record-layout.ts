import type { ItemRef } from '../domain/item-ref.ts'
import type { QuickVerdict, RecordPayload } from './record-payload.ts'
import { VERDICT_FACES } from '../domain/verdict-words.ts'
import { clickSignature } from './click-signature.ts'
import { say } from './notice-words.ts'

const QUICK_VERDICT_ACTION = 'pt_quick_verdict'

/** An action of ours behind a one-click link, as its id comes back in the click event. What it stands for is in its signed parameters. */
export function isQuickVerdict(actionId: string): boolean {
  return actionId.startsWith(`${QUICK_VERDICT_ACTION}.`)
}

/** Links of one record differ in their id: a portal may find the clicked action by it alone. */
function quickVerdictId({ label, reason }: QuickVerdict): string {
  return `${QUICK_VERDICT_ACTION}.${label}.${reason}`
}

/**
 * Layout of an open record: what is missing, links for ⚠️ and ❌, one button that opens the form. Each link is signed with
 * the record's one-time secret, so that a click stands for exactly this record and verdict.
 * @see https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/configurable/structure/layout.html
 */
export function openRecordLayout(ref: ItemRef, payload: RecordPayload, nonceHash: string): Record<string, unknown> {
  const { language } = payload
  const lines = payload.lines.map((line, index) => [`line${index}`, text(line)] as const)
  const quick = payload.quick.map((verdict, index) => [`quick${index}`, {
    type: 'link',
    properties: {
      text: `${VERDICT_FACES[verdict.label].sign} ${verdict.words}`,
      action: { type: 'restEvent', id: quickVerdictId(verdict), actionParams: { label: verdict.label, reason: verdict.reason, sign: clickSignature(nonceHash, verdict) } },
    },
  }] as const)
  return {
    ...frame(payload.words?.title ?? say(language, 'record.title')),
    body: {
      logo: { code: 'notification' },
      blocks: Object.fromEntries([...lines, ...quick.length > 0 ? [['quickTitle', text(say(language, 'record.quick'))] as const] : [], ...quick]),
    },
    footer: {
      buttons: {
        give: {
          title: payload.words?.button ?? say(language, 'record.button'),
          type: 'primary',
          action: {
            type: 'openRestApp',
            actionParams: { view: 'verdict', entityTypeId: ref.entityTypeId, itemId: ref.itemId },
            sliderParams: { title: say(language, 'record.form'), width: 700 },
          },
        },
      },
    },
  }
}

/** Layout of a record whose matter has ended: no button, no links. */
export function closedRecordLayout(payload: Pick<RecordPayload, 'language' | 'lines' | 'words'>): Record<string, unknown> {
  const lines = payload.words ? payload.lines : [say(payload.language, 'record.thanks')]
  return {
    ...frame(payload.words?.done ?? say(payload.language, 'record.done')),
    body: { logo: { code: 'notification' }, blocks: Object.fromEntries(lines.map((line, index) => [`line${index}`, text(line)])) },
  }
}

function frame(title: string): Record<string, unknown> {
  return { icon: { code: 'info' }, header: { title } }
}

function text(value: string): Record<string, unknown> {
  return { type: 'text', properties: { value, multiline: true } }
}

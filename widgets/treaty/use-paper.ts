import type { ComputedRef } from 'vue'
import type { TreatyVersionView } from '../../src/contracts/api/treaty-version.schema.ts'
import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { ChangeText } from './change-text.ts'
import type { Names } from './name-things.ts'
import type { PaperContext, PaperSection } from './paper.ts'
import type { TreatyStep } from './treaty-steps.ts'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { diffTreaty } from '../../src/domain/treaty-diff.ts'
import { usePage } from '../kit/page-context.ts'
import { changeText } from './change-text.ts'
import { PAPER_STEPS, paperSection } from './paper.ts'
import { stepOfField } from './treaty-steps.ts'
import { useAfterPaint } from './use-after-paint.ts'

/** What is written. */
export interface UsePaperOptions {
  document: ComputedRef<TreatyDocument>
  version: ComputedRef<TreatyVersionView>
  names: ComputedRef<Names>
  inForce: ComputedRef<TreatyVersionView | null>
}

/** The printed text. */
export interface UsePaperReturn {
  /** What stands under a heading; written when it is first asked for. */
  section: (step: TreatyStep) => PaperSection | null
  /** Changes against the version in force by step; null when there is nothing to compare with, and until the page stands. */
  changes: ComputedRef<Record<string, ChangeText[]> | null>
  subtitle: ComputedRef<string>
}

/** Writes a version in the language of the page. */
export function usePaper({ document, version, names, inForce }: UsePaperOptions): UsePaperReturn {
  const { t } = useI18n()
  const { formats, language } = usePage()
  const context = computed((): PaperContext => ({
    say: (key, values = {}) => t(key, values),
    names: names.value,
    language,
    number: formats.count,
  }))
  const isPainted = useAfterPaint()
  const sections = new Map<TreatyStep, ComputedRef<PaperSection>>(PAPER_STEPS.map(step => [step, computed(() => paperSection(step, document.value, context.value))]))
  return {
    section: step => sections.get(step)?.value ?? null,
    changes: computed(() => {
      const before = inForce.value
      if (!isPainted.value || before === null || before.versionNo === version.value.versionNo)
        return null
      const all = diffTreaty(before.document, document.value)
      return all.reduce<Record<string, ChangeText[]>>((steps, change) => {
        const step = stepOfField(change.path)
        return { ...steps, [step]: [...steps[step] ?? [], changeText(change, context.value)] }
      }, {})
    }),
    subtitle: computed(() => {
      const { versionNo, status, startsAt } = version.value
      const date = startsAt === null ? t('treaty.no_start') : formats.dated(startsAt)
      return t(status === 'signed' ? 'treaty.subtitle.signed' : 'treaty.subtitle.draft', { version: versionNo, date })
    }),
  }
}

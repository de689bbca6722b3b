import type { ComputedRef, Ref } from 'vue'
import type { TreatyVersionView } from '../../src/contracts/api/treaty-version.schema.ts'
import type { TreatySurroundings, TreatyWorkshop } from '../../src/contracts/api/treaty-workshop.schema.ts'
import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { ChangeText } from './change-text.ts'
import type { PaperContext, PaperSection } from './paper.ts'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { diffTreaty } from '../../src/domain/treaty-diff.ts'
import { usePage } from '../kit/page-context.ts'
import { changeText } from './change-text.ts'
import { nameThings } from './name-things.ts'
import { paperSections } from './paper.ts'
import { stepOfField } from './treaty-steps.ts'

/** What is written. */
export interface UsePaperOptions {
  document: ComputedRef<TreatyDocument>
  version: ComputedRef<TreatyVersionView>
  portal: ComputedRef<TreatyWorkshop['portal']>
  surroundings: Ref<TreatySurroundings | null>
  inForce: ComputedRef<TreatyVersionView | null>
}

/** The printed text. */
export interface UsePaperReturn {
  sections: ComputedRef<PaperSection[]>
  /** Changes against the version in force by step; null when there is nothing to compare with. */
  changes: ComputedRef<Record<string, ChangeText[]> | null>
  subtitle: ComputedRef<string>
}

/** Writes a version in the language of the page. */
export function usePaper({ document, version, portal, surroundings, inForce }: UsePaperOptions): UsePaperReturn {
  const { t } = useI18n()
  const { formats, language } = usePage()
  const context = computed((): PaperContext => ({
    say: (key, values = {}) => t(key, values),
    names: nameThings(portal.value, surroundings.value, t('treaty.leads')),
    language,
    number: formats.count,
  }))
  return {
    sections: computed(() => paperSections(document.value, context.value)),
    changes: computed(() => {
      const before = inForce.value
      if (before === null || before.versionNo === version.value.versionNo)
        return null
      const all = diffTreaty(before.document, document.value)
      return all.reduce<Record<string, ChangeText[]>>((steps, change) => {
        const step = stepOfField(change.path)
        return { ...steps, [step]: [...steps[step] ?? [], changeText(change, context.value)] }
      }, {})
    }),
    subtitle: computed(() => {
      const { versionNo, status, startsAt } = version.value
      const date = startsAt === null ? '…' : formats.moment(startsAt)
      return t(status === 'signed' ? 'treaty.subtitle.signed' : 'treaty.subtitle.draft', { version: versionNo, date })
    }),
  }
}

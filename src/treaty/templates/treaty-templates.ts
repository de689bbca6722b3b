import type { TreatyTemplate } from './treaty-template.ts'
import { b2bServicesTemplate } from './b2b-services.ts'
import { carsTemplate } from './cars.ts'
import { educationTemplate } from './education.ts'
import { manufacturingTemplate } from './manufacturing.ts'
import { neutralTemplate } from './neutral.ts'
import { realEstateTemplate } from './real-estate.ts'

/** Ready templates, in the order they are offered: one for any trade, then five trades. */
export const TREATY_TEMPLATES: readonly TreatyTemplate[] = [neutralTemplate, realEstateTemplate, b2bServicesTemplate, manufacturingTemplate, educationTemplate, carsTemplate]

/** The template with a code; the neutral one when nobody knows the code any more. */
export function templateByCode(code: string): TreatyTemplate {
  return TREATY_TEMPLATES.find(template => template.code === code) ?? neutralTemplate
}

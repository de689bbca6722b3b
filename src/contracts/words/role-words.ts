import type { Role } from '../../domain/role.ts'
import type { Language, Words } from '../../domain/words.ts'

const NAMES: Readonly<Record<Role, Words>> = {
  rep: { ru: 'менеджер ОП', en: 'sales rep' },
  marketer: { ru: 'маркетолог', en: 'marketer' },
  rop: { ru: 'РОП', en: 'head of sales' },
  cmo: { ru: 'руководитель маркетинга', en: 'head of marketing' },
  owner: { ru: 'собственник', en: 'owner' },
  admin: { ru: 'администратор', en: 'administrator' },
}

/** A role as a sentence calls it. */
export function roleName(role: Role, language: Language): string {
  return NAMES[role][language]
}

import type { PortalUser } from '../people/people.ts'
import type { View } from './view.ts'

/** `Name LastName`, or the e-mail when a person has neither. */
export function nameOf(user: Pick<PortalUser, 'name' | 'lastName' | 'email'>): string {
  return `${user.name} ${user.lastName}`.trim() || user.email
}

/** Up to two letters that stand for a missing photo. */
export function initials(user: Pick<PortalUser, 'name' | 'lastName' | 'email'>): string {
  const letters = [user.name, user.lastName].map(word => [...word.trim()][0] ?? '').join('')
  return (letters || [...user.email][0] || '?').toUpperCase()
}

/** Name of the person behind an id; the robot for 0, a dash for nobody known. */
export function nameById(view: Pick<View, 'portal' | 'words'>, userId: number | null | undefined): string {
  if (!userId)
    return view.words('person.robot')
  const user = view.portal.people.get(userId)
  return user ? nameOf(user) : `#${userId}`
}

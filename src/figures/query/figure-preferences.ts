import type { FiguresPreferences } from '../../contracts/api/figures-preferences.schema.ts'
import type { StoreScope } from '../../store/store.ts'
import type { FigureViewer } from './figure-scope.ts'
import { figuresPreferencesSchema } from '../../contracts/api/figures-preferences.schema.ts'
import { reachOf } from '../../domain/rights.ts'
import { refuseFigures } from './figure-scope.ts'

const KEY = 'figures'

/** What a person last looked at; empty when never, or when an older release remembered it in words of its own. */
export async function readFigurePreferences(store: Pick<StoreScope, 'preferences'>, portalId: number, viewer: FigureViewer): Promise<FiguresPreferences> {
  const parsed = figuresPreferencesSchema.safeParse(await store.preferences.get(portalId, viewer.userId, KEY) ?? {})
  return parsed.success ? parsed.data : {}
}

/** Remembers it in place of what was. @throws HttpError 403 */
export async function keepFigurePreferences(store: Pick<StoreScope, 'preferences'>, portalId: number, viewer: FigureViewer, preferences: FiguresPreferences): Promise<FiguresPreferences> {
  if (reachOf(viewer.roles, 'figures') === 'none')
    throw refuseFigures(viewer)
  await store.preferences.set(portalId, viewer.userId, KEY, preferences)
  return preferences
}

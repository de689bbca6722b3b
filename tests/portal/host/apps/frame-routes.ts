import type { AppRecord } from '../../apps/apps.ts'
import type { Route } from '../../http/route.ts'
import type { View } from '../view.ts'
import type { FrameRequest } from './frame-holder.ts'
import { RestError } from '../../rest/rest-error.ts'
import { clickRecord } from '../card/record-click.ts'
import { forbidden, notFound } from '../problem.ts'
import { actionRoute } from '../view.ts'
import { openFrame } from './open-frame.ts'

/** What frames ask of the portal through the page around them. */
export const frameRoutes: Route[] = [
  actionRoute('/_host/frames', (view, input) => openFrame(view, readRequest(input))),
  actionRoute('/_host/frame-auth', refreshAuth),
  actionRoute('/_host/first-run', (view, input) => view.portal.apps.finishFirstRun(knownApp(view, input).id)),
  actionRoute('/_host/install-finish', finishInstall),
  actionRoute('/_host/app-option', setAppOption),
  actionRoute('/_host/user-option', setUserOption),
  actionRoute('/_host/record-click', clickRecord),
]

function readRequest(input: Record<string, unknown>): FrameRequest {
  const { appId, widgetId, fieldType, install, options } = input
  return {
    ...(typeof appId === 'number' && { appId }),
    ...(typeof widgetId === 'number' && { widgetId }),
    ...(typeof fieldType === 'string' && { fieldType }),
    install: install === true,
    options: typeof options === 'object' && options !== null ? options as Record<string, unknown> : {},
  }
}

function knownApp(view: View, input: Record<string, unknown>): AppRecord {
  const app = view.portal.apps.get(Number(input.appId))
  if (!app || app.state === 'absent')
    throw notFound()
  return app
}

/** Fresh tokens for the same person and application, in the words of the frame protocol. */
function refreshAuth(view: View, input: Record<string, unknown>): Record<string, string> {
  const app = knownApp(view, input)
  if (app.state === 'installed' && !view.portal.apps.isOpenTo(app.id, view.user.id))
    throw forbidden()
  const pair = view.portal.tokens.issue({ appId: app.id, userId: view.user.id })
  return {
    AUTH_ID: pair.accessToken,
    REFRESH_ID: pair.refreshToken,
    AUTH_EXPIRES: String(Math.max(0, Math.round((pair.expiresAt - view.portal.clock.now()) / 1000))),
  }
}

function finishInstall(view: View, input: Record<string, unknown>): void {
  if (!view.user.admin)
    throw forbidden()
  view.portal.apps.finishInstall(knownApp(view, input).id)
}

/** Administrators only; others get no answer, as on a real portal. */
function setAppOption(view: View, input: Record<string, unknown>): void {
  if (!view.user.admin)
    throw forbidden()
  view.portal.work.options.setApp(knownApp(view, input).id, { [optionName(input)]: input.value })
}

function setUserOption(view: View, input: Record<string, unknown>): void {
  view.portal.work.options.setUser(knownApp(view, input).id, view.user.id, { [optionName(input)]: input.value })
}

function optionName(input: Record<string, unknown>): string {
  if (typeof input.name !== 'string' || input.name === '')
    throw new RestError(400, 'ERROR_ARGUMENT', 'Argument "name" is empty')
  return input.name
}

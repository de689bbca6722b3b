import type { Route } from '../http/route.ts'
import { appPages } from './apps/app-pages.ts'
import { frameRoutes } from './apps/frame-routes.ts'
import { clientScript, styleSheet } from './assets.ts'
import { kanbanColumns, kanbanPage } from './board/kanban-page.ts'
import { cardRoutes } from './card/card-routes.ts'
import { slugPattern } from './card/entity.ts'
import { chooseColumns } from './list/choose-columns.ts'
import { listPage, listTable } from './list/list-page.ts'
import { massEdit } from './list/mass-edit.ts'
import { analyticsPage } from './service/analytics-page.ts'
import { audioRoute } from './service/audio-route.ts'
import { duplicatesPage, mergeDuplicates } from './service/duplicates-page.ts'
import { importLeads, importPage } from './service/import-page.ts'
import { knobsPage, turnKnobs } from './service/knobs-page.ts'
import { lookupRoutes } from './service/lookup-routes.ts'
import { messagesPiece, messengerPage, sendMessage } from './service/messenger-page.ts'
import { noticesRoutes } from './service/notices-routes.ts'
import { pulseRoutes } from './service/pulse.ts'
import { sessionRoutes } from './service/session-routes.ts'
import { addRequirement, addRobot, removeRequirement, removeRobot, setRights } from './service/settings-actions.ts'
import { settingsPage } from './service/settings-page.ts'
import { completeTask, tasksPage } from './service/tasks-page.ts'
import { actionRoute, formRoute, pageRoute, pieceRoute } from './view.ts'

const assetHeaders = { 'cache-control': 'no-cache' }

const assetRoutes: Route[] = [
  { method: 'GET', path: '/_host/client.js', handle: async exchange => exchange.text(await clientScript(), 200, { ...assetHeaders, 'content-type': 'text/javascript; charset=utf-8' }) },
  { method: 'GET', path: '/_host/style.css', handle: async exchange => exchange.text(await styleSheet(), 200, { ...assetHeaders, 'content-type': 'text/css; charset=utf-8' }) },
]

const boardSlug = '(?<slug>lead|deal)'

const boardRoutes: Route[] = [
  pageRoute(new RegExp(`/crm/${boardSlug}/(?:list/)?`), listPage),
  pageRoute(new RegExp(`/crm/${boardSlug}/kanban/`), kanbanPage),
  pieceRoute(new RegExp(`/_host/board/kanban/${boardSlug}`), kanbanColumns),
  pieceRoute(new RegExp(`/_host/board/list/${boardSlug}`), listTable),
  actionRoute(new RegExp(`/_host/mass-edit/${boardSlug}`), massEdit),
  chooseColumns(new RegExp(`/_host/columns/${slugPattern}`)),
]

const serviceRoutes: Route[] = [
  pageRoute('/crm/analytics/', analyticsPage),
  pageRoute(/\/crm\/analytics\/(?<id>\d+)\//, analyticsPage),
  pageRoute(/\/company\/personal\/user\/\d+\/tasks\/.*/, tasksPage),
  formRoute(/\/_host\/tasks\/(?<id>\d+)\/complete/, completeTask),
  pageRoute('/online/', messengerPage),
  pieceRoute('/_host/messages', messagesPiece),
  formRoute('/_host/messages/send', sendMessage),
  pageRoute('/crm/duplicates/', duplicatesPage),
  formRoute('/_host/duplicates/merge', mergeDuplicates),
  pageRoute('/crm/import/', importPage),
  actionRoute('/_host/import', importLeads),
  pageRoute('/crm/configs/', settingsPage),
  formRoute('/_host/settings/requirements/add', addRequirement),
  formRoute('/_host/settings/requirements/remove', removeRequirement),
  formRoute('/_host/settings/robots/add', addRobot),
  formRoute('/_host/settings/robots/remove', removeRobot),
  formRoute('/_host/settings/rights', setRights),
  pageRoute('/_knobs/page/', knobsPage),
  formRoute('/_host/knobs', turnKnobs),
]

/** Every address a browser may ask the stand-in portal for. */
export const hostRoutes: Route[] = [
  ...assetRoutes,
  ...sessionRoutes,
  ...boardRoutes,
  ...cardRoutes,
  ...appPages,
  ...frameRoutes,
  ...lookupRoutes,
  ...noticesRoutes,
  ...pulseRoutes,
  ...serviceRoutes,
  audioRoute,
]

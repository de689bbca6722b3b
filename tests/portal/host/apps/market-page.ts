import type { AppRecord } from '../../apps/apps.ts'
import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import type { WordKey } from '../words/words.ts'
import { html, isolated } from '../html.ts'

/** The catalogue of applications this portal knows. */
export function marketPage(view: View): Page {
  const apps = view.portal.apps.list()
  return {
    title: view.words('menu.marketplace'),
    menu: '/marketplace/',
    content: html`<div class="page-head"><h1>${view.words('menu.marketplace')}</h1></div>
${apps.length === 0 ? html`<div class="white empty">${view.words('app.none')}</div>` : html`<div class="app-tiles">${apps.map(app => tile(view, app))}</div>`}`,
  }
}

const stateWords: Record<AppRecord['state'], { key: WordKey, look: string }> = {
  absent: { key: 'app.absent', look: '' },
  installing: { key: 'app.installing', look: 'warning' },
  installed: { key: 'app.installed', look: 'success' },
}

function tile(view: View, app: AppRecord): Html {
  const { words } = view
  const state = stateWords[app.state]
  return html`<section class="white app-tile" data-app="${app.code}"><div class="stack" style="gap:6px"><h2>${isolated(app.title)}</h2>
<div class="row" style="gap:8px"><span class="badge ${state.look}">${words(state.key)}</span><span class="soft small">${words('app.version', { version: app.version })}</span></div>
<p class="soft small">${words('app.scopes', { scopes: app.scopes.join(', ') })}</p></div>
<div class="row">${controls(view, app)}</div></section>`
}

function controls(view: View, app: AppRecord): Html {
  const { words, user } = view
  const post = (verb: string, text: string, look: string): Html => html`<form method="post" action="/_host/apps/${app.id}/${verb}"><button class="button small ${look}" type="submit">${text}</button></form>`
  if (app.state === 'absent')
    return html`${user.admin && post('install', words('app.install'), 'primary')}`
  const open = html`<a class="button small ${app.state === 'installed' && 'primary'}" href="/marketplace/app/${app.id}/">${words(app.state === 'installing' && user.admin ? 'app.resume' : 'app.open')}</a>`
  if (!user.admin)
    return open
  const dialogId = `uninstall-${app.id}`
  return html`${open}${app.state === 'installed' && post('update', words('app.update'), '')}
<button class="button small danger" type="button" data-open-dialog="${dialogId}">${words('app.uninstall')}</button>
<dialog class="box" id="${dialogId}" aria-labelledby="${dialogId}-title"><form method="post" action="/_host/apps/${app.id}/uninstall">
<h2 id="${dialogId}-title">${words('app.uninstallTitle')} ${isolated(app.title)}</h2><label class="check"><input type="checkbox" name="clean" value="Y">${words('app.clean')}</label>
<div class="box-end"><button class="button danger" type="submit">${words('app.uninstall')}</button><button class="button" type="button" data-close-dialog>${words('button.cancel')}</button></div></form></dialog>`
}

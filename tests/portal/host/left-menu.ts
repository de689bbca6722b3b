import type { Html } from './html.ts'
import type { IconName } from './icons.ts'
import type { View } from './view.ts'
import type { WordKey } from './words/words.ts'
import { widgetTitle } from './apps/widget-title.ts'
import { html, isolated } from './html.ts'
import { icon } from './icons.ts'

interface MenuItem {
  href: string
  icon: IconName
  title: WordKey
}

const crmItems: MenuItem[] = [
  { href: '/crm/lead/kanban/', icon: 'lead', title: 'menu.leads' },
  { href: '/crm/deal/kanban/', icon: 'deal', title: 'menu.deals' },
  { href: '/crm/analytics/', icon: 'analytics', title: 'menu.analytics' },
]

const serviceItems: MenuItem[] = [
  { href: '/crm/import/', icon: 'import', title: 'menu.import' },
  { href: '/crm/duplicates/', icon: 'duplicate', title: 'menu.duplicates' },
  { href: '/crm/configs/', icon: 'settings', title: 'menu.settings' },
  { href: '/_knobs/page/', icon: 'knobs', title: 'menu.knobs' },
]

/** The portal's main menu with the widgets that applications put into it. */
export function leftMenu(view: View, current: string | undefined): Html {
  const { words } = view
  const draw = (item: MenuItem): Html => menuLink(item.href, item.icon, words(item.title), current)
  const widgets = view.portal.apps.widgets('LEFT_MENU', view.user.id)
  return html`<nav class="left" id="left-menu" aria-label="${words('menu.main')}">
${crmItems.map(draw)}
${menuLink(`/company/personal/user/${view.user.id}/tasks/`, 'task', words('menu.tasks'), current)}
${menuLink('/online/', 'comment', words('menu.messenger'), current)}
${menuLink('/marketplace/', 'market', words('menu.marketplace'), current)}
${widgets.length > 0 && html`<h2>${words('menu.applications')}</h2>`}
${widgets.map(row => menuLink(`/marketplace/widget/${row.id}/`, 'app', widgetTitle(view, row), current))}
<h2>CRM</h2>
${serviceItems.map(draw)}
</nav>`
}

function menuLink(href: string, name: IconName, title: string, current: string | undefined): Html {
  return html`<a href="${href}" ${href === current && html`aria-current="page"`}>${icon(name)}<span>${isolated(title)}</span></a>`
}

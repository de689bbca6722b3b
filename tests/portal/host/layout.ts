import type { Html } from './html.ts'
import type { Page, View } from './view.ts'
import { html, isolated, scriptJson } from './html.ts'
import { icon } from './icons.ts'
import { leftMenu } from './left-menu.ts'
import { initials, nameOf } from './person.ts'
import { unreadCount } from './service/unread-count.ts'
import { clientWords } from './words/words.ts'

/** A whole document around a page: the portal's frame, or only the page when it stands in a slider. */
export function layout(view: View, page: Page): Html {
  const boot = {
    words: clientWords(view.language),
    language: view.language,
    origin: view.portal.settings.origin,
    userId: view.user.id,
  }
  return html`<!doctype html>
<html lang="${view.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} — ${view.words('portal.name')}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_host/style.css">
<script type="application/json" id="boot">${scriptJson(boot)}</script>
<script type="module" src="/_host/client.js"></script>
</head>
${view.isInSlider ? html`<body class="in-slider">${mainOf(page)}</body>` : wholeBody(view, page)}
</html>`
}

function mainOf(page: Page): Html {
  return html`<main id="content" tabindex="-1">${page.content}</main>`
}

function wholeBody(view: View, page: Page): Html {
  return html`<body>
<a class="skip" href="#content">${view.words('page.skip')}</a>
${topBar(view)}
<div class="frame">${leftMenu(view, page.menu)}${mainOf(page)}</div>
</body>`
}

function topBar(view: View): Html {
  const { words, user } = view
  const unread = unreadCount(view)
  return html`<header class="top">
<button class="button quiet icon-only menu-button" type="button" data-toggle-menu aria-expanded="false" aria-controls="left-menu" aria-label="${words('menu.open')}">${icon('menu')}</button>
<a class="brand" href="/crm/lead/kanban/">${words('portal.name')}</a>
<span class="grow"></span>
<button class="button quiet icon-only bell" type="button" data-notices aria-label="${words('notify.title')}. ${words('notify.unread', { count: unread })}">${icon('bell')}<span class="count" data-unread ${unread ? '' : html`hidden`}>${unread}</span></button>
${languageSwitch(view)}
<button class="button quiet" type="button" popovertarget="user-menu">
<span class="face" aria-hidden="true">${initials(user)}</span><span class="who"><span>${isolated(nameOf(user))}</span> <span class="post">${user.position}</span></span></button>
<div popover class="menu" id="user-menu">
<a href="/">${icon('lead')}${words('menu.switchUser')}</a>
<form method="post" action="/_host/logout"><button type="submit">${icon('close')}${words('menu.logout')}</button></form>
</div>
<div popover class="menu notices" id="notices" aria-label="${words('notify.title')}"></div>
</header>`
}

/** Two-language switch; comes back to the page it stands on. */
export function languageSwitch(view: Pick<View, 'language' | 'words' | 'exchange'>): Html {
  const other = view.language === 'ru' ? 'en' : 'ru'
  return html`<form method="post" action="/_host/language">
<input type="hidden" name="next" value="${view.exchange.url.pathname + view.exchange.url.search}">
<button class="button quiet" type="submit" name="language" value="${other}" aria-label="${view.words('language.switch')}: ${other.toUpperCase()}">${other.toUpperCase()}</button></form>`
}

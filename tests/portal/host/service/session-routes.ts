import type { Exchange, Route } from '../../http/route.ts'
import type { PortalUser } from '../../people/people.ts'
import type { Html } from '../html.ts'
import { html, isolated } from '../html.ts'
import { languageSwitch } from '../layout.ts'
import { initials, nameOf } from '../person.ts'
import { chosenLanguageCookie, isOwnPage, loginCookie, sessionLanguage, sessionUser } from '../session.ts'
import { pageHeaders } from '../view.ts'
import { wordsOf } from '../words/words.ts'

/** Log in, log out, language. */
export const sessionRoutes: Route[] = [
  { method: 'GET', path: '/', handle: showPeople },
  { method: 'POST', path: '/_host/login', handle: logIn },
  { method: 'POST', path: '/_host/logout', handle: exchange => exchange.redirect('/', 303, { 'Set-Cookie': loginCookie(0) }) },
  { method: 'POST', path: '/_host/language', handle: switchLanguage },
]

async function logIn(exchange: Exchange): Promise<void> {
  const input = await exchange.body()
  const user = exchange.portal.people.get(Number(input.user))
  if (!user?.active || !isOwnPage(exchange))
    return exchange.redirect('/', 303)
  exchange.redirect(localPath(input.next, '/crm/lead/kanban/'), 303, { 'Set-Cookie': loginCookie(user.id) })
}

async function switchLanguage(exchange: Exchange): Promise<void> {
  const input = await exchange.body()
  const language = input.language === 'en' ? 'en' : 'ru'
  exchange.redirect(localPath(input.next, '/'), 303, { 'Set-Cookie': chosenLanguageCookie(language) })
}

/** A path of this portal, percent-encoded for a header; the fallback for anything else. */
export function localPath(path: unknown, fallback: string): string {
  if (typeof path !== 'string' || !/^\/(?![/\\])/.test(path))
    return fallback
  const address = new URL(path, 'http://portal.invalid')
  return address.origin === 'http://portal.invalid' ? address.pathname + address.search + address.hash : fallback
}

function showPeople(exchange: Exchange): void {
  const language = sessionLanguage(exchange, sessionUser(exchange))
  const words = wordsOf(language)
  const next = localPath(exchange.url.searchParams.get('next'), '/crm/lead/kanban/')
  const people = exchange.portal.people.list().filter(user => user.active)
  exchange.html(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words('home.title')} — ${words('portal.name')}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/_host/style.css"></head>
<body><header class="top"><span class="brand">${words('portal.name')}</span><span class="grow"></span>${languageSwitch({ language, words, exchange })}</header>
<main class="login" id="content"><h1>${words('home.title')}</h1><p class="soft">${words('home.hint')}</p>
<form method="post" action="/_host/login"><input type="hidden" name="next" value="${next}">
<ul class="plain people">${people.map(user => html`<li>${personButton(user, words('person.admin'))}</li>`)}</ul></form></main></body></html>`.text, 200, pageHeaders)
}

function personButton(user: PortalUser, adminWord: string): Html {
  return html`<button type="submit" name="user" value="${user.id}"><span class="face" aria-hidden="true">${initials(user)}</span>
<span><strong>${isolated(nameOf(user))}</strong><span class="post">${user.position}</span>${user.admin && html`<span class="badge primary">${adminWord}</span>`}</span></button>`
}

import type { Store } from '../../../src/store/store.ts'
import { hashApplicationToken } from '../../../src/store/application-token-hash.ts'
import { ITEM_ID } from './load-generator.ts'

const PORTALS = 20
const NAMES = ['ONCRMLEADUPDATE', 'ONCRMLEADADD', 'ONCRMDEALUPDATE', 'ONCRMDEALADD']

/** Makes portals and gives bodies of their events, as the portal sends them: encoded brackets, a user's tokens. */
export async function sampleEvents(store: Store): Promise<string[]> {
  const bodies: string[] = []
  for (let index = 1; index <= PORTALS; index++) {
    const origin = `https://bench-${index}.example`
    const memberId = `member-${index}`.padEnd(32, '0')
    const applicationToken = `secret-${index}`.padEnd(32, '0')
    await store.portals.create({
      memberId,
      origin,
      clientEndpoint: `${origin}/rest/`,
      serverEndpoint: 'https://oauth.example/rest/',
      status: 'active',
      applicationTokenHash: hashApplicationToken(applicationToken),
    }, Date.now())
    for (const event of NAMES) {
      bodies.push(`${new URLSearchParams({
        'event': event,
        'event_handler_id': '709',
        'ts': '1790000123',
        'auth[access_token]': `access-${index}`.padEnd(70, '0'),
        'auth[expires_in]': '3600',
        'auth[scope]': 'crm,placement,im',
        'auth[domain]': new URL(origin).host,
        'auth[server_endpoint]': 'https://oauth.example/rest/',
        'auth[status]': 'F',
        'auth[client_endpoint]': `${origin}/rest/`,
        'auth[member_id]': memberId,
        'auth[application_token]': applicationToken,
      })}&data%5BFIELDS%5D%5BID%5D=${ITEM_ID}`)
    }
  }
  return bodies
}

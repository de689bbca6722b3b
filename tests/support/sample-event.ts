/** A message of a portal, as documented; change what the test is about. `undefined` leaves a field out. */
export function sampleEvent(details: { event?: string, data?: Record<string, string>, auth?: Record<string, string | undefined>, memberId: string, applicationToken?: string }): string {
  const auth: Record<string, string | undefined> = {
    access_token: 'access-of-user-7',
    expires_in: '3600',
    scope: 'crm',
    domain: 'acme.bitrix24.example',
    server_endpoint: 'https://oauth.bitrix24.example/rest/',
    status: 'F',
    client_endpoint: 'https://acme.bitrix24.example/rest/',
    member_id: details.memberId,
    application_token: details.applicationToken ?? 'application-token',
    ...details.auth,
  }
  const fields = new URLSearchParams({ event: details.event ?? 'ONCRMLEADUPDATE', event_handler_id: '709', ts: '1790000123' })
  for (const [name, value] of Object.entries(details.data ?? { '[FIELDS][ID]': '5' }))
    fields.set(`data${name}`, value)
  for (const [name, value] of Object.entries(auth)) {
    if (value !== undefined)
      fields.set(`auth[${name}]`, value)
  }
  return fields.toString()
}

import type { CallOptions, PortalClient } from './portal-client.ts'

/** Most pages read of one list: 10,000 rows. A portal with more employees than that is read up to here. */
const MAX_PAGES = 200

/** Every page of a list method that counts its pages by `start`; each page is parsed by itself. */
export async function listAll<Row>(client: PortalClient, request: { method: string, params: Record<string, unknown>, startKey?: 'start' | 'START' }, options: CallOptions, read: (result: unknown) => Row[]): Promise<Row[]> {
  const rows: Row[] = []
  let start: number | null = 0
  for (let page = 0; page < MAX_PAGES && start !== null; page += 1) {
    const answer = await client.page(request.method, { ...request.params, [request.startKey ?? 'start']: start }, options)
    rows.push(...read(answer.result))
    start = answer.next
  }
  return rows
}

import type { Exchange, Route } from '../http/route.ts'
import type { AppRecord } from './apps.ts'
import { z } from 'zod'

const address = z.string().refine(text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'an http or https address')

const registrationSchema = z.object({
  code: z.string().min(1),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  title: z.string().min(1),
  appUrl: address,
  /** Empty: an application without interface. */
  installUrl: z.union([address, z.literal('')]).default(''),
  installEventUrl: address.optional(),
  scopes: z.array(z.string()),
  version: z.number().int().min(1).default(1),
  status: z.enum(['L', 'F', 'D', 'T', 'P', 'S']).optional(),
  allowedUserIds: z.array(z.number().int()).optional(),
}).strict()

/** The catalogue's back door: applications are made known at run time because only then their address is known. */
export const appRoutes: Route[] = [
  { method: 'GET', path: '/_apps', handle: listApps },
  { method: 'POST', path: '/_apps', handle: registerApp },
]

function listApps(exchange: Exchange): void {
  exchange.json({ apps: exchange.portal.apps.list().map(publicFacts) })
}

async function registerApp(exchange: Exchange): Promise<void> {
  const parsed = registrationSchema.safeParse(await exchange.body())
  if (!parsed.success) {
    exchange.json({ errors: parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`) }, 400)
    return
  }
  exchange.json({ app: publicFacts(exchange.portal.apps.register(parsed.data)) })
}

function publicFacts(app: AppRecord): Pick<AppRecord, 'id' | 'code' | 'clientId' | 'title' | 'state' | 'version' | 'appUrl' | 'installUrl' | 'scopes'> {
  const { id, code, clientId, title, state, version, appUrl, installUrl, scopes } = app
  return { id, code, clientId, title, state, version, appUrl, installUrl, scopes }
}

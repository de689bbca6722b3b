import type { Logger } from 'pino'
import type { BudgetGate } from './bitrix/budget-gate.ts'
import type { Config } from './config.ts'
import type { Metrics } from './http/metrics.ts'
import type { Store } from './store/store.ts'
import { createBudgetGate } from './bitrix/budget-gate.ts'
import { DEFAULT_BUDGET_RULES } from './bitrix/budget.ts'
import { createPortalClients } from './bitrix/create-portal-clients.ts'
import { createGuardedAgents } from './bitrix/guarded-agents.ts'
import { createOAuthClient } from './bitrix/oauth-client.ts'
import { createPaceReader } from './bitrix/read-pace.ts'
import { createBufferedRestLog } from './portals/buffered-rest-log.ts'
import { createFieldWatch } from './portals/field-watch.ts'
import { createInstallation } from './portals/installation.ts'
import { createLifecycle } from './portals/lifecycle.ts'
import { createMovingOut } from './portals/moving-out.ts'
import { createOpeningWatch } from './portals/opening-watch.ts'
import { createPeopleSync } from './portals/people-sync.ts'
import { createProvePerson } from './portals/prove-person.ts'
import { createSessionDoor } from './portals/session-door.ts'
import { createSessionTokens } from './portals/session-tokens.ts'
import { createStageSync } from './portals/stage-sync.ts'
import { storedBudget } from './portals/stored-budget.ts'
import { createTokenKeeper } from './portals/token-keeper.ts'
import { createTokenVault } from './portals/token-vault.ts'

/** What wiring the portals takes. */
export interface PortalPartsOptions {
  config: Pick<Config, 'bitrix' | 'encryptionKeys'>
  store: Store
  logger: Logger
  metrics: Metrics
  now: () => number
  sleep: (ms: number) => Promise<void>
}

/** Everything that knows portals: who they are, how they are called, who looks. */
export type PortalParts = ReturnType<typeof wirePortals>

/** Wires floors 2 and 3. */
export function wirePortals({ config, store, logger, metrics, now, sleep }: PortalPartsOptions) {
  const { bitrix } = config
  const vault = createTokenVault(config.encryptionKeys)
  const oauth = createOAuthClient({ clientId: bitrix.clientId, clientSecret: bitrix.clientSecret, origins: bitrix.oauthOrigins, now })
  const agents = createGuardedAgents({ allowPrivateHosts: bitrix.allowPrivateHosts })
  const restLog = createBufferedRestLog(store.restLog, logger, row => metrics.portalCall(row))
  const rules = { ...DEFAULT_BUDGET_RULES, burst: bitrix.requestBurst, drainPerSec: bitrix.requestsPerSecond }
  const budgetStore = storedBudget(store.budget)
  const gate = createBudgetGate({ store: budgetStore, rules, now, sleep })
  const refusals = metrics.labelled('treaty_budget_refusals_total', 'Requests not made because the portal allows no more for now', 'lane')
  const blocks = metrics.counter('treaty_budget_blocks_total', 'Times a portal itself said: too many requests')
  const budget: BudgetGate = {
    ...gate,
    async enter(portalId, lane, methods) {
      await gate.enter(portalId, lane, methods).catch((error: unknown) => {
        refusals.inc(lane)
        throw error
      })
    },
    async block(portalId, forMs) {
      blocks.inc()
      await gate.block(portalId, forMs)
    },
  }
  const tokens = createTokenKeeper({ store, vault, oauth, now, sleep })
  const clients = createPortalClients({ tokens, budget, log: restLog, agents, answerTimeoutMs: bitrix.answerTimeoutMs, now, sleep })
  const installation = createInstallation({ store, vault, oauth, clients, checkAddress: address => agents.check(address, 'oauth/token'), now })
  const movingOut = createMovingOut({ store, clients, now })
  const sessionTokens = createSessionTokens({ store, key: vault.derive('session tokens'), now })
  return {
    vault,
    rules,
    restLog,
    tokens,
    clients,
    readPace: createPaceReader({ store: budgetStore, rules, now }),
    installation,
    movingOut,
    lifecycle: createLifecycle({ store, clients, installation, movingOut, now }),
    openingWatch: createOpeningWatch({ store, clients, installation, logger, now }),
    sessionTokens,
    sessionDoor: createSessionDoor({ store, clients, tokens: sessionTokens, now }),
    syncPeople: createPeopleSync({ store, clients, now }),
    syncStages: createStageSync({ store, clients, now }),
    watchFields: createFieldWatch({ store, clients, now }),
    provePerson: createProvePerson({ portals: store.portals, clients }),
    async close() {
      clients.close()
      await restLog.flush()
    },
  }
}

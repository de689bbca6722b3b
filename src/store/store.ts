import type { AuditSeedRepository } from './audit-seeds.ts'
import type { AuditRepository } from './audit.ts'
import type { BackfillRepository } from './backfills.ts'
import type { BoundValueRepository } from './bound-values.ts'
import type { BreachRepository } from './breaches.ts'
import type { BudgetRepository } from './budget.ts'
import type { CalibrationRepository } from './calibrations.ts'
import type { CategoryFieldRepository } from './category-fields.ts'
import type { CohortRepository } from './cohorts.ts'
import type { DirtyRepository } from './dirty.ts'
import type { FeedbackRepository } from './feedback.ts'
import type { FieldRepository } from './fields.ts'
import type { FigureBreachRepository } from './figure-breaches.ts'
import type { FigureFactRepository } from './figure-facts.ts'
import type { FigureListRepository } from './figure-lists.ts'
import type { FigureReviewRepository } from './figure-reviews.ts'
import type { FigureSumRepository } from './figure-sums.ts'
import type { GoodsDueRepository } from './goods-due.ts'
import type { IntentionRepository } from './intentions.ts'
import type { ItemRepository } from './items.ts'
import type { LeaseRepository } from './leases.ts'
import type { MarketingChangeRepository } from './marketing-changes.ts'
import type { MoveRepository } from './moves.ts'
import type { PassRepository } from './passes.ts'
import type { PeopleRepository } from './people.ts'
import type { PersonalDataRepository } from './personal-data.ts'
import type { PortalRepository } from './portals.ts'
import type { PreferenceRepository } from './preferences.ts'
import type { RecordRepository } from './records.ts'
import type { RestLogRepository } from './rest-log.ts'
import type { ReviewRepository } from './reviews.ts'
import type { RoleRepository } from './roles.ts'
import type { SignalRepository } from './signals.ts'
import type { SourceNameRepository } from './source-names.ts'
import type { StageRepository } from './stages.ts'
import type { TaskLeaseRepository } from './task-leases.ts'
import type { TokenRepository } from './tokens.ts'
import type { TouchRepository } from './touches.ts'
import type { TreatyRepository } from './treaties.ts'
import type { VitalsRepository } from './vitals.ts'
import type { WaitingRepository } from './waiting.ts'
import type { WordRepository } from './words.ts'

/** One repository per noun; every method takes `portalId` first. */
export interface Repositories {
  portals: PortalRepository
  leases: LeaseRepository
  taskLeases: TaskLeaseRepository
  tokens: TokenRepository
  people: PeopleRepository
  personalData: PersonalDataRepository
  roles: RoleRepository
  treaties: TreatyRepository
  fields: FieldRepository
  stages: StageRepository
  sourceNames: SourceNameRepository
  categoryFields: CategoryFieldRepository
  boundValues: BoundValueRepository
  goodsDue: GoodsDueRepository
  dirty: DirtyRepository
  backfills: BackfillRepository
  items: ItemRepository
  moves: MoveRepository
  touches: TouchRepository
  feedback: FeedbackRepository
  breaches: BreachRepository
  intentions: IntentionRepository
  records: RecordRepository
  passes: PassRepository
  audit: AuditRepository
  restLog: RestLogRepository
  budget: BudgetRepository
  preferences: PreferenceRepository
  waiting: WaitingRepository
  words: WordRepository
  vitals: VitalsRepository
  figureFacts: FigureFactRepository
  figureSums: FigureSumRepository
  figureLists: FigureListRepository
  figureBreaches: FigureBreachRepository
  figureReviews: FigureReviewRepository
  cohorts: CohortRepository
  reviews: ReviewRepository
  auditSeeds: AuditSeedRepository
  marketingChanges: MarketingChangeRepository
  signals: SignalRepository
  calibrations: CalibrationRepository
}

/** The repositories, and a way to do several things at once. What a use case asks for. */
export interface StoreScope extends Repositories {
  /**
   * Runs `work` in one transaction and commits when it resolves; rolls back, then rethrows, when it rejects. Use only
   * what `work` is given: on the embedded engine the transaction holds the engine whole, so a call to the outer store from
   * inside would wait for itself (it fails after ten seconds). Never wait for the network inside. Inside a transaction it joins.
   */
  transaction: <Result>(work: (within: StoreScope) => Promise<Result>) => Promise<Result>
}

/** Something happened that another part of the house, maybe in another process, wants to know. */
export interface Announcement {
  /** `work`: rows wait in the inbox. `portal`: the portal's record changed, forget what you cached. `figures`: items wait to be worked out. */
  topic: 'work' | 'portal' | 'figures'
  portalId: number
}

/** An open store. */
export interface Store extends StoreScope {
  engine: 'postgres' | 'pglite'
  /**
   * Calls back after every commit that announced something, in every process on the same database. Announcements may
   * be lost while a connection is being renewed: `onGap` is called then; look everywhere. Returns the way to stop listening.
   */
  listen: (onAnnouncement: (announcement: Announcement) => void, onGap?: () => void) => () => void
  /** True when the database answers a small query. */
  ping: () => Promise<boolean>
  /** The database for the job queue's own schema: statements without values may be several at once. */
  executeSql: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>
  /** Gives dead rows back to the embedded engine and counts its tables anew; nothing to do on Postgres, which does both by itself. */
  vacuum: () => Promise<void>
  /** Ends open work and closes the engine; a second call does nothing. */
  close: () => Promise<void>
}

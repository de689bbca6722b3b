import type { Generated } from 'kysely'
import type { ItemRef } from '../domain/item-ref.ts'
import type { AuditEntry } from './audit.ts'
import type { BackfillPart } from './backfills.ts'
import type { BoundReading, BoundValues } from './bound-values.ts'
import type { Breach, BreachOutcome } from './breaches.ts'
import type { CategoryField } from './category-fields.ts'
import type { DirtyItem } from './dirty.ts'
import type { FeedbackEntry } from './feedback.ts'
import type { NativeField } from './fields.ts'
import type { FigureItem, FigureKeyKind, FigureSpan, FigureState } from './figure-facts.ts'
import type { Intention } from './intentions.ts'
import type { Item } from './items.ts'
import type { StageMove } from './moves.ts'
import type { GatePass } from './passes.ts'
import type { Department, Person } from './people.ts'
import type { Portal } from './portals.ts'
import type { TimelineRecord } from './records.ts'
import type { RestLogEntry } from './rest-log.ts'
import type { AuditSeed, CalibrationJudgement, CalibrationLead, CalibrationSet, MarketingChange, StoredAct, StoredHeard, StoredReview, StoredSignal, StoredStanding } from './reviews.ts'
import type { PersonRole } from './roles.ts'
import type { SourceName } from './source-names.ts'
import type { Pipeline, Stage } from './stages.ts'
import type { PortalToken } from './tokens.ts'
import type { Touch } from './touches.ts'
import type { TreatySignature, TreatyVersion } from './treaties.ts'

type Owned<Row> = Row & { portalId: number }

/**
 * Our tables as the query builder sees them: camelCase here, snake_case in SQL. Instants (`…At`) are read as
 * milliseconds, big integers as numbers (`column-parsers.ts`); they are written through `row-values.ts`.
 */
export interface Tables {
  kyselyMigration: { name: string }
  portalDirectory: { memberId: string, portalId: Generated<number> }
  portal: Portal & { leaseOwner: string | null, leaseEpoch: number, leaseUntilAt: number | null }
  portalToken: Owned<PortalToken>
  person: Owned<Person>
  department: Owned<Department>
  personRole: Owned<PersonRole>
  treatyVersion: Owned<TreatyVersion>
  treatySignature: Owned<TreatySignature>
  pipeline: Owned<Pipeline>
  stage: Owned<Stage>
  sourceName: Owned<SourceName>
  categoryField: Owned<CategoryField>
  boundReading: Owned<BoundReading>
  boundValue: Owned<BoundValues & { readAt: number }>
  nativeField: Owned<NativeField>
  dirtyItem: Owned<DirtyItem>
  item: Owned<Item>
  stageMove: Owned<StageMove>
  touch: Owned<Touch>
  feedback: Owned<FeedbackEntry>
  breach: Owned<Breach>
  breachOutcome: Owned<BreachOutcome>
  gatePass: Owned<GatePass>
  intention: Owned<Intention>
  timelineRecord: Owned<TimelineRecord>
  audit: Owned<AuditEntry>
  restLog: Owned<RestLogEntry>
  requestBudget: { portalId: number, state: unknown }
  figureState: Owned<FigureState>
  figureDirtyItem: Owned<ItemRef & { version: number }>
  figureDirtyDay: { portalId: number, basis: number, day: number }
  figureKey: { portalId: number, kind: FigureKeyKind, keyId: number, key: string, shown: string }
  figureItem: Owned<FigureItem>
  figureSpan: Owned<FigureSpan>
  review: Owned<StoredReview>
  reviewAct: Owned<StoredAct>
  reviewStanding: Owned<StoredStanding>
  reviewHeard: Owned<StoredHeard>
  marketingChange: Owned<MarketingChange>
  auditSeed: Owned<AuditSeed>
  reviewSignal: Owned<StoredSignal>
  calibrationSet: Owned<CalibrationSet>
  calibrationLead: Owned<CalibrationLead>
  calibrationJudgement: Owned<CalibrationJudgement>
  taskLease: { portalId: number, task: string, owner: string | null, epoch: number, untilAt: number | null, nextAt: number | null }
  goodsDue: Owned<ItemRef & { version: number }>
  backfillPart: Owned<BackfillPart>
  backfillCall: Owned<ItemRef & { calls: number }>
  preference: { portalId: number, userId: number, key: string, value: unknown }
}

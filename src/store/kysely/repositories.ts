import type { Repositories, StoreScope } from '../store.ts'
import type { Database } from './database.ts'
import { auditSeedRepository } from './audit-seeds.ts'
import { auditRepository } from './audit.ts'
import { backfillRepository } from './backfills.ts'
import { boundValueRepository } from './bound-values.ts'
import { breachRepository } from './breaches.ts'
import { budgetRepository } from './budget.ts'
import { calibrationRepository } from './calibrations.ts'
import { categoryFieldRepository } from './category-fields.ts'
import { cohortRepository } from './cohorts.ts'
import { atOnce } from './database.ts'
import { dirtyRepository } from './dirty.ts'
import { feedbackRepository } from './feedback.ts'
import { fieldRepository } from './fields.ts'
import { figureBreachRepository } from './figure-breaches.ts'
import { figureFactRepository } from './figure-facts.ts'
import { figureListRepository } from './figure-lists.ts'
import { figureReviewRepository } from './figure-reviews.ts'
import { figureSumRepository } from './figure-sums.ts'
import { goodsDueRepository } from './goods-due.ts'
import { intentionRepository } from './intentions.ts'
import { itemRepository } from './items.ts'
import { leaseRepository } from './leases.ts'
import { marketingChangeRepository } from './marketing-changes.ts'
import { moveRepository } from './moves.ts'
import { passRepository } from './passes.ts'
import { peopleRepository } from './people.ts'
import { personalDataRepository } from './personal-data.ts'
import { portalRepository } from './portals.ts'
import { preferenceRepository } from './preferences.ts'
import { recordRepository } from './records.ts'
import { restLogRepository } from './rest-log.ts'
import { reviewRepository } from './reviews.ts'
import { roleRepository } from './roles.ts'
import { signalRepository } from './signals.ts'
import { sourceNameRepository } from './source-names.ts'
import { stageRepository } from './stages.ts'
import { taskLeaseRepository } from './task-leases.ts'
import { tokenRepository } from './tokens.ts'
import { touchRepository } from './touches.ts'
import { treatyRepository } from './treaties.ts'
import { vitalsRepository } from './vitals.ts'
import { waitingRepository } from './waiting.ts'
import { wordRepository } from './words.ts'

/** All repositories over the database, and the way to bind them to one transaction. */
export function storeScope(db: Database): StoreScope {
  return {
    ...repositories(db),
    transaction: work => atOnce(db, within => work(storeScope(within))),
  }
}

function repositories(db: Database): Repositories {
  return {
    portals: portalRepository(db),
    leases: leaseRepository(db),
    taskLeases: taskLeaseRepository(db),
    tokens: tokenRepository(db),
    people: peopleRepository(db),
    personalData: personalDataRepository(db),
    roles: roleRepository(db),
    treaties: treatyRepository(db),
    fields: fieldRepository(db),
    stages: stageRepository(db),
    sourceNames: sourceNameRepository(db),
    categoryFields: categoryFieldRepository(db),
    boundValues: boundValueRepository(db),
    goodsDue: goodsDueRepository(db),
    dirty: dirtyRepository(db),
    backfills: backfillRepository(db),
    items: itemRepository(db),
    moves: moveRepository(db),
    touches: touchRepository(db),
    feedback: feedbackRepository(db),
    breaches: breachRepository(db),
    intentions: intentionRepository(db),
    records: recordRepository(db),
    passes: passRepository(db),
    audit: auditRepository(db),
    restLog: restLogRepository(db),
    budget: budgetRepository(db),
    preferences: preferenceRepository(db),
    waiting: waitingRepository(db),
    words: wordRepository(db),
    vitals: vitalsRepository(db),
    figureFacts: figureFactRepository(db),
    figureSums: figureSumRepository(db),
    figureLists: figureListRepository(db),
    figureBreaches: figureBreachRepository(db),
    figureReviews: figureReviewRepository(db),
    cohorts: cohortRepository(db),
    reviews: reviewRepository(db),
    auditSeeds: auditSeedRepository(db),
    marketingChanges: marketingChangeRepository(db),
    signals: signalRepository(db),
    calibrations: calibrationRepository(db),
  }
}

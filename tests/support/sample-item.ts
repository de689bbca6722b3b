import type { ItemReading } from '../../src/store/items.ts'

/** A reading of a lead in its first stage; change what the test is about. */
export function sampleReading(details: Partial<ItemReading> = {}): ItemReading {
  return {
    entityTypeId: 1,
    itemId: 1,
    pipelineId: 0,
    stageId: 'NEW',
    semantic: 'P',
    assignedBy: 7,
    createdBy: 7,
    updatedBy: 7,
    movedBy: null,
    createdAt: Date.UTC(2026, 10, 1),
    updatedAt: Date.UTC(2026, 10, 2),
    movedAt: null,
    closedAt: null,
    sourceId: 'WEB',
    utmSource: 'ads',
    utmMedium: null,
    utmCampaign: null,
    utmContent: null,
    utmTerm: null,
    amountMinor: 9_007_199_254_740_991,
    currency: 'RUB',
    leadId: null,
    contactId: null,
    companyId: null,
    isReturnCustomer: false,
    natives: { verdict: null, warmth: null, reason: null, review: null, criteria: ['budget'], card: null },
    readAt: Date.UTC(2026, 10, 3, 12, 0, 0, 123),
    ...details,
  }
}

import type { BruteLead } from './brute-force.ts'

/** Numbers of a set of leads by plain counting. Names as in the figures. */
export function bruteSums(leads: readonly BruteLead[], now: number): Record<string, number | null> {
  const count = (is: (lead: BruteLead) => boolean): number => leads.filter(is).length
  const past = (lead: BruteLead): boolean => lead.dueAt !== null && lead.dueAt <= now
  const inTime = (lead: BruteLead): boolean => lead.completeAt !== null && lead.dueAt !== null && lead.completeAt <= lead.dueAt
  return {
    items: leads.length,
    no_treaty: count(lead => lead.version === 0),
    verdict: count(lead => lead.label !== null),
    qualified: count(lead => lead.label === 'qualified'),
    off_target: count(lead => lead.label === 'off_target' && !lead.unproven),
    spam: count(lead => lead.label === 'spam' && !lead.unproven),
    unproven: count(lead => lead.unproven),
    no_verdict: count(lead => lead.label === null && !lead.stillTrying),
    still_trying: count(lead => lead.stillTrying),
    share_base: count(lead => lead.inShare),
    never_settles: count(lead => lead.label !== null && lead.settlesAt === null),
    with_deadline: count(lead => lead.dueAt !== null),
    covered: count(lead => lead.dueAt !== null && lead.completeAt !== null),
    on_time: count(inTime),
    won: count(lead => lead.wonAt !== null),
    won_qualified: count(lead => lead.wonAt !== null && lead.label === 'qualified'),
    won_unqualified: count(lead => lead.wonAt !== null && lead.label !== 'qualified'),
    due: count(past),
    due_covered: count(lead => past(lead) && lead.completeAt !== null),
    due_on_time: count(lead => past(lead) && inTime(lead)),
    unsettled: count(lead => lead.label !== null && (lead.settlesAt === null || lead.settlesAt > now)),
    revenueMinor: leads.reduce((sum, lead) => sum + lead.revenue, 0),
    foreignDeals: leads.reduce((sum, lead) => sum + lead.foreign, 0),
    matureAt: leads.length === 0 ? null : Math.max(...leads.map(lead => lead.matureAt)),
  }
}

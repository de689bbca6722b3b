/** Keeps the request budget that all processes share for one portal. What is in it is the business of `src/bitrix`. */
export interface BudgetRepository {
  /** The stored state; null before the first call. */
  read: (portalId: number) => Promise<unknown>
  /**
   * Lets `change` see the state and stores the next one while nobody else can; returns its answer. `change` is pure and
   * must not wait for anything. It gets null the first time, and the moment by the database's clock (ms since the epoch): the
   * only clock all processes share.
   */
  update: <Answer>(portalId: number, change: (state: unknown, at: number) => { state: unknown, answer: Answer }) => Promise<Answer>
}

/** Options an application keeps in the portal, and those it keeps per person. */
export interface AppOptions {
  app: (appId: number) => Record<string, unknown>
  setApp: (appId: number, values: Record<string, unknown>) => void
  user: (appId: number, userId: number) => Record<string, unknown>
  setUser: (appId: number, userId: number, values: Record<string, unknown>) => void
  dropApp: (appId: number) => void
}

/** An empty collection. */
export function createAppOptions(): AppOptions {
  const values = new Map<string, Record<string, unknown>>()
  const read = (key: string): Record<string, unknown> => ({ ...values.get(key) })
  const write = (key: string, changes: Record<string, unknown>): void => {
    values.set(key, { ...values.get(key), ...changes })
  }
  return {
    app: appId => read(`${appId}`),
    setApp: (appId, changes) => write(`${appId}`, changes),
    user: (appId, userId) => read(`${appId}/${userId}`),
    setUser: (appId, userId, changes) => write(`${appId}/${userId}`, changes),
    dropApp(appId) {
      for (const key of [...values.keys()]) {
        if (key === `${appId}` || key.startsWith(`${appId}/`))
          values.delete(key)
      }
    },
  }
}

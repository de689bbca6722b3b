/** Small settings of a person, e.g. whether a hint was seen. */
export interface PreferenceRepository {
  /** Undefined when never set. */
  get: (portalId: number, userId: number, key: string) => Promise<unknown>
  all: (portalId: number, userId: number) => Promise<Record<string, unknown>>
  set: (portalId: number, userId: number, key: string, value: unknown) => Promise<void>
}

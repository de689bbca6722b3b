/** Everything we keep about one employee, by what it is. Columns as they are stored; instants are ms. */
export type PersonalData = Record<string, Record<string, unknown>[]>

/** What we keep about employees, for the one it is about. Clients are in no table of ours. */
export interface PersonalDataRepository {
  /** All rows that name the person as their author, actor or owner. */
  read: (portalId: number, userId: number) => Promise<PersonalData>
  /**
   * Takes the person's name, position, zone, roles, settings and own words away and ends his sessions. What he decided stays under his
   * number, because verdicts and shared figures belong to others too. Reading the portal's people again brings no name back.
   */
  erase: (portalId: number, userId: number, note: { by: number, at: number }) => Promise<void>
}

/** What people call a source; one the portal no longer names is called by its id, none is null. */
export function sourceNameOf(names: ReadonlyMap<string, string>, sourceId: string | null | undefined): string | null {
  return sourceId == null ? null : names.get(sourceId) ?? sourceId
}

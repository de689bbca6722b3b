/** Address of a tab's table as a file. */
export function tablePath(table: string, format: string, query: URLSearchParams): string {
  query.set('table', table)
  query.set('format', format)
  return `/api/figures/export/table?${query}`
}

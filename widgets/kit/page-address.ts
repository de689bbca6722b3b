/**
 * Address of one of our pages inside the same frame. The portal's id lets the server frame the page for this portal; it proves nothing.
 */
export function pageAddress(page: string, { memberId, language }: { memberId: string, language: string }): string {
  return `/app?${new URLSearchParams({ page, member_id: memberId, LANG: language })}`
}

/** Port: which portal may frame our pages. Implemented by `src/portals`. */
export interface FrameOrigins {
  /**
   * Origin (`https://acme.bitrix24.eu`, no trailing slash) stored for a portal.
   * @returns null for a portal we do not know, or one that has moved out.
   */
  originOf: (memberId: string) => Promise<string | null>
}

/** How strict a page can be. */
export interface PageSecurity {
  /** Origin of the portal that frames the page; null for an unknown one: then nobody else may. */
  portalOrigin: string | null
  /** The vendor's kit sets styles on elements; a page without it does not need that. */
  inlineStyles: boolean
}

/** Policy of everything that is no page: it loads nothing and is framed by nobody. */
export const ANSWER_POLICY = 'default-src \'none\'; frame-ancestors \'none\''

/**
 * Content-Security-Policy of a page. Scripts, styles, pictures and sound come from us alone; requests go to us and to the
 * portal that frames the page, because the frame reads contact data with the viewer's own rights.
 */
export function pagePolicy({ portalOrigin, inlineStyles }: PageSecurity): string {
  const portal = portalOrigin === null ? [] : [cleanOrigin(portalOrigin)]
  return [
    'default-src \'none\'',
    'script-src \'self\'',
    `style-src 'self'${inlineStyles ? ' \'unsafe-inline\'' : ''}`,
    'img-src \'self\' data:',
    'font-src \'self\'',
    'media-src \'self\'',
    ['connect-src', '\'self\'', ...portal].join(' '),
    'base-uri \'none\'',
    'form-action \'none\'',
    ['frame-ancestors', '\'self\'', ...portal].join(' '),
  ].join('; ')
}

/** Only scheme, host and port can get into the header, whatever was stored. */
function cleanOrigin(origin: string): string {
  return new URL(origin).origin
}

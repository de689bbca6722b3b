const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
/** Seven digits and more with the signs people put between them; shorter numbers are budgets, dates and flats. */
const PHONE = /\+?\d(?:[\s().-]{0,2}\d){8,14}/g

/**
 * Words of a rep without phones and e-mails of clients: our store keeps none. Sums stay readable: a run of digits counts as
 * a phone only from nine digits on, and only when it is not grouped in thousands. @see product section 12
 */
export function maskContacts(text: string): string {
  return text
    .replace(EMAIL, '•••')
    .replace(PHONE, found => isSum(found) ? found : '•••')
}

/** `12 500 000` is money: groups of three after the first, divided by spaces or dots alone. */
function isSum(text: string): boolean {
  return /^\d{1,3}(?:[ .]\d{3})+$/.test(text)
}

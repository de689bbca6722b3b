const digitsByCurrency = new Map<string, number>()

/** Digits behind the point in a currency (2 for RUB, 0 for JPY); 2 when the code is unknown or missing. */
function minorDigits(currency: string | null): number {
  const known = digitsByCurrency.get(currency ?? '')
  if (known !== undefined)
    return known
  const digits = readDigits(currency)
  digitsByCurrency.set(currency ?? '', digits)
  return digits
}

/** An amount as the CRM gives it (`999.9`) in whole minor units (99990), half away from zero. */
export function toMinorUnits(amount: number, currency: string | null): number {
  const scaled = Math.abs(amount) * 10 ** minorDigits(currency)
  return Math.sign(amount) * Math.round(scaled + scaled * Number.EPSILON) || 0
}

/** Minor units back to an amount for showing or for the CRM. */
export function fromMinorUnits(minor: number, currency: string | null): number {
  return minor / 10 ** minorDigits(currency)
}

function readDigits(currency: string | null): number {
  if (currency === null || !/^[A-Z]{3}$/.test(currency))
    return 2
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** How a currency is written in one language. */
export interface CurrencyLocalization {
  FORMAT_STRING: string
  FULL_NAME: string
  DEC_POINT: string
  THOUSANDS_SEP: string | null
  DECIMALS: string
  THOUSANDS_VARIANT: string
  HIDE_ZERO: string
}

/** A currency of the portal. */
export interface Currency {
  /** ISO 4217. */
  code: string
  /** The rate is for so many units. */
  nominal: number
  /** Units of the base currency for `nominal` units. */
  rate: number
  sort: number
  updatedAt: number
  localizations: Record<string, CurrencyLocalization>
}

/** Currencies; one of them is the base. */
export interface Currencies {
  list: () => Currency[]
  get: (code: string) => Currency | undefined
  put: (currency: Currency) => void
  remove: (code: string) => void
  base: string
}

const shipped: readonly (readonly [code: string, rate: number, format: string, ru: string, en: string])[] = [
  ['RUB', 1, '# ₽', 'Российский рубль', 'Russian ruble'],
  ['USD', 90, '$#', 'Доллар США', 'US dollar'],
  ['EUR', 98, '€#', 'Евро', 'Euro'],
]

/** Rubles, dollars and euros; `base` is the portal's currency. */
export function createCurrencies(base: string, updatedAt: number): Currencies {
  const baseRate = shipped.find(([code]) => code === base)?.[1] ?? 1
  const all = new Map(shipped.map(([code, rate, format, ru, en], index): [string, Currency] => [code, {
    code,
    nominal: 1,
    rate: Math.round(rate / baseRate * 10_000) / 10_000,
    sort: (index + 1) * 100,
    updatedAt,
    localizations: { ru: localization(format, ru), en: localization(format, en) },
  }]))
  return {
    list: () => [...all.values()].sort((a, b) => a.sort - b.sort),
    get: code => all.get(code),
    put: (currency) => { all.set(currency.code, currency) },
    remove: (code) => { all.delete(code) },
    base,
  }
}

/** Usual way of writing: point, narrow spaces, two decimals. */
export function localization(format: string, name: string): CurrencyLocalization {
  return { FORMAT_STRING: format, FULL_NAME: name, DEC_POINT: '.', THOUSANDS_SEP: '&nbsp;', DECIMALS: '2', THOUSANDS_VARIANT: 'B', HIDE_ZERO: 'Y' }
}

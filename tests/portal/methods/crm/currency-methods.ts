import type { Currency, CurrencyLocalization } from '../../crm/currencies.ts'
import type { Call, Method } from '../../rest/method.ts'
import { classicRefusal } from '../../crm/crm-refusals.ts'
import { localization } from '../../crm/currencies.ts'
import { compareScalars } from '../../crm/filter-condition.ts'
import { isCrmAdmin } from '../../crm/rights.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { isoTime } from '../../work/iso-time.ts'
import { actorOf, mapOf } from './caller-actor.ts'
import { trait } from './field-trait.ts'

function requireAdmin(call: Call): void {
  if (!isCrmAdmin(call.portal, actorOf(call)))
    throw classicRefusal('Access denied.')
}

function raise(call: Call, verb: 'ADD' | 'UPDATE' | 'DELETE', code: string): void {
  call.portal.events.raise({ name: `ONCRMCURRENCY${verb}`, data: { FIELDS: { ID: code } }, actor: actorOf(call) })
}

function view(call: Call, currency: Currency): Record<string, unknown> {
  const { settings, crm } = call.portal
  const words = currency.localizations[settings.language] ?? Object.values(currency.localizations)[0]
  return {
    CURRENCY: currency.code,
    AMOUNT_CNT: String(currency.nominal),
    AMOUNT: currency.rate.toFixed(4),
    SORT: String(currency.sort),
    BASE: crm.currencies.base === currency.code ? 'Y' : 'N',
    FULL_NAME: words?.FULL_NAME ?? currency.code,
    LID: settings.language,
    FORMAT_STRING: words?.FORMAT_STRING ?? `# ${currency.code}`,
    DEC_POINT: words?.DEC_POINT ?? '.',
    THOUSANDS_SEP: words?.THOUSANDS_SEP ?? null,
    DECIMALS: words?.DECIMALS ?? '2',
    DATE_UPDATE: isoTime(currency.updatedAt, settings.timeZone),
  }
}

/** The named currency. @throws RestError "Not found", or the complaint about an empty name */
function found(call: Call, complaint = 'The parameter id is invalid or not defined.'): Currency {
  const code = String(call.params.id ?? call.params.ID ?? '')
  if (code === '')
    throw classicRefusal(complaint)
  const currency = call.portal.crm.currencies.get(code)
  if (currency === undefined)
    throw classicRefusal('Not found')
  return currency
}

function readLocalizations(before: Record<string, CurrencyLocalization>, offered: unknown, code: string): Record<string, CurrencyLocalization> {
  const after = { ...before }
  for (const [language, words] of Object.entries(mapOf(offered))) {
    const known = after[language] ?? localization(`# ${code}`, code)
    const given = Object.entries(mapOf(words)).filter(([key]) => key in known).map(([key, value]) => [key, String(value)])
    after[language] = { ...known, ...Object.fromEntries(given) }
  }
  return after
}

function put(call: Call, code: string, before: Currency | undefined): void {
  const fields = mapOf(call.params.fields)
  call.portal.crm.currencies.put({
    code,
    nominal: Number(fields.AMOUNT_CNT ?? before?.nominal ?? 1),
    rate: Number(fields.AMOUNT ?? before?.rate ?? 1),
    sort: Number(fields.SORT ?? before?.sort ?? 100),
    updatedAt: call.portal.clock.now(),
    localizations: readLocalizations(before?.localizations ?? {}, fields.LANG, code),
  })
}

const localizationTraits = {
  FULL_NAME: trait('string', 'Name'),
  FORMAT_STRING: trait('string', 'Format'),
  DEC_POINT: trait('string', 'Decimal point'),
  THOUSANDS_VARIANT: trait('string', 'Thousands separator'),
  THOUSANDS_SEP: trait('string', 'Own thousands separator'),
  DECIMALS: trait('int', 'Decimals'),
  HIDE_ZERO: trait('char', 'Hide zeros'),
}

const readers: Method[] = [
  method({
    name: 'crm.currency.list',
    run(call) {
      const rows = call.portal.crm.currencies.list().map(currency => view(call, currency))
      const keyOf = (row: Record<string, unknown>, name: string): string | number => {
        const value = row[name.toUpperCase()] ?? ''
        return /^[\d.]+$/.test(String(value)) ? Number(value) : String(value)
      }
      for (const [name, direction] of Object.entries(mapOf(call.params.order)).reverse())
        rows.sort((a, b) => compareScalars(keyOf(a, name), keyOf(b, name)) * (String(direction).toUpperCase() === 'DESC' ? -1 : 1))
      return { result: rows, total: rows.length }
    },
  }),
  method({
    name: 'crm.currency.get',
    run(call) {
      const currency = found(call, 'Not found')
      return { result: { ...view(call, currency), LANG: currency.localizations } }
    },
  }),
  method({ name: 'crm.currency.base.get', run: ({ portal }) => ({ result: portal.crm.currencies.base }) }),
  method({
    name: 'crm.currency.fields',
    run: () => ({
      result: {
        CURRENCY: trait('string', 'Currency'),
        AMOUNT_CNT: trait('int', 'Nominal'),
        AMOUNT: trait('double', 'Rate'),
        BASE: trait('char', 'Base currency', 'read-only'),
        SORT: trait('int', 'Sorting'),
        DATE_UPDATE: trait('datetime', 'Changed on', 'read-only'),
        LID: trait('string', 'Language', 'read-only'),
        FORMAT_STRING: trait('string', 'Format', 'read-only'),
        FULL_NAME: trait('string', 'Name', 'read-only'),
        DEC_POINT: trait('string', 'Decimal point', 'read-only'),
        THOUSANDS_SEP: trait('string', 'Thousands separator', 'read-only'),
        DECIMALS: trait('int', 'Decimals', 'read-only'),
        LANG: trait('currency_localization', 'Languages', 'multiple'),
      },
    }),
  }),
  method({ name: 'crm.currency.localizations.get', run: call => ({ result: found(call).localizations }) }),
  method({ name: 'crm.currency.localizations.fields', run: () => ({ result: localizationTraits }) }),
]

const writers: Method[] = [
  method({
    name: 'crm.currency.add',
    run(call) {
      requireAdmin(call)
      const code = String(mapOf(call.params.fields).CURRENCY ?? '')
      const missing = ['CURRENCY', 'AMOUNT_CNT', 'AMOUNT'].find(key => mapOf(call.params.fields)[key] === undefined)
      if (missing !== undefined)
        throw new RestError(400, 'ERROR_CORE', `Undefined array key "${missing}"`)
      if (!/^[A-Z]{3}$/.test(code) || call.portal.crm.currencies.get(code))
        throw new RestError(400, 'ERROR_CORE', `Currency ${code.slice(0, 3)} cannot be added`)
      put(call, code, undefined)
      raise(call, 'ADD', code)
      return { result: code }
    },
  }),
  method({
    name: 'crm.currency.update',
    run(call) {
      requireAdmin(call)
      const currency = found(call)
      put(call, currency.code, currency)
      raise(call, 'UPDATE', currency.code)
      return { result: true }
    },
  }),
  method({
    name: 'crm.currency.delete',
    run(call) {
      requireAdmin(call)
      const { code } = found(call, 'Empty string')
      if (code === call.portal.crm.currencies.base)
        throw classicRefusal('Cannot delete base currency.')
      call.portal.crm.currencies.remove(code)
      raise(call, 'DELETE', code)
      return { result: true }
    },
  }),
  method({
    name: 'crm.currency.base.set',
    run(call) {
      requireAdmin(call)
      call.portal.crm.currencies.base = found(call).code
      return { result: true }
    },
  }),
  method({
    name: 'crm.currency.localizations.set',
    run(call) {
      requireAdmin(call)
      const currency = found(call)
      call.portal.crm.currencies.put({ ...currency, localizations: readLocalizations(currency.localizations, call.params.localizations, currency.code) })
      return { result: true }
    },
  }),
  method({
    name: 'crm.currency.localizations.delete',
    run(call) {
      requireAdmin(call)
      const currency = found(call, 'The parameter id is invalid or not defined')
      const gone = new Set(Object.values(mapOf(call.params.lids)).map(String))
      const localizations = Object.fromEntries(Object.entries(currency.localizations).filter(([language]) => !gone.has(language)))
      call.portal.crm.currencies.put({ ...currency, localizations })
      return { result: true }
    },
  }),
]

/** `crm.currency.*`. */
export const currencyMethods: Method[] = [...readers, ...writers]

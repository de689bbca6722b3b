import type { Method } from '../../rest/method.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'

/** Facts about the calling application. */
export const appInfo: Method = method({
  name: 'app.info',
  run({ portal, caller }) {
    const app = portal.apps.get(caller.appId ?? 0)
    if (!app)
      throw new RestError(400, 'ACCESS_DENIED', 'Access denied! Application context required')
    const language = portal.settings.language
    return {
      result: {
        ID: app.id,
        CODE: app.code,
        VERSION: app.version,
        STATUS: app.status ?? 'L',
        INSTALLED: app.state === 'installed',
        PAYMENT_EXPIRED: portal.knobs.get('paymentExpired') ? 'Y' : 'N',
        DAYS: null,
        LANGUAGE_ID: language,
        LICENSE: `${language}_pro100`,
        LICENSE_TYPE: 'pro100',
        LICENSE_FAMILY: 'pro',
      },
    }
  },
})

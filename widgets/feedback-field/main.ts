import { createApp } from 'vue'
import { languageFor } from '../../src/domain/words.ts'
import { createApiClient, postSession } from '../kit/api-client.ts'
import { followHeight } from '../kit/follow-height.ts'
import { createFormats } from '../kit/format.ts'
import { readOpening } from '../kit/opening.ts'
import FeedbackField from './FeedbackField.vue'
import { fieldPlace } from './field-place.ts'
import { fieldWords } from './field-words.ts'
import { connectFrame } from './frame-client.ts'
import { keepLooking } from './keep-looking.ts'
import { useField } from './use-field.ts'
import '../kit/tokens.css'
import './field.css'

/** How long the card may keep silent before the field says so, ms. */
const HOST_TIMEOUT_MS = 8000

const opening = readOpening(document)
const language = languageFor(opening.language)
const frame = connectFrame(window, HOST_TIMEOUT_MS)
document.documentElement.lang = language

/** Who looks is asked of the portal once; a renewal asks it for a fresh access token. */
async function openSession(isRenewal: boolean): Promise<string> {
  const seen = await frame.open()
  const accessToken = isRenewal ? await frame.refresh() : seen.accessToken
  return (await postSession<{ token: string }>({ memberId: seen.memberId, accessToken }, language)).token
}

const now = (): number => Date.now()
const field = useField({
  api: createApiClient({ openSession }),
  setValue: frame.setValue,
  reloadCard: frame.reloadCard,
  place: fieldPlace(opening.options),
  now,
})

const root = document.getElementById('app')!
createApp(FeedbackField, {
  field,
  place: fieldPlace(opening.options),
  language,
  say: fieldWords(language),
  formats: createFormats({ language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, currency: 'RUB' }),
  now,
}).mount(root)
followHeight(root, frame.resize)
void field.load()
void keepLooking({ field, isVisible: () => !document.hidden, sleep: ms => new Promise(resolve => setTimeout(resolve, ms)) })

import { startPage } from '../kit/start-page.ts'
import LedgerPage from './LedgerPage.vue'
import en from './words.en.json'
import ru from './words.ru.json'

startPage({ content: LedgerPage, words: { en, ru } })

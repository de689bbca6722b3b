import { startPage } from '../kit/start-page.ts'
import TreatyPage from './TreatyPage.vue'
import en from './words.en.json'
import ru from './words.ru.json'

startPage({ content: TreatyPage, words: { en, ru } })

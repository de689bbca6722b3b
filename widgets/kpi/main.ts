import { startPage } from '../kit/start-page.ts'
import KpiPage from './KpiPage.vue'
import en from './words.en.json'
import ru from './words.ru.json'

startPage({ content: KpiPage, words: { en, ru } })

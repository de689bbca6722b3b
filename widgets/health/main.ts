import { startPage } from '../kit/start-page.ts'
import HealthPage from './HealthPage.vue'
import en from './words.en.json'
import ru from './words.ru.json'

startPage({ content: HealthPage, words: { en, ru } })

import { startPage } from '../kit/start-page.ts'
import ReviewPage from './ReviewPage.vue'
import en from './words.en.json'
import ru from './words.ru.json'

startPage({ content: ReviewPage, words: { en, ru } })

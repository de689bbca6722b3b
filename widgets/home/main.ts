import { startPage } from '../kit/start-page.ts'
import HomePage from './HomePage.vue'
import en from './words.en.json'
import ru from './words.ru.json'

startPage({ content: HomePage, words: { en, ru } })

import { startPage } from '../kit/start-page.ts'
import InstallPage from './InstallPage.vue'
import en from './words.en.json'
import ru from './words.ru.json'

startPage({ content: InstallPage, words: { en, ru } })

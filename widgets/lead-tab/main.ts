import { startPage } from '../kit/start-page.ts'
import LeadTab from './LeadTab.vue'
import en from './words.en.json'
import ru from './words.ru.json'

startPage({ content: LeadTab, words: { en, ru } })

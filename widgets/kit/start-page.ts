import type { Component } from 'vue'
import type { Language } from '../../src/domain/words.ts'
import type { WordTree } from './words.ts'
import { createApp } from 'vue'
import { languageFor } from '../../src/domain/words.ts'
import { readOpening } from './opening.ts'
import PageShell from './PageShell.vue'
import { createWords } from './words.ts'
import './kit.css'

/** Mounts a page inside its shell, in the language the portal speaks. */
export function startPage({ content, words }: { content: Component, words: Record<Language, WordTree> }): void {
  const language = languageFor(readOpening(document).language)
  document.documentElement.lang = language
  createApp(PageShell, { content, language }).use(createWords(language, words)).mount('#app')
}

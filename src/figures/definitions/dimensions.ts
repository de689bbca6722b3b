import type { Words } from '../../domain/words.ts'

/** What rows of figures are told apart by, where the name alone does not say it. */
export interface DimensionDefinition {
  readonly code: string
  readonly name: Words
  /** The definition in a sentence or two. */
  readonly words: Words
}

/** Dimensions with a definition of their own, by code. */
export const DIMENSIONS = {
  category: {
    code: 'category',
    name: { ru: 'Категория товара', en: 'Product category' },
    words: {
      ru: 'Значение поля лида, которое выбрал администратор на странице «Здоровье». Пока поле не выбрано — название товарной строки лида с наибольшей суммой (цена × количество); при равных суммах — той, что выше в карточке. Нет строк или названия — «без категории».',
      en: 'The value of the lead field an administrator chose on the Health page. While no field is chosen: the name of the lead\'s product row that carries the most money (price × quantity); of equal rows the one that stands first in the card. Without rows or a name: "no category".',
    },
  },
} as const satisfies Record<string, DimensionDefinition>

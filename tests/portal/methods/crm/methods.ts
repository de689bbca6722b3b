import type { Method } from '../../rest/method.ts'
import { bindingMethods } from './binding-methods.ts'
import { categoryMethods } from './category-methods.ts'
import { classicMethods } from './classic-methods.ts'
import { classicRowMethods } from './classic-row-methods.ts'
import { currencyMethods } from './currency-methods.ts'
import { directoryMethods } from './directory-methods.ts'
import { duplicateMethods } from './duplicate-methods.ts'
import { enumMethods } from './enum-methods.ts'
import { historyMethods } from './history-methods.ts'
import { importMethods } from './import-methods.ts'
import { itemMethods } from './item-methods.ts'
import { layoutMethods } from './layout-methods.ts'
import { productRowMethods } from './product-row-methods.ts'
import { userFieldMethods } from './user-field-methods.ts'

/** Every CRM method of the stand-in. */
export const crmMethods: Method[] = [
  ...itemMethods,
  ...importMethods,
  ...classicMethods,
  ...classicRowMethods,
  ...bindingMethods,
  ...userFieldMethods,
  ...directoryMethods,
  ...categoryMethods,
  ...historyMethods,
  ...productRowMethods,
  ...layoutMethods,
  ...duplicateMethods,
  ...currencyMethods,
  ...enumMethods,
]

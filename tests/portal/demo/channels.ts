import type { Truth } from './habits.ts'

/** An advertising campaign as the UTM marks name it. */
export interface Campaign {
  utmSource: string
  utmMedium: string
  utmCampaign: string
  /** Texts of advertisements and search words, one of each by chance; may be empty. */
  contents: readonly string[]
  terms: readonly string[]
}

/** Where leads come from. */
export interface Channel {
  /** Code in the directory `SOURCE`; null for leads whose source nobody wrote down. */
  sourceId: string | null
  /** Part of all leads. */
  share: number
  /** Part of the channel's leads of each truth; they add up to 1. */
  truths: Readonly<Record<Truth, number>>
  /** Empty: this channel bears no marks. */
  campaigns: readonly Campaign[]
  /** Part of the leads that lost their marks on the way. */
  unmarkedShare: number
}

/** The source the demo adds to the directory: quotes and an emoji in its name. */
export const exhibition = { statusId: 'UC_EXPO26', name: { ru: 'Выставка «Дом & "сад"» 🏡', en: 'Fair "Home & \'garden\'" 🏡' } }

const kitchens: Campaign = { utmSource: 'yandex', utmMedium: 'cpc', utmCampaign: 'kitchen_search_msk', contents: ['ad_price', 'ad_3d_project'], terms: ['кухня на заказ', 'кухня недорого', 'кухня под ключ'] }
const wardrobes: Campaign = { utmSource: 'yandex', utmMedium: 'cpc', utmCampaign: 'wardrobe_rsya', contents: ['banner_1', 'banner_2'], terms: [] }
const social: Campaign = { utmSource: 'vk', utmMedium: 'social', utmCampaign: 'vk_leadform_spring', contents: ['video', 'carousel'], terms: [] }
const lookalike: Campaign = { utmSource: 'vk', utmMedium: 'cpm', utmCampaign: 'vk_lookalike "друзья & семья"', contents: ['story'], terms: [] }
const newsletter: Campaign = { utmSource: 'newsletter', utmMedium: 'email', utmCampaign: 'weekly_digest', contents: ['top', 'bottom'], terms: [] }

/** Six sources, and leads without one. */
export const channels: readonly Channel[] = [
  { sourceId: 'WEB', share: 0.34, truths: { 'qualified': 0.46, 'off target': 0.34, 'spam': 0.2 }, campaigns: [kitchens, kitchens, wardrobes], unmarkedShare: 0.12 },
  { sourceId: 'ADVERTISING', share: 0.26, truths: { 'qualified': 0.22, 'off target': 0.38, 'spam': 0.4 }, campaigns: [social, lookalike], unmarkedShare: 0.08 },
  { sourceId: 'CALL', share: 0.14, truths: { 'qualified': 0.58, 'off target': 0.3, 'spam': 0.12 }, campaigns: [], unmarkedShare: 1 },
  { sourceId: 'EMAIL', share: 0.09, truths: { 'qualified': 0.5, 'off target': 0.35, 'spam': 0.15 }, campaigns: [newsletter], unmarkedShare: 0.2 },
  { sourceId: 'RECOMMENDATION', share: 0.08, truths: { 'qualified': 0.8, 'off target': 0.17, 'spam': 0.03 }, campaigns: [], unmarkedShare: 1 },
  { sourceId: exhibition.statusId, share: 0.05, truths: { 'qualified': 0.4, 'off target': 0.45, 'spam': 0.15 }, campaigns: [], unmarkedShare: 1 },
  { sourceId: null, share: 0.04, truths: { 'qualified': 0.35, 'off target': 0.35, 'spam': 0.3 }, campaigns: [wardrobes], unmarkedShare: 0.6 },
]

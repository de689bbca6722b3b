declare const flavor: unique symbol

/** A number or text that means one thing only: a plain value may become it, but one meaning cannot stand for another. */
type Flavored<Value, Name extends string> = Value & { readonly [flavor]?: Name }

/** An employee of a portal, as numbered by Bitrix24. */
export type UserId = Flavored<number, 'user'>

/** A department of a portal, as numbered by Bitrix24. */
export type DepartmentId = Flavored<number, 'department'>

/** A pipeline of deals as numbered by Bitrix24; 0 is the first pipeline and stands for the only one leads have. */
export type PipelineId = Flavored<number, 'pipeline'>

/** A stage as coded by Bitrix24 (`NEW`, `C3:NEW`, `UC_1A2B3C`); unique only together with entity type and pipeline. */
export type StageId = Flavored<string, 'stage'>

/** One row of the feedback history . */
export type FeedbackId = Flavored<number, 'feedback'>

/** The running number of a treaty version inside its portal, from 1. */
export type VersionNo = Flavored<number, 'version'>

import type { TreatySurroundings, TreatyWorkshop } from '../../src/contracts/api/treaty-workshop.schema.ts'
import type { StageRef } from '../../src/domain/treaty.ts'
import { stageKey } from '../../src/domain/check-funnel.ts'

/** Names of what a treaty refers to by number or code. */
export interface Names {
  stage: (stage: StageRef) => string
  /** A stage with its pipeline: «Продажи · Новая». */
  stageInFull: (stage: StageRef) => string
  /** Stages by pipeline: «Продажи: Новая, В работе; Опт: Новая». */
  stages: (stages: readonly StageRef[]) => string
  pipeline: (pipelineId: number) => string
  person: (userId: number | null) => string
  department: (departmentId: number) => string
  source: (sourceId: string) => string
  field: (name: string) => string
}

/** Looks names up; what the portal does not have any more is called by its code. @param leads what the list of leads is called */
export function nameThings(portal: TreatyWorkshop['portal'], surroundings: TreatySurroundings | null, leads: string): Names {
  const stages = new Map(portal.stages.map(stage => [stageKey(stage), stage.name]))
  const pipelines = new Map(portal.pipelines.filter(({ entityTypeId }) => entityTypeId === 2).map(({ pipelineId, name }) => [pipelineId, name]))
  const people = new Map(portal.people.map(({ userId, name }) => [userId, name]))
  const departments = new Map(portal.departments.map(({ departmentId, name }) => [departmentId, name]))
  const sources = new Map(surroundings?.sources.map(({ value, label }) => [value, label]))
  const fields = new Map(surroundings?.fields.map(({ name, title }) => [name, title]))
  const stage = (ref: StageRef): string => stages.get(stageKey(ref)) ?? ref.stageId
  const pipeline = (id: number): string => pipelines.get(id) || `№ ${id}`
  const place = (ref: StageRef): string => ref.entityTypeId === 1 ? leads : pipeline(ref.pipelineId)
  return {
    stage,
    stageInFull: ref => `${place(ref)} · ${stage(ref)}`,
    stages: refs => [...new Set(refs.map(place))].map(name => `${name}: ${refs.filter(ref => place(ref) === name).map(stage).join(', ')}`).join('; '),
    pipeline,
    person: userId => userId === null ? '–' : people.get(userId) ?? `№ ${userId}`,
    department: id => departments.get(id) ?? `№ ${id}`,
    source: id => sources.get(id) ?? id,
    field: name => fields.get(name) ?? name,
  }
}

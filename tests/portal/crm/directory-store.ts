import type { Directories } from './directories.ts'
import type { DirectoryRow, Pipeline } from './stage.ts'
import { defaultDealStages, defaultDirectories, defaultPipelineNames } from './default-directories.ts'

/** Directories and pipelines of a fresh portal. */
export function createDirectories(language: 'ru' | 'en'): Directories {
  const rows = new Map<number, DirectoryRow>()
  const lists = new Map<string, DirectoryRow[]>()
  const codes = new Map<string, Map<string, DirectoryRow>>()
  const pipelines: Pipeline[] = []
  let lastId = 99

  function add(draft: Omit<DirectoryRow, 'id'>): DirectoryRow {
    lastId += 2
    const row = { id: lastId, ...draft }
    rows.set(row.id, row)
    forget(row.entityId)
    return row
  }

  function forget(entityId: string): void {
    lists.delete(entityId)
    codes.delete(entityId)
  }

  function find(entityId: string, statusId: string): DirectoryRow | undefined {
    let byCode = codes.get(entityId)
    if (byCode === undefined) {
      byCode = new Map(list(entityId).map(row => [row.statusId, row]))
      codes.set(entityId, byCode)
    }
    return byCode.get(statusId)
  }

  function list(entityId: string): readonly DirectoryRow[] {
    let sorted = lists.get(entityId)
    if (sorted === undefined) {
      sorted = [...rows.values()].filter(row => row.entityId === entityId).sort((a, b) => a.sort - b.sort || a.id - b.id)
      lists.set(entityId, sorted)
    }
    return sorted
  }

  function addPipeline(draft: { name: string, sort: number, isDefault: boolean }): Pipeline {
    const pipeline = { id: pipelines.reduce((highest, { id }) => Math.max(highest, id), -1) + 1, ...draft }
    if (pipeline.isDefault)
      pipelines.forEach((other) => { other.isDefault = false })
    pipelines.push(pipeline)
    defaultDealStages(pipeline.id, language).forEach(add)
    return pipeline
  }

  defaultDirectories(language).forEach(add)
  defaultPipelineNames(language).forEach((name, index) => addPipeline({ name, sort: 200 + index * 100, isDefault: index === 0 }))

  return {
    list,
    all: () => [...rows.values()],
    byId: id => rows.get(id),
    find,
    add,
    update(id, change) {
      const row = rows.get(id)
      if (row === undefined)
        return undefined
      Object.assign(row, change)
      forget(row.entityId)
      return row
    },
    remove(id) {
      const row = rows.get(id)
      rows.delete(id)
      if (row)
        forget(row.entityId)
    },
    pipelines: () => pipelines,
    addPipeline,
    updatePipeline(id, change) {
      const pipeline = pipelines.find(one => one.id === id)
      if (pipeline === undefined)
        return undefined
      if (change.isDefault)
        pipelines.forEach((other) => { other.isDefault = false })
      return Object.assign(pipeline, change)
    },
    removePipeline(id) {
      const at = pipelines.findIndex(one => one.id === id)
      if (at >= 0)
        pipelines.splice(at, 1)
      list(`DEAL_STAGE_${id}`).forEach(row => rows.delete(row.id))
      forget(`DEAL_STAGE_${id}`)
    },
  }
}

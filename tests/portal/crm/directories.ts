import type { DirectoryRow, Pipeline } from './stage.ts'

/** All directories (`crm.status`) and deal pipelines of the portal. */
export interface Directories {
  list: (entityId: string) => readonly DirectoryRow[]
  all: () => readonly DirectoryRow[]
  byId: (id: number) => DirectoryRow | undefined
  find: (entityId: string, statusId: string) => DirectoryRow | undefined
  add: (row: Omit<DirectoryRow, 'id'>) => DirectoryRow
  update: (id: number, change: Partial<Pick<DirectoryRow, 'name' | 'sort' | 'color' | 'nameInit' | 'semantics' | 'extra'>>) => DirectoryRow | undefined
  remove: (id: number) => void
  pipelines: () => readonly Pipeline[]
  /** Comes with the usual stages. */
  addPipeline: (pipeline: { name: string, sort: number, isDefault: boolean }) => Pipeline
  updatePipeline: (id: number, change: Partial<Omit<Pipeline, 'id'>>) => Pipeline | undefined
  removePipeline: (id: number) => void
}

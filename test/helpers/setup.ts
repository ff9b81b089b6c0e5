import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { templateUrl, stop } = await startPostgres()
  project.provide('templateUrl', templateUrl)
  return stop
}

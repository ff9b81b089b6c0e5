import { defineConfig } from 'vitest/config'

export default defineConfig({
  // As Node resolves it: the package has a second copy, and classes of the two are not instances of each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/setup.ts'],
    // Two cores: more files at once only wait for each other.
    maxWorkers: 2,
    // A process serves many files, so that the program is imported and compiled once: no file changes what the others import.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests stop servers and wait for moments: one that a busy machine disturbed gets a second chance, and is reported with it.
    retry: 1,
  },
})

import { getNamedType } from 'graphql'
import { ClientError } from 'graphql-request'
import { expect, vi } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'
import { type FullWorkspace, fillWorkspace } from './full-workspace.ts'
import { argumentsWith, everything, fieldsWithArguments, isConnection, nodeTypes, objectTypes, type Place } from './schema-walk.ts'

const AT_ONCE = 10

test('nothing of another workspace is shown, found or changed, whatever of it one knows', async ({ api }) => {
  const mine = await fillWorkspace(api, api.keys, 'mine')
  const { keys } = await api.anotherWorkspace()
  const theirs = await fillWorkspace(api, keys, 'theirs')
  const theirCursors = await cursorsOf(theirs)
  const secrets = [...Object.values(theirs.ids), ...theirCursors, 'theirs']
  const before = await snapshot(theirs)
  expect(before).toContain('theirs')

  // Whatever can be reached without naming anything.
  expect(leaks(await snapshot(mine), secrets, [])).toEqual([])
  // By each place where something can be named. What is theirs is answered as what never was.
  const known = [
    ...Object.values(theirs.ids),
    'theirs_0',
    'theirs-ada',
    'theirs-group-0',
    'theirs-0@example.org',
    'theirs-anonymous-0',
    'theirs bought',
  ]
  const places = fieldsWithArguments().filter(({ type }) => type.name === 'Query' || nodeTypes.includes(type.name))
  let asked = 0
  for (const place of places)
    for (const guesses of batches(place, known)) {
      asked += guesses.length
      const [real, nobody] = [guesses.map(({ text }) => text), guesses.map(({ text }) => ghostOf(text))]
      const answer = await ask(
        mine,
        place,
        real.map((text, n) => guesses[n]?.given(text) ?? ''),
      )
      const absent = await ask(
        mine,
        place,
        nobody.map((text, n) => guesses[n]?.given(text) ?? ''),
      )
      expect(leaks(answer, secrets, real), `${place.type.name}.${place.field.name}`).toEqual([])
      expect(without(answer, real), `${place.type.name}.${place.field.name}: ${real}`).toBe(without(absent, nobody))
    }
  expect(asked).toBeGreaterThan(100)
  for (const place of places.filter(isConnection))
    for (const cursor of theirCursors) expect(leaks(await ask(mine, place, [`after: "${cursor}"`]), secrets, [cursor])).toEqual([])

  for (const place of fieldsWithArguments().filter(({ type }) => type.name === 'Mutation'))
    for (const text of known)
      for (const given of argumentsWith(place.field, text)) {
        const answer = await answerTo(mine, `mutation { ${place.field.name}(${given}) ${everything(getNamedType(place.field.type), 1)} }`)
        // Some name things of mine by it.
        expect(
          leaks(
            answer,
            secrets.filter((secret) => secret !== 'theirs'),
            [text],
          ),
          `${place.field.name}(${given})`,
        ).toEqual([])
      }
  expect(await snapshot(theirs)).toBe(before)
  await deleteStoreExports(mine)
  await expectNoFrames(api, mine, { theirs, known })
  expect(api.errors).toEqual([])
}, 300_000)

/** All that a workspace shows of itself. */
async function snapshot(workspace: FullWorkspace): Promise<string> {
  const found = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ name, args }) => name !== 'pipeline' && args.every(({ type }) => !String(type).endsWith('!')),
  )
  const root = `{ ${found.map((field) => `${field.name}${field.args.some(({ name }) => name === 'first') ? '(first: 5)' : ''} ${everything(getNamedType(field.type), 1)}`).join(' ')} }`
  const parts = [await workspace.query(root)]
  for (const type of nodeTypes.filter((name) => workspace.ids[name]))
    parts.push(await workspace.query(`{ node(id: "${workspace.ids[type]}") { ... on ${type} ${everythingOf(type)} } }`))
  // These move by themselves.
  return JSON.stringify(parts).replace(/"(?:nextAttemptAt|lastError|status|attempts|updatedAt|version)":[^,}]+/g, '')
}

const everythingOf = (type: string): string => {
  const found = objectTypes.find(({ name }) => name === type)
  return found ? everything(found, 1) : ''
}

async function cursorsOf(workspace: FullWorkspace): Promise<string[]> {
  return (
    [...(await snapshot(workspace)).matchAll(/"cursor":"([^"]+)"/g)]
      .map(([, cursor]) => cursor ?? '')
      // Changes are numbered in each workspace alike, in lists and in their own cursors, and connectors are the same in all: such a cursor is nobody's.
      .filter((cursor) => !/^(\["(changes|connectors)"|\d+\.\d+$)/.test(Buffer.from(cursor, 'base64url').toString()))
      .filter((cursor, n, all) => all.indexOf(cursor) === n && n % 5 === 0)
  )
}

/** What of them is in the answer though it was not asked for by name, with what stands around it. */
function leaks(answer: string, secrets: readonly string[], named: readonly string[]): string[] {
  const rest = without(answer, named)
  return secrets
    .filter((secret) => rest.includes(secret))
    .map((secret) => rest.slice(Math.max(0, rest.indexOf(secret) - 200), rest.indexOf(secret) + 100))
}

// Of a path a message may show the part that is wrong; and of several fields that fail at once any may be the first.
const without = (answer: string, texts: readonly string[]): string =>
  texts.flatMap((text) => [text, ...text.split('.')]).reduce((rest, text) => rest.replaceAll(text, '…'), answer.replaceAll(/"f\d+"/g, '"f"'))

/** A text of theirs in one of the places where a field takes one. */
interface Guess {
  readonly text: string
  readonly given: (text: string) => string
}

function batches({ field }: Place, texts: readonly string[]): Guess[][] {
  const guesses = texts.flatMap((text) =>
    argumentsWith(field, text).map((_, n) => ({ text, given: (one: string) => argumentsWith(field, one)[n] ?? '' })),
  )
  return Array.from({ length: Math.ceil(guesses.length / AT_ONCE) }, (_, n) => guesses.slice(n * AT_ONCE, (n + 1) * AT_ONCE))
}

/** Of the same shape, but nobody has ever had it. */
const ghostOf = (text: string): string => text.replaceAll('theirs', 'ghosts').replace(/^([a-z]+_[0-9a-v]{12})[0-9a-v]{6}/, '$1000000')

/** A field, at the root or of what is mine, with each of the arguments. */
function ask(mine: FullWorkspace, { type, field }: Place, given: readonly string[]): Promise<string> {
  const fields = given.map((args, n) => `f${n}: ${field.name}(${args}) ...Shown`).join(' ')
  const shown = getNamedType(field.type)
  const selected = everything(shown, 1)
  const plain = selected === ''
  const text = plain ? fields.replaceAll(' ...Shown', '') : fields.replaceAll('...Shown', '{ ...Shown }')
  const root = type.name === 'Query' ? `{ ${text} }` : `{ node(id: "${mine.ids[type.name] ?? 'none'}") { ... on ${type.name} { ${text} } } }`
  return answerTo(mine, plain ? root : `${root} fragment Shown on ${shown.name} ${selected}`)
}

/** With its errors, of which only the place in the text may differ. */
async function answerTo({ query }: FullWorkspace, text: string): Promise<string> {
  const answer = await query<unknown>(text).catch((error: unknown) => {
    if (!(error instanceof ClientError)) throw error
    const { data, errors } = error.response
    return { data, errors: errors?.map(({ message, path, extensions }) => ({ message, path, code: extensions?.['code'] })) }
  })
  // Of what was asked a message may show the word that is wrong.
  return JSON.stringify(answer).replace(/"tookMs":[^,}]+|, found [^"]+/g, '')
}

/** The mutations have made some to stores that are nowhere: each try takes a second, and the others wait for it. */
async function deleteStoreExports({ query }: FullWorkspace): Promise<void> {
  const { exports } = await query<{ exports: { nodes: { id: string; store: object | null }[] } }>(
    '{ exports(first: 250) { nodes { id store { __typename } } } }',
  )
  for (const { id, store } of exports.nodes)
    if (store) await query('mutation ($id: ID!) { deleteExport(input: { id: $id }) { userErrors { message } } }', { id })
}

/** Subscribes to everything, by everything of theirs that one may know; then something happens there, and then here. */
async function expectNoFrames(
  api: TestApi,
  mine: FullWorkspace,
  { theirs, known }: { theirs: FullWorkspace; known: readonly string[] },
): Promise<void> {
  const frames: string[] = []
  const places = fieldsWithArguments().filter(({ type }) => type.name === 'Subscription')
  const guesses = places.flatMap(({ field }) => [
    ...(field.args.some(({ type }) => String(type).endsWith('!')) ? [] : [{ field, given: '' }]),
    ...known.flatMap((text) => argumentsWith(field, text).map((given) => ({ field, given }))),
  ])
  const sockets = Array.from({ length: Math.ceil(guesses.length / 45) }, () => api.socket(mine.keys.read))
  for (const [n, { field, given }] of guesses.entries()) {
    const query = `subscription { ${field.name}${given && `(${given})`} ${everything(getNamedType(field.type), 1)} }`
    const take = (frame: unknown) => void frames.push(JSON.stringify(frame))
    sockets[n % sockets.length]?.subscribe({ query }, { next: take, error: take, complete() {} })
  }
  // Those of theirs are refused, or hear nothing.
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(guesses.length / 2), 20_000)
  await theirs.grow()
  await mine.grow()
  await vi.waitFor(() => expect(frames.filter((frame) => frame.includes('mine bought')).length).toBeGreaterThan(0), 20_000)
  const named = new Set(known)
  const secrets = [...Object.values(theirs.ids), 'theirs'].filter((secret) => !named.has(secret))
  expect(frames.filter((frame) => leaks(frame, secrets, [...known]).length > 0)).toEqual([])
}

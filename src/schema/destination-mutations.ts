import type { Destination } from '../db/generated/client.ts'
import { createDestination, deleteDestination, updateDestination } from '../engine/delivery/manage-destinations.ts'
import { replayDeliveries } from '../engine/delivery/replay-deliveries.ts'
import { type TestResult, testDestination } from '../engine/delivery/test-destination.ts'
import { LimitReachedError, NotFoundError, ValidationError } from '../engine/errors.ts'
import type { JsonObject } from '../engine/json.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { DeleteInput, DeletePayload } from './delete-payload.ts'
import { DeliveryStatus } from './delivery.ts'
import { parseUuid } from './global-id.ts'
import { loadDestination } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { DestinationRef } from './refs.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'

interface DestinationResult {
  readonly destination: Destination | null
  readonly secrets: JsonObject | null
}
const NO_DESTINATION: DestinationResult = { destination: null, secrets: null }

const DestinationPayload = builder.objectRef<Payload<DestinationResult>>('DestinationPayload').implement({
  description: 'The destination as it is now, or why nothing was changed.',
  fields: (t) => ({
    destination: t.field({
      type: DestinationRef,
      nullable: true,
      description: 'The destination; null when nothing was changed.',
      resolve: ({ destination }) => destination,
    }),
    secrets: t.field({
      type: 'JSONObject',
      nullable: true,
      description: 'Secrets that were made up for it because none were given. Keep them: they are shown only here.',
      resolve: ({ secrets }) => secrets,
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const CreateDestinationInput = builder.inputType('CreateDestinationInput', {
  description: 'A new destination.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name for people.' }),
    connector: t.string({ required: true, description: 'The slug of the connector, such as `webhook`.' }),
    settings: t.field({ type: 'JSONObject', required: true, description: 'As the settingsSchema of the connector says.' }),
    enabled: t.boolean({ defaultValue: true, description: 'Whether it is sent to from now on.' }),
    sendEvents: t.boolean({ required: true, defaultValue: true, description: 'Whether events are sent.' }),
    eventNames: t.stringList({ description: 'Only events of these names. Default: all.' }),
    sendAudiences: t.boolean({ required: true, defaultValue: true, description: 'Whether changes of audiences are sent.' }),
    audienceKeys: t.stringList({ description: 'Only changes of these audiences. Default: all.' }),
    sendTraits: t.boolean({ required: true, defaultValue: true, description: 'Whether changes of computed traits are sent.' }),
    traitKeys: t.stringList({ description: 'Only changes of these computed traits. Default: all.' }),
  }),
})

const UpdateDestinationInput = builder.inputType('UpdateDestinationInput', {
  description: 'A change of a destination. An omitted field keeps its value.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the destination.' }),
    name: t.string({ description: 'Its new name.' }),
    settings: t.field({
      type: 'JSONObject',
      description: 'The settings to change: those left out keep their values, null clears one, and a masked secret sent back changes nothing.',
    }),
    enabled: t.boolean({ description: 'Whether it is sent to.' }),
    sendEvents: t.boolean({ description: 'Whether events are sent.' }),
    eventNames: t.stringList({ description: 'Only events of these names; null: all.' }),
    sendAudiences: t.boolean({ description: 'Whether changes of audiences are sent.' }),
    audienceKeys: t.stringList({ description: 'Only changes of these audiences; null: all.' }),
    sendTraits: t.boolean({ description: 'Whether changes of computed traits are sent.' }),
    traitKeys: t.stringList({ description: 'Only changes of these computed traits; null: all.' }),
  }),
})

const TestDestinationPayload = builder.objectRef<Payload<TestResult>>('TestDestinationPayload').implement({
  description: 'How the destination answered.',
  fields: (t) => ({
    ok: t.exposeBoolean('ok', { description: 'Whether it took the event.' }),
    error: t.exposeString('error', { nullable: true, description: 'Why not.' }),
    userErrors: t.field({ type: [UserError], description: 'Why nothing was sent.', resolve: ({ userErrors }) => [...userErrors] }),
  }),
})

const TestDestinationInput = builder.inputType('TestDestinationInput', {
  description: 'What to test.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The id of the destination.' }) }),
})

const ReplayDeliveriesPayload = builder.objectRef<Payload<{ replayed: number }>>('ReplayDeliveriesPayload').implement({
  description: 'How many deliveries are sent once more.',
  fields: (t) => ({
    replayed: t.exposeInt('replayed', { description: 'How many.' }),
    userErrors: t.field({ type: [UserError], description: 'Why none are.', resolve: ({ userErrors }) => [...userErrors] }),
  }),
})

const ReplayDeliveriesInput = builder.inputType('ReplayDeliveriesInput', {
  description: 'Which finished deliveries to send once more, under the ids that they had.',
  fields: (t) => ({
    destinationId: t.id({ required: true, description: 'The id of the destination.' }),
    status: t.field({ type: DeliveryStatus, defaultValue: 'DEAD', description: 'DEAD, DISCARDED or DELIVERED.' }),
    from: t.field({ type: 'DateTime', description: 'Only those created at this moment or later.' }),
    to: t.field({ type: 'DateTime', description: 'Only those created before this moment.' }),
  }),
})

const INVALID = [ValidationError, NotFoundError, LimitReachedError]

builder.mutationFields((t) => ({
  createDestination: t.field({
    type: DestinationPayload,
    description: 'Creates a destination: what happens from now on is sent to it.',
    args: { input: t.arg({ type: CreateDestinationInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) => payload<DestinationResult>(INVALID, NO_DESTINATION, () => create(context, input)),
  }),
  updateDestination: t.field({
    type: DestinationPayload,
    description: 'Changes a destination, or switches it off and on.',
    args: { input: t.arg({ type: UpdateDestinationInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) => payload<DestinationResult>(INVALID, NO_DESTINATION, () => update(context, input)),
  }),
  deleteDestination: t.field({
    type: DeletePayload,
    description: 'Deletes a destination with its deliveries. What waits for it is not sent.',
    args: { input: t.arg({ type: DeleteInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, { db, credential }) =>
      payload<{ deletedId: string | null }>([NotFoundError], { deletedId: null }, async () => {
        await deleteDestination(db, { workspaceId: credential.workspaceId, id: destinationId(input.id) })
        return { deletedId: input.id }
      }),
  }),
  testDestination: t.field({
    type: TestDestinationPayload,
    description: 'Sends an event `Test Sent` to a destination now, whether it is enabled or not. Nothing is kept of it.',
    args: { input: t.arg({ type: TestDestinationInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, { db, outbound, credential }) =>
      payload<TestResult>(INVALID, { ok: false, error: null }, () =>
        testDestination(db, outbound, { workspaceId: credential.workspaceId, id: destinationId(input.id) }),
      ),
  }),
  replayDeliveries: t.field({
    type: ReplayDeliveriesPayload,
    description: 'Sends finished deliveries of a destination once more, such as its dead letters.',
    args: { input: t.arg({ type: ReplayDeliveriesInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) => payload<{ replayed: number }>(INVALID, { replayed: 0 }, () => replay(context, input)),
  }),
}))

const storableList = (names: readonly string[] | null | undefined) => names?.map(storable) ?? null

async function create(context: SchemaContext, input: typeof CreateDestinationInput.$inferInput): Promise<DestinationResult> {
  const { id, secrets } = await createDestination(context.db, context.outbound, {
    workspaceId: context.credential.workspaceId,
    name: storable(input.name),
    connector: input.connector,
    settings: input.settings,
    enabled: input.enabled ?? true,
    sendEvents: input.sendEvents,
    eventNames: storableList(input.eventNames),
    sendAudiences: input.sendAudiences,
    audienceKeys: storableList(input.audienceKeys),
    sendTraits: input.sendTraits,
    traitKeys: storableList(input.traitKeys),
  })
  return { destination: await loadDestination(context, id), secrets }
}

async function update(context: SchemaContext, input: typeof UpdateDestinationInput.$inferInput): Promise<DestinationResult> {
  const id = destinationId(input.id)
  for (const field of ['name', 'settings', 'enabled', 'sendEvents', 'sendAudiences', 'sendTraits'] as const)
    if (input[field] === null) throw new ValidationError(`\`${field}\` cannot be empty; leave it out to keep it.`, [field])
  await updateDestination(context.db, context.outbound, {
    workspaceId: context.credential.workspaceId,
    id,
    name: input.name == null ? undefined : storable(input.name),
    settings: input.settings ?? undefined,
    enabled: input.enabled ?? undefined,
    ...(input.sendEvents != null && { sendEvents: input.sendEvents }),
    ...(input.sendAudiences != null && { sendAudiences: input.sendAudiences }),
    ...(input.eventNames !== undefined && { eventNames: storableList(input.eventNames) }),
    ...(input.sendTraits != null && { sendTraits: input.sendTraits }),
    ...(input.traitKeys !== undefined && { traitKeys: storableList(input.traitKeys) }),
    ...(input.audienceKeys !== undefined && { audienceKeys: storableList(input.audienceKeys) }),
  })
  return { destination: await loadDestination(context, id), secrets: null }
}

async function replay(
  { db, deliveryHints, credential }: SchemaContext,
  input: typeof ReplayDeliveriesInput.$inferInput,
): Promise<{ replayed: number }> {
  const id = parseUuid('dst', input.destinationId)
  if (!id) throw new NotFoundError('There is no such destination.', ['destinationId'])
  const status = input.status ?? 'DEAD'
  if (status === 'PENDING' || status === 'RETRYING')
    throw new ValidationError('These are still to be sent; replay DEAD, DISCARDED or DELIVERED ones.', ['status'])
  const moment = (at: string | null | undefined) => (at == null ? null : Date.parse(at))
  const { count, lanes } = await replayDeliveries(db.pool, {
    ...{ workspaceId: credential.workspaceId, destinationId: id, status },
    ...{ from: moment(input.from), to: moment(input.to) },
  })
  deliveryHints.wake(lanes)
  return { replayed: count }
}

function destinationId(id: string): string {
  const uuid = parseUuid('dst', id)
  if (!uuid) throw new NotFoundError('There is no such destination.', ['id'])
  return uuid
}

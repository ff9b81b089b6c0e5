import { describe, expect, onTestFinished, vi } from 'vitest'
import { openQueues } from '../../src/queue/queues.ts'
import { test } from '../helpers/database.ts'
import { queueBackends } from '../helpers/queue-backends.ts'

describe.each(queueBackends())('the relay on $name', (backend) => {
  test('a message reaches the subscribers of its topic in every process, and no other', async ({ db }) => {
    const { connection, stop } = await backend.start(db)
    const [here, there] = await Promise.all([openQueues(connection), openQueues(connection)])
    onTestFinished(async () => {
      await Promise.all([here.close(), there.close()])
      await stop()
    })
    const heard: string[] = []
    await here.relay.subscribe('audiences.one', (data) => heard.push(`here one ${JSON.stringify(data)}`))
    await there.relay.subscribe('audiences.one', (data) => heard.push(`there one ${JSON.stringify(data)}`))
    await there.relay.subscribe('audiences.two', (data) => heard.push(`there two ${JSON.stringify(data)}`))
    here.relay.publish('audiences.one', ['a', 'b'])
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(['here one ["a","b"]', 'there one ["a","b"]']))
  })

  test('nothing is heard after unsubscribing', async ({ db }) => {
    const { connection, stop } = await backend.start(db)
    const queues = await openQueues(connection)
    onTestFinished(async () => {
      await queues.close()
      await stop()
    })
    const heard: unknown[] = []
    const unsubscribe = await queues.relay.subscribe('audiences.one', (data) => heard.push(data))
    await queues.relay.subscribe('audiences.one', (data) => data === 'last' && heard.push('the other heard it'))
    await unsubscribe()
    queues.relay.publish('audiences.one', 'last')
    await vi.waitFor(() => expect(heard).toEqual(['the other heard it']))
  })
})

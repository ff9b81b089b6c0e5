import type { RelayClient } from '../../queue/relay-client.ts'

/** Where a workspace's audiences are announced; a message is the ids of those that changed. */
export const audienceTopic = (workspaceId: string): string => `audiences.${workspaceId}`

/** Tells every process that these audiences changed. To be called after the commit, once; it never throws, and a loss costs a second. */
export function publishAudienceChanges(relay: Pick<RelayClient, 'publish'>, workspaceId: string, audienceIds: readonly string[]): void {
  if (audienceIds.length > 0) relay.publish(audienceTopic(workspaceId), audienceIds)
}

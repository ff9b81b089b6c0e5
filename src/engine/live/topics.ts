/** Where a workspace's audiences are announced; a message is the ids of those that changed. */
export const audienceTopic = (workspaceId: string): string => `audiences.${workspaceId}`

/** Where a workspace's profiles are announced, while somebody asks for it; a message is the ids of those that changed, or null: more than are worth naming. */
export const profileTopic = (workspaceId: string): string => `profiles.${workspaceId}`

/** Where processes say what they want to hear of, again and again for as long as they do. */
export const INTEREST_TOPIC = 'interest'

export const workspaceOf = (topic: string): string => topic.slice(topic.indexOf('.') + 1)

/** Where a workspace's exports are announced; a message is the ids of those that have come further. */
export const exportTopic = (workspaceId: string): string => `exports.${workspaceId}`

/** Where it is announced that identity rules are being applied in a workspace; a message is the ids of the runs that have come further. */
export const identityRunTopic = (workspaceId: string): string => `identity-runs.${workspaceId}`

/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  subscription CountForProcesses($since: SafeInt, $throttle: Duration) {\n    audienceCount(by: { key: \"all\" }, sinceVersion: $since, throttle: $throttle) { size version }\n  }\n": typeof types.CountForProcessesDocument,
    "subscription ProfileForProcesses { profileUpdated(by: { userId: \"ada\" }) { profile { traits } } }": typeof types.ProfileForProcessesDocument,
    "subscription EventsForProcesses { eventReceived(names: [\"Bought\"]) { event { userId } } }": typeof types.EventsForProcessesDocument,
    "query Viewer { viewer { workspaceId kind scopes } }": typeof types.ViewerDocument,
    "query AudiencesForAccess { audiences { nodes { id } } }": typeof types.AudiencesForAccessDocument,
    "\n  mutation CreateForAccess($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { code } } }\n": typeof types.CreateForAccessDocument,
    "mutation IngestForAccess { ingest(input: { batch: [{ type: \"identify\", userId: \"x\" }] }) { accepted } }": typeof types.IngestForAccessDocument,
    "\n      query IdsForAccess {\n        profile(by: { userId: \"ada\" }) { id events { nodes { id } } audiences { nodes { id } } accounts { nodes { id } } }\n        refusals { nodes { id } }\n        sources { nodes { id } }\n      }\n    ": typeof types.IdsForAccessDocument,
    "query NodesForAccess($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }": typeof types.NodesForAccessDocument,
    "\n      query LookForAccess($audience: ID!, $profile: ID!, $account: ID!, $source: ID!) {\n        byId: audience(by: { id: $audience }) { id }\n        byKey: audience(by: { key: \"everyone\" }) { id }\n        profile(by: { id: $profile }) { id }\n        ada: profile(by: { userId: \"ada\" }) { id }\n        account(by: { id: $account }) { id }\n        acme: account(by: { groupId: \"acme\" }) { id }\n        source(id: $source) { id }\n        refusals { nodes { id } totalCount { count } }\n        audiences { nodes { id } totalCount { count } }\n        sources { nodes { id } }\n        pipeline { backlog }\n      }\n    ": typeof types.LookForAccessDocument,
    "\n      mutation ChangeForAccess($id: ID!, $source: ID!) {\n        updateAudience(input: { id: $id, name: \"Mine\" }) { userErrors { code } }\n        deleteAudience(input: { id: $id }) { userErrors { code } }\n        ingest(input: { sourceId: $source, batch: [{ type: \"identify\", userId: \"x\" }] }) { userErrors { code } }\n      }\n    ": typeof types.ChangeForAccessDocument,
    "query EventForIds { profile(by: { userId: \"ada\" }) { id events { nodes { id } } } }": typeof types.EventForIdsDocument,
    "query NodeForIds($ids: [ID!]!) { nodes(ids: $ids) { id } }": typeof types.NodeForIdsDocument,
    "\n  mutation CreateAudience($input: CreateAudienceInput!) {\n    createAudience(input: $input) {\n      audience { id key name description entity rule query enabled status size version createdAt updatedAt }\n      userErrors { __typename message code path ... on KeyTakenError { existingId } ... on InvalidRuleError { line column } }\n    }\n  }\n": typeof types.CreateAudienceDocument,
    "\n  query ReadAudience($by: AudienceBy!) {\n    audience(by: $by) { id key name description entity rule enabled status size version members { nodes { id since profile { id } audience { key } } totalCount { count precision } } }\n  }\n": typeof types.ReadAudienceDocument,
    "\n  mutation UpdateAudience($input: UpdateAudienceInput!) {\n    updateAudience(input: $input) { audience { id name description enabled status } userErrors { __typename message code path } }\n  }\n": typeof types.UpdateAudienceDocument,
    "\n  mutation DeleteAudience($input: DeleteInput!) {\n    deleteAudience(input: $input) { deletedId userErrors { __typename message code path ... on InUseError { by { id ... on Audience { key } } } } }\n  }\n": typeof types.DeleteAudienceDocument,
    "\n  query Preview($definition: AudienceDefinitionInput!, $entity: RuleEntity) {\n    previewAudience(definition: $definition, entity: $entity) { count { count precision } sample { id } tookMs userErrors { __typename message code path ... on InvalidRuleError { line column } } }\n  }\n": typeof types.PreviewDocument,
    "query ListAudiences { audiences { nodes { key } totalCount { count precision } } }": typeof types.ListAudiencesDocument,
    "query AudiencesOfAda { profile(by: { userId: \"ada\" }) { inAudience(key: \"buyers\") audiences { nodes { id } totalCount { count } } } }": typeof types.AudiencesOfAdaDocument,
    "query AdaForPreview { profile(by: { userId: \"ada\" }) { id } }": typeof types.AdaForPreviewDocument,
    "\n  mutation CreateComputedTrait($input: CreateComputedTraitInput!) {\n    createComputedTrait(input: $input) {\n      computedTrait { id key name entity definition status enabled }\n      userErrors { __typename code message path ... on InvalidRuleError { line column } ... on KeyTakenError { existingId } }\n    }\n  }\n": typeof types.CreateComputedTraitDocument,
    "\n  mutation UpdateComputedTrait($input: UpdateComputedTraitInput!) {\n    updateComputedTrait(input: $input) { computedTrait { name enabled status } userErrors { code path } }\n  }\n": typeof types.UpdateComputedTraitDocument,
    "\n  mutation DeleteComputedTrait($input: DeleteInput!) {\n    deleteComputedTrait(input: $input) { deletedId userErrors { code message ... on InUseError { by { id ... on ComputedTrait { key } ... on Audience { key } } } } }\n  }\n": typeof types.DeleteComputedTraitDocument,
    "\n  query TraitOf($userId: String!, $name: String!, $at: DateTime) {\n    profile(by: { userId: $userId }) {\n      traits\n      trait(name: $name) { name value kind updatedAt source { id } }\n      before: trait(name: $name, at: $at) { value kind }\n      traitHistory(names: [$name]) { nodes { name value at } totalCount { count } }\n    }\n  }\n": typeof types.TraitOfDocument,
    "\n  subscription WatchTraits($userId: String!) {\n    profileUpdated(by: { userId: $userId }) { profile { traits } }\n  }\n": typeof types.WatchTraitsDocument,
    "\n  query ComputedTraits { computedTraits { nodes { key status } totalCount { count } } computedTrait(by: { key: \"orders\" }) { key } }\n": typeof types.ComputedTraitsDocument,
    "\n  mutation CreateDestination($input: CreateDestinationInput!) {\n    createDestination(input: $input) {\n      destination { id name enabled settings sendEvents eventNames sendAudiences audienceKeys connector { slug } }\n      secrets\n      userErrors { code path message }\n    }\n  }\n": typeof types.CreateDestinationDocument,
    "\n  mutation UpdateDestination($input: UpdateDestinationInput!) {\n    updateDestination(input: $input) { destination { name enabled disabledReason settings eventNames } userErrors { code path } }\n  }\n": typeof types.UpdateDestinationDocument,
    "\n  mutation DeleteDestination($input: DeleteInput!) { deleteDestination(input: $input) { deletedId userErrors { code path } } }\n": typeof types.DeleteDestinationDocument,
    "\n  mutation TestDestination($input: TestDestinationInput!) { testDestination(input: $input) { ok error userErrors { code path } } }\n": typeof types.TestDestinationDocument,
    "\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { replayed userErrors { code path } } }\n": typeof types.ReplayDeliveriesDocument,
    "\n  query Deliveries($id: ID!, $status: DeliveryStatus) {\n    destination(id: $id) {\n      name enabled\n      deliveries(status: $status) {\n        nodes { id status attempts messageId payload nextAttemptAt lastError deliveredAt outOfOrder profile { id } destination { id } }\n        totalCount { count }\n      }\n    }\n  }\n": typeof types.DeliveriesDocument,
    "\n  query WhyOfEvents($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      events(last: 50) {\n        nodes {\n          messageId\n          profile { id }\n          identityDecision { outcome identifiers { type raw value fate reason limitedBy } matchedProfileIds refusal rules { version } }\n        }\n      }\n    }\n  }\n": typeof types.WhyOfEventsDocument,
    "mutation RulesForDecisions($input: UpdateIdentityRulesInput!) { updateIdentityRules(input: $input) { userErrors { message } } }": typeof types.RulesForDecisionsDocument,
    "query IdForDecision($by: ProfileBy!) { profile(by: $by) { id } }": typeof types.IdForDecisionDocument,
    "\n    subscription DecisionsAsTheyCome { eventReceived { event { messageId identityDecision { outcome identifiers { fate reason } } } } }\n  ": typeof types.DecisionsAsTheyComeDocument,
    "\n  query Graph($by: ProfileBy!, $first: Int! = 500, $after: String) {\n    profile(by: $by) {\n      id\n      identityGraph(first: $first, after: $after) {\n        nodes { type value firstSeenAt }\n        edges { from { value } to { value } firstObservedAt lastObservedAt count messageId source { name } }\n        merges { into { id } mergedProfileId at reason messageId undoneAt }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n": typeof types.GraphDocument,
    "query IdForGraph($by: ProfileBy!) { profile(by: $by) { id } }": typeof types.IdForGraphDocument,
    "\n    query TraitsWithProvenance {\n      profile(by: { userId: \"ada\" }) {\n        plan: trait(name: \"plan\") { name value updatedAt kind source { name } }\n        deep: trait(name: \"deep\") { value }\n        gone: trait(name: \"gone\") { value }\n        never: trait(name: \"__proto__\") { value }\n      }\n    }\n  ": typeof types.TraitsWithProvenanceDocument,
    "\n  query IdentityRules($version: Int) {\n    identityRules(version: $version) {\n      version changedAt reason mostMerges mostIdentifiers joinIdentified\n      types { type builtIn paths joins limit { count period } priority normalisation { trim lowerCase removePlusTag e164 defaultCountry } }\n      otherTypes { joins limit { count period } priority }\n      combinedKeys { type parts { path normalisation { trim replacements { pattern replacement } } } }\n      blocked { values anyCase patterns }\n    }\n  }\n": typeof types.IdentityRulesDocument,
    "\n  mutation UpdateIdentityRules($input: UpdateIdentityRulesInput!) {\n    updateIdentityRules(input: $input) { rules { version mostMerges } userErrors { code path message } }\n  }\n": typeof types.UpdateIdentityRulesDocument,
    "query ByEmail { profile(by: { email: \"Ada+shop@Example.com\" }) { identifiers { nodes { type value } } } }": typeof types.ByEmailDocument,
    "\n  mutation ApplyRules($input: ApplyIdentityRulesInput!) {\n    applyIdentityRules(input: $input) { run { id status total rules { version reason } } userErrors { code path } }\n  }\n": typeof types.ApplyRulesDocument,
    "\n  mutation CancelRun($id: ID!) { cancelIdentityRun(input: { id: $id }) { run { status } userErrors { code path } } }\n": typeof types.CancelRunDocument,
    "\n  query AppliedRules { identityRuns(first: 10) { nodes { id status done joined profilesBefore profilesAfter etaSeconds refusals { code } finishedAt } } }\n": typeof types.AppliedRulesDocument,
    "query AppliedRun($id: ID!) { identityRun(id: $id) { status startedAt error } node(id: $id) { id } }": typeof types.AppliedRunDocument,
    "query PeopleOfRun($a: ProfileBy!, $b: ProfileBy!) { a: profile(by: $a) { id } b: profile(by: $b) { id } }": typeof types.PeopleOfRunDocument,
    "\n  query TrySeparating($rules: IdentityRulesInput, $sample: Int) {\n    simulateIdentityRules(rules: $rules, sample: $sample) {\n      simulation { separated eventsOfNobodyBefore eventsOfNobodyAfter separations { profile { id } parts { profileCount profiles { id } } } }\n      userErrors { code path }\n    }\n  }\n": typeof types.TrySeparatingDocument,
    "query IdForSimulation($by: ProfileBy!) { profile(by: $by) { id } }": typeof types.IdForSimulationDocument,
    "\n  mutation Ingest($input: IngestInput!) {\n    ingest(input: $input) { accepted messageIds userErrors { __typename message code path ... on MessageRefusedError { index refusalCode messageId } } }\n  }\n": typeof types.IngestDocument,
    "query SourcesForIngest { sources { nodes { id name enabled createdAt writeKeys { id key createdAt revokedAt } } } }": typeof types.SourcesForIngestDocument,
    "\n  query Refusals($kinds: [RefusalKind!], $sourceId: ID) { refusals(kinds: $kinds, sourceId: $sourceId) { nodes { id at kind code message messageId sample source { name } } totalCount { count } } }\n": typeof types.RefusalsDocument,
    "query Pipeline { pipeline { backlog lagMs } }": typeof types.PipelineDocument,
    "query IngestedEvents { profile(by: { userId: \"ada\" }) { events { nodes { messageId source { name } } } } }": typeof types.IngestedEventsDocument,
    "query StoredTraits($userId: String!) { profile(by: { userId: $userId }) { traits } }": typeof types.StoredTraitsDocument,
    "\n  subscription AudienceCounts($keys: [String!], $throttle: Duration) { audienceCounts(keys: $keys, throttle: $throttle) { key status size version } }\n": typeof types.AudienceCountsDocument,
    "\n  subscription ProfileUpdated($by: ProfileBy!) { profileUpdated(by: $by, throttle: \"PT0S\") { version mergedInto profile { id traits } } }\n": typeof types.ProfileUpdatedDocument,
    "\n  subscription EventReceived($names: [String!], $sourceId: ID) {\n    eventReceived(names: $names, sourceId: $sourceId) { skipped event { name userId properties profile { traits } source { name } } }\n  }\n": typeof types.EventReceivedDocument,
    "query FindForLive($by: ProfileBy!) { profile(by: $by) { id } }": typeof types.FindForLiveDocument,
    "query SourcesForLive { sources { nodes { id } } }": typeof types.SourcesForLiveDocument,
    "\n  mutation CreateForPages($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }\n": typeof types.CreateForPagesDocument,
    "\n    query OrderedMembers {\n      audience(by: { key: \"a0\" }) {\n        earliest: members(orderBy: { field: SINCE, direction: ASC }) { nodes { since } }\n        latest: members(orderBy: { field: SINCE }) { nodes { since } }\n      }\n    }\n  ": typeof types.OrderedMembersDocument,
    "query CountOfMany { profile(by: { userId: \"ada\" }) { events(first: 1) { totalCount { count precision } } } }": typeof types.CountOfManyDocument,
    "\n  query ProfileList($rule: RuleInput, $orderBy: ProfileOrder) {\n    profiles(rule: $rule, orderBy: $orderBy) { nodes { createdAt lastSeenAt traits(names: [\"name\"]) } totalCount { count precision } }\n  }\n": typeof types.ProfileListDocument,
    "query AccountList { accounts { nodes { groupId traits members { totalCount { count } } } totalCount { count precision } } }": typeof types.AccountListDocument,
    "\n  query WholeProfile($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      version\n      createdAt\n      updatedAt\n      firstSeenAt\n      lastSeenAt\n      traits\n      some: traits(names: [\"plan\", \"nothing\", \"__proto__\"])\n      identifiers { nodes { type value raw firstSeenAt lastSeenAt source { name } } totalCount { count precision } }\n      emails: identifiers(types: [\"email\"]) { nodes { value } totalCount { count } }\n      events {\n        nodes {\n          id messageId type name timestamp originalTimestamp sentAt receivedAt userId anonymousId groupId previousId\n          properties traits context integrations source { name } profile { id }\n        }\n        totalCount { count precision }\n      }\n      named: events(names: [\"Order Completed\"]) { nodes { name } totalCount { count } }\n      between: events(from: \"2026-01-02T00:00:00Z\", to: \"2026-01-03T00:00:00Z\") { nodes { messageId } }\n      audiences { nodes { id since audience { key } profile { id } } totalCount { count } }\n      accounts { nodes { id groupId createdAt traits members { nodes { id } totalCount { count } } } totalCount { count } }\n    }\n  }\n": typeof types.WholeProfileDocument,
    "query ProfileId($by: ProfileBy!) { profile(by: $by) { id } }": typeof types.ProfileIdDocument,
    "\n  mutation CreateAudienceForProfile($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n": typeof types.CreateAudienceForProfileDocument,
    "query MembershipOfAnon { profile(by: { anonymousId: \"anon\" }) { id audiences { nodes { id } } } }": typeof types.MembershipOfAnonDocument,
    "query MembershipNode($id: ID!) { node(id: $id) { ... on Membership { audience { key } profile { id } } } }": typeof types.MembershipNodeDocument,
    "\n      query InAudience { profile(by: { userId: \"ada\" }) { everyone: inAudience(key: \"everyone\") nobody: inAudience(key: \"nobody\") none: inAudience(key: \"none\") } }\n    ": typeof types.InAudienceDocument,
    "\n  mutation CreateSource($input: CreateSourceInput!) {\n    createSource(input: $input) { source { id name enabled createdAt writeKeys { id key revokedAt } } userErrors { code path message } }\n  }\n": typeof types.CreateSourceDocument,
    "\n  mutation UpdateSource($input: UpdateSourceInput!) { updateSource(input: $input) { source { name enabled } userErrors { code path } } }\n": typeof types.UpdateSourceDocument,
    "\n  mutation CreateWriteKey($input: CreateWriteKeyInput!) { createWriteKey(input: $input) { writeKey { id key revokedAt } userErrors { code path } } }\n": typeof types.CreateWriteKeyDocument,
    "\n  mutation RevokeWriteKey($input: RevokeWriteKeyInput!) { revokeWriteKey(input: $input) { writeKey { id revokedAt } userErrors { code path } } }\n": typeof types.RevokeWriteKeyDocument,
    "query SourceOfEvents { profile(by: { userId: \"ada\" }) { events { nodes { source { id name } } } } }": typeof types.SourceOfEventsDocument,
    "query AllSources { sources { nodes { id name writeKeys { id } } } }": typeof types.AllSourcesDocument,
    "\n  subscription AudienceCount($by: AudienceBy!, $sinceVersion: SafeInt, $throttle: Duration) {\n    audienceCount(by: $by, sinceVersion: $sinceVersion, throttle: $throttle) { audienceId key status size version asOf entered exited }\n  }\n": typeof types.AudienceCountDocument,
    "\n  subscription AudienceMembership($by: AudienceBy!, $after: String) {\n    audienceMembership(by: $by, after: $after) { cursor audienceId profileId profile { id traits } change at reason }\n  }\n": typeof types.AudienceMembershipDocument,
    "\n  mutation CreateForSubscription($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n": typeof types.CreateForSubscriptionDocument,
    "mutation UpdateForSubscription($input: UpdateAudienceInput!) { updateAudience(input: $input) { audience { status } } }": typeof types.UpdateForSubscriptionDocument,
    "mutation DeleteForSubscription($input: DeleteInput!) { deleteAudience(input: $input) { deletedId } }": typeof types.DeleteForSubscriptionDocument,
    "query StatusForSubscription { audience(by: { key: \"pros\" }) { status } }": typeof types.StatusForSubscriptionDocument,
    "query PersonForSubscription { profile(by: { userId: \"ada\" }) { id traits } }": typeof types.PersonForSubscriptionDocument,
};
const documents: Documents = {
    "\n  subscription CountForProcesses($since: SafeInt, $throttle: Duration) {\n    audienceCount(by: { key: \"all\" }, sinceVersion: $since, throttle: $throttle) { size version }\n  }\n": types.CountForProcessesDocument,
    "subscription ProfileForProcesses { profileUpdated(by: { userId: \"ada\" }) { profile { traits } } }": types.ProfileForProcessesDocument,
    "subscription EventsForProcesses { eventReceived(names: [\"Bought\"]) { event { userId } } }": types.EventsForProcessesDocument,
    "query Viewer { viewer { workspaceId kind scopes } }": types.ViewerDocument,
    "query AudiencesForAccess { audiences { nodes { id } } }": types.AudiencesForAccessDocument,
    "\n  mutation CreateForAccess($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { code } } }\n": types.CreateForAccessDocument,
    "mutation IngestForAccess { ingest(input: { batch: [{ type: \"identify\", userId: \"x\" }] }) { accepted } }": types.IngestForAccessDocument,
    "\n      query IdsForAccess {\n        profile(by: { userId: \"ada\" }) { id events { nodes { id } } audiences { nodes { id } } accounts { nodes { id } } }\n        refusals { nodes { id } }\n        sources { nodes { id } }\n      }\n    ": types.IdsForAccessDocument,
    "query NodesForAccess($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }": types.NodesForAccessDocument,
    "\n      query LookForAccess($audience: ID!, $profile: ID!, $account: ID!, $source: ID!) {\n        byId: audience(by: { id: $audience }) { id }\n        byKey: audience(by: { key: \"everyone\" }) { id }\n        profile(by: { id: $profile }) { id }\n        ada: profile(by: { userId: \"ada\" }) { id }\n        account(by: { id: $account }) { id }\n        acme: account(by: { groupId: \"acme\" }) { id }\n        source(id: $source) { id }\n        refusals { nodes { id } totalCount { count } }\n        audiences { nodes { id } totalCount { count } }\n        sources { nodes { id } }\n        pipeline { backlog }\n      }\n    ": types.LookForAccessDocument,
    "\n      mutation ChangeForAccess($id: ID!, $source: ID!) {\n        updateAudience(input: { id: $id, name: \"Mine\" }) { userErrors { code } }\n        deleteAudience(input: { id: $id }) { userErrors { code } }\n        ingest(input: { sourceId: $source, batch: [{ type: \"identify\", userId: \"x\" }] }) { userErrors { code } }\n      }\n    ": types.ChangeForAccessDocument,
    "query EventForIds { profile(by: { userId: \"ada\" }) { id events { nodes { id } } } }": types.EventForIdsDocument,
    "query NodeForIds($ids: [ID!]!) { nodes(ids: $ids) { id } }": types.NodeForIdsDocument,
    "\n  mutation CreateAudience($input: CreateAudienceInput!) {\n    createAudience(input: $input) {\n      audience { id key name description entity rule query enabled status size version createdAt updatedAt }\n      userErrors { __typename message code path ... on KeyTakenError { existingId } ... on InvalidRuleError { line column } }\n    }\n  }\n": types.CreateAudienceDocument,
    "\n  query ReadAudience($by: AudienceBy!) {\n    audience(by: $by) { id key name description entity rule enabled status size version members { nodes { id since profile { id } audience { key } } totalCount { count precision } } }\n  }\n": types.ReadAudienceDocument,
    "\n  mutation UpdateAudience($input: UpdateAudienceInput!) {\n    updateAudience(input: $input) { audience { id name description enabled status } userErrors { __typename message code path } }\n  }\n": types.UpdateAudienceDocument,
    "\n  mutation DeleteAudience($input: DeleteInput!) {\n    deleteAudience(input: $input) { deletedId userErrors { __typename message code path ... on InUseError { by { id ... on Audience { key } } } } }\n  }\n": types.DeleteAudienceDocument,
    "\n  query Preview($definition: AudienceDefinitionInput!, $entity: RuleEntity) {\n    previewAudience(definition: $definition, entity: $entity) { count { count precision } sample { id } tookMs userErrors { __typename message code path ... on InvalidRuleError { line column } } }\n  }\n": types.PreviewDocument,
    "query ListAudiences { audiences { nodes { key } totalCount { count precision } } }": types.ListAudiencesDocument,
    "query AudiencesOfAda { profile(by: { userId: \"ada\" }) { inAudience(key: \"buyers\") audiences { nodes { id } totalCount { count } } } }": types.AudiencesOfAdaDocument,
    "query AdaForPreview { profile(by: { userId: \"ada\" }) { id } }": types.AdaForPreviewDocument,
    "\n  mutation CreateComputedTrait($input: CreateComputedTraitInput!) {\n    createComputedTrait(input: $input) {\n      computedTrait { id key name entity definition status enabled }\n      userErrors { __typename code message path ... on InvalidRuleError { line column } ... on KeyTakenError { existingId } }\n    }\n  }\n": types.CreateComputedTraitDocument,
    "\n  mutation UpdateComputedTrait($input: UpdateComputedTraitInput!) {\n    updateComputedTrait(input: $input) { computedTrait { name enabled status } userErrors { code path } }\n  }\n": types.UpdateComputedTraitDocument,
    "\n  mutation DeleteComputedTrait($input: DeleteInput!) {\n    deleteComputedTrait(input: $input) { deletedId userErrors { code message ... on InUseError { by { id ... on ComputedTrait { key } ... on Audience { key } } } } }\n  }\n": types.DeleteComputedTraitDocument,
    "\n  query TraitOf($userId: String!, $name: String!, $at: DateTime) {\n    profile(by: { userId: $userId }) {\n      traits\n      trait(name: $name) { name value kind updatedAt source { id } }\n      before: trait(name: $name, at: $at) { value kind }\n      traitHistory(names: [$name]) { nodes { name value at } totalCount { count } }\n    }\n  }\n": types.TraitOfDocument,
    "\n  subscription WatchTraits($userId: String!) {\n    profileUpdated(by: { userId: $userId }) { profile { traits } }\n  }\n": types.WatchTraitsDocument,
    "\n  query ComputedTraits { computedTraits { nodes { key status } totalCount { count } } computedTrait(by: { key: \"orders\" }) { key } }\n": types.ComputedTraitsDocument,
    "\n  mutation CreateDestination($input: CreateDestinationInput!) {\n    createDestination(input: $input) {\n      destination { id name enabled settings sendEvents eventNames sendAudiences audienceKeys connector { slug } }\n      secrets\n      userErrors { code path message }\n    }\n  }\n": types.CreateDestinationDocument,
    "\n  mutation UpdateDestination($input: UpdateDestinationInput!) {\n    updateDestination(input: $input) { destination { name enabled disabledReason settings eventNames } userErrors { code path } }\n  }\n": types.UpdateDestinationDocument,
    "\n  mutation DeleteDestination($input: DeleteInput!) { deleteDestination(input: $input) { deletedId userErrors { code path } } }\n": types.DeleteDestinationDocument,
    "\n  mutation TestDestination($input: TestDestinationInput!) { testDestination(input: $input) { ok error userErrors { code path } } }\n": types.TestDestinationDocument,
    "\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { replayed userErrors { code path } } }\n": types.ReplayDeliveriesDocument,
    "\n  query Deliveries($id: ID!, $status: DeliveryStatus) {\n    destination(id: $id) {\n      name enabled\n      deliveries(status: $status) {\n        nodes { id status attempts messageId payload nextAttemptAt lastError deliveredAt outOfOrder profile { id } destination { id } }\n        totalCount { count }\n      }\n    }\n  }\n": types.DeliveriesDocument,
    "\n  query WhyOfEvents($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      events(last: 50) {\n        nodes {\n          messageId\n          profile { id }\n          identityDecision { outcome identifiers { type raw value fate reason limitedBy } matchedProfileIds refusal rules { version } }\n        }\n      }\n    }\n  }\n": types.WhyOfEventsDocument,
    "mutation RulesForDecisions($input: UpdateIdentityRulesInput!) { updateIdentityRules(input: $input) { userErrors { message } } }": types.RulesForDecisionsDocument,
    "query IdForDecision($by: ProfileBy!) { profile(by: $by) { id } }": types.IdForDecisionDocument,
    "\n    subscription DecisionsAsTheyCome { eventReceived { event { messageId identityDecision { outcome identifiers { fate reason } } } } }\n  ": types.DecisionsAsTheyComeDocument,
    "\n  query Graph($by: ProfileBy!, $first: Int! = 500, $after: String) {\n    profile(by: $by) {\n      id\n      identityGraph(first: $first, after: $after) {\n        nodes { type value firstSeenAt }\n        edges { from { value } to { value } firstObservedAt lastObservedAt count messageId source { name } }\n        merges { into { id } mergedProfileId at reason messageId undoneAt }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n": types.GraphDocument,
    "query IdForGraph($by: ProfileBy!) { profile(by: $by) { id } }": types.IdForGraphDocument,
    "\n    query TraitsWithProvenance {\n      profile(by: { userId: \"ada\" }) {\n        plan: trait(name: \"plan\") { name value updatedAt kind source { name } }\n        deep: trait(name: \"deep\") { value }\n        gone: trait(name: \"gone\") { value }\n        never: trait(name: \"__proto__\") { value }\n      }\n    }\n  ": types.TraitsWithProvenanceDocument,
    "\n  query IdentityRules($version: Int) {\n    identityRules(version: $version) {\n      version changedAt reason mostMerges mostIdentifiers joinIdentified\n      types { type builtIn paths joins limit { count period } priority normalisation { trim lowerCase removePlusTag e164 defaultCountry } }\n      otherTypes { joins limit { count period } priority }\n      combinedKeys { type parts { path normalisation { trim replacements { pattern replacement } } } }\n      blocked { values anyCase patterns }\n    }\n  }\n": types.IdentityRulesDocument,
    "\n  mutation UpdateIdentityRules($input: UpdateIdentityRulesInput!) {\n    updateIdentityRules(input: $input) { rules { version mostMerges } userErrors { code path message } }\n  }\n": types.UpdateIdentityRulesDocument,
    "query ByEmail { profile(by: { email: \"Ada+shop@Example.com\" }) { identifiers { nodes { type value } } } }": types.ByEmailDocument,
    "\n  mutation ApplyRules($input: ApplyIdentityRulesInput!) {\n    applyIdentityRules(input: $input) { run { id status total rules { version reason } } userErrors { code path } }\n  }\n": types.ApplyRulesDocument,
    "\n  mutation CancelRun($id: ID!) { cancelIdentityRun(input: { id: $id }) { run { status } userErrors { code path } } }\n": types.CancelRunDocument,
    "\n  query AppliedRules { identityRuns(first: 10) { nodes { id status done joined profilesBefore profilesAfter etaSeconds refusals { code } finishedAt } } }\n": types.AppliedRulesDocument,
    "query AppliedRun($id: ID!) { identityRun(id: $id) { status startedAt error } node(id: $id) { id } }": types.AppliedRunDocument,
    "query PeopleOfRun($a: ProfileBy!, $b: ProfileBy!) { a: profile(by: $a) { id } b: profile(by: $b) { id } }": types.PeopleOfRunDocument,
    "\n  query TrySeparating($rules: IdentityRulesInput, $sample: Int) {\n    simulateIdentityRules(rules: $rules, sample: $sample) {\n      simulation { separated eventsOfNobodyBefore eventsOfNobodyAfter separations { profile { id } parts { profileCount profiles { id } } } }\n      userErrors { code path }\n    }\n  }\n": types.TrySeparatingDocument,
    "query IdForSimulation($by: ProfileBy!) { profile(by: $by) { id } }": types.IdForSimulationDocument,
    "\n  mutation Ingest($input: IngestInput!) {\n    ingest(input: $input) { accepted messageIds userErrors { __typename message code path ... on MessageRefusedError { index refusalCode messageId } } }\n  }\n": types.IngestDocument,
    "query SourcesForIngest { sources { nodes { id name enabled createdAt writeKeys { id key createdAt revokedAt } } } }": types.SourcesForIngestDocument,
    "\n  query Refusals($kinds: [RefusalKind!], $sourceId: ID) { refusals(kinds: $kinds, sourceId: $sourceId) { nodes { id at kind code message messageId sample source { name } } totalCount { count } } }\n": types.RefusalsDocument,
    "query Pipeline { pipeline { backlog lagMs } }": types.PipelineDocument,
    "query IngestedEvents { profile(by: { userId: \"ada\" }) { events { nodes { messageId source { name } } } } }": types.IngestedEventsDocument,
    "query StoredTraits($userId: String!) { profile(by: { userId: $userId }) { traits } }": types.StoredTraitsDocument,
    "\n  subscription AudienceCounts($keys: [String!], $throttle: Duration) { audienceCounts(keys: $keys, throttle: $throttle) { key status size version } }\n": types.AudienceCountsDocument,
    "\n  subscription ProfileUpdated($by: ProfileBy!) { profileUpdated(by: $by, throttle: \"PT0S\") { version mergedInto profile { id traits } } }\n": types.ProfileUpdatedDocument,
    "\n  subscription EventReceived($names: [String!], $sourceId: ID) {\n    eventReceived(names: $names, sourceId: $sourceId) { skipped event { name userId properties profile { traits } source { name } } }\n  }\n": types.EventReceivedDocument,
    "query FindForLive($by: ProfileBy!) { profile(by: $by) { id } }": types.FindForLiveDocument,
    "query SourcesForLive { sources { nodes { id } } }": types.SourcesForLiveDocument,
    "\n  mutation CreateForPages($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }\n": types.CreateForPagesDocument,
    "\n    query OrderedMembers {\n      audience(by: { key: \"a0\" }) {\n        earliest: members(orderBy: { field: SINCE, direction: ASC }) { nodes { since } }\n        latest: members(orderBy: { field: SINCE }) { nodes { since } }\n      }\n    }\n  ": types.OrderedMembersDocument,
    "query CountOfMany { profile(by: { userId: \"ada\" }) { events(first: 1) { totalCount { count precision } } } }": types.CountOfManyDocument,
    "\n  query ProfileList($rule: RuleInput, $orderBy: ProfileOrder) {\n    profiles(rule: $rule, orderBy: $orderBy) { nodes { createdAt lastSeenAt traits(names: [\"name\"]) } totalCount { count precision } }\n  }\n": types.ProfileListDocument,
    "query AccountList { accounts { nodes { groupId traits members { totalCount { count } } } totalCount { count precision } } }": types.AccountListDocument,
    "\n  query WholeProfile($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      version\n      createdAt\n      updatedAt\n      firstSeenAt\n      lastSeenAt\n      traits\n      some: traits(names: [\"plan\", \"nothing\", \"__proto__\"])\n      identifiers { nodes { type value raw firstSeenAt lastSeenAt source { name } } totalCount { count precision } }\n      emails: identifiers(types: [\"email\"]) { nodes { value } totalCount { count } }\n      events {\n        nodes {\n          id messageId type name timestamp originalTimestamp sentAt receivedAt userId anonymousId groupId previousId\n          properties traits context integrations source { name } profile { id }\n        }\n        totalCount { count precision }\n      }\n      named: events(names: [\"Order Completed\"]) { nodes { name } totalCount { count } }\n      between: events(from: \"2026-01-02T00:00:00Z\", to: \"2026-01-03T00:00:00Z\") { nodes { messageId } }\n      audiences { nodes { id since audience { key } profile { id } } totalCount { count } }\n      accounts { nodes { id groupId createdAt traits members { nodes { id } totalCount { count } } } totalCount { count } }\n    }\n  }\n": types.WholeProfileDocument,
    "query ProfileId($by: ProfileBy!) { profile(by: $by) { id } }": types.ProfileIdDocument,
    "\n  mutation CreateAudienceForProfile($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n": types.CreateAudienceForProfileDocument,
    "query MembershipOfAnon { profile(by: { anonymousId: \"anon\" }) { id audiences { nodes { id } } } }": types.MembershipOfAnonDocument,
    "query MembershipNode($id: ID!) { node(id: $id) { ... on Membership { audience { key } profile { id } } } }": types.MembershipNodeDocument,
    "\n      query InAudience { profile(by: { userId: \"ada\" }) { everyone: inAudience(key: \"everyone\") nobody: inAudience(key: \"nobody\") none: inAudience(key: \"none\") } }\n    ": types.InAudienceDocument,
    "\n  mutation CreateSource($input: CreateSourceInput!) {\n    createSource(input: $input) { source { id name enabled createdAt writeKeys { id key revokedAt } } userErrors { code path message } }\n  }\n": types.CreateSourceDocument,
    "\n  mutation UpdateSource($input: UpdateSourceInput!) { updateSource(input: $input) { source { name enabled } userErrors { code path } } }\n": types.UpdateSourceDocument,
    "\n  mutation CreateWriteKey($input: CreateWriteKeyInput!) { createWriteKey(input: $input) { writeKey { id key revokedAt } userErrors { code path } } }\n": types.CreateWriteKeyDocument,
    "\n  mutation RevokeWriteKey($input: RevokeWriteKeyInput!) { revokeWriteKey(input: $input) { writeKey { id revokedAt } userErrors { code path } } }\n": types.RevokeWriteKeyDocument,
    "query SourceOfEvents { profile(by: { userId: \"ada\" }) { events { nodes { source { id name } } } } }": types.SourceOfEventsDocument,
    "query AllSources { sources { nodes { id name writeKeys { id } } } }": types.AllSourcesDocument,
    "\n  subscription AudienceCount($by: AudienceBy!, $sinceVersion: SafeInt, $throttle: Duration) {\n    audienceCount(by: $by, sinceVersion: $sinceVersion, throttle: $throttle) { audienceId key status size version asOf entered exited }\n  }\n": types.AudienceCountDocument,
    "\n  subscription AudienceMembership($by: AudienceBy!, $after: String) {\n    audienceMembership(by: $by, after: $after) { cursor audienceId profileId profile { id traits } change at reason }\n  }\n": types.AudienceMembershipDocument,
    "\n  mutation CreateForSubscription($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n": types.CreateForSubscriptionDocument,
    "mutation UpdateForSubscription($input: UpdateAudienceInput!) { updateAudience(input: $input) { audience { status } } }": types.UpdateForSubscriptionDocument,
    "mutation DeleteForSubscription($input: DeleteInput!) { deleteAudience(input: $input) { deletedId } }": types.DeleteForSubscriptionDocument,
    "query StatusForSubscription { audience(by: { key: \"pros\" }) { status } }": types.StatusForSubscriptionDocument,
    "query PersonForSubscription { profile(by: { userId: \"ada\" }) { id traits } }": types.PersonForSubscriptionDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CountForProcesses($since: SafeInt, $throttle: Duration) {\n    audienceCount(by: { key: \"all\" }, sinceVersion: $since, throttle: $throttle) { size version }\n  }\n"): (typeof documents)["\n  subscription CountForProcesses($since: SafeInt, $throttle: Duration) {\n    audienceCount(by: { key: \"all\" }, sinceVersion: $since, throttle: $throttle) { size version }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription ProfileForProcesses { profileUpdated(by: { userId: \"ada\" }) { profile { traits } } }"): (typeof documents)["subscription ProfileForProcesses { profileUpdated(by: { userId: \"ada\" }) { profile { traits } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription EventsForProcesses { eventReceived(names: [\"Bought\"]) { event { userId } } }"): (typeof documents)["subscription EventsForProcesses { eventReceived(names: [\"Bought\"]) { event { userId } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Viewer { viewer { workspaceId kind scopes } }"): (typeof documents)["query Viewer { viewer { workspaceId kind scopes } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AudiencesForAccess { audiences { nodes { id } } }"): (typeof documents)["query AudiencesForAccess { audiences { nodes { id } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateForAccess($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { code } } }\n"): (typeof documents)["\n  mutation CreateForAccess($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { code } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation IngestForAccess { ingest(input: { batch: [{ type: \"identify\", userId: \"x\" }] }) { accepted } }"): (typeof documents)["mutation IngestForAccess { ingest(input: { batch: [{ type: \"identify\", userId: \"x\" }] }) { accepted } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query IdsForAccess {\n        profile(by: { userId: \"ada\" }) { id events { nodes { id } } audiences { nodes { id } } accounts { nodes { id } } }\n        refusals { nodes { id } }\n        sources { nodes { id } }\n      }\n    "): (typeof documents)["\n      query IdsForAccess {\n        profile(by: { userId: \"ada\" }) { id events { nodes { id } } audiences { nodes { id } } accounts { nodes { id } } }\n        refusals { nodes { id } }\n        sources { nodes { id } }\n      }\n    "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query NodesForAccess($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"): (typeof documents)["query NodesForAccess($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query LookForAccess($audience: ID!, $profile: ID!, $account: ID!, $source: ID!) {\n        byId: audience(by: { id: $audience }) { id }\n        byKey: audience(by: { key: \"everyone\" }) { id }\n        profile(by: { id: $profile }) { id }\n        ada: profile(by: { userId: \"ada\" }) { id }\n        account(by: { id: $account }) { id }\n        acme: account(by: { groupId: \"acme\" }) { id }\n        source(id: $source) { id }\n        refusals { nodes { id } totalCount { count } }\n        audiences { nodes { id } totalCount { count } }\n        sources { nodes { id } }\n        pipeline { backlog }\n      }\n    "): (typeof documents)["\n      query LookForAccess($audience: ID!, $profile: ID!, $account: ID!, $source: ID!) {\n        byId: audience(by: { id: $audience }) { id }\n        byKey: audience(by: { key: \"everyone\" }) { id }\n        profile(by: { id: $profile }) { id }\n        ada: profile(by: { userId: \"ada\" }) { id }\n        account(by: { id: $account }) { id }\n        acme: account(by: { groupId: \"acme\" }) { id }\n        source(id: $source) { id }\n        refusals { nodes { id } totalCount { count } }\n        audiences { nodes { id } totalCount { count } }\n        sources { nodes { id } }\n        pipeline { backlog }\n      }\n    "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ChangeForAccess($id: ID!, $source: ID!) {\n        updateAudience(input: { id: $id, name: \"Mine\" }) { userErrors { code } }\n        deleteAudience(input: { id: $id }) { userErrors { code } }\n        ingest(input: { sourceId: $source, batch: [{ type: \"identify\", userId: \"x\" }] }) { userErrors { code } }\n      }\n    "): (typeof documents)["\n      mutation ChangeForAccess($id: ID!, $source: ID!) {\n        updateAudience(input: { id: $id, name: \"Mine\" }) { userErrors { code } }\n        deleteAudience(input: { id: $id }) { userErrors { code } }\n        ingest(input: { sourceId: $source, batch: [{ type: \"identify\", userId: \"x\" }] }) { userErrors { code } }\n      }\n    "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query EventForIds { profile(by: { userId: \"ada\" }) { id events { nodes { id } } } }"): (typeof documents)["query EventForIds { profile(by: { userId: \"ada\" }) { id events { nodes { id } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query NodeForIds($ids: [ID!]!) { nodes(ids: $ids) { id } }"): (typeof documents)["query NodeForIds($ids: [ID!]!) { nodes(ids: $ids) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAudience($input: CreateAudienceInput!) {\n    createAudience(input: $input) {\n      audience { id key name description entity rule query enabled status size version createdAt updatedAt }\n      userErrors { __typename message code path ... on KeyTakenError { existingId } ... on InvalidRuleError { line column } }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAudience($input: CreateAudienceInput!) {\n    createAudience(input: $input) {\n      audience { id key name description entity rule query enabled status size version createdAt updatedAt }\n      userErrors { __typename message code path ... on KeyTakenError { existingId } ... on InvalidRuleError { line column } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadAudience($by: AudienceBy!) {\n    audience(by: $by) { id key name description entity rule enabled status size version members { nodes { id since profile { id } audience { key } } totalCount { count precision } } }\n  }\n"): (typeof documents)["\n  query ReadAudience($by: AudienceBy!) {\n    audience(by: $by) { id key name description entity rule enabled status size version members { nodes { id since profile { id } audience { key } } totalCount { count precision } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateAudience($input: UpdateAudienceInput!) {\n    updateAudience(input: $input) { audience { id name description enabled status } userErrors { __typename message code path } }\n  }\n"): (typeof documents)["\n  mutation UpdateAudience($input: UpdateAudienceInput!) {\n    updateAudience(input: $input) { audience { id name description enabled status } userErrors { __typename message code path } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteAudience($input: DeleteInput!) {\n    deleteAudience(input: $input) { deletedId userErrors { __typename message code path ... on InUseError { by { id ... on Audience { key } } } } }\n  }\n"): (typeof documents)["\n  mutation DeleteAudience($input: DeleteInput!) {\n    deleteAudience(input: $input) { deletedId userErrors { __typename message code path ... on InUseError { by { id ... on Audience { key } } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Preview($definition: AudienceDefinitionInput!, $entity: RuleEntity) {\n    previewAudience(definition: $definition, entity: $entity) { count { count precision } sample { id } tookMs userErrors { __typename message code path ... on InvalidRuleError { line column } } }\n  }\n"): (typeof documents)["\n  query Preview($definition: AudienceDefinitionInput!, $entity: RuleEntity) {\n    previewAudience(definition: $definition, entity: $entity) { count { count precision } sample { id } tookMs userErrors { __typename message code path ... on InvalidRuleError { line column } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListAudiences { audiences { nodes { key } totalCount { count precision } } }"): (typeof documents)["query ListAudiences { audiences { nodes { key } totalCount { count precision } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AudiencesOfAda { profile(by: { userId: \"ada\" }) { inAudience(key: \"buyers\") audiences { nodes { id } totalCount { count } } } }"): (typeof documents)["query AudiencesOfAda { profile(by: { userId: \"ada\" }) { inAudience(key: \"buyers\") audiences { nodes { id } totalCount { count } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AdaForPreview { profile(by: { userId: \"ada\" }) { id } }"): (typeof documents)["query AdaForPreview { profile(by: { userId: \"ada\" }) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateComputedTrait($input: CreateComputedTraitInput!) {\n    createComputedTrait(input: $input) {\n      computedTrait { id key name entity definition status enabled }\n      userErrors { __typename code message path ... on InvalidRuleError { line column } ... on KeyTakenError { existingId } }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateComputedTrait($input: CreateComputedTraitInput!) {\n    createComputedTrait(input: $input) {\n      computedTrait { id key name entity definition status enabled }\n      userErrors { __typename code message path ... on InvalidRuleError { line column } ... on KeyTakenError { existingId } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateComputedTrait($input: UpdateComputedTraitInput!) {\n    updateComputedTrait(input: $input) { computedTrait { name enabled status } userErrors { code path } }\n  }\n"): (typeof documents)["\n  mutation UpdateComputedTrait($input: UpdateComputedTraitInput!) {\n    updateComputedTrait(input: $input) { computedTrait { name enabled status } userErrors { code path } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteComputedTrait($input: DeleteInput!) {\n    deleteComputedTrait(input: $input) { deletedId userErrors { code message ... on InUseError { by { id ... on ComputedTrait { key } ... on Audience { key } } } } }\n  }\n"): (typeof documents)["\n  mutation DeleteComputedTrait($input: DeleteInput!) {\n    deleteComputedTrait(input: $input) { deletedId userErrors { code message ... on InUseError { by { id ... on ComputedTrait { key } ... on Audience { key } } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TraitOf($userId: String!, $name: String!, $at: DateTime) {\n    profile(by: { userId: $userId }) {\n      traits\n      trait(name: $name) { name value kind updatedAt source { id } }\n      before: trait(name: $name, at: $at) { value kind }\n      traitHistory(names: [$name]) { nodes { name value at } totalCount { count } }\n    }\n  }\n"): (typeof documents)["\n  query TraitOf($userId: String!, $name: String!, $at: DateTime) {\n    profile(by: { userId: $userId }) {\n      traits\n      trait(name: $name) { name value kind updatedAt source { id } }\n      before: trait(name: $name, at: $at) { value kind }\n      traitHistory(names: [$name]) { nodes { name value at } totalCount { count } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchTraits($userId: String!) {\n    profileUpdated(by: { userId: $userId }) { profile { traits } }\n  }\n"): (typeof documents)["\n  subscription WatchTraits($userId: String!) {\n    profileUpdated(by: { userId: $userId }) { profile { traits } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ComputedTraits { computedTraits { nodes { key status } totalCount { count } } computedTrait(by: { key: \"orders\" }) { key } }\n"): (typeof documents)["\n  query ComputedTraits { computedTraits { nodes { key status } totalCount { count } } computedTrait(by: { key: \"orders\" }) { key } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateDestination($input: CreateDestinationInput!) {\n    createDestination(input: $input) {\n      destination { id name enabled settings sendEvents eventNames sendAudiences audienceKeys connector { slug } }\n      secrets\n      userErrors { code path message }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateDestination($input: CreateDestinationInput!) {\n    createDestination(input: $input) {\n      destination { id name enabled settings sendEvents eventNames sendAudiences audienceKeys connector { slug } }\n      secrets\n      userErrors { code path message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateDestination($input: UpdateDestinationInput!) {\n    updateDestination(input: $input) { destination { name enabled disabledReason settings eventNames } userErrors { code path } }\n  }\n"): (typeof documents)["\n  mutation UpdateDestination($input: UpdateDestinationInput!) {\n    updateDestination(input: $input) { destination { name enabled disabledReason settings eventNames } userErrors { code path } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteDestination($input: DeleteInput!) { deleteDestination(input: $input) { deletedId userErrors { code path } } }\n"): (typeof documents)["\n  mutation DeleteDestination($input: DeleteInput!) { deleteDestination(input: $input) { deletedId userErrors { code path } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TestDestination($input: TestDestinationInput!) { testDestination(input: $input) { ok error userErrors { code path } } }\n"): (typeof documents)["\n  mutation TestDestination($input: TestDestinationInput!) { testDestination(input: $input) { ok error userErrors { code path } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { replayed userErrors { code path } } }\n"): (typeof documents)["\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { replayed userErrors { code path } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Deliveries($id: ID!, $status: DeliveryStatus) {\n    destination(id: $id) {\n      name enabled\n      deliveries(status: $status) {\n        nodes { id status attempts messageId payload nextAttemptAt lastError deliveredAt outOfOrder profile { id } destination { id } }\n        totalCount { count }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Deliveries($id: ID!, $status: DeliveryStatus) {\n    destination(id: $id) {\n      name enabled\n      deliveries(status: $status) {\n        nodes { id status attempts messageId payload nextAttemptAt lastError deliveredAt outOfOrder profile { id } destination { id } }\n        totalCount { count }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyOfEvents($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      events(last: 50) {\n        nodes {\n          messageId\n          profile { id }\n          identityDecision { outcome identifiers { type raw value fate reason limitedBy } matchedProfileIds refusal rules { version } }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query WhyOfEvents($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      events(last: 50) {\n        nodes {\n          messageId\n          profile { id }\n          identityDecision { outcome identifiers { type raw value fate reason limitedBy } matchedProfileIds refusal rules { version } }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RulesForDecisions($input: UpdateIdentityRulesInput!) { updateIdentityRules(input: $input) { userErrors { message } } }"): (typeof documents)["mutation RulesForDecisions($input: UpdateIdentityRulesInput!) { updateIdentityRules(input: $input) { userErrors { message } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query IdForDecision($by: ProfileBy!) { profile(by: $by) { id } }"): (typeof documents)["query IdForDecision($by: ProfileBy!) { profile(by: $by) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    subscription DecisionsAsTheyCome { eventReceived { event { messageId identityDecision { outcome identifiers { fate reason } } } } }\n  "): (typeof documents)["\n    subscription DecisionsAsTheyCome { eventReceived { event { messageId identityDecision { outcome identifiers { fate reason } } } } }\n  "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Graph($by: ProfileBy!, $first: Int! = 500, $after: String) {\n    profile(by: $by) {\n      id\n      identityGraph(first: $first, after: $after) {\n        nodes { type value firstSeenAt }\n        edges { from { value } to { value } firstObservedAt lastObservedAt count messageId source { name } }\n        merges { into { id } mergedProfileId at reason messageId undoneAt }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Graph($by: ProfileBy!, $first: Int! = 500, $after: String) {\n    profile(by: $by) {\n      id\n      identityGraph(first: $first, after: $after) {\n        nodes { type value firstSeenAt }\n        edges { from { value } to { value } firstObservedAt lastObservedAt count messageId source { name } }\n        merges { into { id } mergedProfileId at reason messageId undoneAt }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query IdForGraph($by: ProfileBy!) { profile(by: $by) { id } }"): (typeof documents)["query IdForGraph($by: ProfileBy!) { profile(by: $by) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query TraitsWithProvenance {\n      profile(by: { userId: \"ada\" }) {\n        plan: trait(name: \"plan\") { name value updatedAt kind source { name } }\n        deep: trait(name: \"deep\") { value }\n        gone: trait(name: \"gone\") { value }\n        never: trait(name: \"__proto__\") { value }\n      }\n    }\n  "): (typeof documents)["\n    query TraitsWithProvenance {\n      profile(by: { userId: \"ada\" }) {\n        plan: trait(name: \"plan\") { name value updatedAt kind source { name } }\n        deep: trait(name: \"deep\") { value }\n        gone: trait(name: \"gone\") { value }\n        never: trait(name: \"__proto__\") { value }\n      }\n    }\n  "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IdentityRules($version: Int) {\n    identityRules(version: $version) {\n      version changedAt reason mostMerges mostIdentifiers joinIdentified\n      types { type builtIn paths joins limit { count period } priority normalisation { trim lowerCase removePlusTag e164 defaultCountry } }\n      otherTypes { joins limit { count period } priority }\n      combinedKeys { type parts { path normalisation { trim replacements { pattern replacement } } } }\n      blocked { values anyCase patterns }\n    }\n  }\n"): (typeof documents)["\n  query IdentityRules($version: Int) {\n    identityRules(version: $version) {\n      version changedAt reason mostMerges mostIdentifiers joinIdentified\n      types { type builtIn paths joins limit { count period } priority normalisation { trim lowerCase removePlusTag e164 defaultCountry } }\n      otherTypes { joins limit { count period } priority }\n      combinedKeys { type parts { path normalisation { trim replacements { pattern replacement } } } }\n      blocked { values anyCase patterns }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateIdentityRules($input: UpdateIdentityRulesInput!) {\n    updateIdentityRules(input: $input) { rules { version mostMerges } userErrors { code path message } }\n  }\n"): (typeof documents)["\n  mutation UpdateIdentityRules($input: UpdateIdentityRulesInput!) {\n    updateIdentityRules(input: $input) { rules { version mostMerges } userErrors { code path message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ByEmail { profile(by: { email: \"Ada+shop@Example.com\" }) { identifiers { nodes { type value } } } }"): (typeof documents)["query ByEmail { profile(by: { email: \"Ada+shop@Example.com\" }) { identifiers { nodes { type value } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApplyRules($input: ApplyIdentityRulesInput!) {\n    applyIdentityRules(input: $input) { run { id status total rules { version reason } } userErrors { code path } }\n  }\n"): (typeof documents)["\n  mutation ApplyRules($input: ApplyIdentityRulesInput!) {\n    applyIdentityRules(input: $input) { run { id status total rules { version reason } } userErrors { code path } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelRun($id: ID!) { cancelIdentityRun(input: { id: $id }) { run { status } userErrors { code path } } }\n"): (typeof documents)["\n  mutation CancelRun($id: ID!) { cancelIdentityRun(input: { id: $id }) { run { status } userErrors { code path } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AppliedRules { identityRuns(first: 10) { nodes { id status done joined profilesBefore profilesAfter etaSeconds refusals { code } finishedAt } } }\n"): (typeof documents)["\n  query AppliedRules { identityRuns(first: 10) { nodes { id status done joined profilesBefore profilesAfter etaSeconds refusals { code } finishedAt } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AppliedRun($id: ID!) { identityRun(id: $id) { status startedAt error } node(id: $id) { id } }"): (typeof documents)["query AppliedRun($id: ID!) { identityRun(id: $id) { status startedAt error } node(id: $id) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PeopleOfRun($a: ProfileBy!, $b: ProfileBy!) { a: profile(by: $a) { id } b: profile(by: $b) { id } }"): (typeof documents)["query PeopleOfRun($a: ProfileBy!, $b: ProfileBy!) { a: profile(by: $a) { id } b: profile(by: $b) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrySeparating($rules: IdentityRulesInput, $sample: Int) {\n    simulateIdentityRules(rules: $rules, sample: $sample) {\n      simulation { separated eventsOfNobodyBefore eventsOfNobodyAfter separations { profile { id } parts { profileCount profiles { id } } } }\n      userErrors { code path }\n    }\n  }\n"): (typeof documents)["\n  query TrySeparating($rules: IdentityRulesInput, $sample: Int) {\n    simulateIdentityRules(rules: $rules, sample: $sample) {\n      simulation { separated eventsOfNobodyBefore eventsOfNobodyAfter separations { profile { id } parts { profileCount profiles { id } } } }\n      userErrors { code path }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query IdForSimulation($by: ProfileBy!) { profile(by: $by) { id } }"): (typeof documents)["query IdForSimulation($by: ProfileBy!) { profile(by: $by) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Ingest($input: IngestInput!) {\n    ingest(input: $input) { accepted messageIds userErrors { __typename message code path ... on MessageRefusedError { index refusalCode messageId } } }\n  }\n"): (typeof documents)["\n  mutation Ingest($input: IngestInput!) {\n    ingest(input: $input) { accepted messageIds userErrors { __typename message code path ... on MessageRefusedError { index refusalCode messageId } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SourcesForIngest { sources { nodes { id name enabled createdAt writeKeys { id key createdAt revokedAt } } } }"): (typeof documents)["query SourcesForIngest { sources { nodes { id name enabled createdAt writeKeys { id key createdAt revokedAt } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Refusals($kinds: [RefusalKind!], $sourceId: ID) { refusals(kinds: $kinds, sourceId: $sourceId) { nodes { id at kind code message messageId sample source { name } } totalCount { count } } }\n"): (typeof documents)["\n  query Refusals($kinds: [RefusalKind!], $sourceId: ID) { refusals(kinds: $kinds, sourceId: $sourceId) { nodes { id at kind code message messageId sample source { name } } totalCount { count } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Pipeline { pipeline { backlog lagMs } }"): (typeof documents)["query Pipeline { pipeline { backlog lagMs } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query IngestedEvents { profile(by: { userId: \"ada\" }) { events { nodes { messageId source { name } } } } }"): (typeof documents)["query IngestedEvents { profile(by: { userId: \"ada\" }) { events { nodes { messageId source { name } } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query StoredTraits($userId: String!) { profile(by: { userId: $userId }) { traits } }"): (typeof documents)["query StoredTraits($userId: String!) { profile(by: { userId: $userId }) { traits } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AudienceCounts($keys: [String!], $throttle: Duration) { audienceCounts(keys: $keys, throttle: $throttle) { key status size version } }\n"): (typeof documents)["\n  subscription AudienceCounts($keys: [String!], $throttle: Duration) { audienceCounts(keys: $keys, throttle: $throttle) { key status size version } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ProfileUpdated($by: ProfileBy!) { profileUpdated(by: $by, throttle: \"PT0S\") { version mergedInto profile { id traits } } }\n"): (typeof documents)["\n  subscription ProfileUpdated($by: ProfileBy!) { profileUpdated(by: $by, throttle: \"PT0S\") { version mergedInto profile { id traits } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription EventReceived($names: [String!], $sourceId: ID) {\n    eventReceived(names: $names, sourceId: $sourceId) { skipped event { name userId properties profile { traits } source { name } } }\n  }\n"): (typeof documents)["\n  subscription EventReceived($names: [String!], $sourceId: ID) {\n    eventReceived(names: $names, sourceId: $sourceId) { skipped event { name userId properties profile { traits } source { name } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FindForLive($by: ProfileBy!) { profile(by: $by) { id } }"): (typeof documents)["query FindForLive($by: ProfileBy!) { profile(by: $by) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SourcesForLive { sources { nodes { id } } }"): (typeof documents)["query SourcesForLive { sources { nodes { id } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateForPages($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }\n"): (typeof documents)["\n  mutation CreateForPages($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OrderedMembers {\n      audience(by: { key: \"a0\" }) {\n        earliest: members(orderBy: { field: SINCE, direction: ASC }) { nodes { since } }\n        latest: members(orderBy: { field: SINCE }) { nodes { since } }\n      }\n    }\n  "): (typeof documents)["\n    query OrderedMembers {\n      audience(by: { key: \"a0\" }) {\n        earliest: members(orderBy: { field: SINCE, direction: ASC }) { nodes { since } }\n        latest: members(orderBy: { field: SINCE }) { nodes { since } }\n      }\n    }\n  "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CountOfMany { profile(by: { userId: \"ada\" }) { events(first: 1) { totalCount { count precision } } } }"): (typeof documents)["query CountOfMany { profile(by: { userId: \"ada\" }) { events(first: 1) { totalCount { count precision } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProfileList($rule: RuleInput, $orderBy: ProfileOrder) {\n    profiles(rule: $rule, orderBy: $orderBy) { nodes { createdAt lastSeenAt traits(names: [\"name\"]) } totalCount { count precision } }\n  }\n"): (typeof documents)["\n  query ProfileList($rule: RuleInput, $orderBy: ProfileOrder) {\n    profiles(rule: $rule, orderBy: $orderBy) { nodes { createdAt lastSeenAt traits(names: [\"name\"]) } totalCount { count precision } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AccountList { accounts { nodes { groupId traits members { totalCount { count } } } totalCount { count precision } } }"): (typeof documents)["query AccountList { accounts { nodes { groupId traits members { totalCount { count } } } totalCount { count precision } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WholeProfile($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      version\n      createdAt\n      updatedAt\n      firstSeenAt\n      lastSeenAt\n      traits\n      some: traits(names: [\"plan\", \"nothing\", \"__proto__\"])\n      identifiers { nodes { type value raw firstSeenAt lastSeenAt source { name } } totalCount { count precision } }\n      emails: identifiers(types: [\"email\"]) { nodes { value } totalCount { count } }\n      events {\n        nodes {\n          id messageId type name timestamp originalTimestamp sentAt receivedAt userId anonymousId groupId previousId\n          properties traits context integrations source { name } profile { id }\n        }\n        totalCount { count precision }\n      }\n      named: events(names: [\"Order Completed\"]) { nodes { name } totalCount { count } }\n      between: events(from: \"2026-01-02T00:00:00Z\", to: \"2026-01-03T00:00:00Z\") { nodes { messageId } }\n      audiences { nodes { id since audience { key } profile { id } } totalCount { count } }\n      accounts { nodes { id groupId createdAt traits members { nodes { id } totalCount { count } } } totalCount { count } }\n    }\n  }\n"): (typeof documents)["\n  query WholeProfile($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      version\n      createdAt\n      updatedAt\n      firstSeenAt\n      lastSeenAt\n      traits\n      some: traits(names: [\"plan\", \"nothing\", \"__proto__\"])\n      identifiers { nodes { type value raw firstSeenAt lastSeenAt source { name } } totalCount { count precision } }\n      emails: identifiers(types: [\"email\"]) { nodes { value } totalCount { count } }\n      events {\n        nodes {\n          id messageId type name timestamp originalTimestamp sentAt receivedAt userId anonymousId groupId previousId\n          properties traits context integrations source { name } profile { id }\n        }\n        totalCount { count precision }\n      }\n      named: events(names: [\"Order Completed\"]) { nodes { name } totalCount { count } }\n      between: events(from: \"2026-01-02T00:00:00Z\", to: \"2026-01-03T00:00:00Z\") { nodes { messageId } }\n      audiences { nodes { id since audience { key } profile { id } } totalCount { count } }\n      accounts { nodes { id groupId createdAt traits members { nodes { id } totalCount { count } } } totalCount { count } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ProfileId($by: ProfileBy!) { profile(by: $by) { id } }"): (typeof documents)["query ProfileId($by: ProfileBy!) { profile(by: $by) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAudienceForProfile($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n"): (typeof documents)["\n  mutation CreateAudienceForProfile($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MembershipOfAnon { profile(by: { anonymousId: \"anon\" }) { id audiences { nodes { id } } } }"): (typeof documents)["query MembershipOfAnon { profile(by: { anonymousId: \"anon\" }) { id audiences { nodes { id } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MembershipNode($id: ID!) { node(id: $id) { ... on Membership { audience { key } profile { id } } } }"): (typeof documents)["query MembershipNode($id: ID!) { node(id: $id) { ... on Membership { audience { key } profile { id } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query InAudience { profile(by: { userId: \"ada\" }) { everyone: inAudience(key: \"everyone\") nobody: inAudience(key: \"nobody\") none: inAudience(key: \"none\") } }\n    "): (typeof documents)["\n      query InAudience { profile(by: { userId: \"ada\" }) { everyone: inAudience(key: \"everyone\") nobody: inAudience(key: \"nobody\") none: inAudience(key: \"none\") } }\n    "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateSource($input: CreateSourceInput!) {\n    createSource(input: $input) { source { id name enabled createdAt writeKeys { id key revokedAt } } userErrors { code path message } }\n  }\n"): (typeof documents)["\n  mutation CreateSource($input: CreateSourceInput!) {\n    createSource(input: $input) { source { id name enabled createdAt writeKeys { id key revokedAt } } userErrors { code path message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateSource($input: UpdateSourceInput!) { updateSource(input: $input) { source { name enabled } userErrors { code path } } }\n"): (typeof documents)["\n  mutation UpdateSource($input: UpdateSourceInput!) { updateSource(input: $input) { source { name enabled } userErrors { code path } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWriteKey($input: CreateWriteKeyInput!) { createWriteKey(input: $input) { writeKey { id key revokedAt } userErrors { code path } } }\n"): (typeof documents)["\n  mutation CreateWriteKey($input: CreateWriteKeyInput!) { createWriteKey(input: $input) { writeKey { id key revokedAt } userErrors { code path } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeWriteKey($input: RevokeWriteKeyInput!) { revokeWriteKey(input: $input) { writeKey { id revokedAt } userErrors { code path } } }\n"): (typeof documents)["\n  mutation RevokeWriteKey($input: RevokeWriteKeyInput!) { revokeWriteKey(input: $input) { writeKey { id revokedAt } userErrors { code path } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SourceOfEvents { profile(by: { userId: \"ada\" }) { events { nodes { source { id name } } } } }"): (typeof documents)["query SourceOfEvents { profile(by: { userId: \"ada\" }) { events { nodes { source { id name } } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AllSources { sources { nodes { id name writeKeys { id } } } }"): (typeof documents)["query AllSources { sources { nodes { id name writeKeys { id } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AudienceCount($by: AudienceBy!, $sinceVersion: SafeInt, $throttle: Duration) {\n    audienceCount(by: $by, sinceVersion: $sinceVersion, throttle: $throttle) { audienceId key status size version asOf entered exited }\n  }\n"): (typeof documents)["\n  subscription AudienceCount($by: AudienceBy!, $sinceVersion: SafeInt, $throttle: Duration) {\n    audienceCount(by: $by, sinceVersion: $sinceVersion, throttle: $throttle) { audienceId key status size version asOf entered exited }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AudienceMembership($by: AudienceBy!, $after: String) {\n    audienceMembership(by: $by, after: $after) { cursor audienceId profileId profile { id traits } change at reason }\n  }\n"): (typeof documents)["\n  subscription AudienceMembership($by: AudienceBy!, $after: String) {\n    audienceMembership(by: $by, after: $after) { cursor audienceId profileId profile { id traits } change at reason }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateForSubscription($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n"): (typeof documents)["\n  mutation CreateForSubscription($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UpdateForSubscription($input: UpdateAudienceInput!) { updateAudience(input: $input) { audience { status } } }"): (typeof documents)["mutation UpdateForSubscription($input: UpdateAudienceInput!) { updateAudience(input: $input) { audience { status } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteForSubscription($input: DeleteInput!) { deleteAudience(input: $input) { deletedId } }"): (typeof documents)["mutation DeleteForSubscription($input: DeleteInput!) { deleteAudience(input: $input) { deletedId } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query StatusForSubscription { audience(by: { key: \"pros\" }) { status } }"): (typeof documents)["query StatusForSubscription { audience(by: { key: \"pros\" }) { status } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PersonForSubscription { profile(by: { userId: \"ada\" }) { id traits } }"): (typeof documents)["query PersonForSubscription { profile(by: { userId: \"ada\" }) { id traits } }"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
/* eslint-disable */
import * as types from './graphql.ts';



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
    "\n  query Viewer {\n    viewer { kind scopes }\n  }\n": typeof types.ViewerDocument,
    "\n  query Pipeline {\n    pipeline { backlog lagMs }\n  }\n": typeof types.PipelineDocument,
    "\n  query Audiences {\n    audiences(first: 100) {\n      nodes { id key name description entity status size }\n    }\n  }\n": typeof types.AudiencesDocument,
    "\n  subscription Counts {\n    audienceCounts(throttle: \"PT0.5S\") { audienceId key status size }\n  }\n": typeof types.CountsDocument,
    "\n  subscription Tail {\n    eventReceived {\n      skipped\n      event {\n        id type name timestamp userId anonymousId properties traits\n        profile { id traits(names: [\"name\", \"firstName\", \"lastName\", \"email\"]) }\n      }\n    }\n  }\n": typeof types.TailDocument,
    "\n  query Find($text: String!) {\n    user: profile(by: { userId: $text }) { id }\n    email: profile(by: { email: $text }) { id }\n    device: profile(by: { anonymousId: $text }) { id }\n  }\n": typeof types.FindDocument,
    "\n  query FindById($id: ID!) {\n    profile(by: { id: $id }) { id }\n  }\n": typeof types.FindByIdDocument,
    "\n  subscription Person($id: ID!) {\n    profileUpdated(by: { id: $id }, throttle: \"PT1S\") {\n      mergedInto\n      profile { ...Person }\n    }\n  }\n\n  fragment Person on Profile {\n    id\n    createdAt\n    firstSeenAt\n    lastSeenAt\n    traits\n    identifiers(first: 100) {\n      nodes { type value firstSeenAt lastSeenAt source { name } }\n    }\n    events(first: 40) {\n      totalCount { count precision }\n      nodes { id type name timestamp properties traits source { name } }\n    }\n    audiences(first: 50) {\n      nodes { since audience { key name } }\n    }\n    accounts(first: 20) {\n      nodes { id groupId traits }\n    }\n    identityGraph {\n      nodes { type value }\n      edges { count firstObservedAt lastObservedAt from { type value } to { type value } }\n      merges { mergedProfileId at reason messageId undoneAt }\n    }\n  }\n": typeof types.PersonDocument,
    "\n  query Provenance($id: ID!, $name: String!) {\n    profile(by: { id: $id }) {\n      trait(name: $name) { kind updatedAt source { name } }\n    }\n  }\n": typeof types.ProvenanceDocument,
    "\n  query Members($key: String!, $after: String) {\n    audience(by: { key: $key }) {\n      id key name description status size query rule\n      members(first: 25, after: $after, orderBy: { field: SINCE, direction: DESC }) {\n        pageInfo { hasNextPage endCursor }\n        nodes {\n          id\n          since\n          profile {\n            id\n            lastSeenAt\n            traits(names: [\"name\", \"firstName\", \"lastName\", \"email\"])\n            identifiers(first: 1, types: [\"user_id\"]) { nodes { value } }\n            devices: identifiers(first: 1, types: [\"anonymous_id\"]) { nodes { value } }\n          }\n        }\n      }\n    }\n  }\n": typeof types.MembersDocument,
    "\n  query Preview($definition: AudienceDefinitionInput!) {\n    previewAudience(definition: $definition) {\n      count { count }\n      tookMs\n      query\n      rule\n      sample {\n        id\n        lastSeenAt\n        traits(names: [\"name\", \"firstName\", \"lastName\", \"email\"])\n        identifiers(first: 1, types: [\"user_id\"]) { nodes { value } }\n        devices: identifiers(first: 1, types: [\"anonymous_id\"]) { nodes { value } }\n      }\n      userErrors { message path ... on InvalidRuleError { line column } }\n    }\n  }\n": typeof types.PreviewDocument,
    "\n  query Vocabulary {\n    audiences(first: 100) { nodes { key name entity } }\n    profiles(first: 20, orderBy: { field: LAST_SEEN_AT, direction: DESC }) {\n      nodes { traits events(first: 30) { nodes { name properties } } }\n    }\n  }\n": typeof types.VocabularyDocument,
    "\n  mutation CreateAudience($input: CreateAudienceInput!) {\n    createAudience(input: $input) {\n      audience { key }\n      userErrors { message path }\n    }\n  }\n": typeof types.CreateAudienceDocument,
    "\n  query Sizes($key: String!, $from: DateTime!, $every: Duration!) {\n    audience(by: { key: $key }) {\n      createdAt\n      sizeHistory(from: $from, every: $every) { at size entered exited }\n    }\n  }\n": typeof types.SizesDocument,
    "\n  query Explain($key: String!, $id: ID!) {\n    audience(by: { key: $key }) {\n      explain(profile: { id: $id }) { ...Condition parts { ...Condition parts { ...Condition parts { ...Condition } } } }\n    }\n  }\n\n  fragment Condition on RuleExplanation {\n    condition holds value changesAt\n    evidence(first: 3) { id name type timestamp properties }\n  }\n": typeof types.ExplainDocument,
};
const documents: Documents = {
    "\n  query Viewer {\n    viewer { kind scopes }\n  }\n": types.ViewerDocument,
    "\n  query Pipeline {\n    pipeline { backlog lagMs }\n  }\n": types.PipelineDocument,
    "\n  query Audiences {\n    audiences(first: 100) {\n      nodes { id key name description entity status size }\n    }\n  }\n": types.AudiencesDocument,
    "\n  subscription Counts {\n    audienceCounts(throttle: \"PT0.5S\") { audienceId key status size }\n  }\n": types.CountsDocument,
    "\n  subscription Tail {\n    eventReceived {\n      skipped\n      event {\n        id type name timestamp userId anonymousId properties traits\n        profile { id traits(names: [\"name\", \"firstName\", \"lastName\", \"email\"]) }\n      }\n    }\n  }\n": types.TailDocument,
    "\n  query Find($text: String!) {\n    user: profile(by: { userId: $text }) { id }\n    email: profile(by: { email: $text }) { id }\n    device: profile(by: { anonymousId: $text }) { id }\n  }\n": types.FindDocument,
    "\n  query FindById($id: ID!) {\n    profile(by: { id: $id }) { id }\n  }\n": types.FindByIdDocument,
    "\n  subscription Person($id: ID!) {\n    profileUpdated(by: { id: $id }, throttle: \"PT1S\") {\n      mergedInto\n      profile { ...Person }\n    }\n  }\n\n  fragment Person on Profile {\n    id\n    createdAt\n    firstSeenAt\n    lastSeenAt\n    traits\n    identifiers(first: 100) {\n      nodes { type value firstSeenAt lastSeenAt source { name } }\n    }\n    events(first: 40) {\n      totalCount { count precision }\n      nodes { id type name timestamp properties traits source { name } }\n    }\n    audiences(first: 50) {\n      nodes { since audience { key name } }\n    }\n    accounts(first: 20) {\n      nodes { id groupId traits }\n    }\n    identityGraph {\n      nodes { type value }\n      edges { count firstObservedAt lastObservedAt from { type value } to { type value } }\n      merges { mergedProfileId at reason messageId undoneAt }\n    }\n  }\n": types.PersonDocument,
    "\n  query Provenance($id: ID!, $name: String!) {\n    profile(by: { id: $id }) {\n      trait(name: $name) { kind updatedAt source { name } }\n    }\n  }\n": types.ProvenanceDocument,
    "\n  query Members($key: String!, $after: String) {\n    audience(by: { key: $key }) {\n      id key name description status size query rule\n      members(first: 25, after: $after, orderBy: { field: SINCE, direction: DESC }) {\n        pageInfo { hasNextPage endCursor }\n        nodes {\n          id\n          since\n          profile {\n            id\n            lastSeenAt\n            traits(names: [\"name\", \"firstName\", \"lastName\", \"email\"])\n            identifiers(first: 1, types: [\"user_id\"]) { nodes { value } }\n            devices: identifiers(first: 1, types: [\"anonymous_id\"]) { nodes { value } }\n          }\n        }\n      }\n    }\n  }\n": types.MembersDocument,
    "\n  query Preview($definition: AudienceDefinitionInput!) {\n    previewAudience(definition: $definition) {\n      count { count }\n      tookMs\n      query\n      rule\n      sample {\n        id\n        lastSeenAt\n        traits(names: [\"name\", \"firstName\", \"lastName\", \"email\"])\n        identifiers(first: 1, types: [\"user_id\"]) { nodes { value } }\n        devices: identifiers(first: 1, types: [\"anonymous_id\"]) { nodes { value } }\n      }\n      userErrors { message path ... on InvalidRuleError { line column } }\n    }\n  }\n": types.PreviewDocument,
    "\n  query Vocabulary {\n    audiences(first: 100) { nodes { key name entity } }\n    profiles(first: 20, orderBy: { field: LAST_SEEN_AT, direction: DESC }) {\n      nodes { traits events(first: 30) { nodes { name properties } } }\n    }\n  }\n": types.VocabularyDocument,
    "\n  mutation CreateAudience($input: CreateAudienceInput!) {\n    createAudience(input: $input) {\n      audience { key }\n      userErrors { message path }\n    }\n  }\n": types.CreateAudienceDocument,
    "\n  query Sizes($key: String!, $from: DateTime!, $every: Duration!) {\n    audience(by: { key: $key }) {\n      createdAt\n      sizeHistory(from: $from, every: $every) { at size entered exited }\n    }\n  }\n": types.SizesDocument,
    "\n  query Explain($key: String!, $id: ID!) {\n    audience(by: { key: $key }) {\n      explain(profile: { id: $id }) { ...Condition parts { ...Condition parts { ...Condition parts { ...Condition } } } }\n    }\n  }\n\n  fragment Condition on RuleExplanation {\n    condition holds value changesAt\n    evidence(first: 3) { id name type timestamp properties }\n  }\n": types.ExplainDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer { kind scopes }\n  }\n"): typeof import('./graphql.ts').ViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Pipeline {\n    pipeline { backlog lagMs }\n  }\n"): typeof import('./graphql.ts').PipelineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Audiences {\n    audiences(first: 100) {\n      nodes { id key name description entity status size }\n    }\n  }\n"): typeof import('./graphql.ts').AudiencesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Counts {\n    audienceCounts(throttle: \"PT0.5S\") { audienceId key status size }\n  }\n"): typeof import('./graphql.ts').CountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Tail {\n    eventReceived {\n      skipped\n      event {\n        id type name timestamp userId anonymousId properties traits\n        profile { id traits(names: [\"name\", \"firstName\", \"lastName\", \"email\"]) }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TailDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Find($text: String!) {\n    user: profile(by: { userId: $text }) { id }\n    email: profile(by: { email: $text }) { id }\n    device: profile(by: { anonymousId: $text }) { id }\n  }\n"): typeof import('./graphql.ts').FindDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindById($id: ID!) {\n    profile(by: { id: $id }) { id }\n  }\n"): typeof import('./graphql.ts').FindByIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Person($id: ID!) {\n    profileUpdated(by: { id: $id }, throttle: \"PT1S\") {\n      mergedInto\n      profile { ...Person }\n    }\n  }\n\n  fragment Person on Profile {\n    id\n    createdAt\n    firstSeenAt\n    lastSeenAt\n    traits\n    identifiers(first: 100) {\n      nodes { type value firstSeenAt lastSeenAt source { name } }\n    }\n    events(first: 40) {\n      totalCount { count precision }\n      nodes { id type name timestamp properties traits source { name } }\n    }\n    audiences(first: 50) {\n      nodes { since audience { key name } }\n    }\n    accounts(first: 20) {\n      nodes { id groupId traits }\n    }\n    identityGraph {\n      nodes { type value }\n      edges { count firstObservedAt lastObservedAt from { type value } to { type value } }\n      merges { mergedProfileId at reason messageId undoneAt }\n    }\n  }\n"): typeof import('./graphql.ts').PersonDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Provenance($id: ID!, $name: String!) {\n    profile(by: { id: $id }) {\n      trait(name: $name) { kind updatedAt source { name } }\n    }\n  }\n"): typeof import('./graphql.ts').ProvenanceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Members($key: String!, $after: String) {\n    audience(by: { key: $key }) {\n      id key name description status size query rule\n      members(first: 25, after: $after, orderBy: { field: SINCE, direction: DESC }) {\n        pageInfo { hasNextPage endCursor }\n        nodes {\n          id\n          since\n          profile {\n            id\n            lastSeenAt\n            traits(names: [\"name\", \"firstName\", \"lastName\", \"email\"])\n            identifiers(first: 1, types: [\"user_id\"]) { nodes { value } }\n            devices: identifiers(first: 1, types: [\"anonymous_id\"]) { nodes { value } }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Preview($definition: AudienceDefinitionInput!) {\n    previewAudience(definition: $definition) {\n      count { count }\n      tookMs\n      query\n      rule\n      sample {\n        id\n        lastSeenAt\n        traits(names: [\"name\", \"firstName\", \"lastName\", \"email\"])\n        identifiers(first: 1, types: [\"user_id\"]) { nodes { value } }\n        devices: identifiers(first: 1, types: [\"anonymous_id\"]) { nodes { value } }\n      }\n      userErrors { message path ... on InvalidRuleError { line column } }\n    }\n  }\n"): typeof import('./graphql.ts').PreviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Vocabulary {\n    audiences(first: 100) { nodes { key name entity } }\n    profiles(first: 20, orderBy: { field: LAST_SEEN_AT, direction: DESC }) {\n      nodes { traits events(first: 30) { nodes { name properties } } }\n    }\n  }\n"): typeof import('./graphql.ts').VocabularyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAudience($input: CreateAudienceInput!) {\n    createAudience(input: $input) {\n      audience { key }\n      userErrors { message path }\n    }\n  }\n"): typeof import('./graphql.ts').CreateAudienceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sizes($key: String!, $from: DateTime!, $every: Duration!) {\n    audience(by: { key: $key }) {\n      createdAt\n      sizeHistory(from: $from, every: $every) { at size entered exited }\n    }\n  }\n"): typeof import('./graphql.ts').SizesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Explain($key: String!, $id: ID!) {\n    audience(by: { key: $key }) {\n      explain(profile: { id: $id }) { ...Condition parts { ...Condition parts { ...Condition parts { ...Condition } } } }\n    }\n  }\n\n  fragment Condition on RuleExplanation {\n    condition holds value changesAt\n    evidence(first: 3) { id name type timestamp properties }\n  }\n"): typeof import('./graphql.ts').ExplainDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

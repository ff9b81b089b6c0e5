import { graphql } from './generated/index.ts'

export const VIEWER = graphql(`
  query Viewer {
    viewer { kind scopes }
  }
`)

export const PIPELINE = graphql(`
  query Pipeline {
    pipeline { backlog lagMs }
  }
`)

export const AUDIENCES = graphql(`
  query Audiences {
    audiences(first: 100) {
      nodes { id key name description entity status size }
    }
  }
`)

export const COUNTS = graphql(`
  subscription Counts {
    audienceCounts(throttle: "PT0.5S") { audienceId key status size }
  }
`)

export const TAIL = graphql(`
  subscription Tail {
    eventReceived {
      skipped
      event {
        id type name timestamp userId anonymousId properties traits
        profile { id traits(names: ["name", "firstName", "lastName", "email"]) }
      }
    }
  }
`)

export const FIND = graphql(`
  query Find($text: String!) {
    user: profile(by: { userId: $text }) { id }
    email: profile(by: { email: $text }) { id }
    device: profile(by: { anonymousId: $text }) { id }
  }
`)

export const FIND_BY_ID = graphql(`
  query FindById($id: ID!) {
    profile(by: { id: $id }) { id }
  }
`)

export const PERSON = graphql(`
  subscription Person($id: ID!) {
    profileUpdated(by: { id: $id }, throttle: "PT1S") {
      mergedInto
      profile { ...Person }
    }
  }

  fragment Person on Profile {
    id
    createdAt
    firstSeenAt
    lastSeenAt
    traits
    identifiers(first: 100) {
      nodes { type value firstSeenAt lastSeenAt source { name } }
    }
    events(first: 40) {
      totalCount { count precision }
      nodes { id type name timestamp properties traits source { name } }
    }
    audiences(first: 50) {
      nodes { since audience { key name } }
    }
    accounts(first: 20) {
      nodes { id groupId traits }
    }
    identityGraph {
      nodes { type value }
      edges { count firstObservedAt lastObservedAt from { type value } to { type value } }
      merges { mergedProfileId at reason messageId undoneAt }
    }
  }
`)

export const PROVENANCE = graphql(`
  query Provenance($id: ID!, $name: String!) {
    profile(by: { id: $id }) {
      trait(name: $name) { kind updatedAt source { name } }
    }
  }
`)

export const MEMBERS = graphql(`
  query Members($key: String!, $after: String) {
    audience(by: { key: $key }) {
      id key name description status size query rule
      members(first: 25, after: $after, orderBy: { field: SINCE, direction: DESC }) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id
          since
          profile {
            id
            lastSeenAt
            traits(names: ["name", "firstName", "lastName", "email"])
            identifiers(first: 1, types: ["user_id"]) { nodes { value } }
            devices: identifiers(first: 1, types: ["anonymous_id"]) { nodes { value } }
          }
        }
      }
    }
  }
`)

export const PREVIEW = graphql(`
  query Preview($definition: AudienceDefinitionInput!) {
    previewAudience(definition: $definition) {
      count { count }
      tookMs
      query
      rule
      sample {
        id
        lastSeenAt
        traits(names: ["name", "firstName", "lastName", "email"])
        identifiers(first: 1, types: ["user_id"]) { nodes { value } }
        devices: identifiers(first: 1, types: ["anonymous_id"]) { nodes { value } }
      }
      userErrors { message path ... on InvalidRuleError { line column } }
    }
  }
`)

export const VOCABULARY = graphql(`
  query Vocabulary {
    audiences(first: 100) { nodes { key name entity } }
    profiles(first: 20, orderBy: { field: LAST_SEEN_AT, direction: DESC }) {
      nodes { traits events(first: 30) { nodes { name properties } } }
    }
  }
`)

export const CREATE_AUDIENCE = graphql(`
  mutation CreateAudience($input: CreateAudienceInput!) {
    createAudience(input: $input) {
      audience { key }
      userErrors { message path }
    }
  }
`)

export const SIZES = graphql(`
  query Sizes($key: String!, $from: DateTime!, $every: Duration!) {
    audience(by: { key: $key }) {
      createdAt
      sizeHistory(from: $from, every: $every) { at size entered exited }
    }
  }
`)

export const EXPLAIN = graphql(`
  query Explain($key: String!, $id: ID!) {
    audience(by: { key: $key }) {
      explain(profile: { id: $id }) { ...Condition parts { ...Condition parts { ...Condition parts { ...Condition } } } }
    }
  }

  fragment Condition on RuleExplanation {
    condition holds value changesAt
    evidence(first: 3) { id name type timestamp properties }
  }
`)

/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** From `from` ago to `to` ago; `from` is the longer. */
export type AgoInput = {
  /** How long ago it begins. */
  from: string;
  /** How long ago it ends. */
  to: string;
};

/** A rule, in either spelling. */
export type AudienceDefinitionInput =
  {   /** A rule in the text language, such as `event('Order Completed').within(30 days).count() >= 2`. */
  query: string; rule?: never; }
  |  { query?: never;   /** A rule. */
  rule: RuleInput; };

/** Membership in another audience. */
export type AudienceRuleInput = {
  /** The key of that audience. */
  key: string;
  /** In it, or not in it. */
  member?: boolean;
};

/** How far a computation is. */
export type ComputationStatus =
  /** What was there before it is being gone through. */
  | 'COMPUTING'
  /** It is switched off, and stands still. */
  | 'DISABLED'
  /** It cannot be computed. */
  | 'FAILED'
  /** It is kept up to date with each commit. */
  | 'LIVE';

/** How far a count can be trusted. */
export type CountPrecision =
  /** There are so many or more. */
  | 'AT_LEAST'
  /** There are exactly so many. */
  | 'EXACT';

/** A new audience. */
export type CreateAudienceInput = {
  /** Who is in it. */
  definition: AudienceDefinitionInput;
  /** What it is for. */
  description?: string | null | undefined;
  /** Whether it is switched on. */
  enabled?: boolean;
  /** What its members are. */
  entity?: RuleEntity;
  /** Where it is kept: 1 to 255 characters, such as `Growth/Trials`. */
  folder?: string | null | undefined;
  /** Your own name for it in programs: a letter a-z, then up to 62 of a-z, 0-9 and _. */
  key: string;
  /** By what it can be found again: up to 20, of 1 to 60 characters. */
  labels?: Array<string>;
  /** Its name for people. */
  name: string;
  /** Send entries to destinations for those who are members from the start. */
  notifyExisting?: boolean;
};

/** What kind of credential it is. */
export type CredentialKind =
  /** May query and subscribe. */
  | 'READ_KEY'
  /** May do everything; for servers only. */
  | 'SECRET_KEY'
  /** May see one profile, as far as its policy shows it. */
  | 'VIEWER_TOKEN'
  /** May only track. */
  | 'WRITE_KEY';

/** The number (or another measure) of matching events inside the window passes the test. At least one of `name` and `type`. */
export type EventRuleInput = {
  /** Default: gte 1. */
  is?: NumberTestInput | null | undefined;
  /** Default: the number of events. */
  measure?: MeasureInput | null | undefined;
  /** The name of the event. */
  name?: string | null | undefined;
  /** The kind of call. */
  type?: EventType | null | undefined;
  /** What else must hold of the event. */
  where?: PropertyRuleInput | null | undefined;
  /** Default: from the beginning until now. */
  window?: WindowInput | null | undefined;
};

/** The kinds of calls of the tracking API. */
export type EventType =
  /** Somebody has another id. It joins nobody. */
  | 'ALIAS'
  /** Somebody belongs to an account. */
  | 'GROUP'
  /** Who somebody is. */
  | 'IDENTIFY'
  /** Somebody saw a page. */
  | 'PAGE'
  /** Somebody saw a screen of an app. */
  | 'SCREEN'
  /** Somebody did something. */
  | 'TRACK';

/** As many identifiers of this type as pass the test. Default: at least one. */
export type IdentifierRuleInput = {
  /** The test of their number. */
  count?: NumberTestInput | null | undefined;
  /** The type, such as `email`. */
  type: string;
};

/** A property by path, or a unit. Without any matching event, sum, uniqueCount and units are 0, and a test on avg, min or max is false. */
export type MeasureInput =
  {   /** The average of a property. */
  avg: string; max?: never; min?: never; sum?: never; uniqueCount?: never; unit?: never; }
  |  { avg?: never;   /** The largest number of a property. */
  max: string; min?: never; sum?: never; uniqueCount?: never; unit?: never; }
  |  { avg?: never; max?: never;   /** The smallest number of a property. */
  min: string; sum?: never; uniqueCount?: never; unit?: never; }
  |  { avg?: never; max?: never; min?: never;   /** The sum of a property; what is no number is skipped. */
  sum: string; uniqueCount?: never; unit?: never; }
  |  { avg?: never; max?: never; min?: never; sum?: never;   /** How many different values a property has. */
  uniqueCount: string; unit?: never; }
  |  { avg?: never; max?: never; min?: never; sum?: never; uniqueCount?: never;   /** A number of events, or of days. */
  unit: MeasureUnit; };

/** What can be counted of events. */
export type MeasureUnit =
  /** The events. */
  | 'EVENTS'
  /** The calendar days in UTC with such an event. */
  | 'UTC_DAYS';

/** Both included. */
export type NumberRangeInput = {
  /** The smallest number that passes. */
  from: number;
  /** The largest number that passes. */
  to: number;
};

/** A test of a number. */
export type NumberTestInput =
  {   /** Within a range, its ends included. */
  between: NumberRangeInput; eq?: never; gt?: never; gte?: never; lt?: never; lte?: never; neq?: never; }
  |  { between?: never;   /** Equal. */
  eq: number; gt?: never; gte?: never; lt?: never; lte?: never; neq?: never; }
  |  { between?: never; eq?: never;   /** Greater. */
  gt: number; gte?: never; lt?: never; lte?: never; neq?: never; }
  |  { between?: never; eq?: never; gt?: never;   /** Greater or equal. */
  gte: number; lt?: never; lte?: never; neq?: never; }
  |  { between?: never; eq?: never; gt?: never; gte?: never;   /** Less. */
  lt: number; lte?: never; neq?: never; }
  |  { between?: never; eq?: never; gt?: never; gte?: never; lt?: never;   /** Less or equal. */
  lte: number; neq?: never; }
  |  { between?: never; eq?: never; gt?: never; gte?: never; lt?: never; lte?: never;   /** Not equal. */
  neq: number; };

/** Which of the matching events may be a step. */
export type Occurrence =
  /** Any of them. */
  | 'ANY'
  /** Only the first that there ever was. */
  | 'FIRST'
  /** Only the last that there ever was. */
  | 'LAST';

/** What must hold of the values of one event; exactly one field is set. */
export type PropertyRuleInput =
  {   /** AND. Empty is true. */
  all: Array<PropertyRuleInput>; any?: never; context?: never; not?: never; property?: never; trait?: never; }
  |  { all?: never;   /** OR. Empty is false. */
  any: Array<PropertyRuleInput>; context?: never; not?: never; property?: never; trait?: never; }
  |  { all?: never; any?: never;   /** A test of a value of the context. */
  context: PropertyTestInput; not?: never; property?: never; trait?: never; }
  |  { all?: never; any?: never; context?: never;   /** Plain negation. */
  not: PropertyRuleInput; property?: never; trait?: never; }
  |  { all?: never; any?: never; context?: never; not?: never;   /** A test of a property. */
  property: PropertyTestInput; trait?: never; }
  |  { all?: never; any?: never; context?: never; not?: never; property?: never;   /** A test of a trait that the call itself carried. */
  trait: PropertyTestInput; };

/** A value of an event, by path, and its test. */
export type PropertyTestInput = {
  /** The test. */
  is: PropertyValueTestInput;
  /** Segments are separated by `.`; `\.` is a literal dot, `*` any element of a list. */
  path: string;
};

/** The same for the values of an event; relative dates count from the event's own timestamp. */
export type PropertyValueTestInput =
  {   /** A date after this moment. */
  after: string; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never;   /** A date longer after the event. */
  afterNext: string; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never;   /** A date before this moment. */
  before: string; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never;   /** A date longer before the event. */
  beforeLast: string; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never;   /** A number within a range, its ends included. */
  between: NumberRangeInput; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never;   /** A substring of a string, or an element of a list. */
  contains: string | number | boolean; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never;   /** A string that ends so. */
  endsWith: string; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never;   /** Equal, and of the same type. */
  eq: string | number | boolean; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never;   /** Whether there is a value; null is none. */
  exists: boolean; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never;   /** Greater: between two numbers, or two strings by code point. */
  gt: string | number; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never;   /** Greater or equal. */
  gte: string | number; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never;   /** Equal to one of these; to none of an empty list. */
  in: Array<string | number | boolean>; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never;   /** Less. */
  lt: string | number; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never;   /** Less or equal. */
  lte: string | number; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never;   /** A whole-string RE2 pattern. */
  matches: string; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never;   /** Present and not equal; another type is not equal. */
  neq: string | number | boolean; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never;   /** Present and equal to none of these. */
  nin: Array<string | number | boolean>; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never;   /** A string or a list without it. */
  notContains: string | number | boolean; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never;   /** A string that begins so. */
  startsWith: string; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never;   /** A date at most so long before the event. */
  withinLast: string; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never;   /** A date at most so long after the event. */
  withinNext: string; };

/** Of how many of those related the rule must hold. */
export type Quantifier =
  /** Of every one; also where there are none. */
  | 'ALL'
  /** Of at least one. */
  | 'ANY'
  /** Of none; also where there are none. */
  | 'NONE';

/** Between two moments. */
export type RangeInput = {
  /** Where it begins, itself not included; from the beginning if left out. */
  from?: string | null | undefined;
  /** Where it ends, itself included; now if left out. */
  to?: string | null | undefined;
};

/** A rule about the accounts of a person, or about the people of an account. */
export type RelatedRuleInput = {
  /** Of how many of them it must hold. */
  quantifier?: Quantifier;
  /** The rule. */
  rule: RuleInput;
};

/** What a rule is about. */
export type RuleEntity =
  /** Accounts. */
  | 'ACCOUNT'
  /** People. */
  | 'PROFILE';

/** One boolean rule; exactly one field is set. The same language defines audiences, filters of computed traits, journey conditions and profile searches. */
export type RuleInput =
  {   /** AND. Empty is true. */
  all: Array<RuleInput>; any?: never; audience?: never; event?: never; identifier?: never; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never;   /** OR. Empty is false. */
  any: Array<RuleInput>; audience?: never; event?: never; identifier?: never; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never;   /** Membership in another audience. */
  audience: AudienceRuleInput; event?: never; identifier?: never; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never;   /** What was done, how often, when. */
  event: EventRuleInput; identifier?: never; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never;   /** By what a profile is known. */
  identifier: IdentifierRuleInput; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never;   /** Plain negation: a rule is never unknown. */
  not: RuleInput; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never; not?: never;   /** About the accounts of a person, or the members of an account. */
  related: RelatedRuleInput; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never; not?: never; related?: never;   /** THEN: steps in order. */
  sequence: SequenceRuleInput; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never; not?: never; related?: never; sequence?: never;   /** A test of a trait. */
  trait: TraitRuleInput; };

/** The steps happened in this order, each strictly later than the one before. A step with `did: false` demands that no such event follows within its `within`. */
export type SequenceRuleInput = {
  /** The steps, at most 10. The first is done. */
  steps: Array<SequenceStepInput>;
  /** In which all done steps lie. Default: from the beginning until now. */
  window?: WindowInput | null | undefined;
};

/** An event after the done step before it. With `did: false`: that no such event follows the done step before it, within `within`, which must be over; without `within`, before the next done step, or until now. */
export type SequenceStepInput = {
  /** Whether it happened, or did not. */
  did?: boolean;
  /** The name of the event. */
  event: string;
  /** Which matching events may be this step: any of them, or only the first or last one ever. */
  occurrence?: Occurrence;
  /** What else must hold of the event. */
  where?: PropertyRuleInput | null | undefined;
  /** At most this long after the step before it. */
  within?: string | null | undefined;
};

/** Who says what a trait is. */
export type TraitKind =
  /** A definition, from what is known. */
  | 'COMPUTED'
  /** A message of yours. */
  | 'CUSTOM';

/** A test of a trait. */
export type TraitRuleInput = {
  /** The test. */
  is: ValueTestInput;
  /** The name of the trait; segments of a path are separated by `.`, `\.` is a literal dot, `*` any element of a list. */
  path: string;
};

/** Every test is false when the value is missing or of another type, except `exists: false`. */
export type ValueTestInput =
  {   /** A date after this moment. */
  after: string; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never;   /** A date further ahead. */
  afterNext: string; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never;   /** A date before this moment. */
  before: string; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never;   /** A date longer ago. */
  beforeLast: string; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never;   /** A number within a range, its ends included. */
  between: NumberRangeInput; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never;   /** A substring of a string, or an element of a list. */
  contains: string | number | boolean; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never;   /** A string that ends so. */
  endsWith: string; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never;   /** Equal, and of the same type. */
  eq: string | number | boolean; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never;   /** Equal to another trait of the same profile, by path. */
  eqTrait: string; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never;   /** Whether there is a value; null is none. */
  exists: boolean; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never;   /** Greater: between two numbers, or two strings by code point. */
  gt: string | number; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never;   /** Greater than another trait: between two numbers, or two strings by code point. */
  gtTrait: string; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never;   /** Greater or equal. */
  gte: string | number; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never;   /** Equal to one of these; to none of an empty list. */
  in: Array<string | number | boolean>; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never;   /** Less. */
  lt: string | number; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never;   /** Less than another trait. */
  ltTrait: string; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never;   /** Less or equal. */
  lte: string | number; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never;   /** A whole-string RE2 pattern. */
  matches: string; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never;   /** Present and not equal; another type is not equal. */
  neq: string | number | boolean; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never;   /** Present and equal to none of these. */
  nin: Array<string | number | boolean>; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never;   /** A string or a list without it. */
  notContains: string | number | boolean; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never;   /** A string that begins so. */
  startsWith: string; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never;   /** A date at most so long ago. */
  withinLast: string; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never;   /** A date at most so far ahead. */
  withinNext: string; };

/** Half-open (start, end]. `last` and `ago` slide with the clock, so members enter and leave as time passes with no new event. */
export type WindowInput =
  {   /** From so long ago until so long ago. */
  ago: AgoInput; last?: never; range?: never; }
  |  { ago?: never;   /** From so long ago until now. */
  last: string; range?: never; }
  |  { ago?: never; last?: never;   /** Between two moments. */
  range: RangeInput; };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { kind: CredentialKind, scopes: Array<string> } };

export type PipelineQueryVariables = Exact<{ [key: string]: never; }>;


export type PipelineQuery = { pipeline: { backlog: number, lagMs: number } };

export type AudiencesQueryVariables = Exact<{ [key: string]: never; }>;


export type AudiencesQuery = { audiences: { nodes: Array<{ id: string, key: string, name: string, description: string | null, entity: RuleEntity, status: ComputationStatus, size: number }> } };

export type CountsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type CountsSubscription = { audienceCounts: { audienceId: string, key: string, status: ComputationStatus, size: number } };

export type TailSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type TailSubscription = { eventReceived: { skipped: number, event: { id: string, type: EventType, name: string, timestamp: string, userId: string | null, anonymousId: string | null, properties: Record<string, unknown>, traits: Record<string, unknown> | null, profile: { id: string, traits: Record<string, unknown> } | null } } };

export type FindQueryVariables = Exact<{
  text: string;
}>;


export type FindQuery = { user: { id: string } | null, email: { id: string } | null, device: { id: string } | null };

export type FindByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type FindByIdQuery = { profile: { id: string } | null };

export type PersonSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type PersonSubscription = { profileUpdated: { mergedInto: string | null, profile: { id: string, createdAt: string, firstSeenAt: string | null, lastSeenAt: string | null, traits: Record<string, unknown>, identifiers: { nodes: Array<{ type: string, value: string, firstSeenAt: string, lastSeenAt: string, source: { name: string } | null }> }, events: { totalCount: { count: number, precision: CountPrecision }, nodes: Array<{ id: string, type: EventType, name: string, timestamp: string, properties: Record<string, unknown>, traits: Record<string, unknown> | null, source: { name: string } | null }> }, audiences: { nodes: Array<{ since: string, audience: { key: string, name: string } }> }, accounts: { nodes: Array<{ id: string, groupId: string, traits: Record<string, unknown> }> }, identityGraph: { nodes: Array<{ type: string, value: string }>, edges: Array<{ count: number, firstObservedAt: string, lastObservedAt: string, from: { type: string, value: string }, to: { type: string, value: string } }>, merges: Array<{ mergedProfileId: string, at: string, reason: string, messageId: string | null, undoneAt: string | null }> } } | null } };

export type PersonFragment = { id: string, createdAt: string, firstSeenAt: string | null, lastSeenAt: string | null, traits: Record<string, unknown>, identifiers: { nodes: Array<{ type: string, value: string, firstSeenAt: string, lastSeenAt: string, source: { name: string } | null }> }, events: { totalCount: { count: number, precision: CountPrecision }, nodes: Array<{ id: string, type: EventType, name: string, timestamp: string, properties: Record<string, unknown>, traits: Record<string, unknown> | null, source: { name: string } | null }> }, audiences: { nodes: Array<{ since: string, audience: { key: string, name: string } }> }, accounts: { nodes: Array<{ id: string, groupId: string, traits: Record<string, unknown> }> }, identityGraph: { nodes: Array<{ type: string, value: string }>, edges: Array<{ count: number, firstObservedAt: string, lastObservedAt: string, from: { type: string, value: string }, to: { type: string, value: string } }>, merges: Array<{ mergedProfileId: string, at: string, reason: string, messageId: string | null, undoneAt: string | null }> } };

export type ProvenanceQueryVariables = Exact<{
  id: string | number;
  name: string;
}>;


export type ProvenanceQuery = { profile: { trait: { kind: TraitKind, updatedAt: string, source: { name: string } | null } | null } | null };

export type MembersQueryVariables = Exact<{
  key: string;
  after?: string | null | undefined;
}>;


export type MembersQuery = { audience: { id: string, key: string, name: string, description: string | null, status: ComputationStatus, size: number, query: string, rule: unknown, members: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, since: string, profile: { id: string, lastSeenAt: string | null, traits: Record<string, unknown>, identifiers: { nodes: Array<{ value: string }> }, devices: { nodes: Array<{ value: string }> } } | null }> } } | null };

export type PreviewQueryVariables = Exact<{
  definition: AudienceDefinitionInput;
}>;


export type PreviewQuery = { previewAudience: { tookMs: number, query: string | null, rule: unknown, count: { count: number } | null, sample: Array<{ id: string, lastSeenAt: string | null, traits: Record<string, unknown>, identifiers: { nodes: Array<{ value: string }> }, devices: { nodes: Array<{ value: string }> } }>, userErrors: Array<
      | { message: string, path: Array<string> | null }
      | { line: number | null, column: number | null, message: string, path: Array<string> | null }
      | { message: string, path: Array<string> | null }
      | { message: string, path: Array<string> | null }
      | { message: string, path: Array<string> | null }
    > } };

export type VocabularyQueryVariables = Exact<{ [key: string]: never; }>;


export type VocabularyQuery = { audiences: { nodes: Array<{ key: string, name: string, entity: RuleEntity }> }, profiles: { nodes: Array<{ traits: Record<string, unknown>, events: { nodes: Array<{ name: string, properties: Record<string, unknown> }> } }> } };

export type CreateAudienceMutationVariables = Exact<{
  input: CreateAudienceInput;
}>;


export type CreateAudienceMutation = { createAudience: { audience: { key: string } | null, userErrors: Array<
      | { message: string, path: Array<string> | null }
      | { message: string, path: Array<string> | null }
      | { message: string, path: Array<string> | null }
      | { message: string, path: Array<string> | null }
      | { message: string, path: Array<string> | null }
    > } };

export type SizesQueryVariables = Exact<{
  key: string;
  from: string;
  every: string;
}>;


export type SizesQuery = { audience: { createdAt: string, sizeHistory: Array<{ at: string, size: number, entered: number, exited: number }> } | null };

export type ExplainQueryVariables = Exact<{
  key: string;
  id: string | number;
}>;


export type ExplainQuery = { audience: { explain: { condition: string, holds: boolean, value: unknown, changesAt: string | null, parts: Array<{ condition: string, holds: boolean, value: unknown, changesAt: string | null, parts: Array<{ condition: string, holds: boolean, value: unknown, changesAt: string | null, parts: Array<{ condition: string, holds: boolean, value: unknown, changesAt: string | null, evidence: Array<{ id: string, name: string, type: EventType, timestamp: string, properties: Record<string, unknown> }> }>, evidence: Array<{ id: string, name: string, type: EventType, timestamp: string, properties: Record<string, unknown> }> }>, evidence: Array<{ id: string, name: string, type: EventType, timestamp: string, properties: Record<string, unknown> }> }>, evidence: Array<{ id: string, name: string, type: EventType, timestamp: string, properties: Record<string, unknown> }> } } | null };

export type ConditionFragment = { condition: string, holds: boolean, value: unknown, changesAt: string | null, evidence: Array<{ id: string, name: string, type: EventType, timestamp: string, properties: Record<string, unknown> }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const PersonFragmentDoc = new TypedDocumentString(`
    fragment Person on Profile {
  id
  createdAt
  firstSeenAt
  lastSeenAt
  traits
  identifiers(first: 100) {
    nodes {
      type
      value
      firstSeenAt
      lastSeenAt
      source {
        name
      }
    }
  }
  events(first: 40) {
    totalCount {
      count
      precision
    }
    nodes {
      id
      type
      name
      timestamp
      properties
      traits
      source {
        name
      }
    }
  }
  audiences(first: 50) {
    nodes {
      since
      audience {
        key
        name
      }
    }
  }
  accounts(first: 20) {
    nodes {
      id
      groupId
      traits
    }
  }
  identityGraph {
    nodes {
      type
      value
    }
    edges {
      count
      firstObservedAt
      lastObservedAt
      from {
        type
        value
      }
      to {
        type
        value
      }
    }
    merges {
      mergedProfileId
      at
      reason
      messageId
      undoneAt
    }
  }
}
    `, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
export const ConditionFragmentDoc = new TypedDocumentString(`
    fragment Condition on RuleExplanation {
  condition
  holds
  value
  changesAt
  evidence(first: 3) {
    id
    name
    type
    timestamp
    properties
  }
}
    `, {"fragmentName":"Condition"}) as unknown as TypedDocumentString<ConditionFragment, unknown>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    kind
    scopes
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const PipelineDocument = new TypedDocumentString(`
    query Pipeline {
  pipeline {
    backlog
    lagMs
  }
}
    `) as unknown as TypedDocumentString<PipelineQuery, PipelineQueryVariables>;
export const AudiencesDocument = new TypedDocumentString(`
    query Audiences {
  audiences(first: 100) {
    nodes {
      id
      key
      name
      description
      entity
      status
      size
    }
  }
}
    `) as unknown as TypedDocumentString<AudiencesQuery, AudiencesQueryVariables>;
export const CountsDocument = new TypedDocumentString(`
    subscription Counts {
  audienceCounts(throttle: "PT0.5S") {
    audienceId
    key
    status
    size
  }
}
    `) as unknown as TypedDocumentString<CountsSubscription, CountsSubscriptionVariables>;
export const TailDocument = new TypedDocumentString(`
    subscription Tail {
  eventReceived {
    skipped
    event {
      id
      type
      name
      timestamp
      userId
      anonymousId
      properties
      traits
      profile {
        id
        traits(names: ["name", "firstName", "lastName", "email"])
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TailSubscription, TailSubscriptionVariables>;
export const FindDocument = new TypedDocumentString(`
    query Find($text: String!) {
  user: profile(by: {userId: $text}) {
    id
  }
  email: profile(by: {email: $text}) {
    id
  }
  device: profile(by: {anonymousId: $text}) {
    id
  }
}
    `) as unknown as TypedDocumentString<FindQuery, FindQueryVariables>;
export const FindByIdDocument = new TypedDocumentString(`
    query FindById($id: ID!) {
  profile(by: {id: $id}) {
    id
  }
}
    `) as unknown as TypedDocumentString<FindByIdQuery, FindByIdQueryVariables>;
export const PersonDocument = new TypedDocumentString(`
    subscription Person($id: ID!) {
  profileUpdated(by: {id: $id}, throttle: "PT1S") {
    mergedInto
    profile {
      ...Person
    }
  }
}
    fragment Person on Profile {
  id
  createdAt
  firstSeenAt
  lastSeenAt
  traits
  identifiers(first: 100) {
    nodes {
      type
      value
      firstSeenAt
      lastSeenAt
      source {
        name
      }
    }
  }
  events(first: 40) {
    totalCount {
      count
      precision
    }
    nodes {
      id
      type
      name
      timestamp
      properties
      traits
      source {
        name
      }
    }
  }
  audiences(first: 50) {
    nodes {
      since
      audience {
        key
        name
      }
    }
  }
  accounts(first: 20) {
    nodes {
      id
      groupId
      traits
    }
  }
  identityGraph {
    nodes {
      type
      value
    }
    edges {
      count
      firstObservedAt
      lastObservedAt
      from {
        type
        value
      }
      to {
        type
        value
      }
    }
    merges {
      mergedProfileId
      at
      reason
      messageId
      undoneAt
    }
  }
}`) as unknown as TypedDocumentString<PersonSubscription, PersonSubscriptionVariables>;
export const ProvenanceDocument = new TypedDocumentString(`
    query Provenance($id: ID!, $name: String!) {
  profile(by: {id: $id}) {
    trait(name: $name) {
      kind
      updatedAt
      source {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProvenanceQuery, ProvenanceQueryVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members($key: String!, $after: String) {
  audience(by: {key: $key}) {
    id
    key
    name
    description
    status
    size
    query
    rule
    members(first: 25, after: $after, orderBy: {field: SINCE, direction: DESC}) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        since
        profile {
          id
          lastSeenAt
          traits(names: ["name", "firstName", "lastName", "email"])
          identifiers(first: 1, types: ["user_id"]) {
            nodes {
              value
            }
          }
          devices: identifiers(first: 1, types: ["anonymous_id"]) {
            nodes {
              value
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const PreviewDocument = new TypedDocumentString(`
    query Preview($definition: AudienceDefinitionInput!) {
  previewAudience(definition: $definition) {
    count {
      count
    }
    tookMs
    query
    rule
    sample {
      id
      lastSeenAt
      traits(names: ["name", "firstName", "lastName", "email"])
      identifiers(first: 1, types: ["user_id"]) {
        nodes {
          value
        }
      }
      devices: identifiers(first: 1, types: ["anonymous_id"]) {
        nodes {
          value
        }
      }
    }
    userErrors {
      message
      path
      ... on InvalidRuleError {
        line
        column
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PreviewQuery, PreviewQueryVariables>;
export const VocabularyDocument = new TypedDocumentString(`
    query Vocabulary {
  audiences(first: 100) {
    nodes {
      key
      name
      entity
    }
  }
  profiles(first: 20, orderBy: {field: LAST_SEEN_AT, direction: DESC}) {
    nodes {
      traits
      events(first: 30) {
        nodes {
          name
          properties
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<VocabularyQuery, VocabularyQueryVariables>;
export const CreateAudienceDocument = new TypedDocumentString(`
    mutation CreateAudience($input: CreateAudienceInput!) {
  createAudience(input: $input) {
    audience {
      key
    }
    userErrors {
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateAudienceMutation, CreateAudienceMutationVariables>;
export const SizesDocument = new TypedDocumentString(`
    query Sizes($key: String!, $from: DateTime!, $every: Duration!) {
  audience(by: {key: $key}) {
    createdAt
    sizeHistory(from: $from, every: $every) {
      at
      size
      entered
      exited
    }
  }
}
    `) as unknown as TypedDocumentString<SizesQuery, SizesQueryVariables>;
export const ExplainDocument = new TypedDocumentString(`
    query Explain($key: String!, $id: ID!) {
  audience(by: {key: $key}) {
    explain(profile: {id: $id}) {
      ...Condition
      parts {
        ...Condition
        parts {
          ...Condition
          parts {
            ...Condition
          }
        }
      }
    }
  }
}
    fragment Condition on RuleExplanation {
  condition
  holds
  value
  changesAt
  evidence(first: 3) {
    id
    name
    type
    timestamp
    properties
  }
}`) as unknown as TypedDocumentString<ExplainQuery, ExplainQueryVariables>;
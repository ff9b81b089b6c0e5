import { DAY, type Millis } from '../src/engine/clock.ts'

/** The 20 audiences as one would write them for DuckDB: each a query of the profiles that are in it. Tables: e (events), p (people). */
export function duckdbSets(now: Millis): Readonly<Record<string, string>> {
  const ago = (days: number) => `make_timestamptz(${Math.round((now - days * DAY) * 1000)})`
  const did = (name: string, days: number | null, more = '', having = '') =>
    `(select profile from e where name = '${name}' and ts <= ${ago(0)} ${days === null ? '' : `and ts > ${ago(days)}`} ${more} group by profile ${having && `having ${having}`})`
  const people = (where: string) => `(select profile from p where ${where})`
  const buyers = did('Order Completed', 30)
  const spenders = did('Order Completed', 30, '', 'sum(revenue) > 500')
  const browsing = did('Product Viewed', 7, '', 'count(*) >= 3')
  const engaged = `(${did('Email Opened', 14)} union ${did('Push Opened', 14)} union ${browsing})`
  const lapsed = `(select profile from e where name = 'Order Completed' and ts > ${ago(90)} and ts <= ${ago(30)} except ${buyers})`
  const inNeed = `(${did('Support Opened', 3)} intersect (${spenders} union ${people(`plan in ('team', 'enterprise')`)}))`
  return {
    pro: people(`plan = 'pro'`),
    grown_ups_in_europe: people(`country in ('DE', 'FR', 'GB') and age >= 30`),
    buyers,
    repeat_buyers: did('Order Completed', 90, '', 'count(*) >= 3'),
    big_spenders: spenders,
    best_buyers: did('Order Completed', 90, '', 'avg(revenue) > 100'),
    browsing,
    abandoned_carts: `(${did('Product Added', 7)} except ${did('Order Completed', 7)})`,
    never_bought: `(${people('true')} except ${did('Order Completed', null)})`,
    shoe_fans: did('Product Viewed', 30, `and category = 'shoes'`, 'count(*) >= 2'),
    daily: did('Signed In', 30, '', `count(distinct date_trunc('day', ts)) >= 3`),
    explorers: did('Product Viewed', 30, '', 'count(distinct category) >= 5'),
    largest_order: did('Order Completed', 60, '', 'max(revenue) >= 150'),
    readers: did('Article Read', null, '', 'count(*) >= 5'),
    lapsed,
    engaged,
    in_need: inNeed,
    expensive_carts: did('Product Added', 1, 'and revenue > 150'),
    winners: `(${buyers} intersect ${engaged} except ${inNeed})`,
    to_win_back: `(${lapsed} except ${engaged})`,
  }
}

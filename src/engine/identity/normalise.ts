import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import { RE2JS } from 're2js'
import type { Normalisation } from './rule-set.ts'

type Step = (value: string) => string

/** Undefined: values are matched as they are sent. */
export function compileNormalisation({ trim, lowerCase, removePlusTag, e164, defaultCountry, replacements }: Normalisation): Step | undefined {
  const steps: Step[] = []
  if (trim) steps.push((value) => value.trim())
  if (lowerCase) steps.push((value) => value.toLowerCase())
  if (removePlusTag) steps.push(withoutPlusTag)
  if (e164) steps.push(phone(defaultCountry))
  for (const { pattern, replacement } of replacements) steps.push(replace(RE2JS.compile(pattern), replacement))
  if (steps.length === 0) return undefined
  return (value) => steps.reduce((text, step) => step(text), value)
}

/** ada+news@example.com is ada@example.com. */
function withoutPlusTag(address: string): string {
  const at = address.lastIndexOf('@')
  const plus = address.indexOf('+')
  return plus > 0 && plus < at ? address.slice(0, plus) + address.slice(at) : address
}

/** What does not parse stays as it is; without a leading + only a number that is valid in the country is one. */
function phone(country: string | null): Step {
  const home: CountryCode | undefined = country !== null && isSupportedCountry(country) ? country : undefined
  return (value) => {
    const trimmed = value.trim()
    if (trimmed.startsWith('+')) return parsePhoneNumberFromString(trimmed)?.number ?? value
    const parsed = home && parsePhoneNumberFromString(trimmed, home)
    return parsed?.isValid() ? parsed.number : value
  }
}

/** In the replacement $1 to $9 are groups, $0 is the whole match, and $$ is a dollar; a group that there is not is empty. */
function replace(pattern: RE2JS, replacement: string): Step {
  return (value) => {
    const matcher = pattern.matcher(value)
    let result = ''
    let end = 0
    while (matcher.find()) {
      result += value.slice(end, matcher.start())
      result += replacement.replace(/\$([\d$])/g, (_, group: string) => (group === '$' ? '$' : groupOf(matcher, Number(group))))
      end = matcher.end()
    }
    return result + value.slice(end)
  }
}

const groupOf = (matcher: ReturnType<RE2JS['matcher']>, group: number): string => (group <= matcher.groupCount() ? (matcher.group(group) ?? '') : '')

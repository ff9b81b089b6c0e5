#!/usr/bin/env node
// Proves that the properties can fail: plants one fault at a time in a copy of the program and expects test/properties to find it.
// usage: node bin/plant-faults.mjs [NAME …]      (some minutes; prints one line for each fault, exits 1 if one is not found)
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FAULTS = [
  ['a wrong edge', 'src/engine/rules/leaf-value.ts', 'point.at > start && point.at <= end', 'point.at >= start && point.at <= end'],
  [
    'a lost fold',
    'src/engine/audiences/subject.ts',
    'combine(leaf, a.leaves.get(number) ?? EMPTY, b.leaves.get(number) ?? EMPTY)',
    'a.leaves.get(number) ?? EMPTY',
  ],
  ['a skipped dedupe', 'src/engine/ingest/dedupe.ts', '.filter(([key]) => fresh.has(key))', '.filter(([key]) => fresh.has(key) || true)'],
  ['a clock that is not monotone', 'src/engine/audiences/subject.ts', 'now: Math.max(now, ...all.map((one) => one.evaluatedAt))', 'now'],
  [
    'a due moment that is late',
    'src/engine/rules/leaf-value.ts',
    'next = Math.min(next, moment + leaves, decays)',
    'next = Math.min(next, moment + leaves + 1, decays)',
  ],
  [
    'the value that came last, not the latest',
    'src/engine/traits/write-traits.ts',
    'where (t.timestamp, t.message_id collate "C") <',
    'where (t.timestamp, t.message_id collate "C") is distinct from',
  ],
  ['too few kept', 'src/engine/rules/leaf-state.ts', 'if (seen.size >= keep) break', 'if (seen.size >= Math.max(1, keep - 1)) break'],
  ['a new audience that starts from nothing', 'src/engine/audiences/leaf-points.ts', 'if (found) subject', 'if (found && i < 0) subject'],
  [
    'a cut bucket that is not read',
    'src/engine/rules/leaf-value.ts',
    '.filter((bucket) => isCut(leaf, bucket, now))',
    '.filter((bucket) => isCut(leaf, bucket, now) && now < 0)',
  ],
  [
    'events of absorbed profiles forgotten',
    'src/engine/audiences/subject.ts',
    'profileIds: [profile.id, ...locked.absorbed(profile.id)]',
    'profileIds: [profile.id]',
  ],
  ['a step that may be too late', 'src/engine/rules/sequence-state.ts', 'at - before.at > stage.within', 'at - before.at > stage.within + 1'],
  [
    'a late event behind what was forgotten',
    'src/engine/rules/leaf-state.ts',
    'added.some((point) => point.at <= forgottenUntil)',
    'added.some((point) => point.at <= forgottenUntil - 1e15)',
  ],
  ['what is related is not looked at again', 'src/engine/audiences/related.ts', 'if (noted.size === 0) return', 'if (noted.size >= 0) return'],
  ['a split that keeps what was computed', 'src/engine/start-over.ts', 'one.state.computed = new Set()', ''],
  [
    'what refers to what changed is left as it was',
    'src/engine/audiences/reach.ts',
    'reach[placeOf.get(name) ?? place]?.add(one)',
    'reach[place]?.add(one)',
  ],
  ['traits that changed are not looked at', 'src/engine/audiences/evaluate-subjects.ts', 'traits: traits !== profile.traits', 'traits: false'],
  ['what holds of one who is new is left out', 'src/engine/audiences/evaluate-subjects.ts', 'for (const number of scope.blank) flip(number)', ''],
  ['a split that keeps traits', 'src/engine/start-over.ts', "'delete from traits where", "'delete from traits where false and"],
  [
    'a trait computed before what it depends on',
    'src/engine/audiences/program.ts',
    'if (other) visit(other)',
    'if (other && other === draft) visit(other)',
  ],
  [
    'a value that stays when it should go',
    'src/engine/audiences/evaluate-subjects.ts',
    'if (!same && (shown !== undefined || value !== null)) {',
    'if (!same && value !== null) {',
  ],
  ['a history that is not written', 'src/engine/traits/computed-values.ts', 'if (changes.length === 0) return', 'if (changes.length < 2) return'],
  ['traits from the future', 'src/engine/traits/update-traits.ts', '.filter((call) => call.timestamp <= now(call))', ''],
]

const root = fileURLToPath(new URL('..', import.meta.url))
const wanted = process.argv.slice(2)
let missed = 0
for (const [name, file, right, wrong] of FAULTS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const found = isFound(file, right, wrong)
  if (!found) missed++
  console.log(`${found ? 'found' : 'NOT FOUND'}  ${name}`)
}
console.log(`${FAULTS.length - missed} passed, ${missed} failed`)
process.exit(missed === 0 ? 0 : 1)

function isFound(file, right, wrong) {
  const copy = mkdtempSync(join(tmpdir(), 'tributary-fault-'))
  try {
    for (const part of ['src', 'test', 'prisma', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
      cpSync(join(root, part), join(copy, part), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const source = readFileSync(join(copy, file), 'utf8')
    if (!source.includes(right)) throw new Error(`${file} no longer has: ${right}`)
    writeFileSync(join(copy, file), source.replace(right, wrong))
    const run = spawnSync('npx', ['vitest', 'run', 'test/properties/incremental.test.ts'], {
      cwd: copy,
      encoding: 'utf8',
      // A counterexample can be long.
      maxBuffer: 2 ** 28,
      env: { ...process.env, PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '400', PROPERTY_STOP: '1' },
    })
    return run.status !== 0 && /Property failed|Counterexample/.test(run.stdout + run.stderr)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

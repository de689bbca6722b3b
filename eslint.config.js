import antfu from '@antfu/eslint-config'
import { noSecretsInLogs } from './tests/lint/no-secrets-in-logs.js'

/** Rooms of `src` by floor, ground first. A room sees lower floors only; a room never sees a neighbour on its own floor. */
const floors = [
  ['domain'],
  ['contracts', 'store', 'http', 'bitrix'],
  ['portals', 'jobs'],
  ['treaty'],
  ['mirror', 'calls'],
  ['feedback'],
  ['gate', 'review', 'notices'],
  ['figures'],
  ['council', 'money'],
  ['sync'],
  ['api'],
]

/** Rooms of floor 2 that may parse with the shared schemas. */
const readsContracts = ['store', 'http', 'bitrix']

/** `contracts/api/` holds shapes and is no door: a folder of the contracts never counts as the room of the same name. */
const forbid = (rooms, why) => rooms.map(room => ({ regex: `(^|(?<!contracts)/)${room}/`, message: why }))

const roomWalls = floors.flatMap((rooms, floor) => rooms.map((room) => {
  const above = floors.slice(floor + 1).flat()
  const beside = rooms.filter(other => other !== room && !(readsContracts.includes(room) && other === 'contracts'))
  const why = `src/${room} stands on floor ${floor + 1} and imports only from lower floors. Move the shared noun down, or declare a port in src/${room} and wire it in src/app.ts.`
  const packages = room === 'domain'
    ? [{ regex: '^[^.]', message: 'src/domain imports nothing from outside: pass the value as an argument.' }]
    : []
  return {
    name: `walls/src/${room}`,
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          ...forbid([...above, ...beside], why),
          { regex: '(^|/)(handlers|install|widgets|tests)/', message: 'src does not look at the doors, the widgets or the tests.' },
          ...packages,
        ],
      }],
    },
  }
}))

const doors = ['api', 'handlers', 'install']
const doorWalls = ['handlers', 'install'].map(door => ({
  name: `walls/${door}`,
  files: [`${door}/**/*.ts`],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [
        ...forbid(doors.filter(other => other !== door), `The doors do not know each other: let src/app.ts wire what ${door} needs.`),
        { regex: '(^|/)(widgets|tests)/', message: `${door} does not look at the widgets or the tests.` },
      ],
    }],
  },
}))

export default antfu(
  {
    vue: true,
    typescript: true,
    markdown: false,
    jsonc: false,
    yaml: false,
    toml: false,
    ignores: ['dist', 'docs', '.data', 'tests/portal/contract/data'],
  },
  {
    name: 'house',
    rules: {
      'no-console': 'error',
      'ts/no-explicit-any': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'import/no-default-export': 'off',
      'node/prefer-global/process': 'off',
      'node/prefer-global/buffer': 'off',
      'antfu/no-top-level-await': 'off',
      'jsdoc/check-param-names': 'off',
    },
  },
  {
    name: 'secrets',
    files: ['src/**/*.ts', 'handlers/**/*.ts', 'install/**/*.ts'],
    plugins: { house: { rules: { 'no-secrets-in-logs': noSecretsInLogs } } },
    rules: { 'house/no-secrets-in-logs': 'error' },
  },
  ...roomWalls,
  ...doorWalls,
  {
    name: 'walls/widgets',
    files: ['widgets/**/*.{ts,vue}'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          { regex: '(^|/)src/(?!domain/|contracts/)', message: 'A widget sees src/domain and src/contracts only; the rest is reached over HTTP.' },
          { regex: '(^|/)(handlers|install|tests)/', message: 'A widget does not look at the doors or the tests.' },
        ],
      }],
    },
  },
  {
    name: 'walls/tests-portal',
    files: ['tests/portal/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [{ regex: '(^|/)(src|handlers|install|widgets)/', message: 'The stand-in portal obeys the documented contract, not our code: it imports nothing of src.' }],
      }],
    },
  },
  {
    name: 'tests',
    files: ['tests/**/*.ts', 'vite*.ts', 'vitest.config.ts'],
    rules: { 'no-console': 'off' },
  },
)

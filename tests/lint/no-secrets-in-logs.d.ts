import type { Rule } from 'eslint'

export declare const noSecretsInLogs: Rule.RuleModule

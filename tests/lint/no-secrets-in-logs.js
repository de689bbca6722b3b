/** Names whose values are secrets, or addresses that carry secrets in their query. */
const SECRET_NAME = /token$|^tokens$|secret|password|authorization|^auth$|^auth_?id$|^refresh_?id$|cipher|encryptionkey|apikey|^cookies?$|endpoint$|^url$|^href$|^query$|^headers$/i

/** Methods that write a line. */
const LOG_METHODS = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'child'])

/** Forbids secrets in log calls: a line names decisions, never tokens, auth blocks or whole addresses. */
export const noSecretsInLogs = {
  meta: {
    type: 'problem',
    docs: { description: 'forbid token-like names in calls of a logger' },
    messages: { secret: '"{{name}}" must not reach a log: name the decision, a code or an id instead.' },
    schema: [],
  },
  create(context) {
    return {
      CallExpression(node) {
        if (!isLogCall(node.callee))
          return
        for (const argument of node.arguments) {
          for (const found of secretsIn(argument))
            context.report({ node: found.node, messageId: 'secret', data: { name: found.name } })
        }
      },
    }
  },
}

/** `logger.info(…)`, `options.logger.warn(…)`, `request.log.error(…)`, `console.log(…)`. */
function isLogCall(callee) {
  if (callee.type !== 'MemberExpression' || callee.computed)
    return false
  const owner = nameOf(callee.object)
  return (LOG_METHODS.has(callee.property.name) && /^log$|logger$/i.test(owner)) || owner === 'console'
}

function nameOf(node) {
  if (node.type === 'Identifier')
    return node.name
  return node.type === 'MemberExpression' && !node.computed ? node.property.name : ''
}

/** Every value inside an argument whose name tells a secret; calls and functions inside are looked through as well. */
function secretsIn(node) {
  switch (node?.type) {
    case 'Identifier':
      return SECRET_NAME.test(node.name) ? [{ node, name: node.name }] : []
    case 'MemberExpression':
      return SECRET_NAME.test(nameOf(node)) ? [{ node, name: nameOf(node) }] : []
    case 'ObjectExpression':
      return node.properties.flatMap(property => property.type === 'SpreadElement' ? secretsIn(property.argument) : secretsInProperty(property))
    case 'TemplateLiteral':
      return node.expressions.flatMap(secretsIn)
    case 'BinaryExpression':
    case 'LogicalExpression':
      return [...secretsIn(node.left), ...secretsIn(node.right)]
    case 'ConditionalExpression':
      return [...secretsIn(node.consequent), ...secretsIn(node.alternate)]
    case 'ArrayExpression':
      return node.elements.flatMap(secretsIn)
    case 'CallExpression':
      return node.arguments.flatMap(secretsIn)
    case 'AwaitExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return secretsIn(node.argument ?? node.expression)
    default:
      return []
  }
}

function secretsInProperty(property) {
  const key = property.key.type === 'Identifier' ? property.key.name : String(property.key.value ?? '')
  return !property.computed && SECRET_NAME.test(key) ? [{ node: property, name: key }] : secretsIn(property.value)
}

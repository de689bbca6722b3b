/** What a field of a layout may hold. */
export type FieldShape
  = | { kind: 'string', required?: boolean, oneOf?: readonly string[] }
    /** A text or one text per language. */
    | { kind: 'words', required?: boolean }
    | { kind: 'yes or no' }
    | { kind: 'integer' }
    /** Anything; handed to the handler as it is. */
    | { kind: 'free' }
    | { kind: 'object', shape: ShapeName, required?: boolean }
    /** Keys chosen by the application. */
    | { kind: 'map', shape: ShapeName, most?: number, required?: boolean }

/** Fields of an object, or the choice by its `type`. */
export type Shape = { fields: Record<string, FieldShape> } | { byType: Record<string, Record<string, FieldShape>> }

/** Named parts of the layout of a configurable record. */
export type ShapeName = 'layout' | 'icon' | 'header' | 'tag' | 'body' | 'logo' | 'block' | 'footer' | 'button' | 'menu' | 'menuItem' | 'action' | 'slider'
  | 'textProperties' | 'largeTextProperties' | 'linkProperties' | 'deadlineProperties' | 'withTitleProperties' | 'lineProperties'

const scope: FieldShape = { kind: 'string', oneOf: ['web', 'mobile'] }
const yesOrNo: FieldShape = { kind: 'yes or no' }
const neededWords: FieldShape = { kind: 'words', required: true }
const neededString: FieldShape = { kind: 'string', required: true }
const action: FieldShape = { kind: 'object', shape: 'action' }
const neededAction: FieldShape = { kind: 'object', shape: 'action', required: true }
const type: FieldShape = neededString
const free: FieldShape = { kind: 'free' }

function block(shape: ShapeName): Record<string, FieldShape> {
  return { type, properties: { kind: 'object', shape, required: true } }
}

/** The documented structure of a configurable record. @see api-reference/crm/timeline/activities/configurable/structure */
export const layoutShapes: Record<ShapeName, Shape> = {
  layout: { fields: {
    icon: { kind: 'object', shape: 'icon', required: true },
    header: { kind: 'object', shape: 'header', required: true },
    body: { kind: 'object', shape: 'body', required: true },
    footer: { kind: 'object', shape: 'footer' },
  } },
  icon: { fields: { code: neededString } },
  header: { fields: { title: neededWords, titleAction: action, tags: { kind: 'map', shape: 'tag', most: 2 } } },
  tag: { fields: {
    title: neededWords,
    type: { kind: 'string', required: true, oneOf: ['primary', 'secondary', 'success', 'warning', 'failure', 'lavender'] },
    action,
    scope,
    hideIfReadonly: yesOrNo,
  } },
  body: { fields: { logo: { kind: 'object', shape: 'logo', required: true }, blocks: { kind: 'map', shape: 'block', most: 20 } } },
  logo: { fields: { code: neededString, action } },
  block: { byType: {
    text: block('textProperties'),
    largeText: block('largeTextProperties'),
    link: block('linkProperties'),
    deadline: { type, properties: { kind: 'object', shape: 'deadlineProperties' } },
    withTitle: block('withTitleProperties'),
    lineOfBlocks: block('lineProperties'),
  } },
  textProperties: { fields: {
    value: neededWords,
    multiline: yesOrNo,
    title: { kind: 'words' },
    bold: yesOrNo,
    size: { kind: 'string', oneOf: ['xs', 'sm', 'md'] },
    color: { kind: 'string', oneOf: ['base_50', 'base_60', 'base_70', 'base_90'] },
    scope,
  } },
  largeTextProperties: { fields: { value: neededWords, scope } },
  linkProperties: { fields: { text: neededWords, action: neededAction, bold: yesOrNo, scope } },
  deadlineProperties: { fields: { readonly: yesOrNo, scope } },
  withTitleProperties: { fields: { title: neededWords, block: { kind: 'object', shape: 'block', required: true }, inline: yesOrNo, scope } },
  lineProperties: { fields: { blocks: { kind: 'map', shape: 'block', required: true }, scope } },
  footer: { fields: { buttons: { kind: 'map', shape: 'button', most: 2 }, menu: { kind: 'object', shape: 'menu' } } },
  button: { fields: {
    title: neededWords,
    type: { kind: 'string', required: true, oneOf: ['primary', 'secondary'] },
    action: neededAction,
    scope,
    hideIfReadonly: yesOrNo,
  } },
  menu: { fields: { showPinItem: yesOrNo, showPostponeItem: yesOrNo, showDeleteItem: yesOrNo, items: { kind: 'map', shape: 'menuItem' } } },
  menuItem: { fields: { title: neededWords, action: neededAction, scope, hideIfReadonly: yesOrNo } },
  action: { byType: {
    redirect: { type, uri: neededString },
    restEvent: { type, id: neededString, actionParams: free, animationType: { kind: 'string', oneOf: ['disable', 'loader'] } },
    openRestApp: { type, actionParams: free, sliderParams: { kind: 'object', shape: 'slider' } },
  } },
  slider: { fields: { width: { kind: 'integer' }, leftBoundary: { kind: 'integer' }, title: { kind: 'string' } } },
}

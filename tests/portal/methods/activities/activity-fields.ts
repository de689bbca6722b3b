/** A field as the `*.fields` methods describe it. */
export interface FieldDescription {
  type: string
  isRequired: boolean
  isReadOnly: boolean
  isImmutable: boolean
  isMultiple: boolean
  isDynamic: boolean
  title: string
  isDeprecated?: boolean
}

type Mark = 'required' | 'readOnly' | 'immutable' | 'multiple'

function field(type: string, title: string, ...marks: Mark[]): FieldDescription {
  return {
    type,
    isRequired: marks.includes('required'),
    isReadOnly: marks.includes('readOnly'),
    isImmutable: marks.includes('immutable'),
    isMultiple: marks.includes('multiple'),
    isDynamic: false,
    title,
  }
}

/** Fields of a record of the timeline. */
export const activityFields: Readonly<Record<string, FieldDescription>> = {
  ID: field('integer', 'ID', 'readOnly'),
  OWNER_ID: field('integer', 'Owner ID', 'immutable'),
  OWNER_TYPE_ID: field('crm_enum_ownertype', 'Owner Type', 'immutable'),
  TYPE_ID: field('crm_enum_activitytype', 'Type', 'required', 'immutable'),
  PROVIDER_ID: field('string', 'Provider ID'),
  PROVIDER_TYPE_ID: field('string', 'Provider Type'),
  PROVIDER_GROUP_ID: field('string', 'Connector Type'),
  ASSOCIATED_ENTITY_ID: field('integer', 'Associated Entity ID', 'readOnly'),
  SUBJECT: field('string', 'Subject', 'required'),
  START_TIME: field('datetime', 'Start'),
  END_TIME: field('datetime', 'Deadline'),
  DEADLINE: field('datetime', 'Execution Deadline'),
  COMPLETED: field('char', 'Completed'),
  STATUS: field('crm_enum_activitystatus', 'Status'),
  RESPONSIBLE_ID: field('user', 'Responsible', 'required'),
  PRIORITY: field('crm_enum_activitypriority', 'Priority'),
  NOTIFY_TYPE: field('crm_enum_activitynotifytype', 'Notification Type'),
  NOTIFY_VALUE: field('integer', 'Notification Parameter'),
  DESCRIPTION: field('string', 'Description'),
  DESCRIPTION_TYPE: field('crm_enum_contenttype', 'Description Type'),
  DIRECTION: field('crm_enum_activitydirection', 'Direction'),
  LOCATION: field('string', 'Location'),
  CREATED: field('datetime', 'Creation Date', 'readOnly'),
  AUTHOR_ID: field('user', 'Created By', 'readOnly'),
  LAST_UPDATED: field('datetime', 'Last Updated Date', 'readOnly'),
  EDITOR_ID: field('user', 'Edited By', 'readOnly'),
  SETTINGS: field('object', 'Settings'),
  ORIGIN_ID: field('string', 'External Code'),
  ORIGINATOR_ID: field('string', 'External Source'),
  RESULT_STATUS: field('integer', 'RESULT_STATUS'),
  RESULT_STREAM: field('integer', 'RESULT_STREAM'),
  RESULT_SOURCE_ID: field('string', 'RESULT_SOURCE_ID'),
  PROVIDER_PARAMS: field('object', 'Provider Parameters'),
  PROVIDER_DATA: field('string', 'Provider Data'),
  RESULT_MARK: field('integer', 'RESULT_MARK'),
  RESULT_VALUE: field('double', 'RESULT_VALUE'),
  RESULT_SUM: field('double', 'RESULT_SUM'),
  RESULT_CURRENCY_ID: field('string', 'RESULT_CURRENCY_ID'),
  AUTOCOMPLETE_RULE: field('integer', 'Autocomplete'),
  BINDINGS: field('crm_activity_binding', 'Bindings', 'readOnly', 'multiple'),
  COMMUNICATIONS: field('crm_activity_communication', 'Communication Channel', 'required', 'multiple'),
  FILES: field('diskfile', 'Files', 'multiple'),
  WEBDAV_ELEMENTS: { ...field('diskfile', 'Added Files', 'multiple'), isDeprecated: true },
  IS_INCOMING_CHANNEL: field('char', 'IS_INCOMING_CHANNEL', 'readOnly'),
}

/** Fields of a communication. */
export const communicationFields: Readonly<Record<string, FieldDescription>> = {
  ID: field('integer', 'ID', 'readOnly'),
  ACTIVITY_ID: field('integer', 'Case', 'readOnly'),
  ENTITY_ID: field('integer', 'Entity element ID'),
  ENTITY_TYPE_ID: field('integer', 'Entity type'),
  TYPE: field('string', 'Type'),
  VALUE: field('string', 'Value'),
}

/** Fields of a timeline comment. */
export const commentFields: Readonly<Record<string, FieldDescription>> = {
  ID: field('integer', 'ID', 'readOnly'),
  CREATED: field('datetime', 'Date added', 'readOnly'),
  ENTITY_ID: field('integer', 'Item', 'required', 'immutable'),
  ENTITY_TYPE: field('string', 'Kind of item', 'required', 'immutable'),
  AUTHOR_ID: field('integer', 'Author', 'immutable'),
  COMMENT: field('string', 'Comment text'),
  FILES: field('attached_diskfile', 'File list', 'multiple'),
}
